// "Heal From Clipboard" and "Heal Selection": errors in a text from anywhere are shown where they point to, like those of a failed command. "Clear Failures" takes them away.

import { Range, Uri, commands, env, l10n, window, workspace } from 'vscode';
import { ClearFailures, ReadErrors } from '../../protocol';
import type { ClientContext } from '../session/context';
import { plural } from '../session/count';
import { openFile } from '../session/open-file';
import { showMessage } from '../session/show-message';
import { UserError, answerOrThrow } from '../session/user-error';
import { requireEnabled } from './require-enabled';

export async function healFromClipboard(context: ClientContext): Promise<void> {
  requireEnabled(context);
  const text = await env.clipboard.readText();
  if (text.trim() === '') throw new UserError(l10n.t('The clipboard holds no text: copy a traceback or a test report first.'));
  await showErrorsOf(context, text, NONE_IN.clipboard);
}

/** What is selected in the editor; else in the terminal. */
export async function healSelection(context: ClientContext): Promise<void> {
  requireEnabled(context);
  const { activeTextEditor: editor } = window;
  const selected = editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : await terminalSelection();
  if (selected.trim() === '')
    throw new UserError(l10n.t('Nothing is selected: select a traceback or a test report, in an editor or in the terminal.'));
  await showErrorsOf(context, selected, NONE_IN.selection);
}

export async function clearFailures(context: ClientContext): Promise<void> {
  const { cleared } = answerOrThrow(await context.session.ask(ClearFailures.type, {}));
  showMessage(
    context.log,
    'info',
    cleared === 0
      ? l10n.t('No failures are shown.')
      : plural(cleared, l10n.t('1 failure cleared.'), l10n.t('{0} failures cleared.', cleared)),
  );
}

/** What is said where none of the errors in a text can be shown. @param elsewhere errors of files that are not here. */
const NONE_IN = {
  clipboard: (elsewhere: number) =>
    elsewhere === 0
      ? l10n.t('No error that Self-Heal can read stands in the clipboard.')
      : plural(
          elsewhere,
          l10n.t('1 error stands in the clipboard, but it points to no file of this workspace.'),
          l10n.t('{0} errors stand in the clipboard, but none points to a file of this workspace.', elsewhere),
        ),
  selection: (elsewhere: number) =>
    elsewhere === 0
      ? l10n.t('No error that Self-Heal can read stands in the selection.')
      : plural(
          elsewhere,
          l10n.t('1 error stands in the selection, but it points to no file of this workspace.'),
          l10n.t('{0} errors stand in the selection, but none points to a file of this workspace.', elsewhere),
        ),
} as const;

async function showErrorsOf(context: ClientContext, text: string, noneIn: (elsewhere: number) => string): Promise<void> {
  const { places, elsewhere } = answerOrThrow(await context.session.ask(ReadErrors.type, { text, origin: 'pasted' }));
  const [first] = places;
  if (!first) throw new UserError(noneIn(elsewhere));
  const line = new Range(first.line, 0, first.line, 0);
  await window.showTextDocument(await openFile(Uri.parse(first.uri, true)), { selection: line });
  const file = l10n.t('{0}, line {1}', workspace.asRelativePath(Uri.parse(first.uri, true)), first.line + 1);
  showMessage(
    context.log,
    'info',
    places.length === 1
      ? l10n.t('Found in {0}: {1}', file, first.message)
      : l10n.t('{0} errors found, the first in {1}: {2}', places.length, file, first.message),
  );
}

/** VS Code tells what is selected in a terminal by way of the clipboard alone; what was there comes back. */
async function terminalSelection(): Promise<string> {
  if (!window.activeTerminal) return '';
  const kept = await env.clipboard.readText();
  try {
    await env.clipboard.writeText('');
    await commands.executeCommand('workbench.action.terminal.copySelection');
    return await env.clipboard.readText();
  } finally {
    await env.clipboard.writeText(kept);
  }
}
