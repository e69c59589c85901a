// `self-heal strength`: the built CLI on a file with tests (F087, T6).

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutantsOf } from '../../src/engine/heal/test-strength';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';

const CLI = path.resolve(__dirname, '../..', process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
const { sandbox } = await findSandbox();
let folder = '';
beforeAll(() => (folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-strength-')))));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const CODE = `def fee(amount):
    """a + b == True"""
    if amount > 10:
        return amount + 1
    return 0
`;
const tests = (...lines: readonly string[]): string =>
  `import unittest\n\nfrom fees import fee\n\n\nclass Fees(unittest.TestCase):\n    def test_fee(self):\n${lines.map((line) => `        ${line}\n`).join('')}`;

function strength(test: string) {
  const root = fs.mkdtempSync(path.join(folder, 'w-'));
  fs.writeFileSync(path.join(root, 'fees.py'), CODE);
  fs.writeFileSync(path.join(root, 'test_fees.py'), test);
  const ran = spawnSync(process.execPath, [CLI, 'strength', 'fees.py', '--json', '--workspace', '.'], { cwd: root, encoding: 'utf8' });
  expect(fs.readFileSync(path.join(root, 'fees.py'), 'utf8')).toBe(CODE);
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

describe('F087: mutants', () => {
  it('have one change each, by the syntax tree: none in texts, comments, types or signs', async () => {
    const python = await mutantsOf(CODE, 'python');
    expect(python.map(({ line, from, to }) => [line, from, to])).toEqual([
      [2, '>', '>='],
      [3, '+', '-'],
    ]);
    const script = "// a + b\nconst on: true = true;\nexport const f = (a: number): boolean => a === -1 || `${a + 1}` === 'a == b';\n";
    expect((await mutantsOf(script, 'typescript')).map(({ from }) => from)).toEqual(['true', '===', '||', '+', '===']);
    for (const { text } of [...python, ...(await mutantsOf(script, 'typescript'))]) expect([CODE, script]).not.toContain(text);
    expect(await mutantsOf('def (', 'python')).toEqual([]);
    expect(await mutantsOf(CODE, 'python', { first: 3, last: 4 })).toHaveLength(1);
  });

  it.skipIf(!sandbox.holds)(
    'that the tests notice are killed, the others are told with their lines',
    () => {
      const strong = strength(tests('self.assertEqual(fee(10), 0)', 'self.assertEqual(fee(20), 21)'));
      expect(JSON.parse(strong.out || '{}'), strong.err).toMatchObject({ killed: 2, survived: 0 });
      expect(strong.code).toBe(0);
      const weak = strength(tests('self.assertEqual(fee(1), 0)'));
      expect(JSON.parse(weak.out || '{}'), weak.err).toMatchObject({
        killed: 0,
        survived: 2,
        mutants: [{ line: 3, outcome: 'survived' }, { line: 4 }],
      });
      expect(weak.code).toBe(1);
    },
    120_000,
  );

  it.skipIf(!sandbox.holds)(
    'without a test nothing is said of them',
    () => {
      const none = strength('');
      expect(none.code).toBe(2);
      expect(none.err).toContain('no test that can be run reaches it');
    },
    60_000,
  );
});
