// Where a recorded change stands in the text of today: by its own lines, for lines above it come and go.

/** Both sides of a change; the texts begin with the file's line `startLine` (zero-based). */
export interface Change {
  readonly before: string;
  readonly after: string;
  readonly startLine: number;
}

const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/);

/** Zero-based line of `now`: the nearest one that reads as the first changed line, made or not yet; else where it stood. */
export function placeOfChange(now: string, { before, after, startLine }: Change): number {
  const [old, made, present] = [linesOf(before), linesOf(after), linesOf(now)] as const;
  let first = 0;
  while (first < made.length && first < old.length && made[first] === old[first]) first++;
  const expected = Math.min(startLine + first, present.length - 1);
  for (const wanted of [made[first], old[first]]) {
    const text = wanted?.trim() ?? '';
    if (text === '') continue;
    let nearest: number | undefined;
    for (const [i, line] of present.entries())
      if (line.trim() === text && (nearest === undefined || Math.abs(i - expected) < Math.abs(nearest - expected))) nearest = i;
    if (nearest !== undefined) return nearest;
  }
  return Math.max(0, expected);
}
