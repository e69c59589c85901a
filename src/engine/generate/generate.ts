// Problem in, candidates out: every source is asked, and what they propose becomes candidates with a probability, most likely first.

import { anyLanguageOf } from '../language';
import type { Candidate } from '../patch';
import { isSyntax } from '../detect/family';
import { applyEdits, editsOf } from '../syntax/edits';
import type { SourceText } from '../syntax/source-text';
import { reviewPatch } from '../verify/patch-policy';
import { countedAs, probabilityOf, withinReview } from './confidence';
import type { CandidateSource, Proposed, SourceRequest } from './source';

/**
 * Each edit once, as the first who proposes it explains it (sources and fixers in their order) and as likely as the likeliest says.
 * A source that fails has no candidates.
 */
export async function generate(sources: readonly CandidateSource[], request: SourceRequest): Promise<Candidate[]> {
  const byText = new Map<string, Candidate>();
  for (const source of sources) source.prepare?.(request);
  for (const source of sources) {
    if (request.signal.aborted) break;
    const found = await source.candidates(request);
    if (!found.ok) continue;
    const own = new Map<string, Candidate>();
    for (const candidate of found.value.map(withConfidence)) merge(own, reviewed(candidate, request), request);
    for (const candidate of mostLikelyFirst([...own.values()]).slice(0, source.maxCandidates))
      // What was refused for this very text is not offered for it again.
      if (!request.memory?.isRejected(request.problem, candidate, request.source.text)) merge(byText, candidate, request);
  }
  return mostLikelyFirst([...byText.values()]);
}

/** Two sources may cut the same change otherwise: what comes out of it counts. */
function merge(byText: Map<string, Candidate>, candidate: Candidate, { path, source }: SourceRequest): void {
  const isOwn = candidate.edits.every((file) => file.path === path);
  const key = isOwn ? applyEdits(source.text, editsOf(candidate, path, source)) : candidate.id;
  const known = byText.get(key);
  byText.set(key, known ? { ...known, confidence: Math.max(known.confidence, candidate.confidence) } : candidate);
}

/** The candidate with its probability, before anything was proved. */
export function withConfidence(candidate: Proposed): Candidate {
  return { ...candidate, confidence: probabilityOf({ ...candidate, id: countedAs(candidate.origin) }) };
}

const mostLikelyFirst = (candidates: readonly Candidate[]): Candidate[] => [...candidates].sort((a, b) => b.confidence - a.confidence);

/** Lines around a change that are looked at: what it adds stands in them. */
const AROUND = 30;

/** The lines that a candidate changes in a file, with what stands around them, before and after. */
function aroundEdits(
  candidate: Candidate,
  { path, source }: { readonly path: string; readonly source: SourceText },
): { readonly before: string; readonly after: string } | undefined {
  const edits = editsOf(candidate, path, source);
  const [first, last] = [edits[0], edits.at(-1)];
  if (!first || !last) return undefined;
  const from = source.lineStarts[Math.max(0, source.lineOf(first.start) - AROUND)] ?? 0;
  const to = source.lineStarts[source.lineOf(last.end) + AROUND] ?? source.text.length;
  const before = source.text.slice(from, to);
  const moved = edits.map(({ start, end, text }) => ({ start: start - from, end: end - from, text }));
  return { before, after: applyEdits(before, moved) };
}

export interface ReviewRequest extends Pick<SourceRequest, 'problem' | 'source' | 'path'> {
  /** Further files that it changes, as they are. */
  readonly others?: readonly { readonly path: string; readonly source: SourceText }[];
}

/** The candidate with what its texts tell a reviewer, and no surer than that allows. */
export function reviewed(candidate: Candidate, { problem, source, path, others = [] }: ReviewRequest): Candidate {
  const how = {
    title: candidate.title,
    syntactic: isSyntax(problem),
    tool: candidate.family === 'editor' || candidate.family === 'linter' || candidate.family === 'typescript/language-service',
    anything: candidate.origin.kind === 'model',
  };
  const files = [
    { path, source, language: problem.language },
    ...others.map((file) => ({ ...file, language: anyLanguageOf(file.path) ?? problem.language })),
  ];
  const reviews = files.flatMap((file) => {
    const text = aroundEdits(candidate, file);
    return text ? [reviewPatch(text.before, text.after, file.language, { ...how, file: file.path })] : [];
  });
  const shown = [...new Set(reviews.flatMap(({ adds }) => adds))];
  const invents = reviews.some((review) => review.invents);
  // What its source knows of it stays.
  const adds = [...(candidate.adds ?? []), ...shown];
  if (adds.length === 0 && !invents) return candidate;
  const seen: Candidate = { ...candidate, ...(adds.length > 0 ? { adds } : {}), ...(invents ? { invents } : {}) };
  return { ...seen, confidence: withinReview(candidate.confidence, seen) };
}
