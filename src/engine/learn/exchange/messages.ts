// Whole conversations under `messages`, as TRL and most trainers take them.

import { question, reply } from './example';
import { jsonLines, type PairFormat } from './format';

export const messages = {
  id: 'messages',
  title: 'Messages',
  use: 'Whole conversations, as most trainers take them',
  extension: 'jsonl',
  write: {
    of: 'fix',
    isForTraining: true,
    ...jsonLines((example) => ({ messages: [...question(example), ...reply(example.answer)] })),
  },
} satisfies PairFormat;
