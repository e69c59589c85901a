// Problem in, candidates out: every source is asked, and what they propose becomes candidates with a probability, most likely first.

import type { Candidate } from '../patch';
import { amongRivals, probabilityOf } from './confidence';
import type { CandidateSource, Proposed, SourceRequest } from './source';

/** Each edit once, whoever proposes it. Sources before others in the list win where they propose the same. */
export async function generate(sources: readonly CandidateSource[], request: SourceRequest): Promise<Candidate[]> {
  const byId = new Map<string, Proposed>();
  for (const source of sources) {
    if (request.signal.aborted) break;
    const found = await source.candidates(request);
    if (!found.ok) continue;
    for (const proposed of mostLikely(found.value).slice(0, source.maxCandidates))
      if (!byId.has(proposed.id)) byId.set(proposed.id, proposed);
  }
  const all = [...byId.values()];
  const confidences = amongRivals(all.map(likelihood));
  return all.map((proposed, i) => withConfidence(proposed, confidences[i] ?? 0)).sort((a, b) => b.confidence - a.confidence);
}

function likelihood({ origin, variant, family, rank, features }: Proposed): number {
  return probabilityOf({ id: origin.id, variant, family, rank, features });
}

function mostLikely(proposed: readonly Proposed[]): Proposed[] {
  return [...proposed].sort((a, b) => likelihood(b) - likelihood(a));
}

function withConfidence({ family: _family, rank: _rank, ...candidate }: Proposed, confidence: number): Candidate {
  return { ...candidate, confidence };
}
