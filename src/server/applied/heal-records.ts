// What every heal came to, for the report: how it was asked for, how long it took, how many candidates it needed, why it ended. No code is kept.

import { createHash } from 'node:crypto';
import { recordHeal, type HealRecord, type PairStore, type Patch, type Problem, type RungResult, type Way } from '../../engine';
import type { Session } from '../session/session';
import { isProved, isSure } from '../session/tiers';

export interface Healed {
  readonly patch: Patch;
  /** Id of the pair that it became. */
  readonly pair: string;
  readonly via: Way;
  /** When it was taken. */
  readonly at: Date;
  /** From the question to the answer, in ms; 0 where nobody asked a question. */
  readonly ms: number;
  /** Candidates that were tried until it was found. */
  readonly attempts: number;
}

/** The id of the record of the heal that became this pair: told from it, so that what becomes of the pair finds it. */
export const healIdOf = (pair: string): string => createHash('sha256').update(`heal ${pair}`).digest('hex').slice(0, 32);

/** A fix was taken. Never rejects. */
export async function recordHealed(session: Pick<Session, 'client' | 'log'>, store: PairStore, healed: Healed): Promise<void> {
  const { patch, pair, via, at, ms, attempts } = healed;
  const { candidate, confidence, evidence } = patch;
  const written = await recordHeal(store, {
    ...asked(patch.problem, via, at, ms),
    id: healIdOf(pair),
    attempts,
    outcome: 'healed',
    why: 'the fix was taken',
    patch: {
      origin: candidate.origin,
      variant: candidate.variant,
      family: candidate.family,
      confidence: Math.max(0, Math.min(1, confidence)),
      tier: isSure(patch, session.client.settings) ? 'sure' : isProved(evidence) ? 'proved' : 'offered',
      evidence: evidence.map(({ rung, result, by, why, ms: spent }) => ({
        rung,
        result,
        ...(by === undefined ? {} : { by }),
        ...(why === undefined ? {} : { why }),
        ...(spent === undefined ? {} : { ms: spent }),
      })),
    },
    pair,
  });
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
      const { path, range } = problem.location;
      const id = createHash('sha256')
        .update(JSON.stringify(['left', path, range.start.line, problem.message, began.toISOString()]))
        .digest('hex')
        .slice(0, 32);
      await recordHeal(store, {
        ...asked(problem, via, began, ms / left.length),
        id,
        attempts: 0,
        outcome: cancelled ? 'cancelled' : regressed ? 'regressed' : 'nothing',
        why,
        patch: null,
      });
    }
  } catch (error) {
    session.log.fault('the record of a heal', error);
  }
}

/** Problems of one question that are kept. */
const MAX_LEFT = 100;

/** What every record says of the question. */
export function asked(
  { language, errorType, signature, source }: Problem,
  via: Way,
  at: Date,
  ms: number,
): Pick<HealRecord, 'schema' | 'at' | 'via' | 'language' | 'errorType' | 'shape' | 'source' | 'stages' | 'ms'> {
  return { schema: 1, at: at.toISOString(), via, language, errorType, shape: signature.shape, source, stages: [], ms };
}
