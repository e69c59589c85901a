// From a broken place to ranked repairs: all readings of all mistakes, those that parse, the most plausible first.
//
// The measure is a noisy channel: what the slip costs (how often people slip so) plus how unusual the mended lines look,
// plus penalties for what a repair leaves behind. Lower is better; a repair's share follows from how far it is ahead.

import { resultKey, type OffsetEdit } from '../../../../syntax/edits';
import { PatchedText } from '../../../../syntax/patched-text';
import { columns } from '../../../../syntax/python-tokens';
import type { SourceText } from '../../../../syntax/source-text';
import { oneQuote, type ErrorSite } from './error-site';
import type { Mistake } from './mistake';
import { asItStands, weigh } from './plausibility';
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
/** By so much more than the text as it stands the best must cost to ask for repairs of two edits, and so many first edits are continued. */
const POOR = 4;
const MAX_CONTINUED = 6;
/** The additional cost of two edits instead of one. */
const SECOND_EDIT = 1.5;
/** Costs are −ln chances of parts that are not independent: so much of a difference makes one repair e times as likely as another. */
const TEMPERATURE = 1.6;
/** The cost at which it is as likely that no repair is right. */
const NONE_IS_RIGHT = 11;
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
  if (site.fault?.why === 'too many nested expressions') return [];
  const named = mistakes.filter((mistake) => !mistake.triesEveryEdit);
  let first = survivors(site, named, MAX_WORK);
  // A rewrite that can hardly mean anything else needs no search: what is common in old code is also what stands there fifty times.
  const plain = first.some(
    ({ reading, kind, late }) => reading.complete && reading.cost <= PLAIN && kind !== 'part' && !late && !reading.mistake.movesLines,
  );
  // Where only the reporter sees an error, any edit would seem to mend it: only who knows the mistake may speak.
  if (!plain && site.fault) first = survivors(site, mistakes, MAX_WORK);
  weigh(site, first);
  let found = first.filter((one) => one.kind !== 'part');
  found.sort((a, b) => a.total - b.total);
  const best = found[0]?.total ?? Infinity;
  if (best - asItStands(site) > POOR) {
    const halves = first.filter((one) => one.kind === 'part').sort((a, b) => a.total - b.total);
    const second: Survivor[] = [];
    for (const half of halves.slice(0, MAX_CONTINUED)) second.push(...continued(site, half, mistakes));
    found = [...found, ...second].sort((a, b) => a.total - b.total);
  }
  return merged(site, found);
}

/** A second edit on top of one that got the parser only part of the line further. */
function continued(site: ErrorSite, half: Survivor, mistakes: readonly Mistake[]): Survivor[] {
  const next = site.after(half.after, half.reach);
  const found = survivors(next, mistakes, MAX_WORK_SECOND).filter((one) => one.kind !== 'part');
  weigh(next, found);
  const regionBetween = asItStands(next);
  const pieces = PatchedText.of(site.text).edited(half.edits);
  return found
    .sort((a, b) => a.total - b.total)
    .slice(0, MAX_CONTINUED)
    .map((one) => ({
      ...one,
      reading: {
        ...one.reading,
        title: `${half.reading.title}, ${one.reading.title.charAt(0).toLowerCase()}${one.reading.title.slice(1)}`,
        variant: 'two-slips',
      },
      edits: pieces.edited(one.edits).edits(),
      total: half.total + (one.total - regionBetween) + SECOND_EDIT,
    }));
}

interface Kept {
  readonly one: Survivor;
  readonly mistakes: string[];
  weight: number;
}

/** What a repair that reads and parses looks like in the end; equal texts are one repair. */
function merged(site: ErrorSite, found: readonly Survivor[]): Repair[] {
  const cheapest = found[0]?.total ?? 0;
  const weight = (total: number): number => Math.exp(-(total - cheapest) / TEMPERATURE);
  const byText = new Map<string, Kept>();
  for (const one of found) {
    const key = resultKey(site.text, one.edits);
    const known = byText.get(key);
    const { id } = one.reading.mistake;
    if (known) {
      if (!known.mistakes.includes(id)) known.mistakes.push(id);
    } else if (byText.size < MAX_TEXTS) byText.set(key, { one, mistakes: [id], weight: weight(one.total) });
  }
  const before = asItStands(site);
  const noneIsRight = before + NONE_IS_RIGHT;
  let sum = weight(noneIsRight);
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
      cost: one.total - before,
      lead: Math.min(rival, noneIsRight) - one.total,
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
