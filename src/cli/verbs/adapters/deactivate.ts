// `self-heal adapters deactivate`: no adapter is in use.

import { parse } from '../../io/arguments';
import { EXIT, UsageError } from '../../io/exit-codes';
import { print, printJson } from '../../io/say';
import { registryOf, WORKSPACE, type AdapterVerb } from './adapter-verb';

export const deactivate: AdapterVerb = {
  usage: 'self-heal adapters deactivate                        the model answers alone again',
  run: (args) => {
    const { values, positionals } = parse(args, WORKSPACE);
    if (positionals[0] !== undefined) throw new UsageError(`adapters deactivate takes no arguments but options, got '${positionals[0]}'.`);
    const registry = registryOf(values.workspace);
    const was = registry.active?.record.adapter_id;
    const done = registry.deactivate();
    if (!done.ok) throw new UsageError(done.message);
    if (values.json) printJson({ deactivated: was ?? null });
    else print(was === undefined ? 'None was in use.\n' : `${was} is no longer in use.\n`);
    return EXIT.ok;
  },
};
