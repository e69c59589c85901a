// A table, as RFC 4180 has it: for a look in a spreadsheet.

import { COLUMNS } from './columns';
import type { PairFormat } from './format';

export const csv = {
  id: 'csv',
  title: 'CSV',
  use: 'A table, for a look in a spreadsheet',
  extension: 'csv',
  isOfEnding: true,
  write: {
    of: 'fix',
    isForTraining: false,
    head: `${COLUMNS.map(([name]) => name).join(',')}\r\n`,
    record: (example) => `${COLUMNS.map(([, value]) => cell(String(value(example)))).join(',')}\r\n`,
  },
} satisfies PairFormat;

const cell = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
