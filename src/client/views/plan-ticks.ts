// Which fixes of a plan can be ticked together: one that builds upon another is there only with it.

interface Fix {
  readonly id: string;
  /** Ids of fixes that it builds upon. */
  readonly needs: readonly string[];
}

interface Ticks<T> {
  readonly ticked: ReadonlySet<string>;
  /** Fixes that the person did not name, and whose tick changed with it. */
  readonly others: readonly T[];
}

/** With all that the ticked ones build upon. */
export function withNeeded<T extends Fix>(fixes: readonly T[], wanted: ReadonlySet<string>): Ticks<T> {
  const byId = new Map(fixes.map((fix) => [fix.id, fix]));
  const ticked = new Set(wanted);
  // A set is walked on to what is put in meanwhile.
  for (const id of ticked) for (const needed of byId.get(id)?.needs ?? []) if (byId.has(needed)) ticked.add(needed);
  return { ticked, others: fixes.filter(({ id }) => ticked.has(id) && !wanted.has(id)) };
}

/** Without those that build upon one that is not ticked. */
export function withoutOrphans<T extends Fix>(fixes: readonly T[], wanted: ReadonlySet<string>): Ticks<T> {
  let ticked = new Set(wanted);
  for (;;) {
    const kept = new Set(fixes.filter(({ id, needs }) => ticked.has(id) && needs.every((one) => ticked.has(one))).map(({ id }) => id));
    if (kept.size === ticked.size) break;
    ticked = kept;
  }
  return { ticked, others: fixes.filter(({ id }) => wanted.has(id) && !ticked.has(id)) };
}
