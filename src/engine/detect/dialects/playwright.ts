// Playwright's test runner where a failure has no stack: `1) tests/a.spec.ts:8:3 › cart › slow ──`, then `Test timeout of 200ms exceeded.`

import { anyLanguageOf } from '../../language';
import type { Problem } from '../../problem';
import { lineRange } from '../settle-columns';
import { toProblem, type Dialect, type DialectContext, type Emit, type LinesAbove, type Recogniser } from './dialect';
import { printedFile } from './own-code';

export const playwright: Dialect = {
  id: 'playwright',
  words: ['Test timeout of '],
  start: (context, emit) => new PlaywrightRecogniser(context, emit),
};

const TIMEOUT = /^ {4}(Test timeout of \d+ms exceeded.*)$/;
const HEAD = /^ {2}\d+\) (?:\[[^\]]+\] › )?(\S.*\.[cm]?[jt]sx?):(\d+):(\d+) › (.+?) ─+$/;
/** Lines between a test's head and what is said of it. */
const REACH = 4;

class PlaywrightRecogniser implements Recogniser {
  readonly isIdle = true;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  line(text: string, number: number, above: LinesAbove): void {
    const message = TIMEOUT.exec(text)?.[1];
    const distance = message === undefined ? 0 : above.nearest((line) => HEAD.test(line), REACH);
    const head = distance > 0 ? HEAD.exec(above.at(distance)) : null;
    if (message === undefined || !head) return;
    this.emit(() => this.problem(head, message), number);
  }

  private problem([, file = '', line, column, name = '']: RegExpExecArray, message: string): Problem | undefined {
    const { path, own } = printedFile(file, this.context);
    const at = Math.max(0, Number(column) - 1);
    const frame = { location: { path, range: lineRange(Number(line) - 1, at, at) }, name, own };
    return toProblem(
      { source: 'node', errorType: 'Error', message, frames: [frame], causes: [] },
      this.context,
      (place) => anyLanguageOf(place) ?? 'typescript',
    );
  }

  end(): void {
    // Every line is whole by itself.
  }
}
