// One attempt with one model: a question, its answer read and judged, and, while it does not hold, what exactly failed said back to it.

import { gatherModelContext, readsLikeInstructions, type FixExample, type ModelContext, type Redactor } from '../../diagnose/model-context';
import { questionOf } from '../../learn/make-pair';
import type { Question } from '../../learn/exchange/prompt';
import { redactTogether } from '../../learn/redact/redact';
import { failure, type Result } from '../../result';
import type { ReadReply, ReplyFormatId } from '../../generate/model/formats/format';
import { examplesFor } from '../../generate/model/examples';
import { formatOf } from '../../generate/model/formats/registry';
import { whyAborted, type ModelFailure, type ModelFailureReason } from '../../generate/model/failure';
import { feedback, toPrompt, type Prompt } from '../../generate/model/prompt';
import type { ChatMessage, ModelProvider, ModelReply } from '../../generate/model/provider';
import { trainingPrompt } from '../../generate/model/training-prompt';
import { oneLine } from '../../syntax/lines';
import { MAX_MODEL_CALLS, MODEL_PATIENCE, MODEL_ROUNDS_BY_KIND } from '../limits';
import { exhausted, spentOn, tokensOf, useOf, type ModelBudget } from './budget';
import { judge, LEVELS, proposedBy, type JudgeRequest, type Tried } from './judge';
import { otherFormat } from './model-record';
import { asksIn, type ModelEnd, type ModelRunLog, type ModelStep, type StepOutcome } from './model-run';

export interface ConversationRequest extends JudgeRequest {
  readonly log: ModelRunLog;
  readonly budget?: ModelBudget;
  readonly redact?: Redactor;
  /** Fixes of like problems that were kept. */
  readonly examples?: readonly FixExample[];
  /** Titles of fixes that others offer. */
  readonly titles?: readonly string[];
  readonly isExcluded?: (path: string) => boolean;
  /** Changes that were judged in this heal, by id: none is tried twice. */
  readonly tried: Map<string, Tried>;
  /** Patches are judged one after the other: each run has the machine for itself. */
  readonly inTurn: InTurn;
  /** Tokens of questions that are not answered yet, those asked side by side: they are spent already. */
  readonly inFlight: { tokens: number };
}

/** Runs one thing after the other. */
export class InTurn {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const next = this.last.then(work, work);
    this.last = next;
    return next;
  }
}

/** How one attempt asks. */
export interface AttemptPlan {
  /** From 1. */
  readonly attempt: number;
  readonly temperature: number;
  readonly format: ReplyFormatId;
  /** The failing function alone. */
  readonly simplified: boolean;
  /** For the model, from the diagnosis of the attempt before; free text of a model's, quoted as such. */
  readonly advice?: string;
  /** Steps for the model to go by, from a question before it; free text of a model's, quoted as such. */
  readonly plan?: string;
  /** Why earlier candidates did not hold, one sentence each. */
  readonly refuted: readonly string[];
  /** Feedback is given; a fresh sample after others gets none. */
  readonly rounds: boolean;
}

/** How a turn went. */
export type Turn =
  | { readonly kind: 'tried'; readonly tried: Tried }
  /** The answer could not be read: another form may be. */
  | { readonly kind: 'form'; readonly failure: ModelFailure }
  /** Asking on is of no use. */
  | { readonly kind: 'end'; readonly ended: ModelEnd; readonly failure: ModelFailure };

export type AttemptEnd =
  | { readonly holds: true; readonly tried: readonly Tried[] }
  | {
      readonly holds: false;
      readonly ended: ModelEnd;
      readonly failure: ModelFailure;
      /** One sentence each, in the order they came. */
      readonly errors: readonly string[];
    };

/** Tokens of a context that shows the failing function and little else. */
const SIMPLE_BUDGET = 600;

/** One line of talk with one model. `turn` after `turn`; never throws for what a model or a server does. */
export class Conversation {
  private context: ModelContext | undefined;
  private prompt: Prompt | undefined;
  private history: readonly ChatMessage[] = [];
  private format: ReplyFormatId;
  private switched = false;
  private round = 0;
  /** As an adapter is asked. */
  private question: Question | undefined;

  constructor(
    private readonly provider: ModelProvider,
    private readonly plan: AttemptPlan,
    private readonly request: ConversationRequest,
  ) {
    this.format = plan.format;
  }

  get model(): string {
    return this.provider.name;
  }

  /** Asks, reads and judges one answer. */
  async turn(): Promise<Turn> {
    this.round++;
    const asked = await this.ask();
    return 'kind' in asked ? asked : await this.readAndJudge(asked);
  }

  /** The other form, from the start. False where both were tried. */
  switchForm(): boolean {
    if (this.switched) return false;
    this.switched = true;
    this.format = otherFormat(this.format);
    this.prompt = undefined;
    this.history = [];
    return true;
  }

  /** What was wrong, for the next turn. */
  async tell(previous: string, errors: readonly string[]): Promise<ModelFailure | undefined> {
    const { context } = this;
    if (!context) return undefined;
    try {
      const hidden = await Promise.all(errors.map((error) => context.hide(error, 500)));
      this.history = [...this.history, ...feedback(previous, hidden, formatOf(this.format), context)];
      // What a program prints may speak to the model as its code may.
      if (this.prompt && hidden.some(readsLikeInstructions)) this.prompt = { ...this.prompt, suspicious: true };
      return undefined;
    } catch {
      return failure('secret-scan-failed', "The checker's words could not be searched for secrets, so the model was not asked again.");
    }
  }

  /** The last answer as it came. */
  lastAnswer = '';

  private async prepare(): Promise<Result<Prompt, ModelFailureReason>> {
    const { request, plan } = this;
    if (!this.context) {
      const { problem, source, workspace } = request;
      if (this.format === 'training') {
        this.question = questionOf(problem, source.text, workspace.root, this.provider.longestText);
        if (!this.question) return failure('too-long', 'The line of the error is too long to be asked about.');
      }
      const gathered = await gatherModelContext({
        problem: request.problem,
        source: request.source,
        version: request.version,
        workspace: request.workspace,
        redact: request.redact ?? redactTogether,
        attempt: plan.attempt,
        signal: request.signal,
        ...(this.question ? { only: linesOf(this.question, source.lineCount) } : {}),
        ...(plan.simplified ? { budget: SIMPLE_BUDGET, facts: ['function'] as const } : {}),
        examples: request.examples ?? examplesFor(request.problem, request.memory),
        // Where an interpreter or a sandbox may be started, git may be asked.
        mayRun: request.proof !== undefined || request.workspace.interpreter !== undefined,
        ...(request.titles ? { titles: request.titles } : {}),
        ...(request.isExcluded ? { isExcluded: request.isExcluded } : {}),
      });
      if (!gathered.ok) return gathered;
      this.context = gathered.value;
    }
    const { context } = this;
    try {
      if (this.question) return { ok: true, value: (this.prompt = await trainingPrompt(context, this.question)) };
      const prompt = await toPrompt({ context, format: formatOf(this.format), refuted: plan.refuted });
      const advice = plan.advice ? await context.hide(plan.advice, 1000) : '';
      const steps = plan.plan ? await context.hide(plan.plan, 2000) : '';
      const planned = steps === '' ? prompt : withQuoted(prompt, 'A plan for it:', steps);
      this.prompt = advice === '' ? planned : withQuoted(planned, 'What a look at earlier attempts says:', advice);
    } catch {
      return failure('secret-scan-failed', 'The code could not be searched for secrets, so nothing was sent.');
    }
    return { ok: true, value: this.prompt };
  }

  private async ask(): Promise<Turn | (ModelReply & { readonly ms: number })> {
    const { provider, plan, request } = this;
    const { signal, log } = request;
    const prepared = this.prompt ? { ok: true as const, value: this.prompt } : await this.prepare();
    if (signal.aborted) return endOf(whyAborted(signal));
    if (!prepared.ok) return endOf(prepared);
    const messages = [...prepared.value.messages, ...this.history];
    const promptTokens = tokensOf(messages.reduce((sum, { content }) => sum + content.length, 0));
    const { inFlight } = request;
    const spent = exhausted(request.budget, log.current, { model: provider.name, promptTokens: promptTokens + inFlight.tokens });
    if (spent) return { kind: 'end', ended: spent.ended, failure: failure('out-of-budget', spent.message) };
    if (asksIn(log.current) >= MAX_MODEL_CALLS)
      return { kind: 'end', ended: 'max_iterations', failure: failure('no-valid-patch', `${provider.name} gave no patch that holds.`) };
    let told = 0;
    inFlight.tokens += promptTokens;
    const reply = await provider
      .ask({
        messages,
        temperature: plan.temperature,
        ...(this.context ? { maxTokens: replyTokens(this.context, this.format) } : {}),
        signal,
        ...(request.onProgress ? { onProgress: request.onProgress } : {}),
        onText: (length) => {
          // A line a kilobyte is enough to see that it lives.
          if (length - told < 1000) return;
          told = length;
          request.onProgress?.(`${provider.name} is answering (${Math.round(length / 1000)} kB)…`);
        },
      })
      .finally(() => (inFlight.tokens -= promptTokens));
    if (!reply.ok) {
      // What a question cost that was never answered nobody says.
      await this.note('failed', reply.message, { ms: 0 });
      return endOf(reply);
    }
    this.lastAnswer = reply.value.text;
    if (reply.value.truncated) {
      const cut = failure('truncated', `The answer of ${provider.host} was cut off before its end.`);
      await this.note('truncated', cut.message, reply.value);
      return { kind: 'form', failure: cut };
    }
    return reply.value;
  }

  private async readAndJudge(reply: ModelReply): Promise<Turn> {
    const { request, context, provider } = this;
    if (!context) throw new Error('an answer without a question');
    const { tried } = request;
    const read = await this.read(reply.text, context);
    switch (read.kind) {
      case 'no-fix':
        await this.note('no-fix', read.explanation, reply);
        return {
          kind: 'end',
          ended: 'no_fix',
          failure: failure(
            'no-valid-patch',
            `${provider.name} found no fix${read.explanation ? `: ${oneLine(read.explanation, 300)}` : '.'}`,
          ),
        };
      case 'declined':
        await this.note('declined', read.explanation, reply);
        return { kind: 'end', ended: 'declined', failure: failure('refused', `The model at ${provider.host} refused to answer.`) };
      case 'malformed': {
        await this.note('malformed', read.faults[0], reply);
        return { kind: 'form', failure: failure('bad-reply', `The answer of ${provider.host} is not in the form that was asked for.`) };
      }
      case 'misplaced':
      case 'unchanged': {
        const sentence =
          read.kind === 'unchanged'
            ? `${provider.name} gave a patch that changes nothing.`
            : `${provider.name} gave edits that can't be used: ${oneLine(read.faults[0] ?? '', 200).replace(/\.$/, '')}.`;
        await this.note(read.kind, read.faults[0], reply);
        // The same words again count as the same answer.
        const id = `${read.kind} ${reply.text.trim()}`;
        const again = tried.has(id);
        const result: Tried = {
          id,
          outcome: read.kind,
          level: 'nowhere',
          sentence,
          errors: read.faults,
          kind: 'other',
          ...(again ? { repeated: true } : {}),
        };
        tried.set(id, result);
        return { kind: 'tried', tried: result };
      }
      case 'edits':
        return this.judged(read, reply);
    }
  }

  /** Blocks that fit are taken where a whole function was asked for, too: they say for sure where they belong, and asking again costs a question. */
  private async read(text: string, context: ModelContext): Promise<ReadReply> {
    if (this.format === 'whole-function') {
      const blocks = await formatOf('search-replace').read(text, context);
      if (blocks.kind === 'edits') {
        this.format = 'search-replace';
        return blocks;
      }
    }
    return formatOf(this.format).read(text, context);
  }

  private async judged(
    read: { readonly explanation: string; readonly edits: Parameters<typeof proposedBy>[0]['edits'] },
    reply: ModelReply,
  ): Promise<Turn> {
    const { request, provider } = this;
    const answer = { model: provider.name, adapter: provider.adapter, ...read, suspicious: this.prompt?.suspicious ?? false };
    const candidate = proposedBy(answer, request);
    if (!candidate) {
      await this.note('unchanged', 'the edits change nothing', reply);
      const sentence = `${provider.name} gave a patch that changes nothing.`;
      return {
        kind: 'tried',
        tried: { id: 'nothing', outcome: 'unchanged', level: 'nowhere', sentence, errors: ['the edits change nothing'], kind: 'other' },
      };
    }
    return request.inTurn.run(async () => {
      const known = request.tried.get(candidate.id);
      if (known) {
        await this.note('repeated', known.sentence, reply);
        return { kind: 'tried', tried: { ...known, repeated: true } };
      }
      request.onProgress?.('Checking the patch…');
      const result = await judge(candidate, answer, request);
      if (request.signal.aborted) {
        await this.note('failed', 'it was stopped', reply);
        return endOf(whyAborted(request.signal));
      }
      request.tried.set(candidate.id, result);
      await this.note(result.outcome, result.errors[0] ?? result.sentence, reply);
      return { kind: 'tried', tried: result };
    });
  }

  private async note(outcome: StepOutcome, why: string | undefined, reply: Pick<ModelReply, 'ms'> & Partial<ModelReply>): Promise<void> {
    const { plan, request, provider } = this;
    const messages = [...(this.prompt?.messages ?? []), ...this.history];
    const use = useOf(messages, reply.text === undefined ? undefined : { text: reply.text, ...(reply.use ? { use: reply.use } : {}) });
    const step: ModelStep = {
      kind: 'ask',
      attempt: plan.attempt,
      round: this.round,
      model: provider.name,
      format: this.format,
      temperature: plan.temperature,
      ...(this.context ? { facts: this.context.facts } : {}),
      outcome,
      ...(why ? { why: oneLine(why, 300) } : {}),
      ms: reply.ms,
      ...spentOn(provider.name, use, reply, request.budget),
    };
    await request.log.add(step);
  }
}

/** Words around the code. */
const WORDS = 600;
/** A fence, and a few lines that come in. */
const MARGIN = 100;
/** Blocks may stand in several places. */
const BLOCKS = 2000;

/** What an answer may take: the code that is given back and some more; a small model that goes on and on is cut off there. */
function replyTokens({ files: [file], target }: ModelContext, format: ReplyFormatId): number {
  let length = 0;
  for (let line = target.first; line <= target.last; line++) length += file.source.line(line).length + 1;
  // What was trained on such answers gives the text back, and no word besides.
  if (format === 'training') return MARGIN + 2 * tokensOf(length);
  const code = WORDS + 3 * tokensOf(length);
  return format === 'search-replace' ? Math.max(BLOCKS, code) : code;
}

/** The lines that a question is about, zero-based. What stands behind the last line end is no line of it. */
function linesOf({ startLine, before }: Question, lineCount: number): { readonly first: number; readonly last: number } {
  const lines = before.split(/\r\n|\r|\n/).length - (/[\r\n]$/.test(before) ? 1 : 0);
  return { first: startLine, last: Math.min(startLine + Math.max(1, lines), lineCount) - 1 };
}

function withQuoted(prompt: Prompt, heading: string, advice: string): Prompt {
  const last = prompt.messages.length - 1;
  return {
    ...prompt,
    suspicious: prompt.suspicious || readsLikeInstructions(advice),
    messages: prompt.messages.map((message, i) =>
      i === last
        ? {
            ...message,
            content: `${message.content}\n\n${heading}\n${advice
              .split('\n')
              .map((line) => `> ${line}`)
              .join('\n')}`,
          }
        : message,
    ),
  };
}

/** How a failure of the server, a deadline or a cancel ends a heal. */
function endOf(failed: ModelFailure): Extract<Turn, { kind: 'end' }> {
  return { kind: 'end', ended: ENDED[failed.reason] ?? 'infrastructure_error', failure: failed };
}

const ENDED: Readonly<Partial<Record<ModelFailureReason, ModelEnd>>> = {
  cancelled: 'cancelled',
  'timeout-total': 'out_of_time',
  'bad-reply': 'schema_error',
  refused: 'declined',
  'secret-scan-failed': 'not_sent',
  'no-valid-patch': 'max_iterations',
  'too-long': 'truncated',
};

/**
 * The rounds of one attempt. Several conversations (models, or one model warmer and cooler) answer the first question side by side; all their
 * patches are judged, and where none holds the one that came furthest talks on.
 */
export async function runAttempt(
  conversations: readonly Conversation[],
  plan: AttemptPlan,
  request: ConversationRequest,
): Promise<AttemptEnd> {
  const errors: string[] = [];
  const first = await firstTurns(conversations, request);
  const holding = first.flatMap(({ turn }) => (turn.kind === 'tried' && turn.tried.patch ? [turn.tried] : []));
  if (holding.length > 0) return { holds: true, tried: holding };
  for (const { turn } of first) errors.push(...errorsOf(turn));
  const [furthest] = [...first].sort((a, b) => levelOf(b.turn) - levelOf(a.turn));
  if (!furthest) throw new Error('nobody was asked');
  const { conversation } = furthest;
  let { turn } = furthest;
  let unchanged = 0;
  let before: Tried | undefined;
  for (let round = 0; ;) {
    if (turn.kind === 'end') return { holds: false, ended: turn.ended, failure: turn.failure, errors };
    if (turn.kind === 'form') {
      // Cut off in one form it may fit in the other.
      if (!plan.rounds || !conversation.switchForm())
        return { holds: false, ended: turn.failure.reason === 'truncated' ? 'truncated' : 'schema_error', failure: turn.failure, errors };
      request.onProgress?.(`Asking ${conversation.model} again, in another form…`);
    } else {
      const { tried } = turn;
      if (tried.patch) return { holds: true, tried: [tried] };
      const failed = failure(tried.outcome === 'refused' ? 'refused' : 'no-valid-patch', tried.sentence);
      const stop = (ended: ModelEnd): AttemptEnd => ({ holds: false, ended, failure: failed, errors });
      if (tried.repeated) return stop('stuck');
      if (tried.errors.length === 0) return stop('max_iterations');
      unchanged = before && saysTheSame(before, tried) ? unchanged + 1 : 0;
      before = tried;
      if (unchanged >= MODEL_PATIENCE) return stop('no_improvement');
      if (!plan.rounds || round >= MODEL_ROUNDS_BY_KIND[tried.kind])
        return stop(tried.outcome === 'regressed' ? 'regressed' : 'max_iterations');
      round++;
      request.onProgress?.(`Asking ${conversation.model} again: ${tried.errors[0] ?? 'the first answer did not hold'}`);
      const unsaid = await conversation.tell(conversation.lastAnswer, tried.errors);
      if (unsaid) return { holds: false, ended: 'not_sent', failure: unsaid, errors };
    }
    turn = await conversation.turn();
    errors.push(...errorsOf(turn));
  }
}

async function firstTurns(
  conversations: readonly Conversation[],
  request: ConversationRequest,
): Promise<{ readonly conversation: Conversation; readonly turn: Turn }[]> {
  const [only] = conversations;
  for (const name of new Set(conversations.map(({ model }) => model))) request.onProgress?.(`Asking ${name}…`);
  if (only && conversations.length === 1) return [{ conversation: only, turn: await only.turn() }];
  const turns = await Promise.allSettled(conversations.map(async (conversation) => ({ conversation, turn: await conversation.turn() })));
  const answered = turns.flatMap((turn) => (turn.status === 'fulfilled' ? [turn.value] : []));
  const broken = turns.find((turn) => turn.status === 'rejected');
  // One that broke is no reason to leave the others' answers.
  if (broken && answered.length === 0) throw broken.reason;
  return answered;
}

const levelOf = (turn: Turn): number => (turn.kind === 'tried' ? LEVELS.indexOf(turn.tried.level) : turn.kind === 'form' ? -1 : -2);

const errorsOf = (turn: Turn): readonly string[] =>
  turn.kind === 'tried'
    ? turn.tried.patch
      ? []
      : turn.tried.errors.length > 0
        ? turn.tried.errors
        : [turn.tried.sentence]
    : [turn.failure.message];

/** No further than before, and the same is wrong. */
const saysTheSame = (a: Tried, b: Tried): boolean =>
  LEVELS.indexOf(b.level) <= LEVELS.indexOf(a.level) && a.errors.join('\n') === b.errors.join('\n');
