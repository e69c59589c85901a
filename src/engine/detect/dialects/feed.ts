// Gives the lines of one text to the dialects that may have use for them: a line costs one look for all their words together.

import { escapeRegExp } from '../../syntax/escape-reg-exp';
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

  nearest(passes: (line: string) => boolean, reach: number, from = 0): number {
    for (let distance = from + 1; distance <= Math.min(reach, this.size); distance++)
      if (passes(this.lines[(this.count - distance) % MAX_ABOVE] ?? '')) return distance;
    return 0;
  }
}

export class Feed {
  private readonly recognisers: readonly Recogniser[];
  private readonly words: Words;
  private readonly above = new LastLines();
  /** By recogniser: 1 where it has something under way, or is to be given this line. */
  private readonly due: Uint8Array;
  private dueCount = 0;
  private number = 0;

  constructor(dialects: readonly Dialect[], context: DialectContext, emit: Emit) {
    this.recognisers = dialects.map((dialect) => dialect.start(context, emit));
    this.words = wordsOf(dialects);
    this.due = new Uint8Array(dialects.length);
  }

  /** A line as `Recogniser.line` describes it. */
  line(text: string): void {
    const { pattern, dialects } = this.words;
    pattern.lastIndex = 0;
    // Words may overlap: the next one may begin one unit behind this one.
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
      for (const index of dialects.get(found[0]) ?? []) this.wake(index);
      pattern.lastIndex = found.index + 1;
    }
    if (this.dueCount > 0) this.give(ownCopy(text));
    this.above.push(text);
    this.number++;
  }

  end(): void {
    for (const recogniser of this.recognisers) recogniser.end();
  }

  private wake(index: number): void {
    if (this.due[index] === 1) return;
    this.due[index] = 1;
    this.dueCount++;
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

interface Words {
  /** Finds any word of any dialect. */
  readonly pattern: RegExp;
  /** Word → the dialects, by their place in the list, that have use for a line with it. */
  readonly dialects: ReadonlyMap<string, readonly number[]>;
}

/** Made once for a list of dialects. */
function wordsOf(dialects: readonly Dialect[]): Words {
  let words = known.get(dialects);
  if (!words) {
    // Sorted, words that begin alike stand together, which the engine reads as one.
    const all = [...new Set(dialects.flatMap((dialect) => dialect.words))].sort();
    const pattern = new RegExp(all.map(escapeRegExp).join('|'), 'g');
    // Of words that begin alike the shorter one is found.
    const using = (word: string): number[] =>
      dialects.flatMap((dialect, index) => (dialect.words.some((other) => other.startsWith(word)) ? [index] : []));
    words = { pattern, dialects: new Map(all.map((word) => [word, using(word)])) };
    known.set(dialects, words);
  }
  return words;
}

const known = new WeakMap<readonly Dialect[], Words>();
