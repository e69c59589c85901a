// A model that somebody else asks for us: the editor's own models, which are behind an interface of the editor's and no server of ours to reach.

import { failure, success, type Result } from '../../../result';
import { seconds, whyAborted, type ModelFailure, type ModelFailureReason } from '../failure';
import { DEFAULT_LIMITS, type ModelLimits } from '../model-server';
import type { ChatMessage, LastRequest, ModelProvider, ModelReply, ModelRequest, TokenUse } from '../provider';
import { foldSystem, instructed } from './openai-compatible';
import { withoutThinking } from './reply-reader';

export interface DelegatedRequest {
  /** Questions and answers by turns, the first a question; there are no system messages in an editor. */
  readonly messages: readonly ChatMessage[];
  readonly temperature?: number;
  readonly maxTokens?: number;
  /** Aborted at a cancel and at the deadline. Who does not heed it is not waited for. */
  readonly signal: AbortSignal;
  /** To be told of each piece, so that a silence is noticed: UTF-16 units so far. */
  readonly onText: (length: number) => void;
}

export interface DelegatedReply {
  readonly text: string;
  /** Where it is known. */
  readonly truncated?: boolean;
  readonly use?: TokenUse;
}

export interface DelegatedModel {
  readonly name: string;
  /** Who is asked, as progress and failures say it: `GitHub Copilot`. */
  readonly host: string;
  /** May reject: that is a fault of the line between. */
  readonly ask: (request: DelegatedRequest) => Promise<Result<DelegatedReply, ModelFailureReason>>;
}

export interface DelegatedOptions {
  readonly limits?: Partial<Pick<ModelLimits, 'firstByteMs' | 'idleMs' | 'totalMs' | 'maxReplyLength'>> | undefined;
  readonly onSent?: ((sent: LastRequest) => void) | undefined;
}

/** Has deadlines of its own: not every model behind an editor ends when it is cancelled. A schema is said in words, for editors know none. */
export function delegatedProvider(model: DelegatedModel, options: DelegatedOptions = {}): ModelProvider {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return { name: model.name, host: model.host, ask: (request) => ask(model, request, limits, options.onSent) };
}

async function ask(
  model: DelegatedModel,
  request: ModelRequest,
  limits: ModelLimits,
  onSent: DelegatedOptions['onSent'],
): Promise<Result<ModelReply, ModelFailureReason>> {
  if (request.signal.aborted) return whyAborted(request.signal);
  const { name, host } = model;
  const began = performance.now();
  const own = new AbortController();
  const timers: { first?: NodeJS.Timeout; idle?: NodeJS.Timeout } = {};
  const after = (ms: number, why: ModelFailure): NodeJS.Timeout => setTimeout(() => own.abort(why), ms);
  timers.first = after(
    limits.firstByteMs,
    failure('timeout-first-byte', `${begin(host)} did not begin to answer within ${seconds(limits.firstByteMs)}.`),
  );
  const whole = after(limits.totalMs, failure('timeout-total', `${begin(host)} did not answer in full within ${seconds(limits.totalMs)}.`));
  const signal = AbortSignal.any([request.signal, own.signal]);
  const tooLong = failure('bad-reply', `The answer of ${host} is longer than ${Math.round(limits.maxReplyLength / 1000)},000 characters.`);
  const onText = (length: number): void => {
    if (signal.aborted) return;
    clearTimeout(timers.first);
    clearTimeout(timers.idle);
    timers.idle = after(
      limits.idleMs,
      failure('timeout-idle', `${begin(host)} stopped in the middle of its answer for ${seconds(limits.idleMs)}.`),
    );
    if (length > limits.maxReplyLength) own.abort(tooLong);
    else request.onText?.(length);
  };
  const messages = foldSystem(instructed(request, false));
  onSent?.({
    at: new Date().toISOString(),
    url: host,
    model: name,
    messages,
    options: {
      ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
      ...(request.maxTokens === undefined ? {} : { max_tokens: request.maxTokens }),
    },
    bytes: messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0),
  });
  try {
    const got = await Promise.race([delegated(model, request, messages, signal, onText), aborted(signal)]);
    if (!got) return whyAborted(signal);
    if (!got.ok) return signal.aborted ? whyAborted(signal) : got;
    if (got.value.text.length > limits.maxReplyLength) return tooLong;
    const text = withoutThinking(got.value.text);
    if (text.trim() === '' && !got.value.truncated) return failure('bad-reply', `${begin(host)} sent an empty answer.`);
    const { use } = got.value;
    return success({ text, truncated: got.value.truncated ?? false, ...(use ? { use } : {}), ms: performance.now() - began });
  } finally {
    for (const timer of [timers.first, timers.idle, whole]) clearTimeout(timer);
    // Whoever is still at it may stop.
    own.abort();
  }
}

async function delegated(
  { ask: asking, host }: DelegatedModel,
  { temperature, maxTokens }: ModelRequest,
  messages: readonly ChatMessage[],
  signal: AbortSignal,
  onText: (length: number) => void,
): Promise<Result<DelegatedReply, ModelFailureReason>> {
  try {
    return await asking({
      messages,
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
      signal,
      onText,
    });
  } catch {
    return failure('no-server', `${begin(host)} could not be asked.`);
  }
}

/** Resolves with nothing when the signal is aborted. */
function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

/** At the beginning of a sentence. */
const begin = (host: string): string => host.charAt(0).toUpperCase() + host.slice(1);
