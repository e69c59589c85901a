// Failures of programs run in terminals and tasks: recognised in what they print, shown as diagnostics where the user's
// own code failed, and gone when that line is edited or the same command succeeds.

import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver';
import type { Problem } from '../../engine/problem';
import { TerminalDetector } from '../../engine/detect/detect';
import { settle } from '../../engine/detect/settle-columns';
import { SourceText } from '../../engine/syntax/source-text';
import { SOURCE } from '../../protocol';
import type { KnownProblem } from '../lightbulb/prepared-fixes';
import { toUri } from '../session/paths';

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
  known: KnownProblem;
}

export interface FailuresOptions {
  readonly roots: () => readonly string[];
  /** A file as the user sees it; undefined where it cannot be read. */
  readonly textOf: (path: string) => string | undefined;
  /** The failures that point into a document changed. */
  readonly onChange: (uri: string, failures: readonly KnownProblem[]) => void;
  /** A command ended, not by Ctrl+C; its failures are known by now. */
  readonly onEnded: (command: EndedCommand) => void;
  readonly now: () => Date;
}

/** Commands under way at once that are watched; one that never ends must not keep the rest from being seen. */
const MAX_RUNNING = 50;
/** Failures kept; the oldest go. */
const MAX_FAILURES = 100;

export class Failures {
  private readonly running = new Map<number, RunningCommand>();
  private failures: Failure[] = [];

  constructor(private readonly options: FailuresOptions) {}

  started(id: number, line: string, cwd: string): void {
    if (this.running.size >= MAX_RUNNING) {
      const oldest = this.running.keys().next();
      if (!oldest.done) this.running.delete(oldest.value);
    }
    this.running.set(id, {
      line,
      cwd,
      detector: new TerminalDetector({ line, cwd, roots: this.options.roots() }),
      problems: [],
      startedAt: this.options.now(),
    });
  }

  output(id: number, chunk: string): void {
    const command = this.running.get(id);
    command?.problems.push(...command.detector.write(chunk));
  }

  ended(id: number, exitCode: number | undefined): void {
    const command = this.running.get(id);
    if (!command) return;
    this.running.delete(id);
    command.problems.push(...command.detector.end(exitCode));
    // The same command, run again, says anew what is wrong; a success says that nothing is. Ctrl+C says nothing.
    if (exitCode === 130) return;
    this.forget((failure) => failure.line === command.line && failure.cwd === command.cwd);
    const lineOf = this.lines();
    const problems = command.problems.map((problem) => settle(problem, lineOf));
    for (const problem of problems) this.add(problem, command);
    this.options.onEnded({ id, line: command.line, cwd: command.cwd, startedAt: command.startedAt, exitCode, problems });
  }

  /** Of a document: lines that are edited lose their failure, others move along. */
  edited(uri: string, touched: (known: KnownProblem) => KnownProblem | undefined): void {
    if (!this.failures.some((failure) => failure.uri === uri)) return;
    this.failures = this.failures.filter((failure) => {
      if (failure.uri !== uri) return true;
      const known = touched(failure.known);
      if (known) failure.known = known;
      return known !== undefined;
    });
    this.tell(uri);
  }

  of(uri: string): readonly KnownProblem[] {
    return this.failures.filter((failure) => failure.uri === uri).map((failure) => failure.known);
  }

  get count(): number {
    return this.failures.length;
  }

  clear(): void {
    this.running.clear();
    this.forget(() => true);
  }

  /** Lines of files, each file read once. */
  private lines(): (path: string, line: number) => string | undefined {
    const read = new Map<string, SourceText | undefined>();
    return (path, line) => {
      if (!read.has(path)) {
        const text = this.options.textOf(path);
        read.set(path, text === undefined ? undefined : new SourceText(text));
      }
      const source = read.get(path);
      return source && line < source.lineCount ? source.line(line) : undefined;
    };
  }

  private add(problem: Problem, command: RunningCommand): void {
    const uri = toUri(problem.location.path);
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
  }

  private tell(uri: string): void {
    this.options.onChange(uri, this.of(uri));
  }
}

function toDiagnostic(problem: Problem): Diagnostic {
  const frames = problem.frames
    .filter((frame) => frame.location !== problem.location && frame.own)
    .slice(-10)
    .reverse();
  return {
    range: problem.location.range,
    severity: DiagnosticSeverity.Error,
    source: SOURCE,
    code: problem.errorType,
    message: `${problem.errorType}: ${problem.message}`,
    relatedInformation: [
      ...frames.map((frame) => ({
        location: { uri: toUri(frame.location.path), range: frame.location.range },
        message: frame.name ? `called in ${frame.name}` : 'called at module level',
      })),
      ...problem.causes
        .slice(0, 3)
        .map((cause) => ({
          location: { uri: toUri(cause.location.path), range: cause.location.range },
          message: `caused by ${cause.errorType}: ${cause.message}`,
        })),
    ],
  };
}
