// What diagnoses of failed attempts were worth: how often what they advised was done, and how often that healed.

import type { ModelPart } from '../learn/heal-record';

export interface StrategyRow {
  readonly name: string;
  /** Who told it: a diagnosing model, or Self-Heal from what it saw. */
  readonly by: string;
  /** Attempts that were made as it said. */
  readonly followed: number;
  /** Of these, that healed. */
  readonly healed: number;
}

const NAMES = {
  prompt_adjustment: 'Say more to the model',
  simplify: 'Show it the failing function alone',
  fallback: 'Take what the rules know',
} as const;

/** Those that were followed, most often first. */
export function strategiesOf(heals: readonly ModelPart[]): readonly StrategyRow[] {
  const rows = new Map<string, StrategyRow>();
  for (const { steps, ended } of heals) {
    const last = Math.max(0, ...steps.filter(({ kind }) => kind === 'ask').map(({ attempt }) => attempt));
    const hasHealed = ended === 'proved' || ended === 'held';
    for (const { attempt, model, diagnosis } of steps) {
      const strategy = diagnosis?.fix_strategy;
      if (strategy !== 'prompt_adjustment' && strategy !== 'simplify' && strategy !== 'fallback') continue;
      const template = steps.find((step) => step.kind === 'template' && step.attempt === attempt);
      const isFollowed = strategy === 'fallback' ? template !== undefined : last > attempt;
      if (!isFollowed) continue;
      const by = model === undefined ? 'Self-Heal' : 'a model';
      const key = `${strategy} ${by}`;
      const known = rows.get(key) ?? { name: NAMES[strategy], by, followed: 0, healed: 0 };
      const healed = strategy === 'fallback' ? template?.outcome === 'proved' : hasHealed && last === attempt + 1;
      rows.set(key, { ...known, followed: known.followed + 1, healed: known.healed + (healed ? 1 : 0) });
    }
  }
  return [...rows.values()].sort((a, b) => b.followed - a.followed || a.name.localeCompare(b.name));
}
