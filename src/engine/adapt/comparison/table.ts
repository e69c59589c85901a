// A comparison as people read it: one table in Markdown, and what follows.

import { pWords } from './compare';
import type { ComparedSide, Comparison } from './comparison';

const OUTCOMES: Readonly<Record<Comparison['outcome'], string>> = {
  better: 'Better: it is taken.',
  worse: 'Worse: it is not taken.',
  'not-enough-evidence': 'Not enough evidence: it is not taken unless somebody says so.',
};

/** Ends with a line end. Names of models are data of others: escaped. */
export function comparisonTable({
  base,
  adapter,
  at,
  held_out: own,
  generic,
  wins,
  losses,
  ties,
  p,
  unanswered,
  outcome,
  why,
}: Comparison): string {
  const rows: readonly (readonly [string, string, string])[] = [
    ...rowsOf(`Problems of this workspace that it did not learn`, own),
    ['… healed by this one only', String(losses), String(wins)],
    ...(generic.problems > 0 ? rowsOf('Problems that everybody has', generic) : []),
  ];
  const lines = [
    `| | ${cell(base)} | ${cell(adapter)} |`,
    '|---|--:|--:|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
    `${OUTCOMES[outcome]} ${why}`,
    '',
    `Each was asked each problem once, on ${at.slice(0, 10)}. Healed: proved by a run, or held by a checker, or exactly what was kept. Alike for both: ${ties}. ` +
      `One-sided exact sign test: p = ${pWords(p)}.${unanswered > 0 ? ` Without an answer, and not counted: ${unanswered}.` : ''}`,
  ];
  return `${lines.join('\n')}\n`;
}

function rowsOf(title: string, of: { readonly problems: number; readonly base: ComparedSide; readonly adapter: ComparedSide }) {
  const row = (name: string, value: (side: ComparedSide) => number): readonly [string, string, string] => [
    name,
    share(value(of.base), of.problems),
    share(value(of.adapter), of.problems),
  ];
  return [
    [title, String(of.problems), String(of.problems)] as const,
    row('… healed', ({ healed }) => healed),
    row('… proved by a run', ({ proved }) => proved),
    row('… held by a checker', ({ checked }) => checked),
    row('… exactly as it was kept', ({ exact }) => exact),
  ];
}

const share = (count: number, all: number): string => (all === 0 ? '0' : `${count} (${Math.round((100 * count) / all)} %)`);

const cell = (name: string): string => name.replace(/[\\|`*_<>[\]]/g, '\\$&').replace(/\s+/g, ' ');
