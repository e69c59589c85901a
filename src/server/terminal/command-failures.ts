// Failures of programs run in terminals and tasks: recognised in what they print, shown as diagnostics where the user's
// own code failed, and gone when that line is edited or the same command succeeds.

import { DiagnosticSeverity, Emitter, type Diagnostic, type TextDocumentContentChangeEvent } from 'vscode-languageserver';
import {
  detectText,
  FilesByName,
  pointsToOwnCode,
  settle,
  SourceText,
  TerminalDetector,
  visibleLine,
  visibleText,
  type Patch,
  type Problem,
} from '../../engine';
import { SOURCE } from '../../protocol';
import { moved, type KnownProblem } from '../session/known-problems';
import { toUri } from '../session/paths';
import type { Session } from '../session/session';

interface RunningCommand {
  readonly line: string;
  readonly cwd: string;
  readonly detector: TerminalDetector;
  readonly problems: Problem[];
  readonly startedAt: Date;
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

interface Failure {
  readonly uri: string;
  readonly line: string;
  readonly cwd: string;
  readonly known: KnownProblem;
}

/** Commands under way at once that are watched; one that never ends must not keep the rest from being seen. */
const MAX_RUNNING = 50;
/** Bytes of their output that wait to be read. */
const MAX_HELD = 16 << 20;
/** Failures kept; the oldest go. */
const MAX_FAILURES = 100;

/** So often files with failures are looked for. In ms. */
const LOOK_MS = 2_000;

/** Exit code of a program that was ended by Ctrl+C. */
const INTERRUPTED = 130;

/** What was read from a text has no command. */
const OF_TEXT = { line: '', cwd: '' };
type TextOrigin = 'pasted' | 'debugger';

export class CommandFailures {
  private readonly running = new Map<number, RunningCommand>();
  private failures: Failure[] = [];
  private known: { readonly roots: readonly string[]; readonly files: FilesByName } | undefined;
  private looking: NodeJS.Timeout | undefined;
  /** Files that were not there when they were last looked for. */
  private away: ReadonlySet<string> = new Set();
  private readonly commandEnded = new Emitter<EndedCommand>();

  /** A command ended, not by Ctrl+C; its failures are known by now. */
  readonly onDidEndCommand = this.commandEnded.event;

  constructor(
    private readonly session: Pick<Session, 'documents' | 'folders' | 'known'>,
    private readonly now: () => Date,
  ) {}

  started(id: number, line: string, cwd: string): void {
    if (this.running.size >= MAX_RUNNING) {
      const oldest = this.running.keys().next();
      if (!oldest.done) this.running.delete(oldest.value);
    }
    this.running.set(id, {
      line,
      cwd,
      detector: new TerminalDetector({
        line,
        cwd,
        roots: this.session.folders.all,
        files: this.files(),
        onRound: (problems) => this.show({ line, cwd }, problems),
      }),
      problems: [],
      startedAt: this.now(),
    });
  }

  output(id: number, chunk: string): void {
    const command = this.running.get(id);
    command?.problems.push(...command.detector.write(chunk));
    if (this.held() > MAX_HELD) for (const { detector } of this.running.values()) detector.release();
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
    command.problems.push(...command.detector.end(exitCode));
    // The same command, run again, says anew what is wrong; a success says that nothing is. Ctrl+C says nothing.
    if (exitCode === INTERRUPTED) return;
    const problems = this.show(command, command.problems);
    this.commandEnded.fire({ id, line: command.line, cwd: command.cwd, startedAt: command.startedAt, exitCode, problems });
  }

  /** Instead of what the same command said before. @returns the problems with their columns settled. */
  private show(command: Pick<RunningCommand, 'line' | 'cwd'>, found: readonly Problem[]): readonly Problem[] {
    this.forget((failure) => failure.line === command.line && failure.cwd === command.cwd);
    const lineOf = this.lines();
    const { documents } = this.session;
    const problems = found.filter(({ location }) => documents.exists(location.path)).map((problem) => settle(problem, lineOf));
    for (const problem of problems) this.add(problem, command);
    return problems;
  }

  /** Errors that a text shows, from wherever it came. Those of the text before are gone. */
  read(text: string, origin: TextOrigin): { readonly shown: readonly Problem[]; readonly elsewhere: number } {
    this.forget(({ line, cwd, known }) => line === '' && cwd === '' && known.problem.origin === origin);
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
    const shown = [...found.values()].map((problem) => settle(problem, lineOf));
    for (const problem of shown) this.add(problem, OF_TEXT);
    return { shown, elsewhere: Math.max(0, elsewhere - shown.length) };
  }

  /** Errors that were written to a log: each is shown once, however often it is written, and not where a command or a text shows it already. */
  logged(problems: readonly Problem[]): void {
    const lineOf = this.lines();
    for (const found of problems) {
      if (!pointsToOwnCode(found) || this.session.documents.textOf(found.location.path) === undefined) continue;
      const problem = settle(found, lineOf);
      if (!this.failures.some(({ known }) => saysTheSame(known.problem, problem))) this.add(problem, OF_TEXT);
    }
  }

  /** A document was edited: lines that are edited lose their failure, others move along. */
  edited(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void {
    if (!this.failures.some((failure) => failure.uri === uri)) return;
    this.failures = this.failures.flatMap((failure) => {
      if (failure.uri !== uri) return failure;
      const known = afterEdit(failure.known, changes);
      return known ? { ...failure, known } : [];
    });
    this.tell(uri);
  }

  /** Patches were applied. What a run had shown to be mended by one is gone, wherever the patch changed the text; anything else the next run tells. */
  healed(patches: readonly Pick<Patch, 'problem' | 'evidence'>[]): void {
    for (const { problem, evidence } of patches) {
      if (!evidence.some(({ rung, result }) => rung === 'reruns' && result === 'passed')) continue;
      const { path, range } = problem.location;
      const distance = ({ known }: Failure): number => Math.abs(known.problem.location.range.start.line - range.start.line);
      const same = this.failures.filter(
        ({ known: { problem: other } }) => other.location.path === path && saysTheSameWords(other, problem),
      );
      // The text may have moved already.
      const nearest = same.sort((a, b) => distance(a) - distance(b))[0];
      if (nearest) this.forget((failure) => failure === nearest);
    }
  }

  /** How many are shown, the same number wherever it stands. */
  get count(): number {
    const uris = new Set(this.failures.map(({ uri }) => uri));
    return [...uris].reduce((sum, uri) => sum + this.session.known.failuresShownIn(uri).length, 0);
  }

  /** Nothing is shown any more, and what runs is no longer watched. */
  clear(): void {
    this.running.clear();
    this.dismiss();
  }

  /** What is shown goes; what runs may still fail. @returns how many were shown. */
  dismiss(): number {
    const { count } = this;
    this.forget(() => true);
    return count;
  }

  /** Failures of files that are gone go, too. A file that an editor or a version control replaces is away for a moment only. */
  look(): void {
    const { documents } = this.session;
    const away = new Set(this.failures.map(({ known }) => known.problem.location.path).filter((path) => !documents.exists(path)));
    this.forget(({ known }) => away.has(known.problem.location.path) && this.away.has(known.problem.location.path));
    this.away = away;
  }

  /** Those of the folders as they are now. */
  private files(): FilesByName {
    const roots = this.session.folders.all;
    if (this.known?.roots !== roots) this.known = { roots, files: new FilesByName(roots) };
    return this.known.files;
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

  private add(problem: Problem, command: Pick<RunningCommand, 'line' | 'cwd'>): void {
    const uri = toUri(problem.location.path);
    // Seen before, from another command or text: it is one problem, and what was seen last counts.
    this.failures = this.failures.filter(({ known }) => !saysTheSame(known.problem, problem));
    this.looking ??= setInterval(() => this.look(), LOOK_MS).unref();
    this.failures.push({ uri, line: command.line, cwd: command.cwd, known: { problem, diagnostic: toDiagnostic(problem) } });
    if (this.failures.length > MAX_FAILURES) {
      const dropped = this.failures.shift();
      if (dropped) this.tell(dropped.uri);
    }
    this.tell(uri);
  }

  private forget(which: (failure: Failure) => boolean): void {
    const gone = new Set(this.failures.filter(which).map((failure) => failure.uri));
    this.failures = this.failures.filter((failure) => !which(failure));
    for (const uri of gone) this.tell(uri);
    if (this.failures.length > 0) return;
    clearInterval(this.looking);
    this.looking = undefined;
  }

  private tell(uri: string): void {
    this.session.known.failed(
      uri,
      this.failures.filter((failure) => failure.uri === uri).map((failure) => failure.known),
    );
  }
}

function saysTheSame(a: Problem, b: Problem): boolean {
  return a.location.path === b.location.path && a.location.range.start.line === b.location.range.start.line && saysTheSameWords(a, b);
}

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
