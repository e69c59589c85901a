// What log collectors put before every line: `web_1  | `, `2026-01-31T12:00:00Z app[7]: `, or plain indentation.

/** Longer than any logger's; beyond it the text is a message that happens to contain a stack. */
const MAX_PREFIX = 200;

/** The prefix of the lines of one printed error; digits in it (times, process ids) may change from line to line. */
export class LogPrefix {
  private readonly shape: string;
  private readonly blank: boolean;

  constructor(private readonly text: string) {
    this.shape = shapeOf(text);
    this.blank = text.trim() === '';
  }

  static of(text: string): LogPrefix | undefined {
    return text.length <= MAX_PREFIX ? new LogPrefix(text) : undefined;
  }

  /** The line without the prefix; undefined where it is another source's line, or indented less. */
  strip(line: string): string | undefined {
    if (this.text === '') return line;
    if (this.blank) return line.startsWith(this.text) ? line.slice(this.text.length) : line.trim() === '' ? '' : undefined;
    const head = line.slice(0, this.text.length);
    if (shapeOf(head) === this.shape) return line.slice(this.text.length);
    // An empty line of that source: its prefix's own trailing space is gone.
    return shapeOf(line).trimEnd() === this.shape.trimEnd() ? '' : undefined;
  }

  /** Other sources' lines may stand between: they are to be skipped, not to end what is read. */
  get mayInterleave(): boolean {
    return !this.blank;
  }
}

const shapeOf = (text: string): string => text.slice(0, MAX_PREFIX).replace(/\d/g, '0');
