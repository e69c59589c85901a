// `self-heal adapters prune`: those that do badly go to the trash.

import { isUnjudged } from '../../../engine';
import { parse } from '../../io/arguments';
import { EXIT, UsageError } from '../../io/exit-codes';
import { note, print, printJson } from '../../io/say';
import { percent, registryOf, WORKSPACE, type AdapterVerb } from './adapter-verb';
import { discardAll, isWanted } from './remove';

const LEAST = 0.5;

export const prune: AdapterVerb = {
  usage: `self-heal adapters prune [--min-success-rate R] [--yes]
                                      those judged to be below (default: 0.5) to .self-heal/adapters/.trash; they are shown first`,
  run: async (args) => {
    const { values, positionals } = parse(args, { ...WORKSPACE, yes: { type: 'boolean' }, 'min-success-rate': { type: 'string' } });
    if (positionals[0] !== undefined) throw new UsageError(`adapters prune takes no arguments but options, got '${positionals[0]}'.`);
    const given = values['min-success-rate'];
    const least = given === undefined ? LEAST : given.trim() === '' ? Number.NaN : Number(given);
    if (!(least >= 0 && least <= 1)) throw new UsageError(`--min-success-rate takes a number from 0 to 1, got '${given ?? ''}'.`);
    const registry = registryOf(values.workspace);
    // A rate of nothing is no rate: those that nobody has judged stay.
    const going = registry.prunable(least).filter(({ record }) => !isUnjudged(record));
    if (going.length === 0) {
      if (values.json) printJson({ removed: {} });
      else print(`No adapter is below ${percent(least)}.\n`);
      return EXIT.ok;
    }
    const active = registry.active?.record.adapter_id;
    for (const { record } of going)
      note(`${record.adapter_id}  ${percent(record.success_rate)}${record.adapter_id === active ? '  in use: then none is' : ''}\n`);
    if (!(await isWanted(`Move ${going.length === 1 ? 'it' : `these ${going.length}`} to the trash?`, values.yes))) return EXIT.left;
    const moved = await discardAll(registry, going);
    if (values.json) printJson({ removed: moved });
    else for (const [id, folder] of Object.entries(moved)) print(`${id} is in ${folder}.\n`);
    return EXIT.ok;
  },
};
