// A training from the request to the adapter in its folder, with a program in the trainer's place: what is refused before anything starts, what ends it, and what
// is left then. The real trainer is run by the layer `adapters`.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AdapterRegistry } from '../../../src/engine/adapt/adapter-registry';
import { planTraining } from '../../../src/engine/adapt/training/plan-training';
import { planLines } from '../../../src/engine/adapt/training/plan-words';
import { train } from '../../../src/engine/adapt/training/train';
import type { TrainingPlan, TrainingProgress, TrainingRequest } from '../../../src/engine/adapt/training/training';
import { PROMPT_VERSION, promptHash } from '../../../src/engine/learn/exchange/prompt';
import { redactPairs } from '../../../src/engine/learn/redact-pair';
import type { SuccessPair } from '../../../src/engine/learn/pair';
import type { PairStore } from '../../../src/engine/learn/store/pair-store';
import { samplePair } from '../pair-samples';
import { useStoreFolder } from '../store-folder';

const here = import.meta.dirname;
const ALL = '{"version":[3,12],"missing":[],"mlx":false,"venv":true}';
const BARE = '{"version":[3,12],"missing":["torch","trl"],"mlx":false,"venv":true}';

let bin = '';
let base = '';
const folder = useStoreFolder();

beforeEach(() => {
  bin = fs.mkdtempSync(path.join(os.tmpdir(), 'fake-python-'));
  base = path.join(bin, 'base');
  writeModel(base);
});
afterEach(() => fs.rmSync(bin, { recursive: true, force: true }));

/** A folder that looks like a small model. */
function writeModel(at: string, cut = 0): void {
  fs.mkdirSync(at, { recursive: true });
  fs.writeFileSync(path.join(at, 'config.json'), '{}');
  const head = Buffer.from(JSON.stringify({ w: { dtype: 'F32', shape: [10, 10], data_offsets: [0, 400] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(head.length));
  fs.writeFileSync(path.join(at, 'model.safetensors'), Buffer.concat([length, head, Buffer.alloc(400 - cut)]));
}

/** A program on PATH that answers what a Python would, and runs the trainer's stand-in for everything else. */
function program(name: string): void {
  fs.writeFileSync(
    path.join(bin, name),
    `#!/bin/sh\ncase "$*" in *find_spec*) echo "$FAKE_PROBE"; exit 0;; esac\nexec "${process.execPath}" "${path.join(here, 'fake-trainer.mjs')}" "$@"\n`,
    { mode: 0o755 },
  );
}

const env = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: bin,
  HOME: bin,
  XDG_CACHE_HOME: path.join(bin, 'cache'),
  FAKE_LOG: path.join(bin, 'log'),
  FAKE_PROBE: ALL,
  ...more,
});
const started = (): readonly (readonly string[])[] =>
  fs.existsSync(path.join(bin, 'log'))
    ? fs
        .readFileSync(path.join(bin, 'log'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as string[])
    : [];

/** Pairs of several mistakes, the later ones younger. */
async function storeOf(count: number, over: (n: number) => Partial<SuccessPair> = () => ({})): Promise<PairStore> {
  const store = folder.open({ maxPairs: 10_000 });
  const pairs = Array.from({ length: count }, (_, n) => {
    const kind = Math.floor((n * 10) / count);
    const at = new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();
    return samplePair(n, { signature: { shape: `kind ${kind}`, holes: {} }, errorType: `Error${kind}`, recordedAt: at, ...over(n) });
  });
  const inserted = store.insertMany(await redactPairs(pairs));
  expect(inserted.ok).toBe(true);
  return store;
}

const request = (over: Partial<TrainingRequest> = {}): TrainingRequest => ({ workspace: folder.path, base, id: 'one', ...over });

async function planned(store: PairStore, over: Partial<TrainingRequest> = {}, more: NodeJS.ProcessEnv = {}): Promise<TrainingPlan> {
  const plan = await planTraining(request(over), store, undefined, env(more));
  if (!plan.ok) throw new Error(plan.message);
  return plan.value;
}

/** What the adapters' folder holds. */
const left = (): readonly string[] => {
  const at = path.join(folder.path, '.self-heal', 'adapters');
  return fs.existsSync(at) ? fs.readdirSync(at).sort() : [];
};

describe('the dry run', () => {
  test('counts, guesses, and writes nothing', async () => {
    program('python3');
    const store = await storeOf(300);
    const plan = await planned(store);
    expect(plan.refusals).toEqual([]);
    expect(plan.pairs.train + plan.pairs.valid + plan.pairs.test + (plan.pairs.leftOut['after-test'] ?? 0)).toBe(300);
    expect(plan.pairs.valid).toBeGreaterThan(10);
    expect(plan.pairs.test).toBeGreaterThan(10);
    // A fifth of what is learned is generic.
    expect(plan.pairs.generic / (plan.pairs.generic + plan.pairs.train)).toBeCloseTo(0.2, 1);
    expect(plan.tokens.perEpoch).toBeGreaterThan(plan.pairs.train * 100);
    expect(plan.options).toMatchObject({ r: 8, lora_alpha: 16, target_modules: ['all-linear'], learning_rate: 2e-4, num_train_epochs: 3 });
    expect(plan.options.batch_size * plan.options.gradient_accumulation_steps).toBeLessThan(32);
    expect(plan.methods).toEqual(['sft']);
    expect(plan.launcher).toMatchObject({ kind: 'python', downloads: false });
    expect(plan.memory.needed).toBeGreaterThan(0);
    expect(plan.seconds).toBeGreaterThan(0);
    expect(planLines(plan).join('\n')).toContain('240 to learn from');
    expect(left()).toEqual([]);
    expect(started()).toEqual([]);
  });

  test('three pairs serve better as examples, unless it is insisted on', async () => {
    program('python3');
    const store = await storeOf(3);
    const plan = await planned(store);
    expect(plan.refusals.map(({ reason }) => reason)).toEqual(['too-few']);
    expect(plan.refusals[0]?.message).toMatch(/^There are 3 pairs; a training needs 50 or more\. So few serve better as examples/);
    const ended = await train(plan, { store, env: env() });
    expect(ended).toMatchObject({ ok: false, reason: 'too-few' });
    expect(left()).toEqual([]);
    expect((await planned(store, { force: true })).refusals).toEqual([]);
  });

  test('many pairs of which next to none are left to learn from serve no better', async () => {
    program('python3');
    // A rare mistake came up early: whatever is younger can't be learned, for it was known when that was mended.
    const store = await storeOf(500, (n) => ({ signature: { shape: n % 8 === 4 ? 'rare' : 'common', holes: {} } }));
    const plan = await planned(store);
    expect(plan.refusals[0]).toMatchObject({ reason: 'too-few' });
    expect(plan.refusals[0]?.message).toMatch(/^Of \d+ pairs only \d+ are left to learn from/);
  });

  test('no pair at all is refused even then', async () => {
    program('python3');
    const plan = await planned(folder.open(), { force: true });
    expect(plan.refusals.map(({ reason }) => reason)).toEqual(['too-few']);
  });

  test.each<[string, Partial<TrainingRequest>, string]>([
    ['an option out of its range', { options: { r: 0 } }, 'The option r of the adapter'],
    ['a share of generic pairs', { generic: 0.5 }, 'The share of generic pairs'],
    ['an id with a slash', { id: '../one' }, 'An adapter’s id is letters'],
  ])('refuses %s', async (_, over, words) => {
    const plan = await planTraining(request(over), await storeOf(60), undefined, env());
    expect(plan).toMatchObject({ ok: false, reason: 'invalid' });
    expect(plan.ok ? '' : plan.message).toContain(words);
  });

  test('a batch of 32 and more is refused', async () => {
    program('python3');
    const plan = await planned(await storeOf(60), { options: { batch_size: 16, gradient_accumulation_steps: 2 } });
    expect(plan.refusals.map(({ reason }) => reason)).toEqual(['invalid']);
  });

  test('too little memory and too little disk are said with both numbers', async () => {
    program('python3');
    const plan = await planned(await storeOf(60), { base: 'Someone/Giant-9000B' });
    expect(plan.refusals.map(({ reason }) => reason)).toEqual(['memory', 'disk']);
    expect(plan.refusals[0]?.message).toMatch(/^The training would need about \d+\.\d GB of memory, and .*B are free\./);
    expect(plan.warnings.join(' ')).toContain('is fetched from the Hugging Face hub first');
  });

  test('without a GPU it says so; with several it takes as many as a step may learn from', async () => {
    program('python3');
    const store = await storeOf(60);
    const without = await planned(store);
    expect(without).toMatchObject({ device: 'cpu', processes: 1 });
    expect(without.warnings).toContain('There is no GPU: on a CPU this takes long.');
    const smi = path.join(bin, 'nvidia-smi');
    fs.writeFileSync(smi, '#!/bin/sh\nprintf "24000\\n23000\\n22000\\n21000\\n"\n', { mode: 0o755 });
    const several = await planned(store);
    // Four times two examples on each: three make 24, four would make 32.
    expect(several).toMatchObject({ device: 'cuda', processes: 3, memory: { available: 22_000 * 1024 * 1024 } });
    expect(several.warnings.join(' ')).not.toContain('GPU');
    expect((await planned(store, { processes: 4 })).refusals).toMatchObject([{ reason: 'invalid' }]);
    expect(await planned(store, {}, { CUDA_VISIBLE_DEVICES: '1' })).toMatchObject({ device: 'cuda', processes: 1 });
    expect(await planned(store, {}, { CUDA_VISIBLE_DEVICES: '' })).toMatchObject({ device: 'cpu' });
  });

  test('the presets are those of the documents', async () => {
    program('python3');
    const store = await storeOf(60);
    expect((await planned(store, { preset: 'saplings' })).options).toMatchObject({
      target_modules: ['q_proj', 'v_proj'],
      learning_rate: 5e-5,
    });
    expect((await planned(store, { preset: 'gasa' })).options.target_modules).toEqual(['q_proj', 'k_proj', 'v_proj', 'o_proj']);
    expect((await planned(store, { options: { r: 16 } })).options).toMatchObject({ r: 16, target_modules: ['all-linear'] });
  });

  test('with enough refused fixes it learns from them, too', async () => {
    program('python3');
    const store = await storeOf(440, (n) =>
      n % 2 === 0 ? {} : { verdict: { kind: 'reverted', how: 'undone', at: '2026-01-01T00:00:00.000Z' } },
    );
    const plan = await planned(store);
    expect(plan.methods).toEqual(['sft', 'kto']);
    expect(plan.pairs.labelled).toBeGreaterThanOrEqual(200);
    expect((await planned(store, { method: 'sft' })).methods).toEqual(['sft']);
  });

  test('with enough fixes that were changed after they were taken it prefers', async () => {
    program('python3');
    const store = await storeOf(300, (n) => ({
      final: `items${n} = [1]\nprint(items${n}[0])\n`,
      verdict: { kind: 'edited', how: 'edited', at: '2026-01-01T00:00:00.000Z' },
    }));
    const plan = await planned(store);
    expect(plan.methods).toEqual(['sft', 'dpo']);
    expect(plan.pairs.preferences).toBeGreaterThanOrEqual(200);
  });

  test('a pair that is too long is cut to what is around its change, or dropped and counted', async () => {
    program('python3');
    const long = (n: number) => Array.from({ length: 400 }, (_, i) => `value_${i} = ${i}  # ${n}`).join('\n');
    const wide = 'x'.repeat(9_000);
    const store = await storeOf(60, (n) =>
      n === 1
        ? { before: `${long(n)}\nprint(item1)\n`, proposed: `${long(n)}\nprint(items1)\n` }
        : n === 2
          ? { before: `${wide} = item2\n`, proposed: `${wide} = items2\n` }
          : {},
    );
    const plan = await planned(store);
    expect(plan.pairs.leftOut['too-long']).toBe(1);
    expect(plan.tokens.longest).toBeLessThanOrEqual(2048);
  });
});

describe('who trains', () => {
  test('neither Python nor uv', async () => {
    const plan = await planned(await storeOf(60));
    expect(plan.launcher).toBeNull();
    expect(plan.refusals).toEqual([{ reason: 'no-python', message: 'A training needs uv, or Python 3.10 or newer: neither was found.' }]);
  });

  test('an old Python', async () => {
    program('python3');
    const plan = await planned(await storeOf(60), {}, { FAKE_PROBE: '{"version":[3,8],"missing":["torch"],"mlx":false,"venv":true}' });
    expect(plan.refusals[0]?.message).toMatch(/python3 is Python 3\.8\.$/);
  });

  test('a Python without the packages: uv where it is there, else an environment of its own', async () => {
    program('python3');
    const store = await storeOf(60);
    expect((await planned(store, {}, { FAKE_PROBE: BARE })).launcher).toMatchObject({ kind: 'venv', downloads: true });
    program('uv');
    const plan = await planned(store, {}, { FAKE_PROBE: BARE });
    expect(plan.launcher).toMatchObject({ kind: 'uv', downloads: true });
    expect(plan.disk.needed).toBeGreaterThan(6e9);
    // A disk this small is the machine's affair.
    const trained = await train({ ...plan, refusals: [] }, { store, env: env({ FAKE_PROBE: BARE }) });
    expect(trained.ok).toBe(true);
    expect(started().at(-1)?.slice(0, 3)).toEqual(['run', '--no-project', '--script']);
  });

  test('a chosen Python is taken or refused, never replaced', async () => {
    program('python3');
    program('other');
    const store = await storeOf(60);
    expect((await planned(store, { python: path.join(bin, 'other') })).launcher?.program).toBe(path.join(bin, 'other'));
    expect((await planned(store, { python: path.join(bin, 'none') })).refusals[0]).toMatchObject({ reason: 'no-python' });
    const bare = await planned(store, { python: path.join(bin, 'other') }, { FAKE_PROBE: BARE });
    expect(bare.refusals[0]).toMatchObject({ reason: 'no-packages' });
    expect(bare.refusals[0]?.message).toContain('has no torch, trl. Install what is missing:');
  });

  test('uv that can’t fetch the packages is one sentence', async () => {
    program('python3');
    program('uv');
    const store = await storeOf(60);
    const plan = await planned(store, {}, { FAKE_PROBE: BARE });
    const ended = await train({ ...plan, refusals: [] }, { store, env: env({ FAKE_PROBE: BARE, FAKE_DOES: 'no-uv' }) });
    expect(ended).toEqual({
      ok: false,
      reason: 'no-packages',
      message: 'uv could not fetch the Python packages: No solution found when resolving script dependencies.',
    });
    expect(left()).toEqual([]);
  });

  test('packages that can’t be fetched are one sentence', async () => {
    program('python3');
    const store = await storeOf(60);
    const plan = await planned(store, {}, { FAKE_PROBE: BARE });
    fs.mkdirSync(path.join(bin, 'cache', 'self-heal', 'training', 'bin'), { recursive: true });
    const ended = await train({ ...plan, refusals: [] }, { store, env: env({ FAKE_PROBE: BARE, FAKE_DOES: 'no-index' }) });
    expect(ended).toMatchObject({ ok: false, reason: 'no-packages' });
    expect(left()).toEqual([]);
  });
});

describe('what is trained on top of', () => {
  test.each<[string, (at: string) => string, string]>([
    ['a folder that is none', (at) => `${at}/none/`, 'There is no folder'],
    ['a .gguf file that is not there', (at) => `${at}/none.gguf`, 'There is no file'],
    ['a .gguf file that is none', (at) => (fs.writeFileSync(`${at}/text.gguf`, 'text'), `${at}/text.gguf`), 'is no GGUF file'],
    [
      'an adapter',
      (at) => (fs.mkdirSync(`${at}/a`), fs.writeFileSync(`${at}/a/adapter_config.json`, '{}'), `${at}/a`),
      'is an adapter, no model',
    ],
    [
      'pickles',
      (at) => (
        fs.mkdirSync(`${at}/p`),
        fs.writeFileSync(`${at}/p/config.json`, '{}'),
        fs.writeFileSync(`${at}/p/pytorch_model.bin`, ''),
        `${at}/p`
      ),
      'are pickles',
    ],
    ['weights that were cut', (at) => (writeModel(`${at}/c`, 100), `${at}/c`), 'is damaged or was not copied whole'],
    ['words', () => 'the big one', 'is neither a folder'],
  ])('refuses %s', async (_, make, words) => {
    const plan = await planTraining(request({ base: make(bin) }), await storeOf(60), undefined, env());
    expect(plan).toMatchObject({ ok: false, reason: 'wrong-base' });
    expect(plan.ok ? '' : plan.message).toContain(words);
  });
});

describe('the run', () => {
  test('makes an adapter that is registered with all that is known of it', async () => {
    program('python3');
    const store = await storeOf(100);
    const plan = await planned(store);
    const progress: TrainingProgress[] = [];
    const said: string[] = [];
    const ended = await train(plan, { store, env: env(), onProgress: (each) => progress.push(each), onLog: (line) => said.push(line) });
    expect(ended).toMatchObject({ ok: true, value: { id: 'one', metrics: { eval_loss: 1.2, eval_loss_before: 2.1 } } });
    expect(left()).toEqual(['one']);
    const adapter = path.join(folder.path, '.self-heal', 'adapters', 'one');
    expect(fs.readdirSync(adapter).sort()).toEqual([
      'adapter_config.json',
      'adapter_model.safetensors',
      'loss.svg',
      'metadata.json',
      'metrics.json',
      'training_history.jsonl',
    ]);
    const record = new AdapterRegistry(path.dirname(adapter)).get('one')?.record;
    expect(record).toMatchObject({
      adapter_id: 'one',
      base_model: base,
      trained_on_pairs: plan.pairs.train,
      prompt: { version: PROMPT_VERSION, hash: promptHash() },
      training: { method: 'sft', preset: 'default' },
      metrics: { train_loss: 1.5, eval_loss: 1.2 },
      trained_on: { count: plan.pairs.train + plan.pairs.valid, generic: plan.pairs.generic },
    });
    expect(record?.error_types).toContain('Error0');
    expect(fs.readFileSync(path.join(adapter, 'training_history.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);
    expect(fs.readFileSync(path.join(adapter, 'loss.svg'), 'utf8')).toContain('<polyline');
    expect(progress).toContainEqual(expect.objectContaining({ stage: 'training', step: 4, steps: 4, loss: 2, evalLoss: 1.4, eta: 0 }));
    expect(said).toContain('a library says something');
    // A second one of the same name is refused, and that stays.
    expect((await planned(store)).refusals).toMatchObject([{ reason: 'exists' }]);
    expect((await planned(store, { id: undefined as never })).refusals).toEqual([]);
  });

  test('what is trained on is written as conversations; what is held out is not', async () => {
    program('python3');
    const store = await storeOf(100);
    const plan = await planned(store);
    const stop = new AbortController();
    const running = train(plan, {
      store,
      env: env({ FAKE_DOES: 'wait' }),
      signal: stop.signal,
      onProgress: ({ step }) => step !== undefined && stop.abort(),
    });
    expect(await running).toMatchObject({ ok: false, reason: 'cancelled' });
    const run = path.join(folder.path, '.self-heal', 'adapters', '.training-one');
    const lines = fs.readFileSync(path.join(run, 'train.jsonl'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(plan.pairs.train + plan.pairs.generic);
    const [first] = lines.map(
      (line) => JSON.parse(line) as { prompt: { role: string }[]; completion: { role: string; content: string }[] },
    );
    expect(first?.prompt.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(first?.completion).toMatchObject([{ role: 'assistant', content: '```python\nitems0 = [1]\nprint(items0)\n```' }]);
    // Of the last mistakes none was learned.
    expect(lines.join('')).not.toContain('item99');
    expect(fs.readFileSync(path.join(run, 'valid.jsonl'), 'utf8')).not.toContain('item99');
    expect(new AdapterRegistry(path.dirname(run)).list()).toEqual([]);
  });

  test('cancelled, it goes on from its last whole checkpoint; with other pairs it begins anew', async () => {
    program('python3');
    const store = await storeOf(100);
    const plan = await planned(store);
    const stop = new AbortController();
    await train(plan, {
      store,
      env: env({ FAKE_DOES: 'wait' }),
      signal: stop.signal,
      onProgress: ({ step }) => step !== undefined && stop.abort(),
    });
    expect(left()).toEqual(['.training-one']);
    expect((await planned(store)).resumesAt).toBe(2);
    const job = () =>
      JSON.parse(fs.readFileSync(path.join(folder.path, '.self-heal', 'adapters', '.training-one', 'job.json'), 'utf8')) as {
        resume: boolean;
      };
    const again = new AbortController();
    await train(plan, {
      store,
      env: env({ FAKE_DOES: 'wait' }),
      signal: again.signal,
      onProgress: ({ step }) => step !== undefined && again.abort(),
    });
    expect(job().resume).toBe(true);
    const more = store.insertMany(await redactPairs([samplePair(5000, { recordedAt: '2025-01-01T00:00:00.000Z' })]));
    expect(more.ok).toBe(true);
    const other = new AbortController();
    await train(plan, {
      store,
      env: env({ FAKE_DOES: 'wait' }),
      signal: other.signal,
      onProgress: ({ step }) => step !== undefined && other.abort(),
    });
    expect(job().resume).toBe(false);
    expect((await train(plan, { store, env: env() })).ok).toBe(true);
    expect(left()).toEqual(['one']);
  });

  test.each(['no-hub', 'gated', 'wrong-base', 'memory', 'disk', 'diverged'])(
    'a trainer that says %s: that sentence, and no trace',
    async (reason) => {
      program('python3');
      const store = await storeOf(60);
      const ended = await train(await planned(store), { store, env: env({ FAKE_DOES: 'fail', FAKE_REASON: reason }) });
      expect(ended).toEqual({ ok: false, reason, message: 'It says why.' });
      expect(left()).toEqual([]);
    },
  );

  test.each([
    ['crash', 'failed', /^The training failed with code 1: RuntimeError: something broke\.$/],
    ['die', 'killed', /^The training was killed \(SIGKILL\), most likely because the memory ran out; there is no adapter\.$/],
    ['cut', 'failed', /weights were not written whole/],
    ['empty', 'failed', /left no adapter/],
  ] as const)('a trainer that does “%s”', async (does, reason, words) => {
    program('python3');
    const store = await storeOf(60);
    const ended = await train(await planned(store), { store, env: env({ FAKE_DOES: does }) });
    expect(ended).toMatchObject({ ok: false, reason });
    expect(ended.ok ? '' : ended.message).toMatch(words);
    expect(new AdapterRegistry(path.join(folder.path, '.self-heal', 'adapters')).list()).toEqual([]);
    expect(left().filter((name) => !name.startsWith('.training-'))).toEqual([]);
  });

  test('killed midway with a checkpoint, nothing is registered and it can go on', async () => {
    program('python3');
    const store = await storeOf(60);
    const ended = await train(await planned(store), { store, env: env({ FAKE_DOES: 'die-late' }) });
    expect(ended).toMatchObject({ ok: false, reason: 'killed' });
    expect(ended.ok ? '' : ended.message).toContain('goes on from its last checkpoint');
    expect(left()).toEqual(['.training-one']);
    expect(new AdapterRegistry(path.join(folder.path, '.self-heal', 'adapters')).list()).toEqual([]);
    const second = await train(await planned(store), { store, env: env() });
    expect(second.ok).toBe(true);
    expect(left()).toEqual(['one']);
    // What the first part told up to its checkpoint, and what the second told.
    expect(second.ok ? second.value.history.map(({ at }) => at.slice(11, 19)) : []).toEqual([
      '09:59:00',
      '09:59:01',
      '09:59:00',
      '09:59:01',
    ]);
  });

  test('pairs from a file, as Saplings wrote them', async () => {
    program('python3');
    const file = path.join(bin, 'pairs.jsonl');
    const line = (n: number) =>
      JSON.stringify({
        error: `NameError: name 'x${n}' is not defined`,
        original_code: `y${n} = 1\nprint(x${n})\n`,
        patched_code: `y${n} = 1\nprint(y${n})\n`,
        error_info: { type: 'NameError', message: `name 'x${n}' is not defined`, patterns: [] },
        timestamp: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString(),
      });
    fs.writeFileSync(file, Array.from({ length: 80 }, (_, n) => `${line(n)}\n`).join(''));
    const plan = await planTraining(request({ pairsFile: file }), undefined, undefined, env());
    if (!plan.ok) throw new Error(plan.message);
    // All of one kind of mistake: the youngest say when to stop.
    expect(plan.value.pairs).toMatchObject({ train: 72, valid: 8, test: 0 });
    expect(await train(plan.value, { store: undefined, env: env() })).toMatchObject({ ok: true });
    expect(fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith('self-heal-pairs-'))).toEqual([]);
  });
});
