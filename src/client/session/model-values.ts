// What stands in the settings of the model, typed by hand: read with care, and what is no value is left out.

import type { AdapterServerSettings, ModelAddress, ModelBudgets, ModelPrice, ModelSettings, RetryStrategy } from '../../protocol';
import { originOf } from './model-key';

/** A model without its key. */
export type ConfiguredModel = Omit<ModelAddress, 'apiKey'> & { readonly provider: 'server' | 'editor' };

const BUDGETS = [
  'secondsPerHeal',
  'tokensPerHeal',
  'moneyPerHeal',
  'tokensPerDay',
  'moneyPerDay',
] as const satisfies readonly (keyof ModelBudgets)[];

/** Each is a call more for every heal. */
const MAX_BESIDE = 4;

/** Zero is a limit, too: nothing may be used up. */
export function budgetsIn(value: unknown): ModelBudgets {
  return Object.fromEntries(
    BUDGETS.flatMap((name) => {
      const limit = property(value, name);
      return isAmount(limit) ? [[name, limit]] : [];
    }),
  );
}

const RETRIES: readonly RetryStrategy[] = ['exponential_backoff', 'linear_backoff', 'constant_backoff', 'no_backoff'];

export function retryIn(value: unknown): RetryStrategy | undefined {
  return RETRIES.find((strategy) => strategy === value);
}

const MODES: readonly NonNullable<ModelSettings['mode']>[] = ['single', 'review', 'plan-code-review', 'auto'];

/** `single` is what happens without the setting. */
export function modeIn(value: unknown): ModelSettings['mode'] {
  return MODES.find((mode) => mode === value && mode !== 'single');
}

export function pricesIn(value: unknown): Readonly<Record<string, ModelPrice>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, price]: [string, unknown]) => {
      const [prompt, reply] = [property(price, 'prompt'), property(price, 'reply')];
      return isAmount(prompt) && isAmount(reply) ? [[name, { prompt, reply }]] : [];
    }),
  );
}

/**
 * Who has a task: a name is another model of the same place, an object names its place, too. `undefined` where nobody is set, or what is set
 * says no place.
 */
export function roleIn(value: unknown, role: string, heal: ConfiguredModel): ConfiguredModel | undefined {
  return modelIn(property(value, role), heal);
}

/** Who answers beside the model that heals: one or several, each as a task names its model. */
export function besideIn(value: unknown, heal: ConfiguredModel): readonly ConfiguredModel[] {
  const set = property(value, 'beside');
  const all: readonly unknown[] = Array.isArray(set) ? set : [set];
  return all.flatMap((one) => modelIn(one, heal) ?? []).slice(0, MAX_BESIDE);
}

const ADAPTER_SERVERS: readonly NonNullable<AdapterServerSettings['server']>[] = [
  'vllm',
  'llama-cpp',
  'ollama',
  'sglang',
  'openai-compatible',
];

/** @param server as `selfHeal.lora.server` holds it. @param folders as `selfHeal.lora.serverFolders` does. */
export function adapterServerIn(server: unknown, folders: unknown): AdapterServerSettings {
  const known = ADAPTER_SERVERS.find((one) => one === server);
  const folder = (name: 'copyTo' | 'seenAt'): Partial<AdapterServerSettings> => {
    const value = property(folders, name);
    return typeof value === 'string' && value.trim() !== '' ? { [name]: value.trim() } : {};
  };
  return { ...(known && { server: known }), ...folder('copyTo'), ...folder('seenAt') };
}

function modelIn(set: unknown, heal: ConfiguredModel): ConfiguredModel | undefined {
  if (typeof set === 'string') return set.trim() === '' ? undefined : { ...heal, name: set.trim() };
  const [name, baseUrl, provider] = ['name', 'baseUrl', 'provider'].map((key) => property(set, key));
  if (typeof name !== 'string' || name.trim() === '') return undefined;
  if (provider === 'editor') return { provider: 'editor', baseUrl: '', name: name.trim() };
  if (baseUrl === undefined) return provider === undefined || heal.provider === 'server' ? { ...heal, name: name.trim() } : undefined;
  return typeof baseUrl === 'string' && originOf(baseUrl.trim())
    ? { provider: 'server', baseUrl: baseUrl.trim(), name: name.trim() }
    : undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

const isAmount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
