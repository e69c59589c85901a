// Finds the simple statement at a syntax error that begins with a certain word.

import type { SourceText } from '../../../../syntax/source-text';
import type { Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from './error-site';

/** What is asked of the place: of the one that fails, or of another line of the file that was written alike. */
export type Place = Pick<ErrorSite, 'text' | 'source' | 'broken' | 'reach'>;

export interface StatementAt {
  /** The word itself. */
  readonly word: Token;
  /** All behind it up to the statement's end. */
  readonly tokens: readonly Token[];
  /** Offset behind the last of them. */
  readonly end: number;
}

/** The last statement that begins with `word` at or before the error, on the broken logical line; undefined where there is none. */
export function statementAt(site: Place, word: string): StatementAt | undefined {
  const line = site.broken;
  if (!line) return undefined;
  const { tokens } = line;
  let found = -1;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token || token.start > site.reach) break;
    const before = tokens[i - 1];
    if (token.text === word && (!before || before.text === ':' || before.text === ';' || before.text === 'else')) found = i;
  }
  const start = tokens[found];
  if (!start) return undefined;
  const rest: Token[] = [];
  let depth = 0;
  const lastLine = endLine(site, tokens, found);
  for (const token of tokens.slice(found + 1)) {
    if (token.type === 'op' && '([{'.includes(token.text)) depth++;
    else if (token.type === 'op' && ')]}'.includes(token.text)) depth--;
    if ((token.text === ';' && depth === 0) || token.start > lastLine) break;
    rest.push(token);
  }
  const last = rest[rest.length - 1];
  return { word: start, tokens: rest, end: last?.end ?? start.end };
}

const lineEnd = (source: SourceText, line: number): number => (source.lineStarts[line] ?? source.text.length) + source.line(line).length;

/** Where brackets are not closed, the statement is taken to end with its physical line. */
function endLine({ source }: Place, tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (const token of tokens.slice(from)) {
    if (token.type !== 'op') continue;
    if ('([{'.includes(token.text)) depth++;
    else if (')]}'.includes(token.text)) depth--;
  }
  return depth === 0 ? Infinity : lineEnd(source, source.lineOf(tokens[from]?.start ?? 0));
}
