// Gives the lines of one text to the dialects that may have use for them; the others are dismissed together, by one look for all dialects' words.

import type { Dialect, DialectContext, Emit, LinesAbove, Recogniser } from './dialect';
import { ownCopy } from './line-stream';
import { MarkSearch } from './marks';

/** Lines that are remembered. */
const MAX_ABOVE = 64;

/** The last lines before the one that is read. They are looked up in the text only where somebody asks. */
class LastLines implements LinesAbove {
  /** What was read before the text under way, the oldest first: as much as holds the lines that are remembered. */
  private readonly before: { readonly text: string; readonly count: number }[] = [];
  private countBefore = 0;
  private text = '';
  /** The lines above the present one as far as they were asked for, the nearest first. */
  private readonly lines: string[] = [];
  private above = 0;
  /** The text that the next one further up stands in, by its place in `before`, and where that line ends. */
  private block = 0;
  private end = 0;

  begin(text: string): void {
    this.text = text;
  }

  /** The present line begins at `start` of the text, below `above` lines of it. */
  moveTo(start: number, above: number): void {
    this.lines.length = 0;
    this.above = above;
    this.block = this.before.length;
    this.end = start - 1;
  }

  finish(count: number): void {
    this.before.push({ text: this.text, count });
    this.countBefore += count;
    for (let first = this.before[0]; first && this.countBefore - first.count >= MAX_ABOVE; first = this.before[0]) {
      this.countBefore -= first.count;
      this.before.shift();
    }
  }

  get size(): number {
    return Math.min(this.countBefore + this.above, MAX_ABOVE);
  }

  at(distance: number): string {
    return distance < 1 || distance > this.size ? '' : ownCopy(this.line(distance));
  }

  nearest(passes: (line: string) => boolean, reach: number, from = 0): number {
    for (let distance = from + 1; distance <= Math.min(reach, this.size); distance++) if (passes(this.line(distance))) return distance;
    return 0;
  }

  private line(distance: number): string {
    while (this.lines.length < distance) {
      while (this.end < 0 && this.block > 0) this.end = (this.before[--this.block]?.text.length ?? 0) - 1;
      const text = this.before[this.block]?.text ?? this.text;
      const start = this.end > 0 ? text.lastIndexOf('\n', this.end - 1) + 1 : 0;
      this.lines.push(text.slice(start, Math.max(0, this.end)));
      this.end = start - 1;
    }
    return this.lines[distance - 1] ?? '';
  }
}

export class Feed {
  private readonly recognisers: readonly Recogniser[];
  private readonly marks: MarkSearch;
  private readonly above = new LastLines();
  /** By recogniser: 1 where it has something under way, or is to be given this line. */
  private readonly due: Uint8Array;
  private dueCount = 0;
  private readonly wake = (index: number): void => {
    if (this.due[index] === 1) return;
    this.due[index] = 1;
    this.dueCount++;
  };

  constructor(
    dialects: readonly Dialect[],
    context: DialectContext,
    emit: Emit,
    /** Of the line that comes next. */
    private number = 0,
  ) {
    this.recognisers = dialects.map((dialect) => dialect.start(context, emit));
    this.marks = new MarkSearch(dialects);
    this.due = new Uint8Array(dialects.length);
  }

  /** So many lines as `Recogniser.line` describes them, each with its line end `\n`. */
  read(text: string, count: number): void {
    const { marks, above } = this;
    const first = this.number;
    marks.begin(text);
    above.begin(text);
    for (let start = 0; start < text.length; this.number++) {
      let mark = marks.next(start);
      if (this.dueCount === 0 && marks.always.length === 0) {
        if (mark >= text.length) break;
        start = this.lineOf(mark, text, start);
      }
      const end = text.indexOf('\n', start);
      for (const index of marks.always) this.wake(index);
      for (; mark < end; mark = marks.next(mark + 1)) marks.tell(mark, this.wake);
      if (this.dueCount > 0) {
        above.moveTo(start, this.number - first);
        this.give(ownCopy(text.slice(start, end)));
      }
      start = end + 1;
    }
    this.passOver(text, count, first);
  }

  /** No recogniser is given these lines, but they are remembered. */
  passOver(text: string, count: number, first = this.number): void {
    this.above.begin(text);
    this.above.finish(count);
    this.number = first + count;
  }

  /** As `Recogniser.settle`. */
  settle(): void {
    for (const recogniser of this.recognisers) recogniser.settle?.();
  }

  end(): void {
    for (const recogniser of this.recognisers) recogniser.end();
  }

  /** Where the line begins in which something stands; the lines from `start` to it are passed over. */
  private lineOf(at: number, text: string, start: number): number {
    let begin = start;
    for (let end = text.indexOf('\n', begin); end < at; end = text.indexOf('\n', begin)) {
      begin = end + 1;
      this.number++;
    }
    return begin;
  }

  /** In the order of the registry. */
  private give(text: string): void {
    for (let index = 0; index < this.recognisers.length; index++) {
      const recogniser = this.due[index] === 1 ? this.recognisers[index] : undefined;
      if (!recogniser) continue;
      recogniser.line(text, this.number, this.above);
      if (!recogniser.isIdle) continue;
      this.due[index] = 0;
      this.dueCount--;
    }
  }
}
