// The success pairs of a workspace folder: reported on, and counted.

import { l10n } from 'vscode';
import { PairStatistics } from '../../protocol';
import type { ClientContext } from '../session/context';
import { counted } from '../session/count';
import { answerOrThrow } from '../session/user-error';
import { openReport } from '../views/learning-report';
import { tableCell } from '../views/markdown';
import { choosePairFolder } from './pair-folder';

export async function showReport(context: ClientContext): Promise<void> {
  const folder = await choosePairFolder(l10n.t('Show the report of which folder?'));
  if (folder) await openReport(context, folder);
}

export async function showPairStatistics({ session, documents }: ClientContext): Promise<void> {
  const folder = await choosePairFolder(l10n.t('Show the pairs of which folder?'));
  if (!folder) return;
  const answer = answerOrThrow(await session.ask(PairStatistics.type, { folder: folder.uri.toString() }));
  await documents.show(`${l10n.t('Pairs of {0}', folder.name)}.md`, statisticsText(folder.name, answer));
}

/** `on 2026-11-20`, `from 2026-11-20 to 2026-12-01`; the times are ISO 8601. */
function days(first: string | null, last: string | null): string {
  const [from, to] = [first?.slice(0, 10) ?? '?', last?.slice(0, 10) ?? '?'];
  return from === to ? l10n.t('on {0}', from) : l10n.t('from {0} to {1}', from, to);
}

function statisticsText(
  name: string,
  { total_pairs, error_types, error_patterns, pair_types, earliest_pair, latest_pair }: PairStatistics.Answer,
): string {
  const table = (title: string, counts: Readonly<Record<string, number>>): string[] => {
    const rows = Object.entries(counts).sort(([, a], [, b]) => b - a);
    if (rows.length === 0) return [];
    const width = Math.max(title.length, ...rows.map(([what]) => tableCell(what).length));
    return [
      '',
      `| ${title.padEnd(width)} | ${l10n.t('pairs')} |`,
      `| ${'-'.repeat(width)} | ----: |`,
      ...rows.map(([what, n]) => `| ${tableCell(what).padEnd(width)} | ${String(n).padStart(5)} |`),
    ];
  };
  return [
    `# ${l10n.t('Success pairs of {0}', name)}`,
    '',
    total_pairs === 0
      ? l10n.t('None yet. A fix that you accept under the lightbulb is kept here, with the text before and after it.')
      : `${counted.pairs(total_pairs)}, ${days(earliest_pair, latest_pair)}.`,
    ...table(l10n.t('kind of error'), error_types),
    ...table(l10n.t('error'), error_patterns),
    ...table(l10n.t('kind of pair'), pair_types),
    '',
  ].join('\n');
}
