// Forget Everything: all that Self-Heal keeps of a person's work on this machine, listed first, with what it holds; what is ticked goes.

import { l10n, window, workspace, type QuickPickItem } from 'vscode';
import { ClearPairs, ClearRuns, FilesBesideStore, PairChoices, type ShownAdapter } from '../../protocol';
import { configuredServers } from '../session/configured-model';
import type { ClientContext } from '../session/context';
import { showMessage, visibleItem } from '../session/show-message';
import { Cancelled, UserError, answerOrThrow } from '../session/user-error';
import { areUndoneCounted, forgetUndone } from './auto-apply';
import { discardAdapters } from './remove-adapters';

interface Kept extends QuickPickItem {
  readonly forget: () => Promise<unknown>;
}

export async function forgetEverything(context: ClientContext): Promise<void> {
  const kept = await allKept(context);
  if (kept.length === 0) throw new UserError(l10n.t('Nothing is kept that could be forgotten.'));
  const chosen = await window.showQuickPick(kept.map(visibleItem), {
    title: l10n.t('Forget Everything'),
    placeHolder: l10n.t('What is ticked is forgotten, after one more question'),
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  if (!chosen || chosen.length === 0) throw new Cancelled();
  const title = l10n.t('Forget');
  const answer = await window.showWarningMessage(
    chosen.length === kept.length ? l10n.t('Forget everything?') : l10n.t('Forget what you have ticked?'),
    {
      modal: true,
      detail: [
        chosen.map(({ label, description }) => (description ? `• ${label} (${description})` : `• ${label}`)).join('\n'),
        l10n.t(
          'It can not be undone. Your own files stay, and those that you commit: .self-heal/pairs.jsonl, .self-heal/rules and .self-heal/config.json. Settings stay, too.',
        ),
      ].join('\n\n'),
    },
    title,
  );
  if (answer !== title) throw new Cancelled();
  const failed: string[] = [];
  for (const { label, forget } of chosen) {
    try {
      await forget();
    } catch (error) {
      if (!(error instanceof UserError)) context.log.error(error instanceof Error ? error : String(error));
      failed.push(error instanceof UserError ? `${label}: ${error.message}` : label);
    }
  }
  for (const view of [context.pairs, context.runs, context.learned, context.adapters]) view.refresh();
  if (failed.length > 0) throw new UserError(l10n.t('Not all of it is forgotten. Left: {0}', failed.join('; ')), 'warning');
  showMessage(context.log, 'info', l10n.t('Forgotten.'));
}

const inStoreFolder = (names: readonly string[]): string => names.map((name) => `.self-heal/${name}`).join(', ');

/** What there is now, a line each; nothing that is empty. */
async function allKept(context: ClientContext): Promise<Kept[]> {
  const { session, settings, muted, notices, choices, key, extension } = context;
  const kept: Kept[] = [];
  const add = (label: string, description: string, forget: () => Promise<unknown>): void =>
    void kept.push({ label, description, picked: true, forget });
  const folders = workspace.isTrusted && settings.current.enabled ? (workspace.workspaceFolders ?? []) : [];
  let everywhere = 0;
  for (const { name, uri } of folders) {
    const folder = uri.toString();
    const choice = await session.ask(PairChoices.type, { folder });
    if ('total' in choice) {
      everywhere = choice.everywhere ?? everywhere;
      add(
        l10n.t('What “{0}” has taught: its pairs, what was refused, how heals went', name),
        choice.total === 1 ? l10n.t('1 pair') : l10n.t('{0} pairs', choice.total),
        () => session.ask(ClearPairs.type, { folder, everywhere: false }).then(answerOrThrow),
      );
    }
    const beside = await session.ask(FilesBesideStore.type, { folder, remove: false });
    if ('names' in beside && beside.names.length > 0)
      add(l10n.t('Measures of “{0}”, what is usual there, and damaged stores set aside', name), inStoreFolder(beside.names), () =>
        session.ask(FilesBesideStore.type, { folder, remove: true }).then(answerOrThrow),
      );
  }
  const [first] = folders;
  if (first && everywhere > 0)
    add(l10n.t('What is kept for all workspaces'), everywhere === 1 ? l10n.t('1 pair') : l10n.t('{0} pairs', everywhere), () =>
      session.ask(ClearPairs.type, { folder: first.uri.toString(), everywhere: true }).then(answerOrThrow),
    );
  const runs = (await context.runs.runs()).filter(({ kind }) => kind === 'command').length;
  if (runs > 0)
    add(l10n.t('Records of runs'), runs === 1 ? l10n.t('1 run') : l10n.t('{0} runs', runs), async () => {
      for (const { uri } of folders) answerOrThrow(await session.ask(ClearRuns.type, { folder: uri.toString() }));
    });
  const adapters: readonly ShownAdapter[] = await context.adapters.adapters();
  if (adapters.length > 0)
    add(l10n.t('Trained adapters'), l10n.t('to the trash: {0}', adapters.map(({ id }) => id).join(', ')), () =>
      discardAdapters(context, adapters),
    );
  if (muted.all.length > 0)
    add(l10n.t('Fixes that are not to be offered again'), String(muted.all.length), async () => {
      for (const { key: one } of muted.all) await muted.remove(one);
    });
  if (notices.hidden.length > 0)
    add(l10n.t('Notices that are not to be shown again'), String(notices.hidden.length), () => notices.showAgain());
  if (choices.areThere) add(l10n.t('Whether heals may go on to the model'), '', () => choices.forget());
  const servers: string[] = [];
  for (const server of configuredServers()) if (await key.isGiven(server)) servers.push(server);
  if (servers.length > 0)
    add(l10n.t('Keys of models'), servers.join(', '), async () => {
      for (const server of servers) await key.clear(server);
    });
  if (areUndoneCounted(extension.globalState))
    add(l10n.t('How often automatic fixes were undone'), '', () => forgetUndone(extension.globalState));
  return kept;
}
