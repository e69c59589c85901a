// The way out where a model does not help: what the rules know but do not offer by itself for being unlikely, where a run proves it.

import { MAX_RERUNS } from '../limits';
import { runPatched, withRung, type Proof } from '../heal-failure';
import { provedCandidates, type HealRequest } from '../proved-candidates';
import type { Patch } from '../../patch';
import { isHealed } from '../../language';
import type { Tried } from './judge';

/** The first that a run proves; none where nothing can be run. Changes nothing. */
export async function provedByRules(
  request: HealRequest & { readonly proof?: Proof },
  tried: ReadonlyMap<string, Tried>,
): Promise<Patch[]> {
  const { problem, source, workspace, signal, proof } = request;
  if (!proof || !isHealed(problem.language)) return [];
  const candidates = await provedCandidates({ ...request, runFollows: true }, MAX_RERUNS);
  for (const patch of candidates) {
    if (signal.aborted) break;
    if (tried.has(patch.candidate.id)) continue;
    const { rung } = await runPatched(patch, undefined, { problem, source, workspace, signal, proof });
    if (rung.rung === 'reruns' && rung.result === 'passed') return [withRung(patch, rung)];
  }
  return [];
}
