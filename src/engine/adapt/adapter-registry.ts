// The adapters of a folder: one sub-folder each, with its `metadata.json`. Which there are, which one is in use, and how well each does. Nothing here
// trains or loads a model.

import fs from 'node:fs';
import path from 'node:path';
import { withFileLock } from '../files/file-lock';
import { readFileText } from '../files/read-file';
import { replaceFile, writeFailure } from '../files/write-file';
import { failure, success, type Result } from '../result';
import { readActive, writeActive, type ActiveAdapter } from './active-adapter';
import { ADAPTER_ID, MAX_COUNTED, PRIORITIES, readAdapterRecord, type AdapterRecord } from './adapter-metadata';
import { makeAdaptersFolder } from './adapters-folder';

export interface RegisteredAdapter {
  /** Absolute path of its folder. */
  readonly path: string;
  readonly record: AdapterRecord;
}

export type RegistryFailure = 'missing' | 'invalid' | 'unknown' | 'not-written';

/** What somebody said of one fix that the adapter made. */
export interface Judgement {
  /** The same for the same word on the same fix: it is counted once. */
  readonly key: string;
  /** 0 to 1. */
  readonly score: number;
  readonly text: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

export const METADATA = 'metadata.json';
/** In bytes. */
const MAX_METADATA = 8 * 1024 * 1024;
/** Of the success rate, what a verdict leaves of what was known before. */
const KEPT_OF_RATE = 0.9;
const MAX_FEEDBACK = 1_000;

export class AdapterRegistry {
  private adapters: ReadonlyMap<string, RegisteredAdapter> = new Map();
  /** Folders whose metadata says nothing that can be used, with why. */
  unreadable: readonly { readonly path: string; readonly why: string }[] = [];
  /** Those that lie elsewhere, and were registered here. */
  private readonly elsewhere = new Map<string, RegisteredAdapter>();

  /** Reads what the folder holds; one that is not there holds nothing yet. @param folder absolute. */
  constructor(readonly folder: string) {
    this.refresh();
  }

  /** Reads the folder again: other windows and the terminal change it, too. */
  refresh(): void {
    const adapters = new Map(this.elsewhere);
    const unreadable: { path: string; why: string }[] = [];
    for (const name of foldersIn(this.folder)) {
      const adapter = path.join(this.folder, name);
      const read = readMetadata(adapter);
      if (read === undefined) continue;
      if (read.ok) adapters.set(read.value.adapter_id, { path: adapter, record: read.value });
      else unreadable.push({ path: adapter, why: read.message });
    }
    this.adapters = adapters;
    this.unreadable = unreadable;
  }

  /** The one in use, as the folder says it now: of one process it is what another said last. */
  get active(): RegisteredAdapter | undefined {
    const id = this.activeRecord?.adapter_id;
    if (id === undefined) return undefined;
    if (!this.adapters.has(id)) this.refresh();
    return this.adapters.get(id);
  }

  /** Since when it is in use, and whether somebody wanted it without evidence. */
  get activeRecord(): ActiveAdapter | undefined {
    return readActive(this.folder);
  }

  /** In the order of their ids. */
  list(): readonly RegisteredAdapter[] {
    return [...this.adapters.values()].sort((a, b) => (a.record.adapter_id < b.record.adapter_id ? -1 : 1));
  }

  get(id: string): RegisteredAdapter | undefined {
    return this.adapters.get(id);
  }

  /** Writes the metadata into the adapter's folder, which must be there. */
  async register(adapterFolder: string, metadata: unknown): Promise<Result<RegisteredAdapter, RegistryFailure>> {
    const read = readAdapterRecord(metadata);
    if (!read.ok) return read;
    const folder = path.resolve(adapterFolder);
    if (!isFolder(folder)) return failure('missing', `There is no folder ${folder}, so the adapter was not registered.`);
    return this.write({ path: folder, record: read.value });
  }

  /** Those that answer the error, the preferred ones first, then those that do best. */
  forError(errorType: string): readonly RegisteredAdapter[] {
    return this.list()
      .filter(({ record }) => record.error_types.includes(errorType))
      .sort(
        (a, b) =>
          PRIORITIES.indexOf(b.record.priority) - PRIORITIES.indexOf(a.record.priority) || b.record.success_rate - a.record.success_rate,
      );
  }

  /** The one in use, where it is for this error; one that names no errors is for all. */
  answering(errorType: string): RegisteredAdapter | undefined {
    const { active } = this;
    const types = active?.record.error_types ?? [];
    return types.length === 0 || types.includes(errorType) ? active : undefined;
  }

  /** The one that was in use is no longer. Whether it is any better than its base is not asked here: see `mayActivate`. */
  activate(
    id: string,
    { anyway = false, now = new Date() }: { readonly anyway?: boolean; readonly now?: Date } = {},
  ): Result<RegisteredAdapter, RegistryFailure> {
    const known = this.adapters.get(id);
    if (!known) return unknown(id);
    const made = makeAdaptersFolder(this.folder);
    if (!made.ok) return made;
    const written = writeActive(this.folder, { adapter_id: id, since: now.toISOString(), ...(anyway ? { anyway } : {}) });
    return written.ok ? success(known) : written;
  }

  /** @returns whether one was in use. */
  deactivate(): Result<boolean, RegistryFailure> {
    const was = this.active !== undefined;
    const written = writeActive(this.folder, undefined);
    return written.ok ? success(was) : written;
  }

  /** @param changes keys of the metadata; the id stays. */
  update(id: string, changes: Readonly<Record<string, unknown>>): Promise<Result<RegisteredAdapter, RegistryFailure>> {
    return this.change(id, (record) => readAdapterRecord({ ...record, ...changes, adapter_id: id }));
  }

  /**
   * A verdict on what the adapter in use made: its success rate becomes 0.9 times what it was and 0.1 times the score. `undefined` where none is in use.
   * @param score 0 to 1.
   */
  async judged(score: number, feedback: string, at: string): Promise<Result<RegisteredAdapter | undefined, RegistryFailure>> {
    if (!isUnit(score)) return failure('invalid', 'A score is a number from 0 to 1.');
    const { active } = this;
    return active
      ? this.change(active.record.adapter_id, (record) => success(judged(record, { score, text: feedback, at })))
      : success(undefined);
  }

  /** Verdicts on fixes of an adapter, whether it is in use or not. Those that are in its success rate already are passed over. @returns how many were not. */
  async count(id: string, judgements: readonly Judgement[]): Promise<Result<number, RegistryFailure>> {
    if (!judgements.every(({ score }) => isUnit(score))) return failure('invalid', 'A score is a number from 0 to 1.');
    let counted = 0;
    const changed = await this.change(id, (record) => {
      const fresh = notCounted(record, judgements);
      counted = fresh.length;
      if (counted === 0) return success(record);
      return success({ ...fresh.reduce(judged, record), counted: withCounted(record, fresh) });
    });
    return changed.ok ? success(counted) : changed;
  }

  /** Those whose success rate is below; `prune` would take them. */
  prunable(minSuccessRate: number): readonly RegisteredAdapter[] {
    return this.list().filter(({ record }) => record.success_rate < minSuccessRate);
  }

  /** Takes it out of the registry; its folder goes too where it lies in the registry's own, and stays where it is somebody else's. */
  remove(id: string): Result<RegisteredAdapter, RegistryFailure> {
    const known = this.leave(id);
    if (!known.ok) return known;
    try {
      if (this.isOwn(known.value)) fs.rmSync(known.value.path, { recursive: true, force: true });
      else fs.rmSync(path.join(known.value.path, METADATA), { force: true });
    } catch (error) {
      return notRemoved(id, error);
    }
    this.forget(id);
    return known;
  }

  /** As `remove`, but the folder is given to somebody who can bring it back. @param discard gets its absolute path, and throws where it can't. */
  async discard(id: string, discard: (folder: string) => void | Promise<void>): Promise<Result<RegisteredAdapter, RegistryFailure>> {
    const known = this.leave(id);
    if (!known.ok) return known;
    try {
      if (this.isOwn(known.value)) await discard(known.value.path);
      else fs.rmSync(path.join(known.value.path, METADATA), { force: true });
    } catch (error) {
      return notRemoved(id, error);
    }
    this.forget(id);
    return known;
  }

  /** Removes those whose success rate is below. @returns their ids; ends at the first that can't be removed. */
  prune(minSuccessRate: number): Result<readonly string[], RegistryFailure> {
    if (!isUnit(minSuccessRate)) return failure('invalid', 'A success rate is a number from 0 to 1.');
    const removed: string[] = [];
    for (const { record } of this.prunable(minSuccessRate)) {
      const done = this.remove(record.adapter_id);
      if (!done.ok) return done;
      removed.push(record.adapter_id);
    }
    return success(removed);
  }

  /** The adapter, no longer in use. */
  private leave(id: string): Result<RegisteredAdapter, RegistryFailure> {
    const known = this.adapters.get(id);
    if (!known) return unknown(id);
    if (this.activeRecord?.adapter_id === id) {
      const done = writeActive(this.folder, undefined);
      if (!done.ok) return done;
    }
    return success(known);
  }

  private forget(id: string): void {
    this.elsewhere.delete(id);
    this.adapters = new Map([...this.adapters].filter(([known]) => known !== id));
  }

  private isOwn(adapter: RegisteredAdapter): boolean {
    return (
      path.dirname(adapter.path) === path.resolve(this.folder) && !fs.lstatSync(adapter.path, { throwIfNoEntry: false })?.isSymbolicLink()
    );
  }

  /** Of what stands there now: another window may have written since it was read. */
  private async change(
    id: string,
    edit: (record: AdapterRecord) => Result<AdapterRecord, RegistryFailure>,
  ): Promise<Result<RegisteredAdapter, RegistryFailure>> {
    const known = this.adapters.get(id);
    if (!known) return unknown(id);
    if (!isFolder(known.path)) return failure('missing', `The folder ${known.path} is no longer there.`);
    const changed = await withFileLock(path.join(known.path, '.metadata.lock'), async () => {
      const read = readMetadata(known.path);
      const record = read?.ok && read.value.adapter_id === id ? read.value : known.record;
      const edited = edit(record);
      if (!edited.ok) return edited;
      return edited.value === record ? success({ path: known.path, record }) : this.write({ path: known.path, record: edited.value });
    });
    return changed.ok ? changed.value : failure('not-written', `The adapter's metadata was not written: ${changed.message}.`);
  }

  private async write(adapter: RegisteredAdapter): Promise<Result<RegisteredAdapter, RegistryFailure>> {
    const written = await replaceFile(path.join(adapter.path, METADATA), async (out) => {
      await out.writeFile(metadataText(adapter.record));
      return true;
    });
    if (!written.ok) return failure('not-written', `The adapter's metadata was not written: ${written.message}.`);
    const id = adapter.record.adapter_id;
    this.adapters = new Map([...this.adapters, [id, adapter]]);
    if (!this.isOwn(adapter)) this.elsewhere.set(id, adapter);
    return success(adapter);
  }
}

/** As the file holds it. */
export const metadataText = (record: AdapterRecord): string => `${JSON.stringify(record, null, 2)}\n`;

const isUnit = (value: number): boolean => value >= 0 && value <= 1;

function judged(record: AdapterRecord, { score, text, at }: Omit<Judgement, 'key'>): AdapterRecord {
  const said = text === '' ? [] : [{ score, text: text.slice(0, 2_000), at }];
  return {
    ...record,
    success_rate: KEPT_OF_RATE * record.success_rate + (1 - KEPT_OF_RATE) * score,
    ...(record.feedback || said.length > 0 ? { feedback: [...(record.feedback ?? []), ...said].slice(-MAX_FEEDBACK) } : {}),
  };
}

/** In the order they were said. What is older than all that was forgotten is known. */
function notCounted({ counted }: AdapterRecord, judgements: readonly Judgement[]): readonly Judgement[] {
  const known = new Set(counted?.keys);
  const fresh = new Map<string, Judgement>();
  for (const one of judgements) {
    const isKnown = known.has(one.key) || fresh.has(one.key) || (counted !== undefined && one.at < counted.until);
    if (!isKnown) fresh.set(one.key, one);
  }
  return [...fresh.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** With too many, the oldest are forgotten, and with them all that was said before the new ones. */
function withCounted({ counted }: AdapterRecord, fresh: readonly Judgement[]): NonNullable<AdapterRecord['counted']> {
  const keys = [...(counted?.keys ?? []), ...fresh.map(({ key }) => key)];
  const until = keys.length > MAX_COUNTED ? fresh[Math.max(0, fresh.length - MAX_COUNTED)]?.at : counted?.until;
  return { until: until ?? '', keys: keys.slice(-MAX_COUNTED) };
}

const unknown = (id: string) => failure('unknown', `There is no adapter ${ADAPTER_ID.test(id) ? id : 'of that name'}.`);

const notRemoved = (id: string, error: unknown) =>
  failure(
    'not-written',
    `The adapter ${id} was not removed: ${error instanceof Error && !('code' in error) ? error.message : writeFailure(error).message}.`,
  );

function isFolder(folder: string): boolean {
  return fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function foldersIn(folder: string): string[] {
  try {
    return (
      fs
        .readdirSync(folder, { withFileTypes: true })
        // What begins with a dot is no adapter yet, or none any more.
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map(({ name }) => name)
        .sort()
    );
  } catch {
    return []; // not there, or not for us
  }
}

/** undefined where the folder has none. */
export function readMetadata(adapter: string): Result<AdapterRecord, 'invalid'> | undefined {
  const file = path.join(adapter, METADATA);
  if (!fs.existsSync(file)) return undefined;
  const text = readFileText(file, MAX_METADATA);
  try {
    return text === undefined ? failure('invalid', `${file} can't be read.`) : readAdapterRecord(JSON.parse(text));
  } catch {
    return failure('invalid', `${file} is no JSON.`);
  }
}
