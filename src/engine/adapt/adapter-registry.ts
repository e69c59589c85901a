// The adapters of a folder: one sub-folder each, with its `metadata.json`. Which there are, which one is in use, and how well each does. Nothing here
// trains or loads a model.

import fs from 'node:fs';
import path from 'node:path';
import { readFileText } from '../files/read-file';
import { replaceFile } from '../files/write-file';
import { failure, success, type Result } from '../result';
import { ADAPTER_ID, PRIORITIES, readAdapterRecord, type AdapterRecord } from './adapter-metadata';

export interface RegisteredAdapter {
  /** Absolute path of its folder. */
  readonly path: string;
  readonly record: AdapterRecord;
}

export type RegistryFailure = 'missing' | 'invalid' | 'unknown' | 'not-written';

/** Where the adapters of a workspace lie. `workspace`: absolute path of its folder. */
export const adaptersFolder = (workspace: string): string => path.join(workspace, '.self-heal', 'adapters');

const METADATA = 'metadata.json';
/** In bytes. */
const MAX_METADATA = 4 * 1024 * 1024;
/** Of the success rate, what a verdict leaves of what was known before. */
const KEPT_OF_RATE = 0.9;
const MAX_FEEDBACK = 1_000;

export class AdapterRegistry {
  private readonly adapters = new Map<string, RegisteredAdapter>();
  private activeId: string | undefined;
  /** Folders whose metadata says nothing that can be used, with why. */
  readonly unreadable: readonly { readonly path: string; readonly why: string }[];

  /** Reads what the folder holds; one that is not there holds nothing yet. @param folder absolute. */
  constructor(readonly folder: string) {
    const unreadable: { path: string; why: string }[] = [];
    for (const name of foldersIn(folder)) {
      const adapter = path.join(folder, name);
      const read = readMetadata(adapter);
      if (read === undefined) continue;
      if (read.ok) this.adapters.set(read.value.adapter_id, { path: adapter, record: read.value });
      else unreadable.push({ path: adapter, why: read.message });
    }
    this.unreadable = unreadable;
  }

  /** The one in use. */
  get active(): RegisteredAdapter | undefined {
    return this.activeId === undefined ? undefined : this.adapters.get(this.activeId);
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

  /** The one that was in use is no longer. @returns whether there is such an adapter; where there is none nothing changes. */
  activate(id: string): boolean {
    if (!this.adapters.has(id)) return false;
    this.activeId = id;
    return true;
  }

  /** @returns whether one was in use. */
  deactivate(): boolean {
    const was = this.active !== undefined;
    this.activeId = undefined;
    return was;
  }

  /** @param changes keys of the metadata; the id stays. */
  async update(id: string, changes: Readonly<Record<string, unknown>>): Promise<Result<RegisteredAdapter, RegistryFailure>> {
    const known = this.adapters.get(id);
    if (!known) return unknown(id);
    const read = readAdapterRecord({ ...known.record, ...changes, adapter_id: id });
    return read.ok ? this.write({ path: known.path, record: read.value }) : read;
  }

  /**
   * A verdict on what the adapter in use made: its success rate becomes 0.9 times what it was and 0.1 times the score. `undefined` where none is in use.
   * @param score 0 to 1.
   */
  async judged(score: number, feedback: string, at: string): Promise<Result<RegisteredAdapter | undefined, RegistryFailure>> {
    if (!(score >= 0 && score <= 1)) return failure('invalid', 'A score is a number from 0 to 1.');
    const { active } = this;
    if (!active) return success(undefined);
    const { record } = active;
    const said = feedback === '' ? [] : [{ score, text: feedback.slice(0, 2_000), at }];
    return this.write({
      path: active.path,
      record: {
        ...record,
        success_rate: KEPT_OF_RATE * record.success_rate + (1 - KEPT_OF_RATE) * score,
        ...(record.feedback || said.length > 0 ? { feedback: [...(record.feedback ?? []), ...said].slice(-MAX_FEEDBACK) } : {}),
      },
    });
  }

  /** Takes it out of the registry; its folder goes too where it lies in the registry's own, and stays where it is somebody else's. */
  remove(id: string): Result<RegisteredAdapter, RegistryFailure> {
    const known = this.adapters.get(id);
    if (!known) return unknown(id);
    if (this.activeId === id) this.activeId = undefined;
    try {
      if (path.dirname(known.path) === path.resolve(this.folder) && !fs.lstatSync(known.path, { throwIfNoEntry: false })?.isSymbolicLink())
        fs.rmSync(known.path, { recursive: true, force: true });
      else fs.rmSync(path.join(known.path, METADATA), { force: true });
    } catch (error) {
      return failure('not-written', `The adapter ${id} was not removed: ${error instanceof Error ? error.message : String(error)}.`);
    }
    this.adapters.delete(id);
    return success(known);
  }

  /** Removes those whose success rate is below. @returns their ids; ends at the first that can't be removed. */
  prune(minSuccessRate: number): Result<readonly string[], RegistryFailure> {
    if (!(minSuccessRate >= 0 && minSuccessRate <= 1)) return failure('invalid', 'A success rate is a number from 0 to 1.');
    const removed: string[] = [];
    for (const { record } of this.list().filter(({ record }) => record.success_rate < minSuccessRate)) {
      const done = this.remove(record.adapter_id);
      if (!done.ok) return done;
      removed.push(record.adapter_id);
    }
    return success(removed);
  }

  private async write(adapter: RegisteredAdapter): Promise<Result<RegisteredAdapter, RegistryFailure>> {
    const written = await replaceFile(path.join(adapter.path, METADATA), async (out) => {
      await out.writeFile(`${JSON.stringify(adapter.record, null, 2)}\n`);
      return true;
    });
    if (!written.ok) return failure('not-written', `The adapter's metadata was not written: ${written.message}.`);
    this.adapters.set(adapter.record.adapter_id, adapter);
    return success(adapter);
  }
}

const unknown = (id: string) => failure('unknown', `There is no adapter ${ADAPTER_ID.test(id) ? id : 'of that name'}.`);

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
function readMetadata(adapter: string): Result<AdapterRecord, 'invalid'> | undefined {
  const file = path.join(adapter, METADATA);
  if (!fs.existsSync(file)) return undefined;
  const text = readFileText(file, MAX_METADATA);
  try {
    return text === undefined ? failure('invalid', `${file} can't be read.`) : readAdapterRecord(JSON.parse(text));
  } catch {
    return failure('invalid', `${file} is no JSON.`);
  }
}
