// Ways to mend that the type checker decides between: each is tried on the text, and only what heals the problem without a new one is offered.

import type { Proposal } from '../../fixer';
import { applyEdits, type OffsetEdit } from '../../../syntax/edits';
import type { TypedPlace } from './typed-place';
import type { TypedProposal } from './typed-rule';

/** A proposal of the file itself that was not tried yet. */
export type Idea = Omit<Proposal, 'otherFiles'>;

/** Checks cost tens of milliseconds each. */
const MAX_TRIED = 6;
const MAX_OFFERED = 3;

/**
 * The ideas that hold, in their order, which is best first. Each with the features `reproduced` (TypeScript itself sees the problem, so it
 * is known to be gone; 0: only that nothing new appeared is known) and `position` (its place among all ideas).
 */
export function checkedProposals(place: TypedPlace, ideas: readonly Idea[]): TypedProposal[] {
  const out: TypedProposal[] = [];
  for (const [position, idea] of ideas.slice(0, MAX_TRIED).entries()) {
    if (out.length >= MAX_OFFERED) break;
    let after: string;
    try {
      after = applyEdits(place.text, idea.edits);
    } catch {
      continue; // two edits of one idea met; it was none
    }
    const proof = place.prove(after);
    if (proof.fresh.length > 0 || (place.reproduced && !proof.gone)) continue;
    out.push({ ...idea, features: { ...idea.features, reproduced: Number(place.reproduced), position } });
  }
  return out;
}

/** Sorted by their variants' place in `order`; those of one variant stay as they are. */
export function inOrder<T extends Pick<Proposal, 'variant'>>(order: readonly string[], proposals: readonly T[]): T[] {
  const rank = ({ variant }: T): number => {
    const at = order.indexOf(variant);
    return at < 0 ? order.length : at;
  };
  return [...proposals].sort((a, b) => rank(a) - rank(b));
}

export const at = (offset: number, text: string): OffsetEdit => ({ start: offset, end: offset, text });
