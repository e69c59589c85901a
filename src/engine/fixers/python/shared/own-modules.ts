// Modules of the workspace itself: where they lie, and by what name a file of the workspace reaches them.

import path from 'node:path';
import { moduleName } from '../../../project/python-index';
import type { Workspace } from '../../../project/workspace';
import type { Problem } from '../../../problem';
import type { OffsetEdit } from '../../../syntax/edits';
import { SourceText } from '../../../syntax/source-text';
import type { FixContext, Proposal } from '../../fixer';
import { pythonFile, type PythonFile } from './python-file';
import { liesIn } from '../../../project/inside-folder';

/** Folders below the root that names of modules start from as well. */
const SOURCE_FOLDERS = ['', 'src', 'lib'] as const;

/** The file of a module of the workspace, by the dotted name that `PythonProject` has for it; undefined where it is none. */
export async function fileOfModule({ root, files }: Pick<Workspace, 'root' | 'files'>, module: string): Promise<string | undefined> {
  const parts = module.split('.');
  for (const folder of SOURCE_FOLDERS) {
    const base = path.join(root, folder, ...parts);
    for (const candidate of [`${base}.py`, path.join(base, '__init__.py')]) if (await files.exists(candidate)) return candidate;
  }
  return undefined;
}

/** The package a file belongs to, as `PythonProject` names it; empty for a module of the root. */
export function packageParts({ root }: Pick<Workspace, 'root'>, file: string): string[] {
  const parts = moduleName(root, file)?.split('.') ?? [];
  return path.basename(file) === '__init__.py' ? parts : parts.slice(0, -1);
}

/** The absolute name of `..text`, written in a file of that package; undefined where it leads out of all packages. */
export function absoluteName(packageOf: readonly string[], relative: string): string | undefined {
  const dots = /^\.*/.exec(relative)?.[0].length ?? 0;
  if (dots === 0) return relative;
  if (dots - 1 >= Math.max(1, packageOf.length)) return undefined;
  const tail = relative.slice(dots);
  return [...packageOf.slice(0, packageOf.length - (dots - 1)), ...(tail ? [tail] : [])].join('.') || undefined;
}

/** `..text` for `notes.text` in a file of `notes.web`; undefined where the two share no package. */
export function relativeName(packageOf: readonly string[], target: string): string | undefined {
  const parts = target.split('.');
  let shared = 0;
  while (shared < packageOf.length && shared < parts.length && packageOf[shared] === parts[shared]) shared++;
  return shared === 0 ? undefined : '.'.repeat(packageOf.length - shared + 1) + parts.slice(shared).join('.');
}

/** Whether the file imports its own package by dots: where it does, its other imports are written so too. */
export function importsRelatively(file: PythonFile): boolean {
  return file.scopes.imports.some((it) => it.module.startsWith('.'));
}

/**
 * The folder that absolute names start from where the program was started: that of the script, or undefined where the workspace's own root and
 * its source folders count (`python -m`, a test runner, an editor).
 */
export function scriptFolder({ frames, command }: Pick<Problem, 'frames' | 'command'>): string | undefined {
  const said = /(?:^|[\s/\\])python[\d.]*(?:\.exe)?["']?(?:\s+-[bBdEiIOqsSuvx]+)*\s+["']?([^\s"']+\.py)\b/.exec(command?.line ?? '');
  if (said?.[1] && command) return path.dirname(path.resolve(command.cwd, said[1]));
  if (command && /\s-m\s|\bpytest\b/.test(command.line)) return undefined;
  const [first] = frames;
  return first?.own && (first.name === undefined || first.name === '<module>') ? path.dirname(first.location.path) : undefined;
}

/** The name of a workspace's module as the program that failed could import it; undefined where it can't. */
export async function importableName(file: PythonFile, module: string): Promise<string | undefined> {
  const { workspace, problem } = file.context;
  const folder = scriptFolder(problem);
  if (folder === undefined) return module;
  const at = await fileOfModule(workspace, module);
  if (at === undefined) return undefined;
  return liesIn(folder, at) ? moduleName(folder, at) : undefined;
}

/** Another file of the workspace, read as the file of a problem is; undefined where it can't be read. */
export async function otherFile(file: PythonFile, at: string): Promise<PythonFile | undefined> {
  const { context } = file;
  if (at === context.path) return file;
  const text = await context.workspace.files.read(at);
  return text === undefined ? undefined : pythonFile({ ...context, path: at, source: new SourceText(text), start: 0, end: 0 });
}

/** The one file of the workspace that defines a name at its top level; undefined where none or several do. */
export async function fileThatDefines(file: PythonFile, name: string): Promise<PythonFile | undefined> {
  const { workspace } = file.context;
  const modules = await workspace.python.definers(name);
  const [module] = modules;
  const at = module !== undefined && modules.length === 1 ? await fileOfModule(workspace, module) : undefined;
  return at === undefined ? undefined : otherFile(file, at);
}

/** Edits of a file, in the form of a proposal for the problem's own one. */
export function editsIn(file: PythonFile, context: FixContext, edits: readonly OffsetEdit[]): Pick<Proposal, 'edits' | 'otherFiles'> {
  const { path: at, source } = file.context;
  return at === context.path ? { edits } : { edits: [], otherFiles: [{ path: at, source, edits }] };
}
