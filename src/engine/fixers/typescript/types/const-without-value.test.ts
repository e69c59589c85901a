import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { constWithoutValue } from './const-without-value';

test('a const that gets its value later', () => {
  expect(
    bestScript(constWithoutValue, 'export function f(a: boolean) {\n  const r: number;\n  if (a) r = 1;\n  else r = 2;\n  return r;\n}\n', {
      code: 1155,
    }),
  ).toContain('let r: number;');
});

heals(
  'typescript/const-without-value',
  [
    [
      'export function f(a: boolean) {\n  const result;\n  if (a) result = 1;\n  else result = 2;\n  return result;\n}\n',
      'export function f(a: boolean) {\n  let result;\n  if (a) result = 1;\n  else result = 2;\n  return result;\n}\n',
    ],
    [
      'const «n»;\nn = 3;\nconsole.log(n);\n',
      'let n;\nn = 3;\nconsole.log(n);\n',
      { name: 'main.js', options: { checkJs: false }, crash: 'SyntaxError: Missing initializer in const declaration' },
    ],
    ['const total: number;\ntotal = 3;\nexport default total;\n', 'let total: number;\ntotal = 3;\nexport default total;\n'],
  ],
  [['export function f() {\n  const result;\n  return 1;\n}\n']],
);
