// Context keys for package.json's `when` clauses: commands are there only when they can work.

import { Disposable, commands, type ExtensionContext } from 'vscode';
import type { Feature } from './context';
import { ModelKey } from './model-key';
import { configuredModel } from './settings';

export const keepContextKeys: Feature = ({ extension, settings, muted, log }) => {
  const set = (name: string, value: boolean): Thenable<unknown> => commands.executeCommand('setContext', `selfHeal.${name}`, value);
  const update = async (): Promise<void> => {
    await set('on', settings.current.enabled);
    await set('hasModel', settings.current.model !== undefined);
    await set('hasMuted', muted.all.length > 0);
    await set('hasKey', await keyStored(extension));
  };
  const run = (): void => void update().catch((error: unknown) => log.warn(`Context keys were not set: ${String(error)}`));
  run();
  return Disposable.from(settings.onDidChange(run));
};

async function keyStored(extension: ExtensionContext): Promise<boolean> {
  const model = configuredModel();
  return model !== undefined && new ModelKey(extension.secrets, process.env).isStored(model.baseUrl);
}
