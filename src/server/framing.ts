// Watches the bytes that a client sends over standard input: each message must be framed as LSP says. The protocol library would go on after a
// frame that it can't read: it takes the rest of the stream for a header, keeps all of it, and waits for ever.

/** A header of more bytes is none: a real one has some 30. */
const MAX_HEADER = 4_096;
/** In bytes. An editor sends a whole file at most, and none that large is opened. */
export const MAX_BODY = 128 * 1024 * 1024;
/** A message of which nothing more came at so many looks, one each PAUSE ms, never comes: a machine that slept misses one. */
const MAX_PAUSES = 3;
const PAUSE = 10_000;

export class FrameWatch {
  private header = '';
  /** Bytes of the body that are still to come. */
  private left = 0;
  private pauses = 0;
  private timer: NodeJS.Timeout | undefined;
  private broken = false;

  /** `onBroken` is called once, with why, as the end of a sentence: `its length is no number`. */
  constructor(private readonly onBroken: (why: string) => void) {}

  /** The next bytes, in the order in which they came. */
  take(chunk: Uint8Array): void {
    this.pauses = 0;
    for (let at = 0; at < chunk.length && !this.broken;) {
      if (this.left > 0) {
        const step = Math.min(this.left, chunk.length - at);
        this.left -= step;
        at += step;
      } else at = this.takeHeader(chunk, at);
    }
    this.wait();
  }

  /** Whether a message has begun and not ended. */
  get isWithin(): boolean {
    return this.left > 0 || this.header !== '';
  }

  dispose(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private takeHeader(chunk: Uint8Array, from: number): number {
    let at = from;
    while (at < chunk.length) {
      const byte = chunk[at++] ?? 0;
      const isLineEnd = byte === 13 || byte === 10;
      if (!isLineEnd && byte !== 9 && (byte < 32 || byte > 126)) return this.break('its header is no text', at);
      this.header += String.fromCharCode(byte);
      if (this.header.length > MAX_HEADER) return this.break('its header has no end', at);
      if (byte === 10 && this.header.endsWith('\r\n\r\n')) {
        const length = lengthOf(this.header.slice(0, -4));
        if (typeof length === 'string') return this.break(length, at);
        this.header = '';
        this.left = length;
        return at;
      }
    }
    // What is no header is told from its first line: it need not be waited for.
    const line = /^([^\r\n]*)\r\n/.exec(this.header)?.[1];
    if (line !== undefined && !line.includes(':')) return this.break('its header has a line without a colon', at);
    return at;
  }

  private break(why: string, at: number): number {
    this.broken = true;
    this.onBroken(why);
    return at;
  }

  private wait(): void {
    if (this.broken || !this.isWithin) return this.dispose();
    this.timer ??= setInterval(() => {
      if (++this.pauses < MAX_PAUSES) return;
      this.dispose();
      this.break('the rest of it never came', 0);
    }, PAUSE).unref();
  }
}

/** The length of the body, or what is wrong with the header. */
function lengthOf(header: string): number | string {
  let length: string | undefined;
  for (const line of header.split('\r\n')) {
    const [, name, value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name === undefined) return 'its header has a line without a colon';
    if (name.toLowerCase() !== 'content-length') continue;
    if (length !== undefined) return 'it has two lengths';
    length = value;
  }
  if (length === undefined) return 'it has no length';
  if (!/^\d{1,15}$/.test(length) || Number(length) === 0) return 'its length is no number of bytes';
  return Number(length) > MAX_BODY ? 'it is too long' : Number(length);
}
