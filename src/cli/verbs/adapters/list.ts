// `self-heal adapters list`: which there are, which one is in use, how well each does.

import { parse } from '../../io/arguments';
import { EXIT } from '../../io/exit-codes';
import { print, printJson, say } from '../../io/say';
import { errorsOf, rateOf, registryOf, WORKSPACE, type AdapterVerb } from './adapter-verb';

export const list: AdapterVerb = {
  usage: 'self-heal adapters list [--json]                     which there are; the one in use has a star',
  run: (args) => {
    const { values } = parse(args, WORKSPACE);
    const registry = registryOf(values.workspace);
    const active = registry.active?.record.adapter_id;
    if (values.json) {
      printJson({
        folder: registry.folder,
        active: active ?? null,
        adapters: registry.list().map(({ path, record }) => ({ path, ...record })),
        unreadable: registry.unreadable,
      });
      return EXIT.ok;
    }
    for (const { path, why } of registry.unreadable) say(`${path} is no adapter: ${why}`);
    const all = registry.list();
    if (all.length === 0) print('No adapters.\n');
    for (const { record } of all) {
      const { adapter_id: id, priority, error_types: types, comparison } = record;
      print(
        `${id === active ? '*' : ' '} ${id}  ${rateOf(record)}  ${priority}  ${errorsOf(types)}  ${comparison?.outcome ?? 'not compared'}\n`,
      );
    }
    return EXIT.ok;
  },
};
