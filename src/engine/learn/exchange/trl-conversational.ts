// TRL's prompt and completion as a conversation.

import { question, reply } from './example';
import { jsonLines, type PairFormat } from './format';

export const trlConversational = {
  id: 'trl-chat',
  title: 'TRL prompt and completion, conversational',
  use: 'Prompt and completion as a conversation, for models that chat',
  extension: 'jsonl',
  write: {
    of: 'fix',
    isForTraining: true,
    ...jsonLines((example) => ({ prompt: question(example), completion: reply(example.answer) })),
  },
} satisfies PairFormat;
