// `self-heal adapters schedule`: when a training would be due, and files that have a timer of the system, cron or CI begin it.

import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {
  adaptersFolder,
  crontabLine,
  DEFAULT_NEW_PAIRS,
  KEPT_VERDICTS,
  lastTrained,
  NIGHTLY,
  onMainsPower,
  openPairStore,
  readSchedule,
  readScheduleState,
  replaceFile,
  systemdUnits,
  workflow,
  writeFailure,
  type TimedCommand,
} from '../../../engine';
import { folder, parse, wholeNumber } from '../../io/arguments';
import { EXIT, UsageError, type ExitCode } from '../../io/exit-codes';
import { MAX_PAIRS } from '../../io/record';
import { note, print, printJson } from '../../io/say';
import { WORKSPACE, type AdapterVerb } from './adapter-verb';
import { TRAINING_OPTIONS, trainingRequest } from './train';

export const schedule: AdapterVerb = {
  usage: `self-heal adapters schedule [CRON]                   when a training would be due, and what would keep it (CRON, default "${NIGHTLY}": every midnight)
self-heal adapters schedule [CRON] --systemd|--cron|--workflow [--output PATH] [--new-pairs N] -- --base MODEL …
                   a timer and a service of systemd, a line for crontab -e, or a workflow for GitHub Actions; what stands behind -- are options
                   of train. To the terminal where no PATH is named: a folder for systemd, a file for the others. Nothing is switched on`,
  run: (args) => {
    const at = args.indexOf('--');
    const { values, positionals } = parse(at < 0 ? args : args.slice(0, at), {
      ...WORKSPACE,
      systemd: { type: 'boolean' },
      cron: { type: 'boolean' },
      workflow: { type: 'boolean' },
      output: { type: 'string' },
      'new-pairs': { type: 'string' },
    });
    const [expression = NIGHTLY, more] = positionals;
    if (more !== undefined)
      throw new UsageError(`a schedule of several words stands in quotes: self-heal adapters schedule "${positionals.join(' ')}".`);
    const kinds = (['systemd', 'cron', 'workflow'] as const).filter((kind) => values[kind]);
    const [kind] = kinds;
    if (kinds.length > 1) throw new UsageError(`--${kinds.join(' and --')} are made one at a time.`);
    const workspace = folder(values.workspace ?? '.');
    const minNewPairs =
      values['new-pairs'] === undefined ? DEFAULT_NEW_PAIRS : wholeNumber('--new-pairs', values['new-pairs'], 0, 1_000_000);
    if (kind === undefined) return look(expression, workspace, minNewPairs, values.json ?? false);
    const training = at < 0 ? [] : args.slice(at + 1);
    if (!training.some((word) => word === '--base' || word.startsWith('--base=')))
      throw new UsageError(`adapters schedule --${kind} needs the model to train on top of: put -- --base MODEL at its end.`);
    // What the nightly call would refuse is refused here, where somebody reads it.
    const {
      values: asked,
      positionals: [stray],
    } = parse(training, { ...TRAINING_OPTIONS, 'on-battery': { type: 'boolean' } });
    if (stray !== undefined) throw new UsageError(`adapters nightly takes no '${stray}'; name the model with --base.`);
    trainingRequest({ ...asked, workspace }, 'nightly');
    const own = ['adapters', 'nightly', '--new-pairs', String(minNewPairs), ...training];
    const output = values.output === undefined ? undefined : path.resolve(values.output);
    if (kind === 'workflow') return give(workflow({ expression, args: own }), output ?? '', 'put it into .github/workflows/ and commit it');
    const here: TimedCommand = {
      expression,
      folder: workspace,
      // Where a timer is late, as after a sleep, the command itself says whether it is too late.
      command: [process.execPath, fs.realpathSync(process.argv[1] ?? ''), ...own.slice(0, 2), '--schedule', expression, ...own.slice(2)],
    };
    if (kind === 'cron') return give(crontabLine(here), output ?? '', 'add it with crontab -e');
    return units(here, output);
  },
};

type Made<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

async function give(made: Made<string>, output: string, next: string): Promise<ExitCode> {
  if (!made.ok) throw new UsageError(made.message);
  if (output === '') print(made.value);
  else await write(output, made.value);
  note(`${output === '' ? '' : `It is in ${output}. `}Nothing is switched on yet: ${next}.\n`);
  return EXIT.ok;
}

async function units(here: TimedCommand, output: string | undefined): Promise<ExitCode> {
  const id = crypto.createHash('sha256').update(here.folder).digest('hex').slice(0, 6);
  const name = `self-heal-training-${path.basename(here.folder).replace(/[^\w-]+/g, '-')}-${id}`;
  const made = systemdUnits(name, here);
  if (!made.ok) throw new UsageError(made.message);
  const texts = Object.entries(made.value);
  if (output === undefined) print(texts.map(([file, text]) => `# ${file}\n${text}`).join('\n'));
  else for (const [file, text] of texts) await write(path.join(output, file), text);
  const place = output === undefined ? 'put both into ~/.config/systemd/user, then' : `with them in ~/.config/systemd/user`;
  note(`Nothing is switched on yet: ${place}: systemctl --user daemon-reload && systemctl --user enable --now ${name}.timer\n`);
  return EXIT.ok;
}

async function write(file: string, text: string): Promise<void> {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
  } catch (error) {
    throw new UsageError(`${file} was not written: ${writeFailure(error).message}.`);
  }
  const written = await replaceFile(file, async (out) => {
    await out.writeFile(text);
    return true;
  });
  if (!written.ok) throw new UsageError(`${file} was not written: ${written.message}.`);
}

/** Looks, and changes nothing. */
async function look(expression: string, workspace: string, minNewPairs: number, json: boolean): Promise<ExitCode> {
  const read = readSchedule(expression);
  if (!read.ok) throw new UsageError(read.message);
  const now = new Date();
  const adapters = adaptersFolder(workspace);
  const next = read.value.next(now);
  const since = lastTrained(adapters, now);
  const opened = openPairStore({ folder: workspace, maxPairs: MAX_PAIRS });
  if (!opened.ok) throw new UsageError(opened.message);
  const pairs = opened.value.count({ verdicts: KEPT_VERDICTS, ...(since === undefined ? {} : { since }) });
  opened.value.close();
  const onMains = await onMainsPower();
  const state = readScheduleState(adapters);
  if (json) {
    printJson({
      expression: read.value.expression,
      next: next?.toISOString() ?? null,
      newPairs: pairs ?? null,
      minNewPairs,
      onMains: onMains ?? null,
      ...state,
    });
    return EXIT.ok;
  }
  print(`${read.value.expression}: next at ${next ? `${next.toLocaleString()} (${next.toISOString()})` : 'no time that comes'}.\n`);
  print(`${pairs ?? 'An unknown number of'} new pairs since ${since ?? 'the beginning'}; it takes ${minNewPairs}.\n`);
  print(
    onMains === undefined
      ? 'Whether the machine is on mains power can’t be told, so it is not asked for.\n'
      : `The machine runs on ${onMains ? 'mains power' : 'its battery'}.\n`,
  );
  if (state.lastStarted !== undefined) print(`Last run: ${state.lastStarted}: ${state.lastResult ?? 'it did not come to its end'}\n`);
  return EXIT.ok;
}
