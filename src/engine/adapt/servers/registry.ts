// The servers that adapters can be given to, one line a driver.

import { failure } from '../../result';
import type { AdapterServer, AdapterServerId, Asking, Driver, ServerAddress, ServerResult, ServerSettings } from './server';

const soon =
  (id: AdapterServerId): Driver =>
  () => {
    const no = (): Promise<ReturnType<typeof failure<'not-supported'>>> =>
      Promise.resolve(failure('not-supported', `There is no driver for ${id} yet.`));
    return { id, title: id, host: '', load: no, unload: no, requestFor: no, requestForBase: no };
  };

const DRIVERS: Readonly<Record<AdapterServerId, Driver>> = {
  vllm: soon('vllm'),
  'llama-cpp': soon('llama-cpp'),
  ollama: soon('ollama'),
  sglang: soon('sglang'),
  'openai-compatible': soon('openai-compatible'),
};

/** Sends nothing. */
export const adapterServer = (id: AdapterServerId, settings: ServerSettings): AdapterServer => DRIVERS[id](settings);

/** Which of them answers there, as it says of itself; never `openai-compatible`, for there a name alone would do. One request. */
export function whichServer({ baseUrl }: ServerAddress, _how: Asking): Promise<ServerResult<AdapterServerId>> {
  return Promise.resolve(failure('not-supported', `What answers at ${baseUrl} does not say what it is.`));
}
