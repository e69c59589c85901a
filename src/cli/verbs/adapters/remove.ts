// `self-heal adapters remove ID`: one goes to the trash.

import * as path from 'node:path';
import { moveToTrash, type AdapterRegistry, type RegisteredAdapter } from '../../../engine';
import { parse } from '../../io/arguments';
import { confirm } from '../../io/confirm';
import { EXIT, UsageError } from '../../io/exit-codes';
import { print, printJson } from '../../io/say';
import { adapterNamed, registryOf, WORKSPACE, type AdapterVerb } from './adapter-verb';

/** Where each is now, by id. */
export async function discardAll(
  registry: AdapterRegistry,
  adapters: readonly RegisteredAdapter[],
): Promise<Readonly<Record<string, string>>> {
  const moved: Record<string, string> = {};
  for (const { record } of adapters) {
    const { adapter_id: id } = record;
    const done = await registry.discard(id, (folder) => {
      moved[id] = moveToTrash(folder);
    });
    if (!done.ok) throw new UsageError(done.message);
  }
  return moved;
}

/** Asks, unless the call has answered already. */
export async function isWanted(question: string, yes: boolean | undefined): Promise<boolean> {
  if (yes) return true;
  const answer = await confirm(question);
  if (answer === undefined) throw new UsageError('nobody is there to be asked whether they shall go: say --yes.');
  return answer;
}

export const remove: AdapterVerb = {
  usage: 'self-heal adapters remove ID [--yes]                 to .self-heal/adapters/.trash',
  run: async (args) => {
    const { values, positionals } = parse(args, { ...WORKSPACE, yes: { type: 'boolean' } });
    const registry = registryOf(values.workspace);
    const adapter = adapterNamed(registry, positionals, 'remove');
    const { adapter_id: id } = adapter.record;
    if (!(await isWanted(`Move ${id} to ${path.join(registry.folder, '.trash')}?`, values.yes))) return EXIT.left;
    const moved = await discardAll(registry, [adapter]);
    if (values.json) printJson({ removed: moved });
    else print(`${id} is in ${moved[id] ?? 'the trash'}.\n`);
    return EXIT.ok;
  },
};
