// Fixes that were written to disk become success pairs of their workspace.

import {
  adapterOfOrigin,
  adaptersFolder,
  AdapterRegistry,
  countVerdicts,
  failure,
  makePair,
  openPairStore,
  recordPair,
  success,
  type Result,
} from '../../engine';
import type { HealedStep } from './heal-files';
import { say } from './say';

/** The terminal cuts no store down by itself: `pairs prune` does, on the user's word. */
export const MAX_PAIRS = 1_000_000;

/** The number of pairs recorded. Never throws, and never keeps a heal from standing: a store that can't be used only goes without this record. */
export async function record(root: string, steps: readonly HealedStep[], how: string): Promise<Result<number, 'not-recorded'>> {
  try {
    const opened = openPairStore({ folder: root, maxPairs: MAX_PAIRS });
    if (!opened.ok) return failure('not-recorded', opened.message);
    try {
      for (const { patch, before, after } of steps) {
        const inserted = await recordPair(
          opened.value,
          makePair({ ...patch, status: 'applied' }, before, after, { now: new Date(), root, how, via: 'cli' }),
        );
        if (!inserted.ok) return failure('not-recorded', inserted.message);
        for (const id of patch.candidate.pairs ?? []) opened.value.used(id, new Date().toISOString());
      }
      if (steps.some(({ patch }) => adapterOfOrigin(patch.candidate.origin) !== undefined)) {
        const counted = await countVerdicts(new AdapterRegistry(adaptersFolder(root)), opened.value);
        if (!counted.ok) say(`what the adapter made was recorded, and is not in its success rate yet: ${counted.message}`);
      }
      return success(steps.length);
    } finally {
      opened.value.close();
    }
  } catch (error) {
    return failure('not-recorded', error instanceof Error ? error.message : String(error));
  }
}
