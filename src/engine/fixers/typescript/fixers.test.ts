// Before and after as text for every typed fixer, healed and proved for real; and where each of them keeps still.
import { describe, expect, test } from 'vitest';
import { healed, type Given } from '../../../../test/unit/heal-script';

/** A fixer's id, its cases `[before, after, given?]`, and texts that it leaves alone. */
function fixer(id: string, cases: readonly (readonly [string, string, Given?])[], still: readonly (readonly [string, Given?])[]): void {
  describe(id, () => {
    test.each(cases.map(([before, after, given]) => ({ before, after, given })))('$before → $after', async ({ before, after, given }) => {
      const it = await healed(before, given);
      expect(it.after).toBe(after);
      expect(it.by[0]).toBe(id);
    });
    test.each(still.map(([text, given]) => ({ text, given })))('not: $text', async ({ text, given }) => {
      expect((await healed(text, given)).by).not.toContain(id);
    });
  });
}

fixer(
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

fixer(
  'typescript/missing-await',
  [
    [
      'async function load(): Promise<{ name: string }> { return { name: "a" }; }\nexport async function show() {\n  const user = load();\n  return user.name;\n}\n',
      'async function load(): Promise<{ name: string }> { return { name: "a" }; }\nexport async function show() {\n  const user = await load();\n  return user.name;\n}\n',
    ],
    [
      'interface User { id: number }\nconst user: User = { id: 1 };\nexport function load(): Promise<User> {\n  return user;\n}\n',
      'interface User { id: number }\nconst user: User = { id: 1 };\nexport async function load(): Promise<User> {\n  return user;\n}\n',
    ],
  ],
  [['export function size(text: string) {\n  return text.lenth;\n}\n']],
);

fixer(
  'typescript/this-and-super',
  [
    [
      'class Shape { constructor(public name: string) {} }\nexport class Ring extends Shape {\n  constructor(name: string) {\n    supper(name);\n  }\n}\n',
      'class Shape { constructor(public name: string) {} }\nexport class Ring extends Shape {\n  constructor(name: string) {\n    super(name);\n  }\n}\n',
      { code: 2377 },
    ],
    [
      'export class Search {\n  private query: string;\n  constructor(filter: string) {\n    query = filter;\n  }\n  text() { return this.query; }\n}\n',
      'export class Search {\n  private query: string;\n  constructor(filter: string) {\n    this.query = filter;\n  }\n  text() { return this.query; }\n}\n',
      { code: 2564 },
    ],
    [
      'class Shape { constructor(public name: string) { name.trim(); } }\nexport class Ring extends Shape {\n  constructor(name: string) {\n    console.log(name);\n  }\n}\n',
      'class Shape { constructor(public name: string) { name.trim(); } }\nexport class Ring extends Shape {\n  constructor(name: string) {\n    super(name);\n    console.log(name);\n  }\n}\n',
      { code: 2377 },
    ],
    [
      'class Shape { constructor(public name: string) { name.trim(); } }\nexport class Circle extends Shape {\n  constructor(name: string, readonly radius: number) {\n  }\n}\n',
      'class Shape { constructor(public name: string) { name.trim(); } }\nexport class Circle extends Shape {\n  constructor(name: string, readonly radius: number) {\n    super(name);\n  }\n}\n',
      { code: 2377 },
    ],
  ],
  [['export class Search {\n  private query: string;\n  text() { return this.query; }\n}\n', { code: 2564 }]],
);

fixer(
  'typescript/index-key',
  [
    [
      'export function count(words: string[]) {\n  const counts = {};\n  for (const word of words) counts[word] = 1;\n  return counts;\n}\n',
      'export function count(words: string[]) {\n  const counts: Record<string, number> = {};\n  for (const word of words) counts[word] = 1;\n  return counts;\n}\n',
    ],
    [
      'const labels = { a: "first", b: "second" };\nexport function label(key: string) {\n  return labels[key];\n}\n',
      'const labels: Record<string, string> = { a: "first", b: "second" };\nexport function label(key: string) {\n  return labels[key];\n}\n',
    ],
    [
      'const book = { labels: { a: "first", b: "second" } };\nexport function label(key: string) {\n  return book.labels[key];\n}\n',
      'const book = { labels: { a: "first", b: "second" } };\nexport function label(key: string) {\n  return book.labels[key as keyof typeof book.labels];\n}\n',
    ],
  ],
  [['export function first(list: number[]) {\n  return list["frist"];\n}\n']],
);

fixer(
  'typescript/misspelt-member',
  [
    ['export const n = [1, 2].lenght;\n', 'export const n = [1, 2].length;\n'],
    [
      'interface Options { timeout: number; retries: number }\nexport const o: Options = { timeuot: 1, retries: 2 };\n',
      'interface Options { timeout: number; retries: number }\nexport const o: Options = { timeout: 1, retries: 2 };\n',
    ],
    [
      'const list = [3, 1];\n«list.srot()»;\nexport default list;\n',
      'const list = [3, 1];\nlist.sort();\nexport default list;\n',
      { name: 'main.js', crash: 'TypeError: list.srot is not a function' },
    ],
  ],
  [['export const n = { a: 1 }.quantity;\n']],
);

fixer(
  'typescript/misspelt-elsewhere',
  [
    [
      'interface Size { width: number; height: number }\nconst both = { widht: 1, height: 2 };\nexport const size: Size = both;\n',
      'interface Size { width: number; height: number }\nconst both = { width: 1, height: 2 };\nexport const size: Size = both;\n',
    ],
    [
      'interface Person { name: string; street: string }\nfunction greet(p: Person) { return p.name + p.street; }\nconst ada = { name: "Ada", steet: "Lane" };\nexport const hello = greet(ada);\n',
      'interface Person { name: string; street: string }\nfunction greet(p: Person) { return p.name + p.street; }\nconst ada = { name: "Ada", street: "Lane" };\nexport const hello = greet(ada);\n',
    ],
  ],
  [['interface Size { width: number; height: number }\nconst both = { height: 2 };\nexport const size: Size = both;\n']],
);

fixer(
  'typescript/module-path',
  [
    [
      'import { sum } from "./uitls";\nexport const n = sum(1, 2);\n',
      'import { sum } from "./utils";\nexport const n = sum(1, 2);\n',
      { files: { 'utils.ts': 'export function sum(a: number, b: number) { return a + b; }\n' } },
    ],
    [
      'import { sum } from "./utils";\nexport const n = sum(1, 2);\n',
      'import { sum } from "./lib/utils";\nexport const n = sum(1, 2);\n',
      { files: { 'lib/utils.ts': 'export function sum(a: number, b: number) { return a + b; }\n' } },
    ],
  ],
  [['import { draw } from "some-package";\nexport const n = draw();\n']],
);

fixer(
  'typescript/undefined-name',
  [
    [
      'export function total(prices: number[]) {\n  let amount = 0;\n  for (const price of prices) amuont += price;\n  return amount;\n}\n',
      'export function total(prices: number[]) {\n  let amount = 0;\n  for (const price of prices) amount += price;\n  return amount;\n}\n',
    ],
    [
      'export class Counter {\n  private count = 0;\n  next() {\n    return ++count;\n  }\n}\n',
      'export class Counter {\n  private count = 0;\n  next() {\n    return ++this.count;\n  }\n}\n',
    ],
    [
      'export const n = sum(1, 2);\n',
      'import { sum } from "./sums";\n\nexport const n = sum(1, 2);\n',
      { files: { 'sums.ts': 'export function sum(a: number, b: number) { return a + b; }\n' } },
    ],
  ],
  [['export function f() {\n  return zebra;\n}\n']],
);

fixer(
  'typescript/possibly-null',
  [
    [
      'interface Options { mode?: string }\nexport function mode(options?: Options) {\n  return options.mode || "text";\n}\n',
      'interface Options { mode?: string }\nexport function mode(options?: Options) {\n  return options?.mode || "text";\n}\n',
    ],
    [
      'export function tally(words: string[]) {\n  const seen = new Map<string, number>();\n  for (const word of words) seen.set(word, seen.get(word) + 1);\n  return seen;\n}\n',
      'export function tally(words: string[]) {\n  const seen = new Map<string, number>();\n  for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);\n  return seen;\n}\n',
    ],
  ],
  [['export const n: number = "one";\n']],
);

fixer(
  'typescript/string-as-number',
  [
    [
      'const table: Record<string, string> = { 1: "I", 5: "V" };\nexport function roman(n: number) {\n  for (const [value, sign] of Object.entries(table)) if (n >= value) return sign;\n  return "";\n}\n',
      'const table: Record<string, string> = { 1: "I", 5: "V" };\nexport function roman(n: number) {\n  for (const [value, sign] of Object.entries(table)) if (n >= Number(value)) return sign;\n  return "";\n}\n',
    ],
    [
      'export function half(text: string) {\n  return text / 2;\n}\n',
      'export function half(text: string) {\n  return Number(text) / 2;\n}\n',
    ],
  ],
  [['export function half(list: number[]) {\n  return list / 2;\n}\n']],
);

fixer(
  'typescript/code-fixes',
  [
    [
      'interface Animal { name: string }\nexport class Cat implements Animal {\n}\n',
      'interface Animal { name: string }\nexport class Cat implements Animal {\n    name: string;\n}\n',
      { options: { strictPropertyInitialization: false } },
    ],
    [
      'export function f() {\n  const n = 1;\n  n = 2;\n  return n;\n}\n',
      'export function f() {\n  let n = 1;\n  n = 2;\n  return n;\n}\n',
    ],
  ],
  [['export const n: number = "one";\n']],
);

fixer(
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

fixer(
  'typescript/type-test',
  [
    [
      "export function f(x: number) {\n  return x instanceof Number ? 'n' : '';\n}\n",
      "export function f(x: number) {\n  return typeof x === 'number' ? 'n' : '';\n}\n",
    ],
    [
      'export function f(x: string) {\n  return x instanceof String ? "s" : "";\n}\n',
      'export function f(x: string) {\n  return typeof x === "string" ? "s" : "";\n}\n',
    ],
    [
      "export function f(x: string[] | string) {\n  if (typeof x === 'array') return x.length;\n  return 0;\n}\n",
      'export function f(x: string[] | string) {\n  if (Array.isArray(x)) return x.length;\n  return 0;\n}\n',
      { code: 2367 },
    ],
    ["export const f = (x: unknown) => typeof x !== 'String';\n", "export const f = (x: unknown) => typeof x !== 'string';\n"],
    ["export const f = (x: unknown) => typeof x === 'fucntion';\n", "export const f = (x: unknown) => typeof x === 'function';\n"],
    [
      "export const f = (x) => typeof x === «'int'»;\n",
      "export const f = (x) => typeof x === 'number';\n",
      { name: 'main.js', options: { checkJs: false }, crash: 'valid-typeof: Invalid typeof comparison value.' },
    ],
  ],
  [
    ["export const f = (x: unknown) => typeof x === 'date';\n", { code: 2367 }],
    ['class Money {}\nexport function f(x: number) {\n  return x instanceof Money;\n}\n'],
  ],
);

fixer(
  'typescript/unknown-error',
  [
    [
      'export function f(go: () => void) {\n  try { go(); } catch (e) { return e.message; }\n  return "";\n}\n',
      'export function f(go: () => void) {\n  try { go(); } catch (e) { return (e as Error).message; }\n  return "";\n}\n',
    ],
    [
      'export function f(go: () => void) {\n  try {\n    go();\n  } catch (problem) {\n    throw new Error(problem.stack);\n  }\n}\n',
      'export function f(go: () => void) {\n  try {\n    go();\n  } catch (problem) {\n    throw new Error((problem as Error).stack);\n  }\n}\n',
    ],
    [
      'export async function load(get: () => Promise<string>) {\n  try {\n    return await get();\n  } catch (reason) {\n    return `no: ${reason.name}`;\n  }\n}\n',
      'export async function load(get: () => Promise<string>) {\n  try {\n    return await get();\n  } catch (reason) {\n    return `no: ${(reason as Error).name}`;\n  }\n}\n',
    ],
  ],
  [
    ['export function f(x: unknown) {\n  return x.message;\n}\n'],
    ['export function f(go: () => void) {\n  try { go(); } catch (e) { return e.status; }\n  return 0;\n}\n'],
  ],
);

const PLAIN = { lib: ['lib.esnext.d.ts'] };
fixer(
  'typescript/dom-library',
  [
    ['console.log(1);\nexport {};\n', '/// <reference lib="dom" />\nconsole.log(1);\nexport {};\n', { options: PLAIN }],
    [
      'export const title = () => document.title;\n',
      '/// <reference lib="dom" />\nexport const title = () => document.title;\n',
      { options: PLAIN },
    ],
    [
      'export const n = 1;\r\nconsole.log(n);\r\n',
      '/// <reference lib="dom" />\r\nexport const n = 1;\r\nconsole.log(n);\r\n',
      { options: PLAIN },
    ],
  ],
  [['console.log(1);\nexport {};\n', { options: PLAIN, files: { 'tsconfig.json': '{}' } }]],
);

fixer(
  'typescript/other-language',
  [
    [
      'export function f(items: string[]) {\n  return len(items) + 1;\n}\n',
      'export function f(items: string[]) {\n  return items.length + 1;\n}\n',
    ],
    ['export const ok: bool = true;\n', 'export const ok: boolean = true;\n'],
    [
      'export function f(x: string | null) {\n  return x === None;\n}\n',
      'export function f(x: string | null) {\n  return x === null;\n}\n',
    ],
  ],
  [['export function f(items: string[]) {\n  return measure(items);\n}\n']],
);

fixer(
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

fixer(
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
