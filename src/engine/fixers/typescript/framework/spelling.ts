// Whether one name is a slip of the pen for another: what can be measured of the two.

import { editDistance } from '../../../syntax/edit-distance';

/** How a name differs from the one that was meant. */
export interface Slip {
  /** Letters left out, added, changed, or swapped with their neighbour. 0: only capitals or what joins the words differ. */
  readonly edits: number;
  /** Letters of the longer of the two. */
  readonly letters: number;
  /** Capitals differ besides. */
  readonly otherCase: boolean;
  /** One is the plural of the other: another word as often as a slip. */
  readonly plural: boolean;
  /** The first letters differ, and are not the first two swapped: people seldom get the first one wrong. */
  readonly otherFirst: boolean;
}

/** undefined where the names are equal or too far apart: one edit in up to five letters, two in up to nine, three in longer ones. */
export function slipOf(written: string, meant: string): Slip | undefined {
  if (written === meant || written === '' || meant === '') return undefined;
  const a = written.toLowerCase();
  const b = meant.toLowerCase();
  const letters = Math.max(a.length, b.length);
  const same = { letters, edits: 0, otherCase: a === b, plural: false, otherFirst: false };
  if (a === b) return same;
  if (a.replace(/[_$]/g, '') === b.replace(/[_$]/g, '')) return Math.min(a.length, b.length) >= 3 ? same : undefined;
  const limit = letters <= 5 ? 1 : letters <= 9 ? 2 : 3;
  const edits = editDistance(a, b, { limit });
  if (edits > limit) return undefined;
  return {
    letters,
    edits,
    otherCase: editDistance(written, meant, { limit: limit + 1 }) > edits,
    plural: a === `${b}s` || b === `${a}s`,
    otherFirst: a[0] !== b[0] && !(a[1] === b[0] && a[0] === b[1]),
  };
}

/** How many letters a name needs for 0, 1, 2 and 3 edits to make a slip of it: the shorter the name, the more names are as near. */
const LETTERS = {
  close: [2, 4, 9, Infinity],
  near: [2, 4, 7, 13],
  loose: [1, 3, 6, 10],
} as const;

/** `close`: hardly anything else can be meant; `near`: likely, where something else speaks for it, too; `loose`: possible. */
export function isSlip(slip: Slip | undefined, how: keyof typeof LETTERS): slip is Slip {
  return slip !== undefined && slip.letters >= (LETTERS[how][slip.edits] ?? Infinity) && !(how === 'close' && slip.plural);
}

/** Sorts the nearest first. */
export function bySlip(a: Slip | undefined, b: Slip | undefined): number {
  const rank = (slip: Slip | undefined): number =>
    slip ? slip.edits * 8 + Number(slip.plural) * 4 + Number(slip.otherFirst) * 2 + Number(slip.otherCase) : Infinity;
  return a || b ? rank(a) - rank(b) : 0;
}

/** The slip as features of a proposal. `editedShare`: edits by letters. */
export function slipFeatures(slip: Slip | undefined): Record<string, number> {
  if (!slip) return {};
  const { edits, letters, otherCase, plural, otherFirst } = slip;
  return {
    edits,
    letters,
    editedShare: edits / letters,
    otherCase: Number(otherCase),
    plural: Number(plural),
    otherFirst: Number(otherFirst),
  };
}

/** TypeScript's own guess, in its words or in V8's. */
export function suggested(message: string): string | undefined {
  return /[Dd]id you mean (?:to write |the instance member |the static member )?['"‘]([^'"’]+)['"’]/.exec(message)?.[1];
}
