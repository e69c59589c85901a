// A table, as RFC 4180 has it: for a look in a spreadsheet.

import { COLUMNS } from './columns';
import { csvCell } from './csv-cell';
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
    record: (example) => `${COLUMNS.map(([, value]) => csvCell(String(value(example)))).join(',')}\r\n`,
  },
} satisfies PairFormat;
