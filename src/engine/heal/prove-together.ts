// Proves candidates of many problems of one text with few questions: those that have nothing to do with each other are put in together, and the
// checkers are asked about the text that has them all. What does not show there is asked about by itself.

import type { Evidence } from '../patch';
import type { Problem } from '../problem';
import type { Workspace } from '../project/workspace';
import { diffProblems, keyOfDiagnostic } from '../detect/diagnostic-diff';
import { isStillThere } from '../detect/same-problem';
import { applyEdits, editsId, shiftOffset, toTextEdits, type OffsetEdit } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';
import { holds, verify, type VerifyRequest } from '../verify/verify';
import { areIndependent, brings, mayBeKept, movedProblem, reachOf, type Reach } from './independent';
import { toPatch } from './proved-candidates';

export interface TogetherOptions {
  readonly path: string;
  /** The text that all candidates are made for. */
  readonly source: SourceText;
  /** It is asked again and again about the same text: its tools should remember. */
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  /** What is wrong with that text. */
  readonly seen: readonly Problem[];
  /** What is wrong with another one. */
  readonly look: (source: SourceText) => Promise<readonly Problem[]>;
}

interface Waiting {
  readonly request: VerifyRequest;
  readonly done: (evidence: Evidence) => void;
  readonly failed: (error: unknown) => void;
}

interface Member extends Waiting {
  readonly reach: Reach;
}

/** One of a handful is as quickly proved by itself. */
const SMALLEST_GROUP = 3;

export class ProvedTogether {
  private active = 0;
  private waiting: Waiting[] = [];

  constructor(private readonly options: TogetherOptions) {}

  /** Does the work of one problem: nothing is proved before everybody waits for a proof. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.active++;
    try {
      return await work();
    } finally {
      this.active--;
      this.proveIfAllWait();
    }
  }

  /** As `verify`; only inside of `during`. */
  readonly prove = (request: VerifyRequest): Promise<Evidence> =>
    new Promise((done, failed) => {
      this.waiting.push({ request, done, failed });
      this.proveIfAllWait();
    });

  private proveIfAllWait(): void {
    if (this.waiting.length === 0 || this.waiting.length < this.active) return;
    const all = this.waiting.splice(0);
    void this.proveAll(all).catch((error: unknown) => {
      for (const { failed } of all) failed(error);
    });
  }

  private async proveAll(all: readonly Waiting[]): Promise<void> {
    const alone: Waiting[] = [];
    let rest: Member[] = [];
    for (const one of all) {
      const { problem, candidate, path } = one.request;
      const patch = toPatch(problem, candidate, []);
      if (mayBeKept(patch)) rest.push({ ...one, reach: reachOf(patch, path, this.options.source) });
      else alone.push(one);
    }
    while (rest.length > 0) {
      const group: Member[] = [];
      const others: Member[] = [];
      for (const one of rest) (group.every(({ reach }) => areIndependent(reach, one.reach)) ? group : others).push(one);
      alone.push(...(await this.proveGroup(group)));
      rest = others;
    }
    for (const { request, done } of alone) done(await verify(request));
  }

  /** Answers those of a group that hold together; returns the others. */
  private async proveGroup(group: readonly Member[]): Promise<readonly Member[]> {
    const { source, path, workspace, look, seen, signal } = this.options;
    if (group.length < SMALLEST_GROUP || signal.aborted) return group;
    const edits = group.flatMap(({ reach }) => reach.edits).sort((a, b) => a.start - b.start || (a.text < b.text ? -1 : 1));
    const after = new SourceText(applyEdits(source.text, edits));
    const found = await look(after);
    const suspects = new Set(group.filter(({ request }) => stillThere(request.problem, source, after, edits, found)));
    const refused = new Map<Member, Problem>();
    for (const problem of fresh(seen, found, (problem) => movedProblem(problem, source, after, edits))) {
      const { start, end } = problem.location.range;
      const near = group.filter(({ reach }) =>
        linesAfter(reach, source, after, edits).some((line) => start.line <= line && line <= end.line),
      );
      if (near.length === 0) {
        // Nobody can tell whose it is.
        const half = Math.ceil(group.length / 2);
        return [...(await this.proveGroup(group.slice(0, half))), ...(await this.proveGroup(group.slice(half)))];
      }
      for (const one of near) {
        suspects.add(one);
        // About a name that the patch itself brought: no other one has to do with it.
        if (brings(one.reach, problem)) refused.set(one, problem);
      }
    }
    for (const [one, { source: by, message }] of refused)
      one.done([{ rung: 'checks', result: 'failed', by, why: `it would report: ${(message.split('\n')[0] ?? '').slice(0, 200)}` }]);
    const rest = group.filter((one) => !suspects.has(one));
    if (suspects.size > 0) return [...[...suspects].filter((one) => !refused.has(one)), ...(await this.proveGroup(rest))];
    const failed: Member[] = [];
    for (const one of rest) {
      const all = [{ path, version: null, edits: toTextEdits(source, edits) }];
      const candidate = { ...one.request.candidate, id: editsId(all), edits: all };
      const evidence = await verify({ ...one.request, candidate, workspace });
      if (holds(evidence)) one.done(evidence);
      else failed.push(one);
    }
    return failed;
  }
}

/** The same mistake stands on its line: perhaps another one of its kind, which only a proof by itself can tell. */
function stillThere(
  problem: Problem,
  before: SourceText,
  after: SourceText,
  edits: readonly OffsetEdit[],
  found: readonly Problem[],
): boolean {
  const moved = movedProblem(problem, before, after, edits);
  return found.some((other) => isStillThere(moved, other));
}

/** Problems that are new, where they stand: of several in the same words those that `moved` brings nobody to. */
function fresh(seen: readonly Problem[], found: readonly Problem[], moved: (problem: Problem) => Problem): readonly Problem[] {
  const { added } = diffProblems(seen, found);
  if (added.length === 0) return added;
  const key = ({ errorType: code, message }: Problem): string => keyOfDiagnostic({ code, message });
  const place = (problem: Problem): string => `${problem.location.range.start.line} ${key(problem)}`;
  const words = new Set(added.map(key));
  const old = new Set(seen.filter((problem) => words.has(key(problem))).map((problem) => place(moved(problem))));
  const unexpected = found.filter((problem) => words.has(key(problem)) && !old.has(place(problem)));
  return unexpected.length >= added.length ? unexpected : added;
}

/** The lines of the new text that a patch wrote, and that of its problem. */
function linesAfter({ edits: own, lines }: Reach, before: SourceText, after: SourceText, edits: readonly OffsetEdit[]): readonly number[] {
  const at = new Set<number>();
  const line = (offset: number): number => after.lineOf(shiftOffset(offset, edits));
  for (const { start, end } of own) for (let one = line(Math.max(0, start - 1)); one <= line(end); one++) at.add(one);
  for (let one = lines.first; one <= lines.last; one++) at.add(line(before.lineStarts[one] ?? 0));
  return [...at];
}
