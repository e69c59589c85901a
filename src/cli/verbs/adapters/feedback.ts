// `self-heal adapters feedback`: what a person says of what the adapter in use made; and the verdicts on its fixes that are not counted yet.

import { countVerdicts, openPairStore } from '../../../engine';
import { folder, parse } from '../../io/arguments';
import { EXIT, UsageError } from '../../io/exit-codes';
import { MAX_PAIRS } from '../../io/record';
import { print, printJson } from '../../io/say';
import { percent, registryOf, WORKSPACE, type AdapterVerb } from './adapter-verb';

export const feedback: AdapterVerb = {
  usage: `self-heal adapters feedback --score S [--text TEXT]  a word on the one in use, 0 to 1: its success rate becomes 0.9 of what it was and 0.1 of S
self-heal adapters feedback                          counts what was taken, kept, refused and taken back and is not counted yet`,
  run: async (args) => {
    const { values, positionals } = parse(args, { ...WORKSPACE, score: { type: 'string' }, text: { type: 'string' } });
    if (positionals[0] !== undefined) throw new UsageError(`adapters feedback takes no arguments but options, got '${positionals[0]}'.`);
    const registry = registryOf(values.workspace);
    if (values.score === undefined) {
      const opened = openPairStore({ folder: folder(values.workspace ?? '.'), maxPairs: MAX_PAIRS });
      if (!opened.ok) throw new UsageError(opened.message);
      try {
        const counted = await countVerdicts(registry, opened.value);
        if (!counted.ok) throw new UsageError(counted.message);
        if (values.json) printJson({ counted: counted.value });
        else print(`${counted.value} verdicts counted.\n`);
        return EXIT.ok;
      } finally {
        opened.value.close();
      }
    }
    const score = values.score.trim() === '' ? Number.NaN : Number(values.score);
    const judged = await registry.judged(score, values.text ?? '', new Date().toISOString());
    if (!judged.ok) throw new UsageError(judged.message);
    if (!judged.value) throw new UsageError('no adapter is in use, so there is none to speak of: self-heal adapters activate ID.');
    const { record } = judged.value;
    if (values.json) printJson({ adapter_id: record.adapter_id, success_rate: record.success_rate });
    else print(`${record.adapter_id}: ${percent(record.success_rate)}\n`);
    return EXIT.ok;
  },
};
