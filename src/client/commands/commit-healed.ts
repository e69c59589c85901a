// Commit Healed Changes: fills the message box of Source Control with what was healed and is not committed yet. It never commits, and stages nothing.

import { Uri, commands, l10n, window, workspace } from 'vscode';
import { CommitMessage } from '../../protocol';
import type { ClientContext } from '../session/context';
import { committedText, openGit, type Git, type Repository } from '../session/git';
import { nameOf } from '../session/name-of';
import { showMessage } from '../session/show-message';
import { Cancelled, UserError, answerOrThrow } from '../session/user-error';
import { requireEnabled } from './require-enabled';

/** Files that a message is made of. */
const MAX_FILES = 500;

/** @param given what a menu of Source Control gives; from the palette undefined. */
export async function commitHealed(context: ClientContext, given: unknown): Promise<void> {
  requireEnabled(context);
  const git = await openGit();
  if (!git) throw new UserError(l10n.t('VS Code’s own Git extension is not there or switched off, so there is no message box to fill.'));
  const repository = await chooseRepository(git, given);
  await repository.status();
  const { indexChanges, workingTreeChanges, mergeChanges, untrackedChanges = [] } = repository.state;
  const changed = new Map(
    [...indexChanges, ...workingTreeChanges, ...mergeChanges, ...untrackedChanges].map(({ uri }) => [uri.toString(), uri]),
  );
  if (changed.size === 0)
    throw new UserError(
      workspace.textDocuments.some(({ isDirty, uri }) => isDirty && uri.scheme === 'file')
        ? l10n.t('There is nothing to commit: Git sees only what is saved. Save the healed files first.')
        : l10n.t('There is nothing to commit.'),
    );
  const files = await Promise.all(
    [...changed.values()].slice(0, MAX_FILES).map(async (uri) => {
      const committed = await committedText(repository, uri);
      return { uri: uri.toString(), ...(committed !== undefined && { committed }) };
    }),
  );
  const { message, fixes } = answerOrThrow(await context.session.ask(CommitMessage.type, { root: repository.rootUri.toString(), files }));
  await mayReplace(repository.inputBox.value, message);
  repository.inputBox.value = message.trimEnd();
  await commands.executeCommand('workbench.view.scm');
  showMessage(
    context.log,
    'info',
    fixes === 1
      ? l10n.t('The message for the commit names one fix. Nothing is committed until you do it.')
      : l10n.t('The message for the commit names {0} fixes. Nothing is committed until you do it.', fixes),
  );
}

async function chooseRepository(git: Git, given: unknown): Promise<Repository> {
  const { repositories } = git;
  const [only] = repositories;
  if (!only) throw new UserError(l10n.t('No Git repository is open.'));
  const root = rootOf(given);
  const named = root && repositories.find(({ rootUri }) => rootUri.toString() === root.toString());
  if (named) return named;
  if (repositories.length === 1) return only;
  const active = window.activeTextEditor?.document.uri;
  const own = active && git.getRepository(active);
  if (own) return own;
  const chosen = await window.showQuickPick(
    repositories.map((repository) => ({ label: nameOf(repository.rootUri), description: repository.rootUri.fsPath, repository })),
    { title: l10n.t('Commit Healed Changes'), placeHolder: l10n.t('Of which repository?') },
  );
  if (!chosen) throw new Cancelled();
  return chosen.repository;
}

/** A menu of Source Control gives its `SourceControl`. */
function rootOf(given: unknown): Uri | undefined {
  if (typeof given !== 'object' || given === null || !('rootUri' in given)) return undefined;
  return given.rootUri instanceof Uri ? given.rootUri : undefined;
}

/** What a person has typed is not written over without a word. */
async function mayReplace(typed: string, message: string): Promise<void> {
  if (typed.trim() === '' || typed.trim() === message.trim()) return;
  const replace = l10n.t('Replace It');
  const answer = await window.showWarningMessage(
    l10n.t('The message box is not empty. Replace what is typed there?'),
    { modal: true, detail: typed.trim().split('\n')[0] ?? '' },
    replace,
  );
  if (answer !== replace) throw new Cancelled();
}
