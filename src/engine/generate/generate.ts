// Problem in, candidates out, cheapest source first. Proposals become candidates here: trimmed, hashed, versioned.

import type { Candidate, FileEdit } from '../patch';
import type { FixContext, Fixer, Proposal } from './fixer';
import { editsId, toTextEdits } from '../syntax/edits';
import { fixers as registered } from './rules/registry';

export interface GenerateOptions {
  /** The open document's version, null where it is not open. */
  readonly version: number | null;
  /** Fixers the user has switched off for this problem. */
  readonly muted?: (fixer: string) => boolean;
  /** A fixer that throws has a bug: it is left out and reported here. */
  readonly onFault?: (fixer: string, error: unknown) => void;
  readonly fixers?: readonly Fixer[];
}

/** All candidates of the rule fixers, most confident first, each edit once. */
export async function generate(context: FixContext, options: GenerateOptions): Promise<Candidate[]> {
  const byId = new Map<string, Candidate>();
  for (const fixer of options.fixers ?? registered) {
    if (context.signal.aborted) break;
    if (!fixer.languages.includes(context.problem.language) || options.muted?.(fixer.id)) continue;
    try {
      if (!fixer.answers(context.problem)) continue;
      for (const proposal of await fixer.propose(context)) {
        const candidate = toCandidate(proposal, fixer.id, context, options.version);
        if (!candidate) continue;
        const known = byId.get(candidate.id);
        if (!known || known.confidence < candidate.confidence) byId.set(candidate.id, candidate);
      }
    } catch (error) {
      options.onFault?.(fixer.id, error);
    }
  }
  return [...byId.values()].sort((a, b) => b.confidence - a.confidence);
}

/** undefined where the proposal changes nothing. */
export function toCandidate(
  proposal: Proposal,
  fixer: string,
  context: Pick<FixContext, 'path' | 'source'>,
  version: number | null,
  kind: Candidate['origin']['kind'] = 'rule',
): Candidate | undefined {
  const edits: FileEdit[] = [
    { path: context.path, version, edits: toTextEdits(context.source, proposal.edits) },
    ...(proposal.otherFiles ?? []).map((file) => ({ path: file.path, version: null, edits: toTextEdits(file.source, file.edits) })),
  ].filter((file) => file.edits.length > 0);
  if (edits.length === 0) return undefined;
  return {
    id: editsId(edits),
    title: proposal.title,
    explanation: proposal.explanation,
    origin: { kind, id: fixer },
    edits,
    confidence: Math.max(0, Math.min(1, proposal.confidence)),
  };
}
