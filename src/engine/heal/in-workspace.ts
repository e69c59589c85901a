// What people did in this workspace with fixes like these makes them more or less likely; those that are refused again and again fall silent.

import { familyOf } from '../detect/family';
import { probabilityHere, withinReview } from '../generate/confidence';
import type { Memory } from '../learn/memory';
import type { Patch } from '../patch';

/** Patches that were rated by what was counted elsewhere, in their order. */
export function inWorkspace(patches: readonly Patch[], memory: Memory | undefined): Patch[] {
  return patches.flatMap((patch) => {
    const { candidate, problem, whole } = patch;
    const experience = memory?.experienceAt?.(problem.location.path);
    const rate = (foretold: number): ReturnType<typeof probabilityHere> =>
      probabilityHere({ origin: candidate.origin, variant: candidate.variant, problem: familyOf(problem), foretold }, experience);
    const { confidence, atLeast, unwanted, silent } = rate(patch.confidence);
    // A model was asked for by a person, who waits for its answer.
    if (silent && candidate.origin.kind !== 'model') return [];
    return [
      {
        ...patch,
        foretold: patch.confidence,
        confidence: withinReview(confidence, candidate),
        atLeast: withinReview(atLeast, candidate),
        ...(whole ? { whole: { ...whole, probability: rate(whole.probability).confidence } } : {}),
        ...(unwanted ? { unwanted } : {}),
      },
    ];
  });
}
