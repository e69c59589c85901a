// `self-heal adapters convert`: writes an adapter as GGUF beside PEFT's files, as llama.cpp and Ollama read it.

import { convertToGguf, servedAdapter } from '../../../engine';
import { parse } from '../../io/arguments';
import { EXIT } from '../../io/exit-codes';
import { interruption } from '../../io/interruption';
import { print, printJson, say } from '../../io/say';
import { adapterNamed, registryOf, WORKSPACE, type AdapterVerb } from './adapter-verb';

export const convert: AdapterVerb = {
  usage: `self-heal adapters convert ID [--base MODEL] [--python FILE]  write it as adapter.gguf too, for llama.cpp and Ollama
                   MODEL: the folder, the .gguf file or the name of the model that it was trained for, where its metadata does not say it`,
  run: async (args) => {
    const { values, positionals } = parse(args, { ...WORKSPACE, base: { type: 'string' }, python: { type: 'string' } });
    const adapter = adapterNamed(registryOf(values.workspace), positionals, 'convert');
    const interrupted = interruption();
    try {
      const done = await convertToGguf({
        adapter: servedAdapter(adapter),
        base: values.base ?? adapter.record.base_model,
        python: values.python,
        signal: interrupted.signal,
        ...(values.json ? {} : { onProgress: say }),
      });
      if (values.json) printJson(done.ok ? { ok: true, file: done.value } : { ok: false, reason: done.reason, why: done.message });
      else if (done.ok) print(`Wrote ${done.value}.\n`);
      else say(done.message);
      return done.ok ? EXIT.ok : done.reason === 'cancelled' ? EXIT.interrupted : EXIT.left;
    } finally {
      interrupted.dispose();
    }
  },
};
