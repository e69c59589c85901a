// JavaScript's test runners, each run for real on one failing test file: what fails is seen where it stands. Jest's output is recorded (Jest 30.5).

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { detectText } from '../detect';

const REPO = path.resolve(__dirname, '../../../..');
let folder = '';

beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-runners-')));
  fs.writeFileSync(
    path.join(folder, 'cart.mjs'),
    'export function labels(items) {\n  return items.map((item) => item.info.label.trim());\n}\nexport const total = (items) => items.reduce((sum, item) => sum + item.prise, 0);\n',
  );
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const brief = (text: string, cwd: string): string[] =>
  detectText(text, { cwd, roots: [cwd], origin: 'terminal' }).map((problem) => {
    const places = problem.frames
      .filter(({ own }) => own)
      .map(({ location }) => `${path.basename(location.path)}:${location.range.start.line + 1}`);
    const { path: file, range } = problem.location;
    return `${problem.errorType}: ${problem.message.split('\n')[0] ?? ''} @ ${path.relative(cwd, file)}:${range.start.line + 1}:${range.start.character} < ${places.join(' ')}`;
  });

function run(name: string, text: string, args: readonly string[]): string[] {
  fs.writeFileSync(path.join(folder, name), text);
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: '' };
  // Set by the runner that runs this test.
  for (const key of Object.keys(env)) if (/^(?:VITEST|NODE_TEST_CONTEXT|TEST$|NODE_ENV$)/.test(key)) delete env[key];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8', timeout: 100_000 });
  return brief(stdout + stderr, folder);
}

const ASSERTED = `import assert from 'node:assert';
import test from 'node:test';
import { labels, total } from './cart.mjs';
test('labels', () => {
  assert.deepStrictEqual(labels([{ nfo: { label: ' a ' } }]), ['a']);
});
test('total', () => {
  assert.strictEqual(total([{ price: 2 }]), 2);
});
`;

test.each(['spec', 'tap'])(
  'node --test, %s',
  (reporter) => {
    expect(run('cart.test.mjs', ASSERTED, ['--test', `--test-reporter=${reporter}`, 'cart.test.mjs'])).toEqual([
      "TypeError: Cannot read properties of undefined (reading 'label') @ cart.mjs:2:39 < cart.test.mjs:5 cart.mjs:2 cart.mjs:2",
      'AssertionError: Expected values to be strictly equal: @ cart.test.mjs:8:9 < cart.test.mjs:8',
    ]);
  },
  120_000,
);

test('vitest', () => {
  const text = `import { expect, test } from '${path.join(REPO, 'node_modules/vitest/dist/index.js')}';
import { labels, total } from './cart.mjs';
test('labels', () => {
  expect(labels([{ nfo: { label: ' a ' } }])).toEqual(['a']);
});
test('total', () => {
  expect(total([{ price: 2 }])).toBe(2);
});
`;
  const found = run('cart.spec.mjs', text, [path.join(REPO, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder, 'cart.spec.mjs']);
  expect(found).toEqual([
    "TypeError: Cannot read properties of undefined (reading 'label') @ cart.mjs:2:39 < cart.spec.mjs:4 cart.mjs:2 cart.mjs:2",
    'AssertionError: expected NaN to be 2 // Object.is equality @ cart.spec.mjs:7:32 < cart.spec.mjs:7',
  ]);
}, 120_000);

test('jest: what was thrown and what was expected', () => {
  const output = `FAIL j/cart.test.cjs
  cart
    ✕ labels (1 ms)
    ✕ total (2 ms)

  ● cart › labels

    TypeError: Cannot read properties of undefined (reading 'label')

      1 | exports.labels = function labels(items) {
    > 2 |   return items.map((item) => item.info.label.trim());
        |                                        ^
      3 | };

      at src/cart.cjs:2:40
          at Array.map (<anonymous>)
      at labels (src/cart.cjs:2:16)
      at Object.<anonymous> (j/cart.test.cjs:4:12)

  ● cart › total

    expect(received).toBe(expected) // Object.is equality

    Expected: 2
    Received: NaN

       6 |   test('total', () => {
    >  7 |     expect(total([{ price: 2 }])).toBe(2);
         |                                   ^
       8 |   });

      at Object.<anonymous> (j/cart.test.cjs:7:35)

Test Suites: 1 failed, 1 total
`;
  expect(brief(output, '/home/ada/shop')).toEqual([
    "TypeError: Cannot read properties of undefined (reading 'label') @ src/cart.cjs:2:39 < cart.test.cjs:4 cart.cjs:2 cart.cjs:2",
    'JestAssertionError: expect(received).toBe(expected) // Object.is equality @ j/cart.test.cjs:7:34 < cart.test.cjs:7',
  ]);
});
