// How likely a candidate is right. The only place that says so: a source gives a variant (which way it went) and raw features, and what
// was counted of that variant on recorded cases (confidence.json, written by `npm run calibrate`) makes a probability of them.

import interimNames from './interim-python-names.json';
import interimSyntax from './interim-python-syntax.json';
import interimScript from './interim-typescript.json';
import recorded from './confidence.json';

/** What is known of one candidate before anything is proved. */
export interface Guess {
  /** The source's or fixer's id: `python/undefined-name`. */
  readonly id: string;
  readonly variant: string;
  /** What stands in where little is counted of the variant: the fixer's family, `python/names`. */
  readonly family: string;
  /** Its place among the proposals of its source, best first, from 0. */
  readonly rank: number;
  readonly features: Readonly<Record<string, number>>;
}

/** What each feature adds to the log-odds, per standard deviation from its mean: a logistic regression fitted to the cases. */
export type Weights = Readonly<Record<string, { readonly weight: number; readonly mean: number; readonly scale: number }>>;

export interface Counted {
  /** Candidates of it that were what the developer typed. */
  readonly right: number;
  /** Candidates of it that held: they parsed, and no checker disproved them. */
  readonly of: number;
  /** What its features say besides, where enough was counted to tell. */
  readonly weights?: Weights;
}

export interface Family {
  readonly rate: number;
  readonly weights?: Weights;
}

/** Everything that was counted; the shape of confidence.json. */
export interface Counts {
  /** Fixer or source id + `/` + variant. */
  readonly variants: Readonly<Record<string, Counted>>;
  /** By family: how often a candidate of it is right, 0 to 1 exclusive, and what the features that all of them have say besides. */
  readonly families: Readonly<Record<string, Family>>;
  /** By kind of whole patches: log-odds = bias + slope · log-odds of its steps + Σ weights. */
  readonly whole: Readonly<Record<string, { readonly bias: number; readonly slope: number; readonly weights: Weights }>>;
  /** What a re-run adds to the log-odds. */
  readonly reruns: Readonly<Partial<Record<RerunOutcome, number>>>;
  /** So many cases of its own count as much as what is known of its family. */
  readonly shrink: number;
}

const counted: Counts = {
  shrink: 4,
  families: {},
  whole: {},
  reruns: { passed: 2, 'passed-tests': 3, further: -0.5, failed: -1.2 },
  ...(recorded as Partial<Counts>),
  variants: { ...interimNames, ...interimSyntax, ...interimScript, ...(recorded as Partial<Counts>).variants },
};

/** Nothing is known at all: as likely as not, a little less. */
const UNKNOWN: Family = { rate: 0.4 };

/** Probability that the candidate is what a good developer would have typed, 0 to 1, exclusive. */
export function probabilityOf(guess: Guess, from: Counts = counted): number {
  const own = from.variants[`${guess.id}/${guess.variant}`];
  const family = from.families[guess.family] ?? UNKNOWN;
  const base = ((own?.right ?? 0) + from.shrink * family.rate) / ((own?.of ?? 0) + from.shrink);
  const features = { rank: guess.rank, ...guess.features };
  return oddsToProbability(logOdds(base) + shift(family.weights, features) + shift(own?.weights, features));
}

/** Σ weight · (x − mean) / scale over the features that are given: one that is not counts as its mean. */
export function shift(weights: Weights | undefined, features: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const [name, { weight, mean, scale }] of Object.entries(weights ?? {})) {
    const value = features[name];
    if (value !== undefined && Number.isFinite(value)) sum += (weight * (value - mean)) / scale;
  }
  return sum;
}

export const logOdds = (probability: number): number => Math.log(probability / (1 - probability));

export const oddsToProbability = (odds: number): number => 1 / (1 + Math.exp(-odds));

/** A patch as it would be offered: perhaps of several steps, and rated by what the text looks like after it. */
export interface WholePatch {
  /** What was healed: each kind has its own weights. */
  readonly kind: string;
  readonly features: Readonly<Record<string, number>>;
}

/** Probability that a patch whose steps are all right with `probability` is all that a good developer would have changed. */
export function probabilityOfWhole(probability: number, { kind, features }: WholePatch, from: Counts = counted): number {
  const known = from.whole[kind];
  if (!known) return probability;
  return oddsToProbability(known.bias + known.slope * logOdds(clamped(probability)) + shift(known.weights, features));
}

/** What running the failed command again with the patch came to. */
export type RerunOutcome =
  /** The error is gone and the command ends well. `passed-tests`: and the command looks at results, not only at whether a program ends. */
  | 'passed'
  | 'passed-tests'
  /** The error is gone; another one stands behind it. */
  | 'further'
  /** It still fails as before, or worse. */
  | 'failed'
  /** The run said nothing about the patch. */
  | 'unseen';

/** Probability of a patch once the command was run again with it. */
export function probabilityAfterRerun(probability: number, outcome: RerunOutcome, from: Counts = counted): number {
  return outcome === 'unseen' ? probability : oddsToProbability(logOdds(clamped(probability)) + (from.reruns[outcome] ?? 0));
}

const clamped = (probability: number): number => Math.min(1 - 1e-6, Math.max(1e-6, probability));

/** Only one of several candidates for a problem can be right: where their probabilities add up to more than 1, all shrink alike. */
export function amongRivals(probabilities: readonly number[]): number[] {
  const sum = probabilities.reduce((total, each) => total + each, 0);
  return sum <= 1 ? [...probabilities] : probabilities.map((each) => each / sum);
}
