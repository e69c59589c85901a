// pytest's own way to print failures: the source around each frame (`--tb=long`), or one line a frame (`--tb=short`, and errors while collecting).

import type { Frame, Problem } from '../../problem';
import { caretColumns, caretSpan, lineRange } from '../settle-columns';
import { MAX_MESSAGE_LINES, pushFrame, toProblem, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import { printedFile } from './own-code';
import {
  reportedError,
  isCaptured,
  isChainLink,
  isSectionHead,
  isSectionsEnd,
  isSectionsHead,
  isSession,
  errorLine,
  exampleCode,
  isExampleSide,
  wrongExample,
  fixtureUser,
  locationLine,
  markedCode,
} from './pytest-lines';

export const pytest: Dialect = {
  id: 'pytest',
  words: ['= FAILURES =', '= ERRORS =', '= test session starts =', 'Test session starts (', '____ ', '―――― '],
  start: (context, emit) => new PytestRecogniser(context, emit),
};

interface Place {
  readonly file: string;
  /** One-based. */
  readonly line: number;
  readonly name: string | undefined;
  code?: string;
  carets?: { readonly start: number; readonly end: number };
}

/** The failure of one test or file. */
interface Failure {
  frames: Place[];
  /** `E` lines, without the letter. */
  errors: string[];
  /** As the last location names it. */
  type: string | undefined;
  /** The marked line of the source above a location, and the carets below it. */
  code: string | undefined;
  /** Where that line's own text begins. */
  codeAt: number;
  carets: { readonly start: number; readonly end: number } | undefined;
  readonly causes: Problem[];
  endLine: number;
  /** Of an example in a text: what it says must come, and what came. */
  isExample: boolean;
}

const empty = (causes: Problem[] = []): Failure => ({
  frames: [],
  errors: [],
  type: undefined,
  code: undefined,
  codeAt: 0,
  carets: undefined,
  causes,
  endLine: 0,
  isExample: false,
});

class PytestRecogniser implements Recogniser {
  /** Between `= FAILURES =` and the summary. */
  private isOpen = false;
  /** pytest has begun: plug-ins may show failures before its own sections. */
  private isRunning = false;
  private failure: Failure | undefined;
  /** What a test printed is under way, and the place of its failure is still to come. */
  private isCaptured = false;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  line(text: string, number: number): void {
    if (isSectionsHead(text)) {
      this.close();
      this.isOpen = true;
      // Where failures are one line each no rule stands above them.
      this.failure = empty();
      return;
    }
    if (isSession(text)) this.isRunning = true;
    if (!this.isOpen && this.isRunning && isSectionHead(text)) this.isOpen = true;
    if (!this.isOpen) return;
    if (isSectionsEnd(text)) {
      this.close();
      this.isOpen = this.isRunning = false;
    } else if (isSectionHead(text)) {
      this.close();
      this.failure = empty();
    } else if (isCaptured(text)) {
      // What the test printed is no part of its failure. With `--tb=line` it stands above the place.
      if (this.failure?.frames.length === 0 && this.failure.errors.length > 0) this.isCaptured = true;
      else this.close();
    } else if (this.isCaptured) {
      if (!locationLine(text)?.isWhole || !this.failure) return;
      this.isCaptured = false;
      this.read(this.failure, text, number);
    } else if (this.failure) this.read(this.failure, text, number);
  }

  get isIdle(): boolean {
    return !this.isOpen;
  }

  end(): void {
    this.close();
    this.isOpen = false;
  }

  private read(failure: Failure, text: string, number: number): void {
    if (isChainLink(text)) {
      const cause = this.problem(failure);
      this.failure = empty(cause ? [{ ...cause, causes: [] }, ...cause.causes] : failure.causes);
      return;
    }
    const error = errorLine(text);
    if (error !== undefined) {
      if (failure.errors.length < MAX_MESSAGE_LINES) failure.errors.push(error);
      failure.endLine = number;
      return;
    }
    if (failure.errors.length === 0 && isExampleSide(text)) failure.isExample = true;
    if (failure.isExample && (isExampleSide(text) || text.startsWith('    '))) {
      if (failure.errors.length < MAX_MESSAGE_LINES) failure.errors.push(text);
      return;
    }
    const example = exampleCode(text);
    if (example !== undefined) failure.code = example;
    const marked = markedCode(text);
    if (marked) {
      failure.code = marked.code;
      failure.codeAt = marked.at;
      failure.carets = undefined;
      return;
    }
    const location = locationLine(text);
    if (location) {
      const place: Place = { file: location.file, line: location.line, name: location.name };
      if (location.name === undefined && failure.code !== undefined) {
        place.code = failure.code;
        if (failure.carets) place.carets = failure.carets;
      }
      failure.code = undefined;
      failure.carets = undefined;
      failure.type = location.type ?? failure.type;
      failure.endLine = number;
      pushFrame(failure.frames, place);
      if (location.isWhole) {
        this.close();
        this.failure = empty();
      }
      return;
    }
    const user = fixtureUser(text);
    if (user) {
      pushFrame(failure.frames, { ...user, name: undefined });
      failure.endLine = number;
      return;
    }
    const span = caretSpan(text);
    if (failure.code !== undefined) {
      if (span) failure.carets = { start: span.start - failure.codeAt, end: span.end - failure.codeAt };
      return;
    }
    // The line of a frame in short form stands below it.
    const last = failure.frames.at(-1);
    if (!last || last.name === undefined || failure.errors.length > 0 || !text.startsWith('    ')) return;
    if (last.code === undefined && !span) last.code = text.trim();
    else if (span && !last.carets) last.carets = { start: span.start - 4, end: span.end - 4 };
  }

  private close(): void {
    this.isCaptured = false;
    const failure = this.failure;
    this.failure = undefined;
    if (failure && failure.errors.length + failure.frames.length > 0) this.emit(() => this.problem(failure), failure.endLine);
  }

  private problem(failure: Failure): Problem | undefined {
    // An example that raises shows its traceback.
    if (failure.type === 'UnexpectedException') return undefined;
    const error = failure.isExample ? wrongExample(failure.errors, failure.frames[0]?.code) : reportedError(failure.errors, failure.type);
    if (!error || failure.frames.length === 0) return undefined;
    // A text that does not parse is in no frame: its own lines name the place.
    const frames = [...failure.frames, ...(error.place ? [{ ...error.place, name: undefined }] : [])].map((place) => this.frame(place));
    return toProblem(
      { source: 'python', errorType: error.type, message: error.message, frames, causes: failure.causes },
      this.context,
      () => 'python',
    );
  }

  private frame({ file, line, name, code, carets }: Place): Frame {
    const { path, own } = printedFile(file, this.context);
    const columns =
      code === undefined ? { start: 0, end: 0 } : carets ? caretColumns(code, carets, 'cells') : { start: 0, end: code.length };
    return {
      location: { path, range: lineRange(Math.max(0, line - 1), columns.start, columns.end) },
      ...(name !== undefined && !name.startsWith('<') ? { name } : {}),
      ...(code !== undefined ? { code } : {}),
      own,
    };
  }
}
