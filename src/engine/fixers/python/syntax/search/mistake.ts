// What a kind of syntax mistake is. One file a mistake, one line in registry.ts.

import type { OffsetEdit } from '../../../../syntax/edits';
import type { ErrorSite } from './error-site';
import type { Place } from './statement';

/** One way to undo the mistake, not yet proved to parse. */
export interface Slip {
  /** Imperative, says what changes, no full stop. */
  readonly title: string;
  readonly edits: readonly OffsetEdit[];
  /** Which slip it undoes, a short word with hyphens: slips of one variant are counted together. */
  readonly variant: string;
  /** −ln of how often people slip this way, seen from this place; 1 is very common, 6 is rare. */
  readonly cost: number;
  /** The rewrite is complete in itself: how usual the new line looks says nothing about it (`print x` → `print(x)`). */
  readonly complete?: boolean;
  /** All behind it is proved to be code: neither its look nor its names, which the slip had made text of, say anything about the rewrite. */
  readonly settled?: boolean;
  /** It brings in a name that the text did not have, and that is meant so. */
  readonly newName?: boolean;
}

export interface Mistake {
  /** `python/<mistake>`: the fixer's id, and the file's name. */
  readonly id: string;
  /** One or two plain sentences for a tired person. */
  readonly explanation: string;
  /** It tries every small edit; asked only where no mistake with a name of its own plainly explains the place. */
  readonly triesEveryEdit?: boolean;
  /** Its edits move lines in and out and change nothing else. */
  readonly movesLines?: boolean;
  /** Words of a running program that fails by this mistake, which parses and means something else. */
  readonly crashes?: RegExp;
  /** All readings of the place as this mistake; empty where it does not apply. Cheap: the caller proves them. */
  find(site: ErrorSite): readonly Slip[];
  /** For habits that run through a whole file: the same of another line, each with a word for its kind. What is mended goes with all of its kind. */
  elsewhere?(place: Place): readonly (readonly [kind: string, slip: Slip | undefined])[];
}

/**
 * A slip's variant and its cost: what the mistake's table says of the variant (−ln of how often people slip so where nothing of the place
 * speaks for or against it), and what the place adds. Every mistake has its costs in such a table, for calibration to write.
 */
export const pricedBy =
  <Variant extends string>(costs: Readonly<Record<Variant, number>>) =>
  (variant: Variant, more = 0): Pick<Slip, 'variant' | 'cost'> => ({ variant, cost: costs[variant] + more });
