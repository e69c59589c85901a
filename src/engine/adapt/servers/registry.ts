// The servers that adapters can be given to, one line a driver.

import { failure, success } from '../../result';
import { fieldOf, Http } from './http';
import { llamaCpp } from './llama-cpp';
import { ollama } from './ollama';
import { openAiCompatibleServer } from './openai-compatible';
import { sglang } from './sglang';
import type { AdapterServer, AdapterServerId, Asking, Driver, ServerResult, ServerSettings } from './server';
import { vllm } from './vllm';

const DRIVERS: Readonly<Record<AdapterServerId, Driver>> = {
  vllm,
  'llama-cpp': llamaCpp,
  ollama,
  sglang,
  'openai-compatible': openAiCompatibleServer,
};

/** Sends nothing. */
export const adapterServer = (id: AdapterServerId, settings: ServerSettings): AdapterServer => DRIVERS[id](settings);

/** What they say of the owner of their models. */
const OWNERS: Readonly<Record<string, AdapterServerId>> = {
  vllm: 'vllm',
  llamacpp: 'llama-cpp',
  sglang: 'sglang',
};

/**
 * Which of them answers there, as it says of itself. Never `openai-compatible`: there a model's name would do, and it must be a person who says that an
 * adapter's name is one. Two requests at most.
 */
export async function whichServer(settings: ServerSettings, how: Asking): Promise<ServerResult<AdapterServerId>> {
  const http = new Http(settings);
  const models = await http.models(how);
  if (!models.ok) return models;
  const owner = models.value.map((model) => OWNERS[model.owner?.toLowerCase() ?? '']).find((id) => id !== undefined);
  if (owner) return success(owner);
  const version = await http.send('/api/version', how);
  if (version.ok && typeof fieldOf(version.value.json, 'version') === 'string') return success('ollama');
  if (!version.ok && version.reason === 'cancelled') return version;
  return failure('not-supported', `What answers at ${http.host} does not say which server it is; say it in the settings.`);
}
