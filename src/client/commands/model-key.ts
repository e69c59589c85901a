// The model's key: asked for and stored in VS Code's encrypted store, or taken from OPENAI_API_KEY on the person's word; and taken out again.

import { l10n, window, type QuickPickItem } from 'vscode';
import type { ClientContext } from '../session/context';
import { originOf } from '../session/model-key';
import { configuredModel, configuredServers } from '../session/configured-model';
import { UserError } from '../session/user-error';

export async function setModelKey({ key }: ClientContext): Promise<void> {
  const model = configuredModel();
  if (!model) throw new UserError(l10n.t('No model is set. “Self-Heal: Set Up Model…” asks for its key, too.'));
  const servers = configuredServers();
  if (servers.length === 0)
    throw new UserError(l10n.t('{0} is a model of the editor: the extension that offers it knows the key.', model.name));
  const baseUrl = await chooseServer(servers);
  if (baseUrl === undefined) return;
  const server = originOf(baseUrl) ?? baseUrl;
  if (key.mayUseEnvironment(baseUrl)) {
    const from = await askWhere(server);
    if (!from) return;
    if (from === 'environment') {
      await key.useEnvironment(baseUrl);
      void window.showInformationMessage(l10n.t('OPENAI_API_KEY is used for {0}.', server));
      return;
    }
  }
  const typed = await window.showInputBox({
    title: l10n.t('Model API Key'),
    prompt: l10n.t('Sent only to {0}, kept encrypted by VS Code. Servers on your own machine mostly need none.', server),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (/\s/.test(value.trim()) ? l10n.t('A key has no spaces in it.') : undefined),
  });
  if (typed === undefined || typed.trim() === '') return;
  await key.set(baseUrl, typed.trim());
  void window.showInformationMessage(l10n.t('The key for {0} is stored.', server));
}

/** OPENAI_API_KEY belongs to another server than this one: it goes there only if the person chooses so. */
async function askWhere(server: string): Promise<'typed' | 'environment' | undefined> {
  const items: readonly (QuickPickItem & { readonly from: 'typed' | 'environment' })[] = [
    { label: l10n.t('Enter a Key…'), detail: l10n.t('Kept encrypted by VS Code.'), from: 'typed' },
    {
      label: l10n.t('Use OPENAI_API_KEY for {0}', server),
      detail: l10n.t('The key of that environment variable is sent there.'),
      from: 'environment',
    },
  ];
  return (await window.showQuickPick(items, { title: l10n.t('Model API Key'), placeHolder: l10n.t('The key for {0}', server) }))?.from;
}

export async function clearModelKey({ key }: ClientContext): Promise<void> {
  const given: string[] = [];
  for (const server of configuredServers()) if (await key.isGiven(server)) given.push(server);
  if (given.length === 0) throw new UserError(l10n.t('No key is kept.'));
  const baseUrl = await chooseServer(given);
  if (baseUrl === undefined) return;
  await key.clear(baseUrl);
  void window.showInformationMessage(l10n.t('No key is kept for {0} any more.', originOf(baseUrl) ?? baseUrl));
}

/** Tasks with a model of their own may have a server of their own. */
async function chooseServer(servers: readonly string[]): Promise<string | undefined> {
  return servers.length > 1
    ? window.showQuickPick([...servers], { title: l10n.t('Model API Key'), placeHolder: l10n.t('Of which server?') })
    : servers[0];
}
