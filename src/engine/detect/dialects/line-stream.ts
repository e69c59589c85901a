// What a terminal program wrote, in chunks cut anywhere, becomes the lines a person would have seen.

/** The line that stands where a program cleared the screen: a form feed. No other line holds one. */
export const CLEARED = '\f';

/** Longer lines are cut: what errors need stands in front. In UTF-16 code units. */
export const MAX_LINE = 4_000;
/** A control string (OSC, DCS) longer than this is no control string: a terminator was lost. */
const MAX_CONTROL_STRING = 16_384;
const MAX_PARAMETERS = 64;

const enum State {
  Text,
  /** After ESC. */
  Escape,
  /** After ESC and an intermediate: ESC ( B. */
  EscapeIntermediate,
  /** After ESC [. */
  Csi,
  /** In OSC, DCS, APC, PM or SOS; ends at BEL or ST. */
  String,
  /** After ESC inside such a string. */
  StringEscape,
}

/** Chunks are read in pieces of this many UTF-16 units. */
const PIECE = 16_384;
/** Lines wait until they have this many units together. */
const MAX_WAITING = 1 << 21;
/** They are given in portions of about this many. */
const PORTION = 1 << 13;
/** Room for lines at the beginning; it grows. In units. */
const FIRST_ROOM = 2_048;

/** Some of the lines of a text. They are there only until `LineStream`'s callback returns. */
export interface Lines {
  /** How many they are. */
  readonly count: number;
  /** How long their text is, in UTF-16 code units. */
  readonly length: number;
  /** Each line with its line end, `\n`. Made anew with each call. */
  text(): string;
}

/** For a program that never ends: after some of its lines what it printed so far is wanted at once. */
export interface Rounds {
  /** Whether a line is such a one: the code units from `begin` to `end`, which is its end without trailing spaces and line end. */
  readonly endsAt: (units: Uint16Array, begin: number, end: number) => boolean;
  /** All lines up to that one were given. */
  readonly onEnd: () => void;
}

/**
 * Strips escape sequences (CSI, OSC with VS Code's 633, DCS, …), and plays what changes a line: carriage return, backspace,
 * erase line, cursor left, right and to a column. What programs draw on the alternate screen (vim, less) is left out.
 * Sequences may be split over chunks anywhere. Memory is bounded, and nothing of a chunk is kept. Time is linear in the
 * input: every code unit is looked at once and copied a fixed number of times.
 */
export class LineStream {
  private state = State.Text;
  /** Lines that are complete, each with its line end, and behind them the line under way: a terminal's row. */
  private room = new Uint16Array(FIRST_ROOM);
  /** Those that are complete, but for the last portion: where that begins, and how many lines it has. */
  private portions: Lines[] = [];
  private portion = 0;
  private count = 0;
  /** Where the line under way begins. */
  private begin = 0;
  private length = 0;
  private cursor = 0;
  /** Of the control string under way. */
  private consumed = 0;
  private parameters = '';
  private alternate = false;
  /** The code units of the piece under way: many times faster to walk over than the string. */
  private readonly bytes = Buffer.allocUnsafeSlow(2 * PIECE);
  private readonly codes = new Uint16Array(this.bytes.buffer, 0, PIECE);
  private readonly pairs = new Uint32Array(this.bytes.buffer, 0, PIECE / 2);

  constructor(
    /** Takes lines that are complete, once they are many or a round or the text is at its end. Where they are parted does not depend on the chunks. */
    private readonly onLines: (portions: readonly Lines[]) => void,
    private readonly maxLine = MAX_LINE,
    private readonly rounds?: Rounds,
  ) {}

  /** Bytes that are held for lines that wait. */
  get held(): number {
    return this.room.byteLength;
  }

  /** The lines that wait, for a look at them; they are given all the same when their time has come. */
  waiting(): readonly Lines[] {
    return this.count > 0 ? [...this.portions, this.rest()] : this.portions;
  }

  /** The end of what waits, the line under way included, at most so many UTF-16 code units. */
  tail(units: number): string {
    const end = this.begin + this.length;
    return String.fromCharCode(...this.room.subarray(Math.max(0, end - units), end));
  }

  /** The lines that wait are given now, and the memory for them is given back. */
  release(): void {
    this.give();
    const room = new Uint16Array(Math.max(FIRST_ROOM, this.length + 1));
    room.set(this.room.subarray(0, this.length));
    this.room = room;
  }

  write(chunk: string): void {
    if (chunk.length <= PIECE) this.read(chunk);
    else for (let at = 0; at < chunk.length; at += PIECE) this.read(chunk.slice(at, at + PIECE));
  }

  /** The last line may have no line end. Lines that were not given yet are given. */
  end(): void {
    this.state = State.Text;
    if (this.length > 0) this.newLine();
    this.give();
  }

  private read(piece: string): void {
    const { codes } = this;
    const size = this.bytes.write(piece, 'utf16le') / 2;
    let at = 0;
    while (at < size) {
      if (this.state !== State.Text) {
        if (this.state === State.String) at = this.skipString(at, size);
        if (at < size && this.step(codes[at] ?? 0)) at++;
        continue;
      }
      const next = this.plainEnd(at, size);
      if (next > at) this.print(at, next);
      if (next === size) return;
      const code = codes[next] ?? 0;
      at = next + 1;
      if (code === 0x0a) this.newLine();
      else if (code === 0x0d) this.cursor = 0;
      else if (code === 0x1b && at < size && codes[at] === 0x5b) at = this.wholeCsi(piece, at + 1, size);
      else this.control(code);
    }
  }

  /** Where plain text that begins at `start` ends. */
  private plainEnd(start: number, size: number): number {
    const { codes, pairs } = this;
    let at = start;
    for (;;) {
      // Two code units in one number, eight at a time as long as all are printable ASCII.
      if ((at & 1) === 0) {
        let pair = at >> 1;
        const last = size >> 1;
        while (pair + 3 < last && (odd(pairs[pair]) | odd(pairs[pair + 1]) | odd(pairs[pair + 2]) | odd(pairs[pair + 3])) === 0) pair += 4;
        while (pair < last && odd(pairs[pair]) === 0) pair++;
        at = pair << 1;
      }
      if (at >= size || !isPlain(codes[at] ?? 0)) return at;
      at++;
    }
  }

  /** Plays the sequence whose parameters begin at `start`, and gives where the text goes on: `start` where its end is not in sight. */
  private wholeCsi(piece: string, start: number, size: number): number {
    const { codes } = this;
    const limit = Math.min(size, start + MAX_PARAMETERS + 1);
    for (let at = start; at < limit; at++) {
      const code = codes[at] ?? 0;
      if (code >= 0x20 && code <= 0x3f) continue;
      if (code < 0x40 || code > 0x7e) break;
      // Colours, the most frequent by far, change no text; progress is shown by erasing what stands behind.
      if (code === 0x4b && at === start) this.erase(this.cursor);
      else if (code !== 0x6d) {
        this.parameters = piece.slice(start, at);
        this.csi(String.fromCharCode(code));
      }
      return at + 1;
    }
    this.startCsi();
    return start;
  }

  /** Where in the control string under way something stands that may end it. */
  private skipString(start: number, size: number): number {
    const { codes } = this;
    const limit = Math.min(size, start + MAX_CONTROL_STRING - this.consumed);
    let at = start;
    while (at < limit && (codes[at] ?? 0) >= 0x20 && codes[at] !== 0x9c) at++;
    this.consumed += at - start;
    return at;
  }

  /** Puts code units of the piece under way where the cursor stands; beyond `maxLine` they are dropped. */
  private print(start: number, end: number): void {
    if (this.alternate) return;
    const count = Math.min(end - start, this.maxLine - this.cursor);
    if (count <= 0) return;
    const to = this.begin + this.cursor;
    // With its line end.
    if (to + count >= this.room.length) this.grow(to + count + 1);
    const { room, codes } = this;
    // Moved beyond the line's end.
    for (; this.length < this.cursor; this.length++) room[this.begin + this.length] = 0x20;
    if (count > LONG_RUN) room.set(codes.subarray(start, start + count), to);
    else for (let i = 0; i < count; i++) room[to + i] = codes[start + i] ?? 0;
    this.cursor += count;
    if (this.cursor > this.length) this.length = this.cursor;
  }

  private grow(least: number): void {
    const room = new Uint16Array(Math.max(least, Math.min(4 * this.room.length, MAX_WAITING + this.maxLine + 1)));
    room.set(this.room.subarray(0, this.begin + this.length));
    this.room = room;
  }

  private erase(to: number): void {
    if (to < this.length) this.length = to;
  }

  private newLine(): void {
    let isRoundOver = false;
    if (!this.alternate) {
      const { room, begin } = this;
      let end = begin + this.length;
      while (end > begin && room[end - 1] === 0x20) end--;
      if (end >= room.length) this.grow(end + 1);
      this.room[end] = 0x0a;
      isRoundOver = this.rounds?.endsAt(this.room, begin, end) === true;
      this.begin = end + 1;
      this.count++;
    }
    this.length = 0;
    this.cursor = 0;
    if (this.begin - this.portion >= PORTION) this.closePortion();
    if (isRoundOver || this.begin >= MAX_WAITING) this.give();
    if (isRoundOver) this.rounds?.onEnd();
  }

  private closePortion(): void {
    this.portions.push(this.rest());
    this.portion = this.begin;
    this.count = 0;
  }

  /** The lines that are complete and in no portion yet. */
  private rest(): Lines {
    const { count, portion, begin } = this;
    const text = (): string => Buffer.from(this.room.buffer, 2 * portion, 2 * (begin - portion)).toString('utf16le');
    return { count, length: begin - portion, text };
  }

  /** What stands above is no longer to be seen. */
  private clearScreen(): void {
    if (this.alternate) return;
    if (this.length > 0) this.newLine();
    if (this.begin + 1 >= this.room.length) this.grow(this.begin + 2);
    this.room[this.begin] = CLEARED.charCodeAt(0);
    this.length = 1;
    this.newLine();
  }

  private give(): void {
    if (this.count > 0) this.closePortion();
    const { portions } = this;
    const { begin } = this;
    this.portions = [];
    this.begin = this.portion = 0;
    if (portions.length > 0) this.onLines(portions);
    // A line that is under way goes on where lines begin now.
    this.room.copyWithin(0, begin, begin + this.length);
  }

  private control(code: number): void {
    switch (code) {
      case 0x0d:
        this.cursor = 0;
        return;
      case 0x08:
        if (this.cursor > 0) this.cursor--;
        return;
      case 0x1b:
        this.state = State.Escape;
        return;
      case 0x9b:
        return this.startCsi();
      case 0x90:
      case 0x98:
      case 0x9d:
      case 0x9e:
      case 0x9f:
        return this.startString();
      default:
      // NUL, BEL and the rest print nothing.
    }
  }

  private startCsi(): void {
    this.state = State.Csi;
    this.parameters = '';
  }

  private startString(): void {
    this.state = State.String;
    this.consumed = 0;
  }

  /** One code unit of a sequence; false where it does not belong to it and is to be read again as text. */
  private step(code: number): boolean {
    // A new line or an escape inside a sequence means that its end was lost; CAN and SUB abort it.
    if (code === 0x0a || ((code === 0x18 || code === 0x1a) && this.state !== State.String)) {
      this.state = State.Text;
      return code !== 0x0a;
    }
    switch (this.state) {
      case State.Escape:
        if (code === 0x5b) this.startCsi();
        else if (code === 0x5d || code === 0x50 || code === 0x58 || code === 0x5e || code === 0x5f) this.startString();
        else if (code >= 0x20 && code <= 0x2f) this.state = State.EscapeIntermediate;
        else if (code !== 0x1b) {
          this.state = State.Text;
          // All is reset.
          if (code === 0x63) this.clearScreen();
          return code >= 0x30 && code <= 0x7e;
        }
        return true;
      case State.EscapeIntermediate:
        if (code >= 0x20 && code <= 0x2f) return true;
        this.state = State.Text;
        return code >= 0x30 && code <= 0x7e;
      case State.Csi:
        if (code >= 0x20 && code <= 0x3f) {
          if (this.parameters.length < MAX_PARAMETERS) {
            this.parameters += String.fromCharCode(code);
            return true;
          }
          this.state = State.Text;
          return false;
        }
        this.state = State.Text;
        if (code < 0x40 || code > 0x7e) return false;
        this.csi(String.fromCharCode(code));
        return true;
      case State.String:
        if (code === 0x07 || code === 0x9c || code === 0x18 || code === 0x1a) this.state = State.Text;
        else if (code === 0x1b) this.state = State.StringEscape;
        else if (++this.consumed > MAX_CONTROL_STRING) this.state = State.Text;
        return true;
      case State.StringEscape:
        // ESC \ is the terminator; any other escape starts its own sequence.
        this.state = code === 0x5c ? State.Text : State.Escape;
        return code === 0x5c;
      default:
        this.state = State.Text;
        return false;
    }
  }

  private csi(final: string): void {
    const count = Math.max(1, Number.parseInt(this.parameters, 10) || 1);
    switch (final) {
      case 'C': // right: Windows' console writes runs of spaces so
        this.cursor = Math.min(this.maxLine, this.cursor + count);
        return;
      case 'D':
        this.cursor = Math.max(0, this.cursor - count);
        return;
      case 'G':
        this.cursor = Math.min(this.maxLine, count - 1);
        return;
      case 'K':
        if (this.parameters === '' || this.parameters === '0') this.erase(this.cursor);
        else if (this.parameters === '2') this.erase(0);
        return;
      case 'J':
        if (this.parameters === '2') this.clearScreen();
        return;
      case 'H': // to another row
      case 'f':
        if (this.length > 0) this.newLine();
        return;
      case 'h':
      case 'l':
        if (/^\?(?:.*;)?(?:47|1047|1049)(?:;|$)/.test(this.parameters)) {
          if (this.length > 0) this.newLine();
          this.alternate = final === 'h';
        }
        return;
      default:
      // Colours, modes, reports and movements between rows leave the text as it is.
    }
  }
}

/**
 * The same text in memory of its own. V8 keeps a piece that is cut out of a string as a reference into it: a line that somebody keeps
 * would keep its whole chunk. Adding a character makes V8 copy both, and only that copy is referred to.
 */
export const ownCopy = (text: string): string => ` ${text}`.slice(1);

/** From so many units on it pays to have the engine copy them. */
const LONG_RUN = 100;

/** Not zero where one of the two code units in a number is not in 0x20 to 0x7e; where both are, neither carries out of its half. */
const odd = (pair = 0): number => ((pair - 0x200020) | (pair + 0x10001)) & 0xff80ff80;

/** Neither C0, DEL nor C1; tabs are kept as they are: indentation counts. */
const isPlain = (code: number): boolean => (code >= 0x20 && code < 0x7f) || code > 0x9f || code === 0x09;
