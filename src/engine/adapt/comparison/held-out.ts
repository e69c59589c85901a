// The problems of a workspace on which an adapter is compared: of mistakes that it did not learn, and not older than anything that it did.

import { isHealed } from '../../language';
import { Division } from '../../learn/exchange/division';
import type { SuccessPair } from '../../learn/pair';
import type { PairFilter } from '../../learn/store/pair-rows';
import type { PairStore } from '../../learn/store/pair-store';
import type { StoreResult } from '../../learn/store/store-failure';
import type { AdapterRecord } from '../adapter-metadata';
import { mistakeHash } from '../trained-on';
import type { ComparedCase } from './case';

/** Why a pair is none of them. */
export type NotHeldOut =
  /** It was learned, or another one of the same mistake was. */
  | 'learned'
  /** It is older than what was learned. */
  | 'older'
  /** What was learned is not known, and it belongs to the part that one learns from. */
  | 'may-be-learned'
  /** The adapter is not for such errors. */
  | 'other-errors'
  /** Its text is a part of the file, or was withheld, or other files were changed with it. */
  | 'not-whole'
  | 'twice';

export interface HeldOut {
  readonly cases: readonly ComparedCase[];
  readonly leftOut: Readonly<Partial<Record<NotHeldOut, number>>>;
  /** What it was made of is in its metadata; else the youngest mistakes of the workspace are taken, as an export holds them out. */
  readonly isTrainingKnown: boolean;
}

/** Fixes that were kept. */
const KEPT: PairFilter = { verdicts: ['accepted', 'edited', 'survived'] };
/** The newest. More would take a night, and say no more. */
const MAX_CASES = 500;

export function heldOut(
  store: Pick<PairStore, 'page'>,
  { trained_on: trained, error_types: types }: Pick<AdapterRecord, 'trained_on' | 'error_types'>,
): StoreResult<HeldOut> {
  const division = new Division();
  const isTrainingKnown = trained?.mistakes !== undefined;
  if (!isTrainingKnown) {
    const all = eachPair(store, (pair) => division.add(pair));
    if (!all.ok) return all;
  }
  const [ids, mistakes] = [new Set(trained?.ids), new Set(trained?.mistakes)];
  const cases: ComparedCase[] = [];
  const leftOut: Partial<Record<NotHeldOut, number>> = {};
  const seen = new Set<string>();
  const reasonOf = (pair: SuccessPair): NotHeldOut | undefined => {
    if (isTrainingKnown) {
      if (ids.has(pair.id) || mistakes.has(mistakeHash(pair))) return 'learned';
      if (pair.recordedAt < trained.until) return 'older';
    } else if ((division.partOf(pair) ?? 'train') === 'train') return 'may-be-learned';
    if (types.length > 0 && !types.includes(pair.errorType)) return 'other-errors';
    const kept = pair.final ?? pair.proposed;
    if (pair.extent !== 'whole' || pair.withheld || pair.otherFiles.length > 0 || !isHealed(pair.language) || kept === pair.before)
      return 'not-whole';
    const text = JSON.stringify([pair.message, pair.before]);
    if (seen.has(text)) return 'twice';
    seen.add(text);
    return undefined;
  };
  const read = eachPair(store, (pair) => {
    const reason = reasonOf(pair);
    if (reason === undefined) cases.push(toCase(pair));
    else leftOut[reason] = (leftOut[reason] ?? 0) + 1;
  });
  return read.ok ? { ok: true, value: { cases: cases.slice(-MAX_CASES), leftOut, isTrainingKnown } } : read;
}

function eachPair(store: Pick<PairStore, 'page'>, work: (pair: SuccessPair) => void): StoreResult<undefined> {
  for (let after: number | null = 0; after !== null;) {
    const page = store.page(KEPT, after);
    if (!page.ok) return page;
    for (const pair of page.value.pairs) work(pair);
    after = page.value.next;
  }
  return { ok: true, value: undefined };
}

function toCase(pair: SuccessPair): ComparedCase {
  const { id, language, file, before, final, proposed, source, errorType, message, signature, line, traceback, command } = pair;
  return {
    id,
    language,
    file: file === '' ? 'main' : file,
    before,
    after: final ?? proposed,
    source,
    errorType,
    message,
    signature,
    line,
    traceback,
    command,
    ofWorkspace: true,
  };
}
