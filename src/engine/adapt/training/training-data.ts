// What a training reads: the kept fixes of a store, divided into what is learned, what says when to stop and what is measured on later; and what was not
// wanted. Counted for the dry run, written for the run, by the same pass.

import fs from 'node:fs';
import path from 'node:path';
import { excerptOf } from '../../learn/excerpt';
import { exampleOf, question, reply, type Example } from '../../learn/exchange/example';
import type { Part } from '../../learn/exchange/format';
import { answerOf, promptOf } from '../../learn/exchange/prompt';
import { Selection, type SelectionOptions } from '../../learn/exchange/selection';
import type { SuccessPair } from '../../learn/pair';
import type { PairStore } from '../../learn/store/pair-store';
import { failure, success, type Result } from '../../result';
import { lengthOf, longestText, tokensOf } from './example-size';
import { genericPairs, shapeKey } from './generic-pairs';
import type { PairCounts } from './training';

/** Names of the files, in the folder of a run. */
export const DATA_FILES = {
  train: 'train.jsonl',
  valid: 'valid.jsonl',
  preference: 'preference.jsonl',
  labelled: 'labelled.jsonl',
} as const;

/** What stays of a pair, to say later what was learned. */
export type LearnedPair = Pick<SuccessPair, 'id' | 'language' | 'signature' | 'recordedAt' | 'errorType'>;

export interface TrainingData extends PairCounts {
  /** Estimated tokens of what is learned in an epoch, and of the longest example. */
  readonly tokens: number;
  readonly longest: number;
  /** Those that are learned; without the generic ones. */
  readonly learned: readonly LearnedPair[];
  /** Those whose loss says when to stop. */
  readonly stoppedBy: readonly LearnedPair[];
}

export interface DataOptions {
  readonly selection?: SelectionOptions | undefined;
  /** In tokens. */
  readonly maxLength: number;
  /** Share of generic pairs among what is learned. */
  readonly generic: number;
}

/** Fewer held-out pairs than this say nothing of when to stop: then some of what would be learned are held out as well. */
const MIN_VALID = 5;
const VALID_SHARE = 0.1;

type Sink = (file: keyof typeof DATA_FILES, record: unknown) => void;

/** @param write where the records go; nowhere for a dry run. */
export async function gatherData(
  store: PairStore,
  { selection: options = {}, maxLength, generic }: DataOptions,
  write: Sink = () => undefined,
  signal?: AbortSignal,
): Promise<Result<TrainingData, 'cancelled' | 'store'>> {
  const leftOut: Record<string, number> = {};
  const leave = (why: string, count = 1): void => {
    if (count > 0) leftOut[why] = (leftOut[why] ?? 0) + count;
  };
  const room = lengthOf(maxLength);
  const found: Record<Part, { readonly example: Example; readonly pair: LearnedPair }[]> = { train: [], valid: [], test: [] };

  const fixes = new Selection(store, { ...options, maxLength: Infinity }, { of: 'fix', isForTraining: true }, true, signal);
  for await (const { example, part } of fixes.examples()) {
    const fit = shortened(example, maxLength);
    if (!fit) {
      leave('too-long');
      continue;
    }
    const { id, language, signature, recordedAt, errorType } = example.pair;
    // Only what is still needed is kept in memory.
    found[part].push({ example: fit, pair: { id, language, signature, recordedAt, errorType } });
  }
  if (fixes.failed) return failed(fixes.failed);
  leave('withheld', fixes.counted.withheld);
  leave('unreadable', fixes.counted.unreadable);
  for (const [why, count] of Object.entries(fixes.counted.leftOut)) leave(why, count);

  const { train, test } = found;
  let { valid } = found;
  if (valid.length < MIN_VALID && train.length > 2 * MIN_VALID) {
    // All of one kind of mistake: the youngest say when to stop.
    train.sort((a, b) => (a.pair.recordedAt < b.pair.recordedAt ? -1 : 1));
    valid = [...valid, ...train.splice(train.length - Math.max(MIN_VALID, Math.round(train.length * VALID_SHARE)))];
  }
  let tokens = 0;
  let longest = 0;
  const put = (file: 'train' | 'valid', example: Pick<Example, 'prompt' | 'answer'>): void => {
    const length = tokensOf(sizeOf(example));
    longest = Math.max(longest, length);
    if (file === 'train') tokens += length;
    write(file, { prompt: question(example), completion: reply(example.answer) });
  };
  for (const { example } of train) put('train', example);
  for (const { example } of valid) put('valid', example);

  const heldOut = new Set([...valid, ...test].map(({ pair }) => shapeKey(pair.language, pair.signature.shape)));
  const wanted = generic > 0 ? Math.round((train.length * generic) / (1 - generic)) : 0;
  let mixed = 0;
  for (const { question: asked, after } of genericPairs(wanted, heldOut)) {
    const example = { prompt: promptOf(asked), answer: answerOf(asked, after) };
    if (sizeOf(example) > room) continue;
    put('train', example);
    mixed++;
  }

  const isHeldOut = ({ pair }: Example): boolean => heldOut.has(shapeKey(pair.language, pair.signature.shape));
  const anyUnwanted = hasUnwanted(store);
  let preferences = 0;
  const beside = new Selection(store, { ...options, maxLength: room }, { of: 'preference', isForTraining: true }, false, signal);
  if (anyUnwanted)
    for await (const { example } of beside.examples()) {
      if (isHeldOut(example)) continue;
      write('preference', { prompt: question(example), chosen: reply(example.answer), rejected: reply(example.rejected ?? '') });
      preferences++;
    }
  if (beside.failed) return failed(beside.failed);
  let labelled = 0;
  let unwanted = 0;
  const judged = new Selection(store, { ...options, maxLength: room }, { of: 'labelled', isForTraining: true }, false, signal);
  if (anyUnwanted)
    for await (const { example } of judged.examples()) {
      if (isHeldOut(example)) continue;
      write('labelled', { prompt: question(example), completion: reply(example.answer), label: example.isWanted });
      labelled++;
      if (!example.isWanted) unwanted++;
    }
  if (judged.failed) return failed(judged.failed);

  return success({
    train: train.length,
    valid: valid.length,
    test: test.length,
    generic: mixed,
    preferences,
    // Without any that was not wanted there is nothing to tell apart.
    labelled: unwanted === 0 ? 0 : labelled,
    leftOut,
    tokens,
    longest,
    learned: train.map(({ pair }) => pair),
    stoppedBy: valid.map(({ pair }) => pair),
  });
}

/** Most stores hold nothing that was refused: they need not be gone through for it. */
function hasUnwanted(store: PairStore): boolean {
  const negatives = store.negatives.list({ kinds: ['rejected', 'reverted'] }, 1);
  const undone = store.page({ verdicts: ['rejected', 'reverted', 'edited'] }, 0, 1);
  return (negatives.ok && negatives.value.length > 0) || (undone.ok && undone.value.pairs.length > 0);
}

const sizeOf = ({ prompt, answer }: Pick<Example, 'prompt' | 'answer'>): number =>
  prompt.system.length + prompt.user.length + answer.length;

const failed = ({ reason, message }: { readonly reason: string; readonly message: string }) =>
  failure(reason === 'cancelled' ? ('cancelled' as const) : ('store' as const), message);

/** The example where it fits; of a whole file that does not, what is changed with as many lines around as fit; undefined where nothing does. */
function shortened(example: Example, maxLength: number): Example | undefined {
  const room = lengthOf(maxLength);
  if (sizeOf(example) <= room) return example;
  const { pair } = example;
  const most = longestText(maxLength);
  if (pair.extent !== 'whole' || most === 0) return undefined;
  const excerpt = excerptOf(pair.before, pair.proposed, pair.final, most);
  if (excerpt.extent === 'none') return undefined;
  const shorter = exampleOf({ ...pair, ...excerpt }, true);
  return sizeOf(shorter) <= room ? shorter : undefined;
}

/** Files of one run, each written to its end before it counts. */
export class DataFiles {
  private readonly opened = new Map<string, number>();

  /** @param folder absolute; it is there. */
  constructor(private readonly folder: string) {}

  write(file: keyof typeof DATA_FILES, record: unknown): void {
    let out = this.opened.get(file);
    if (out === undefined) {
      out = fs.openSync(path.join(this.folder, DATA_FILES[file]), 'w');
      this.opened.set(file, out);
    }
    fs.writeSync(out, `${JSON.stringify(record)}\n`);
  }

  has(file: keyof typeof DATA_FILES): boolean {
    return this.opened.has(file);
  }

  close(): void {
    for (const out of this.opened.values()) fs.closeSync(out);
  }
}
