// `self-heal adapters activate ID`: it answers from now on, if it was shown to be better than the model below it.

import { comparisonTable, mayActivate, weightsHash } from '../../../engine';
import { parse } from '../../io/arguments';
import { EXIT, UsageError } from '../../io/exit-codes';
import { note, print, printJson, say } from '../../io/say';
import { adapterNamed, errorsOf, registryOf, type AdapterVerb } from './adapter-verb';
import { COMPARING, comparingBy, runComparison } from './compare';

export const activate: AdapterVerb = {
  usage: `self-heal adapters activate ID [--model NAME --base-url URL] [--anyway]
                                      it answers from now on; only if a comparison shows that it is better, which is made where a model is named
                                      --anyway: without such evidence: it may answer worse than the model without it, and nothing was shown`,
  run: async (args) => {
    const { values, positionals } = parse(args, { ...COMPARING, anyway: { type: 'boolean' } });
    const registry = registryOf(values.workspace);
    let adapter = adapterNamed(registry, positionals, 'activate');
    const { adapter_id: id } = adapter.record;
    const comparing = comparingBy(values);
    let may = mayActivate(adapter.record, await weightsHash(adapter.path));
    if (!may.ok && may.reason === 'not-compared' && comparing && !values.anyway) {
      const done = await runComparison(registry, adapter, comparing);
      if (typeof done === 'number') return done;
      note(`${comparisonTable(done)}\n`);
      adapter = registry.get(id) ?? adapter;
      may = mayActivate(adapter.record, await weightsHash(adapter.path));
    }
    if (!may.ok && !values.anyway) {
      if (values.json) printJson({ activated: false, reason: may.reason, message: may.message });
      const hint = may.reason === 'not-compared' ? ' Name the model that it is for (--model, --base-url), and it is compared first.' : '';
      say(`${id} is not activated. ${may.message}${hint} --anyway activates it all the same.`);
      return EXIT.left;
    }
    const done = registry.activate(id, { anyway: !may.ok });
    if (!done.ok) throw new UsageError(done.message);
    if (!may.ok) say(`${may.message} It is activated because you say so: it may answer worse than the model without it.`);
    if (values.json) printJson({ activated: true, anyway: !may.ok, adapter_id: id });
    else print(`${id} answers ${errorsOf(adapter.record.error_types, 50)} from now on.\n`);
    return EXIT.ok;
  },
};
