import { describe, expect, test } from 'vitest';
import { heals } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { fittingValue } from './fitting-value';

describe('what was meant of a few', () => {
  const STATE = "type State = 'open' | 'in-review' | 'closed';\ndeclare function set(state: State): void;\ndeclare const state: State;\n";
  const ENUM = "enum Paper { Plain = 'plain', Lined = 'lined' }\ndeclare function take(paper: Paper): void;\n";
  test.each([
    [`${STATE}export const done = state === 'Closed';\n`, "state === 'closed'"],
    [`${STATE}set("in_review");\n`, 'set("in-review")'],
    [`${STATE}set('opn');\n`, "set('open')"],
    [`${STATE}switch (state) {\n  case 'OPEN':\n    set(state);\n}\n`, "case 'open':"],
    [`${ENUM}take('lined');\n`, 'take(Paper.Lined)'],
    [`${ENUM}take('Plain');\n`, 'take(Paper.Plain)'],
    [`${ENUM}export const order: { n: number; paper: Paper } = { n: 1, paper: 'plain' };\n`, 'paper: Paper.Plain }'],
  ])('%j', (text, part) => {
    expect(bestScript(fittingValue, text)).toContain(part);
  });
  test.each([`${STATE}export const old = state === 'archived';\n`, `${ENUM}take('squared');\n`])('not: %j', (text) => {
    expect(bestScript(fittingValue, text)).toBeUndefined();
  });
});

describe('the declaration is as its use wants it', () => {
  const FRAME = "interface Frame { side: 'left' | 'right'; width: number }\ndeclare function hang(frame: Frame): void;\n";
  test.each([
    [`${FRAME}const frame = { side: 'left', width: 2 };\nhang(frame);\n`, 'const frame: Frame ='],
    [`${FRAME}const frames = [{ side: 'left', width: 2 }];\nexport const all: Frame[] = frames;\n`, 'const frames: Frame[] ='],
    [
      `${FRAME}export function make(n: number): Frame {\n  const made = { side: 'right', width: n };\n  return made;\n}\n`,
      'const made: Frame =',
    ],
    ["declare function turn(to: 'left' | 'right'): void;\nlet to = 'left';\nturn(to);\n", 'let to: "left" | "right" ='],
    [
      "type Side = 'left' | 'right';\ndeclare function turn(to: Side): void;\nconst box = { to: 'left', n: 1 };\nturn(box.to);\n",
      "to: 'left' as const",
    ],
    [
      "type Side = 'left' | 'right';\ndeclare function turn(to: Side): void;\nexport const go = (to: string) => turn(to);\n",
      '(to: Side) =>',
    ],
    ['declare function place(at: [number, number]): void;\nconst at = [1, 2];\nplace(at);\n', 'const at: [number, number] ='],
  ])('%j', (text, part) => {
    expect(bestScript(fittingValue, text)).toContain(part);
  });
  test.each([
    // No shape that nobody wrote becomes a type; a value that is wrong stays so.
    "declare function draw(o: { side: 'left'; deep: { n: number; list: string[]; other: boolean } }): void;\nconst o = { side: 'up', deep: 1 };\ndraw(o);\n",
    `${FRAME}const frame = { side: 'top', width: 2 };\nhang(frame);\n`,
  ])('not: %j', (text) => {
    expect(bestScript(fittingValue, text)).toBeUndefined();
  });
});

describe('what takes the value asks for less', () => {
  test.each([
    [
      "const ALL = ['a', 'b'] as const;\nfunction has(list: string[], one: string) {\n  return list.includes(one);\n}\nexport const yes = has(ALL, 'a');\n",
      '(list: readonly string[],',
    ],
    [
      'function last(list: Array<string>) {\n  return list[0];\n}\nexport const f = (list: readonly string[]) => last(list);\n',
      '(list: ReadonlyArray<string>)',
    ],
    // It changes the list: it gets a copy.
    ['const sorted = (list: string[]) => list.sort();\nexport const f = (list: readonly string[]) => sorted(list);\n', 'sorted([...list])'],
    ['export function f(list: readonly string[]): string[] {\n  return list;\n}\n', 'return [...list];'],
  ])('%j', (text, part) => {
    expect(bestScript(fittingValue, text)).toContain(part);
  });
  test('a timer is what its function gives', () => {
    const text =
      'interface Timeout { unref(): void }\ndeclare function setTimeout(run: () => void, ms: number): Timeout;\nlet timer: number | undefined;\nexport const start = () => {\n  timer = setTimeout(() => {}, 5);\n};\n';
    expect(bestScript(fittingValue, text)).toContain('let timer: ReturnType<typeof setTimeout> | undefined;');
  });
  const EXACT = { options: { exactOptionalPropertyTypes: true } };
  test.each([
    [
      'interface Card { id: string; note?: string }\nexport const card = (id: string, note: string | undefined): Card => ({ id, note });\n',
      'note?: string | undefined }',
    ],
    [
      'interface Card { note?: string }\nexport function write(card: Card, note: string | undefined) {\n  card.note = note;\n}\n',
      'note?: string | undefined }',
    ],
    [
      'interface Card { done?: () => void }\nexport const card = (done: (() => void) | undefined): Card => ({ done });\n',
      'done?: (() => void) | undefined }',
    ],
  ])('exactly optional: %j', (text, part) => {
    expect(bestScript(fittingValue, text, EXACT)).toContain(part);
  });
});

describe('made into what is wanted', () => {
  test.each([
    ['declare function show(text: string): void;\nexport const f = (n: number) => show(n);\n', 'show(String(n))'],
    ['declare function pause(ms: number): void;\npause("50");\n', 'pause(50)'],
    ['declare function book(day: Date): void;\nexport const f = (day: string) => book(day);\n', 'book(new Date(day))'],
    ['export const f = (a: number[]): string[] => new Set(a.map(String));\n', '[...new Set(a.map(String))]'],
    ['export const f = (m: Map<string, number>): number[] => m.values();\n', '[...m.values()]'],
    ['declare function tag(names: string[]): void;\ntag("new");\n', 'tag(["new"])'],
    ['export const top = (list: number[]) => Math.max(list);\n', 'Math.max(...list)'],
    ['declare function later(run: () => void): void;\ndeclare function save(): void;\nlater(save());\n', 'later(() => save())'],
    ['declare function move(name: string, by: number): void;\nmove(3, "up");\n', 'move("up", 3)'],
    ['interface Pet { name: string; age: number }\nexport const pet = (name: string, age: number): Pet => ({ name });\n', '{ name, age }'],
  ])('%j', (text, part) => {
    expect(bestScript(fittingValue, text)).toContain(part);
  });
  test.each([
    // Neither is plainly made of the other.
    'declare function count(n: number): void;\nexport const f = (list: string[]) => count(list);\n',
    'declare function show(text: string): void;\nexport const f = (o: { n: number }) => show(o);\n',
    // What was just made a number is not made a text again.
    'export function f(row: string) {\n  let n = row;\n  n = parseInt(row);\n  return n;\n}\n',
  ])('not: %j', (text) => {
    expect(bestScript(fittingValue, text)).toBeUndefined();
  });
});

heals(
  'typescript/fitting-value',
  [
    [
      "interface Ask { how: 'get' | 'put'; times: number }\nfunction send(ask: Ask) {\n  return ask.how;\n}\nconst ask = {\n  how: 'put',\n  times: 2,\n};\nexport const sent = send(ask);\n",
      "interface Ask { how: 'get' | 'put'; times: number }\nfunction send(ask: Ask) {\n  return ask.how;\n}\nconst ask: Ask = {\n  how: 'put',\n  times: 2,\n};\nexport const sent = send(ask);\n",
    ],
    // The declared type does not give way to the value.
    [
      "interface Part { kind: 'a' | 'b' }\nconst parts = [{ kind: 'a' }];\nexport const use: Part[] = parts;\n",
      "interface Part { kind: 'a' | 'b' }\nconst parts: Part[] = [{ kind: 'a' }];\nexport const use: Part[] = parts;\n",
    ],
  ],
  [['export const n: number = "one";\n']],
);

heals(
  'typescript/fitting-value',
  [
    // A list of literals asked for any text: nothing is claimed of it that is not so.
    [
      "const SIZES = ['s', 'm'] as const;\nexport const isSize = (text: string) => SIZES.includes(text);\n",
      "const SIZES = ['s', 'm'] as const;\nexport const isSize = (text: string) => (SIZES as readonly string[]).includes(text);\n",
    ],
    [
      'const CODES = new Set([200, 201] as const);\nexport const isFine = (n: number) => CODES.has(n);\n',
      'const CODES = new Set([200, 201] as const);\nexport const isFine = (n: number) => (CODES as ReadonlySet<number>).has(n);\n',
    ],
    [
      'declare const ages: Record<string, number>;\nexport const table = new Map(ages);\n',
      'declare const ages: Record<string, number>;\nexport const table = new Map(Object.entries(ages));\n',
    ],
    ['export const half = (n: number) => parseInt(n / 2);\n', 'export const half = (n: number) => Math.trunc(n / 2);\n'],
    ['export const cut = (n: number) => Number.parseInt(n / 3, 10) + 1;\n', 'export const cut = (n: number) => Math.trunc(n / 3) + 1;\n'],
    ['export const f = (a: number, b: number) => parseFloat(a + b) * 2;\n', 'export const f = (a: number, b: number) => (a + b) * 2;\n'],
  ],
  [
    ["const SIZES = ['s', 'm'] as const;\nexport const f = (n: number) => SIZES.includes(n);\n"],
    ['export const f = (n: number) => parseInt(n, 16);\n'],
    ['export const table = new Map<string, number>([1, 2]);\n'],
  ],
);

heals(
  'typescript/fitting-value',
  [
    [
      'interface Options {\n  onClose: void;\n}\nexport const options: Options = { onClose: () => {} };\n',
      'interface Options {\n  onClose: () => void;\n}\nexport const options: Options = { onClose: () => {} };\n',
    ],
    [
      "export const page = (query: Record<string, string | string[] | undefined>): number => parseInt(query['page'], 10);\n",
      "export const page = (query: Record<string, string | string[] | undefined>): number => parseInt(String(query['page']), 10);\n",
    ],
  ],
  [],
);
