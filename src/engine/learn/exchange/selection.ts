// Which pairs an export takes, and in what state: those that a filter lets through, without secrets and, by choice, without names and paths;
// for training without what is there twice or too long. What is left out is counted by why.

import type { Rung, Verdict } from '../../patch';
import { failure, type Failure } from '../../result';
import { hash, isSetAside, RUNGS, type SuccessPair } from '../pair';
import { redactPairs } from '../redact-pair';
import type { PairFilter } from '../store/pair-rows';
import type { PairStore } from '../store/pair-store';
import type { StoreReason } from '../store/store-failure';
import { anonymise, type Private } from './anonymise';
import { Division } from './division';
import { exampleOf, type Example } from './example';
import type { PairWriter, Part } from './format';

/** Fixes that were kept; a rejected or taken back one is no example of a fix. */
export const KEPT: readonly Verdict['kind'][] = ['accepted', 'edited', 'survived'];
const UNWANTED: readonly Verdict['kind'][] = ['rejected', 'reverted'];
/** UTF-16 units of question and answer together: about 8,000 tokens. */
export const DEFAULT_MAX_LENGTH = 24_000;
/** Unwanted fixes that are looked through for one pair, and those that are set against it. */
const MAX_LOOKED_AT = 200;
const MAX_REJECTED = 3;
const MAX_NEGATIVES = 100_000;

export interface SelectionOptions extends PairFilter {
  /** The least that vouches for a pair: this rung or a higher one was passed, and none failed. */
  readonly evidence?: Rung;
  /** UTF-16 units of question and answer; of formats for training 24,000 where it is not given. */
  readonly maxLength?: number;
  /** Also what is there twice. */
  readonly duplicates?: boolean;
  /** What is taken out besides secrets. */
  readonly without?: readonly Private[];
}

/**
 * Why a pair is left out. `little-evidence`, `no-change`, `duplicate`, `too-long`: as they say; `no-rejected`: no fix of the same text that was not wanted;
 * `after-test`: of a mistake that is learned, but recorded after what it is tested on.
 */
export type LeftOut = 'little-evidence' | 'no-change' | 'duplicate' | 'too-long' | 'no-rejected' | 'after-test';

interface Counted {
  readonly redactions: number;
  readonly withheld: number;
  readonly unreadable: number;
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
}

export interface Selected {
  readonly example: Example;
  readonly part: Part;
}

export class Selection {
  counted: Counted = { redactions: 0, withheld: 0, unreadable: 0, leftOut: {} };
  /** Why the examples ended early, if so. */
  failed: Failure<StoreReason | 'cancelled'> | undefined;
  private readonly seen = new Set<string>();
  private readonly division: Division | undefined;
  private readonly filter: PairFilter;

  constructor(
    private readonly store: PairStore,
    private readonly options: SelectionOptions,
    private readonly format: Pick<PairWriter, 'of' | 'isForTraining'>,
    isDivided: boolean,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.division = isDivided ? new Division() : undefined;
    const { ids, language, errorType, shape, since, until, verified, verdicts, origins, ways } = options;
    this.filter = {
      ...(ids === undefined ? {} : { ids }),
      ...(language === undefined ? {} : { language }),
      ...(errorType === undefined ? {} : { errorType }),
      ...(shape === undefined ? {} : { shape }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      ...(verified === undefined ? {} : { verified }),
      ...(origins === undefined ? {} : { origins }),
      ...(ways === undefined ? {} : { ways }),
      verdicts: verdicts ?? (format.of === 'labelled' ? [...KEPT, ...UNWANTED] : KEPT),
    };
  }

  /** Once. They end early where `failed` is set. */
  async *examples(): AsyncGenerator<Selected> {
    if (this.division) for (const pairs of this.pages()) for (const pair of pairs) this.division.add(pair);
    if (this.failed) return;
    for (const pairs of this.pages(true)) {
      for (const { pair, part } of await this.clean(pairs)) {
        const fit = (await this.examplesOf(pair)).filter((example) => this.isFit(example));
        for (const example of fit) yield { example, part };
        if (fit.length > 0) this.countRedactions(pair);
      }
    }
    if (this.failed || this.format.of !== 'labelled') return;
    for (const { pair, part } of await this.clean(this.negatives())) {
      const example = exampleOf(pair, false);
      if (!this.isFit(example)) continue;
      yield { example, part };
      this.countRedactions(pair);
    }
  }

  private *pages(isCounted = false): Generator<readonly SuccessPair[]> {
    for (let after: number | null = 0; after !== null;) {
      if (this.signal?.aborted) {
        this.failed = failure('cancelled', 'The export was cancelled.');
        return;
      }
      const page = this.store.page(this.filter, after);
      if (!page.ok) {
        this.failed = page;
        return;
      }
      if (isCounted) this.counted = { ...this.counted, unreadable: this.counted.unreadable + page.value.unreadable };
      yield page.value.pairs.filter((pair) => !isSetAside(pair));
      after = page.value.next;
    }
  }

  /** Without secrets, and what is to be without; each with the part it belongs to. */
  private async clean(pairs: readonly SuccessPair[]): Promise<{ readonly pair: SuccessPair; readonly part: Part }[]> {
    // Once more, with the rules of today: they grow, and the store may be older.
    const redacted = await redactPairs(pairs);
    return redacted.flatMap((pair, i) => {
      if (pair.withheld || pair.extent === 'none') {
        this.counted = { ...this.counted, withheld: this.counted.withheld + 1 };
        return [];
      }
      if (!this.hasEvidence(pair)) {
        this.leave('little-evidence');
        return [];
      }
      const part = this.division ? this.division.partOf(pairs[i] ?? pair) : 'train';
      if (part === undefined) {
        this.leave('after-test');
        return [];
      }
      return [{ pair: anonymise(pair, this.options.without ?? []), part }];
    });
  }

  private async examplesOf(pair: SuccessPair): Promise<readonly Example[]> {
    if (this.format.of === 'fix') return [exampleOf(pair, true)];
    if (this.format.of === 'labelled') return [exampleOf(pair, KEPT.includes(pair.verdict.kind))];
    const unwanted = await this.unwanted(pair);
    if (unwanted.length === 0) this.leave('no-rejected');
    return unwanted.map((text) => exampleOf(pair, true, text));
  }

  /** The texts of fixes of the same text that were not wanted: what was changed after it was taken, refused, or undone. */
  private async unwanted(pair: SuccessPair): Promise<readonly string[]> {
    const { language, message, before, final, proposed } = pair;
    const filter = { language, shape: pair.signature.shape };
    const negatives = this.store.negatives.list({ ...filter, kinds: ['rejected', 'reverted'] }, MAX_LOOKED_AT);
    const undone = this.store.page({ ...filter, verdicts: UNWANTED }, 0, MAX_LOOKED_AT);
    const found = [
      ...(negatives.ok ? negatives.value.map((negative) => negative.pair) : []),
      ...(undone.ok ? undone.value.pairs.filter((other) => !isSetAside(other)) : []),
    ];
    const others = (await redactPairs(found))
      .map((other) => anonymise(other, this.options.without ?? []))
      .filter((other) => other.message === message && other.before === before && !other.withheld);
    const kept = final ?? proposed;
    const texts = [...(final === null ? [] : [proposed]), ...others.map((other) => other.proposed)];
    return [...new Set(texts)].filter((text) => text !== kept).slice(0, MAX_REJECTED);
  }

  /** The fixes that were refused, which are no pairs. */
  private negatives(): readonly SuccessPair[] {
    const { language, errorType, shape, since, until, origins } = this.filter;
    if (this.options.ids !== undefined) return [];
    if (this.options.verdicts && !UNWANTED.some((kind) => this.options.verdicts?.includes(kind))) return [];
    const found = this.store.negatives.list(
      { ...(language === undefined ? {} : { language }), ...(shape === undefined ? {} : { shape }), kinds: ['rejected', 'reverted'] },
      MAX_NEGATIVES,
    );
    if (!found.ok) {
      this.failed = found;
      return [];
    }
    return found.value
      .map(({ pair }) => pair)
      .filter(
        (pair) =>
          (errorType === undefined || pair.errorType === errorType) &&
          (since === undefined || pair.recordedAt >= since) &&
          (until === undefined || pair.recordedAt < until) &&
          (origins === undefined || origins.includes(pair.origin.kind)),
      );
  }

  private hasEvidence({ evidence }: SuccessPair): boolean {
    const least = this.options.evidence;
    if (least === undefined) return true;
    const enough = RUNGS.slice(RUNGS.indexOf(least));
    return (
      evidence.some(({ rung, result }) => result === 'passed' && enough.includes(rung)) &&
      evidence.every(({ result }) => result !== 'failed')
    );
  }

  /** What a training can use; a format for people and for other stores takes everything. */
  private isFit(example: Example): boolean {
    const { isForTraining } = this.format;
    const { maxLength = isForTraining ? DEFAULT_MAX_LENGTH : Infinity } = this.options;
    const { pair, prompt, answer, rejected = '' } = example;
    if (isForTraining && pair.before === (pair.final ?? pair.proposed)) {
      this.leave('no-change');
      return false;
    }
    if (prompt.system.length + prompt.user.length + Math.max(answer.length, rejected.length) > maxLength) {
      this.leave('too-long');
      return false;
    }
    if (!isForTraining || this.options.duplicates) return true;
    // Spaces, places and file names tell no two examples apart.
    const key = hash([pair.language, pair.errorType, pair.message, pair.before, answer, rejected].map((text) => text.replace(/\s+/g, ' ')));
    if (this.seen.has(key)) {
      this.leave('duplicate');
      return false;
    }
    this.seen.add(key);
    return true;
  }

  private leave(why: LeftOut): void {
    const { leftOut } = this.counted;
    this.counted = { ...this.counted, leftOut: { ...leftOut, [why]: (leftOut[why] ?? 0) + 1 } };
  }

  private countRedactions({ redactions }: SuccessPair): void {
    this.counted = { ...this.counted, redactions: this.counted.redactions + redactions };
  }
}
