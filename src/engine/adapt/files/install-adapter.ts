// Puts an adapter that came from elsewhere among those of a folder: first beside them, under a name that nobody takes for one; once it is whole and was
// looked at, it gets its own. Whatever fails, nothing is left.

import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { writeFailure } from '../../files/write-file';
import { failure, success, type Failure, type Result } from '../../result';
import { ADAPTER_ID, readAdapterRecord, type AdapterRecord } from '../adapter-metadata';
import { metadataText, METADATA, readMetadata, type AdapterRegistry, type RegisteredAdapter } from '../adapter-registry';
import { makeAdaptersFolder } from '../adapters-folder';
import { readAdapterFolder } from './adapter-folder';

/**
 * `invalid`: it is no adapter; `wrong-base`: it was trained on another model; `exists`: there is one of that id; `unsafe`: what was given would write or run
 * what it must not; `too-large`; `cancelled`.
 */
export type InstallFailure = 'invalid' | 'wrong-base' | 'exists' | 'unsafe' | 'too-large' | 'not-read' | 'not-written' | 'cancelled';

export interface InstallOptions {
  /** Its id here; its own, or what its file or folder is called, where absent. */
  readonly id?: string;
  /** The model that it has to be for; any where absent. Where its own files only say where that model lay on another machine, this is what is kept. */
  readonly base?: string;
  /** Over its own metadata, by the names of the file. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly now?: Date;
}

/** What nobody has judged is neither good nor bad. */
const UNJUDGED = 0.5;
/** What is left out of an adapter's folder: only plain files with these ends are taken, and none below it. */
const KEPT = /\.(?:json|jsonl|safetensors|gguf|md|txt|svg|jinja|model)$/i;

export const isKept = (name: string): boolean => !name.includes('/') && !name.startsWith('.') && KEPT.test(name) && name !== 'active.json';

/** @param fill puts the files into the folder that it is given. @param named what the adapter is called where it says no id itself. */
export async function installAdapter(
  registry: AdapterRegistry,
  named: string,
  options: InstallOptions,
  fill: (staging: string) => Promise<Result<void, InstallFailure>>,
): Promise<Result<RegisteredAdapter, InstallFailure>> {
  const made = makeAdaptersFolder(registry.folder);
  if (!made.ok) return made;
  const staging = path.join(registry.folder, `.incoming-${crypto.randomBytes(6).toString('hex')}`);
  try {
    fs.mkdirSync(staging);
    const filled = await fill(staging);
    if (!filled.ok) return filled;
    const files = readAdapterFolder(staging);
    // The name of a folder that will be gone helps nobody.
    if (!files.ok) return failure('invalid', files.message.replace(staging, 'It'));
    const { baseModel } = files.value;
    if (options.base !== undefined && !mayBeOne(options.base, baseModel)) return wrongBase(baseModel, options.base);
    const record = recordOf(staging, named, baseModel, options);
    if (!record.ok) return record;
    const { adapter_id: id, base_model: base } = record.value;
    if (base !== undefined && !mayBeOne(base, baseModel))
      return failure('wrong-base', `The adapter's metadata says that it was trained on ${base}, its configuration says on ${baseModel}.`);
    const folder = path.join(registry.folder, id);
    if (registry.get(id) || fs.existsSync(folder)) return exists(id);
    fs.writeFileSync(path.join(staging, METADATA), metadataText(record.value));
    fs.renameSync(staging, folder);
    registry.refresh();
    const installed = registry.get(id);
    return installed ? success(installed) : failure('not-written', `The adapter ${id} can't be read after it was put in.`);
  } catch (error) {
    return notWritten(error);
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

/** What holds of another workspace: who is asked there, how it did there, what was said and compared there. */
const OF_THERE: readonly string[] = ['endpoint', 'success_rate', 'comparison', 'feedback', 'counted'];

function recordOf(
  staging: string,
  named: string,
  baseModel: string,
  options: InstallOptions,
): Result<AdapterRecord, 'invalid' | 'wrong-base'> {
  const read = readMetadata(staging);
  if (read && !read.ok) return failure('invalid', read.message.replace(path.join(staging, METADATA), `Its ${METADATA}`));
  const own = Object.fromEntries(Object.entries(read?.value ?? {}).filter(([name]) => !OF_THERE.includes(name)));
  const fallback = {
    adapter_id: idFrom(named),
    model_name: baseModel,
    created_at: (options.now ?? new Date()).toISOString(),
    success_rate: UNJUDGED,
  };
  const record = { base_model: baseModel, ...fallback, ...own, ...options.metadata };
  if (options.base !== undefined) {
    const said: unknown = record.base_model;
    if (typeof said === 'string' && !mayBeOne(options.base, said)) return wrongBase(said, options.base);
    record.base_model = options.base;
  }
  return readAdapterRecord(options.id === undefined ? record : { ...record, adapter_id: options.id });
}

/** `My adapter (2)` → `My-adapter-2`. */
function idFrom(named: string): string {
  const id = named
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[-.]+$/g, '')
    .slice(0, 100);
  return ADAPTER_ID.test(id) ? id : 'adapter';
}

/** Copies an adapter's folder in; one that lies among the adapters already gets its metadata there. @param folder absolute. */
export async function registerFolder(
  registry: AdapterRegistry,
  folder: string,
  options: InstallOptions = {},
): Promise<Result<RegisteredAdapter, InstallFailure>> {
  const files = readAdapterFolder(folder);
  if (!files.ok) return files;
  const { baseModel } = files.value;
  if (path.dirname(folder) === path.resolve(registry.folder)) {
    if (options.base !== undefined && !mayBeOne(options.base, baseModel)) return wrongBase(baseModel, options.base);
    // What was said of it here stays.
    const known = registry.list().find((adapter) => adapter.path === folder)?.record;
    const id = options.id ?? known?.adapter_id ?? path.basename(folder);
    if (options.base !== undefined && known?.base_model !== undefined && !mayBeOne(options.base, known.base_model))
      return wrongBase(known.base_model, options.base);
    const said = options.base === undefined ? {} : { base_model: options.base };
    const record = known
      ? readAdapterRecord({ ...known, ...options.metadata, ...said, adapter_id: id })
      : recordOf(folder, id, baseModel, options);
    if (!record.ok) return record;
    const registered = await registry.register(folder, record.value);
    return registered.ok ? registered : failure('not-written', registered.message);
  }
  return installAdapter(registry, path.basename(folder), options, (staging) => {
    try {
      for (const name of fs.readdirSync(folder).filter(isKept)) {
        const from = path.join(folder, name);
        if (fs.lstatSync(from).isFile()) fs.copyFileSync(from, path.join(staging, name), fs.constants.COPYFILE_EXCL);
      }
      return Promise.resolve(success(undefined));
    } catch (error) {
      return Promise.resolve(notWritten(error));
    }
  });
}

/** A folder or a file, not a name on the hub. */
const isPlace = (model: string): boolean =>
  path.posix.isAbsolute(model) || path.win32.isAbsolute(model) || /^\.{1,2}(?:[\\/]|$)|\.gguf$/i.test(model);

/**
 * Whether two names can be those of one model. A place that is not on this machine is where a model lay elsewhere: it says nothing against any name. PEFT writes
 * the folder of a model that was read from a .gguf file.
 */
function mayBeOne(one: string, other: string): boolean {
  if (one === other) return true;
  // A share on the network is not looked for: an adapter from elsewhere could name any.
  const isHere = (model: string): boolean => !isPlace(model) || (!/^[\\/]{2}/.test(model) && fs.existsSync(model));
  if (!isHere(one) || !isHere(other)) return true;
  if (!isPlace(one) || !isPlace(other)) return false;
  const folderOf = (model: string): string => path.resolve(/\.gguf$/i.test(model) ? path.dirname(model) : model);
  return folderOf(one) === folderOf(other);
}

const wrongBase = (own: string, wanted: string) =>
  failure('wrong-base', `The adapter was trained on ${own}, not on ${wanted}: on another model it answers nonsense.`);

const exists = (id: string) => failure('exists', `There is an adapter ${id} already: remove it first, or give the new one another id.`);

export const notWritten = (error: unknown): Failure<'not-written'> =>
  failure('not-written', `The adapter was not put in: ${writeFailure(error).message}.`);
