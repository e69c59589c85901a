// Reads the lines of one output with all dialects and keeps what they find: bounded, each problem once, in the order of the text.

import type { Problem } from '../problem';
import { textLength, type DialectContext } from './dialects/dialect';
import { Feed, type Lines } from './dialects/feed';
import { dialects } from './dialects/registry';

export interface ReaderCaps {
  /** Different problems; the last ones count, they ended the command. */
  readonly problems: number;
  /** UTF-16 code units of the problems' texts together; the last problem stays, however long it is. */
  readonly text: number;
}

/** Lines that wait to be read, in UTF-16 code units. */
const MAX_WAITING = 1 << 20;
/** How many of them, the newest, are read first. */
const NEWEST = MAX_WAITING >> 2;
/** So often at most is all of it read without a look whether the newest are enough. */
const MAX_PAUSE = 64;

/**
 * Only the last problems are kept. Where an output shows them by the thousand most would be found to be dropped again: so lines wait, and where the
 * newest alone show more problems than are kept, what stands above them is not read at all. Everything else is read line by line.
 */
export class Reader {
  private reading: Reading;
  private waiting: Lines[] = [];
  private units = 0;
  /** Where the newest lines were not enough once they will hardly be the next time. */
  private pause = 0;
  private nextPause = 1;

  constructor(
    private readonly context: DialectContext,
    private readonly caps: ReaderCaps,
  ) {
    this.reading = new Reading(context, caps, 0);
  }

  add(lines: Lines): void {
    this.waiting.push(lines);
    this.units += lines.text.length;
    if (this.units >= MAX_WAITING) this.catchUp();
  }

  end(): void {
    if (this.units >= 2 * NEWEST) this.catchUp();
    else this.readAll();
    this.reading.end();
  }

  /** In the order of the text, but those that the program survived first: what it died of is the last. */
  all(): Problem[] {
    return this.reading.all();
  }

  /** The problem that was the last thing printed. */
  last(): Problem[] {
    return this.reading.last();
  }

  private catchUp(): void {
    if (this.pause > 0) this.pause--;
    else if (this.readNewest()) this.nextPause = 1;
    else {
      this.pause = this.nextPause;
      this.nextPause = Math.min(MAX_PAUSE, 2 * this.nextPause);
    }
    this.readAll();
  }

  private readAll(): void {
    for (const lines of this.waiting) this.reading.read(lines);
    this.waiting = [];
    this.units = 0;
  }

  /** Whether the newest lines that wait show more than is kept: then they are read, and nothing waits any more. */
  private readNewest(): boolean {
    let first = this.waiting.length;
    for (let units = 0; first > 0 && units < NEWEST; first--) units += this.waiting[first - 1]?.text.length ?? 0;
    const above = this.waiting.slice(0, first);
    const reading = new Reading(
      this.context,
      this.caps,
      above.reduce((number, { count }) => number + count, this.reading.number),
    );
    // What the first problem is called may stand there. It is among those that are dropped, if it was read wrongly.
    const last = above.pop();
    if (last) reading.passOver(last);
    for (const lines of this.waiting.slice(first)) reading.read(lines);
    if (!reading.hasDropped) return false;
    this.reading = reading;
    this.waiting = [];
    return true;
  }
}

interface Found {
  readonly problem: Problem;
  readonly endLine: number;
  readonly length: number;
  readonly survived: boolean;
}

/** What was found in lines that were read one after another. */
class Reading {
  private readonly feed: Feed;
  private readonly found = new Map<string, Found>();
  /** UTF-16 code units of all that was found. */
  private length = 0;
  private lastPrinted = -1;
  /** More was found than is kept. */
  hasDropped = false;

  constructor(
    context: DialectContext,
    private readonly caps: ReaderCaps,
    /** Of the line that comes next. */
    public number: number,
  ) {
    this.feed = new Feed(dialects, context, (problem, endLine, survived = false) => this.keep(problem, endLine, survived), number);
  }

  read(lines: Lines): void {
    const blank = blankAtEnd(lines);
    if (blank < lines.count) this.lastPrinted = this.number + lines.count - 1 - blank;
    this.feed.read(lines);
    this.number += lines.count;
  }

  /** Lines above those that are read. */
  passOver(lines: Lines): void {
    this.feed.skip(lines, this.number - lines.count);
  }

  end(): void {
    this.feed.end();
  }

  /** In the order of the text, but those that the program survived first: what it died of is the last. */
  all(): Problem[] {
    return [...this.found.values()]
      .sort((a, b) => Number(b.survived) - Number(a.survived) || a.endLine - b.endLine)
      .map((entry) => entry.problem);
  }

  /** The problem that was the last thing printed. */
  last(): Problem[] {
    return [...this.found.values()].filter((entry) => entry.endLine >= this.lastPrinted).map((entry) => entry.problem);
  }

  private keep(problem: Problem, endLine: number, survived: boolean): void {
    const { path, range } = problem.location;
    const key = `${problem.errorType}\0${path}\0${String(range.start.line)}:${String(range.start.character)}\0${problem.message}`;
    // Printed twice (logged, then raised): the later one counts.
    this.drop(key);
    const length = textLength(problem);
    this.found.set(key, { problem, endLine, length, survived });
    this.length += length;
    while (this.found.size > 1 && (this.found.size > this.caps.problems || this.length > this.caps.text)) {
      this.drop(this.oldest(key));
      this.hasDropped = true;
    }
  }

  /** The problem that stands first in the text, `but` the one that was just found. */
  private oldest(but: string): string {
    let oldest = '';
    let line = Infinity;
    for (const [key, { endLine }] of this.found) {
      if (key === but || endLine >= line) continue;
      oldest = key;
      line = endLine;
    }
    return oldest;
  }

  private drop(key: string): void {
    this.length -= this.found.get(key)?.length ?? 0;
    this.found.delete(key);
  }
}

/** How many lines at the end are empty, or hold nothing but spaces. */
function blankAtEnd({ text, count }: Lines): number {
  const last = text.trimEnd().length;
  if (last === 0) return count;
  let blank = -1;
  for (let at = text.indexOf('\n', last); at >= 0; at = text.indexOf('\n', at + 1)) blank++;
  return blank;
}
