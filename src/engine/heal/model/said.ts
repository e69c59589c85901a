// What a diagnosing model and a critic say, as their answers are read and as records keep it.

import * as v from 'valibot';

export const Diagnosis = v.strictObject({
  /** Of the attempt, not of the program: its form, what it does, too slow, the server, unknown. */
  error_type: v.picklist(['formatting', 'logic', 'timeout', 'api', 'unknown']),
  root_cause: v.string(),
  can_fix: v.boolean(),
  /** Say something more, show less, take a fix of the rules, give up. */
  fix_strategy: v.picklist(['prompt_adjustment', 'simplify', 'fallback', 'abort']),
  fix_description: v.string(),
  /** For the next prompt; empty where nothing is to be said. */
  prompt_modification: v.string(),
});
export type HealDiagnosis = Readonly<v.InferOutput<typeof Diagnosis>>;

export const Criticism = v.strictObject({
  status: v.picklist(['APPROVED', 'FAIL']),
  quality_score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  failed_criteria: v.array(v.string()),
  issues: v.array(v.strictObject({ type: v.string(), loc: v.string(), fix: v.string(), severity: v.string() })),
  /** A whole program; empty where it knows none. */
  counter_example: v.string(),
});

/** What a critic said, without its program, and what came of running that. Kept in the record; nothing is decided by `status` or `quality_score`. */
export interface Critique extends Readonly<Omit<v.InferOutput<typeof Criticism>, 'counter_example'>> {
  /** `disproved`: the error came again, or another in a line of the patch. `opinion`: it fails for reasons of its own. */
  readonly counter_example: 'none' | 'holds' | 'disproved' | 'opinion' | 'not-run';
}
