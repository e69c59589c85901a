// Every server that speaks OpenAI's chat completions: OpenAI, Azure, OpenRouter, vLLM, llama.cpp, Ollama, LM Studio, and the compatible faces of
// Anthropic, Qwen and others. They differ in the options they take; what one refuses is taken back, and remembered while this provider lives.

import type { OpenAI } from 'openai';
import { failure, success, type Result } from '../../../result';
import { type ModelFailure, type ModelFailureReason } from '../failure';
import { DEFAULT_LIMITS, serverUrl, type ModelLimits, type ModelServer } from '../model-server';
import type { ChatMessage, LastRequest, ModelProvider, ModelReply, ModelRequest, QuestionChange, ScoreRequest } from '../provider';
import { exchange, parsed, throwErrorIn, within, type ExchangeRequest, type Wire } from './exchange';
import { ReplyReader } from './reply-reader';
import { DEFAULT_RETRY, withRetries, type Attempt, type RetryPolicy } from './retry';
import { findScorer, type Scorer } from './score';

export interface ProviderOptions {
  readonly limits?: Partial<ModelLimits> | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** Told of every request that goes out. */
  readonly onSent?: ((sent: LastRequest) => void) | undefined;
  /** Asked before each question; a failure is that of the question. */
  readonly change?: ((signal: AbortSignal) => Promise<Result<QuestionChange, ModelFailureReason>>) | undefined;
}

/** Sends nothing before it is asked. */
export function openAiCompatible(server: ModelServer, options: ProviderOptions = {}): ModelProvider {
  return new OpenAiCompatible(server, options);
}

/** What a server has not refused so far. */
interface Taken {
  /** How the form of an answer is asked for: some know JSON, but no schema of it. */
  readonly schema: 'json_schema' | 'json_object' | undefined;
  readonly temperature: boolean;
  readonly system: boolean;
  readonly stream: boolean;
  /** `stream_options`, without which many servers don't count a stream's tokens. */
  readonly usage: boolean;
  readonly limit: 'max_tokens' | 'max_completion_tokens' | undefined;
  /** Tokens beyond those of the answer, for a model that thinks first and is not limited in this apart. */
  readonly room: number;
}

const ALL: Taken = { schema: 'json_schema', temperature: true, system: true, stream: true, usage: true, limit: 'max_tokens', room: 0 };

/** A repair wants little invention. */
const TEMPERATURE = 0.2;
/** For thinking. */
const ROOM = 8_192;
/** One option is taken back in each. */
const MAX_ROUNDS = 12;
/** Who wants fewer tokens than this wants no long thoughts either. */
const SHORT = 256;

class OpenAiCompatible implements ModelProvider {
  readonly name: string;
  readonly host: string;
  readonly #base: Result<URL, ModelFailureReason>;
  readonly #limits: ModelLimits;
  readonly #retry: RetryPolicy;
  #taken = ALL;
  /** undefined: not yet tried; null: the server can't. */
  #scorer: Scorer | null | undefined;

  constructor(
    private readonly server: ModelServer,
    private readonly options: ProviderOptions,
  ) {
    this.name = server.name;
    this.#base = serverUrl(server);
    this.host = this.#base.ok ? this.#base.value.host : 'the model server';
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#retry = { ...DEFAULT_RETRY, ...options.retry };
  }

  async ask(request: ModelRequest): Promise<Result<ModelReply, ModelFailureReason>> {
    const began = performance.now();
    return this.#within(request.signal, async (one, until) => {
      let asked = this.#taken;
      for (let round = 0; ; round++) {
        const got = await withRetries({ ...one, policy: this.#retry, until, onProgress: request.onProgress }, () =>
          call(request, one, asked),
        );
        if (got.kind === 'done') {
          const { reader, whole } = got.value;
          // Only what was answered shows what a server takes.
          this.#taken = both(this.#taken, asked);
          if (reader.cut && reader.thought && asked.room === 0 && (request.maxTokens ?? this.#limits.replyTokens) >= SHORT) {
            // Thinking took what was meant for the answer.
            asked = { ...asked, room: ROOM };
            continue;
          }
          if (reader.answer.trim() === '' && !reader.cut) return failure('bad-reply', nothingSaid(this.host, reader));
          return success({
            text: reader.answer,
            truncated: reader.cut || (!reader.finished && !whole),
            ...(reader.use ? { use: reader.use } : {}),
            ms: performance.now() - began,
          });
        }
        if (got.kind !== 'options-refused') return got.failure;
        const less = withoutRefused(asked, got.said, request);
        if (!less || round >= MAX_ROUNDS) return isTooLong(got.said) ? tooLong(this.host, this.name) : got.failure;
        asked = less;
      }
    });
  }

  /** Absent once the server has shown that it can't. */
  get score(): ((request: ScoreRequest) => Promise<Result<readonly number[], ModelFailureReason>>) | undefined {
    return this.#scorer === null ? undefined : (request) => this.#score(request);
  }

  async #score(request: ScoreRequest): Promise<Result<readonly number[], ModelFailureReason>> {
    const { prompt, continuations } = request;
    if (continuations.some((text) => text === '')) return failure('no-scores', 'Nothing can be said of an empty continuation.');
    return this.#within(request.signal, async (one, until) => {
      const policy = { ...one, policy: this.#retry, until };
      if (this.#scorer === undefined) {
        const found = await findScorer(one, (attempt) => withRetries(policy, attempt));
        if (!found.ok) return found;
        this.#scorer = found.value;
      }
      const scorer = this.#scorer;
      if (!scorer) return failure('no-scores', `${this.host} does not say how likely a text is.`);
      const scores: number[] = [];
      for (const continuation of continuations) {
        const got = await withRetries(policy, () => scorer(one, prompt, continuation));
        if (got.kind !== 'done') return got.failure;
        if (got.value === undefined) return failure('no-scores', `${this.host} did not say how likely this text is.`);
        scores.push(got.value);
      }
      return success(scores);
    });
  }

  /** All calls, waits and retries of one question together. `until`: `performance.now()` at its end. */
  async #within<T>(
    outer: AbortSignal,
    work: (one: ExchangeRequest, until: number) => Promise<Result<T, ModelFailureReason>>,
  ): Promise<Result<T, ModelFailureReason>> {
    if (!this.#base.ok) return this.#base;
    const base = this.#base.value;
    const { totalMs } = this.#limits;
    const until = performance.now() + totalMs;
    const { onSent, change } = this.options;
    return within(outer, totalMs, this.host, async (signal) => {
      const changed = await change?.(signal);
      if (changed && !changed.ok) return changed;
      return work({ server: this.server, base, limits: this.#limits, signal, onSent, change: changed?.value }, until);
    });
  }
}

interface Said {
  readonly reader: ReplyReader;
  /** The server said that this was all. */
  readonly whole: boolean;
}

/** One HTTP request, to its end. */
function call(request: ModelRequest, one: ExchangeRequest, taken: Taken): Promise<Attempt<Said>> {
  const { server, limits, base } = one;
  const { host } = base;
  return exchange(one, async (wire) => {
    const reader = new ReplyReader({ onText: request.onText, onThought: thoughtTeller(server.name, request.onProgress) });
    const response = await wire.client.chat.completions.create(bodyOf(request, one, taken), { signal: wire.signal }).asResponse();
    const streamed = async (from: Response): Promise<Attempt<Said>> => {
      for await (const piece of wire.Stream.fromSSEResponse<unknown>(from, new AbortController(), wire.client)) {
        if (!reader.add(piece)) return final('bad-reply', `${host} sent something else than a model's answer.`);
        if (reader.length > limits.maxReplyLength) return tooMuch(wire, host, limits);
      }
      return judged(reader, wire.done, host);
    };
    if (/event-stream/i.test(response.headers.get('content-type') ?? '')) return streamed(response);
    const text = await response.text();
    // There are proxies that call a stream something else.
    if (/^\s*(?:data|event|id|retry)?:/.test(text)) return streamed(new Response(text));
    const whole = parsed(text);
    throwErrorIn(whole);
    if (whole === undefined || !reader.add(whole)) {
      const what = /^\s*</.test(text) ? 'a web page' : text.trim() === '' ? 'nothing' : 'something else';
      return final(
        'bad-reply',
        `${host} answered with ${what} instead of a model's answer; check the base URL, and whether the network wants a login.`,
      );
    }
    if (reader.length > limits.maxReplyLength) return tooMuch(wire, host, limits);
    return judged(reader, true, host);
  });
}

function judged(reader: ReplyReader, whole: boolean, host: string): Attempt<Said> {
  if (reader.refused) return final('refused', `The model at ${host} refused to answer.`);
  if (reader.broken) {
    const told = failure('http-error', `${host} gave up in the middle of its answer.`);
    return { kind: 'again', failure: told, trouble: `${host} gave up in the middle of its answer` };
  }
  return { kind: 'done', value: { reader, whole } };
}

function tooMuch(wire: Wire, host: string, limits: ModelLimits): Attempt<never> {
  const told = failure('bad-reply', `The answer of ${host} is longer than ${Math.round(limits.maxReplyLength / 1000)},000 characters.`);
  wire.stop(told);
  return { kind: 'final', failure: told };
}

const final = (reason: ModelFailureReason, message: string): Attempt<never> => ({ kind: 'final', failure: failure(reason, message) });

function nothingSaid(host: string, reader: ReplyReader): string {
  return reader.thought ? `The model at ${host} thought, and gave no answer.` : `${host} sent an empty answer.`;
}

/** A line a few kilobytes is enough to see that it lives. */
function thoughtTeller(name: string, onProgress: ((text: string) => void) | undefined): (length: number) => void {
  let told = -Infinity;
  return (length) => {
    if (!onProgress || length === 0 || length - told < 2_000) return;
    told = length;
    onProgress(`${name} is thinking (${Math.max(1, Math.round(length / 1000))} kB)…`);
  };
}

function bodyOf(
  request: ModelRequest,
  { server, limits, change }: Pick<ExchangeRequest, 'server' | 'limits' | 'change'>,
  taken: Taken,
): OpenAI.Chat.Completions.ChatCompletionCreateParams {
  const { schema } = request;
  const tokens = (request.maxTokens ?? limits.replyTokens) + taken.room;
  return {
    ...change?.body,
    model: change?.model ?? server.name,
    messages: messagesOf(request, taken),
    ...(taken.stream ? { stream: true as const, ...(taken.usage ? { stream_options: { include_usage: true } } : {}) } : {}),
    ...(taken.temperature ? { temperature: request.temperature ?? TEMPERATURE } : {}),
    ...(taken.limit ? { [taken.limit]: tokens } : {}),
    ...(schema && taken.schema === 'json_schema'
      ? {
          response_format: { type: 'json_schema' as const, json_schema: { name: schema.name, strict: true, schema: { ...schema.schema } } },
        }
      : {}),
    ...(schema && taken.schema === 'json_object' ? { response_format: { type: 'json_object' as const } } : {}),
  };
}

function messagesOf(request: ModelRequest, taken: Taken): ChatMessage[] {
  const asked = instructed(request, taken.schema === 'json_schema');
  return taken.system ? asked : foldSystem(asked);
}

/** Behind the last message how the answer has to look; `sent`: the schema goes with the request, else it is said, too. */
export function instructed({ messages, schema }: Pick<ModelRequest, 'messages' | 'schema'>, sent: boolean): ChatMessage[] {
  if (!schema) return [...messages];
  const told = sent ? schema.instruction : `${schema.instruction}\nIts JSON schema: ${JSON.stringify(schema.schema)}`;
  const last = messages.length - 1;
  return messages.map((message, i) => (i === last ? { ...message, content: `${message.content}\n\n${told}` } : message));
}

/** For whom has no system messages: their text goes before the first question. */
export function foldSystem(messages: readonly ChatMessage[]): ChatMessage[] {
  const told = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const rest = messages.filter(({ role }) => role !== 'system');
  if (told.length === 0) return rest;
  const [first, ...others] = rest;
  return first?.role === 'user'
    ? [{ role: 'user', content: [...told, first.content].join('\n\n') }, ...others]
    : [{ role: 'user', content: told.join('\n\n') }, ...rest];
}

/** With one option less, the one that the server names; undefined where nothing is left to take back. */
function withoutRefused(taken: Taken, said: string, request: ModelRequest): Taken | undefined {
  const names = (pattern: RegExp): boolean => pattern.test(said);
  if (taken.limit === 'max_tokens' && names(/max_completion_tokens/i)) return { ...taken, limit: 'max_completion_tokens', room: ROOM };
  if (taken.limit && names(/max_(?:completion_)?tokens|maximum.{0,20}output|in the completion/i)) return { ...taken, limit: undefined };
  if (isTooLong(said)) return undefined;
  if (taken.usage && names(/stream_options|include_usage/i)) return { ...taken, usage: false };
  if (taken.stream && names(/\bstream(?:ing)?\b/i)) return { ...taken, stream: false };
  if (taken.temperature && names(/temperature/i)) return { ...taken, temperature: false };
  if (taken.schema && request.schema && names(/response_format|json|structured|schema|grammar|guided/i))
    // Who dislikes the kind of form may know another; who dislikes any form knows none.
    return { ...taken, schema: taken.schema === 'json_schema' && names(/schema|\btype\b/i) ? 'json_object' : undefined };
  if (taken.system && request.messages.some(({ role }) => role === 'system') && names(/system|messages\[0\]|\brole/i))
    return { ...taken, system: false };
  // It does not say what it dislikes: all that it may not know goes at once.
  const plain: Taken = { ...taken, schema: undefined, temperature: false, usage: false };
  return taken.temperature || taken.usage || (taken.schema && request.schema) ? plain : undefined;
}

/** What neither has refused: two questions at once may each have learnt something. */
function both(a: Taken, b: Taken): Taken {
  const later = <T>(order: readonly T[], one: T, other: T): T => (order.indexOf(one) > order.indexOf(other) ? one : other);
  return {
    schema: later(['json_schema', 'json_object', undefined] as const, a.schema, b.schema),
    temperature: a.temperature && b.temperature,
    system: a.system && b.system,
    stream: a.stream && b.stream,
    usage: a.usage && b.usage,
    limit: later(['max_tokens', 'max_completion_tokens', undefined] as const, a.limit, b.limit),
    room: Math.max(a.room, b.room),
  };
}

const isTooLong = (said: string): boolean =>
  /context[_ ](?:length|size|window)|exceed_context|prompt is too long|too many (?:input )?tokens|input.{0,20}too long|string_above_max_length/i.test(
    said,
  );

const tooLong = (host: string, name: string): ModelFailure =>
  failure('too-long', `The question is longer than what ${name} at ${host} can read at once.`);
