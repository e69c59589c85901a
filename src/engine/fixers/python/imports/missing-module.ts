/**
 * Mistake: an import of a module that is not there under that name: a slip, or a module that was renamed or moved.
 *
 * Before:  `import jsn`                     After:  `import json`
 * Before:  `from urlparse import urljoin`   After:  `from urllib.parse import urljoin`
 * Before:  `import ConfigParser`            After:  `import configparser`, and its uses
 *
 * When not: the module is simply not installed: that is explained, never worked around.
 */
import path from 'node:path';
import type { SyntaxNode } from '@lezer/common';
import { knownPackage } from '../../../detect/known-packages';
import { replace, type OffsetEdit } from '../../../syntax/edits';
import { children, type ImportedName } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { MOVED_ATTRIBUTES, MOVED_MODULES, SPLIT_MODULES } from '../shared/data/renamed';
import { importStatement } from './import-edit';
import { importOfOwnModule } from './own-module';
import { absoluteName, packageParts } from '../shared/own-modules';
import { hole, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { byNearness, nearName, slipFeatures, slipVariant, type NearName } from '../shared/similar';
import { isStandardModule, standardExports, standardHas, standardModules } from '../shared/stdlib';

export const missingModule: Fixer = {
  id: 'python/missing-module',
  languages: PYTHON,
  family: 'python/imports',
  answers: {
    families: ['missing-module'],
    where: (problem) => problem.signature.holes['module'] !== undefined || /relative import/.test(problem.message),
  },
  async propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    if (/relative import (?:with no known|without a known|in non-package)/.test(message)) return asScript(file);
    const onLines = file.scopes.imports.filter((it) => it.node.to >= file.from && it.node.from <= file.to);
    const here = /relative import beyond/.test(message)
      ? onLines.filter((it) => it.module.startsWith('..'))
      : onLines.filter((it) => isMeant(file, it, (hole(context, 'module') ?? '').replace(/^\.+/, '')));
    const [first] = here;
    if (!first) return [];
    const names = here.filter((it) => it.node.from === first.node.from);
    const moved = movedModule(file, first, names);
    if (moved) return [moved];
    const own = await importOfOwnModule(file, first, names);
    // A neighbour has no namesake elsewhere: what is written with dots is one's own.
    return own.length > 0 || first.module.startsWith('.') ? own : slip(file, first);
  },
};

/** Whether the message speaks of this import: by its name as it is written, or, of one with dots, by the name it stands for. */
function isMeant(file: PythonFile, it: ImportedName, missing: string): boolean {
  const names = [bare(it)];
  const whole = it.module.startsWith('.') ? absoluteName(packageParts(file.context.workspace, file.context.path), it.module) : undefined;
  if (whole !== undefined) names.push(whole);
  return names.some((name) => name === missing || name.startsWith(`${missing}.`) || missing.startsWith(`${name}.`));
}

/** A file that is run as a script has no package: its neighbours are imported by their names. Only where the neighbour is there. */
async function asScript(file: PythonFile): Promise<Proposal[]> {
  const it = file.scopes.imports.find(
    (known) => known.module.startsWith('.') && !known.module.startsWith('..') && known.node.to >= file.from && known.node.from <= file.to,
  );
  const name = it?.module.slice(1).split('.')[0];
  const first = it ? children(it.node)[1] : undefined;
  if (!it || !name || first?.name !== '.') return [];
  const folder = path.dirname(file.context.path);
  const { files } = file.context.workspace;
  if (!(await files.exists(path.join(folder, `${name}.py`))) && !(await files.exists(path.join(folder, name, '__init__.py')))) return [];
  // Every such import of the file fails in the same way.
  const edits = file.scopes.imports
    .filter((other, i, all) => /^\.\w/.test(other.module) && all.findIndex((known) => known.node.from === other.node.from) === i)
    .flatMap((other) => {
      const dot = children(other.node)[1];
      return dot?.name === '.' ? [replace(dot.from, dot.to, '')] : [];
    });
  return [
    {
      title: `Import '${name}' without the dot`,
      explanation: `The file is run as a script, so it belongs to no package and its neighbours are imported by their plain names. As part of a package it would be run with 'python -m'.`,
      edits,
      variant: 'run-as-script',
    },
  ];
}

const bare = (it: ImportedName): string => it.module.replace(/^\.+/, '');

/** The nodes that spell the module in its statement. */
function modulePath(file: PythonFile, it: ImportedName): { readonly from: number; readonly to: number } | undefined {
  const parts = children(it.node);
  const text = bare(it);
  if (it.member !== undefined || it.name === '*') {
    const until = parts.findIndex((part) => part.name === 'import');
    const names = parts.slice(1, until).filter((part) => part.name === 'VariableName');
    return span(names);
  }
  const runs: SyntaxNode[][] = [[]];
  for (const part of parts.slice(1)) {
    if (part.name === ',') runs.push([]);
    else if (part.name === 'VariableName') runs.at(-1)?.push(part);
  }
  for (const run of runs) {
    const whole = run.map((part) => textOf(file, part)).join('.');
    if (whole === text) return span(run);
    if (
      it.aliased &&
      run
        .slice(0, -1)
        .map((part) => textOf(file, part))
        .join('.') === text
    )
      return span(run.slice(0, -1));
  }
  return undefined;
}

function span(nodes: readonly SyntaxNode[]): { readonly from: number; readonly to: number } | undefined {
  const first = nodes[0];
  const last = nodes.at(-1);
  return first && last ? { from: first.from, to: last.to } : undefined;
}

/** Where a module is now; undefined where it did not move. */
function newModule(old: string): string | undefined {
  if (Object.hasOwn(MOVED_MODULES, old)) return MOVED_MODULES[old];
  for (let dot = old.lastIndexOf('.'); dot > 0; dot = old.lastIndexOf('.', dot - 1)) {
    const pattern = `${old.slice(0, dot)}.*`;
    const now = Object.hasOwn(MOVED_MODULES, pattern) ? MOVED_MODULES[pattern] : undefined;
    if (now) return now.replace('*', old.slice(dot + 1));
  }
  return undefined;
}

function movedModule(file: PythonFile, it: ImportedName, all: readonly ImportedName[]): Proposal | undefined {
  const old = bare(it);
  const target = newModule(old);
  if (target === undefined || it.module.startsWith('.')) return undefined;
  const at = modulePath(file, it);
  if (!at) return undefined;
  const [top = ''] = old.split('.');
  const explanation =
    target.split('.')[0] === top
      ? `In newer versions of '${top}' the module '${old}' is '${target}'.`
      : isStandardModule(target, file.minor)
        ? `Python 3 calls the module '${old}' '${target}'.`
        : `What '${old}' was is '${target}' now.`;
  if (it.member !== undefined) {
    const renamed = all.length === 1 ? MOVED_ATTRIBUTES[`${old}.${it.member}`] : undefined;
    const cut = renamed?.lastIndexOf('.') ?? -1;
    if (renamed !== undefined && cut > 0) {
      const member = renamed.slice(cut + 1);
      const statement = importStatement({ module: renamed.slice(0, cut), member, ...(it.name === member ? {} : { alias: it.name }) });
      return {
        title: `Change to '${statement}'`,
        explanation: `'${old}' is gone; '${renamed}' took the place of '${it.member}'.`,
        edits: [replace(it.node.from, it.node.to, statement)],
        variant: 'renamed-member',
      };
    }
    const places = new Set(all.map((name) => SPLIT_MODULES[old]?.[name.member ?? ''] ?? target));
    const [place] = places;
    if (places.size !== 1 || !place) return undefined;
    const gone = isStandardModule(place, file.minor) && all.some((name) => !standardHas(place, name.member ?? '', file.minor));
    return {
      title: `Import from '${place}'`,
      explanation,
      edits: [replace(at.from, at.to, place)],
      variant: gone ? 'moved-without-member' : 'moved',
    };
  }
  const edits: OffsetEdit[] = [replace(at.from, at.to, target)];
  if (it.aliased) return { title: `Import '${target}' instead of '${old}'`, explanation, edits, variant: 'moved-under-alias' };
  const uses = file.scopes.uses.filter((use) => use.name === it.name && file.scopes.resolve(use.name, use.scope) === it.scope);
  const attributes = new Set(uses.map((use) => /^\s*\.\s*(\w+)/.exec(file.text.slice(use.to, use.to + 80))?.[1]));
  const known = standardExports(target, file.minor);
  const fits = known === undefined || [...attributes].every((name) => name === undefined || known.includes(name));
  // urllib2 was split in two: where the code takes something of the other half, one edit does not mend it.
  if (!fits) return undefined;
  if (target.includes('.') && uses.length > 3)
    return {
      title: `Import '${target}' as '${it.name}'`,
      explanation,
      edits: [replace(at.from, at.to, `${target} as ${it.name}`)],
      variant: 'moved-used-often',
    };
  for (const use of uses) edits.push(replace(use.from, use.to, target));
  return { title: `Change '${old}' to '${target}'`, explanation, edits, variant: 'moved-with-uses' };
}

async function slip(file: PythonFile, it: ImportedName): Promise<Proposal[]> {
  const at = modulePath(file, it);
  if (!at) return [];
  const written = bare(it);
  // It is not installed: another name would be another package.
  if (knownPackage(written) !== undefined) return [];
  const { interpreter, python } = file.context.workspace;
  const undefinedHere = new Set(file.scopes.undefinedUses().map((use) => use.name));
  const own = await python.modules();
  const relative = it.module.startsWith('.');
  const packageOf = written.includes('.') ? written.slice(0, written.lastIndexOf('.')) : '';
  const names = new Set<string>(own);
  if (!relative) {
    for (const module of standardModules(file.minor)) names.add(module);
    for (const module of (await interpreter?.modules()) ?? []) names.add(module);
    if (packageOf) {
      const inside =
        (await python.exports(packageOf)) ?? standardExports(packageOf, file.minor) ?? (await interpreter?.exports(packageOf)) ?? [];
      for (const name of inside) names.add(`${packageOf}.${name}`);
    }
  }
  const matches: Match[] = [];
  for (const name of names) {
    if (name === written || (name.startsWith('_') && !written.startsWith('_'))) continue;
    // The last part is misspelt, the parts before it stand.
    if (packageOf && !name.startsWith(`${packageOf}.`)) continue;
    const near = nearName(tail(written), tail(name), 0);
    if (!near) continue;
    const fits = await hasMembers(file, it, name);
    const meant = it.member === undefined && !it.aliased && undefinedHere.has(name.split('.')[0] ?? '');
    if (fits === false && !meant) continue;
    const signs = Number(meant) + Number(fits === true);
    if (signs > 0 || near.similarity >= MIN_SIMILARITY) matches.push({ ...near, name, signs, meant });
  }
  // A module that has what the code takes from it is meant before a nearer one.
  matches.sort((a, b) => b.signs - a.signs || byNearness(a, b));
  const [first] = matches;
  if (!first) return [];
  const edits: OffsetEdit[] = [replace(at.from, at.to, first.name)];
  // The code may use the wrong name too: `import jsn` … `jsn.loads`.
  if (it.member === undefined && !it.aliased && !first.meant)
    for (const use of file.scopes.uses)
      if (use.name === it.name && file.scopes.resolve(use.name, use.scope) === it.scope) edits.push(replace(use.from, use.to, first.name));
  return [
    {
      title: `Change '${written}' to '${first.name}'`,
      explanation: `There is no module '${written}'; '${first.name}' is there.`,
      edits,
      variant: first.signs > 0 ? 'slip-that-fits' : slipVariant(tail(written), matches),
      features: slipFeatures(tail(written), matches),
    },
  ];
}

/** As much of a module's name must stay where nothing else speaks for it: packages that are not installed are near many others. */
const MIN_SIMILARITY = 0.7;

interface Match extends NearName {
  /** The code uses it by this name, and nothing defines it. */
  readonly meant: boolean;
}

const tail = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Whether the candidate has what is imported or used from it; undefined where that is not known. */
async function hasMembers(file: PythonFile, it: ImportedName, module: string): Promise<boolean | undefined> {
  const known = standardExports(module, file.minor) ?? (await file.context.workspace.python.exports(module));
  if (!known) return undefined;
  if (it.member !== undefined) return known.includes(it.member);
  const used = file.scopes.uses
    .filter((use) => use.name === it.name)
    .map((use) => /^\.(\w+)/.exec(file.text.slice(use.to, use.to + 80))?.[1])
    .filter((name) => name !== undefined);
  return used.length === 0 ? undefined : used.every((name) => known.includes(name));
}
