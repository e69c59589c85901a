// How near one name is to another, measured as fingers and memory slip: in edits, and as the share of the name that stays.

/** A change of case or of underscores, in edits: `lastName` for `last_name`. */
const CASE = 0.3;
/** What an edit of the first letter costs besides: people get that one right, and another in its place makes another word. */
const FIRST_LETTER = 0.4;

export interface Nearness {
  /** Letters put in, left out, replaced or swapped; 0 where only case or underscores differ. */
  readonly edits: number;
  /** Share of the name that stays, above 0 and below 1. */
  readonly similarity: number;
}

/** How near two names are; undefined where no slip explains it. Equal names are no slip either. */
export function nearness(typed: string, meant: string): Nearness | undefined {
  if (typed === meant) return undefined;
  const longer = Math.max(typed.length, meant.length);
  const near = (edits: number, cost: number): Nearness => ({ edits, similarity: 1 - cost / (longer + 1) });
  if (plain(typed) === plain(meant)) {
    if (plain(typed).length <= 1) return near(1, 1);
    // A leading underscore means something and is seldom a slip.
    return typed.startsWith('_') === meant.startsWith('_') ? near(0, CASE) : near(2, 2);
  }
  const shorter = Math.min(typed.length, meant.length);
  if (shorter <= 1) return undefined;
  const limit = shorter <= 2 ? 1 : shorter <= 5 ? 2 : 3;
  const distance = editDistance(typed, meant, limit);
  // Two letters that differ in a short name, three in one of common length, make another name.
  if (distance > limit || (distance > 1 && shorter <= 4 && !sameLetters(typed, meant)) || (distance > 2 && shorter <= 8)) return undefined;
  const sameStart = typed.replace(/^_+/, '')[0] === meant.replace(/^_+/, '')[0];
  return near(Math.max(1, Math.round(distance)), distance + (sameStart ? 0 : FIRST_LETTER));
}

/** The similarity of `nearness`, 0 where no slip explains the difference. */
export const similarity = (typed: string, meant: string): number => nearness(typed, meant)?.similarity ?? 0;

const plain = (name: string): string => name.toLowerCase().replace(/_/g, '');

function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}

/** Optimal string alignment distance, a change of case costing `CASE`. Stops counting above `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const x = a[i - 1] ?? '';
      const y = b[j - 1] ?? '';
      const change = x === y ? 0 : x.toLowerCase() === y.toLowerCase() ? CASE : 1;
      let cost = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && x === b[j - 2] && a[i - 2] === y && x !== y) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}

/** A known name that may have been meant. */
export interface NearName extends Nearness {
  readonly name: string;
  /** How many facts speak for it besides its spelling. */
  readonly signs: number;
}

/** Best first: fewer edits, then more that speaks for it, then the nearer. */
export function byNearness(a: NearName, b: NearName): number {
  return a.edits - b.edits || b.signs - a.signs || b.similarity - a.similarity;
}

/** The known name as it was meant, unless no slip explains what was typed. */
export function nearName(typed: string, name: string, signs: number): NearName | undefined {
  const near = nearness(typed, name);
  return near && { name, signs, ...near };
}

/** Those of the names that may have been meant, best first; `signsOf` says how many facts speak for one besides. */
export function nearNames(
  typed: string,
  names: Iterable<string>,
  minSimilarity: number,
  signsOf: (name: string) => number = () => 0,
): NearName[] {
  const found: NearName[] = [];
  for (const name of names) {
    const near = nearName(typed, name, signsOf(name));
    if (near && near.similarity >= minSimilarity) found.push(near);
  }
  return found.sort(byNearness);
}

/** Which kind of slip the name at `index` of a ranked list would be. */
export function slipVariant(typed: string, ranked: readonly NearName[], index = 0): string {
  const own = ranked[index];
  if (!own || index > 0) return 'next-slip';
  const next = ranked[1];
  if (next?.edits === own.edits && next.signs === own.signs) return 'one-of-several-slips';
  if (Math.max(typed.length, own.name.length) <= SHORT_NAME) return 'slip-in-short-name';
  return own.edits === 0 ? 'slip-of-case' : own.edits === 1 ? 'slip-of-one-edit' : 'slip-of-several-edits';
}

/** Letters of a name that becomes another with any letter changed. */
const SHORT_NAME = 3;

/** What was measured of the name at `index` of a ranked list. */
export function slipFeatures(typed: string, ranked: readonly NearName[], index = 0): Record<string, number> {
  const own = ranked[index];
  if (!own) return {};
  const rival = ranked[index === 0 ? 1 : 0];
  return {
    edits: own.edits,
    similarity: own.similarity,
    length: typed.length,
    signs: own.signs,
    lead: own.similarity - (rival?.similarity ?? 0),
    rivals: ranked.length - 1,
  };
}
