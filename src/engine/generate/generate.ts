// Problem in, candidates out: every source is asked, and what they propose becomes candidates with a probability, most likely first.

import type { Candidate } from '../patch';
import { probabilityOf } from './confidence';
import type { CandidateSource, Proposed, SourceRequest } from './source';

/**
 * Each edit once, as the first who proposes it explains it (sources and fixers in their order) and as likely as the likeliest says.
 * A source that fails has no candidates.
 */
export async function generate(sources: readonly CandidateSource[], request: SourceRequest): Promise<Candidate[]> {
  const byId = new Map<string, Candidate>();
  for (const source of sources) {
    if (request.signal.aborted) break;
    const found = await source.candidates(request);
    if (!found.ok) continue;
    const own = new Map<string, Candidate>();
    for (const candidate of found.value.map(withConfidence)) merge(own, candidate);
    for (const candidate of mostLikelyFirst([...own.values()]).slice(0, source.maxCandidates)) merge(byId, candidate);
  }
  return mostLikelyFirst([...byId.values()]);
}

function merge(byId: Map<string, Candidate>, candidate: Candidate): void {
  const known = byId.get(candidate.id);
  byId.set(candidate.id, known ? { ...known, confidence: Math.max(known.confidence, candidate.confidence) } : candidate);
}

/** The candidate with its probability, before anything was proved. */
export function withConfidence(candidate: Proposed): Candidate {
  return {
    ...candidate,
    confidence: probabilityOf({ ...candidate, id: candidate.origin.kind === 'model' ? 'model' : candidate.origin.id }),
  };
}

const mostLikelyFirst = (candidates: readonly Candidate[]): Candidate[] => [...candidates].sort((a, b) => b.confidence - a.confidence);
