// How usual a line of Python looks: an n-gram model over token classes, with the bracket a token stands in as context.
// Trained by scripts/python-statistics.mjs on the standard library; the figures are in python-likelihood-data.ts.

import { GRAMS } from './python-likelihood-data';
import { KEYWORDS, type Token } from './python-tokens';

/** Names frequent enough to be words of their own; all others are one class. */
const WORDS = 'print range len input int str self super open list isinstance'.split(' ');
const OPERATORS = '+ - * / // % @ & | ^ ~ << >> < > <= >= == != ( ) [ ] { } , : . ; = -> := += -= *= /= //= %= **= ** ...'.split(' ');
const CLASSES = ['<s>', '</s>', 'name', 'number', 'string', 'fstring', 'bad', 'operator', ...KEYWORDS, ...WORDS, ...OPERATORS];
const CODE = new Map(CLASSES.map((name, index) => [name, String.fromCharCode(0x100 + index)]));
const code = (name: string): string => CODE.get(name) ?? '';
const START = code('<s>');
const END = code('</s>');

function symbol(token: Token): string {
  switch (token.type) {
    case 'number':
      return code('number');
    case 'string':
      return /^[a-z]*f/i.test(token.text) ? code('fstring') : code('string');
    case 'bad':
      return code('bad');
    case 'name':
      return CODE.get(token.text) ?? code('name');
    default:
      return CODE.get(token.text) ?? code('operator');
  }
}

/** The symbols of a line, each behind a letter for where it stands: s)tatement, h)eader, c)all, g)roup, i)ndex, l)ist, b)races. */
export function symbols(tokens: readonly Token[]): { readonly at: string; readonly symbol: string }[] {
  const out: { at: string; symbol: string }[] = [];
  const open: string[] = [];
  const first = tokens[0]?.text ?? '';
  let ground = /^(?:if|elif|else|for|while|def|class|try|except|finally|with|async)$/.test(first) ? 'h' : 's';
  let last: Token | undefined;
  for (const token of tokens) {
    const text = token.type === 'op' ? token.text : '';
    if (text === ')' || text === ']' || text === '}') open.pop();
    out.push({ at: open[open.length - 1] ?? ground, symbol: symbol(token) });
    const operand = last !== undefined && (last.type === 'name' || last.type === 'string' || last.text === ')' || last.text === ']');
    if (text === '(') open.push(operand ? 'c' : 'g');
    else if (text === '[') open.push(operand ? 'i' : 'l');
    else if (text === '{') open.push('b');
    else if (text === ':' && open.length === 0) ground = 's';
    last = token;
  }
  out.push({ at: open[open.length - 1] ?? ground, symbol: END });
  return out;
}

/** The keys under which a symbol's chance is stored, longest context first. */
export function gramsAt(line: readonly { readonly at: string; readonly symbol: string }[], index: number): string[] {
  const at = line[index];
  if (!at) return [];
  const p1 = line[index - 1]?.symbol ?? START;
  const p2 = line[index - 2]?.symbol ?? START;
  const p3 = line[index - 3]?.symbol ?? START;
  return [`${at.at}${p3}${p2}${p1}${at.symbol}`, `${at.at}${p2}${p1}${at.symbol}`, `${at.at}${p1}${at.symbol}`, `${at.at}${at.symbol}`];
}

let table: Map<string, number> | undefined;

/** Stored figures: runs of `key` + one digit of −log chance, keys sorted; each run gives how many characters it shares with the one before. */
function load(): Map<string, number> {
  const map = new Map<string, number>();
  for (const [length, packed] of Object.entries(GRAMS)) {
    const width = Number(length);
    let before = '';
    for (let i = 0; i < packed.length;) {
      const shared = packed.charCodeAt(i++) - 48;
      const rest = width - shared;
      let gram = before.slice(0, shared);
      for (let j = 0; j < rest; j++) {
        const c = packed.charCodeAt(i++);
        gram += width > 0 && gram.length === 0 ? String.fromCharCode(c) : String.fromCharCode(0x100 + c - 40);
      }
      map.set(gram, (packed.charCodeAt(i++) - 40) / 5);
      before = gram;
    }
  }
  return map;
}

const BACK_OFF = 0.9;
const UNSEEN = 12;
const memo = new Map<string, number>();

/** −ln of the line's chance: lower is more usual. Of a long line, only the tokens from index `from` up to `to`, exclusive; the line's end counts as a token. */
export function strangeness(tokens: readonly Token[], from = 0, to = tokens.length + 1): number {
  table ??= load();
  const line = symbols(tokens);
  let sum = 0;
  for (let i = from; i < Math.min(to, line.length); i++) {
    const keys = gramsAt(line, i);
    const first = keys[0] ?? '';
    let cost = memo.get(first);
    if (cost === undefined) {
      cost = UNSEEN;
      for (let k = 0; k < keys.length; k++) {
        const known = table.get(keys[k] ?? '');
        if (known === undefined) continue;
        cost = Math.min(UNSEEN, known + k * BACK_OFF);
        break;
      }
      if (memo.size > 50_000) memo.clear();
      memo.set(first, cost);
    }
    sum += cost;
  }
  return sum;
}
