// `self-heal adapters train`, with a program in the trainer's place.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { train } from '../../../src/cli/verbs/adapters/train';
import { redactPairs } from '../../../src/engine/learn/redact-pair';
import { samplePair } from '../pair-samples';
import { useStoreFolder } from '../store-folder';

const folder = useStoreFolder();
let bin = '';
let out = '';
let err = '';

beforeEach(() => {
  bin = fs.mkdtempSync(path.join(os.tmpdir(), 'fake-python-'));
  const base = path.join(bin, 'base');
  fs.mkdirSync(base);
  fs.writeFileSync(path.join(base, 'only.gguf'), 'GGUF and more');
  fs.writeFileSync(
    path.join(bin, 'python3'),
    `#!/bin/sh\ncase "$*" in *find_spec*) echo '{"version":[3,12],"missing":[],"mlx":false,"venv":true}'; exit 0;; esac\nexec "${process.execPath}" "${path.join(import.meta.dirname, 'fake-trainer.mjs')}" "$@"\n`,
    { mode: 0o755 },
  );
  vi.stubEnv('FAKE_LOG', path.join(bin, 'log'));
  [out, err] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  fs.rmSync(bin, { recursive: true, force: true });
});

async function pairs(count: number): Promise<void> {
  const store = folder.open({ maxPairs: 1_000 });
  store.insertMany(
    await redactPairs(Array.from({ length: count }, (_, n) => samplePair(n, { signature: { shape: `kind ${n % 10}`, holes: {} } }))),
  );
}
const verb = (...more: readonly string[]): number | Promise<number> =>
  train.run(['--base', path.join(bin, 'base'), '--id', 'one', '--python', path.join(bin, 'python3'), '--workspace', folder.path, ...more]);
const adapters = (): readonly string[] => {
  const at = path.join(folder.path, '.self-heal', 'adapters');
  return fs.existsSync(at) ? fs.readdirSync(at).filter((name) => name !== '.training.lock') : [];
};

test('a script gets the dry run, and no training without --yes', async () => {
  await pairs(60);
  expect(await verb()).toBe(0);
  expect(err).toMatch(/^Adapter {3}one, on top of .*\nPairs {5}\d+ to learn from, /);
  expect(err).toContain('nothing was trained; --yes starts it.');
  expect(adapters()).toEqual([]);
  expect(fs.existsSync(path.join(bin, 'log'))).toBe(false);
});

test('with --yes it trains, tells how it goes, and what it came to', async () => {
  await pairs(60);
  expect(await verb('--yes', '--set', 'num_train_epochs=1', '--set', 'target_modules=q_proj,v_proj')).toBe(0);
  expect(err).toContain('default: r 8, alpha 16, q_proj v_proj');
  expect(err).toContain('step 4 of 4, epoch 1.0, loss 2.000, held-out loss 1.400, 1 s left');
  expect(out).toMatch(/^one is in .*: 4 steps, loss 1\.500; held-out loss 2\.100 → 1\.200; 2 pairs were too long\.\n/);
  expect(adapters()).toEqual(['one']);
});

test('--dry-run --json is the plan', async () => {
  await pairs(60);
  expect(await verb('--dry-run', '--json')).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ id: 'one', preset: 'default', refusals: [] });
});

test('three pairs: exit code 2 and the sentence', async () => {
  await pairs(3);
  expect(await verb('--yes')).toBe(2);
  expect(err).toContain('serve better as examples');
  expect(adapters()).toEqual([]);
});

test.each([
  [['--preset', 'none'], '--preset takes default, saplings, gasa'],
  [['--set', 'r'], '--set takes NAME=VALUE'],
  [['--set', 'rank=3'], 'The option rank of the adapter'],
  [['--set', 'r=many'], 'The option r of the adapter'],
  [['--yes', '--dry-run'], 'contradict each other'],
  [['--generic', 'some'], 'The share of generic pairs'],
  [['more'], 'takes no'],
])('%j is bad usage', async (more, words) => {
  await pairs(60);
  await expect(async () => verb(...more)).rejects.toThrow(words);
});

test('a trainer that is killed: exit code 1, and nothing registered', async () => {
  await pairs(60);
  vi.stubEnv('FAKE_DOES', 'die');
  expect(await verb('--yes')).toBe(1);
  expect(err).toContain('The training was killed (SIGKILL)');
  expect(adapters()).toEqual([]);
});

test('Ctrl+C ends it after the step; the same call goes on', async () => {
  await pairs(60);
  vi.stubEnv('FAKE_DOES', 'wait');
  const running = verb('--yes');
  await vi.waitFor(() => expect(err).toContain('step 0 of 4'), 20_000);
  process.emit('SIGINT');
  expect(await running).toBe(130);
  expect(err).toContain('The same training goes on from its last checkpoint.');
  expect(adapters()).toEqual(['.training-one']);
  vi.stubEnv('FAKE_DOES', 'train');
  expect(await verb('--yes')).toBe(0);
  expect(err).toContain('goes on from step 2 if nothing has changed since');
  expect(adapters()).toEqual(['one']);
  expect(process.listenerCount('SIGINT')).toBe(0);
});

test('GPUs that are not there are said to be missing before anything starts', async () => {
  await pairs(60);
  expect(await verb('--dry-run', '--gpus', '4')).toBe(0);
  expect(err).toMatch(/4 GPUs were asked for, and (?:none|\d) will train\./);
});

test('a file of pairs that holds none is named', async () => {
  const file = path.join(bin, 'pairs.jsonl');
  fs.writeFileSync(file, '\n');
  await expect(Promise.resolve().then(() => verb('--dry-run', '--pairs', file))).rejects.toThrow(`${file} holds no pair that can be read.`);
});

test.each(['CON', 'con.old', 'LPT1', 'ends.'])('%s is no name for an adapter: on some systems it is no name for a folder', async (id) => {
  await pairs(60);
  await expect(Promise.resolve().then(() => verb('--dry-run', '--id', id))).rejects.toThrow('An adapter’s id is');
});
