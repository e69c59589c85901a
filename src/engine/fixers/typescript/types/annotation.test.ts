import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { healed } from '../../../../../test/unit/heal-script';
import { bestScript, mendScript } from '../../../../../test/unit/mend-script';
import { annotation } from './annotation';

test.each([
  [
    'export function f(n: number[]): [number, number] {\n  let pair = [n.length, 1];\n  return pair;\n}\n',
    'export function f(n: number[]): [number, number] {\n  let pair: [number, number] = [n.length, 1];\n  return pair;\n}\n',
  ],
  [
    'export function f(n: number[]): number {\n  if (n.length === 0) return null;\n  return 1;\n}\n',
    'export function f(n: number[]): number | null {\n  if (n.length === 0) return null;\n  return 1;\n}\n',
  ],
  [
    "export function f(s: string) {\n  const digits: number[] = s.split('');\n  return digits;\n}\n",
    "export function f(s: string) {\n  const digits: number[] = s.split('').map(Number);\n  return digits;\n}\n",
  ],
])('%j → %j', (before, after) => {
  expect(bestScript(annotation, before)).toBe(after);
});

test('nothing is annotated any', () => {
  expect(bestScript(annotation, 'export function f(x: any) {\n  const out = [[], []];\n  out[0].push(x);\n}\n') ?? '').not.toMatch(
    /:\s*any\b/,
  );
});

test.each([
  [
    'export function split(items: any[]): any[][] {\n  const out = [[], []];\n  for (const item of items) out[0].push(item);\n  return out;\n}\n',
    'const out =',
    'const out: unknown[][] =',
    2345,
  ],
  ['export function lists(group: any) {\n  return group.filter(one => Array.isArray(one));\n}\n', '(one =>', '((one: unknown) =>', 7006],
  [
    'export function lists(group: any) {\n  return group.map(async one => String(one));\n}\n',
    'async one =>',
    'async (one: unknown) =>',
    7006,
  ],
])('what may be anything is unknown, not any: %j', (before, wrong, right, code) => {
  expect(bestScript(annotation, before, { code })).toBe(before.replace(wrong, right));
});

heals(
  'typescript/annotation',
  [
    [
      'function pair(): [number, number] {\n  let both = [1, 2];\n  return both;\n}\nexport const p = pair();\n',
      'function pair(): [number, number] {\n  let both: [number, number] = [1, 2];\n  return both;\n}\nexport const p = pair();\n',
    ],
    [
      'export function find(list: string[], wanted: string): number {\n  for (let i = 0; i < list.length; i++) if (list[i] === wanted) return i;\n  return null;\n}\n',
      'export function find(list: string[], wanted: string): number | null {\n  for (let i = 0; i < list.length; i++) if (list[i] === wanted) return i;\n  return null;\n}\n',
    ],
  ],
  [['function f(n: number) { return n; }\nexport const x = f("1");\n']],
);

test('a shape that has a name stays what the function returns', () => {
  const text =
    "interface Config { env: 'dev' | 'prod' }\nexport function load(env: string): Config {\n  const config = { env };\n  return config;\n}\n";
  expect(mendScript(annotation, text).filter(({ proposal }) => proposal.variant === 'result-as-returned')).toEqual([]);
});
heals(
  'typescript/annotation',
  [
    [
      'export const wait = (ms: number) => new Promise<string>((done) => setTimeout(() => done(), ms));\n',
      'export const wait = (ms: number) => new Promise<void>((done) => setTimeout(() => done(), ms));\n',
      { options: { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] } },
    ],
    [
      'export function tick(): Promise<number> {\n  return new Promise((done) => {\n    done();\n  });\n}\n',
      'export function tick(): Promise<void> {\n  return new Promise((done) => {\n    done();\n  });\n}\n',
    ],
    [
      'const base = { port: 80 };\nexport const start = (given: base): number => given.port;\n',
      'const base = { port: 80 };\nexport const start = (given: typeof base): number => given.port;\n',
    ],
    [
      'const sizes = { s: 1, m: 2 };\nexport const pick = (one: keyof sizes): number => sizes[one];\n',
      'const sizes = { s: 1, m: 2 };\nexport const pick = (one: keyof typeof sizes): number => sizes[one];\n',
    ],
    [
      'const Shape = class {\n  area = 3;\n};\nexport const areaOf = (one: Shape): number => one.area;\n',
      'const Shape = class {\n  area = 3;\n};\nexport const areaOf = (one: InstanceType<typeof Shape>): number => one.area;\n',
    ],
    [
      "interface User {\n  name: string;\n}\nexport const user: User = { name: 'a' };\nexport const nameOf = (one: user): string => one.name;\n",
      "interface User {\n  name: string;\n}\nexport const user: User = { name: 'a' };\nexport const nameOf = (one: User): string => one.name;\n",
    ],
  ],
  [
    ["export const pick = (on: boolean) => new Promise<string>((done) => (on ? done('x') : done()));\n"],
    ['export const loud = async () => (await new Promise<string>((done) => done())).toUpperCase();\n'],
    ['const Row = { _output: 3, parse: (x: unknown) => x };\nexport const read = (one: Row): unknown => one;\n'],
  ],
);

test('a value that may be missing is not said to be there', async () => {
  const text = 'let best: number | undefined;\nexport const set = (n: number) => {\n  best = n;\n};\n';
  const given = { code: 2322 };
  const { texts } = await healed(`${text}export function all(): number[] {\n  return [best];\n}\n`, given);
  expect(texts.join('\n')).not.toContain(' as number[]');
});
