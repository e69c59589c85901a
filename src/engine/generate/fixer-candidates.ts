// The source `fixers`: a problem is dispatched by what the fixers say they answer, and their proposals become candidates: trimmed, hashed, versioned.

import type { FileEdit } from '../patch';
import type { Problem } from '../problem';
import type { FixContext, Fixer, Proposal } from '../fixers/fixer';
import { familyOf } from '../detect/family';
import { fixers as registered } from '../fixers/registry';
import { success } from '../result';
import { editsId, toTextEdits } from '../syntax/edits';
import type { CandidateSource, Proposed, SourceRequest } from './source';

/** Candidates worth the cost of proving; the rest were unlikely anyway. */
const MAX_CANDIDATES = 12;

export function fixerSource(fixers: readonly Fixer[] = registered): CandidateSource {
  const index = indexOf(fixers);
  return {
    id: 'fixers',
    origin: 'rule',
    maxCandidates: MAX_CANDIDATES,
    candidates: async (request) => success(await propose(index, request)),
  };
}

/** An edit may come from several fixers: the caller keeps the likeliest. */
async function propose(index: FixerIndex, request: SourceRequest): Promise<Proposed[]> {
  const found: Proposed[] = [];
  for (const fixer of answering(index, request.problem)) {
    if (request.signal.aborted) break;
    if (!fixer.languages.includes(request.problem.language) || request.muted?.(fixer.id)) continue;
    try {
      let rank = 0;
      for (const proposal of await fixer.propose(request)) {
        const candidate = toCandidate(proposal, fixer, rank, request, request.version);
        if (!candidate) continue;
        rank++;
        found.push(candidate);
      }
    } catch (error) {
      request.onFault?.(fixer.id, error);
    }
  }
  return found;
}

interface FixerIndex {
  readonly order: ReadonlyMap<Fixer, number>;
  readonly byFamily: ReadonlyMap<string, readonly Fixer[]>;
  readonly byCode: ReadonlyMap<string, readonly Fixer[]>;
  /** Those that must look at every message. */
  readonly byMessage: readonly Fixer[];
}

const indexes = new WeakMap<readonly Fixer[], FixerIndex>();

function indexOf(fixers: readonly Fixer[]): FixerIndex {
  const known = indexes.get(fixers);
  if (known) return known;
  const [byFamily, byCode] = [new Map<string, Fixer[]>(), new Map<string, Fixer[]>()];
  const add = (map: Map<string, Fixer[]>, key: string, fixer: Fixer): void => void map.set(key, [...(map.get(key) ?? []), fixer]);
  for (const fixer of fixers) {
    for (const family of fixer.answers.families ?? []) add(byFamily, family, fixer);
    for (const code of fixer.answers.codes ?? []) add(byCode, code, fixer);
  }
  const index = {
    order: new Map(fixers.map((fixer, i) => [fixer, i])),
    byFamily,
    byCode,
    byMessage: fixers.filter(({ answers }) => answers.messages),
  };
  indexes.set(fixers, index);
  return index;
}

/** In the registry's order, so that the same problem is answered the same way. */
function answering({ order, byFamily, byCode, byMessage }: FixerIndex, problem: Problem): Fixer[] {
  const found = new Set<Fixer>([...(byFamily.get(familyOf(problem)) ?? []), ...(byCode.get(codeOf(problem.errorType)) ?? [])]);
  for (const fixer of order.keys())
    if (typeof fixer.answers === 'function' && (fixer.answers as unknown as (p: Problem) => boolean)(problem)) found.add(fixer); // INTERIM
  for (const fixer of byMessage) if (fixer.answers.messages?.some((pattern) => pattern.test(problem.message))) found.add(fixer);
  const place = (fixer: Fixer): number => order.get(fixer) ?? 0;
  return [...found].filter(({ answers }) => answers.where?.(problem) ?? true).sort((a, b) => place(a) - place(b));
}

/** Whether the fixer would be asked about the problem. */
export function answers(fixer: Fixer, problem: Problem): boolean {
  return answering(indexOf([fixer]), problem).length > 0;
}

/** TypeScript's codes are numbers in some editors' diagnostics. */
const codeOf = (errorType: string): string => (/^\d{3,6}$/.test(errorType) ? `TS${errorType}` : errorType);

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
    variant: proposal.variant ?? 'interim', // INTERIM
    family: origin.family,
    features: { rank, ...('confidence' in proposal ? { interim: proposal.confidence as number } : {}), ...proposal.features },
    edits,
  };
}
