// The public API: its names, its states, its limits and its words; and what it refuses.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as api from '../../../src/api';
import { healingModelServer, type HealingModelServer } from '../../support/healing-model-server';
import {
  Adapter,
  AdapterManager,
  AdapterMetadata,
  AdapterPriority,
  LoRaConfig,
  Patch,
  PatchGenerator,
  PatchStatus,
  retryDelayMs,
  RetryStrategy,
  SelfHealingConfig,
  SelfHealingService,
  SuccessPairCollector,
  TrainingMetrics,
} from '../../../src/api';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-api-'));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

const BROKEN = 'age = 3\nprint("age: " + age)\n';
const MENDED = 'age = 3\nprint("age: " + str(age))\n';
const ERROR = 'TypeError: can only concatenate str (not "int") to str';

test('the fourteen names of the documents, and the service', () => {
  const names = [
    'Adapter',
    'AdapterManager',
    'AdapterMetadata',
    'AdapterPriority',
    'LoRaConfig',
    'LoRaTrainer',
    'Patch',
    'PatchGenerator',
    'PatchResult',
    'PatchStatus',
    'RetryStrategy',
    'SelfHealingConfig',
    'SuccessPairCollector',
    'TrainingMetrics',
    'SelfHealingService',
  ];
  expect(names.filter((name) => !Object.hasOwn(api, name))).toEqual([]);
});

test('every method and property has both names', async () => {
  const patch = await new PatchGenerator().generatePatch(BROKEN, ERROR);
  expect(patch.patched_code).toBe(patch.patchedCode);
  expect(patch.to_dict()).toEqual(patch.toDict());
  expect(Patch.from_dict(patch.to_dict())).toBeInstanceOf(Patch);
  expect(new PatchGenerator({ maxRetries: 2 }).max_retries).toBe(2);
  expect(() => new PatchGenerator({ maxRetrys: 2 } as never)).toThrow("PatchGenerator has no option 'maxRetrys'");
});

describe('PatchGenerator', () => {
  test('F062: a fix larger than max_patch_size_kb is none, and says so', async () => {
    const patch = await new PatchGenerator({ max_patch_size_kb: 0.001 }).generatePatch(BROKEN, ERROR);
    expect(patch).toMatchObject({ status: 'failed', patchedCode: BROKEN });
    expect(JSON.stringify(patch.toDict())).toContain('The fix is larger than max_patch_size_kb allows.');
    expect((await new PatchGenerator({ maxPatchSizeKb: 1 }).generatePatch(BROKEN, ERROR)).patchedCode).toBe(MENDED);
    for (const maxPatchSizeKb of [0, -1, Number.NaN])
      expect(() => new PatchGenerator({ maxPatchSizeKb })).toThrow('max_patch_size_kb must be greater than 0.');
  });

  test.each([0, -1, 1.5, Number.NaN])('max_retries of %s is refused', (max_retries) => {
    expect(() => new PatchGenerator({ max_retries })).toThrow('max_retries must be a whole number greater than 0.');
  });

  test('both forms give the same patch', async () => {
    const generator = new PatchGenerator();
    const patch = await generator.generatePatch(BROKEN, ERROR);
    const result = await generator.generatePatch({ errorMessage: ERROR, codeContext: BROKEN });
    expect(patch.patchedCode).toBe(MENDED);
    expect(result).toMatchObject({ success: true, patchedCode: MENDED, error: null });
    expect(patch.confidence).toBe(result.patch?.confidence);
    expect(patch).toMatchObject({ errorType: 'TypeError', provenance: 'rule', language: 'python', status: 'generated' });
    expect(patch.patchId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(patch.edits).toHaveLength(2);
    expect(patch.diff).toContain('+print("age: " + str(age))');
    expect(patch.verification[0]).toMatchObject({ step: 'parses', result: 'passed' });
    expect(generator.patches).toHaveLength(2);
  });

  test('applying more often than allowed is refused with the documents’ words, until it is reset', async () => {
    const generator = new PatchGenerator({ maxRetries: 2 });
    for (let i = 0; i < 2; i++) expect(generator.applyPatch(await generator.generatePatch(BROKEN, ERROR)).success).toBe(true);
    expect(generator.retryCount).toBe(2);
    const third = generator.applyPatch(await generator.generatePatch(BROKEN, ERROR));
    expect(third).toMatchObject({ success: false, patchedCode: null, error: 'Maximum retry limit reached' });
    expect(third.patch?.status).toBe('generated');
    generator.reset();
    expect(generator).toMatchObject({ retryCount: 0, patches: [] });
    expect(generator.applyPatch(await generator.generatePatch(BROKEN, ERROR)).success).toBe(true);
  });

  test.each([
    ['', 'Patch is empty'],
    ['  \n', 'Patch is empty'],
    ['def f(:\n    pass\n', /^Syntax error: .+ \(line 1\)$/],
    ['raise ValueError("no")\n', 'ValueError: no'],
    ['while True:\n    pass\n', 'Code execution timed out (exceeded 5 seconds)'],
  ])('validate_patch of %j', { timeout: 40_000 }, async (code, words) => {
    const [isValid, message] = await new PatchGenerator().validatePatch(code);
    expect(isValid).toBe(false);
    if (typeof words === 'string') expect(message).toBe(words);
    else expect(message).toMatch(words);
  });

  test('code that hides the error or adds a danger is not valid', async () => {
    const generator = new PatchGenerator({ runs: false });
    const hidden = new Patch({ originalCode: BROKEN, patchedCode: 'age = 3\nprint("age: " + age)  # type: ignore\n' });
    expect(await generator.validatePatch(hidden)).toEqual([
      false,
      expect.stringMatching(/^Patch refused: It adds a comment that switches the checker off/),
    ]);
    expect(hidden.status).toBe('invalid');
    const dangerous = new Patch({ originalCode: 'x = 1\n', patchedCode: 'import os\nx = os.system("ls")\n' });
    expect((await generator.validatePatch(dangerous))[1]).toMatch(/^Potentially dangerous operation: It introduces/);
  });

  test('TypeScript, told from the error; and a line that is given', async () => {
    const generator = new PatchGenerator();
    const result = await generator.generatePatch({
      errorMessage: "error TS2551: Property 'nmae' does not exist on type '{ name: string; }'. Did you mean 'name'?",
      codeContext: 'const user = { name: "Ada" };\nconsole.log(user.nmae);\n',
    });
    expect(result.patchedCode).toBe('const user = { name: "Ada" };\nconsole.log(user.name);\n');
    const placed = await generator.generatePatch({ errorMessage: ERROR, codeContext: `${BROKEN}print("or: " + age)\n`, line: 3 });
    expect(placed.patchedCode).toBe(`${BROKEN}print("or: " + str(age))\n`);
    generator.dispose();
  });

  test('what is no error, no code or no language is refused in a sentence', async () => {
    const generator = new PatchGenerator();
    const empty = await generator.generatePatch({ errorMessage: '', codeContext: BROKEN });
    expect(empty.success).toBe(false);
    expect(empty.error).toMatch(/^Say which error it is/);
    await expect(generator.generatePatch({ errorMessage: ERROR, codeContext: BROKEN, language: 'cobol' })).rejects.toThrow(
      "The language 'cobol' is not healed",
    );
    await expect(generator.generatePatch({ errorMessage: ERROR } as never)).rejects.toThrow('needs error_message and code_context');
    await expect(generator.generatePatch(BROKEN, undefined as never)).rejects.toThrow(TypeError);
  });
});

describe('the seven states of a patch', () => {
  const all = Object.values(PatchStatus);
  const allowed: Readonly<Record<string, readonly string[]>> = {
    generated: ['validated', 'applied', 'failed', 'invalid', 'rejected'],
    validated: ['applied', 'failed', 'invalid', 'rejected'],
    applied: ['validated', 'failed', 'reverted'],
    failed: [],
    invalid: [],
    reverted: [],
    rejected: [],
  };
  test('are seven', () => expect([...all].sort()).toEqual(Object.keys(allowed).sort()));
  test.each(all.flatMap((from) => all.map((to) => [from, to] as const)))('%s → %s', (from, to) => {
    const patch = new Patch({
      originalCode: 'a',
      patchedCode: 'b',
      status: from,
      appliedAt: from === 'applied' ? '2026-01-01T00:00:00Z' : null,
    });
    if (allowed[from]?.includes(to)) {
      patch.become(to);
      expect(patch.status).toBe(to);
    } else {
      expect(() => patch.become(to)).toThrow(`A patch that is ${from} can't become ${to}.`);
      expect(patch.status).toBe(from);
    }
  });
  test('what was applied and validated can be taken back', () => {
    const patch = new Patch({ originalCode: 'a', patchedCode: 'b' });
    for (const status of ['applied', 'validated', 'reverted'] as const) patch.become(status);
    expect(patch.appliedAt).not.toBeNull();
    expect(patch.validatedAt).not.toBeNull();
  });
});

describe('to_dict and from_dict', () => {
  test('a patch, in each of its states, through JSON', async () => {
    const patch = await new PatchGenerator().generatePatch(BROKEN, ERROR);
    for (const status of ['applied', 'validated'] as const) {
      patch.become(status);
      const dict: unknown = JSON.parse(JSON.stringify(patch.toDict()));
      expect(Patch.fromDict(dict).toDict()).toEqual(patch.toDict());
    }
  });
  test('both shapes that Saplings has written', () => {
    const old = Patch.fromDict({
      original_code: 'a',
      patched_code: 'b',
      error: 'NameError: x',
      error_info: { type: 'NameError', message: 'x', patterns: ['undefined_variable'], line_number: 2, ast_available: true },
      status: 'APPLIED',
      metadata: { k: 1 },
      timestamp: '2024-01-01T00:00:00',
    });
    expect(old).toMatchObject({ patchedCode: 'b', status: 'applied', errorType: 'NameError', createdAt: '2024-01-01T00:00:00' });
    const newer = Patch.fromDict({
      patch_id: '0b0c',
      description: 'Fix',
      code: 'b',
      confidence: 0.5,
      status: 'rejected',
      error_type: 'NameError',
      original_code: null,
      metadata: {},
      created_at: '2025-01-01T00:00:00',
      applied_at: null,
      validated_at: null,
    });
    expect(newer).toMatchObject({ patchId: '0b0c', patchedCode: 'b', originalCode: '', status: 'rejected', confidence: 0.5 });
  });
  test.each([
    null,
    7,
    'x',
    [],
    {},
    { patched_code: 3 },
    { code: 'b', status: 'lost' },
    { code: 'b', confidence: 7 },
    { code: 'b', patch_id: '../x' },
  ])('what is no patch is refused: %j', (dict) => expect(() => Patch.fromDict(dict)).toThrow(/^This is no patch: /));
  test('configuration, metadata, metrics', () => {
    const config = new SelfHealingConfig({ maxRetries: 5, retryStrategy: RetryStrategy.NO_BACKOFF });
    expect(SelfHealingConfig.fromDict(config.toDict()).toDict()).toEqual(config.toDict());
    const metadata = new AdapterMetadata({ adapterId: 'a', modelName: 'm', errorTypes: ['KeyError'], endpoint: 'http://127.0.0.1:1/v1' });
    expect(AdapterMetadata.fromDict(metadata.toDict()).toDict()).toEqual(metadata.toDict());
    const lora = new LoRaConfig({ r: 4, target_modules: ['q_proj'] });
    expect(LoRaConfig.fromDict(lora.toDict()).toDict()).toEqual(lora.toDict());
    const metrics = TrainingMetrics.fromDict({ train_loss: 0.5, eval_loss: 0.6, epoch: 3, timestamp: '2026-01-01T00:00:00Z' });
    expect(TrainingMetrics.fromDict(metrics.toDict()).toDict()).toEqual(metrics.toDict());
  });
});

describe('SuccessPairCollector', () => {
  test.each([{ maxPairs: 0 }, { max_pairs: -1 }, { storageDir: '' }])('%j is refused', (options) => {
    expect(() => new SuccessPairCollector(options)).toThrow(/must/);
  });

  test('collects, counts with the documents’ names, exports, imports, clears', async () => {
    const collector = new SuccessPairCollector({ storageDir: path.join(scratch, 'pairs'), maxPairs: 10 });
    expect(collector.getStatistics()).toEqual({
      total_pairs: 0,
      error_types: {},
      error_patterns: {},
      pair_types: {},
      earliest_pair: null,
      latest_pair: null,
    });
    const patch = await new PatchGenerator().generatePatch(BROKEN, ERROR);
    expect(await collector.collect(patch)).toBe(true);
    expect(await collector.collect(patch)).toBe(false);
    // Of a program's own: read as a fix that is told.
    expect(
      await collector.collect(
        Patch.fromDict({
          original_code: 'a = [1]\nprint(a[1])\n',
          patched_code: 'a = [1]\nprint(a[0])\n',
          error: 'IndexError: list index out of range',
        }),
      ),
    ).toBe(true);
    expect(await collector.collect(new Patch({ originalCode: 'x = 1\n', patchedCode: 'x = 1\n' }))).toBe(false);
    expect(collector.getStatistics()).toMatchObject({ total_pairs: 2, error_types: { TypeError: 1, IndexError: 1 } });
    expect(collector.getAllPairs()[0]).toMatchObject({ error: ERROR, original_code: BROKEN, patched_code: MENDED });
    const file = path.join(scratch, 'pairs.jsonl');
    expect(await collector.exportToJsonl(file)).toBe(2);
    const other = new SuccessPairCollector({ storageDir: path.join(scratch, 'others') });
    expect(await other.importFromJsonl(file)).toBe(2);
    expect(await other.importFromJsonl(file, false)).toBe(2);
    expect(other.clear()).toBe(2);
    expect(other.getStatistics().total_pairs).toBe(0);
    collector.close();
    other.close();
  });

  test('secrets are not kept', async () => {
    const collector = new SuccessPairCollector({ storageDir: path.join(scratch, 'secrets') });
    const secret = `ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`;
    const code = `token = "${secret}"\n${BROKEN}`;
    await collector.collect(await new PatchGenerator().generatePatch(code, ERROR));
    expect(JSON.stringify(collector.getAllPairs())).not.toContain(secret);
    collector.close();
  });
});

describe('SelfHealingConfig and RetryStrategy', () => {
  test.each([
    [{ max_retries: 0 }, 'max_retries is wrong'],
    [{ retry_strategy: 'sometimes' }, 'retry_strategy is wrong'],
    [{ training_schedule: 'at night' }, 'training_schedule is wrong'],
    [{ max_retry_delay_ms: 1 }, 'max_retry_delay_ms must not be less'],
  ])('%j is refused', (options, words) => {
    expect(() => new SelfHealingConfig(options as never)).toThrow(words);
  });
  test('waits of four kinds', () => {
    const waits = (strategy: RetryStrategy) => [0, 1, 2, 9].map((retry) => retryDelayMs({ strategy, retry, chance: 0.5 }));
    expect(waits(RetryStrategy.EXPONENTIAL_BACKOFF)).toEqual([1_000, 2_000, 4_000, 30_000]);
    expect(waits(RetryStrategy.LINEAR_BACKOFF)).toEqual([1_000, 2_000, 3_000, 10_000]);
    expect(waits(RetryStrategy.CONSTANT_BACKOFF)).toEqual([1_000, 1_000, 1_000, 1_000]);
    expect(waits(RetryStrategy.NO_BACKOFF)).toEqual([0, 0, 0, 0]);
  });
});

describe('AdapterManager', () => {
  const make = (name: string) => {
    const folder = path.join(scratch, name);
    fs.mkdirSync(folder);
    return folder;
  };
  const registered = async (folder: string, id: string, rest: object) => {
    fs.mkdirSync(path.join(folder, id));
    return { id, metadata: new AdapterMetadata({ adapterId: id, modelName: 'm', ...rest }) };
  };

  test('finds by priority, then by success; one is in use at a time; an unknown one changes nothing', async () => {
    const folder = make('several');
    const manager = new AdapterManager({ modelName: 'm', adaptersDir: folder });
    for (const [id, priority, successRate] of [
      ['low', AdapterPriority.LOW, 0.99],
      ['medium', AdapterPriority.MEDIUM, 0.5],
      ['better', AdapterPriority.MEDIUM, 0.6],
      ['critical', AdapterPriority.CRITICAL, 0.1],
      ['high', AdapterPriority.HIGH, 0.2],
    ] as const) {
      const { metadata } = await registered(folder, id, { priority, successRate, errorTypes: ['KeyError'] });
      await manager.registerAdapter(path.join(folder, id), metadata);
    }
    expect(manager.findAdaptersForError('KeyError').map(({ metadata }) => metadata.adapterId)).toEqual([
      'critical',
      'high',
      'better',
      'medium',
      'low',
    ]);
    expect(manager.findAdaptersForError('ValueError')).toEqual([]);
    expect(await manager.processJudgeFeedback(1)).toBeNull();
    expect(manager.activateAdapter('low')).toBe(true);
    expect(manager.activateAdapter('high')).toBe(true);
    expect(manager.activateAdapter('none')).toBe(false);
    expect(manager.activeAdapter?.metadata.adapterId).toBe('high');
    let rate = 0.2;
    for (const score of [1, 0, 0.5]) {
      rate = 0.9 * rate + 0.1 * score;
      expect(await manager.processJudgeFeedback(score, 'word')).toBeCloseTo(rate);
    }
    await expect(manager.processJudgeFeedback(1.1)).rejects.toThrow('A score is a number from 0 to 1.');
    const again = new AdapterManager({ modelName: 'm', adapterDir: folder });
    expect(again.getAdapter('high')?.metadata.successRate).toBeCloseTo(rate);
    expect(again.getAdapter('high')?.metadata.feedback).toHaveLength(3);
    // Strictly below: `medium` is at 0.5.
    expect(manager.pruneAdapters(0.5)).toEqual(['critical', 'high']);
    expect(manager.activeAdapter).toBeNull();
    expect(fs.readdirSync(folder).sort()).toEqual(['better', 'low', 'medium']);
  });

  test('a folder that is not there, or lies elsewhere', async () => {
    const manager = new AdapterManager({ modelName: 'm', adaptersDir: make('own') });
    const metadata = new AdapterMetadata({ adapterId: 'a', modelName: 'm' });
    await expect(manager.registerAdapter(path.join(scratch, 'nowhere'), metadata)).rejects.toMatchObject({ code: 'ENOENT' });
    const elsewhere = make('elsewhere');
    fs.writeFileSync(path.join(elsewhere, 'weights.safetensors'), 'w');
    await manager.registerAdapter(elsewhere, metadata);
    expect(manager.removeAdapter('a')).toBe(true);
    expect(fs.readdirSync(elsewhere)).toEqual(['weights.safetensors']);
  });

  test('metadata that is no metadata is told, not read; what an id names stays in the folder', () => {
    const folder = make('damaged');
    for (const [name, text] of [
      ['torn', '{"adapter_id": "to'],
      ['empty', '{}'],
      ['good', '{"adapter_id": "good", "model_name": "m", "created_at": "2026-01-01", "unknown": 1}'],
      ['none', undefined],
    ] as const) {
      fs.mkdirSync(path.join(folder, name));
      if (text !== undefined) fs.writeFileSync(path.join(folder, name, 'metadata.json'), text);
    }
    const manager = new AdapterManager({ modelName: 'm', adaptersDir: folder });
    expect(manager.listAdapters().map(({ metadata }) => metadata.adapterId)).toEqual(['good']);
    expect(manager.unreadable.map((one) => path.basename(one.path)).sort()).toEqual(['empty', 'torn']);
    expect(() => new AdapterMetadata({ adapterId: '../../etc', modelName: 'm' })).toThrow("The adapter's adapter_id is missing or wrong");
  });

  test('loading an adapter is refused where no server is named', async () => {
    const adapter = new Adapter('/a', new AdapterMetadata({ adapterId: 'a', modelName: 'm' }));
    await expect(adapter.load('m')).rejects.toMatchObject({ code: 'not-available' });
    expect(adapter.model).toBeNull();
  });

  test.each([{ r: 0 }, { lora_dropout: 2 }, { learning_rate: 0 }, { target_modules: [] }, { num_train_epochs: -1 }])(
    'LoRaConfig %j is refused',
    (options) => {
      expect(() => new LoRaConfig(options)).toThrow(`The option ${Object.keys(options)[0] ?? ''} of the adapter's training is wrong`);
    },
  );
});

describe('SelfHealingService', () => {
  const service = (options: object = {}) =>
    new SelfHealingService({
      successPairOutputDir: path.join(scratch, 'service'),
      adapterDir: path.join(scratch, 'service-adapters'),
      ...options,
    });

  test('heal: patched, applied, validated, collected', async () => {
    const one = service({ patchOutputDir: path.join(scratch, 'patches') });
    const result = await one.heal(
      BROKEN,
      `Traceback (most recent call last):\n  File "app.py", line 2, in <module>\n    print("age: " + age)\n${ERROR}\n`,
    );
    expect(result).toMatchObject({ success: true, patch_content: MENDED, applied: true });
    expect(result.metadata).toMatchObject({ error_type: 'TypeError', status: 'validated' });
    expect(one.getAllSuccessPairs()).toHaveLength(1);
    expect(fs.readFileSync(path.join(scratch, 'patches', `${result.patch_id ?? ''}.patch`), 'utf8')).toContain(
      '+print("age: " + str(age))',
    );
    expect(await one.fixError(BROKEN, ERROR)).toBe(MENDED);
    expect(await one.fixError('print(bar)\n', "NameError: name 'bar' is not defined")).toBe('print(bar)\n');
    one.dispose();
  });

  test('what the configuration switches off is refused', async () => {
    await expect(service({ enabled: false }).generatePatch({ errorMessage: ERROR, codeContext: BROKEN })).rejects.toMatchObject({
      code: 'disabled',
    });
    await expect(
      service({ enablePatchGeneration: false }).generatePatch({ errorMessage: ERROR, codeContext: BROKEN }),
    ).rejects.toMatchObject({ code: 'disabled' });
    await expect(service().trainAdapter('a.jsonl')).rejects.toMatchObject({ code: 'disabled' });
    await expect(service({ enableLoraTraining: true }).trainAdapter('a.jsonl')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(() => service({ enableAdapterManagement: false }).listAdapters()).toThrow('Adapters are not managed');
    expect(service().loadAdapter('none')).toBe(false);
  });
});

describe('a model that is named', () => {
  const MEAN = 'def mean(values):\n    total = sum(values)\n    return total / cnt\n';
  const error = "NameError: name 'cnt' is not defined";
  let server: HealingModelServer;
  beforeEach(async () => {
    server = await healingModelServer();
    server.find = /return total \/ cnt/;
    server.replace = (line) => line.replace('cnt', 'len(values)');
  });
  afterEach(() => server.stop());

  test('is asked where rules know no fix, and only then; what it says is proved', async () => {
    const generator = new PatchGenerator({ model: { base_url: server.url, name: 'test-model' }, runs: false });
    expect((await generator.generatePatch(BROKEN, ERROR)).patchedCode).toBe(MENDED);
    expect(server.requests).toEqual([]);
    const result = await generator.generatePatch({ errorMessage: error, codeContext: MEAN });
    expect(result.patchedCode).toBe(MEAN.replace('cnt', 'len(values)'));
    expect(result.patch).toMatchObject({ provenance: 'model', status: 'generated' });
    expect(server.requests.length).toBeGreaterThan(0);
    expect(await generator.validatePatch(result.patch?.patchedCode ?? '')).toEqual([true, null]);
  });

  test('one that fails is told in a sentence, without a wait where none is wanted', async () => {
    server.mode = 'broke';
    const generator = new PatchGenerator({ model: { baseUrl: server.url, name: 'test-model' }, retryStrategy: RetryStrategy.NO_BACKOFF });
    const result = await generator.generatePatch({ errorMessage: error, codeContext: MEAN });
    expect(result.success).toBe(false);
    expect(result.error).toMatch(/^No fix is known for this error\..* The model gave none either: .*500/);
  });

  test('a wrong address is refused at once; a key is in no dictionary', () => {
    expect(() => new PatchGenerator({ model: { baseUrl: 'ftp://x', name: 'm' } })).toThrow(/base URL/);
    expect(() => new PatchGenerator({ model: { baseUrl: server.url } })).toThrow('No model name is set.');
    const config = new SelfHealingConfig({ model: { baseUrl: server.url, name: 'm', apiKey: 'sk-secret-1' } });
    expect(JSON.stringify(config.toDict())).not.toContain('sk-secret-1');
    expect(config.toDict()['model']).toMatchObject({ name: 'm' });
  });
});
