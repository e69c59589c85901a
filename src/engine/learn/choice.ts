// Which of several is right: a conditional logit, fitted by ridge regression around what was thought before. Pure and deterministic.

/** One thing that may be chosen. */
export interface Alternative {
  /** What is measured of it, by name; what is not given is 0. */
  readonly features: Readonly<Record<string, number>>;
  readonly right: boolean;
}

export interface Choice {
  readonly alternatives: readonly Alternative[];
  /** How much of a choice it is. */
  readonly share: number;
}

/** What a feature's weight is thought to be, and how firmly: 1 / variance. */
export interface Prior {
  readonly weight: number;
  readonly firmness: number;
}

const STEPS = 30;

/**
 * Weights under which the right alternatives of all choices are likeliest, where an alternative's chance falls with exp(−Σ weight · feature).
 * A choice in which none, or all, are right says nothing. A feature without a prior keeps weight 0.
 */
export function fitChoices(choices: readonly Choice[], priors: Readonly<Record<string, Prior>>): Record<string, number> {
  const names = Object.keys(priors).sort();
  const place = new Map(names.map((name, i) => [name, i]));
  const telling = choices
    .filter(({ alternatives }) => alternatives.some(({ right }) => right) && alternatives.some(({ right }) => !right))
    .map(({ alternatives, share }) => ({
      share,
      rights: alternatives.map(({ right }) => right),
      rows: alternatives.map(({ features }) =>
        Object.entries(features).flatMap(([name, value]): (readonly [number, number])[] => {
          const at = place.get(name);
          return at === undefined || value === 0 ? [] : [[at, value]];
        }),
      ),
    }));
  const before = names.map((name) => priors[name]?.weight ?? 0);
  const firm = names.map((name) => priors[name]?.firmness ?? 1);
  let w = [...before];
  let best = loss(w);
  for (let step = 0; step < STEPS; step++) {
    const { gradient, curvature } = slopes(w);
    const change = solve(curvature, gradient);
    // Halved until it helps: the curvature leaves out how the right ones differ.
    let scale = 1;
    for (; scale > 1e-3; scale /= 2) {
      const next = w.map((value, i) => value - scale * (change[i] ?? 0));
      const lower = loss(next);
      if (lower < best) {
        w = next;
        best = lower;
        break;
      }
    }
    if (scale <= 1e-3 || Math.max(...change.map(Math.abs)) * scale < 1e-6) break;
  }
  return Object.fromEntries(names.map((name, i) => [name, w[i] ?? 0]));

  function chances(rows: (typeof telling)[number]['rows'], from: readonly number[]): number[] {
    const totals = rows.map((row) => row.reduce((sum, [i, value]) => sum + (from[i] ?? 0) * value, 0));
    const least = Math.min(...totals);
    const odds = totals.map((total) => Math.exp(least - total));
    const sum = odds.reduce((a, b) => a + b, 0);
    return odds.map((value) => value / sum);
  }

  function loss(at: readonly number[]): number {
    let sum = 0;
    at.forEach((value, i) => (sum += 0.5 * (firm[i] ?? 0) * (value - (before[i] ?? 0)) ** 2));
    for (const { rows, rights, share } of telling) {
      const p = chances(rows, at);
      const right = p.reduce((total, value, i) => total + (rights[i] ? value : 0), 0);
      sum -= share * Math.log(Math.max(1e-12, right));
    }
    return sum;
  }

  function slopes(at: readonly number[]): { gradient: number[]; curvature: number[][] } {
    const n = names.length;
    const gradient = at.map((value, i) => (firm[i] ?? 0) * (value - (before[i] ?? 0)));
    const curvature = names.map((_, i) => names.map((__, j) => (i === j ? (firm[i] ?? 0) : 0)));
    for (const { rows, rights, share } of telling) {
      const p = chances(rows, at);
      const right = Math.max(
        1e-12,
        p.reduce((total, value, i) => total + (rights[i] ? value : 0), 0),
      );
      const mean = new Array<number>(n).fill(0);
      rows.forEach((row, k) => {
        const q = p[k] ?? 0;
        const pull = share * ((rights[k] ? q / right : 0) - q);
        for (const [i, value] of row) {
          mean[i] = (mean[i] ?? 0) + q * value;
          gradient[i] = (gradient[i] ?? 0) + pull * value;
        }
      });
      const used = mean.flatMap((value, i) => (value === 0 ? [] : [i]));
      rows.forEach((row, k) => {
        const q = share * (p[k] ?? 0);
        if (q < 1e-9) return;
        for (const [i, a] of row) for (const [j, b] of row) add(curvature, i, j, q * a * b);
      });
      for (const i of used) for (const j of used) add(curvature, i, j, -share * (mean[i] ?? 0) * (mean[j] ?? 0));
    }
    return { gradient, curvature };
  }
}

function add(matrix: number[][], i: number, j: number, value: number): void {
  const row = matrix[i];
  if (row) row[j] = (row[j] ?? 0) + value;
}

/** Gaussian elimination; the matrix is positive definite, for every diagonal holds a firmness. */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  const a = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const at = (i: number, j: number): number => a[i]?.[j] ?? 0;
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let k = i + 1; k < n; k++) if (Math.abs(at(k, i)) > Math.abs(at(pivot, i))) pivot = k;
    const [one, two] = [a[i], a[pivot]];
    if (one && two) [a[i], a[pivot]] = [two, one];
    for (let k = i + 1; k < n; k++) {
      const factor = at(k, i) / (at(i, i) || 1e-12);
      const row = a[k];
      if (row && factor !== 0) for (let j = i; j <= n; j++) row[j] = at(k, j) - factor * at(i, j);
    }
  }
  const out = Array.from({ length: n }, () => 0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = at(i, n);
    for (let j = i + 1; j < n; j++) sum -= at(i, j) * (out[j] ?? 0);
    out[i] = sum / (at(i, i) || 1e-12);
  }
  return out;
}
