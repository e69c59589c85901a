// The source `model`: one small question, its edits checked like any other candidate, and told what was wrong for one more try.
// Nothing is sent anywhere but to the base URL, and nothing at all where secrets can't be searched for.

import { gatherModelContext, type ModelContext, type Redactor } from '../../diagnose/model-context';
import { redactTogether } from '../../learn/redact/redact';
import { failure, success, type Result } from '../../result';
import { applyEdits } from '../../syntax/edits';
import type { SourceText } from '../../syntax/source-text';
import { asksForDeletion, contentFaults } from '../../verify/patch-policy';
import { toCandidate } from '../fixer-candidates';
import type { CandidateSource, Proposed, SourceRequest } from '../source';
import { chat, DEFAULT_LIMITS, serverUrl, type ChatMessage, type ModelLimits, type ModelServer } from './chat';
import { seconds, whyAborted, type ModelFailure, type ModelFailureReason } from './failure';
import { feedback, STRICT_JSON, toPrompt, type Prompt } from './prompt';
import { parseModelJson, REPLY_SCHEMA, toEdits, toReply, type Reply } from './reply';

/** What is said of a candidate once it was proved. */
export type Judgement =
  /** `checked`: more than a parser said yes. */
  | { readonly holds: true; readonly checked: boolean }
  /** `sentence` is for a person, `errors` are for the model; none: asking again can't help. */
  | { readonly holds: false; readonly sentence: string; readonly errors: readonly string[] };

export interface ModelSourceOptions {
  readonly model: ModelServer;
  /** Proves a candidate; what it says goes back to the model. */
  readonly judge: (candidate: Proposed) => Promise<Judgement>;
  /** Answers beyond the first that may be asked for because a candidate did not hold. */
  readonly maxCorrections: number;
  /** One short sentence for a person, when something new begins. */
  readonly onProgress?: (text: string) => void;
  readonly limits?: Partial<ModelLimits>;
  readonly redact?: Redactor;
}

/** Aborting the request's signal ends the HTTP request at once. At most one candidate, and it holds. */
export function modelSource(options: ModelSourceOptions): CandidateSource<ModelFailureReason> {
  return { id: 'model', origin: 'model', maxCandidates: 1, candidates: (request) => ask(options, request) };
}

async function ask(options: ModelSourceOptions, request: SourceRequest): Promise<Result<readonly Proposed[], ModelFailureReason>> {
  const limits: ModelLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const found = serverUrl(options.model);
  if (!found.ok) return found;
  const url = found.value;
  const deadline = new AbortController();
  const late = failure('timeout-total', `The heal with ${url.host} took longer than ${seconds(limits.totalMs)} and was stopped.`);
  const timer = setTimeout(() => deadline.abort(late), limits.totalMs);
  const signal = AbortSignal.any([request.signal, deadline.signal]);
  try {
    return await converse(options, { ...request, signal }, url, limits);
  } catch (error) {
    if (signal.aborted) return whyAborted(signal);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function converse(
  options: ModelSourceOptions,
  request: SourceRequest,
  url: URL,
  limits: ModelLimits,
): Promise<Result<readonly Proposed[], ModelFailureReason>> {
  const { problem, source, workspace, signal } = request;
  const { model } = options;
  const progress = options.onProgress ?? ((): void => undefined);
  let shown: ModelContext;
  let prompt: Prompt;
  try {
    shown = await gatherModelContext(problem, source, options.redact ?? redactTogether);
    prompt = await toPrompt(problem, shown, workspace.root, request.reflections);
  } catch {
    if (signal.aborted) return whyAborted(signal);
    return failure('secret-scan-failed', 'The code could not be searched for secrets, so nothing was sent.');
  }

  let messages: readonly ChatMessage[] = prompt.messages;
  let structured = true;
  let retriedForm = false;
  let corrections = 0;
  // The first answer, one again in plain JSON where the form was wrong, and the corrections.
  const failed = new Map<string, ModelFailure>();
  let wrong: readonly string[] = [];
  for (let attempt = 0; attempt < 2 + options.maxCorrections; attempt++) {
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
    const judged = await judge(reply, options, request, shown, prompt.suspicious, failed);
    if (signal.aborted) return whyAborted(signal);
    if ('candidate' in judged) return success([judged.candidate]);
    if (judged.errors.length === 0 || corrections >= options.maxCorrections) return judged.failure;
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
  | { readonly candidate: Proposed }
  /** No errors: asking again can't help. */
  | { readonly failure: ModelFailure; readonly errors: readonly string[] };

/** The same ladder as for every candidate, after the checks of what the model was allowed to touch. */
async function judge(
  reply: Reply,
  options: ModelSourceOptions,
  request: SourceRequest,
  shown: ModelContext,
  suspicious: boolean,
  earlier: Map<string, ModelFailure>,
): Promise<Judged> {
  const { problem, source } = request;
  const { name } = options.model;
  const explanation = oneLine(reply.explanation, 500);
  const no = (
    reason: 'no-valid-patch' | 'refused',
    sentence: string,
    errors: readonly string[],
  ): Extract<Judged, { failure: unknown }> => ({
    failure: failure(reason, sentence),
    errors,
  });
  if (reply.edits.length === 0) return no('no-valid-patch', `${name} found no fix${explanation ? `: ${explanation}` : '.'}`, []);

  const made = toEdits(reply, shown, source);
  if ('faults' in made) return no('no-valid-patch', `${name} gave edits that can't be used: ${made.faults[0] ?? ''}.`, made.faults);
  const proposal = { title: titleOf(made.edits, source), explanation, edits: made.edits, variant: 'parsed' };
  const candidate = toCandidate(proposal, { id: `model/${name}`, family: 'model' }, 0, request, request.version, 'model');
  if (!candidate) return no('no-valid-patch', `${name} gave a patch that changes nothing.`, ['the edits change nothing']);
  const known = earlier.get(candidate.id);
  if (known) return { failure: known, errors: [] };
  const fails: typeof no = (...why) => {
    const said = no(...why);
    earlier.set(candidate.id, said.failure);
    return said;
  };

  const faults = contentFaults(source.text, applyEdits(source.text, made.edits), problem.language, asksForDeletion(problem));
  const refused = faults.filter((fault) => fault.weight === 'refuse').map((fault) => fault.message);
  if (refused.length > 0) return fails('refused', `The patch of ${name} was refused. ${refused[0] ?? ''}`, refused);
  const judgement = await options.judge(candidate);
  if (!judgement.holds) return fails('no-valid-patch', judgement.sentence, judgement.errors);
  const warnings = [
    ...faults.map((fault) => fault.message),
    ...(suspicious ? ['The error or the code holds text that speaks to a model: look at the change before you accept it.'] : []),
  ];
  // Counted apart: what a checker said yes to, and what somebody may have talked the model into.
  const variant = suspicious ? 'suspicious' : faults.length > 0 ? 'faulty' : judgement.checked ? 'checked' : 'parsed';
  return { candidate: { ...candidate, variant, explanation: [explanation, ...warnings].filter((part) => part !== '').join(' ') } };
}

function titleOf(edits: readonly { readonly start: number; readonly end: number }[], source: SourceText): string {
  const lines = edits.flatMap((edit) => [source.lineOf(edit.start), source.lineOf(Math.max(edit.start, edit.end - 1))]);
  const first = Math.min(...lines) + 1;
  const last = Math.max(...lines) + 1;
  return first === last ? `Change line ${first} as the model proposes` : `Change lines ${first} to ${last} as the model proposes`;
}

export function oneLine(text: string, max: number): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > max ? `${line.slice(0, max)}…` : line;
}
