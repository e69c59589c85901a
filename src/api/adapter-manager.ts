// AdapterManager of the documents: the adapters of a folder, which one is in use, and how well each does.

import path from 'node:path';
import { AdapterRegistry, type RegisteredAdapter } from '../engine';
import { Adapter, AdapterMetadata } from './adapter';
import { readOptions, withDocumentNames, type BothNamed, type EitherName } from './names';
import { SelfHealError, valueOrThrow, type SelfHealErrorCode } from './self-heal-error';

export interface AdapterManagerOptions {
  /** The model that the adapters are for. */
  readonly modelName: string;
  /** The folder that holds one sub-folder an adapter, each with its `metadata.json`. `adapters` where absent. */
  readonly adaptersDir: string;
  /** As `adaptersDir`. */
  readonly adapterDir: string;
}
const OPTIONS = ['modelName', 'adaptersDir', 'adapterDir'] as const;

const CODES: Readonly<Record<string, SelfHealErrorCode>> = { missing: 'ENOENT', invalid: 'invalid', unknown: 'invalid' };

class AdapterManagerFace {
  readonly modelName: string;
  /** Absolute. */
  readonly adaptersDir: string;
  private readonly registry: AdapterRegistry;

  constructor(options: EitherName<AdapterManagerOptions>) {
    const given = readOptions<AdapterManagerOptions>(options, OPTIONS, 'AdapterManager');
    if (!given.modelName) throw new SelfHealError('invalid', 'model_name must not be empty.');
    this.modelName = given.modelName;
    this.adaptersDir = path.resolve(given.adaptersDir ?? given.adapterDir ?? 'adapters');
    this.registry = new AdapterRegistry(this.adaptersDir);
  }

  /** The one in use; null where none is. */
  get activeAdapter(): Adapter | null {
    return orNull(this.registry.active);
  }

  /** Sub-folders whose metadata can't be used, with why. */
  get unreadable(): readonly { readonly path: string; readonly why: string }[] {
    return this.registry.unreadable;
  }

  /** Writes `metadata.json` into the adapter's folder. @throws SelfHealError `ENOENT` where there is no such folder. */
  async registerAdapter(adapterPath: string, metadata: AdapterMetadata): Promise<Adapter> {
    return toAdapter(valueOrThrow(await this.registry.register(adapterPath, metadata.toDict()), CODES));
  }

  listAdapters(): Adapter[] {
    return this.registry.list().map(toAdapter);
  }

  getAdapter(adapterId: string): Adapter | null {
    return orNull(this.registry.get(adapterId));
  }

  /** Those that answer the error: by priority, then by success rate, highest first. */
  findAdaptersForError(errorType: string): Adapter[] {
    return this.registry.forError(errorType).map(toAdapter);
  }

  /**
   * The one that was in use is no longer. It is kept in the folder, so that another program that looks there sees the same. Nothing is compared first.
   * @returns false where there is no such adapter; nothing changes then.
   */
  activateAdapter(adapterId: string): boolean {
    if (!this.registry.get(adapterId)) return false;
    valueOrThrow(this.registry.activate(adapterId, { anyway: true }), CODES);
    return true;
  }

  /** @returns whether one was in use. */
  deactivateAdapter(): boolean {
    return valueOrThrow(this.registry.deactivate(), CODES);
  }

  /** @param changes by the documents' names; the id stays. */
  async updateAdapterMetadata(adapterId: string, changes: Readonly<Record<string, unknown>>): Promise<Adapter> {
    return toAdapter(valueOrThrow(await this.registry.update(adapterId, changes), CODES));
  }

  /**
   * A judge's word on what the adapter in use made. Its success rate becomes 0.9 × what it was + 0.1 × score, and is written to its metadata.
   * @param score 0 to 1. @returns its success rate now; null where none is in use.
   */
  async processJudgeFeedback(score: number, feedback = ''): Promise<number | null> {
    const judged = valueOrThrow(await this.registry.judged(score, feedback, new Date().toISOString()), CODES);
    return judged ? judged.record.success_rate : null;
  }

  /** Its folder goes too where it lies in `adaptersDir`. @returns false where there is no such adapter. */
  removeAdapter(adapterId: string): boolean {
    if (!this.registry.get(adapterId)) return false;
    valueOrThrow(this.registry.remove(adapterId), CODES);
    return true;
  }

  /** Removes those that do worse than that, strictly. The one in use is deactivated first where it is among them. @returns their ids. */
  pruneAdapters(options: number | EitherName<{ minSuccessRate: number }> = {}): readonly string[] {
    const least =
      typeof options === 'number'
        ? options
        : (readOptions<{ minSuccessRate: number }>(options, ['minSuccessRate'], 'prune_adapters').minSuccessRate ?? 0.5);
    return valueOrThrow(this.registry.prune(least), CODES);
  }
}

export const AdapterManager: BothNamed<typeof AdapterManagerFace> = withDocumentNames(AdapterManagerFace, ['modelName', 'adaptersDir']);
export type AdapterManager = InstanceType<typeof AdapterManager>;

const toAdapter = ({ path: folder, record }: RegisteredAdapter): Adapter => new Adapter(folder, AdapterMetadata.fromDict(record));
const orNull = (adapter: RegisteredAdapter | undefined): Adapter | null => (adapter ? toAdapter(adapter) : null);
