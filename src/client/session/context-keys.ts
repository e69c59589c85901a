// Context keys for package.json's `when` clauses: commands are there only when they can work. What does not wait for anything asks `config.selfHeal.enabled`
// instead, which the editor knows by itself: the palette has those commands before the extension has begun, and choosing one begins it.

import { Disposable, commands, workspace } from 'vscode';
import type { Feature } from './context';
import { configuredServers } from './configured-model';

export const keepContextKeys: Feature = ({ choices, key, session, settings, muted, notices, log }) => {
  const set = (name: string, value: boolean): Thenable<unknown> => commands.executeCommand('setContext', `selfHeal.${name}`, value);
  const update = async (): Promise<void> => {
    // The server starts with the first file that can be healed: before that there is nothing to learn from.
    await set('learns', settings.current.enabled && session.state !== 'idle' && hasFolder());
    await set('started', settings.current.enabled && session.state !== 'idle');
    await set('hasModel', settings.current.model !== undefined);
    await set('hasMuted', muted.all.length > 0);
    await set('hasHiddenNotices', notices.hidden.length > 0);
    await set('hasModelChoice', choices.areThere);
    const given = await Promise.all(configuredServers().map((baseUrl) => key.isGiven(baseUrl)));
    await set('hasKey', given.includes(true));
  };
  const run = (): void => void update().catch((error: unknown) => log.warn(`Context keys were not set: ${String(error)}`));
  run();
  return Disposable.from(
    settings.onDidChange(run),
    choices.onDidChange(run),
    notices.onDidChange(run),
    session.onDidChangeState(run),
    workspace.onDidChangeWorkspaceFolders(run),
  );
};

const hasFolder = (): boolean => workspace.workspaceFolders?.some(({ uri }) => uri.scheme === 'file') === true;
