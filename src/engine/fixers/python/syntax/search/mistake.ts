// What a kind of syntax mistake is. One file a mistake, one line in mistakes.ts.

import type { OffsetEdit } from '../../../../syntax/edits';
import type { Site } from './error-site';
import type { Place } from './statement';

/** One way to undo the mistake, not yet proved to parse. */
export interface Slip {
  /** Imperative, says what changes, no full stop. */
  readonly title: string;
  readonly edits: readonly OffsetEdit[];
  /** −ln of how often people slip this way, seen from this place; 1 is very common, 6 is rare. The search's own costs are in search.ts. */
  readonly cost: number;
  /** The rewrite is complete in itself: how usual the new line looks says nothing about it (`print x` → `print(x)`). */
  readonly sure?: boolean;
  /** All behind it is proved to be code: neither its look nor its names, which the slip had made text of, say anything about the rewrite. */
  readonly settled?: boolean;
  /** It brings in a word that the text did not have, and that is meant so. */
  readonly coins?: boolean;
  /** The confidence is never above this: the rewrite is right in kind, but authors often chose something else. */
  readonly most?: number;
}

export interface Mistake {
  /** `python/<mistake>`: the fixer's id, and the file's name. */
  readonly id: string;
  /** One or two plain sentences for a tired person. */
  readonly explanation: string;
  /** All readings of the place as this mistake; empty where it does not apply. Cheap: the caller proves them. */
  find(site: Site): readonly Slip[];
  /** For habits that run through a whole file: the same of another line, each with a word for its kind. What is mended goes with all of its kind. */
  elsewhere?(place: Place): readonly (readonly [kind: string, slip: Slip | undefined])[];
}
