// What checkers and linters print (mypy 2.3, pyright 1.1.414, ruff 0.17, flake8 7, pylint 4, TypeScript 5.9 and 6.0, ESLint 9): problem, place and words.

import { expect, test } from 'vitest';
import { detectText, TerminalDetector } from '../detect';

const CWD = '/home/ada/shop';
const brief = (text: string): string[] =>
  detectText(text, { cwd: CWD, roots: [CWD], origin: 'terminal' }).map((p) => {
    const { start, end } = p.location.range;
    const place = `${p.location.path.slice(CWD.length + 1)}:${start.line + 1}:${start.character}-${end.character}`;
    return `${p.source} ${p.severity} ${p.errorType}: ${p.message} @ ${place}`;
  });

test('tsc, plain: reasons stand below, indented', () => {
  expect(
    brief(`src/a.ts(1,7): error TS2322: Type '{ a: string; }' is not assignable to type 'P'.
  Types of property 'a' are incompatible.
    Type 'string' is not assignable to type 'number'.
src/b.tsx(3,10): error TS2552: Cannot find name 'nme'. Did you mean 'name'?
`),
  ).toEqual([
    `ts error TS2322: Type '{ a: string; }' is not assignable to type 'P'.\n  Types of property 'a' are incompatible.\n    Type 'string' is not assignable to type 'number'. @ src/a.ts:1:6-6`,
    `ts error TS2552: Cannot find name 'nme'. Did you mean 'name'? @ src/b.tsx:3:9-9`,
  ]);
});

test('tsc, pretty: the marks give the end; related places are no errors of their own', () => {
  const esc = '\u001b';
  expect(
    brief(`${esc}[96msrc/a.ts${esc}[0m:${esc}[93m13${esc}[0m:${esc}[93m10${esc}[0m - ${esc}[91merror${esc}[0m${esc}[90m TS2552: ${esc}[0mCannot find name 'nme'. Did you mean 'name'?

${esc}[7m13${esc}[0m   return nme.toUpperCase() + rest;
${esc}[7m  ${esc}[0m ${esc}[91m         ~~~${esc}[0m

  ${esc}[96msrc/a.ts${esc}[0m:${esc}[93m2${esc}[0m:${esc}[93m23${esc}[0m
    ${esc}[7m2${esc}[0m export function shout(name: string): string {
    ${esc}[7m ${esc}[0m ${esc}[96m                      ~~~~~~~~~~~~${esc}[0m
    'name' is declared here.

Found 1 error in src/a.ts${esc}[90m:13${esc}[0m
`),
  ).toEqual([`ts error TS2552: Cannot find name 'nme'. Did you mean 'name'? @ src/a.ts:13:9-12`]);
});

test('mypy: with columns, without, and wrapped', () => {
  expect(
    brief(`ok.py:6: error: Name "wdth" is not defined; did you mean "width"?  [name-defined]
ok.py:6: note: See the documentation
ok.py:13:7:13:24: error: Item "None" of "str | None" has no attribute "upper" 
[union-attr]
    print(first(["a"]).upper(), area("3", 4))
          ^~~~~~~~~~~~~~~~~~
Found 2 errors in 1 file (checked 1 source file)
`),
  ).toEqual([
    'mypy error name-defined: Name "wdth" is not defined; did you mean "width"? @ ok.py:6:0-0',
    'mypy error union-attr: Item "None" of "str | None" has no attribute "upper" @ ok.py:13:6-24',
  ]);
});

test('pyright: reasons below, the rule at their end', () => {
  expect(
    brief(`/home/ada/shop/ok.py
  /home/ada/shop/ok.py:6:12 - error: "wdth" is not defined (reportUndefinedVariable)
  /home/ada/shop/ok.py:13:34 - error: Argument of type "Literal['3']" cannot be assigned to parameter "width" of type "int"
    "Literal['3']" is not assignable to "int" (reportArgumentType)
  /home/ada/shop/ok.py:14:8 - error: Expected expression
2 errors, 0 warnings, 0 informations
`),
  ).toEqual([
    'Pyright error reportUndefinedVariable: "wdth" is not defined @ ok.py:6:11-11',
    `Pyright error reportArgumentType: Argument of type "Literal['3']" cannot be assigned to parameter "width" of type "int"\n  "Literal['3']" is not assignable to "int" @ ok.py:13:33-33`,
    'Pyright error SyntaxError: Expected expression @ ok.py:14:7-7',
  ]);
});

test('ruff: in full and concise', () => {
  expect(
    brief(`F401 [*] \`os\` imported but unused
 --> ok.py:1:8
  |
1 | import os
  |        ^^
2 | from typing import Optional
  |
help: Remove unused import: \`os\`
  |
  - import os
1 | from typing import Optional
  |

F821 Undefined name \`wdth\`
 --> ok.py:6:12
  |
5 | def area(width: int, height: int) -> int:
6 |     return wdth * height
  |            ^^^^

invalid-syntax: Expected an expression
  --> main.py:14:8
   |
14 | x = 5 +
   |        ^

Found 3 errors.
b.py:1:8: F401 [*] \`sys\` imported but unused
b.py:9:4: invalid-syntax: Expected an expression
`),
  ).toEqual([
    'Ruff error F401: `os` imported but unused @ ok.py:1:7-9',
    'Ruff error F821: Undefined name `wdth` @ ok.py:6:11-15',
    'Ruff error SyntaxError: Expected an expression @ main.py:14:7-8',
    'Ruff error F401: `sys` imported but unused @ b.py:1:7-7',
    'Ruff error SyntaxError: Expected an expression @ b.py:9:3-3',
  ]);
});

test('flake8 and pylint: what is wrong, not how the text is laid out', () => {
  expect(
    brief(`main.py:14:9: E999 SyntaxError: invalid syntax
ok.py:6:12: F821 undefined name 'wdth'
ok.py:7:80: E501 line too long (90 > 79 characters)
************* Module ok
ok.py:1:0: C0114: Missing module docstring (missing-module-docstring)
ok.py:6:11: E0602: Undefined variable 'wdth' (undefined-variable)
ok.py:1:0: W0611: Unused import os (unused-import)
`),
  ).toEqual([
    'Flake8 error SyntaxError: invalid syntax @ main.py:14:8-8',
    "Flake8 error F821: undefined name 'wdth' @ ok.py:6:11-11",
    "Pylint error undefined-variable: Undefined variable 'wdth' @ ok.py:6:11-11",
    'Pylint warning unused-import: Unused import os @ ok.py:1:0-0',
  ]);
});

test('ESLint: stylish, unix, compact', () => {
  expect(
    brief(`
/home/ada/shop/src/b.js
  2:9   error    Expected '===' and instead saw '=='  eqeqeq
  3:10  warning  'nn' is not defined                  no-undef
  9:1   error    Parsing error: Unexpected token }

✖ 3 problems (2 errors, 1 warning)
/home/ada/shop/src/c.ts:4:2: 'x' is never reassigned. [Error/prefer-const]
/home/ada/shop/src/d.mjs: line 5, col 3, Warning - Unexpected any. (@typescript-eslint/no-explicit-any)
`),
  ).toEqual([
    "eslint error eqeqeq: Expected '===' and instead saw '==' @ src/b.js:2:8-8",
    "eslint warning no-undef: 'nn' is not defined @ src/b.js:3:9-9",
    'eslint error SyntaxError: Unexpected token } @ src/b.js:9:0-0',
    "eslint error prefer-const: 'x' is never reassigned. @ src/c.ts:4:1-1",
    'eslint warning @typescript-eslint/no-explicit-any: Unexpected any. @ src/d.mjs:5:2-2',
  ]);
});

test('what only looks like a report is none', () => {
  expect(
    brief(`a.py:3: error: the teapot is empty
  2:9  error  no file was named above  eqeqeq
F821 Undefined name \`x\`
and nothing said where
Makefile:3:1: E999 SyntaxError: not of Python
lib.c:3:5: error: expected ';' before '}' token  [name]
src/a.ts(x,7): error TS2322: no number
main.py:0:0: F821 undefined name 'x'
`),
    // A C compiler's, and none of mypy's.
  ).toEqual(["gcc error error: expected ';' before '}' token  [name] @ lib.c:3:4-4"]);
});

test('reports in the code of others are not shown; those of a command that ended well are none', () => {
  const detect = (text: string, exitCode: number): number => {
    const detector = new TerminalDetector({ line: 'npx tsc', cwd: CWD, roots: [CWD] });
    detector.write(text);
    return detector.end(exitCode).length;
  };
  expect(detect('node_modules/x/index.ts(1,7): error TS2304: no\n', 2)).toBe(0);
  expect(detect("src/a.ts(1,7): error TS2304: Cannot find name 'x'.\n", 0)).toBe(0);
  expect(detect("src/a.ts(1,7): error TS2304: Cannot find name 'x'.\n", 2)).toBe(1);
});
