// What each of the usual servers answers in its own way, as its documentation or its own words show it: all of it is one answer, or one clear failure.

import { afterEach, describe, expect, test } from 'vitest';
import type { ModelRequest } from '../../src/engine/generate/model/provider';
import { openAiCompatible } from '../../src/engine/generate/model/providers/openai-compatible';
import {
  DONE,
  event,
  json,
  modelServer,
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

async function ask(answer: Answer, more: Partial<ModelRequest> = {}) {
  const server = await modelServer(answer);
  open.push(server);
  const provider = openAiCompatible({ baseUrl: server.url, name: 'small', apiKey: 'key-1234' }, { retry: { baseMs: 1 } });
  const messages = [
    { role: 'system', content: 'You repair programs.' },
    { role: 'user', content: 'a = b' },
  ] as const;
  const told: string[] = [];
  const result = await provider.ask({ messages, signal: new AbortController().signal, onProgress: (text) => told.push(text), ...more });
  return { result, told, asked: server.asked };
}

const SCHEMA = { name: 's', schema: { type: 'object' }, instruction: 'Answer in JSON.' };
const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

describe('an answer', () => {
  test.each<[string, Answer, object]>([
    [
      'OpenAI: usage at the end, in an event without choices',
      (response) =>
        sse(response).end(
          event({ role: 'assistant', content: '', refusal: null }) + event('a = c') + event({}, 'stop') + usage(21, 5) + DONE,
        ),
      { text: 'a = c', truncated: false, use: { prompt: 21, reply: 5 } },
    ],
    [
      'Azure: the filter’s word first, in an event without choices',
      (response) =>
        sse(response).end(
          data({ choices: [], prompt_filter_results: [{ prompt_index: 0, content_filter_results: { hate: { filtered: false } } }] }) +
            data({ choices: [{ index: 0, delta: { content: 'a = c' }, finish_reason: null, content_filter_results: {} }] }) +
            event({}, 'stop') +
            DONE,
        ),
      { text: 'a = c', truncated: false },
    ],
    [
      'OpenRouter: comments while it waits, thinking beside the answer, cost in the usage',
      (response) =>
        sse(response).end(
          `: OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n${event({ role: 'assistant', content: '', reasoning: 'Hm.', reasoning_details: [{ type: 'reasoning.text', text: 'Hm.' }] })}${event('a = c', 'stop')}${usage(20, 4, { cost: 0.00014, is_byok: false })}${DONE}`,
        ),
      { text: 'a = c', use: { prompt: 20, reply: 4, cost: 0.00014 } },
    ],
    [
      'vLLM: thinking under a new name, a stop reason beside the finish reason',
      (response) =>
        sse(response).end(
          event({ role: 'assistant', content: '' }) +
            event({ reasoning: 'Hm.' }) +
            data({
              choices: [{ index: 0, delta: { content: 'a = c' }, logprobs: null, finish_reason: 'stop', stop_reason: null }],
              usage: null,
            }) +
            usage(20, 4) +
            DONE,
        ),
      { text: 'a = c', use: { prompt: 20, reply: 4 } },
    ],
    [
      'Ollama: thinking as reasoning, a fingerprint in each event',
      (response) =>
        sse(response).end(
          data({
            system_fingerprint: 'fp_ollama',
            choices: [{ index: 0, delta: { role: 'assistant', content: '', reasoning: 'Hm.' }, finish_reason: null }],
          }) +
            data({
              system_fingerprint: 'fp_ollama',
              choices: [{ index: 0, delta: { role: 'assistant', content: 'a = c' }, finish_reason: null }],
            }) +
            event({ role: 'assistant', content: '' }, 'stop') +
            DONE,
        ),
      { text: 'a = c', truncated: false },
    ],
    [
      'DeepSeek: keep-alive comments, thinking apart, its own word for the cache',
      (response) =>
        sse(response).end(
          `: keep-alive\n\n${event({ content: null, reasoning_content: 'Hm.' })}${event({ content: 'a = c', reasoning_content: null })}${event({ content: '' }, 'stop')}${usage(30, 6, { prompt_cache_hit_tokens: 25, prompt_cache_miss_tokens: 5 })}${DONE}`,
        ),
      { text: 'a = c', use: { prompt: 30, reply: 6, cached: 25 } },
    ],
    [
      'Mistral: content in parts, some of them thought',
      (response) =>
        sse(response).end(
          event({ role: 'assistant', content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }] }) +
            event({ content: [{ type: 'text', text: 'a = ' }] }) +
            event('c', 'stop') +
            DONE,
        ),
      { text: 'a = c', truncated: false },
    ],
    [
      'Mistral: cut where the model ends, not the limit',
      (response) => streamed(response, 'a = ', 'model_length'),
      { text: 'a = ', truncated: true },
    ],
    [
      'Anthropic: no schema, whatever is asked, and no details of the usage',
      (response) =>
        whole(response, '{"why": 1}', 'stop', { usage: { prompt_tokens: 9, completion_tokens: 3, prompt_tokens_details: null } }),
      { text: '{"why": 1}', use: { prompt: 9, reply: 3 } },
    ],
    [
      'Gemini: no id, an answer in events without a role',
      (response) =>
        sse(response).end(
          data({ choices: [{ delta: { content: 'a = c' }, finish_reason: 'stop', index: 0 }], object: 'chat.completion.chunk' }) + DONE,
        ),
      { text: 'a = c', truncated: false },
    ],
    [
      'a proxy: no end of the stream is marked, but its reason is',
      (response) => sse(response).end(event('a = c', 'stop')),
      { text: 'a = c', truncated: false },
    ],
    [
      'a proxy: line ends of Windows, an event over two lines',
      (response) =>
        sse(response).end(`data: {"choices":\r\ndata: [{"delta":{"content":"a = c"},"finish_reason":"stop"}]}\r\n\r\ndata: [DONE]\r\n\r\n`),
      { text: 'a = c', truncated: false },
    ],
    [
      'a proxy: a stream under another content type',
      (response) =>
        response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(': ping\n\n' + event('a = c', 'stop') + DONE),
      { text: 'a = c', truncated: false },
    ],
    [
      'an answer in one piece behind blank lines, which keep the line open',
      (response) =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(
            `\n\n\n${JSON.stringify({ choices: [{ message: { role: 'assistant', content: 'a = c', reasoning_content: 'Hm.' }, finish_reason: 'stop' }] })}`,
          ),
      { text: 'a = c', truncated: false },
    ],
    [
      'numbers of tokens that are none',
      (response) => whole(response, 'a = c', 'stop', { usage: { prompt_tokens: 'many', completion_tokens: -1 } }),
      { text: 'a = c' },
    ],
  ])('%s', async (_name, answer, expected) => {
    const { result, asked } = await ask(answer, { schema: SCHEMA });
    if (!result.ok) throw new Error(result.message);
    expect(result.value).toMatchObject(expected);
    if (!('use' in expected)) expect(result.value.use).toBeUndefined();
    expect(asked).toHaveLength(1);
  });
});

describe('a failure', () => {
  test.each<[string, Answer, string, RegExp, number]>([
    [
      'OpenRouter: an error in the stream, with the status of who was behind it',
      (response) =>
        sse(response).end(
          event('a = ') +
            data({
              error: { code: 502, message: 'Provider disconnected' },
              choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }],
            }) +
            DONE,
        ),
      'http-error',
      /HTTP 502: Provider disconnected/,
      3,
    ],
    [
      'OpenRouter: no credit, with a good status',
      (response) => json(response, 200, { error: { code: 402, message: 'Insufficient credits' } }),
      'quota',
      /no credit left/,
      1,
    ],
    [
      'OpenRouter: what was asked was flagged',
      (response) => json(response, 403, { error: { code: 403, message: 'Input was flagged by moderation', metadata: { reasons: ['x'] } } }),
      'refused',
      /flagged/,
      1,
    ],
    [
      'Anthropic: overloaded',
      (response) => json(response, 529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
      'http-error',
      /overloaded/,
      3,
    ],
    [
      'Ollama: a model that is not there',
      (response) => json(response, 404, { error: { message: 'model "small" not found, try pulling it first', type: 'api_error' } }),
      'http-error',
      /try pulling it first/,
      1,
    ],
    [
      'LM Studio: an error as an event of its own',
      (response) => sse(response).end(`event: error\n${data({ error: { message: 'The model crashed' } })}`),
      'http-error',
      /The model crashed/,
      3,
    ],
    [
      'vLLM: an error without a frame, too long',
      (response) =>
        json(response, 400, {
          object: 'error',
          message: "This model's maximum context length is 4096 tokens. Please reduce the length of the messages.",
          type: 'BadRequestError',
          code: 400,
        }),
      'too-long',
      /longer than/,
      1,
    ],
    [
      'a Python server: what it dislikes as a detail',
      (response) => json(response, 404, { detail: 'Not Found' }),
      'http-error',
      /HTTP 404: Not Found/,
      1,
    ],
    [
      'Gemini: too many requests, in a list of one',
      (response) => json(response, 429, [{ error: { code: 429, message: 'Resource has been exhausted', status: 'RESOURCE_EXHAUSTED' } }]),
      'rate-limited',
      /too many requests/,
      3,
    ],
    [
      'Azure: filtered before the model saw it',
      (response) =>
        json(response, 400, {
          error: { message: 'The response was filtered', code: 'content_filter', innererror: { code: 'ResponsibleAIPolicyViolation' } },
        }),
      'refused',
      /filtered/,
      1,
    ],
    [
      'Groq: more than fits into a minute',
      (response) => json(response, 413, { error: { message: 'Request too large for model', type: 'tokens', code: 'rate_limit_exceeded' } }),
      'too-long',
      /longer than/,
      1,
    ],
    [
      'llama.cpp: more than its context',
      (response) =>
        json(response, 400, {
          error: { code: 400, message: 'the request exceeds the available context size', type: 'exceed_context_size_error' },
        }),
      'too-long',
      /longer than/,
      1,
    ],
  ])('%s', async (_name, answer, reason, sentence, calls) => {
    const { result, asked } = await ask(answer);
    expect(result).toMatchObject({ ok: false, reason });
    if (!result.ok) expect(result.message).toMatch(sentence);
    expect(asked).toHaveLength(calls);
  });
});
