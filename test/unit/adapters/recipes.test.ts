// The folders that other trainers get: data and a whole configuration, and what is wrong with a call.

import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { optionsOf, recipes, type Recipe } from '../../../src/engine';
import { redactPairs } from '../../../src/engine/learn/redact-pair';
import { samplePair } from '../pair-samples';
import { useStoreFolder, valueOf } from '../store-folder';

const folder = useStoreFolder();
const recipe = (id: string): Recipe => recipes.find((one) => one.id === id) ?? expect.fail(id);
const BASE = 'org/model: "odd"';

async function written(id: string, pairs = 40): Promise<Record<string, string>> {
  const store = folder.open();
  const all = Array.from({ length: pairs }, (_, n) =>
    samplePair(n, {
      signature: { shape: `mistake ${n % 8}`, holes: {} },
      recordedAt: new Date(Date.UTC(2026, 0, 1 + (n % 8))).toISOString(),
    }),
  );
  valueOf(store.insertMany(await redactPairs(all)));
  const output = path.join(folder.path, id);
  const done = await recipe(id).write({ output, training: { base: BASE, options: valueOf(optionsOf('default')), store } });
  for (const file of valueOf(done).files) expect(fs.existsSync(file)).toBe(true);
  return Object.fromEntries(fs.readdirSync(output).map((name) => [name, fs.readFileSync(path.join(output, name), 'utf8')]));
}

test('Axolotl: a configuration that names the model, the adapter, the data and our options, and cuts nothing off', async () => {
  const files = await written('axolotl');
  const config = parse(files['axolotl.yml'] ?? '') as Record<string, unknown>;
  expect(config).toMatchObject({
    base_model: BASE,
    adapter: 'lora',
    lora_r: 8,
    lora_alpha: 16,
    lora_target_linear: true,
    learning_rate: 2e-4,
  });
  expect(config).toMatchObject({ excess_length_strategy: 'drop', train_on_inputs: false, load_best_model_at_end: true });
  const data = [...(config['datasets'] as { path: string }[]), ...(config['test_datasets'] as { path: string }[])];
  for (const { path: name } of data) expect(files[name.replace('./', '')]?.split('\n').length).toBeGreaterThan(1);
});

test('LLaMA-Factory: its datasets are those of dataset_info.json', async () => {
  const files = await written('llama-factory');
  const config = parse(files['train.yml'] ?? '') as Record<string, unknown>;
  expect(config).toMatchObject({
    model_name_or_path: BASE,
    stage: 'sft',
    finetuning_type: 'lora',
    lora_rank: 8,
    lora_target: 'all',
    learning_rate: 2e-4,
  });
  const known = JSON.parse(files['dataset_info.json'] ?? '{}') as Record<string, { file_name: string }>;
  for (const name of [config['dataset'], config['eval_dataset']]) expect(files[known[name as string]?.file_name ?? '']).toBeDefined();
});

test('accelerate: the trainer, its job and what divides the weights', async () => {
  const files = await written('accelerate');
  const job = JSON.parse(files['job.json'] ?? '{}') as Record<string, unknown>;
  expect(job).toMatchObject({ base: BASE, train: 'train.jsonl', target_modules: ['all-linear'], max_length: 2048 });
  expect(files['train.jsonl']?.split('\n').length).toBeGreaterThan(10);
  expect(files['train_lora.py']).toContain('class Job');
  expect(parse(files['fsdp.yml'] ?? '')).toMatchObject({ distributed_type: 'FSDP', fsdp_config: { fsdp_version: 2 } });
});

test('Ray: one file, which is the script', async () => {
  const output = path.join(folder.path, 'on ray.py');
  const done = valueOf(await recipe('ray').write({ output }));
  expect(done.files).toEqual([output]);
  expect(fs.readFileSync(output, 'utf8')).toMatch(/^# \/\/\/ script\n/);
  expect(done.next[1]).toContain(`'${output}'`);
});

test('without pairs, and into a file, it is said', async () => {
  const store = folder.open();
  const training = { base: BASE, options: valueOf(optionsOf('default')), store };
  for (const { id, isTraining, write } of recipes.filter((one) => one.isTraining)) {
    expect(isTraining && (await write({ output: path.join(folder.path, `empty-${id}`), training }))).toMatchObject({
      ok: false,
      reason: 'no-pairs',
    });
    fs.writeFileSync(path.join(folder.path, `file-${id}`), 'mine');
    expect(await write({ output: path.join(folder.path, `file-${id}`), training })).toMatchObject({ ok: false, reason: 'not-written' });
    expect(fs.readFileSync(path.join(folder.path, `file-${id}`), 'utf8')).toBe('mine');
    expect(await write({ output: path.join(folder.path, 'x') })).toMatchObject({ ok: false, reason: 'invalid' });
  }
});
