// Climbs the ladder for one candidate, cheapest rung first, and stops at the first that fails.

import type { Candidate, Evidence, RungResult } from '../patch';
import type { Problem } from '../problem';
import type { Workspace } from '../project/workspace';
import { applyEdits, editsOf, shiftOffset, toOffsetEdits } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';
import type { CheckRequest } from './checks/checker';
import { CHECKERS } from './checks/registry';

export interface VerifyRequest {
  readonly problem: Problem;
  readonly candidate: Candidate;
  readonly path: string;
  readonly source: SourceText;
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  /** The patch is kept only where a run proves it: what a checker doubts may be tried (`RungResult.doubted`). */
  readonly runFollows?: boolean;
}

export async function verify(request: VerifyRequest): Promise<Evidence> {
  const { candidate, problem, path, source, workspace, signal } = request;
  const edits = editsOf(candidate, path, source);
  const after = new SourceText(applyEdits(source.text, edits));
  const shift = (offset: number): number => shiftOffset(offset, edits);
  const others = await otherFiles(request);
  const evidence: RungResult[] = [];
  for (const rung of ['parses', 'checks'] as const) {
    let said = false;
    for (const checker of CHECKERS) {
      if (checker.rung !== rung || !checker.languages.includes(problem.language)) continue;
      const result = await checker.check({
        problem,
        path,
        before: source,
        after,
        others,
        shift,
        workspace,
        signal,
        runFollows: request.runFollows ?? false,
      });
      if (!result) continue;
      said = true;
      evidence.push(result);
      if (result.result === 'failed') return evidence;
    }
    if (!said) evidence.push({ rung, result: 'skipped', why: `no ${rung === 'parses' ? 'parser' : 'checker'} for this problem` });
  }
  return evidence;
}

/** Those that can be read. */
async function otherFiles({ candidate, path, workspace }: VerifyRequest): Promise<NonNullable<CheckRequest['others']>> {
  const changed = candidate.edits.filter((file) => file.path !== path);
  const all = await Promise.all(
    changed.map(async (file) => {
      const before = await workspace.files.read(file.path);
      if (before === undefined) return [];
      return [{ path: file.path, before, after: applyEdits(before, toOffsetEdits(new SourceText(before), file.edits)) }];
    }),
  );
  return all.flat();
}

/** A checker speaks against it, and no run has shown it right. */
export function isDoubted(evidence: Evidence): boolean {
  return evidence.some((rung) => rung.doubted) && !evidence.some((rung) => rung.rung === 'reruns' && rung.result === 'passed');
}

/** No rung failed, and at least one was climbed. */
export function holds(evidence: Evidence): boolean {
  return evidence.some((rung) => rung.result === 'passed') && !evidence.some((rung) => rung.result === 'failed');
}
