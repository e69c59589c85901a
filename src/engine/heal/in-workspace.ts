// What people did in this workspace with fixes like these makes them more or less likely; those that are refused again and again fall silent.

import { familyOf } from '../detect/family';
import { probabilityHere, withinReview } from '../generate/confidence';
import type { Memory } from '../learn/memory';
import type { Patch } from '../patch';
import type { SourceText } from '../syntax/source-text';

/** In so many places in a row an edit was refused: it was no slip. */
const REFUSED_IN_A_ROW = 3;

/** Patches that were rated by what was counted elsewhere, in their order. `source`: the text that they were made for. */
export function inWorkspace(patches: readonly Patch[], memory: Memory | undefined, source: SourceText): Patch[] {
  return patches.flatMap((patch) => {
    const { candidate, problem, whole } = patch;
    const experience = memory?.experienceAt?.(problem.location.path);
    const rate = (foretold: number): ReturnType<typeof probabilityHere> =>
      probabilityHere({ origin: candidate.origin, variant: candidate.variant, problem: familyOf(problem), foretold }, experience);
    const { kind } = candidate.origin;
    const { confidence, atLeast, unwanted, silent } = rate(patch.confidence);
    // A no is said to the edit, whoever offers it the next time; what was learned here alone is then forgotten.
    const refused = (memory?.refusedInARow?.(problem, candidate, source.text) ?? 0) >= REFUSED_IN_A_ROW;
    // A model was asked for by a person, who waits for its answer.
    if (silent && kind !== 'model') return [];
    if (refused && (kind === 'learned' || kind === 'remembered')) return [];
    return [
      {
        ...patch,
        foretold: patch.confidence,
        confidence: withinReview(confidence, candidate),
        atLeast: withinReview(atLeast, candidate),
        ...(whole ? { whole: { ...whole, probability: rate(whole.probability).confidence } } : {}),
        ...(unwanted || refused ? { unwanted: true } : {}),
      },
    ];
  });
}
