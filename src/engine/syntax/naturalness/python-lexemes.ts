// The words of a Python text.

import { columns, lexLine, type Token } from '../python-tokens';
import { kindOfName, kindOfNumber, type Lexeme, type Read, type Restart } from './lexeme';

function wordOf({ type, text }: Token): Pick<Lexeme, 'word' | 'kind'> {
  if (type === 'name') return { word: text, kind: kindOfName(text) };
  if (type === 'number') return same(kindOfNumber(text));
  if (type === 'bad') return same('<bad>');
  if (type !== 'string') return same(text);
  if (/^[a-zA-Z]{0,2}(?:"""|''')/.test(text)) return same('<doc>');
  if (/^[a-z]?f/i.test(text)) return same('<fstr>');
  return same(text.length <= 3 ? '<char>' : '<str>');
}

const same = (word: string): Pick<Lexeme, 'word' | 'kind'> => ({ word, kind: word });

const HEADER = /^(?:if|elif|else|for|while|def|class|try|except|finally|with|async)$/;

/** Words from the place on, a line's first behind one that says how it is indented. Lazily: whoever has enough stops. */
export function* pythonLexemes(text: string, from: Restart): Generator<Read> {
  let indent = from.indent;
  for (let at = from.offset; ;) {
    const line = lexLine(text, at);
    if (!line) return;
    const { wide } = columns(line.indent);
    const first = line.tokens[0];
    if (first) {
      const step = wide > indent ? '<in>' : wide < indent ? '<out>' : '<line>';
      yield {
        lexeme: { word: step, kind: step, at: 's', start: line.start, end: first.start },
        restart: { offset: line.start, open: undefined, indent, last: '' },
      };
      indent = wide;
    }
    const open: string[] = [];
    let ground = HEADER.test(first?.text ?? '') ? 'h' : 's';
    let last: Token | undefined;
    for (const token of line.tokens) {
      const sign = token.type === 'op' ? token.text : '';
      if (sign === ')' || sign === ']' || sign === '}') open.pop();
      yield { lexeme: { ...wordOf(token), at: open.at(-1) ?? ground, start: token.start, end: token.end }, restart: undefined };
      const operand = last !== undefined && (last.type === 'name' || last.type === 'string' || last.text === ')' || last.text === ']');
      if (sign === '(') open.push(operand ? 'c' : 'g');
      else if (sign === '[') open.push(operand ? 'i' : 'l');
      else if (sign === '{') open.push('o');
      else if (sign === ':' && open.length === 0) ground = 's';
      last = token;
    }
    if (line.next <= at) return;
    at = line.next;
  }
}
