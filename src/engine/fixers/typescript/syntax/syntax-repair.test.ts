import ts from 'typescript';
import { expect, test } from 'vitest';
import { heals, healsCrashes } from '../../../../../test/unit/fixer-cases';
import { bestScript, mendScript, type ScriptCase } from '../../../../../test/unit/mend-script';
import { codeFixes } from '../language-service/code-fixes';
import { useBeforeDefinition } from '../runtime/use-before-definition';
import { syntaxRepair } from './syntax-repair';

const DOM: ScriptCase = { options: { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] } };

const FILE = `export function describe(items: string[]): string {
  const names = items.map((item) => item.trim());
  if (names.length === 0) {
    return 'none';
  }
  console.log(names, names.length);
  return names.join(', ');
}

export const settings = {
  depth: 3,
  label: 'two',
  sizes: [1, 2, 3],
};

`;

test.each([
  ['.trim());', '.trim();'],
  ['(names.length === 0)', 'names.length === 0'],
  ['console.log(names, names', 'console.log(names names'],
  ["return 'none';\n  }", "return 'none';\n"],
  ["return 'none';", "return 'none;"],
  ["join(', ');", "join(', '));"],
  ["join(', ');", "join(, ');"],
  ['depth: 3,', 'depth: 3'],
  ['[1, 2, 3]', '[1, 2, 3'],
  ['[1, 2, 3]', '[1, 2, 3)'],
  ['[1, 2, 3]', '[1, 2, 3]]'],
  ['export function', 'export def'],
  ['export function', 'export fucntion'],
  ['export const', 'exprot const'],
  ['describe(items: string[])', 'describe(items: string[]'],
])('%j was written as %j', (right, wrong) => {
  const broken = FILE.replace(right, wrong);
  expect(broken).not.toBe(FILE);
  const mended = bestScript(syntaxRepair, broken, { options: { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] } });
  expect(mended?.replace(/\s+/g, '')).toBe(FILE.replace(/\s+/g, ''));
});

test('operators of another language', () => {
  expect(bestScript(syntaxRepair, 'declare const a: boolean, b: boolean;\nexport const c = a and b;\n')).toBe(
    'declare const a: boolean, b: boolean;\nexport const c = a && b;\n',
  );
});

test('quotes inside a string of the same quotes', () => {
  expect(bestScript(syntaxRepair, 'export const s = f("say "hi" now");\ndeclare function f(s: string): string;\n')).toBe(
    'export const s = f("say \\"hi\\" now");\ndeclare function f(s: string): string;\n',
  );
});

test('members in the brackets of a list', () => {
  expect(bestScript(syntaxRepair, "export const o = ['a': 1, 'b': 2];\n")).toBe("export const o = {'a': 1, 'b': 2};\n");
});

test('words like those of every object do no harm', () => {
  expect(bestScript(syntaxRepair, 'const o = { constructor: 1 toString: 2 };\n')).toBe('const o = { constructor: 1, toString: 2 };\n');
});

const LIB = { options: { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] } };

test.each([
  // A brace lost from a line that still holds what followed it.
  [
    'export const f = () => {\n  return 1;\n;\n\nexport const g = () => {\n  return 2;\n};\n',
    'export const f = () => {\n  return 1;\n};\n\nexport const g = () => {\n  return 2;\n};\n',
  ],
  [
    "import {\n  join,\n  sep,\n from 'path';\nexport const p = join('a', sep);\n",
    "import {\n  join,\n  sep,\n} from 'path';\nexport const p = join('a', sep);\n",
  ],
  [
    'export class A {\n  a() {\n    return 1;\n  \n\n  b() {\n    return 2;\n  }\n}\n',
    'export class A {\n  a() {\n    return 1;\n  }\n\n  b() {\n    return 2;\n  }\n}\n',
  ],
  // An opening one, by the deeper lines behind it.
  [
    'export function f(a: boolean) {\n  if (a)\n    const x = 1;\n    console.log(x);\n  }\n  return a;\n}\n',
    'export function f(a: boolean) {\n  if (a) {\n    const x = 1;\n    console.log(x);\n  }\n  return a;\n}\n',
  ],
  // Templates.
  [
    'export const a = (n: number) => [`/list/${n}/x,\n  1];\nexport const b = (n: number) => `${n}`;\n',
    'export const a = (n: number) => [`/list/${n}/x`,\n  1];\nexport const b = (n: number) => `${n}`;\n',
  ],
  [
    'export const a = (e: Error) => `failed: ${e.message`;\nexport const b = (n: number) => `got ${n}`;\n',
    'export const a = (e: Error) => `failed: ${e.message}`;\nexport const b = (n: number) => `got ${n}`;\n',
  ],
  ['export const a = (e: Error) => `failed: ${e.message.`;\n', 'export const a = (e: Error) => `failed: ${e.message}.`;\n'],
  // Quotes.
  ["export const a = 'one', b = 'two\";\n", "export const a = 'one', b = 'two';\n"],
  [
    'export type Size = "small" | "large\';\nexport const s: Size = "small";\n',
    'export type Size = "small" | "large";\nexport const s: Size = "small";\n',
  ],
  ["export type Key = 'a' | 'bb | 'cc' | 'dd';\n", "export type Key = 'a' | 'bb' | 'cc' | 'dd';\n"],
  ['export type Key = "aa" | bb" | "cc";\n', 'export type Key = "aa" | "bb" | "cc";\n'],
  // A declaration without its word, an arrow behind a type word.
  [
    'export const n = 1;\nlist: number[] = [n];\nexport default list;\n',
    'export const n = 1;\nconst list: number[] = [n];\nexport default list;\n',
  ],
  ['export const f = (a: number): void -> {\n  console.log(a);\n};\n', 'export const f = (a: number): void => {\n  console.log(a);\n};\n'],
])('%j → %j', (before, after) => {
  expect(bestScript(syntaxRepair, before, LIB)).toBe(after);
});

test('what JavaScript takes for a signature', () => {
  expect(
    bestScript(syntaxRepair, 'export const o = {\n  resolve(str; onError) {\n    return onError(str);\n  },\n};\n', {
      ...LIB,
      path: '/w/a.js',
    }),
  ).toBe('export const o = {\n  resolve(str, onError) {\n    return onError(str);\n  },\n};\n');
});

test.each([
  ['export const f = (x: number) -> x + 1;\n', 'export const f = (x: number) => x + 1;\n'],
  ['export const f = [1].map(x -> x + 1).map(x -> -x);\n', 'export const f = [1].map(x => x + 1).map(x => -x);\n'],
  [
    'export const f = async (x: number): Promise<number> -> {\n  return x;\n};\n',
    'export const f = async (x: number): Promise<number> => {\n  return x;\n};\n',
  ],
])('arrow: %j → %j', (before, after) => {
  const [best, ...others] = mendScript(syntaxRepair, before, DOM);
  expect(best?.text).toBe(after);
  expect(others).toEqual([]);
});

test.each([
  [
    'export function f(xs: number[]) {\n  for (const x : xs) console.log(x);\n}\n',
    'export function f(xs: number[]) {\n  for (const x of xs) console.log(x);\n}\n',
  ],
  [
    'export function f(xs: number[]) {\n  for (const x: xs) console.log(x);\n}\n',
    'export function f(xs: number[]) {\n  for (const x of xs) console.log(x);\n}\n',
  ],
  [
    'export async function f(xs: { a: number }[]) {\n  for await (const { a } : xs) console.log(a);\n}\n',
    'export async function f(xs: { a: number }[]) {\n  for await (const { a } of xs) console.log(a);\n}\n',
  ],
])('loop: %j → %j', (before, after) => {
  const [best, ...others] = mendScript(syntaxRepair, before, DOM);
  expect(best?.text).toBe(after);
  expect(others).toEqual([]);
});

test('a loop with a colon in JavaScript', () => {
  expect(
    bestScript(syntaxRepair, 'export function f(xs) {\n  for (const x : xs) g(x);\n}\nfunction g(x) {}\n', { ...DOM, path: '/w/a.js' }),
  ).toContain('for (const x of xs) g(x);');
});

test('a type in JavaScript is no loop', () => {
  expect(mendScript(syntaxRepair, 'export const x: number = 1;\n', { path: '/w/a.js', code: 8010 })).toEqual([]);
});

test('a member behind a call', () => {
  const text = 'export const a = Object.entries({})filter((x) => x);\n';
  expect(bestScript(syntaxRepair, text)).toBe(text.replace(')filter', ').filter'));
});

heals(
  'typescript/syntax-repair',
  [
    [
      'export function f(name: string) {\n  console.log(name name.length);\n}\n',
      'export function f(name: string) {\n  console.log(name, name.length);\n}\n',
    ],
    [
      'export function f(ready: boolean) {\n  if (ready {\n    return 1;\n  }\n  return 0;\n}\n',
      'export function f(ready: boolean) {\n  if (ready) {\n    return 1;\n  }\n  return 0;\n}\n',
    ],
    ['export function f(n: number) {\n  retrun n + 1;\n}\n', 'export function f(n: number) {\n  return n + 1;\n}\n'],
  ],
  [['export const n = lenght;\n']],
);

const VALUES = `declare const name: string, city: string, count: number, items: string[], ready: boolean;
declare function log(...all: unknown[]): void;
`;

test.each([
  ['log("Hello" name "!");', 'log("Hello", name, "!");'],
  ['console.log("Hello " name "!");', 'console.log("Hello ", name, "!");'],
  ['export const o = { a: 1 b: 2 };', 'export const o = { a: 1, b: 2 };'],
  ['export const o = { "a": "x" "b": "y" };', 'export const o = { "a": "x", "b": "y" };'],
  ['export const s = "Dear " name + "!";', 'export const s = "Dear " + name + "!";'],
  ['export const s = "Dear " + name ", welcome";', 'export const s = "Dear " + name + ", welcome";'],
  ['export const s = ready name : city;', 'export const s = ready ? name : city;'],
  ['export const s = ready ? name city;', 'export const s = ready ? name : city;'],
  ['export function f(a number) { return a; }', 'export function f(a: number) { return a; }'],
  ['console.log("Hello, name);', 'console.log("Hello", name);'],
  ['throw new Error("no " name);', 'throw new Error("no " + name);'],
])('%s → %s', (line, right) => {
  const mended = bestScript(syntaxRepair, `${VALUES}${line}\n`, DOM);
  expect(mended?.replace(/\s+/g, '')).toBe(`${VALUES}${right}`.replace(/\s+/g, ''));
});

test.each(['export const s = "a " name "b";', 'export const b = count name;', 'log(count name);', 'export const t = [name city];'])(
  'no comparison where nothing hints at one, and no code in a text: %s',
  (line) => {
    for (const { text } of mendScript(syntaxRepair, `${VALUES}${line}\n`)) {
      expect(text.slice(VALUES.length)).not.toMatch(/[<>]|&&|\|\||==/);
      expect(text).not.toMatch(/\\"/);
    }
  },
);

healsCrashes('typescript/syntax-repair', [
  [
    'SyntaxError: Invalid left-hand side in assignment',
    "const role = 'a';\nconst active = true;\nif («role = 'admin' && active» = true) {\n  role.trim();\n}\n",
    "const role = 'a';\nconst active = true;\nif (role === 'admin' && active === true) {\n  role.trim();\n}\n",
  ],
]);

test.each([
  // A statement's first word behind an unfinished line is no member of what stands there, and no block ends in the middle of a line.
  'export function half(n: number): number {\n  return Math.\n\ndeclare const limit: number;\nexport const most = half(limit);\n',
  // The line does not parse all the same.
  'export function f(n: number): boolean {\n  const default = (n & 2) === 0;\n  return default;\n}\n',
  'export function f(list: number[]): number {\n  if(list.lengooth 5e {\n    return 1;\n  }\n  return 2;\n}\n',
  // What it would be gone through is no list.
  'export function f(n: number): number {\n  let sum = 0;\n  for (const digit : number) {\n    sum += digit;\n  }\n  return sum + n;\n}\n',
])('nothing that parses and means nothing: %j', (text) => {
  const mended = mendScript(syntaxRepair, text, { code: firstCode(text) });
  expect(mended.map((one) => one.text)).toEqual([]);
});

/** TypeScript's own first syntax error. */
function firstCode(text: string): number {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  return diagnostics[0]?.code ?? 0;
}

test('what the checker says of a line that does not parse is about a guess', () => {
  const text = 'export function f(words: string[]): number {\n  let n = 0;\n  for (const word : words) {\n    n++;\n  }\n  return n;\n}\n';
  expect(mendScript(codeFixes, text, { code: 2749 })).toEqual([]);
});

test('a statement is not moved where a bracket is missing', () => {
  const text = 'export function f(n: number): number {\n  check(n);\n  return n\n\nconst check = (n: number) => n > 0;\n';
  expect(mendScript(useBeforeDefinition, text, { code: 2448 })).toEqual([]);
});
