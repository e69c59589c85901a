// LoRaTrainer of the API, with a program in the trainer's place: both spellings, what lies in its folder, what is refused.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LoRaConfig, LoRaTrainer, SelfHealError } from '../../../src/api';

let folder = '';
let python = '';
let data = '';
let base = '';

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lora-trainer-'));
  python = path.join(folder, 'python3');
  fs.writeFileSync(
    python,
    `#!/bin/sh\ncase "$*" in *find_spec*) echo '{"version":[3,12],"missing":[],"mlx":false,"venv":true}'; exit 0;; esac\nexec "${process.execPath}" "${path.join(import.meta.dirname, 'fake-trainer.mjs')}" "$@"\n`,
    { mode: 0o755 },
  );
  vi.stubEnv('FAKE_LOG', path.join(folder, 'log'));
  base = path.join(folder, 'small.gguf');
  fs.writeFileSync(base, 'GGUF and more');
  data = path.join(folder, 'pairs.jsonl');
  writePairs(60);
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(folder, { recursive: true, force: true });
});

function writePairs(count: number): void {
  const line = (n: number) =>
    JSON.stringify({
      error: `NameError: name 'x${n}' is not defined`,
      original_code: `y${n} = 1\nprint(x${n})\n`,
      patched_code: `y${n} = 1\nprint(y${n})\n`,
      error_info: { type: 'NameError', message: `name 'x${n}' is not defined`, patterns: [] },
      timestamp: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString(),
    });
  fs.writeFileSync(data, Array.from({ length: count }, (_, n) => `${line(n)}\n`).join(''));
}

const trainer = (over: Record<string, unknown> = {}) =>
  new LoRaTrainer({ model_name: base, output_dir: path.join(folder, 'out'), config: new LoRaConfig({ r: 4 }), python, ...over });

test('train() gives the metrics, and the folder has what the documents say', async () => {
  const metrics = await trainer().train(data);
  expect(metrics.train_loss).toBe(1.5);
  expect(metrics.evalLoss).toBe(1.2);
  expect(metrics.toDict()).toMatchObject({ train_loss: 1.5, eval_loss: 1.2, train_runtime: 12.5, epoch: 1 });
  const out = path.join(folder, 'out');
  expect(fs.readdirSync(out).sort()).toEqual([
    'adapter_config.json',
    'adapter_model.safetensors',
    'lora_config.json',
    'loss.svg',
    'metadata.json',
    'metrics.json',
    'training_history.jsonl',
  ]);
  // The documents' defaults, not those of the product.
  expect(JSON.parse(fs.readFileSync(path.join(out, 'lora_config.json'), 'utf8'))).toMatchObject({
    r: 4,
    target_modules: ['q_proj', 'v_proj'],
    learning_rate: 5e-5,
  });
  // Once more: what is there is replaced, the history grows.
  await trainer().train(data);
  expect(fs.readFileSync(path.join(out, 'training_history.jsonl'), 'utf8').trim().split('\n')).toHaveLength(4);
});

test('a training that fails leaves what was there', async () => {
  await trainer().train(data);
  const weights = path.join(folder, 'out', 'adapter_model.safetensors');
  const before = fs.statSync(weights).mtimeMs;
  vi.stubEnv('FAKE_DOES', 'die');
  await expect(trainer().train(data)).rejects.toMatchObject({
    code: 'not-available',
    message: expect.stringContaining('was killed') as string,
  });
  expect(fs.statSync(weights).mtimeMs).toBe(before);
  expect(fs.readdirSync(path.join(folder, 'out')).some((name) => name.includes('new') || name.startsWith('.training'))).toBe(false);
});

test('few pairs are refused, unless it is insisted on', async () => {
  writePairs(3);
  await expect(trainer().train(data)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('serve better as examples') as string,
  });
  expect((await trainer({ force: true }).train(data)).train_loss).toBe(1.5);
});

test('load_model() and save_model() in both spellings', async () => {
  const one = trainer();
  await expect(one.load_model()).rejects.toMatchObject({ code: 'ENOENT' });
  await one.train(data);
  const model = await one.loadModel();
  expect(model).toMatchObject({ path: path.join(folder, 'out'), parameters: 4 });
  const other = trainer({ output_dir: path.join(folder, 'copy') });
  await other.save_model(model);
  expect((await other.load_model()).parameters).toBe(4);
  fs.truncateSync(path.join(folder, 'copy', 'adapter_model.safetensors'), 40);
  await expect(other.loadModel()).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('damaged') as string });
});

test('evaluate_model() needs an adapter and a file', async () => {
  await expect(trainer().evaluate_model(path.join(folder, 'none.jsonl'))).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(trainer().evaluateModel(data)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('no such model, no such Python, no such file', async () => {
  await expect(trainer({ model_name: path.join(folder, 'none.gguf') }).train(data)).rejects.toMatchObject({ code: 'invalid' });
  await expect(trainer({ python: path.join(folder, 'none') }).train(data)).rejects.toMatchObject({ code: 'not-available' });
  await expect(trainer().train(path.join(folder, 'none.jsonl'))).rejects.toBeInstanceOf(SelfHealError);
});
