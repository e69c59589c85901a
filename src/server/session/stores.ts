// The pair stores of the open folders: opened when first needed, one a folder, closed together.

import { openPairStore, type PairStore } from '../../engine/learn/store/pair-store';
import type { Settings } from '../../protocol';

export interface StoresOptions {
  readonly settings: () => Settings;
  readonly trusted: () => boolean;
  readonly onTrouble: (key: string, message: string) => void;
}

export class Stores {
  private readonly open = new Map<string, PairStore>();

  constructor(private readonly options: StoresOptions) {}

  /** undefined, with the reason told once, where the folder's store can't be used. */
  of(root: string): PairStore | undefined {
    const { settings, trusted, onTrouble } = this.options;
    if (!settings().store || !trusted()) return undefined;
    const known = this.open.get(root);
    if (known) return known;
    const opened = openPairStore({ folder: root, maxPairs: settings().maxPairs });
    if (!opened.ok) {
      onTrouble(`store:${root}:${opened.reason}`, opened.message);
      return undefined;
    }
    this.open.set(root, opened.value);
    return opened.value;
  }

  /** As `of`, without a word where it can't be used: nobody has asked for anything yet. */
  quietly(root: string): PairStore | undefined {
    const { settings, trusted } = this.options;
    if (!settings().store || !trusted()) return undefined;
    const known = this.open.get(root);
    if (known) return known;
    const opened = openPairStore({ folder: root, maxPairs: settings().maxPairs });
    if (!opened.ok) return undefined;
    this.open.set(root, opened.value);
    return opened.value;
  }

  /** Pairs in the stores opened so far. */
  get count(): number | undefined {
    if (this.open.size === 0) return undefined;
    let pairs = 0;
    for (const store of this.open.values()) pairs += store.count() ?? 0;
    return pairs;
  }

  close(): void {
    for (const store of this.open.values()) store.close();
    this.open.clear();
  }
}
