// Vitest: ` FAIL  file > suite > test`, the error, then frames as ` ❯ name file:4:23` with the source below the first.

import { MAX_MESSAGE_LINES, pushFrame, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import type { StackFrame } from './javascript-lines';
import { testProblem } from './test-failure';

export const vitest: Dialect = { id: 'vitest', words: ['FAIL  ', '⎯⎯⎯⎯'], start: (context, emit) => new VitestRecogniser(context, emit) };

/** In colour a project's name stands between spaces, else between bars. */
const HEAD = /^\s*FAIL {2,3}(?:\|[^|]{1,100}\| )?\S/;
/** An error outside of a test. */
const OUTSIDE = /^⎯+ (?:Uncaught Exception|Unhandled (?:Error|Rejection)) ⎯+$/;
const FRAME = /^\s*❯ (?:(\S.{0,300}?) )?(\S.{0,1000}?):(\d{1,7}):(\d{1,7})$/;
/** Lines of one failure above its frames; beyond them it was none. */
const MAX_LINES = 2_000;
const RULER = /^⎯+(?:\[\d+\/\d+\]⎯*)?$/;
/** The source below the first frame. */
const SOURCE = /^\s*(?:\d+\s*)?\|/;

class VitestRecogniser implements Recogniser {
  private failure: { message: string[]; frames: StackFrame[]; readonly since: number; endLine: number } | undefined;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  line(text: string, number: number): void {
    if (HEAD.test(text) || OUTSIDE.test(text)) {
      // Tests that fail alike stand together above one error.
      if (this.failure && this.failure.message.length > 0) this.close();
      this.failure = { message: [], frames: [], since: number, endLine: number };
      return;
    }
    const { failure } = this;
    if (!failure) return;
    if (failure.frames.length === 0 && number - failure.since > MAX_LINES) {
      this.failure = undefined;
      return;
    }
    if (RULER.test(text)) {
      this.close();
      return;
    }
    const frame = FRAME.exec(text);
    if (frame) {
      const [, name, file = '', line, column] = frame;
      pushFrame(failure.frames, { file, line: Number(line), column: Number(column), name });
      failure.endLine = number;
    } else if (failure.frames.length === 0) {
      if (failure.message.length < MAX_MESSAGE_LINES) failure.message.push(text);
    } else if (text.trim() !== '' && !SOURCE.test(text)) this.close();
  }

  get isIdle(): boolean {
    return !this.failure;
  }

  end(): void {
    this.close();
  }

  private close(): void {
    const { failure } = this;
    this.failure = undefined;
    if (!failure || failure.frames.length === 0) return;
    this.emit(() => testProblem(failure, this.context), failure.endLine);
  }
}
