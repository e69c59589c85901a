// Logs of one JSON object a line (structlog, python-json-logger, pino, winston, Docker): a traceback stands in one of its texts, with `\n` for its line ends,
// or its frames are objects.

import type { Dialect, DialectContext, Emit, Recogniser } from './dialect';
import { errorsIn } from './error-events';

export const jsonLog: Dialect = {
  id: 'json-log',
  words: ['Traceback (most recent', String.raw`\n    at `, String.raw`\n\tat `, '"lineno":', '"stackTrace":', '"stack":'],
  start: (context, emit) => new JsonLogRecogniser(context, emit),
};

const MAY_HOLD_STACK = /Traceback \(most recent call last\)|\\n(?: {4}|\\t)at |"lineno":|"stack(?:Trace)?":\s*\[/;

class JsonLogRecogniser implements Recogniser {
  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  line(text: string, number: number): void {
    // What stands before the object is the collector's.
    const begin = text.endsWith('}') ? text.indexOf('{') : -1;
    if (begin < 0 || !MAY_HOLD_STACK.test(text)) return;
    let value: unknown;
    try {
      value = JSON.parse(text.slice(begin));
    } catch {
      return;
    }
    errorsIn(value, this.context, this.emit, number);
  }

  /** Every line is whole by itself. */
  readonly isIdle = true;

  end(): void {
    // Nothing is under way.
  }
}
