// pytest's summary, `FAILED tests/test_a.py::test_b[case] - KeyError: 'price'`, where it stands alone: with `--tb=no` there is nothing else that tells of the failure.

import type { Problem } from '../../problem';
import { lineRange } from '../settle-columns';
import { toProblem, type Dialect, type DialectContext, type Emit, type LinesAbove, type Recogniser } from './dialect';
import { printedFile } from './own-code';
import { exceptionLine } from './python-lines';
import { lineOfText } from './line-of-text';

export const pytestSummary: Dialect = {
  id: 'pytest-summary',
  words: ['= FAILURES =', '= ERRORS =', '= short test summary info =', '= test session starts ='],
  start: (context, emit) => new PytestSummaryRecogniser(context, emit),
};

const ITEM = /^(?:FAILED|ERROR) (\S.*?\.py)(?:::(.+?))?(?: - (.+))?$/;
const MAX_ITEMS = 50;
/** `1 failed, 3 passed in 0.12s` without a frame of `=`. */
const END = /^\d+ (?:failed|passed|errors?|skipped|deselected|xfailed|xpassed|warnings?)\b/;
/** Lines of one item: on a build server all of its message is shown. */
const MAX_LINES = 200;
/** Above a summary the last failure is shown, by the line that names its place. */
const SHOWN = /^\S.*\.py:\d+: (?:in \S+|[A-Za-z_][\w.]*)$|^_{3,} .+ _{3,}$|^  File ".+", line \d+, in /;
const REACH = 64;

class PytestSummaryRecogniser implements Recogniser {
  /** The failures are told above, with their places. */
  private isTold = false;
  private isOpen = false;
  private items = 0;
  private last = 0;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  get isIdle(): boolean {
    return !this.isOpen;
  }

  line(text: string, number: number, above: LinesAbove): void {
    if (text.startsWith('=')) {
      if (text.includes('= test session starts =')) this.isTold = false;
      else if (/= (?:FAILURES|ERRORS) =/.test(text)) this.isTold = true;
      this.isOpen = text.includes('= short test summary info =') && !this.isTold && above.nearest((line) => SHOWN.test(line), REACH) === 0;
      this.items = 0;
      this.last = number;
      return;
    }
    const item = this.isOpen ? ITEM.exec(text) : null;
    if (!item) {
      if (number - this.last > MAX_LINES || END.test(text)) this.isOpen = false;
      return;
    }
    this.last = number;
    if (++this.items >= MAX_ITEMS) this.isOpen = false;
    this.emit(() => this.problem(item), number);
  }

  private problem([, file = '', names = '', said]: RegExpExecArray): Problem | undefined {
    const name = names.replace(/\[.*$/s, '').split('::').at(-1) ?? '';
    const error = exceptionLine(said ?? '');
    const { path, own } = printedFile(file, this.context);
    const line = name === '' ? 0 : lineOfText(this.context, path, new RegExp(`^\\s*(?:async )?def ${name.replace(/\W/g, '')}\\(`));
    const frame = { location: { path, range: lineRange(line, 0, 0) }, own, ...(name === '' ? {} : { name }) };
    return toProblem(
      {
        source: 'python',
        errorType: error?.type ?? 'AssertionError',
        message: error ? (error.message ?? '') : (said ?? 'the test failed'),
        frames: [frame],
        causes: [],
      },
      this.context,
      () => 'python',
    );
  }

  end(): void {
    this.isOpen = false;
  }
}
