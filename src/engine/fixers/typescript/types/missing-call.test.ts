import { describe, expect, test } from 'vitest';
import { healed } from '../../../../../test/unit/heal-script';
import { bestScript, mendScript, type ScriptCase } from '../../../../../test/unit/mend-script';
import { missingCall } from './missing-call';

const DOM: ScriptCase = { options: { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] } };

describe('typescript/missing-call', () => {
  test.each([
    ['for (const key of map.keys) console.log(key);', 'for (const key of map.keys()) console.log(key);'],
    ['const n: number = list.pop!;', 'const n: number = list.pop()!;'],
    ['const d = performance.now - 1;', 'const d = performance.now() - 1;'],
    ['list.sort.map((n) => n);', 'list.sort().map((n) => n);'],
    ['take(now);', 'take(now());'],
    ['export const s: string[] = ["a "].map((one) => one.trim);', 'export const s: string[] = ["a "].map((one) => one.trim());'],
  ])('%s → %s', (before, after) => {
    const head = 'declare const map: Map<string, number>, list: number[], now: () => number, take: (n: number) => void;\n';
    expect(bestScript(missingCall, `${head}${before}\nexport {};\n`, DOM)).toBe(`${head}${after}\nexport {};\n`);
  });
});

test('in plain JavaScript a parameter may be left out', () => {
  const text =
    'export class Scopes {\n  current(strict) {\n    return { strict, depth: 1 };\n  }\n  depth() {\n    return this.current.depth;\n  }\n}\n';
  expect(bestScript(missingCall, text, { path: '/w/a.js', options: { checkJs: true, noImplicitAny: false } })).toBe(
    text.replace('this.current.depth', 'this.current().depth'),
  );
});

test('a function that wants arguments is not called without', () => {
  expect(mendScript(missingCall, 'declare const f: (a: string) => number;\nexport const n: number = f;\n')).toEqual([]);
});

test('the variable got the function instead of its result', () => {
  const text = 'declare const map: Map<string, number>;\nconst keys = map.keys;\nexport const all = [...keys];\n';
  expect(bestScript(missingCall, text)).toBe(text.replace('map.keys', 'map.keys()'));
});

test('a function with members of its own is not called for one more', () => {
  expect(mendScript(missingCall, 'function f() { return JSON.parse("1"); }\nf.cache = 1;\nexport const n = f.cahce;\n')).toEqual([]);
});

test.each([
  [
    'const keys = new Map<string, number>().keys!;\nexport const k = [...keys];\n',
    'const keys = new Map<string, number>().keys()!;\nexport const k = [...keys];\n',
  ],
  [
    'class Env { static pair() { return ["a", "b"] as const; } }\nexport const [a, b] = Env.pair;\n',
    'class Env { static pair() { return ["a", "b"] as const; } }\nexport const [a, b] = Env.pair();\n',
  ],
  [
    'declare function config(): { depth?: number };\ndeclare function use(c: { depth?: number }): void;\nuse(config);\n',
    'declare function config(): { depth?: number };\ndeclare function use(c: { depth?: number }): void;\nuse(config());\n',
  ],
])('a result taken from its function: %j', (before, after) => {
  expect(bestScript(missingCall, before)).toBe(after);
});

test('places stay right after another rule has tried its texts', async () => {
  // A rule before this one proves other texts of the same file: what this one sees must still be the text itself.
  const before =
    'class Steps {\n  #steps: string[] = [];\n  values(): IterableIterator<string> {\n    return this.#steps.values;\n  }\n}\nexport const s = new Steps();\n';
  expect((await healed(before, { code: 2322 })).after).toBe(before.replace('.values;', '.values();'));
});
