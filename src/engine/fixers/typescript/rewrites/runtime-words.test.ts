// Crashes of Node and reports of linters, healed and proved for real by the fixers for what TypeScript says at the place, which stands between « and ».
import { expect, test } from 'vitest';
import { PLAIN } from '../../../../../test/unit/fixer-cases';
import { healed } from '../../../../../test/unit/heal-script';

test.each([
  [
    'TypeError: Assignment to constant variable.',
    'const total = 0;\nfor (const n of [1, 2]) {\n  total «+=» n;\n}\n',
    'let total = 0;\nfor (const n of [1, 2]) {\n  total += n;\n}\n',
    'typescript/code-fixes',
  ],
  [
    "no-const-assign: 'total' is constant.",
    'const total = 0;\n«total» = 2;\nexport default total;\n',
    'let total = 0;\ntotal = 2;\nexport default total;\n',
    'typescript/code-fixes',
  ],
  [
    'TypeError: xs is not iterable',
    'async function load() { return [1, 2]; }\nexport async function main() {\n  const xs = load();\n  for (const x of «xs») console.log(x);\n}\n',
    'async function load() { return [1, 2]; }\nexport async function main() {\n  const xs = await load();\n  for (const x of xs) console.log(x);\n}\n',
    'typescript/missing-await',
  ],
  [
    'TypeError: s.length is not a function',
    'const s = new Set([1]);\nconsole.log(s.«length»());\n',
    'const s = new Set([1]);\nconsole.log(s.size);\n',
    'typescript/other-method',
  ],
])('%s: %s', async (crash, before, after, fixer) => {
  const it = await healed(before, { name: 'main.js', options: PLAIN, crash });
  expect(it.after).toBe(after);
  expect(it.by[0]).toBe(fixer);
  expect(it.patches[0]?.candidate.features).toMatchObject({ rewritten: 1 });
});

test.each([
  [
    "TypeError: Cannot read properties of undefined (reading 'name')",
    'export function first(list) {\n  return list.find((one) => one.ok).«name»;\n}\n',
  ],
  ['TypeError: value is not a function', 'export function run(value) {\n  return «value»();\n}\n'],
])('not %s: %s', async (crash, text) => {
  const { patches } = await healed(text, { name: 'main.js', options: PLAIN, crash });
  expect(patches.filter(({ candidate }) => candidate.features['rewritten'])).toEqual([]);
});
