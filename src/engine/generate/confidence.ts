// How likely a candidate is right. The only place that says so: a source gives a variant (which way it went) and raw features, and what
// was counted of that variant on recorded cases (confidence.json, written by `npm run calibrate`) makes a probability of them.

import type { Candidate } from '../patch';
import { betaQuantile } from '../learn/beta';
import { logOdds, probabilityOfLogOdds, shrunkRate, weighted, type Counts, type FamilyCounts, type RerunOutcome } from '../learn/counts';
import { classOf, sourceOf, throughLayer, type Experience, type Offered } from '../learn/experience';
import recorded from './confidence.json';

/** What is known of one candidate before anything is proved. */
export interface Guess {
  /** The source's or fixer's id: `python/undefined-name`. */
  readonly id: string;
  readonly variant: string;
  /** What stands in where little is counted of the variant: the fixer's family, `python/names`. */
  readonly family: string;
  readonly features: Readonly<Record<string, number>>;
}

const counted: Counts = recorded;

/** Where not even the family was counted: a little less likely than not. */
const UNCOUNTED: FamilyCounts = { rate: 0.4 };

/** What was counted less often than this is not known to be sure, however well its kin do: it stays below what is preferred or applied unasked. */
const LEAST_COUNTED = 4;
const MOST_WHERE_RARE = 0.89;
/** From here on it is less than it seems; the order among such stays. */
const LIKELY_WHERE_RARE = 0.85;

/** Probability that the candidate is what a good developer would have typed, 0 to 1, exclusive. */
export function probabilityOf(guess: Guess, from: Counts = counted): number {
  const own = from.variants[`${guess.id}/${guess.variant}`];
  const family = from.families[guess.family] ?? UNCOUNTED;
  const base = (family.slope ?? 1) * logOdds(shrunkRate(own, family.rate, from.shrink));
  const probability = probabilityOfLogOdds(
    base + (family.shift ?? 0) + weighted(family.weights, guess.features) + weighted(own?.weights, guess.features),
  );
  if ((own?.of ?? 0) >= LEAST_COUNTED || probability <= LIKELY_WHERE_RARE) return probability;
  const room = (MOST_WHERE_RARE - LIKELY_WHERE_RARE) / (1 - LIKELY_WHERE_RARE);
  return LIKELY_WHERE_RARE + room * (probability - LIKELY_WHERE_RARE);
}

/** Under which id a source was counted: models and learned rules together, for each by itself is known in its workspace alone. */
export const countedAs = ({ kind, id }: Offered['origin']): string => (kind === 'model' || kind === 'learned' ? kind : id);

export interface Here {
  /** The mean: what is shown. */
  readonly confidence: number;
  /** A lower bound, 0 where too little was counted to give one. */
  readonly atLeast: number;
  /** Such fixes are refused here more often than taken, and this one is more likely wrong than right. */
  readonly unwanted: boolean;
  /** And this one is so unlikely that showing it costs more than it brings. */
  readonly silent: boolean;
}

/**
 * So many outcomes here move the rate of a class halfway from what was foretold to what was seen: what foretells the next outcome of a simulated user
 * best, whether fixes are right more or less often than elsewhere.
 */
const FIRMNESS = 16;
/** The share of what may be that lies below the lower bound. */
const BELOW = 0.2;
/** Nothing is sure of a source of which fewer outcomes are known, counted ones and those of the workspace together: 3 errors in 30 would be 0.9. */
const LEAST_FOR_SURE = 30;
/** A class is unwanted from so many refusals, and of it what is less likely than this: of what is likelier, most is right all the same. */
const LEAST_REFUSED = 2;
const LIKELIER_THAN_NOT = 0.5;
/** What a right offer brings and a wrong one costs. */
const [GAIN, COST] = [3, 1];

/**
 * The probability in a workspace: what was counted elsewhere, through the layer of all that people did here, then moved by the record of its class:
 * the rate of a beta-binomial whose prior is what was said of the same fixes.
 */
export function probabilityHere(offered: Offered, here: Experience | undefined, from: Counts = counted): Here {
  const { origin, variant, problem } = offered;
  const own = here?.classes.get(classOf({ origin, variant }, problem));
  let confidence = throughLayer(offered, here?.layer);
  if (own) {
    const said = own.said / own.of;
    confidence = probabilityOfLogOdds(logOdds(confidence) + logOdds(shrunkRate(own, said, FIRMNESS)) - logOdds(said));
  }
  const id = countedAs(origin);
  const sourceOutcomes = countedOf(id, from) + (here?.sources.get(sourceOf(origin)) ?? 0);
  const outcomes = from.shrink + (from.variants[`${id}/${variant}`]?.of ?? 0) + (own?.of ?? 0);
  const unwanted = own !== undefined && own.refused >= LEAST_REFUSED && own.refused > own.taken && confidence < LIKELIER_THAN_NOT;
  return {
    confidence,
    atLeast: sourceOutcomes < LEAST_FOR_SURE ? 0 : betaQuantile(BELOW, confidence * outcomes, (1 - confidence) * outcomes),
    unwanted,
    silent: unwanted && confidence * GAIN <= (1 - confidence) * COST,
  };
}

const countedBySource = new WeakMap<Counts, Map<string, number>>();

/** Candidates of a source that were counted, all its ways together. */
function countedOf(id: string, from: Counts): number {
  let known = countedBySource.get(from);
  if (!known) {
    known = new Map();
    for (const [name, { of }] of Object.entries(from.variants)) {
      const source = name.slice(0, name.lastIndexOf('/'));
      known.set(source, (known.get(source) ?? 0) + of);
    }
    countedBySource.set(from, known);
  }
  return known.get(id) ?? 0;
}

/** What tells whether a patch of several steps is all that was wrong with the text. */
export interface WholePatch {
  /** `python-syntax`, `script-syntax`: each kind has its own weights. */
  readonly kind: string;
  readonly features: Readonly<Record<string, number>>;
}

/** Probability that a patch whose steps are all right with `probability` is all that a good developer would have changed. */
export function probabilityOfWhole(probability: number, { kind, features }: WholePatch, from: Counts = counted): number {
  const known = from.whole[kind];
  if (!known) return probability;
  return probability * probabilityOfLogOdds(known.bias + weighted(known.weights, features));
}

/** Probability of a patch once the command was run again with it. What a run could not see, or that another error stands behind, leaves it as it was. */
export function probabilityAfterRerun(probability: number, outcome: RerunOutcome, from: Counts = counted): number {
  if (outcome === 'unseen' || outcome === 'further') return probability;
  const known = from.reruns[outcome];
  if (!known) return probability;
  const after = probabilityOfLogOdds(known.bias + known.slope * logOdds(probability));
  // Only a disproof makes a patch less likely.
  return outcome === 'failed' ? Math.min(probability, after) : Math.max(probability, after);
}

/** What adds a danger is offered below this however likely it is right: below what is preferred or applied unasked. Not counted, but decided. */
const MOST_WHERE_DANGEROUS = 0.75;

/** The probability, or less where the patch does what a person should have seen first. */
export function withinReview(probability: number, { adds }: Pick<Candidate, 'adds'>): number {
  return adds && adds.length > 0 ? Math.min(probability, MOST_WHERE_DANGEROUS) : probability;
}

/**
 * Only one of several candidates for a problem can be right: where their probabilities add up to more than 1, the odds decide between them.
 * None becomes likelier than it was by itself.
 */
export function amongRivals(probabilities: readonly number[]): number[] {
  const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
  if (sum(probabilities) <= 1) return [...probabilities];
  const odds = probabilities.map((probability) => Math.exp(logOdds(probability)));
  return probabilities.map((probability, i) => Math.min(probability, (odds[i] ?? 0) / sum(odds)));
}
