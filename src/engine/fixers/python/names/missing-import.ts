// The part of the undefined-name decision that weighs imports: which statement would define the name, and how sure that is.

import { insert, replace } from '../../../syntax/edits';
import { children, type ImportedName, type NameUse } from '../../../syntax/python-scopes';
import { moduleName } from '../../../project/python-index';
import { ABSTRACT_COLLECTIONS, CONVENTIONAL_MEMBERS, MODULE_ALIASES, PYTHON2_MOVED } from '../shared/data/aliases';
import { attributeOf, type Option } from './name-option';
import { addImport, importStatement, parseImport, type ImportWish } from '../imports/import-edit';
import type { PythonFile } from '../shared/python-file';
import { similarity } from '../shared/similar';
import { wordsOf } from '../shared/words';
import { isStandardModule, standardDefiners, standardExports, standardHas } from '../shared/stdlib';

export async function missingImports(file: PythonFile, use: NameUse, same: readonly NameUse[]): Promise<Option[]> {
  const aliased = underAlias(file, use, same);
  if (aliased.length > 0) return aliased;
  const misspelt = misspeltImport(file, use);
  if (misspelt) return [misspelt];
  const options: Option[] = [];
  const add = (wish: ImportWish, confidence: number, why: string): void => {
    const statement = importStatement(wish);
    if (confidence <= 0 || options.some((known) => known.title === `Add '${statement}'`)) return;
    options.push({
      kind: 'import',
      title: `Add '${statement}'`,
      explanation: `'${use.name}' is used but never imported. ${why}`,
      edits: addImport(file, wish),
      confidence,
    });
  };
  const siblings = await fromModulesInUse(file, use.name);
  for (const { module, confidence, why } of siblings) add({ module, member: use.name }, confidence, why);
  const qualified = inImportedModule(file, use, same);
  if (qualified) options.push(qualified);
  const { root } = file.context.workspace;
  const self = moduleName(root, file.context.path);
  for (const known of (await file.context.workspace.python.importsOf(use.name)).slice(0, 3)) {
    const wish = parseImport(known.statement);
    if (wish && reachable(wish, self)) add(wish, Math.min(0.95, 0.9 + 0.01 * known.files), `Other files of this workspace write it so.`);
  }
  for (const { module, confidence } of await kin(file, use.name, same))
    add({ module, member: use.name }, confidence, `This file takes names of the same kind from '${module}'.`);
  const definers = (await file.context.workspace.python.definers(use.name)).filter((module) => reachable({ module }, self));
  for (const module of definers.slice(0, 3))
    add({ module, member: use.name }, definers.length === 1 ? 0.9 : 0.6, `It is defined in '${module}' of this workspace.`);
  const neighbours = file.scopes.imports.filter((it) => it.module === '.' && it.member !== undefined).length;
  if (
    neighbours >= (use.name.startsWith('_') ? 1 : 2) &&
    same.every((it) => attributeOf(it, file) !== undefined) &&
    !isStandardModule(use.name, file.minor) &&
    /^[a-z_]{3,}$/.test(use.name) &&
    !isStandardModule(use.name.replace(/^_+/, ''), file.minor)
  ) {
    add({ module: '.', member: use.name }, 0.75, `This file imports its neighbours so.`);
  } else await standard(file, use, same, add);
  return options.sort((a, b) => b.confidence - a.confidence).slice(0, 3);
}

/** `from threading import RoLck` where the code says `RLock`: the import is what is misspelt. */
function misspeltImport(file: PythonFile, use: NameUse): Option | undefined {
  const read = new Set(file.scopes.uses.map((it) => it.name));
  for (const it of file.scopes.imports) {
    if (it.member === undefined || it.aliased || it.member === use.name || read.has(it.name) || similarity(it.member, use.name) < 0.72)
      continue;
    const known = standardExports(it.module, file.minor);
    if (known && (known.includes(it.member) || !known.includes(use.name))) continue;
    const part = children(it.node)
      .filter((node) => node.name === 'VariableName' && file.text.slice(node.from, node.to) === it.member)
      .at(-1);
    if (!part) continue;
    return {
      kind: 'import',
      title: `Change '${it.member}' to '${use.name}' in the import`,
      explanation: `'${it.member}' is imported and never used; '${use.name}' is used and never imported.`,
      edits: [replace(part.from, part.to, use.name)],
      confidence: known ? 0.97 : 0.9,
    };
  }
  return undefined;
}

/** Words that say nothing about where a name comes from. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  'get',
  'set',
  'has',
  'make',
  'new',
  'create',
  'from',
  'the',
  'and',
  'for',
  'with',
  'base',
  'utils',
  'util',
  'common',
  'core',
  'lib',
  'main',
  'init',
  'data',
  'type',
  'types',
  'name',
  'test',
  'tests',
  'error',
  'exception',
  'exceptions',
  'errors',
  'abstract',
  'default',
]);

const kinds = (name: string): string[] =>
  wordsOf(name)
    .map(({ word }) => word.toLowerCase().replace(/(?<=...)s$/, ''))
    .filter((word) => word.length >= 2 && !EVERYWHERE.has(word));

/**
 * Modules that nobody here can look into, and from which the file takes names like this one: `from .handler import ContentHandler`
 * is where `ErrorHandler` comes from. A guess by words, so never sure.
 */
async function kin(file: PythonFile, name: string, same: readonly NameUse[]): Promise<{ module: string; confidence: number }[]> {
  const { interpreter, python } = file.context.workspace;
  const words = kinds(name);
  // What is used as a value only may be a forgotten variable.
  const isCode = /^_*[A-Z]/.test(name) || same.some((it) => file.text[it.to] === '(');
  if (words.length === 0 || !isCode) return [];
  const members = new Map<string, string[]>();
  for (const it of file.scopes.imports)
    if (it.member !== undefined && it.name !== '*' && it.scope === file.scopes.module)
      members.set(it.module, [...(members.get(it.module) ?? []), it.member]);
  const found: { module: string; score: number }[] = [];
  for (const [module, taken] of members) {
    if (isStandardModule(module, file.minor) || (await python.exports(module)) !== undefined) continue;
    if (!module.startsWith('.') && (await interpreter?.definitions(module))?.length) continue;
    const tail = kinds(module.split('.').at(-1) ?? '');
    const inModule = words.some((word) => tail.includes(word)) ? 1 : 0;
    const alike = Math.max(
      ...taken.map((member) => {
        const others = kinds(member);
        const first = others[0] === words[0];
        const last = others.at(-1) === words.at(-1);
        return (
          (first && words.length > 1 ? 1 : 0) +
          (last && words.length > 1 ? 1 : 0) +
          (first && (words.length === 1 || others.length === 1) ? 1 : 0)
        );
      }),
    );
    if (inModule + alike > 0) found.push({ module, score: inModule + alike });
  }
  found.sort((a, b) => b.score - a.score);
  const [first, second] = found;
  if (!first || second?.score === first.score) return [];
  return [{ module: first.module, confidence: first.score > 1 ? 0.66 : 0.52 }];
}

/** Not the file itself, and not a test's helper for code that is no test. */
function reachable(wish: ImportWish, self: string | undefined): boolean {
  const isTest = (module: string): boolean => /(?:^|\.)(?:tests?|conftest|test_\w+|\w+_test)(?:\.|$)/.test(module);
  return wish.module !== '' && wish.module !== self && (!isTest(wish.module) || (self !== undefined && isTest(self)));
}

type Add = (wish: ImportWish, confidence: number, why: string) => void;

async function standard(file: PythonFile, use: NameUse, same: readonly NameUse[], add: Add): Promise<void> {
  const { name } = use;
  const { minor } = file;
  const attributes = [...new Set(same.map((it) => attributeOf(it, file)))];
  const attribute = attributes.find((it) => it !== undefined);
  const { interpreter, python } = file.context.workspace;
  const own = await python.modules();
  const moved = PYTHON2_MOVED[name];
  if (moved) add({ module: moved[0], member: name }, moved[1], `In Python 3 it is part of '${moved[0]}'.`);
  const standardModule = !name.includes('.') && isStandardModule(name, minor) && !NEVER_IMPORTED.has(name);
  if (standardModule) {
    const known = standardExports(name, minor) ?? [];
    // The data has public names only.
    const fits = attributes.every((it) => it === undefined || it.startsWith('_') || known.includes(it));
    const bare = attributes.every((it) => it === undefined);
    // A module is not called: `copy(x)` wants copy.copy.
    const member = bare && same.some((it) => file.text[it.to] === '(') && known.includes(name);
    if (!member)
      add(
        { module: name },
        bare ? bareModule(file, same) : fits ? 0.97 : (await trulyHas(file, name, attributes)) ? 0.95 : 0.45,
        `'${name}' is a module of the standard library.`,
      );
  } else if (own.has(name)) {
    const known = await python.exports(name);
    add(
      { module: name },
      attribute === undefined ? 0.6 : known?.includes(attribute) ? 0.93 : 0.6,
      `'${name}' is a module of this workspace.`,
    );
  } else if (interpreter && attribute !== undefined && !NEVER_IMPORTED.has(name) && (await interpreter.modules()).has(name)) {
    const known = await interpreter.exports(name);
    add({ module: name }, known === undefined ? 0.75 : known.includes(attribute) ? 0.92 : 0.45, `'${name}' is installed.`);
  }
  // `import sys as _sys`: the standard library's own way to keep a name private.
  const bare = name.replace(/^_+/, '');
  if (
    bare !== name &&
    attribute !== undefined &&
    !isStandardModule(name, minor) &&
    isStandardModule(bare, minor) &&
    !NEVER_IMPORTED.has(bare)
  ) {
    const known = standardExports(bare, minor) ?? [];
    if (attributes.every((it) => it === undefined || known.includes(it)))
      add({ module: bare, alias: name }, 0.85, `'${bare}' is a module of the standard library, here under a private name.`);
  }
  const convention = Object.hasOwn(MODULE_ALIASES, name) ? MODULE_ALIASES[name] : undefined;
  if (convention && attribute !== undefined) {
    const top = convention.split('.')[0] ?? convention;
    const there = isStandardModule(convention, minor) || own.has(top) || (await interpreter?.modules())?.has(top) === true;
    const has = isStandardModule(convention, minor) ? (standardExports(convention, minor) ?? []).includes(attribute) : there;
    if (there && has)
      add(
        { module: convention, alias: name },
        name.length <= 2 && !isStandardModule(convention, minor) ? 0.93 : 0.9,
        `'${name}' is the usual short name of '${convention}'.`,
      );
  }
  if (!standardModule || CONVENTIONAL_MEMBERS.has(name)) members(file, use, attribute, add);
}

/** A module is hardly ever named without something out of it: looped over or called it is a forgotten variable. */
function bareModule(file: PythonFile, same: readonly NameUse[]): number {
  if (same.some((it) => file.text[it.to] === '(' || file.text[it.to] === '[')) return 0.2;
  const parents = same.map((it) => file.scopes.tree.resolveInner(it.from, 1).parent?.name);
  if (parents.every((parent) => parent === 'ExpressionStatement')) return 0.82;
  return parents.every((parent) => parent === 'ArgList' || parent === 'AssignStatement') ? 0.5 : 0.2;
}

/** The interpreter knows names that the data leaves out. */
async function trulyHas(file: PythonFile, module: string, attributes: readonly (string | undefined)[]): Promise<boolean> {
  const known = await file.context.workspace.interpreter?.exports(module);
  return known !== undefined && attributes.every((it) => it === undefined || known.includes(it));
}

/** Modules whose name is rather a variable, or that nobody imports. */
const NEVER_IMPORTED: ReadonlySet<string> = new Set([
  'code',
  'test',
  'this',
  'parser',
  'symbol',
  'token',
  'chunk',
  'posix',
  'nt',
  'formatter',
  'new',
  'user',
  'commands',
  'dircache',
]);
/** Modules whose members nobody imports singly, or that shadow better places. */
const POOR_SOURCES =
  /^(?:tkinter|turtle|curses|posix|posixpath|ntpath|genericpath|nt|distutils|encodings(?:\.\w+)?|sqlite3\.dbapi2|multiprocessing\.dummy|xml\.dom|ctypes\.wintypes|lib2to3|idlelib|builtins|test|wsgiref|msilib|asyncio\.\w+|importlib\.\w+|unittest\.(?!mock)\w+|json\.\w+|concurrent\.futures\.\w+|email\.\w+|logging\.\w+|symtable|opcode|dis|token|pickletools|ossaudiodev|termios|tty|pty|socket|ssl|errno|winreg|msvcrt|platform|pydoc|pdb|bdb|code|codeop|plistlib|mailbox|smtplib|ftplib|imaplib|poplib|telnetlib|nntplib|xmlrpc\.\w+|dbm\.\w+|sre_\w+|pyclbr|tabnanny|trace|profile|pstats|cgi|cgitb|aifc|wave|sunau|chunk|colorsys|imghdr|sndhdr|audioop|nis|resource|fcntl|grp|pwd|spwd|crypt|syslog|readline|rlcompleter|zipapp|ensurepip|venv|sched|optparse|getopt)$/;

/** `from module import name` out of the standard library. */
function members(file: PythonFile, use: NameUse, attribute: string | undefined, add: Add): void {
  const { name } = use;
  const { minor } = file;
  const imported = new Set(file.scopes.imports.filter((it) => it.member !== undefined).map((it) => it.module));
  let home = CONVENTIONAL_MEMBERS.get(name);
  if (ABSTRACT_COLLECTIONS.has(name) && imported.has('collections.abc')) home = 'collections.abc';
  const self = moduleName(file.context.workspace.root, file.context.path);
  if (home === self) home = undefined;
  const why = (module: string): string => `'${module}' of the standard library defines it.`;
  if (home && standardHas(home, name, minor)) {
    // The name alone says little where it is an everyday word: `date`, `field`, `join` may be a forgotten variable.
    const everyday = /^[a-z]{1,8}$/.test(name) && !SURE_WORDS.has(name);
    const called = file.text[use.to] === '(';
    const fits =
      attribute === undefined ||
      home === 'datetime' ||
      /^[A-Z]/.test(name) ||
      name === 'chain' ||
      name === 'environ' ||
      name === 'mock' ||
      name === 'patch';
    add({ module: home, member: name }, !fits ? 0.35 : everyday ? (called ? 0.8 : 0.62) : 0.93, why(home));
    return;
  }
  const definers = standardDefiners(name, minor).filter((module) => module !== self && !POOR_SOURCES.test(module));
  const distinct = definers.filter((module) => !definers.some((other) => other !== module && module.startsWith(`${other}.`)));
  const [only] = distinct;
  if (!only) return;
  const telling = /^_*[A-Z][a-z]+[A-Z]?\w*$/.test(name)
    ? name.length >= 5
    : /_/.test(name)
      ? name.length >= 8
      : /^[a-z]+$/.test(name)
        ? name.length >= 10
        : false;
  if (!telling) return;
  add({ module: only, member: name }, distinct.length === 1 ? 0.85 : distinct.length === 2 ? 0.5 : 0.35, why(only));
}

/** Short lower-case members that are hardly ever a variable. */
const SURE_WORDS: ReadonlySet<string> = new Set([
  'sqrt',
  'deepcopy',
  'randint',
  'sleep',
  'wraps',
  'partial',
  'reduce',
  'deque',
  'ceil',
  'floor',
  'dataclass',
  'islice',
  'groupby',
  'pprint',
  'urlopen',
  'dedent',
  'rmtree',
  'heappop',
  'heapify',
  'getenv',
  'getcwd',
  'isfile',
  'isdir',
  'urlparse',
  'insort',
  'choice',
  'shuffle',
  'cast',
  'hypot',
  'gcd',
  'lcm',
  'auto',
  'overload',
  'suppress',
  'uuid',
  'getpass',
  'listdir',
  'makedirs',
  'basename',
  'dirname',
  'abspath',
  'expanduser',
  'timedelta',
  'datetime',
  'chain',
  'starmap',
  'factorial',
]);

/** A module that the file already imports from, and that exports the name. */
async function fromModulesInUse(file: PythonFile, name: string): Promise<{ module: string; confidence: number; why: string }[]> {
  const out: { module: string; confidence: number; why: string }[] = [];
  const modules = new Set(
    file.scopes.imports
      .filter((it) => it.member !== undefined && it.name !== '*' && it.scope === file.scopes.module)
      .map((it) => it.module),
  );
  const { interpreter, python } = file.context.workspace;
  // `st` of `import statistics as st` in another file is that file's own habit, not something it offers.
  const isHabit = (await python.importsOf(name)).some((it) => it.statement.startsWith('import '));
  for (const module of modules) {
    if (isHabit && !(await python.definers(name)).includes(module)) continue;
    const inStandard = standardHas(module, name, file.minor);
    // Where a module merely imports the name itself, that is not where it comes from.
    const own =
      inStandard || module.startsWith('.')
        ? []
        : (await python.definers(name)).includes(module)
          ? [name]
          : isStandardModule(module, file.minor)
            ? []
            : ((await interpreter?.definitions(module)) ?? []);
    if (inStandard || own.includes(name))
      out.push({ module, confidence: 0.96, why: `This file already imports from '${module}', which defines it.` });
  }
  if (out.length < 2) return out;
  // Several have it: the one that the file takes names of the same kind from.
  const kind = (word: string): string => (/^[A-Z0-9_]+$/.test(word) ? 'constant' : /^_*[A-Z]/.test(word) ? 'class' : 'function');
  const alike = (module: string): number =>
    file.scopes.imports.filter((it) => it.module === module && kind(it.member ?? '') === kind(name)).length;
  const most = Math.max(...out.map((it) => alike(it.module)));
  return out.map((it) => ({
    ...it,
    confidence: CONVENTIONAL_MEMBERS.get(name) === it.module ? 0.95 : most > 0 && alike(it.module) === most ? 0.85 : 0.5,
  }));
}

/** `pi` where `math` is imported: `math.pi`. */
function inImportedModule(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option | undefined {
  const found: { readonly it: ImportedName; readonly reads: number }[] = [];
  for (const it of file.scopes.imports) {
    if (it.member !== undefined || it.name === '*' || it.scope !== file.scopes.module) continue;
    const module = it.aliased ? it.module : it.name;
    if (!standardHas(module, use.name, file.minor) || use.name.length < 2) continue;
    const reads = file.scopes.uses.filter((other) => other.name === it.name && file.text[other.to] === '.').length;
    found.push({ it, reads });
  }
  found.sort((a, b) => b.reads - a.reads);
  const [first, second] = found;
  if (!first || (second && second.reads === first.reads)) return undefined;
  const everyday = /^[a-z]{1,5}$/.test(use.name) && !SURE_WORDS.has(use.name);
  const confidence =
    CONVENTIONAL_MEMBERS.get(use.name) === first.it.module ? 0.85 : file.text[use.to] === '(' && !everyday ? 0.7 : everyday ? 0.4 : 0.6;
  return {
    kind: 'alias',
    title: `Change '${use.name}' to '${first.it.name}.${use.name}'`,
    explanation: `'${use.name}' is part of the module '${first.it.name}', which is imported as a whole.`,
    edits: same.map((other) => insert(other.from, `${first.it.name}.`)),
    confidence,
  };
}

/** `pandas` where it was imported as `pd`; `np` where numpy was imported under its own name. */
function underAlias(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option[] {
  const { scopes } = file;
  for (const it of scopes.imports) {
    if (it.name === '*') continue;
    const real = it.member ?? it.module;
    const means = it.aliased && (real === use.name || (real.split('.').at(-1) === use.name && it.member === undefined));
    if (means && scopes.resolve(it.name, use.scope) !== undefined) {
      return [
        {
          kind: 'alias',
          title: `Change '${use.name}' to '${it.name}'`,
          explanation: `'${real}' was imported under the name '${it.name}'.`,
          edits: same.map((other) => replace(other.from, other.to, it.name)),
          confidence: 0.95,
        },
      ];
    }
  }
  const target = Object.hasOwn(MODULE_ALIASES, use.name) ? MODULE_ALIASES[use.name] : undefined;
  if (target === undefined || attributeOf(use, file) === undefined) return [];
  for (const it of scopes.imports) {
    if (it.aliased || it.member !== undefined || it.module !== target) continue;
    const read = scopes.uses.some((other) => other.name === it.name);
    if (read || children(it.node).some((part) => part.name === ',')) {
      return [
        {
          kind: 'alias',
          title: `Change '${use.name}' to '${it.module}'`,
          explanation: `'${it.module}' was imported under its own name.`,
          edits: same.map((other) => replace(other.from, other.to, it.module)),
          confidence: 0.9,
        },
      ];
    }
    return [
      {
        kind: 'alias',
        title: `Import '${it.module}' as '${use.name}'`,
        explanation: `The code calls '${it.module}' by its usual short name '${use.name}'.`,
        edits: [insert(it.node.to, ` as ${use.name}`)],
        confidence: 0.93,
      },
    ];
  }
  return [];
}
