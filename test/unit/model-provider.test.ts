// A model's provider against real HTTP servers on loopback: every answer is a value, in time, and nothing goes anywhere but to the base URL.

import fc from 'fast-check';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type { ModelFailureReason } from '../../src/engine/generate/model/failure';
import type { ModelLimits, ModelServer } from '../../src/engine/generate/model/model-server';
import type { LastRequest, ModelProvider, ModelReply, ModelRequest } from '../../src/engine/generate/model/provider';
import { openAiCompatible, type ProviderOptions } from '../../src/engine/generate/model/providers/openai-compatible';
import { listModels } from '../../src/engine/generate/model/providers/servers';
import type { Result } from '../../src/engine/result';
import {
  DONE,
  event,
  json,
  modelServer,
  RUDE,
  selfSignedCertificate,
  sse,
  streamed,
  UNKNOWN_HOST,
  usage,
  whole,
  type Answer,
  type ModelServerAtHand,
  type Rudeness,
} from '../support/rude-model-server';

const KEY = 'test-key-8823-do-not-show';
const QUESTION = [
  { role: 'system', content: 'You repair programs.' },
  { role: 'user', content: 'a = b' },
] as const;
const SCHEMA = {
  name: 'diagnosis',
  schema: { type: 'object', properties: { why: { type: 'string' } }, required: ['why'], additionalProperties: false },
  instruction: 'Answer with the JSON object only.',
};

const open: ModelServerAtHand[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of open.splice(0)) await server.close();
});

async function serve(answer: Answer): Promise<ModelServerAtHand> {
  const server = await modelServer(answer);
  open.push(server);
  return server;
}

const QUICK: Partial<ModelLimits> = { firstByteMs: 5_000, idleMs: 5_000, totalMs: 20_000 };

function provider(url: string, options: ProviderOptions = {}, server: Partial<ModelServer> = {}): ModelProvider {
  return openAiCompatible(
    { baseUrl: url, name: 'small', apiKey: KEY, ...server },
    { ...options, limits: { ...QUICK, ...options.limits }, retry: { baseMs: 1, ...options.retry } },
  );
}

function ask(one: ModelProvider, request: Partial<ModelRequest> = {}): Promise<Result<ModelReply, ModelFailureReason>> {
  return one.ask({ messages: QUESTION, signal: new AbortController().signal, ...request });
}

function replyOf(result: Result<ModelReply, ModelFailureReason>): ModelReply {
  if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
  return result.value;
}

/** A failure is one whole sentence without the key. */
function failureOf(result: Result<unknown, ModelFailureReason>): { reason: ModelFailureReason; message: string } {
  if (result.ok) throw new Error('there is an answer');
  expect(result.message).not.toContain(KEY);
  expect(result.message).toMatch(/^[A-Z0-9].{10,}\.$/);
  expect(result.message).not.toContain('\n');
  return result;
}

test('streams an answer, counts tokens and says what it cost', async () => {
  const { url, asked } = await serve((response) =>
    sse(response).end(
      `: OPENROUTER PROCESSING\n\n${event('a = ')}${event('c', 'stop')}${usage(20, 4, { prompt_tokens_details: { cached_tokens: 16 }, cost: 0.002 })}${DONE}`,
    ),
  );
  const lengths: number[] = [];
  const reply = replyOf(await ask(provider(url), { maxTokens: 300, onText: (length) => lengths.push(length) }));
  expect(reply).toMatchObject({ text: 'a = c', truncated: false, use: { prompt: 20, reply: 4, cached: 16, cost: 0.002 } });
  expect(reply.ms).toBeGreaterThan(0);
  expect(lengths).toEqual([4, 5]);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.url).toBe('/v1/chat/completions');
  expect(asked[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  expect(asked[0]?.body).toEqual({
    model: 'small',
    messages: QUESTION,
    stream: true,
    stream_options: { include_usage: true },
    temperature: 0.2,
    max_tokens: 300,
  });
});

test('takes an answer in one piece, whatever was asked for', async () => {
  const { url } = await serve((response) => whole(response, 'a = c', 'stop', { usage: { prompt_tokens: 9, completion_tokens: 3 } }));
  expect(replyOf(await ask(provider(url)))).toMatchObject({ text: 'a = c', truncated: false, use: { prompt: 9, reply: 3 } });
});

test.each<[string, Answer, string]>([
  ['reasoning_content', (response) => sse(response).end(event({ reasoning_content: 'a = d?' }) + event('a = c', 'stop') + DONE), 'a = c'],
  ['reasoning', (response) => sse(response).end(event({ reasoning: 'a = d?' }) + event('a = c', 'stop') + DONE), 'a = c'],
  ['a block before the answer', (response) => streamed(response, '<think>\nmaybe a = d?\n</think>\n\na = c'), 'a = c'],
  ['a block of another name', (response) => whole(response, '[THINK]a = d[/THINK]a = c'), 'a = c'],
  ['a block whose beginning the template took', (response) => streamed(response, 'maybe a = d?\n</think>\n\na = c'), 'a = c'],
  ['two blocks', (response) => whole(response, '<think>x</think> <think>y</think>\na = c'), 'a = c'],
  [
    'parts of the content',
    (response) =>
      json(response, 200, {
        choices: [
          {
            message: {
              content: [
                { type: 'thinking', thinking: [{ type: 'text', text: 'a = d?' }] },
                { type: 'text', text: 'a = c' },
              ],
            },
            finish_reason: 'stop',
          },
        ],
      }),
    'a = c',
  ],
  [
    'channels',
    (response) =>
      whole(response, '<|channel|>analysis<|message|>a = d?<|end|><|start|>assistant<|channel|>final<|message|>a = c<|return|>'),
    'a = c',
  ],
  ['no thinking, but a mark of the template', (response) => whole(response, 'a = c<|im_end|>\n'), 'a = c'],
  ['code that speaks of thinking', (response) => whole(response, 'x = "<think>"\ny = "</think>"\n'), 'x = "<think>"\ny = "</think>"\n'],
])('what was thought is not the answer: %s', async (_name, answer, text) => {
  const { url } = await serve(answer);
  expect(replyOf(await ask(provider(url))).text).toBe(text);
});

test('a person sees that a model thinks', async () => {
  const { url } = await serve((response) =>
    sse(response).end(
      event({ reasoning_content: 'x'.repeat(5000) }) + event({ reasoning_content: 'y'.repeat(5000) }) + event('a = c', 'stop') + DONE,
    ),
  );
  const told: string[] = [];
  const lengths: number[] = [];
  await ask(provider(url), { onProgress: (text) => told.push(text), onText: (length) => lengths.push(length) });
  expect(told).toEqual(['small is thinking (5 kB)…', 'small is thinking (10 kB)…']);
  expect(lengths).toEqual([5]);
});

test('a model that spends its whole limit on thinking is given room, once, and from then on', async () => {
  const { url, asked } = await serve((response, { body }) =>
    (body.max_tokens ?? 0) < 1_000
      ? sse(response).end(event({ reasoning_content: 'Hm.' }) + event('', 'length') + DONE)
      : streamed(response, 'a = c'),
  );
  const one = provider(url);
  expect(replyOf(await ask(one, { maxTokens: 300 }))).toMatchObject({ text: 'a = c', truncated: false });
  expect(replyOf(await ask(one, { maxTokens: 300 })).text).toBe('a = c');
  expect(asked.map(({ body }) => body.max_tokens)).toEqual([300, 8492, 8492]);
  expect(replyOf(await ask(provider(url), { maxTokens: 50 }))).toMatchObject({ text: '', truncated: true });
  expect(asked).toHaveLength(4);
});

test.each<[string, Answer]>([
  ['length', (response) => streamed(response, 'a = ', 'length')],
  ['max_tokens', (response) => whole(response, 'a = ', 'max_tokens')],
  ['a stream that just ends', RUDE['ends without saying so']],
])('cut off by %s: truncated, and not asked again', async (_name, answer) => {
  const { url, asked } = await serve(answer);
  expect(replyOf(await ask(provider(url)))).toMatchObject({ text: 'a = ', truncated: true });
  expect(asked).toHaveLength(1);
});

test('a server that says no reason, but that it is done, is believed', async () => {
  const { url } = await serve((response) => streamed(response, 'a = c', null));
  expect(replyOf(await ask(provider(url)))).toMatchObject({ text: 'a = c', truncated: false });
});

const SLOW = { idleMs: 60, firstByteMs: 60 };

test.each<[Rudeness, ModelFailureReason, RegExp, number, Partial<ModelLimits>?]>([
  ['too many requests', 'rate-limited', /too many requests/, 3],
  ['too many requests, wait a little', 'rate-limited', /asks to wait/, 3],
  ['too many requests, wait 120 s', 'rate-limited', /asks to wait 120 s/, 1],
  ['overloaded', 'http-error', /is overloaded \(HTTP 529\): Overloaded/, 3],
  ['still loading', 'http-error', /HTTP 503\): Loading model/, 3],
  ['server error', 'http-error', /HTTP 500: The server had an error/, 3],
  ['gateway page', 'http-error', /HTTP 502\.$/, 3],
  ['wrong key', 'unauthorised', /does not accept the API key/, 1],
  ['forbidden', 'unauthorised', /Country not supported/, 1],
  ['no credit', 'quota', /no credit left/, 1],
  ['no credit, by its status', 'quota', /no credit left/, 1],
  ['no credit, by its words', 'quota', /no credit left/, 1],
  ['no such model', 'http-error', /not found, try pulling it first; check the base URL and the model name/, 1],
  ['error with a good status', 'http-error', /HTTP 502: Provider returned error/, 3],
  ['error in the stream', 'http-error', /out of memory/, 3],
  ['gives up midway', 'http-error', /gave up in the middle/, 3],
  ['captive portal', 'bad-reply', /a web page instead of a model's answer; .*login/, 1],
  ['network wants a login', 'no-server', /wants a login first/, 1],
  ['redirect', 'http-error', /redirects elsewhere, which is not followed/, 1],
  ['silent', 'timeout-first-byte', /did not begin to answer within/, 1, SLOW],
  ['stalls after the headers', 'timeout-first-byte', /did not begin to answer within/, 1, SLOW],
  ['stalls in the middle', 'timeout-idle', /stopped in the middle/, 1, SLOW],
  ['stalls in a plain body', 'timeout-idle', /stopped in the middle/, 1, SLOW],
  ['drips without end', 'timeout-total', /did not answer in full within/, 1, { totalMs: 400 }],
  ['cut stream', 'truncated', /broke off in the middle/, 3],
  ['bytes that are no text', 'bad-reply', /bytes that are no text/, 1],
  ['a broken event', 'bad-reply', /could not be read/, 1],
  ['a body that is no JSON', 'bad-reply', /something else instead/, 1],
  ['JSON of something else', 'bad-reply', /something else instead/, 1],
  ['no body', 'bad-reply', /answered with nothing/, 1],
  ['never stops', 'bad-reply', /longer than|larger than/, 1],
  ['ten megabytes', 'bad-reply', /larger than/, 1],
  ['refusal', 'refused', /refused to answer/, 1],
  ['content filter', 'refused', /refused to answer/, 1],
  ['content filter, by its status', 'refused', /for what stands in it/, 1],
  ['empty reply', 'bad-reply', /empty answer/, 1],
  ['only thinking', 'bad-reply', /thought, and gave no answer/, 1],
  ['question too long', 'too-long', /longer than what small at .* can read at once/, 1],
])('%s → %s', async (rudeness, reason, sentence, calls, limits) => {
  const { url, asked, host } = await serve(RUDE[rudeness]);
  const result = failureOf(await ask(provider(url, { limits: limits ?? {} })));
  expect(result.reason).toBe(reason);
  expect(result.message).toMatch(sentence);
  expect(result.message).toContain(host);
  expect(asked).toHaveLength(calls);
  // Nothing is left open on the server's side.
  await Promise.all(asked.map(({ gone }) => gone));
});

test('half a character at the end of a stream is a cut, and never a character of the answer', async () => {
  const { url } = await serve(RUDE['half a character']);
  const result = await ask(provider(url));
  if (result.ok) expect(result.value).toMatchObject({ truncated: true, text: 'a' });
  else expect(failureOf(result).reason).toMatch(/bad-reply|truncated/);
});

test('a character that two pieces of the body share is whole', async () => {
  const { url } = await serve((response) => {
    const bytes = Buffer.from(event('a = "☃"', 'stop'));
    const at = bytes.indexOf(Buffer.from('☃')) + 1;
    sse(response).write(bytes.subarray(0, at));
    setTimeout(() => response.end(Buffer.concat([bytes.subarray(at), Buffer.from(DONE)])), 30);
  });
  expect(replyOf(await ask(provider(url))).text).toBe('a = "☃"');
});

test('an unknown name, and nobody who listens, are said at once', async () => {
  const { message, reason } = failureOf(await ask(provider(`http://${UNKNOWN_HOST}/v1`)));
  expect(reason).toBe('no-server');
  expect(message).toMatch(/name no-such-host\.invalid is not known here|can be reached at no-such-host\.invalid/);
  const gone = await modelServer(() => undefined);
  await gone.close();
  const told: string[] = [];
  const nobody = failureOf(await ask(provider(gone.url), { onProgress: (text) => told.push(text) }));
  expect(nobody.reason).toBe('no-server');
  expect(nobody.message).toContain(gone.host);
  expect(told).toEqual([]);
});

test('no safe connection: nothing is sent, and it is not tried again', async () => {
  const { url, asked } = await serve((response) => streamed(response, 'a = c'));
  const told: string[] = [];
  const { reason, message } = failureOf(await ask(provider(url.replace('http:', 'https:')), { onProgress: (text) => told.push(text) }));
  expect(reason).toBe('no-server');
  expect(message).toMatch(/No safe connection/);
  expect(asked).toEqual([]);
  expect(told).toEqual([]);
});

const certificate = selfSignedCertificate();
test.skipIf(!certificate)('a certificate that nobody vouches for is not trusted', async () => {
  const server = await modelServer((response) => streamed(response, 'a = c'), certificate);
  open.push(server);
  const { reason, message } = failureOf(await ask(provider(server.url)));
  expect(reason).toBe('no-server');
  expect(message).toMatch(/No safe connection .*SELF_SIGNED|No safe connection .*CERT|No safe connection .*VERIFY/);
  expect(server.asked).toEqual([]);
});

test('a wait is told, as the server asks for it, and ends with an answer', async () => {
  const { url, host } = await serve((response, _asked, call) =>
    call === 1 ? json(response, 429, {}, { 'retry-after-ms': '40' }) : streamed(response, 'a = c'),
  );
  const told: string[] = [];
  const reply = replyOf(await ask(provider(url), { onProgress: (text) => told.push(text) }));
  expect(reply.text).toBe('a = c');
  expect(reply.ms).toBeGreaterThanOrEqual(35);
  expect(told).toEqual([`${host} gets too many requests: waiting 0 s, as it asks, then asking again…`]);
});

test('the wait of a Retry-After that names a moment', async () => {
  const { url, asked } = await serve((response) => json(response, 429, {}, { 'retry-after': new Date(Date.now() + 90_000).toUTCString() }));
  expect(failureOf(await ask(provider(url))).message).toMatch(/asks to wait (?:89|90|88) s/);
  expect(asked).toHaveLength(1);
});

test('a cancel ends a wait, a stream and a silence at once', async () => {
  for (const answer of [RUDE['server error'], RUDE['stalls in the middle'], RUDE.silent]) {
    const { url, asked } = await serve(answer);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 60);
    const began = performance.now();
    const result = failureOf(
      await ask(provider(url, { retry: { baseMs: 60_000, maxMs: 60_000 }, limits: { totalMs: 200_000 } }), { signal: stop.signal }),
    );
    expect(result.reason).toBe('cancelled');
    expect(performance.now() - began).toBeLessThan(20_000);
    await asked[0]?.gone;
  }
  const { url, asked } = await serve(RUDE.silent);
  expect(failureOf(await ask(provider(url), { signal: AbortSignal.abort() })).reason).toBe('cancelled');
  expect(asked).toEqual([]);
});

test('a wait that would not end in time is not begun', async () => {
  const { url, asked } = await serve(RUDE['server error']);
  const began = performance.now();
  expect(failureOf(await ask(provider(url, { retry: { baseMs: 60_000, maxMs: 60_000 } }))).reason).toBe('http-error');
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(asked).toHaveLength(1);
});

test('no_backoff asks again at once, but not before the server wants it', async () => {
  const { url, asked } = await serve((response, _asked, call) =>
    call === 1 ? json(response, 500, {}) : call === 2 ? json(response, 429, {}, { 'retry-after-ms': '50' }) : streamed(response, 'a = c'),
  );
  const told: string[] = [];
  const reply = replyOf(
    await ask(provider(url, { retry: { strategy: 'no_backoff', baseMs: 60_000, maxMs: 60_000 } }), {
      onProgress: (text) => told.push(text),
    }),
  );
  expect(reply.ms).toBeGreaterThanOrEqual(45);
  expect(told).toHaveLength(1);
  expect(asked).toHaveLength(3);
});

/** Refuses requests with an option, in the words of the servers that do. */
const refuses =
  (option: (body: Record<string, unknown>) => boolean, error: unknown, status = 400): Answer =>
  (response, { body }) =>
    option(body) ? json(response, status, error) : streamed(response, '{"why": "c"}');

test.each<[string, Answer, Record<string, unknown>]>([
  [
    'temperature, as reasoning models do',
    refuses((body) => 'temperature' in body, {
      error: {
        message: "Unsupported value: 'temperature' does not support 0.2 with this model.",
        param: 'temperature',
        code: 'unsupported_value',
      },
    }),
    { temperature: undefined, max_tokens: 4096 },
  ],
  [
    'max_tokens, as reasoning models do',
    refuses((body) => 'max_tokens' in body, {
      error: { message: "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead." },
    }),
    { max_tokens: undefined, max_completion_tokens: 4096 + 8192 },
  ],
  [
    'a limit that is more than it has',
    refuses((body) => 'max_tokens' in body, {
      object: 'error',
      message:
        "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (904 in the messages, 4096 in the completion).",
    }),
    { max_tokens: undefined, max_completion_tokens: undefined },
  ],
  [
    'stream_options',
    refuses(
      (body) => 'stream_options' in body,
      { detail: [{ type: 'extra_forbidden', loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }] },
      422,
    ),
    { stream: true, stream_options: undefined, temperature: 0.2 },
  ],
  [
    'a stream',
    refuses((body) => body['stream'] === true, {
      error: { message: 'Your organization must be verified to stream this model.', param: 'stream' },
    }),
    { stream: undefined },
  ],
  [
    'a schema',
    refuses((body) => 'response_format' in body, { error: { message: "'response_format.type' must be 'text'" } }),
    { response_format: undefined, temperature: 0.2 },
  ],
  [
    'a schema that its grammar does not know',
    refuses((body) => 'response_format' in body, { error: { message: 'JSON schema error at #: unrecognized type' } }),
    { response_format: undefined },
  ],
  [
    'a schema, but not JSON',
    refuses((body) => JSON.stringify(body['response_format'] ?? {}).includes('schema'), {
      error: { message: 'This response_format type is unavailable now', type: 'invalid_request_error' },
    }),
    { response_format: { type: 'json_object' } },
  ],
  [
    'temperature, in a list of one error',
    refuses((body) => 'temperature' in body, [{ error: { code: 400, message: 'Unknown name "temperature"', status: 'INVALID_ARGUMENT' } }]),
    { temperature: undefined, stream_options: { include_usage: true } },
  ],
  [
    'something that it does not name',
    refuses((body) => 'temperature' in body || 'stream_options' in body, { detail: 'Bad Request' }),
    { temperature: undefined, stream_options: undefined, response_format: undefined },
  ],
])('an option that a server refuses is taken back, and stays so: %s', async (_name, answer, body) => {
  const { url, asked } = await serve(answer);
  const one = provider(url);
  expect(replyOf(await ask(one, { schema: SCHEMA })).text).toBe('{"why": "c"}');
  const last = asked.at(-1)?.body ?? {};
  for (const [option, value] of Object.entries(body)) expect(last[option], option).toEqual(value);
  const calls = asked.length;
  replyOf(await ask(one, { schema: SCHEMA }));
  expect(asked).toHaveLength(calls + 1);
});

test.each<[string, number, unknown]>([
  ['a template without it', 500, { error: { code: 500, message: 'System role not supported', type: 'server_error' } }],
  ['a model without it', 400, { error: { message: "Unsupported value: 'messages[0].role' does not support 'system' with this model." } }],
])('where there is no system role its text stands before the question: %s', async (_name, status, error) => {
  const { url, asked } = await serve((response, { body }) =>
    body.messages?.some(({ role }) => role === 'system') ? json(response, status, error) : streamed(response, 'a = c'),
  );
  expect(replyOf(await ask(provider(url))).text).toBe('a = c');
  expect(asked.at(-1)?.body.messages).toEqual([{ role: 'user', content: 'You repair programs.\n\na = b' }]);
});

test('a server that refuses whatever is sent is not asked for ever', async () => {
  const { url, asked } = await serve((response) =>
    json(response, 400, { error: { message: 'temperature stream_options response_format system max_tokens' } }),
  );
  expect(failureOf(await ask(provider(url), { schema: SCHEMA })).reason).toBe('http-error');
  expect(asked.length).toBeLessThan(10);
});

test('a schema is sent only when asked for, and said in words too', async () => {
  const { url, asked } = await serve((response) => streamed(response, '{"why": "c"}'));
  await ask(provider(url));
  await ask(provider(url), { schema: SCHEMA });
  expect(asked[0]?.body.response_format).toBeUndefined();
  expect(asked[1]?.body.response_format).toEqual({
    type: 'json_schema',
    json_schema: { name: 'diagnosis', strict: true, schema: SCHEMA.schema },
  });
  expect(asked[1]?.body.messages?.at(-1)?.content).toBe('a = b\n\nAnswer with the JSON object only.');
});

test('a schema that is not sent is said', async () => {
  const { url, asked } = await serve(refuses((body) => 'response_format' in body, { error: { message: 'no response_format' } }));
  replyOf(await ask(provider(url), { schema: SCHEMA }));
  expect(asked.at(-1)?.body.messages?.at(-1)?.content).toBe(
    `a = b\n\nAnswer with the JSON object only.\nIts JSON schema: ${JSON.stringify(SCHEMA.schema)}`,
  );
});

test('what two questions at once learn of a server is kept together', async () => {
  const { url, asked } = await serve((response, { body }) => {
    const refused = ['temperature', 'stream_options', 'response_format'].find((option) => option in body);
    // The answers cross.
    const at = refused === 'temperature' ? 30 : 0;
    setTimeout(() => (refused ? json(response, 400, { error: { message: refused } }) : streamed(response, '{}')), at);
  });
  const one = provider(url);
  await Promise.all([ask(one, { schema: SCHEMA }), ask(one), ask(one, { schema: SCHEMA })]);
  const calls = asked.length;
  replyOf(await ask(one, { schema: SCHEMA }));
  expect(asked).toHaveLength(calls + 1);
});

test('the address of the call itself does for a base URL, and a hint is given where the version is missing', async () => {
  const { url, asked } = await serve((response, { url: path }) =>
    path.startsWith('/v1/') ? streamed(response, 'a = c') : json(response, 404, { error: { message: 'not found' } }),
  );
  replyOf(await ask(provider(`${url}/chat/completions`)));
  expect(asked[0]?.url).toBe('/v1/chat/completions');
  expect(failureOf(await ask(provider(url.replace('/v1', '')))).message).toMatch(
    /check the base URL, which mostly ends in \/v1, and the model name\.$/,
  );
});

test('needs no key, and takes nothing from the environment', async () => {
  vi.stubEnv('OPENAI_API_KEY', 'env-key');
  vi.stubEnv('OPENAI_ORG_ID', 'env-org');
  vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'x-custom: env-header');
  vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:1/v1');
  const { url, asked } = await serve((response) => streamed(response, 'a = c'));
  replyOf(await ask(provider(`${url}/`, {}, { apiKey: undefined })));
  expect(asked[0]?.headers.authorization).toBeUndefined();
  expect(JSON.stringify(asked[0]?.headers)).not.toContain('env-');
  expect(Object.keys(asked[0]?.headers ?? {}).filter((name) => /stainless|openai/.test(name))).toEqual([]);
});

test("Azure's version stands in the query, and its key under its own name", async () => {
  const { url, asked } = await serve((response) => streamed(response, 'a = c'));
  replyOf(await ask(provider(`${url}/openai/deployments/mine?api-version=2024-10-21`)));
  expect(asked[0]?.url).toBe('/v1/openai/deployments/mine/chat/completions?api-version=2024-10-21');
  // The name of its host can't be served here: what would be sent there is looked at instead.
  const sent: Headers[] = [];
  vi.stubGlobal('fetch', async (_url: URL, init: RequestInit) => {
    sent.push(new Headers(init.headers));
    return new Response('{}', { status: 401 });
  });
  try {
    const azure = 'https://me.openai.azure.com/openai/v1';
    await ask(provider(azure, {}, { apiKey: 'plain' }));
    await ask(provider(azure, {}, { apiKey: 'eyJhbGciOi.token' }));
    await ask(provider('https://openai.azure.com.example.org/v1', {}, { apiKey: 'plain' }));
    await ask(provider('https://api.anthropic.com/v1', {}, { apiKey: 'plain' }));
    await listModels({ baseUrl: 'https://api.anthropic.com/v1', apiKey: 'plain' }, new AbortController().signal);
  } finally {
    vi.unstubAllGlobals();
  }
  expect(sent.map((headers) => [headers.get('api-key') ?? headers.get('x-api-key'), headers.get('authorization')])).toEqual([
    ['plain', null],
    [null, 'Bearer eyJhbGciOi.token'],
    [null, 'Bearer plain'],
    [null, 'Bearer plain'],
    ['plain', null],
  ]);
});

test('what was sent can be shown, as it was, without the key', async () => {
  const { url } = await serve((response) => streamed(response, 'a = c'));
  const sent: LastRequest[] = [];
  const messages = [{ role: 'user', content: `key = "${KEY}"\n${'x'.repeat(60_000)}` }] as const;
  await ask(provider(`${url}?key=${KEY}`, { onSent: (one) => sent.push(one) }), { messages, maxTokens: 7 });
  expect(sent).toHaveLength(1);
  expect(JSON.stringify(sent)).not.toContain(KEY);
  expect(sent[0]).toMatchObject({
    url: `${url}/chat/completions`,
    model: 'small',
    options: { temperature: 0.2, max_tokens: 7, stream: true },
  });
  expect(sent[0]?.messages[0]?.content).toMatch(/^key = "…"\nx+\n\(\d+ characters more\)$/);
  expect(sent[0]?.bytes).toBeGreaterThan(60_000);
  expect(Date.parse(sent[0]?.at ?? '')).toBeGreaterThan(Date.now() - 60_000);
});

test('the key is in no message, however a server repeats it', async () => {
  for (const status of [400, 403, 404, 418, 429, 500]) {
    const { url } = await serve((response) => json(response, status, { error: { message: `no: ${KEY}, sk-abc*****wxyz` } }));
    expect(failureOf(await ask(provider(url))).message).not.toMatch(/sk-abc/);
  }
});

test('no host but that of the base URL is spoken to, whatever a server answers', async () => {
  const other = await serve((response) => streamed(response, 'stolen'));
  const hosts = new Set<string>();
  const onSocket = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    socket.on('connect', () => hosts.add(`${socket.remoteAddress}:${socket.remotePort}`));
  };
  subscribe('net.client.socket', onSocket);
  const own: string[] = [];
  try {
    for (const status of [301, 302, 303, 307, 308]) {
      const { url, host } = await serve((response) => response.writeHead(status, { location: `${other.url}/chat/completions` }).end());
      own.push(host);
      expect(failureOf(await ask(provider(url))).reason).toBe('http-error');
      expect(
        failureOf(
          (await provider(url).score?.({ prompt: 'a', continuations: ['b'], signal: new AbortController().signal })) ?? {
            ok: true,
            value: 0,
          },
        ).reason,
      ).toBe('no-scores');
    }
    for (const answer of Object.values(RUDE).filter((one) => one !== RUDE.silent)) {
      const { url, host } = await serve(answer);
      own.push(host);
      await ask(provider(url, { limits: { firstByteMs: 100, idleMs: 100, totalMs: 300 } }));
    }
  } finally {
    unsubscribe('net.client.socket', onSocket);
  }
  expect(other.asked).toEqual([]);
  expect([...hosts].sort()).toEqual(own.sort());
});

test('whatever comes, it is an answer or a sentence', async () => {
  const fragments = [
    event('a = '), event('c', 'stop'), DONE, usage(3, 4), 'data: ', 'data: {"error": {"message": "no"}}\n\n', '{"choices": [{"message": {"content": "x"}}]}', '{"choices": []}',
    'event: error\n', '\n\n', '\r\n', '[]', 'null', '{"error": null}', '{"error": {"code": 429}}', '<html>', '<think>', '\u0000', '☃', 'data: {"choices":[{"delta":{"content":5}}]}\n\n',
    'data: {"choices":[{"delta":null,"finish_reason":7}]}\n\n',
  ]; // prettier-ignore
  let next: { status: number; type: string; chunks: readonly (string | Uint8Array)[]; retryAfter: string | undefined } | undefined;
  const { url } = await serve((response) => {
    const headers = {
      ...(next?.type ? { 'content-type': next.type } : {}),
      ...(next?.retryAfter ? { 'retry-after': next.retryAfter } : {}),
    };
    response.writeHead(next?.status ?? 200, headers);
    for (const chunk of next?.chunks ?? []) response.write(chunk);
    response.end();
  });
  const one = provider(url, { retry: { retries: 1, maxMs: 5 }, limits: { totalMs: 3_000 } });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(200, 200, 200, 204, 400, 401, 404, 418, 422, 429, 500, 503, 529, 599),
      fc.constantFrom('text/event-stream', 'application/json', 'text/html', ''),
      fc.array(fc.oneof(fc.constantFrom(...fragments), fc.constantFrom(...fragments), fc.string(), fc.uint8Array({ maxLength: 20 })), {
        maxLength: 8,
      }),
      fc.constantFrom(undefined, undefined, '0', '-1', 'soon', '1e99', 'Thu, 01 Jan 1970 00:00:00 GMT'),
      async (status, type, chunks, retryAfter) => {
        next = { status, type, chunks, retryAfter };
        const result = await ask(one, { schema: SCHEMA });
        if (result.ok) expect(typeof result.value.text).toBe('string');
        else failureOf(result);
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);

test('takes no base URL that is none, and loads nothing for it', async () => {
  const loaded = vi.fn();
  vi.doMock('openai', () => {
    loaded();
    throw new Error('loaded');
  });
  for (const baseUrl of ['ftp://127.0.0.1/v1', 'not a url', 'http://user:pw@127.0.0.1/v1', 'file:///etc/passwd'])
    expect(failureOf(await ask(provider(baseUrl))).reason).toBe('bad-settings');
  for (const wrong of [{ name: ' ' }, { apiKey: 'a\nb' }])
    expect(failureOf(await ask(provider('http://127.0.0.1:1/v1', {}, wrong))).reason).toBe('bad-settings');
  expect(loaded).not.toHaveBeenCalled();
  // The mock does notice a load.
  await ask(provider('http://127.0.0.1:1/v1', { retry: { retries: 0 } })).catch(() => undefined);
  expect(loaded).toHaveBeenCalled();
  vi.doUnmock('openai');
});
