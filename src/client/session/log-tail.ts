// The last lines of the log, kept for a report of a problem: the editor's own channel can't be read back.

/** Lines and UTF-16 units that are kept, the newest. */
const MAX_LINES = 400;
const MAX_LINE = 1_000;

export class LogTail {
  private readonly lines: string[] = [];

  /** @param level `info` */
  add(level: string, message: string, now = new Date()): void {
    this.lines.push(`${now.toISOString().slice(11, 23)} [${level}] ${message.slice(0, MAX_LINE)}`);
    if (this.lines.length > MAX_LINES) this.lines.shift();
  }

  /** Oldest first. */
  get text(): string {
    return this.lines.join('\n');
  }
}
