// How many slips of the fingers lie between two words.

export interface EditDistanceOptions {
  /** Words further apart than this are not told from each other: the distance is then `limit + 1`. */
  readonly limit?: number;
  /** What a letter in the other case costs; 1, as any other letter, where absent. */
  readonly caseCost?: number;
}

/**
 * Optimal string alignment: insertions, deletions, replaced letters and swaps of neighbours each cost 1. (The npm package
 * `fastest-levenshtein` counts a swap, the commonest slip, as two edits, and knows no limit.)
 */
export function editDistance(a: string, b: string, { limit = Infinity, caseCost = 1 }: EditDistanceOptions = {}): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  // Rows of the table of distances between the beginnings of both words: only the last two are needed.
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const [x, y] = [a.charAt(i - 1), b.charAt(j - 1)];
      const change = x === y ? 0 : caseCost !== 1 && x.toLowerCase() === y.toLowerCase() ? caseCost : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && x !== y && x === b[j - 2] && a[i - 2] === y) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length] ?? 0, limit + 1);
}
