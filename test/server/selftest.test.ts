// `self-heal selftest`, the built CLI in real folders (F148, F150: what it says is counted).

import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';

const REPO = path.resolve(__dirname, '../..');
const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
const { sandbox } = await findSandbox();

let folder = '';
beforeAll(() => {
  if (!fs.existsSync(CLI)) throw new Error('dist/cli.js is missing: run `npm run build` first.');
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-selftest-test-')));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const FILES = {
  'prices.py': `import math


def rounded_total(prices):
    subtotal = 0
    for price in prices:
        subtotal += price
    if subtotal == 0:
        return 0
    kept = []
    kept.append(subtotal)
    return math.ceil(subtotal)
`,
  'test_prices.py': `import unittest

from prices import rounded_total


class Prices(unittest.TestCase):
    def test_total(self):
        self.assertEqual(rounded_total([1.5, 2.2]), 4)


if __name__ == '__main__':
    unittest.main()
`,
  // The store, history and dependencies are there, too, and stay out of it.
  '.self-heal/kept.txt': 'kept\n',
  'node_modules/dep/index.js': 'module.exports = 1;\n',
};

function workspace(files: Readonly<Record<string, string>>): string {
  const root = fs.mkdtempSync(path.join(folder, 'w-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return root;
}

/** Every entry below a folder with its text and time of change. */
function snapshot(root: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of fs.readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const stat = fs.statSync(path.join(root, name));
    out[name] = stat.isFile() ? `${stat.mtimeMs} ${fs.readFileSync(path.join(root, name), 'latin1')}` : 'folder';
  }
  return out;
}

const env = (temporary: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NO_COLOR: '1',
  TMPDIR: temporary,
  PATH: `${path.join(REPO, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
});

function cli(root: string, ...args: string[]) {
  const temporary = fs.mkdtempSync(path.join(folder, 't-'));
  const ran = spawnSync(process.execPath, [CLI, 'selftest', ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 110_000,
    env: env(temporary),
  });
  const left = fs.readdirSync(temporary).filter((name) => name.startsWith('self-heal-selftest'));
  return { code: ran.status, out: ran.stdout, err: ran.stderr, left };
}

interface Told {
  readonly healed: number;
  readonly missed: number;
  readonly unnoticed: number;
  readonly proved: number;
  readonly restored: number;
  readonly slips: readonly { readonly file: string; readonly kind: string; readonly outcome: string; readonly line: number }[];
}

describe('F148: a self-test', () => {
  it('makes mistakes of several kinds, heals and proves them, and leaves the workspace and the temporary folder as they were', () => {
    const root = workspace(FILES);
    const before = snapshot(root);
    const { code, out, err, left } = cli(root, '--json', '--count', '5');
    const told = JSON.parse(out) as Told;
    expect(told.slips, err).toHaveLength(5);
    expect(new Set(told.slips.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(4);
    expect(told.healed + told.missed + told.unnoticed).toBe(5);
    expect(told.healed).toBeGreaterThanOrEqual(3);
    if (sandbox.holds) expect(told.proved).toBeGreaterThanOrEqual(1);
    expect(code).toBe(told.missed > 0 ? 1 : 0);
    expect(snapshot(root)).toEqual(before);
    expect(left).toEqual([]);
  }, 120_000);

  it('says the same in words', () => {
    const { out, err, code } = cli(workspace(FILES), '--count', '2', '--no-tests');
    expect(out).toMatch(/^healed {4}prices\.py:\d+ missing colon: SyntaxError: expected ':'$/m);
    expect(err).toMatch(/2 mistakes: 2 healed \(0 proved by tests, \d to the letter\), 0 missed/);
    expect(code).toBe(0);
  }, 120_000);

  it('without a place for a mistake it has tested nothing, and says so', () => {
    const { code, err } = cli(workspace({ 'a.py': 'x = 1\n' }));
    expect(code).toBe(2);
    expect(err).toContain('no place for a known mistake');
  }, 120_000);

  it('without a folder for temporary files it says so, without a stack', () => {
    const { status, stderr } = spawnSync(process.execPath, [CLI, 'selftest', '--no-tests'], {
      cwd: workspace(FILES),
      env: env(path.join(folder, 'no such folder')),
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^self-heal: The workspace could not be copied: ENOENT.*\n$/)]);
  }, 60_000);

  it('Ctrl+C in the middle leaves nothing behind', async () => {
    const root = workspace(FILES);
    const before = snapshot(root);
    const temporary = fs.mkdtempSync(path.join(folder, 't-'));
    const child = spawn(process.execPath, [CLI, 'selftest', '--count', '9'], {
      cwd: root,
      env: env(temporary),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(snapshot(root)).toEqual(before);
    expect(fs.readdirSync(temporary).filter((name) => name.startsWith('self-heal-selftest'))).toEqual([]);
  }, 120_000);
});
