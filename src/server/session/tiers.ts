// How far a fix is trusted: applied by itself where a person has asked for that, offered, or kept behind one entry of the menu.

import { isSyntax, mayBeUnasked, type Evidence, type Patch, type Problem } from '../../engine';
import type { Settings } from '../../protocol';

/** As much of an offer as its tier depends on. */
interface Tiered {
  readonly patch: Patch;
  readonly known: { readonly problem: Problem };
}

type Thresholds = Pick<Settings, 'confidenceAuto' | 'confidenceReview'>;

/** Something real has said that the problem is gone: a checker, a run or a test; that it can be parsed is not enough. */
export function isProved(evidence: Evidence): boolean {
  return (
    evidence.some(({ rung, result }) => result === 'passed' && rung !== 'parses') && !evidence.some(({ result }) => result === 'failed')
  );
}

/** Sure enough to be the preferred fix, and, where a person has opted in, to be applied by itself. Never a model's, nor one that adds a danger or makes something up. */
export function isSure(patch: Patch, thresholds: Thresholds): boolean {
  return patch.testsWeak === undefined && isSureByItself(patch, thresholds);
}

/** The same without regard to how strong the tests around it are. */
function isSureByItself({ candidate, atLeast = 0, evidence }: Patch, { confidenceAuto }: Thresholds): boolean {
  return (
    mayBeUnasked({ candidate }) &&
    (candidate.origin.kind === 'rule' || candidate.origin.kind === 'remembered' || candidate.origin.kind === 'learned') &&
    atLeast >= confidenceAuto &&
    isProved(evidence)
  );
}

/**
 * The offers that stand in the menu, and those behind "Show low-confidence suggestions…".
 *
 * A syntax error keeps its best offer in the menu however unlikely. Of 487 learners' syntax errors with an offer, 135 (28 %)
 * have none of 0.7 or more; hidden, the menu would be silent there, where people need it most and no other extension has
 * a fix, although 6 in 10 of those offers make the file compile. Of 843 crashes and type errors with an offer, 2 in 10 have
 * only such ones, and a wrong one there changes what a program does: those stay behind the entry, as does what people here refuse.
 */
export function inMenu<T extends Tiered>(
  offers: readonly T[],
  thresholds: Thresholds,
): { readonly shown: readonly T[]; readonly hidden: readonly T[] } {
  const likely = new Set<T['known']>();
  // Where the tests are weak a fix stands one tier lower: what would be sure is only offered, what would be offered stands behind the entry.
  const isLikely = ({ patch }: T): boolean =>
    patch.confidence >= thresholds.confidenceReview &&
    !patch.unwanted &&
    (patch.testsWeak === undefined || isSureByItself(patch, thresholds));
  for (const offer of offers) if (isLikely(offer)) likely.add(offer.known);
  const shown: T[] = [];
  const hidden: T[] = [];
  const best = new Set<T['known']>();
  for (const offer of offers) {
    const onlyOne = !likely.has(offer.known) && !best.has(offer.known) && isSyntax(offer.known.problem) && !offer.patch.unwanted;
    if (isLikely(offer) || onlyOne) {
      shown.push(offer);
      best.add(offer.known);
    } else {
      hidden.push(offer);
    }
  }
  return { shown, hidden };
}
