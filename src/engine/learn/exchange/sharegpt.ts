// ShareGPT's conversations, in one array.

import type { Example } from './example';
import { jsonArray, type PairFormat } from './format';

export const shareGptOf = ({ prompt, answer }: Example): unknown => ({
  conversations: [
    { from: 'human', value: prompt.user },
    { from: 'gpt', value: answer },
  ],
  system: prompt.system,
});

export const sharegpt = {
  id: 'sharegpt',
  title: 'ShareGPT',
  use: 'Conversations as ShareGPT has them, in one file',
  extension: 'json',
  write: { of: 'fix', isForTraining: true, ...jsonArray(shareGptOf) },
} satisfies PairFormat;
