import * as v8 from 'node:v8';
import * as vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { Problem } from '../problem';
import { detectText, pointsToOwnCode, TerminalDetector, unhandledLines, type DetectorCaps } from './detect';
import { textLength } from './dialects/dialect';

const CWD = '/home/ada/shop';
const python = (line: number, type = 'NameError', file = `${CWD}/app.py`): string =>
  `Traceback (most recent call last):\n  File "${file}", line ${line}, in <module>\n    total\n${type}: name 'total' is not defined\n`;
const node = `${CWD}/app.js:2\n  foo();\n  ^\n\nReferenceError: foo is not defined\n    at ${CWD}/app.js:2:3\n\nNode.js v24.21.0\n`;

function run(text: string, exitCode: number | undefined, caps: Partial<DetectorCaps> = {}): readonly Problem[] {
  const detector = new TerminalDetector({ line: 'python3 app.py', cwd: CWD, roots: [CWD], caps });
  expect(detector.write(text)).toEqual([]);
  return detector.end(exitCode);
}

describe('the exit code decides', () => {
  test('a failure carries its command', () => {
    expect(run(python(3), 1)).toMatchObject([
      { origin: 'terminal', errorType: 'NameError', command: { line: 'python3 app.py', cwd: CWD, exitCode: 1 } },
    ]);
  });
  test('a program that survived has no failure', () => expect(run(python(3), 0)).toEqual([]));
  test('stopped by the user', () => {
    for (const code of [130, 0xc000013a, -1073741510]) expect(run(python(3), code)).toEqual([]);
  });
  test('no exit code: the last thing printed', () => {
    expect(run(python(3), undefined)).toHaveLength(1);
    expect(run(node, undefined)).toHaveLength(1);
    expect(run(`${python(3)}\n\x1b[0m\n`, undefined)).toHaveLength(1);
    expect(run(`${python(3)}server goes on\n`, undefined)).toEqual([]);
    expect(run(`${python(3)}\n${python(5)}`, undefined).map((problem) => problem.location.range.start.line)).toEqual([4]);
  });
});

test('failures in libraries alone are not shown for a command, but told of a pasted text', () => {
  const text = python(3, 'ValueError', '/usr/lib/python3.11/json/tool.py');
  expect(run(text, 1)).toEqual([]);
  expect(detectText(text, { cwd: CWD, roots: [], origin: 'pasted' })).toMatchObject([
    { origin: 'pasted', errorType: 'ValueError', frames: [{ own: false }] },
  ]);
});

test('both dialects in one output, in order, each problem once', () => {
  expect(
    run(python(3) + node + python(3) + python(4), 1).map((problem) => `${problem.source} ${problem.location.range.start.line + 1}`),
  ).toEqual(['node 2', 'python 3', 'python 4']);
});

test('a flood of different tracebacks keeps the last', () => {
  const text = Array.from({ length: 500 }, (_, i) => python(i + 1)).join('');
  const problems = run(text, 1, { problems: 10 });
  expect(problems.map((problem) => problem.location.range.start.line + 1)).toEqual([491, 492, 493, 494, 495, 496, 497, 498, 499, 500]);
});

test('a traceback of a hundred thousand frames keeps its ends', () => {
  const frames = Array.from({ length: 100_000 }, (_, i) => `  File "${CWD}/app.py", line ${i + 1}, in f\n    f()\n`).join('');
  const [problem] = run(`Traceback (most recent call last):\n${frames}ValueError: deep\n`, 1);
  expect(problem?.frames.length).toBeLessThanOrEqual(64);
  expect(problem?.frames[0]?.location.range.start.line).toBe(0);
  expect(problem?.location.range.start.line).toBe(99_999);
});

const pieces = fc.constantFrom(
  python(3),
  node,
  'Traceback (most recent call last):\n',
  `  File "${CWD}/a.py", line 2\n`,
  '    x = (\n',
  '        ^\n',
  "SyntaxError: '(' was never closed\n",
  '  + Exception Group Traceback (most recent call last):\n',
  '  +-+---------------- 1 ----------------\n',
  '    | ValueError: 1\n',
  '    +---------------- 2 ----------------\n',
  '  | ExceptionGroup: x (2 sub-exceptions)\n',
  'During handling of the above exception, another exception occurred:\n',
  '\n',
  'TypeError: x is not a function\n',
  `    at f (${CWD}/a.js:1:2) {\n`,
  `      at g (${CWD}/b.js:1:2)\n`,
  '  [cause]: Error: y\n',
  '  [errors]: [\n',
  '}\n',
  ']\n',
  `${CWD}/a.js:1\n`,
  '  ^\n',
  'Node.js v22.0.0\n',
  'Exception ignored in: <x>\n',
  'web_1  | ',
  '\x1b[31m',
  '\r',
  '    at eval (eval at <anonymous> (x:1:1), <anonymous>:1:1)\n',
  'KeyboardInterrupt\n',
  '日本😀',
);
const output = fc
  .array(fc.oneof({ weight: 4, arbitrary: pieces }, { weight: 1, arbitrary: fc.string() }), { maxLength: 40 })
  .map((parts) => parts.join(''));

/** Those of the product, and ones that a short output exceeds. */
const anyCaps: fc.Arbitrary<Partial<DetectorCaps>> = fc.oneof(
  fc.constant({}),
  fc.record({ line: fc.integer({ min: 10, max: 200 }), problems: fc.integer({ min: 1, max: 4 }), text: fc.nat(1_000) }),
);

test('any chunking of any output gives the same problems, and nothing throws', () => {
  fc.assert(
    fc.property(
      output,
      fc.array(fc.nat(3000), { maxLength: 10 }),
      fc.constantFrom(1, 0, undefined),
      anyCaps,
      (text, cuts, exitCode, caps) => {
        const points = [...new Set(cuts.map((cut) => Math.min(cut, text.length)))].sort((a, b) => a - b);
        const detector = new TerminalDetector({ line: 'x', cwd: CWD, roots: [CWD], caps });
        [0, ...points].forEach((from, i) => detector.write(text.slice(from, points[i] ?? text.length)));
        expect(detector.end(exitCode)).toEqual(
          run(text, exitCode, caps).map((problem) => ({
            ...problem,
            command: { ...problem.command, line: 'x' },
            causes: problem.causes.map((cause) => ({ ...cause, command: { ...cause.command, line: 'x' } })),
          })),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('what is found stays within its caps, and the last problem is never dropped', () => {
  fc.assert(
    fc.property(output, fc.integer({ min: 1, max: 4 }), fc.nat(1_000), (text, problems, length) => {
      const all = detectText(text, { cwd: CWD, roots: [CWD], origin: 'log' });
      const kept = detectText(text, { cwd: CWD, roots: [CWD], origin: 'log', caps: { problems, text: length } });
      expect(kept.length).toBeLessThanOrEqual(problems);
      if (kept.length > 1) expect(kept.reduce((sum, problem) => sum + textLength(problem), 0)).toBeLessThanOrEqual(length);
      expect(kept.length > 0).toBe(all.length > 0);
      for (const problem of kept) expect(all).toContainEqual(problem);
    }),
    { numRuns: 300 },
  );
});

test('a chain of huge tracebacks keeps the last, whole, and as many causes as have room', () => {
  const huge = (n: number): string =>
    `Traceback (most recent call last):\n${`  File "${CWD}/app.py", line ${n}, in f\n    ${'x'.repeat(3_900)}\n`.repeat(64)}ValueError: ${n}\n`;
  const text = Array.from({ length: 9 }, (_, n) => huge(n + 1)).join(
    '\nDuring handling of the above exception, another exception occurred:\n\n',
  );
  const [problem, more] = run(text, 1);
  expect(more).toBeUndefined();
  expect(problem?.message).toBe('9');
  expect(problem?.frames).toHaveLength(64);
  expect(problem?.causes.map((cause) => cause.message)).toEqual(['8']);
});

test('a line or a problem that is kept does not keep its chunk', () => {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  const used = (): number => (collect(), process.memoryUsage().heapUsed);
  const detector = new TerminalDetector({ line: 'x', cwd: CWD, roots: [CWD] });
  const filler = 'y'.repeat(1 << 20);
  const before = used();
  for (let i = 0; i < 60; i++) {
    detector.write(
      [python(i + 1).replace('total', `total_of_all_${i}`), `TypeError: number ${i} is not a function `, filler, '\n'].join(''),
    );
  }
  expect(used() - before).toBeLessThan(8 << 20);
  expect(detector.end(1)).toHaveLength(50);
});

test('every problem points to a place that was printed', () => {
  fc.assert(
    fc.property(output, (text) => {
      for (const problem of detectText(text, { cwd: CWD, roots: [CWD], origin: 'log' })) {
        const { start, end } = problem.location.range;
        expect(problem.location.path).toMatch(/^(?:\/|[A-Za-z]:\\|\\\\)/);
        expect(start.line).toBeGreaterThanOrEqual(0);
        expect(end.line === start.line && end.character >= start.character && start.character >= 0).toBe(true);
        expect(JSON.parse(JSON.stringify(problem))).toEqual(problem);
      }
    }),
    { numRuns: 300 },
  );
});

test('lines that nearly are tracebacks, endlessly', () => {
  for (const line of [
    'Traceback (most recent call last):',
    '  File "a.py", line 1, in f',
    '  | ',
    '    at f (x',
    '[cause]: Error: x',
    'Error: x',
    'a:1',
    `  File "${'a'.repeat(3000)}", line 1`,
    ' '.repeat(3990),
    'E'.repeat(3990),
    'at '.repeat(1300),
    '(eval at '.repeat(400),
    'a.'.repeat(1900),
  ]) {
    expect(run(`${line}\n`.repeat(2000), 1)).toEqual([]);
  }
});

describe('errors that a program survives', () => {
  const text = (words: string): string =>
    `${words}\nTraceback (most recent call last):\n  File "${CWD}/app.py", line 3, in bye\n    print(totl)\nNameError: name 'totl' is not defined\n`;
  const source = { cwd: CWD, roots: [CWD], origin: 'terminal' } as const;

  test.each([
    'Exception ignored in: <function A.__del__ at 0x7f60f71ff6a0>',
    'Exception ignored in atexit callback: <function bye at 0x7f60f737de40>',
    'Exception ignored while calling deallocator <function A.__del__ at 0x7f60f71ff6a0>:',
  ])('%s: told where they are asked for, and then from an exit code of 0 as well', (words) => {
    expect(detectText(text(words), source)).toEqual([]);
    expect(detectText(text(words), { ...source, ignored: true })).toMatchObject([{ errorType: 'NameError' }]);
    for (const survived of [true, false]) {
      const detector = new TerminalDetector({ line: 'python3 app.py', cwd: CWD, roots: [CWD], survived });
      detector.write(text(words));
      expect(detector.end(0)).toHaveLength(survived ? 1 : 0);
    }
  });

  test('what it died of is the last, whatever was printed after it', () => {
    const died = `Traceback (most recent call last):\n  File "${CWD}/app.py", line 9, in <module>\n    x()\nValueError: no\n`;
    const found = detectText(`${died}${text('Exception ignored in: <function A.__del__ at 0x7f>')}`, { ...source, ignored: true });
    expect(found.map(({ errorType }) => errorType)).toEqual(['NameError', 'ValueError']);
  });

  test('an error of a logging handler is where the user called it', () => {
    const [found, ...others] = detectText(
      `--- Logging error ---\nTraceback (most recent call last):\n  File "/usr/lib/python3.11/logging/__init__.py", line 377, in getMessage\n    msg = msg % self.args\n          ~~~~^~~~~~~~~~~\nTypeError: %d format: a real number is required, not str\nCall stack:\n  File "${CWD}/app.py", line 2, in <module>\n    logging.warning("%d x", "a")\nMessage: '%d x'\nArguments: ('a',)\n${text('end')}`,
      source,
    );
    expect(found).toMatchObject({ errorType: 'TypeError', location: { path: `${CWD}/app.py`, range: { start: { line: 1 } } } });
    expect(others).toMatchObject([{ errorType: 'NameError' }]);
  });

  test('a runtime says that nothing handled an error, also where it names no place', () => {
    const said = [
      '(node:21822) UnhandledPromiseRejectionWarning: oops',
      '[UnhandledPromiseRejection: This error originated either by throwing inside of an async function',
    ].concat(['Node.js v24.21.0', 'Fatal Python error: Aborted']);
    expect(unhandledLines(`start\n${said.join('\n')}\nNode.js is nice\n`)).toEqual(
      said.map((line) => line.replace('(node:21822)', '(node)')),
    );
  });
});

describe('bad input', () => {
  const source = { cwd: CWD, roots: [CWD], origin: 'terminal' } as const;
  const places = (text: string): string[] =>
    run(text, 1).map((problem) => `${problem.errorType} ${problem.location.path}:${problem.location.range.start.line + 1}`);

  test('a line of 16 million characters, of each kind that a pattern may stumble over, takes no longer than it is long', () => {
    for (const part of [
      'x',
      ' ',
      'Error: ',
      'a.',
      '    at f (',
      '  File "a.py", line 1, in f ',
      '● ',
      '\x1b[31mx',
      '\rx',
      '\\n    at ',
      '{"a":',
      'a.py:1:',
      '^',
      '=',
    ]) {
      const chunk = part.repeat(Math.ceil(65_536 / part.length));
      const detector = new TerminalDetector({ line: 'x', cwd: CWD, roots: [CWD] });
      const from = process.cpuUsage();
      for (let length = 0; length < 16_000_000; length += chunk.length) detector.write(chunk);
      detector.write(`\n${python(3)}`);
      expect(detector.end(1)).toHaveLength(1);
      const { user, system } = process.cpuUsage(from);
      expect({ part, isSlow: user + system > 4_000_000 }).toEqual({ part, isSlow: false });
    }
  }, 120_000);

  test('many lines of spaces under the head of a failure', () => {
    for (const head of ['  ● a › b', ' FAIL  a > b', 'F821 undefined name\n --> a.py:1:1']) {
      const from = process.cpuUsage();
      expect(places(`${head}\n${`${' '.repeat(3_900)}x\n`.repeat(30)}`).length).toBeLessThan(2);
      expect(process.cpuUsage(from).user).toBeLessThan(1_000_000);
    }
  });

  test('marks left of the code they belong to', () => {
    const text = `${CWD}/a.js:0\nfoo();\n^\n\nReferenceError: foo is not defined\n    at ${CWD}/a.js:2:3\n\nNode.js v24.1.0\n=== FAILURES ===\n____ t ____\n>       x()\n  ^^\nE       NameError: x\n\na.py:3: NameError\n`;
    for (const { location } of run(text, 1)) {
      expect(location.range.start.line).toBeGreaterThanOrEqual(0);
      expect(location.range.start.character).toBeGreaterThanOrEqual(0);
    }
  });

  test('an escape sequence in pieces, each in a chunk of its own', () => {
    const detector = new TerminalDetector({ line: 'x', cwd: CWD, roots: [CWD] });
    for (const unit of python(3).replace('NameError', '\x1b[1;31mName\x1b]8;;file:///a\x1b\\Error\x1b[0m')) detector.write(unit);
    expect(detector.end(1)).toMatchObject([{ errorType: 'NameError' }]);
  });

  test('bytes that are no UTF-8, and halves of a character at a chunk’s end, leave the rest as it is', () => {
    const bytes = Buffer.from(python(3).replace('    ', '    # é ').replace(/\n$/, ' \u00e9 😀\n'));
    bytes[bytes.indexOf(0xc3)] = 0xff;
    const decoder = new TextDecoder();
    const detector = new TerminalDetector({ line: 'x', cwd: CWD, roots: [CWD] });
    for (const byte of bytes) detector.write(decoder.decode(Uint8Array.of(byte), { stream: true }));
    const [found, ...others] = detector.end(1);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ errorType: 'NameError', location: { path: `${CWD}/app.py`, range: { start: { line: 2 } } } });
    expect(found?.message).toContain('é 😀');
    // As UTF-16, in the middle of a pair.
    const halves = new TerminalDetector({ line: 'x', cwd: CWD, roots: [CWD] });
    for (const unit of python(3).replace(/\n$/, ' 😀\n').split('')) halves.write(unit);
    expect(halves.end(1)[0]?.message).toContain('😀');
  });

  test('a traceback cut in the middle shows nothing, and does not hide the one behind it', () => {
    expect(places(python(3).slice(0, -40))).toEqual([]);
    expect(places(`${python(3).slice(0, 70)}\n${python(5)}`)).toEqual([`NameError ${CWD}/app.py:5`]);
    expect(places(python(3).slice(30) + python(5))).toEqual([`NameError ${CWD}/app.py:3`, `NameError ${CWD}/app.py:5`]);
  });

  test('two at once, each behind its own prefix', () => {
    const mix = (a: string, b: string): string => {
      const others = b.trimEnd().split('\n');
      return a
        .trimEnd()
        .split('\n')
        .flatMap((line) => [`web-1  | ${line}\n`, `db-2   | ${others.shift() ?? 'ready'}\n`])
        .join('');
    };
    expect(places(mix(python(3), 'ready\n'.repeat(9)))).toEqual([`NameError ${CWD}/app.py:3`]);
    expect(places(mix(python(3), node))).toContain(`NameError ${CWD}/app.py:3`);
  });

  test('in a JSON log line, in colour and behind a prefix', () => {
    const stack = `TypeError: x is not a function\n    at \x1b[90mfile://${CWD}/\x1b[39mapp.js:4:2\n`;
    const json = (text: string): string => `${JSON.stringify({ level: 'error', err: { stack: text } })}\n`;
    expect(places(`api_1  | ${json(python(3))}`)).toEqual([`NameError ${CWD}/app.py:3`]);
    expect(places(json(stack))).toEqual([`TypeError ${CWD}/app.js:4`]);
  });

  test('devices, places beyond any file and outside of the workspace are nobody’s own code', () => {
    const at = (file: string, line = '3'): string => python(3).replace(`${CWD}/app.py`, file).replace('line 3', `line ${line}`);
    for (const file of ['/dev/stdin', '../../../etc/passwd', '/etc/shadow', 'C:\\Windows\\win.ini', '\\\\.\\pipe\\x', '/proc/self/fd/3'])
      expect({ file, places: places(at(file)) }).toEqual({ file, places: [] });
    // Also where the whole machine is the workspace.
    for (const file of ['/dev/fd/63', '/proc/self/mem', '/sys/kernel/x.py'])
      expect(detectText(at(file), { ...source, cwd: '/', roots: ['/'] }).filter(pointsToOwnCode)).toEqual([]);
    for (const line of ['9'.repeat(12), '9'.repeat(400)]) expect(places(at(`${CWD}/app.py`, line))).toEqual([]);
    expect(
      places(
        `${CWD}/app.js:${'9'.repeat(400)}\n  foo();\n  ^\n\nReferenceError: foo is not defined\n    at ${CWD}/app.js:2:${'9'.repeat(12)}\n`,
      ),
    ).toEqual([]);
    expect(places(`app.py:${'9'.repeat(7)}:1: F821 undefined name 'x'\napp.py:1:99999999999: F821 undefined name 'x'\n`)).toHaveLength(1);
  });
});

describe('a program that watches files', () => {
  const rounds = (text: string): string[][] => {
    const all: string[][] = [];
    const detector = new TerminalDetector({
      line: 'npx tsc --watch',
      cwd: '/home/ada/shop',
      roots: ['/home/ada/shop'],
      onRound: (problems) => all.push(problems.map(({ errorType, location }) => `${errorType} ${location.range.start.line + 1}`)),
    });
    for (const unit of text) detector.write(unit);
    expect(detector.end(130)).toEqual([]);
    return all;
  };

  test('tells what each round shows, also that it shows nothing', () => {
    const text = `[2J12:31:00 AM - Starting compilation in watch mode...

a.ts(1,7): error TS2322: Type 'string' is not assignable to type 'number'.
a.ts(2,9): error TS2304: Cannot find name 'foo'.

12:31:02 AM - Found 2 errors. Watching for file changes.

12:32:00 AM - File change detected. Starting incremental compilation...

a.ts(2,9): error TS2304: Cannot find name 'foo'.

12:32:01 AM - Found 1 error. Watching for file changes.
12:33:00 AM - Found 0 errors. Watching for file changes.
`;
    expect(rounds(text)).toEqual([['TS2322 1', 'TS2304 2'], ['TS2304 2'], []]);
  });

  test.each([
    '[nodemon] app crashed - waiting for file changes before starting...',
    '[nodemon] clean exit - waiting for changes before restart',
    "Failed running 'app.js'. Waiting for file changes before restarting...",
    ' FAIL  Tests failed. Watching for file changes...',
    'ℹ [mocha] waiting for changes...',
  ])('%s', (line) => {
    const stack =
      'TypeError: x is not a function\n    at f (/home/ada/shop/app.js:3:1)\n    at node:internal/main:1:1\n\nNode.js v24.1.0\n';
    expect(rounds(`${stack}${line}\n`)).toEqual([['TypeError 3']]);
  });

  test('prose that speaks of changes ends no round', () => {
    expect(rounds('We are watching for changes in the market\nI wait.\n')).toEqual([]);
  });
});
