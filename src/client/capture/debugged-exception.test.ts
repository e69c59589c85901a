import { expect, it } from 'vitest';
import { isUnhandled, printed, type StackTrace } from './debugged-exception';

const SCRIPT: StackTrace = {
  stackFrames: [
    { name: 'mean', line: 3, column: 10, source: { path: '/shop/mean.ts' } },
    { name: '<anonymous>', line: 6, column: 13, source: { path: '/shop/mean.ts' } },
    { name: 'Module._compile', line: 1, column: 1 },
  ],
};
const STACK = '    at mean (/shop/mean.ts:3:10)\n    at <anonymous> (/shop/mean.ts:6:13)';
const same = (path: string): string => path;

it.each([
  ['VS Code’s adapter', { exceptionId: 'ReferenceError: totl is not defined', breakMode: 'all' }],
  ['one with a description', { exceptionId: 'ReferenceError', description: 'totl is not defined', breakMode: 'unhandled' }],
  ['one with V8’s stack', { exceptionId: 'Error', description: 'ReferenceError: totl is not defined\n    at mean (/out/mean.js:1:1)' }],
])('a script, by %s', (_, info) => {
  expect(printed('pwa-node', info, SCRIPT, same)).toBe(`ReferenceError: totl is not defined\n${STACK}`);
});

it('Python, outermost call first', () => {
  const stack: StackTrace = {
    stackFrames: [
      { name: 'mean', line: 3, column: 1, source: { path: 'vscode-remote:/shop/mean.py' } },
      { name: '<module>', line: 6, column: 1, source: { path: 'vscode-remote:/shop/mean.py' } },
    ],
  };
  expect(printed('debugpy', { exceptionId: 'NameError', description: "name 'totl' is not defined" }, stack, (path) => path.slice(14))).toBe(
    'Traceback (most recent call last):\n  File "/shop/mean.py", line 6, in <module>\n  File "/shop/mean.py", line 3, in mean\nNameError: name \'totl\' is not defined',
  );
});

it('nothing where no place or no error is told', () => {
  expect(printed('pwa-node', { exceptionId: 'Error: x' }, {}, same)).toBeUndefined();
  expect(printed('pwa-node', {}, SCRIPT, same)).toBeUndefined();
  expect(printed('debugpy', {}, SCRIPT, same)).toBeUndefined();
});

it.each([
  ['debugpy', 'unhandled', [], true],
  ['debugpy', 'userUnhandled', ['raised'], true],
  ['debugpy', 'always', ['raised', 'uncaught'], false],
  ['pwa-node', 'all', ['uncaught'], true],
  ['pwa-node', 'all', ['all', 'uncaught'], false],
  ['pwa-node', undefined, ['uncaught'], true],
  ['pwa-node', 'always', ['uncaught'], false],
  ['debugpy', undefined, ['uncaught'], false],
])('%s says %s, asked to stop at %j: nothing handles it: %s', (type, breakMode, filters, unhandled) => {
  expect(isUnhandled(type, breakMode === undefined ? {} : { breakMode }, filters)).toBe(unhandled);
});
