// `self-heal generate SPEC --tests FILE --output FILE`: a new file from a specification with tests. Nothing is written without `--apply`, and then only what
// passes all of the tests.

import * as fs from 'node:fs';
import * as path from 'node:path';
import {
  findSandbox,
  fromSpecification,
  isHealed,
  languageOf,
  liesIn,
  makeFile,
  readFileText,
  readSource,
  Workspaces,
  type FromSpecification,
} from '../../engine';
import { adapterUse } from '../io/adapter-options';
import { folder, parse } from '../io/arguments';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { interruption } from '../io/interruption';
import { ModelHeals } from '../io/model-heals';
import { MODEL_OPTIONS, MODEL_USAGE, terminalModelFrom } from '../io/model-options';
import { patchLines } from '../io/report';
import { note, print, printJson, say } from '../io/say';

/** Of a specification, in bytes. */
const MAX_BYTES = 256 * 1024;

export const GENERATE_USAGE = `self-heal generate SPEC --tests FILE --output FILE [--command CMD] [--apply] [--json] --model NAME --base-url URL [--workspace DIR]

Makes a new file from a specification in words (SPEC, a text file) and its tests. The model drafts it; what the tests then show is healed as 'run' does it, at
most three drafts; only a file with which every test passes, in the sandbox, is given. The file is printed; the tests are never changed.
  --tests FILE     Python, TypeScript or JavaScript tests of a runner that is known (pytest, unittest, node:test, vitest, jest, mocha)
  --output FILE    where the file is to be: the tests import it from there. It must not be there yet
  --command CMD    how the tests are run, from the workspace folder, in place of their runner
  --apply          write it
  --json           one JSON object on stdout
  --workspace DIR  the folder whose interpreter and tools are used (default: the current folder)
${MODEL_USAGE}

Exit code 0 where all tests pass, 1 where no draft holds, 2 where nothing could be tried.`;

export async function generate(args: string[]): Promise<ExitCode> {
  const { values, positionals } = parse(args, {
    help: { type: 'boolean', short: 'h' },
    workspace: { type: 'string' },
    tests: { type: 'string' },
    output: { type: 'string' },
    command: { type: 'string' },
    apply: { type: 'boolean' },
    json: { type: 'boolean' },
    ...MODEL_OPTIONS,
  });
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw new UsageError('generate takes one specification.');
  if (values.tests === undefined)
    throw new UsageError('generate needs --tests FILE: without tests nothing would tell whether the file is right.');
  if (values.output === undefined) throw new UsageError('generate needs --output FILE: the tests import the file from there.');
  const root = fs.realpathSync(folder(values.workspace ?? '.'));
  const specification = readFileText(name, MAX_BYTES);
  if (specification === undefined) throw new UsageError(`${name} can't be read, or is larger than ${MAX_BYTES / 1024} KB.`);
  const tests = readSource(values.tests);
  if (!tests.ok) throw new UsageError(tests.message);
  const file = path.join(realFolder(values.output), path.basename(values.output));
  const language = languageOf(file);
  if (!language || !isHealed(language))
    throw new UsageError(`${values.output}: Self-Heal makes Python, TypeScript and JavaScript files only.`);
  if (fs.lstatSync(file, { throwIfNoEntry: false })) throw new UsageError(`${values.output} is there already; it is never overwritten.`);
  for (const one of [file, tests.value.path]) if (!liesIn(root, one)) throw new UsageError(`${one} is outside of the workspace ${root}.`);
  const model = terminalModelFrom(
    values,
    process.env,
    adapterUse(() => root, [root]),
  );
  if (!model) throw new UsageError('generate asks a model: name one with --model and --base-url.');
  const { sandbox } = await findSandbox();
  if (!sandbox.holds)
    throw new UsageError("what a model writes is run in a sandbox, and there is none: 'self-heal doctor' tells what is missing.");
  const workspaces = new Workspaces(say);
  const stop = interruption();
  try {
    const workspace = await workspaces.of(root);
    const heals = new ModelHeals(model, () => workspaces.storeOf(root), say);
    const made = await fromSpecification({
      specification,
      file,
      language,
      tests: tests.value,
      ...(values.command === undefined ? {} : { command: values.command }),
      root,
      workspace,
      sandbox,
      model: model.models.heal,
      budget: model.budget,
      more: async (problem, source, proof, reflections) => {
        const { signal } = stop;
        const memory = workspaces.memoryOf(root);
        const found = await heals.heal({ problem, source, version: null, all: [problem], workspace, memory, signal, proof, reflections });
        return found.ok ? found.value : [];
      },
      memory: workspaces.memoryOf(root),
      signal: stop.signal,
      onProgress: say,
    });
    if (made.ended === 'cancelled') return EXIT.interrupted;
    const written = values.apply && made.ended === 'proved' && made.code !== undefined ? await makeFile(file, made.code) : undefined;
    if (written !== undefined && !written.ok) throw new UsageError(`${values.output} was not written: ${written.message}.`);
    tell(made, values.json ?? false, written !== undefined);
    return made.ended === 'proved' ? EXIT.ok : made.ended === 'not-proved' ? EXIT.left : EXIT.usage;
  } finally {
    stop.dispose();
    workspaces.dispose();
  }
}

/** Where a new file is to be, links followed. Known before a model is asked. */
function realFolder(file: string): string {
  try {
    return fs.realpathSync(path.dirname(path.resolve(file)));
  } catch {
    throw new UsageError(`${file} can't be written: its folder is not there.`);
  }
}

function tell(made: FromSpecification, json: boolean, written: boolean): void {
  if (json) {
    const { ended, why, code, tests, drafts, rounds, used } = made;
    printJson({
      ended,
      why,
      ...(code === undefined ? {} : { code }),
      ...(tests ? { tests } : {}),
      drafts,
      fixes: rounds.map(({ patch }) => patch.candidate.title),
      used,
      written,
    });
    return;
  }
  for (const { patch } of made.rounds) note(`${patchLines(patch)}\n`);
  if (made.ended === 'proved' && made.code !== undefined && !written) print(made.code);
  say(`${made.why}${made.ended !== 'proved' ? '' : written ? ' The file is written.' : ' --apply writes it.'}`);
}
