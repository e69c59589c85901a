// What "Run and Heal" runs: the file in the editor, or the last command of a terminal or task.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { l10n, window, workspace, type QuickPickItem, type TextDocument, type Uri } from 'vscode';
import type { ClientContext } from '../session/context';
import { isHealed } from '../session/languages';
import type { TypedCommand } from '../session/last-command';
import { UserError } from '../session/user-error';
import { visibleItem } from '../session/show-message';
import { openFile } from '../session/open-file';

export interface ChosenCommand {
  readonly command: TypedCommand;
  /** What a person calls it: the file, or the command as they typed it. */
  readonly called: string;
}

/** The file in the editor or the last command of a terminal; asked only where that one failed and there is a file too. */
export async function chooseCommand(context: ClientContext, title: string, given: Uri | undefined): Promise<ChosenCommand | undefined> {
  const document = given ? await openFile(given) : window.activeTextEditor?.document;
  const file = document && commandFor(document, context);
  const typed = given ? undefined : context.lastCommand.value;
  const last = typed?.failed || !file ? typed : undefined;
  const items: (QuickPickItem & { readonly choice: ChosenCommand })[] = [];
  const add = (icon: string, called: string, description: string, { line, cwd }: TypedCommand): void =>
    void items.push({ label: `$(${icon}) ${called}`, description, choice: { command: { line, cwd }, called } });
  if (file) add('file', workspace.asRelativePath(document.uri), l10n.t('the file in the editor'), file);
  if (last && last.line !== file?.line)
    add(
      'terminal',
      shortened(last.line),
      last.by === 'task' ? l10n.t('the task that failed') : l10n.t('what failed in the terminal'),
      last,
    );
  const [only] = items;
  if (!only)
    throw new UserError(
      l10n.t('There is nothing to run: open a Python, TypeScript or JavaScript file, or run a command in the terminal first.'),
    );
  if (items.length === 1) return only.choice;
  return (await window.showQuickPick(items.map(visibleItem), { title, placeHolder: l10n.t('What should run without an error?') }))?.choice;
}

function commandFor(document: TextDocument, { settings }: ClientContext): TypedCommand | undefined {
  const folder = workspace.getWorkspaceFolder(document.uri);
  if (!folder || document.uri.scheme !== 'file' || !isHealed(document)) return undefined;
  const root = folder.uri.fsPath;
  const name = quotedForShell(path.relative(root, document.uri.fsPath));
  if (document.languageId === 'python')
    return { line: `${quotedForShell(settings.current.interpreters[root] ?? 'python3')} ${name}`, cwd: root };
  // Newer Nodes run TypeScript by themselves; a project that has its own runner means that one.
  const isTyped = document.languageId.startsWith('typescript');
  const runner = isTyped && fs.existsSync(path.join(root, 'node_modules', '.bin', 'tsx')) ? 'npx tsx' : 'node';
  return { line: `${runner} ${name}`, cwd: root };
}

const shortened = (line: string): string => (line.length > 60 ? `${line.slice(0, 57)}…` : line);

/** A word as the shells of Linux and macOS take it. */
const quotedForShell = (word: string): string => (/^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
