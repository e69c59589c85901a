// TRL's unpaired preferences: each fix with whether it was wanted, for KTO.

import { question, reply } from './example';
import { jsonLines, type PairFormat } from './format';

export const unpaired = {
  id: 'kto',
  title: 'TRL unpaired preferences (KTO)',
  use: 'KTO: each fix with whether it was wanted',
  extension: 'jsonl',
  write: {
    of: 'labelled',
    isForTraining: true,
    ...jsonLines((example) => ({ prompt: question(example), completion: reply(example.answer), label: example.isWanted })),
  },
} satisfies PairFormat;
