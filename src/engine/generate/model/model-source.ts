// The source `model`: one small question, its edits checked like any other candidate, and told what was wrong for one more try.
// Nothing is sent anywhere but to the base URL, and nothing at all where secrets can't be searched for.

import { gatherModelContext, type ModelContext, type Redactor } from '../../diagnose/model-context';
import type { FileEdit } from '../../patch';
import { redactTogether } from '../../learn/redact/redact';
import { failure, success, type Result } from '../../result';
import { editsId, toOffsetEdits, patched } from '../../syntax/edits';
import type { SourceText } from '../../syntax/source-text';
import { asksForDeletion, contentFaults } from '../../verify/patch-policy';
import type { CandidateSource, Proposed, SourceRequest } from '../source';
import { chat, DEFAULT_LIMITS, serverUrl, type ChatMessage, type ModelLimits, type ModelServer } from './chat';
import { seconds, whyAborted, type ModelFailure, type ModelFailureReason } from './failure';
import { searchReplace } from './formats/search-replace';
import { oneLine } from './formats/reply-text';
import { feedback, toPrompt, type Prompt } from './prompt';

export { oneLine } from './formats/reply-text';

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
  const { signal } = request;
  const { model } = options;
  const progress = options.onProgress ?? ((): void => undefined);
  const gathered = await gatherModelContext({ ...request, redact: options.redact ?? redactTogether });
  if (signal.aborted) return whyAborted(signal);
  if (!gathered.ok) return failure(gathered.reason, gathered.message);
  const shown = gathered.value;
  const format = searchReplace;
  let prompt: Prompt;
  try {
    prompt = await toPrompt({ context: shown, format, ...(request.reflections ? { refuted: request.reflections } : {}) });
  } catch {
    if (signal.aborted) return whyAborted(signal);
    return failure('secret-scan-failed', 'The code could not be searched for secrets, so nothing was sent.');
  }

  let messages: readonly ChatMessage[] = prompt.messages;
  let retriedForm = false;
  let corrections = 0;
  // The first answer, one again where the form was wrong, and the corrections.
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
      schema: { name: 'none', schema: {} },
      structured: false,
      strictInstruction: '',
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
    if (answer.truncated) return failure('truncated', `The answer of ${url.host} was cut off before its end.`);
    const read = await format.read(answer.text, shown);
    let mayAskAgain: boolean;
    let why: ModelFailure;
    if (read.kind === 'edits') {
      progress('Checking the patch…');
      const judged = await judge(read, options, request, shown, prompt.suspicious, failed);
      if (signal.aborted) return whyAborted(signal);
      if ('candidate' in judged) return success([judged.candidate]);
      why = judged.failure;
      wrong = judged.errors;
      mayAskAgain = wrong.length > 0 && corrections++ < options.maxCorrections;
    } else if (read.kind === 'no-fix') {
      return failure('no-valid-patch', `${model.name} found no fix${read.explanation ? `: ${read.explanation}` : '.'}`);
    } else if (read.kind === 'declined') {
      return failure('refused', `${model.name} does not want to answer: ${read.explanation}`);
    } else if (read.kind === 'malformed') {
      why = failure('bad-reply', `The answer of ${url.host} is not in the form that was asked for.`);
      wrong = read.faults;
      mayAskAgain = !retriedForm;
      retriedForm = true;
    } else {
      why = failure('no-valid-patch', `${model.name} gave edits that can't be used: ${read.faults[0] ?? ''}.`);
      wrong = read.faults;
      mayAskAgain = corrections++ < options.maxCorrections;
    }
    if (!mayAskAgain) return why;
    try {
      const hidden = await Promise.all(wrong.map((error) => shown.hide(error, 500)));
      messages = [...prompt.messages, ...feedback(answer.text, hidden, format, shown)];
    } catch {
      return failure('secret-scan-failed', "The checker's words could not be searched for secrets, so the model was not asked again.");
    }
  }
  return failure('no-valid-patch', `${model.name} gave no patch that holds.`);
}

type Judged =
  | { readonly candidate: Proposed }
  /** No errors: asking again can't help. */
  | { readonly failure: ModelFailure; readonly errors: readonly string[] };

/** The same ladder as for every candidate, after the checks of what the model was allowed to touch. */
async function judge(
  reply: { readonly explanation: string; readonly edits: readonly FileEdit[] },
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
  const own = reply.edits.find(({ path }) => path === problem.location.path);
  const offsets = own ? toOffsetEdits(source, own.edits) : [];
  const candidate: Proposed = {
    id: editsId(reply.edits),
    title: titleOf(offsets, source),
    explanation,
    origin: { kind: 'model', id: `model/${name}` },
    variant: 'parsed',
    family: 'model',
    features: { rank: 0 },
    edits: reply.edits,
  };
  const known = earlier.get(candidate.id);
  if (known) return { failure: known, errors: [] };
  const fails: typeof no = (...why) => {
    const said = no(...why);
    earlier.set(candidate.id, said.failure);
    return said;
  };

  const faults = reply.edits.flatMap((file) => {
    const before = shown.files.find(({ path }) => path === file.path)?.source ?? source;
    return contentFaults(before.text, patched(before, file), problem.language, asksForDeletion(problem));
  });
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
