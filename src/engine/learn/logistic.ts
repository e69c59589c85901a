// Logistic regression by Newton's method, for what is fitted from cases and for what is fitted from a workspace's verdicts.

import { solve } from './choice';
import { probabilityOfLogOdds } from './counts';

/** Newton's method on the penalised log-likelihood; the bias is penalised a tenth as much: it is what many rows share. */
export function newton(
  x: readonly (readonly number[])[],
  y: readonly number[],
  offsets: readonly number[],
  shares: readonly number[],
  penalty: number,
): number[] {
  const n = x[0]?.length ?? 1;
  const w = Array.from({ length: n }, () => 0);
  for (let step = 0; step < 25; step++) {
    const gradient = w.map((value, j) => -value * (j === 0 ? penalty / 10 : penalty));
    const hessian = w.map((_, j) => w.map((__, k) => (j === k ? (j === 0 ? penalty / 10 : penalty) : 0)));
    x.forEach((row, i) => {
      const p = probabilityOfLogOdds((offsets[i] ?? 0) + dot(row, w));
      const share = shares[i] ?? 1;
      const error = share * ((y[i] ?? 0) - p);
      const slope = share * Math.max(1e-9, p * (1 - p));
      row.forEach((value, j) => {
        gradient[j] = (gradient[j] ?? 0) + error * value;
        const line = hessian[j];
        if (line) row.forEach((other, k) => (line[k] = (line[k] ?? 0) + slope * value * other));
      });
    });
    const change = solve(hessian, gradient);
    // Damped: a long step on few rows overshoots.
    const longest = Math.max(...change.map(Math.abs), 1e-12);
    const damping = Math.min(1, 2 / longest);
    change.forEach((value, j) => (w[j] = (w[j] ?? 0) + damping * value));
    if (longest < 1e-8) break;
  }
  return w;
}

export const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
