// A model's server as a person sets it up: where it is, what it is called there, its key, its limits and what it costs.

import { failure, success, type Result } from '../../result';
import type { ModelFailureReason } from './failure';
import type { Models, TokenUse } from './provider';

export type ModelRole = Exclude<keyof Models, 'heal'>;

export interface ModelServer {
  /** `http://127.0.0.1:11434/v1`; the only place anything is sent to. A query (`?api-version=…`) goes with every request. */
  readonly baseUrl: string;
  /** Of the model that heals, as the server calls it. */
  readonly name: string;
  /** Local servers want none. */
  readonly apiKey?: string | undefined;
  /** Models of the same server that are asked in other roles, as the server calls them. */
  readonly roles?: Readonly<Partial<Record<ModelRole, string>>> | undefined;
  /** As the person states it; nobody else knows. Of the model that heals. */
  readonly price?: ModelPrice | undefined;
}

/** Of a million tokens each, in whatever currency the person thinks in. */
export interface ModelPrice {
  readonly prompt: number;
  readonly reply: number;
  /** Of prompt tokens that the server had in its cache; absent: as `prompt`. */
  readonly cached?: number;
}

/** What one call may take. */
export interface ModelLimits {
  /** Until the first byte of an answer's body: a local server may read a long prompt first. */
  readonly firstByteMs: number;
  /** Between two pieces of an answer. */
  readonly idleMs: number;
  /** A whole answer, all waits and retries of it. */
  readonly totalMs: number;
  /** Of one reply, as it comes over the wire. */
  readonly maxReplyBytes: number;
  /** Of one answer, in UTF-16 units. */
  readonly maxReplyLength: number;
  /** Tokens of an answer where the request does not say. */
  readonly replyTokens: number;
}

export const DEFAULT_LIMITS: ModelLimits = {
  firstByteMs: 120_000,
  idleMs: 30_000,
  totalMs: 300_000,
  // A token takes some 300 bytes as an event of its own.
  maxReplyBytes: 8_000_000,
  maxReplyLength: 200_000,
  replyTokens: 4_096,
};

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
  // As it stands in many an example: the whole address of the one call.
  url.pathname = url.pathname.replace(/\/(?:chat\/)?completions\/*$/, '');
  return success(url);
}

/** The key, and all that is asked, can be read by whoever is on the way: no TLS, and another machine. */
export function isReadableOnTheWay(url: URL): boolean {
  return url.protocol === 'http:' && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
}

/** What the server said, else the price's word; undefined where neither is known. */
export function costOf(use: TokenUse | undefined, price: ModelPrice | undefined): number | undefined {
  if (!use) return undefined;
  if (use.cost !== undefined) return use.cost;
  if (!price) return undefined;
  const cached = Math.min(use.cached ?? 0, use.prompt);
  return ((use.prompt - cached) * price.prompt + cached * (price.cached ?? price.prompt) + use.reply * price.reply) / 1_000_000;
}
