// `self-heal adapters register FOLDER`: an adapter that was trained elsewhere, copied among those of the workspace.

import * as path from 'node:path';
import { PRIORITIES, registerFolder, type InstallOptions } from '../../../engine';
import { parse } from '../../io/arguments';
import { EXIT, UsageError } from '../../io/exit-codes';
import { print, printJson } from '../../io/say';
import { registryOf, WORKSPACE, type AdapterVerb } from './adapter-verb';

/** What can be said of an adapter that comes in. */
export const DESCRIBED = {
  ...WORKSPACE,
  id: { type: 'string' },
  base: { type: 'string' },
  'error-types': { type: 'string' },
  priority: { type: 'string' },
  description: { type: 'string' },
} as const;

type Described = Readonly<Partial<Record<'id' | 'base' | 'error-types' | 'priority' | 'description', string | undefined>>>;

/** Throws a UsageError where a word is none of those that are known. */
export function describedBy(values: Described): InstallOptions {
  const { id, base, priority, description, 'error-types': types } = values;
  const known = priority === undefined ? undefined : PRIORITIES.find((each) => each === priority.toLowerCase());
  if (priority !== undefined && known === undefined)
    throw new UsageError(`--priority is one of ${PRIORITIES.join(', ')}, not '${priority}'.`);
  const metadata = {
    ...(types === undefined
      ? {}
      : {
          error_types: types
            .split(',')
            .map((type) => type.trim())
            .filter((type) => type !== ''),
        }),
    ...(known === undefined ? {} : { priority: known }),
    ...(description === undefined ? {} : { description }),
  };
  return { ...(id === undefined ? {} : { id }), ...(base === undefined ? {} : { base }), metadata };
}

export const register: AdapterVerb = {
  usage: `self-heal adapters register FOLDER [--id ID] [--base MODEL] [--error-types LIST] [--priority LEVEL] [--description TEXT]
                                      an adapter of PEFT that was trained elsewhere; --base refuses one of another model`,
  run: async (args) => {
    const { values, positionals } = parse(args, DESCRIBED);
    const [folder, more] = positionals;
    if (folder === undefined || more !== undefined)
      throw new UsageError('adapters register needs one folder: self-heal adapters register FOLDER.');
    const done = await registerFolder(registryOf(values.workspace), path.resolve(folder), describedBy(values));
    if (!done.ok) throw new UsageError(done.message);
    const { record } = done.value;
    if (values.json) printJson({ path: done.value.path, ...record });
    else
      print(
        `${record.adapter_id} is registered, for ${record.base_model ?? record.model_name}. It is not in use: self-heal adapters activate ${record.adapter_id}\n`,
      );
    return EXIT.ok;
  },
};
