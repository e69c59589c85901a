import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { callOfValue } from './call-of-value';

test('a missing comma makes a call', () => {
  expect(
    bestScript(callOfValue, 'declare function f(a: number[], b: number): void;\nexport function g(list: number[]) {\n  f(list (1));\n}\n', {
      code: 2349,
    }),
  ).toContain('f(list, (1));');
});

heals(
  'typescript/call-of-value',
  [
    ['const a = 1, b = 2;\nexport const list = [a (b)];\n', 'const a = 1, b = 2;\nexport const list = [a, (b)];\n', { code: 2349 }],
    [
      'const a = 1;\nexport const b = a\n(() => { console.log(b); })();\n',
      'const a = 1;\nexport const b = a;\n(() => { console.log(b); })();\n',
      { code: 2349 },
    ],
    [
      'export function f(name: string, size: number) {\n  console.log(name (size + 1));\n}\n',
      'export function f(name: string, size: number) {\n  console.log(name, (size + 1));\n}\n',
      { code: 2349 },
    ],
  ],
  [['const a = 1;\nexport const b = a(2);\n']],
);
