// The loop that ties the stages: problem → candidates → evidence → patches.

import type { Candidate, Patch } from '../patch';
import type { Problem } from '../problem';
import type { Workspace } from '../project/workspace';
import type { SourceText } from '../syntax/source-text';
import { settle } from '../detect/settle-columns';
import { generate, type GenerateOptions } from '../generate/generate';
import { holds, verify } from '../verify/verify';

export interface HealRequest extends GenerateOptions {
  readonly problem: Problem;
  /** The document the problem is in, as it is now. */
  readonly source: SourceText;
  /** All problems known of the document. */
  readonly all: readonly Problem[];
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  /** How many patches are wanted, MAX_OFFERS where absent. */
  readonly offers?: number;
  /** Candidates of other sources, made for this very text: proved and ranked like our own. */
  readonly others?: readonly Candidate[];
}

/** At most this many offers a problem: a menu is read by a tired person. */
export const MAX_OFFERS = 3;
/**
 * Where even the best is less likely than this to be right, nothing is offered: on 1,650 recorded errors sixteen more offers were
 * silenced by it than by 0.1; one of them was right, four did harm.
 */
const TOO_UNLIKELY = 0.15;
/** A second or third offer below this was never right. */
const NOISE = 0.02;
/** Candidates worth the cost of proving; the rest were unlikely anyway. */
const MAX_PROVED = 12;

/** Patches that hold, best first. Empty where nothing is sure enough. Changes nothing. */
export async function heal(request: HealRequest): Promise<Patch[]> {
  const { source, workspace, signal } = request;
  const path = request.problem.location.path;
  // Columns told from printed text become those of the document.
  const problem =
    request.problem.frames.length === 0
      ? request.problem
      : settle(request.problem, (file, line) => (file === path ? source.line(line) : undefined));
  const start = source.offsetAt(problem.location.range.start);
  const end = Math.max(start, source.offsetAt(problem.location.range.end));
  const own = await generate({ problem, source, path, start, end, all: request.all, workspace, signal }, request);
  const candidates = [...own, ...(request.others ?? []).filter(({ id }) => !own.some((known) => known.id === id))].sort(
    (a, b) => b.confidence - a.confidence,
  );
  const patches: Patch[] = [];
  for (const candidate of candidates.slice(0, MAX_PROVED)) {
    if (signal.aborted || patches.length >= (request.offers ?? MAX_OFFERS)) break;
    const evidence = await verify({ problem, candidate, path, source, workspace, signal });
    if (holds(evidence)) patches.push(toPatch(problem, candidate, evidence));
  }
  return worthOffering(patches);
}

/** Best first; none where the best is a wild guess, and no further ones that are wilder still. */
export function worthOffering(patches: readonly Patch[]): Patch[] {
  const ranked = [...patches].sort((a, b) => b.confidence - a.confidence);
  return (ranked[0]?.confidence ?? 0) < TOO_UNLIKELY ? [] : ranked.filter(({ confidence }) => confidence >= NOISE);
}

export function toPatch(problem: Problem, candidate: Candidate, evidence: Patch['evidence']): Patch {
  return { id: candidate.id, problem, candidate, evidence, confidence: candidate.confidence, status: 'validated' };
}
