// Logs of one JSON object a line (structlog, python-json-logger, pino, winston, Docker): a traceback stands in one of its texts, with `\n` for its line ends.

import { stripVTControlCharacters } from 'node:util';
import type { Dialect, DialectContext, Emit, Recogniser } from './dialect';
import { Feed } from './feed';
import { javascript } from './javascript';
import { python } from './python';

export const jsonLog: Dialect = {
  id: 'json-log',
  words: ['Traceback (most recent', String.raw`\n    at `],
  start: (context, emit) => new JsonLogRecogniser(context, emit),
};

const MAY_HOLD_STACK = /Traceback \(most recent call last\)|\\n {4}at /;
const IN_TEXTS: readonly Dialect[] = [python, javascript];
/** Texts of one object, and how deep they stand, beyond which it is data. */
const MAX_TEXTS = 200;
const MAX_DEPTH = 6;

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
    for (const stack of textsIn(value)) {
      if (!stack.includes('\n')) continue;
      const feed = new Feed(IN_TEXTS, this.context, (problem, _endLine, survived) => this.emit(problem, number, survived));
      // A program that colours its stacks colours them in its log, too.
      const lines = stripVTControlCharacters(stack)
        .split(/\r?\n/)
        .map((line) => `${line.trimEnd()}\n`);
      feed.read(lines.join(''), lines.length);
      feed.end();
    }
  }

  /** Every line is whole by itself. */
  readonly isIdle = true;

  end(): void {
    // Nothing is under way.
  }
}

function textsIn(value: unknown): string[] {
  const found: string[] = [];
  const visit = (one: unknown, depth: number): void => {
    if (found.length >= MAX_TEXTS || depth > MAX_DEPTH) return;
    if (typeof one === 'string') found.push(one);
    else if (typeof one === 'object' && one !== null) for (const inner of Object.values(one)) visit(inner, depth + 1);
  };
  visit(value, 0);
  return found;
}
