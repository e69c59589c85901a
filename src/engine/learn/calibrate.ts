// From candidates whose outcome is known to what `confidence.json` holds. Pure and deterministic: the same rows give the same counts.

import {
  logOdds,
  probabilityOfLogOdds,
  shrunkRate,
  weighted,
  type Counts,
  type FamilyCounts,
  type RerunOutcome,
  type VariantCounts,
  type Weights,
  type WholeCounts,
} from './counts';
import { dot, newton } from './logistic';

/** One candidate that held, and whether it was what the developer typed. */
export interface CandidateRow {
  /** Fixer or source id + `/` + variant. */
  readonly variant: string;
  readonly family: string;
  /** With `rank`, its place among its source's proposals. */
  readonly features: Readonly<Record<string, number>>;
  readonly right: boolean;
  /** The case was read by those who wrote the fixers: what it says of them flatters. */
  readonly read: boolean;
}

/** One whole patch of a syntax error, and whether it was all that the developer changed. */
export interface WholeRow {
  readonly kind: string;
  /** Probability of its steps. */
  readonly probability: number;
  readonly features: Readonly<Record<string, number>>;
  readonly right: boolean;
  readonly read: boolean;
}

/** One patch that was run again. */
export interface RerunRow {
  readonly outcome: RerunOutcome;
  readonly probability: number;
  readonly right: boolean;
}

/**
 * Prior strengths that are tried: the one under which the counts are likeliest is taken. No less than four: what was met once and went well
 * is no sure thing.
 */
const SHRINKS = [4, 6, 8, 12, 16, 24];
/** Ridge penalties that are tried: the one that predicts best what it has not seen is taken. */
const PENALTIES = [1, 3, 10, 30, 100];
const FOLDS = 5;
const EM_ROUNDS = 20;
/** Rows from which the own features of a variant are fitted. */
const MIN_ROWS = 30;
/** How much a variant's own rate may count beside features that say the same: what predicts best is taken, the first where nothing tells. */
const SLOPES = [1, 0.75, 0.5, 0.25];
/** The feature that stands for "somebody had read the case"; it is fitted, and left out of what is kept. */
const READ = ' read';

export function countCandidates(rows: readonly CandidateRow[]): Pick<Counts, 'shrink' | 'families' | 'variants'> {
  const byVariant = grouped(rows, ({ variant }) => variant);
  const byFamily = grouped(rows, ({ family }) => family);
  const rates = new Map([...byFamily].map(([family, all]) => [family, (count(all) + 0.5) / (all.length + 1)]));
  const shrink = bestShrink(byVariant, rates);
  const variants = new Map<string, VariantCounts>([...byVariant].map(([variant, all]) => [variant, { right: count(all), of: all.length }]));
  // Without the row itself: else a variant that was counted once would seem to foretell its own outcome.
  const base = (row: CandidateRow): number => {
    const { right, of } = variants.get(row.variant) ?? { right: 0, of: 0 };
    return logOdds(shrunkRate({ right: right - (row.right ? 1 : 0), of: of - 1 }, rates.get(row.family) ?? 0.5, shrink));
  };

  const families: Record<string, FamilyCounts> = {};
  const shared = new Map<string, ReadonlySet<string>>();
  for (const [family, all] of sorted(byFamily)) {
    const names = sharedFeatures(all);
    shared.set(family, names);
    const fits = SLOPES.map((slope) => ({
      slope,
      fit: fitLogistic(
        all.map((row) => ({
          offset: slope * base(row),
          features: { ...pick(row.features, names), [READ]: row.read ? 1 : 0 },
          right: row.right,
        })),
      ),
    }));
    const { slope, fit } = fits.reduce((best, one) => (one.fit.loss < best.fit.loss - 1e-9 ? one : best));
    families[family] = {
      rate: round(rates.get(family) ?? 0.5),
      slope,
      shift: round(fit.bias - readPart(fit.weights)),
      weights: rounded(without(fit.weights, READ)),
    };
  }
  const counted: Record<string, VariantCounts> = {};
  for (const [variant, all] of sorted(byVariant)) {
    const own = variants.get(variant) ?? { right: 0, of: 0 };
    const family = families[all[0]?.family ?? ''];
    const names = ownFeatures(all, shared.get(all[0]?.family ?? '') ?? new Set());
    if (all.length < MIN_ROWS || names.size === 0) {
      counted[variant] = own;
      continue;
    }
    const fit = fitLogistic(
      all.map((row) => ({
        offset: (family?.slope ?? 1) * base(row) + (family?.shift ?? 0) + weighted(family?.weights, row.features),
        features: pick(row.features, names),
        right: row.right,
      })),
    );
    counted[variant] = { ...own, weights: rounded(fit.weights) };
  }
  return { shrink, families, variants: counted };
}

/**
 * A whole patch is right where its steps are and nothing else is wrong. Only the product is seen: where it is wrong, which of the two failed is
 * estimated from the probability of the steps, and the fit repeated until it stands (expectation and maximisation).
 */
export function countWhole(rows: readonly WholeRow[]): Counts['whole'] {
  const out: Record<string, WholeCounts> = {};
  for (const [kind, all] of sorted(grouped(rows, (row) => row.kind))) {
    // Whether somebody had read the case says nothing of what else is wrong with its text.
    const features = all.map((row) => row.features);
    let fit: Fit = { bias: 0, weights: {}, loss: Infinity };
    for (let i = 0; i < EM_ROUNDS; i++) {
      const stepsRight = all.map(({ right, probability }, row) => {
        const complete = probabilityOfLogOdds(fit.bias + weighted(fit.weights, features[row] ?? {}));
        return right ? 1 : (probability * (1 - complete)) / (1 - probability * complete + 1e-9);
      });
      fit = fitLogistic(all.map(({ right }, row) => ({ offset: 0, features: features[row] ?? {}, right, share: stepsRight[row] ?? 1 })));
    }
    out[kind] = { bias: round(fit.bias), weights: rounded(fit.weights) };
  }
  return out;
}

export function countReruns(rows: readonly RerunRow[]): Counts['reruns'] {
  const out: Partial<Record<RerunOutcome, { bias: number; slope: number }>> = {};
  for (const [outcome, all] of sorted(grouped(rows, (row) => row.outcome))) {
    // Where another error stands behind, the text is not the whole fix, whatever the patch was worth: nothing can be counted of that.
    if (outcome === 'unseen' || outcome === 'further') continue;
    const { bias, slope } = fitAround(all.map((row) => ({ ...row, features: {} })));
    out[outcome] = { bias: round(bias), slope: round(slope) };
  }
  return out;
}

/** The fit of an outcome whose probability was known before, as bias + slope · its log-odds + Σ weights; without evidence the slope is 1. */
function fitAround(
  rows: readonly { readonly probability: number; readonly features: Readonly<Record<string, number>>; readonly right: boolean }[],
): Fit & { readonly slope: number } {
  const before = ' log-odds before';
  const fit = fitLogistic(
    rows.map(({ probability, features, right }) => ({
      offset: logOdds(probability),
      features: { ...features, [before]: logOdds(probability) },
      right,
    })),
  );
  const more = fit.weights[before];
  const extra = more ? more.weight / more.scale : 0;
  return { ...fit, bias: fit.bias - (more ? extra * more.mean : 0), slope: 1 + extra, weights: without(fit.weights, before) };
}

/** The strength under which the counts of all variants are likeliest, each variant a beta-binomial around its family's rate. */
function bestShrink(byVariant: ReadonlyMap<string, readonly CandidateRow[]>, rates: ReadonlyMap<string, number>): number {
  const likelihood = (shrink: number): number => {
    let sum = 0;
    for (const all of byVariant.values()) {
      const rate = rates.get(all[0]?.family ?? '') ?? 0.5;
      const [a, b] = [shrink * rate, shrink * (1 - rate)];
      const right = count(all);
      // The product of the predictive probabilities, one case after the other.
      for (let i = 0; i < right; i++) sum += Math.log((a + i) / (a + b + i));
      for (let i = 0; i < all.length - right; i++) sum += Math.log((b + i) / (a + b + right + i));
    }
    return sum;
  };
  return SHRINKS.reduce((best, shrink) => (likelihood(shrink) > likelihood(best) ? shrink : best));
}

interface FitRow {
  /** How much of a row it is; 1 where absent. */
  readonly share?: number;
  readonly offset: number;
  readonly features: Readonly<Record<string, number>>;
  readonly right: boolean;
}

interface Fit {
  /** Beside the offsets. */
  readonly bias: number;
  readonly weights: Weights;
  /** −ln of the chance of what it had not seen; infinite where there is too little to tell. */
  readonly loss: number;
}

/** Ridge logistic regression beside the offsets; the penalty is chosen by cross-validation. A feature that a row lacks counts as its mean. */
export function fitLogistic(rows: readonly FitRow[]): Fit {
  const names = [...new Set(rows.flatMap(({ features }) => Object.keys(features)))].sort();
  const scales = names.map((name) => {
    const values = rows.flatMap(({ features }) => features[name] ?? []).filter(Number.isFinite);
    const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    const scale = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length));
    return { name, mean, scale };
  });
  const used = scales.filter(({ scale }) => scale > 1e-9);
  const x = rows.map(({ features }) => [
    1,
    ...used.map(({ name, mean, scale }) => {
      const value = features[name];
      return value === undefined || !Number.isFinite(value) ? 0 : (value - mean) / scale;
    }),
  ]);
  const y = rows.map(({ right }) => (right ? 1 : 0));
  const offsets = rows.map(({ offset }) => offset);
  const shares = rows.map(({ share }) => share ?? 1);
  const loss = (penalty: number): number => {
    let sum = 0;
    for (let fold = 0; fold < FOLDS; fold++) {
      const isTest = (_: unknown, i: number): boolean => i % FOLDS === fold;
      const isTraining = (_: unknown, i: number): boolean => i % FOLDS !== fold;
      const found = newton(x.filter(isTraining), y.filter(isTraining), offsets.filter(isTraining), shares.filter(isTraining), penalty);
      x.forEach((row, i) => {
        if (!isTest(row, i)) return;
        const p = probabilityOfLogOdds((offsets[i] ?? 0) + dot(row, found));
        sum -= (shares[i] ?? 1) * Math.log(Math.max(1e-9, y[i] === 1 ? p : 1 - p));
      });
    }
    return sum;
  };
  const losses = rows.length < 2 * FOLDS ? [] : PENALTIES.map(loss);
  const penalty = PENALTIES[losses.length === 0 ? PENALTIES.length - 1 : losses.indexOf(Math.min(...losses))] ?? 10;
  const [bias = 0, ...weights] = newton(x, y, offsets, shares, penalty);
  return {
    bias,
    loss: Math.min(Infinity, ...losses),
    weights: Object.fromEntries(used.map(({ name, mean, scale }, i) => [name, { weight: weights[i] ?? 0, mean, scale }])),
  };
}

const count = (rows: readonly { readonly right: boolean }[]): number => rows.filter(({ right }) => right).length;

function grouped<T, K extends string>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const out = new Map<K, T[]>();
  for (const row of rows) {
    const known = out.get(keyOf(row));
    if (known) known.push(row);
    else out.set(keyOf(row), [row]);
  }
  return out;
}

const sorted = <K extends string, T>(map: ReadonlyMap<K, T>): [K, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** Features that candidates of several fixers of the family have: they are the problem's, not a fixer's. */
function sharedFeatures(rows: readonly CandidateRow[]): Set<string> {
  const fixers = new Map<string, Set<string>>();
  for (const { variant, features } of rows)
    for (const name of Object.keys(features)) {
      const known = fixers.get(name) ?? new Set();
      known.add(variant.slice(0, variant.lastIndexOf('/')));
      fixers.set(name, known);
    }
  return new Set([...fixers].filter(([name, of]) => name === 'rank' || of.size > 1).map(([name]) => name));
}

function ownFeatures(rows: readonly CandidateRow[], shared: ReadonlySet<string>): Set<string> {
  return new Set(rows.flatMap(({ features }) => Object.keys(features)).filter((name) => !shared.has(name)));
}

function pick(features: Readonly<Record<string, number>>, names: ReadonlySet<string>): Record<string, number> {
  return Object.fromEntries(Object.entries(features).filter(([name]) => names.has(name)));
}

function without(weights: Weights, name: string): Weights {
  return Object.fromEntries(Object.entries(weights).filter(([known]) => known !== name));
}

/** What a case that nobody has read differs from the mean of all. */
function readPart(weights: Weights): number {
  const read = weights[READ];
  return read ? (read.weight * read.mean) / read.scale : 0;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

function rounded(weights: Weights): Weights {
  return Object.fromEntries(
    Object.entries(weights).map(([name, { weight, mean, scale }]) => [
      name,
      { weight: round(weight), mean: round(mean), scale: Math.max(0.001, round(scale)) },
    ]),
  );
}
