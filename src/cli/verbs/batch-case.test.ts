// T16: what a case tells of its answer is not looked at, so that no figure of `batch` is better than what a person gets.

import { expect, test } from 'vitest';
import { SourceText } from '../../engine';
import { readCase } from './batch-case';

const CASE = {
  id: 'one',
  language: 'python',
  path: 'app.py',
  before: 'total = 3\nprint(totl)\n',
  error_type: 'NameError',
  message: "name 'totl' is not defined",
  ranges: [{ startLine: 2, startCol: 7, endLine: 2, endCol: 11 }],
  traceback:
    'Traceback (most recent call last):\n  File "app.py", line 2, in <module>\n    print(totl)\nNameError: name \'totl\' is not defined\n',
  files: { 'helpers.py': 'x = 1\n' },
  cmd: ['python3', 'app.py'],
  all_diagnostics: [
    { message: '"totl" is not defined', code: 'reportUndefinedVariable', startLine: 2, startCol: 7, endLine: 2, endCol: 11 },
  ],
};
const PLANTED = {
  after: 'PLANTED = 3\nprint(PLANTED)\n',
  oracle: { after: 'PLANTED', passes: ['PLANTED'], fixed: 'PLANTED' },
  meta: { fix: 'PLANTED', variant: 'PLANTED' },
};

/** All that was read, the text by its lines. */
const seen = (line: object): string =>
  JSON.stringify(readCase(JSON.stringify(line)), (_, value: unknown) =>
    value instanceof SourceText ? value.text : value instanceof Map ? [...(value as ReadonlyMap<unknown, unknown>)] : value,
  );

test('T16: `after`, `oracle` and `meta` of a case are never read', () => {
  const plain = seen(CASE);
  expect(plain).toContain('totl');
  expect(seen({ ...CASE, ...PLANTED })).toBe(plain);
  expect(seen({ ...PLANTED, ...CASE })).toBe(plain);
  // Not even where they make no sense.
  expect(seen({ ...CASE, after: 1, oracle: null, meta: [] })).toBe(plain);
});
