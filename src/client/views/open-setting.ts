// The button that leads to a setting: where the window is on another machine, a setting of that machine's is on a page of its own.

import { commands, env, l10n } from 'vscode';
import type { Button } from '../session/show-message';

/** @param id of one setting, or what those of a group begin with. Of scope `machine`. */
export const openSetting = (id: string): Button => ({
  title: l10n.t('Open Setting'),
  run: () =>
    commands.executeCommand(env.remoteName === undefined ? 'workbench.action.openSettings' : 'workbench.action.openRemoteSettings', {
      query: id,
    }),
});
