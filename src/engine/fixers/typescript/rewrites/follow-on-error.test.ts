// Errors that follow from another one near them, healed and proved for real: the other one's fixers mend both.
import { expect, test } from 'vitest';
import { healed } from '../../../../../test/unit/heal-script';

const OPTIONS = { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] };

test.each([
  [
    'export const kindOf = Symbol.for("kind");\nexport abstract class A {\n  abstract get tag(): string;\n  get [kidnOf](): this["tag"] {\n    return this.tag;\n  }\n}\n',
    'kidnOf',
    'kindOf',
    2589,
  ],
  ['export function f(list: number[]) {\n  return lits.map((one) => one + 1);\n}\n', 'lits', 'list', 7006],
  ['export function f(list: number[]) {\n  return list.flter((one) => one > 1);\n}\n', 'flter', 'filter', 7006],
])('%j: %s is %s', async (before, wrong, right, code) => {
  const it = await healed(before, { code, options: OPTIONS });
  expect(it.after).toBe(before.replace(wrong, right));
  expect(it.patches[0]?.candidate.features).toMatchObject({ rewritten: 1 });
});

test('two errors of one line that have nothing to do with each other', async () => {
  const { patches } = await healed('export const total = 1;\nexport const pair: [string, number] = [1, totl];\n', { code: 2322 });
  expect(patches.filter(({ candidate }) => candidate.features['rewritten'])).toEqual([]);
});

test('what was reported is hidden by a missing file, its cause is not', async () => {
  const text =
    'import { Base } from "./base";\nexport function load(item: Base) {\n  return check(itme, «item.kind»);\n}\nfunction check(a: Base, b: unknown) {\n  return [a, b];\n}\n';
  const crash = "TS2345: Argument of type 'Base' is not assignable to parameter of type 'string'.";
  expect((await healed(text, { crash })).after).toBe(text.replace('itme', 'item').replace(/[«»]/g, ''));
});
