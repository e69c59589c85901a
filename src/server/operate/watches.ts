// The watch of the editor: a command is run on copies whenever a source was saved, what it dies of is healed there, and the client is told one of three
// things. Files are changed only by the client, and only where that was asked for and the fixes are sure and proved.

import * as path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  DiskFiles,
  findSandbox,
  healCommand,
  healProblem,
  inspectFile,
  isUnproved,
  languageOf,
  patchWord,
  readSchedule,
  readSource,
  Rerunner,
  runnable,
  sandboxRunner,
  SourceText,
  stampOf,
  visibleLine,
  watch as watchOver,
  Workspaces,
  type HealedCommand,
  type Patch,
  type Problem,
  type Sandbox,
  type Schedule,
} from '../../engine';
import { ApplyWatched, type PlannedFile, type Refusal, type Watch } from '../../protocol';
import type { AppliedHeals } from '../applied/applied-heals';
import { keyOfFix } from '../applied/same-fix';
import { isHealableText } from '../session/healable-text';
import { toUri } from '../session/paths';
import { DISABLED } from '../session/refusals';
import type { Session } from '../session/session';
import { isAutoMuted } from '../session/settings';
import { isSure } from '../session/tiers';
import { offered, toEdit } from '../session/to-protocol';

/** Between two looks at whether something was saved. In ms. */
const LOOK_EVERY_MS = 1_000;
/** One run of the command. In ms. */
const RUN_MS = 300_000;
const MIN_INTERVAL_MS = 5_000;
/** Files that a night's scan looks at, and problems of which it says what would help. */
const MAX_SCANNED = 2_000;
const MAX_TOLD = 50;

type State = Watch.State;

/** Who else hears of a watch, besides the client that began it. */
export interface WatchListener {
  /** A person is needed: why, after how many attempts. */
  readonly left: (problem: Problem, why: string, attempts: number) => void;
  readonly wellAgain: () => void;
}

export class Watches {
  /** Folders that are watched: what was saved there since it was looked at last. */
  private readonly watched = new Map<string, { touched: boolean; stamp: string }>();
  private readonly running = new Set<AbortController>();
  /** Fixes that were put in unasked and taken back: whoever did that has the last word. */
  private readonly takenBack = new Set<string>();

  constructor(
    private readonly session: Pick<Session, 'client' | 'connection' | 'documents' | 'folders' | 'log' | 'memory' | 'weakTests'>,
    private readonly heals: Pick<AppliedHeals, 'accepted' | 'onDidRevert'>,
    private readonly others: WatchListener,
  ) {
    heals.onDidRevert(({ uri, patches, automatic }) => {
      if (automatic) for (const patch of patches) this.takenBack.add(keyOfFix(uri, patch));
    });
  }

  /** Sources of a folder were saved, appeared or went. */
  changed(root: string): void {
    const seen = this.watched.get(root);
    if (seen) seen.touched = true;
  }

  dispose(): void {
    for (const controller of this.running) controller.abort();
  }

  /** Ends only where it is cancelled, or can't be begun. */
  async watch(params: Watch.Params, cancelled: AbortSignal, tell: (progress: Watch.Progress) => void): Promise<Watch.Answer | Refusal> {
    const { client, folders, log } = this.session;
    const { command, intervalMs, nightly } = params;
    if (!client.settings.enabled) return DISABLED;
    if (!client.trusted) return { reason: 'untrusted', message: 'Nothing is run in a folder that you have not trusted.' };
    const root = folders.rootOf(path.join(command.cwd, 'x'));
    if (!root) return { reason: 'nothing-to-heal', message: 'The command is not run in a folder of this workspace.' };
    if (this.watched.has(root)) return { reason: 'nothing-to-heal', message: 'This folder is watched already.' };
    const line = runnable(command.line);
    if (!line.ok) return { reason: 'nothing-to-heal', message: `“${visibleLine(command.line)}” is not run in the sandbox: ${line.why}.` };
    const schedule = nightly === undefined ? undefined : scheduleOf(nightly);
    if (nightly !== undefined && !schedule)
      return { reason: 'nothing-to-heal', message: `“${visibleLine(nightly)}” is no time of day like 02:00.` };
    const { sandbox, notes } = await findSandbox();
    if (!sandbox.holds && !params.unprotected)
      return { reason: 'no-sandbox', message: ['Nothing here keeps a program from the rest of the machine.', ...notes].join(' ') };
    const ended = new AbortController();
    this.running.add(ended);
    const signal = AbortSignal.any([cancelled, ended.signal]);
    const seen = { touched: true, stamp: '' };
    this.watched.set(root, seen);
    const workspaces = new Workspaces((message) => log.info(message), undefined, {
      interpreter: client.settings.interpreters[root],
      typescriptFolders: client.typescriptFolders,
    });
    const told = new Map<string, State>();
    const keep = (state: State): State => {
      told.set(state.of, state);
      return state;
    };
    try {
      await watchOver({
        round: async () => {
          tell({ begins: 'round' });
          await workspaces.refresh(root);
          return keep(await this.round({ params, root, sandbox, workspaces, signal }));
        },
        // The disk is walked only where the editor says that something was saved.
        stamp: async () => {
          if (seen.touched) {
            seen.touched = false;
            seen.stamp = await stampOf(root);
          }
          return seen.stamp;
        },
        ...(intervalMs === undefined ? {} : { intervalMs: Math.max(MIN_INTERVAL_MS, intervalMs) }),
        ...(schedule
          ? {
              nightly: {
                schedule,
                scan: async () => {
                  tell({ begins: 'night' });
                  await workspaces.refresh(root);
                  return keep(await this.scan(root, workspaces, signal));
                },
              },
            }
          : {}),
        onState: ({ state, why }, of) => tell({ places: [], ready: 0, ...told.get(of), of, state, why: visibleLine(why) }),
        onFault: (where, error) => {
          // What a round that failed has to say is not what the one before it said.
          told.clear();
          log.fault(`watching: ${where}`, error);
        },
        signal,
        pause: () => setTimeout(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined),
      });
      return {};
    } finally {
      this.running.delete(ended);
      this.watched.delete(root);
      workspaces.dispose();
    }
  }

  private async round({ params, root, sandbox, workspaces, signal }: Round): Promise<State> {
    const { client, log, memory } = this.session;
    const { command } = params;
    const began = Date.now();
    const rerunner = new Rerunner();
    const ran = await healCommand({
      command,
      texts: new Map(),
      runner: sandboxRunner({ command, sandbox, root, texts: new Map(), limits: { ms: RUN_MS } }),
      runAgain: (request) => rerunner.rerun({ ...request, root, sandbox }),
      workspace: await workspaces.of(root),
      memory,
      signal,
      muted: (fixer, problem) => client.isMuted(fixer, problem),
      minConfidence: client.settings.confidenceReview,
      onFault: log.fault,
    });
    const mark = await this.session.weakTests.marks(ran.rounds.map(({ patch }) => patch));
    const patches = ran.rounds.map(({ patch }) => mark(patch));
    const places = [...patches.map(placeOfFix), ...(ran.left ? [placeOf(ran.left)] : [])];
    const problem = ran.left ?? patches[0]?.problem;
    const told = (state: State['state'], why: string, ready = 0): State => {
      if (state === 'needs you' && problem) this.others.left(problem, why, ran.rounds.length + ran.tried.length);
      if (state === 'no errors') this.others.wellAgain();
      return { of: 'round', state, why, places, ready };
    };
    if (ran.ended !== 'runs') return told('needs you', ran.why);
    if (ran.files.length === 0) return told('no errors', '');
    const wouldRun = `With ${patches.length === 1 ? 'one fix' : `${patches.length} fixes`} it would end without an error`;
    if (params.fixes !== 'apply') return told('needs you', `${wouldRun}.`, patches.length);
    const mayBePutIn =
      sandbox.holds && patches.every((patch) => this.mayBeUnasked(patch)) && !ran.rounds.some((round) => isUnproved(round));
    if (!mayBePutIn)
      return told('needs you', `${wouldRun}, but not all that is needed is sure enough to be put in unasked.`, patches.length);
    const why = await this.apply(ran, patches, Date.now() - began, signal);
    // What we changed ourselves is no reason to run it again.
    this.changed(root);
    return why === undefined ? told('healed', ran.why) : told('needs you', `${wouldRun}. ${why}`, patches.length);
  }

  private mayBeUnasked(patch: Patch): boolean {
    const { settings } = this.session.client;
    return (
      isSure(patch, settings) &&
      !isAutoMuted(settings, patch.candidate.origin.id) &&
      !this.takenBack.has(keyOfFix(toUri(patch.problem.location.path), patch))
    );
  }

  /** @returns why they were not put in. */
  private async apply(ran: HealedCommand, patches: readonly Patch[], ms: number, signal: AbortSignal): Promise<string | undefined> {
    if (signal.aborted) return 'The watch has ended.';
    const { connection } = this.session;
    const own = (file: string): readonly Patch[] => patches.filter(({ problem }) => problem.location.path === file);
    const files = ran.files.map(({ before, after, edits }): PlannedFile => ({
      edit: toEdit(toUri(edits.path), null, edits.edits),
      before,
      after,
      healed: own(edits.path).map(offered),
    }));
    const { applied, why } = await connection.sendRequest(ApplyWatched.type, { files });
    if (!applied) return why ?? 'They could not be put in.';
    for (const { before, after, edits } of ran.files) {
      const healed = own(edits.path);
      this.heals.accepted({
        uri: toUri(edits.path),
        path: edits.path,
        title: healed.length === 1 ? (healed[0]?.candidate.title ?? '') : `${healed.length} fixes`,
        patches: healed,
        before,
        after,
        problemsBefore: healed.map(({ problem }) => problem),
        via: 'auto',
        automatic: 'run',
        ms: ms / ran.files.length,
      });
    }
    return undefined;
  }

  private async scan(root: string, workspaces: Workspaces, signal: AbortSignal): Promise<State> {
    const { folders, log, memory } = this.session;
    const files = (await new DiskFiles(root).list(['.py', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']))
      .filter((file) => languageOf(file) !== undefined && !folders.isExcluded(file))
      .slice(0, MAX_SCANNED);
    const workspace = await workspaces.of(root);
    const places: State['places'][number][] = [];
    let wrong = 0;
    let problems = 0;
    for (const file of files) {
      if (signal.aborted) break;
      const language = languageOf(file);
      const read = readSource(file);
      if (!language || !read.ok || !isHealableText(read.value.text)) continue;
      const source = new SourceText(read.value.text);
      const found = (await inspectFile(file, language, source, workspace, signal)).problems.filter(({ severity }) => severity === 'error');
      if (found.length > 0) wrong++;
      problems += found.length;
      for (const problem of found.slice(0, Math.max(0, MAX_TOLD - places.length))) {
        const [best] = await healProblem({ problem, source, version: null, all: found, workspace, memory, signal, onFault: log.fault });
        const { uri, line, text } = placeOf(problem);
        places.push({ uri, line, text: best ? `${text} → ${visibleLine(best.candidate.title)} (${patchWord(best)})` : text });
      }
    }
    const looked = `${files.length} ${files.length === 1 ? 'file was' : 'files were'} looked at`;
    return wrong === 0
      ? { of: 'night', state: 'no errors', why: looked, places, ready: 0 }
      : {
          of: 'night',
          state: 'needs you',
          why: `${looked}; ${problems} ${problems === 1 ? 'error' : 'errors'} in ${wrong} of them`,
          places,
          ready: 0,
        };
  }
}

interface Round {
  readonly params: Watch.Params;
  readonly root: string;
  readonly sandbox: Sandbox;
  readonly workspaces: Workspaces;
  readonly signal: AbortSignal;
}

function scheduleOf(written: string): Schedule | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(written.trim()) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  const schedule = readSchedule(`${Number(minute)} ${Number(hour)} * * *`);
  return schedule.ok ? schedule.value : undefined;
}

const placeOf = ({ location, errorType, message }: Problem): State['places'][number] => ({
  uri: toUri(location.path),
  line: location.range.start.line,
  text: visibleLine(`${errorType}: ${message.split('\n')[0] ?? ''}`),
});

const placeOfFix = (patch: Patch): State['places'][number] => ({
  uri: toUri(patch.problem.location.path),
  line: patch.problem.location.range.start.line,
  text: visibleLine(`${patch.candidate.title} (${patchWord(patch)})`),
});
