// The model's turn, when a person asks for it: its candidates are proved like all others, by the failing command too where there is one.
// Supervises the attempts: each is one conversation, a diagnosis stands between two, and all of them keep to one budget. State is one heal's alone.

import { isHealed } from '../language';
import type { Patch } from '../patch';
import { failure, type Failure, type Success } from '../result';
import { whyAborted, seconds, type ModelFailure, type ModelFailureReason } from '../generate/model/failure';
import type { ModelProvider, Models } from '../generate/model/provider';
import { MAX_MODEL_ATTEMPTS, MAX_MODEL_MS, MODEL_TEMPERATURE } from './limits';
import { exhausted, tokensOf } from './model/budget';
import { Conversation, InTurn, runAttempt, type AttemptEnd, type AttemptPlan, type ConversationRequest } from './model/conversation';
import { criticise, type TryOut } from './model/critic';
import { diagnose, diagnosisPrompt, type AttemptFault, type FailedAttempt } from './model/heal-diagnosis';
import type { HealDiagnosis } from './model/said';
import { inWorkspace } from './in-workspace';
import { bestFirst, isProved, type JudgeRequest, type Tried } from './model/judge';
import { formatFor, FORMATS, type ModelRecord } from './model/model-record';
import type { ReplyFormatId } from '../generate/model/formats/format';
import { ModelRunLog, type ModelEnd, type ModelRun } from './model/model-run';
import { redactWith } from '../learn/redact/environment';
import { hideTogether } from './model/hide';
import { planned, reviewed, type ModelMode } from './model/modes';
import { provedByRules } from './model/template';

/** More than one answer to the first question, side by side; each costs a call. */
export interface Ensemble {
  /** Beside the one that heals. */
  readonly models?: readonly ModelProvider[];
  /** Beside the usual one, 0 to 2. */
  readonly temperatures?: readonly number[];
}

export interface ModelHealRequest
  extends JudgeRequest, Pick<ConversationRequest, 'budget' | 'redact' | 'examples' | 'titles' | 'isExcluded'> {
  readonly models: Models;
  readonly ensemble?: Ensemble;
  /** How the model is asked; `single` where absent. */
  readonly mode?: ModelMode;
  /** How earlier answers of the models could be read; nothing is known where absent. */
  readonly record?: ModelRecord | undefined;
  /** What was tried before and did not hold, one sentence each. */
  readonly reflections?: readonly string[];
  /** Runs a critic's counter-example; where absent no critic is asked. */
  readonly tryOut?: TryOut;
  /** What the heal did so far, after each step, the last time with its end. Waited for, so that what was spent is kept before more is. */
  readonly onRun?: (run: ModelRun) => void | Promise<void>;
}

/** Patches that hold, proved and small ones first; or why there are none. */
export type ModelHealed = (Success<readonly Patch[]> | Failure<ModelFailureReason>) & { readonly run: ModelRun };

/** Aborting the request's signal ends the HTTP request at once. Changes nothing, never throws: what breaks is told to `onFault`. */
export async function healWithModel(given: ModelHealRequest): Promise<ModelHealed> {
  const request = { ...given, redact: given.redact ?? redactWith(process.env) };
  const log = new ModelRunLog(request.onRun, request.mode);
  const ms = request.budget?.heal?.ms ?? MAX_MODEL_MS;
  const deadline = new AbortController();
  const late = failure('timeout-total', `The heal with ${request.models.heal.host} took longer than ${seconds(ms)} and was stopped.`);
  const timer = setTimeout(() => deadline.abort(late), ms);
  try {
    const signal = AbortSignal.any([request.signal, deadline.signal]);
    const { ended, result } = await supervise({ ...request, signal }, log).catch((error: unknown) => {
      if (signal.aborted) return stopped(signal);
      request.onFault?.('a heal with a model', error);
      return gaveUp('crashed', BROKEN);
    });
    const rated = result.ok ? { ...result, value: inWorkspace(result.value, request.memory) } : result;
    return { ...rated, run: await log.end(ended) };
  } finally {
    clearTimeout(timer);
  }
}

const BROKEN = failure('no-valid-patch', 'A part of Self-Heal broke while it healed with the model; its log says more.');

const NOTHING_CHECKS = failure(
  'no-valid-patch',
  'Nothing here can check a fix in this language but the command that failed: use “Run and Heal” with it.',
);

interface Supervised {
  readonly ended: ModelEnd;
  readonly result: Success<readonly Patch[]> | Failure<ModelFailureReason>;
}

async function supervise(request: ModelHealRequest, log: ModelRunLog): Promise<Supervised> {
  const { signal, problem } = request;
  // Nothing would tell whether an answer holds.
  if (!isHealed(problem.language) && !request.proof) return gaveUp('not_sent', NOTHING_CHECKS);
  const tried = new Map<string, Tried>();
  const conversing: ConversationRequest = { ...request, log, tried, inTurn: new InTurn(), inFlight: { tokens: 0 } };
  const adapted = await askAdapter(request, log, conversing);
  if (signal.aborted) return stopped(signal);
  if (adapted.length > 0) return approved(adapted);
  const strategies: HealDiagnosis['fix_strategy'][] = [];
  const reflections = [...(request.reflections ?? [])];
  let plan = await withSteps(firstPlan(request), request, log);
  if (signal.aborted) return stopped(signal);
  let last: Extract<AttemptEnd, { holds: false }> | undefined;
  for (;;) {
    const attempt = log.beginAttempt();
    let end: AttemptEnd;
    try {
      end = await runAttempt(conversationsFor({ ...plan, attempt }, request, conversing), { ...plan, attempt }, conversing);
    } catch (error) {
      if (signal.aborted) return stopped(signal);
      request.onFault?.('a heal with a model', error);
      const said = error instanceof Error ? error.message : String(error);
      await log.add({
        kind: 'ask',
        attempt,
        round: 1,
        model: request.models.heal.name,
        outcome: 'crashed',
        why: said.slice(0, 300),
        ms: 0,
      });
      end = { holds: false, ended: 'crashed', failure: BROKEN, errors: [] };
    }
    if (end.holds) {
      const patches = uniqueBest(end.tried);
      const disproof = (await criticOf(patches, request, log, attempt)) ?? (await reviewOf(patches, request, log, attempt));
      if (signal.aborted) return stopped(signal);
      if (!disproof) return approved(patches);
      for (const { id, level, kind } of end.tried) tried.set(id, { id, level, kind, outcome: 'disproved', ...disproof });
      end = { holds: false, ended: 'max_iterations', failure: failure('no-valid-patch', disproof.sentence), errors: disproof.errors };
    }
    // What came furthest says more than a fault of the server on the way.
    last = last && isInfrastructure(end.ended) && !isInfrastructure(last.ended) && end.ended !== 'cancelled' ? last : end;
    if (isFinal(end.ended)) return gaveUp(end.ended, last.failure);
    const failed: FailedAttempt = {
      attempt,
      maxAttempts: MAX_MODEL_ATTEMPTS,
      fault: faultOf(end),
      errors: end.errors,
      errorType: request.problem.errorType,
      message: request.problem.message,
      tried: strategies,
    };
    const isLast = log.current.attempts >= mostAttempts(request, log.current);
    const diagnosis = await diagnosed(failed, request, log, isLast);
    if (signal.aborted) return stopped(signal);
    if (diagnosis.fix_strategy === 'abort' || !diagnosis.can_fix) return gaveUp('aborted', last.failure);
    if (diagnosis.fix_strategy === 'fallback') {
      log.applied('Took what the rules know.');
      const patches = await fromRules(request, tried, log, attempt);
      return patches.length > 0 ? approved(patches) : gaveUp(end.ended, last.failure);
    }
    if (isLast) return gaveUp(end.ended, last.failure);
    strategies.push(diagnosis.fix_strategy);
    log.applied(diagnosis.fix_description || diagnosis.fix_strategy);
    reflections.push(...end.errors.slice(-2));
    plan = {
      ...plan,
      format: readableForm(log.current) ?? plan.format,
      // Without history, and further from what it said before. What broke midway has hardly begun.
      temperature: end.ended === 'crashed' ? plan.temperature : MODEL_TEMPERATURE.fresh,
      rounds: end.ended === 'crashed' && plan.rounds,
      simplified: plan.simplified || diagnosis.fix_strategy === 'simplify',
      refuted: reflections,
      ...(diagnosis.prompt_modification === '' ? {} : { advice: diagnosis.prompt_modification }),
    };
  }
}

/** The adapter that is in use for such errors, once and before the model: what it learned is this form of question and answer, and no talk about it. */
async function askAdapter(request: ModelHealRequest, log: ModelRunLog, conversing: ConversationRequest): Promise<readonly Patch[]> {
  const { models, problem, signal, onProgress } = request;
  const adapter = await models.adapterFor?.(problem, { signal, onProgress });
  if (!adapter) return [];
  const plan: AttemptPlan = { ...firstPlan(request), attempt: ADAPTERS_ATTEMPT, format: 'training', temperature: 0, rounds: false };
  try {
    const end = await runAttempt([new Conversation(adapter, plan, conversing)], plan, conversing);
    if (!end.holds) {
      if (!signal.aborted) onProgress?.(`${end.failure.message} The model is asked without the adapter.`);
      return [];
    }
    const patches = uniqueBest(end.tried);
    const disproof = await criticOf(patches, request, log, ADAPTERS_ATTEMPT);
    if (!disproof) return patches;
    for (const { id, level, kind } of end.tried) conversing.tried.set(id, { id, level, kind, outcome: 'disproved', ...disproof });
  } catch (error) {
    if (!signal.aborted) request.onFault?.('a heal with an adapter', error);
  }
  return [];
}

/** Those of the model are counted from one. */
const ADAPTERS_ATTEMPT = 0;

/** One fresh sample after the first attempt; a further one where a diagnosing model knows something that was not tried, or something broke. */
function mostAttempts({ models, mode }: ModelHealRequest, { steps }: ModelRun): number {
  return models.diagnose || (mode ?? 'single') !== 'single' || steps.some(({ outcome }) => outcome === 'crashed')
    ? MAX_MODEL_ATTEMPTS
    : MAX_MODEL_ATTEMPTS - 1;
}

function firstPlan({ models, record, reflections = [] }: ModelHealRequest): AttemptPlan {
  return {
    attempt: 1,
    temperature: MODEL_TEMPERATURE.first,
    format: formatFor(models.heal, record),
    simplified: false,
    refuted: reflections,
    rounds: true,
  };
}

/** The form in which an answer could be read last; whole functions where answers came in neither. */
function readableForm({ steps }: ModelRun): ReplyFormatId | undefined {
  const asked = steps.filter(({ kind, format }) => kind === 'ask' && format !== undefined && format !== 'training');
  const read = asked.filter(({ outcome }) => outcome !== 'malformed' && outcome !== 'truncated' && outcome !== 'failed').at(-1);
  return FORMATS.find((format) => format === read?.format) ?? (asked.length > 1 ? 'whole-function' : undefined);
}

/** Side by side in the first attempt only: a fresh sample is one. */
function conversationsFor(
  plan: AttemptPlan,
  { models, ensemble, record }: ModelHealRequest,
  conversing: ConversationRequest,
): Conversation[] {
  const own = new Conversation(models.heal, plan, conversing);
  if (plan.attempt > 1 || !ensemble) return [own];
  const warmer = (ensemble.temperatures ?? []).map((temperature) => new Conversation(models.heal, { ...plan, temperature }, conversing));
  const others = (ensemble.models ?? []).map((model) => new Conversation(model, { ...plan, format: formatFor(model, record) }, conversing));
  return [own, ...warmer, ...others];
}

function approved(patches: readonly Patch[]): Supervised {
  return { ended: patches.some(({ evidence }) => isProved(evidence)) ? 'proved' : 'held', result: { ok: true, value: patches } };
}

const gaveUp = (ended: ModelEnd, failed: ModelFailure): Supervised => ({ ended, result: failed });

/** By the person, or by the heal's own deadline. */
function stopped(signal: AbortSignal): Supervised {
  const why = whyAborted(signal);
  return gaveUp(why.reason === 'cancelled' ? 'cancelled' : 'out_of_time', why);
}

function uniqueBest(tried: readonly Tried[]): Patch[] {
  const byId = new Map(tried.flatMap(({ id, patch }) => (patch ? [[id, patch] as const] : [])));
  return [...byId.values()].sort(bestFirst);
}

const isInfrastructure = (ended: ModelEnd): boolean =>
  ended === 'infrastructure_error' || ended === 'out_of_tokens' || ended === 'out_of_money';

/** Nothing that could be changed would help. */
const isFinal = (ended: ModelEnd): boolean =>
  ['cancelled', 'out_of_time', 'out_of_tokens', 'out_of_money', 'not_sent', 'declined'].includes(ended);

function faultOf({ ended, failure: failed }: Extract<AttemptEnd, { holds: false }>): AttemptFault {
  switch (ended) {
    case 'schema_error':
      return 'form';
    case 'truncated':
      return failed.reason === 'too-long' ? 'form' : 'truncated';
    case 'stuck':
    case 'no_improvement':
      return failed.reason === 'refused' ? 'refused' : 'stuck';
    case 'regressed':
      return 'regressed';
    case 'no_fix':
      return 'no-fix';
    case 'crashed':
      return 'crashed';
    case 'infrastructure_error':
      if (failed.reason === 'timeout-first-byte' || failed.reason === 'timeout-idle') return 'timeout';
      return failed.reason === 'http-error' || failed.reason === 'rate-limited' || failed.reason === 'truncated' ? 'api' : 'api-for-good';
    default:
      return failed.reason === 'refused' ? 'refused' : 'disproved';
  }
}

/** `isLast`: no model is asked what the next attempt should do, where there is none. */
async function diagnosed(failed: FailedAttempt, request: ModelHealRequest, log: ModelRunLog, isLast: boolean): Promise<HealDiagnosis> {
  const { models, signal, budget } = request;
  const provider = isLast ? undefined : models.diagnose;
  const messages = provider && (await hidden(failed, request, log));
  const promptTokens = tokensOf((messages ?? []).reduce((sum, { content }) => sum + content.length, 0));
  const may = provider && messages && !exhausted(budget, log.current, { model: provider.name, promptTokens });
  if (may) request.onProgress?.(`Asking ${provider.name} what went wrong…`);
  const { diagnosis, asked } = await diagnose(failed, may ? { provider, messages, signal, budget } : undefined);
  await log.add({
    kind: 'diagnose',
    attempt: failed.attempt,
    round: 1,
    outcome: 'answered',
    why: diagnosis.root_cause,
    ms: asked?.ms ?? 0,
    ...(asked ? { model: asked.model, use: asked.use, ...(asked.cost === undefined ? {} : { cost: asked.cost }) } : {}),
    diagnosis,
  });
  return diagnosis;
}

/** The question without secrets; undefined where they can't be searched for. */
async function hidden(
  failed: FailedAttempt,
  request: ModelHealRequest,
  log: ModelRunLog,
): Promise<ReturnType<typeof diagnosisPrompt> | undefined> {
  const steps = log.current.steps
    .map(({ attempt, round, outcome, why }) => `${attempt}.${round} ${outcome}${why ? `: ${why}` : ''}`)
    .join('\n');
  const texts = await hideTogether([failed.message, steps, ...failed.errors], request);
  if (!texts) return undefined;
  const [message = '', said = '', ...errors] = texts;
  return diagnosisPrompt({ ...failed, message, errors }, said);
}

async function fromRules(
  request: ModelHealRequest,
  tried: ReadonlyMap<string, Tried>,
  log: ModelRunLog,
  attempt: number,
): Promise<Patch[]> {
  const began = Date.now();
  const found = await provedByRules(request, tried);
  await log.add({ kind: 'template', attempt, round: 1, outcome: found.length > 0 ? 'proved' : 'disproved', ms: Date.now() - began });
  return found;
}

/** The first attempt with a plan, where the mode has one. */
async function withSteps(plan: AttemptPlan, request: ModelHealRequest, log: ModelRunLog): Promise<AttemptPlan> {
  const { mode, models } = request;
  if (mode !== 'plan-code-review') return plan;
  request.onProgress?.(`Asking ${models.heal.name} for a plan…`);
  const { step, plan: steps } = await planned(models.heal, request, log);
  if (step) await log.add({ ...step, attempt: 1, round: 1 });
  return steps === undefined ? plan : { ...plan, plan: steps };
}

/** What somebody has against patches that hold as far as could be seen. */
interface Objection {
  /** For the person. */
  readonly sentence: string;
  /** For the next attempt. */
  readonly errors: readonly string[];
}

/** What a reviewer has against the best patch, where the mode has one: the critic's model, else the one that heals. */
async function reviewOf(
  patches: readonly Patch[],
  request: ModelHealRequest,
  log: ModelRunLog,
  attempt: number,
): Promise<Objection | undefined> {
  const [best] = patches;
  const { mode = 'single', models } = request;
  if (mode === 'single' || !best || isProved(best.evidence)) return undefined;
  const reviewer = models.critic ?? models.heal;
  request.onProgress?.(`Asking ${reviewer.name} to review it…`);
  const { step, comments } = await reviewed(best, reviewer, request, log);
  if (step) await log.add({ ...step, attempt, round: 1 });
  return comments
    ? { sentence: `A reviewer is against the patch of ${models.heal.name}: ${comments[0] ?? ''}`, errors: comments }
    : undefined;
}

/** What a critic's counter-example shows against the best patch; undefined where nothing does, and always where a run proved the patch. */
async function criticOf(
  patches: readonly Patch[],
  request: ModelHealRequest,
  log: ModelRunLog,
  attempt: number,
): Promise<Objection | undefined> {
  const [best] = patches;
  const { models, tryOut } = request;
  if (!models.critic || !tryOut || !best) return undefined;
  request.onProgress?.(`Asking ${models.critic.name} for a counter-example…`);
  const { step, disproof } = await criticise({ patch: best, critic: models.critic, tryOut, request, log });
  if (step) await log.add({ ...step, attempt, round: 1 });
  if (!disproof || isProved(best.evidence)) return undefined;
  return { sentence: `The patch of ${models.heal.name} does not hold: ${disproof}`, errors: [disproof] };
}
