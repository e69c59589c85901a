// `self-heal adapters export ID`: one as a zip, to be given away.

import * as path from 'node:path';
import { exportAdapter } from '../../../engine';
import { parse } from '../../io/arguments';
import { EXIT, UsageError } from '../../io/exit-codes';
import { print, printJson } from '../../io/say';
import { adapterNamed, registryOf, WORKSPACE, type AdapterVerb } from './adapter-verb';

export const exportZip: AdapterVerb = {
  usage: 'self-heal adapters export ID [--output FILE.zip]     one as a zip, with its record',
  run: async (args) => {
    const { values, positionals } = parse(args, { ...WORKSPACE, output: { type: 'string' } });
    const adapter = adapterNamed(registryOf(values.workspace), positionals, 'export');
    const output = path.resolve(values.output ?? `${adapter.record.adapter_id}.zip`);
    const done = await exportAdapter(adapter, output);
    if (!done.ok) throw new UsageError(done.message);
    if (values.json) printJson({ file: output, files: done.value });
    else print(`${output}: ${done.value.join(', ')}\n`);
    return EXIT.ok;
  },
};
