// One HTTP exchange with a model's server: only with its base URL, watched by deadlines, capped, and what goes wrong as a value.
// The `openai` package is loaded by the first one only, so a person without a model pays nothing and opens no socket.

import type { OpenAI } from 'openai';
import type { Stream } from 'openai/core/streaming';
import { failure, type Result } from '../../../result';
import { seconds, whyAborted, type ModelFailure, type ModelFailureReason } from '../failure';
import type { ModelLimits, ModelServer } from '../model-server';
import type { ChatMessage, LastRequest, QuestionChange } from '../provider';
import type { Attempt } from './retry';

export interface ExchangeRequest {
  readonly server: ModelServer;
  readonly base: URL;
  readonly limits: ModelLimits;
  /** Ends the exchange at once; its reason may be a ModelFailure. */
  readonly signal: AbortSignal;
  readonly onSent?: ((sent: LastRequest) => void) | undefined;
  /** To every question that is sent. */
  readonly change?: QuestionChange | undefined;
}

export interface Wire {
  readonly client: OpenAI;
  readonly Stream: typeof Stream;
  readonly signal: AbortSignal;
  /** The stream said `[DONE]`. */
  readonly done: boolean;
  /** Ends the exchange. */
  stop(why: ModelFailure): void;
}

/** Never throws for what a server, a network or a cancel can do. */
export async function exchange<T>(request: ExchangeRequest, act: (wire: Wire) => Promise<Attempt<T>>): Promise<Attempt<T>> {
  const { server, base, limits } = request;
  const { host } = base;
  const own = new AbortController();
  const signal = AbortSignal.any([request.signal, own.signal]);
  let timer: NodeJS.Timeout | undefined;
  const allow = (ms: number, late: ModelFailure): void => {
    clearTimeout(timer);
    timer = setTimeout(() => own.abort(late), ms);
  };
  const tooSlow = failure('timeout-idle', `${host} stopped in the middle of its answer for ${seconds(limits.idleMs)}.`);
  const watch = new BodyWatch((bytes) => {
    if (bytes > limits.maxReplyBytes)
      own.abort(failure('bad-reply', `The answer of ${host} is larger than ${Math.round(limits.maxReplyBytes / 1000)} kB.`));
    else allow(limits.idleMs, tooSlow);
  });
  try {
    const [{ OpenAI }, { Stream }] = await Promise.all([import('openai'), import('openai/core/streaming')]);
    // Everything the package would take from the environment is set here: another account's key or headers must not reach this server.
    const client = new OpenAI({
      baseURL: base.origin + folderOf(base),
      defaultQuery: Object.fromEntries(base.searchParams),
      apiKey: server.apiKey || 'none',
      adminAPIKey: null,
      organization: null,
      project: null,
      maxRetries: 0,
      timeout: limits.totalMs + 60_000,
      logLevel: 'off',
      fetch: narrowFetch(request, signal, watch, () =>
        allow(limits.firstByteMs, failure('timeout-first-byte', `${host} did not begin to answer within ${seconds(limits.firstByteMs)}.`)),
      ),
    });
    const result = await act({
      client,
      Stream,
      signal,
      get done() {
        return watch.done;
      },
      stop: (why) => own.abort(why),
    });
    if (signal.aborted) return { kind: 'final', failure: whyAborted(signal) };
    return watch.garbled && result.kind === 'done'
      ? { kind: 'final', failure: failure('bad-reply', `${host} sent bytes that are no text.`) }
      : result;
  } catch (error) {
    if (signal.aborted) return { kind: 'final', failure: whyAborted(signal) };
    return classify(error, watch.refusal, base, server, watch.bytes > 0);
  } finally {
    clearTimeout(timer);
    // Lets go of a body that was not read to its end.
    own.abort();
  }
}

/** Work with a deadline over all of it, whatever it waits for. Gives why it was ended where it failed and the signal was aborted. */
export async function within<T>(
  outer: AbortSignal,
  ms: number,
  host: string,
  work: (signal: AbortSignal) => Promise<Result<T, ModelFailureReason>>,
): Promise<Result<T, ModelFailureReason>> {
  if (outer.aborted) return whyAborted(outer);
  const deadline = new AbortController();
  const late = failure('timeout-total', `${host} did not answer in full within ${seconds(ms)}.`);
  const timer = setTimeout(() => deadline.abort(late), ms);
  const signal = AbortSignal.any([outer, deadline.signal]);
  try {
    const result = await work(signal);
    return signal.aborted && !result.ok ? whyAborted(signal) : result;
  } finally {
    clearTimeout(timer);
  }
}

/** What came over the wire, whatever is made of it. */
class BodyWatch {
  bytes = 0;
  /** The body of an answer with an error status, of which the package keeps only the usual form. */
  refusal: string | undefined;
  /** Not UTF-8. A character that is cut at the very end is another matter: the stream was cut there. */
  garbled = false;
  #tail = '';
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true });

  constructor(private readonly onBytes: (bytes: number) => void) {}

  see(chunk: Uint8Array): void {
    this.bytes += chunk.byteLength;
    if (!this.garbled)
      try {
        this.#tail = (this.#tail + this.#utf8.decode(chunk, { stream: true })).slice(-64);
      } catch {
        this.garbled = true;
      }
    this.onBytes(this.bytes);
  }

  get done(): boolean {
    return /data:\s*\[DONE\]\s*$/.test(this.#tail);
  }
}

const folderOf = (base: URL): string => base.pathname.replace(/\/+$/, '');

/** A fetch that reaches the base URL only, follows no redirect (a 307 would carry the code to another host), and sends only the headers that are needed. */
function narrowFetch(request: ExchangeRequest, signal: AbortSignal, watch: BodyWatch, onStart: () => void): typeof fetch {
  const { base, server, onSent } = request;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== base.origin || !`${url.pathname}/`.startsWith(`${folderOf(base)}/`))
      throw new TypeError('a request left the base URL');
    const body = init?.body ?? null;
    if (onSent && typeof body === 'string') onSent(sentNow(url, body, server));
    onStart();
    const response = await fetch(url, {
      method: init?.method === 'get' || init?.method === 'GET' ? 'GET' : 'POST',
      headers: {
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        accept: 'text/event-stream, application/json',
        'user-agent': 'self-heal',
        ...authorisation(base, server.apiKey, body === null),
      },
      body,
      redirect: 'manual',
      signal,
    });
    if (!response.body) return response;
    const through = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, to) {
        watch.see(chunk);
        to.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    const watched = new Response(response.body.pipeThrough(through), { status, statusText, headers });
    if (status < 300) return watched;
    watch.refusal = await watched.text();
    return new Response(watch.refusal, { status, statusText, headers });
  };
}

/** Azure takes its keys under a name of its own, and only tokens of a person's login as all others do; Anthropic's list of models is not behind its compatible face. */
function authorisation(base: URL, key: string | undefined, reads: boolean): Readonly<Record<string, string>> {
  if (!key) return {};
  const at = (domain: RegExp): boolean => domain.test(base.hostname);
  if (at(/(?:^|\.)(?:openai\.azure\.com|cognitiveservices\.azure\.com|services\.ai\.azure\.com)$/) && !/^eyJ[\w-]+\./.test(key))
    return { 'api-key': key };
  if (reads && at(/^api\.anthropic\.com$/)) return { 'x-api-key': key, 'anthropic-version': '2023-06-01' };
  return { authorization: `Bearer ${key}` };
}

/** Of one message of the last request, in UTF-16 units. */
const MAX_SHOWN = 50_000;

function sentNow(url: URL, body: string, server: ModelServer): LastRequest {
  const parsed: unknown = JSON.parse(withoutKey(body, server));
  const fields = typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  const { messages, prompt, model, ...options } = fields as Record<string, unknown>;
  const shown = Array.isArray(messages)
    ? messages.filter(isMessage)
    : typeof prompt === 'string'
      ? [{ role: 'user' as const, content: prompt }]
      : [];
  return {
    at: new Date().toISOString(),
    url: url.origin + url.pathname,
    model: typeof model === 'string' ? model : server.name,
    messages: shown.map(({ role, content }) => ({
      role,
      content: content.length > MAX_SHOWN ? `${content.slice(0, MAX_SHOWN)}\n(${content.length - MAX_SHOWN} characters more)` : content,
    })),
    options,
    bytes: Buffer.byteLength(body),
  };
}

function isMessage(value: unknown): value is ChatMessage {
  return typeof value === 'object' && value !== null && 'role' in value && 'content' in value && typeof value.content === 'string';
}

/** The key may stand in the code itself, or in what a server says. */
function withoutKey(text: string, server: ModelServer): string {
  return server.apiKey && server.apiKey.length >= 4 ? text.replaceAll(server.apiKey, '…') : text;
}

/** An error that a server put into an answer with a good status. */
class ErrorInAnswer extends Error {
  constructor(readonly error: unknown) {
    super('the answer holds an error');
  }
}

/** Throws what the answer holds of an error; `exchange` makes an attempt of it. */
export function throwErrorIn(answer: unknown): void {
  const error = fieldOf(answer, 'error');
  if (error !== undefined && error !== null && error !== '') throw new ErrorInAnswer(error);
}

/** `refusal`: the body of an answer with an error status. `begun`: a byte of an answer had come. */
function classify(error: unknown, refusal: string | undefined, base: URL, server: ModelServer, begun: boolean): Attempt<never> {
  const { host } = base;
  const versioned = /\/v\d/.test(base.pathname);
  const answer = refusal === undefined ? undefined : parsed(refusal);
  // Google's face gives a list of one.
  const whole: unknown = Array.isArray(answer) ? answer[0] : answer;
  const body = fieldOf(error, 'error') ?? fieldOf(whole, 'error') ?? whole;
  const status = numberOf(error, 'status') ?? statusIn(body);
  const said = sentenceOf(body) ?? (refusal !== undefined && /^\s*</.test(refusal) ? '' : (refusal ?? ''));
  if (status === undefined) {
    if (error instanceof SyntaxError) return final('bad-reply', `${host} sent an answer that could not be read.`);
    if (body !== undefined && body !== null) {
      const told = failure('http-error', `${host} reported an error in the middle of its answer${quoted(said, server)}.`);
      return { kind: 'again', failure: told, trouble: `${host} reported an error` };
    }
    return withoutAnswer(error, host, begun);
  }
  const code = textOf(error, 'code') ?? textOf(body, 'code') ?? textOf(error, 'type') ?? textOf(body, 'type') ?? '';
  if (/content_filter|content_policy|moderation/.test(code) || (status === 403 && /moderation|flagged/i.test(said)))
    return final('refused', `${host} refused the question for what stands in it${quoted(said, server)}.`);
  if (status === 401)
    return final('unauthorised', `${host} ${server.apiKey ? 'does not accept the API key' : 'wants an API key'} (HTTP 401).`);
  if (
    status === 402 ||
    /credit balance is too low|exceeded your current quota/i.test(said) ||
    /^(?:insufficient_quota|billing_hard_limit_reached|billing_not_active|credit_balance_too_low)$/.test(code)
  )
    return final('quota', `The account at ${host} has no credit left (HTTP ${status}).`);
  if (status === 403)
    return final(
      'unauthorised',
      `${host} ${server.apiKey ? 'does not let this API key ask' : 'wants an API key'}${quoted(said, server)} (HTTP 403).`,
    );
  if (status >= 300 && status < 400)
    return final('http-error', `${host} redirects elsewhere, which is not followed; check the base URL (HTTP ${status}).`);
  if (status === 511) return final('no-server', `The network between here and ${host} wants a login first (HTTP 511).`);
  const retryAfterMs = retryAfter(error);
  if (status === 429) {
    const wait = retryAfterMs === undefined ? 'try again later' : `it asks to wait ${seconds(retryAfterMs)}`;
    return {
      kind: 'again',
      retryAfterMs,
      trouble: `${host} gets too many requests`,
      failure: failure('rate-limited', `${host} gets too many requests from this account; ${wait}.`),
    };
  }
  const hint = status === 404 ? `; check the base URL${versioned ? '' : ', which mostly ends in /v1,'} and the model name` : '';
  const told = failure('http-error', `${host} answered with HTTP ${status}${quoted(said, server)}${hint}.`);
  // Some servers say with a 500 that a request is not to their taste.
  if (status === 400 || status === 422 || (status === 500 && /system role|system message|\broles?\b.*\balternate/i.test(said)))
    return { kind: 'options-refused', failure: told, said: `${code} ${textOf(error, 'param') ?? ''} ${said}`.slice(0, 4_000) };
  if (status === 413) return final('too-long', `The question is longer than ${host} takes (HTTP 413).`);
  if (status === 503 || status === 529)
    return {
      kind: 'again',
      retryAfterMs,
      trouble: `${host} is overloaded`,
      failure: failure('http-error', `${host} is overloaded (HTTP ${status})${quoted(said, server)}; try again later.`),
    };
  if (status === 408 || status === 409 || status >= 500)
    return { kind: 'again', retryAfterMs, trouble: `${host} answered with HTTP ${status}`, failure: told };
  return { kind: 'final', failure: told };
}

/** No answer at all, or only the beginning of one. */
function withoutAnswer(error: unknown, host: string, begun: boolean): Attempt<never> {
  if (begun)
    return {
      kind: 'again',
      failure: failure('truncated', `The connection to ${host} broke off in the middle of the answer.`),
      trouble: `The connection to ${host} broke off`,
    };
  const code = rootCode(error) ?? '';
  const named = code === '' ? '' : ` (${code})`;
  // Asking again at once changes nothing about a name, a certificate, or a port where nobody listens.
  if (/^(?:ENOTFOUND|EAI_)/.test(code))
    return final('no-server', `The name ${host} is not known here${named}; check the base URL and the connection to the network.`);
  if (/CERT|TLS|SSL|SIGNATURE|EPROTO|HANDSHAKE/.test(code))
    return final('no-server', `No safe connection to ${host} can be made${named}; nothing was sent.`);
  const unreachable = failure('no-server', `No model server can be reached at ${host}${named}.`);
  if (/^(?:ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL)$/.test(code)) return { kind: 'final', failure: unreachable };
  return { kind: 'again', failure: unreachable, trouble: `${host} can't be reached` };
}

const final = (reason: ModelFailure['reason'], message: string): Attempt<never> => ({ kind: 'final', failure: failure(reason, message) });

/** An HTTP status that stands in the body of an error instead of in front of it. */
function statusIn(body: unknown): number | undefined {
  const found = numberOf(body, 'code') ?? numberOf(body, 'status');
  return found !== undefined && found >= 400 && found < 600 ? found : undefined;
}

/** The words of an error, in the forms that servers give it. */
function sentenceOf(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  const detail = fieldOf(body, 'detail');
  return textOf(body, 'message') ?? (typeof detail === 'string' ? detail : detail === undefined ? undefined : JSON.stringify(detail));
}

/** What the server said, on one short line, without the key or what is left of one: it is another's text. */
function quoted(said: string, server: ModelServer): string {
  const line = withoutKey(said, server)
    .replace(/\b(?:sk|key|gsk|AIza)-?[\w*.-]{8,}/g, '…')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .replace(/\.+$/, '');
  return line === '' ? '' : `: ${line.length > 200 ? `${line.slice(0, 200)}…` : line}`;
}

/** The wait a server asks for, in ms; undefined where it asks for none. */
function retryAfter(error: unknown): number | undefined {
  const headers = fieldOf(error, 'headers');
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

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function textOf(value: unknown, key: string): string | undefined {
  const found = fieldOf(value, key);
  return typeof found === 'string' ? found : undefined;
}

function numberOf(value: unknown, key: string): number | undefined {
  const found = fieldOf(value, key);
  return typeof found === 'number' ? found : undefined;
}
