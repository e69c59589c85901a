// OpenAI's direct preference optimisation.

import { question, reply } from './example';
import { jsonLines, type PairFormat } from './format';

export const openaiDpo = {
  id: 'openai-dpo',
  title: 'OpenAI preferences (DPO)',
  use: 'Direct preference optimisation at OpenAI',
  extension: 'jsonl',
  write: {
    of: 'preference',
    isForTraining: true,
    ...jsonLines((example) => ({
      input: { messages: question(example) },
      preferred_output: reply(example.answer),
      non_preferred_output: reply(example.rejected ?? ''),
    })),
  },
} satisfies PairFormat;
