// SuccessPairCollector of the documents: what turned out well is kept in a store, counted and exported. The store is the one of Self-Heal's workspaces.

import fs from 'node:fs';
import path from 'node:path';
import {
  exportPairs,
  importPairs,
  isHealed,
  makePair,
  openPairStore,
  recordPair,
  toldFix,
  type Patch as EnginePatch,
  type PairStore,
  type SuccessPair as StoredPair,
} from '../engine';
import { readOptions, withDocumentNames, type BothNamed, type EitherName } from './names';
import type { Patch } from './patch';
import { SelfHealError, valueOrThrow } from './self-heal-error';

export interface SuccessPairCollectorOptions {
  /** The folder that holds the store, in `.self-heal`; a workspace's own folder means its own store. `success_pairs` where absent. */
  readonly storageDir: string;
  /** As `storageDir`. */
  readonly outputDir: string;
  /** More than this and those go that were kept or used the longest ago: a whole number above zero. 1000 where absent. */
  readonly maxPairs: number;
}
const OPTIONS = ['storageDir', 'outputDir', 'maxPairs'] as const;

/** A kept fix, with the documents' names. Secrets are taken out before anything is kept. */
export interface CollectedPair {
  readonly id: string;
  readonly original_code: string;
  readonly patched_code: string;
  readonly error: string;
  readonly error_info: { readonly type: string; readonly message: string; readonly pattern: string };
  readonly language: string;
  readonly description: string;
  readonly verdict: 'accepted' | 'edited' | 'rejected' | 'reverted' | 'survived';
  /** When it was kept, ISO 8601 UTC. */
  readonly timestamp: string;
}

/** Counts of the kept pairs, with the documents' names. */
export interface PairStatistics {
  readonly total_pairs: number;
  readonly error_types: Readonly<Record<string, number>>;
  readonly error_patterns: Readonly<Record<string, number>>;
  readonly pair_types: Readonly<Record<string, number>>;
  readonly earliest_pair: string | null;
  readonly latest_pair: string | null;
}

class SuccessPairCollectorFace {
  /** Absolute. */
  readonly storageDir: string;
  readonly maxPairs: number;
  private opened: PairStore | undefined;

  constructor(options: EitherName<SuccessPairCollectorOptions> = {}) {
    const given = readOptions<SuccessPairCollectorOptions>(options, OPTIONS, 'SuccessPairCollector');
    const { storageDir = given.outputDir ?? 'success_pairs', maxPairs = 1_000 } = given;
    if (storageDir === '') throw new SelfHealError('invalid', 'storage_dir must not be empty.');
    if (!Number.isInteger(maxPairs) || maxPairs <= 0)
      throw new SelfHealError('invalid', 'max_pairs must be a whole number greater than 0.');
    this.storageDir = path.resolve(storageDir);
    this.maxPairs = maxPairs;
  }

  /**
   * Keeps a patch. One that changes nothing, only takes code away, or only hides its error is none to learn from, and is not kept.
   * @returns whether it is kept now and was not before.
   * @throws SelfHealError `storage` where it can't be kept.
   */
  async collect(patch: Patch, made?: unknown): Promise<boolean> {
    const engine = isEnginePatch(made) ? made : this.told(patch);
    if (!engine) return false;
    const pair = makePair(engine, patch.originalCode, patch.patchedCode, {
      now: new Date(),
      root: path.dirname(engine.problem.location.path),
      how: 'collected by the program that uses the API',
      via: 'cli',
    });
    this.makeFolder();
    return !valueOrThrow(await recordPair(this.store, pair)).known;
  }

  /** Oldest first. */
  getAllPairs(): CollectedPair[] {
    const pairs: CollectedPair[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page: { readonly pairs: readonly StoredPair[]; readonly next: number | null } = valueOrThrow(this.store.page({}, after));
      pairs.push(...page.pairs.map(collected));
      after = page.next;
    }
    return pairs;
  }

  getStatistics(): PairStatistics {
    return valueOrThrow(this.store.statistics());
  }

  /** One JSON object a line; what was rejected or taken back is left out. @returns how many were written. */
  async exportToJsonl(file: string): Promise<number> {
    return valueOrThrow(await exportPairs(this.store, path.resolve(file), {})).pairs;
  }

  /** Reads what `exportToJsonl` or Saplings has written. @param append false: what was kept before goes. @returns how many were new. */
  async importFromJsonl(file: string, append = true): Promise<number> {
    if (!append) this.clear();
    this.makeFolder();
    return valueOrThrow(await importPairs(this.store, path.resolve(file), new Date())).imported;
  }

  /** @returns how many went. */
  clear(): number {
    return valueOrThrow(this.store.clear()).removed;
  }

  /** Closes the store; it is opened again where it is needed. */
  close(): void {
    this.opened?.close();
    this.opened = undefined;
  }

  /** The first pair makes it. */
  private makeFolder(): void {
    try {
      fs.mkdirSync(this.storageDir, { recursive: true });
    } catch (error) {
      throw new SelfHealError('storage', `${this.storageDir} can't be made: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }

  private get store(): PairStore {
    return (this.opened ??= valueOrThrow(openPairStore({ folder: this.storageDir, maxPairs: this.maxPairs })));
  }

  /** A patch that comes from elsewhere, read as a fix that somebody tells. */
  private told({ originalCode, patchedCode, error, errorType, language, errorInfo }: Patch): EnginePatch | undefined {
    if (!isHealed(language)) return undefined;
    const words = error !== '' ? error : errorType === '' ? errorInfo.message : `${errorType}: ${errorInfo.message}`;
    const told = toldFix({
      path: path.join(this.storageDir, language === 'python' ? 'code.py' : 'code.ts'),
      language,
      before: originalCode,
      after: patchedCode,
      error: words,
      ...(errorInfo.line_number === null ? {} : { line: errorInfo.line_number - 1 }),
    });
    return told.ok ? told.value : undefined;
  }
}

export const SuccessPairCollector: BothNamed<typeof SuccessPairCollectorFace> = withDocumentNames(SuccessPairCollectorFace, [
  'storageDir',
  'maxPairs',
]);
export type SuccessPairCollector = InstanceType<typeof SuccessPairCollector>;

/** What a generator hands over of its own patches; nothing else makes such values. */
function isEnginePatch(made: unknown): made is EnginePatch {
  return typeof made === 'object' && made !== null && 'candidate' in made && 'problem' in made;
}

function collected(pair: StoredPair): CollectedPair {
  return {
    id: pair.id,
    original_code: pair.before,
    patched_code: pair.final ?? pair.proposed,
    error: pair.errorType === '' ? pair.message : `${pair.errorType}: ${pair.message}`,
    error_info: { type: pair.errorType, message: pair.message, pattern: pair.signature.shape },
    language: pair.language,
    description: pair.title,
    verdict: pair.verdict.kind,
    timestamp: pair.recordedAt,
  };
}
