// Gives the lines of one text to the dialects that may have use for them: a line costs one look for all their words together.

import type { Dialect, DialectContext, Emit, LinesAbove, Recogniser } from './dialect';
import { ownCopy } from './line-stream';

/** Lines that are remembered; a power of two. */
const MAX_ABOVE = 64;

/** The last lines before the one that is read. */
class LastLines implements LinesAbove {
  private readonly lines: string[] = new Array<string>(MAX_ABOVE).fill('');
  private count = 0;

  push(line: string): void {
    this.lines[this.count++ % MAX_ABOVE] = line;
  }

  get size(): number {
    return Math.min(this.count, MAX_ABOVE);
  }

  at(distance: number): string {
    return distance < 1 || distance > this.size ? '' : ownCopy(this.lines[(this.count - distance) % MAX_ABOVE] ?? '');
  }
}

export class Feed {
  private readonly recognisers: readonly Recogniser[];
  private readonly words: RegExp;
  private readonly above = new LastLines();
  /** Those that have something under way. */
  private active: Recogniser[] = [];
  private number = 0;

  constructor(dialects: readonly Dialect[], context: DialectContext, emit: Emit) {
    this.recognisers = dialects.map((dialect) => dialect.start(context, emit));
    this.words = wordsOf(dialects);
  }

  /** A line as `Recogniser.line` describes it. */
  line(text: string): void {
    const { number, above } = this;
    if (this.words.test(text)) this.give(ownCopy(text), this.recognisers);
    else if (this.active.length > 0) this.give(ownCopy(text), this.active);
    above.push(text);
    this.number = number + 1;
  }

  private give(text: string, to: readonly Recogniser[]): void {
    const active: Recogniser[] = [];
    for (const recogniser of to) {
      recogniser.line(text, this.number, this.above);
      if (!recogniser.isIdle) active.push(recogniser);
    }
    this.active = active;
  }

  end(): void {
    for (const recogniser of this.recognisers) recogniser.end();
  }
}

/** One pattern that finds any word of any dialect; made once for a list of dialects. */
function wordsOf(dialects: readonly Dialect[]): RegExp {
  let words = patterns.get(dialects);
  if (!words) {
    // Sorted, words that begin alike stand together, which the engine reads as one.
    const all = [...new Set(dialects.flatMap((dialect) => dialect.words))].sort();
    words = new RegExp(all.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|'));
    patterns.set(dialects, words);
  }
  return words;
}

const patterns = new WeakMap<readonly Dialect[], RegExp>();
