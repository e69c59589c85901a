// One conversation turn with an OpenAI-compatible server: streamed, watched by deadlines, capped, retried a little.
// The `openai` package is loaded on the first call only, so a person without a model pays nothing and opens no socket.

import * as v from 'valibot';
import { failure, success, type Result } from '../../result';
import { seconds, whyAborted, type ModelFailure, type ModelFailureReason } from './failure';

export interface ModelServer {
  /** `http://127.0.0.1:11434/v1`; the only place anything is sent to. */
  readonly baseUrl: string;
  readonly name: string;
  /** Local servers want none. */
  readonly apiKey?: string | undefined;
}

export interface ModelLimits {
  /** Until the first byte of an answer's body: a local server may read a long prompt first. */
  readonly firstByteMs: number;
  /** Between two pieces of an answer. */
  readonly idleMs: number;
  /** A whole heal, all calls, waits and checks of it. */
  readonly totalMs: number;
  readonly maxReplyBytes: number;
  /** Calls made again after a fault of the connection or the server, for one answer. */
  readonly retries: number;
  /** The first wait between two calls; doubles, with jitter. */
  readonly retryBaseMs: number;
  /** A server that asks for a longer wait is not waited for. */
  readonly maxRetryAfterMs: number;
}

export const DEFAULT_LIMITS: ModelLimits = {
  firstByteMs: 120_000,
  idleMs: 30_000,
  totalMs: 300_000,
  maxReplyBytes: 1_000_000,
  retries: 2,
  retryBaseMs: 500,
  maxRetryAfterMs: 10_000,
};

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatRequest {
  readonly server: ModelServer;
  readonly messages: readonly ChatMessage[];
  readonly schema: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
  /** Send the schema as `response_format`; false once this server has refused it. */
  readonly structured: boolean;
  /** Said to the model where the schema is not sent. */
  readonly strictInstruction: string;
  readonly limits: ModelLimits;
  /** Aborts the HTTP request at once; its reason may be a ModelFailure. */
  readonly signal: AbortSignal;
  /** UTF-16 units of the answer so far. */
  readonly onText?: (length: number) => void;
}

export interface ChatReply {
  readonly text: string;
  /** The server cut the answer at its token limit, or the stream ended without saying it was done. */
  readonly truncated: boolean;
  /** False: the server refuses `response_format`; don't send it again. */
  readonly structured: boolean;
}

/** The base URL, or what is wrong with the settings. */
export function serverUrl(server: ModelServer): Result<URL, ModelFailureReason> {
  if (!URL.canParse(server.baseUrl))
    return failure('bad-settings', "The model's base URL is not a URL; it should look like http://127.0.0.1:11434/v1.");
  const url = new URL(server.baseUrl);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return failure('bad-settings', "The model's base URL must start with http:// or https://.");
  if (url.username || url.password)
    return failure('bad-settings', "The model's base URL must not hold a user name or password; set the API key instead.");
  if (/[^\x21-\x7e]/.test(server.apiKey ?? '')) return failure('bad-settings', 'The API key holds spaces or characters that no key has.');
  if (server.name.trim() === '') return failure('bad-settings', 'No model name is set.');
  return success(url);
}

/** Never throws for what a server, a network or a cancel can do. */
export async function chat(request: ChatRequest): Promise<Result<ChatReply, ModelFailureReason>> {
  const base = serverUrl(request.server);
  if (!base.ok) return base;
  let structured = request.structured;
  let temperature = true;
  for (let retry = 0; ;) {
    if (request.signal.aborted) return whyAborted(request.signal);
    const result = await call(request, base.value, structured, temperature);
    if (result.kind === 'reply') return success({ text: result.text, truncated: result.truncated, structured });
    if (result.kind === 'options-refused') {
      // Servers differ in what they know; each option is taken back once, what the server names first.
      if (temperature && /temperature/i.test(result.said)) temperature = false;
      else if (structured) structured = false;
      else return result.failure;
      continue;
    }
    if (result.kind === 'final' || retry >= request.limits.retries) return result.failure;
    const backoff = request.limits.retryBaseMs * 2 ** retry * (0.5 + Math.random());
    const wait = Math.max(backoff, result.retryAfterMs ?? 0);
    if (wait > request.limits.maxRetryAfterMs) return result.failure;
    await pause(wait, request.signal);
    retry++;
  }
}

type CallResult =
  | { readonly kind: 'reply'; readonly text: string; readonly truncated: boolean }
  | { readonly kind: 'final'; readonly failure: ModelFailure }
  | { readonly kind: 'again'; readonly failure: ModelFailure; readonly retryAfterMs?: number | undefined }
  | { readonly kind: 'options-refused'; readonly failure: ModelFailure; readonly said: string };

/** A piece of a stream or a whole answer: what we read of it, leniently, since servers differ. */
const Choice = v.looseObject({
  delta: v.nullish(v.looseObject({ content: v.nullish(v.string()), refusal: v.nullish(v.string()) })),
  message: v.nullish(v.looseObject({ content: v.nullish(v.string()), refusal: v.nullish(v.string()) })),
  finish_reason: v.nullish(v.string()),
});
const Answer = v.looseObject({ choices: v.array(Choice) });

/** One HTTP request, to its end. */
async function call(request: ChatRequest, base: URL, structured: boolean, temperature: boolean): Promise<CallResult> {
  const { limits, server } = request;
  const host = base.host;
  const own = new AbortController();
  const signal = AbortSignal.any([request.signal, own.signal]);
  let timer: NodeJS.Timeout | undefined;
  const allow = (ms: number, late: ModelFailure): void => {
    clearTimeout(timer);
    timer = setTimeout(() => own.abort(late), ms);
  };
  const tooSlow = failure('timeout-idle', `${host} stopped in the middle of its answer for ${seconds(limits.idleMs)}.`);
  let bytes = 0;
  const seen = (size: number): void => {
    bytes += size;
    if (bytes > limits.maxReplyBytes)
      own.abort(failure('bad-reply', `The answer of ${host} is larger than ${Math.round(limits.maxReplyBytes / 1000)} kB.`));
    else allow(limits.idleMs, tooSlow);
  };

  try {
    const [{ OpenAI }, { Stream }] = await Promise.all([import('openai'), import('openai/core/streaming')]);
    // Everything the package would take from the environment is set here: another account's key or headers must not reach this server.
    const client = new OpenAI({
      baseURL: base.origin + base.pathname.replace(/\/+$/, ''),
      defaultQuery: Object.fromEntries(base.searchParams),
      apiKey: server.apiKey || 'none',
      adminAPIKey: null,
      organization: null,
      project: null,
      maxRetries: 0,
      timeout: limits.totalMs + 60_000,
      logLevel: 'off',
      fetch: watchedFetch(base, server, signal, seen),
    });
    const last = request.messages.length - 1;
    const messages = request.messages.map((message, i) =>
      !structured && i === last ? { ...message, content: `${message.content}\n\n${request.strictInstruction}` } : message,
    );
    allow(limits.firstByteMs, failure('timeout-first-byte', `${host} did not begin to answer within ${seconds(limits.firstByteMs)}.`));
    const response = await client.chat.completions
      .create(
        {
          model: server.name,
          messages,
          stream: true,
          ...(temperature ? { temperature: 0.2 } : {}),
          ...(structured
            ? {
                response_format: {
                  type: 'json_schema',
                  json_schema: { name: request.schema.name, strict: true, schema: request.schema.schema },
                },
              }
            : {}),
        },
        { signal },
      )
      .asResponse();

    const type = response.headers.get('content-type') ?? '';
    const reader = new AnswerReader(request.onText);
    if (/event-stream/i.test(type)) {
      for await (const piece of Stream.fromSSEResponse<unknown>(response, new AbortController(), client)) {
        if (!reader.add(piece))
          return { kind: 'final', failure: failure('bad-reply', `${host} sent something else than a model's answer.`) };
      }
    } else {
      const text = await response.text();
      const whole = parsed(text);
      if (whole === undefined || !reader.add(whole)) {
        const what = /^\s*</.test(text) ? 'a web page' : 'something else';
        return {
          kind: 'final',
          failure: failure('bad-reply', `${host} answered with ${what} instead of a model's answer; check the base URL.`),
        };
      }
    }
    if (signal.aborted) return { kind: 'final', failure: whyAborted(signal) };
    if (reader.refused) return { kind: 'final', failure: failure('refused', `The model at ${host} refused to answer.`) };
    if (reader.text.trim() === '') return { kind: 'final', failure: failure('bad-reply', `${host} sent an empty answer.`) };
    return { kind: 'reply', text: reader.text, truncated: reader.finish === 'length' || reader.finish === undefined };
  } catch (error) {
    if (signal.aborted) return { kind: 'final', failure: whyAborted(signal) };
    return classify(error, host, server, bytes > 0);
  } finally {
    clearTimeout(timer);
    // Lets go of a body that was not read to its end.
    own.abort();
  }
}

/** Puts the pieces of an answer together. */
class AnswerReader {
  text = '';
  refused = false;
  finish: string | undefined;

  constructor(private readonly onText: ((length: number) => void) | undefined) {}

  /** False where it is no piece of an answer. */
  add(piece: unknown): boolean {
    const answer = v.safeParse(Answer, piece);
    if (!answer.success) return false;
    const choice = answer.output.choices[0];
    if (!choice) return true;
    for (const part of [choice.delta, choice.message]) {
      if (part?.content) this.text += part.content;
      if (part?.refusal) this.refused = true;
    }
    if (choice.finish_reason) this.finish = choice.finish_reason;
    if (this.finish === 'content_filter') this.refused = true;
    this.onText?.(this.text.length);
    return true;
  }
}

/**
 * A fetch that reaches the base URL only, follows no redirect (a 307 would carry the code to another host), sends only the
 * headers that are needed, and tells of every piece of the body.
 */
function watchedFetch(base: URL, server: ModelServer, signal: AbortSignal, seen: (bytes: number) => void): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname.replace(/\/+$/, '')))
      throw new TypeError('a request left the base URL');
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream, application/json',
        'user-agent': 'self-heal',
        ...(server.apiKey ? { authorization: `Bearer ${server.apiKey}` } : {}),
      },
      body: init?.body ?? null,
      redirect: 'manual',
      signal,
    });
    if (!response.body) return response;
    const watch = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, to) {
        seen(chunk.byteLength);
        to.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(watch), {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}

function classify(error: unknown, host: string, server: ModelServer, begun: boolean): CallResult {
  const status = numberOf(error, 'status');
  if (status === undefined) {
    if (error instanceof SyntaxError)
      return { kind: 'final', failure: failure('bad-reply', `${host} sent an answer that could not be read.`) };
    if (hasErrorBody(error))
      return {
        kind: 'again',
        failure: failure('http-error', `${host} reported an error in the middle of its answer${quoted(error, server)}.`),
      };
    if (begun) return { kind: 'again', failure: failure('truncated', `The connection to ${host} broke off in the middle of the answer.`) };
    const code = rootCode(error);
    const unreachable = failure('no-server', `No model server can be reached at ${host}${code ? ` (${code})` : ''}.`);
    // Nobody listens, or no such name: asking again at once changes nothing.
    return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || /CERT|TLS|SSL/.test(code ?? '')
      ? { kind: 'final', failure: unreachable }
      : { kind: 'again', failure: unreachable };
  }
  if (status === 401 || status === 403) {
    const what = server.apiKey ? 'does not accept the API key' : 'wants an API key';
    return { kind: 'final', failure: failure('unauthorised', `${host} ${what} (HTTP ${status}).`) };
  }
  const code = textOf(error, 'code') ?? textOf(error, 'type') ?? '';
  if (status === 402 || code === 'insufficient_quota' || code === 'billing_hard_limit_reached') {
    return { kind: 'final', failure: failure('quota', `The account at ${host} has no credit left (HTTP ${status}).`) };
  }
  const retryAfterMs = retryAfter(error);
  if (status === 429) {
    const wait = retryAfterMs === undefined ? 'try again later' : `it asks to wait ${seconds(retryAfterMs)}`;
    return { kind: 'again', retryAfterMs, failure: failure('rate-limited', `${host} gets too many requests from this account; ${wait}.`) };
  }
  if (status >= 300 && status < 400) {
    return {
      kind: 'final',
      failure: failure('http-error', `${host} redirects elsewhere, which is not followed; check the base URL (HTTP ${status}).`),
    };
  }
  const hint = status === 404 ? '; check the base URL and the model name' : '';
  const said = failure('http-error', `${host} answered with HTTP ${status}${quoted(error, server)}${hint}.`);
  if (status === 400 || status === 422)
    return { kind: 'options-refused', failure: said, said: error instanceof Error ? error.message.slice(0, 2000) : '' };
  if (status === 408 || status === 409 || status >= 500) return { kind: 'again', retryAfterMs, failure: said };
  return { kind: 'final', failure: said };
}

/** What the server said, on one short line, without the key: it is another's text. */
function quoted(error: unknown, server: ModelServer): string {
  const body: unknown = typeof error === 'object' && error !== null && 'error' in error ? error.error : undefined;
  const message = textOf(body, 'message') ?? (typeof body === 'string' ? body : undefined);
  if (!message) return '';
  const line = (server.apiKey ? message.replaceAll(server.apiKey, '…') : message)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .replace(/\.+$/, '');
  return line === '' ? '' : `: ${line.length > 200 ? `${line.slice(0, 200)}…` : line}`;
}

/** The wait a server asks for, in ms; undefined where it asks for none. */
function retryAfter(error: unknown): number | undefined {
  const headers: unknown = typeof error === 'object' && error !== null && 'headers' in error ? error.headers : undefined;
  if (!(headers instanceof Headers)) return undefined;
  const inMs = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (inMs >= 0) return inMs;
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number.parseFloat(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** `ECONNREFUSED` and its like, from the bottom of the chain of causes. */
function rootCode(error: unknown): string | undefined {
  let code: string | undefined;
  for (let at: unknown = error, depth = 0; typeof at === 'object' && at !== null && depth < 6; depth++) {
    code = textOf(at, 'code') ?? code;
    at = 'cause' in at ? at.cause : undefined;
  }
  return code;
}

function hasErrorBody(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'error' in error && error.error !== undefined && error.error !== null;
}

function textOf(value: unknown, key: string): string | undefined {
  const found = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof found === 'string' ? found : undefined;
}

function numberOf(value: unknown, key: string): number | undefined {
  const found = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof found === 'number' ? found : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Ends early, without an error, when the signal is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
