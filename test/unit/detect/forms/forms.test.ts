// Every form in which errors are printed: run for real where the tool is at hand, else read from what it printed once.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dialects } from '../../../../src/engine/detect/dialects/registry';
import { outputOf, problemsOfReal, problemsOfRecorded, recordedForms, seenIn, wordsOf } from './forms';
import { REAL } from './real';

const PAGE = fs.readFileSync(path.resolve(__dirname, '../../../../docs/capture.md'), 'utf8');

describe('recorded', () => {
  for (const { dialect, form, version, text, expected } of recordedForms())
    test(`${dialect}: ${form} (${version})`, () => expect(wordsOf(problemsOfRecorded(text))).toBe(expected));
});

describe('run for real', () => {
  for (const one of REAL)
    test(`${one.dialect}: ${one.form}`, { timeout: 250_000 }, (context) => {
      const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-form-')));
      try {
        const output = outputOf(one, folder);
        if (output === undefined) return context.skip();
        const found = problemsOfReal(output, folder);
        const seen = found.map((problem, i) => seenIn(problem, folder, one.sees[i]?.sides));
        expect(seen, output).toEqual(one.sees.map((wanted) => ({ ...wanted, says: wanted.says.replace('FOLDER', folder) })));
      } finally {
        fs.rmSync(folder, { recursive: true, force: true });
      }
    });
});

test('every dialect has a form, and every form its row in the page', () => {
  const forms = [...recordedForms(), ...REAL];
  expect(new Set(dialects.map(({ id }) => id))).toEqual(new Set([...forms.map(({ dialect }) => dialect), ...ELSEWHERE]));
  expect(forms.map(({ dialect, form }) => `| ${dialect} | ${form} |`).filter((row) => !PAGE.includes(row))).toEqual([]);
});

/** Shown by checker-report.test.ts and test-runners.test.ts; `node-test` by further-forms.test.ts, `starts-over`, which is no error, by goes-on.test.ts. */
const ELSEWHERE = ['mypy', 'pyright', 'ruff', 'code-lines', 'vitest', 'starts-over', 'node-test'];
