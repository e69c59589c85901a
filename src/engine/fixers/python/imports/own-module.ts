/**
 * Mistake: an import of a module of one's own that is written as if the file stood elsewhere, or misspelt.
 *
 * Before:  `from helpers import clamp`, in `rover/main.py` beside `rover/helpers.py`, run with `-m`
 * After:   `from rover.helpers import clamp`, or `from .helpers …` where the file imports so
 * Before:  `from ..helpers import clamp`, one dot too many     After:  `from .helpers import clamp`
 * Before:  `from ._compt import PY3`                           After:  `from ._compat import PY3`
 *
 * When not: no module of the workspace has what is imported, or several that are as near do.
 */
import { replace, type OffsetEdit } from '../../../syntax/edits';
import { children, type ImportedName } from '../../../syntax/python-scopes';
import type { Proposal } from '../../fixer';
import { absoluteName, importableName, importsRelatively, packageParts, relativeName } from '../shared/own-modules';
import { textOf, type PythonFile } from '../shared/python-file';
import { byNearness, nearName, slipFeatures, slipVariant, type NearName } from '../shared/similar';
import { isStandardModule } from '../shared/stdlib';

interface Target {
  /** Dotted, as the workspace's index has it. */
  readonly module: string;
  /** As it is to be written. */
  readonly written: string;
}

/** Where the module that an import means lies in the workspace. `names`: all names of its statement. */
export async function importOfOwnModule(file: PythonFile, it: ImportedName, names: readonly ImportedName[]): Promise<Proposal[]> {
  const written = it.module.replace(/^\.+/, '');
  if (written === '') return [];
  const own = await file.context.workspace.python.modules();
  const here = packageParts(file.context.workspace, file.context.path);
  const wanted = absoluteName(here, it.module);
  // It is where the import says: the program was started in another folder.
  if (wanted !== undefined && own.has(wanted)) return [];
  const target = await nearest(file, it, names, own);
  if (target) return [moved(it, target, await alsoWrong(file, it, target, own))];
  return it.module.startsWith('.') && wanted !== undefined ? slip(file, it, names, wanted, own) : [];
}

/** The one module of that name that has what is taken from it: of the file's own package, of one around it, else of any. */
async function nearest(
  file: PythonFile,
  it: ImportedName,
  names: readonly ImportedName[],
  own: ReadonlySet<string>,
): Promise<Target | undefined> {
  const tail = it.module.replace(/^\.+/, '');
  const here = packageParts(file.context.workspace, file.context.path);
  const fitting: string[] = [];
  for (const module of own)
    if ((module === tail || module.endsWith(`.${tail}`)) && (await hasAll(file, names, module))) fitting.push(module);
  const shared = (module: string): number => {
    const parts = module.split('.');
    let count = 0;
    while (count < here.length && parts[count] === here[count]) count++;
    return count;
  };
  const most = Math.max(...fitting.map(shared));
  const nearest = fitting.filter((module) => shared(module) === most);
  const [module] = nearest;
  if (module === undefined || nearest.length > 1) return undefined;
  const asWritten = await nameFor(file, it, module);
  return asWritten === undefined || asWritten === it.module ? undefined : { module, written: asWritten };
}

/** With dots where the import had them or the file's others do; else by its whole name. */
async function nameFor(file: PythonFile, it: ImportedName, module: string): Promise<string | undefined> {
  const isPlain = it.member === undefined && it.name !== '*';
  if (it.module.startsWith('.') || (!isPlain && importsRelatively(file)))
    return relativeName(packageParts(file.context.workspace, file.context.path), module);
  return importableName(file, module);
}

/** Whether the module has every name that is taken from it, or, where it is taken whole, all that the code reads of it. */
async function hasAll(file: PythonFile, names: readonly ImportedName[], module: string): Promise<boolean> {
  const known = await file.context.workspace.python.exports(module);
  if (!known) return false;
  const taken = names.flatMap((it) => (it.name === '*' ? [] : it.member === undefined ? attributesOf(file, it) : [it.member]));
  return (taken.length > 0 || names.some((it) => it.name === '*')) && taken.every((name) => known.includes(name));
}

function attributesOf(file: PythonFile, it: ImportedName): string[] {
  return file.scopes.uses
    .filter((use) => use.name === it.name && file.scopes.resolve(use.name, use.scope) === it.scope)
    .flatMap((use) => /^\s*\.\s*(\w+)/.exec(file.text.slice(use.to, use.to + 80))?.[1] ?? []);
}

/** Other imports of the file that fail in the same way: their modules stand beside the one that was found. */
async function alsoWrong(file: PythonFile, it: ImportedName, target: Target, own: ReadonlySet<string>): Promise<OffsetEdit[]> {
  if (it.module.startsWith('.')) return [];
  const installed = await file.context.workspace.interpreter?.modules();
  const parent = parentOf(target.module);
  const edits: OffsetEdit[] = [];
  const seen = new Set([it.node.from]);
  for (const other of file.scopes.imports) {
    const [top = ''] = other.module.split('.');
    if (seen.has(other.node.from) || top === '' || own.has(top) || isStandardModule(top, file.minor) || installed?.has(top)) continue;
    seen.add(other.node.from);
    const names = file.scopes.imports.filter((each) => each.node.from === other.node.from);
    const found = await nearest(file, other, names, own);
    if (found && parentOf(found.module) === parent) edits.push(...rewritten(other, found.written));
  }
  return edits;
}

const parentOf = (module: string): string => module.slice(0, Math.max(0, module.lastIndexOf('.')));

function moved(it: ImportedName, target: Target, others: readonly OffsetEdit[]): Proposal {
  const isRelative = target.written.startsWith('.');
  const wasRelative = it.module.startsWith('.');
  return {
    title: `Import from '${target.written}'`,
    explanation: wasRelative
      ? `A dot is the package that the file is in, each further dot the one around it: '${target.module}' is '${target.written}' from here.`
      : `'${target.module}' is part of this workspace. Names of modules start from the folder the program is started in, not from the file's own folder.`,
    edits: [...rewritten(it, target.written), ...others],
    variant: wasRelative ? 'own-module-by-other-dots' : isRelative ? 'own-module-by-dots' : 'own-module-by-whole-name',
    features: { others: others.length },
  };
}

/** The statement with another module: `from a.b import c`; `import b` becomes `from a import b`, so that its uses stay. */
function rewritten(it: ImportedName, written: string): OffsetEdit[] {
  const parts = children(it.node);
  if (it.member !== undefined || it.name === '*') {
    const until = parts.findIndex((part) => part.name === 'import');
    const path = parts.slice(1, until);
    const [first, last] = [path[0], path.at(-1)];
    return first && last ? [replace(first.from, last.to, written)] : [];
  }
  if (parts.some((part) => part.name === ',')) return [];
  const dot = written.lastIndexOf('.');
  const name = written.slice(dot + 1);
  if (dot < 0) return [replace(it.node.from, it.node.to, `import ${written}${it.aliased ? ` as ${it.name}` : ''}`)];
  // `import shop.prices` binds `shop`: with another name in front its uses would have to change, too.
  if (!it.aliased && it.module.includes('.')) return [];
  const as = it.name === name ? '' : ` as ${it.name}`;
  return [replace(it.node.from, it.node.to, `from ${written.slice(0, dot)} import ${name}${as}`)];
}

/** `._compt` beside `_compat`: a neighbour's name, misspelt. */
async function slip(
  file: PythonFile,
  it: ImportedName,
  names: readonly ImportedName[],
  wanted: string,
  own: ReadonlySet<string>,
): Promise<Proposal[]> {
  const parent = parentOf(wanted);
  const typed = wanted.slice(parent === '' ? 0 : parent.length + 1);
  const matches: NearName[] = [];
  for (const module of own) {
    if (parentOf(module) !== parent) continue;
    const near = nearName(typed, module.slice(parent === '' ? 0 : parent.length + 1), 0);
    const fits = near && (await hasAll(file, names, module));
    if (near && (fits || near.similarity >= MIN_SIMILARITY)) matches.push({ ...near, signs: Number(fits) });
  }
  matches.sort((a, b) => b.signs - a.signs || byNearness(a, b));
  const [first] = matches;
  if (!first) return [];
  const parts = children(it.node);
  const until = parts.findIndex((part) => part.name === 'import');
  const last = parts.slice(1, until).findLast((part) => part.name === 'VariableName');
  if (!last || textOf(file, last) !== typed) return [];
  return [
    {
      title: `Change '${typed}' to '${first.name}'`,
      explanation: `There is no module '${typed}' beside this file; '${first.name}' is there.`,
      edits: [replace(last.from, last.to, first.name)],
      variant: first.signs > 0 ? 'own-slip-that-fits' : slipVariant(typed, matches),
      features: slipFeatures(typed, matches),
    },
  ];
}

/** As much of a module's name must stay where nothing else speaks for it. */
const MIN_SIMILARITY = 0.7;
