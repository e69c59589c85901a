// Gives an adapter to the server of the model that a call of the terminal names, and takes it away again.

import {
  adapterServer,
  servedAdapter,
  whichServer,
  type AdapterServer,
  type AdapterServerId,
  type RegisteredAdapter,
  type ServerResult,
} from '../../engine';
import { adapterServerOptions } from './adapter-options';
import { modelServerOf, type ModelValues } from './model-options';

type Environment = Readonly<Record<string, string | undefined>>;

interface Call {
  readonly values: ModelValues;
  /** Instead of the environment's. */
  readonly server?: AdapterServerId | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: (text: string) => void;
  readonly env?: Environment;
}

export interface Served {
  /** `vLLM at 127.0.0.1:8000` */
  readonly where: string;
}

/** undefined where no model is named: then nothing is sent. Throws a UsageError where what is named is no model. */
export function loadOnServer(adapter: RegisteredAdapter, call: Call): Promise<ServerResult<Served> | undefined> {
  return withServer(call, async (server) => {
    const loaded = await server.load(servedAdapter(adapter), call);
    return loaded.ok ? { ok: true, value: { where: whereOf(server) } } : loaded;
  });
}

/** The same the other way round. */
export function unloadFromServer(adapter: RegisteredAdapter, call: Call): Promise<ServerResult<Served> | undefined> {
  return withServer(call, async (server) => {
    const gone = await server.unload(servedAdapter(adapter), call);
    return gone.ok ? { ok: true, value: { where: whereOf(server) } } : gone;
  });
}

const whereOf = ({ title, host }: AdapterServer): string => `${title} at ${host}`;

async function withServer(
  { values, server: named, signal, env = process.env }: Call,
  act: (server: AdapterServer) => Promise<ServerResult<Served>>,
): Promise<ServerResult<Served> | undefined> {
  const address = modelServerOf(values, env);
  if (!address) return undefined;
  const { server: ofEnvironment, settings } = adapterServerOptions(env);
  const server = named ?? ofEnvironment;
  const whole = { ...settings, address };
  const id = server ? { ok: true as const, value: server } : await whichServer(whole, { signal });
  return id.ok ? act(adapterServer(id.value, whole)) : id;
}
