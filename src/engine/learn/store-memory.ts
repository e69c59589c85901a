// The memory of a workspace: the pair stores of its folders, asked by signature, and the rules that their pairs make.

import { basename } from 'node:path';
import { familyOf } from '../detect/family';
import { isHealed, isScript, PYTHON, SCRIPT } from '../language';
import type { Problem } from '../problem';
import { experienceOf, type Experience, type Outcome } from './experience';
import type { Memory, Verdicts } from './memory';
import { learnRules } from './mine/learn-rules';
import { exampleOf } from './mine/pair-example';
import type { LearnedRule } from './mine/rule';
import type { RuleOnDisk } from './mine/rule-folder';
import { rejectionKey } from './negative';
import type { SuccessPair } from './pair';
import type { PairStore } from './store/pair-store';

/** Newest pairs of one signature that are looked at. */
const MAX_PAIRS = 30;
/** Signatures whose rules are kept. */
const MAX_MINED = 200;
/** Refused fixes of a signature that its rules must leave alone. */
const MAX_NEGATIVES = 20;
/** What was counted is counted again after this. In ms. */
const RECORDS_MS = 5_000;

interface Mined {
  /** Of which pairs and negatives they were made. */
  readonly of: string;
  readonly rules: Promise<readonly LearnedRule[]>;
}

interface Counted {
  readonly at: number;
  readonly byKey: ReadonlyMap<string, Verdicts>;
}

export interface MemoryParts {
  /** The store of the folder that a file is in; undefined where it can't be used now, which may be otherwise the next time. */
  readonly storeOf: (path: string) => PairStore | undefined;
  /** The team's pairs of the folder that a file is in, by signature's shape; absent: there are none. */
  readonly teamOf?: (path: string, shape: string) => readonly SuccessPair[];
  /** The rules that the folder of a file keeps as files, switched off ones too; absent: there are none. */
  readonly rulesOf?: (path: string) => readonly RuleOnDisk[];
  /** The clock, in ms. */
  readonly now?: () => number;
}

export const storeMemory = (parts: MemoryParts): Memory => new StoreMemory(parts);

class StoreMemory implements Memory {
  private readonly mined = new Map<string, Mined>();
  private readonly counted = new WeakMap<PairStore, Counted>();
  private readonly experiences = new WeakMap<readonly Outcome[], Experience>();

  private readonly storeOf: MemoryParts['storeOf'];
  private readonly teamOf: NonNullable<MemoryParts['teamOf']>;
  private readonly rulesOf: NonNullable<MemoryParts['rulesOf']>;
  private readonly now: () => number;

  constructor({ storeOf, teamOf = () => [], rulesOf = () => [], now = Date.now }: MemoryParts) {
    this.storeOf = storeOf;
    this.teamOf = teamOf;
    this.rulesOf = rulesOf;
    this.now = now;
  }

  pairsLike({ signature, language, location }: Problem): readonly SuccessPair[] {
    // Words that only say that something failed are no sign of the same mistake.
    if (signature.shape === '') return [];
    const store = this.storeOf(location.path);
    // The dialects of one language make the same mistakes.
    const kin = isScript(language) ? SCRIPT : PYTHON;
    const found = kin.flatMap((each) => {
      const pairs = store?.matching({ language: each, shape: signature.shape }, MAX_PAIRS);
      return pairs?.ok ? pairs.value : [];
    });
    const own = new Set(found.map(({ id }) => id));
    const team = this.teamOf(location.path, signature.shape).filter((pair) => kin.includes(pair.language) && !own.has(pair.id));
    return [...found, ...team].sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : a.recordedAt > b.recordedAt ? -1 : 0)).slice(0, MAX_PAIRS);
  }

  async rulesFor(problem: Problem): Promise<readonly LearnedRule[]> {
    const kept = this.rulesOf(problem.location.path);
    const known = new Set(kept.flatMap(({ file, rule }) => [rule.id, basename(file).replace(/\.ya?ml$/i, '')]));
    const kin = isScript(problem.language) ? SCRIPT : PYTHON;
    const own = kept
      .map(({ rule }) => rule)
      .filter(({ disabled, language, shape }) => !disabled && kin.includes(language) && shape === problem.signature.shape);
    // A rule that somebody keeps, edits or has switched off as a file is that file's alone.
    const mined = await this.minedFor(problem);
    return [...own, ...mined.filter(({ id }) => !known.has(id))];
  }

  private async minedFor(problem: Problem): Promise<readonly LearnedRule[]> {
    const pairs = this.pairsLike(problem);
    const examples = pairs.flatMap((pair) => exampleOf(pair) ?? []);
    if (examples.length === 0 || !isHealed(problem.language)) return [];
    const { shape } = problem.signature;
    const refused = this.storeOf(problem.location.path)?.negatives.list({ shape, kinds: ['rejected', 'reverted'] }, MAX_NEGATIVES);
    const negatives = refused?.ok ? refused.value.map(({ pair }) => pair.before) : [];
    const of = JSON.stringify([problem.language, ...pairs.map(({ id, final }) => [id, final]), negatives.length]);
    const known = this.mined.get(shape);
    if (known?.of === of) return known.rules;
    // What a fix left alone in its own file is no place for it, nor is what it made.
    const rules = learnRules(problem.language, examples, [...negatives, ...examples.map(({ after }) => after)]);
    this.mined.delete(shape);
    this.mined.set(shape, { of, rules });
    const [oldest] = this.mined.keys();
    if (this.mined.size > MAX_MINED && oldest !== undefined) this.mined.delete(oldest);
    return rules;
  }

  isRejected(problem: Problem, candidate: Parameters<Memory['isRejected']>[1], text: string): boolean {
    const rejected = this.storeOf(problem.location.path)?.negatives.isRejected(rejectionKey(problem, candidate, text));
    return rejected?.ok === true && rejected.value;
  }

  recordOf(problem: Problem, { origin, variant }: Parameters<Memory['recordOf']>[1]): Verdicts | undefined {
    const store = this.storeOf(problem.location.path);
    return store && this.recordsOf(store).get(keyOf(origin, variant, familyOf(problem)));
  }

  experienceAt(path: string): Experience | undefined {
    const outcomes = this.storeOf(path)?.outcomes.list();
    if (!outcomes?.ok || outcomes.value.length === 0) return undefined;
    const known = this.experiences.get(outcomes.value) ?? experienceOf(outcomes.value);
    this.experiences.set(outcomes.value, known);
    return known;
  }

  private recordsOf(store: PairStore): ReadonlyMap<string, Verdicts> {
    const known = this.counted.get(store);
    if (known && this.now() - known.at < RECORDS_MS) return known.byKey;
    const byKey = new Map<string, Verdicts>();
    const records = store.records();
    for (const record of records.ok ? records.value : []) {
      const key = keyOf(record.origin, record.variant, record.problem);
      const { right, edited, wrong } = byKey.get(key) ?? { right: 0, edited: 0, wrong: 0 };
      byKey.set(key, {
        right: right + record.accepted + record.survived,
        edited: edited + record.edited,
        wrong: wrong + record.rejected + record.reverted,
      });
    }
    this.counted.set(store, { at: this.now(), byKey });
    return byKey;
  }
}

const keyOf = (origin: { readonly kind: string; readonly id: string }, variant: string, problem: string): string =>
  JSON.stringify([origin.kind, origin.id, variant, problem]);
