// `self-heal watch -- CMD…`: runs a command again whenever the sources change, heals what it dies of, and says one of three things. Writes only with `--apply`.

import * as path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  DiskFiles,
  isUnproved,
  languageOf,
  mayBeUnasked,
  readSchedule,
  readSignals,
  stampOf,
  visibleLine,
  watch as watchOver,
  writeSignals,
  type HealNotice,
  type Patch,
  type Unusual,
  type WatchedState,
} from '../../engine';
import { folder, parse, wholeNumber } from '../io/arguments';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { interruption } from '../io/interruption';
import { faultLine } from '../io/report';
import { watchLogs } from '../io/log-heals';
import { noticeOf, notifier } from '../io/notices';
import { print, printJsonLine, say } from '../io/say';
import { shellLine } from '../io/shell-line';
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

export const WATCH_USAGE = `self-heal watch [--apply] [--escalate] [--interval SECONDS] [--limit SECONDS] [--nightly HH:MM] [--notify] [--signals] [--json] [--workspace DIR]
               -- CMD…
self-heal watch --logs GLOB [--nightly HH:MM] [--notify] [--signals] [--json] [--workspace DIR]

Runs CMD now and whenever a source of the folder has changed, until Ctrl+C. Each time one line on stdout says 'no errors', 'healed' or 'needs you'; what
CMD prints, and the fixes, stand on stderr. CMD gets no input, and ends with the watch, with all that it started.
  --apply             write a fix that is sure and that a run on a copy in the sandbox proved; without it fixes are only shown
  --escalate          what is too complex (above 0.8) gets no fix: it needs a person, and a brief for one is printed
  --interval SECONDS  run it also without a change, so many seconds after the last time, 5 to 86400
  --limit SECONDS     how long one run may take, 1 to 86400 (default ${DEFAULT_LIMIT})
  --nightly HH:MM     look at all files once a day at this time, as 'heal' does, and write nothing
  --logs GLOB         in place of CMD: watch log files; an error of your own code in what is written from now on is told, with a fix. A log proves
                      nothing, so nothing is written
  --notify            tell a chat of what was healed and what needs you: JSON as Slack's webhooks take it, to the address in SELF_HEAL_WEBHOOK
  --signals           say so where errors a minute, failures, or the time that CMD takes are unusual here; what is usual is kept in .self-heal/signals.json
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
    notify: { type: 'boolean' },
    signals: { type: 'boolean' },
  });
  if (positionals[0] !== undefined) throw new UsageError(`the command stands behind '--': self-heal watch -- ${positionals.join(' ')}`);
  const command = at < 0 ? [] : args.slice(at + 1);
  const { logs } = values;
  if (
    logs !== undefined &&
    (command.length > 0 || values.apply || values.escalate || values.interval !== undefined || values.limit !== undefined)
  )
    throw new UsageError('--logs takes the place of a command, and goes with --nightly, --notify, --signals, --json and --workspace only.');
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
  const notices = notifier(values.notify ?? false);
  const signals = values.signals ? readSignals(root) : undefined;
  let rounds = 0;
  let notStarted: UsageError | undefined;
  const end = new AbortController();
  const signal = AbortSignal.any([stop.signal, end.signal]);

  /** What the last round left, as one text. */
  let lastLeft = '';
  /** Of the present round. */
  let notice: HealNotice | undefined;

  const round = async (): Promise<WatchedState> => {
    rounds++;
    let kept = false;
    let why = '';
    notice = undefined;
    try {
      const code = await run({
        command,
        apply,
        keep: false,
        message: undefined,
        model: undefined,
        workspace: root,
        escalate: values.escalate ?? false,
        unattended: {
          signal,
          limitMs,
          mayWrite,
          onKept: () => (kept = true),
          isNews: ({ left }) => {
            const now = left ? JSON.stringify([left.location, left.errorType, left.message]) : '';
            const isNews = now !== lastLeft;
            lastLeft = now;
            return isNews;
          },
          onEnded: (ran, rounds) => {
            why = ran.why;
            notice = noticeOf(ran, rounds, root);
          },
          onRun: (ms, { ended, exitCode, problems }) => {
            if (ended === 'exited')
              tellUnusual(
                signals?.ended({ line: shellLine(command), cwd: root, ms, hasFailed: exitCode !== 0, errors: problems.length }, Date.now()),
              );
          },
        },
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

  const tellUnusual = (unusual: readonly Unusual[] | undefined): void => {
    for (const { message } of unusual ?? []) say(`unusual: ${message}`);
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

  const logged = logs === undefined ? undefined : watchLogs(logs, root, signal, (errors) => tellUnusual(signals?.seen(errors, Date.now())));
  /** What was told so far: nobody waits for a chat, and the watch ends when it has answered. */
  let telling: Promise<unknown> = Promise.resolve();
  const tellOthers = ({ state, why }: WatchedState, of: 'round' | 'night'): void => {
    if (state === 'no errors') notices?.forget();
    else {
      const own = of === 'round' ? notice : undefined;
      const said = own ?? { isHealed: false, error: why, cause: why, attempts: 0, where: path.basename(root) };
      telling = telling.then(() => notices?.tell(said));
    }
    if (signals)
      telling = telling.then(async () => {
        const written = await writeSignals(root, signals);
        if (!written.ok) say(written.message);
      });
  };
  try {
    await watchOver({
      round: logged?.round ?? round,
      stamp: logged?.stamp ?? (() => stampOf(root)),
      ...(intervalMs === undefined ? {} : { intervalMs }),
      ...(schedule ? { nightly: { schedule, scan } } : {}),
      onState: (told, of) => {
        const { state, why } = told;
        tellOthers(told, of);
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
    await telling;
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
