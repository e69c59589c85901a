// A keyword misspelt or of another language, or two words in one.

import { isSlip, slipOf } from '../../framework/spelling';
import type { ScriptToken } from '../script-tokens';
import type { ErrorSite, Repair } from './repair';

/** Words of other languages. */
const OTHER_LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  def: ['function'],
  func: ['function'],
  fn: ['function'],
  fun: ['function'],
  sub: ['function'],
  and: ['&&'],
  or: ['||'],
  elif: ['else if'],
  elsif: ['else if'],
  elseif: ['else if'],
  not: ['!'],
  None: ['null'],
  nil: ['null'],
  True: ['true'],
  False: ['false'],
  val: ['const'],
  foreach: ['for'],
  except: ['catch'],
  raise: ['throw'],
  pass: [''],
  then: [''],
  mut: [''],
  string: ['let'],
  int: ['let'],
  xor: ['^'],
  mod: ['%'],
  is: ['==='],
  unless: ['if (!'],
  lambda: ['function'],
  struct: ['interface'],
  trait: ['interface'],
  include: ['import'],
  using: ['import'],
};
/** Of them, those that are no names here. */
const NEVER_NAMES = new Set(['def', 'elif', 'elsif', 'elseif', 'unless', 'except', 'raise', 'func', 'fn', 'foreach', 'lambda']);
const KEYWORDS = [
  'import',
  'export',
  'default',
  'function',
  'const',
  'let',
  'var',
  'return',
  'class',
  'extends',
  'implements',
  'interface',
  'type',
  'enum',
  'if',
  'else',
  'for',
  'while',
  'do',
  'switch',
  'case',
  'break',
  'continue',
  'try',
  'catch',
  'finally',
  'throw',
  'new',
  'delete',
  'typeof',
  'instanceof',
  'void',
  'async',
  'await',
  'yield',
  'static',
  'public',
  'private',
  'protected',
  'readonly',
  'abstract',
  'declare',
  'namespace',
  'module',
  'from',
  'as',
  'of',
  'in',
  'constructor',
  'super',
  'this',
  'null',
  'true',
  'false',
  'keyof',
  'satisfies',
  'get',
  'set',
  'undefined',
];

/** The word for another one. */
export function otherWords(token: ScriptToken, distance: number): Repair[] {
  if (!/^[A-Za-z]+$/.test(token.text) || (token.kind !== 'id' && token.kind !== token.text)) return [];
  const translated = translations(token, 0.6 + distance);
  return token.kind === 'id' ? [...translated, ...misspelt(token, distance), ...joined(token, distance)] : translated;
}

/** `elif (…) {` parses as a call: the error shows only where its `else` comes. */
export function otherWordsAbove({ tokens, at }: ErrorSite, from: number): Repair[] {
  return tokens
    .slice(Math.max(0, at - 400), from)
    .filter(({ text }) => NEVER_NAMES.has(text))
    .flatMap((token) => translations(token, 1.4));
}

function translations(token: ScriptToken, cost: number): Repair[] {
  const { start, end, text } = token;
  return (Object.hasOwn(OTHER_LANGUAGES, text) ? (OTHER_LANGUAGES[text] ?? []) : []).map((word) => ({
    variant: 'word-of-other-language',
    cost,
    title: word ? `Change '${text}' to '${word}'` : `Remove '${text}'`,
    edits: [{ start, end, text: word }],
  }));
}

/** Two letters, swapped. */
const SWAPPED: Readonly<Record<string, string>> = { fi: 'if', fo: 'of', ni: 'in', sa: 'as', od: 'do' };

function misspelt({ start, end, text }: ScriptToken, distance: number): Repair[] {
  const swapped = Object.hasOwn(SWAPPED, text) ? SWAPPED[text] : undefined;
  return KEYWORDS.flatMap((word) => {
    const slip = slipOf(text, word);
    if (swapped === word)
      return [
        { variant: 'misspelt-keyword', cost: 0.65 + distance, title: `Change '${text}' to '${word}'`, edits: [{ start, end, text: word }] },
      ];
    if (!isSlip(slip, 'loose')) return [];
    return [
      {
        variant: 'misspelt-keyword',
        cost: (isSlip(slip, 'close') ? 0.65 : 1.7) + distance,
        title: `Change '${text}' to '${word}'`,
        edits: [{ start, end, text: word }],
      },
    ];
  });
}

/** Two words in one: `elseif`, `constx`. */
function joined({ start, text }: ScriptToken, distance: number): Repair[] {
  return KEYWORDS.filter((word) => word.length > 1 && text.length > word.length && text.startsWith(word)).map((word) => ({
    variant: 'joined-words',
    cost: 3.4 + distance,
    title: `Add a space after '${word}'`,
    edits: [{ start: start + word.length, end: start + word.length, text: ' ' }],
  }));
}
