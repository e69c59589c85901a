// Requests to the one address that a person has set up: never another host, no redirect, a deadline, a cap, and what goes wrong as a value.

import type { ReadableStream } from 'node:stream/web';
import { failure, success } from '../../result';
import type { Asking, RequestChange, ServerResult, ServerSettings } from './server';

const WITHIN_MS = 30_000;
/** What loads or makes a model, or has one speak, takes longer than what lists them. */
const LONG = 10;
/** Of a reply, in bytes. */
const MAX_REPLY = 4_000_000;

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** undefined where it is no JSON. */
  readonly json: unknown;
}

export interface Sent {
  readonly method?: 'GET' | 'POST' | 'DELETE' | 'HEAD';
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly bytes?: ReadableStream<Uint8Array>;
  /** It may take its time. */
  readonly isLong?: boolean;
}

export class Http {
  readonly host: string;
  /** Without `/v1`: some of a server's paths do not begin with it. */
  private readonly root: URL | undefined;
  private readonly fault: string;

  constructor(readonly settings: ServerSettings) {
    const { baseUrl, apiKey } = settings.address;
    const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
    this.host = url?.host ?? baseUrl;
    this.fault =
      !url || (url.protocol !== 'http:' && url.protocol !== 'https:')
        ? 'The base URL of the server that has the adapters is not a URL; it should look like http://127.0.0.1:8000/v1.'
        : url.username || url.password
          ? "The server's base URL must not hold a user name or password; set the API key instead."
          : /[^\x21-\x7e]/.test(apiKey ?? '')
            ? 'The API key holds spaces or characters that no key has.'
            : '';
    if (url && this.fault === '') {
      url.pathname = url.pathname.replace(/\/(?:chat\/)?completions\/*$/, '').replace(/\/v\d+\/*$/, '');
      url.hash = '';
      this.root = url;
    }
  }

  /** @param path from the root: `/v1/models`. Whatever status it answers with is a reply; 401 and 403 are not. Never throws. */
  async send(path: string, { signal }: Asking, sent: Sent = {}): Promise<ServerResult<Reply>> {
    const { root, host, settings } = this;
    if (!root) return failure('bad-settings', this.fault);
    if (signal.aborted) return cancelled();
    const ms = (settings.withinMs ?? WITHIN_MS) * (sent.isLong ? LONG : 1);
    const late = AbortSignal.timeout(ms);
    const url = new URL(root);
    url.pathname = `${root.pathname.replace(/\/+$/, '')}${path}`;
    const { apiKey } = settings.address;
    try {
      const response = await fetch(url, {
        method: sent.method ?? (sent.json === undefined && !sent.bytes ? 'GET' : 'POST'),
        headers: {
          accept: 'application/json, text/plain',
          'user-agent': 'self-heal',
          ...(sent.json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(sent.bytes ? { 'content-type': 'application/octet-stream' } : {}),
          ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
        },
        ...(sent.json === undefined ? {} : { body: JSON.stringify(sent.json) }),
        ...(sent.bytes ? { body: sent.bytes, duplex: 'half' as const } : {}),
        redirect: 'manual',
        signal: AbortSignal.any([signal, late]),
      });
      const text = await textOf(response);
      if (text === undefined) return failure('bad-reply', `The answer of ${host} is larger than ${MAX_REPLY / 1_000_000} MB.`);
      const { status } = response;
      if (status === 401 || status === 403)
        return failure('unauthorised', `${host} ${apiKey ? 'does not accept the API key for this' : 'wants an API key'} (HTTP ${status}).`);
      if (status >= 300 && status < 400)
        return failure('bad-reply', `${host} redirects elsewhere, which is not followed; check the base URL (HTTP ${status}).`);
      if (/^\s*</.test(text))
        return failure('bad-reply', `${host} answered with a web page; check the base URL, and whether the network wants a login.`);
      return success({ status, text, json: parsed(text) });
    } catch (error) {
      if (signal.aborted) return cancelled();
      if (late.aborted) return failure('no-server', `${host} did not answer within ${Math.round(ms / 1000)} s.`);
      const code = codeOf(error);
      return failure('no-server', `No server can be reached at ${host}${code ? ` (${code})` : ''}.`);
    }
  }

  /** The models that it lists. `parent`: that of an adapter, where the server tells. */
  async models(how: Asking): Promise<ServerResult<readonly ListedModel[]>> {
    const got = await this.send('/v1/models', how);
    if (!got.ok) return got;
    const data = fieldOf(got.value.json, 'data');
    if (got.value.status !== 200 || (data !== null && !Array.isArray(data)))
      return failure('bad-reply', `${this.host} did not answer with a list of models${this.said(got.value)}; check the base URL.`);
    return success(
      (data ?? []).flatMap((one: unknown) => {
        const [id, parent, root, owner] = ['id', 'parent', 'root', 'owned_by'].map((name) => textIn(one, name));
        return id === undefined ? [] : [{ id, parent, root, owner }];
      }),
    );
  }

  /** What a server said, as the end of a sentence: one short line, without the key. It is another's text. */
  said({ status, text, json }: Reply): string {
    const { apiKey } = this.settings.address;
    const words = (sentenceIn(json) ?? (json === undefined ? text : '')).slice(0, 4_000);
    const line = (apiKey && apiKey.length >= 4 ? words.replaceAll(apiKey, '…') : words)
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim()
      .replace(/\.+$/, '');
    return `${line === '' ? '' : `: ${line.length > 300 ? `${line.slice(0, 300)}…` : line}`}${status < 300 ? '' : ` (HTTP ${status})`}`;
  }

  /** An answer to a question of ours, as text and, where the server tells it, how likely each piece of it was. */
  async ask(change: RequestChange, messages: readonly unknown[], how: Asking): Promise<ServerResult<Answer>> {
    const got = await this.send('/v1/chat/completions', how, {
      json: {
        model: this.settings.address.name,
        messages,
        temperature: 0,
        seed: 1,
        max_tokens: ASKED_TOKENS,
        logprobs: true,
        ...change.body,
        ...(change.model === undefined ? {} : { model: change.model }),
      },
      isLong: true,
    });
    if (!got.ok) return got;
    const [choice] = listIn(got.value.json, 'choices');
    const message = fieldOf(choice, 'message');
    if (got.value.status !== 200 || typeof message !== 'object' || message === null)
      return failure(got.value.status === 404 ? 'not-loaded' : 'refused', `${this.host} did not answer a question${this.said(got.value)}.`);
    const likely = listIn(fieldOf(choice, 'logprobs'), 'content').flatMap((piece) => {
      const value = fieldOf(piece, 'logprob');
      return typeof value === 'number' && Number.isFinite(value) ? [value] : [];
    });
    return success({ text: ['content', 'reasoning_content'].map((name) => textIn(message, name) ?? '').join(''), likely });
  }
}

export interface ListedModel {
  readonly id: string;
  readonly parent: string | undefined;
  readonly root: string | undefined;
  readonly owner: string | undefined;
}

export interface Answer {
  readonly text: string;
  readonly likely: readonly number[];
}

/** Enough to tell two models apart. */
const ASKED_TOKENS = 24;

const cancelled = () => failure('cancelled', 'Cancelled; nothing was changed.');

async function textOf(response: Response): Promise<string | undefined> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_REPLY) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

export function textIn(value: unknown, key: string): string | undefined {
  const found = fieldOf(value, key);
  return typeof found === 'string' ? found : undefined;
}

export function listIn(value: unknown, key: string): readonly unknown[] {
  const found = fieldOf(value, key);
  return Array.isArray(found) ? found : [];
}

/** The words of an error, in the forms that servers give it. */
export function sentenceIn(json: unknown): string | undefined {
  for (const body of [fieldOf(json, 'error'), json]) {
    if (typeof body === 'string') return body;
    for (const key of ['message', 'error_message', 'detail', 'error']) {
      const found = fieldOf(body, key);
      if (typeof found === 'string' && found !== '') return found;
    }
    const detail = fieldOf(body, 'detail');
    if (detail !== undefined) return JSON.stringify(detail);
  }
  return undefined;
}

/** `ECONNREFUSED` and its like, from the bottom of the chain of causes. */
function codeOf(error: unknown): string | undefined {
  let code: string | undefined;
  for (let at: unknown = error, depth = 0; typeof at === 'object' && at !== null && depth < 6; depth++) {
    code = textIn(at, 'code') ?? code;
    at = fieldOf(at, 'cause');
  }
  return code;
}
