// The source `fixers`: a problem is dispatched by what the fixers say they answer, and their proposals become candidates: trimmed, hashed, versioned.

import { setImmediate } from 'node:timers/promises';
import type { FileEdit } from '../patch';
import type { Problem } from '../problem';
import type { FixContext, Fixer, ProblemRewrite, Proposal } from '../fixers/fixer';
import { FORMER_IDS } from '../fixers/former-ids';
import { contextFeatures, fixers as registered, rewrites as registeredRewrites } from '../fixers/registry';
import { success } from '../result';
import { editsId, toTextEdits } from '../syntax/edits';
import { answering } from './answering';
import { withNaturalness } from './naturalness-features';
import { rewritten } from './rewrite';
import type { CandidateSource, Proposed, SourceRequest } from './source';

/** Candidates worth the cost of proving; the rest were unlikely anyway. */
const MAX_CANDIDATES = 12;

export function fixerSource(
  fixers: readonly Fixer[] = registered,
  rewrites: readonly ProblemRewrite[] = registeredRewrites,
): CandidateSource {
  return {
    id: 'fixers',
    origin: 'rule',
    maxCandidates: MAX_CANDIDATES,
    candidates: async (request) => success(await propose(fixers, rewrites, request)),
  };
}

/** What is proposed for the problem itself, then for what it stands for (feature `rewritten`). An edit may come from several fixers: the caller keeps the likeliest. */
async function propose(fixers: readonly Fixer[], rewrites: readonly ProblemRewrite[], request: SourceRequest): Promise<Proposed[]> {
  const [own, causes]: [Proposed[], Proposed[]] = [[], []];
  const shared = contextFeatures(request);
  for (const context of await rewritten(request, rewrites)) {
    const asked = answering(fixers, context.problem);
    const found = new Map<Fixer, readonly Proposed[]>();
    for (const fixer of [...asked.filter(isAskedFirst), ...asked.filter((one) => !isAskedFirst(one))]) {
      if (request.signal.aborted) break;
      if (isMuted(fixer.id, request)) continue;
      // In a large text each fixer takes its time: whoever asks for a menu meanwhile is answered in between.
      await setImmediate();
      try {
        found.set(fixer, toCandidates(await fixer.propose(context), fixer, context, shared, request));
      } catch (error) {
        request.onFault?.(fixer.id, error);
      }
    }
    for (const fixer of asked) (context.isCause ? causes : own).push(...(found.get(fixer) ?? []));
  }
  // What only follows from another error needs no fix of its own where that one has one.
  return withNaturalness(causes.length > 0 ? causes : own, request);
}

const isAskedFirst = (fixer: Fixer): boolean => fixer.isAskedFirst === true;

function toCandidates(
  proposals: readonly Proposal[],
  fixer: Fixer,
  context: FixContext,
  shared: Readonly<Record<string, number>>,
  request: SourceRequest,
): Proposed[] {
  const candidates: Proposed[] = [];
  for (const proposal of proposals) {
    const candidate = toCandidate(withFeatures(proposal, shared, context), fixer, candidates.length, request, request.version);
    if (candidate) candidates.push(candidate);
  }
  return candidates;
}

/** What of the problem's surroundings tells how likely any proposal is, beside what the fixer measured. */
function withFeatures(proposal: Proposal, shared: Readonly<Record<string, number>>, { standsFor }: FixContext): Proposal {
  return { ...proposal, features: { ...shared, ...(standsFor ? { rewritten: 1 } : {}), ...proposal.features } };
}

/** Under its present id, or the one it had before. */
function isMuted(id: string, { muted }: SourceRequest): boolean {
  const former = FORMER_IDS[id];
  return (muted?.(id) ?? false) || (former !== undefined && (muted?.(former) ?? false));
}

/** Whether the fixer would be asked about the problem. */
export function answers(fixer: Fixer, problem: Problem): boolean {
  return answering([fixer], problem).length > 0;
}

/** undefined where the proposal changes nothing. `origin` is its fixer or source. */
export function toCandidate(
  proposal: Proposal,
  origin: Pick<Fixer, 'id' | 'family'>,
  rank: number,
  context: Pick<FixContext, 'path' | 'source'>,
  version: number | null,
  kind: Proposed['origin']['kind'] = 'rule',
): Proposed | undefined {
  const edits: FileEdit[] = [
    { path: context.path, version, edits: toTextEdits(context.source, proposal.edits) },
    ...(proposal.otherFiles ?? []).map((file) => ({ path: file.path, version: null, edits: toTextEdits(file.source, file.edits) })),
  ].filter((file) => file.edits.length > 0);
  if (edits.length === 0) return undefined;
  return {
    id: editsId(edits),
    title: proposal.title,
    explanation: proposal.explanation,
    origin: { kind, id: origin.id },
    variant: proposal.variant,
    family: origin.family,
    features: { rank, ...proposal.features },
    edits,
    ...(proposal.invents ? { invents: true } : {}),
  };
}
