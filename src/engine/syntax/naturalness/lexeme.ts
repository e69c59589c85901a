// What a language model of code reads: the words of a text, each with the kind of bracket it stands in.

/** Brackets that are open at a place, innermost first. */
export interface Open {
  /** One letter: c)all, g)roup, i)ndex, l)ist, o)bject, b)lock, t)emplate. */
  readonly kind: string;
  readonly outer: Open | undefined;
}

export interface Lexeme {
  /** A name, keyword or operator as it is written; `<str>` and the like for what differs everywhere. */
  readonly word: string;
  /** What the model takes for it where it does not know the word; the word itself where it is no name. */
  readonly kind: string;
  /** Letter of the innermost bracket it stands in; s)tatement, h)eader outside of all. */
  readonly at: string;
  /** Offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A place from which a text can be read on without its beginning. */
export interface Restart {
  readonly offset: number;
  readonly open: Open | undefined;
  /** Columns of indentation before it, for Python. */
  readonly indent: number;
  /** The last word before it, which tells a division from a regular expression. */
  readonly last: string;
}

export const TEXT_START: Restart = { offset: 0, open: undefined, indent: 0, last: '' };

/** A word and the place before it. */
export interface Read {
  readonly lexeme: Lexeme;
  /** Undefined where nothing can be read on from. */
  readonly restart: Restart | undefined;
}

/** The kind of a name by how it is written. */
export function kindOfName(name: string): string {
  if (name.startsWith('_')) return name.startsWith('__') ? '<__name__>' : '<_name>';
  if (name.length === 1) return '<n>';
  const first = name.charAt(0);
  if (first !== first.toUpperCase() || first === first.toLowerCase())
    return /_/.test(name) ? '<some_name>' : /[A-Z]/.test(name) ? '<someName>' : '<name>';
  return name === name.toUpperCase() ? '<NAME>' : '<Name>';
}

/** Numbers that mean something are words of their own. */
export const kindOfNumber = (text: string): string => (/^(?:[012]|10|100)$/.test(text) ? text : /[.eE]/.test(text) ? '<float>' : '<num>');
