// "Heal From Clipboard" and "Heal Selection": errors in a text from anywhere are shown where they point to, like those of a failed command. "Clear Failures" takes them away.

import { Range, Uri, commands, env, window, workspace } from 'vscode';
import { ClearFailures, ReadErrors } from '../../protocol';
import type { ClientContext } from '../session/context';
import { count } from '../session/count';
import { openFile } from '../session/open-file';
import { showMessage } from '../session/show-message';
import { UserError, answerOrThrow } from '../session/user-error';
import { requireEnabled } from './require-enabled';

export async function healFromClipboard(context: ClientContext): Promise<void> {
  requireEnabled(context);
  const text = await env.clipboard.readText();
  if (text.trim() === '') throw new UserError('The clipboard holds no text: copy a traceback or a test report first.');
  await showErrorsOf(context, text, 'the clipboard');
}

/** What is selected in the editor; else in the terminal. */
export async function healSelection(context: ClientContext): Promise<void> {
  requireEnabled(context);
  const { activeTextEditor: editor } = window;
  const selected = editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : await terminalSelection();
  if (selected.trim() === '')
    throw new UserError('Nothing is selected: select a traceback or a test report, in an editor or in the terminal.');
  await showErrorsOf(context, selected, 'the selection');
}

export async function clearFailures(context: ClientContext): Promise<void> {
  const { cleared } = answerOrThrow(await context.session.ask(ClearFailures.type, {}));
  showMessage(context.log, 'info', cleared === 0 ? 'No failures are shown.' : `${count(cleared, 'failure', 'failures')} cleared.`);
}

async function showErrorsOf(context: ClientContext, text: string, where: string): Promise<void> {
  const { places, elsewhere } = answerOrThrow(await context.session.ask(ReadErrors.type, { text, origin: 'pasted' }));
  const [first] = places;
  if (!first)
    throw new UserError(
      elsewhere > 0
        ? `${count(elsewhere, 'error stands', 'errors stand')} in ${where}, but none points to a file of this workspace.`
        : `No error that Self-Heal can read stands in ${where}.`,
    );
  const line = new Range(first.line, 0, first.line, 0);
  await window.showTextDocument(await openFile(Uri.parse(first.uri, true)), { selection: line });
  const file = `${workspace.asRelativePath(Uri.parse(first.uri, true))}, line ${first.line + 1}`;
  showMessage(
    context.log,
    'info',
    places.length === 1 ? `Found in ${file}: ${first.message}` : `${places.length} errors found, the first in ${file}: ${first.message}`,
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
