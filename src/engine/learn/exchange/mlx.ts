// The folder that `mlx_lm.lora --data` takes: train.jsonl, valid.jsonl and test.jsonl.

import { question, reply } from './example';
import { jsonLines, type PairFormat } from './format';

export const mlx = {
  id: 'mlx',
  title: 'MLX folder',
  use: 'Fine-tuning on a Mac: the folder that mlx_lm.lora takes',
  extension: 'jsonl',
  write: {
    of: 'fix',
    isForTraining: true,
    ...jsonLines((example) => ({ messages: [...question(example), ...reply(example.answer)] })),
    folder: { fileOf: (part) => `${part}.jsonl` },
  },
} satisfies PairFormat;
