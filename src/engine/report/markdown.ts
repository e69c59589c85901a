// The report as Markdown.

import { visibleLine } from '../visible-text';
import { LEAST_OF_A_BIN } from '../learn/calibration';
import type { Report } from './report';
import { duration, OUTCOMES, plural, recurrenceName, share, VERDICTS } from './words';

/** Rows of the longest tables. */
const MOST_ROWS = 15;

/** @param name the workspace folder's. */
export function reportMarkdown(name: string, report: Report): string {
  const { pairs, heals, weeks, calibration } = report;
  if (pairs.total === 0 && heals.total === 0)
    return `# Self-Heal in ${cell(name)}\n\nNothing yet. A fix that you take under the lightbulb, or make by hand and keep, is counted here.\n`;
  return [
    `# Self-Heal in ${cell(name)}`,
    `${plural(heals.total, 'heal')} and ${plural(pairs.total, 'fix', 'fixes')} kept, as of ${report.made.slice(0, 10)}. Everything here was counted on this machine and stays here.`,
    '## How heals went',
    table(
      ['measure', 'aim', 'here', 'out of'],
      report.targets.map((row) => [row.name, row.promised, row.measured ?? '–', String(row.of)]),
    ),
    ...(report.model.length === 0
      ? []
      : [
          '## How heals with a model went',
          table(
            ['measure', 'aim', 'here', 'out of'],
            report.model.map((row) => [row.name, row.promised, row.measured ?? '–', String(row.of)]),
          ),
        ]),
    ...(report.strategies.length === 0
      ? []
      : [
          '## What was done where an attempt with a model failed',
          table(
            ['what', 'advised by', 'tried', 'healed'],
            report.strategies.map(({ name, by, followed, healed }) => [name, by, String(followed), share(healed, followed)]),
          ),
        ]),
    ...(report.arms.length === 0
      ? []
      : [
          '## Ways of asking the model',
          table(
            ['way', 'heals', 'proved', 'taken', 'refused', 'good', 'tokens'],
            report.arms.map((arm) => [
              arm.name,
              String(arm.tried),
              String(arm.proved),
              String(arm.taken),
              String(arm.refused),
              share(arm.good, arm.tried),
              arm.tried > 0 ? String(arm.tokens) : '–',
            ]),
          ),
        ]),
    `Half of the heals took ${duration(heals.times.medianMs)} or less, nine of ten ${duration(heals.times.p90Ms)} or less.`,
    table(['how it ended', 'heals'], rows(heals.byOutcome, OUTCOMES)),
    '## Where fixes come from',
    table(
      ['source', 'healed', 'of', 'median time', 'fixes kept'],
      report.sources.map((row) => [row.name, share(row.healed, row.ended), String(row.ended), duration(row.medianMs), String(row.pairs)]),
    ),
    '## What was learned',
    report.savings,
    table(
      ['measure', 'aim', 'here', 'out of'],
      report.effect.map((row) => [row.name, row.promised, row.measured ?? '–', String(row.of)]),
    ),
    table(
      ['the like was healed before', 'heals', 'healed', 'median time'],
      report.learning.byRecurrence.map(({ before, success, times }) => [
        recurrenceName(before),
        String(success.ended),
        share(success.healed, success.ended),
        duration(times.medianMs),
      ]),
    ),
    '## What became of the fixes',
    table(['verdict', 'fixes'], rows(pairs.byVerdict, VERDICTS)),
    `Kept fixes were used again ${plural(pairs.uses, 'time')}. ${plural(report.notWanted['rejected'] ?? 0, 'fix was', 'fixes were')} refused before being taken.`,
    '## Kinds of errors',
    table(['error', 'fixes kept'], rows(pairs.byType).slice(0, MOST_ROWS)),
    table(['what it says', 'fixes kept'], rows(report.patterns).slice(0, MOST_ROWS)),
    '## Week by week',
    table(
      ['week from', 'heals', 'healed', 'first try', 'fixes kept'],
      weeks
        .slice(-52)
        .map((week) => [
          week.monday,
          String(week.heals),
          share(week.success.healed, week.success.ended),
          share(week.success.firstTry, week.success.ended),
          String(Object.values(week.pairs).reduce((sum, n) => sum + n, 0)),
        ]),
    ),
    '## How true the likelihoods are',
    calibration.brier === undefined
      ? 'No fix with a likelihood was judged yet.'
      : `Of ${plural(calibration.of, 'fix', 'fixes')} that you judged; Brier’s score ${calibration.brier.toFixed(3)} (0 is perfect, 0.25 a coin). A row with fewer than ${LEAST_OF_A_BIN} fixes says little.`,
    table(
      ['said', 'fixes', 'right', 'said on average'],
      calibration.bins.map((bin) => [
        `${Math.round(bin.from * 100)}–${Math.round(bin.from * 100) + 10} %`,
        String(bin.of),
        share(bin.right, bin.of),
        bin.of > 0 ? `${Math.round(100 * bin.said)} %` : '–',
      ]),
    ),
    table(
      ['how often it was wrong', 'known of such tools', 'here', 'out of'],
      report.accuracy.map((row) => [row.name, row.promised, row.measured ?? '–', String(row.of)]),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

const rows = (counts: Readonly<Record<string, number>>, words: Readonly<Record<string, string>> = {}): string[][] =>
  Object.entries(counts).map(([name, n]) => [words[name] ?? name, String(n)]);

/** Text from outside within a line of Markdown. */
const cell = (text: string): string =>
  visibleLine(text.replace(/\s+/g, ' '))
    .slice(0, 120)
    .replace(/[\\`*_{}[\]<>|#~]/g, '\\$&');

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  if (body.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...body.map((row) => line(row.map(cell)))].join('\n');
}
