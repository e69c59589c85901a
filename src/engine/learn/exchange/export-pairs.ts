// Pairs of a store to a file or a folder, in one of the formats. Written beside the target and renamed, so a failure leaves what was there;
// page by page, so memory does not grow with the store.

import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile, writeFailure, type Unwritable } from '../../files/write-file';
import { failure, success, type Failure, type Result } from '../../result';
import type { StoreReason } from '../store/store-failure';
import type { PairStore } from '../store/pair-store';
import type { Example } from './example';
import { Selection, type LeftOut, type SelectionOptions } from './selection';
import { PARTS, type PairWriter, type Part, type RecordEncoder, type TextRecords } from './format';
import { PartitionedFolder } from './partitioned-folder';
import { PROMPT_VERSION } from './prompt';
import { formatOf, formats, formatToWrite, type Writer } from './formats';

/** Bytes that are gathered for one write. */
const WRITE_BYTES = 256 * 1024;

export interface ExportOptions extends SelectionOptions {
  /** Id of the format; the file's ending tells it where it is not given. */
  readonly format?: string;
  /** Into a file each for training, validation and test; a format that is a folder is always divided. */
  readonly split?: boolean;
}

export interface Exported {
  /** Records written. */
  readonly pairs: number;
  /** Secrets taken out of the pairs written, when they were recorded or now. */
  readonly redactions: number;
  /** Pairs left out because the search for secrets failed on them. */
  readonly withheld: number;
  /** Pairs left out because their row in the store is damaged. */
  readonly unreadable: number;
  /** Others that were left out, by why. */
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  /** Records by part, where it was divided. */
  readonly parts: Readonly<Partial<Record<Part, number>>>;
  /** Of the prompts' words, where the format has prompts: a model that learned from others was asked another thing. */
  readonly promptVersion: number | undefined;
  /** Absolute paths of the files written. */
  readonly files: readonly string[];
}

export type ExportReason = StoreReason | 'cancelled' | 'not-written';
type ExportResult<T> = Result<T, ExportReason>;

/** `file` is an absolute path: of a folder where the format is one. Never throws; on failure or cancel the old file, if any, stays. */
export async function exportPairs(
  store: PairStore,
  file: string,
  options: ExportOptions = {},
  signal?: AbortSignal,
): Promise<ExportResult<Exported>> {
  const format = options.format === undefined ? formatToWrite(file) : formatOf(options.format);
  if (!format)
    return failure('not-written', `There is no format '${options.format ?? ''}'; there are ${formats.map(({ id }) => id).join(', ')}.`);
  try {
    const { folder, partitions } = format.write;
    if (partitions) return await writePartitions(new Selection(store, options, format.write, false, signal), file, format, partitions);
    if (folder) {
      const made = makeFolder(file);
      if (!made.ok) return made;
    }
    const isDivided = folder !== undefined || options.split === true;
    const selection = new Selection(store, options, format.write, isDivided, signal);
    return await writeAll(selection, file, format, isDivided);
  } catch (error) {
    return failure('not-written', `The pairs were not exported: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function writeAll(selection: Selection, file: string, { write }: Writer, isDivided: boolean): Promise<ExportResult<Exported>> {
  const parts: readonly Part[] = isDivided ? PARTS : ['train'];
  const nameOf = (part: Part): string =>
    write.folder ? path.join(file, write.folder.fileOf(part)) : isDivided ? partName(file, part) : file;
  const counts: Partial<Record<Part, number>> = {};
  const written = await replaceFiles(parts.map(nameOf), async (outs) => {
    const files = new Map(parts.flatMap((part, i) => (outs[i] ? [[part, new RecordFile(outs[i], write)] as const] : [])));
    for await (const { example, part } of selection.examples()) await files.get(part)?.add(example);
    for (const each of files.values()) await each.end();
    // A part without records is no file; a whole export without any is an empty one.
    return parts.map((part) => {
      const { count = 0 } = files.get(part) ?? {};
      if (count > 0) counts[part] = count;
      return selection.failed === undefined && (count > 0 || !isDivided);
    });
  });
  if (selection.failed) return selection.failed;
  if (!written.ok) return notWritten(file, written);
  const kept = parts.filter((part) => !isDivided || (counts[part] ?? 0) > 0);
  for (const part of parts) if (!kept.includes(part)) fs.rmSync(nameOf(part), { force: true });
  const companions = Object.entries(write.folder?.companions?.(kept) ?? {}).map(([name, text]) => [path.join(file, name), text] as const);
  for (const [name, text] of companions) {
    const beside = await replaceFile(name, async (out) => {
      await out.writeFile(text);
      return true;
    });
    if (!beside.ok) return notWritten(name, beside);
  }
  return success({
    ...selection.counted,
    pairs: Object.values(counts).reduce((sum, count) => sum + count, 0),
    parts: isDivided ? counts : {},
    promptVersion: write.isForTraining ? PROMPT_VERSION : undefined,
    files: [...kept.map(nameOf), ...companions.map(([name]) => name)],
  });
}

async function writePartitions(
  selection: Selection,
  folder: string,
  format: Writer,
  partitions: NonNullable<PairWriter['partitions']>,
): Promise<ExportResult<Exported>> {
  const { write, extension } = format;
  if (!('encoder' in write)) return failure('not-written', `The format '${format.id}' can't be written.`);
  const parts = new PartitionedFolder(folder, { ...partitions, extension, encoder: write.encoder });
  const opened = parts.open();
  if (!opened.ok) return failure('not-written', `The pairs were not exported to ${folder}: ${opened.message}.`);
  try {
    for await (const { example } of selection.examples()) await parts.add(example);
    if (selection.failed) return selection.failed;
    const files = await parts.commit();
    return success({ ...selection.counted, pairs: parts.count, parts: {}, promptVersion: undefined, files });
  } catch (error) {
    return notWritten(folder, writeFailure(error));
  } finally {
    parts.discard();
  }
}

/** The records of one file, gathered for few writes. */
class RecordFile {
  count = 0;
  private waiting: Uint8Array[] = [];
  private length = 0;
  private readonly encoder: RecordEncoder;

  constructor(
    private readonly out: FileHandle,
    format: PairWriter,
  ) {
    this.encoder = 'encoder' in format ? format.encoder() : textEncoder(format);
  }

  async add(example: Example): Promise<void> {
    await this.keep(this.encoder.add(example));
    this.count++;
  }

  async end(): Promise<void> {
    await this.keep(this.encoder.end());
    await this.flush();
  }

  private async keep(bytes: Uint8Array): Promise<void> {
    this.waiting.push(bytes);
    this.length += bytes.length;
    if (this.length >= WRITE_BYTES) await this.flush();
  }

  private async flush(): Promise<void> {
    await this.out.writeFile(Buffer.concat(this.waiting));
    this.waiting = [];
    this.length = 0;
  }
}

function textEncoder({ record, head = '', between = '', tail = '' }: TextRecords): RecordEncoder {
  let isEmpty = true;
  return {
    add: (example) => {
      const text = (isEmpty ? head : between) + record(example);
      isEmpty = false;
      return Buffer.from(text);
    },
    end: () => Buffer.from((isEmpty ? head : '') + tail),
  };
}

/** As `replaceFile` for several at once; `write` answers for each whether it is whole. */
async function replaceFiles(
  names: readonly string[],
  write: (outs: readonly FileHandle[]) => Promise<readonly boolean[]>,
): Promise<Result<void, Unwritable>> {
  let whole: readonly boolean[] = [];
  const open = async (outs: readonly FileHandle[]): Promise<Result<void, Unwritable>> => {
    const name = names[outs.length];
    if (name === undefined) {
      whole = await write(outs);
      return success(undefined);
    }
    let inner: Result<void, Unwritable> = success(undefined);
    const own = await replaceFile(name, async (out) => {
      inner = await open([...outs, out]);
      return inner.ok && whole[outs.length] === true;
    });
    return own.ok ? inner : own;
  };
  return open([]);
}

/** `pairs.jsonl` → `pairs.train.jsonl`. */
function partName(file: string, part: Part): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}.${part}${ext}`);
}

function makeFolder(folder: string): ExportResult<void> {
  const found = fs.statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) return failure('not-written', `The pairs were not exported to ${folder}: it is no folder.`);
  if (!found) fs.mkdirSync(folder);
  return success(undefined);
}

const notWritten = (file: string, { message }: Failure<Unwritable>): Failure<ExportReason> =>
  failure('not-written', `The pairs were not exported to ${file}: ${message}.`);
