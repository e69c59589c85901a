// The real TRL and PEFT on a Llama of a few hundred kilobytes: what is learned from, what is made, what ends it, and what is left then.

import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LoRaConfig, LoRaTrainer } from '../../src/api';
import { AdapterRegistry, adaptersFolder, exportPairs } from '../../src/engine';
import {
  exampleFiles,
  look,
  makeFolder,
  makeTinyModel,
  openStore,
  plan,
  PYTHON,
  python,
  runJob,
  trained,
  TRAINER,
  workspaceWithPairs,
} from './real-trainer';

/** A busy machine takes minutes for what an idle one does in seconds. */
const LONG = 60 * 60_000;
const here = import.meta.dirname;
const cli = path.join(here, '../../dist/cli.js');

describe.skipIf(PYTHON === '')('a tiny Llama', { timeout: LONG }, () => {
  let folder = '';
  let base = '';
  beforeAll(async () => {
    folder = makeFolder();
    base = await makeTinyModel(folder);
  }, LONG);
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test('learns from the pairs of a workspace: held-out loss falls, PEFT loads the files, answers change', async () => {
    const workspace = workspaceWithPairs(path.join(folder, 'learns'));
    const store = openStore(workspace);
    try {
      const planned = await plan(
        { workspace, base, id: 'tiny', options: { num_train_epochs: 1, learning_rate: 5e-3, batch_size: 8 } },
        store,
      );
      expect(planned.refusals).toEqual([]);
      const { folder: adapter, metrics, history } = await trained(planned, store);
      expect(metrics.eval_loss).toBeLessThan((metrics.eval_loss_before ?? 0) - 0.1);
      expect(history.filter(({ eval_loss }) => eval_loss !== undefined).length).toBeGreaterThan(1);
      // Guessed beforehand, counted now: this tokenizer knows few words.
      expect(metrics.tokens).toBeGreaterThan(planned.tokens.perEpoch / 3);
      const record = new AdapterRegistry(adaptersFolder(workspace)).get('tiny')?.record;
      expect(record?.metrics?.eval_loss).toBe(metrics.eval_loss);
      expect(record?.trained_on?.count).toBe(planned.pairs.train + planned.pairs.valid);
      exampleFiles(folder, 1);
      const seen = await look(base, undefined, adapter, path.join(folder, 'valid.jsonl'));
      // Seven linear layers in each of two, two weights each.
      expect(seen.weights).toBe(2 * 7 * 2);
      expect(seen.moved).toBeGreaterThan(0.01);
      expect(seen.other).toBeGreaterThan(0);
      expect(fs.readdirSync(path.dirname(adapter)).filter((name) => name.startsWith('.training'))).toEqual(
        ['.training.lock'].filter((name) => fs.existsSync(path.join(path.dirname(adapter), name))),
      );
    } finally {
      store.close();
    }
  });

  test('the loss is taken on the answers and nothing else', async () => {
    const at = path.join(folder, 'mask');
    fs.mkdirSync(at);
    fs.writeFileSync(path.join(at, 'job.json'), JSON.stringify({ base, output: '.', threads: 1, ...exampleFiles(at, 12) }));
    const rows = JSON.parse(
      (await python([path.join(here, 'mask.py'), TRAINER, path.join(at, 'job.json')])).trim().split('\n').at(-1) ?? '',
    ) as readonly {
      learned: string;
      asked: string;
      answer: string;
      question: string;
    }[];
    expect(rows).toHaveLength(8);
    for (const { learned, asked, answer, question } of rows) {
      expect(learned.replace(/\s+$/, '')).toBe(`${answer}<|im_end|>`);
      expect(asked).toContain(question);
      expect(asked).not.toContain(answer);
      expect(asked.endsWith('<|im_start|>assistant\n')).toBe(true);
    }
  });

  test('LoRaTrainer of the API: train, load, measure', async () => {
    const file = path.join(folder, 'pairs.jsonl');
    const store = openStore(workspaceWithPairs(path.join(folder, 'api')));
    const exported = await exportPairs(store, file, { until: '2100-01-01T00:00:00.000Z' });
    store.close();
    expect(exported.ok).toBe(true);
    // Enough to be trained on, and no more: each is measured twice.
    const lines = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
    fs.writeFileSync(
      file,
      lines
        .filter((_, i) => i % 5 === 0)
        .map((line) => `${line}\n`)
        .join(''),
    );
    const config = new LoRaConfig({
      target_modules: ['q_proj', 'v_proj'],
      learning_rate: 5e-3,
      num_train_epochs: 0.5,
      batch_size: 8,
      warmup_steps: 2,
    });
    const trainer = new LoRaTrainer({ model_name: base, output_dir: path.join(folder, 'out'), config, python: PYTHON });
    const metrics = await trainer.train(file);
    expect(metrics.eval_loss).not.toBeNull();
    const model = await trainer.load_model();
    // Two layers, two projections with rank 8 each: 64 → 64 and 64 → 32.
    expect(model.parameters).toBe(2 * (8 * (64 + 64) + 8 * (64 + 32)));
    const measured = await trainer.evaluate_model(file, { answers: 4 });
    expect(measured.eval_loss).toBeLessThan(measured.base_loss);
    expect(measured).toMatchObject({ asked: 4, exact: 0, base_exact: 0 });
  });

  test('what is too long is dropped and counted, never cut', async () => {
    const at = path.join(folder, 'long');
    fs.mkdirSync(at);
    const files = exampleFiles(at, 12);
    const lines = fs.readFileSync(path.join(at, 'train.jsonl'), 'utf8');
    fs.appendFileSync(path.join(at, 'train.jsonl'), lines.split('\n')[0]?.replace('print(items0)', 'print(items0) '.repeat(200)) ?? '');
    const { code, events } = await runJob(at, { base, ...files, num_train_epochs: 0.5, max_length: 200 });
    expect(code).toBe(0);
    expect(events.find(({ event }) => event === 'counted')).toMatchObject({ examples: 12, dropped: 1 });
    expect(events.find(({ event }) => event === 'done')).toMatchObject({ metrics: { dropped: 1 } });
  });

  test.each(['dpo', 'kto'] as const)('%s follows on what was learned', async (method) => {
    const at = path.join(folder, method);
    fs.mkdirSync(at);
    const files = exampleFiles(at, 8);
    const examples = fs
      .readFileSync(path.join(at, 'train.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { prompt: unknown; completion: unknown });
    const wrong = [{ role: 'assistant', content: 'pass' }];
    const records =
      method === 'dpo'
        ? examples.map(({ prompt, completion }) => ({ prompt, chosen: completion, rejected: wrong }))
        : examples.flatMap(({ prompt, completion }) => [
            { prompt, completion, label: true },
            { prompt, completion: wrong, label: false },
          ]);
    fs.writeFileSync(path.join(at, 'more.jsonl'), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    const { code, events } = await runJob(at, {
      base,
      ...files,
      methods: ['sft', method],
      [method === 'dpo' ? 'preference' : 'labelled']: 'more.jsonl',
      num_train_epochs: 2,
      warmup_steps: 0,
      learning_rate: 5e-3,
    });
    expect(events.filter(({ event }) => event === 'failed')).toEqual([]);
    expect(code).toBe(0);
    expect(events.some(({ event, method: of }) => event === 'point' && of === method)).toBe(true);
    expect((await look(base, undefined, path.join(at, 'adapter'), path.join(at, 'valid.jsonl'))).moved).toBeGreaterThan(0);
  });

  test('killed with whoever started it, it registers nothing, leaves no process, and goes on from its checkpoint', async () => {
    const workspace = workspaceWithPairs(path.join(folder, 'killed'));
    const args = [
      cli,
      'adapters',
      'train',
      '--base',
      base,
      '--id',
      'killed',
      '--python',
      PYTHON,
      '--threads',
      '1',
      '--yes',
      '--workspace',
      workspace,
      '--set',
      'num_train_epochs=1',
      '--set',
      'learning_rate=0.005',
    ];
    const run = path.join(adaptersFolder(workspace), '.training-killed');
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    const checkpoint = await waitFor(() => {
      const at = path.join(run, 'checkpoints', 'sft');
      return fs.existsSync(at) && fs.readdirSync(at).find((name) => fs.existsSync(path.join(at, name, 'trainer_state.json')));
    }, LONG / 2);
    const trainers = await pidsOf(run);
    expect(trainers.length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await waitFor(async () => (await pidsOf(run)).length === 0, 120_000);
    expect(new AdapterRegistry(adaptersFolder(workspace)).list()).toEqual([]);
    expect(fs.existsSync(path.join(adaptersFolder(workspace), 'killed'))).toBe(false);
    const second = await execute(args);
    expect(second.err).toContain('going on from the last checkpoint');
    expect(second.code).toBe(0);
    expect(second.out).toContain('held-out loss');
    expect(new AdapterRegistry(adaptersFolder(workspace)).get('killed')).toBeDefined();
    expect(fs.existsSync(run)).toBe(false);
    expect(checkpoint).toMatch(/^checkpoint-\d+$/);
  });

  test.each([
    ['no hub', 'no-hub', undefined],
    ['a gated model', 'gated', { status: 403, code: 'GatedRepo' }],
    ['no such model', 'wrong-base', { status: 404, code: 'RepoNotFound' }],
  ] as const)('%s is one sentence', async (name, reason, answer) => {
    const at = path.join(folder, name.replaceAll(' ', '-'));
    fs.mkdirSync(at);
    const hub = answer
      ? http.createServer((_, response) =>
          response.writeHead(answer.status, { 'X-Error-Code': answer.code, 'X-Error-Message': 'no' }).end('{"error":"no"}'),
        )
      : undefined;
    await new Promise<void>((resolve) => (hub ? hub.listen(0, '127.0.0.1', resolve) : resolve()));
    const address = hub?.address();
    const port = typeof address === 'object' && address !== null ? address.port : 9;
    try {
      const { code, events } = await runJob(
        at,
        { base: 'somebody/some-model-1B', ...exampleFiles(at, 8) },
        { HF_ENDPOINT: `http://127.0.0.1:${port}`, HF_HOME: at, HF_HUB_DISABLE_XET: '1' },
      );
      expect(code).toBe(1);
      expect(events.at(-1)).toMatchObject({ event: 'failed', reason });
      expect(String(events.at(-1)?.['message'])).toMatch(/^The(?:re is no)? model somebody\/some-model-1B|^There is no model/);
      expect(fs.existsSync(path.join(at, 'adapter'))).toBe(false);
    } finally {
      hub?.close();
    }
  });

  test('layers that the model does not have are one sentence', async () => {
    const at = path.join(folder, 'layers');
    fs.mkdirSync(at);
    const { events } = await runJob(at, { base, ...exampleFiles(at, 8), target_modules: ['c_attn'] });
    expect(events.at(-1)).toMatchObject({
      event: 'failed',
      reason: 'wrong-base',
      message: `The model ${base} has none of the layers that target_modules names.`,
    });
  });

  test('two processes that train together, the script unchanged', async () => {
    const at = path.join(folder, 'two');
    fs.mkdirSync(at);
    fs.writeFileSync(
      path.join(at, 'job.json'),
      JSON.stringify({ base, output: '.', threads: 1, device: 'cpu', num_train_epochs: 1, learning_rate: 5e-3, ...exampleFiles(at, 32) }),
    );
    // As `accelerate launch` starts them on several GPUs.
    const out = await python(['-m', 'torch.distributed.run', '--standalone', '--nproc_per_node', '2', TRAINER, path.join(at, 'job.json')], {
      ACCELERATE_USE_CPU: 'true',
    });
    const events = out
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { event: string; metrics?: { steps: number } });
    const done = events.filter(({ event }) => event === 'done');
    // One of the two speaks; each step is of both.
    expect(done).toHaveLength(1);
    expect(done[0]?.metrics?.steps).toBe(2);
    expect(fs.existsSync(path.join(at, 'adapter', 'adapter_model.safetensors'))).toBe(true);
  });
});

async function waitFor<T>(look: () => T | undefined | false | Promise<T | undefined | false>, ms: number): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > until) throw new Error('It did not come.');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Processes that have the folder in their command line. */
const pidsOf = (folder: string): Promise<readonly string[]> =>
  new Promise((resolve) =>
    execFile('pgrep', ['-f', path.join(folder, 'job.json')], (_, out) => {
      resolve(out.split('\n').filter(Boolean));
    }),
  );

const execute = (
  args: readonly string[],
): Promise<{ readonly code: number | string | null | undefined; readonly out: string; readonly err: string }> =>
  new Promise((resolve) =>
    execFile(process.execPath, [...args], { maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      resolve({ code: error ? error.code : 0, out, err });
    }),
  );
