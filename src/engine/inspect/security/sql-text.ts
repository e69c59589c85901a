// SQL that is built: whether a text is SQL, where in it values go, and the edits that put placeholders there.

import type { OffsetEdit } from '../../syntax/edits';
import { HOLE, isHole, openHoles, partsOf, textOf, type Built, type Hole, type Item } from './built-text';

const STATEMENT =
  /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()*(?:SELECT\b[\s\S]*\bFROM\b|SELECT\s+[\w.]+\s*\(|INSERT\s+(?:OR\s+\w+\s+|IGNORE\s+)?INTO\b|REPLACE\s+INTO\b|UPDATE\s+(?:OR\s+\w+\s+)?\S+[\s\S]*\bSET\b|DELETE\s+FROM\b|MERGE\s+INTO\b|WITH\s+[\s\S]*\bAS\s*\(|TRUNCATE\s+TABLE\b|(?:CREATE|ALTER|DROP)\s+(?:\w+\s+){0,3}(?:TABLE|INDEX|VIEW|DATABASE|SCHEMA|USER|ROLE|TRIGGER|FUNCTION|PROCEDURE|SEQUENCE|EXTENSION)\b|GRANT\s[\s\S]*\bTO\b|PRAGMA\s+\w)/i;

export const isSql = (text: string): boolean => STATEMENT.test(text);

/** How a driver writes the place of a value. */
export type Style =
  | { readonly kind: 'question' }
  | { readonly kind: 'percent' }
  | { readonly kind: 'dollar' }
  | { readonly kind: 'colon-number' }
  | { readonly kind: 'colon-name' };

export interface Parameter {
  /** As an expression of the program. */
  readonly source: string;
  /** For styles with names. */
  readonly name: string;
}

export interface Parameterised {
  readonly edits: readonly OffsetEdit[];
  readonly parameters: readonly Parameter[];
}

/** Whether every value stands where a value goes, and not a table, a column or a list: only then it can be a parameter. */
export function onlyValues(built: Built, doubleQuotesAreValues: boolean): boolean {
  return unitsOf(built, doubleQuotesAreValues) !== undefined;
}

/**
 * Whether the statement is worth a word. Whoever defines tables puts their names there, and whoever hands parameters over, or puts a statement
 * together from clauses, knows how: then only a value in its own place counts.
 */
export function isWorthTelling(
  built: Built,
  { hasParameters, grown }: { readonly hasParameters: boolean; readonly grown: boolean },
): boolean {
  const takesParameters = TAKES_PARAMETERS.test(textOf(built));
  return hasParameters || grown || !takesParameters ? takesParameters && hasValueHole(built) : true;
}

/** A hole in single quotes or behind a comparison. */
function hasValueHole(built: Built): boolean {
  const text = textOf(built);
  let quoted = false;
  return built.items.some((item, i) => {
    if (!isHole(item)) {
      if (item.char === "'") quoted = !quoted;
      return false;
    }
    return !item.fixed && (quoted || BEFORE_VALUE.test(text.slice(Math.max(0, i - 40), i)));
  });
}

/** Several items that one parameter replaces: a hole, with the quotes round it. */
interface Unit {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  readonly inside: readonly Item[];
}

const TAKES_PARAMETERS = /^[\s(]*(?:SELECT|INSERT|REPLACE|UPDATE|DELETE|MERGE|WITH)\b/i;
const BEFORE_VALUE = /(?:[=<>]|\b(?:LIKE|ILIKE|LIMIT|OFFSET|BETWEEN))\s*$/i;
const BEFORE_TEXT = /\b(?:LIKE|ILIKE|AND|OR|BETWEEN|IN|SELECT|THEN|ELSE|WHEN|GLOB|REGEXP|NOT)\s*$/i;
const BETWEEN = /\bBETWEEN\s+(?:[\w.'-]+|\u0001)\s+AND\s+$/i;
const IN_VALUES = /\bVALUES\s*(?:\([^()]*\)\s*,\s*)*\((?:[^()]|\([^()]*\))*$/i;
const AFTER_VALUE =
  /^\s*(?:$|[,;)]|(?:AND|OR|ORDER|GROUP|LIMIT|OFFSET|WHERE|RETURNING|ON|HAVING|THEN|ELSE|END|UNION|FOR|ESCAPE|COLLATE|AS|IS)\b|::)/i;

function unitsOf(built: Built, doubleQuotesAreValues: boolean): readonly Unit[] | undefined {
  const { items } = built;
  const text = textOf(built);
  // Fields of a filling go all together, also those that only numbers can fill.
  const staysInPlace = (hole: Hole): boolean => hole.fixed && built.filling === undefined;
  // Statements that define something take no parameters.
  if (!TAKES_PARAMETERS.test(text)) return undefined;
  const units: Unit[] = [];
  let quote = '';
  let opened = -1;
  let holes = 0;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (!item) return undefined;
    if (isHole(item)) {
      if (quote !== '') {
        if (!staysInPlace(item)) holes++;
        continue;
      }
      if (staysInPlace(item)) continue;
      const before = text.slice(0, i);
      const isValue =
        (BEFORE_VALUE.test(before) || BETWEEN.test(before) || (IN_VALUES.test(before) && /[(,]\s*$/.test(before))) &&
        AFTER_VALUE.test(text.slice(i + 1));
      if (!isValue || item.shaped) return undefined;
      units.push({ from: i, to: i, inside: [item] });
      continue;
    }
    if (quote === '') {
      if (item.char === '-' && text.startsWith('--', i)) {
        const end = text.indexOf('\n', i);
        if (text.slice(i, end < 0 ? undefined : end).includes(HOLE)) return undefined;
        i = end < 0 ? items.length : end;
        continue;
      }
      if (/['"`]/.test(item.char)) {
        quote = item.char;
        opened = i;
        holes = 0;
      }
      continue;
    }
    if (item.char !== quote) continue;
    // Two quotes stand for one of them.
    if (text.charAt(i + 1) === quote) {
      i++;
      continue;
    }
    if (holes > 0) {
      const before = text.slice(0, opened);
      const isValue =
        quote === "'" ||
        (quote === '"' && doubleQuotesAreValues && (BEFORE_VALUE.test(before) || (IN_VALUES.test(before) && /[(,]\s*$/.test(before))));
      // `INTERVAL '{n} days'`, `E'…'`, `AS 'name'`: with a word right before it, it is no plain value.
      if (!isValue || /[A-Za-z_]\s*$/.test(before.replace(BEFORE_TEXT, '('))) return undefined;
      const inside = items.slice(opened + 1, i);
      if (inside.some((one) => isHole(one) && one.shaped)) return undefined;
      units.push({ from: opened, to: i, inside });
    }
    quote = '';
  }
  return quote === '' && units.length > 0 ? units : undefined;
}

/** How the language writes a text with values in it; undefined where it can't be told. */
export type WriteText = (parts: readonly (string | Hole)[]) => string | undefined;

export interface Dialect {
  readonly style: Style;
  readonly doubleQuotesAreValues: boolean;
  readonly writeText: WriteText;
}

/** The built text with placeholders; undefined where it is not certain. */
export function parameterised(built: Built, { style, doubleQuotesAreValues, writeText }: Dialect): Parameterised | undefined {
  if (!built.certain) return undefined;
  const { items, literals, filling } = built;
  const units = unitsOf(built, doubleQuotesAreValues);
  if (!units) return undefined;
  const replaced = new Set(units.flatMap(({ from, to }) => items.slice(from, to + 1)));
  const kept = items.filter((item) => !replaced.has(item));
  const keptHoles = kept.filter(isHole);
  // What stays among the fields of a filling would have to be numbered anew.
  if (filling && keptHoles.length > 0) return undefined;

  const parameters: Parameter[] = [];
  const edits: OffsetEdit[] = [];
  for (const unit of units) {
    const source = sourceOf(unit, writeText);
    if (source === undefined || source === '') return undefined;
    const name = nameOf(unit, source, parameters);
    const again = style.kind === 'colon-name' ? parameters.some((one) => one.name === name) : false;
    if (!again) parameters.push({ source, name });
    const place = placeOf(built, unit);
    if (!place) return undefined;
    const { before, after } = place;
    edits.push({ start: place.start, end: place.end, text: `${before}${placeholder(style, name, parameters.length)}${after}` });
  }

  const stillFormatted = new Set<number>();
  for (const hole of keptHoles)
    literals.forEach((literal, i) => {
      if (literal.formatPrefix !== undefined && hole.start >= literal.start && hole.end <= literal.end) stillFormatted.add(i);
    });
  literals.forEach(({ formatPrefix }, i) => {
    if (formatPrefix !== undefined && !stillFormatted.has(i)) edits.push({ start: formatPrefix, end: formatPrefix + 1, text: '' });
  });
  for (const item of kept) {
    if (isHole(item) || !/^[%{}]$/.test(item.char)) continue;
    const literal = literals[item.literal];
    const isBrace = item.char !== '%';
    const doubled = isBrace ? stillFormatted.has(item.literal) && literal?.formatPrefix !== undefined : style.kind === 'percent';
    const text = doubled ? item.char + item.char : item.char;
    if (item.end - item.start !== text.length) edits.push({ start: item.start, end: item.end, text });
  }
  if (filling) edits.push({ start: filling.start, end: filling.end, text: '' });
  return { edits, parameters };
}

function placeholder(style: Style, name: string, number: number): string {
  switch (style.kind) {
    case 'question':
      return '?';
    case 'percent':
      return '%s';
    case 'dollar':
      return `$${number}`;
    case 'colon-number':
      return `:${number}`;
    case 'colon-name':
      return `:${name}`;
  }
}

function sourceOf({ inside }: Unit, writeText: WriteText): string | undefined {
  const [only, ...more] = inside;
  if (only && more.length === 0 && isHole(only)) return only.source;
  return writeText(partsOf(inside));
}

function nameOf({ inside }: Unit, source: string, taken: readonly Parameter[]): string {
  const hole = inside.find(isHole);
  const last = /(\w+)\W*$/.exec(hole?.source ?? '')?.[1] ?? '';
  const name = /^[A-Za-z_]\w*$/.test(last) ? last : 'value';
  for (let i = 1; ; i++) {
    const one = i === 1 ? name : `${name}_${i}`;
    const same = taken.find((parameter) => parameter.name === one);
    if (!same || same.source === source) return one;
  }
}

/** Where in the source a unit stands, and what closes and opens the literals that it cuts. */
function placeOf(built: Built, { from, to }: Unit): { start: number; end: number; before: string; after: string } | undefined {
  const { items, literals } = built;
  const [first, last] = [items[from], items[to]];
  if (!first || !last) return undefined;
  const host = (item: Item): number =>
    isHole(item) ? literals.findIndex(({ start, end }) => start < item.start && item.end < end) : item.literal;
  let [left, right] = [host(first), host(last)];
  let { start } = first;
  let { end } = last;
  let after = '';
  if (isHole(first) && first.operand) {
    // The literal that ends right before it.
    left = literals.findLastIndex((literal) => literal.end <= first.start);
    const before = literals[left];
    const previous = items[from - 1];
    if (!before || !previous || isHole(previous) || previous.literal !== left) return undefined;
    start = before.end - before.close.length;
  }
  if (isHole(last) && last.operand) {
    right = literals.findIndex((literal) => literal.start >= last.end);
    const behind = literals[right];
    const next = items[to + 1];
    if (behind && (next === undefined || !isHole(next))) end = behind.start + behind.open.length;
    else {
      // Nothing of the text follows, or another value.
      right = left;
      after = literals[left]?.close ?? '';
    }
  }
  const [one, other] = [literals[left], literals[right]];
  if (!one || !other) return undefined;
  if (left !== right && (one.open !== other.open || one.close !== other.close)) return undefined;
  // A text that opens in one literal and closes in another, with nothing between them.
  if (left !== right && !items.slice(from, to + 1).some((item) => isHole(item) && item.operand)) return undefined;
  return { start, end, before: '', after };
}

/** In words what stands where a name goes. */
export function whatIsBuilt(built: Built): string {
  const [first] = openHoles(built);
  const source = first?.source.replace(/\s+/g, ' ') ?? '';
  return source.length > 40 ? `${source.slice(0, 40)}…` : source;
}
