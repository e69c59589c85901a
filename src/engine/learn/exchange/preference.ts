// TRL's preferences: the fix that was kept, and one of the same text that was not wanted.

import { question, reply } from './example';
import { jsonLines, type PairFormat } from './format';

export const preference = {
  id: 'preference',
  title: 'TRL preferences',
  use: 'DPO and its kin: the fix that was kept beside one that was not wanted',
  extension: 'jsonl',
  write: {
    of: 'preference',
    isForTraining: true,
    ...jsonLines((example) => ({ prompt: question(example), chosen: reply(example.answer), rejected: reply(example.rejected ?? '') })),
  },
} satisfies PairFormat;
