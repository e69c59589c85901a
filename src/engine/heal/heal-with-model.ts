// The model's turn: one small question, its edits checked like any other patch, one more try with what was wrong.
// Nothing is sent anywhere but to the base URL, and nothing at all where secrets can't be searched for.

import type { Evidence, Patch } from '../patch';
import { applyEdits } from '../syntax/edits';
import type { SourceText } from '../syntax/source-text';
import { toCandidate } from '../generate/fixer-candidates';
import { probabilityOf } from '../generate/confidence';
import { chat, DEFAULT_LIMITS, serverUrl, type ChatMessage, type ModelLimits, type ModelServer } from '../generate/model/chat';
import { gatherModelContext, type ModelContext, type Redactor } from '../diagnose/model-context';
import { redactTogether } from '../learn/redact/redact';
import { failure, success, type Result } from '../result';
import { seconds, whyAborted, type ModelFailure, type ModelFailureReason } from '../generate/model/failure';
import { feedback, STRICT_JSON, toPrompt, type Prompt } from '../generate/model/prompt';
import { parseModelJson, REPLY_SCHEMA, toEdits, toReply, type Reply } from '../generate/model/reply';
import { toPatch, type HealRequest } from './proved-candidates';
import { MAX_MODEL_CORRECTIONS } from './limits';
import { runPatched, withRung, type Proof } from './heal-failure';
import { asksForDeletion, contentFaults, type ContentFault } from '../verify/patch-policy';
import { holds, verify } from '../verify/verify';

export interface ModelHealRequest extends HealRequest {
  readonly model: ModelServer;
  /** Runs the failing command again with each patch that checks; what it says goes back to the model. */
  readonly proof?: Proof;
  /** What was tried before and did not hold, one sentence each. */
  readonly reflections?: readonly string[];
  /** One short sentence for a person, when something new begins. */
  readonly onProgress?: (text: string) => void;
  readonly limits?: Partial<ModelLimits>;
  readonly redact?: Redactor;
}

export type ModelHeal = { readonly patches: readonly Patch[] } | ModelFailure;

/** Patches that hold, or why there are none. Aborting the request's signal ends the HTTP request at once. Changes nothing. */
export async function healWithModel(request: ModelHealRequest): Promise<ModelHeal> {
  const limits: ModelLimits = { ...DEFAULT_LIMITS, ...request.limits };
  const found = serverUrl(request.model);
  if (!found.ok) return found;
  const url = found.value;
  const deadline = new AbortController();
  const late = failure('timeout-total', `The heal with ${url.host} took longer than ${seconds(limits.totalMs)} and was stopped.`);
  const timer = setTimeout(() => deadline.abort(late), limits.totalMs);
  const signal = AbortSignal.any([request.signal, deadline.signal]);
  try {
    return await converse({ ...request, signal }, url, limits);
  } catch (error) {
    if (signal.aborted) return whyAborted(signal);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function converse(request: ModelHealRequest, url: URL, limits: ModelLimits): Promise<ModelHeal> {
  const { problem, source, workspace, model, signal } = request;
  const progress = request.onProgress ?? ((): void => undefined);
  let shown: ModelContext;
  let prompt: Prompt;
  try {
    shown = await gatherModelContext(problem, source, request.redact ?? redactTogether);
    prompt = await toPrompt(problem, shown, workspace.root, request.reflections);
  } catch {
    if (signal.aborted) return whyAborted(signal);
    return failure('secret-scan-failed', 'The code could not be searched for secrets, so nothing was sent.');
  }

  let messages: readonly ChatMessage[] = prompt.messages;
  let structured = true;
  let retriedForm = false;
  let corrections = 0;
  const mostCorrections = request.proof ? MAX_MODEL_CORRECTIONS.run : MAX_MODEL_CORRECTIONS.checked;
  // The first answer, one again in plain JSON where the form was wrong, and the corrections.
  const failed = new Map<string, ModelFailure>();
  let wrong: readonly string[] = [];
  for (let attempt = 0; attempt < 2 + mostCorrections; attempt++) {
    progress(
      attempt === 0 ? `Asking ${model.name} at ${url.host}…` : `Asking ${model.name} again: ${wrong[0] ?? 'the first answer did not hold'}`,
    );
    let told = 0;
    const said = await chat({
      server: model,
      messages,
      schema: REPLY_SCHEMA,
      structured,
      strictInstruction: STRICT_JSON,
      limits,
      signal,
      onText: (length) => {
        // A line a kilobyte is enough to see that it lives.
        if (length - told < 1000) return;
        told = length;
        progress(`${model.name} is answering (${Math.round(length / 1000)} kB)…`);
      },
    });
    if (!said.ok) return said;
    const answer = said.value;
    structured = answer.structured;

    const read = readReply(answer.text, answer.truncated, url.host);
    if (!read.ok) {
      if (retriedForm || read.reason === 'truncated') return read;
      retriedForm = true;
      structured = false;
      wrong = ['it was not in the form asked for'];
      continue;
    }
    const reply = read.value;
    if ('faults' in reply) {
      if (retriedForm) return failure('bad-reply', `The answer of ${url.host} is not in the form that was asked for.`);
      retriedForm = true;
      structured = false;
      wrong = reply.faults;
      messages = [...prompt.messages, ...feedback(answer.text, wrong)];
      continue;
    }

    progress('Checking the patch…');
    const judged = await judge(reply, request, shown, prompt.suspicious, failed);
    if (signal.aborted) return whyAborted(signal);
    if ('patch' in judged) return { patches: [judged.patch] };
    if (judged.give || corrections >= mostCorrections) return judged.failure;
    corrections++;
    wrong = judged.errors;
    try {
      const hidden = await Promise.all(wrong.map((error) => shown.hide(error, 500)));
      messages = [...prompt.messages, ...feedback(answer.text, hidden)];
    } catch {
      return failure('secret-scan-failed', "The checker's words could not be searched for secrets, so the model was not asked again.");
    }
  }
  return failure('no-valid-patch', `${model.name} gave no patch that holds.`);
}

function readReply(
  text: string,
  truncated: boolean,
  host: string,
): Result<Reply | { readonly faults: readonly string[] }, ModelFailureReason> {
  const parsed = parseModelJson(text);
  if (parsed.ok) return success(toReply(parsed.value));
  if (truncated || parsed.truncated) return failure('truncated', `The answer of ${host} was cut off before its end.`);
  return failure('bad-reply', `The answer of ${host} holds no JSON object with edits.`);
}

type Judged =
  | { readonly patch: Patch }
  /** `give`: asking again can't help. */
  | { readonly failure: ModelFailure; readonly errors: readonly string[]; readonly give: boolean };

/** The same ladder as for every patch, after the checks of what the model was allowed to touch. */
async function judge(
  reply: Reply,
  request: ModelHealRequest,
  shown: ModelContext,
  suspicious: boolean,
  earlier: Map<string, ModelFailure>,
): Promise<Judged> {
  const { problem, source, workspace, model, signal } = request;
  const path = problem.location.path;
  const explanation = oneLine(reply.explanation, 500);
  const no = (
    reason: 'no-valid-patch' | 'refused',
    sentence: string,
    errors: readonly string[],
    give = false,
  ): Extract<Judged, { give: boolean }> => ({ failure: failure(reason, sentence), errors, give });
  if (reply.edits.length === 0)
    return no('no-valid-patch', `${model.name} found no fix${explanation ? `: ${explanation}` : '.'}`, [], true);

  const made = toEdits(reply, shown, source);
  if ('faults' in made) return no('no-valid-patch', `${model.name} gave edits that can't be used: ${made.faults[0] ?? ''}.`, made.faults);
  const proposal = { title: titleOf(made.edits, source), explanation, edits: made.edits, variant: 'unproved' };
  const proposed = toCandidate(proposal, { id: `model/${model.name}`, family: 'model' }, 0, { path, source }, request.version, 'model');
  const candidate = proposed && { ...proposed, confidence: 0 };
  if (!candidate) return no('no-valid-patch', `${model.name} gave a patch that changes nothing.`, ['the edits change nothing']);
  const known = earlier.get(candidate.id);
  if (known) return { failure: known, errors: [], give: true };
  const fails: typeof no = (...why) => {
    const said = no(...why);
    earlier.set(candidate.id, said.failure);
    return said;
  };

  const after = applyEdits(source.text, made.edits);
  const faults = contentFaults(source.text, after, problem.language, asksForDeletion(problem));
  const refused = faults.filter((fault) => fault.weight === 'refuse');
  if (refused.length > 0)
    return fails(
      'refused',
      `The patch of ${model.name} was refused. ${refused[0]?.message ?? ''}`,
      refused.map((fault) => fault.message),
    );

  const evidence = await verify({ problem, candidate, path, source, workspace, signal });
  if (!holds(evidence)) {
    const failed = evidence
      .filter((rung) => rung.result === 'failed')
      .map((rung) => rung.why ?? `it does not pass ${rung.by ?? rung.rung}`);
    if (failed.length === 0)
      return fails('no-valid-patch', `Nothing here could check the patch of ${model.name}, so it is not offered.`, [], true);
    return fails('no-valid-patch', `The patch of ${model.name} does not hold: ${oneLine(failed[0] ?? '', 200)}`, failed);
  }
  const warnings = [
    ...faults.map((fault) => fault.message),
    ...(suspicious ? ['The error or the code holds text that speaks to a model: look at the change before you accept it.'] : []),
  ];
  const final = {
    ...candidate,
    explanation: [explanation, ...warnings].filter((part) => part !== '').join(' '),
    ...rated(evidence, faults, suspicious),
  };
  const patch = toPatch(problem, final, evidence);
  const { proof } = request;
  if (!proof) return { patch };
  request.onProgress?.('Running the program again with the patch…');
  const rerun = await runPatched(patch, undefined, { ...request, proof });
  if (rerun.rung.result !== 'failed') return { patch: withRung(patch, rerun.rung) };
  const why = rerun.rung.why ?? 'the error is still there';
  return fails('no-valid-patch', `The patch of ${model.name} does not hold: ${oneLine(why, 200)}`, [why]);
}

/** What is counted of models' patches is counted apart: of those that a checker said yes to, and of those that somebody may have talked the model into. */
function rated(evidence: Evidence, faults: readonly ContentFault[], suspicious: boolean): { variant: string; confidence: number } {
  const checked = evidence.some((rung) => rung.result === 'passed' && rung.rung !== 'parses');
  const variant = suspicious ? 'suspicious' : faults.length > 0 ? 'faulty' : checked ? 'checked' : 'parsed';
  return { variant, confidence: probabilityOf({ id: 'model', variant, family: 'model', features: {} }) };
}

function titleOf(edits: readonly { readonly start: number; readonly end: number }[], source: SourceText): string {
  const lines = edits.flatMap((edit) => [source.lineOf(edit.start), source.lineOf(Math.max(edit.start, edit.end - 1))]);
  const first = Math.min(...lines) + 1;
  const last = Math.max(...lines) + 1;
  return first === last ? `Change line ${first} as the model proposes` : `Change lines ${first} to ${last} as the model proposes`;
}

function oneLine(text: string, max: number): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > max ? `${line.slice(0, max)}…` : line;
}
