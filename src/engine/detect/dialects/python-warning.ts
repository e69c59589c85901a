// Warnings of Python that tell a mistake: `app.py:5: RuntimeWarning: coroutine 'save' was never awaited`, then the line. The program goes on.

import type { Problem } from '../../problem';
import { lineRange } from '../settle-columns';
import { toProblem, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import { printedFile } from './own-code';

export const pythonWarning: Dialect = {
  id: 'python-warning',
  words: [': RuntimeWarning: coroutine ', ': SyntaxWarning: '],
  start: (context, emit) => new PythonWarningRecogniser(context, emit),
};

const HEAD = /^\s*(\S.{0,1000}?\.py):(\d{1,7}): (RuntimeWarning|SyntaxWarning): (\S.*)$/;

interface Warning {
  readonly file: string;
  /** One-based. */
  readonly line: number;
  readonly type: string;
  readonly message: string;
  readonly endLine: number;
}

class PythonWarningRecogniser implements Recogniser {
  private warning: Warning | undefined;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  get isIdle(): boolean {
    return !this.warning;
  }

  line(text: string, number: number): void {
    const before = this.warning;
    this.warning = undefined;
    if (before) this.show(before, /^ {2,}\S/.test(text) ? text.trim() : undefined);
    const head = HEAD.exec(text);
    if (!head) return;
    const [, file = '', line, type = '', message = ''] = head;
    if (type === 'SyntaxWarning' || message.endsWith('was never awaited'))
      this.warning = { file, line: Number(line), type, message, endLine: number };
  }

  end(): void {
    if (this.warning) this.show(this.warning, undefined);
    this.warning = undefined;
  }

  private show(warning: Warning, code: string | undefined): void {
    this.emit(() => this.problem(warning, code), warning.endLine, true);
  }

  private problem({ file, line, type, message }: Warning, code: string | undefined): Problem | undefined {
    const { path, own } = printedFile(file, this.context);
    const location = { path, range: lineRange(line - 1, 0, code?.length ?? 0) };
    const frame = { location, own, ...(code === undefined ? {} : { code }) };
    const problem = toProblem({ source: 'python', errorType: type, message, frames: [frame], causes: [] }, this.context, () => 'python');
    return problem && { ...problem, severity: 'warning' };
  }
}
