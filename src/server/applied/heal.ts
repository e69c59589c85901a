// A heal that was applied to an open document, and the edits that would take it back.

import { shiftOffset, trimEdits, type OffsetEdit, type Patch, type Problem, type Way } from '../../engine';

export interface Applied {
  /** Given here where it is known by one already; unique in the session. */
  readonly id?: string;
  readonly uri: string;
  readonly path: string;
  readonly title: string;
  readonly patches: readonly Patch[];
  /** The document's whole text without and with the heal. */
  readonly before: string;
  readonly after: string;
  /** What was known to be wrong before, to tell what is new. */
  readonly problemsBefore: readonly Problem[];
  /** How it came into the document. */
  readonly via: Way;
  /** From the question to the answer, in ms; absent where it is not known. */
  readonly ms?: number;
  /** Applied without being asked, where the person has opted in. */
  readonly automatic?: 'save' | 'run';
}

/** A heal that was not taken back. */
export interface Standing extends Applied {
  readonly id: string;
  readonly at: Date;
  /** Its problem was seen to be gone in an earlier session. */
  readonly wasGone?: boolean;
}

/** One that an earlier session accepted, with the id of its pair. */
export interface EarlierHeal extends Standing {
  readonly pair: string;
}

/** Edits of `now` that put back what the heal changed; undefined where its lines were touched since. */
export function inverse({ before, after }: Pick<Applied, 'before' | 'after'>, now: string): OffsetEdit[] | undefined {
  const [change] = trimEdits(before, [{ start: 0, end: before.length, text: after }]);
  if (!change) return undefined;
  const [since] = trimEdits(after, [{ start: 0, end: after.length, text: now }]);
  const back = { start: change.start, end: change.start + change.text.length, text: before.slice(change.start, change.end) };
  if (!since) return trimEdits(now, [back]);
  if (since.start < back.end && since.end > back.start) return undefined;
  if (since.start === back.end || since.end === back.start) return undefined; // it cannot be told whose text it is
  const shift = (offset: number): number => shiftOffset(offset, [since]);
  return trimEdits(now, [{ start: shift(back.start), end: shift(back.end), text: back.text }]);
}
