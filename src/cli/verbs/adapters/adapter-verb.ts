// What a sub-verb of `self-heal adapters` is. One is a file here and a line in `../adapters.ts`.

import type { ParseArgsOptionsConfig } from 'node:util';
import { adaptersFolder, AdapterRegistry, isUnjudged, type AdapterRecord, type RegisteredAdapter } from '../../../engine';
import { folder } from '../../io/arguments';
import { UsageError, type ExitCode } from '../../io/exit-codes';

export interface AdapterVerb {
  /** Lines of the usage, as they are typed, with what each does. */
  readonly usage: string;
  /** `args`: what stands behind the sub-verb. */
  readonly run: (args: string[]) => ExitCode | Promise<ExitCode>;
}

export const WORKSPACE = { workspace: { type: 'string' }, json: { type: 'boolean' } } as const satisfies ParseArgsOptionsConfig;

/** The adapters of the workspace that is named, or of the current folder. */
export const registryOf = (workspace: string | undefined): AdapterRegistry => new AdapterRegistry(adaptersFolder(folder(workspace ?? '.')));

/** The one adapter that the words name. */
export function adapterNamed(registry: AdapterRegistry, [id, more]: readonly string[], verb: string): RegisteredAdapter {
  if (id === undefined || more !== undefined)
    throw new UsageError(`adapters ${verb} needs the id of one adapter: self-heal adapters ${verb} ID.`);
  const found = registry.get(id);
  if (found) return found;
  const known = registry.list().map(({ record }) => record.adapter_id);
  throw new UsageError(
    known.length === 0
      ? `there are no adapters in ${registry.folder}.`
      : `there is no adapter '${id}' in ${registry.folder}; it has ${known.join(', ')}.`,
  );
}

export const percent = (rate: number): string => `${Math.round(rate * 100)} %`;

/** Its success rate, as a person reads it. */
export const rateOf = (record: AdapterRecord): string => (isUnjudged(record) ? 'not judged' : percent(record.success_rate));

/** `KeyError, NameError`; `all errors` for an adapter that names none. */
export const errorsOf = (types: readonly string[], most = 5): string =>
  types.length === 0 ? 'all errors' : types.slice(0, most).join(', ') + (types.length > most ? ', …' : '');
