// What the engine may know of the folder it works in. Everything is optional but the files: an untrusted folder has no tools.

import type { Linter } from './linter';
import type { PythonInterpreter } from './python-interpreter';
import type { PythonProject } from './python-project';
import type { Registered } from './registered';
import type { TextChecker } from './text-checker';
import type { TypeScriptProject } from './typescript-project';

/** Files as the user sees them: open documents first, then the disk. Paths are absolute. */
export interface WorkspaceFiles {
  /** undefined where there is no such file, or it is binary, not UTF-8, or over the size limit. */
  read(path: string): Promise<string | undefined>;
  exists(path: string): Promise<boolean>;
  /** The bytes of a file of data, whatever they are; undefined where there is none, or it is over the size limit. Absent where there are only texts. */
  bytes?(path: string): Promise<Uint8Array | undefined>;
  /** Source files with one of the extensions (`.py`), without dependency folders and ignored files, bounded. */
  list(extensions: readonly string[]): Promise<readonly string[]>;
}

export interface Workspace {
  /** Absolute path of the folder. */
  readonly root: string;
  readonly files: WorkspaceFiles;
  /** A warm interpreter; undefined where there is none or none may be started. */
  readonly interpreter: PythonInterpreter | undefined;
  readonly python: PythonProject;
  /** A warm Python type checker of our own; absent in an editor, where the language server's diagnostics say the same. */
  readonly pythonChecker?: TextChecker | undefined;
  /** Linters whose own fixes are taken; none where others offer them already, or none may be started. */
  readonly linters?: readonly Linter[];
  /** Tools that gave no answer in the time they had, by name: what they would have said is not known. Grows while the workspace is open. */
  readonly late?: ReadonlySet<string>;
  /** Fixers and checkers of others; absent: there are none. */
  readonly registered?: Registered | undefined;
  /** A warm TypeScript; undefined where there is none or none may be started. */
  readonly typescript: TypeScriptProject | undefined;
}
