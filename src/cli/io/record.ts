// Fixes that were written to disk become success pairs of their workspace.

import { makePair, openPairStore, recordPair } from '../../engine';
import type { Healed } from './heal-files';

/** The terminal cuts no store down by itself: `pairs prune` does, on the user's word. */
export const MAX_PAIRS = 1_000_000;

export type Recorded = { readonly pairs: number } | { readonly message: string };

/** Never throws, and never keeps a heal from standing: a store that can't be used only goes without this record. */
export async function record(root: string, healed: Healed, how: string): Promise<Recorded> {
  try {
    const opened = openPairStore({ folder: root, maxPairs: MAX_PAIRS });
    if (!opened.ok) return { message: opened.message };
    try {
      let pairs = 0;
      for (const { patch, before, after } of healed.steps) {
        const inserted = await recordPair(
          opened.value,
          makePair({ ...patch, status: 'applied' }, before, after, { now: new Date(), root, how }),
        );
        if (!inserted.ok) return { message: inserted.message };
        pairs++;
      }
      return { pairs };
    } finally {
      opened.value.close();
    }
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}
