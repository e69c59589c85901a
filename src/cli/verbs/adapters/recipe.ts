// `self-heal adapters recipe`: files that have other programs do the work, on this machine or on many.

import path from 'node:path';
import { openPairStore, optionsOf, PRESETS, recipes, type Recipe, type RecipeRequest } from '../../../engine';
import { folder, oneOf, parse } from '../../io/arguments';
import { EXIT, UsageError, type ExitCode } from '../../io/exit-codes';
import { MAX_PAIRS } from '../../io/record';
import { print, printJson } from '../../io/say';
import { WORKSPACE, type AdapterVerb } from './adapter-verb';

export const recipe: AdapterVerb = {
  usage: `self-heal adapters recipe NAME --output PATH         files that have another program do the work, here or on many machines:
${recipes.map(({ id, use, isTraining }) => `                   ${id.padEnd(14)} ${use}${isTraining ? ' (--base MODEL, --preset NAME)' : ''}\n`).join('')}`.trimEnd(),
  run: async (args) => {
    const { values, positionals } = parse(args, {
      ...WORKSPACE,
      output: { type: 'string' },
      base: { type: 'string' },
      preset: { type: 'string' },
    });
    const [name, more] = positionals;
    const chosen = recipes.find(({ id }) => id === name);
    if (!chosen || more !== undefined)
      throw new UsageError(
        `adapters recipe knows ${recipes.map(({ id }) => id).join(', ')}${name === undefined ? '' : `, not '${more ?? name}'`}.`,
      );
    if (!values.output) throw new UsageError(`adapters recipe ${chosen.id} needs --output ${chosen.isTraining ? 'FOLDER' : 'FILE'}.`);
    const output = path.resolve(values.output);
    if (!chosen.isTraining) {
      if (values.base !== undefined || values.preset !== undefined)
        throw new UsageError(`adapters recipe ${chosen.id} trains nothing: it takes no --base and no --preset.`);
      return write(chosen, { output }, values.json ?? false);
    }
    if (!values.base) throw new UsageError(`adapters recipe ${chosen.id} needs --base MODEL, the model to train on top of.`);
    const options = optionsOf(values.preset === undefined ? 'default' : oneOf('--preset', values.preset, PRESETS));
    if (!options.ok) throw new UsageError(options.message);
    const opened = openPairStore({ folder: folder(values.workspace ?? '.'), maxPairs: MAX_PAIRS });
    if (!opened.ok) throw new UsageError(opened.message);
    try {
      const training = { base: values.base, options: options.value, store: opened.value };
      return await write(chosen, { output, training }, values.json ?? false);
    } finally {
      opened.value.close();
    }
  },
};

async function write({ write: make }: Recipe, request: RecipeRequest, json: boolean): Promise<ExitCode> {
  const written = await make(request);
  if (!written.ok) throw new UsageError(written.message);
  const { files, pairs, next } = written.value;
  if (json) printJson(written.value);
  else
    print(
      `${files.length} ${files.length === 1 ? 'file' : 'files'} written to ${request.output}${pairs === undefined ? '' : `, with ${pairs} pairs`}. Next:\n${next.map((line) => `    ${line}\n`).join('')}`,
    );
  return EXIT.ok;
}
