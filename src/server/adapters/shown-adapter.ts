// An adapter and its comparison as the client shows them.

import * as path from 'node:path';
import {
  isUnjudged,
  verdictsIn,
  visibleLine,
  visibleText,
  type AdapterRecord,
  type Comparison,
  type RegisteredAdapter,
} from '../../engine';
import type { ShownAdapter, ShownComparison } from '../../protocol';
import { toUri } from '../session/paths';

export function shownAdapter(root: string, { path: at, record }: RegisteredAdapter, isActive: boolean): ShownAdapter {
  const { adapter_id: id, description, success_rate: successRate, priority, error_types: errorTypes, comparison } = record;
  return {
    folder: toUri(root),
    id,
    at: toUri(at),
    state: isActive ? 'active' : 'inactive',
    description: visibleLine(description),
    base: visibleLine(baseOf(record)),
    ...pairsOf(record),
    successRate,
    ...verdictsOf(record),
    priority,
    errorTypes: errorTypes.map(visibleLine),
    ...(comparison && { comparison: shownComparison(comparison) }),
  };
}

/** A folder that holds none that can be used. */
export const unreadableAdapter = (root: string, at: string, why: string): ShownAdapter => ({
  folder: toUri(root),
  id: visibleLine(path.basename(at)),
  at: toUri(at),
  state: 'unreadable',
  mistake: visibleText(why),
  description: '',
  base: '',
  successRate: 0,
  priority: 'medium',
  errorTypes: [],
});

export const baseOf = ({ base_model: base, model_name: model }: AdapterRecord): string => base ?? model;

function pairsOf({ trained_on_pairs: said, trained_on: kept }: AdapterRecord): { readonly pairs?: number } {
  const pairs = said ?? kept?.count;
  return pairs === undefined ? {} : { pairs };
}

/** Absent where it is not known how many its rate comes from. */
export function verdictsOf(record: AdapterRecord): { readonly verdicts?: number } {
  const verdicts = verdictsIn(record);
  return verdicts > 0 || isUnjudged(record) ? { verdicts } : {};
}

export function shownComparison({ at, outcome, why, held_out: own, generic, wins, losses, ties, p }: Comparison): ShownComparison {
  const lines = [
    `Of ${own.problems} problems that it has not seen: its base heals ${own.base.healed}, it heals ${own.adapter.healed}.`,
    `Only it heals ${wins}, only its base ${losses}; ${ties} come out alike. Chance alone gives as many in ${chance(p)} of comparisons.`,
    generic.problems > 0
      ? `Of ${generic.problems} generic problems: its base heals ${generic.base.healed}, it heals ${generic.adapter.healed}.`
      : '',
  ];
  return { at, outcome, sentence: visibleLine(why), lines: lines.filter(Boolean) };
}

/** How likely it is that chance did it, as a person reads it. */
const chance = (p: number): string =>
  p < 0.001 ? 'less than 0.1\u00a0%' : p < 0.1 ? `${(100 * p).toFixed(1)}\u00a0%` : `${Math.round(100 * p)}\u00a0%`;
