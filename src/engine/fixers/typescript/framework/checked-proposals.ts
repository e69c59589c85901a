// Ways to mend that the type checker decides between: each is tried on the text, and only what heals the problem without a new one is offered.

import { applyEdits, type OffsetEdit } from '../../../syntax/edits';
import type { TypedPlace, TypedProposal } from './typed-rule';

export interface Idea {
  readonly title: string;
  readonly explanation: string;
  readonly edits: readonly OffsetEdit[];
  /** Probability that this is what a developer would have typed, if the checker agrees. */
  readonly confidence: number;
}

/** Checks cost tens of milliseconds each. */
const MAX_TRIED = 6;
const MAX_OFFERED = 3;

/** The ideas that hold, most confident first. Where TypeScript does not see the problem (files are missing), what adds no error is offered at less. */
export function proved(place: TypedPlace, ideas: readonly Idea[], unseen = 0.8): TypedProposal[] {
  const out: TypedProposal[] = [];
  const sorted = [...ideas].sort((a, b) => b.confidence - a.confidence).slice(0, MAX_TRIED);
  for (const idea of sorted) {
    let after: string;
    try {
      after = applyEdits(place.text, idea.edits);
    } catch {
      continue; // two edits of one idea met; it was none
    }
    const proof = place.prove(after);
    if (proof.fresh.length > 0 || (place.reproduced && !proof.gone)) continue;
    out.push({ ...idea, confidence: idea.confidence * (place.reproduced ? 1 : unseen) * (out.length > 0 ? 0.7 : 1) });
    if (out.length >= MAX_OFFERED) break;
  }
  return out;
}

export const at = (offset: number, text: string): OffsetEdit => ({ start: offset, end: offset, text });
