// Python text into tokens, one logical line at a time, tolerant of errors: what cannot be a token becomes one and is noted.

export type TokenType = 'name' | 'keyword' | 'number' | 'string' | 'op' | 'bad';

/** Offsets are UTF-16 code units into the text. */
export interface Token {
  readonly type: TokenType;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type LexFaultKind =
  | 'unterminated-string'
  | 'unterminated-triple'
  | 'bad-character'
  | 'bad-number'
  | 'bad-continuation'
  | 'unclosed-bracket'
  | 'unmatched-bracket'
  | 'mismatched-bracket';

export interface LexFault {
  readonly kind: LexFaultKind;
  /** Where the fault is: the offending character, the string's opening quote, the bracket never closed. */
  readonly at: number;
}

/** A statement line with all that its brackets and backslashes join to it. Blank and comment lines belong to none. */
export interface LogicalLine {
  /** Offset of the first physical line's first character. */
  readonly start: number;
  /** Leading white space. */
  readonly indent: string;
  readonly tokens: readonly Token[];
  /** Offset just after the line end that closes it. */
  readonly next: number;
  /** Offset behind the last character that had a say in the line, the text's end counted as one: what stands from here on may change, the line stays. */
  readonly read: number;
  /** The first fault, in the order in which CPython's tokenizer meets them. */
  readonly fault: LexFault | undefined;
}

export const KEYWORDS: ReadonlySet<string> = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);

/** Keywords that never stand inside brackets. */
const STATEMENT_ONLY: ReadonlySet<string> = new Set(
  'assert break class continue def del elif except finally global import nonlocal pass raise return try while with'.split(' '),
);

const OPERATORS = [
  '**=',
  '//=',
  '>>=',
  '<<=',
  '...',
  '!=',
  '->',
  ':=',
  '**',
  '//',
  '>>',
  '<<',
  '<=',
  '>=',
  '==',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '@=',
];
const BY_FIRST = new Map<string, string[]>();
for (const op of OPERATORS) BY_FIRST.set(op[0] ?? '', [...(BY_FIRST.get(op[0] ?? '') ?? []), op]);
const SINGLE = '+-*/%@&|^~<>()[]{},:.;=';
const OPEN = '([{';
const CLOSE = ')]}';

const NAME = /[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const STRING_START = /(?:[rRbBuUfFtT]|[rR][bBfFtT]|[bBfFtT][rR])?(?:'''|"""|'|")/y;
const NUMBER =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:(?:[0-9](?:_?[0-9])*)?\.[0-9](?:_?[0-9])*|[0-9](?:_?[0-9])*\.?)(?:[eE][+-]?[0-9](?:_?[0-9])*)?[jJ]?/y;
const BLANK = /[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|$)/y;

/** The logical line that begins at or after the physical line starting at `from`; undefined at the end of the text. */
export function lexLine(text: string, from: number): LogicalLine | undefined {
  let at = from;
  for (;;) {
    if (at >= text.length) return undefined;
    BLANK.lastIndex = at;
    const blank = BLANK.exec(text);
    if (!blank) break;
    at += blank[0].length;
    if (blank[0].length === 0) return undefined;
  }
  const start = at;
  while (at < text.length && (text[at] === ' ' || text[at] === '\t' || text[at] === '\f')) at++;
  const indent = text.slice(start, at);
  const tokens: Token[] = [];
  const open: Token[] = [];
  let fault: LexFault | undefined;
  let read = start;
  const note = (kind: LexFaultKind, where: number): void => {
    fault ??= { kind, at: where };
  };
  const push = (type: TokenType, end: number): Token => {
    const token = { type, text: text.slice(at, end), start: at, end };
    tokens.push(token);
    at = end;
    return token;
  };
  for (;;) {
    if (at >= text.length) {
      read = text.length + 1;
      break;
    }
    const c = text[at] ?? '';
    const code = text.charCodeAt(at);
    if (c === ' ' || c === '\t' || c === '\f') {
      at++;
      continue;
    }
    if (c === '\n' || c === '\r') {
      const lone = c === '\r' && text[at + 1] !== '\n';
      at += c === '\r' && !lone ? 2 : 1;
      read = Math.max(read, lone ? at + 1 : at);
      if (open.length === 0) break;
      continue;
    }
    if (c === '#') {
      while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
      continue;
    }
    if (c === '\\') {
      const next = text[at + 1];
      if (next === '\n') at += 2;
      else if (next === '\r') at += text[at + 2] === '\n' ? 3 : 2;
      else {
        note('bad-continuation', at);
        push('bad', at + 1);
      }
      continue;
    }
    STRING_START.lastIndex = at;
    if (c === "'" || c === '"' || (code < 128 && 'rRbBuUfFtT'.includes(c))) {
      const opening = STRING_START.exec(text);
      if (opening) {
        const formatted = /[fFtT]/.test(opening[0]) ? formattedEnd(text, at, opening[0]) : undefined;
        const closed = formatted ?? stringEnd(text, at, opening[0]);
        read = Math.max(read, formatted?.read ?? closed.end);
        if (!closed.ok) note(opening[0].endsWith('"""') || opening[0].endsWith("'''") ? 'unterminated-triple' : 'unterminated-string', at);
        push(closed.ok ? 'string' : 'bad', closed.end);
        continue;
      }
    }
    if ((code >= 48 && code <= 57) || (c === '.' && /[0-9]/.test(text[at + 1] ?? ''))) {
      NUMBER.lastIndex = at;
      const number = NUMBER.exec(text)?.[0] ?? c;
      const token = push('number', at + number.length);
      NAME.lastIndex = at;
      const tail = NAME.exec(text)?.[0];
      // CPython lets a keyword touch a number (`1if x else y`), with a warning.
      if (
        (tail && !/^(?:and|else|for|if|in|is|not|or)$/.test(tail)) ||
        /^0[0-9_]*[1-9][0-9_]*$/.test(token.text) ||
        /^[0-9]/.test(text[at] ?? '')
      )
        note('bad-number', token.start);
      continue;
    }
    NAME.lastIndex = at;
    const name = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || c === '_' || code > 127 ? NAME.exec(text)?.[0] : undefined;
    if (name) {
      push(KEYWORDS.has(name) ? 'keyword' : 'name', at + name.length);
      // No bracket can hold such a word: the parser ends here, so there is no need to read on to the end of the text.
      if (open.length > 0 && STATEMENT_ONLY.has(name)) {
        // The character behind a word, a pair at most, tells that it ends.
        read = Math.max(read, at + 2);
        break;
      }
      continue;
    }
    const long = BY_FIRST.get(c)?.find((op) => text.startsWith(op, at));
    if (long) {
      push('op', at + long.length);
      continue;
    }
    if (SINGLE.includes(c)) {
      const token = push('op', at + 1);
      if (OPEN.includes(c)) open.push(token);
      else if (CLOSE.includes(c)) {
        const last = open.pop();
        if (!last) note('unmatched-bracket', token.start);
        else if (OPEN.indexOf(last.text) !== CLOSE.indexOf(c)) note('mismatched-bracket', token.start);
      }
      continue;
    }
    note('bad-character', at);
    push('bad', at + (code >= 0xd800 && code < 0xdc00 ? 2 : 1));
  }
  const unclosed = open[open.length - 1];
  if (unclosed) note('unclosed-bracket', unclosed.start);
  return { start, indent, tokens, next: at, read, fault };
}

/** Where a string ends that opens at `at` with `opening` (prefix and quotes); an unterminated one ends with its line, a triple one with the text. */
export function stringEnd(text: string, at: number, opening: string): { readonly end: number; readonly ok: boolean } {
  const prefix = opening.replace(/['"]+$/, '');
  const quote = opening.slice(prefix.length);
  const triple = quote.length === 3;
  let i = at + opening.length;
  while (i < text.length) {
    const c = text[i];
    if (c === '\\') {
      i += text[i + 1] === '\r' && text[i + 2] === '\n' ? 3 : 2;
      continue;
    }
    if (!triple && (c === '\n' || c === '\r')) return { end: i, ok: false };
    if (c === quote[0] && (!triple || text.startsWith(quote, i))) return { end: i + quote.length, ok: true };
    i++;
  }
  return { end: Math.min(i, text.length), ok: false };
}

/** As `stringEnd` for an f-string, whose fields may hold strings with its own quotes since 3.12: `f"{d["key"]}"`. Only where it would end inside a field otherwise. */
function formattedEnd(text: string, at: number, opening: string): { readonly end: number; readonly ok: boolean; readonly read: number } {
  const plain = stringEnd(text, at, opening);
  const quote = opening.replace(/^[a-zA-Z]+/, '');
  let depth = 0;
  let i = at + opening.length;
  for (; i < text.length && (quote.length === 3 || (text[i] !== '\n' && text[i] !== '\r')); i++) {
    const c = text[i];
    if (depth === 0) {
      if (c === '\\') i++;
      else if (c === '{' && text[i + 1] === '{') i++;
      else if (c === '{') depth = 1;
      else if (text.startsWith(quote, i)) return { end: i + quote.length, ok: true, read: Math.max(plain.end, i + quote.length) };
    } else if (c === '{' || c === '[' || c === '(') depth++;
    else if (c === '}' || c === ']' || c === ')') depth--;
    else if (c === "'" || c === '"') {
      const inner = stringEnd(text, i, text.startsWith(c.repeat(3), i) ? c.repeat(3) : c);
      if (!inner.ok) return { ...plain, read: inner.end + 1 };
      i = inner.end - 1;
    }
  }
  return { ...plain, read: i + 1 };
}

/** A text that need not be in one piece. `slice` is that of strings. */
export interface Sliced {
  readonly length: number;
  slice(start: number, end: number): string;
}

/** Characters looked at first, behind what must be looked at. */
const AHEAD = 1_500;
const GROWTH = 8;

/** The logical lines that begin at or after the physical line starting at `from` and before `until`. Their offsets count from `from`. Of the text no more is put together than the lines need. */
export function lexBetween(text: Sliced, from: number, until: number): LogicalLine[] {
  for (let size = Math.max(0, until - from) + AHEAD; ; size *= GROWTH) {
    const part = text.slice(from, from + size);
    const lines: LogicalLine[] = [];
    for (let at = 0; ;) {
      const line = lexLine(part, at);
      if (!line || line.start >= until - from) return lines;
      if (line.read > part.length && from + size < text.length) break;
      lines.push(line);
      at = line.next;
    }
  }
}

/** As `lexLine`; the offsets of the line count from `from`. */
export function lexPart(text: Sliced, from: number, ahead = AHEAD): LogicalLine | undefined {
  for (let size = ahead; ; size *= GROWTH) {
    const part = text.slice(from, from + size);
    const line = lexLine(part, 0);
    if (from + size >= text.length || (line && line.read <= part.length)) return line;
  }
}

/** All logical lines of a text. */
export function lexAll(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  for (let line = lexLine(text, text.charCodeAt(0) === 0xfeff ? 1 : 0); line; line = lexLine(text, line.next)) lines.push(line);
  return lines;
}

/** CPython's two measures of an indentation: tabs to eight columns, and tabs as one. Where they disagree with a neighbour, that is a TabError. */
export function columns(indent: string): { readonly wide: number; readonly narrow: number } {
  let wide = 0;
  let narrow = 0;
  for (const c of indent) {
    if (c === '\t') wide = (Math.floor(wide / 8) + 1) * 8;
    else if (c === '\f') {
      wide = 0;
      narrow = -1;
    } else wide++;
    narrow++;
  }
  return { wide, narrow };
}
