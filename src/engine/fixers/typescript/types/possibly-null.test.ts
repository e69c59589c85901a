import { expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript, mendScript } from '../../../../../test/unit/mend-script';
import { possiblyNull } from './possibly-null';

const DOM = { options: { lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] } };

test.each([
  [
    "export function f(opts?: { mode: string }) {\n  return opts.mode || 'text';\n}\n",
    "export function f(opts?: { mode: string }) {\n  return opts?.mode || 'text';\n}\n",
  ],
  [
    'export function f(m: Map<string, number>, k: string) {\n  return m.get(k) + 1;\n}\n',
    'export function f(m: Map<string, number>, k: string) {\n  return (m.get(k) ?? 0) + 1;\n}\n',
  ],
  [
    'export function f(q: number[]): number {\n  while (q.length > 0) {\n    return q.shift();\n  }\n  return 0;\n}\n',
    'export function f(q: number[]): number {\n  while (q.length > 0) {\n    return q.shift()!;\n  }\n  return 0;\n}\n',
  ],
  // Asked whether it is there; put where 'undefined' may stand.
  [
    'export function start(opts?: { begin: number | null }) {\n  if (opts.begin == null) return 0;\n  return 1;\n}\n',
    'export function start(opts?: { begin: number | null }) {\n  if (opts?.begin == null) return 0;\n  return 1;\n}\n',
  ],
  [
    "declare function join(all: readonly (string | undefined)[]): string;\nexport const head = (opts?: { title: string }) => join(['a', opts.title]);\n",
    "declare function join(all: readonly (string | undefined)[]): string;\nexport const head = (opts?: { title: string }) => join(['a', opts?.title]);\n",
  ],
  // An optional number in a sum; the length of what may not be there; both operands alike.
  [
    'interface Plan { pauses?: number }\nexport const turns = (plan: Plan): number => plan.pauses + 2;\n',
    'interface Plan { pauses?: number }\nexport const turns = (plan: Plan): number => (plan.pauses ?? 0) + 2;\n',
  ],
  [
    'export const busy = (row: string): boolean => row.match(/x/g)?.length > 2;\n',
    'export const busy = (row: string): boolean => (row.match(/x/g)?.length ?? 0) > 2;\n',
  ],
  [
    'export const sum = (m: Map<string, number>, a: string, b: string) => m.get(a) + m.get(b);\n',
    'export const sum = (m: Map<string, number>, a: string, b: string) => (m.get(a) ?? 0) + (m.get(b) ?? 0);\n',
  ],
  // An optional list that is gone through, an optional text in a text.
  [
    'interface Basket { lines?: number[] }\nexport const big = (basket: Basket) => basket.lines.filter((n) => n > 9);\n',
    'interface Basket { lines?: number[] }\nexport const big = (basket: Basket) => (basket.lines ?? []).filter((n) => n > 9);\n',
  ],
  [
    'interface Guest { title?: string }\nexport function badge(guest: Guest): string {\n  return guest.title.toUpperCase();\n}\n',
    "interface Guest { title?: string }\nexport function badge(guest: Guest): string {\n  return guest.title?.toUpperCase() ?? '';\n}\n",
  ],
  [
    'export const bad = (row: string) => row.match(/x/g).length > 2;\n',
    'export const bad = (row: string) => (row.match(/x/g)?.length ?? 0) > 2;\n',
  ],
  [
    'export function add(m: Map<string, string[]>, k: string) {\n  m.set(k, [...m.get(k), k]);\n}\n',
    'export function add(m: Map<string, string[]>, k: string) {\n  m.set(k, [...(m.get(k) ?? []), k]);\n}\n',
  ],
])('what stands for nothing: %j → %j', (before, after) => {
  expect(bestScript(possiblyNull, before)).toBe(after);
});

test.each([
  // What was looked up and is needed: a guard that says what is missing, behind the declaration.
  [
    'interface Boat { name: string }\nexport function title(boats: Boat[], name: string): string {\n  const boat = boats.find((one) => one.name === name);\n  return boat.name.trim();\n}\n',
    "interface Boat { name: string }\nexport function title(boats: Boat[], name: string): string {\n  const boat = boats.find((one) => one.name === name);\n  if (!boat) {\n    throw new Error('boat not found');\n  }\n  return boat.name.trim();\n}\n",
  ],
  // A call gets a name first.
  [
    'export function minor(version: string): string {\n  return version.match(/\\.(\\d+)/)[1];\n}\n',
    "export function minor(version: string): string {\n  const match = version.match(/\\.(\\d+)/);\n  if (!match) {\n    throw new Error('no match');\n  }\n  return match[1];\n}\n",
  ],
  // As the function leaves elsewhere, in the same form.
  [
    'export function pair(m: Map<string, Date>, a: string, b: string): string | null {\n  const from = m.get(a);\n  if (!from) return null;\n  const to = m.get(b);\n  return from.toJSON() + to.toJSON();\n}\n',
    'export function pair(m: Map<string, Date>, a: string, b: string): string | null {\n  const from = m.get(a);\n  if (!from) return null;\n  const to = m.get(b);\n  if (!to) return null;\n  return from.toJSON() + to.toJSON();\n}\n',
  ],
  // 0 is a number that may be found.
  [
    'export function first(list: number[]): string {\n  const even = list.find((n) => n % 2 === 0);\n  return even.toFixed(1);\n}\n',
    "export function first(list: number[]): string {\n  const even = list.find((n) => n % 2 === 0);\n  if (even === undefined) {\n    throw new Error('even not found');\n  }\n  return even.toFixed(1);\n}\n",
  ],
  [
    'declare const process: { env: Record<string, string | undefined> };\ndeclare function open(url: string): void;\nexport function start() {\n  open(process.env.STORE_URL);\n}\n',
    "declare const process: { env: Record<string, string | undefined> };\ndeclare function open(url: string): void;\nexport function start() {\n  if (!process.env.STORE_URL) {\n    throw new Error('STORE_URL is not set');\n  }\n  open(process.env.STORE_URL);\n}\n",
  ],
  [
    'class Feed {\n  private line: { end(): void } | null = null;\n  stop(): void {\n    const line = this.line;\n    console.log(line.end);\n  }\n}\nexport { Feed };\ndeclare const console: { log(value: unknown): void };\n',
    "class Feed {\n  private line: { end(): void } | null = null;\n  stop(): void {\n    const line = this.line;\n    if (!line) {\n      throw new Error('line is missing');\n    }\n    console.log(line.end);\n  }\n}\nexport { Feed };\ndeclare const console: { log(value: unknown): void };\n",
  ],
])('a guard: %j → %j', (before, after) => {
  expect(bestScript(possiblyNull, before)).toBe(after);
});

test.each([
  [
    'export function group(rows: [string, number][]) {\n  const groups = new Map<string, number[]>();\n  for (const [key, n] of rows) {\n    groups.get(key).push(n);\n  }\n  return groups;\n}\n',
    '    const list = groups.get(key) ?? [];\n    list.push(n);\n    groups.set(key, list);\n',
  ],
  [
    'export function group(rows: [string, number][]) {\n  const seen = new Map<string, Set<number>>();\n  for (const [key, n] of rows) {\n    seen.get(key).add(n);\n  }\n  return seen;\n}\n',
    '    const set = seen.get(key) ?? new Set<number>();\n    set.add(n);\n    seen.set(key, set);\n',
  ],
  // It is begun already.
  [
    'export function group(rows: [string, number][]) {\n  const groups = new Map<string, number[]>();\n  for (const [key, n] of rows) {\n    if (!groups.has(key)) groups.set(key, []);\n    groups.get(key).push(n);\n  }\n  return groups;\n}\n',
    '    groups.get(key)!.push(n);\n',
  ],
])('a list that is begun where it is missing: %j', (before, part) => {
  expect(bestScript(possiblyNull, before)).toContain(part);
});

test.each([
  // What the filter before asked for; the check outside of a callback; what is worked out anew each time.
  ['export const all = (list: { tag?: string }[]) => list.filter((one) => one.tag).map((one) => one.tag.trim());\n', 'one.tag!.trim()'],
  [
    'export function f(list: number[], max?: number) {\n  if (max === undefined) return [];\n  const below = () => list.filter((n) => n < max);\n  max = 3;\n  return below();\n}\n',
    'n < max!)',
  ],
  [
    'declare function key(): string;\nexport const run = (t: Record<string, (() => number) | undefined>) => (t[key()] ? t[key()]() : 0);\n',
    't[key()]!()',
  ],
  [
    'export const first = (q: string[]) => q[0]!;\nexport function f(q: string[]) {\n  while (q.length) {\n    const next = q.pop();\n    if (next.length > 3) return next;\n  }\n  return q;\n}\n',
    'const next = q.pop()!;',
  ],
])("'!' where the code makes sure: %j", (before, part) => {
  expect(bestScript(possiblyNull, before)).toContain(part);
});

test.each([
  [
    'export function f(q: string[]) {\n  while (q.length) {\n    const next = q.pop();\n    if (next.length > 3) return next;\n  }\n  return q;\n}\n',
    '    const next = q.pop();\n    if (next === undefined) break;\n',
  ],
  [
    'export function tidy(row: string[], pairs: Map<string, string>): boolean {\n  const open: string[] = [];\n  for (const sign of row) {\n    if (open.length === 0) {\n      return false;\n    }\n    const last = open.pop();\n    if (pairs.get(last) !== sign) return false;\n  }\n  return true;\n}\n',
    '    const last = open.pop();\n    if (last === undefined) {\n      return false;\n    }\n',
  ],
  [
    'export function note(words: Map<string, number>, word: string) {\n  if (words.has(word)) words.set(word, words.get(word) + 1);\n}\n',
    'words.set(word, (words.get(word) ?? 0) + 1)',
  ],
])("no '!' in a file that has none, where a check or a 0 does the same: %j", (before, part) => {
  const mended = mendScript(possiblyNull, before);
  expect(mended[0]?.text).toContain(part);
  expect(mended.every(({ text }) => !/\)!/.test(text))).toBe(true);
});

test.each([
  // The loop around is another one; what is left with is more than a statement.
  'export function f(q: string[], words: string[]) {\n  while (q.length) {\n    for (const word of words) {\n      const next = q.pop();\n      if (next.length > word.length) return next;\n    }\n  }\n  return q;\n}\n',
  'export function f(q: string[]) {\n  if (q.length === 0) {\n    console.log(q);\n    return undefined;\n  }\n  const next = q.pop();\n  return next.length;\n}\ndeclare const console: { log(x: unknown): void };\n',
])('no exit that is not known: %j', (before) => {
  expect(bestScript(possiblyNull, before)).toContain('q.pop()!');
});

test.each([
  ['export function load(): number {\n  return JSON.parse(localStorage.getItem("points"));\n}\n', '?? "null")'],
  ['export function load(): string[] {\n  return JSON.parse(localStorage.getItem("names"));\n}\n', '?? "[]")'],
])('JSON of a text that may be missing: %j', (before, part) => {
  expect(bestScript(possiblyNull, before, DOM)).toContain(part);
});

const INDEXED = { options: { noUncheckedIndexedAccess: true } };

test.each([
  ['export function count(n: Record<string, number>, k: string) {\n  n[k] += 1;\n}\n', 'n[k] = (n[k] ?? 0) + 1;'],
  [
    'export function sum(list: number[]) {\n  let s = 0;\n  for (let i = 0; i < list.length; i++) s += list[i];\n  return s;\n}\n',
    's += list[i]!;',
  ],
  [
    'export function head(list: string[]) {\n  return list[0].trim();\n}\n',
    "  const first = list[0];\n  if (first === undefined) {\n    throw new Error('first is missing');\n  }\n  return first.trim();",
  ],
])('an element that may not be there: %j', (before, part) => {
  expect(bestScript(possiblyNull, before, INDEXED)).toContain(part);
});

test.each([
  // Nothing says what stands for a missing one.
  'export const names = (ids: string[], m: Map<string, { name: string }>) => ids.map((id) => m.get(id).name);\n',
  'interface Line { price: number; amount?: number }\nexport const cost = (line: Line) => line.price * line.amount;\n',
  // The loop fills it: that it is empty at first is no fault.
  'export function top(list: number[]) {\n  let best: number | undefined = undefined;\n  for (const n of list) if (n > 3) best = Math.max(best, n);\n  return best;\n}\n',
])('silent: %j', (text) => {
  expect(bestScript(possiblyNull, text)).toBeUndefined();
});

test("what keeps something is never left out with '?.', and nothing is claimed with '!'", () => {
  const texts = mendScript(
    possiblyNull,
    'export function add(m: Map<string, { push(n: number): void }>, k: string) {\n  m.get(k).push(1);\n}\nexport const n = 1;\n',
  ).map(({ text }) => text);
  expect(texts.join('\n')).not.toMatch(/\?\.push|\)!/);
  const claims = ['export const f = (n?: number): number => n * 2;\n', 'export const f = (list: string[]): string => list.pop().trim();\n'];
  for (const text of claims)
    expect(
      mendScript(possiblyNull, text)
        .map((one) => one.text)
        .join('\n'),
    ).not.toMatch(/[\w)]!/);
});

// Before, a '!' that nothing in the code stands for.
test('what is taken apart may be null', () => {
  const text = 'declare const range: { site: [number, number] | null };\nexport const { 0: line } = range.site;\n';
  expect(bestScript(possiblyNull, text, { code: 2339 })).toBe(
    "declare const range: { site: [number, number] | null };\nif (!range.site) {\n  throw new Error('site is missing');\n}\nexport const { 0: line } = range.site;\n",
  );
});

heals(
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

test('a type parameter may stand for 0 or an empty text: the guard asks for undefined', () => {
  const text = 'export function drop<K>(m: Map<K, number>): void {\n  const first = m.keys().next().value;\n  m.delete(first);\n}\n';
  expect(bestScript(possiblyNull, text)).toContain('if (first === undefined) {');
});

test('in a text a missing value would be written out: no ?. there, even where the file has it elsewhere', () => {
  const text =
    'interface U { name: string; mail: string }\nexport function f(u: U | null) {\n  console.log(u?.name);\n  const link = `mailto:${u.mail}`;\n  return link;\n}\n';
  expect(
    mendScript(possiblyNull, text)
      .map((it) => it.text)
      .filter((it) => it.includes('${u?.')),
  ).toEqual([]);
});

test('what is only ended where it is there needs no error', () => {
  const text =
    'declare function clearTimeout(id: number): void;\nexport class T {\n  id: number | null = null;\n  stop(): void {\n    clearTimeout(this.id);\n    this.id = null;\n  }\n}\n';
  expect(bestScript(possiblyNull, text)).toContain('if (this.id === null) {\n      return;');
});
