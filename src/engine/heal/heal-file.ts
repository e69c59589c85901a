// Heals all problems of one file on a copy: most certain first, looking again after each, until nothing sure is left.

import type { Candidate, FileEdit, Patch } from '../patch';
import type { Problem, Range } from '../problem';
import type { Workspace } from '../project/workspace';
import { familyOf } from '../detect/family';
import type { GenerateOptions } from '../generate/generate';
import { heal } from './heal-problem';
import { remainingErrors, type RemainingErrors } from '../inspect/remaining-errors';
import { editsId, shiftOffset, toOffsetEdits, toTextEdits, type OffsetEdit } from '../syntax/edits';
import { Pieces } from '../syntax/pieces';
import { SourceText } from '../syntax/source-text';
import { verify } from '../verify/verify';

export interface HealFileRequest extends Omit<GenerateOptions, 'muted'> {
  readonly path: string;
  /** The file as it is now. */
  readonly source: SourceText;
  /** What is known to be wrong with it. */
  readonly problems: readonly Problem[];
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  readonly muted?: (fixer: string, problem: Problem) => boolean;
  /** One short sentence each time something was healed; `done` of `total` problems have been dealt with. */
  readonly onProgress?: (message: string, done: number, total: number) => void;
  readonly remaining?: RemainingErrors;
  /** Fixes that other sources offer for a problem of the file as it is. They are used while the file is as they saw it. */
  readonly others?: (problem: Problem) => readonly Candidate[];
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

/** A patch less likely to be right than this is left for a person to choose from the menu. */
const SURE = 0.5;
const MAX_ROUNDS = 50;
const MAX_MS = 60_000;

interface Pending {
  /** In coordinates of the text it was seen in. */
  readonly seen: Problem;
  readonly seenIn: string;
  /** In coordinates of the present text. */
  now: Problem;
}

/** Changes nothing; throws only for a bug. */
export async function healFile(request: HealFileRequest): Promise<HealedFile> {
  const clock = request.now ?? Date.now;
  const began = clock();
  const original = request.source.text;
  const tried = new Set([original]);
  const healed: Patch[] = [];
  const others: FileEdit[] = [];
  let pieces = Pieces.of(original);
  let pending: Pending[] = request.problems.map((problem) => ({ seen: problem, seenIn: original, now: problem }));
  let rounds = 0;
  const total = (): number => healed.length + pending.length;
  const result = (ended: HealedFile['ended'], left: readonly Pending[]): HealedFile => {
    const edits = [{ path: request.path, version: request.version, edits: toTextEdits(request.source, pieces.edits()) }, ...others].filter(
      (file) => file.edits.length > 0,
    );
    const why =
      ended === 'cancelled'
        ? 'you cancelled before its turn'
        : ended === 'clean' || ended === 'nothing-sure'
          ? 'no fix is sure enough'
          : 'there was no time left';
    return { edits, after: pieces.text, healed, left: left.map(({ now }) => ({ problem: now, why })), rounds, ended };
  };

  while (pending.length > 0) {
    if (request.signal.aborted) return result('cancelled', pending);
    if (clock() - began > MAX_MS) return result('out-of-time', pending);
    if (rounds >= MAX_ROUNDS) return result('out-of-rounds', pending);
    const source = new SourceText(pieces.text);
    const best = await mostCertain(request, source, pending, tried, pieces);
    if (!best) break;
    rounds++;
    const own = best.patch.candidate.edits.find((file) => file.path === request.path);
    const edits = own ? toOffsetEdits(source, own.edits) : [];
    pieces = pieces.edited(edits);
    others.push(
      ...best.patch.candidate.edits.filter((file) => file.path !== request.path && !others.some((known) => known.path === file.path)),
    );
    tried.add(pieces.text);
    healed.push(best.patch);
    const after = new SourceText(pieces.text);
    const rest = pending.filter((one) => one !== best.pending).map((one) => ({ ...one, now: shifted(one.now, source, after, edits) }));
    pending = await lookAgain(request, best.patch, after, rest, pieces);
    request.onProgress?.(best.patch.candidate.title, healed.length, total());
  }
  return result(pending.length === 0 ? 'clean' : 'nothing-sure', pending);
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
  pieces: Pieces,
): Promise<{ patch: Patch; pending: Pending } | undefined> {
  const all = pending.map(({ now }) => now);
  for (const urgency of [0, 1, 2]) {
    let best: { patch: Patch; pending: Pending } | undefined;
    for (const one of pending.filter(({ now }) => urgencyOf(now) === urgency)) {
      if (request.signal.aborted) return undefined;
      const { muted, others, ...rest } = request;
      const patches = await heal({
        ...rest,
        problem: one.now,
        source,
        all,
        signal: request.signal,
        ...(others && one.seenIn === pieces.original
          ? { others: others(one.seen).flatMap((candidate) => moved(candidate, request, source, pieces) ?? []) }
          : {}),
        ...(muted ? { muted: (fixer: string) => muted(fixer, one.now) } : {}),
      });
      const patch = patches.find(
        (candidate) => candidate.confidence >= SURE && !tried.has(textAfter(candidate, request.path, source, pieces)),
      );
      if (patch && (!best || patch.confidence > best.patch.confidence)) best = { patch, pending: one };
    }
    if (best) return best;
  }
  return undefined;
}

/** A candidate for the original text as one for the present text; undefined where what it changes was changed meanwhile. */
function moved(candidate: Candidate, request: HealFileRequest, source: SourceText, pieces: Pieces): Candidate | undefined {
  const done = pieces.edits();
  if (done.length === 0) return candidate;
  const edits: FileEdit[] = [];
  for (const file of candidate.edits) {
    if (file.path !== request.path) {
      edits.push(file);
      continue;
    }
    const now: OffsetEdit[] = [];
    for (const { start, end, text } of toOffsetEdits(request.source, file.edits)) {
      if (done.some((edit) => edit.start <= end && edit.end >= start)) return undefined;
      now.push({ start: shiftOffset(start, done), end: shiftOffset(end, done), text });
    }
    edits.push({ ...file, edits: toTextEdits(source, now) });
  }
  return { ...candidate, id: editsId(edits), edits };
}

/** 0 first: while a file does not parse nothing else is sure; 1 what is imported, for other names may come with it; 2 the rest. */
export function urgencyOf(problem: Problem): 0 | 1 | 2 {
  const family = familyOf(problem);
  return family === 'syntax' ? 0 : family === 'missing-module' || family === 'missing-export' ? 1 : 2;
}

function textAfter(patch: Patch, path: string, source: SourceText, pieces: Pieces): string {
  const own = patch.candidate.edits.find((file) => file.path === path);
  return own ? pieces.edited(toOffsetEdits(source, own.edits)).text : pieces.text;
}

/** What is still wrong after a patch: problems that went with it leave, problems that it uncovered come. */
async function lookAgain(
  request: HealFileRequest,
  patch: Patch,
  after: SourceText,
  rest: readonly Pending[],
  pieces: Pieces,
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
    if (found.some((problem) => isSame(problem, one.now)) || !(await isGone(request, one, pieces))) still.push(one);
  }
  const fresh = found.filter(
    (problem) => !still.some((one) => isSame(problem, one.now) || problem.location.range.start.line === one.now.location.range.start.line),
  );
  return [...still, ...fresh.map((problem) => ({ seen: problem, seenIn: after.text, now: problem }))];
}

/** Whether a checker says that a problem of the original text is gone from the present one. */
async function isGone(request: HealFileRequest, one: Pending, pieces: Pieces): Promise<boolean> {
  if (one.seenIn !== pieces.original) return false;
  const edits: FileEdit[] = [{ path: request.path, version: null, edits: toTextEdits(request.source, pieces.edits()) }];
  const candidate: Candidate = {
    id: editsId(edits),
    title: '',
    explanation: '',
    origin: { kind: 'rule', id: 'together' },
    edits,
    confidence: 1,
  };
  const evidence = await verify({
    problem: one.seen,
    candidate,
    path: request.path,
    source: request.source,
    workspace: request.workspace,
    signal: request.signal,
  });
  const rung = familyOf(one.seen) === 'syntax' ? 'parses' : 'checks';
  return evidence.some((said) => said.rung === rung && said.result === 'passed');
}

function isSame(a: Problem, b: Problem): boolean {
  return (
    a.location.range.start.line === b.location.range.start.line &&
    (a.message === b.message || (familyOf(a) === familyOf(b) && JSON.stringify(a.signature.holes) === JSON.stringify(b.signature.holes)))
  );
}

function shifted(problem: Problem, before: SourceText, after: SourceText, edits: readonly OffsetEdit[]): Problem {
  const move = (range: Range): Range =>
    after.range(shiftOffset(before.offsetAt(range.start), edits), shiftOffset(before.offsetAt(range.end), edits));
  return { ...problem, location: { ...problem.location, range: move(problem.location.range) } };
}
