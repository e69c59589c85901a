// OpenAI's fine-tuning on chats: each line an object with `messages` and nothing else.

import { question, reply } from './example';
import { jsonLines, type PairFormat } from './format';

export const openaiChat = {
  id: 'openai',
  title: 'OpenAI chat',
  use: 'Fine-tuning at OpenAI or a server like it',
  extension: 'jsonl',
  write: {
    of: 'fix',
    isForTraining: true,
    ...jsonLines((example) => ({ messages: [...question(example), ...reply(example.answer)] })),
  },
} satisfies PairFormat;
