// Candidates of every source for one problem, each proved on the text as it is: what the loops build upon.

import { setImmediate } from 'node:timers/promises';
import type { Candidate, Evidence, Patch } from '../patch';
import type { Problem } from '../problem';
import type { Workspace } from '../project/workspace';
import { parseAhead } from '../syntax/python-scopes';
import type { SourceText } from '../syntax/source-text';
import { settle } from '../detect/settle-columns';
import { amongRivals, withinReview } from '../generate/confidence';
import { fixerSource } from '../generate/fixer-candidates';
import { linterSource } from '../generate/editor/linter-fixes';
import { generate } from '../generate/generate';
import { registeredSource } from '../generate/editor/registered-fixes';
import { learnedSource } from '../generate/learned/learned-source';
import { rememberedSource } from '../generate/remembered/remembered-source';
import type { CandidateSource } from '../generate/source';
import type { Memory } from '../learn/memory';
import { holds, verify, type VerifyRequest } from '../verify/verify';
import { MAX_PATCHES } from './limits';

export interface HealRequest {
  readonly problem: Problem;
  /** The document the problem is in, as it is now. */
  readonly source: SourceText;
  /** The open document's version, null where it is not open. */
  readonly version: number | null;
  /** All problems known of the document, this one included: those have, or get, a fix of their own. */
  readonly all: readonly Problem[];
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  /** Who is asked for candidates; the memory, the fixers, and the linters for what they found, where absent. */
  readonly sources?: readonly CandidateSource[];
  /** What the workspace has taught; nothing where absent. */
  readonly memory?: Memory;
  /** What the user has switched off for this problem, by fixer id. */
  readonly muted?: (fixer: string) => boolean;
  /** A fixer that throws has a bug: it is left out and reported here. */
  readonly onFault?: (where: string, error: unknown) => void;
  /** Proves a candidate; `verify` where absent. */
  readonly prove?: (request: VerifyRequest) => Promise<Evidence>;
  /** What is too complex gets no fix, it needs a person (`escalationOf`); where absent every problem is healed. */
  readonly escalate?: boolean;
  /** The patches are run next, and what a checker doubts is kept only where the run proves it. */
  readonly runFollows?: boolean;
  /** Patches of the syntax errors before the problem, where the caller has them already; made for the same text. */
  readonly earlier?: readonly Patch[];
}

/** The request as one by itself: who proves the candidates of many problems together proves them on one text. */
export const alone = ({ prove: _, ...request }: HealRequest): HealRequest => request;

/** At most this many candidates are proved; the rest were unlikely anyway. */
const MAX_PROVED = 12;

export const DEFAULT_SOURCES: readonly CandidateSource[] = [
  rememberedSource(),
  learnedSource(),
  fixerSource(),
  linterSource(),
  registeredSource(),
];

/** Patches that hold, most likely first, at most `MAX_PATCHES`. Nothing is left out for being unlikely. Changes nothing. */
export async function provedCandidates(request: HealRequest, most: number = MAX_PATCHES): Promise<Patch[]> {
  const { source, workspace, signal } = request;
  const path = request.problem.location.path;
  const problem = withDocumentColumns(request);
  const start = source.offsetAt(problem.location.range.start);
  const end = Math.max(start, source.offsetAt(problem.location.range.end));
  if (problem.language === 'python') await parseAhead(source.text);
  const candidates = await generate(request.sources ?? DEFAULT_SOURCES, { ...request, problem, path, start, end });
  const patches: Patch[] = [];
  for (const candidate of candidates.slice(0, MAX_PROVED)) {
    if (signal.aborted || patches.length >= most) break;
    // Parsers of a large text take their time: whoever asks for a menu meanwhile is answered in between.
    await setImmediate();
    const evidence = await (request.prove ?? verify)({
      problem,
      candidate,
      path,
      source,
      workspace,
      signal,
      ...(request.runFollows ? { runFollows: true } : {}),
    });
    if (holds(evidence)) patches.push(toPatch(problem, candidate, evidence));
  }
  const confidences = amongRivals(patches.map(({ confidence }) => confidence));
  return patches.map((patch, i) => ({ ...patch, confidence: confidences[i] ?? 0 }));
}

/** Columns that were told from printed text become those of the document. */
function withDocumentColumns({ problem, source }: HealRequest): Problem {
  if (problem.frames.length === 0) return problem;
  return settle(problem, (file, line) => (file === problem.location.path ? source.line(line) : undefined));
}

/** How likely a patch is right for its problem, whatever else may be wrong with the text: what counts where the rest is looked at again. */
export function probabilityForProblem({ whole, confidence }: Patch): number {
  return whole?.probability ?? confidence;
}

export function toPatch(problem: Problem, candidate: Candidate, evidence: Evidence): Patch {
  const seen = withUnresolved(candidate, evidence);
  return { id: seen.id, problem, candidate: seen, evidence, confidence: seen.confidence, status: 'validated' };
}

/** A checker that is content otherwise says that what the patch imports is not there. */
function withUnresolved(candidate: Candidate, evidence: Evidence): Candidate {
  if (
    !evidence.some(
      ({ rung, result, why }) => rung === 'checks' && result === 'passed' && /^Import ".*" could not be resolved/.test(why ?? ''),
    )
  )
    return candidate;
  const adds = [...new Set([...(candidate.adds ?? []), 'imports a package that is not there'])];
  return { ...candidate, adds, confidence: withinReview(candidate.confidence, { adds }) };
}
