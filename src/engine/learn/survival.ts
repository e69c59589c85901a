// What became of an accepted fix: whether its text still stands in the file, was taken back, or was made into something else by its user.
// Two scores, and the worst change decides: each alone is blind to something the other sees.

import { diffArrays } from 'diff';

export interface AcceptedTexts {
  /** Whole texts of the file: without the fix, with it, and as the file is now. */
  readonly before: string;
  readonly proposed: string;
  readonly now: string;
}

export interface Survival {
  readonly kind: 'survived' | 'edited' | 'reverted';
  /** Share of the proposal's 4-grams that are still there, 0 to 1, of the worst of its changes. */
  readonly kept: number;
  /** 1 where nothing was turned back, 0 where all was, of the worst of its changes. */
  readonly notReverted: number;
}

/** From here on the fix is what its user wanted; below, it was taken for a start. */
const MIN_KEPT = 0.5;
const MIN_NOT_REVERTED = 0.5;
/** A text grown beyond this is compared by its lines as they are; no score of a change of such a size says anything. In UTF-16 units. */
const MAX_CHANGE = 20_000;
/** Of the line diffs, in ms and edits. */
const DIFF_LIMIT = { timeout: 200, maxEditLength: 2_000 };

interface Change {
  /** Lines, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** undefined where the file has changed so much that the fix's place can't be found. White space and line ends don't count. */
export function survivalOf({ before, proposed, now }: AcceptedTexts): Survival | undefined {
  const [old, fixed, present] = [before, proposed, now].map(linesOf) as [string[], string[], string[]];
  const changes = changesBetween(old, fixed);
  const since = changesBetween(fixed, present);
  if (!changes || !since) return undefined;
  let [kept, notReverted] = [1, 1];
  let at = 0;
  for (const change of changes) {
    // Where the change's lines are in the fixed text, and what stands in their place now.
    const start = change.start + at;
    const end = start + change.lines.length;
    at += change.lines.length - (change.end - change.start);
    const here = placeNow(since, start, end);
    const texts = {
      before: old.slice(change.start, change.end).join('\n'),
      proposed: change.lines.join('\n'),
      now: present.slice(here.start, here.end).join('\n'),
    };
    if (Math.max(...Object.values(texts).map(({ length }) => length)) > MAX_CHANGE) return undefined;
    kept = Math.min(kept, texts.proposed === '' ? 1 : similarity(texts.now, texts.proposed));
    notReverted = Math.min(notReverted, notRevertedOf(texts));
  }
  return { kind: notReverted < MIN_NOT_REVERTED ? 'reverted' : kept >= MIN_KEPT ? 'survived' : 'edited', kept, notReverted };
}

/** 1 − how far the present text has gone from the proposal back to what was before. */
function notRevertedOf({ before, proposed, now }: AcceptedTexts): number {
  if (now === proposed) return 1;
  // An insertion that is gone, a deletion that is back.
  if (before === '') return now === '' ? 0 : 1;
  if (proposed === '') return similarity(now, before) > 0.5 ? 0 : 1;
  if (now === before) return 0;
  const was = similarity(proposed, before);
  if (was === 1) return 1;
  return 1 - Math.max(similarity(now, before) - was, 0) / (1 - was);
}

/** Share of common 4-grams, 0 to 1; of texts too short for these, whether they are the same. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length < 4 || b.length < 4) return 0;
  const grams = new Map<string, number>();
  for (let i = 0; i + 4 <= a.length; i++) grams.set(a.slice(i, i + 4), (grams.get(a.slice(i, i + 4)) ?? 0) + 1);
  let common = 0;
  for (let i = 0; i + 4 <= b.length; i++) {
    const gram = b.slice(i, i + 4);
    const left = grams.get(gram) ?? 0;
    if (left === 0) continue;
    common++;
    grams.set(gram, left - 1);
  }
  return (2 * common) / (a.length - 3 + (b.length - 3));
}

/** A formatter's work is none of ours: lines without their white space, blank lines left out. */
const linesOf = (text: string): string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/\s+/g, ''))
    .filter((line) => line !== '');

function changesBetween(a: readonly string[], b: readonly string[]): Change[] | undefined {
  const parts = diffArrays([...a], [...b], DIFF_LIMIT);
  if (!parts) return undefined;
  const changes: Change[] = [];
  let [line, open] = [0, false];
  for (const { added, removed, value } of parts) {
    if (!added && !removed) {
      line += value.length;
      open = false;
      continue;
    }
    const last = open ? changes.pop() : undefined;
    const start = last?.start ?? line;
    if (removed) line += value.length;
    changes.push({ start, end: line, lines: [...(last?.lines ?? []), ...(added ? value : [])] });
    open = true;
  }
  return changes;
}

/** Where lines [start, end) are after the changes: what was put in their place is theirs, what was put beside them is not. */
function placeNow(since: readonly Change[], start: number, end: number): { readonly start: number; readonly end: number } {
  let [from, to] = [start, end];
  for (const change of since) {
    const grown = change.lines.length - (change.end - change.start);
    const touches = start === end ? change.start <= start && change.end >= start : change.start < end && change.end > start;
    if (touches) {
      // A change that begins above the fix may have brought its first lines along: they are counted to it, which can only make it less alike.
      from = Math.min(from, from - (start - Math.min(start, change.start)));
      to += grown + Math.max(0, change.end - end);
    } else if (change.end <= start) {
      from += grown;
      to += grown;
    }
  }
  return { start: Math.max(0, from), end: Math.max(from, to) };
}
