// A folder for Axolotl: the conversations, and the part of its configuration that names them.

import { question, reply } from './example';
import { jsonLines, type PairFormat, type Part } from './format';

const fileOf = (part: Part): string => `${part}.jsonl`;

export const axolotl = {
  id: 'axolotl',
  title: 'Axolotl folder',
  use: 'A folder with the conversations and a configuration for Axolotl',
  extension: 'jsonl',
  write: {
    of: 'fix',
    isForTraining: true,
    ...jsonLines((example) => ({ messages: [...question(example), ...reply(example.answer)] })),
    folder: { fileOf, companions: (parts) => ({ 'axolotl.yml': configuration(parts) }) },
  },
} satisfies PairFormat;

function configuration(parts: readonly Part[]): string {
  return [
    '# The part that names the data; `self-heal adapters recipe axolotl` writes a whole one. Start in this folder: axolotl train axolotl.yml',
    axolotlDatasets(parts),
    '',
  ].join('\n');
}

/** The part of a configuration that names the data. Paths are relative to where Axolotl is started: in the folder. Only what the assistant says is learned. */
export function axolotlDatasets(parts: readonly Part[]): string {
  const dataset = (part: Part): string =>
    [
      `  - path: ./${fileOf(part)}`,
      '    ds_type: json',
      ...(part === 'train' ? [] : ['    split: train']),
      '    type: chat_template',
      '    field_messages: messages',
      '    message_property_mappings:',
      '      role: role',
      '      content: content',
      '    roles_to_train: ["assistant"]',
    ].join('\n');
  return [
    'chat_template: tokenizer_default',
    'datasets:',
    dataset('train'),
    ...(parts.includes('valid') ? ['test_datasets:', dataset('valid')] : []),
  ].join('\n');
}
