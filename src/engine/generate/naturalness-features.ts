// How natural the text looks after each of several candidates, as features: what a language model of code says of the changed lines, and how
// far each candidate is ahead of the others.

import { isScript } from '../language';
import { editsOf } from '../syntax/edits';
import { CodeModel } from '../syntax/naturalness/code-model';
import { PYTHON_CODE } from '../syntax/naturalness/python-code';
import { SCRIPT_CODE } from '../syntax/naturalness/script-code';
import type { Proposed, SourceRequest } from './source';

/** Lines around the problem whose changes are looked at: an import at the top of the file says nothing of the place. */
const AROUND = 12;
/** Farther apart than this, one is not a little less natural but something else. */
const MOST = 15;

/**
 * `natural`: ln of how much likelier the changed lines are than as they stand; `naturalLead`: how far ahead of the best of the others, or behind
 * it; `naturalRank`: how many of the others are more natural. A candidate that changes nothing near the problem has none of them.
 */
export function withNaturalness(candidates: readonly Proposed[], { source, path, problem, start }: SourceRequest): Proposed[] {
  const line = source.lineOf(start);
  const from = source.lineStarts[Math.max(0, line - AROUND)] ?? 0;
  const to = source.lineStarts[line + AROUND + 1] ?? source.text.length;
  const changes = candidates.map((candidate) => editsOf(candidate, path, source).filter((edit) => edit.start >= from && edit.end <= to));
  const gains = CodeModel.of(source, isScript(problem.language) ? SCRIPT_CODE : PYTHON_CODE, start)
    .gains(changes)
    .map((gain) => (gain === undefined ? undefined : bounded(gain)));
  return candidates.map((candidate, i) => {
    const natural = gains[i];
    if (natural === undefined) return candidate;
    const others = gains.filter(
      (gain, other): gain is number => other !== i && gain !== undefined && candidates[other]?.id !== candidate.id,
    );
    const best = Math.max(...others);
    return {
      ...candidate,
      features: {
        ...candidate.features,
        natural,
        ...(others.length > 0 ? { naturalLead: bounded(natural - best), naturalRank: others.filter((gain) => gain > natural).length } : {}),
      },
    };
  });
}

const bounded = (value: number): number => Math.max(-MOST, Math.min(MOST, value));
