// Jest's failed expectations: `● suite › test`, what was expected and what came, the source, the stack. Errors that were thrown print a stack that `javascript.ts` reads.

import { MAX_MESSAGE_LINES, pushFrame, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import { isNamedHeader, stackLine, type StackFrame } from './javascript-lines';
import { testProblem } from './test-failure';

export const jest: Dialect = { id: 'jest', words: ['  ● '], start: (context, emit) => new JestRecogniser(context, emit) };

const HEAD = /^ {2,4}● \S/;
/** Lines of one failure above its stack; beyond them it was none. */
const MAX_LINES = 2_000;
const SOURCE = /^\s*(?:>\s*)?(?:\d+\s*)?\|/;

class JestRecogniser implements Recogniser {
  private failure: { message: string[]; frames: StackFrame[]; isShown: boolean; readonly since: number; endLine: number } | undefined;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  line(text: string, number: number): void {
    if (HEAD.test(text)) {
      this.close();
      this.failure = { message: [], frames: [], isShown: false, since: number, endLine: number };
      return;
    }
    const { failure } = this;
    if (!failure) return;
    if (failure.frames.length === 0 && number - failure.since > MAX_LINES) {
      this.failure = undefined;
      return;
    }
    // The runner's own error tells of a test that took too long; where that stands tells its cause.
    if (text.trim() === 'Cause:' && failure.frames.length > 0 && failure.frames.every(({ file }) => file.includes('node_modules/'))) {
      failure.frames = [];
      failure.isShown = true;
      return;
    }
    const stack = stackLine(text);
    if (stack) {
      if (stack.frame) pushFrame(failure.frames, stack.frame);
      failure.endLine = number;
    } else if (SOURCE.test(text)) failure.isShown = true;
    else if (failure.frames.length > 0) {
      if (text.trim() !== '') this.close();
    } else if (!failure.isShown && failure.message.length < MAX_MESSAGE_LINES) failure.message.push(text);
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
    const first = failure?.message.find((line) => line.trim() !== '');
    if (!failure || first === undefined || failure.frames.length === 0 || isNamedHeader(first)) return;
    const isMissing = first.trim().startsWith('Cannot find module ');
    this.emit(() => testProblem(failure, this.context, isMissing ? 'MODULE_NOT_FOUND' : 'JestAssertionError'), failure.endLine);
  }
}
