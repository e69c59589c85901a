// Hierarchical clustering by the nearest-neighbour chain: the whole tree from single items to all of them, in O(n²).

export interface Tree<T> {
  readonly items: readonly T[];
  /** Between its two children; 0 for one item. */
  readonly distance: number;
  readonly children?: readonly [Tree<T>, Tree<T>];
}

/** The trees of the items: one, or one each where `distance` is Infinity. Average linkage; the same items in the same order give the same trees. */
export function nearestNeighbourChain<T>(items: readonly T[], distance: (a: T, b: T) => number): Tree<T>[] {
  const trees: Tree<T>[] = items.map((item) => ({ items: [item], distance: 0 }));
  const n = trees.length;
  const between = items.map((a, i) => items.map((b, j) => (i === j ? Infinity : i < j ? distance(a, b) : 0)));
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) set(between, i, j, get(between, j, i));
  const active = new Set(trees.keys());
  const chain: number[] = [];
  while (active.size > 1) {
    if (chain.length === 0) chain.push(Math.min(...active));
    const top = chain[chain.length - 1] ?? 0;
    const previous = chain[chain.length - 2];
    let nearest = -1;
    let least = Infinity;
    for (const other of active) {
      if (other === top) continue;
      const d = get(between, top, other);
      // Of equally near ones the one that the chain came from: so it ends.
      if (d < least || (d === least && other === previous)) [nearest, least] = [other, d];
    }
    if (nearest < 0 || least === Infinity) {
      active.delete(top);
      chain.pop();
      continue;
    }
    if (nearest !== previous) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [low, high] = [Math.min(top, nearest), Math.max(top, nearest)];
    const [a, b] = [trees[low], trees[high]];
    if (!a || !b) break;
    const [p, q] = [a.items.length, b.items.length];
    for (const other of active) {
      if (other === low || other === high) continue;
      const d = (p * get(between, low, other) + q * get(between, high, other)) / (p + q);
      set(between, low, other, d);
      set(between, other, low, d);
    }
    trees[low] = { items: [...a.items, ...b.items], distance: least, children: [a, b] };
    active.delete(high);
    trees[high] = { items: [], distance: Infinity };
  }
  return trees.filter(({ items: own }) => own.length > 0);
}

const get = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? Infinity;
const set = (table: number[][], i: number, j: number, value: number): void => {
  const row = table[i];
  if (row) row[j] = value;
};
