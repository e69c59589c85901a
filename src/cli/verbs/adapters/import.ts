// `self-heal adapters import FILE.zip`: an adapter that somebody gave away.

import * as path from 'node:path';
import { importAdapter } from '../../../engine';
import { parse } from '../../io/arguments';
import { EXIT, UsageError } from '../../io/exit-codes';
import { print, printJson } from '../../io/say';
import { registryOf, type AdapterVerb } from './adapter-verb';
import { DESCRIBED, describedBy } from './register';

export const importZip: AdapterVerb = {
  usage: `self-heal adapters import FILE.zip [--id ID] [--base MODEL] [--error-types LIST] [--priority LEVEL]
                                      one that somebody gave away; it is looked at before it is put in`,
  run: async (args) => {
    const { values, positionals } = parse(args, DESCRIBED);
    const [file, more] = positionals;
    if (file === undefined || more !== undefined)
      throw new UsageError('adapters import needs one file: self-heal adapters import FILE.zip.');
    const interrupted = new AbortController();
    const onInterrupt = (): void => interrupted.abort();
    process.once('SIGINT', onInterrupt);
    try {
      const options = { ...describedBy(values), signal: interrupted.signal };
      const done = await importAdapter(registryOf(values.workspace), path.resolve(file), options);
      if (!done.ok && done.reason === 'cancelled') return EXIT.interrupted;
      if (!done.ok) throw new UsageError(done.message);
      const { record } = done.value;
      if (values.json) printJson({ path: done.value.path, ...record });
      else
        print(
          `${record.adapter_id} is imported, for ${record.base_model ?? record.model_name}. How it does here is not known yet: self-heal adapters compare ${record.adapter_id}\n`,
        );
      return EXIT.ok;
    } finally {
      process.removeListener('SIGINT', onInterrupt);
    }
  },
};
