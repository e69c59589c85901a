// Several ways to do one thing, each with what came of it here, and which is taken next: mostly the one that did best, now and then another, the more often the
// less is known of it (Thompson's sampling). Counted from the records of heals, whenever asked.

import type { HealRecord } from './heal-record';

export interface Arm {
  readonly name: string;
  /** Heals that ended and say something of it. */
  readonly tried: number;
  /** A run proved the patch. */
  readonly proved: number;
  /** A person took a patch of it, proved or not. */
  readonly taken: number;
  /** It was refused or taken back, whatever had been proved. */
  readonly refused: number;
  /** Proved or taken, and not refused: what counts for it, 0 to `tried`. */
  readonly good: number;
  /** Of all its questions, on average; 0 where it was never tried. */
  readonly tokens: number;
}

/** Ends that the way of asking is not to blame for. */
const NO_WORD: ReadonlySet<string> = new Set([
  'cancelled',
  'infrastructure_error',
  'not_sent',
  'out_of_money',
  'out_of_tokens',
  'out_of_time',
]);

/** @param heals in the order they were recorded. @param names the ways that there are; what was recorded before there were several counts for the first. */
export function armsOf(heals: Iterable<HealRecord>, names: readonly string[]): readonly Arm[] {
  const arms = new Map(names.map((name) => [name, { tried: 0, proved: 0, taken: 0, refused: 0, good: 0, tokens: 0 }]));
  /** Runs whose patch nobody has spoken of yet, by the mistake they were about. */
  const open = new Map<string, { readonly arm: string; readonly proved: boolean }>();
  const count = (name: string, how: { readonly proved?: boolean; readonly taken?: boolean; readonly refused?: boolean }): void => {
    const arm = arms.get(name);
    if (!arm) return;
    arm.tried++;
    if (how.proved) arm.proved++;
    if (how.taken) arm.taken++;
    if (how.refused) arm.refused++;
    if ((how.proved || how.taken) && !how.refused) arm.good++;
  };
  const settle = (key: string): void => {
    const one = open.get(key);
    open.delete(key);
    // That nobody took what nothing proved says nothing.
    if (one?.proved) count(one.arm, { proved: true });
  };
  for (const { language, shape, model, patch, outcome } of heals) {
    const key = JSON.stringify([language, shape]);
    if (model) {
      const arm = model.mode ?? names[0] ?? '';
      const own = arms.get(arm);
      if (!own) continue;
      settle(key);
      own.tokens += model.steps.reduce((sum, { use }) => sum + (use ? use.prompt + use.reply : 0), 0);
      if (model.ended === 'proved' || model.ended === 'held') open.set(key, { arm, proved: model.ended === 'proved' });
      else if (!NO_WORD.has(model.ended ?? 'crashed')) count(arm, {});
    } else if (patch?.origin.kind === 'model') {
      const one = open.get(key);
      if (!one || !JUDGED.has(outcome)) continue;
      open.delete(key);
      count(one.arm, { proved: one.proved, ...(outcome === 'healed' ? { taken: true } : { refused: true }) });
    }
  }
  for (const key of [...open.keys()]) settle(key);
  return names.map((name) => {
    const arm = arms.get(name) ?? { tried: 0, proved: 0, taken: 0, refused: 0, good: 0, tokens: 0 };
    return { name, ...arm, tokens: arm.tried > 0 ? Math.round(arm.tokens / arm.tried) : 0 };
  });
}

/** What a person did with a patch. */
const JUDGED: ReadonlySet<string> = new Set(['healed', 'failed', 'regressed', 'reverted']);

/** More outcomes than this of one way make it no surer. */
const MAX_COUNTED = 200;

/** The way that is taken next; undefined where there is none. @param random numbers from 0 to 1. */
export function chooseArm(arms: readonly Arm[], random: () => number = Math.random): string | undefined {
  let best: { readonly name: string; readonly drawn: number } | undefined;
  for (const { name, tried, good } of arms) {
    const scale = Math.min(1, MAX_COUNTED / Math.max(1, tried));
    const [right, wrong] = [Math.round(good * scale), Math.round((tried - good) * scale)];
    const drawn = drawBeta(right + 1, wrong + 1, random);
    if (!best || drawn > best.drawn) best = { name, drawn };
  }
  return best?.name;
}

/** One number of Beta(a, b), both whole: of as many even chances the a-th smallest. */
function drawBeta(a: number, b: number, random: () => number): number {
  const drawn = Array.from({ length: a + b - 1 }, random).sort((one, other) => one - other);
  return drawn[a - 1] ?? 0;
}
