// A plan of several fixes: shown beside its diff, chosen from fix by fix, applied as one undo step.

import { l10n } from 'vscode';
import { ChooseFixes, type PlannedFile, type PlanTests } from '../../protocol';
import { applyFiles } from '../session/apply';
import type { ClientContext, LeftBehind } from '../session/context';
import { counted } from '../session/count';
import { recordApplied } from '../session/record-applied';
import { answerOrThrow } from '../session/user-error';
import { withoutOrphans } from './plan-ticks';

export interface ShownPlan {
  /** `Heal Workspace` */
  readonly name: string;
  /** What is proved of all of it together. */
  readonly headline?: string;
  /** Said instead where only some of the fixes are ticked. */
  readonly partly?: string;
  readonly files: readonly PlannedFile[];
  readonly left?: readonly LeftBehind[];
  readonly tests: PlanTests | undefined;
}

/** Shows a plan and applies what is chosen of it. @returns the files that were changed, with the fixes that were; empty where the person said no. */
export async function reviewAndApply(context: ClientContext, plan: ShownPlan): Promise<readonly PlannedFile[]> {
  const chosen = await reviewAndPutIn(context, plan);
  // Not awaited: the answer waits until the checkers have spoken about each file, and the person would wait with it.
  for (const { edit } of chosen) void recordApplied(context, edit.textDocument.uri);
  return chosen;
}

/** The same, for a caller that records what was applied itself. */
export async function reviewAndPutIn(context: ClientContext, plan: ShownPlan): Promise<readonly PlannedFile[]> {
  const { files, tests } = plan;
  const fixes = files.flatMap(({ healed }) => healed);
  const says = [plan.headline ?? '', tests?.sentence ?? ''].filter(Boolean);
  const standing = withoutOrphans(fixes, new Set(fixes.flatMap(({ id, ask }) => (ask ? [] : [id]))));
  const chosen = await context.plan.review({
    name: plan.name,
    says,
    ...(plan.partly !== undefined && { partly: plan.partly }),
    choice: 'each',
    files,
    // What breaks tests, or adds what a person should look at first, is taken only by a decision, not by Enter alone.
    ticked: tests?.failed ? [] : fixes.filter(({ id }) => standing.ticked.has(id)),
    left: plan.left ?? [],
    only: (ticked) => only(context, files, ticked),
  });
  if (!chosen || chosen.length === 0) return [];
  await applyFiles(chosen);
  return chosen;
}

/** `2 fixes in 1 file` */
export function fixesIn(files: readonly PlannedFile[]): string {
  const fixes = files.reduce((sum, { healed }) => sum + healed.length, 0);
  return l10n.t('{0} in {1}', counted.fixes(fixes), counted.files(files.length));
}

async function only(
  { session }: Pick<ClientContext, 'session'>,
  files: readonly PlannedFile[],
  ticked: ReadonlySet<string>,
): Promise<readonly PlannedFile[]> {
  const without = files.flatMap(({ healed }) => healed).flatMap(({ id }) => (ticked.has(id) ? [] : [id]));
  const answer = answerOrThrow(await session.ask(ChooseFixes.type, { without }));
  const gone = new Set([...without, ...answer.alsoWithout]);
  // The fixes as they were shown: those of the answer are counted for the text without the others.
  const shown = new Map(files.map((file) => [file.edit.textDocument.uri, file.healed.filter(({ id }) => !gone.has(id))]));
  return answer.files.map((file) => ({ ...file, healed: shown.get(file.edit.textDocument.uri) ?? file.healed }));
}
