// Errors that services keep as data: the event of each, as it is copied from its page or written to a log.

import { expect, test } from 'vitest';
import { detectText } from '../../../src/engine/detect/detect';
import { CWD, summary } from './outputs';

const read = (value: unknown): string =>
  detectText(typeof value === 'string' ? value : JSON.stringify(value, null, 2), { cwd: CWD, roots: [CWD], origin: 'pasted' })
    .map((problem) => summary(problem))
    .join('\n');

const FRAMES = [
  { filename: 'flask/app.py', abs_path: '/usr/lib/python3.11/site-packages/flask/app.py', function: 'full', lineno: 9, in_app: false },
  {
    filename: 'shop/app.py',
    abs_path: `${CWD}/shop/app.py`,
    function: 'total',
    lineno: 2,
    context_line: '    return order["prise"]',
    in_app: true,
  },
];
const KEY = `python KeyError: 'prise'
  at shop/app.py:2:0 «return order["prise"]»
  frames not own app.py:9 in full, app.py:2 in total`;

test('Sentry: what was thrown is the last value, those before it caused it', () => {
  const cause = { type: 'KeyError', value: "'prise'", module: 'builtins', stacktrace: { frames: FRAMES } };
  const thrown = {
    type: 'ValueError',
    value: 'no total',
    stacktrace: { frames: [{ ...FRAMES[1], lineno: 5, context_line: '    raise ValueError("no total") from e' }] },
  };
  expect(read({ event_id: 'a', platform: 'python', exception: { values: [cause] } })).toBe(KEY);
  expect(read({ platform: 'python', exception: { values: [cause, thrown] } })).toBe(`python ValueError: no total
  at shop/app.py:5:0 «raise ValueError("no total") from e»
  frames app.py:5 in total
  < python KeyError: 'prise'
  <   at shop/app.py:2:0 «return order["prise"]»
  <   frames not own app.py:9 in full, app.py:2 in total`);
});

test('Sentry as its API gives it, of a browser', () => {
  const event = {
    platform: 'javascript',
    entries: [
      { type: 'breadcrumbs', data: { values: [{ message: 'click' }] } },
      {
        type: 'exception',
        data: {
          values: [
            {
              type: 'TypeError',
              value: "Cannot read properties of undefined (reading 'label')",
              stacktrace: {
                frames: [
                  {
                    filename: './node_modules/react-dom/index.js',
                    absPath: 'webpack:///./node_modules/react-dom/index.js',
                    lineNo: 3,
                    colNo: 7,
                    function: 'run',
                    inApp: false,
                  },
                  {
                    filename: './src/cart.ts',
                    absPath: 'webpack:///./src/cart.ts',
                    lineNo: 12,
                    colNo: 15,
                    function: 'labels',
                    inApp: true,
                    context: [[12, '  return item.info.label;']],
                  },
                ],
              },
            },
          ],
        },
      },
    ],
  };
  expect(read(event)).toBe(`typescript TypeError: Cannot read properties of undefined (reading 'label')
  at src/cart.ts:12:14
  frames not own index.js:3 in run, cart.ts:12 in labels`);
});

test('Rollbar, Bugsnag and Elastic', () => {
  expect(
    read({
      body: {
        trace: {
          frames: [{ filename: `${CWD}/shop/app.py`, lineno: 2, method: 'total', code: 'return order["prise"]' }],
          exception: { class: 'KeyError', message: "'prise'" },
        },
      },
    }),
  ).toBe(`python KeyError: 'prise'
  at shop/app.py:2:0 «return order["prise"]»
  frames app.py:2 in total`);
  expect(
    read({
      exceptions: [
        {
          errorClass: 'TypeError',
          message: 'x is undefined',
          stacktrace: [
            { file: `${CWD}/src/a.js`, lineNumber: 3, columnNumber: 9, method: 'inner' },
            { file: `${CWD}/src/b.js`, lineNumber: 7, method: 'outer' },
          ],
        },
      ],
    }),
  ).toBe(`javascript TypeError: x is undefined
  at src/a.js:3:8
  frames b.js:7 in outer, a.js:3 in inner`);
  expect(
    read({
      error: {
        exception: [
          {
            type: 'KeyError',
            message: "'prise'",
            stacktrace: [
              {
                abs_path: `${CWD}/shop/app.py`,
                line: { number: 2, context: '    return order["prise"]' },
                function: 'total',
                library_frame: false,
              },
            ],
          },
        ],
      },
    }),
  ).toBe(`python KeyError: 'prise'
  at shop/app.py:2:0
  frames app.py:2 in total`);
});

test("OpenTelemetry's attribute, as JSON and as the protocol has it", () => {
  const stack = `Traceback (most recent call last):\n  File "${CWD}/shop/app.py", line 2, in total\n    return order["prise"]\nKeyError: 'prise'\n`;
  const found = `python KeyError: 'prise'
  at shop/app.py:2:0 «return order["prise"]»
  frames app.py:2 in total`;
  expect(
    read({ name: 'job', events: [{ name: 'exception', attributes: { 'exception.type': 'KeyError', 'exception.stacktrace': stack } }] }),
  ).toBe(found);
  const attributes = [{ key: 'exception.stacktrace', value: { stringValue: stack } }];
  expect(read({ resourceSpans: [{ scopeSpans: [{ spans: [{ events: [{ name: 'exception', attributes }] }] }] }] })).toBe(found);
  const java = `java.lang.IllegalStateException: no total\n\tat com.shop.Cart.total(Cart.java:14)\n`;
  expect(read({ attributes: { 'exception.stacktrace': java } })).toContain('java java.lang.IllegalStateException: no total');
});

const LAMBDA = {
  errorMessage: "'prise'",
  errorType: 'KeyError',
  requestId: '4c2b',
  stackTrace: [
    '  File "/var/lang/lib/python3.12/json/__init__.py", line 9, in full\n    run()\n',
    `  File "${CWD}/shop/app.py", line 2, in total\n    return order["prise"]\n`,
  ],
};
const LAMBDA_NODE = {
  errorType: 'TypeError',
  errorMessage: "Cannot read properties of undefined (reading 'id')",
  stack: [
    "TypeError: Cannot read properties of undefined (reading 'id')",
    `    at total (${CWD}/shop/cart.js:3:21)`,
    '    at Runtime.handler (file:///var/runtime/index.mjs:1173:29)',
  ],
};

test('F030: a failure of AWS Lambda, in Python, Node and Java', () => {
  expect(read(LAMBDA)).toBe(`python KeyError: 'prise'
  at shop/app.py:2:0 «return order["prise"]»
  frames not own __init__.py:9 in full, app.py:2 in total`);
  expect(read(LAMBDA_NODE)).toContain(`javascript TypeError: Cannot read properties of undefined (reading 'id')
  at shop/cart.js:3:20`);
  const java = {
    errorType: 'java.lang.IllegalStateException',
    errorMessage: 'no total',
    stackTrace: ['com.shop.Cart.total(Cart.java:14)'],
  };
  expect(read(java)).toContain('java java.lang.IllegalStateException: no total');
});

test('F030: what CloudWatch and SNS hand on is JSON in JSON; Datadog has the stack in a text', () => {
  const line = `2026-03-01T10:00:00.000Z\t4c2b\tERROR\tInvoke Error \t${JSON.stringify(LAMBDA_NODE)}\n`;
  const logs = {
    logGroup: '/aws/lambda/shop',
    logEvents: [
      { id: '1', timestamp: 1, message: 'START' },
      { id: '2', timestamp: 2, message: line },
    ],
  };
  const node = `javascript TypeError: Cannot read properties of undefined (reading 'id')`;
  expect(read(logs)).toContain(node);
  expect(read(line)).toContain(node);
  const python = `[ERROR] KeyError: 'prise'\nTraceback (most recent call last):\n  File "${CWD}/shop/app.py", line 2, in total\n    return order["prise"]\nKeyError: 'prise'\n`;
  const sns = {
    Type: 'Notification',
    Subject: 'ALARM: "errors"',
    Message: JSON.stringify({ AlarmName: 'errors', NewStateValue: 'ALARM', detail: python }),
  };
  expect(read(sns)).toContain("python KeyError: 'prise'\n  at shop/app.py:2:0");
  expect(read({ status: 'error', attributes: { error: { kind: 'KeyError', message: "'prise'", stack: python } } })).toContain(
    "python KeyError: 'prise'\n  at shop/app.py:2:0",
  );
  // An alarm without a stack says nothing of a place.
  const alarm = {
    AlarmName: 'errors',
    StateValue: 'ALARM',
    StateReason: 'Threshold Crossed: 1 datapoint',
    Trigger: { MetricName: 'Errors' },
  };
  expect(read(alarm)).toBe('');
  expect(read({ alert_type: 'error', group_states: ['alert'], title: 'errors are high' })).toBe('');
});

test('one event a line of a log, behind what the collector puts before it', () => {
  const event = JSON.stringify({
    level: 'error',
    exception: [
      {
        exc_type: 'KeyError',
        exc_value: "'prise'",
        frames: FRAMES.map(({ abs_path, lineno, function: name }) => ({ filename: abs_path, lineno, name })),
      },
    ],
  });
  expect(read(`web_1  | ${event}\nweb_1  | {"level":"info"}\n`)).toBe(`python KeyError: 'prise'
  at shop/app.py:2:0
  frames not own app.py:9 in full, app.py:2 in total`);
});

test.each<[string, unknown]>([
  ['no JSON', '{"exception": '],
  ['other data', { exception: { values: [] }, stacktrace: [1, null, 'x'] }],
  [
    'frames of nothing',
    { type: 'A', stacktrace: { frames: [null, {}, { filename: 3, lineno: 'x' }, { filename: '/dev/zero', lineno: 1 }] } },
  ],
  ['a place beyond any file', { type: 'A', stacktrace: { frames: [{ filename: 'a.py', lineno: 99_999_999_999 }] } }],
  ['JSON in JSON in JSON', { a: Array.from({ length: 12 }).reduce<string>((inner) => JSON.stringify({ a: inner }), 'x') }],
  ['a list that is no stack', { errorType: 'A', stackTrace: [1, null, { a: 1 }] }],
  ['deeply nested', JSON.parse(`${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`)],
])('%s shows no problem of the workspace', (_, value) => {
  expect(read(value)).not.toContain('  at ' + CWD);
  expect(
    read(value)
      .split('\n')
      .filter((line) => /^\S/.test(line) && line.includes('a.py')),
  ).toEqual([]);
});

test('many events in little time', () => {
  const event = {
    type: 'KeyError',
    value: 'x',
    stacktrace: { frames: Array.from({ length: 500 }, (_, i) => ({ filename: `f${i}.py`, lineno: i + 1 })) },
  };
  const began = performance.now();
  read(JSON.stringify(Array.from({ length: 200 }, () => ({ exception: { values: [event] } }))));
  expect(performance.now() - began).toBeLessThan(20_000);
});
