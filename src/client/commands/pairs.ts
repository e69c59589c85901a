// The report of a workspace folder: how heals went, and what was learned from its success pairs.

import { l10n } from 'vscode';
import type { ClientContext } from '../session/context';
import { choosePairFolder } from './pair-folder';

export async function showReport({ reports }: ClientContext): Promise<void> {
  const folder = await choosePairFolder(l10n.t('Show the report of which folder?'));
  if (folder) await reports.open(folder);
}
