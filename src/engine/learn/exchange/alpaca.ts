// Alpaca's instruction, input and output, in one array.

import type { Example } from './example';
import { jsonArray, type PairFormat } from './format';

export const alpacaOf = ({ prompt, answer }: Example): unknown => ({ instruction: prompt.system, input: prompt.user, output: answer });

export const alpaca = {
  id: 'alpaca',
  title: 'Alpaca',
  use: 'Instruction, input and output, in one file',
  extension: 'json',
  write: { of: 'fix', isForTraining: true, ...jsonArray(alpacaOf) },
} satisfies PairFormat;
