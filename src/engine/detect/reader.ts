// Reads the lines of one output with all dialects and keeps what they find: bounded, each problem once, in the order of the text.

import type { Problem } from '../problem';
import { beginsAnew, textLength, type DialectContext, type Emit } from './dialects/dialect';
import { errorsIn } from './dialects/error-events';
import { Feed } from './dialects/feed';
import type { Lines } from './dialects/line-stream';
import { dialects } from './dialects/registry';
import { atSources } from './source-maps';

export interface ReaderCaps {
  /** Different problems; the last ones count, they ended the command. */
  readonly problems: number;
  /** UTF-16 code units of the problems' texts together; the last problem stays, however long it is. */
  readonly text: number;
}

/** So much of what comes together, the newest, is read first at most and at least, in UTF-16 code units. */
const MOST_NEWEST = 1 << 18;
const LEAST_NEWEST = 1 << 15;
/** Behind so many lines nothing that waits comes to an error any more. */
const LINES_TO_SETTLE = 64;
/** So often at most is all of it read without a look whether the newest is enough. */
const MAX_PAUSE = 64;

/**
 * Only the last problems are kept. Where an output shows them by the thousand most would be found to be dropped again: where the newest lines of those that
 * come together show more problems than are kept, what stands above them is not read at all. Everything else is read line by line.
 */
export class Reader {
  private reading: Reading;
  /** How much is likely to show more than is kept. */
  private newest = MOST_NEWEST;
  /** Of the lines that were looked at: the last that is done with, and the last that was there. */
  private done = -1;
  private seen = -1;
  /** What stood at the very end at the last look: its message may have gone on since. */
  private unfinished: Problem | undefined;
  /** Where the newest lines were not enough once they will hardly be the next time. */
  private pause = 0;
  private nextPause = 1;

  constructor(
    private readonly context: DialectContext,
    private readonly caps: ReaderCaps,
  ) {
    this.reading = new Reading(context, caps, 0);
  }

  /** The lines that come next. */
  read(portions: readonly Lines[]): void {
    if (portions.reduce((sum, { length }) => sum + length, 0) < 1.5 * this.newest) this.reading.read(portions);
    else if (this.pause > 0) {
      this.pause--;
      this.reading.read(portions);
    } else if (this.readNewest(portions)) this.nextPause = 1;
    else {
      this.reading.read(portions);
      this.pause = this.nextPause;
      this.nextPause = Math.min(MAX_PAUSE, 2 * this.nextPause);
    }
  }

  /** What is no lines, but data: a parsed JSON value. */
  data(value: object): void {
    this.reading.data(value);
  }

  end(): void {
    this.reading.end();
  }

  /** @returns what was found since the last round, which is over. */
  round(): Problem[] {
    this.end();
    const found = this.all();
    this.reading = new Reading(this.context, this.caps, 0);
    this.done = this.seen = -1;
    this.unfinished = undefined;
    return found;
  }

  /**
   * What is new since the last look, for a program that goes on; `waiting`: the lines that are still to be read. Nothing is read by it. What may go on, as
   * the program is printing, has its turn at the next look.
   */
  look(waiting: readonly Lines[], isQuiet: boolean): { readonly startedOver: boolean; readonly problems: readonly Problem[] } {
    const ahead = new Reading(this.context, this.caps, this.reading.number);
    ahead.read(waiting);
    ahead.end();
    const lines = ahead.number - this.reading.number;
    if (lines > LINES_TO_SETTLE || (isQuiet && lines === 0)) this.reading.settle();
    const until = isQuiet ? Infinity : this.seen;
    const anewAt = Math.max(this.reading.anewAt, ahead.anewAt);
    const from = Math.max(this.done, anewAt);
    const problems = [...this.reading.between(from, until), ...ahead.between(from, until)].filter((problem, index) => {
      return index > 0 || !this.unfinished || !goesOn(problem, this.unfinished);
    });
    if (problems.length > 0 || isQuiet) this.unfinished = isQuiet ? ahead.last().at(-1) : undefined;
    const startedOver = anewAt > this.done;
    this.seen = ahead.number - 1;
    this.done = Math.max(from, isQuiet ? this.seen : until);
    return { startedOver, problems };
  }

  /** In the order of the text, but those that the program survived first: what it died of is the last. */
  all(): Problem[] {
    return this.reading.all();
  }

  /** The problem that was the last thing printed. */
  last(): Problem[] {
    return this.reading.last();
  }

  /** Whether the newest lines show more than is kept: then no others need to be read. */
  private readNewest(portions: readonly Lines[]): boolean {
    let first = portions.length;
    let length = 0;
    for (; first > 0 && length < this.newest; first--) length += portions[first - 1]?.length ?? 0;
    const number = portions.slice(0, first).reduce((sum, { count }) => sum + count, this.reading.number);
    const reading = new Reading(this.context, this.caps, number);
    // What the first problem is called may stand there. It is among those that are dropped, if it was read wrongly.
    const above = portions[first - 1];
    if (above) reading.passOver(above);
    reading.read(portions.slice(first));
    this.newest = MOST_NEWEST;
    if (!reading.hasDropped) return false;
    // Half as much again as would have been enough.
    const enough = (length * this.caps.problems) / reading.emitted;
    this.newest = Math.max(LEAST_NEWEST, Math.min(MOST_NEWEST, 1.5 * enough));
    this.reading = reading;
    return true;
  }
}

/** A problem as a dialect tells of it. */
interface Printed {
  readonly problem: () => Problem | undefined;
  readonly endLine: number;
  readonly survived: boolean;
}

/** What was found in lines that were read one after another. */
class Reading {
  private readonly feed: Feed;
  private readonly emit: Emit;
  /** What is kept, in the order of the text. */
  private kept: readonly Printed[] = [];
  /** What was found since. */
  private found: Printed[] = [];
  private lastPrinted = -1;
  /** More was found than is kept. */
  hasDropped = false;
  /** How many were told of, whether they are kept or not. */
  emitted = 0;
  /** The last line that says that the program starts over. */
  anewAt = -1;

  constructor(
    private readonly context: DialectContext,
    private readonly caps: ReaderCaps,
    /** Of the line that comes next. */
    public number: number,
  ) {
    this.emit = (make, endLine, survived = false) => {
      if (make === beginsAnew) {
        this.anewAt = endLine;
        return;
      }
      this.emitted++;
      const problem = (): Problem | undefined => {
        const made = make();
        return made && atSources(made, context);
      };
      this.found.push({ problem, endLine, survived });
    };
    this.feed = new Feed(dialects, context, this.emit, number);
  }

  read(portions: readonly Lines[]): void {
    for (const lines of portions) {
      const { count } = lines;
      const text = lines.text();
      const blank = blankAtEnd(text, count);
      if (blank < count) this.lastPrinted = this.number + count - 1 - blank;
      this.feed.read(text, count);
      this.number += count;
    }
    this.keep();
  }

  data(value: object): void {
    errorsIn(value, this.context, this.emit, this.number);
    this.keep();
  }

  /** Lines above those that are read. */
  passOver(lines: Lines): void {
    this.feed.passOver(lines.text(), lines.count, this.number - lines.count);
  }

  /** What only waits for more is complete. */
  settle(): void {
    this.feed.settle();
    this.keep();
  }

  end(): void {
    this.feed.end();
    this.keep();
  }

  /** In the order of the text, but those that the program survived first: what it died of is the last. */
  all(): Problem[] {
    return problemsOf([...this.kept.filter(({ survived }) => survived), ...this.kept.filter(({ survived }) => !survived)]);
  }

  /** Those that end behind one line and not behind another. */
  between(from: number, until: number): Problem[] {
    return problemsOf(this.kept.filter(({ endLine }) => endLine > from && endLine <= until));
  }

  /** The problem that was the last thing printed. */
  last(): Problem[] {
    return problemsOf(this.kept.filter(({ endLine }) => endLine >= this.lastPrinted));
  }

  /** Of all that was found the last ones, each once: what is printed twice (logged, then raised) counts where it stands last. */
  private keep(): void {
    if (this.found.length === 0) return;
    const kept: Printed[] = [];
    const keys = new Set<string>();
    let length = 0;
    for (const { problem: make, endLine, survived } of [...this.kept, ...this.found].sort((a, b) => a.endLine - b.endLine).reverse()) {
      const problem = make();
      if (!problem || keys.has(keyOf(problem))) continue;
      length += textLength(problem);
      if (kept.length > 0 && (kept.length >= this.caps.problems || length > this.caps.text)) {
        this.hasDropped = true;
        break;
      }
      keys.add(keyOf(problem));
      kept.push({ problem: () => problem, endLine, survived });
    }
    this.kept = kept.reverse();
    this.found = [];
  }
}

/** The same problem, with more to its message. */
function goesOn(problem: Problem, before: Problem): boolean {
  const { path, range } = problem.location;
  const isSame = path === before.location.path && range.start.line === before.location.range.start.line;
  return (
    isSame &&
    problem.errorType === before.errorType &&
    problem.message.length > before.message.length &&
    problem.message.startsWith(before.message)
  );
}

const problemsOf = (printed: readonly Printed[]): Problem[] => printed.flatMap(({ problem }) => problem() ?? []);

function keyOf({ errorType, location: { path, range }, message }: Problem): string {
  return `${errorType}\0${path}\0${String(range.start.line)}:${String(range.start.character)}\0${message}`;
}

/** How many lines at the end are empty, or hold nothing but spaces. */
function blankAtEnd(text: string, count: number): number {
  const last = text.trimEnd().length;
  if (last === 0) return count;
  let blank = -1;
  for (let at = text.indexOf('\n', last); at >= 0; at = text.indexOf('\n', at + 1)) blank++;
  return blank;
}
