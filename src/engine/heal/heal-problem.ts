// One problem in, patches out: candidates → evidence → what the error hid → confidence. The one path: the menu, the hover, whole files and
// workspaces, failed commands, the terminal and `batch` all heal a problem here, and get the same patches with the same confidence.

import type { Patch } from '../patch';
import { isSyntax } from '../detect/family';
import { healMaskedError } from './heal-masked-error';
import { MAX_PATCHES, MIN_CONFIDENCE_OF_BEST, MIN_CONFIDENCE_OF_OTHERS } from './limits';
import { withMaskedErrors } from './masked-errors';
import { provedCandidates, type HealRequest } from './proved-candidates';

/** Best first, each made for the text as it is; empty where nothing is likely enough. Changes nothing; throws only for a bug. */
export async function healProblem(request: HealRequest): Promise<Patch[]> {
  const first = await provedCandidates(request);
  if (!isSyntax(request.problem)) return worthOffering(first);
  const patches = first.length > 0 ? await withMaskedErrors(first, request) : await healMaskedError(request);
  return worthOffering(patches).slice(0, MAX_PATCHES);
}

/** Best first; none where the best is a wild guess, and no further ones that are wilder still. */
export function worthOffering(patches: readonly Patch[]): Patch[] {
  const ranked = [...patches].sort((a, b) => b.confidence - a.confidence);
  return (ranked[0]?.confidence ?? 0) < MIN_CONFIDENCE_OF_BEST
    ? []
    : ranked.filter(({ confidence }) => confidence >= MIN_CONFIDENCE_OF_OTHERS);
}
