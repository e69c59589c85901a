// Healing a whole file on a copy: dependent problems, those that others hid, and what is left.

import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  applyEdits,
  inspectAgain,
  healFile,
  MemoryFiles,
  openWorkspace,
  problemFromDiagnostic,
  SourceText,
  toOffsetEdits,
  type Problem,
} from '../../src/engine';
import { urgencyOf } from '../../src/engine/heal/heal-file';
import type { OpenedWorkspace } from '../../src/engine/project/open-workspace';

const PATH = '/nowhere/a.py';
let opened: OpenedWorkspace;
beforeAll(async () => {
  opened = await openWorkspace({
    root: '/nowhere',
    files: new MemoryFiles('/nowhere', new Map()),
    trusted: true,
    typescriptFolders: [],
    index: false,
  });
});
afterAll(() => opened.dispose());

function seen(text: string, what: string, message: string, code = '', length = what.length): Problem {
  const at = text.indexOf(what);
  return problemFromDiagnostic({
    path: PATH,
    language: 'python',
    source: 'Pyright',
    code,
    message,
    range: new SourceText(text).range(at, at + length),
    severity: 'error',
    related: [],
  });
}

const run = (text: string, problems: readonly Problem[], signal = new AbortController().signal) =>
  healFile({
    path: PATH,
    source: new SourceText(text),
    version: 1,
    problems,
    workspace: opened.workspace,
    signal,
    remaining: inspectAgain,
  });

const BROKEN = `import jsn

def area(width, height):
    if width = 0:
        return 0
    return width * heigth

def show(items)
    for item in items:
        print(item

show([1, 2, 3])
print(jsn.dumps(area(2, 3)))
print(os.getcwd())
`;
const WHOLE = `import json
import os

def area(width, height):
    if width == 0:
        return 0
    return width * height

def show(items):
    for item in items:
        print(item)

show([1, 2, 3])
print(json.dumps(area(2, 3)))
print(os.getcwd())
`;

test('five mistakes and one that an unclosed bracket hid: all healed, imports where they belong', async () => {
  const result = await run(BROKEN, [
    seen(BROKEN, 'jsn', 'Import "jsn" could not be resolved', 'reportMissingImports'),
    seen(BROKEN, '= 0', 'Expected ":"'),
    seen(BROKEN, 'heigth', '"heigth" is not defined', 'reportUndefinedVariable'),
    seen(BROKEN, ')\n    for', 'Expected ":"', '', 2),
    seen(BROKEN, '(item\n', '"(" was not closed', '', 1),
  ]);
  expect(result.after).toBe(WHOLE);
  expect(result.ended).toBe('clean');
  expect(result.healed).toHaveLength(6);
  // F080: first what keeps the file from being read, then what is imported, then the rest, wherever they stand.
  const order = result.healed.map(({ problem }) => urgencyOf(problem));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(new Set(order)).toEqual(new Set([0, 1, 2]));
});

test('one fix that mends three places counts once', async () => {
  const text = 'a = os.getcwd()\nb = os.getpid()\nprint(a, b, os.name)\n';
  const problems = [...text.matchAll(/os\./g)].map((match) => {
    const range = new SourceText(text).range(match.index, match.index + 2);
    return problemFromDiagnostic({
      path: PATH,
      language: 'python',
      source: 'Pyright',
      code: 'reportUndefinedVariable',
      message: '"os" is not defined',
      range,
      severity: 'error',
      related: [],
    });
  });
  const result = await run(text, problems);
  expect(result.after).toMatch(/^import os\n+a = os\.getcwd/);
  expect(result.healed).toHaveLength(1);
  expect(result.left).toEqual([]);
});

test('what nothing is known for is left, with a reason, and the text stands', async () => {
  const text = 'print(bar)\n';
  const result = await run(text, [seen(text, 'bar', '"bar" is not defined', 'reportUndefinedVariable')]);
  expect(result.after).toBe(text);
  expect(result.edits).toEqual([]);
  expect(result.left.map(({ why }) => why)).toEqual(['no fix is known for it']);
});

test('cancelled before it began: nothing is healed', async () => {
  const cancelled = new AbortController();
  cancelled.abort();
  const result = await run(BROKEN, [seen(BROKEN, '= 0', 'Expected ":"')], cancelled.signal);
  expect(result).toMatchObject({ after: BROKEN, edits: [], ended: 'cancelled' });
});

test('cancelled while the other source was asked: what is left says so', async () => {
  const text = 'def f(x: int) -> str:\n    return x\n';
  const cancelled = new AbortController();
  const result = await healFile({
    path: PATH,
    source: new SourceText(text),
    version: 1,
    problems: [seen(text, 'x\n', 'Type "int" is not assignable to return type "str"', 'reportReturnType', 1)],
    workspace: opened.workspace,
    signal: cancelled.signal,
    remaining: inspectAgain,
    more: () => {
      cancelled.abort();
      return Promise.resolve([]);
    },
  });
  expect(result).toMatchObject({ after: text, ended: 'cancelled', left: [{ why: 'you cancelled before its turn' }] });
});

test('a hundred and twenty misspelt names and ten missing imports: all of them, with a look at the file for a round and not for a fix', async () => {
  const modules = 'base64 copy csv glob hashlib json math random shutil textwrap'.split(' ');
  const text =
    Array.from({ length: 120 }, (_, i) => `def work_${i}(counter):\n    balance_${i} = counter + ${i}\n    return balnace_${i} * 2\n`).join(
      '\n',
    ) + modules.map((name) => `\nprint(${name}.__name__)\n`).join('');
  const source = new SourceText(text);
  const problems = [...text.matchAll(/balnace_\d+/g), ...modules.map((name) => ({ 0: name, index: text.indexOf(`${name}.__`) }))].map(
    (found) =>
      problemFromDiagnostic({
        path: PATH,
        language: 'python',
        source: 'Pyright',
        code: 'reportUndefinedVariable',
        message: `"${found[0]}" is not defined`,
        range: source.range(found.index, found.index + found[0].length),
        severity: 'error',
        related: [],
      }),
  );
  let looks = 0;
  const progress: [number, number][] = [];
  const result = await healFile({
    path: PATH,
    source,
    version: 1,
    problems,
    workspace: opened.workspace,
    signal: new AbortController().signal,
    remaining: (asked) => {
      looks++;
      return inspectAgain(asked);
    },
    onProgress: (_message, done, total) => progress.push([done, total]),
  });
  expect(result.left).toEqual([]);
  expect(result.healed).toHaveLength(130);
  expect(result.after).toContain(modules.map((name) => `import ${name}\n`).join(''));
  expect(result.after).not.toContain('balnace');
  expect(looks).toBeLessThan(40);
  expect(progress.length).toBeGreaterThan(100);
  expect(progress.every(([done], i) => done >= (progress[i - 1]?.[0] ?? 0))).toBe(true);
  // Each step was made for the text that the ones before it left.
  let step = source.text;
  for (const { candidate } of result.healed) step = applyEdits(step, toOffsetEdits(new SourceText(step), candidate.edits[0]?.edits ?? []));
  expect(step).toBe(result.after);
}, 60_000);

test('a syntax error that only followed from another is not told as left once the file can be read', async () => {
  const end = new SourceText(BROKEN).range(BROKEN.length, BROKEN.length);
  const followed = seen(BROKEN, '', 'Statements must be separated by newlines or semicolons');
  const result = await run(BROKEN, [
    seen(BROKEN, 'jsn', 'Import "jsn" could not be resolved', 'reportMissingImports'),
    seen(BROKEN, '= 0', 'Expected ":"'),
    seen(BROKEN, 'heigth', '"heigth" is not defined', 'reportUndefinedVariable'),
    seen(BROKEN, ')\n    for', 'Expected ":"', '', 2),
    seen(BROKEN, '(item\n', '"(" was not closed', '', 1),
    { ...followed, location: { path: PATH, range: end } },
  ]);
  expect(result.after).toBe(WHOLE);
  expect(result.left).toEqual([]);
  expect(result.ended).toBe('clean');
});
