// From a broken place to ranked repairs: all readings of all mistakes, those that parse, the most plausible first.
//
// The measure is a noisy channel: what the slip costs (how often people slip so) plus how unnatural the mended lines look,
// plus penalties for what a repair leaves behind, each with a fitted weight. Lower is better; a repair's share follows from how far it is ahead.

import type { OffsetEdit } from '../../../../syntax/edits';
import { resultKey } from '../../../../syntax/result-key';
import { PatchedText } from '../../../../syntax/patched-text';
import { columns } from '../../../../syntax/python-tokens';
import type { SourceText } from '../../../../syntax/source-text';
import { oneQuote, type ErrorSite } from './error-site';
import type { Mistake } from './mistake';
import type { Measured, Measurement } from './measured';
import { NONE_IS_RIGHT, totalOf, weigh } from './plausibility';
import { survivors, type Survivor } from './survivors';

export interface Repair {
  /** Ids of the mistakes that read the place so, the cheapest first. */
  readonly mistakes: readonly string[];
  readonly title: string;
  readonly edits: readonly OffsetEdit[];
  /** Of the slip it undoes (`Slip.variant`); `two-slips` where it takes two edits. */
  readonly variant: string;
  /** −ln, up to a constant. */
  readonly cost: number;
  /** How much more the next rival costs, be it another repair or that none of them is right; negative where a rival costs less. */
  readonly lead: number;
  /** What it weighs among all that were found and the chance that none of them is right: 0 to 1, summing up to less than 1. */
  readonly share: number;
  /** What the text has after it: nothing wrong, another error further on. */
  readonly leaves: 'nothing' | 'next';
}

/** Characters that may be read for one question, and for each second edit: some 50 ms and 10 ms. */
const MAX_WORK = 1_200_000;
const MAX_WORK_SECOND = 200_000;
/** The cost up to which a complete reading stands alone. */
const PLAIN = 0.35;
/** So much must the best cost to ask for repairs of two edits, and so many first edits are continued. */
const POOR = 2.5;
const MAX_CONTINUED = 6;
const MAX_TEXTS = 40;
const MAX_KEPT = 8;

const done = new WeakMap<SourceText, Map<string, readonly Repair[]>>();

/** Best first. The same question about the same text is answered once. */
export function rankRepairs(source: SourceText, site: () => ErrorSite, mistakes: readonly Mistake[], place: string): readonly Repair[] {
  let known = done.get(source);
  if (!known) done.set(source, (known = new Map<string, readonly Repair[]>()));
  let found = known.get(place);
  if (!found) known.set(place, (found = rank(site(), mistakes)));
  return found;
}

function rank(site: ErrorSite, mistakes: readonly Mistake[]): readonly Repair[] {
  return merged(site, weighedRepairs(site, mistakes));
}

/** All that mend the place, the most plausible first, before equal ones are merged. */
export function weighedRepairs(site: ErrorSite, mistakes: readonly Mistake[]): Survivor[] {
  if (site.fault?.why === 'too many nested expressions') return [];
  const named = mistakes.filter((mistake) => !mistake.triesEveryEdit);
  let first = survivors(site, named, MAX_WORK);
  // A rewrite that can hardly mean anything else needs no search: what is common in old code is also what stands there fifty times.
  const plain = first.some(
    ({ reading, kind, late }) => reading.complete && reading.cost <= PLAIN && kind !== 'part' && !late && !reading.mistake.movesLines,
  );
  // Where only the reporter sees an error, any edit would seem to mend it: only who knows the mistake may speak.
  if (!plain && site.fault) first = survivors(site, mistakes, MAX_WORK);
  weigh(site, first, (edits) => edits, site);
  let found = first.filter((one) => one.kind !== 'part');
  found.sort((a, b) => a.total - b.total);
  const best = found[0]?.total ?? Infinity;
  if (best > POOR) {
    const halves = first.filter((one) => one.kind === 'part').sort((a, b) => a.total - b.total);
    const second: Survivor[] = [];
    for (const half of halves.slice(0, MAX_CONTINUED)) second.push(...continued(site, half, mistakes));
    found = [...found, ...second].sort((a, b) => a.total - b.total);
  }
  return found;
}

/** A second edit on top of one that got the parser only part of the line further. */
function continued(site: ErrorSite, half: Survivor, mistakes: readonly Mistake[]): Survivor[] {
  const next = site.after(half.after, half.reach);
  const found = survivors(next, mistakes, MAX_WORK_SECOND).filter((one) => one.kind !== 'part');
  const pieces = PatchedText.of(site.text).edited(half.edits);
  const inFull = (edits: readonly OffsetEdit[]): readonly OffsetEdit[] => pieces.edited(edits).edits();
  weigh(next, found, inFull, site);
  return found
    .map((one) => ({ ...one, measured: together(half.measured, one.measured) }))
    .map((one) => ({ ...one, total: totalOf(one.measured, 'two-slips') }))
    .sort((a, b) => a.total - b.total)
    .slice(0, MAX_CONTINUED)
    .map((one) => ({
      ...one,
      reading: {
        ...one.reading,
        title: `${half.reading.title}, ${one.reading.title.charAt(0).toLowerCase()}${one.reading.title.slice(1)}`,
        variant: 'two-slips',
      },
      edits: inFull(one.edits),
    }));
}

/** What is measured of two edits; how the place looks, and what stands behind it, only the second tells. */
function together(half: Measured, second: Measured): Measured {
  const sum: Partial<Record<Measurement, number>> = { ...half, ...second, twoEdits: 1 };
  for (const name of ADDED) sum[name] = (half[name] ?? 0) + (second[name] ?? 0);
  return sum;
}

const ADDED = ['slip', 'inventedNames', 'unboundNames', 'exposedNames', 'droppedNames', 'emptied', 'notLookedAt'] as const;

interface Kept {
  readonly one: Survivor;
  readonly mistakes: string[];
  weight: number;
}

/** What a repair that reads and parses looks like in the end; equal texts are one repair. */
function merged(site: ErrorSite, found: readonly Survivor[]): Repair[] {
  const cheapest = found[0]?.total ?? 0;
  const weight = (total: number): number => Math.exp(cheapest - total);
  const byText = new Map<string, Kept>();
  for (const one of found) {
    const key = resultKey(site.text, one.edits);
    const known = byText.get(key);
    const { id } = one.reading.mistake;
    if (known) {
      if (!known.mistakes.includes(id)) known.mistakes.push(id);
    } else if (byText.size < MAX_TEXTS) byText.set(key, { one, mistakes: [id], weight: weight(one.total) });
  }
  let sum = weight(NONE_IS_RIGHT);
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
  const [first, second] = ranked;
  return ranked.slice(0, MAX_KEPT).map((kept) => {
    const { one, mistakes } = kept;
    const rival = (kept === first ? second : first)?.one.total ?? Infinity;
    return {
      mistakes,
      title: one.reading.title,
      edits: one.edits,
      variant: one.reading.variant,
      cost: one.total,
      lead: Math.min(rival, NONE_IS_RIGHT) - one.total,
      share: kept.weight / sum,
      leaves: one.kind === 'nothing' ? 'nothing' : 'next',
    };
  });
}

/** Lines of text up to which indentations are compared by their structure. */
const MAX_COMPARED_LINES = 2000;

/** The same for texts that differ only in the kind of a quote or in how deep a block stands. */
function meaning(site: ErrorSite, one: Survivor): string {
  if (!one.reading.mistake.movesLines || site.source.lineCount > MAX_COMPARED_LINES)
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
