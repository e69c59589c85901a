// `self-heal watch -- CMD…`: runs a command again whenever the sources change, heals what it dies of, and says one of three things. Writes only with `--apply`.

import { setTimeout } from 'node:timers/promises';
import {
  DiskFiles,
  isUnproved,
  languageOf,
  mayBeUnasked,
  readSchedule,
  stampOf,
  visibleLine,
  watch as watchOver,
  type Patch,
  type WatchedState,
} from '../../engine';
import { folder, parse, wholeNumber } from '../io/arguments';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { interruption } from '../io/interruption';
import { faultLine } from '../io/report';
import { watchLogs } from '../io/log-heals';
import { print, printJsonLine, say } from '../io/say';
import { teamConfigs } from '../io/team-configs';
import { heal } from './heal';
import { run } from './run';

/** Between two looks at the sources. In ms. */
const LOOK_EVERY_MS = 1_000;
const DEFAULT_LIMIT = '300';
/** A fix that is written while nobody looks is at least this likely, as in the editor (`confidence.auto`); a team may ask for more. */
const SURE = 0.9;
/** Files that a night's scan looks at. */
const MAX_SCANNED = 2_000;

export const WATCH_USAGE = `self-heal watch [--apply] [--escalate] [--interval SECONDS] [--limit SECONDS] [--nightly HH:MM] [--json] [--workspace DIR] -- CMD…
self-heal watch --logs GLOB [--nightly HH:MM] [--json] [--workspace DIR]

Runs CMD now and whenever a source of the folder has changed, until Ctrl+C. Each time one line on stdout says 'no errors', 'healed' or 'needs you'; what
CMD prints, and the fixes, stand on stderr. CMD gets no input, and ends with the watch, with all that it started.
  --apply             write a fix that is sure and that a run on a copy in the sandbox proved; without it fixes are only shown
  --escalate          what is too complex (above 0.8) gets no fix: it needs a person, and a brief for one is printed
  --interval SECONDS  run it also without a change, so many seconds after the last time, 5 to 86400
  --limit SECONDS     how long one run may take, 1 to 86400 (default ${DEFAULT_LIMIT})
  --nightly HH:MM     look at all files once a day at this time, as 'heal' does, and write nothing
  --logs GLOB         in place of CMD: watch log files; an error of your own code in what is written from now on is told, with a fix. A log proves
                      nothing, so nothing is written
  --json              each state as a JSON object on a line of its own
  --workspace DIR     the folder that is watched (default: the current folder)

Exit code 130 after Ctrl+C; 2 where CMD can't be started.`;

export async function watch(args: string[]): Promise<ExitCode> {
  const at = args.indexOf('--');
  const { values, positionals } = parse(at < 0 ? args : args.slice(0, at), {
    help: { type: 'boolean', short: 'h' },
    workspace: { type: 'string' },
    apply: { type: 'boolean' },
    escalate: { type: 'boolean' },
    interval: { type: 'string' },
    limit: { type: 'string' },
    nightly: { type: 'string' },
    json: { type: 'boolean' },
    logs: { type: 'string' },
  });
  if (positionals[0] !== undefined) throw new UsageError(`the command stands behind '--': self-heal watch -- ${positionals.join(' ')}`);
  const command = at < 0 ? [] : args.slice(at + 1);
  const { logs } = values;
  if (
    logs !== undefined &&
    (command.length > 0 || values.apply || values.escalate || values.interval !== undefined || values.limit !== undefined)
  )
    throw new UsageError('--logs takes the place of a command, and goes with --nightly, --json and --workspace only.');
  if (command.length === 0 && logs === undefined)
    throw new UsageError("watch needs a command behind '--', like: self-heal watch -- npm test");
  const root = folder(values.workspace ?? '.');
  const apply = values.apply ?? false;
  const intervalMs = values.interval === undefined ? undefined : wholeNumber('--interval', values.interval, 5, 86_400) * 1_000;
  const limitMs = wholeNumber('--limit', values.limit ?? DEFAULT_LIMIT, 1, 86_400) * 1_000;
  const schedule = values.nightly === undefined ? undefined : nightlyAt(values.nightly);
  const sure = Math.max(SURE, teamConfigs()(root).confidenceAuto);
  const mayWrite = (patch: Patch): boolean => mayBeUnasked(patch) && patch.confidence >= sure && !isUnproved({ patch });
  const stop = interruption();
  let rounds = 0;
  let notStarted: UsageError | undefined;
  const end = new AbortController();
  const signal = AbortSignal.any([stop.signal, end.signal]);

  const round = async (): Promise<WatchedState> => {
    rounds++;
    let kept = false;
    let why = '';
    try {
      const code = await run({
        command,
        apply,
        keep: false,
        message: undefined,
        model: undefined,
        workspace: root,
        escalate: values.escalate ?? false,
        unattended: { signal, limitMs, mayWrite, onKept: () => (kept = true), onEnded: (ended) => (why = ended) },
      });
      if (code === EXIT.ok) return { state: kept ? 'healed' : 'no errors', why: kept ? why : '' };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      // A program that is not there from the start never will be; later it may be on its way.
      if (rounds === 1) {
        notStarted = error;
        end.abort();
      }
      why = error.message;
    }
    return { state: 'needs you', why };
  };

  const scan = async (): Promise<WatchedState> => {
    const files = (await new DiskFiles(root).list(['.py', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']))
      .filter((file) => languageOf(file) !== undefined)
      .slice(0, MAX_SCANNED);
    if (files.length === 0) return { state: 'no errors', why: 'there are no files to look at' };
    const code = await heal({
      files,
      apply: false,
      tests: false,
      format: 'quiet',
      workspacePrograms: undefined,
      model: undefined,
      workspace: root,
    });
    return code === EXIT.ok
      ? { state: 'no errors', why: `${files.length} files were looked at` }
      : { state: 'needs you', why: `of ${files.length} files that were looked at some have errors: 'self-heal heal FILE…' tells` };
  };

  const logged = logs === undefined ? undefined : watchLogs(logs, root, signal);
  try {
    await watchOver({
      round: logged?.round ?? round,
      stamp: logged?.stamp ?? (() => stampOf(root)),
      ...(intervalMs === undefined ? {} : { intervalMs }),
      ...(schedule ? { nightly: { schedule, scan } } : {}),
      onState: ({ state, why }, of) => {
        const time = new Date().toISOString();
        const night = of === 'night' ? 'night scan: ' : '';
        if (values.json) printJsonLine({ at: time, of, state, why });
        else print(`${time} ${night}${state}${why === '' ? '' : `: ${visibleLine(why)}`}\n`);
      },
      onFault: (where, error) => say(faultLine(where, error)),
      signal,
      // Ends early, without an error, with the watch.
      pause: () => setTimeout(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined),
    });
    if (notStarted) throw notStarted;
    return EXIT.interrupted;
  } finally {
    logged?.dispose();
    stop.dispose();
  }
}

function nightlyAt(written: string) {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(written) ?? [];
  if (hour === undefined || minute === undefined) throw new UsageError(`--nightly takes a time of day like 02:00, got '${written}'.`);
  const schedule = readSchedule(`${Number(minute)} ${Number(hour)} * * *`);
  if (!schedule.ok) throw new UsageError(schedule.message);
  return schedule.value;
}
