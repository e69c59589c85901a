import { expect, test } from 'vitest';
import { bestScript, mendScript } from '../../../../../test/unit/mend-script';
import { followUp } from './follow-on-error';

test.each([
  [
    'export const kindOf = Symbol.for("kind");\nexport abstract class A {\n  abstract get tag(): string;\n  get [kidnOf](): this["tag"] {\n    return this.tag;\n  }\n}\n',
    'kidnOf',
    'kindOf',
    2589,
  ],
  ['export function f(list: number[]) {\n  return lits.map((one) => one + 1);\n}\n', 'lits', 'list', 7006],
  ['export function f(list: number[]) {\n  return list.flter((one) => one > 1);\n}\n', 'flter', 'filter', 7006],
])('%j: %s is %s', (before, wrong, right, code) => {
  expect(bestScript(followUp, before, { code, options: { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] } })).toBe(before.replace(wrong, right));
});

test('two errors of one line that have nothing to do with each other', () => {
  expect(mendScript(followUp, 'export const total = 1;\nexport const pair: [string, number] = [1, totl];\n', { code: 2322 })).toEqual([]);
});

test('what was reported is hidden by a missing file, its cause is not', () => {
  const text =
    'import { Base } from "./base";\nexport function load(item: Base) {\n  return check(itme, item.kind);\n}\nfunction check(a: Base, b: unknown) {\n  return [a, b];\n}\n';
  const reported = {
    errorType: 'TS2345',
    message: "Argument of type 'Base' is not assignable to parameter of type 'string'.",
    at: 'item.kind',
  };
  expect(bestScript(followUp, text, { reported })).toBe(text.replace('itme', 'item'));
});
