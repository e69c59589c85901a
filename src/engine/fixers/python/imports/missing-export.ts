/**
 * Mistake: a name imported from a module that does not define it: a slip, or a name that moved to another module.
 *
 * Before:  `from collections import Mapping`    After:  `from collections.abc import Mapping`
 * Before:  `from itertools import pi`           After:  `from math import pi`
 * Before:  `from json import load_s`            After:  `from json import loads`
 * Before:  `from notes.utils import slugify`    After:  `from notes.text import slugify`, the module of one's own that defines it
 *
 * When not: no module is known to define the name.
 */
import { replace, type OffsetEdit } from '../../../syntax/edits';
import { moduleName } from '../../../project/python-index';
import { BUILTINS, children, type ImportedName } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { CONVENTIONAL_MEMBERS } from '../shared/data/aliases';
import { MOVED_ATTRIBUTES } from '../shared/data/renamed';
import { addImport, importStatement, type ImportWish } from './import-edit';
import { absoluteName, importableName, packageParts, relativeName } from '../shared/own-modules';
import { hole, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { isOldCoroutine } from '../calls/old-coroutine';
import { nearNames, slipFeatures, slipVariant } from '../shared/similar';
import { standardDefiners, standardExports, standardHas } from '../shared/stdlib';

/** A package's own words for a name that is no longer in it. */
const HAS_MOVED = /^`(\w+)` has been moved to the `[\w-]+` package\b/;

export const missingExport: Fixer = {
  id: 'python/missing-export',
  languages: PYTHON,
  family: 'python/imports',
  answers: {
    families: ['missing-export'],
    messages: [HAS_MOVED],
    where: (problem) => problem.signature.holes['name'] !== undefined || HAS_MOVED.test(problem.message),
  },
  async propose(context) {
    const file = pythonFile(context);
    const name = hole(context, 'name') ?? HAS_MOVED.exec(context.problem.message)?.[1] ?? '';
    const here = file.scopes.imports.filter((it) => it.member === name);
    const it = here.find((known) => known.node.to >= file.from && known.node.from <= file.to) ?? here[0];
    // What was taken away is nowhere else (old-coroutine).
    if (!it || isOldCoroutine(context.problem)) return [];
    const elsewhere = await inOwnModule(file, it, name);
    const found = [...(elsewhere ? [elsewhere] : []), ...moved(file, it, name), ...(await slip(file, it, name))];
    return found.length > 0 ? found : await inOtherPart(file, it, name);
  },
};

interface Name {
  readonly from: number;
  readonly to: number;
  /** End of the name with its alias. */
  readonly end: number;
}

/** Where each imported name stands in its statement. */
function namesOf(file: PythonFile, it: ImportedName): { readonly name: string; readonly at: Name }[] {
  const parts = children(it.node);
  const out: { name: string; at: Name }[] = [];
  let as = false;
  for (const part of parts.slice(parts.findIndex((part) => part.name === 'import') + 1)) {
    if (part.name === 'as') as = true;
    else if (part.name === ',') as = false;
    else if (part.name === 'VariableName') {
      const last = out.at(-1);
      if (as && last) out[out.length - 1] = { name: last.name, at: { ...last.at, end: part.to } };
      else out.push({ name: textOf(file, part), at: { from: part.from, to: part.to, end: part.to } });
    }
  }
  return out;
}

function moved(file: PythonFile, it: ImportedName, name: string): Proposal[] {
  const names = namesOf(file, it);
  const target = MOVED_ATTRIBUTES[`${it.module}.${name}`];
  if (target && BUILTINS.has(target)) return [builtIn(file, it, names, name, target)];
  const place = newPlace(file, it, name, target);
  return place ? [importedFrom(file, it, name, place)] : [];
}

/** The statement without the name, which is imported from its place. */
function importedFrom(file: PythonFile, it: ImportedName, name: string, { module, member, variant, isWhole }: Place): Proposal {
  const names = namesOf(file, it);
  const alias = it.aliased ? it.name : (member ?? module) === name ? undefined : name;
  const wish = { module, ...(member === undefined ? {} : { member }), ...(alias && alias !== member ? { alias } : {}) };
  const explanation = `'${name}' is not part of '${it.module}'; ${member === undefined ? `'${module}' is a module of its own` : `'${module}' has it${member === name ? '' : ` as '${member}'`}`}.`;
  // What the module has, not what it has not: the old name is only what the file goes on to call it.
  const title = `Import '${member ?? module}'${member === undefined ? '' : ` from '${module}'`}${wish.alias === undefined ? '' : ` as '${wish.alias}'`}`;
  if (names.length === 1) return { title, explanation, edits: onlyName(file, it, wish), variant };
  // All names of the statement moved to the same place: one change of the module does.
  const together =
    isWhole ||
    (member !== undefined && names.every((known) => MOVED_ATTRIBUTES[`${it.module}.${known.name}`] === `${module}.${known.name}`));
  const until = together ? children(it.node).find((part) => part.name === 'import') : undefined;
  if (until) {
    const edits = [replace(it.node.from + 'from'.length, until.from, ` ${module} `)];
    return { title: `Import them from '${module}'`, explanation, edits, variant };
  }
  return { title, explanation, edits: [...without(names, name), ...addImport(file, wish)], variant };
}

/** The whole statement is about the name: it is written anew, or goes into the one that already imports from the place. */
function onlyName(file: PythonFile, it: ImportedName, wish: ImportWish): OffsetEdit[] {
  const { source } = file.context;
  const isThere = file.scopes.imports.some(
    (other) => other.module === wish.module && other.member !== undefined && other.node.from !== it.node.from && other.scope === it.scope,
  );
  const line = source.lineOf(it.node.from);
  if (!isThere || wish.member === undefined || source.line(line).trim() !== textOf(file, it.node))
    return [replace(it.node.from, it.node.to, importStatement(wish))];
  return [replace(source.lineStarts[line] ?? it.node.from, source.lineStarts[line + 1] ?? file.text.length, ''), ...addImport(file, wish)];
}

/** A name of a module of one's own that lives in another one today, or is itself a module that lies elsewhere. */
async function inOwnModule(file: PythonFile, it: ImportedName, name: string): Promise<Proposal | undefined> {
  const { context } = file;
  const { workspace } = context;
  const here = packageParts(workspace, context.path);
  const source = absoluteName(here, it.module);
  const own = await workspace.python.modules();
  if (source === undefined || !own.has(source)) return undefined;
  const self = moduleName(workspace.root, context.path);
  const isTest = (module: string): boolean => /(?:^|\.)(?:tests?|conftest|test_\w+|\w+_test)(?:\.|$)/.test(module);
  const isReachable = (module: string): boolean => module !== self && module !== source && (isTest(self ?? '') || !isTest(module));
  const definers = (await workspace.python.definers(name)).filter(isReachable);
  const top = source.split('.')[0];
  const ofPackage = definers.filter((module) => module.split('.')[0] === top);
  // Nothing defines it: a module of that name, which its package does not hold.
  const modules =
    definers.length > 0
      ? []
      : [...own].filter((module) => module.endsWith(`.${name}`) && isReachable(module) && module !== `${source}.${name}`);
  const found =
    ofPackage.length > 0 ? ofPackage : definers.length > 0 ? definers : modules.map((module) => module.slice(0, module.lastIndexOf('.')));
  const [home] = found;
  if (home === undefined || found.length > 1) return undefined;
  const written = it.module.startsWith('.') ? relativeName(here, home) : await importableName(file, home);
  if (written === undefined || written === it.module) return undefined;
  const known = await workspace.python.exports(home);
  const before = await workspace.python.exports(source);
  const isWhole = namesOf(file, it).every((each) => known?.includes(each.name) && !before?.includes(each.name));
  return importedFrom(file, it, name, {
    isWhole,
    module: written,
    member: name,
    variant: modules.length > 0 ? 'own-module-elsewhere' : 'own-definer',
  });
}

/** Packages of a library that are looked through, and how many that have the name are offered. */
const MAX_PARTS = 80;
const MAX_HOMES = 2;

/** `from sklearn.preprocessing import train_test_split` → `from sklearn.model_selection import …`: another part of the installed library has it. */
async function inOtherPart(file: PythonFile, it: ImportedName, name: string): Promise<Proposal[]> {
  const { interpreter } = file.context.workspace;
  const [top] = it.module.split('.');
  if (!interpreter || !top || it.module.startsWith('.') || standardExports(top, file.minor)) return [];
  const parts = (await interpreter.exports(top)) ?? [];
  const homes: string[] = [];
  if (it.module !== top && ((await interpreter.definitions(top)) ?? []).includes(name)) homes.push(top);
  for (const part of parts
    .filter((each) => /^[a-z]\w*$/.test(each) && !/^(?:tests?|testing|conftest|compat|externals)$/.test(each))
    .slice(0, MAX_PARTS)) {
    const place = `${top}.${part}`;
    if (place !== it.module && homes.length <= MAX_HOMES && ((await interpreter.definitions(place)) ?? []).includes(name))
      homes.push(place);
  }
  if (homes.length > MAX_HOMES) return [];
  return homes.map((module) =>
    importedFrom(file, it, name, { module, member: name, variant: homes.length === 1 ? 'other-part-of-library' : 'one-of-other-parts' }),
  );
}

interface Place {
  readonly module: string;
  /** Absent where the name is a module of its own today: `from sklearn.externals import joblib`. */
  readonly member: string | undefined;
  readonly variant: string;
  /** All names of the statement are there. */
  readonly isWhole?: boolean;
}

/** Where the name is today: by the table of what moved, else by who is known to define it. */
function newPlace(file: PythonFile, it: ImportedName, name: string, target: string | undefined): Place | undefined {
  if (target !== undefined) {
    const dot = target.lastIndexOf('.');
    return dot < 0
      ? { module: target, member: undefined, variant: 'module-of-its-own' }
      : { module: target.slice(0, dot), member: target.slice(dot + 1), variant: 'moved' };
  }
  const convention = CONVENTIONAL_MEMBERS.get(name);
  const all = standardDefiners(name, file.minor);
  const isUsual = convention !== undefined && standardHas(convention, name, file.minor);
  const home = isUsual ? convention : all.length === 1 ? all[0] : undefined;
  return home && home !== it.module && standardExports(it.module, file.minor)
    ? { module: home, member: name, variant: isUsual ? 'usual-definer' : 'sole-definer' }
    : undefined;
}

/** `from itertools import izip`: what it was is built in today. All such names of the statement go together. */
function builtIn(
  file: PythonFile,
  it: ImportedName,
  names: readonly { readonly name: string; readonly at: Name }[],
  name: string,
  target: string,
): Proposal {
  const gone = file.scopes.imports.filter(
    (other) => other.node.from === it.node.from && BUILTINS.has(MOVED_ATTRIBUTES[`${it.module}.${other.member ?? ''}`] ?? ''),
  );
  const edits: OffsetEdit[] = gone.flatMap((other) => {
    const now = MOVED_ATTRIBUTES[`${it.module}.${other.member ?? ''}`] ?? '';
    return file.scopes.uses
      .filter((use) => use.name === other.name && use.name !== now && file.scopes.resolve(use.name, use.scope) === other.scope)
      .map((use) => replace(use.from, use.to, now));
  });
  const left = names.filter((known) => !gone.some((other) => other.member === known.name));
  const first = names[0];
  const last = names.at(-1);
  if (left.length === 0) {
    const { source } = file.context;
    const line = source.lineOf(it.node.from);
    const next = source.lineStarts[source.lineOf(it.node.to) + 1] ?? file.text.length;
    edits.push(replace(source.lineStarts[line] ?? it.node.from, next, ''));
  } else if (first && last)
    edits.push(replace(first.at.from, last.at.end, left.map((known) => file.text.slice(known.at.from, known.at.end)).join(', ')));
  return {
    title: `Use the built-in '${target}'`,
    explanation: `'${it.module}.${name}' is the built-in '${target}' in Python 3.`,
    edits,
    // Within a `try` or a function the import may be there for the sake of another version of Python.
    variant: it.scope === file.scopes.module ? 'built-in' : 'built-in-within-function',
  };
}

/** Takes one name out of a list of several. */
function without(names: readonly { readonly name: string; readonly at: Name }[], name: string): OffsetEdit[] {
  const index = names.findIndex((known) => known.name === name);
  const own = names[index];
  const next = names[index + 1];
  const before = names[index - 1];
  if (!own) return [];
  if (next) return [replace(own.at.from, next.at.from, '')];
  return before ? [replace(before.at.end, own.at.end, '')] : [];
}

/** As much of the name must stay for another export of the module to be meant. */
const MIN_SIMILARITY = 0.65;

async function slip(file: PythonFile, it: ImportedName, name: string): Promise<Proposal[]> {
  const { interpreter, python } = file.context.workspace;
  const known =
    standardExports(it.module, file.minor) ??
    (await python.exports(absoluteName(packageParts(file.context.workspace, file.context.path), it.module) ?? it.module)) ??
    (it.module.startsWith('.') ? undefined : await interpreter?.exports(it.module));
  const wanted = new Set(file.scopes.undefinedUses().map((use) => use.name));
  // What the code uses without importing it is what was meant, before all else.
  const matches = nearNames(name, known ?? wanted, MIN_SIMILARITY, (candidate) => Number(wanted.has(candidate))).sort(
    (a, b) => b.signs - a.signs,
  );
  const [first] = matches;
  const own = namesOf(file, it).find((entry) => entry.name === name);
  if (!first || !own) return [];
  const isUsed = wanted.has(first.name);
  const edits: OffsetEdit[] = [replace(own.at.from, own.at.to, first.name)];
  if (!it.aliased && !isUsed) {
    for (const use of file.scopes.uses)
      if (use.name === name && file.scopes.resolve(name, use.scope) === it.scope) edits.push(replace(use.from, use.to, first.name));
  }
  return [
    {
      title: `Change '${name}' to '${first.name}'`,
      explanation: known ? `'${it.module}' has '${first.name}', not '${name}'.` : `The code uses '${first.name}', which nothing defines.`,
      edits,
      variant: isUsed ? 'slip-of-used-name' : slipVariant(name, matches),
      features: slipFeatures(name, matches),
    },
  ];
}
