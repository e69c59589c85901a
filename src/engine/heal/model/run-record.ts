// From a heal with a model to its record in the store, and back: what is known of models from the records of earlier heals, and what was spent today.

import type { HealRecord, ModelPart, Outcome } from '../../learn/heal-record';
import type { HealFilter, HealPage } from '../../learn/store/heal-records';
import type { StoreResult } from '../../learn/store/store-failure';
import type { ReplyFormatId } from '../../generate/model/formats/format';
import type { FormatCounts, ModelRecord } from './model-record';
import { asksIn, usedIn, type ModelRun, type Used } from './model-run';

/** As a record keeps it. */
export function modelPartOf({ ended, mode, attempts, diagnoses, fixesApplied, steps }: ModelRun): ModelPart {
  return {
    ...(ended === undefined ? {} : { ended }),
    ...(mode === undefined ? {} : { mode }),
    attempts,
    diagnoses,
    fixes_applied: fixesApplied,
    steps,
  };
}

/** What a record says of a run, whether it goes on, has ended or was cut off: of one that goes on, what is true if the process ends now. */
export function outcomeOfRun(run: ModelRun): Pick<HealRecord, 'outcome' | 'why' | 'attempts' | 'model'> {
  return { outcome: outcome(run), why: WHY[run.ended ?? 'unended'], attempts: asksIn(run), model: modelPartOf(run) };
}

function outcome({ ended }: ModelRun): Outcome {
  switch (ended) {
    case 'proved':
    case 'held':
      return 'offered';
    case 'cancelled':
      return 'cancelled';
    case 'regressed':
      return 'regressed';
    case undefined:
    case 'crashed':
    case 'max_iterations':
    case 'no_improvement':
    case 'stuck':
      return 'failed';
    default:
      return 'nothing';
  }
}

const WHY: Readonly<Record<NonNullable<ModelRun['ended']> | 'unended', string>> = {
  proved: 'a run proved the patch',
  held: 'a checker is content with the patch',
  no_fix: 'the model sees no fix',
  declined: 'the model does not want to answer',
  max_iterations: 'no answer held in as many as are allowed',
  no_improvement: 'answers went on ending with the same error',
  stuck: 'the same patch came again',
  regressed: 'the patches broke what worked before',
  aborted: 'the diagnosis says that it can not be fixed this way',
  schema_error: 'the answers could not be read',
  truncated: 'the answers were cut off',
  infrastructure_error: 'the server, the network or the account is to blame',
  out_of_time: 'out of time',
  out_of_tokens: 'the limit of tokens is reached',
  out_of_money: 'the limit of money is reached',
  not_sent: 'nothing could be sent',
  cancelled: 'it was cancelled',
  crashed: 'a part of Self-Heal broke',
  unended: 'it did not end: the process was stopped in the middle',
};

/** What has the records of heals: a store's `heals`. */
export interface KeptHeals {
  page(filter?: HealFilter, after?: number, limit?: number): StoreResult<HealPage>;
}

/** What the records of some stores say of models. Read once, at the first question; never throws. */
export function modelRecordOf(stores: () => readonly KeptHeals[]): ModelRecord {
  let counts: ReadonlyMap<string, FormatCounts> | undefined;
  return {
    of: (model, format) => {
      counts ??= countFormats(stores());
      return counts.get(keyOf(model, format)) ?? NONE;
    },
  };
}

const keyOf = (model: string, format: string): string => JSON.stringify([model, format]);

const NONE: FormatCounts = { asked: 0, unreadable: 0 };

function countFormats(stores: readonly KeptHeals[]): Map<string, FormatCounts> {
  const counts = new Map<string, FormatCounts>();
  for (const { model } of recordsOf(stores)) countSteps(counts, model?.steps ?? []);
  return counts;
}

function countSteps(counts: Map<string, FormatCounts>, steps: ModelPart['steps']): void {
  for (const { kind, model, format, outcome: said } of steps) {
    // That nothing came, or that a limit cut it off, says nothing of the form.
    if (kind !== 'ask' || model === undefined || format === undefined || said === 'failed' || said === 'truncated' || said === 'crashed')
      continue;
    const known = counts.get(keyOf(model, format)) ?? NONE;
    const unreadable = said === 'malformed' || said === 'misplaced';
    counts.set(keyOf(model, format), { asked: known.asked + 1, unreadable: known.unreadable + (unreadable ? 1 : 0) });
  }
}

/** What is known from before, and what was seen since. */
export class RunningRecord implements ModelRecord {
  private readonly seen = new Map<string, FormatCounts>();

  constructor(private readonly before?: ModelRecord) {}

  of(model: string, format: ReplyFormatId): FormatCounts {
    const before = this.before?.of(model, format) ?? NONE;
    const since = this.seen.get(keyOf(model, format)) ?? NONE;
    return { asked: before.asked + since.asked, unreadable: before.unreadable + since.unreadable };
  }

  note({ steps }: Pick<ModelRun, 'steps'>): void {
    countSteps(this.seen, steps);
  }
}

/** Tokens and money of all heals that began since then; those that a crash cut off are among them. Never throws. */
export function usedSince(stores: readonly KeptHeals[], since: Date, except?: string): Used {
  let used: Used = { tokens: 0, cost: 0 };
  for (const { id, model } of recordsOf(stores, { since: since.toISOString() })) {
    if (!model || id === except) continue;
    const own = usedIn(model.steps);
    used = { tokens: used.tokens + own.tokens, cost: used.cost + own.cost };
  }
  return used;
}

/** The beginning of a day as the person's clock has it. */
export const dayBegan = (now: Date): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate());

/** In the order they were recorded; of a store that can't be read those before. */
export function* recordsOf(stores: readonly KeptHeals[], filter: HealFilter = {}): Iterable<HealRecord> {
  for (const store of stores) {
    for (let after: number | null = 0; after !== null;) {
      const page: StoreResult<HealPage> = store.page(filter, after);
      if (!page.ok) break;
      yield* page.value.heals;
      after = page.value.next;
    }
  }
}
