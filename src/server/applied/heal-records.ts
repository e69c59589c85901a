// What every heal came to, for the report: how it was asked for, how long it took, how many candidates it needed, why it ended. No code is kept.

import {
  leftRecord,
  recordHeal,
  takenRecord,
  type PairStore,
  type Patch,
  type Problem,
  type RungResult,
  type TakenFix,
  type Way,
} from '../../engine';
import type { Session } from '../session/session';
import { isProved, isSure } from '../session/tiers';

/** A fix was taken. Never rejects. */
export async function recordHealed(
  session: Pick<Session, 'client' | 'log'>,
  store: PairStore,
  healed: Omit<TakenFix, 'tier'>,
): Promise<void> {
  const { patch } = healed;
  const tier = isSure(patch, session.client.settings) ? 'sure' : isProved(patch.evidence) ? 'proved' : 'offered';
  const written = await recordHeal(store, takenRecord({ ...healed, tier }));
  if (!written.ok) session.log.fault('the record of a heal', new Error(written.message));
}

interface LeftHow {
  readonly via: Way;
  readonly began: Date;
  readonly cancelled?: boolean;
  /** There was a fix, and tests that passed fail with it. */
  readonly regressed?: boolean;
}

/** Fixes with which tests fail that passed before. Never rejects. */
export async function recordRegressed(
  session: Pick<Session, 'folders' | 'log' | 'stores'>,
  patches: readonly Patch[],
  tests: readonly RungResult[],
  how: Pick<LeftHow, 'via' | 'began'>,
): Promise<void> {
  const broken = tests.some(({ counts }) => (counts?.newlyBroken ?? 0) > 0);
  if (!broken) return;
  const why = 'tests that passed before fail with the fix';
  await recordLeft(
    session,
    patches.map(({ problem }) => ({ problem, why })),
    { ...how, regressed: true },
  );
}

/** Problems for which a person asked and nothing was found, or not in time. Never rejects. */
export async function recordLeft(
  session: Pick<Session, 'folders' | 'log' | 'stores'>,
  left: readonly { readonly problem: Problem; readonly why: string }[],
  { via, began, cancelled = false, regressed = false }: LeftHow,
): Promise<void> {
  try {
    const ms = Math.max(0, Date.now() - began.getTime());
    for (const { problem, why } of left.slice(0, MAX_LEFT)) {
      const root = session.folders.rootOf(problem.location.path);
      const store = root === undefined ? undefined : session.stores.quietly(root);
      // A folder in which nothing was kept so far gets no store for this.
      if (!store || (store.count() ?? 0) === 0) continue;
      const outcome = cancelled ? 'cancelled' : regressed ? 'regressed' : 'nothing';
      await recordHeal(store, leftRecord(problem, { via, began, ms: ms / left.length, why, outcome }));
    }
  } catch (error) {
    session.log.fault('the record of a heal', error);
  }
}

/** Problems of one question that are kept. */
const MAX_LEFT = 100;
