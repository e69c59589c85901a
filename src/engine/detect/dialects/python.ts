// CPython 3.8 to 3.14: tracebacks, chained ones, SyntaxError blocks, exception groups; also inside logs and fragments.

import type { Frame, Problem } from '../../problem';
import { MAX_MESSAGE_LINES, pushFrame, toProblem, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import { LogPrefix } from './log-prefix';
import { printedFile } from './own-code';
import { caretColumns, caretSpan, lineRange } from '../settle-columns';
import {
  endsMessage,
  exceptionLine,
  fileLine,
  fileLineStart,
  groupRule,
  isCallStack,
  isChainLink,
  isHeader,
  isIgnoredNotice,
  isInterpretersMessage,
  isLoggingError,
  isRepetition,
  isWorkersNotice,
  type FileLine,
} from './python-lines';

export const python: Dialect = {
  id: 'python',
  words: [
    'Traceback (most recent',
    '  File "',
    'During handling of',
    'The above exception',
    'Exception ignored ',
    'RemoteTraceback:',
    '--- Logging error ---',
  ],
  start: (context, emit) => new PythonRecogniser(context, emit),
};

const GROUP_MESSAGE = /\(\d+ sub-exceptions?\)$/;
/** Ways to end, not mistakes. */
const NO_PROBLEM = /^(?:SystemExit|KeyboardInterrupt|GeneratorExit|(?:[\w.]*\.)?(?:CancelledError|BdbQuit))$/;

/** Lines of other programs before the first frame, or between two lines of a traceback, after which it is given up. */
const MAX_FOREIGN_LINES = 100;
/** Lines after an exception in which the words of a chain may still link it to the next. */
const MAX_LINES_TO_CHAIN = 50;
/** Lines under a `File` line: a blank code line is printed under `unexpected EOF`; many blank lines are no traceback. */
const MAX_LINES_OF_FRAME = 40;

interface Entry extends FileLine {
  code: string | undefined;
  carets: { readonly start: number; readonly end: number } | undefined;
  /** Lines seen since the `File` line. */
  lines: number;
}

const entryOf = ({ file, line, name }: FileLine): Entry => ({ file, line, name, code: undefined, carets: undefined, lines: 0 });

interface Traceback {
  entries: Entry[];
  prefix: LogPrefix | undefined;
  /** Began with `Traceback …`, so that any class may end it; a fragment must end in an error. */
  readonly headed: boolean;
  /** `Exception ignored in …`: the program went on. */
  readonly ignored: boolean;
  /** Under `--- Logging error ---`: the calls that led there follow it. */
  readonly logging: boolean;
  foreign: number;
  type?: string;
  /** Something stands behind the type. */
  hasMessage?: boolean;
  message: string[];
  endLine: number;
}

class PythonRecogniser implements Recogniser {
  private mode: 'idle' | 'frames' | 'message' | 'group' | 'skip-group' | 'call-stack' = 'idle';
  private current: Traceback | undefined;
  /** Complete, but the next exception may turn out to be raised because of it. */
  private pending:
    | {
        readonly problem: () => Problem | undefined;
        endLine: number;
        readonly since: number;
        readonly survived: boolean;
        readonly ofWorker: boolean;
      }
    | undefined;
  /** The words of a chain stood after `pending`. */
  private chained = false;
  /** Frames of the exception groups around the leaf under way. */
  private groupFrames: Entry[] = [];
  /** The group as it was, kept in case that no leaf comes. */
  private group: Traceback | undefined;
  private expectLeaf = false;
  /** The groups whose members are being read, outermost first: where their rules stand, and their frames. */
  private readonly open: { readonly indent: number; readonly frames: readonly Entry[] }[] = [];
  private ignoredAt = -10;
  /** The next traceback is what a pool's worker sent: the words that tell so stood above it. */
  private isOfWorker = false;
  private loggingAt = -10;
  /** An error of a logging handler, and the calls that led there, as far as they were read. */
  private logged: { traceback: Traceback; entries: Entry[] } | undefined;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  line(text: string, number: number): void {
    // A mode may end with a line that the next one has to read too; each ends at most once for a line.
    for (let again = 0; again < 4; again++) {
      const before = this.mode;
      if (this.read(text, number)) return;
      if (this.mode === before) return;
    }
  }

  /** What is complete waits for the words of a chain, whatever stands between. */
  get isIdle(): boolean {
    return this.mode === 'idle';
  }

  settle(): void {
    if (this.isIdle && !this.chained) this.flush();
  }

  end(): void {
    if (this.mode === 'message') this.finish();
    this.leaveCallStack();
    this.flush();
    this.mode = 'idle';
    this.current = undefined;
  }

  /** Whether the line is used up; false where the mode has changed and the line is to be read again. */
  private read(text: string, number: number): boolean {
    switch (this.mode) {
      case 'idle':
        return this.readIdle(text, number);
      case 'frames':
        return this.readFrame(text, number);
      case 'message':
        return this.readMessage(text, number);
      case 'group':
        return this.readGroup(text, number);
      case 'call-stack':
        return this.readCallStack(text);
      case 'skip-group':
        if (this.startNextLeaf(text)) return true;
        if (/^\s*[|+]/.test(text)) {
          if (this.pending) this.pending.endLine = number;
          return true;
        }
        this.open.length = 0;
        this.mode = 'idle';
        return false;
    }
  }

  private readIdle(text: string, number: number): boolean {
    if (text === '') return true;
    if (this.pending && number - this.pending.since > MAX_LINES_TO_CHAIN) this.flush();
    if (this.startTraceback(text, number)) return true;
    if (isChainLink(text)) this.chained = this.pending !== undefined;
    else if (isIgnoredNotice(text)) this.ignoredAt = number;
    else if (isWorkersNotice(text)) this.isOfWorker = true;
    else if (isLoggingError(text)) this.loggingAt = number;
    return true;
  }

  private startTraceback(text: string, number: number): boolean {
    const ignored = number - this.ignoredAt <= 2;
    const logging = number - this.loggingAt === 1;
    if (isHeader(text)) {
      this.begin(true, ignored, logging);
      return true;
    }
    if (fileLineStart(text) < 0) return false;
    this.begin(false, ignored, logging);
    return this.readFrame(text, number);
  }

  private begin(headed: boolean, ignored: boolean, logging: boolean): void {
    if (!this.chained) this.flush();
    this.groupFrames = [];
    this.open.length = 0;
    this.startEntries(headed, ignored, logging);
  }

  private startEntries(headed: boolean, ignored: boolean, logging = false): void {
    this.mode = 'frames';
    this.current = { entries: [], prefix: undefined, headed, ignored, logging, foreign: 0, message: [], endLine: 0 };
  }

  private abandon(): void {
    this.mode = 'idle';
    this.current = undefined;
    this.chained = false;
  }

  private readFrame(text: string, number: number): boolean {
    const current = this.current;
    if (!current) return (this.abandon(), false);
    if (!current.prefix) {
      const at = fileLineStart(text);
      const prefix = at >= 0 ? LogPrefix.of(text.slice(0, at)) : undefined;
      if (!prefix) {
        // The frames follow at once, unless others' lines stand between.
        if (isHeader(text) || ++current.foreign > MAX_FOREIGN_LINES) return (this.abandon(), false);
        return true;
      }
      current.prefix = prefix;
    }
    const line = current.prefix.strip(text);
    if (line === undefined) {
      if (current.prefix.mayInterleave && ++current.foreign <= MAX_FOREIGN_LINES) return true;
      return (this.abandon(), false);
    }
    const file = fileLine(line);
    const last = current.entries.at(-1);
    if (file) {
      pushFrame(current.entries, entryOf(file));
    } else if (line.startsWith('    ') || line.trim() === '') {
      if (!last) return true;
      if (++last.lines > MAX_LINES_OF_FRAME) return (this.abandon(), false);
      const content = line.slice(4);
      if (last.lines === 1 && caretSpan(content) === undefined) last.code = content;
      else if (last.lines === 2 && last.code !== undefined) {
        const span = caretSpan(content);
        if (span) last.carets = span;
      }
    } else if (!isRepetition(line)) {
      return this.startMessage(line, number);
    }
    return true;
  }

  private startMessage(line: string, number: number): boolean {
    const current = this.current;
    const exception = exceptionLine(line);
    if (!current || !exception || (!current.headed && !/(?:Error|Exception|Warning)$/.test(exception.type))) return (this.abandon(), false);
    // Until 3.10 classes of the program itself are printed with their module.
    current.type = exception.type.replace(/^__main__\./, '');
    current.message = [exception.message ?? ''];
    current.endLine = number;
    current.hasMessage = exception.message !== undefined;
    this.mode = 'message';
    return true;
  }

  private readMessage(text: string, number: number): boolean {
    const current = this.current;
    if (!current) return (this.abandon(), false);
    const inGroup = isGroup(current) || this.groupFrames.length > 0;
    if (inGroup && groupRule(text)) return (this.finish(), false);
    if (current.logging && isCallStack(text)) return (this.finish(), false);
    const line = current.prefix?.strip(text);
    if (line === undefined && current.prefix?.mayInterleave && !inGroup) {
      if (++current.foreign <= MAX_FOREIGN_LINES) return true;
      return (this.finish(), false);
    }
    if (line === undefined || current.message.length >= MAX_MESSAGE_LINES || endsMessage(line) || isWhole(current)) {
      return (this.finish(), false);
    }
    current.message.push(line);
    current.endLine = number;
    return true;
  }

  /** The rule above the next member of a group: what comes is a problem of its own. */
  private startNextLeaf(text: string): boolean {
    const rule = groupRule(text);
    if (rule?.number === undefined) return false;
    const indent = text.lastIndexOf('+');
    while ((this.open.at(-1)?.indent ?? -1) > indent) this.open.pop();
    const group = this.open.at(-1);
    if (group?.indent !== indent) return false;
    this.flush();
    this.groupFrames = [...group.frames];
    this.expectLeaf = true;
    this.mode = 'group';
    return true;
  }

  /** After an exception group's own message: its leaves are what has to be mended. */
  private readGroup(text: string, number: number): boolean {
    const rule = groupRule(text);
    if (rule) {
      if (rule.number === '1') {
        this.open.push({ indent: text.lastIndexOf('+'), frames: [...this.groupFrames] });
        this.expectLeaf = true;
      }
      return true;
    }
    const bar = /^\s+\| /.exec(text)?.[0];
    if (bar === undefined) {
      if (text.trim() === '|' || /^\s+\|/.test(text)) return true;
      // No leaf came: the group itself is the problem.
      this.leaveGroup();
      this.mode = 'idle';
      return false;
    }
    if (!this.expectLeaf) return true;
    const line = text.slice(bar.length);
    if (isHeader(line)) {
      this.expectLeaf = false;
      this.startEntries(true, false);
      return true;
    }
    if (exceptionLine(line)) {
      this.expectLeaf = false;
      this.startEntries(true, false);
      if (this.current) this.current.prefix = LogPrefix.of(bar);
      return this.startMessage(line, number);
    }
    return true;
  }

  private leaveGroup(): void {
    const group = this.group;
    const entries = this.groupFrames;
    this.group = undefined;
    this.groupFrames = [];
    if (group) this.complete({ ...group, entries });
  }

  /** The exception under way is complete. */
  private finish(): void {
    const current = this.current;
    this.current = undefined;
    this.mode = 'idle';
    if (!current) return;
    if (isGroup(current)) {
      this.group = current;
      for (const entry of current.entries) pushFrame(this.groupFrames, entry);
      this.expectLeaf = false;
      this.mode = 'group';
      return;
    }
    if (current.logging) {
      this.logged = { traceback: current, entries: [] };
      this.mode = 'call-stack';
      return;
    }
    const inGroup = this.group !== undefined || this.open.length > 0;
    const frames = inGroup ? [...this.groupFrames, ...current.entries] : current.entries;
    this.group = undefined;
    this.groupFrames = [];
    this.complete({ ...current, entries: frames });
    if (inGroup) this.mode = 'skip-group';
  }

  /** After an error of a logging handler: the calls that led there are the outer frames of it. */
  private readCallStack(text: string): boolean {
    const entries = this.logged?.entries ?? [];
    if (isCallStack(text) && entries.length === 0) return true;
    const file = fileLine(text);
    const last = entries.at(-1);
    if (file) pushFrame(entries, entryOf(file));
    else if (last && text.startsWith('    ') && ++last.lines <= MAX_LINES_OF_FRAME) {
      if (last.lines === 1) last.code = text.slice(4);
    } else return (this.leaveCallStack(), false);
    return true;
  }

  private leaveCallStack(): void {
    const logged = this.logged;
    this.logged = undefined;
    if (!logged) return;
    this.mode = 'idle';
    this.complete({ ...logged.traceback, entries: [...logged.entries, ...logged.traceback.entries] });
  }

  private complete(traceback: Traceback): void {
    const type = traceback.type ?? '';
    const causes: Problem[] = [];
    let fromWorker: Problem | undefined;
    const nearest = this.chained ? this.pending?.problem() : undefined;
    if (nearest) {
      if (this.pending?.ofWorker && isSameError(nearest, traceback)) fromWorker = nearest;
      else causes.push({ ...nearest, causes: [] });
      causes.push(...nearest.causes);
    } else this.flush();
    this.chained = false;
    const isProblem = !NO_PROBLEM.test(type) && (!traceback.ignored || this.context.ignored === true);
    this.pending = {
      problem: () =>
        isProblem
          ? toProblem(
              {
                source: 'python',
                errorType: type,
                message: traceback.message.join('\n').trimEnd(),
                frames: [...traceback.entries.map((entry) => this.frame(entry)), ...(fromWorker?.frames ?? [])],
                causes,
              },
              this.context,
              () => 'python',
            )
          : undefined,
      endLine: traceback.endLine,
      since: traceback.endLine,
      survived: traceback.ignored || traceback.logging,
      ofWorker: this.isOfWorker,
    };
    this.isOfWorker = false;
  }

  private frame(entry: Entry): Frame {
    const { path, own } = printedFile(entry.file, this.context);
    const code = entry.code;
    const isSyntaxBlock = entry.name === undefined;
    const columns =
      code === undefined
        ? { start: 0, end: 0 }
        : entry.carets
          ? caretColumns(code, entry.carets, isSyntaxBlock ? 'points' : 'cells')
          : { start: 0, end: code.length };
    const named = entry.name !== undefined && !entry.name.startsWith('<module>') ? entry.name : undefined;
    return {
      location: { path, range: lineRange(Math.max(0, entry.line - 1), columns.start, columns.end) },
      ...(named !== undefined ? { name: named } : {}),
      ...(code !== undefined ? { code } : {}),
      own,
    };
  }

  private flush(): void {
    if (this.group) this.leaveGroup();
    const pending = this.pending;
    this.pending = undefined;
    this.chained = false;
    if (pending) this.emit(pending.problem, pending.endLine, pending.survived);
  }
}

/** Messages of the interpreter's own words are one line; the rest is the program's next output. */
function isWhole(traceback: Traceback): boolean {
  if (traceback.message.length > 1 || isGroup(traceback)) return false;
  return traceback.hasMessage !== true || isInterpretersMessage(traceback.message[0] ?? '');
}

function isGroup(traceback: Traceback): boolean {
  return /ExceptionGroup$/.test(traceback.type ?? '') && GROUP_MESSAGE.test(traceback.message[0] ?? '');
}

/** A pool's worker sends its error as text; where its result is asked for, the same error is raised once more, without the worker's frames. */
function isSameError(problem: Problem, { type, message }: Traceback): boolean {
  return problem.errorType === type && problem.message === message.join('\n').trimEnd();
}
