// Whether an adapter is better than the model below it: both are asked the same problems, what each mended is counted, and a test says whether the
// difference could be chance.

import { failure, success, type Failure, type Result } from '../../result';
import type { CaseOutcome, ComparedCase } from './case';
import type { ComparedSide, Comparison } from './comparison';
import { signTest } from './sign-test';

/** Fewer held-out problems are no evidence. */
export const MIN_PROBLEMS = 30;
/** Wins are significant where as many would come by chance in fewer than one comparison of ten. */
export const SIGNIFICANT = 0.1;
/** In points of a hundred: what an adapter may be worse by at what everybody makes wrong. */
export const MAX_FORGOTTEN = 2;
/** Of all problems, the share that may stay without an answer. */
const MAX_UNANSWERED = 0.1;
/** So many in a row without an answer at the beginning: nobody is there. */
const GIVES_UP_AFTER = 3;

export type ComparedWho = 'base' | 'adapter';

/** Asks one of them. A failure says that there was no answer that could be judged, and why. */
export type Ask = (one: ComparedCase, who: ComparedWho, signal: AbortSignal) => Promise<Result<CaseOutcome, 'unanswered'>>;

export interface CompareRequest {
  readonly heldOut: readonly ComparedCase[];
  readonly generic: readonly ComparedCase[];
  readonly ask: Ask;
  /** As their servers call them. */
  readonly base: string;
  readonly adapter: string;
  readonly weights?: string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: ((done: number, all: number, who: ComparedWho) => void) | undefined;
  readonly now?: () => Date;
}

type Outcomes = ReadonlyMap<string, CaseOutcome>;

/**
 * All problems for the one, then for the other, so that a server that holds one model at a time changes it once. With too few held-out problems the generic
 * ones are not asked: they could not change the outcome. Nothing is written.
 */
export async function compare(request: CompareRequest): Promise<Result<Comparison, 'nothing-to-compare' | 'no-answers' | 'cancelled'>> {
  const { heldOut, base, adapter, weights, signal, now = () => new Date() } = request;
  if (heldOut.length === 0)
    return failure(
      'nothing-to-compare',
      'No problem of this workspace is left to compare on: all that were kept are learned, or older than what is.',
    );
  const generic = heldOut.length < MIN_PROBLEMS ? [] : request.generic;
  const cases = [...heldOut, ...generic];
  const answered = { base: new Map<string, CaseOutcome>(), adapter: new Map<string, CaseOutcome>() };
  for (const [at, who] of (['base', 'adapter'] as const).entries()) {
    const failed: Failure<'unanswered'>[] = [];
    for (const [i, one] of cases.entries()) {
      if (signal.aborted) return CANCELLED;
      const outcome = await request.ask(one, who, signal);
      if (signal.aborted) return CANCELLED;
      if (outcome.ok) answered[who].set(one.id, outcome.value);
      else failed.push(outcome);
      if (failed.length >= GIVES_UP_AFTER && failed.length === i + 1)
        return failure('no-answers', `The comparison was given up: ${failed[0]?.message ?? ''}`);
      request.onProgress?.(at * cases.length + i + 1, 2 * cases.length, who);
    }
    if (answered[who].size === 0) return failure('no-answers', `The comparison came to nothing: ${failed[0]?.message ?? ''}`);
  }
  const both = (one: ComparedCase): boolean => answered.base.has(one.id) && answered.adapter.has(one.id);
  const [own, others] = [heldOut.filter(both), generic.filter(both)];
  const healed = (who: ComparedWho, one: ComparedCase): boolean => isHealed(answered[who].get(one.id));
  const wins = own.filter((one) => healed('adapter', one) && !healed('base', one)).length;
  const losses = own.filter((one) => !healed('adapter', one) && healed('base', one)).length;
  const counts = {
    held_out: { problems: own.length, base: side(own, answered.base), adapter: side(own, answered.adapter) },
    generic: { problems: others.length, base: side(others, answered.base), adapter: side(others, answered.adapter) },
    wins,
    losses,
    ties: own.length - wins - losses,
    p: signTest(wins, losses),
    unanswered: cases.length - own.length - others.length,
  };
  return success({
    at: now().toISOString(),
    base,
    adapter,
    ...(weights === undefined ? {} : { weights }),
    ...counts,
    ...judge(counts),
  });
}

const CANCELLED = failure('cancelled', 'The comparison was cancelled.');

const isHealed = (outcome: CaseOutcome | undefined): boolean =>
  outcome !== undefined && (outcome.proved || outcome.checked || outcome.exact);

function side(cases: readonly ComparedCase[], outcomes: Outcomes): ComparedSide {
  const of = cases.map(({ id }) => outcomes.get(id));
  const count = (is: (outcome: CaseOutcome) => boolean): number => of.filter((outcome) => outcome !== undefined && is(outcome)).length;
  return {
    proved: count(({ proved }) => proved),
    checked: count(({ checked }) => checked),
    exact: count(({ exact }) => exact),
    healed: count(isHealed),
  };
}

type Counts = Pick<Comparison, 'held_out' | 'generic' | 'wins' | 'losses' | 'p' | 'unanswered'>;

/** What follows from the counts. `better` is the only one with which an adapter is taken unasked. */
export function judge({ held_out: own, generic, wins, losses, p, unanswered }: Counts): Pick<Comparison, 'outcome' | 'why'> {
  const no = (why: string): Pick<Comparison, 'outcome' | 'why'> => ({ outcome: 'not-enough-evidence', why });
  const all = own.problems + generic.problems + unanswered;
  if (unanswered > MAX_UNANSWERED * all) return no(`${unanswered} of ${all} problems stayed without an answer.`);
  if (own.problems < MIN_PROBLEMS)
    return no(`There are ${own.problems} problems to compare on, and fewer than ${MIN_PROBLEMS} say nothing.`);
  if (generic.problems === 0) return no('What it may have forgotten was not looked at.');
  const forgotten = (100 * (generic.base.healed - generic.adapter.healed)) / generic.problems;
  if (forgotten > MAX_FORGOTTEN)
    return {
      outcome: 'worse',
      why: `Of the generic problems it healed ${points(forgotten)} points of a hundred fewer than the model without it, and ${MAX_FORGOTTEN} are allowed.`,
    };
  const said = `${wins} problems only the adapter healed, ${losses} only the model without it`;
  if (wins > losses && p <= SIGNIFICANT) return { outcome: 'better', why: `${said}: that is hardly chance (p = ${pWords(p)}).` };
  const opposite = signTest(losses, wins);
  if (losses > wins && opposite <= SIGNIFICANT)
    return { outcome: 'worse', why: `${said}: that is hardly chance (p = ${pWords(opposite)} for the other side).` };
  return no(`${said}: that can be chance (p = ${pWords(p)}).`);
}

const points = (value: number): string => (Math.round(value * 10) / 10).toString();

export const pWords = (p: number): string => (p < 0.001 ? 'less than 0.001' : (Math.round(p * 1000) / 1000).toString());
