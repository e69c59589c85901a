// How likely something is right, as it was counted: the shape of confidence.json, and the few formulas that read it.
// Beta-binomial for how often a variant is right, logistic regression for what its features say besides.

/** What each feature adds to the log-odds, per `scale` from its `mean`. */
export type Weights = Readonly<Record<string, { readonly weight: number; readonly mean: number; readonly scale: number }>>;

export interface VariantCounts {
  /** Candidates of it that were what the developer typed. */
  readonly right: number;
  /** Candidates of it that held: they parsed, and no checker disproved them. */
  readonly of: number;
  /** What its own features say, where enough was counted to tell. */
  readonly weights?: Weights;
}

export interface FamilyCounts {
  /** How often a candidate of the family is right, 0 to 1 exclusive: the prior of its rare variants. */
  readonly rate: number;
  /** What a variant's own rate counts beside the features, which may say the same; 1 where absent. */
  readonly slope?: number;
  /** What cases that nobody had read when the fixers were written say beyond the counts; log-odds. */
  readonly shift?: number;
  /** What the features say that all its candidates have. */
  readonly weights?: Weights;
}

/** Of a syntax error's patch: how likely nothing else is wrong with the text once its steps are right; log-odds = bias + Σ weights. */
export interface WholeCounts {
  readonly bias: number;
  readonly weights: Weights;
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

export interface Counts {
  /** So many cases of its own count as much as what is known of its family. */
  readonly shrink: number;
  readonly families: Readonly<Record<string, FamilyCounts>>;
  /** Fixer or source id + `/` + variant. */
  readonly variants: Readonly<Record<string, VariantCounts>>;
  /** By kind of problem: `python-syntax`, `script-syntax`. */
  readonly whole: Readonly<Record<string, WholeCounts>>;
  /** What a re-run makes of the log-odds before it: bias + slope · log-odds. */
  readonly reruns: Readonly<Partial<Record<RerunOutcome, { readonly bias: number; readonly slope: number }>>>;
}

/** The mean of the beta-binomial posterior whose prior is the family's rate. */
export function shrunkRate(counted: Pick<VariantCounts, 'right' | 'of'> | undefined, prior: number, shrink: number): number {
  return ((counted?.right ?? 0) + shrink * prior) / ((counted?.of ?? 0) + shrink);
}

/** Σ weight · (x − mean) / scale over the features that are given: one that is not counts as its mean. */
export function weighted(weights: Weights | undefined, features: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const [name, { weight, mean, scale }] of Object.entries(weights ?? {})) {
    const value = features[name];
    if (value !== undefined && Number.isFinite(value)) sum += (weight * (value - mean)) / scale;
  }
  return sum;
}

/** Finite for every probability, 0 and 1 included. */
export function logOdds(probability: number): number {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(inside / (1 - inside));
}

export const probabilityOfLogOdds = (odds: number): number => 1 / (1 + Math.exp(-odds));
