// Self-Heal's server of the Model Context Protocol, offered to the editor's own clients of that protocol: one for each open folder, for reading only. The
// editor asks for it eagerly, so nothing is started and nobody is asked anything here.

import { Disposable, EventEmitter, McpStdioServerDefinition, lm, workspace } from 'vscode';
import { versionOf } from '../session/extension-version';
import type { Feature } from '../session/context';

/** As in package.json. */
const ID = 'selfHeal';

export const offerMcpServer: Feature = ({ extension, settings }) => {
  const changed = new EventEmitter<void>();
  const again = (): void => changed.fire();
  return Disposable.from(
    changed,
    settings.onDidChange(again),
    workspace.onDidChangeWorkspaceFolders(again),
    workspace.onDidGrantWorkspaceTrust(again),
    lm.registerMcpServerDefinitionProvider(ID, {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () => {
        // Its checkers may be programs of the folder.
        if (!settings.current.enabled || !workspace.isTrusted) return [];
        const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
        return folders.map(
          ({ name, uri }) =>
            new McpStdioServerDefinition(
              folders.length === 1 ? 'Self-Heal' : `Self-Heal: ${name}`,
              process.execPath,
              [extension.asAbsolutePath('dist/server.js'), 'mcp', '--workspace', uri.fsPath],
              // A desktop editor's own program is Node only where it is told so.
              { ELECTRON_RUN_AS_NODE: '1' },
              versionOf(extension.extension),
            ),
        );
      },
    }),
  );
};
