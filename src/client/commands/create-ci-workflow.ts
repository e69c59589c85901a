// Create CI Workflow: asks what is run and where CI gets Self-Heal from, and writes the workflow, never over one that is there.

import { Uri, WorkspaceEdit, commands, l10n, window, workspace } from 'vscode';
import { CreateWorkflow } from '../../protocol';
import type { ClientContext } from '../session/context';
import { nameOf } from '../session/name-of';
import { openFile } from '../session/open-file';
import { showMessage } from '../session/show-message';
import { Cancelled, UserError, answerOrThrow } from '../session/user-error';
import { BACK, inputStep } from '../views/steps';
import { chooseFolder } from './choose-folder';
import { requireEnabled } from './require-enabled';

export async function createCiWorkflow({ session, settings, log, documents }: ClientContext): Promise<void> {
  requireEnabled({ settings });
  const folder = (await chooseFolder(l10n.t('Write the workflow of which folder?'))).uri.toString();
  const { command: found } = answerOrThrow(await session.ask(CreateWorkflow.type, { folder }));
  const { command, from } = await askWhat(found);
  const { file, text } = answerOrThrow(await session.ask(CreateWorkflow.type, { folder, command, from }));
  if (text === undefined) throw new Cancelled();
  const uri = Uri.parse(file, true);
  const there = await textOf(uri);
  if (there !== undefined) {
    if (there === text) {
      await window.showTextDocument(uri);
      showMessage(log, 'info', l10n.t('The workflow is there already, exactly like this.'));
      return;
    }
    const name = nameOf(uri);
    await commands.executeCommand('vscode.diff', uri, documents.add(name, text), l10n.t('{0} ↔ as it would be written now', name));
    showMessage(log, 'info', l10n.t('There is a workflow already, and it was left as it is.'));
    return;
  }
  const edit = new WorkspaceEdit();
  edit.createFile(uri, { contents: new TextEncoder().encode(text), overwrite: false });
  if (!(await workspace.applyEdit(edit)))
    throw new UserError(l10n.t('{0} could not be written. Is the folder read-only?', nameOf(uri)), 'warning');
  await window.showTextDocument(await openFile(uri));
  showMessage(
    log,
    'info',
    l10n.t(
      'The workflow is written. Look through it, then commit it; in the repository’s settings Actions must be allowed to open pull requests.',
    ),
  );
}

async function askWhat(found: string): Promise<{ readonly command: string; readonly from: string }> {
  const title = l10n.t('Create CI Workflow');
  let command = found;
  for (;;) {
    const typed = await inputStep({
      title,
      placeholder: 'npm test',
      back: false,
      prompt: l10n.t('Which command runs the tests? Where it fails, Self-Heal heals what it can.'),
      value: command,
      wrong: (text) => (text === '' ? l10n.t('A command, please.') : undefined),
    });
    if (typed === undefined || typed === BACK) throw new Cancelled();
    command = typed;
    const from = await inputStep({
      title,
      placeholder: './tools/self-heal-0.2.0.tgz',
      back: true,
      prompt: l10n.t(
        'Where does CI get Self-Heal from? A file that “npm pack” made and that is committed, or a package of a registry of yours: whatever “npm install” takes.',
      ),
      wrong: (text) => (text === '' ? l10n.t('A file or a package, please.') : undefined),
    });
    if (from === undefined) throw new Cancelled();
    if (from !== BACK) return { command, from };
  }
}

async function textOf(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
