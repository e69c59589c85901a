// Every fixer is told in one form and proved by tests, and the generated pages say what the code says.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { architecture, PAGE as ARCHITECTURE } from '../../scripts/architecture.mjs';
import { page, PAGE, readFixers, type DescribedFixer } from '../../scripts/docs.mjs';

const ROOT = path.resolve(__dirname, '../..');
const described = await readFixers();
const place = ({ file }: DescribedFixer): string => path.join(ROOT, file);
const textOf = (file: string): string => fs.readFileSync(file, 'utf8').replaceAll('\r\n', '\n');

test('every file holds one fixer, told as mistake, before, after and when not', () => {
  expect(described.faults).toEqual([]);
});

test('every fixer is registered once', () => {
  const ids = described.fixers.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(60);
});

test.each(described.fixers)('$id stands where its id says', ({ id, family, file }) => {
  const [language = '', name = ''] = id.split('/');
  expect(file.startsWith(`src/engine/fixers/${family}/`)).toBe(true);
  expect(family.split('/')[0]).toBe(language);
  expect(path.basename(file, '.ts')).toBe(name);
});

test.each(described.fixers)('$id has tests beside it', (fixer) => {
  expect(fs.existsSync(place(fixer).replace(/\.ts$/, '.test.ts'))).toBe(true);
});

test('docs/fixers.md and docs/architecture.md are up to date; npm run docs writes them', () => {
  expect(textOf(PAGE)).toBe(page(described));
  expect(textOf(ARCHITECTURE)).toBe(architecture(textOf(ARCHITECTURE)));
});

test('every file that docs/architecture.md names is there', () => {
  const files = fs
    .readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.split(path.sep).join('/')}`);
  const named = [...textOf(ARCHITECTURE).matchAll(/`([\w/-]+\.(?:ts|json|py))`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((name) => !files.some((file) => file === name || file.endsWith(`/${name}`)))).toEqual([]);
});
