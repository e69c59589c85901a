// Heals all problems of one file on a copy: most certain first, looking again after each, until nothing sure is left.

import type { FileEdit, Patch } from '../patch';
import type { Problem, Range } from '../problem';
import { familyOf } from '../detect/family';
import { isStillThere } from '../detect/same-problem';
import { editorSource, type EditorFix } from '../generate/editor/editor-candidates';
import { remainingErrors, type RemainingErrors } from '../inspect/remaining-errors';
import { editsOf, shiftOffset, textAfter, type OffsetEdit } from '../syntax/edits';
import { PatchedText } from '../syntax/patched-text';
import { SourceText } from '../syntax/source-text';
import { verify } from '../verify/verify';
import { healProblem } from './heal-problem';
import { MAX_FILE_MS, MAX_FILE_ROUNDS, MIN_CONFIDENCE_IN_FILE } from './limits';
import { PatchChain } from './patch-chain';
import type { CandidateSource } from '../generate/source';
import { DEFAULT_SOURCES, probabilityForProblem, type HealRequest } from './proved-candidates';

export interface HealFileRequest extends Pick<HealRequest, 'source' | 'version' | 'workspace' | 'signal' | 'sources' | 'onFault'> {
  readonly path: string;
  /** What is known to be wrong with it. */
  readonly problems: readonly Problem[];
  readonly muted?: (fixer: string, problem: Problem) => boolean;
  /** One short sentence each time something was healed; `done` of `total` problems have been dealt with. */
  readonly onProgress?: (message: string, done: number, total: number) => void;
  /** How the next problems are found after a patch. */
  readonly remaining?: RemainingErrors;
  /** Quick fixes that other extensions offer for a problem, made for the file as it is. */
  readonly editorFixes?: (problem: Problem) => readonly EditorFix[];
  /** The clock, in ms. */
  readonly now?: () => number;
}

export interface HealedFile {
  /** From the original text to `after`, minimal; further files' edits behind the own one. Empty where nothing was healed. */
  readonly edits: readonly FileEdit[];
  readonly after: string;
  /** In the order they were applied. */
  readonly healed: readonly Patch[];
  readonly left: readonly { readonly problem: Problem; readonly why: string }[];
  readonly rounds: number;
  /** Why the loop ended. */
  readonly ended: 'clean' | 'nothing-sure' | 'cancelled' | 'out-of-time' | 'out-of-rounds';
}

interface Pending {
  /** In coordinates of the text it was seen in. */
  readonly seen: Problem;
  /** It was seen in the original text, and not behind a patch. */
  readonly inOriginal: boolean;
  /** In coordinates of the present text. */
  readonly now: Problem;
}

const WHY: Record<HealedFile['ended'], string> = {
  cancelled: 'you cancelled before its turn',
  clean: 'no fix is sure enough',
  'nothing-sure': 'no fix is sure enough',
  'out-of-time': 'there was no time left',
  'out-of-rounds': 'there was no time left',
};

/** Changes nothing; throws only for a bug. */
export async function healFile(request: HealFileRequest): Promise<HealedFile> {
  const clock = request.now ?? Date.now;
  const began = clock();
  const { path } = request;
  let chain = PatchChain.from((file) => (file === path ? Promise.resolve(request.source.text) : request.workspace.files.read(file)));
  const tried = new Set([request.source.text]);
  let pending: Pending[] = request.problems.map((problem) => ({ seen: problem, inOriginal: true, now: problem }));
  let rounds = 0;
  const textNow = (): string => chain.changed(path) ?? request.source.text;
  const result = (ended: HealedFile['ended']): HealedFile => ({
    edits: chain.edits((file) => (file === path ? request.version : null)),
    after: textNow(),
    healed: chain.steps,
    left: pending.map(({ now }) => ({ problem: now, why: WHY[ended] })),
    rounds,
    ended,
  });

  while (pending.length > 0) {
    if (request.signal.aborted) return result('cancelled');
    if (clock() - began > MAX_FILE_MS) return result('out-of-time');
    if (rounds >= MAX_FILE_ROUNDS) return result('out-of-rounds');
    const source = new SourceText(textNow());
    const best = await mostCertain(request, source, pending, tried, chain);
    if (!best) break;
    rounds++;
    const edits = editsOf(best.patch.candidate, path, source);
    chain = await chain.with(best.patch);
    tried.add(textNow());
    const after = new SourceText(textNow());
    const rest = pending.filter((one) => one !== best.pending).map((one) => ({ ...one, now: shifted(one.now, source, after, edits) }));
    pending = await lookAgain(request, best.patch, after, rest, chain);
    request.onProgress?.(best.patch.candidate.title, chain.steps.length, chain.steps.length + pending.length);
  }
  return result(pending.length === 0 ? 'clean' : 'nothing-sure');
}

/**
 * The surest patch of all pending problems: syntax first, for while a file does not parse nothing else is sure; then what
 * is imported, for other names may come with it; then the rest.
 */
async function mostCertain(
  request: HealFileRequest,
  source: SourceText,
  pending: readonly Pending[],
  tried: ReadonlySet<string>,
  chain: PatchChain,
): Promise<{ patch: Patch; pending: Pending } | undefined> {
  const { path, workspace, signal, version, muted } = request;
  const all = pending.map(({ now }) => now);
  for (const urgency of [0, 1, 2]) {
    let best: { patch: Patch; pending: Pending } | undefined;
    // In the order of the text: a syntax error is healed with those before it mended.
    const earlier: Patch[] = [];
    for (const one of pending.filter(({ now }) => urgencyOf(now) === urgency).sort((a, b) => byPlace(a.now, b.now))) {
      if (signal.aborted) return undefined;
      const patches = await healProblem({
        problem: one.now,
        source,
        version,
        all,
        earlier: [...earlier],
        workspace,
        signal,
        sources: sourcesFor(request, one, chain),
        ...(muted ? { muted: (fixer: string) => muted(fixer, one.now) } : {}),
        ...(request.onFault ? { onFault: request.onFault } : {}),
      });
      if (urgency === 0 && patches[0]) earlier.push(patches[0]);
      const patch = patches.find(
        (one) => probabilityForProblem(one) >= MIN_CONFIDENCE_IN_FILE && !tried.has(textAfter(one.candidate, path, source)),
      );
      if (patch && (!best || probabilityForProblem(patch) > probabilityForProblem(best.patch))) best = { patch, pending: one };
    }
    if (best) return best;
  }
  return undefined;
}

function byPlace(a: Problem, b: Problem): number {
  const [one, two] = [a.location.range.start, b.location.range.start];
  return one.line - two.line || one.character - two.character;
}

/** The sources of the request, and what other extensions offered for the problem in the file as it was. */
function sourcesFor(request: HealFileRequest, { seen, inOriginal }: Pending, chain: PatchChain): readonly CandidateSource[] {
  const sources = request.sources ?? DEFAULT_SOURCES;
  const fixes = inOriginal ? (request.editorFixes?.(seen) ?? []) : [];
  return fixes.length === 0 ? sources : [...sources, editorSource(fixes, chain.patched(request.path) ?? PatchedText.of(request.source))];
}

/** 0 first: while a file does not parse nothing else is sure; 1 what is imported, for other names may come with it; 2 the rest. */
export function urgencyOf(problem: Problem): 0 | 1 | 2 {
  const family = familyOf(problem);
  return family === 'syntax' ? 0 : family === 'missing-module' || family === 'missing-export' ? 1 : 2;
}

/** What is still wrong after a patch: problems that went with it leave, problems that it uncovered come. */
async function lookAgain(
  request: HealFileRequest,
  patch: Patch,
  after: SourceText,
  rest: readonly Pending[],
  chain: PatchChain,
): Promise<Pending[]> {
  const found = await (request.remaining ?? remainingErrors)({
    problem: patch.problem,
    path: request.path,
    source: after,
    workspace: request.workspace,
    signal: request.signal,
  });
  const still: Pending[] = [];
  for (const one of rest) {
    if (found.some((problem) => isStillThere(one.now, problem)) || !(await isGone(request, one, chain))) still.push(one);
  }
  const fresh = found.filter(
    (problem) =>
      !still.some((one) => isStillThere(one.now, problem) || problem.location.range.start.line === one.now.location.range.start.line),
  );
  return [...still, ...fresh.map((problem) => ({ seen: problem, inOriginal: false, now: problem }))];
}

/** Whether a checker says that a problem of the original text is gone from the present one. */
async function isGone({ path, source, workspace, signal }: HealFileRequest, one: Pending, chain: PatchChain): Promise<boolean> {
  if (!one.inOriginal) return false;
  const candidate = chain.joined(() => null, '', 1);
  if (!candidate) return false;
  const evidence = await verify({ problem: one.seen, candidate, path, source, workspace, signal });
  const rung = familyOf(one.seen) === 'syntax' ? 'parses' : 'checks';
  return evidence.some((said) => said.rung === rung && said.result === 'passed');
}

function shifted(problem: Problem, before: SourceText, after: SourceText, edits: readonly OffsetEdit[]): Problem {
  const move = (range: Range): Range =>
    after.range(shiftOffset(before.offsetAt(range.start), edits), shiftOffset(before.offsetAt(range.end), edits));
  return { ...problem, location: { ...problem.location, range: move(problem.location.range) } };
}
