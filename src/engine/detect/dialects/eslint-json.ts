// ESLint's JSON: all files in one line. It is read piece by piece, so that a line that was cut still gives what stands before the cut.

import { signatureOf } from '../signature';
import { isPlace, lineRange } from '../settle-columns';
import { anyLanguageOf } from '../../language';
import type { Problem } from '../../problem';
import type { Dialect, DialectContext, Emit, Recogniser } from './dialect';
import { printedFile } from './own-code';

export const eslintJson: Dialect = {
  id: 'eslint-json',
  words: ['[{"ruleId":'],
  start: (context, emit) => new EslintJsonRecogniser(context, emit),
};

const TEXT = String.raw`"((?:[^"\\]|\\.){0,2000})"`;
const FILE = new RegExp(String.raw`"filePath":${TEXT},"messages":\[`, 'y');
const MESSAGE = new RegExp(
  String.raw`\{"ruleId":(?:${TEXT}|null),(?:"fatal":true,)?"severity":([12]),"message":${TEXT},"line":(\d{1,7}),"column":(\d{1,7})(?:,"nodeType":[^,]{1,100})?(?:,"messageId":${TEXT})?(?:,"endLine":(\d{1,7}),"endColumn":(\d{1,7}))?`,
  'y',
);
const MAX_MESSAGES = 200;

class EslintJsonRecogniser implements Recogniser {
  readonly isIdle = true;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  line(text: string, number: number): void {
    let file = '';
    let messages = 0;
    for (let at = 0; at < text.length && messages < MAX_MESSAGES;) {
      const next = nearest(text.indexOf('"filePath":', at), text.indexOf('{"ruleId":', at));
      if (next < 0) return;
      FILE.lastIndex = MESSAGE.lastIndex = next;
      const named = FILE.exec(text);
      const message = named ? null : MESSAGE.exec(text);
      if (named) file = plain(named[1] ?? '');
      else if (message) {
        messages++;
        const printed = file;
        this.emit(() => this.problem(printed, message), number);
      }
      at = next + (named?.[0].length ?? message?.[0].length ?? 1);
    }
  }

  end(): void {
    // Every line is whole by itself.
  }

  private problem(
    printed: string,
    [, rule, severity, message = '', row, column, , endRow, endColumn]: RegExpExecArray,
  ): Problem | undefined {
    const { path, own } = printedFile(printed, this.context);
    const language = anyLanguageOf(path);
    const start = Math.max(0, Number(column) - 1);
    const range = lineRange(Number(row) - 1, start, endRow === row && endColumn !== undefined ? Number(endColumn) - 1 : start);
    if (language === undefined || !isPlace(range)) return undefined;
    const said = plain(message);
    const errorType = rule ?? 'SyntaxError';
    const told = rule === undefined ? said.replace(/^Parsing error: /, '') : said;
    return {
      origin: this.context.origin,
      language,
      source: 'eslint',
      errorType,
      message: told,
      signature: signatureOf(errorType, told),
      location: { path, range },
      severity: severity === '2' ? 'error' : 'warning',
      frames: [{ location: { path, range }, own }],
      causes: [],
      ...(this.context.command ? { command: this.context.command } : {}),
      related: [],
    };
  }
}

const nearest = (a: number, b: number): number => (a < 0 ? b : b < 0 ? a : Math.min(a, b));

function plain(escaped: string): string {
  try {
    return String(JSON.parse(`"${escaped}"`));
  } catch {
    return escaped;
  }
}
