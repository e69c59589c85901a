// The columns of pairs where they are a table.

import type { Example } from './example';

export type Columns = readonly (readonly [name: string, value: (example: Example) => string | number])[];

export const COLUMNS: Columns = [
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
