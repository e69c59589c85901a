// How plausible a repair is: what its slip costs, how unnatural the mended lines look, and what it leaves behind. Here it is measured; what each
// measurement counts is fitted (repair-weights.json, written by scripts/train-ranking.mjs).

import { EditedText, type OffsetEdit } from '../../../../syntax/edits';
import { CodeModel } from '../../../../syntax/naturalness/code-model';
import { PYTHON_CODE } from '../../../../syntax/naturalness/python-code';
import { BUILTINS } from '../../../../syntax/python-scopes';
import { lexBetween, type Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from './error-site';
import { meaningless, type Meaningless } from './meaningless';
import type { Measured, Measurement } from './measured';
import { unboundIn } from './name-counts';
import { lineEndBehind, type Survivor } from './survivors';
import { swallowedIn } from './text-or-code';
import fitted from './repair-weights.json';

const weights: Readonly<Record<string, number>> = fitted.weights;
const variants: Readonly<Record<string, number>> = fitted.variants;
/** The total at which it is as likely that no repair is right. */
export const NONE_IS_RIGHT: number = fitted.noneIsRight;

/** −ln of how likely the repair is, up to a constant; lower is better. */
export function totalOf(measured: Measured, variant: string): number {
  let total = variants[variant] ?? 0;
  for (const [name, value] of Object.entries(measured)) total += (weights[name] ?? 0) * value;
  return total;
}

/** Nats of a word of ordinary code. */
const ORDINARY_WORD = 2.4;
/** More or less than this is more or less of the same. */
const MOST_NATURAL = 30;

/** Survivors whose lines are looked at, and characters of them that may be read again. */
const MAX_RANKED = 160;
const MAX_WORK = 600_000;

/** Sets what is measured of each, and its total. `inFull`: the edits that lead from the text as it is to what these edits make. */
export function weigh(
  site: ErrorSite,
  found: Survivor[],
  inFull: (edits: readonly OffsetEdit[]) => readonly OffsetEdit[],
  root: ErrorSite,
): void {
  const furthest = Math.max(0, ...found.map((one) => one.reach));
  const furthestLine = site.source.lineOf(furthest);
  const cheap = [...found].sort((a, b) => a.reading.cost - b.reading.cost).slice(0, MAX_RANKED);
  const before = region(site, new EditedText(site.text, []), 0);
  const old: Old = {
    tuples: before.reduce((sum, { tokens }) => sum + oneTuples(tokens), 0),
    meaningless: meaninglessIn(before),
    texts: new Set(before.flatMap(({ tokens }) => tokens.flatMap(({ type, text }) => (type === 'string' ? [text] : [])))),
  };
  // A logical line over hundreds of lines is dear to look at again and again.
  const span = Math.max(1, lineEndBehind(site, site.reach) - logicalStart(site, site.tokens[0]?.start ?? site.reach));
  const looked = cheap.slice(0, Math.max(20, Math.floor(MAX_WORK / span)));
  const measured = new Map<Survivor, Partial<Record<Measurement, number>>>();
  const model = CodeModel.of(root.source, PYTHON_CODE, root.reach);
  const gains = model.gains(looked.map((one) => inFull(one.edits)));
  const ordinary = ordinaryLoss(model, root);
  looked.forEach((one, i) => {
    const grown = one.after.length - site.text.length;
    const lines = region(site, one.after, grown);
    const { complete = false, settled = false, newName = false } = one.reading;
    // Code that becomes text or a comment has no price of its own; it must not win by that.
    let natural = settled ? ordinary : -(gains[i] ?? 0);
    if (complete) natural = Math.max(natural, ordinary);
    if (complete || settled) natural = Math.min(0, natural);
    const behind = furthestLine - site.source.lineOf(Math.min(one.reach, site.text.length));
    measured.set(one, {
      slip: one.reading.cost,
      [one.reading.mistake.movesLines ? 'naturalOrder' : 'natural']: Math.max(-MOST_NATURAL, Math.min(MOST_NATURAL, natural)),
      nextError: Number(one.kind !== 'nothing'),
      behind: behind > 0 ? Math.log2(1 + behind) : 0,
      late: Number(one.late),
      ...(settled ? {} : nameMeasurements(site, lines, complete || newName)),
      withoutEffect: settled ? 0 : lines.filter(({ tokens }) => withoutEffect(tokens)).length,
      ...meaningMeasurements(site, lines, old),
      ...(settled ? {} : { quotedNames: quotedNames(site, lines, old), droppedNames: droppedNames(site, one) }),
      emptied: settled ? 0 : Number(emptied(site, one)),
      swallowed: settled ? 0 : lines.reduce((sum, { tokens }) => sum + swallowedIn(site, tokens), 0),
    });
  });
  // Strings that hold what reads like code, where another repair leaves fewer of them.
  const fewest = Math.min(...[...measured.values()].map(({ swallowed = 0 }) => swallowed));
  for (const one of found) {
    const own = measured.get(one);
    one.measured = own ? { ...own, swallowed: (own.swallowed ?? 0) - fewest } : { slip: one.reading.cost, notLookedAt: 1 };
    one.total = totalOf(one.measured, one.reading.variant);
  }
}

/** The loss of naturalness, a gain mostly, of a place that would look ordinary. */
function ordinaryLoss(model: CodeModel, site: ErrorSite): number {
  const start = logicalStart(site, site.tokens[0]?.start ?? site.lineStart(site.line));
  const { cost, words } = model.cost(start, lineEndBehind(site, site.reach));
  return ORDINARY_WORD * words - cost;
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

/** What the lines had of all this before. */
interface Old {
  readonly tuples: number;
  readonly meaningless: Meaningless;
  readonly texts: ReadonlySet<string>;
}

function meaninglessIn(lines: readonly Stretch[]): Meaningless {
  const sum = { uncallable: 0, usedPrint: 0, strayKeyword: 0, itemOfOne: 0 };
  for (const { tokens } of lines) {
    const found = meaningless(tokens);
    sum.uncallable += found.uncallable;
    sum.usedPrint += found.usedPrint;
    sum.strayKeyword += found.strayKeyword;
    sum.itemOfOne += found.itemOfOne;
  }
  return sum;
}

/** What parses and is hardly meant. */
function meaningMeasurements(site: ErrorSite, lines: readonly Stretch[], old: Old): Measured {
  const found = lines.reduce((sum, { tokens }) => sum + oneTuples(tokens), 0);
  const made = meaninglessIn(lines);
  return {
    oneTuples: Math.max(0, found - old.tuples),
    uncallable: Math.max(0, made.uncallable - old.meaningless.uncallable),
    usedPrint: Math.max(0, made.usedPrint - old.meaningless.usedPrint),
    // The broken line itself reads so.
    strayKeyword: Math.min(1, made.strayKeyword),
    itemOfOne: Math.max(0, made.itemOfOne - old.meaningless.itemOfOne),
    elementOfFunction: Number(lines.some(({ tokens }) => setsElementOfFunction(site, tokens))),
  };
}

/** `return 'count'`, where the lines had no such text and the file has a `count`. */
function quotedNames(site: ErrorSite, lines: readonly Stretch[], old: Old): number {
  let found = 0;
  for (const { tokens } of lines)
    for (const { type, text } of tokens) {
      if (type !== 'string' || old.texts.has(text)) continue;
      const name = /^(['"])([A-Za-z_]\w*)\1$/.exec(text)?.[2];
      if (name === undefined || !site.bound?.has(name)) continue;
      // Written as a text elsewhere too, it is a key or a word.
      if (site.quoted.includes(`'${name}'`)) continue;
      // And where it stands nowhere else but where it gets its value, that would be for nothing.
      found += site.uses(name) <= 2 ? 2 : 1;
    }
  return found;
}

/** Names that the file binds, of those the edits take away and do not put back. */
function droppedNames(site: ErrorSite, one: Survivor): number {
  let found = 0;
  for (const { start, end, text } of one.edits) {
    if (end === start) continue;
    const put = new Set(text.match(/\w+/g));
    // Where a letter or digit stands beside it the name was not whole.
    for (const { 0: name, index } of site.text.slice(start, end).matchAll(/[A-Za-z_]\w*/g))
      if (
        !put.has(name) &&
        site.bound?.has(name) &&
        !/[A-Za-z_]/.test(site.text[start + index - 1] ?? '') &&
        !/\w/.test(site.text[start + index + name.length] ?? '')
      )
        found++;
  }
  return found;
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
function nameMeasurements(site: ErrorSite, lines: readonly Stretch[], complete: boolean): Measured {
  const found = { inventedNames: 0, unboundNames: 0, exposedNames: 0 };
  const bound = site.bound;
  const before = bound ? named(site) : undefined;
  for (const { tokens: all, from, to } of lines) {
    const tokens = all.slice(from, to);
    if (!complete)
      for (const token of tokens)
        if (token.type === 'name' && !site.names.has(token.text) && !BUILTINS.has(token.text)) found.inventedNames++;
    // A word that a complete rewrite brings in, it binds.
    if (!bound) continue;
    for (const name of unboundIn(tokens, bound)) {
      if (complete && !site.names.has(name)) continue;
      found.unboundNames++;
      if (!before?.has(name)) found.exposedNames++;
    }
  }
  return found;
}

/** What stands in the region as a name before any edit. */
function named(site: ErrorSite): ReadonlySet<string> {
  return new Set(site.tokens.filter((token) => token.type === 'name').map((token) => token.text));
}
