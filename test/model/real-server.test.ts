// The provider against a real llama.cpp. What a model says is its own affair: no test here asserts a text of it.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelsOf } from '../../src/engine/generate/model/models';
import type { ModelReply, ModelRequest } from '../../src/engine/generate/model/provider';
import { openAiCompatible } from '../../src/engine/generate/model/providers/openai-compatible';
import { findLocalServers, listModels, tryModel } from '../../src/engine/generate/model/providers/servers';
import type { Result } from '../../src/engine/result';
import { KEY, PYTHON, startRealServer, type RealServer } from './real-server';

describe.skipIf(!PYTHON)('a real llama.cpp', { timeout: 120_000 }, () => {
  let real: RealServer;
  beforeAll(async () => {
    real = await startRealServer(PYTHON ?? '');
  }, 180_000);
  afterAll(async () => {
    await real?.stop();
  });

  const never = new AbortController().signal;
  const limits = { firstByteMs: 60_000, idleMs: 60_000, totalMs: 100_000 };
  const healer = (name = 'healer') => openAiCompatible({ baseUrl: real.baseUrl, name, apiKey: KEY }, { limits });
  const question = (content: string, more: Partial<ModelRequest> = {}): ModelRequest => ({
    messages: [
      { role: 'system', content: 'You are a helpful programmer.' },
      { role: 'user', content },
    ],
    signal: never,
    ...more,
  });
  const replyOf = <T>(result: Result<T>): T => {
    if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
    return result.value;
  };

  test('setting it up: it is found, lists its models, and a trial call tells its speed', async () => {
    const port = Number(new URL(real.origin).port);
    expect(await findLocalServers(never, { ports: [port], withinMs: 20_000 })).toEqual([
      { title: `port ${port}`, baseUrl: real.baseUrl, models: [], needsKey: true },
    ]);
    expect(replyOf(await listModels({ baseUrl: real.baseUrl, apiKey: KEY }, never))).toEqual(['healer', 'quick']);
    const trial = replyOf(await tryModel(healer(), never, { prompt: 1, reply: 2 }));
    expect(trial.tokensPerSecond).toBeGreaterThan(0.5);
    expect(trial.firstMs).toBeLessThanOrEqual(trial.ms);
    expect(trial.use?.reply).toBeGreaterThan(8);
    expect(trial.cost).toBeCloseTo(((trial.use?.prompt ?? 0) + 2 * (trial.use?.reply ?? 0)) / 1e6, 9);
  });

  test('an answer is streamed, its tokens are counted, and a prompt that begins alike is not read again', async () => {
    const lengths: number[] = [];
    const first: ModelReply = replyOf(
      await healer().ask(question('Name three fruits.', { maxTokens: 40, onText: (length) => lengths.push(length) })),
    );
    expect(lengths.length).toBeGreaterThan(1);
    expect(lengths.at(-1)).toBeGreaterThanOrEqual(first.text.length);
    expect([...lengths].sort((a, b) => a - b)).toEqual(lengths);
    expect(first.use?.prompt).toBeGreaterThan(10);
    expect(first.use?.reply).toBeGreaterThan(0);
    const again = replyOf(await healer().ask(question('Name three fruits.', { maxTokens: 5 })));
    expect(again.use?.cached).toBeGreaterThan(0);
  });

  test('a cancel ends the work on the server too', async () => {
    const stop = new AbortController();
    const cancelled = await healer().ask(
      question('Write a very long story.', { maxTokens: 3_000, signal: stop.signal, onText: (length) => length > 20 && stop.abort() }),
    );
    expect(cancelled).toMatchObject({ ok: false, reason: 'cancelled' });
    const busy = async (): Promise<boolean> => {
      const slots = (await (await fetch(`${real.origin}/slots`, { headers: { authorization: `Bearer ${KEY}` } })).json()) as {
        is_processing: boolean;
      }[];
      expect(slots).toHaveLength(1);
      return slots.some((slot) => slot.is_processing);
    };
    const began = performance.now();
    while (await busy()) {
      expect(performance.now() - began).toBeLessThan(20_000);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // Its one slot is free for the next.
    replyOf(await healer().ask(question('Say yes.', { maxTokens: 4 })));
  });

  test('a schema is obeyed, or the answer was cut', async () => {
    const schema = {
      name: 'verdict',
      schema: {
        type: 'object',
        properties: { sure: { type: 'boolean' }, kind: { enum: ['name', 'type'] } },
        required: ['sure', 'kind'],
        additionalProperties: false,
      },
      instruction: 'Answer with the JSON object only.',
    };
    const { text, truncated } = replyOf(
      await healer().ask(question('Is "cuont" a wrong name or a wrong type?', { schema, maxTokens: 200 })),
    );
    if (truncated) return;
    const value = JSON.parse(text) as { sure: unknown; kind: unknown };
    expect(typeof value.sure).toBe('boolean');
    expect(['name', 'type']).toContain(value.kind);
  });

  test('a schema that the server does not know is taken back', async () => {
    const schema = { name: 'odd', schema: { type: 'no-such-type' }, instruction: 'Answer with JSON.' };
    const one = healer();
    replyOf(await one.ask(question('Say yes.', { schema, maxTokens: 4 })));
    replyOf(await one.ask(question('Say no.', { schema, maxTokens: 4 })));
  });

  test('an answer that its limit cuts says so', async () => {
    const { truncated, use } = replyOf(await healer().ask(question('Write the numbers from 1 to 100.', { maxTokens: 5 })));
    expect(truncated).toBe(true);
    expect(use?.reply).toBeLessThanOrEqual(5);
  });

  test('a question that is too long is told as that', async () => {
    const long = Array.from({ length: 6_000 }, (_, i) => `value_${i}`).join(' ');
    expect(await healer().ask(question(long, { maxTokens: 5 }))).toMatchObject({ ok: false, reason: 'too-long' });
  });

  test('without its key nothing is answered', async () => {
    const one = openAiCompatible({ baseUrl: real.baseUrl, name: 'healer' }, { limits });
    expect(await one.ask(question('Say yes.'))).toMatchObject({ ok: false, reason: 'unauthorised' });
  });

  test('how likely a text is, as the server itself counts it', async () => {
    const prompt = 'def add(a, b):\n    return';
    const one = healer();
    const score = async (...continuations: string[]): Promise<readonly number[]> => {
      if (!one.score) throw new Error('it can not score');
      return replyOf(await one.score({ prompt, continuations, signal: never }));
    };
    const [right = 0, wrong = 0, strange = 0] = await score(' a + b', ' zebra("b")', ' "é☃"\n\t\\');
    for (const logprob of [right, wrong, strange]) {
      expect(Number.isFinite(logprob)).toBe(true);
      expect(logprob).toBeLessThan(0);
    }
    expect(right).toBeGreaterThan(wrong);
    // The same number comes from the server's list of what might follow.
    const response = await fetch(`${real.origin}/completion`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}` },
      body: JSON.stringify({ prompt, n_predict: 1, n_probs: 20, temperature: 0 }),
    });
    const { completion_probabilities: places } = (await response.json()) as {
      completion_probabilities: { top_logprobs: { token: string; logprob: number }[] }[];
    };
    const next = (places[0]?.top_logprobs ?? []).filter(({ token }) => /^ \w+$/.test(token)).slice(0, 3);
    expect(next.length).toBeGreaterThan(0);
    const scores = await score(...next.map(({ token }) => token));
    for (const [i, { logprob }] of next.entries()) expect(scores[i]).toBeCloseTo(logprob, 1);
  });

  test('two roles, two models of one server', async () => {
    const models = modelsOf({ baseUrl: real.baseUrl, name: 'healer', apiKey: KEY, roles: { diagnose: 'quick' } }, { limits });
    expect([models.heal.name, models.diagnose?.name, models.critic]).toEqual(['healer', 'quick', undefined]);
    // It has one slot: they wait for each other, and both are answered.
    const replies = await Promise.all([
      models.heal.ask(question('Say yes.', { maxTokens: 4 })),
      models.diagnose?.ask(question('Say yes.', { maxTokens: 4 })),
    ]);
    for (const reply of replies) expect(reply).toMatchObject({ ok: true });
  });

  const CLI = path.resolve(__dirname, '../../dist/cli.js');

  async function cli(cwd: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const child = spawn(process.execPath, [CLI, ...args, '--model', 'healer', '--base-url', real.baseUrl], {
      cwd,
      env: { ...process.env, SELF_HEAL_API_KEY: KEY, SELF_HEAL_MODEL_LIMITS: 'secondsPerHeal=10' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, out, err };
  }

  test('the terminal’s doctor says that it answers', async () => {
    const { out } = await cli(process.cwd(), 'doctor', '--json');
    const { findings } = JSON.parse(out) as { findings: { name: string; state: string; what: string }[] };
    expect(findings.find(({ name }) => name === 'model')).toMatchObject({ state: 'ok' });
  });

  test('a heal in the terminal goes on to it where rules end, whatever it says, and writes nothing that was not asked for', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-real-model-'));
    try {
      const text = 'def total(items)\n    return sum(items)\n\n\nclass = total([1])\nprint(class\n';
      const file = path.join(folder, 'app.py');
      fs.writeFileSync(file, text);
      const { code, out, err } = await cli(folder, 'heal', 'app.py', '--workspace', folder);
      expect([0, 1], err).toContain(code);
      // It was asked.
      expect(err).toMatch(/healer/);
      expect(out + err).not.toContain(KEY);
      expect(fs.readFileSync(file, 'utf8')).toBe(text);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});
