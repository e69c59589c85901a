// The part of the undefined-name decision that weighs imports: which statement would define the name.

import { moduleName } from '../../../project/python-index';
import type { NameUse } from '../../../syntax/python-scopes';
import { addImport, importStatement, parseImport, type ImportWish } from '../imports/import-edit';
import { CONVENTIONAL_MEMBERS } from '../shared/data/aliases';
import { absoluteName, importsRelatively, packageParts, relativeName } from '../shared/own-modules';
import type { PythonFile } from '../shared/python-file';
import { isStandardModule, standardHas } from '../shared/stdlib';
import { inImportedModule, misspeltImport, underAlias } from './imported-otherwise';
import { moduleOfLikeNames } from './like-names';
import { attributeOf, byGround, type Ground, type Option } from './name-option';
import { importsByKnowledge, type ImportReading } from './standard-import';

const MAX_IMPORTS = 3;

export async function missingImports(file: PythonFile, use: NameUse, same: readonly NameUse[]): Promise<Option[]> {
  const aliased = underAlias(file, use, same);
  if (aliased.length > 0) return aliased;
  const misspelt = misspeltImport(file, use, same);
  if (misspelt) return [misspelt];
  const readings = [
    ...(await fromModulesInUse(file, use.name)),
    ...(await asWorkspaceImports(file, use.name)),
    ...(await fromLikeNames(file, use.name, same)),
    ...(await fromWorkspace(file, use.name)),
    ...(importsNeighbours(file, use.name, same) ? [neighbour(use.name)] : await importsByKnowledge(file, use, same)),
  ];
  const qualified = inImportedModule(file, use, same);
  const options = [...(qualified ? [qualified] : []), ...once(readings).map((reading) => toOption(file, use.name, reading))];
  return byGround(options).slice(0, MAX_IMPORTS);
}

/** Each statement once, where it stood first, as the last reading has it: what is known of a module says more than that others import it too. */
function once(readings: readonly ImportReading[]): ImportReading[] {
  const all = [...new Map(readings.map((reading) => [importStatement(reading.wish), reading])).values()];
  // `import os` brings `os.path` along.
  const whole = new Set(all.map(({ wish }) => importStatement(wish)));
  return all.filter(
    ({ wish }) =>
      wish.member !== undefined ||
      wish.alias !== undefined ||
      !whole.has(`import ${wish.module.split('.')[0] ?? ''}`) ||
      !wish.module.includes('.'),
  );
}

function toOption(file: PythonFile, name: string, { wish, ground, variant, why, features }: ImportReading): Option {
  return {
    ground,
    variant,
    ...(features ? { features } : {}),
    title: `Add '${importStatement(wish)}'`,
    explanation: `'${name}' is used but never imported. ${why}`,
    edits: addImport(file, wish),
  };
}

/** A module that the file already imports from, and that exports the name. */
async function fromModulesInUse(file: PythonFile, name: string): Promise<ImportReading[]> {
  const found: string[] = [];
  const modules = new Set(
    file.scopes.imports
      .filter((it) => it.member !== undefined && it.name !== '*' && it.scope === file.scopes.module)
      .map((it) => it.module),
  );
  const { interpreter, python } = file.context.workspace;
  const here = packageParts(file.context.workspace, file.context.path);
  // `st` of `import statistics as st` in another file is that file's own habit, not something it offers.
  const isHabit = (await python.importsOf(name)).some((it) => it.statement.startsWith('import '));
  for (const module of modules) {
    if (isHabit && !(await python.definers(name)).includes(absoluteName(here, module) ?? module)) continue;
    const inStandard = standardHas(module, name, file.minor);
    // Where a module merely imports the name itself, that is not where it comes from.
    const whole = absoluteName(here, module) ?? module;
    const own = inStandard
      ? []
      : (await python.definers(name)).includes(whole)
        ? [name]
        : module.startsWith('.') || isStandardModule(module, file.minor)
          ? []
          : ((await interpreter?.definitions(module)) ?? []);
    if (inStandard || own.includes(name)) found.push(module);
  }
  const reading = (module: string, ground: Ground, variant: string): ImportReading => ({
    wish: { module, member: name },
    ground,
    variant,
    why: `This file already imports from '${module}', which defines it.`,
    features: { rivals: found.length - 1 },
  });
  if (found.length === 1) return found.map((module) => reading(module, 'fact', 'module-in-use'));
  // Several have it: the usual one, else the one that the file takes names of the same kind from.
  const kind = (word: string): string => (/^[A-Z0-9_]+$/.test(word) ? 'constant' : /^_*[A-Z]/.test(word) ? 'class' : 'function');
  const alike = (module: string): number =>
    file.scopes.imports.filter((it) => it.module === module && kind(it.member ?? '') === kind(name)).length;
  const most = Math.max(...found.map(alike));
  return found.map((module) =>
    CONVENTIONAL_MEMBERS.get(name) === module
      ? reading(module, 'fact', 'usual-one-of-modules-in-use')
      : most > 0 && alike(module) === most
        ? reading(module, 'fact', 'module-in-use-for-its-kind')
        : reading(module, 'guess', 'one-of-modules-in-use'),
  );
}

/** The statement that other files of the workspace import the name with. */
async function asWorkspaceImports(file: PythonFile, name: string): Promise<ImportReading[]> {
  const self = moduleOf(file);
  return (await file.context.workspace.python.importsOf(name)).slice(0, 3).flatMap(({ statement, files }) => {
    const found = parseImport(statement);
    if (!found || !isReachable(found, self)) return [];
    const wish = inOwnStyle(file, found);
    return [
      { wish, ground: 'fact', variant: 'as-workspace-imports', why: `Other files of this workspace write it so.`, features: { files } },
    ];
  });
}

async function fromLikeNames(file: PythonFile, name: string, same: readonly NameUse[]): Promise<ImportReading[]> {
  const like = await moduleOfLikeNames(file, name, same);
  if (!like) return [];
  return [
    {
      wish: { module: like.module, member: name },
      ground: 'guess',
      variant: like.shared > 1 ? 'module-of-like-names' : 'module-of-like-name',
      why: `This file takes names of the same kind from '${like.module}'.`,
      features: { shared: like.shared },
    },
  ];
}

/** Modules of the workspace that define the name. */
async function fromWorkspace(file: PythonFile, name: string): Promise<ImportReading[]> {
  const self = moduleOf(file);
  const definers = (await file.context.workspace.python.definers(name)).filter((module) => isReachable({ module }, self));
  const isSole = definers.length === 1;
  return definers.slice(0, 3).map((module) => ({
    wish: inOwnStyle(file, { module, member: name }),
    ground: isSole ? 'fact' : 'sign',
    variant: isSole ? 'sole-definer-in-workspace' : 'one-of-definers-in-workspace',
    why: `It is defined in '${module}' of this workspace.`,
    features: { definers: definers.length },
  }));
}

/** Whether the file imports modules beside it by `from . import name`, and the name is used as a module. */
function importsNeighbours(file: PythonFile, name: string, same: readonly NameUse[]): boolean {
  const neighbours = file.scopes.imports.filter((it) => it.module === '.' && it.member !== undefined).length;
  return (
    neighbours >= (name.startsWith('_') ? 1 : 2) &&
    same.every((it) => attributeOf(it, file) !== undefined) &&
    !isStandardModule(name, file.minor) &&
    /^[a-z_]{3,}$/.test(name) &&
    !isStandardModule(name.replace(/^_+/, ''), file.minor)
  );
}

/** `from . import name` */
const neighbour = (name: string): ImportReading => ({
  wish: { module: '.', member: name },
  ground: 'sign',
  variant: 'neighbour',
  why: `This file imports its neighbours so.`,
});

/** By dots, where the file imports its own package so. */
function inOwnStyle(file: PythonFile, wish: ImportWish): ImportWish {
  if (wish.member === undefined || wish.module.startsWith('.') || !importsRelatively(file)) return wish;
  const { workspace, path } = file.context;
  return { ...wish, module: relativeName(packageParts(workspace, path), wish.module) ?? wish.module };
}

/** The file's own module. */
const moduleOf = (file: PythonFile): string | undefined => moduleName(file.context.workspace.root, file.context.path);

/** Not the file itself, and not a test's helper for code that is no test. */
function isReachable(wish: ImportWish, self: string | undefined): boolean {
  const isTest = (module: string): boolean => /(?:^|\.)(?:tests?|conftest|test_\w+|\w+_test)(?:\.|$)/.test(module);
  return wish.module !== '' && wish.module !== self && (!isTest(wish.module) || (self !== undefined && isTest(self)));
}
