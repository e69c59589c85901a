// Playwright's test runner where an error has no stack of its own, as a test that took too long: `1) tests/a.spec.ts:8:3 › cart › slow ──`, then what happened.

import { lineRange } from '../settle-columns';
import { anyLanguageOf } from '../../language';
import { MAX_MESSAGE_LINES, toProblem, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import { stackLine } from './javascript-lines';
import { printedFile } from './own-code';

export const playwright: Dialect = { id: 'playwright', words: [' › '], start: (context, emit) => new PlaywrightRecogniser(context, emit) };

const HEAD = /^ {2}\d+\) (?:\[[^\]]+\] › )?(\S.*\.[cm]?[jt]sx?):(\d+):(\d+) › (.+?) ─+$/;

class PlaywrightRecogniser implements Recogniser {
  private failure:
    | {
        readonly file: string;
        readonly line: number;
        readonly column: number;
        readonly name: string;
        readonly message: string[];
        endLine: number;
      }
    | undefined;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  get isIdle(): boolean {
    return !this.failure;
  }

  line(text: string, number: number): void {
    const head = HEAD.exec(text);
    if (head) {
      this.close();
      const [, file = '', line, column, name = ''] = head;
      this.failure = { file, line: Number(line), column: Number(column), name, message: [], endLine: number };
      return;
    }
    const { failure } = this;
    if (!failure) return;
    // An error with a stack is read by it.
    if (stackLine(text)) this.failure = undefined;
    else if (/^ {4}(?:Error Context: |attachment #|Retry #)/.test(text) || !/^(?: {4}|$)/.test(text)) this.close();
    else if (/^ {4}[^\s>]/.test(text) && failure.message.length < MAX_MESSAGE_LINES) {
      failure.message.push(text.trim());
      failure.endLine = number;
    }
  }

  end(): void {
    this.close();
  }

  private close(): void {
    const { failure } = this;
    this.failure = undefined;
    if (!failure || failure.message.length === 0) return;
    const { path, own } = printedFile(failure.file, this.context);
    const at = Math.max(0, failure.column - 1);
    const frame = { location: { path, range: lineRange(failure.line - 1, at, at) }, name: failure.name, own };
    const problem = toProblem(
      { source: 'node', errorType: 'Error', message: failure.message.join('\n'), frames: [frame], causes: [] },
      this.context,
      (file) => anyLanguageOf(file) ?? 'typescript',
    );
    if (problem) this.emit(problem, failure.endLine);
  }
}
