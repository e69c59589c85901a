// `self-heal adapters load` and `unload`: give an adapter to the server of a model, and take it away. Whether it is in use is another matter: `activate`.

import { ADAPTER_SERVER_USAGE } from '../../io/adapter-options';
import { loadOnServer, unloadFromServer } from '../../io/adapter-serving';
import { EXIT, UsageError, type ExitCode } from '../../io/exit-codes';
import { interruption } from '../../io/interruption';
import { MODEL_OPTIONS } from '../../io/model-options';
import { parse } from '../../io/arguments';
import { print, printJson, say } from '../../io/say';
import { adapterNamed, registryOf, WORKSPACE, type AdapterVerb } from './adapter-verb';

export const load: AdapterVerb = {
  usage: `self-heal adapters load ID --model NAME --base-url URL    give it to the server of that model, and see that it changes its answers
self-heal adapters unload ID --model NAME --base-url URL  take it away again
${ADAPTER_SERVER_USAGE}`,
  run: (args) => serve('load', args),
};

export const unload: AdapterVerb = { usage: '', run: (args) => serve('unload', args) };

async function serve(verb: 'load' | 'unload', args: string[]): Promise<ExitCode> {
  const { values, positionals } = parse(args, { ...WORKSPACE, ...MODEL_OPTIONS });
  const adapter = adapterNamed(registryOf(values.workspace), positionals, verb);
  const interrupted = interruption();
  try {
    const call = { values, signal: interrupted.signal, ...(values.json ? {} : { onProgress: say }) };
    const done = await (verb === 'load' ? loadOnServer(adapter, call) : unloadFromServer(adapter, call));
    if (!done) throw new UsageError(`adapters ${verb} needs the model: name it with --model and --base-url.`);
    const { adapter_id: id } = adapter.record;
    if (values.json)
      printJson(done.ok ? { id, ok: true, where: done.value.where } : { id, ok: false, reason: done.reason, why: done.message });
    else if (done.ok) print(`${done.value.where} ${verb === 'load' ? 'has' : 'answers without'} ${id}.\n`);
    else say(done.message);
    return done.ok ? EXIT.ok : done.reason === 'cancelled' ? EXIT.interrupted : EXIT.left;
  } finally {
    interrupted.dispose();
  }
}
