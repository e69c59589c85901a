// doctest: an example that gives something else than its text says. One that raises prints a traceback, which `python.ts` reads.

import type { Problem } from '../../problem';
import { lineRange } from '../settle-columns';
import { MAX_MESSAGE_LINES, toProblem, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import { printedFile } from './own-code';

export const doctest: Dialect = {
  id: 'doctest',
  words: ['********************'],
  start: (context, emit) => new DoctestRecogniser(context, emit),
};

const RULE = /^\*{20,}$/;
const PLACE = /^File "(.+)", line (\d+), in (\S+)$/;
const PARTS: ReadonlySet<string> = new Set(['Failed example:', 'Expected:', 'Expected nothing', 'Got:', 'Got nothing']);

interface Failure {
  readonly file: string;
  /** One-based. */
  readonly line: number;
  readonly name: string;
  code: string;
  readonly lines: string[];
  endLine: number;
}

class DoctestRecogniser implements Recogniser {
  private failure: Failure | undefined;
  private isAfterRule = false;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  get isIdle(): boolean {
    return !this.isAfterRule && !this.failure;
  }

  line(text: string, number: number): void {
    if (text.startsWith('*') && RULE.test(text)) {
      this.close();
      this.isAfterRule = true;
      return;
    }
    const place = this.isAfterRule ? PLACE.exec(text) : null;
    this.isAfterRule = false;
    if (place) this.failure = { file: place[1] ?? '', line: Number(place[2]), name: place[3] ?? '', code: '', lines: [], endLine: number };
    const { failure } = this;
    if (!failure || place) return;
    if (!PARTS.has(text) && !text.startsWith('    ')) {
      // `Exception raised:` is told by its traceback.
      if (text.startsWith('Exception raised')) this.failure = undefined;
      else this.close();
      return;
    }
    if (text !== 'Failed example:') {
      if (failure.lines.length === 0 && failure.code === '' && text.startsWith('    ')) failure.code = text.trim();
      else if (failure.lines.length < MAX_MESSAGE_LINES) failure.lines.push(text);
    }
    failure.endLine = number;
  }

  end(): void {
    this.close();
  }

  private close(): void {
    const { failure } = this;
    this.failure = undefined;
    if (failure?.lines.some((line) => line.startsWith('Got'))) this.emit(() => this.problem(failure), failure.endLine);
  }

  private problem(failure: Failure): Problem | undefined {
    const { path, own } = printedFile(failure.file, this.context);
    const frame = {
      location: { path, range: lineRange(Math.max(0, failure.line - 1), 0, failure.code.length) },
      name: failure.name,
      own,
    };
    const message = [`doctest: ${failure.code}`, ...failure.lines].join('\n');
    return toProblem({ source: 'python', errorType: 'AssertionError', message, frames: [frame], causes: [] }, this.context, () => 'python');
  }
}
