// Forms of the same tools beside their default ones: colours, plug-ins, other formats, tests without an error of their own.

import { expect, test } from 'vitest';
import { pointsToOwnCode, TerminalDetector } from '../detect';

const CWD = '/home/ada/shop';

/** `file:line:column type: message`, the own frames' lines behind it; line ends of the message as `⏎`. */
function seen(text: string): string[] {
  const detector = new TerminalDetector({ line: 'make', cwd: CWD, roots: [CWD] });
  detector.write(text);
  return detector.end(1).map((problem) => {
    expect(pointsToOwnCode(problem)).toBe(true);
    const { path, range } = problem.location;
    const place = `${path.replace(`${CWD}/`, '')}:${String(range.start.line + 1)}:${String(range.start.character + 1)}`;
    return `${place} ${problem.errorType}: ${problem.message.replaceAll('\n', '⏎')}`;
  });
}

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

test("Vitest in colour, with projects: the project's name stands between spaces", () => {
  const failure = (project: string, file: string): string =>
    lines(
      `\u001b[41m\u001b[1m FAIL \u001b[22m\u001b[49m \u001b[30m\u001b[43m ${project} \u001b[49m\u001b[39m ${file}\u001b[2m > \u001b[22mtotal`,
      '\u001b[31m\u001b[1mAssertionError\u001b[22m: expected 3 to be 4 // Object.is equality\u001b[39m',
      '',
      `\u001b[36m \u001b[2m❯\u001b[22m ${file}:\u001b[2m7:15\u001b[22m\u001b[39m`,
      '',
    );
  expect(seen(failure('unit', 'src/cart.test.ts') + failure('browser (chromium)', 'src/page.test.ts'))).toEqual([
    'src/cart.test.ts:7:15 AssertionError: expected 3 to be 4 // Object.is equality',
    'src/page.test.ts:7:15 AssertionError: expected 3 to be 4 // Object.is equality',
  ]);
});

test('TAP of Vitest: error and place are told, no stack', () => {
  const block = lines(
    'TAP version 13',
    'not ok 1 - src/cart.test.ts # time=12.94ms {',
    '    1..1',
    '    not ok 1 - total # time=2.81ms',
    '        ---',
    '        error:',
    '            name: "AssertionError"',
    '            message: "expected 3 to be 4"',
    `        at: "${CWD}/src/cart.test.ts:7:15"`,
    '        actual: "3"',
    '        expected: "4"',
    '        ...',
    '}',
  );
  expect(seen(block)).toEqual(['src/cart.test.ts:7:15 AssertionError: expected 3 to be 4⏎expected: 4⏎actual: 3']);
});

test('Jest of a test that took too long: the place is that of the cause', () => {
  const text = lines(
    '  ● cart › slow',
    '',
    '    thrown: "Exceeded timeout of 50 ms for a test.',
    '    Add a timeout value to this test to increase the timeout."',
    '',
    '      at _getError (node_modules/jest-circus/build/jestAdapterInit.js:1985:12)',
    '          at Array.map (<anonymous>)',
    '',
    '    Cause:',
    '        thrown: "Exceeded timeout of 50 ms for a test.',
    '        Add a timeout value to this test to increase the timeout."',
    '',
    "        > 11 |   it('slow', () => new Promise(() => {}), 50);",
    '             |   ^',
    '',
    '          at it (b/two.test.js:11:3)',
    '          at Object.describe (b/two.test.js:2:1)',
    '',
    '  ● cart › next',
    '',
    "    TypeError: Cannot read properties of undefined (reading 'label')",
    '',
    '      1 | exports.labels = function labels(items) {',
    '    > 2 |   return items.map((item) => item.info.label.trim());',
    '        |                                        ^',
    '',
    '      at map (cart.js:2:40)',
    '      at Object.labels (b/two.test.js:3:24)',
  );
  expect(seen(text)).toEqual([
    'b/two.test.js:11:3 JestAssertionError: thrown: "Exceeded timeout of 50 ms for a test.⏎Add a timeout value to this test to increase the timeout."',
    // The source that stands between is no part of what is said.
    "cart.js:2:40 TypeError: Cannot read properties of undefined (reading 'label')",
  ]);
});

test("node --test with several files: an error is shown in its suite and again in the end, and is one; a test without an error stands where it's told", () => {
  const failure = (inset: string): string =>
    lines(
      `${inset}✖ total (0.97ms)`,
      `${inset}  AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:`,
      `${inset}  `,
      `${inset}  NaN !== 2`,
      `${inset}  `,
      `${inset}      at TestContext.<anonymous> (file://${CWD}/one.test.mjs:6:30)`,
      `${inset}      at Test.run (node:internal/test_runner/test:796:25)`,
      '',
    );
  const rest = lines(
    'test at two.test.mjs:4:1',
    '✖ slow (69.05ms)',
    "  'test timed out after 20ms'",
    '',
    'test at two.test.mjs:9:1',
    '✖ later (0.1ms)',
    "  'test did not finish before its parent and was cancelled'",
    '',
    'test at three.test.mjs:1:1',
    '✖ three.test.mjs (511.7ms)',
    "  'test failed'",
  );
  expect(seen(`▶ cart\n${failure('  ')}✖ failing tests:\n\ntest at one.test.mjs:6:3\n${failure('')}${rest}`)).toEqual([
    'one.test.mjs:6:30 AssertionError: Expected values to be strictly equal:⏎⏎NaN !== 2',
    'two.test.mjs:4:1 ERR_TEST_FAILURE: test timed out after 20ms',
  ]);
});

test.each([
  ['pytest-instafail', '============================= test session starts ==============================', '_'],
  ['pytest-sugar', 'Test session starts (platform: linux, Python 3.12.7, pytest 8.3.3, pytest-sugar 1.0.0)', '―'],
])('%s: a failure is shown as it comes, below no heading', (_, session, rule) => {
  const text = lines(
    session,
    'collected 2 items',
    '',
    `${rule.repeat(31)} test_double[1-3] ${rule.repeat(31)}`,
    '',
    'n = 1, want = 3',
    '',
    '    def test_double(n, want):',
    '>       assert double(n) == want',
    'E       assert 2 == 3',
    'E        +  where 2 = double(1)',
    '',
    'test_many.py:37: AssertionError',
    '',
    ' test_many.py ⨯✓                                     100% ██████████',
    '=========================== short test summary info ============================',
    'FAILED test_many.py::test_double[1-3] - assert 2 == 3',
  );
  expect(seen(text)).toEqual(['test_many.py:37:1 AssertionError: assert 2 == 3⏎ +  where 2 = double(1)']);
});

test('pytest --doctest-modules: what must come and what came', () => {
  const text = lines(
    '=================================== FAILURES ===================================',
    '_____________________________ [doctest] app.double _____________________________',
    '010 Doubles.',
    '011 ',
    '012     >>> double(2)',
    'Expected:',
    '    5',
    'Got:',
    '    4',
    '',
    `${CWD}/app.py:12: DocTestFailure`,
    '=========================== short test summary info ============================',
  );
  expect(seen(text)).toEqual(['app.py:12:1 AssertionError: doctest: double(2)⏎Expected:⏎    5⏎Got:⏎    4']);
});

test('pyright: the rule stands behind the reasons', () => {
  const text = `${CWD}/bad.py\n  ${CWD}/bad.py:7:17 - error: Type "list[str | int]" is not assignable to declared type "List[int]"\n  \u00a0\u00a0"Literal['a']" is not assignable to "int" (reportAssignmentType)\n`;
  expect(seen(text)).toEqual([
    'bad.py:7:17 reportAssignmentType: Type "list[str | int]" is not assignable to declared type "List[int]"⏎\u00a0\u00a0"Literal[\'a\']" is not assignable to "int"',
  ]);
});

test.each([
  [
    'ruff, grouped',
    lines('bad.py:', '  1:8  F401 [*] `os` imported but unused', '  5:16 F821 Undefined name `total`', '', 'Found 2 errors.'),
    ['bad.py:1:8 F401: `os` imported but unused', 'bad.py:5:16 F821: Undefined name `total`'],
  ],
  ['ruff, as pylint', 'bad.py:5: [F821] Undefined name `total`\n', ['bad.py:5:1 F821: Undefined name `total`']],
  [
    'pylint, parseable',
    lines(
      "bad.py:5: [E0602(undefined-variable), f] Undefined variable 'total'",
      'bad.py:4: [C0116(missing-function-docstring), f] Missing docstring',
    ),
    ["bad.py:5:1 undefined-variable: Undefined variable 'total'"],
  ],
  [
    'pylint, msvs',
    "bad.py(5): [E0602(undefined-variable)f] Undefined variable 'total'\n",
    ["bad.py:5:1 undefined-variable: Undefined variable 'total'"],
  ],
  [
    'mypy, JSON',
    lines(
      '{"file": "bad.py", "line": 5, "column": 15, "end_line": 5, "end_column": 20, "message": "Name \\"total\\" is not defined", "hint": null, "code": "name-defined", "severity": "error"}',
      '{"file": "bad.py", "line": 5, "column": 15, "message": "See above", "hint": null, "code": "misc", "severity": "note"}',
      '{"file": "bad.py", "line": "5"',
    ),
    ['bad.py:5:16 name-defined: Name "total" is not defined'],
  ],
  // Its place would be a file called `::error title=…`.
  [
    'ruff, for a build server',
    `::error title=ruff (F821),file=${CWD}/bad.py,line=5,col=16::bad.py:5:16: F821 Undefined name \`total\`\n`,
    [],
  ],
])('%s', (_, text, expected) => expect(seen(text)).toEqual(expected));

test('Gradle: frames behind the name of a class loader, and its short form', () => {
  const text = lines(
    'CartTest > total() FAILED',
    '    org.opentest4j.AssertionFailedError: expected: <4> but was: <6>',
    '        at app//org.junit.jupiter.api.AssertionFailureBuilder.build(AssertionFailureBuilder.java:151)',
    '        at app//com.shop.CartTest.total(CartTest.java:12)',
    '',
    'CartTest > missing() FAILED',
    '    java.lang.NullPointerException at CartTest.java:18',
  );
  expect(seen(text)).toEqual([
    'com/shop/CartTest.java:12:1 org.opentest4j.AssertionFailedError: expected: <4> but was: <6>',
    'CartTest.java:18:1 java.lang.NullPointerException: ',
  ]);
});

test('dotnet test: the failure of an assertion, and of an exception', () => {
  const failure = (...said: readonly string[]): string =>
    lines(
      '  Failed Shop.Tests.CartTests.Total [12 ms]',
      '  Error Message:',
      ...said,
      '  Stack Trace:',
      `     at Shop.Tests.CartTests.Total() in ${CWD}/CartTests.cs:line 12`,
    );
  expect(seen(failure('   Assert.Equal() Failure: Values differ', 'Expected: 4', 'Actual:   6'))).toEqual([
    'CartTests.cs:12:1 AssertionException: Assert.Equal() Failure: Values differ⏎Expected: 4⏎Actual:   6',
  ]);
  expect(seen(failure('   System.NullReferenceException : Object reference not set'))).toEqual([
    'CartTests.cs:12:1 System.NullReferenceException: Object reference not set',
  ]);
});
