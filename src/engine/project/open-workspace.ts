// Builds what the engine may know of one folder: its files, its interpreter, its TypeScript, its index.

import { failure } from '../result';
import type { PythonInterpreter } from './python-interpreter';
import type { PythonProject } from './python-project';
import type { TextChecker } from './text-checker';
import type { Workspace, WorkspaceFiles } from './workspace';
import { findPython, pythonOnPath } from './find-python';
import { openPythonProject } from './python-index';
import { findTypeScript } from './find-typescript';
import { lazyChecker, lazyInterpreter, LazyTypeScript } from './lazy-tools';
import { eslintOfFolders, findEslints } from './eslint';
import type { Linter } from './linter';
import { findPyright, pyrightOnPath, startPyright } from './pyright';
import { findRuff, ruffLinter, ruffOnPath } from './ruff';
import { startPythonInterpreter } from './python-interpreter-process';
import { startTypeScript, type NoTypeScript, type TypeScriptService } from './typescript-service';
import type { Registered } from './registered';
import { DiskFiles } from './workspace-files';
import { environmentOutside } from './workspace-programs';

export interface ToolOptions {
  /** Absolute path of the folder; it need not exist where `files` says all there is. */
  readonly root: string;
  /** Nothing is started from or for a folder that is not trusted, but the TypeScript of others. */
  readonly trusted: boolean;
  /** false: programs that came with the folder are left alone, those of the machine do instead. */
  readonly workspacePrograms?: boolean;
  /** The chosen interpreter; else the folder's virtual environment, else PATH. */
  readonly interpreter?: string | undefined;
  /** Folders to look for a `typescript` package in, after the workspace's own. */
  readonly typescriptFolders: readonly string[];
  /** Also check Python by a pyright of our own: for the terminal, where no language server does. */
  readonly pyright?: boolean;
  /** Linters that are left alone, by the source of their diagnostics: their own extensions offer what they would change. */
  readonly noLinters?: readonly Linter['source'][];
  /** Also ask the linters what is wrong with a file: for the terminal, where nobody else shows it. */
  readonly inspectWithLinters?: boolean;
  /** One clear sentence about something that is missing; `key` names the kind of trouble. */
  readonly onTrouble?: (key: string, message: string) => void;
}

export interface OpenOptions extends ToolOptions {
  /** All there is to see; the disk below `root` where absent. */
  readonly files?: WorkspaceFiles;
  /** Lays open documents over the files. */
  readonly overlay?: (under: WorkspaceFiles) => WorkspaceFiles;
  /** Whether to know the folder's other files: off for a file outside every workspace. */
  readonly index: boolean;
  /** Fixers and checkers of others. */
  readonly registered?: Registered;
  /** Tools that are already warm, used instead of others; whoever made them ends them. */
  readonly tools?: Tools;
  /** The folder as TypeScript sees it, where that is not the disk: texts by absolute path, and options as its API takes them where they are given. */
  readonly script?: {
    readonly onDisk: boolean;
    readonly files: Readonly<Record<string, string>>;
    readonly options: Readonly<Record<string, unknown>> | undefined;
  };
}

export interface OpenedWorkspace {
  readonly workspace: Workspace;
  /** A file changed, appeared or went. */
  changed(path: string): void;
  dispose(): void;
}

/** Programs kept warm; each starts when it is first needed. */
export interface Tools {
  readonly interpreter: PythonInterpreter | undefined;
  readonly typescript: LazyTypeScript | undefined;
  readonly pythonChecker: TextChecker | undefined;
  readonly linters: readonly Linter[];
  /** As `Workspace.late`. */
  readonly late?: ReadonlySet<string>;
  dispose(): void;
}

/** Finds the tools of a folder; starts nothing yet. What can't be started later is missing, and said so by `onTrouble`. */
export function toolsOf(options: ToolOptions): Tools {
  const { root, trusted, onTrouble } = options;
  const own = options.workspacePrograms ?? true;
  const outside = own ? undefined : environmentOutside(root);
  const command = !trusted ? undefined : outside ? pythonOnPath(outside) : findPython(root, options.interpreter);
  const late = new Set<string>();
  const isLate = (name: string) => (): void => void late.add(name);
  const missing = (key: string) => (message: string) => onTrouble?.(key, message);
  const interpreter = trusted
    ? lazyInterpreter(
        () =>
          command
            ? startPythonInterpreter({ command, onLate: isLate('python3') })
            : Promise.resolve(
                failure(
                  'not-found',
                  'No Python interpreter was found, so Python fixes are parsed but not compiled: install python3, or choose an interpreter.',
                ),
              ),
        missing('no-python'),
      )
    : undefined;
  const packages = findTypeScript(trusted && own ? root : undefined, options.typescriptFolders);
  const typescript =
    packages.length > 0 ? new LazyTypeScript(() => firstTypeScript(packages, isLate('TypeScript')), missing('no-typescript')) : undefined;
  const pyright = !trusted || !options.pyright ? undefined : outside ? pyrightOnPath(outside) : findPyright(root);
  const pythonChecker = pyright
    ? lazyChecker('Pyright', () => startPyright({ ...pyright, root, python: command, onLate: isLate('Pyright') }))
    : undefined;
  let linters: readonly Linter[] | undefined;
  return {
    interpreter,
    typescript,
    pythonChecker,
    // The folder is looked through for their configurations: only once somebody asks.
    get linters() {
      return (linters ??= lintersOf(options, command));
    },
    late,
    dispose: () => {
      for (const linter of linters ?? []) linter.dispose();
      interpreter?.dispose();
      typescript?.dispose();
      pythonChecker?.dispose();
    },
  };
}

/** Ruff runs nothing of the folder, but may lie in it; the configuration of ESLint is a program of the folder, wherever ESLint itself lies. */
function lintersOf(
  { root, trusted, workspacePrograms: own = true, noLinters = [], inspectWithLinters: inspects = false }: ToolOptions,
  python: string | undefined,
): Linter[] {
  if (!trusted) return [];
  const linters: Linter[] = [];
  const ruff = noLinters.includes('Ruff') ? undefined : own ? findRuff(root, python) : ruffOnPath(environmentOutside(root));
  if (ruff !== undefined) linters.push(ruffLinter({ root, command: ruff, inspects }));
  const eslints = noLinters.includes('eslint') || !own ? [] : findEslints(root);
  if (eslints.length > 0) linters.push(eslintOfFolders(eslints, { root, inspects }));
  return linters;
}

/** A package without the API that is needed (TypeScript 7) is passed over. */
async function firstTypeScript(folders: readonly string[], onLate: () => void): Promise<TypeScriptService | NoTypeScript> {
  let last: NoTypeScript = { reason: 'not-found', message: 'No TypeScript was found.' };
  for (const folder of folders) {
    const started = await startTypeScript({ folder, onLate });
    if (!('reason' in started)) return started;
    last = started;
  }
  return last;
}

/** Never throws, starts nothing. */
export function openWorkspace(options: OpenOptions): Promise<OpenedWorkspace> {
  const { root, script } = options;
  const tools = options.tools ?? toolsOf(options);
  const under = options.files ?? new DiskFiles(root);
  const files = options.overlay?.(under) ?? under;
  const python: PythonProject = options.index ? openPythonProject(root, files) : NOTHING_KNOWN;
  const typescript = tools.typescript?.open(script ? { kind: 'memory', root, ...script } : { kind: 'disk', root }, files);
  return Promise.resolve({
    workspace: {
      root,
      ...(tools.late ? { late: tools.late } : {}),
      files,
      interpreter: tools.interpreter,
      python,
      typescript,
      pythonChecker: tools.pythonChecker,
      get linters() {
        return tools.linters;
      },
      ...(options.registered ? { registered: options.registered } : {}),
    },
    changed: (file) => {
      python.changed(file);
      typescript?.changed(file);
    },
    dispose: () => {
      typescript?.dispose();
      if (!options.tools) tools.dispose();
    },
  });
}

/** For a folder whose other files are not looked at. */
const NOTHING_KNOWN: PythonProject = {
  importsOf: () => Promise.resolve([]),
  definers: () => Promise.resolve([]),
  exports: () => Promise.resolve(undefined),
  modules: () => Promise.resolve(new Set<string>()),
  changed: () => undefined,
};
