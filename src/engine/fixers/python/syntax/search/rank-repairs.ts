// From a broken place to ranked repairs: all readings of all mistakes, those that parse, the most plausible first.
//
// The measure is a noisy channel: what the slip costs (how often people slip so) plus how unusual the mended lines look,
// plus penalties for what a repair leaves behind. Lower is better; the confidence follows from how far the best is ahead.

import { EditedText, resultKey, trimEdits, type OffsetEdit } from '../../../../syntax/edits';
import { BUILTINS } from '../../../../syntax/python-scopes';
import { strangeness } from '../../../../syntax/python-likelihood';
import { PatchedText } from '../../../../syntax/patched-text';
import { columns, lexBetween, lexPart, type Token } from '../../../../syntax/python-tokens';
import type { PythonFault, ScanResult } from '../../../../syntax/python-parser';
import type { SourceText } from '../../../../syntax/source-text';
import type { Mistake, Slip } from './mistake';
import { unboundIn } from './name-counts';
import { search } from '../mistakes/token-edit';
import { oneQuote, type Site } from './error-site';

export interface Repair {
  /** Ids of the mistakes that read the place so, the cheapest first. */
  readonly mistakes: readonly string[];
  readonly title: string;
  readonly edits: readonly OffsetEdit[];
  /** −ln, up to a constant. */
  readonly cost: number;
  readonly confidence: number;
  /** What the text has after it: nothing wrong, another error further on. */
  readonly leaves: 'nothing' | 'next';
}

/** Tuned by hand on real and made mistakes. */
export const WEIGHTS = {
  /** Of a line's strangeness. */
  usual: 0.55,
  /** The text has another error further on. */
  next: 1.2,
  /** Per doubling of the lines by which another repair gets further. */
  behind: 0.7,
  /** `return` outside a function and the like, where there was none. */
  late: 5,
  /** A word that the text did not have before, made by joining or splitting what it had. */
  invented: 8,
  /** A name that nothing in the file binds. */
  unbound: 1.3,
  /** The same where the edit itself made a name of it, out of a text or of two words. */
  exposed: 2.5,
  /** A statement that computes something and drops it. */
  idle: 2.5,
  /** The broken statement is gone altogether. */
  emptied: 8,
  /** Of two edits instead of one. */
  second: 1.5,
  /** Softmax temperature of the confidence. */
  temperature: 1.6,
  /** The cost at which nothing at all is as likely. */
  nothing: 11,
};

/** −ln chance of a token in ordinary code. */
const ORDINARY = 1.3;
const MAX_SLIPS = 2500;
/** Characters that may be read for one question, and for each second edit: some 50 ms and 10 ms. */
const MAX_WORK = 1_200_000;
const MAX_WORK_SECOND = 200_000;
/** The cost up to which a sure reading stands alone. */
const PLAIN = 0.35;
const MAX_RANKED = 160;
const MAX_KEPT = 8;

interface Reading extends Slip {
  readonly mistake: string;
}

interface Survivor {
  readonly reading: Reading;
  readonly edits: readonly OffsetEdit[];
  readonly after: EditedText;
  readonly kind: 'nothing' | 'next' | 'part';
  /** How far the parser now gets, as an offset into the old text. */
  readonly reach: number;
  readonly late: boolean;
  total: number;
}

const done = new WeakMap<SourceText, Map<string, readonly Repair[]>>();

/** Best first. The same question about the same text is answered once. */
export function repairs(source: SourceText, site: () => Site, mistakes: readonly Mistake[], place: string): readonly Repair[] {
  let known = done.get(source);
  if (!known) done.set(source, (known = new Map<string, readonly Repair[]>()));
  let found = known.get(place);
  if (!found) known.set(place, (found = rank(site(), mistakes)));
  return found;
}

function rank(site: Site, mistakes: readonly Mistake[]): readonly Repair[] {
  if (site.fault?.why === 'too many nested expressions') return [];
  const named = mistakes.filter((mistake) => mistake !== search);
  let first = survivors(site, named);
  // A rewrite that can hardly mean anything else needs no search: what is common in old code is also what stands there fifty times.
  if (
    !first.some(
      (one) =>
        one.reading.sure && one.reading.cost <= PLAIN && one.kind !== 'part' && !one.late && one.reading.mistake !== 'python/indentation',
    )
  ) {
    // Where only the reporter sees an error, any edit would seem to mend it: only who knows the mistake may speak.
    if (site.fault) first = survivors(site, mistakes);
  }
  weigh(site, first);
  let found = first.filter((one) => one.kind !== 'part');
  found.sort((a, b) => a.total - b.total);
  const best = found[0]?.total ?? Infinity;
  const baseline = asItStands(site);
  if (best - baseline > 4) {
    const halves = first.filter((one) => one.kind === 'part').sort((a, b) => a.total - b.total);
    const second: Survivor[] = [];
    for (const half of halves.slice(0, 6)) second.push(...continued(site, half, mistakes));
    found = [...found, ...second].sort((a, b) => a.total - b.total);
  }
  return merged(site, found);
}

/** What a repair that reads and parses looks like in the end; equal texts are one repair. */
function merged(site: Site, found: readonly Survivor[]): Repair[] {
  const baseline = found[0]?.total ?? 0;
  const weight = (one: Survivor): number => Math.exp(-(one.total - baseline) / WEIGHTS.temperature);
  const byText = new Map<string, Kept>();
  for (const one of found) {
    const key = resultKey(site.text, one.edits);
    const known = byText.get(key);
    if (known) {
      if (!known.mistakes.includes(one.reading.mistake)) known.mistakes.push(one.reading.mistake);
    } else if (byText.size < 40) byText.set(key, { one, mistakes: [one.reading.mistake], weight: weight(one) });
  }
  const zero = asItStands(site);
  let sum = Math.exp(-(zero + WEIGHTS.nothing - baseline) / WEIGHTS.temperature);
  // What means the same is one offer, as likely as its spellings together.
  const byMeaning = new Map<string, Kept>();
  for (const kept of byText.values()) {
    sum += kept.weight;
    const key = meaning(site, kept.one);
    const known = byMeaning.get(key);
    if (known) known.weight += kept.weight;
    else byMeaning.set(key, kept);
  }
  const ranked = [...byMeaning.values()].sort((a, b) => b.weight - a.weight);
  return ranked.slice(0, MAX_KEPT).map(({ one, mistakes, weight: share }) => ({
    mistakes,
    title: one.reading.title,
    edits: one.edits,
    cost: one.total - zero,
    confidence: Math.min(one.reading.most ?? 0.97, share / sum),
    leaves: one.kind === 'nothing' ? 'nothing' : 'next',
  }));
}

interface Kept {
  readonly one: Survivor;
  readonly mistakes: string[];
  weight: number;
}

/** Lines of text up to which indentations are compared by their structure. */
const MAX_SHAPED = 2000;

/** The same for texts that differ only in the kind of a quote or in how deep a block stands. */
function meaning(site: Site, one: Survivor): string {
  if (one.reading.mistake !== 'python/indentation' || site.source.lineCount > MAX_SHAPED)
    return resultKey(
      site.quoted,
      one.edits.map((edit) => ({ ...edit, text: oneQuote(edit.text) })),
    );
  const levels = [0];
  const lines = oneQuote(one.after.text)
    .split('\n')
    .map((line) => {
      if (/^\s*(?:#.*)?$/.test(line)) return line.trim();
      const { wide } = columns(/^[ \t]*/.exec(line)?.[0] ?? '');
      while (levels.length > 1 && (levels[levels.length - 1] ?? 0) > wide) levels.pop();
      if ((levels[levels.length - 1] ?? 0) < wide) levels.push(wide);
      // A level that none before had: it does not close what it should.
      return `${levels.length}${levels[levels.length - 1] === wide ? '' : '?'} ${line.trim()}`;
    });
  return lines.join('\n');
}

function survivors(site: Site, mistakes: readonly Mistake[], most = MAX_WORK): Survivor[] {
  const readings: Reading[] = [];
  for (const mistake of mistakes) for (const slip of mistake.find(site)) readings.push({ ...slip, mistake: mistake.id });
  readings.sort((a, b) => a.cost - b.cost);
  const out: Survivor[] = [];
  const limit = site.scan.work + most;
  for (const reading of readings.slice(0, MAX_SLIPS)) {
    if (site.scan.work > limit) break;
    const edits = trimEdits(site.text, reading.edits);
    if (edits.length === 0) continue;
    const result = site.scan.edited(edits);
    const judged = judge(site, edits, result);
    if (judged) out.push({ reading, edits, after: result.after, ...judged, total: 0 });
  }
  return out;
}

/** undefined where the edit does not get the parser any further, or breaks something of its own. */
function judge(
  site: Site,
  edits: readonly OffsetEdit[],
  result: ScanResult & { readonly after: EditedText },
): Pick<Survivor, 'kind' | 'reach' | 'late'> | undefined {
  const old = site.fault;
  const late = result.late !== undefined && old?.phase !== 'late' && !site.scan.late;
  if (!result.fault) {
    if (old?.phase === 'late' && result.late && back(edits, result.late.at) <= old.at) return undefined;
    const behind = late && result.late ? back(edits, result.late.at) : 0;
    // A misplaced `return` further on is the next error, not this edit's, unless the edit moved it there.
    const moved = late && edits.some((edit) => site.source.lineOf(edit.start) === site.source.lineOf(behind));
    if (old && behind > lineEndBehind(site, old.reach) && !moved) return { kind: 'next', reach: behind, late: false };
    return { kind: old?.phase === 'late' && result.late ? 'next' : 'nothing', reach: site.text.length, late };
  }
  if (!old || old.phase === 'late') return undefined;
  const at = back(edits, result.fault.at);
  const reach = back(edits, result.fault.reach);
  if (reach <= old.reach) return undefined;
  const regionEnd = lineEndBehind(site, old.reach);
  if (at > regionEnd) return { kind: 'next', reach, late };
  if (own(edits, result.fault)) return undefined;
  // A statement behind the one that is now whole leaves its bracket open into the lines behind: another error, seen from its start.
  const whole = at >= old.reach && reach > regionEnd && site.broken ? lexPart(result.after, site.broken.start) : undefined;
  if (whole && site.broken && result.fault.at >= site.broken.start + whole.next) return { kind: 'next', reach, late };
  return { kind: 'part', reach, late };
}

/** The new fault is a bracket or quote that the edit itself has put in. */
function own(edits: readonly OffsetEdit[], fault: PythonFault): boolean {
  let shift = 0;
  for (const edit of edits) {
    const start = edit.start + shift;
    if (fault.at >= start && fault.at < start + edit.text.length && fault.kind !== 'grammar') return true;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return false;
}

/** Where an offset of the new text was in the old one. */
function back(edits: readonly OffsetEdit[], offset: number): number {
  let shift = 0;
  for (const edit of edits) {
    const start = edit.start + shift;
    if (offset < start) break;
    const grown = edit.text.length - (edit.end - edit.start);
    if (offset < start + edit.text.length) return edit.end;
    shift += grown;
  }
  return offset - shift;
}

function lineEndBehind(site: Site, offset: number): number {
  const line = site.source.lineOf(Math.min(offset, site.text.length));
  return site.lineEnd(line);
}

function weigh(site: Site, found: Survivor[]): void {
  const furthest = Math.max(0, ...found.map((one) => one.reach));
  const furthestLine = site.source.lineOf(furthest);
  const cheap = [...found].sort((a, b) => a.reading.cost - b.reading.cost).slice(0, MAX_RANKED);
  const zero = asItStands(site);
  let size = 0;
  for (const { tokens, from, to } of region(site, new EditedText(site.text, []), 0)) size += Math.min(tokens.length + 1, to) - from;
  const floor = WEIGHTS.usual * ORDINARY * size;
  for (const one of found) one.total = zero + one.reading.cost + 20;
  // A logical line over hundreds of lines is dear to look at again and again.
  const span = Math.max(1, lineEndBehind(site, site.reach) - logicalStart(site, site.tokens[0]?.start ?? site.reach));
  for (const one of cheap.slice(0, Math.max(20, Math.floor(MAX_WORK / 2 / span)))) {
    const grown = one.after.length - site.text.length;
    const lines = region(site, one.after, grown);
    let usual = 0;
    for (const { tokens, from, to } of lines) usual += WEIGHTS.usual * strangeness(tokens, from, to);
    // Code that becomes text or a comment has no price of its own; it must not win by that.
    if (one.reading.sure) usual = Math.min(zero, Math.max(usual, floor));
    if (one.reading.settled) usual = Math.min(zero, floor);
    let total = one.reading.cost + usual;
    if (!one.reading.settled) {
      total += nameCost(site, lines, one.reading.sure === true || one.reading.coins === true);
      for (const { tokens } of lines) if (idle(tokens)) total += WEIGHTS.idle;
    }
    if (emptied(site, one)) total += WEIGHTS.emptied;
    if (one.kind !== 'nothing') total += WEIGHTS.next;
    const behind = furthestLine - site.source.lineOf(Math.min(one.reach, site.text.length));
    if (behind > 0) total += WEIGHTS.behind * Math.log2(1 + behind);
    if (one.late) total += WEIGHTS.late;
    one.total = total;
  }
}

const CALCULATES = /^(?:[-+*/%&|^@]|\/\/|\*\*|<<|>>|[<>]=?|[=!]=)$/;
const ASSIGNS = /^(?:[-+*/%@&|^]|\/\/|\*\*|<<|>>|:)?=$/;

/** `a == b` or `x[0]` as a statement: it parses, and does nothing. */
function idle(tokens: readonly Token[]): boolean {
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

/** The edit takes all of a line's code away. */
function emptied(site: Site, one: Survivor): boolean {
  return one.edits.some((edit) => {
    if (edit.text.trim() || edit.end - edit.start < 2) return false;
    const line = site.source.lineOf(edit.start);
    return (
      /^[\s:;]*(?:#.*)?$/.test(site.text.slice(site.lineStart(line), edit.start) + site.text.slice(edit.end, site.lineEnd(line))) &&
      /\w/.test(site.text.slice(edit.start, edit.end))
    );
  });
}

const standing = new WeakMap<Site, number>();

/** How unusual the lines around the error look before any edit. */
function asItStands(site: Site): number {
  let cost = standing.get(site);
  if (cost === undefined) {
    cost = 0;
    for (const { tokens, from, to } of region(site, new EditedText(site.text, []), 0))
      cost += WEIGHTS.usual * strangeness(tokens, from, to);
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
function region(site: Site, text: EditedText, grown: number): Stretch[] {
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
function logicalStart(site: Site, offset: number): number {
  for (let i = site.scan.lines.length - 1; i >= 0; i--) {
    const line = site.scan.lines[i]?.line;
    if (line && line.start <= offset) return line.start;
  }
  return site.lineStart(site.source.lineOf(offset));
}

/** What speaks against the names in the region: words the edit made up, names that nothing binds. */
function nameCost(site: Site, lines: readonly Stretch[], sure: boolean): number {
  let cost = 0;
  const bound = site.bound;
  const before = bound ? named(site) : undefined;
  for (const { tokens: all, from, to } of lines) {
    const tokens = all.slice(from, to);
    if (!sure)
      for (const token of tokens)
        if (token.type === 'name' && !site.names.has(token.text) && !BUILTINS.has(token.text)) cost += WEIGHTS.invented;
    // A word that a sure rewrite coins, it binds.
    if (bound)
      for (const name of unboundIn(tokens, bound))
        if (!sure || site.names.has(name)) cost += WEIGHTS.unbound + (before?.has(name) ? 0 : WEIGHTS.exposed);
  }
  return cost;
}

/** What stands in the region as a name before any edit. */
function named(site: Site): ReadonlySet<string> {
  return new Set(site.tokens.filter((token) => token.type === 'name').map((token) => token.text));
}

/** A second edit on top of one that got the parser only part of the line further. */
function continued(site: Site, half: Survivor, mistakes: readonly Mistake[]): Survivor[] {
  const next = site.after(half.after, half.reach);
  const found = survivors(next, mistakes, MAX_WORK_SECOND).filter((one) => one.kind !== 'part');
  weigh(next, found);
  const regionBetween = asItStands(next);
  const pieces = PatchedText.of(site.text).edited(half.edits);
  return found
    .sort((a, b) => a.total - b.total)
    .slice(0, 6)
    .map((one) => ({
      ...one,
      reading: {
        ...one.reading,
        title: `${half.reading.title}, ${one.reading.title.charAt(0).toLowerCase()}${one.reading.title.slice(1)}`,
      },
      edits: pieces.edited(one.edits).edits(),
      total: half.total + (one.total - regionBetween) + WEIGHTS.second,
    }));
}
