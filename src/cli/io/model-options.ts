// The model that a call of the terminal may ask: from its options and the environment. None given: there is none, and not one byte leaves.

import type { ParseArgsOptionsConfig } from 'node:util';
import {
  adaptedModels,
  isReadableOnTheWay,
  keyOfEnvironment,
  MODEL_MODES,
  modelsOf,
  RETRY_STRATEGIES,
  serverUrl,
  type AdapterUse,
  type ModelBudget,
  type ModelPrice,
  type ModelServer,
  type Models,
  type ProviderOptions,
  type RetryStrategy,
} from '../../engine';
import { UsageError } from './exit-codes';
import type { TerminalModel } from './model-heals';
import { say } from './say';

export const MODEL_OPTIONS = {
  model: { type: 'string' },
  'base-url': { type: 'string' },
  'no-model': { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

export const MODEL_USAGE = `  --model NAME     where rules end, ask this model, as its server calls it; without it (or SELF_HEAL_MODEL) nothing is sent to anybody
  --base-url URL   its server, OpenAI-compatible: http://127.0.0.1:11434/v1 (or SELF_HEAL_BASE_URL); its key, if it needs one, stands in
                   SELF_HEAL_API_KEY; for OpenAI, Anthropic and Qwen (DashScope) themselves also in OPENAI_API_KEY,
                   ANTHROPIC_API_KEY, QWEN_API_KEY or DASHSCOPE_API_KEY
                   What it may use up stands in SELF_HEAL_MODEL_LIMITS: tokensPerHeal=20000,tokensPerDay=500000,moneyPerDay=2,secondsPerHeal=120
                   How it is asked stands in SELF_HEAL_MODEL_MODE: single, review, plan-code-review, auto
  --no-model       ask none, whatever the environment says`;

export interface ModelValues {
  readonly model?: string | undefined;
  readonly 'base-url'?: string | undefined;
  readonly 'no-model'?: boolean | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws a UsageError where what is given is no model. */
export function modelServerOf(values: ModelValues, env: Environment = process.env): ModelServer | undefined {
  if (values['no-model']) {
    if (values.model !== undefined || values['base-url'] !== undefined)
      throw new UsageError('--no-model and --model or --base-url contradict each other.');
    return undefined;
  }
  const name = values.model ?? given(env, 'SELF_HEAL_MODEL');
  const baseUrl = values['base-url'] ?? given(env, 'SELF_HEAL_BASE_URL');
  if (name === undefined && baseUrl === undefined) return undefined;
  if (name === undefined) throw new UsageError(`a server is named (${baseUrl}), but no model: give --model or SELF_HEAL_MODEL.`);
  if (baseUrl === undefined) throw new UsageError(`a model is named (${name}), but no server: give --base-url or SELF_HEAL_BASE_URL.`);
  const diagnose = given(env, 'SELF_HEAL_DIAGNOSE_MODEL');
  const critic = given(env, 'SELF_HEAL_CRITIC_MODEL');
  const rank = given(env, 'SELF_HEAL_RANK_MODEL');
  const price = priceOf(given(env, 'SELF_HEAL_PRICE'));
  const server: ModelServer = {
    baseUrl,
    name,
    roles: { ...(diagnose ? { diagnose } : {}), ...(critic ? { critic } : {}), ...(rank ? { rank } : {}) },
    ...(price ? { price } : {}),
  };
  const url = serverUrl(server);
  if (!url.ok) throw new UsageError(`${url.message.replace(/^The/, 'the')}`);
  const apiKey = keyFor(url.value, env);
  const checked = serverUrl({ ...server, apiKey });
  if (!checked.ok) throw new UsageError(checked.message.replace(/^The/, 'the'));
  if (apiKey === undefined) return server;
  if (isReadableOnTheWay(url.value)) say(`the key goes to ${url.value.host} without encryption, for its URL begins with http://.`);
  return { ...server, apiKey };
}

/** Sends nothing: the models are asked by whoever heals. */
export function modelsFrom(values: ModelValues, options: ProviderOptions = {}, env: Environment = process.env): Models | undefined {
  const server = modelServerOf(values, env);
  return server && modelsOf(server, options);
}

/** The models, those with adapters where there are any, with what they may use up; throws a UsageError as `modelServerOf` does. */
export function terminalModelFrom(values: ModelValues, env: Environment = process.env, adapters?: AdapterUse): TerminalModel | undefined {
  const server = modelServerOf(values, env);
  if (!server) return undefined;
  const { price, name } = server;
  const options = { retry: retryOf(given(env, 'SELF_HEAL_MODEL_RETRY')) };
  return {
    models: adapters ? adaptedModels(server, adapters, options) : modelsOf(server, options),
    mode: modeOf(given(env, 'SELF_HEAL_MODEL_MODE')),
    budget: { ...limitsOf(given(env, 'SELF_HEAL_MODEL_LIMITS')), priceOf: (asked) => (asked === name ? price : undefined) },
  };
}

function modeOf(text: string | undefined): TerminalModel['mode'] {
  const known = [...MODEL_MODES, 'auto' as const];
  const mode = known.find((one) => one === text);
  if (text !== undefined && !mode) throw new UsageError(`SELF_HEAL_MODEL_MODE is one of ${known.join(', ')}, not '${text}'.`);
  return mode;
}

function retryOf(text: string | undefined): { readonly strategy: RetryStrategy } | undefined {
  if (text === undefined) return undefined;
  const strategy = RETRY_STRATEGIES.find((known) => known === text);
  if (!strategy) throw new UsageError(`SELF_HEAL_MODEL_RETRY is one of ${RETRY_STRATEGIES.join(', ')}, not '${text}'.`);
  return { strategy };
}

const LIMITS = ['secondsPerHeal', 'tokensPerHeal', 'moneyPerHeal', 'tokensPerDay', 'moneyPerDay'] as const;

/** `tokensPerHeal=20000,moneyPerDay=2` */
function limitsOf(text: string | undefined): Pick<ModelBudget, 'heal' | 'day'> {
  const limits = new Map<string, number>();
  for (const part of text?.split(',') ?? []) {
    const [name = '', value = ''] = part.split('=').map((word) => word.trim());
    const number = value === '' ? Number.NaN : Number(value);
    if (!LIMITS.some((known) => known === name) || !Number.isFinite(number) || number < 0)
      throw new UsageError(
        `SELF_HEAL_MODEL_LIMITS takes ${LIMITS.join(', ')}, each with a number, like tokensPerHeal=20000, not '${part}'.`,
      );
    limits.set(name, number);
  }
  const one = (name: (typeof LIMITS)[number]): number | undefined => limits.get(name);
  const [seconds, tokens, cost, dayTokens, dayCost] = LIMITS.map(one);
  return {
    heal: {
      ...(seconds === undefined ? {} : { ms: seconds * 1000 }),
      ...(tokens === undefined ? {} : { tokens }),
      ...(cost === undefined ? {} : { cost }),
    },
    day: { ...(dayTokens === undefined ? {} : { tokens: dayTokens }), ...(dayCost === undefined ? {} : { cost: dayCost }) },
  };
}

/** A key goes to the server that it was given for: that of the environment, where the environment names one. */
function keyFor(url: URL, env: Environment): string | undefined {
  const own = given(env, 'SELF_HEAL_API_KEY');
  const named = given(env, 'SELF_HEAL_BASE_URL');
  if (own !== undefined) {
    if (named === undefined || !URL.canParse(named) || new URL(named).origin === url.origin) return own;
    say(`SELF_HEAL_API_KEY belongs to SELF_HEAL_BASE_URL; it is not sent to ${url.host}.`);
    return undefined;
  }
  return keyOfEnvironment(url.origin, env);
}

/** `3/15` or `3/15/0.3`: of a million tokens of the question, of the answer, and of a question that the server had in its cache. */
function priceOf(text: string | undefined): ModelPrice | undefined {
  if (text === undefined) return undefined;
  const numbers = text.split('/').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [prompt, reply, cached] = numbers;
  if (numbers.length > 3 || prompt === undefined || reply === undefined || numbers.some((number) => !Number.isFinite(number) || number < 0))
    throw new UsageError(`SELF_HEAL_PRICE is a price of a million tokens of the question and of the answer, like 3/15, not '${text}'.`);
  return { prompt, reply, ...(cached === undefined ? {} : { cached }) };
}

const given = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined;
