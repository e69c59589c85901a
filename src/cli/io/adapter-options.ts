// The server of adapters as the environment names it: the same one that has the model, and what is to be known of it beside its address.

import { ADAPTER_SERVER_IDS, adaptersIn, type AdapterServerId, type AdapterUse, type ServerSettings } from '../../engine';
import { UsageError } from './exit-codes';

type Environment = Readonly<Record<string, string | undefined>>;

export const ADAPTER_SERVER_USAGE = `  Which server it is stands in SELF_HEAL_ADAPTER_SERVER (${ADAPTER_SERVER_IDS.join(', ')}); without it the server is asked what it is.
  SELF_HEAL_ADAPTERS_COPY_TO: the folder that vLLM looks into for adapters; SELF_HEAL_ADAPTERS_SEEN_AT: where the server sees .self-heal/adapters`;

export interface AdapterServerOptions {
  readonly server: AdapterServerId | undefined;
  readonly settings: Omit<ServerSettings, 'address'>;
}

/** Throws a UsageError where the environment names none of the servers. */
export function adapterServerOptions(env: Environment = process.env): AdapterServerOptions {
  const named = env['SELF_HEAL_ADAPTER_SERVER']?.trim() || undefined;
  const server = ADAPTER_SERVER_IDS.find((id) => id === named);
  if (named !== undefined && !server)
    throw new UsageError(`SELF_HEAL_ADAPTER_SERVER is one of ${ADAPTER_SERVER_IDS.join(', ')}, not '${named}'.`);
  return {
    server,
    settings: {
      copyTo: env['SELF_HEAL_ADAPTERS_COPY_TO']?.trim() || undefined,
      seenAt: env['SELF_HEAL_ADAPTERS_SEEN_AT']?.trim() || undefined,
    },
  };
}

/** The adapters that may answer in these folders. @param rootOf the folder of a file; both absolute. */
export const adapterUse = (
  rootOf: (file: string) => string | undefined,
  roots: readonly string[],
  env: Environment = process.env,
): AdapterUse => ({ ...adapterServerOptions(env), ...adaptersIn(rootOf, () => roots) });
