// `self-heal adapters activate ID`: it answers from now on, if it was shown to be better than the model below it.

import { comparisonTable, mayActivate, weightsHash } from '../../../engine';
import { parse } from '../../io/arguments';
import { loadOnServer } from '../../io/adapter-serving';
import { EXIT, UsageError } from '../../io/exit-codes';
import { interruption } from '../../io/interruption';
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
    // Where a server is named it has to have it first: what is in use and not there would be asked for in vain.
    const interrupted = interruption();
    const call = { values, server: comparing?.serverId, signal: interrupted.signal, ...(values.json ? {} : { onProgress: say }) };
    const loaded = await loadOnServer(adapter, call).finally(interrupted.dispose);
    if (loaded && !loaded.ok) {
      if (values.json) printJson({ activated: false, reason: loaded.reason, message: loaded.message });
      say(`${id} is not activated. ${loaded.message}`);
      return loaded.reason === 'cancelled' ? EXIT.interrupted : EXIT.left;
    }
    const done = registry.activate(id, { anyway: !may.ok });
    if (!done.ok) throw new UsageError(done.message);
    if (!may.ok) say(`${may.message} It is activated because you say so: it may answer worse than the model without it.`);
    if (values.json) printJson({ activated: true, anyway: !may.ok, adapter_id: id });
    else print(`${id} answers ${errorsOf(adapter.record.error_types, 50)} from now on${loaded ? `; ${loaded.value.where} has it` : ''}.\n`);
    if (!loaded) say('No server was told: where a heal asks the model, its server must have the adapter (self-heal adapters load).');
    return EXIT.ok;
  },
};
