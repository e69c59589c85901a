// TRL's prompt and completion as plain texts: what SFTTrainer learns from, the completion alone counting.

import { jsonLines, type PairFormat } from './format';

export const trlPromptCompletion = {
  id: 'trl',
  title: 'TRL prompt and completion',
  use: 'Fine-tuning with TRL’s SFTTrainer: prompt and completion as plain texts',
  extension: 'jsonl',
  write: {
    of: 'fix',
    isForTraining: true,
    ...jsonLines(({ prompt, answer }) => ({ prompt: `${prompt.system}\n\n${prompt.user}\n\n`, completion: answer })),
  },
} satisfies PairFormat;
