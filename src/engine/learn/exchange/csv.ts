// A table, as RFC 4180 has it: for a look in a spreadsheet, and for pandas.

import type { Example } from './example';
import type { PairFormat } from './format';

const COLUMNS: readonly (readonly [name: string, value: (example: Example) => string | number])[] = [
  ['id', ({ pair }) => pair.id],
  ['recorded_at', ({ pair }) => pair.recordedAt],
  ['language', ({ pair }) => pair.language],
  ['error_type', ({ pair }) => pair.errorType],
  ['message', ({ pair }) => pair.message],
  ['signature', ({ pair }) => pair.signature.shape],
  ['file', ({ pair }) => pair.file],
  ['line', ({ pair }) => pair.line + 1],
  ['title', ({ pair }) => pair.title],
  ['source', ({ pair }) => pair.origin.kind],
  ['source_id', ({ pair }) => pair.origin.id],
  ['via', ({ pair }) => pair.via ?? ''],
  ['verdict', ({ pair }) => pair.verdict.kind],
  ['evidence', ({ pair }) => pair.evidence.map(({ rung, result }) => `${rung} ${result}`).join('; ')],
  ['confidence', ({ pair }) => pair.confidence],
  ['before', ({ pair }) => pair.before],
  ['after', ({ pair }) => pair.final ?? pair.proposed],
];

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
