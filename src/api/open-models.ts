// The models of the engine for the options of a program.

import { DEFAULT_RETRY, modelsOf, serverUrl, type Models } from '../engine';
import type { ModelOptions } from './model-options';
import { readOptions, type EitherName } from './names';
import type { RetryStrategy } from './retry-strategy';
import { SelfHealError } from './self-heal-error';

/** How a call to it is made again. */
interface ModelRetries {
  readonly strategy: RetryStrategy;
  readonly baseMs: number;
  readonly maxMs: number;
}

/** Sends nothing. @throws SelfHealError `invalid` where it can be no model's address. */
export function openModels(given: EitherName<ModelOptions>, retries: Partial<ModelRetries> = {}): Models {
  const { baseUrl = '', name = '', apiKey } = readOptions<ModelOptions>(given, ['baseUrl', 'name', 'apiKey'], 'model');
  const server = { baseUrl, name, ...(apiKey === undefined ? {} : { apiKey }) };
  const url = serverUrl(server);
  if (!url.ok) throw new SelfHealError('invalid', url.message);
  return modelsOf(server, { retry: { ...DEFAULT_RETRY, ...retries } });
}
