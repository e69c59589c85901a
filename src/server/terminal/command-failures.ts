// Failures of programs run in terminals, tasks, debuggers and notebooks: recognised in what they print, shown as diagnostics where the user's
// own code failed, each once however many have seen it, and gone when that line is edited or the same command succeeds.

import { DiagnosticSeverity, Emitter, type Diagnostic, type TextDocumentContentChangeEvent } from 'vscode-languageserver';
import {
  cellProblem,
  detectText,
  FilesByName,
  isReportedTwice,
  pointsToOwnCode,
  settle,
  SourceText,
  TerminalDetector,
  visibleLine,
  visibleText,
  type Patch,
  type Problem,
} from '../../engine';
import { SOURCE, type TerminalCommandStarted } from '../../protocol';
import { moved, type KnownProblem } from '../session/known-problems';
import type { RunCell } from '../session/notebooks';
import { toPath, toUri } from '../session/paths';
import type { Session } from '../session/session';
import { isSourceExcluded } from '../session/settings';

interface RunningCommand {
  readonly line: string;
  readonly cwd: string;
  readonly origin: 'terminal' | 'task';
  /** Its line is not known for sure: it is never run again. */
  readonly guessed: boolean;
  readonly detector: TerminalDetector;
  readonly problems: Problem[];
  readonly startedAt: Date;
  /** What it has said so far, while it goes on. */
  readonly told: Set<string>;
  /** It says itself when it is done and waits for changes. */
  hasRounds: boolean;
  /** It has printed something since it was last looked at. */
  hasNews: boolean;
  nextLook: NodeJS.Timeout | undefined;
}

/** A command that has ended, with what it said was wrong. */
export interface EndedCommand {
  readonly id: number;
  readonly line: string;
  readonly cwd: string;
  readonly startedAt: Date;
  readonly exitCode: number | undefined;
  readonly problems: readonly Problem[];
}

/** Who has seen a failure: a command, a cell, a log. */
interface Witness {
  /** Seeing it again, it takes its former word back. */
  readonly key: string;
  /** It is a command, whose success says that the failure is no more. */
  readonly isCommand: boolean;
  /** In a person's words. */
  readonly name: string;
}

/** One mistake at one line, and all who have seen it, each with its own words. */
interface Failure {
  readonly uri: string;
  readonly seen: readonly { readonly by: Witness; readonly known: KnownProblem }[];
}

/** Commands under way at once that are watched; one that never ends must not keep the rest from being seen. */
const MAX_RUNNING = 50;
/** Bytes of their output that wait to be read. */
const MAX_HELD = 16 << 20;
/** Failures kept; the oldest go. */
const MAX_FAILURES = 100;

/** Failures whose number of times is remembered; the oldest go. */
const MAX_TALLIES = 500;

/** So often what a command prints while it goes on is looked at. In ms. */
const GOES_ON_MS = 1_000;
/** So often files with failures are looked for. In ms. */
const LOOK_MS = 2_000;

/** Exit code of a program that was ended by Ctrl+C. */
const INTERRUPTED = 130;

interface Tally {
  readonly times: number;
  /** In ms since 1970. */
  readonly at: number;
}

type TextOrigin = 'pasted' | 'debugger';
const READER: Readonly<Record<TextOrigin | 'log', Witness>> = {
  pasted: { key: 'pasted', isCommand: false, name: 'a text that you had read' },
  debugger: { key: 'debugger', isCommand: false, name: 'the debugger' },
  log: { key: 'log', isCommand: false, name: 'a log file' },
};
const MAX_NAME = 80;
const ofCommand = ({ line, cwd, origin }: Pick<RunningCommand, 'line' | 'cwd' | 'origin'>): Witness => ({
  key: JSON.stringify([line, cwd]),
  isCommand: true,
  name: `${origin === 'task' ? 'the task' : 'the command'} ${visibleLine(line.length > MAX_NAME ? `${line.slice(0, MAX_NAME)}…` : line)}`,
});
const ofCell = (uri: string): Witness => ({ key: `cell ${uri}`, isCommand: false, name: 'a run of the notebook' });

export class CommandFailures {
  private readonly running = new Map<number, RunningCommand>();
  private failures: Failure[] = [];
  private known: { readonly roots: readonly string[]; readonly files: FilesByName } | undefined;
  /** How often each was seen, and when last: a command that is run again takes its former word back, and says it anew. */
  private readonly tallies = new Map<string, Tally>();
  private looking: NodeJS.Timeout | undefined;
  /** Files that were not there when they were last looked for. */
  private away: ReadonlySet<string> = new Set();
  private readonly commandEnded = new Emitter<EndedCommand>();

  /** A command ended, not by Ctrl+C; its failures are known by now. */
  readonly onDidEndCommand = this.commandEnded.event;

  constructor(
    private readonly session: Pick<Session, 'client' | 'documents' | 'folders' | 'known' | 'notebooks'>,
    private readonly now: () => Date,
  ) {}

  started({ id, line, cwd, origin = 'terminal', guessed = false }: TerminalCommandStarted.Params): void {
    if (this.running.size >= MAX_RUNNING) {
      const oldest = this.running.keys().next();
      if (!oldest.done) {
        clearTimeout(this.running.get(oldest.value)?.nextLook);
        this.running.delete(oldest.value);
      }
    }
    this.running.set(id, {
      line,
      cwd,
      origin,
      guessed,
      detector: new TerminalDetector({
        line,
        cwd,
        roots: this.session.folders.all,
        origin,
        files: this.files(),
        onRound: (problems) => {
          const command = this.running.get(id);
          if (command) command.hasRounds = true;
          this.show({ line, cwd, origin, guessed }, problems, false);
        },
      }),
      problems: [],
      startedAt: this.now(),
      told: new Set(),
      hasRounds: false,
      hasNews: false,
      nextLook: undefined,
    });
  }

  output(id: number, chunk: string): void {
    const command = this.running.get(id);
    if (!command) return;
    command.problems.push(...command.detector.write(chunk));
    command.hasNews = true;
    command.nextLook ??= setTimeout(() => this.lookAt(id), GOES_ON_MS).unref();
    if (this.held() > MAX_HELD) for (const { detector } of this.running.values()) detector.release();
  }

  /** A server or a watcher shows its errors and goes on: they are shown while it does, until it starts over or says that it has ended well. */
  private lookAt(id: number): void {
    const command = this.running.get(id);
    if (!command) return;
    const { detector, told, hasNews, hasRounds } = command;
    command.hasNews = false;
    command.nextLook = hasNews ? setTimeout(() => this.lookAt(id), GOES_ON_MS).unref() : undefined;
    const { startedOver, problems } = detector.look(!hasNews);
    const witness = ofCommand(command);
    if (!hasRounds && (startedOver || (told.size === 0 && problems.length > 0))) this.takeBack(witness, false);
    for (const problem of problems) told.add(printedWords(problem));
    // It is not run a second time beside itself.
    this.addAll(problems.map(withoutCommand), witness);
  }

  /** Bytes of output that wait to be read, of all commands together. */
  private held(): number {
    let held = 0;
    for (const { detector } of this.running.values()) held += detector.held;
    return held;
  }

  ended(id: number, exitCode: number | undefined): void {
    const command = this.running.get(id);
    if (!command) return;
    this.running.delete(id);
    clearTimeout(command.nextLook);
    const { told, detector } = command;
    // Servers end well where they are told to.
    const isInterrupted = exitCode === INTERRUPTED || (exitCode === 0 && told.size > 0 && detector.wasInterrupted);
    command.problems.push(...detector.end(exitCode));
    // The same command, run again, says anew what is wrong; a success says that nothing is. Ctrl+C says nothing.
    if (isInterrupted) return;
    const problems = this.show(command, command.problems, exitCode === 0, told);
    this.commandEnded.fire({ id, line: command.line, cwd: command.cwd, startedAt: command.startedAt, exitCode, problems });
  }

  /**
   * Instead of what the same command said before; what it has `told` while it ran is shown already, or was mended meanwhile.
   * @returns the problems with their columns settled.
   */
  private show(
    command: Pick<RunningCommand, 'line' | 'cwd' | 'origin' | 'guessed'>,
    found: readonly Problem[],
    succeeded: boolean,
    told: ReadonlySet<string> = new Set(),
  ): readonly Problem[] {
    const witness = ofCommand(command);
    const problems = command.guessed ? found.map(withoutCommand) : found;
    if (succeeded || told.size === 0) this.takeBack(witness, succeeded);
    else if (!command.guessed) this.hasEnded(witness, problems);
    this.addAll(
      problems.filter((problem) => !told.has(printedWords(problem))),
      witness,
    );
    return this.placedHere(problems);
  }

  private addAll(problems: readonly Problem[], witness: Witness): void {
    for (const problem of this.placedHere(problems)) this.add(problem, witness);
  }

  /** Those whose files are there, with their columns settled. */
  private placedHere(problems: readonly Problem[]): readonly Problem[] {
    const lineOf = this.lines();
    const { documents } = this.session;
    return problems.filter(({ location }) => documents.exists(location.path)).map((problem) => placed(problem, lineOf));
  }

  /** What a command has told while it ran can be proved by running it again, now that it has ended. */
  private hasEnded({ key }: Witness, problems: readonly Problem[]): void {
    const uris = new Set<string>();
    this.failures = this.failures.map((failure) => ({
      ...failure,
      seen: failure.seen.map((one) => {
        const { problem } = one.known;
        const same = (other: Problem): boolean => other.location.path === problem.location.path && saysTheSameWords(other, problem);
        const command = one.by.key === key ? problems.find(same)?.command : undefined;
        if (!command) return one;
        uris.add(failure.uri);
        return { ...one, known: { ...one.known, problem: { ...problem, command } } };
      }),
    }));
    for (const uri of uris) this.tell(uri);
  }

  /** Errors that a text shows, from wherever it came. Those of the text before are gone. */
  read(text: string, origin: TextOrigin): { readonly shown: readonly Problem[]; readonly elsewhere: number } {
    const witness = READER[origin];
    this.takeBack(witness, false);
    const { folders, documents } = this.session;
    const lineOf = this.lines();
    const found = new Map<string, Problem>();
    let elsewhere = 0;
    // Relative paths may start in any of the folders: the first where there is such a file.
    for (const cwd of folders.all.length > 0 ? folders.all : ['']) {
      const problems = detectText(text, { cwd, roots: folders.all, files: this.files(), origin });
      const here = problems.filter((problem) => pointsToOwnCode(problem) && documents.textOf(problem.location.path) !== undefined);
      for (const problem of here.slice(0, MAX_FAILURES))
        found.set(`${problem.location.path}:${problem.location.range.start.line}:${problem.message}`, problem);
      elsewhere = Math.max(elsewhere, problems.length);
    }
    const shown = [...found.values()].map((problem) => placed(problem, lineOf));
    for (const problem of shown) this.add(problem, witness);
    return { shown, elsewhere: Math.max(0, elsewhere - shown.length) };
  }

  /** Cells of notebooks that were run, or say nothing any more. */
  ran(cells: readonly RunCell[]): void {
    const { documents, folders, notebooks } = this.session;
    const lineOf = this.lines();
    for (const { uri, error } of cells) {
      const witness = ofCell(uri);
      this.takeBack(witness, false);
      const around = notebooks.around(uri);
      const cell = around.find(({ path }) => path === toPath(uri));
      if (!error || !cell) continue;
      const problem = cellProblem(error, cell, around, { cwd: '', roots: folders.all });
      if (documents.textOf(problem.location.path) !== undefined) this.add(placed(problem, lineOf), witness);
    }
  }

  /** Errors that were written to a log: each is shown once, however often it is written. */
  logged(problems: readonly Problem[]): void {
    const lineOf = this.lines();
    for (const found of problems) {
      if (!pointsToOwnCode(found) || this.session.documents.textOf(found.location.path) === undefined) continue;
      this.add(placed(found, lineOf), READER.log);
    }
  }

  /** A document was edited: lines that are edited lose their failure, others move along. */
  edited(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void {
    if (!this.failures.some((failure) => failure.uri === uri)) return;
    this.failures = this.failures.flatMap((failure) => {
      if (failure.uri !== uri) return failure;
      const seen = failure.seen.flatMap(({ by, known }) => {
        const now = afterEdit(known, changes);
        return now ? { by, known: now } : [];
      });
      return seen.length > 0 ? { ...failure, seen } : [];
    });
    this.tell(uri);
  }

  /** Patches were applied. What a run had shown to be mended by one is gone, wherever the patch changed the text; anything else the next run tells. */
  healed(patches: readonly Pick<Patch, 'problem' | 'evidence'>[]): void {
    for (const { problem, evidence } of patches) {
      if (!evidence.some(({ rung, result }) => rung === 'reruns' && result === 'passed')) continue;
      const { path, range } = problem.location;
      const lineOf = (failure: Failure): number => asKnown(failure)[0]?.problem.location.range.start.line ?? Infinity;
      const same = this.failures.filter(({ seen }) =>
        seen.some(({ known: { problem: other } }) => other.location.path === path && saysTheSameWords(other, problem)),
      );
      // The text may have moved already.
      const nearest = same.sort((a, b) => Math.abs(lineOf(a) - range.start.line) - Math.abs(lineOf(b) - range.start.line))[0];
      if (nearest) this.keep((failure) => (failure === nearest ? [] : failure.seen));
    }
  }

  /** How many are shown, the same number wherever it stands. */
  get count(): number {
    return this.uris.reduce((sum, uri) => sum + this.session.known.failuresShownIn(uri).length, 0);
  }

  /** Nothing is shown any more, and what runs is no longer watched. */
  clear(): void {
    this.stopWatching();
    this.dismiss();
  }

  /** What is shown goes; what runs may still fail. @returns how many were shown. */
  dismiss(): number {
    const { count } = this;
    this.keep(() => []);
    this.tallies.clear();
    return count;
  }

  /** One that is shown goes: the one of this diagnostic. @returns whether it was there. */
  dismissOne({ diagnostic, problem }: KnownProblem): boolean {
    const before = this.failures.length;
    this.keep((failure) => (asKnown(failure)[0]?.diagnostic === diagnostic ? [] : failure.seen));
    this.tallies.delete(tallyKey(problem));
    return this.failures.length < before;
  }

  /** URIs of the documents that failures point into. */
  get uris(): readonly string[] {
    return [...new Set(this.failures.map(({ uri }) => uri))];
  }

  /** How often a failure was seen, and when last; undefined of what is none. */
  tallyOf({ problem }: KnownProblem): Tally | undefined {
    return this.tallies.get(tallyKey(problem));
  }

  /** Failures of files that are gone go, too. A file that an editor or a version control replaces is away for a moment only. */
  look(): void {
    const { documents } = this.session;
    const paths = this.failures.flatMap((failure) => asKnown(failure).map(({ problem }) => problem.location.path));
    const away = new Set(paths.filter((path) => !documents.exists(path) && documents.textOf(path) === undefined));
    const before = this.away;
    this.keep((failure) =>
      failure.seen.filter(({ known: { problem } }) => !(away.has(problem.location.path) && before.has(problem.location.path))),
    );
    this.away = away;
  }

  private stopWatching(): void {
    for (const { nextLook } of this.running.values()) clearTimeout(nextLook);
    this.running.clear();
  }

  /** Those of the folders as they are now. */
  private files(): FilesByName {
    const roots = this.session.folders.all;
    if (this.known?.roots !== roots) this.known = { roots, files: new FilesByName(roots) };
    return this.known.files;
  }

  /** Settings have changed: what is no longer to be looked at goes. */
  reconsider(): void {
    if (!this.session.client.watchesTerminals) this.stopWatching();
    this.keep((failure) => failure.seen.filter(({ known }) => this.isWanted(known.problem)));
  }

  /** Lines of files, each file read once. */
  private lines(): (path: string, line: number) => string | undefined {
    const read = new Map<string, SourceText | undefined>();
    return (path, line) => {
      if (!read.has(path)) {
        const text = this.session.documents.textOf(path);
        read.set(path, text === undefined ? undefined : new SourceText(text));
      }
      const source = read.get(path);
      return source && line < source.lineCount ? source.line(line) : undefined;
    };
  }

  /** Neither its file nor who reports it nor where it was seen is excluded by the settings. */
  private isWanted({ location, source, origin, errorType }: Problem): boolean {
    const { client, folders } = this.session;
    // A text that a person handed over is no terminal that is watched, and neither is a notebook.
    if (!client.watchesTerminals && !(client.settings.enabled && (origin === 'pasted' || origin === 'notebook'))) return false;
    return (
      !folders.isExcluded(location.path) && ![source, SOURCE, origin].some((name) => isSourceExcluded(client.settings, name, errorType))
    );
  }

  /** A mistake that somebody has seen already has one more witness. */
  private add(problem: Problem, by: Witness): void {
    if (!this.isWanted(problem)) return;
    this.tally(problem);
    const uri = toUri(problem.location.path);
    const one = { by, known: { problem, diagnostic: toDiagnostic(problem) } };
    this.looking ??= setInterval(() => this.look(), LOOK_MS).unref();
    const same = this.failures.findIndex(
      (failure) => failure.uri === uri && failure.seen.some(({ known }) => isReportedTwice(known.problem, problem)),
    );
    const seen = this.failures[same]?.seen;
    // Written to a log again and again: no news.
    if (seen?.some((other) => other.by.key === by.key && JSON.stringify(other.known.diagnostic) === JSON.stringify(one.known.diagnostic)))
      return;
    if (seen) this.failures[same] = { uri, seen: [...seen.filter((other) => other.by.key !== by.key), one] };
    else this.failures.push({ uri, seen: [one] });
    if (this.failures.length > MAX_FAILURES) {
      const dropped = this.failures.shift();
      if (dropped) this.tell(dropped.uri);
    }
    this.tell(uri);
  }

  private tally(problem: Problem): void {
    const key = tallyKey(problem);
    const times = (this.tallies.get(key)?.times ?? 0) + 1;
    this.tallies.delete(key);
    this.tallies.set(key, { times, at: this.now().getTime() });
    for (const oldest of this.tallies.keys()) {
      if (this.tallies.size <= MAX_TALLIES) break;
      this.tallies.delete(oldest);
    }
  }

  /** What a witness has said before counts no more. A command that succeeds speaks for those too who can't be asked again. */
  private takeBack({ key }: Witness, hasSucceeded: boolean): void {
    this.keep(({ seen }) => {
      const left = seen.filter(({ by }) => by.key !== key);
      return hasSucceeded && left.length < seen.length ? left.filter(({ by }) => by.isCommand) : left;
    });
  }

  /** Failures with those of their witnesses that are kept; one without any is gone. */
  private keep(witnesses: (failure: Failure) => Failure['seen']): void {
    const changed = new Set<string>();
    this.failures = this.failures.flatMap((failure) => {
      const seen = witnesses(failure);
      if (seen.length === failure.seen.length) return failure;
      changed.add(failure.uri);
      return seen.length > 0 ? { ...failure, seen } : [];
    });
    for (const uri of changed) this.tell(uri);
    if (this.failures.length > 0) return;
    clearInterval(this.looking);
    this.looking = undefined;
  }

  private tell(uri: string): void {
    this.session.known.failed(uri, this.failures.filter((failure) => failure.uri === uri).flatMap(asKnown));
  }
}

/** Where it stands in the text as it is now. Where only the line was told, the name that it is about, if that stands there once. */
function placed(problem: Problem, lineOf: (path: string, line: number) => string | undefined): Problem {
  const settled = settle(problem, lineOf);
  const { location, signature } = settled;
  const { start, end } = location.range;
  const line = lineOf(location.path, start.line);
  const name = signature.holes['name'] ?? signature.holes['attribute'];
  if (line === undefined || name === undefined || start.line !== end.line || line.slice(start.character, end.character) !== line.trim())
    return settled;
  const found = [...line.matchAll(/[\p{L}\p{N}_$]+/gu)].filter(([word]) => word === name);
  const at = found.length === 1 ? found[0]?.index : undefined;
  if (at === undefined) return settled;
  const range = { start: { line: start.line, character: at }, end: { line: start.line, character: at + name.length } };
  const here = { path: location.path, range };
  const frames = settled.frames.map((frame) => (frame.location === location ? { ...frame, location: here } : frame));
  return { ...settled, frames, location: here };
}

function withoutCommand({ command: _, ...problem }: Problem): Problem {
  return { ...problem, causes: problem.causes.map(withoutCommand) };
}

/** In the words of a command, which can be run again; else of the first that saw it. */
function asKnown({ seen }: Failure): KnownProblem[] {
  const one = seen.find(({ known }) => known.problem.command !== undefined) ?? seen[0];
  return one ? [{ ...one.known, seenBy: seen.map(({ by }) => by.name) }] : [];
}

/** An error as it was printed: where it is shown its columns are settled, and its line may have moved. */
function printedWords({ location, errorType, message }: Problem): string {
  return JSON.stringify([location.path, location.range.start.line, errorType, message]);
}

/** Its line may have moved since it was seen the first time. */
const tallyKey = ({ location, errorType, message }: Problem): string => JSON.stringify([location.path, errorType, message]);

function saysTheSameWords(a: Problem, b: Problem): boolean {
  return a.errorType === b.errorType && a.message === b.message;
}

/** undefined where the line that failed was itself changed, or may have been. */
function afterEdit(known: KnownProblem, changes: readonly TextDocumentContentChangeEvent[]): KnownProblem | undefined {
  let now = known;
  for (const change of changes) {
    if (!('range' in change)) return undefined;
    const { line } = now.diagnostic.range.start;
    const { start, end } = change.range;
    const endsBeforeIt = change.text.endsWith('\n') && end.character === 0 && end.line === line;
    if (start.line <= line && line <= end.line && !endsBeforeIt) return undefined;
    now = moved(now, [change]);
  }
  return now;
}

function toDiagnostic(problem: Problem): Diagnostic {
  const frames = problem.frames
    .filter((frame) => frame.location !== problem.location && frame.own)
    .slice(-10)
    .reverse();
  return {
    range: problem.location.range,
    severity: problem.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: SOURCE,
    code: visibleLine(problem.errorType),
    message: visibleText(`${problem.errorType}: ${problem.message}`),
    relatedInformation: [
      ...frames.map((frame) => ({
        location: { uri: toUri(frame.location.path), range: frame.location.range },
        message: frame.name ? `called in ${visibleLine(frame.name)}` : 'called at module level',
      })),
      ...problem.related.slice(0, 5).map((place) => ({
        location: { uri: toUri(place.location.path), range: place.location.range },
        message: visibleText(place.message),
      })),
      ...problem.causes.slice(0, 3).map((cause) => ({
        location: { uri: toUri(cause.location.path), range: cause.location.range },
        message: visibleText(`caused by ${cause.errorType}: ${cause.message}`),
      })),
    ],
  };
}
