// Where and how V8's stacks stand in other text. Plain outputs of Node are in test/unit/detect/outputs.txt.

import { expect, test } from 'vitest';
import type { Problem } from '../../problem';
import { detectText } from '../detect';

const CWD = '/home/ada/shop';
const find = (text: string, cwd = CWD): readonly Problem[] => detectText(text, { cwd, roots: [cwd], origin: 'log' });
const brief = (text: string, cwd = CWD): string[] =>
  find(text, cwd).map(
    (p) =>
      `${p.language} ${p.errorType}: ${p.message} @ ${p.location.path}:${p.location.range.start.line + 1}:${p.location.range.start.character + 1}`,
  );

const STACK = `TypeError: cart.totl is not a function
    at checkout (/home/ada/shop/src/cart.ts:12:15)
    at async Promise.all (index 0)
    at async handle (/home/ada/shop/node_modules/router/index.js:3:7)
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)`;
const FOUND = 'typescript TypeError: cart.totl is not a function @ /home/ada/shop/src/cart.ts:12:15';

test('a stack behind a logger, in a log, from a test runner, from old Node', () => {
  expect(brief(STACK)).toEqual([FOUND]);
  expect(brief(`12:00:01 [api] request failed: ${STACK}`)).toEqual([FOUND]);
  expect(brief(`(node:7) UnhandledPromiseRejectionWarning: ${STACK}`)).toEqual([FOUND]);
  expect(brief(STACK.replace(/^/gm, 'web-1  | '))).toEqual([FOUND]);
  expect(brief(`  ● cart › adds up\n\n${STACK.replace(/^/gm, '    ').replaceAll('/home/ada/shop/', '')}`)).toEqual([FOUND]);
  expect(brief(`Uncaught ${STACK}`)).toEqual([FOUND]);
  // Node names the class beside a name that was given to an error later.
  expect(brief(STACK.replace('TypeError:', 'TypeError [Error]:'))).toEqual([FOUND]);
  expect(brief(STACK.replace('TypeError:', 'PathError [TypeError]:'))).toEqual([FOUND.replace('TypeError', 'PathError')]);
});

test("code that a test runner prints between message and stack is kept as message, its place is the stack's", () => {
  const text = STACK.replace('\n', '\n\n      10 | const total = 1;\n    > 12 |   cart.totl();\n         |        ^\n\n');
  const [problem] = find(text);
  expect(problem?.signature).toEqual({ shape: "'‹name›' is not a function", holes: { name: 'cart.totl' } });
  expect(problem?.location.range.start).toEqual({ line: 11, character: 14 });
});

test("Vitest's stacks, with the code it shows between, and its names of functions", () => {
  const text = ` FAIL  src/cart.test.ts > adds up
TypeError: cart.totl is not a function
 ❯ checkout src/cart.ts:12:15
     10|   const total = 1;
     12|   cart.totl();
       |               ^
     13| }
 ❯ src/cart.test.ts:5:14

⎯⎯⎯⎯⎯⎯⎯⎯[1/1]⎯
`;
  expect(brief(text)).toEqual([FOUND]);
  expect(find(text)[0]?.frames.map(({ location }) => location.path)).toEqual([`${CWD}/src/cart.test.ts`, `${CWD}/src/cart.ts`]);
});

test("Jest's failed assertion has no name of an error: what it expected is its message", () => {
  const text = `  ● moves

    expect(received).toBe(expected) // Object.is equality

    If it should pass with deep equality, replace "toBe" with "toStrictEqual"

    > 4 |   expect(move()).toBe({ x: 4 });
        |                  ^

      at Object.toBe (src/move.test.js:4:18)
`;
  const [problem] = find(text);
  expect(problem?.errorType).toBe('JestAssertionError');
  expect(problem?.message).toMatch(/^expect\(received\)\.toBe\(expected\)[\s\S]*replace "toBe" with "toStrictEqual"/);
});

test('a crash under a watcher', () => {
  const text = `/home/ada/shop/app.js:2
  foo();
  ^

ReferenceError: foo is not defined
    at Object.<anonymous> (/home/ada/shop/app.js:2:3)
    at Module._compile (node:internal/modules/cjs/loader:1554:14)

Node.js v22.14.0
[nodemon] app crashed - waiting for file changes before starting...
`;
  expect(brief(text)).toEqual(['javascript ReferenceError: foo is not defined @ /home/ada/shop/app.js:2:3']);
  expect(brief(text.replace(/^(?=.)/gm, 'web-1  | '))).toHaveLength(1);
});

test('Windows paths and file URLs', () => {
  const text = `TypeError: x is not iterable
    at f (C:\\Users\\ada\\shop\\a b.js:1:2)
    at file:///C:/Users/ada/shop/main%20file.mjs:4:1`;
  const [problem] = find(text, 'C:\\Users\\ada\\shop');
  expect(problem?.frames.map((frame) => [frame.location.path, frame.own])).toEqual([
    ['C:\\Users\\ada\\shop\\main file.mjs', true],
    ['C:\\Users\\ada\\shop\\a b.js', true],
  ]);
});

test('causes within causes, codes, and text after the block', () => {
  const text = `Error: outer
    at a (/home/ada/shop/a.js:1:1)
    ... 7 lines matching cause stack trace ...
    at node:internal/main/run_main_module:36:49 {
  code: 'E_OUTER',
  [cause]: Error: middle
      at b (/home/ada/shop/b.js:2:2) {
    [cause]: RangeError: inner
        at c (/home/ada/shop/c.js:3:3)
  }
}
listening on 3000`;
  const [problem, ...rest] = find(text);
  expect(rest).toEqual([]);
  expect([problem, ...(problem?.causes ?? [])].map((p) => `${p?.errorType} ${p?.message} ${p?.location.path}`)).toEqual([
    'E_OUTER outer /home/ada/shop/a.js',
    'Error middle /home/ada/shop/b.js',
    'RangeError inner /home/ada/shop/c.js',
  ]);
});

test('console.trace and warnings are no errors, prose is no stack', () => {
  expect(find('Trace: here\n    at f (/home/ada/shop/a.js:1:1)')).toEqual([]);
  expect(find('(node:1) DeprecationWarning: old\n    at f (/home/ada/shop/a.js:1:1)')).toEqual([]);
  expect(find('TypeError: things happen\nlook    at this (please)')).toEqual([]);
});

test('two stacks one after the other are two problems', () => {
  expect(find(`${STACK}\n${STACK.replaceAll('12:15', '13:1')}`)).toHaveLength(2);
});

test('under a sign that no JavaScript has there are blanks and no caret', () => {
  const text = (type: string): string =>
    `file:///home/ada/shop/src/cart.mjs:3\nconst a = “b”;\n          \n\n${type}: Invalid or unexpected token\n    at compileSourceTextModule (node:internal/modules/esm/utils:319:16)\n\nNode.js v24.21.0\n`;
  expect(brief(text('SyntaxError'))).toEqual(['javascript SyntaxError: Invalid or unexpected token @ /home/ada/shop/src/cart.mjs:3:11']);
  expect(brief(text('Error'))).toEqual([]);
});
