// What a comparison of an adapter with the model below it came to, as it stays with the adapter: counts, what follows from them, and why.

import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));

/** One of the two on the same problems. A problem is healed where it is proved, checked or exact. */
const SideSchema = v.object({
  /** Mended, as a run of the failing program or its tests showed. */
  proved: count,
  /** Mended as far as a checker can tell: the error is gone and nothing new came up. Those proved are not among them. */
  checked: count,
  /** The answer is, but for white space, what the person kept. */
  exact: count,
  healed: count,
});

/**
 * `better`: it heals significantly more, and forgets nothing of what everybody makes wrong. `worse`: it heals significantly less, or has forgotten.
 * `not-enough-evidence`: anything else.
 */
export const COMPARISON_OUTCOMES = ['better', 'worse', 'not-enough-evidence'] as const;

export const ComparisonSchema = v.object({
  /** ISO 8601 UTC. */
  at: v.pipe(v.string(), v.maxLength(100)),
  /** As their servers call them. */
  base: v.pipe(v.string(), v.maxLength(500)),
  adapter: v.pipe(v.string(), v.maxLength(500)),
  /** SHA-256 of the weights that were compared, in hex: others were not. */
  weights: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  /** Problems of the workspace that were not learned from and are younger than all that was. */
  held_out: v.object({ problems: count, base: SideSchema, adapter: SideSchema }),
  /** Problems that have nothing to do with the workspace; none where `problems` is 0. */
  generic: v.object({ problems: count, base: SideSchema, adapter: SideSchema }),
  /** Held-out problems that only the adapter healed, that only the base healed, and the rest. */
  wins: count,
  losses: count,
  ties: count,
  /** How likely at least as many wins are by chance: one-sided exact sign test. 1 where nothing differs. */
  p: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Problems for which one of the servers gave no answer; they count for neither. */
  unanswered: count,
  outcome: v.picklist(COMPARISON_OUTCOMES),
  /** One sentence. */
  why: v.pipe(v.string(), v.maxLength(1_000)),
});

type Frozen<T> = { readonly [K in keyof T]: T[K] extends object ? Frozen<T[K]> : T[K] };

/** A plain serialisable record. */
export type Comparison = Frozen<v.InferOutput<typeof ComparisonSchema>>;
export type ComparedSide = Comparison['held_out']['base'];
