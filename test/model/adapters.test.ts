// The llama.cpp driver against a real llama.cpp that was started with two real adapters (random weights). What a model says is its own affair: answers are
// told apart by how likely their first words were.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Adapter, AdapterMetadata } from '../../src/api/adapter';
import { readAdapterRecord } from '../../src/engine/adapt/adapter-metadata';
import type { RegisteredAdapter } from '../../src/engine/adapt/adapter-registry';
import { adapterServer, whichServer } from '../../src/engine/adapt/servers/registry';
import type { RequestChange, ServedAdapter, ServerResult } from '../../src/engine/adapt/servers/server';
import { healWithModel } from '../../src/engine/heal/heal-with-model';
import { adaptedModels } from '../../src/engine/heal/model/adapted-models';
import { requestFor } from '../support/model/heal-case';
import { KEY, PYTHON, startRealServer, type RealServer } from './real-server';

describe.skipIf(!PYTHON)('adapters on a real llama.cpp', { timeout: 180_000 }, () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-adapters-'));
  const [one, two, three] = ['one', 'two', 'three'].map((id): ServedAdapter => ({ id, folder: path.join(folder, id) })) as [
    ServedAdapter,
    ServedAdapter,
    ServedAdapter,
  ];
  let real: RealServer;
  beforeAll(async () => {
    const made = spawnSync(PYTHON ?? '', [path.join(__dirname, 'adapters.py'), one.folder, two.folder, three.folder], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
    // The third one it is not told of.
    real = await startRealServer(
      PYTHON ?? '',
      [one, two].map((adapter) => path.join(adapter.folder, 'adapter.gguf')),
    );
  }, 180_000);
  afterAll(async () => {
    await real?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const how = { signal: new AbortController().signal };
  const settings = () => ({ address: { baseUrl: real.baseUrl, name: 'healer', apiKey: KEY }, withinMs: 60_000 });
  const driver = () => adapterServer('llama-cpp', settings());
  const valueOf = <T>(result: ServerResult<T>): T => {
    if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
    return result.value;
  };
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  const scales = async (): Promise<number[]> => {
    const list = (await (await fetch(`${real.origin}/lora-adapters`, { headers })).json()) as { scale: number }[];
    return list.map(({ scale }) => scale);
  };

  const LONG = Array.from({ length: 9 }, (_, i) => `def part_${i}(items):\n    return sum(items) + ${i}`).join('\n');
  /** The likelihoods of the first tokens of an answer, and how much of the question was remembered. */
  async function asked({ body = {} }: RequestChange): Promise<{ readonly likely: number[]; readonly cached: number }> {
    const response = await fetch(`${real.baseUrl}/chat/completions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        model: 'healer',
        messages: [{ role: 'user', content: `${LONG}\nWhat does part_7 return?` }],
        temperature: 0,
        max_tokens: 4,
        logprobs: true,
        top_logprobs: 1,
        ...body,
      }),
    });
    const answer = (await response.json()) as {
      choices: { logprobs: { content: { token: string; logprob: number }[] } }[];
      usage: { prompt_tokens_details?: { cached_tokens: number } };
    };
    return {
      likely: (answer.choices[0]?.logprobs.content ?? []).map(({ logprob }) => logprob),
      cached: answer.usage.prompt_tokens_details?.cached_tokens ?? 0,
    };
  }
  /** Of the first token: what comes after may be another text. */
  const apart = (a: { likely: number[] }, b: { likely: number[] }): number => Math.abs((a.likely[0] ?? NaN) - (b.likely[0] ?? NaN));
  /** One that was remembered and one that was read anew differ by less: the server counts them in other pieces. */
  const ALIKE = 0.25;

  test('it says what it is', async () => {
    expect(valueOf(await whichServer(settings(), how))).toBe('llama-cpp');
  });

  test('load, use, switch, switch off: each question names every adapter, and nothing of one is left in the answer of another', async () => {
    expect(await scales()).toEqual([1, 1]);
    const withOne = valueOf(await driver().load(one, how));
    expect(withOne).toEqual({
      body: {
        lora: [
          { id: 0, scale: 1 },
          { id: 1, scale: 0 },
        ],
      },
    });
    // Questions of others, which name none, are not answered by it.
    expect(await scales()).toEqual([0, 0]);
    const withNone = valueOf(await driver().requestForBase(how));
    const base = await asked(withNone);
    const first = await asked(withOne);
    expect(apart(first, base)).toBeGreaterThan(ALIKE);
    const withTwo = valueOf(await driver().load(two, how));
    const second = await asked(withTwo);
    expect(apart(second, base)).toBeGreaterThan(ALIKE);
    expect(apart(second, first)).toBeGreaterThan(ALIKE);
    // Back and forth.
    expect(apart(await asked(withOne), first)).toBeLessThan(ALIKE);
    expect(apart(await asked(withNone), base)).toBeLessThan(ALIKE);
    expect(valueOf(await driver().unload(one, how))).toBeUndefined();
    expect(await scales()).toEqual([0, 0]);
  });

  test('the leak of its memory is there where a question names no adapter, and is not where it names all of them', async () => {
    const withOne = valueOf(await driver().load(one, how));
    const withNone = valueOf(await driver().requestForBase(how));
    const base = await asked(withNone);
    await asked(withOne);
    const leaked = await asked({});
    expect(leaked.cached).toBeGreaterThan(100);
    expect(apart(leaked, base)).toBeGreaterThan(ALIKE);
    await asked(withOne);
    const clean = await asked(withNone);
    expect(apart(clean, base)).toBeLessThan(ALIKE);
  });

  test('its success is looked at: it says yes to an adapter that it does not have', async () => {
    const answer = await fetch(`${real.origin}/lora-adapters`, { method: 'POST', headers, body: '[{"id":7,"scale":1}]' });
    expect(await answer.json()).toEqual({ success: true });
    const none = await driver().load(three, how);
    expect(none).toMatchObject({ ok: false, reason: 'not-loaded' });
    if (!none.ok) expect(none.message).toContain(`--lora-scaled ${path.join(three.folder, 'adapter.gguf')}:0`);
  });

  test('an adapter that changes nothing is refused', async () => {
    // The server has another one's weights under this name, switched off for good.
    const zero: ServedAdapter = { id: 'zero', folder: path.join(folder, 'zero') };
    const made = spawnSync(PYTHON ?? '', [path.join(__dirname, 'adapters.py'), '--zero', zero.folder], { encoding: 'utf8' });
    expect(made.stderr).toBe('');
    const own = await startRealServer(PYTHON ?? '', [path.join(zero.folder, 'adapter.gguf')]);
    try {
      const server = adapterServer('llama-cpp', { ...settings(), address: { ...settings().address, baseUrl: own.baseUrl } });
      expect(await server.load(zero, how)).toMatchObject({ ok: false, reason: 'no-effect' });
    } finally {
      await own.stop();
    }
  });

  test('without its key nothing is loaded', async () => {
    const keyless = adapterServer('llama-cpp', { address: { baseUrl: real.baseUrl, name: 'healer' } });
    expect(await keyless.load(one, how)).toMatchObject({ ok: false, reason: 'unauthorised' });
  });

  const registered = ({ id, folder: at }: ServedAdapter, errorTypes: readonly string[]): RegisteredAdapter => {
    const record = readAdapterRecord({ adapter_id: id, model_name: 'healer', created_at: '2026-01-01', error_types: errorTypes });
    if (!record.ok) throw new Error(record.message);
    return { path: at, record: record.value };
  };

  test('a heal asks the adapter of the error first, in the words that it was trained with, and then the model', async () => {
    const sent: Readonly<Record<string, unknown>>[] = [];
    const models = adaptedModels(
      settings().address,
      { activeFor: () => registered(one, ['reportUndefinedVariable']), isUsed: () => true },
      { onSent: ({ options, messages }) => sent.push({ ...options, words: messages[0]?.content }) },
    );
    const enough = new AbortController();
    const healed = await healWithModel(
      requestFor(models, {
        signal: enough.signal,
        onProgress: () => sent.length > 1 && enough.abort(),
        onRun: ({ steps }) => {
          if (steps.length > 1) enough.abort();
        },
      }),
    );
    const [step] = healed.run.steps;
    expect(step).toMatchObject({ kind: 'ask', attempt: 0, model: 'healer with one', format: 'training' });
    expect(sent[0]).toMatchObject({ words: expect.stringMatching(/^You repair code\./) as string });
    expect(sent.map(({ lora }) => lora)).toEqual([
      [
        { id: 0, scale: 1 },
        { id: 1, scale: 0 },
      ],
      ...sent.slice(1).map(() => [
        { id: 0, scale: 0 },
        { id: 1, scale: 0 },
      ]),
    ]);
    // Weights that were thrown by dice mend nothing, so the model was asked, too.
    expect(sent.length).toBeGreaterThan(1);
  });

  test('Adapter.load and unload of the documents', async () => {
    const adapter = new Adapter(two.folder, new AdapterMetadata({ adapter_id: 'two', model_name: 'healer' }));
    expect(adapter.model).toBeNull();
    const loaded = await adapter.load('healer', { base_url: real.baseUrl, api_key: KEY });
    expect(loaded).toMatchObject({ server: 'llama.cpp', modelName: 'healer' });
    expect(loaded.body).toEqual({
      lora: [
        { id: 0, scale: 0 },
        { id: 1, scale: 1 },
      ],
    });
    expect(adapter.model).toBe(loaded);
    await adapter.unload();
    expect(adapter.model).toBeNull();
  });
});
