// Export Measures: counters and histograms of a folder's errors and heals into a file, for Prometheus or a script.

import { Uri, l10n, window, workspace } from 'vscode';
import { ExportMeasures } from '../../protocol';
import type { ClientContext } from '../session/context';
import { nameOf } from '../session/name-of';
import { showMessage } from '../session/show-message';
import { answerOrThrow } from '../session/user-error';
import { choosePairFolder } from './pair-folder';

export async function exportMeasures({ session, log }: ClientContext): Promise<void> {
  const folder = await choosePairFolder(l10n.t('Export the measures of which folder?'));
  if (!folder) return;
  const target = await window.showSaveDialog({
    title: l10n.t('Export Measures'),
    defaultUri: Uri.joinPath(folder.uri, 'self-heal.prom'),
    filters: { Prometheus: ['prom'], JSON: ['json'] },
  });
  if (!target) return;
  const format = target.path.endsWith('.json') ? 'json' : 'prometheus';
  const { text } = answerOrThrow(await session.ask(ExportMeasures.type, { folder: folder.uri.toString(), format }));
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  showMessage(log, 'info', l10n.t('The measures are in {0}.', nameOf(target)), {
    title: l10n.t('Open'),
    run: () => window.showTextDocument(target),
  });
}
