// Builds what the engine may know of one folder: its files, its interpreter, its TypeScript, its index.

import type { PythonInterpreter } from './python-interpreter';
import type { PythonProject } from './python-project';
import type { TypeScriptProject } from './typescript-project';
import type { Workspace, WorkspaceFiles } from './workspace';
import { findPython } from './find-python';
import { startPythonInterpreter } from './python-interpreter-process';
import { DiskFiles } from './workspace-files';

export interface OpenOptions {
  /** Absolute path of the folder; it need not exist where `files` says all there is. */
  readonly root: string;
  /** All there is to see; the disk below `root` where absent. */
  readonly files?: WorkspaceFiles;
  /** Lays open documents over the files. */
  readonly overlay?: (under: WorkspaceFiles) => WorkspaceFiles;
  /** Nothing is started from or for a folder that is not trusted. */
  readonly trusted: boolean;
  /** The chosen interpreter; else the folder's virtual environment, else PATH. */
  readonly interpreter?: string | undefined;
  /** Folders to look for a `typescript` package in, after the workspace's own. */
  readonly typescriptFolders: readonly string[];
  /** Whether to know the folder's other files: off for a file outside every workspace. */
  readonly index: boolean;
  /** One clear sentence about something that is missing; `key` names the kind of trouble. */
  readonly onTrouble?: (key: string, message: string) => void;
  /** Tools that are already warm, used instead of starting others; whoever started them ends them. */
  readonly tools?: Pick<Workspace, 'interpreter' | 'typescript'>;
}

export interface OpenedWorkspace {
  readonly workspace: Workspace;
  /** A file changed, appeared or went. */
  changed(path: string): void;
  dispose(): void;
}

/** Never throws: what can't be started is missing and said so by `onTrouble`. */
export async function openWorkspace(options: OpenOptions): Promise<OpenedWorkspace> {
  const { root, tools } = options;
  const under = options.files ?? new DiskFiles(root);
  const files = options.overlay?.(under) ?? under;
  const interpreter = tools ? tools.interpreter : await startInterpreter(options);
  const typescript: TypeScriptProject | undefined = tools?.typescript;
  const python: PythonProject = NOTHING_KNOWN;
  return {
    workspace: { root, files, interpreter, python, typescript },
    changed: (file) => python.changed(file),
    dispose: () => {
      if (!tools) interpreter?.dispose();
    },
  };
}

async function startInterpreter({ root, trusted, interpreter, onTrouble }: OpenOptions): Promise<PythonInterpreter | undefined> {
  if (!trusted) return undefined;
  const command = findPython(root, interpreter);
  if (!command) {
    onTrouble?.('no-python', 'No Python interpreter was found, so Python fixes are only parsed, not compiled: install python3 or choose an interpreter.');
    return undefined;
  }
  const started = await startPythonInterpreter({ command });
  if (!('reason' in started)) return started;
  onTrouble?.('no-python', started.message);
  return undefined;
}

/** For a folder whose other files are not looked at. */
const NOTHING_KNOWN: PythonProject = {
  importsOf: () => Promise.resolve([]),
  definers: () => Promise.resolve([]),
  exports: () => Promise.resolve(undefined),
  modules: () => Promise.resolve(new Set<string>()),
  changed: () => undefined,
};
