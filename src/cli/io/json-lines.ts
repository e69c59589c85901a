// Lines of a file as they are, one at a time: bytes that are not UTF-8 and lines without end stop nobody.

import { fileChunks } from '../../engine';

/** A longer line is not held in memory: it comes as undefined. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** Every line without its line end; undefined for one that is not UTF-8 or too long. An empty last line is not a line. */
export async function* linesOf(file: string): AsyncGenerator<string | undefined> {
  let parts: Buffer[] = [];
  let size = 0;
  let tooLong = false;
  const line = (): string | undefined => {
    const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    const out = tooLong || !bytes ? undefined : decode(bytes);
    parts = [];
    size = 0;
    tooLong = false;
    return out;
  };
  for await (const chunk of fileChunks(file)) {
    let at = 0;
    for (let end = chunk.indexOf(10, at); ; end = chunk.indexOf(10, at)) {
      const part = chunk.subarray(at, end < 0 ? chunk.length : end);
      size += part.length;
      if (size > MAX_LINE_BYTES) {
        tooLong = true;
        parts = [];
      } else parts.push(part);
      if (end < 0) break;
      yield line();
      at = end + 1;
    }
  }
  if (size > 0) yield line();
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r$/, '');
  } catch {
    return undefined;
  }
}
