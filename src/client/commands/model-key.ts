// The model's key: asked for and stored in VS Code's encrypted store, or taken from OPENAI_API_KEY on the person's word; and taken out again.

import { window, type QuickPickItem } from 'vscode';
import type { ClientContext } from '../session/context';
import { originOf } from '../session/model-key';
import { configuredModel, configuredServers } from '../session/configured-model';
import { UserError } from '../session/user-error';

export async function setModelKey({ key }: ClientContext): Promise<void> {
  const model = configuredModel();
  if (!model) throw new UserError('No model is set. “Self-Heal: Set Up Model…” asks for its key, too.');
  const servers = configuredServers();
  if (servers.length === 0) throw new UserError(`${model.name} is a model of the editor: the extension that offers it knows the key.`);
  const baseUrl = await chooseServer(servers);
  if (baseUrl === undefined) return;
  const server = originOf(baseUrl) ?? baseUrl;
  if (key.mayUseEnvironment(baseUrl)) {
    const from = await askWhere(server);
    if (!from) return;
    if (from === 'environment') {
      await key.useEnvironment(baseUrl);
      void window.showInformationMessage(`OPENAI_API_KEY is used for ${server}.`);
      return;
    }
  }
  const typed = await window.showInputBox({
    title: 'Model API Key',
    prompt: `Sent only to ${server}, kept encrypted by VS Code. Servers on your own machine mostly need none.`,
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (/\s/.test(value.trim()) ? 'A key has no spaces in it.' : undefined),
  });
  if (typed === undefined || typed.trim() === '') return;
  await key.set(baseUrl, typed.trim());
  void window.showInformationMessage(`The key for ${server} is stored.`);
}

/** OPENAI_API_KEY belongs to another server than this one: it goes there only if the person chooses so. */
async function askWhere(server: string): Promise<'typed' | 'environment' | undefined> {
  const items: readonly (QuickPickItem & { readonly from: 'typed' | 'environment' })[] = [
    { label: 'Enter a Key…', detail: 'Kept encrypted by VS Code.', from: 'typed' },
    { label: `Use OPENAI_API_KEY for ${server}`, detail: 'The key of that environment variable is sent there.', from: 'environment' },
  ];
  return (await window.showQuickPick(items, { title: 'Model API Key', placeHolder: `The key for ${server}` }))?.from;
}

export async function clearModelKey({ key }: ClientContext): Promise<void> {
  const given: string[] = [];
  for (const server of configuredServers()) if (await key.isGiven(server)) given.push(server);
  if (given.length === 0) throw new UserError('No key is kept.');
  const baseUrl = await chooseServer(given);
  if (baseUrl === undefined) return;
  await key.clear(baseUrl);
  void window.showInformationMessage(`No key is kept for ${originOf(baseUrl) ?? baseUrl} any more.`);
}

/** Tasks with a model of their own may have a server of their own. */
async function chooseServer(servers: readonly string[]): Promise<string | undefined> {
  return servers.length > 1 ? window.showQuickPick([...servers], { title: 'Model API Key', placeHolder: 'Of which server?' }) : servers[0];
}
