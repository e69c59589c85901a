// Problem in, candidates out: every source is asked, and what they propose becomes candidates with a probability, most likely first.

import type { Candidate } from '../patch';
import { probabilityOf } from './confidence';
import type { CandidateSource, Proposed, SourceRequest } from './source';

/** Each edit once, as the likeliest of those who propose it explains it; of equals the first source wins. A source that fails has no candidates. */
export async function generate(sources: readonly CandidateSource[], request: SourceRequest): Promise<Candidate[]> {
  const byId = new Map<string, Candidate>();
  for (const source of sources) {
    if (request.signal.aborted) break;
    const found = await source.candidates(request);
    if (!found.ok) continue;
    for (const candidate of mostLikelyFirst(found.value.map(withConfidence)).slice(0, source.maxCandidates)) {
      const known = byId.get(candidate.id);
      if (!known || known.confidence < candidate.confidence) byId.set(candidate.id, candidate);
    }
  }
  return mostLikelyFirst([...byId.values()]);
}

/** The candidate with its probability, before anything was proved. */
export function withConfidence(candidate: Proposed): Candidate {
  return {
    ...candidate,
    confidence: probabilityOf({ ...candidate, id: candidate.origin.kind === 'model' ? 'model' : candidate.origin.id }),
  };
}

const mostLikelyFirst = (candidates: readonly Candidate[]): Candidate[] => [...candidates].sort((a, b) => b.confidence - a.confidence);
