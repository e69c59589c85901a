// Fixes that were written to disk become success pairs of their workspace.

import { makePair } from '../engine/learn/pair';
import { openPairStore } from '../engine/learn/store';
import type { Healed } from './heal-files';

export type Recorded = { readonly pairs: number } | { readonly message: string };

/** Never throws, and never keeps a heal from standing: a store that can't be used only goes without this record. */
export function record(root: string, healed: Healed, how: string): Recorded {
  try {
    const opened = openPairStore({ folder: root });
    if (!('store' in opened)) return { message: opened.message };
    try {
      let pairs = 0;
      for (const { patch, before, after } of healed.steps) {
        const inserted = opened.store.insert(makePair({ ...patch, status: 'applied' }, before, after, { now: new Date(), root, how }));
        if (!inserted.ok) return { message: inserted.message };
        pairs++;
      }
      return { pairs };
    } finally {
      opened.store.close();
    }
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}
