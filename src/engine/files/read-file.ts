// The one reader of files that a text from outside names: a traceback, a diagnostic, a case, an argument, an import. Such a name may lead to a
// device that never ends or a pipe that nobody writes to: only regular files are opened, without waiting, and no more is read than they said to hold.

import * as fs from 'node:fs';
import { failure, success, type Failure, type Result } from '../result';

/** Why a file was not read. */
export type Unopenable = 'missing' | 'not-a-file' | 'too-large' | 'denied';

/** A pipe or a device that takes the file's place between the look and the opening must not make anybody wait, nor become our terminal. */
const FLAGS = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0) | (fs.constants.O_NOCTTY ?? 0);
const CHUNK = 256 * 1024;

/** Links are followed: they are common in workspaces. `maxBytes`: a larger file is refused, not cut. The bytes are those there at opening. Never throws. */
export const readFileBytes = (file: string, maxBytes: number): Result<Buffer, Unopenable> =>
  withRegularFile(file, (fd, size) => (size > maxBytes ? refused('too-large') : success(bytesAt(fd, 0, size))));

/** A part of a file, shorter where the file ends before; with what the whole file holds, in bytes. Never throws. */
export const readFilePart = (
  file: string,
  at: number,
  bytes: number,
): Result<{ readonly part: Buffer; readonly size: number }, Unopenable> =>
  withRegularFile(file, (fd, size) => success({ part: bytesAt(fd, at, Math.max(0, Math.min(bytes, size - at))), size }));

function withRegularFile<T>(file: string, use: (fd: number, size: number) => Result<T, Unopenable>): Result<T, Unopenable> {
  let fd: number | undefined;
  try {
    // A device is not even opened: that alone can have an effect.
    if (!fs.statSync(file).isFile()) return refused('not-a-file');
    fd = fs.openSync(file, FLAGS);
    const stat = fs.fstatSync(fd);
    return stat.isFile() ? use(fd, stat.size) : refused('not-a-file');
  } catch (error) {
    return refused(reasonOf(error));
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
}

/** Fewer where the file has become shorter. */
function bytesAt(fd: number, at: number, count: number): Buffer {
  const bytes = Buffer.allocUnsafe(count);
  let length = 0;
  for (let read = 1; read > 0 && length < count; length += read) read = fs.readSync(fd, bytes, length, count - length, at + length);
  return bytes.subarray(0, length);
}

/** The same as `readFileBytes` without holding up the process. Never rejects. */
export async function readFileBytesAsync(file: string, maxBytes: number): Promise<Result<Buffer, Unopenable>> {
  let handle: fs.promises.FileHandle | undefined;
  try {
    if (!(await fs.promises.stat(file)).isFile()) return refused('not-a-file');
    handle = await fs.promises.open(file, FLAGS);
    const stat = await handle.stat();
    if (!stat.isFile()) return refused('not-a-file');
    if (stat.size > maxBytes) return refused('too-large');
    const bytes = Buffer.allocUnsafe(stat.size);
    let length = 0;
    for (let read = 1; read > 0 && length < bytes.length; length += read)
      read = (await handle.read(bytes, length, bytes.length - length, null)).bytesRead;
    return success(bytes.subarray(0, length));
  } catch (error) {
    return refused(reasonOf(error));
  } finally {
    await handle?.close();
  }
}

/** The last byte of a file; undefined where it is empty or can't be read. Never throws. */
export function lastByte(file: string): number | undefined {
  let fd: number | undefined;
  try {
    if (!fs.statSync(file).isFile()) return undefined;
    fd = fs.openSync(file, FLAGS);
    const stat = fs.fstatSync(fd);
    const byte = Buffer.alloc(1);
    return stat.isFile() && stat.size > 0 && fs.readSync(fd, byte, 0, 1, stat.size - 1) === 1 ? byte[0] : undefined;
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
}

/** As UTF-8 without a byte order mark, whatever the bytes are; undefined where it can't be read. Never throws. */
export function readFileText(file: string, maxBytes: number): string | undefined {
  const read = readFileBytes(file, maxBytes);
  return read.ok ? read.value.toString('utf8').replace(/^\uFEFF/, '') : undefined;
}

/** Thrown by `fileChunks`. */
export class UnreadableFile extends Error {
  constructor(readonly reason: Unopenable) {
    super(SENTENCES[reason]);
  }
}

/** A file of any size, piece by piece; it ends where the file ended when it was opened. Throws `UnreadableFile`, or what the disk says while it reads. */
export async function* fileChunks(file: string): AsyncGenerator<Buffer, void, undefined> {
  let handle: fs.promises.FileHandle;
  let left: number;
  try {
    if (!(await fs.promises.stat(file)).isFile()) throw new UnreadableFile('not-a-file');
    handle = await fs.promises.open(file, FLAGS);
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile(reasonOf(error));
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new UnreadableFile('not-a-file');
    for (left = stat.size; left > 0;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.min(CHUNK, left)), 0, Math.min(CHUNK, left), null);
      if (bytesRead === 0) return;
      left -= bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

const SENTENCES: Readonly<Record<Unopenable, string>> = {
  missing: 'there is no such file',
  'not-a-file': 'it is no regular file',
  'too-large': 'it is too large',
  denied: 'you have no permission to read it',
};

function refused(reason: Unopenable): Failure<Unopenable> {
  return failure(reason, `${SENTENCES[reason]}.`);
}

function reasonOf(error: unknown): Unopenable {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EPERM':
      return 'denied';
    // A socket, or a device without a driver.
    case 'ENXIO':
    case 'ENODEV':
    case 'EISDIR':
      return 'not-a-file';
    default:
      return 'missing';
  }
}
