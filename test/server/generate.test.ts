// F142 in the terminal: `self-heal generate` with a model behind a real HTTP server.

import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';
import { modelServer, whole, type ModelServerAtHand } from '../support/rude-model-server';

const CLI = path.resolve(__dirname, '../..', process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
const { sandbox } = await findSandbox();
let folder = '';
let server: ModelServerAtHand | undefined;

beforeAll(() => {
  if (!fs.existsSync(CLI)) throw new Error('dist/cli.js is missing: run `npm run build` first.');
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-generate-')));
  fs.writeFileSync(path.join(folder, 'spec.md'), 'double(n) is twice n.\n');
  fs.writeFileSync(
    path.join(folder, 'test_double.py'),
    'import unittest\nfrom double import double\n\nclass Test(unittest.TestCase):\n    def test_two(self):\n        self.assertEqual(double(2), 4)\n        self.assertEqual(double(3), 6)\n',
  );
});
afterEach(() => server?.close());
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const cli = (...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], { cwd: folder, timeout: 120_000 }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });

describe.runIf(sandbox.holds)('with a sandbox', { timeout: 180_000 }, () => {
  it('F142: prints a file that passes its tests, writes it with --apply, and never over one that is there', async () => {
    server = await modelServer((response) => whole(response, '```python\ndef double(n):\n    return n * 2\n```\n'));
    const how = ['--tests', 'test_double.py', '--output', 'double.py', '--model', 'm', '--base-url', server.url];
    const shown = await cli('generate', 'spec.md', ...how);
    expect(shown).toMatchObject({ code: 0, out: 'def double(n):\n    return n * 2\n' });
    expect(fs.existsSync(path.join(folder, 'double.py'))).toBe(false);
    const written = await cli('generate', 'spec.md', ...how, '--apply', '--json');
    expect(JSON.parse(written.out)).toMatchObject({ ended: 'proved', drafts: 1, written: true });
    expect(fs.readFileSync(path.join(folder, 'double.py'), 'utf8')).toBe('def double(n):\n    return n * 2\n');
    expect(await cli('generate', 'spec.md', ...how)).toMatchObject({ code: 2 });
    expect(server.asked).toHaveLength(2);
  });

  it('a file that somebody makes while the model answers stays as it is', async () => {
    const file = path.join(folder, 'meanwhile.py');
    fs.writeFileSync(
      path.join(folder, 'test_meanwhile.py'),
      fs.readFileSync(path.join(folder, 'test_double.py'), 'utf8').replace('from double', 'from meanwhile'),
    );
    server = await modelServer((response) => {
      fs.writeFileSync(file, 'MINE = 1\n');
      whole(response, '```python\ndef double(n):\n    return n * 2\n```\n');
    });
    const how = ['--tests', 'test_meanwhile.py', '--output', 'meanwhile.py', '--model', 'm', '--base-url', server.url, '--apply'];
    expect(await cli('generate', 'spec.md', ...how)).toMatchObject({
      code: 2,
      err: expect.stringContaining('it is there already') as string,
    });
    expect(fs.readFileSync(file, 'utf8')).toBe('MINE = 1\n');
  });

  it.skipIf(process.platform === 'win32')('a workspace that is named by a link, and a name that begins with two dots', async () => {
    server = await modelServer((response) => whole(response, '```python\ndef double(n):\n    return n * 2\n```\n'));
    const link = `${folder}-link`;
    fs.symlinkSync(folder, link);
    const made = await cli(
      ...['generate', 'spec.md', '--tests', 'test_double.py', '--output', path.join(link, '..twice.py'), '--workspace', link],
      ...['--model', 'm', '--base-url', server.url, '--command', 'ln -s ..twice.py double.py && python3 -m unittest -v'],
    );
    fs.rmSync(link);
    expect(made.err).not.toContain('outside of the workspace');
  });
});

it('a folder that is not there is told before a model is asked', async () => {
  const asked = await cli(
    ...[
      'generate',
      'spec.md',
      '--tests',
      'test_double.py',
      '--output',
      'no/double.py',
      '--model',
      'm',
      '--base-url',
      'http://127.0.0.1:9/v1',
    ],
  );
  expect(asked).toMatchObject({ code: 2, err: expect.stringContaining('its folder is not there') as string });
});

it('F142: without a model, tests or an output it says what is missing, and nothing is sent', async () => {
  expect((await cli('generate', 'spec.md', '--tests', 'test_double.py', '--output', 'new.py')).err).toContain('name one with --model');
  expect(await cli('generate', 'spec.md', '--output', 'new.py')).toMatchObject({ code: 2 });
  expect(
    await cli(
      'generate',
      'spec.md',
      '--tests',
      'test_double.py',
      '--output',
      '/elsewhere/new.py',
      '--model',
      'm',
      '--base-url',
      'http://127.0.0.1:9/v1',
    ),
  ).toMatchObject({ code: 2 });
});
