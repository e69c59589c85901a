import { expect, test } from 'vitest';
import { detectText } from './detect';
import { caretColumns, caretSpan, settle } from './settle-columns';

const CWD = '/home/ada/shop';

function marked(printed: string, files: Readonly<Record<string, string>>): string {
  const [problem] = detectText(printed, { cwd: CWD, roots: [CWD], origin: 'terminal' });
  if (!problem) return 'no problem';
  const lineOf = (path: string, line: number): string | undefined => files[path.slice(CWD.length + 1)]?.split('\n')[line];
  const settled = settle(problem, lineOf);
  expect(settle(settled, lineOf)).toEqual(settled);
  const { path, range } = settled.location;
  return `${range.start.line + 1}: ${lineOf(path, range.start.line)?.slice(range.start.character, range.end.character) ?? ''}`;
}

const frame = (code: string): string =>
  `Traceback (most recent call last):\n  File "${CWD}/a.py", line 2, in f\n    ${code}\nNameError: name 'c' is not defined\n`;

test('CPython prints the line without its indentation: carets find their place in the file', () => {
  expect(marked(frame('return a + c\n               ^'), { 'a.py': 'def f():\n        return a + c\n' })).toBe('2: c');
});

test('without carets the whole line, without its indentation', () => {
  expect(marked(frame('return a + c'), { 'a.py': 'def f():\n    return a + c  \n' })).toBe('2: return a + c');
});

test('a line that has changed since is marked whole', () => {
  expect(marked(frame('return a + c\n               ^'), { 'a.py': 'def f():\n    return a - c\n' })).toBe('2: return a - c');
});

test('V8 counts in the file; a column alone becomes the word there', () => {
  expect(marked(`TypeError: b is not a function\n    at f (${CWD}/a.js:1:11)\n`, { 'a.js': 'const x = banana();' })).toBe('1: banana');
});

test('a module that Node cannot find is marked where it is imported', () => {
  const printed = `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '${CWD}/src/utls.js' imported from ${CWD}/src/main.js\n    at finalizeResolution (node:internal/modules/esm/resolve:283:11) {\n  code: 'ERR_MODULE_NOT_FOUND'\n}\n`;
  expect(marked(printed, { 'src/main.js': "import fs from 'node:fs';\nimport { add } from './utls.js';\n" })).toBe('2: ./utls.js');
});

test('a file that cannot be read leaves the printed columns', () => {
  expect(marked(frame('c'), {})).toBe('2: ');
});

test('carets over characters two cells wide, in both ways to count', () => {
  const code = 's = "日本" + c';
  const at = code.indexOf('c', 6);
  expect(caretColumns(code, { start: at, end: at + 1 }, 'points')).toEqual({ start: at, end: at + 1 });
  expect(caretColumns(code, { start: at + 2, end: at + 3 }, 'cells')).toEqual({ start: at, end: at + 1 });
  // Beyond the line: its end, where something is missing.
  expect(caretColumns('if x', { start: 9, end: 10 }, 'points')).toEqual({ start: 4, end: 4 });
});

test('a character outside the BMP is two UTF-16 units', () => {
  expect(caretColumns('"😀" + c', { start: 6, end: 7 }, 'points')).toEqual({ start: 7, end: 8 });
});

test('what a caret line is', () => {
  expect(caretSpan('   ~~^~~ ')).toEqual({ start: 3, end: 8 });
  expect(caretSpan('   x ^')).toBeUndefined();
  expect(caretSpan('')).toBeUndefined();
});
