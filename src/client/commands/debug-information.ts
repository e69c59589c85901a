// Everything a report of a bug needs, as a document that a person reads before sending it. No code, no key, no file of the workspace.

import { UIKind, env, extensions, version, window, workspace } from 'vscode';
import type { ModelAddress, Settings } from '../../protocol';
import type { ClientContext } from '../session/context';
import { count } from '../session/count';
import { versionOf } from '../session/extension-version';
import { isHealed } from '../session/languages';
import { settingFaults } from '../session/setting-faults';

/** Extensions whose presence explains what is seen. */
const NEIGHBOURS = [
  'ms-python.python',
  'ms-python.vscode-pylance',
  'charliermarsh.ruff',
  'dbaeumer.vscode-eslint',
  'github.copilot-chat',
  'vscode.typescript-language-features',
];

export async function showDebugInformation(context: ClientContext): Promise<void> {
  await context.documents.show('Self-Heal debug information.md', debugInformation(context));
}

/** A page in Markdown. */
export function debugInformation({ extension, session, settings, status }: ClientContext): string {
  const shown = withoutKeys(settings.current);
  const seen = window.activeTextEditor?.document;
  const neighbours = NEIGHBOURS.flatMap((id) => {
    const found = extensions.getExtension<unknown>(id);
    return found ? [`- ${id} ${versionOf(found)}${found.isActive ? '' : ' (not active)'}`] : [];
  });
  const faults = settingFaults(extension.extension).map(({ message }) => `- ${message}`);
  const lines = [
    '# Self-Heal: debug information',
    '',
    `- Self-Heal ${versionOf(extension.extension)}`,
    `- VS Code ${version}, ${env.appName}, ${env.uiKind === UIKind.Desktop ? 'desktop' : 'web'}${env.remoteName ? `, remote ${env.remoteName}` : ''}`,
    `- ${process.platform} ${process.arch}, Node ${process.version}`,
    `- Server: ${session.state}${session.serverName ? `, ${session.serverName}` : ''}${session.processId ? `, process ${session.processId}` : ''}`,
    `- Workspace: ${count(workspace.workspaceFolders?.length ?? 0, 'folder')}, ${workspace.isTrusted ? 'trusted' : 'not trusted'}`,
    `- Active document: ${seen ? `${seen.languageId}, ${seen.uri.scheme}:, ${seen.lineCount} lines, ${isHealed(seen) ? 'healed' : 'not healed'}` : 'none'}`,
    `- Status: ${status.sentence}`,
    ...(status.unseen ? [`- Terminals: ${status.unseen}`] : []),
    '',
    ...(faults.length > 0 ? ['## Settings that are not used', '', ...faults, ''] : []),
    '## Settings',
    '',
    '```json',
    JSON.stringify(shown, undefined, 2),
    '```',
    ...(neighbours.length > 0 ? ['', '## Other extensions', '', ...neighbours] : []),
    '',
  ];
  return lines.join('\n');
}

/** The settings as they are shown: of a key only whether there is one. */
function withoutKeys({ model, ...others }: Settings): unknown {
  const bare = (address: ModelAddress): unknown => ({ ...address, apiKey: address.apiKey ? '(set)' : '(none)' });
  const roles = Object.fromEntries(Object.entries(model?.roles ?? {}).map(([role, address]) => [role, bare(address)]));
  return { ...others, model: model && { ...model, apiKey: model.apiKey ? '(set)' : '(none)', roles, beside: model.beside?.map(bare) } };
}
