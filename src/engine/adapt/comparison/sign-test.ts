// The exact sign test on paired outcomes: whether one side winning this often could be chance, where each is as likely to win.

/**
 * One-sided: how likely at least so many wins are among the pairs that differ, were each a toss of a coin. Pairs without a difference say nothing and are
 * not among them. 1 where no pair differs. Exact: counted in whole numbers, rounded once at the end.
 */
export function signTest(wins: number, losses: number): number {
  if (![wins, losses].every((count) => Number.isSafeInteger(count) && count >= 0)) throw new RangeError('wins and losses are counts');
  const n = wins + losses;
  // From the top: n over n, n over n-1, …, down to n over wins.
  let ways = 1n;
  let sum = 0n;
  for (let k = n; k >= wins; k--) {
    sum += ways;
    ways = (ways * BigInt(k)) / BigInt(n - k + 1);
  }
  return ratio(sum, 2n ** BigInt(n));
}

/** Of two whole numbers that no double holds, to about 15 digits however small it is. */
function ratio(part: bigint, whole: bigint): number {
  if (part === 0n) return 0;
  const shift = BigInt(Math.max(0, whole.toString(2).length - part.toString(2).length + 60));
  return Number((part << shift) / whole) / 2 ** Number(shift);
}
