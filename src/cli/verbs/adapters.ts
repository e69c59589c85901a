// `self-heal adapters …`: the adapters of a workspace. One file a sub-verb in adapters/.

import { UsageError, type ExitCode } from '../io/exit-codes';
import type { AdapterVerb } from './adapters/adapter-verb';
import { activate } from './adapters/activate';
import { compareVerb } from './adapters/compare';
import { convert } from './adapters/convert';
import { deactivate } from './adapters/deactivate';
import { exportZip } from './adapters/export';
import { feedback } from './adapters/feedback';
import { importZip } from './adapters/import';
import { list } from './adapters/list';
import { nightly } from './adapters/nightly';
import { recipe } from './adapters/recipe';
import { schedule } from './adapters/schedule';
import { load, unload } from './adapters/load';
import { prune } from './adapters/prune';
import { register } from './adapters/register';
import { remove } from './adapters/remove';
import { show } from './adapters/show';
import { train } from './adapters/train';

const SUBVERBS: Readonly<Record<string, AdapterVerb>> = {
  list,
  show,
  register,
  import: importZip,
  export: exportZip,
  compare: compareVerb,
  activate,
  deactivate,
  feedback,
  prune,
  remove,
  train,
  nightly,
  schedule,
  recipe,
  convert,
  load,
  unload,
};

export const ADAPTERS_USAGE = `${Object.values(SUBVERBS)
  .flatMap(({ usage }) => (usage === '' ? [] : [usage]))
  .join('\n')}
All take --workspace DIR (default: the current folder), whose adapters lie in .self-heal/adapters.`;

export async function adapters(args: string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  const verb = name !== undefined && Object.hasOwn(SUBVERBS, name) ? SUBVERBS[name] : undefined;
  if (!verb) throw new UsageError(`adapters knows ${Object.keys(SUBVERBS).join(', ')}${name ? `, not '${name}'` : ''}.`);
  return verb.run(rest);
}
