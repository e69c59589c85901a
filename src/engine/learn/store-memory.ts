// The memory of a workspace: the pair stores of its folders, asked by signature, and the rules that their pairs make.

import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { familyOf } from '../detect/family';
import { isHealed, isScript, PYTHON, SCRIPT, type LanguageId } from '../language';
import type { Candidate } from '../patch';
import type { Problem } from '../problem';
import { applyEdits, editsOf } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';
import { editKind } from './edit-kind';
import { experienceOf, type Experience, type Outcome } from './experience';
import type { FixHistory, Memory, Verdicts } from './memory';
import { learnRules } from './mine/learn-rules';
import { nearChange } from './mine/near-change';
import { exampleOf } from './mine/pair-example';
import type { LearnedRule } from './mine/rule';
import type { RuleOnDisk } from './mine/rule-folder';
import { rejectionKey } from './negative';
import type { SuccessPair } from './pair';
import type { PairStore } from './store/pair-store';

/** Newest pairs of one signature that are looked at. */
const MAX_PAIRS = 30;
/** Signatures whose rules are kept. */
const MAX_MINED = 1_000;
/** Newest pairs of a store whose signatures are looked at for all of its rules. */
const MAX_LISTED = 10_000;
/** Refused fixes of a signature that its rules must leave alone. */
const MAX_NEGATIVES = 20;
/** Heals of one mistake that are looked at for what became of its fixes. */
const MAX_HISTORY = 200;
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
  /** The pairs of all folders of this machine, where a person keeps them; absent or undefined: there is no such store. */
  readonly everywhere?: () => PairStore | undefined;
  /** The rules that the folder of a file keeps as files, switched off ones too; absent: there are none. */
  readonly rulesOf?: (path: string) => readonly RuleOnDisk[];
  /** The clock, in ms. */
  readonly now?: () => number;
}

/** The rules that accepted fixes make by themselves, those kept as files not among them. */
export interface AllRules {
  readonly rules: readonly LearnedRule[];
  /** The time was up before all fixes were looked at; the next call goes on from there. */
  readonly partly: boolean;
}

/** A memory that can tell all it knows, for a person to look at. */
export interface TaughtMemory extends Memory {
  /** All rules of the folder that holds `path`, mined where they are not known yet. Others have their turn between two signatures. `ms`: the time it may take. Never rejects. */
  allRules(path: string, ms: number, signal?: AbortSignal): Promise<AllRules>;
}

export const storeMemory = (parts: MemoryParts): TaughtMemory => new StoreMemory(parts);

/** What decides which pairs are looked at together. */
interface Kind {
  readonly language: LanguageId;
  readonly shape: string;
  readonly path: string;
}

const kindOf = ({ language, signature, location }: Problem): Kind => ({ language, shape: signature.shape, path: location.path });

class StoreMemory implements TaughtMemory {
  private readonly mined = new Map<string, Mined>();
  private readonly counted = new WeakMap<PairStore, Counted>();
  /** By pair: its texts never change. */
  private readonly editKinds = new Map<string, { readonly kind: string | undefined }>();
  private readonly experiences = new WeakMap<readonly Outcome[], Experience>();

  private readonly storeOf: MemoryParts['storeOf'];
  private readonly teamOf: NonNullable<MemoryParts['teamOf']>;
  private readonly everywhere: NonNullable<MemoryParts['everywhere']>;
  private readonly rulesOf: NonNullable<MemoryParts['rulesOf']>;
  private readonly now: () => number;

  constructor({ storeOf, teamOf = () => [], everywhere = () => undefined, rulesOf = () => [], now = Date.now }: MemoryParts) {
    this.storeOf = storeOf;
    this.teamOf = teamOf;
    this.everywhere = everywhere;
    this.rulesOf = rulesOf;
    this.now = now;
  }

  pairsLike(problem: Problem): readonly SuccessPair[] {
    return this.pairsOf(kindOf(problem));
  }

  private pairsOf({ language, shape, path }: Kind): readonly SuccessPair[] {
    // Words that only say that something failed are no sign of the same mistake.
    if (shape === '') return [];
    // The dialects of one language make the same mistakes.
    const kin = isScript(language) ? SCRIPT : PYTHON;
    const found = new Map<string, SuccessPair>();
    const add = (pairs: readonly SuccessPair[]): void => {
      for (const pair of pairs) if (!found.has(pair.id)) found.set(pair.id, pair);
    };
    // What the folder itself says of a pair counts more than what others say of the same.
    const store = this.storeOf(path);
    for (const language of kin) add(matching(store, language, shape));
    // Where the folder's store can't be used, nobody has asked for another one's.
    const everywhere = store && this.everywhere();
    for (const language of kin) add(matching(everywhere, language, shape).filter(({ id }) => !isUnwanted(store, id)));
    add(this.teamOf(path, shape).filter((pair) => kin.includes(pair.language)));
    return [...found.values()].sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : a.recordedAt > b.recordedAt ? -1 : 0)).slice(0, MAX_PAIRS);
  }

  async rulesFor(problem: Problem): Promise<readonly LearnedRule[]> {
    const kept = this.rulesOf(problem.location.path);
    const known = new Set(kept.flatMap(({ file, rule }) => [rule.id, basename(file).replace(/\.ya?ml$/i, '')]));
    const kin = isScript(problem.language) ? SCRIPT : PYTHON;
    const own = kept
      .map(({ rule }) => rule)
      .filter(({ disabled, language, shape }) => !disabled && kin.includes(language) && shape === problem.signature.shape);
    // A rule that somebody keeps, edits or has switched off as a file is that file's alone.
    const mined = await this.minedFor(kindOf(problem));
    return [...own, ...mined.filter(({ id }) => !known.has(id))];
  }

  async allRules(path: string, ms: number, signal?: AbortSignal): Promise<AllRules> {
    const until = this.now() + ms;
    const rules: LearnedRule[] = [];
    for (const kind of await this.kindsIn(path)) {
      await setImmediate();
      if (signal?.aborted || this.now() > until) return { rules, partly: true };
      rules.push(...(await this.minedFor(kind)));
    }
    return { rules, partly: false };
  }

  /** Of the pairs that are kept, newest first. */
  private async kindsIn(path: string): Promise<readonly Kind[]> {
    const store = this.storeOf(path);
    const kinds = new Map<string, Kind>();
    for (let at: number | null = 0, seen = 0; store && at !== null && seen < MAX_LISTED;) {
      const page = store.page({}, at);
      if (!page.ok) break;
      for (const { language, signature } of page.value.pairs) {
        const key = JSON.stringify([isScript(language), signature.shape]);
        kinds.delete(key);
        kinds.set(key, { language, shape: signature.shape, path });
      }
      seen += page.value.pairs.length;
      at = page.value.next;
      await setImmediate();
    }
    return [...kinds.values()].reverse();
  }

  private async minedFor(kind: Kind): Promise<readonly LearnedRule[]> {
    const { language, shape, path } = kind;
    const pairs = this.pairsOf(kind);
    if (pairs.length === 0 || !isHealed(language)) return [];
    const refused = this.storeOf(path)?.negatives.list({ shape, kinds: ['rejected', 'reverted'] }, MAX_NEGATIVES);
    const negatives = refused?.ok ? refused.value.map(({ pair }) => around(pair)) : [];
    const of = JSON.stringify([...pairs.map(({ id, final }) => [id, final]), negatives.length]);
    const key = JSON.stringify([language, shape]);
    const known = this.mined.get(key);
    if (known?.of === of) return known.rules;
    const examples = pairs.flatMap((pair) => exampleOf(pair) ?? []).map(nearChange);
    if (examples.length === 0) return [];
    // What a fix left alone in its own file is no place for it, nor is what it made.
    const rules = learnRules(language, examples, [
      ...negatives,
      ...examples.map(({ after, signature }) => ({ text: after, ...(signature ? { holes: signature.holes } : {}) })),
    ]);
    this.mined.delete(key);
    this.mined.set(key, { of, rules });
    const [oldest] = this.mined.keys();
    if (this.mined.size > MAX_MINED && oldest !== undefined) this.mined.delete(oldest);
    return rules;
  }

  isRejected(problem: Problem, candidate: Parameters<Memory['isRejected']>[1], text: string): boolean {
    const rejected = this.storeOf(problem.location.path)?.negatives.isRejected(rejectionKey(problem, candidate, text));
    return rejected?.ok === true && rejected.value;
  }

  refusedInARow(problem: Problem, candidate: Parameters<Memory['isRejected']>[1], text: string): number {
    const { language, signature, location } = problem;
    if (signature.shape === '' || !isHealed(language)) return 0;
    const { shape, holes } = signature;
    const list = this.storeOf(location.path)?.negatives.list({ shape, kinds: ['rejected', 'reverted'] }, MAX_NEGATIVES);
    if (!list?.ok || list.value.length === 0) return 0;
    const lines = changedLines(candidate, location.path, text);
    const kind = lines && editKind(language, lines.before, lines.after, holes);
    if (kind === undefined) return 0;
    const isSame = (pair: SuccessPair): boolean => this.editKindOf(pair) === kind;
    const refused = list.value.filter(({ pair }) => isSame(pair));
    if (refused.length === 0) return 0;
    // What somebody else took says nothing of what this person wants.
    const taken = this.pairsOf(kindOf(problem)).find((pair) => pair.via !== 'import' && pair.origin.kind !== 'imported' && isSame(pair));
    return refused.filter(({ at }) => taken === undefined || at > taken.recordedAt).length;
  }

  private editKindOf({ id, language, before, proposed, signature }: SuccessPair): string | undefined {
    const known = this.editKinds.get(id);
    if (known) return known.kind;
    const kind = isHealed(language) ? editKind(language, before, proposed, signature.holes) : undefined;
    const [oldest] = this.editKinds.keys();
    if (this.editKinds.size >= MAX_MINED && oldest !== undefined) this.editKinds.delete(oldest);
    this.editKinds.set(id, { kind });
    return kind;
  }

  recordOf(problem: Problem, { origin, variant }: Parameters<Memory['recordOf']>[1]): Verdicts | undefined {
    const store = this.storeOf(problem.location.path);
    return store && this.recordsOf(store).get(keyOf(origin, variant, familyOf(problem)));
  }

  historyOf({ signature: { shape }, location }: Problem): FixHistory {
    const heals = this.storeOf(location.path)?.heals;
    // Words that only say that something failed are no sign of the same mistake.
    const page = shape === '' ? undefined : heals?.page({ shape, outcomes: ['healed', 'failed', 'regressed', 'reverted'] }, 0, MAX_HISTORY);
    const found = page?.ok ? page.value.heals : [];
    const held = found.filter(({ outcome }) => outcome === 'healed').length;
    return { held, failed: found.length - held };
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

/** The lines that a candidate changes in a file, before and after; undefined where it leaves the file alone. */
function changedLines(candidate: Pick<Candidate, 'edits'>, path: string, text: string): { before: string; after: string } | undefined {
  const source = new SourceText(text);
  const edits = editsOf(candidate, path, source);
  if (edits.length === 0) return undefined;
  const start = source.lineStarts[source.lineOf(Math.min(...edits.map((edit) => edit.start)))] ?? 0;
  const end = source.lineStarts[source.lineOf(Math.max(...edits.map((edit) => edit.end))) + 1] ?? text.length;
  const before = text.slice(start, end);
  return {
    before,
    after: applyEdits(
      before,
      edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })),
    ),
  };
}

/** Lines above and below a refused fix that its rules must leave alone. */
const AROUND = 20;

function around({ before, line, startLine }: SuccessPair): string {
  const at = line - startLine;
  return before
    .split('\n')
    .slice(Math.max(0, at - AROUND), at + AROUND)
    .join('\n');
}

function matching(store: PairStore | undefined, language: SuccessPair['language'], shape: string): readonly SuccessPair[] {
  const pairs = store?.matching({ language, shape }, MAX_PAIRS);
  return pairs?.ok ? pairs.value : [];
}

/** The folder has the same pair, and there it was refused or taken back. */
function isUnwanted(store: PairStore | undefined, id: string): boolean {
  const own = store?.get(id);
  return own?.ok === true && (own.value?.verdict.kind === 'rejected' || own.value?.verdict.kind === 'reverted');
}

const keyOf = (origin: { readonly kind: string; readonly id: string }, variant: string, problem: string): string =>
  JSON.stringify([origin.kind, origin.id, variant, problem]);
