// An adapter as one file, to be given to somebody else: its plain files under a folder of its name. What comes in is trusted in nothing.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile as OpenedZip } from 'yauzl';
import { ZipFile } from 'yazl';
import { replaceFile } from '../../files/write-file';
import { failure, success, type Failure, type Result } from '../../result';
import type { AdapterRegistry, RegisteredAdapter } from '../adapter-registry';
import { isPickle, readAdapterFolder, WEIGHTS } from './adapter-folder';
import { installAdapter, isKept, notWritten, type InstallFailure, type InstallOptions } from './install-adapter';

/** In bytes, of all files unpacked. */
const MAX_UNPACKED = 8 * 1024 ** 3;
/** Of each file that is no weights. */
const MAX_SMALL = 64 * 1024 ** 2;
const MAX_ENTRIES = 1_000;
/** Besides what is unpacked, so much is left free on the disk. */
const LEFT_FREE = 100 * 1024 ** 2;

export interface ImportOptions extends InstallOptions {
  readonly signal?: AbortSignal;
  /** In bytes, of all files unpacked; 8 GB where absent. */
  readonly maxBytes?: number;
}

/** Writes the adapter's files as a zip; an old one of that name stays until the new one is whole. @param file absolute. @returns the files' names. */
export async function exportAdapter(
  { path: folder, record }: RegisteredAdapter,
  file: string,
): Promise<Result<readonly string[], 'invalid' | 'not-written'>> {
  const whole = readAdapterFolder(folder);
  if (!whole.ok) return whole;
  const names = fs
    .readdirSync(folder)
    .filter((name) => isKept(name) && fs.lstatSync(path.join(folder, name)).isFile())
    .sort();
  const zip = new ZipFile();
  const broken = new Promise<never>((_resolve, reject) => zip.on('error', reject));
  broken.catch(() => undefined);
  for (const name of names)
    // Weights are numbers as good as random: packing them takes long and saves nothing.
    zip.addFile(path.join(folder, name), `${record.adapter_id}/${name}`, { compress: !/\.(?:safetensors|gguf)$/i.test(name) });
  zip.end();
  const pack = async (out: fs.promises.FileHandle): Promise<boolean> => {
    for await (const chunk of zip.outputStream) await out.writeFile(chunk);
    return true;
  };
  try {
    const written = await replaceFile(file, (out) => Promise.race([pack(out), broken]));
    return written.ok ? success(names) : failure('not-written', `The adapter was not exported to ${file}: ${written.message}.`);
  } catch (error) {
    return failure('not-written', `The adapter was not exported to ${file}: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Unpacks, looks, and only then puts it among the adapters. @param file absolute. */
export async function importAdapter(
  registry: AdapterRegistry,
  file: string,
  options: ImportOptions = {},
): Promise<Result<RegisteredAdapter, InstallFailure>> {
  const { signal, maxBytes = MAX_UNPACKED } = options;
  let zip: OpenedZip;
  try {
    // A pipe or a device would make the reader wait.
    if (!fs.statSync(file).isFile()) return failure('not-read', `${file} is no regular file.`);
    zip = await openPromise(file, { autoClose: false, strictFileNames: true });
  } catch (error) {
    return failure('not-read', `${file} can't be read as a zip: ${said(error)}.`);
  }
  try {
    const planned = await plan(zip, maxBytes);
    if (!planned.ok) return failure(planned.reason, `${file} was not imported: ${planned.message}.`);
    const { entries, bytes } = planned.value;
    const { name } = path.parse(file);
    return await installAdapter(registry, name, options, async (staging) => {
      const free = fs.statfsSync(staging);
      if (bytes + LEFT_FREE > free.bavail * free.bsize)
        return failure(
          'too-large',
          `${file} was not imported: unpacked it takes ${megabytes(bytes)} MB, and the disk has not that much left.`,
        );
      for (const { entry, to } of entries) {
        const unpacked = await unpack(zip, entry, path.join(staging, to), signal);
        if (!unpacked.ok) return failure(unpacked.reason, `${file} was not imported: ${unpacked.message}.`);
      }
      return success(undefined);
    });
  } finally {
    zip.close();
  }
}

interface Planned {
  readonly entries: readonly { readonly entry: Entry; readonly to: string }[];
  readonly bytes: number;
}

/** What is to be unpacked, told from the directory alone; nothing is written where one entry is wrong. The message is a part of a sentence. */
async function plan(zip: OpenedZip, maxBytes: number): Promise<Result<Planned, InstallFailure>> {
  const all: Entry[] = [];
  try {
    // A name that leads out of the archive is an error of the reader's.
    for await (const entry of zip.eachEntry()) {
      all.push(entry);
      if (all.length > MAX_ENTRIES) return failure('too-large', 'it holds more files than any adapter has');
    }
  } catch (error) {
    return failure('unsafe', `its directory is damaged, or leads out of it: ${said(error)}`);
  }
  const files = all.filter(({ fileName }) => !fileName.endsWith('/'));
  const fault = files.map(faultOf).find((why) => why !== undefined) ?? all.map(kindFault).find((why) => why !== undefined);
  if (fault !== undefined) return failure('unsafe', fault);
  const place = files
    .map(({ fileName }) => fileName)
    .find((name) => name === WEIGHTS || (/^[^/]+\/[^/]+$/.test(name) && name.endsWith(`/${WEIGHTS}`)));
  if (place === undefined) return failure('invalid', `it holds no adapter: there is no ${WEIGHTS} in it, nor in its one folder`);
  const below = place.slice(0, place.length - WEIGHTS.length);
  const entries = files
    .filter(({ fileName }) => fileName.startsWith(below) && isKept(fileName.slice(below.length)))
    .map((entry) => ({ entry, to: entry.fileName.slice(below.length) }));
  const names = entries.map(({ to }) => to.toLowerCase());
  if (new Set(names).size < names.length) return failure('unsafe', 'it holds two files of one name');
  const bytes = entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  const long = entries.find(({ entry, to }) => !/\.(?:safetensors|gguf)$/i.test(to) && entry.uncompressedSize > MAX_SMALL);
  if (bytes > maxBytes || long) return failure('too-large', `unpacked it would take ${megabytes(bytes)} MB`);
  return success({ entries, bytes });
}

/** Kinds of files as Unix has them in the upper half of the attributes. */
const KIND = 0o170000;
const PLAIN = [0, 0o100000, 0o040000];

function kindFault({ externalFileAttributes, fileName }: Entry): string | undefined {
  return PLAIN.includes((externalFileAttributes >>> 16) & KIND) ? undefined : `${JSON.stringify(fileName)} is a link, or no plain file`;
}

function faultOf(entry: Entry): string | undefined {
  const { fileName } = entry;
  const name = JSON.stringify(fileName.slice(0, 200));
  // Those that the reader itself refuses are no names any more here; what Windows or a terminal would read into one is refused too.
  if (/[\u0000-\u001f\u007f:\\]/.test(fileName) || fileName.split('/').some((part) => part === '..' || part === '.' || part === ''))
    return `${name} is no name of a file in it`;
  if (isPickle(fileName)) return `${name} is a pickle, which runs a program when it is loaded; the weights have to be safetensors`;
  if (entry.isEncrypted()) return 'it is locked with a password';
  if (!entry.canDecodeFileData()) return `${name} is packed in a way that is not known`;
  return undefined;
}

/** No more than the directory said, whatever comes. */
async function unpack(zip: OpenedZip, entry: Entry, to: string, signal: AbortSignal | undefined): Promise<Result<void, InstallFailure>> {
  let left = entry.uncompressedSize;
  const capped = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      left -= chunk.length;
      if (left < 0) done(new Error('it unpacks to more than it says'));
      else done(null, chunk);
    },
  });
  let stream: NodeJS.ReadableStream;
  try {
    stream = await zip.openReadStreamPromise(entry);
  } catch (error) {
    return failure('invalid', `${JSON.stringify(entry.fileName)} can't be unpacked: ${said(error)}`);
  }
  try {
    await pipeline(stream, capped, fs.createWriteStream(to, { flags: 'wx' }), { ...(signal ? { signal } : {}) });
    return left === 0 ? success(undefined) : failure('invalid', `${JSON.stringify(entry.fileName)} is cut off`);
  } catch (error) {
    if (signal?.aborted) return failure('cancelled', 'it was cancelled');
    const code = (error as NodeJS.ErrnoException).syscall;
    return code === undefined
      ? failure('invalid', `${JSON.stringify(entry.fileName)} can't be unpacked: ${said(error)}`)
      : plain(notWritten(error));
  }
}

const plain = ({ reason, message }: Failure<InstallFailure>): Failure<InstallFailure> => failure(reason, message.replace(/\.$/, ''));
const megabytes = (bytes: number): string => Math.ceil(bytes / 1024 ** 2).toLocaleString('en');
const said = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\.$/, '').slice(0, 300);
