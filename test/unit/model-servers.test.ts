// Setting a model up, against real servers on loopback; and a model that somebody else asks for us.

import fc from 'fast-check';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { costOf } from '../../src/engine/generate/model/model-server';
import { modelsOf } from '../../src/engine/generate/model/models';
import type { LastRequest } from '../../src/engine/generate/model/provider';
import { delegatedProvider, type DelegatedModel, type DelegatedRequest } from '../../src/engine/generate/model/providers/delegated';
import { openAiCompatible } from '../../src/engine/generate/model/providers/openai-compatible';
import { findLocalServers, listModels, tryModel } from '../../src/engine/generate/model/providers/servers';
import { success } from '../../src/engine/result';
import {
  DONE,
  event,
  json,
  modelServer,
  RUDE,
  sse,
  streamed,
  usage,
  whole,
  type Answer,
  type ModelServerAtHand,
} from '../support/rude-model-server';

const open: ModelServerAtHand[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(answer: Answer): Promise<ModelServerAtHand> {
  const server = await modelServer(answer);
  open.push(server);
  return server;
}

const never = new AbortController().signal;
const portOf = ({ host }: ModelServerAtHand): number => Number(host.split(':')[1]);

const lists =
  (ids: readonly string[], owner = 'me'): Answer =>
  (response) =>
    json(response, 200, { object: 'list', data: ids.map((id) => ({ id, object: 'model', owned_by: owner })) });

test("lists a server's models by name, and sends nothing but the question and the key", async () => {
  const { url, asked } = await serve(lists(['qwen2.5-coder:7b', 'a', 'a', '', 'bad\u202ename', 'x'.repeat(400)]));
  const listed = await listModels({ baseUrl: url, apiKey: 'key-1234' }, never);
  expect(listed).toEqual(success(['a', 'qwen2.5-coder:7b']));
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ url: '/v1/models', method: 'GET', text: '' });
  expect(asked[0]?.headers.authorization).toBe('Bearer key-1234');
});

test.each<[keyof typeof RUDE, string, RegExp]>([
  ['captive portal', 'bad-reply', /a web page instead of a list of models/],
  ['wrong key', 'unauthorised', /does not accept the API key/],
  ['JSON of something else', 'bad-reply', /something else/],
  ['redirect', 'http-error', /redirects/],
  ['server error', 'http-error', /HTTP 500/],
  ['drips without end', 'timeout-total', /did not answer in full/],
  ['silent', 'timeout-first-byte', /did not begin/],
  ['ten megabytes', 'bad-reply', /larger than/],
])('no list from %s → %s', async (rudeness, reason, sentence) => {
  const { url } = await serve(RUDE[rudeness]);
  const limits = { firstByteMs: 300, idleMs: 300, totalMs: 900 };
  const listed = await listModels({ baseUrl: url, apiKey: 'key-1234' }, never, rudeness === 'ten megabytes' ? {} : limits);
  expect(listed).toMatchObject({ ok: false, reason });
  if (!listed.ok) expect(listed.message).toMatch(sentence);
});

test('finds the model servers of this machine, and says who they are', async () => {
  const one = await serve(lists(['small.gguf'], 'llamacpp'));
  const two = await serve(lists(['qwen2.5-coder:7b'], 'library'));
  const empty = await serve(lists([]));
  const locked = await serve(RUDE['wrong key']);
  const page = await serve((response) => response.writeHead(401, { 'content-type': 'text/html' }).end('<html>Log in</html>'));
  const none = await serve((response) => json(response, 200, { object: 'list', data: null }));
  const portal = await serve(RUDE['captive portal']);
  const silent = await serve(RUDE.silent);
  const gone = await modelServer(() => undefined);
  await gone.close();
  const ports = new Set<string>();
  const onSocket = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    socket.on('connect', () => ports.add(`${socket.remoteAddress}`));
  };
  subscribe('net.client.socket', onSocket);
  const began = performance.now();
  const found = await findLocalServers(never, {
    ports: [one, two, empty, none, locked, page, portal, silent, gone].map(portOf),
    withinMs: 3_000,
  });
  unsubscribe('net.client.socket', onSocket);
  expect(found).toEqual([
    { title: 'llama.cpp', baseUrl: one.url, models: ['small.gguf'] },
    { title: 'Ollama', baseUrl: two.url, models: ['qwen2.5-coder:7b'] },
    { title: `port ${portOf(empty)}`, baseUrl: empty.url, models: [] },
    { title: `port ${portOf(none)}`, baseUrl: none.url, models: [] },
    { title: `port ${portOf(locked)}`, baseUrl: locked.url, models: [], needsKey: true },
  ]);
  expect(performance.now() - began).toBeLessThan(15_000);
  expect([...ports]).toEqual(['127.0.0.1']);
  for (const { asked } of [one, two, empty, none, locked, page, portal, silent]) {
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers.authorization).toBeUndefined();
  }
});

test('a search that is cancelled ends', async () => {
  const silent = await serve(RUDE.silent);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  expect(await findLocalServers(stop.signal, { ports: [portOf(silent)], withinMs: 60_000 })).toEqual([]);
});

test('a trial call shows speed and cost, and sends nobody’s code', async () => {
  const { url, asked } = await serve((response) => {
    sse(response).write(event('1\n'));
    setTimeout(() => response.end(event('2\n3', 'length') + usage(30, 101) + DONE), 200);
  });
  const tried = await tryModel(openAiCompatible({ baseUrl: url, name: 'small' }), never, { prompt: 1, reply: 10 });
  if (!tried.ok) throw new Error(tried.message);
  expect(tried.value.tokensPerSecond).toBeGreaterThan(100);
  expect(tried.value.tokensPerSecond).toBeLessThan(100 / 0.19);
  expect(tried.value.firstMs).toBeLessThan(tried.value.ms);
  expect(tried.value.cost).toBeCloseTo((30 * 1 + 101 * 10) / 1_000_000, 12);
  expect(asked[0]?.body.messages?.[0]?.content).toMatch(/numbers from 1 to 40/);
});

test('a trial call says nothing that it does not know', async () => {
  const { url } = await serve((response) => streamed(response, '1'));
  const tried = await tryModel(openAiCompatible({ baseUrl: url, name: 'small' }), never, { prompt: 1, reply: 10 });
  expect(tried.ok && Object.keys(tried.value).sort()).toEqual(['firstMs', 'ms']);
});

test('a failed trial says why', async () => {
  const { url } = await serve(RUDE['no such model']);
  expect(await tryModel(openAiCompatible({ baseUrl: url, name: 'small' }), never)).toMatchObject({ ok: false, reason: 'http-error' });
});

test('cost: what the server says, else what the person’s price says, cached tokens for their own price', () => {
  const price = { prompt: 3, reply: 15, cached: 0.3 };
  expect(costOf(undefined, price)).toBeUndefined();
  expect(costOf({ prompt: 10, reply: 1 }, undefined)).toBeUndefined();
  expect(costOf({ prompt: 10, reply: 1, cost: 0.25 }, price)).toBe(0.25);
  expect(costOf({ prompt: 1_000_000, reply: 0, cached: 500_000 }, price)).toBeCloseTo(1.65, 10);
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), fc.nat(2_000_000), (prompt, reply, cached) => {
      const cost = costOf({ prompt, reply, cached }, price) ?? -1;
      return cost >= 0 && cost <= costOf({ prompt, reply }, { prompt: 3, reply: 15 })! + 1e-9;
    }),
  );
});

test('roles have models of their own, and what one learns of the server all know', async () => {
  const { url, asked } = await serve((response, { body }) =>
    'temperature' in body ? json(response, 400, { error: { message: 'temperature' } }) : whole(response, `by ${body.model}`),
  );
  const models = modelsOf({ baseUrl: url, name: 'large', roles: { diagnose: 'small', critic: 'large' } });
  expect(models.rank).toBeUndefined();
  expect(models.critic).toBe(models.heal);
  expect(asked).toEqual([]);
  const messages = [{ role: 'user', content: 'x' }] as const;
  expect(await models.heal.ask({ messages, signal: never })).toMatchObject({ value: { text: 'by large' } });
  expect(await models.diagnose?.ask({ messages, signal: never })).toMatchObject({ value: { text: 'by small' } });
  expect(await models.critic?.ask({ messages, signal: never })).toMatchObject({ value: { text: 'by large' } });
  expect(asked.map(({ body }) => body.model)).toEqual(['large', 'large', 'small', 'small', 'large']);
});

// --- Scores

const score = (url: string, continuations: readonly string[]) =>
  openAiCompatible({ baseUrl: url, name: 'small' }, { retry: { baseMs: 1 } }).score?.({ prompt: 'a = ', continuations, signal: never });

/** A letter is a token, and each is worth −1, but the continuation's x −3. */
const letters = (text: string): { tokens: string[]; token_logprobs: (number | null)[] } => ({
  tokens: [...text],
  token_logprobs: [...text].map((letter, i) => (i === 0 ? null : letter === 'x' ? -3 : -1)),
});

test('scores by the echo of a prompt', async () => {
  const { url, asked } = await serve((response, { body }) => {
    const { tokens, token_logprobs } = letters(`${body.prompt}!`);
    json(response, 200, {
      choices: [{ text: body.prompt, logprobs: { tokens: ['<s>', ...tokens], token_logprobs: [null, ...token_logprobs] } }],
    });
  });
  expect(await score(url, ['bb', 'xb', '☃'])).toEqual(success([-2, -4, -1]));
  expect(asked[0]).toMatchObject({ url: '/v1/completions', body: { echo: true, logprobs: 1, max_tokens: 1 } });
  expect(asked).toHaveLength(4);
});

test("scores by vLLM's prompt_logprobs where there is no echo", async () => {
  const { url } = await serve((response, { body }) => {
    if (body['echo']) return json(response, 400, { error: { message: 'echo is not supported' } });
    const { tokens, token_logprobs } = letters(String(body.prompt));
    const places = tokens.map((token, i) =>
      i === 0 ? null : { [String(i)]: { logprob: token_logprobs[i], rank: 1, decoded_token: token } },
    );
    json(response, 200, { choices: [{ text: 'z', prompt_logprobs: places }] });
  });
  expect(await score(url, ['bb', 'xb'])).toEqual(success([-2, -4]));
});

/** Says what the grammar wants, as llama.cpp does; echo it ignores. */
const forced: Answer = (response, { body }) => {
  const grammar = typeof body['grammar'] === 'string' ? body['grammar'] : 'root ::= "q"';
  const text = JSON.parse(grammar.replace('root ::= ', '')) as string;
  const content = [...Buffer.from(text)].map((byte) => ({
    token: byte < 128 ? String.fromCharCode(byte) : '\ufffd',
    bytes: [byte],
    logprob: byte === 120 ? -3 : -1,
  }));
  json(response, 200, { choices: [{ text, logprobs: { content: [...content, { token: '', bytes: [], logprob: -9 }] } }] });
};

test('scores by a grammar that leaves nothing else to say', async () => {
  const { url, asked } = await serve(forced);
  expect(await score(url, ['bb', 'xb', '"\\\n\t', '☃'])).toEqual(success([-2, -4, -4, -3]));
  expect(asked.at(-1)?.body['grammar']).toBe('root ::= "☃"');
});

test.each<[string, Answer]>([
  ['a server without completions', (response) => json(response, 404, { error: { message: 'not found' } })],
  ['a server that ignores what it does not know', (response) => json(response, 200, { choices: [{ text: ' whatever', logprobs: null }] })],
  [
    'a server that says numbers of another text',
    (response) => json(response, 200, { choices: [{ text: 'y', logprobs: { tokens: ['y', 'z'], token_logprobs: [-1, -1] } }] }),
  ],
  ['a web page', RUDE['captive portal']],
])('no scores from %s, and it is not asked again', async (_name, answer) => {
  const { url, asked } = await serve(answer);
  const one = openAiCompatible({ baseUrl: url, name: 'small' });
  expect(await one.score?.({ prompt: 'a', continuations: ['b'], signal: never })).toMatchObject({ ok: false, reason: 'no-scores' });
  expect(one.score).toBeUndefined();
  expect(asked).toHaveLength(3);
});

test('a key that is not accepted says nothing about scores', async () => {
  const { url } = await serve(RUDE['wrong key']);
  const one = openAiCompatible({ baseUrl: url, name: 'small' });
  expect(await one.score?.({ prompt: 'a', continuations: ['b'], signal: never })).toMatchObject({ ok: false, reason: 'unauthorised' });
  expect(one.score).toBeDefined();
});

// --- Asked by somebody else

const delegated = (ask: DelegatedModel['ask'], limits: object = {}, onSent?: (sent: LastRequest) => void) =>
  delegatedProvider({ name: 'gpt', host: 'the editor (copilot)', ask }, { limits, ...(onSent ? { onSent } : {}) });

test('an editor’s model: no system message, a schema only in words, nothing of the request lost', async () => {
  let seen: DelegatedRequest | undefined;
  const sent: LastRequest[] = [];
  const lengths: number[] = [];
  const one = delegated(
    async (request) => {
      seen = request;
      request.onText(5);
      return success({ text: '<think>hm</think>\na = c', truncated: false, use: { prompt: 3, reply: 2 } });
    },
    {},
    (last) => sent.push(last),
  );
  const reply = await one.ask({
    messages: [
      { role: 'system', content: 'You repair.' },
      { role: 'user', content: 'a = b' },
      { role: 'assistant', content: 'a = d' },
      { role: 'user', content: 'no' },
    ],
    schema: { name: 's', schema: {}, instruction: 'JSON only.' },
    temperature: 0.7,
    maxTokens: 50,
    signal: never,
    onText: (length) => lengths.push(length),
  });
  expect(reply).toMatchObject({ ok: true, value: { text: 'a = c', truncated: false, use: { prompt: 3, reply: 2 } } });
  expect(seen).toMatchObject({
    messages: [
      { role: 'user', content: 'You repair.\n\na = b' },
      { role: 'assistant', content: 'a = d' },
      { role: 'user', content: 'no\n\nJSON only.\nIts JSON schema: {}' },
    ],
    temperature: 0.7,
    maxTokens: 50,
  });
  expect(lengths).toEqual([5]);
  expect(sent[0]).toMatchObject({
    model: 'gpt',
    url: 'the editor (copilot)',
    messages: seen?.messages,
    options: { temperature: 0.7, max_tokens: 50 },
  });
  expect(one.score).toBeUndefined();
});

test.each<[string, DelegatedModel['ask'], object, string]>([
  ['never answers and heeds no cancel', () => new Promise(() => undefined), { firstByteMs: 40 }, 'timeout-first-byte'],
  [
    'stops in the middle',
    ({ onText }) => {
      onText(3);
      return new Promise(() => undefined);
    },
    { idleMs: 40 },
    'timeout-idle',
  ],
  [
    'goes on for ever',
    ({ onText, signal }) =>
      new Promise(() => {
        let length = 0;
        const more = setInterval(() => onText(++length), 5);
        signal.addEventListener('abort', () => clearInterval(more));
      }),
    { totalMs: 120 },
    'timeout-total',
  ],
  ['throws', () => Promise.reject(new Error('broken')), {}, 'no-server'],
  [
    'throws at once',
    () => {
      throw new Error('broken');
    },
    {},
    'no-server',
  ],
  ['says too much', async () => success({ text: 'x'.repeat(300_000) }), {}, 'bad-reply'],
  ['says nothing', async () => success({ text: ' ' }), {}, 'bad-reply'],
  ['refuses', async () => ({ ok: false, reason: 'refused', message: 'No.' }), {}, 'refused'],
])('an editor’s model that %s', async (_name, asking, limits, reason) => {
  const result = await delegated(asking, limits).ask({ messages: [{ role: 'user', content: 'x' }], signal: never });
  expect(result).toMatchObject({ ok: false, reason });
  if (!result.ok) expect(result.message).toMatch(/^[A-Z].*\.$/);
});

test('a cancel is handed on, and not waited for', async () => {
  const stop = new AbortController();
  let handedOn = false;
  setTimeout(() => stop.abort(), 30);
  const one = delegated(({ signal }) => {
    signal.addEventListener('abort', () => (handedOn = true));
    return new Promise((_resolve, reject) => setTimeout(() => reject(new Error('late')), 60));
  });
  expect(await one.ask({ messages: [{ role: 'user', content: 'x' }], signal: stop.signal })).toMatchObject({ reason: 'cancelled' });
  expect(handedOn).toBe(true);
  // Its late rejection troubles nobody.
  await new Promise((resolve) => setTimeout(resolve, 60));
  const before = AbortSignal.abort();
  expect(await one.ask({ messages: [{ role: 'user', content: 'x' }], signal: before })).toMatchObject({ reason: 'cancelled' });
});
