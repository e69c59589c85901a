// The record of a heal from what was taken or left, the same for all faces.

import { createHash } from 'node:crypto';
import type { Patch } from '../patch';
import type { Problem } from '../problem';
import type { HealRecord } from './heal-record';
import type { Way } from './pair';

/** The id of the record of the heal that became this pair: told from it, so that what becomes of the pair finds it. */
export const healIdOf = (pair: string): string => idOf(`heal ${pair}`);

/** What every record says of the question. `at`: when it was asked. `ms`: from the question to the answer. */
export function askedRecord(
  { language, errorType, signature, source }: Problem,
  via: Way,
  at: Date,
  ms: number,
): Pick<HealRecord, 'schema' | 'at' | 'via' | 'language' | 'errorType' | 'shape' | 'source' | 'ms'> {
  return { schema: 1, at: at.toISOString(), via, language, errorType, shape: signature.shape, source, ms };
}

export interface TakenFix {
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
  /** What it was offered as: `sure`, `proved`, `offered`. */
  readonly tier: string;
}

export function takenRecord({ patch, pair, via, at, ms, attempts, tier }: TakenFix): HealRecord {
  const { candidate, confidence, evidence } = patch;
  return {
    ...askedRecord(patch.problem, via, at, ms),
    id: healIdOf(pair),
    attempts,
    outcome: 'healed',
    why: 'the fix was taken',
    patch: {
      origin: candidate.origin,
      variant: candidate.variant,
      family: candidate.family,
      confidence: Math.max(0, Math.min(1, confidence)),
      tier,
      evidence: evidence.map(({ rung, result, by, why, ms: spent }) => ({
        rung,
        result,
        ...(by === undefined ? {} : { by }),
        ...(why === undefined ? {} : { why }),
        ...(spent === undefined ? {} : { ms: spent }),
      })),
    },
    pair,
  };
}

/** A problem for which a person asked and nothing was found. `began`: when they asked; the same question makes the same id. */
export function leftRecord(
  problem: Problem,
  {
    via,
    began,
    ms,
    why,
    outcome,
  }: {
    readonly via: Way;
    readonly began: Date;
    readonly ms: number;
    readonly why: string;
    readonly outcome: 'nothing' | 'cancelled' | 'regressed';
  },
): HealRecord {
  const { path, range } = problem.location;
  return {
    ...askedRecord(problem, via, began, ms),
    id: idOf(JSON.stringify(['left', path, range.start.line, problem.message, began.toISOString()])),
    attempts: 0,
    outcome,
    why,
    patch: null,
  };
}

const idOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
