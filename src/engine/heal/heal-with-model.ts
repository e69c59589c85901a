// The model's turn, when a person asks for it: its candidates are proved like all others, by the failing command too where there is one.

import type { Evidence, Patch } from '../patch';
import { reviewed, withConfidence } from '../generate/generate';
import { modelSource, oneLine, type Judgement, type ModelSourceOptions } from '../generate/model/model-source';
import type { ModelFailureReason } from '../generate/model/failure';
import type { Proposed } from '../generate/source';
import { success, type Result } from '../result';
import { holds, verify } from '../verify/verify';
import { runPatched, withRung, type Proof } from './heal-failure';
import { inWorkspace } from './in-workspace';
import { MAX_MODEL_CORRECTIONS } from './limits';
import { toPatch, type HealRequest } from './proved-candidates';

export interface ModelHealRequest extends HealRequest, Pick<ModelSourceOptions, 'model' | 'onProgress' | 'limits' | 'redact'> {
  /** Runs the failing command again with each patch that checks; what it says goes back to the model. */
  readonly proof?: Proof;
  /** What was tried before and did not hold, one sentence each. */
  readonly reflections?: readonly string[];
}

/** Patches that hold, or why there are none. Aborting the request's signal ends the HTTP request at once. Changes nothing. */
export async function healWithModel(request: ModelHealRequest): Promise<Result<readonly Patch[], ModelFailureReason>> {
  const { problem, source, model, proof } = request;
  const proved = new Map<string, Evidence>();
  const judge = async (candidate: Proposed): Promise<Judgement> => {
    const { evidence, judgement } = await prove(candidate, request);
    proved.set(candidate.id, evidence);
    return judgement;
  };
  const maxCorrections = proof ? MAX_MODEL_CORRECTIONS.run : MAX_MODEL_CORRECTIONS.checked;
  const start = source.offsetAt(problem.location.range.start);
  const end = Math.max(start, source.offsetAt(problem.location.range.end));
  const found = await modelSource({ ...request, model, judge, maxCorrections }).candidates({
    ...request,
    path: problem.location.path,
    start,
    end,
  });
  if (!found.ok) return found;
  const patches = found.value.map((candidate) =>
    toPatch(problem, reviewed(withConfidence(candidate), { problem, source, path: problem.location.path }), proved.get(candidate.id) ?? []),
  );
  return success(inWorkspace(patches, request.memory));
}

async function prove(candidate: Proposed, request: ModelHealRequest): Promise<{ evidence: Evidence; judgement: Judgement }> {
  const { problem, source, workspace, signal, model, proof } = request;
  const path = problem.location.path;
  const unproved = { ...candidate, confidence: 0 };
  const evidence = await verify({ problem, candidate: unproved, path, source, workspace, signal });
  const no = (sentence: string, errors: readonly string[]): { evidence: Evidence; judgement: Judgement } => ({
    evidence,
    judgement: { holds: false, sentence, errors },
  });
  const doesNotHold = (why: string): string => `The patch of ${model.name} does not hold: ${oneLine(why, 200)}`;
  if (!holds(evidence)) {
    const failed = evidence.filter(({ result }) => result === 'failed').map(({ rung, by, why }) => why ?? `it does not pass ${by ?? rung}`);
    if (failed.length === 0) return no(`Nothing here could check the patch of ${model.name}, so it is not offered.`, []);
    return no(doesNotHold(failed[0] ?? ''), failed);
  }
  const checked = evidence.some(({ rung, result }) => result === 'passed' && rung !== 'parses');
  if (!proof) return { evidence, judgement: { holds: true, checked } };
  request.onProgress?.('Running the program again with the patch…');
  const patch = toPatch(problem, unproved, evidence);
  const { rung } = await runPatched(patch, undefined, { ...request, proof });
  const why = rung.why ?? 'the error is still there';
  if (rung.result === 'failed') return no(doesNotHold(why), [why]);
  return { evidence: withRung(patch, rung).evidence, judgement: { holds: true, checked } };
}
