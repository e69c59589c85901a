// What a file is healed with: the interpreter, TypeScript, the sandbox. Nothing is started for it but the one trial of the sandbox.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { findPython, findSandbox, findTypeScript, installCommand, readFileText, sandboxRemedy } from '../../engine';
import type { ToolStatus } from '../../protocol';
import { toPath } from '../session/paths';
import type { Session } from '../session/session';

/** Of a `package.json` or a `pyvenv.cfg`, in bytes. */
const MAX_SMALL = 1024 * 1024;

export async function toolStatus(
  { client, folders, teamSettings }: Pick<Session, 'client' | 'folders' | 'teamSettings'>,
  { uri }: ToolStatus.Params,
): Promise<ToolStatus.Answer> {
  const file = toPath(uri);
  const root = folders.rootOf(file) ?? (path.isAbsolute(file) ? path.dirname(file) : process.cwd());
  // Nothing of a folder is looked at, or started, that is not trusted.
  if (!client.trusted) return { trusted: false };
  const { interpreter } = await folders.workspaceOf(file);
  const command = findPython(root, client.settings.interpreters[root]);
  const [own] = findTypeScript(root, []);
  const [any] = findTypeScript(root, client.typescriptFolders);
  const typescript = own ?? any;
  const found = await findSandbox();
  const remedy = sandboxRemedy(found);
  return {
    trusted: true,
    ...(command !== undefined && {
      python: { path: command, ...withVersion(interpreter?.version || environmentVersion(command)) },
    }),
    ...(typescript !== undefined && { typescript: { own: own !== undefined, ...withVersion(packageVersion(typescript)) } }),
    sandbox: {
      holds: found.sandbox.holds,
      name: found.sandbox.name,
      notes: found.notes,
      ...(remedy !== undefined && { remedy }),
      ...(found.notInstalled && { install: installCommand(found.notInstalled) }),
    },
    installPython: installCommand('python3'),
    teamFaults: teamSettings.faultsOf(root),
  };
}

const withVersion = (version: string): { readonly version?: string } => (version === '' ? {} : { version });

/** As a virtual environment says it; empty where there is none. */
function environmentVersion(command: string): string {
  const config = path.join(path.dirname(path.dirname(command)), 'pyvenv.cfg');
  try {
    if (!fs.existsSync(config)) return '';
    return /^version(?:_info)?\s*=\s*(\d+(?:\.\d+)*)/m.exec(readFileText(config, MAX_SMALL) ?? '')?.[1] ?? '';
  } catch {
    return '';
  }
}

function packageVersion(folder: string): string {
  try {
    const { version } = JSON.parse(readFileText(path.join(folder, 'package.json'), MAX_SMALL) ?? '') as { readonly version?: unknown };
    return typeof version === 'string' ? version : '';
  } catch {
    return '';
  }
}
