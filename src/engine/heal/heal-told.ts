// A text and an error in somebody's own words: the error is placed in the text and healed by the one path.

import type { Patch } from '../patch';
import type { Problem } from '../problem';
import type { Result } from '../result';
import { success } from '../result';
import { editsId } from '../syntax/edits';
import { healProblem } from './heal-problem';
import type { HealRequest } from './proved-candidates';
import { placeError, type PlacedError, type ToldError } from './told-error';

export interface HealToldRequest extends ToldError, Omit<HealRequest, 'problem' | 'source' | 'all'> {}

export interface HealedTold {
  /** The error where its patches mend it; where there is none, at the likeliest place. */
  readonly problem: Problem;
  /** Best first; made for the text as it is. Empty where nothing is likely enough, or where it is not clear which line is meant. */
  readonly patches: readonly Patch[];
  /** Nothing told or showed the line: it is the only one that a fix was found for, or nothing is known of it. */
  readonly guessed: boolean;
  /** As in `PlacedError`: the error is not in this text. */
  readonly unused?: PlacedError['unused'];
}

/** Changes nothing; throws only for a bug. */
export async function healTold(request: HealToldRequest): Promise<Result<HealedTold, 'no-error'>> {
  const placed = await placeError(request, request.workspace, request.signal);
  if (!placed.ok) return placed;
  const { problems, all, unused } = placed.value;
  const healed: { readonly problem: Problem; readonly patches: readonly Patch[] }[] = [];
  for (const problem of problems) {
    if (request.signal.aborted) break;
    const others = all.includes(problem) ? all : [problem, ...all];
    const patches = await healProblem({ ...request, problem, all: others });
    if (patches.length > 0) healed.push({ problem, patches });
  }
  const guessed = problems.length > 1;
  const [first] = problems;
  const nothing = { problem: healed[0]?.problem ?? first ?? unplaced(request), patches: [], guessed, ...(unused ? { unused } : {}) };
  const [best, ...others] = healed.sort((a, b) => (b.patches[0]?.confidence ?? 0) - (a.patches[0]?.confidence ?? 0));
  if (!best) return success(nothing);
  // Fixes of several lines, and nothing says which one failed: to choose one would be to guess.
  const isOther = ({ patches }: { readonly patches: readonly Patch[] }): boolean => keyOf(patches) !== keyOf(best.patches);
  return success(others.some(isOther) ? nothing : { ...best, guessed });
}

const keyOf = ([best]: readonly Patch[]): string => (best ? editsId(best.candidate.edits) : '');

const unplaced = ({ path, language }: ToldError): Problem => ({
  origin: 'pasted',
  language,
  source: language,
  errorType: '',
  message: '',
  signature: { shape: '', holes: {} },
  location: { path, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
  severity: 'error',
  frames: [],
  causes: [],
  related: [],
});
