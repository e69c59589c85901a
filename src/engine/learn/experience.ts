// What people did with what was offered in a workspace, as far as it bears on the next offer: one layer over all of it, and the record of each
// class of fixes. Pure: the same outcomes give the same numbers. generate/confidence.ts makes a probability of them.

import { logOdds, probabilityOfLogOdds } from './counts';
import { newton } from './logistic';

/** What is known of a fix where it is offered. */
export interface Offered {
  readonly origin: { readonly kind: string; readonly id: string };
  readonly variant: string;
  /** Kind of problem (`familyOf`). */
  readonly problem: string;
  /** What was counted outside of the workspace said of it, 0 to 1. */
  readonly foretold: number;
}

/** A fix that was offered, and what became of it by the last word on it. */
export interface Outcome extends Offered {
  /** What was shown to the user, 0 to 1. */
  readonly said: number;
  readonly end: 'taken' | 'edited' | 'refused';
}

/** Of one class: one way of one source with one kind of problem. */
export interface ClassRecord {
  readonly of: number;
  readonly taken: number;
  readonly refused: number;
  /** How many were right as far as verdicts tell; one that was edited was good for a start, and counts half. */
  readonly right: number;
  /** Of how many the layer would have said that they are right. */
  readonly said: number;
}

export interface Experience {
  readonly of: number;
  /** From what was foretold to what comes true here; absent before there are enough outcomes. */
  readonly layer?: Layer;
  readonly classes: ReadonlyMap<string, ClassRecord>;
  /** Outcomes of each source, all its ways together. */
  readonly sources: ReadonlyMap<string, number>;
}

/** Log-odds = shift + slope · those that were foretold (Platt). */
export interface Layer {
  readonly shift: number;
  readonly slope: number;
}

/** Outcomes from which the layer is fitted; fewer would move it by chance. */
export const LEAST_FOR_LAYER = 50;
/** Newest outcomes that it is fitted to: more cost more time than they tell. */
const MOST_FOR_LAYER = 400;
/** How firmly the layer is thought to change nothing: of the slope as 1 / variance, of the shift a tenth of it. */
const PENALTY = 30;
/** Times that the layer is fitted, each with the verdicts read by the one before. */
const PASSES = 2;
/** What an edited fix counts. */
const EDITED = 0.5;
/**
 * Of verdicts so many are a slip of the hand: a refusal of what is nearly always right says less than one of what is mostly wrong. Where all were
 * believed, what was well known became less true for being judged (Brier 0.111 → 0.115 of 820 judged fixes; read like this it stays).
 */
const SLIPS = 0.05;

/** Outcomes oldest first. */
export function experienceOf(outcomes: readonly Outcome[]): Experience {
  const layer = outcomes.length >= LEAST_FOR_LAYER ? layerOf(outcomes.slice(-MOST_FOR_LAYER)) : undefined;
  const classes = new Map<string, ClassRecord>();
  const sources = new Map<string, number>();
  for (const outcome of outcomes) {
    const key = classOf(outcome, outcome.problem);
    const said = throughLayer(outcome, layer);
    const known = classes.get(key) ?? { of: 0, taken: 0, refused: 0, right: 0, said: 0 };
    classes.set(key, {
      of: known.of + 1,
      taken: known.taken + (outcome.end === 'refused' ? 0 : 1),
      refused: known.refused + (outcome.end === 'refused' ? 1 : 0),
      right: known.right + rightOf(outcome, said),
      said: known.said + said,
    });
    const source = sourceOf(outcome.origin);
    sources.set(source, (sources.get(source) ?? 0) + 1);
  }
  return { of: outcomes.length, ...(layer ? { layer } : {}), classes, sources };
}

/** What was foretold as it comes true here. */
export function throughLayer({ foretold }: Pick<Offered, 'foretold'>, layer: Layer | undefined): number {
  return layer ? probabilityOfLogOdds(layer.shift + layer.slope * logOdds(foretold)) : foretold;
}

/** `problem`: kind of problem. */
export const classOf = ({ origin, variant }: Pick<Outcome, 'origin' | 'variant'>, problem: string): string =>
  JSON.stringify([origin.kind, origin.id, variant, problem]);

export const sourceOf = ({ kind, id }: Outcome['origin']): string => JSON.stringify([kind, id]);

/** How likely a fix was right that was as likely as `said` before somebody judged it. */
function rightOf({ end }: Outcome, said: number): number {
  if (end === 'edited') return EDITED;
  const [ifRight, ifWrong] = end === 'taken' ? [1 - SLIPS, SLIPS] : [SLIPS, 1 - SLIPS];
  return (said * ifRight) / (said * ifRight + (1 - said) * ifWrong);
}

function layerOf(outcomes: readonly Outcome[]): Layer {
  const features = outcomes.map(({ foretold }) => [1, logOdds(foretold)]);
  const offsets = outcomes.map(({ foretold }) => logOdds(foretold));
  const shares = outcomes.map(() => 1);
  let layer: Layer = { shift: 0, slope: 1 };
  // What the verdicts say hangs on what was likely before, so the second time on the layer itself.
  for (let pass = 0; pass < PASSES; pass++) {
    const right = outcomes.map((outcome) => rightOf(outcome, throughLayer(outcome, layer)));
    const [shift = 0, more = 0] = newton(features, right, offsets, shares, PENALTY);
    // A layer that turns the order round would be made of chance.
    layer = { shift, slope: Math.max(0, 1 + more) };
  }
  return layer;
}
