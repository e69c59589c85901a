// What is learned from and what it is tested on: divided by signature and by time, so that no mistake of the test was seen before, and nothing
// that was learned is younger than what it is tested on.

import type { SuccessPair } from '../pair';
import type { Part } from './format';

/** Share of the pairs that are tested on, and that are validated on. */
const HELD_OUT = 0.1;
/** A group that would make a part larger than this share is learned from. */
const MAX_HELD_OUT = 0.25;

type Placed = Pick<SuccessPair, 'language' | 'signature' | 'recordedAt'>;

export class Division {
  private readonly groups = new Map<string, { first: string; count: number }>();
  private parts: ReadonlyMap<string, Part> | undefined;
  /** When the first of what is held out was recorded. */
  private heldOutSince = '';

  /** All that is to be divided, each once, before the first `partOf`. */
  add(pair: Placed): void {
    const group = this.groups.get(keyOf(pair));
    if (group) {
      group.count++;
      if (pair.recordedAt < group.first) group.first = pair.recordedAt;
    } else this.groups.set(keyOf(pair), { first: pair.recordedAt, count: 1 });
  }

  /** undefined for a pair that is to be left out: of a mistake that is learned, but younger than what it is tested on. */
  partOf(pair: Placed): Part | undefined {
    this.parts ??= this.divide();
    const part = this.parts.get(keyOf(pair)) ?? 'train';
    return part === 'train' && this.heldOutSince !== '' && pair.recordedAt > this.heldOutSince ? undefined : part;
  }

  /** The mistakes that came up last are held out: half of them for the test. */
  private divide(): ReadonlyMap<string, Part> {
    const parts = new Map<string, Part>();
    const total = [...this.groups.values()].reduce((sum, { count }) => sum + count, 0);
    const latest = [...this.groups].sort(([a, one], [b, other]) =>
      one.first === other.first ? (a < b ? 1 : -1) : one.first < other.first ? 1 : -1,
    );
    let next = 0;
    for (const part of ['test', 'valid'] as const) {
      let held = 0;
      // The earliest mistake is always learned.
      for (; next < latest.length - 1 && held < HELD_OUT * total; next++) {
        const [key, { first, count }] = latest[next] ?? ['', { first: '', count: 0 }];
        if (held + count > Math.max(1, MAX_HELD_OUT * total)) continue;
        parts.set(key, part);
        held += count;
        if (this.heldOutSince === '' || first < this.heldOutSince) this.heldOutSince = first;
      }
    }
    return parts;
  }
}

const keyOf = ({ language, signature }: Placed): string => JSON.stringify([language, signature.shape]);
