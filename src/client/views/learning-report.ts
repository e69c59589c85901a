// The report as a page of its own: no script, nothing from elsewhere, the editor's own colours. Its state is in the store; a reload makes it anew.

import { Uri, ViewColumn, window, type WorkspaceFolder } from 'vscode';
import { LearningReport } from '../../protocol';
import type { ClientContext } from '../session/context';
import { answerOrThrow } from '../session/user-error';

const VIEW = 'selfHeal.report';

export async function openReport({ extension, session }: ClientContext, folder: WorkspaceFolder): Promise<void> {
  const media = Uri.joinPath(extension.extensionUri, 'media');
  const panel = window.createWebviewPanel(VIEW, `Self-Heal: ${folder.name}`, ViewColumn.Active, {
    enableScripts: false,
    enableFindWidget: true,
    localResourceRoots: [media],
  });
  panel.iconPath = Uri.joinPath(media, 'icon.png');
  try {
    const { html } = answerOrThrow(
      await session.ask(LearningReport.type, {
        folder: folder.uri.toString(),
        name: folder.name,
        style: panel.webview.asWebviewUri(Uri.joinPath(media, 'report.css')).toString(),
        source: panel.webview.cspSource,
      }),
    );
    panel.webview.html = html;
  } catch (error) {
    panel.dispose();
    throw error;
  }
}
