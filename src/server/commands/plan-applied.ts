// A plan that was put into its document becomes pairs, and is watched from then on.

import { visibleText } from '../../engine';
import type { PlanApplied } from '../../protocol';
import type { AppliedHeals } from '../applied/applied-heals';
import { toPath } from '../session/paths';
import type { Session } from '../session/session';
import type { ProposedPlans } from './plan';

/** The client has put the plan of a document in: it is recorded, and the editor's checkers are heard. @returns what they say is left. */
export async function planApplied(
  uri: string,
  { client }: Pick<Session, 'client'>,
  plans: ProposedPlans,
  heals: AppliedHeals,
): Promise<PlanApplied.Answer> {
  const proposed = plans.take(uri);
  if (!proposed) return {};
  const { patches, before, after, problems, ms, unrecorded } = proposed;
  if (unrecorded) {
    heals.changed(uri);
    return {};
  }
  const title = patches.length === 1 ? (patches[0]?.candidate.title ?? '') : `${patches.length} fixes`;
  heals.accepted({ uri, path: toPath(uri), title, patches, before, after, problemsBefore: problems, via: 'plan', ms });
  for (const refused of plans.takeRefused()) heals.unwanted(refused.patch, refused.before, 'rejected', 'left out of a plan');
  const left = client.forwardsDiagnostics ? await heals.heard(uri) : undefined;
  return left ? { left: left.map(({ location, message }) => ({ line: location.range.start.line, problem: visibleText(message) })) } : {};
}
