// Every fixer is told in one form and proved by tests, and docs/fixers.md says what the files say.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { page, PAGE, readFixers, type DescribedFixer } from '../../scripts/docs.mjs';
import { fixers as registered } from '../../src/engine/fixers/registry';

const ROOT = path.resolve(__dirname, '../..');
const described = readFixers();
const place = ({ file }: DescribedFixer): string => path.join(ROOT, file);

test('every file holds one fixer, told as mistake, before, after and when not', () => {
  expect(described.faults).toEqual([]);
});

test('the fixers that are registered are the ones that are described, each once', () => {
  const ids = registered.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(described.fixers.map(({ id }) => id).sort());
});

test.each(described.fixers)('$id stands where its id says', ({ id, file }) => {
  const [language = '', name = ''] = id.split('/');
  const folder = file.split('/rules/')[1]?.split('/')[0];
  expect(folder).toBe(language);
  expect(path.basename(file, '.ts')).toBe(name);
});

test.each(described.fixers)('$id has tests', (fixer) => {
  const tests = fixer.tests?.split(', ') ?? [`${path.basename(fixer.file, '.ts')}.test.ts`];
  const files = tests.map((name) => path.join(path.dirname(place(fixer)), name));
  expect(files.filter((file) => !fs.existsSync(file))).toEqual([]);
  // Files for many: one of them names each.
  if (fixer.tests !== undefined)
    expect(
      files.some((file) => fs.readFileSync(file, 'utf8').includes(`'${fixer.id}'`)),
      `one of ${fixer.tests} names ${fixer.id}`,
    ).toBe(true);
});

test('docs/fixers.md is up to date; npm run docs writes it', () => {
  expect(fs.readFileSync(PAGE, 'utf8').replaceAll('\r\n', '\n')).toBe(page(described));
});
