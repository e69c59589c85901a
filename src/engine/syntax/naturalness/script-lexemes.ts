// The words of a TypeScript or JavaScript text: a lexer that never fails and needs no compiler.

import { kindOfName, kindOfNumber, type Open, type Read, type Restart } from './lexeme';

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'abstract any as async await boolean break case catch class const continue debugger declare default delete do else enum export extends ' +
    'false finally for from function get if implements import in infer instanceof interface is keyof let never new null number of private ' +
    'protected public readonly return satisfies set static string super switch symbol this throw true try type typeof undefined unknown var void while yield'
  ).split(' '),
);
/** Keywords behind which an operand begins. */
const BEFORE_OPERAND =
  /^(?:return|typeof|case|in|of|instanceof|new|delete|void|throw|await|yield|else|do|extends|default|export|[-+*/%=<>!&|^~?:;,.({[]+|=>|\.\.\.)$/;
const BLANK = /(?:[ \t\f\v\u00a0\ufeff]|\/\/[^\r\n\u2028\u2029]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$))+/y;
const LINE = /\r\n|[\r\n\u2028\u2029]/y;
const NAME = /[\p{ID_Start}$_#@][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /0[xXoObB][\da-fA-F_]+n?|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?n?/y;
const STRING = /"(?:[^"\\\r\n]|\\(?:\r\n|[^]))*"?|'(?:[^'\\\r\n]|\\(?:\r\n|[^]))*'?/y;
const REGEXP = /\/(?![*/])(?:[^\\/[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.)*\])+\/[a-z]*/y;
const TEMPLATE = /(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{|$)/y;
const SIGN =
  />>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?!\d)|\+\+|--|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|\*\*|<<|[^]/uy;

/** Words from the place on. Lazily: whoever has enough stops. */
export function* scriptLexemes(text: string, from: Restart): Generator<Read> {
  let at = from.offset;
  let open = from.open;
  let last = from.last;
  let line = false;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const blank = match(BLANK);
    if (blank) {
      line ||= /[\r\n]/.test(blank);
      at += blank.length;
      continue;
    }
    const lineEnd = match(LINE);
    if (lineEnd) {
      line = true;
      at += lineEnd.length;
      continue;
    }
    const restart: Restart = { offset: at, open, indent: 0, last };
    const inBlock = open === undefined || open.kind === 'b';
    if (line && inBlock && last !== '')
      yield { lexeme: { word: '<line>', kind: '<line>', at: open?.kind ?? 's', start: at, end: at }, restart };
    line = false;
    let word: string;
    let kind: string | undefined;
    let length: number;
    const name = match(NAME);
    const number = name === undefined ? match(NUMBER) : undefined;
    const quoted = name ?? number ?? match(STRING);
    if (name !== undefined) {
      word = name;
      kind = KEYWORDS.has(name) ? name : kindOfName(name);
      length = name.length;
    } else if (number !== undefined) {
      word = kindOfNumber(number);
      length = number.length;
    } else if (quoted !== undefined) {
      word = quoted.length <= 3 ? '<char>' : '<str>';
      length = quoted.length;
    } else {
      const regexp = text[at] === '/' && (last === '' || BEFORE_OPERAND.test(last)) ? match(REGEXP) : undefined;
      if (regexp !== undefined) {
        word = '<regexp>';
        length = regexp.length;
      } else {
        word = match(SIGN) ?? '';
        length = Math.max(1, word.length);
      }
    }
    if (word === '`' || (word === '}' && open?.kind === 't')) {
      if (word === '}') open = open?.outer;
      at += 1;
      const piece = match(TEMPLATE) ?? '';
      at += piece.length;
      const goesOn = piece.endsWith('${');
      const whole = word === '`' ? (goesOn ? '<tpl${>' : '<tpl>') : goesOn ? '<}${>' : '<}tpl>';
      yield { lexeme: { word: whole, kind: whole, at: open?.kind ?? 's', start: restart.offset, end: at }, restart };
      if (goesOn) open = { kind: 't', outer: open };
      last = goesOn ? '(' : '<tpl>';
      continue;
    }
    if (word === ')' || word === ']' || word === '}') open = open?.outer;
    yield { lexeme: { word, kind: kind ?? word, at: open?.kind ?? 's', start: at, end: at + length }, restart };
    open = opened(word, last, open);
    last = word;
    at += length;
  }
}

function opened(word: string, last: string, open: Open | undefined): Open | undefined {
  if (word === '(') return { kind: isOperand(last) ? 'c' : 'g', outer: open };
  if (word === '[') return { kind: isOperand(last) ? 'i' : 'l', outer: open };
  if (word === '{')
    return {
      kind:
        /^(?:[=(,:[?&|]|=>|return|import|export|&&|\|\||\?\?|<|\$\{|type|const|let|var|default)$/.test(last) && last !== '=>' ? 'o' : 'b',
      outer: open,
    };
  return open;
}

const isOperand = (last: string): boolean =>
  last !== '' &&
  (/^(?:[)\]}]|<(?:str|char|tpl|regexp)>)$/.test(last) ||
    (/^[\p{ID_Start}$_#]/u.test(last) && !/^(?:if|for|while|switch|catch|return|typeof|case|in|of|new|await|yield|throw)$/.test(last)));
