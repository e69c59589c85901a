// How plausible a repair is: what its slip costs, how unusual the mended lines look, and what it leaves behind.

import { EditedText } from '../../../../syntax/edits';
import { strangeness } from '../../../../syntax/python-likelihood';
import { BUILTINS } from '../../../../syntax/python-scopes';
import { lexBetween, type Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from './error-site';
import { unboundIn } from './name-counts';
import { lineEndBehind, type Survivor } from './survivors';
import { swallowedIn } from './text-or-code';

/** −ln chances, tuned by hand on real and made mistakes; only `strangeness` is a factor. */
const COSTS = {
  /** Of a line's strangeness: its tokens are not independent, and say the same more than once. */
  strangeness: 0.55,
  /** The text has another error further on. */
  nextError: 1.2,
  /** Per doubling of the lines by which another repair gets further. */
  behind: 0.7,
  /** `return` outside a function and the like, where there was none. */
  late: 5,
  /** A word that the text did not have before, made by joining or splitting what it had. */
  inventedName: 8,
  /** A name that nothing in the file binds. */
  unboundName: 1.3,
  /** The same where the edit itself made a name of it, out of a text or of two words. */
  exposedName: 2.5,
  /** A statement that computes something and drops it. */
  withoutEffect: 2.5,
  /** A tuple of one element, which a comma that is left over makes of a value. */
  oneTuple: 3,
  /** An element of what is a function gets a value. */
  elementOfFunction: 40,
  /** The broken statement is gone altogether. */
  emptied: 8,
  /** A slip so rare that its lines are not looked at. */
  notLookedAt: 20,
  /** A token in ordinary code. */
  ordinaryToken: 1.3,
};

/** Survivors whose lines are looked at, and characters of them that may be read again. */
const MAX_RANKED = 160;
const MAX_WORK = 600_000;

/** Sets `total` of each. */
export function weigh(site: ErrorSite, found: Survivor[]): void {
  const furthest = Math.max(0, ...found.map((one) => one.reach));
  const furthestLine = site.source.lineOf(furthest);
  const cheap = [...found].sort((a, b) => a.reading.cost - b.reading.cost).slice(0, MAX_RANKED);
  const zero = asItStands(site);
  let size = 0;
  const before = region(site, new EditedText(site.text, []), 0);
  const tuples = before.reduce((sum, { tokens }) => sum + oneTuples(tokens), 0);
  for (const { tokens, from, to } of before) size += Math.min(tokens.length + 1, to) - from;
  const floor = COSTS.strangeness * COSTS.ordinaryToken * size;
  for (const one of found) one.total = zero + one.reading.cost + COSTS.notLookedAt;
  // A logical line over hundreds of lines is dear to look at again and again.
  const span = Math.max(1, lineEndBehind(site, site.reach) - logicalStart(site, site.tokens[0]?.start ?? site.reach));
  const looked = cheap.slice(0, Math.max(20, Math.floor(MAX_WORK / span)));
  const swallowed = new Map<Survivor, number>();
  for (const one of looked) {
    const grown = one.after.length - site.text.length;
    const lines = region(site, one.after, grown);
    let usual = 0;
    for (const { tokens, from, to } of lines) usual += COSTS.strangeness * strangeness(tokens, from, to);
    // Code that becomes text or a comment has no price of its own; it must not win by that.
    if (one.reading.complete) usual = Math.min(zero, Math.max(usual, floor));
    if (one.reading.settled) usual = Math.min(zero, floor);
    let total = one.reading.cost + usual;
    if (!one.reading.settled) {
      total += nameCost(site, lines, one.reading.complete === true || one.reading.newName === true);
      for (const { tokens } of lines) if (withoutEffect(tokens)) total += COSTS.withoutEffect;
    }
    swallowed.set(one, one.reading.settled ? 0 : lines.reduce((sum, { tokens }) => sum + swallowedIn(site, tokens), 0));
    total += meaningCost(site, lines, tuples);
    if (emptied(site, one)) total += COSTS.emptied;
    if (one.kind !== 'nothing') total += COSTS.nextError;
    const behind = furthestLine - site.source.lineOf(Math.min(one.reach, site.text.length));
    if (behind > 0) total += COSTS.behind * Math.log2(1 + behind);
    if (one.late) total += COSTS.late;
    one.total = total;
  }
  // Strings that hold what reads like code, where another repair leaves fewer of them.
  const fewest = Math.min(...swallowed.values());
  for (const [one, cost] of swallowed) one.total += cost - fewest;
}

const CALCULATES = /^(?:[-+*/%&|^@]|\/\/|\*\*|<<|>>|[<>]=?|[=!]=)$/;
const ASSIGNS = /^(?:[-+*/%@&|^]|\/\/|\*\*|<<|>>|:)?=$/;

/** `a == b` or `x[0]` as a statement: it parses, and does nothing. */
function withoutEffect(tokens: readonly Token[]): boolean {
  const first = tokens[0];
  const last = tokens[tokens.length - 1];
  if (!first || !last || first.type === 'keyword' || first.type === 'string' || first.text === '@' || first.text === '...') return false;
  let depth = 0;
  let calculates = false;
  for (const token of tokens) {
    if (token.type !== 'op') continue;
    if ('([{'.includes(token.text)) depth++;
    else if (')]}'.includes(token.text)) depth--;
    else if (depth === 0 && (ASSIGNS.test(token.text) || token.text === ':')) return false;
    else if (depth === 0 && CALCULATES.test(token.text)) calculates = true;
  }
  if (tokens.some((token) => token.text === 'await' || token.text === 'yield')) return false;
  if (calculates) return true;
  // A call does something; so may what is inside a bare list of calls.
  const open = tokens.findIndex((token) => token.text === '(');
  return !(last.text === ')' && open > 0 && tokens[open - 1]?.type !== 'op');
}

/** What parses and is hardly meant. */
function meaningCost(site: ErrorSite, lines: readonly Stretch[], tuples: number): number {
  let cost = 0;
  let found = 0;
  for (const { tokens } of lines) {
    found += oneTuples(tokens);
    if (setsElementOfFunction(site, tokens)) cost += COSTS.elementOfFunction;
  }
  return cost + COSTS.oneTuple * Math.max(0, found - tuples);
}

/** How many tuples of one element a line has: `(1,)`, `x = 1,`. */
function oneTuples(tokens: readonly Token[]): number {
  let found = 0;
  const open: { readonly group: boolean; commas: number; last: boolean }[] = [];
  const ground = { group: /^(?:return|yield)$/.test(tokens[0]?.text ?? ''), commas: 0, last: false };
  tokens.forEach((token, i) => {
    const text = token.type === 'op' ? token.text : '';
    const inner = open[open.length - 1] ?? ground;
    if (text === ')' || text === ']' || text === '}') {
      const closed = open.pop();
      if (closed?.group && closed.commas === 1 && closed.last) found++;
      (open[open.length - 1] ?? ground).last = false;
      return;
    }
    if (text !== '') {
      if (text === ',') inner.commas++;
      inner.last = text === ',';
      if (text === '=' && open.length === 0) Object.assign(ground, { group: true, commas: 0, last: false });
    } else inner.last = false;
    if (text && '([{'.includes(text)) {
      const before = tokens[i - 1];
      const call = before !== undefined && (before.type === 'name' || before.type === 'string' || /^[)\]]$/.test(before.text));
      open.push({ group: text === '(' && !call, commas: 0, last: false });
    }
  });
  return found + (open.length === 0 && ground.group && ground.commas === 1 && ground.last ? 1 : 0);
}

/** `len["abc"] = 3`: a function has no elements. */
function setsElementOfFunction(site: ErrorSite, tokens: readonly Token[]): boolean {
  const [name, open] = tokens;
  if (name?.type !== 'name' || open?.text !== '[') return false;
  let depth = 0;
  const close = tokens.findIndex((token) => {
    if (token.type === 'op' && '([{'.includes(token.text)) depth++;
    return token.type === 'op' && ')]}'.includes(token.text) && --depth === 0;
  });
  if (close < 0 || !ASSIGNS.test(tokens[close + 1]?.text ?? '')) return false;
  return isFunction(site, name.text);
}

/** Built in and not bound anew, or defined in the file. */
const isFunction = (site: ErrorSite, name: string): boolean =>
  new RegExp(`\\b(?:def|class)\\s+${name}\\b`).test(site.text) ||
  (BUILTINS.has(name) && !new RegExp(`(?<![\\w.])${name}\\s*=(?!=)`).test(site.text));

/** The edit takes all of a line's code away. */
function emptied(site: ErrorSite, one: Survivor): boolean {
  return one.edits.some((edit) => {
    if (edit.text.trim() || edit.end - edit.start < 2) return false;
    const line = site.source.lineOf(edit.start);
    return (
      /^[\s:;]*(?:#.*)?$/.test(site.text.slice(site.lineStart(line), edit.start) + site.text.slice(edit.end, site.lineEnd(line))) &&
      /\w/.test(site.text.slice(edit.start, edit.end))
    );
  });
}

const standing = new WeakMap<ErrorSite, number>();

/** How unusual the lines around the error look before any edit. */
export function asItStands(site: ErrorSite): number {
  let cost = standing.get(site);
  if (cost === undefined) {
    cost = 0;
    for (const { tokens, from, to } of region(site, new EditedText(site.text, []), 0))
      cost += COSTS.strangeness * strangeness(tokens, from, to);
    standing.set(site, cost);
  }
  return cost;
}

interface Stretch {
  readonly tokens: readonly Token[];
  /** Indices of the tokens that count; a list over a hundred lines is judged only around the error. */
  readonly from: number;
  readonly to: number;
}

/** The logical lines around the error, in a text that has grown by `grown` characters there. */
function region(site: ErrorSite, text: EditedText, grown: number): Stretch[] {
  const start = Math.max(logicalStart(site, site.tokens[0]?.start ?? site.lineStart(site.line)), 0);
  const end = lineEndBehind(site, site.reach) + grown - start;
  const window = (site.tokens[0]?.start ?? site.lineStart(site.line)) - start;
  return lexBetween(text, start, end + start).map(({ tokens }) => {
    let from = 0;
    while (from < tokens.length && (tokens[from]?.start ?? 0) < window) from++;
    let to = tokens.length + 1;
    const behind = tokens.findIndex((token) => token.start > end);
    if (behind >= 0) to = Math.min(to, behind + 3);
    return { tokens, from, to };
  });
}

/** Where the logical line begins that holds an offset at or before the error. */
function logicalStart(site: ErrorSite, offset: number): number {
  for (let i = site.scan.lines.length - 1; i >= 0; i--) {
    const line = site.scan.lines[i]?.line;
    if (line && line.start <= offset) return line.start;
  }
  return site.lineStart(site.source.lineOf(offset));
}

/** What speaks against the names in the region: words the edit made up, names that nothing binds. */
function nameCost(site: ErrorSite, lines: readonly Stretch[], complete: boolean): number {
  let cost = 0;
  const bound = site.bound;
  const before = bound ? named(site) : undefined;
  for (const { tokens: all, from, to } of lines) {
    const tokens = all.slice(from, to);
    if (!complete)
      for (const token of tokens)
        if (token.type === 'name' && !site.names.has(token.text) && !BUILTINS.has(token.text)) cost += COSTS.inventedName;
    // A word that a complete rewrite brings in, it binds.
    if (bound)
      for (const name of unboundIn(tokens, bound))
        if (!complete || site.names.has(name)) cost += COSTS.unboundName + (before?.has(name) ? 0 : COSTS.exposedName);
  }
  return cost;
}

/** What stands in the region as a name before any edit. */
function named(site: ErrorSite): ReadonlySet<string> {
  return new Set(site.tokens.filter((token) => token.type === 'name').map((token) => token.text));
}
