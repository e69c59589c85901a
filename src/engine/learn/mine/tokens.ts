// A text as tokens with matched delimiters and the role of each place: what rules are learned from and matched on. It needs no whole
// program: a line out of the middle of a file, or code that does not parse, has tokens all the same.

import { isScript, type HealedLanguageId } from '../../language';

/** Where a token stands. `text`: comments, docstrings and prose; `string`: inside a string literal. */
export type Zone = 'code' | 'string' | 'text';

export type TokenKind = 'name' | 'keyword' | 'number' | 'prefix' | 'quote' | 'word' | 'mark' | 'operator' | 'open' | 'close';

/** What a place in code is for. A name that is imported is not the name that is called. */
export type Role = 'value' | 'module' | 'import' | 'type' | 'parameter' | 'definition' | 'text' | 'string';

/** Offsets are UTF-16 code units of the text. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly zone: Zone;
  role: Role;
  readonly start: number;
  readonly end: number;
  /** White space in front of it, line ends included. */
  readonly gap: string;
  /** It begins a line that no bracket keeps open: a statement's edge. */
  first: boolean;
  /** Index of the token that closes what this one opens, or opens what it closes; -1 without a partner. */
  partner: number;
}

const PYTHON_KEYWORDS = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);
const SCRIPT_KEYWORDS = new Set(
  'abstract as async await break case catch class const continue debugger declare default delete do else enum export extends false finally for from function if implements import in instanceof interface let new null of private protected public readonly return static super switch this throw true try typeof undefined var void while yield'.split(
    ' ',
  ),
);

const OPERATORS =
  /(?:>>>=|\.\.\.|===|!==|\*\*=|\/\/=|<<=|>>=|&&=|\|\|=|\?\?=|=>|->|==|!=|<=|>=|&&|\|\||\?\?|\?\.|\*\*|\+\+|--|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|:=|[^\s\w])/y;
const NAME = /[\p{L}\p{Nl}$_][\p{L}\p{Nl}\p{Mn}\p{Nd}$_]*/uy;
const NUMBER = /(?:0[xXoObB][\da-fA-F_]+n?|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?[jJn]?)/y;
const PYTHON_STRING = /(?:[rRbBuUfF]{0,2})("""|'''|"|')/y;
/** A word of prose or of a string, or one mark. */
const WORD = /[\p{L}\p{N}_$]+|\\.|[^\s]/uy;
const PART = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\d+|[_$]+|[^\p{Lu}\p{Ll}\d_$]+/gu;
const NUMBER_PART = /\.?\d+|[^\d.]+|\./g;
const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '>': '<' };

/** A token's length, at most: beyond, a line is data. */
const MAX_TOKENS = 200_000;

export interface Lexed {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** White space behind the last token. */
  readonly tail: string;
}

/** `parts`: names and words are split where their humps and underscores are, `getUserName` into get, User, Name; numbers at their point. Pure; never throws. */
export function lex(language: HealedLanguageId, text: string, parts = false): Lexed {
  const script = isScript(language);
  const tokens: Token[] = [];
  let end = 0;
  const push = (kind: TokenKind, start: number, stop: number, zone: Zone): void => {
    const add = (a: number, b: number): void => {
      tokens.push({
        kind,
        text: text.slice(a, b),
        zone,
        role: zone === 'code' ? 'value' : zone,
        start: a,
        end: b,
        gap: text.slice(end, a),
        first: false,
        partner: -1,
      });
      end = b;
    };
    if (parts && (kind === 'name' || kind === 'word' || kind === 'number') && stop - start > 1) {
      for (const part of text.slice(start, stop).matchAll(kind === 'number' ? NUMBER_PART : PART))
        add(start + part.index, start + part.index + part[0].length);
    } else add(start, stop);
  };
  const words = (from: number, to: number, zone: Zone): void => {
    const first = tokens.length;
    WORD.lastIndex = from;
    while (WORD.lastIndex < to) {
      const at = WORD.lastIndex;
      const match = WORD.exec(text);
      if (!match || match.index !== at) {
        WORD.lastIndex = at + 1;
        continue;
      }
      const stop = Math.min(at + match[0].length, to);
      const mark = text.slice(at, stop);
      push(
        /^[\p{L}\p{N}_$]/u.test(mark) ? 'word' : '([{'.includes(mark) ? 'open' : ')]}'.includes(mark) ? 'close' : 'mark',
        at,
        stop,
        zone,
      );
      WORD.lastIndex = stop;
    }
    pairUp(tokens, first);
  };
  const comment = (start: number, open: number, stop: number, close = 0): void => {
    push('quote', start, start + open, 'text');
    words(start + open, stop - close, 'text');
    if (close > 0) push('quote', stop - close, stop, 'text');
  };
  const lineEnd = (from: number): number => {
    const at = text.slice(from).search(/[\r\n]/);
    return at < 0 ? text.length : from + at;
  };
  /** A string from its opening quote; returns where it ends. Ends with the line where it is not closed. */
  const string = (start: number, prefix: number, quote: string): number => {
    const from = start + prefix + quote.length;
    const long = quote.length === 3 || quote === '`';
    let at = from;
    let closed = false;
    while (at < text.length) {
      const c = text[at];
      if (c === '\\') at += 2;
      else if (text.startsWith(quote, at)) {
        closed = true;
        break;
      } else if (!long && (c === '\n' || c === '\r')) break;
      else at++;
    }
    at = Math.min(at, text.length);
    const docstring = quote.length === 3 && /[\r\n]/.test(text.slice(from, at));
    const zone: Zone = docstring ? 'text' : 'string';
    if (prefix > 0) push('prefix', start, start + prefix, 'string');
    const open = tokens.length;
    push('quote', start + prefix, from, 'string');
    words(from, at, zone);
    if (!closed) return at;
    push('quote', at, at + quote.length, 'string');
    const [first, last] = [tokens[open], tokens[tokens.length - 1]];
    if (first && last) [first.partner, last.partner] = [tokens.length - 1, open];
    return at + quote.length;
  };

  let at = 0;
  while (at < text.length && tokens.length < MAX_TOKENS) {
    const c = text[at] ?? '';
    if (/\s/.test(c)) {
      at++;
      continue;
    }
    if (!script && c === '#') {
      const stop = lineEnd(at);
      comment(at, 1, stop);
      at = stop;
      continue;
    }
    if (script && text.startsWith('//', at)) {
      const stop = lineEnd(at);
      comment(at, 2, stop);
      at = stop;
      continue;
    }
    if (script && text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      const stop = close < 0 ? text.length : close + 2;
      comment(at, 2, stop, close < 0 ? 0 : 2);
      at = stop;
      continue;
    }
    // A line out of the middle of a block comment.
    if (
      script &&
      c === '*' &&
      /(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, at - 200), at)) &&
      /^\*(?:[ \t/]|$)/m.test(text.slice(at, at + 2))
    ) {
      const stop = lineEnd(at);
      comment(at, 1, stop);
      at = stop;
      continue;
    }
    if (!script) {
      PYTHON_STRING.lastIndex = at;
      const match = PYTHON_STRING.exec(text);
      if (match?.[1] !== undefined) {
        at = string(at, match[0].length - match[1].length, match[1]);
        continue;
      }
    } else if (c === '"' || c === "'" || c === '`') {
      at = string(at, 0, c);
      continue;
    }
    NAME.lastIndex = at;
    const name = NAME.exec(text);
    if (name) {
      const stop = at + name[0].length;
      push((script ? SCRIPT_KEYWORDS : PYTHON_KEYWORDS).has(name[0]) ? 'keyword' : 'name', at, stop, 'code');
      at = stop;
      continue;
    }
    NUMBER.lastIndex = at;
    const number = /[\d.]/.test(c) && /\d/.test(text.slice(at, at + 2)) ? NUMBER.exec(text) : null;
    if (number) {
      push('number', at, at + number[0].length, 'code');
      at += number[0].length;
      continue;
    }
    OPERATORS.lastIndex = at;
    const operator = OPERATORS.exec(text)?.[0] ?? c;
    const kind: TokenKind = '([{'.includes(operator) ? 'open' : ')]}'.includes(operator) ? 'close' : 'operator';
    push(kind, at, at + operator.length, 'code');
    at += operator.length;
  }
  const lexed: Lexed = { text, tokens, tail: text.slice(end) };
  if (script) markGenerics(tokens);
  pairUp(tokens, 0, 'code');
  markLines(tokens, script);
  markProse(tokens);
  if (!script) markPython(tokens);
  else markScript(tokens);
  return lexed;
}

/** `Map<string, Item[]>`: angle brackets behind a name that hold nothing but types are brackets. */
function markGenerics(tokens: Token[]): void {
  tokens.forEach((token, i) => {
    if (token.text !== '<' || token.gap !== '' || token.zone !== 'code' || tokens[i - 1]?.kind !== 'name') return;
    const open: number[] = [i];
    for (let k = i + 1; k < Math.min(tokens.length, i + 60); k++) {
      const next = tokens[k];
      if (!next || (next.zone === 'code' && !/^(?:[\w$]+|[<>.,|&?:;()[\]{}]|=>)$/u.test(next.text))) return;
      if (next.text === ';' && tokens.slice(i, k).every(({ text }) => text !== '{')) return;
      if (next.text === '<') open.push(k);
      if (next.text !== '>') continue;
      const from = open.pop();
      if (from !== undefined) {
        tokens[from] = { ...(tokens[from] ?? next), kind: 'open' };
        tokens[k] = { ...next, kind: 'close' };
      }
      if (open.length === 0) return;
    }
  });
}

/** Brackets of code with brackets of code; those of a string or comment, from token `from` on, only with each other. */
function pairUp(tokens: readonly Token[], from: number, zone?: Zone): void {
  const stack: number[] = [];
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token || (zone !== undefined && token.zone !== zone)) continue;
    if (token.kind === 'open') stack.push(i);
    if (token.kind !== 'close') continue;
    const top = stack[stack.length - 1];
    const open = top === undefined ? undefined : tokens[top];
    if (open?.text === CLOSES[token.text] && top !== undefined && open) {
      stack.pop();
      [open.partner, token.partner] = [i, top];
    } else if (stack.some((at) => tokens[at]?.text === CLOSES[token.text])) {
      while (stack.length > 0 && tokens[stack[stack.length - 1] ?? 0]?.text !== CLOSES[token.text]) stack.pop();
      const at = stack.pop();
      const found = at === undefined ? undefined : tokens[at];
      if (found && at !== undefined) [found.partner, token.partner] = [i, at];
    }
  }
}

/** A line's first token is a statement's edge unless a bracket is open; braces of scripts hold statements. */
function markLines(tokens: readonly Token[], script: boolean): void {
  const closes: number[] = [];
  tokens.forEach((token, i) => {
    while (closes.length > 0 && (closes[closes.length - 1] ?? 0) <= i) closes.pop();
    if (closes.length === 0 && (i === 0 || /[\r\n]/.test(token.gap))) token.first = true;
    if (token.partner <= i) return;
    if (token.kind === 'quote' || (token.kind === 'open' && !(script && token.text === '{'))) closes.push(token.partner);
  });
}

/** Lines of plain words: a docstring's line seen without its quotes. No statement has two names side by side. */
function markProse(tokens: readonly Token[]): void {
  let from = 0;
  for (let i = 1; i <= tokens.length; i++) {
    const token = tokens[i];
    if (token && !/[\r\n]/.test(token.gap)) continue;
    const line = tokens.slice(from, i).filter(({ zone }) => zone === 'code');
    from = i;
    let runs = 0;
    for (let k = 1; k < line.length; k++) {
      const [a, b] = [line[k - 1], line[k]];
      if (a?.kind === 'name' && (b?.kind === 'name' || b?.kind === 'keyword') && b.gap !== '' && !SOFT.has(a.text) && !INFIX.has(b.text))
        runs++;
    }
    if (runs > 0) for (const word of line) word.role = 'text';
  }
}

/** Names that stand before a name in code. */
const SOFT = new Set([
  'print',
  'exec',
  'type',
  'match',
  'case',
  'get',
  'set',
  'is',
  'keyof',
  'infer',
  'namespace',
  'module',
  'override',
  'asserts',
  'unique',
  'global',
  'satisfies',
  'accessor',
]);
/** Words that stand between two values in code. */
const INFIX = new Set([
  'and',
  'or',
  'in',
  'is',
  'not',
  'if',
  'else',
  'for',
  'as',
  'async',
  'import',
  'from',
  'instanceof',
  'of',
  'extends',
  'implements',
  'satisfies',
]);

function markPython(tokens: readonly Token[]): void {
  interface Level {
    readonly kind: 'statement' | 'parameters' | 'brackets' | 'type';
    type: boolean;
    /** The statement's first word; names seen since its start or the last comma. */
    head: string;
    names: number;
    lambda: boolean;
    import: boolean;
    /** In front of what is imported from it. */
    module: boolean;
  }
  const fresh = (kind: Level['kind'], type = false): Level => ({
    kind,
    type,
    head: '',
    names: 0,
    lambda: false,
    import: false,
    module: true,
  });
  let stack: Level[] = [fresh('statement')];
  tokens.forEach((token, i) => {
    let level = stack[stack.length - 1] ?? fresh('statement');
    if (token.first) {
      stack = [(level = fresh('statement'))];
    }
    if (token.zone !== 'code') {
      if (token.zone === 'string') level.names = 9;
      return;
    }
    const prose = token.role === 'text';
    if (level.kind === 'statement' && level.head === '') {
      level.head = token.text;
      if (token.text === 'import' || token.text === 'from') level.import = true;
    }
    const before = tokens[i - 1];
    if (level.import && token.text === 'import') level.module = level.head === 'import';
    const role: Role = level.import
      ? level.module
        ? 'module'
        : 'import'
      : level.type || level.kind === 'type'
        ? 'type'
        : before?.kind === 'keyword' && (before.text === 'def' || before.text === 'class')
          ? 'definition'
          : level.names === 0 &&
              token.kind === 'name' &&
              (level.kind === 'parameters' || (level.kind === 'statement' && isParameterLine(tokens, i)))
            ? 'parameter'
            : 'value';
    if (!prose) token.role = role;
    if (token.kind === 'open') {
      const parameters = token.text === '(' && before?.kind === 'name' && tokens[i - 2]?.text === 'def';
      stack.push(
        parameters
          ? fresh('parameters')
          : role === 'type'
            ? fresh('type', true)
            : role === 'import'
              ? { ...fresh('brackets'), import: true }
              : fresh('brackets'),
      );
      return;
    }
    if (token.kind === 'close') {
      if (stack.length > 1) stack.pop();
      else stack = [fresh('statement')];
      const outer = stack[stack.length - 1];
      if (outer) {
        outer.names++;
        if (outer.head === '') outer.head = token.text;
      }
      return;
    }
    if (token.text === 'lambda') level.lambda = true;
    else if (token.text === ',') {
      level.names = 0;
      if (level.kind !== 'type') level.type = false;
    } else if (token.text === '->') level.type = true;
    else if (token.text === '=' && level.kind !== 'type') {
      level.type = false;
      level.names = 9;
    } else if (token.text === ':') {
      if (level.lambda) level.lambda = false;
      else if (level.kind === 'statement' && level.type) level.type = false;
      else if (
        level.kind === 'parameters' ||
        (level.kind === 'statement' && level.names > 0 && level.names < 9 && !PYTHON_KEYWORDS.has(level.head) && level.head !== ')')
      )
        level.type = true;
    } else if (token.kind === 'name') level.names++;
    else if (
      token.kind === 'operator' &&
      token.text !== '.' &&
      level.kind === 'statement' &&
      !level.type &&
      token.text !== '*' &&
      token.text !== '**'
    )
      level.names = 9;
  });
}

/** A parameter on a line of its own, seen without its definition: `name: Type = value,`. */
function isParameterLine(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.first !== true || tokens[at + 1]?.text !== ':') return false;
  let end = at;
  while (tokens[end + 1]?.first === false) end = elementEnd(tokens, end + 1) - 1;
  return tokens[end]?.text === ',';
}

function markScript(tokens: readonly Token[]): void {
  let importing = false;
  tokens.forEach((token, i) => {
    if (token.first)
      importing =
        token.text === 'import' ||
        (token.text === 'export' && tokens.slice(i + 1, i + 40).some(({ text, first }) => text === 'from' && !first));
    if (token.zone !== 'code' || token.role === 'text') return;
    const before = tokens[i - 1];
    if (importing) token.role = 'import';
    else if (before?.kind === 'keyword' && /^(?:function|class|interface|enum)$/.test(before.text)) token.role = 'definition';
    else if (token.kind === 'name' && isMethod(tokens, i)) token.role = 'definition';
  });
}

/** `name(…) {` or `name(…): Type {` where a line begins, with or without modifiers. */
function isMethod(tokens: readonly Token[], at: number): boolean {
  let start = at;
  while (
    tokens[start]?.first === false &&
    /^(?:async|static|public|private|protected|get|set|override|abstract|readonly)$/.test(tokens[start - 1]?.text ?? '')
  )
    start--;
  const open = tokens[at + 1];
  if (tokens[start]?.first !== true || open?.text !== '(' || open.partner < 0) return false;
  const behind = tokens[open.partner + 1];
  return behind !== undefined && !behind.first && (behind.text === '{' || behind.text === ':');
}

/** Index behind the element that begins at `i`: a leaf, or a group with all that is in it. */
export function elementEnd(tokens: readonly Token[], i: number): number {
  const token = tokens[i];
  if (token?.kind === 'prefix' && tokens[i + 1]?.kind === 'quote') return elementEnd(tokens, i + 1);
  return token && token.partner > i ? token.partner + 1 : i + 1;
}

/** Index of the element that ends with the token at `i`. */
export function elementStart(tokens: readonly Token[], i: number): number {
  const token = tokens[i];
  const at = token && token.partner >= 0 && token.partner < i ? token.partner : i;
  return tokens[at]?.kind === 'quote' && tokens[at - 1]?.kind === 'prefix' ? at - 1 : at;
}
