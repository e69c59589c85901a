// The lines of a stream, without those that are longer than any message: the protocol's own reader would keep such a line in memory as long as it comes.

import { Transform, type TransformCallback } from 'node:stream';

/** In bytes. A traceback and a path are far shorter. */
export const MAX_MESSAGE = 4 * 1024 * 1024;
const NEWLINE = 0x0a;

export class BoundedLines extends Transform {
  private held: Buffer[] = [];
  private size = 0;
  private skipping = false;

  /** @param onTooLong called once for each line that was left out. */
  constructor(
    private readonly onTooLong: () => void,
    private readonly max = MAX_MESSAGE,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    for (let at = 0; at < chunk.length;) {
      const end = chunk.indexOf(NEWLINE, at);
      this.add(chunk.subarray(at, end < 0 ? chunk.length : end + 1), end >= 0);
      at = end < 0 ? chunk.length : end + 1;
    }
    done();
  }

  /** What comes last without a line end is no message. */
  override _flush(done: TransformCallback): void {
    this.held = [];
    done();
  }

  private add(piece: Buffer, isEnd: boolean): void {
    if (!this.skipping) {
      this.held.push(piece);
      this.size += piece.length;
      if (this.size > this.max) {
        this.skipping = true;
        this.held = [];
        this.onTooLong();
      }
    }
    if (!isEnd) return;
    if (!this.skipping) this.push(Buffer.concat(this.held));
    this.held = [];
    this.size = 0;
    this.skipping = false;
  }
}
