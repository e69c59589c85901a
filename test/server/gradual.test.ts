// F089 in the real programs: a rule goes one, half, all, with the project's own tests between the steps.

import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';
import type { ApplyRule, CheckStep } from '../../src/protocol';
import { WARN_RULE } from '../support/warn-rule';
import { LspClient } from './client';

const CLI = path.resolve(__dirname, '../..', process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
const { sandbox } = await findSandbox();

/** `limit`: numbers from there on go through `warn` alone. */
const files = (limit: number): Readonly<Record<string, string>> => ({
  'log.py': `def warn(n):\n    return n\n\ndef warning(n):\n    if n >= ${limit}:\n        raise ValueError(n)\n    return n\n`,
  'app.py':
    'import log\n\ndef one():\n    return log.warn(1)\n\ndef two():\n    return log.warn(2)\n\ndef three():\n    return log.warn(3)\n\ndef four():\n    return log.warn(4)\n',
  'test_app.py':
    'import unittest\nimport app\n\nclass Test(unittest.TestCase):\n    def test_all(self):\n        self.assertEqual([app.one(), app.two(), app.three(), app.four()], [1, 2, 3, 4])\n',
  '.self-heal/rules/warn.yml': WARN_RULE,
});

let folder = '';
beforeAll(() => {
  if (!fs.existsSync(CLI)) throw new Error('dist/cli.js is missing: run `npm run build` first.');
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-gradual-')));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function project(limit: number): string {
  const root = fs.mkdtempSync(path.join(folder, 'w-'));
  for (const [name, text] of Object.entries(files(limit))) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return root;
}
const cli = (root: string, ...args: string[]) =>
  spawnSync(process.execPath, [CLI, ...args], { cwd: root, encoding: 'utf8', timeout: 120_000, env: { ...process.env, NO_COLOR: '1' } });
const app = (root: string): string => fs.readFileSync(path.join(root, 'app.py'), 'utf8');

describe.runIf(sandbox.holds)('with a sandbox', { timeout: 180_000 }, () => {
  it('F089: rules apply --gradual writes all where every step holds, and nothing without --apply', () => {
    const root = project(9);
    const shown = cli(root, 'rules', 'apply', '--gradual');
    expect(shown.stdout).toContain('every step held; --apply writes it');
    expect(app(root)).toBe(files(9)['app.py']);
    const written = cli(root, 'rules', 'apply', '--gradual', '--apply', '--json');
    const { rules } = JSON.parse(written.stdout) as {
      rules: { ended: string; steps: { places: number; of: number; held: boolean; tests: { counts: { passed: number } }[] }[] }[];
    };
    expect(rules[0]?.ended).toBe('done');
    expect(rules[0]?.steps.map(({ places, of, held, tests }) => [places, of, held, tests[0]?.counts.passed])).toEqual([
      [1, 4, true, 1],
      [2, 4, true, 1],
      [4, 4, true, 1],
    ]);
    expect(written.status).toBe(0);
    expect(app(root)).not.toContain('log.warn(');
  });

  it('F089: it stops at the first step with which a test fails, and takes all back', () => {
    const root = project(2);
    const { status, stdout } = cli(root, 'rules', 'apply', '--gradual', '--apply');
    expect(status).toBe(1);
    expect(stdout).toMatch(/tests that passed before fail with it/);
    expect(stdout).toContain('stopped, and all of it is taken back');
    expect(stdout).not.toContain('4 of 4');
    expect(app(root)).toBe(files(2)['app.py']);
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('F089: ended by %s between two steps it leaves the files as they were', async (signal) => {
    const root = project(9);
    // The last step takes long enough to be cut off.
    fs.writeFileSync(
      path.join(root, 'log.py'),
      'import time\n\ndef warn(n):\n    return n\n\ndef warning(n):\n    if n == 4:\n        time.sleep(8)\n    return n\n',
    );
    const child = spawn(process.execPath, [CLI, 'rules', 'apply', '--gradual', '--apply', '--json'], { cwd: root });
    let out = '';
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    try {
      await expect.poll(() => app(root).split('log.warning(').length - 1, { timeout: 60_000, interval: 20 }).toBe(2);
      child.kill(signal);
      const code = await ended;
      if (signal === 'SIGINT') {
        expect(code).toBe(130);
        expect(JSON.parse(out)).toMatchObject({ rules: [{ ended: 'cancelled', steps: [{ places: 1 }, { places: 2 }], files: [] }] });
      }
      await expect.poll(() => app(root), { timeout: 20_000 }).toBe(files(9)['app.py']);
      expect(fs.readdirSync(root).filter((name) => /^\..+\.self-heal$/.test(name))).toEqual([]);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('F089: the editor is told of each step before it puts it in', async () => {
    const root = project(3);
    const client = await LspClient.start([root], { hasCommands: true });
    try {
      const name = { folder: pathToFileURL(root).href, id: 'warn', file: pathToFileURL(path.join(root, '.self-heal/rules/warn.yml')).href };
      const plan: ApplyRule.Plan = await client.connection.sendRequest('selfHeal/rules/apply', name);
      expect(plan.files[0]?.healed).toHaveLength(4);
      const step = (number: number): Promise<CheckStep.Answer> =>
        client.connection.sendRequest('selfHeal/rules/checkStep', { step: number });
      const first = await step(0);
      expect(first).toMatchObject({ places: 1, of: 4, next: 2, regressed: false });
      expect(first.words).toMatch(/1 test passes$/);
      expect(first.files[0]?.after).toBe(files(3)['app.py']?.replace('log.warn(1)', 'log.warning(1)'));
      expect(await step(1)).toMatchObject({ places: 2, next: 4, regressed: false });
      const last = await step(2);
      expect(last).toMatchObject({ places: 4, regressed: true });
      expect(last.next).toBeUndefined();
      expect(app(root)).toBe(files(3)['app.py']);
      expect(await step(3)).toMatchObject({ reason: 'nothing-to-heal' });
    } finally {
      await client.stop();
    }
  });
});
