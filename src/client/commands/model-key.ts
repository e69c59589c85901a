// The model's key: asked for, stored in VS Code's encrypted store, taken out again.

import { commands, window, type SecretStorage } from 'vscode';
import type { ClientContext } from '../session/context';
import { ModelKey, originOf } from '../session/model-key';
import { SECTION, configuredModel } from '../session/settings';

const keyOf = (secrets: SecretStorage): ModelKey => new ModelKey(secrets, process.env);

export async function setModelKey({ extension }: ClientContext): Promise<void> {
  const model = configuredModel();
  if (!model) {
    const openSettings = 'Open Settings';
    const choice = await window.showInformationMessage(
      'Set the base URL and the name of a model in your user settings first; then its key can be stored.',
      openSettings,
    );
    if (choice === openSettings) await commands.executeCommand('workbench.action.openSettings', `${SECTION}.model`);
    return;
  }
  const server = originOf(model.baseUrl) ?? model.baseUrl;
  const key = await window.showInputBox({
    title: 'Model API Key',
    prompt: `Sent only to ${server}, kept encrypted by VS Code. Servers on your own machine mostly need none.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (/\s/.test(value.trim()) ? 'A key has no spaces in it.' : undefined),
  });
  if (key === undefined || key.trim() === '') return;
  await keyOf(extension.secrets).set(model.baseUrl, key.trim());
  void window.showInformationMessage(`The key for ${server} is stored.`);
}

export async function clearModelKey({ extension }: ClientContext): Promise<void> {
  const model = configuredModel();
  if (!model) return;
  await keyOf(extension.secrets).clear(model.baseUrl);
  void window.showInformationMessage(`The key for ${originOf(model.baseUrl) ?? model.baseUrl} is deleted.`);
}
