// What a GGUF file says of itself: the keys and values at its beginning. Read within limits, for such files come from anywhere.

import { fileChunks } from '../files/read-file';
import { failure, success, type Result } from '../result';

/** Of the file, in bytes: an adapter's keys take a few hundred. */
const MAX_HEADER = 1_000_000;
const MAX_KEYS = 10_000;

const MAGIC = 0x46554747; // "GGUF", read little-endian
const STRING = 8;
const ARRAY = 9;
/** Bytes of the types 0 to 12 that have a fixed width. */
const WIDTHS: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };

/** Its texts and numbers by their keys; lists are left out. Sentences end with a full stop. */
export async function readGgufHeader(file: string): Promise<Result<Readonly<Record<string, string | number>>, 'invalid'>> {
  const bytes = await beginningOf(file);
  if (!bytes) return failure('invalid', 'it can not be read.');
  if (bytes.length < 24 || bytes.readUInt32LE(0) !== MAGIC) return failure('invalid', 'it is no GGUF file.');
  const version = bytes.readUInt32LE(4);
  if (version < 2 || version > 3) return failure('invalid', `it is a GGUF file of the version ${version}, which is not known.`);
  const keys = Number(bytes.readBigUInt64LE(16));
  if (keys > MAX_KEYS) return failure('invalid', 'it says that it has more keys than any such file.');
  try {
    return success(keysIn(bytes, keys));
  } catch {
    return failure('invalid', 'it ends in the middle of what it says of itself.');
  }
}

/** Throws a RangeError where the bytes end. */
function keysIn(bytes: Buffer, keys: number): Record<string, string | number> {
  const found: Record<string, string | number> = Object.create(null) as Record<string, string | number>;
  let at = 24;
  const length = (): number => {
    const value = Number(bytes.readBigUInt64LE(at));
    at += 8;
    if (value > bytes.length) throw new RangeError('too long');
    return value;
  };
  const text = (): string => {
    const count = length();
    at += count;
    if (at > bytes.length) throw new RangeError('cut');
    return bytes.toString('utf8', at - count, at);
  };
  const skip = (type: number): void => {
    const width = WIDTHS[type];
    if (type === STRING) text();
    else if (width !== undefined) at += width;
    else throw new RangeError('unknown type');
    if (at > bytes.length) throw new RangeError('cut');
  };
  for (let i = 0; i < keys; i++) {
    const key = text();
    const type = bytes.readUInt32LE(at);
    at += 4;
    if (type === STRING) found[key] = text();
    else if (type === ARRAY) {
      const of = bytes.readUInt32LE(at);
      at += 4;
      for (let left = length(); left > 0; left--) skip(of);
    } else {
      if (type === 4) found[key] = bytes.readUInt32LE(at);
      else if (type === 5) found[key] = bytes.readInt32LE(at);
      else if (type === 6) found[key] = bytes.readFloatLE(at);
      skip(type);
    }
  }
  return found;
}

async function beginningOf(file: string): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of fileChunks(file)) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MAX_HEADER) break;
    }
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
}
