// Setting a model up: which servers run on this machine, which models a server has, and whether one answers, how fast and for how much.
// All of it only when a person asks for it.

import * as v from 'valibot';
import { failure, success, type Result } from '../../../result';
import type { ModelFailureReason } from '../failure';
import { costOf, DEFAULT_LIMITS, serverUrl, type ModelLimits, type ModelServer } from '../model-server';
import type { ModelProvider, TokenUse } from '../provider';
import { exchange, parsed, throwErrorIn, within } from './exchange';

/** What is listed is data of others: no more of it than a person can look through. */
const MAX_MODELS = 1_000;
const MAX_NAME = 300;

const List = v.looseObject({
  // A server in Go says null where there is none.
  data: v.nullable(
    v.array(
      v.looseObject({ id: v.string(), aliases: v.fallback(v.nullish(v.array(v.string())), undefined), owned_by: v.nullish(v.string()) }),
    ),
  ),
});

const LIST_LIMITS: ModelLimits = { ...DEFAULT_LIMITS, firstByteMs: 10_000, idleMs: 10_000, totalMs: 20_000 };

interface Listed {
  /** It speaks as a model server does, but not without a key; nothing else is known of it. */
  readonly locked?: true;
  readonly names: readonly string[];
  /** As the server says it of its models. */
  readonly owner: string | undefined;
}

/** The names of a server's models, sorted. `name` of the server is not looked at. Sends nothing but the question and the key. */
export async function listModels(
  server: Omit<ModelServer, 'name'>,
  signal: AbortSignal,
  limits: Partial<ModelLimits> = {},
): Promise<Result<readonly string[], ModelFailureReason>> {
  const listed = await list(server, signal, { ...LIST_LIMITS, ...limits });
  if (!listed.ok) return listed;
  if (listed.value.locked)
    return failure(
      'unauthorised',
      `${new URL(server.baseUrl).host} ${server.apiKey ? 'does not accept the API key' : 'wants an API key'}.`,
    );
  return success(listed.value.names);
}

async function list(
  server: Omit<ModelServer, 'name'>,
  signal: AbortSignal,
  limits: ModelLimits,
): Promise<Result<Listed, ModelFailureReason>> {
  const named: ModelServer = { ...server, name: 'none' };
  const base = serverUrl(named);
  if (!base.ok) return base;
  const { host } = base.value;
  return within(signal, limits.totalMs, host, async (inner) => {
    const got = await exchange<Listed>({ server: named, base: base.value, limits, signal: inner }, async (wire) => {
      let response: Response;
      try {
        response = await wire.client.models.list({ signal: wire.signal }).asResponse();
      } catch (error) {
        if (isLocked(error)) return { kind: 'done', value: { names: [], owner: undefined, locked: true } };
        throw error;
      }
      const text = await response.text();
      const answer = parsed(text);
      throwErrorIn(answer);
      const read = v.safeParse(List, answer);
      if (!read.success) {
        const what = /^\s*</.test(text) ? 'a web page' : 'something else';
        return {
          kind: 'final',
          failure: failure('bad-reply', `${host} answered with ${what} instead of a list of models; check the base URL.`),
        };
      }
      const data = read.output.data ?? [];
      // One model may go by several names.
      const names = data
        .flatMap(({ id, aliases }) => [id, ...(aliases ?? [])])
        .filter((name) => name !== '' && name.length <= MAX_NAME && !/\p{C}/u.test(name));
      return {
        kind: 'done',
        value: {
          names: [...new Set(names)].slice(0, MAX_MODELS).sort((a, b) => a.localeCompare(b)),
          owner: data[0]?.owned_by ?? undefined,
        },
      };
    });
    return got.kind === 'done' ? success(got.value) : got.failure;
  });
}

/** Refused for want of a key, in the form of a model server: other programs that listen here refuse with a page. */
function isLocked(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    error.status === 401 &&
    'error' in error &&
    typeof error.error === 'object' &&
    error.error !== null
  );
}

export interface LocalServer {
  /** As people know it: `Ollama`. */
  readonly title: string;
  readonly baseUrl: string;
  /** Empty: it has none yet, or does not say without a key. */
  readonly models: readonly string[];
  /** It says nothing without a key. */
  readonly needsKey?: true;
}

/** Where the usual servers listen when nobody tells them otherwise. */
const USUAL: readonly { readonly port: number; readonly path: string; readonly title: string }[] = [
  { port: 11434, path: '/v1', title: 'Ollama' },
  { port: 1234, path: '/v1', title: 'LM Studio' },
  { port: 8080, path: '/v1', title: 'llama.cpp' },
  { port: 8000, path: '/v1', title: 'vLLM' },
  { port: 1337, path: '/v1', title: 'Jan' },
  { port: 4891, path: '/v1', title: 'GPT4All' },
  { port: 5000, path: '/v1', title: 'text-generation-webui' },
  { port: 5001, path: '/v1', title: 'KoboldCpp' },
  { port: 12434, path: '/engines/v1', title: 'Docker Model Runner' },
  { port: 30000, path: '/v1', title: 'SGLang' },
];

/** What a server says of itself is surer than its port. */
const OWNERS: Readonly<Record<string, string>> = {
  llamacpp: 'llama.cpp',
  vllm: 'vLLM',
  library: 'Ollama',
  ollama: 'Ollama',
  sglang: 'SGLang',
  docker: 'Docker Model Runner',
};

export interface FindOptions {
  /** Instead of the usual places; for tests. */
  readonly ports?: readonly number[];
  /** For each. */
  readonly withinMs?: number;
}

/** Servers that run on this machine and answer as model servers do. One question for a list goes to each usual port of 127.0.0.1, and nowhere else. */
export async function findLocalServers(signal: AbortSignal, options: FindOptions = {}): Promise<readonly LocalServer[]> {
  const ms = options.withinMs ?? 1_500;
  const limits: ModelLimits = { ...DEFAULT_LIMITS, firstByteMs: ms, idleMs: ms, totalMs: ms, maxReplyBytes: 1_000_000 };
  const places = options.ports ? options.ports.map((port) => ({ port, path: '/v1', title: `port ${port}` })) : USUAL;
  const found = await Promise.all(
    places.map(async ({ port, path, title }): Promise<LocalServer | undefined> => {
      const baseUrl = `http://127.0.0.1:${port}${path}`;
      const listed = await list({ baseUrl }, signal, limits);
      if (!listed.ok) return undefined;
      const { names, owner, locked } = listed.value;
      return { title: OWNERS[owner ?? ''] ?? title, baseUrl, models: names, ...(locked ? { needsKey: locked } : {}) };
    }),
  );
  return found.filter((one) => one !== undefined);
}

/** What a trial call showed. */
export interface Trial {
  /** Until the first piece of the answer. */
  readonly firstMs: number;
  readonly ms: number;
  /** Of the answer; absent where the server counts no tokens, or too few came to tell. */
  readonly tokensPerSecond?: number;
  readonly use?: TokenUse;
  /** Of this one call; absent where neither the server nor a price says. */
  readonly cost?: number;
}

/** Long enough that its speed can be told. */
const TRIAL = { question: 'Write the numbers from 1 to 40, each on a line of its own, and nothing else.', maxTokens: 160, enough: 8 };

/** Asks a model for something that has nothing to do with anybody's code. */
export async function tryModel(
  provider: ModelProvider,
  signal: AbortSignal,
  price?: ModelServer['price'],
): Promise<Result<Trial, ModelFailureReason>> {
  const began = performance.now();
  let firstMs: number | undefined;
  const said = await provider.ask({
    messages: [{ role: 'user', content: TRIAL.question }],
    maxTokens: TRIAL.maxTokens,
    temperature: 0,
    signal,
    onText: () => (firstMs ??= performance.now() - began),
  });
  if (!said.ok) return said;
  const { use, ms } = said.value;
  const first = firstMs ?? ms;
  // The first token came with the first piece. An answer in one piece tells only of all of it together.
  const writing = ms - first > 50 ? { tokens: (use?.reply ?? 0) - 1, ms: ms - first } : { tokens: use?.reply ?? 0, ms };
  const cost = costOf(use, price);
  return success({
    firstMs: first,
    ms,
    ...(writing.tokens >= TRIAL.enough ? { tokensPerSecond: (writing.tokens * 1000) / writing.ms } : {}),
    ...(use ? { use } : {}),
    ...(cost === undefined ? {} : { cost }),
  });
}
