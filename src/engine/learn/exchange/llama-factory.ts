// A folder for LLaMA-Factory: the conversations as ShareGPT has them, and the dataset_info.json that names them.

import { jsonArray, PARTS, type PairFormat, type Part } from './format';
import { shareGptOf } from './sharegpt';

const fileOf = (part: Part): string => `self_heal_${part}.json`;

export const llamaFactory = {
  id: 'llama-factory',
  title: 'LLaMA-Factory folder',
  use: 'A folder with the conversations and the dataset_info.json for LLaMA-Factory',
  extension: 'json',
  write: {
    of: 'fix',
    isForTraining: true,
    ...jsonArray(shareGptOf),
    folder: { fileOf, companions: (parts) => ({ 'dataset_info.json': `${JSON.stringify(datasets(parts), null, 2)}\n` }) },
  },
} satisfies PairFormat;

const datasets = (parts: readonly Part[]): unknown =>
  Object.fromEntries(
    PARTS.filter((part) => parts.includes(part)).map((part) => [
      `self_heal_${part}`,
      { file_name: fileOf(part), formatting: 'sharegpt', columns: { messages: 'conversations', system: 'system' } },
    ]),
  );
