// Fixes that were written to disk become success pairs of their workspace.

import {
  adapterOfOrigin,
  adaptersFolder,
  AdapterRegistry,
  countVerdicts,
  failure,
  isUnproved,
  leftRecord,
  makePair,
  openPairStore,
  recordHeal,
  recordPair,
  recordSightings,
  success,
  takenRecord,
  type Problem,
  type Result,
} from '../../engine';
import type { HealedStep } from './heal-files';
import { say } from './say';

/** The terminal cuts no store down by itself: `pairs prune` does, on the user's word. */
export const MAX_PAIRS = 1_000_000;

/**
 * The pairs, and that they were healed, with the time that it took: `ms` since the question. The number of pairs recorded. Never throws, and never keeps
 * a heal from standing: a store that can't be used only goes without this record.
 */
export async function record(
  root: string,
  steps: readonly HealedStep[],
  how: string,
  { ms, attempts = 1 }: { readonly ms: number; readonly attempts?: number },
): Promise<Result<number, 'not-recorded'>> {
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
        const taken = { patch, pair: inserted.value.id, via: 'cli', at: new Date(), ms: ms / steps.length, attempts } as const;
        const kept = await recordHeal(opened.value, takenRecord({ ...taken, tier: isUnproved({ patch }) ? 'offered' : 'proved' }));
        if (!kept.ok) say(`how the heal went was not recorded: ${kept.message}`);
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

/** Errors that were seen, and were not healed. Nothing where nothing was ever kept in the folder. Never throws. */
export async function recordLeft(root: string, left: readonly LeftProblem[], began: Date): Promise<void> {
  try {
    const opened = openPairStore({ folder: root, maxPairs: MAX_PAIRS });
    if (!opened.ok) return;
    const store = opened.value;
    try {
      if ((store.count() ?? 0) === 0) return;
      const ms = (Date.now() - began.getTime()) / Math.max(1, left.length);
      for (const { problem, why } of left.slice(0, MAX_LEFT))
        await recordHeal(store, leftRecord(problem, { via: 'cli', began, ms, why, outcome: 'nothing' }));
    } finally {
      store.close();
    }
  } catch {
    // A store that can't be used goes without it.
  }
}

/** Errors that a command printed. Nothing where nothing was ever kept in the folder. Never throws. */
export async function recordSeen(root: string, problems: readonly Problem[]): Promise<void> {
  if (problems.length === 0) return;
  try {
    const opened = openPairStore({ folder: root, maxPairs: MAX_PAIRS });
    if (!opened.ok) return;
    try {
      if ((opened.value.count() ?? 0) === 0) return;
      const seen = problems
        .slice(0, MAX_LEFT)
        .map(({ signature, errorType, language }) => ({ shape: signature.shape, errorType, language }));
      await recordSightings(opened.value, seen, new Date());
    } finally {
      opened.value.close();
    }
  } catch {
    // As above.
  }
}

interface LeftProblem {
  readonly problem: Problem;
  readonly why: string;
}

/** Of one run. */
const MAX_LEFT = 100;
