// Where an undefined name may be imported from by what is known of modules and of their members: the standard library, the workspace's own modules, what is
// installed.

import { basename } from 'node:path';
import { moduleName } from '../../../project/python-index';
import type { NameUse } from '../../../syntax/python-scopes';
import type { ImportWish } from '../imports/import-edit';
import { ABSTRACT_COLLECTIONS, CONVENTIONAL_MEMBERS, MODULE_ALIASES, PYTHON2_MOVED } from '../shared/data/aliases';
import type { PythonFile } from '../shared/python-file';
import { isStandardModule, standardDefiners, standardExports, standardHas } from '../shared/stdlib';
import { attributeOf, type Ground } from './name-option';

/** An import that would define the name. */
export interface ImportReading {
  readonly wish: ImportWish;
  readonly ground: Ground;
  readonly variant: string;
  /** A sentence. */
  readonly why: string;
  readonly features?: Readonly<Record<string, number>>;
}

export async function importsByKnowledge(file: PythonFile, use: NameUse, same: readonly NameUse[]): Promise<ImportReading[]> {
  const { name } = use;
  const attributes = [...new Set(same.map((it) => attributeOf(it, file)))];
  const attribute = attributes.find((it) => it !== undefined);
  const isModule = isStandardModule(name, file.minor) && !NEVER_IMPORTED.has(name);
  return [
    ...movedSincePython2(name),
    ...(isModule ? await standardModule(file, name, same, attributes) : await otherModule(file, name, attribute)),
    ...privateAlias(file, name, attributes),
    ...(await usualAlias(file, name, same, attribute)),
    ...(!isModule || CONVENTIONAL_MEMBERS.has(name) ? standardMember(file, use, attribute) : []),
  ];
}

/** `reduce`, a builtin of Python 2. */
function movedSincePython2(name: string): ImportReading[] {
  const module = Object.hasOwn(PYTHON2_MOVED, name) ? PYTHON2_MOVED[name] : undefined;
  return module
    ? [{ wish: { module, member: name }, ground: 'fact', variant: 'moved-since-python2', why: `In Python 3 it is part of '${module}'.` }]
    : [];
}

async function standardModule(
  file: PythonFile,
  name: string,
  same: readonly NameUse[],
  attributes: readonly (string | undefined)[],
): Promise<ImportReading[]> {
  const known = standardExports(name, file.minor) ?? [];
  const reading = (ground: Ground, variant: string): ImportReading[] => [
    { wish: { module: name }, ground, variant, why: `'${name}' is a module of the standard library.`, features: { uses: same.length } },
  ];
  if (attributes.some((it) => it !== undefined)) {
    // The data has public names only.
    if (attributes.every((it) => it === undefined || it.startsWith('_') || known.includes(it))) return reading('fact', 'standard-module');
    return (await trulyHas(file, name, attributes))
      ? reading('fact', 'standard-module-by-interpreter')
      : reading('guess', 'standard-module-without-member');
  }
  // A module is hardly ever named without something out of it: called, indexed or looped over it is a forgotten variable.
  if (same.some((it) => file.text[it.to] === '(' || file.text[it.to] === '[')) return [];
  const parents = same.map((it) => file.scopes.tree.resolveInner(it.from, 1).parent?.name);
  if (parents.every((parent) => parent === 'ExpressionStatement')) return reading('sign', 'standard-module-as-statement');
  return parents.every((parent) => parent === 'ArgList' || parent === 'AssignStatement')
    ? reading('guess', 'standard-module-as-value')
    : [];
}

/** The interpreter knows names that the data leaves out. */
async function trulyHas(file: PythonFile, module: string, attributes: readonly (string | undefined)[]): Promise<boolean> {
  const known = await file.context.workspace.interpreter?.exports(module);
  return known !== undefined && attributes.every((it) => it === undefined || known.includes(it));
}

/** A module of the workspace, or one that is installed. */
async function otherModule(file: PythonFile, name: string, attribute: string | undefined): Promise<ImportReading[]> {
  const { interpreter, python } = file.context.workspace;
  // A file does not import itself.
  const isOwn = basename(file.context.path).replace(/\.pyi?$/, '') === name;
  if (!isOwn && (await python.modules()).has(name)) {
    const hasIt = attribute !== undefined && (await python.exports(name))?.includes(attribute);
    return [
      {
        wish: { module: name },
        ground: hasIt ? 'fact' : 'sign',
        variant: hasIt ? 'workspace-module-with-member' : 'workspace-module',
        why: `'${name}' is a module of this workspace.`,
      },
    ];
  }
  if (!interpreter || attribute === undefined || NEVER_IMPORTED.has(name) || !(await interpreter.modules()).has(name)) return [];
  const known = await interpreter.exports(name);
  const why = `'${name}' is installed.`;
  const wish = { module: name };
  if (known === undefined) return [{ wish, ground: 'sign', variant: 'installed-module', why }];
  return known.includes(attribute)
    ? [{ wish, ground: 'fact', variant: 'installed-module-with-member', why }]
    : [{ wish, ground: 'guess', variant: 'installed-module-without-member', why }];
}

/** `import sys as _sys`: the standard library's own way to keep a name private. */
function privateAlias(file: PythonFile, name: string, attributes: readonly (string | undefined)[]): ImportReading[] {
  const bare = name.replace(/^_+/, '');
  if (bare === name || isStandardModule(name, file.minor) || !isStandardModule(bare, file.minor) || NEVER_IMPORTED.has(bare)) return [];
  const known = standardExports(bare, file.minor) ?? [];
  if (attributes.every((it) => it === undefined) || !attributes.every((it) => it === undefined || known.includes(it))) return [];
  return [
    {
      wish: { module: bare, alias: name },
      ground: 'fact',
      variant: 'private-alias',
      why: `'${bare}' is a module of the standard library, here under a private name.`,
    },
  ];
}

/** Short names that nobody gives to anything of their own. */
export const MEANS_NOTHING_ELSE = /^(?:np|pd|plt|mpl|sns|jnp)$/;

/** `np`, `plt`. */
async function usualAlias(
  file: PythonFile,
  name: string,
  same: readonly NameUse[],
  attribute: string | undefined,
): Promise<ImportReading[]> {
  const module = name === 't' && same.length > 1 ? 'typing' : Object.hasOwn(MODULE_ALIASES, name) ? MODULE_ALIASES[name] : undefined;
  if (!module || attribute === undefined) return [];
  const { interpreter, python } = file.context.workspace;
  const top = module.split('.')[0] ?? module;
  const isThere = isStandardModule(module, file.minor)
    ? standardExports(module, file.minor)?.includes(attribute)
    : (await python.modules()).has(top) || (await interpreter?.modules())?.has(top);
  const wish = { module, alias: name };
  const why = `'${name}' is the usual short name of '${module}'.`;
  if (isThere) return [{ wish, ground: 'fact', variant: 'usual-alias', why }];
  // Where a checker reads code that runs elsewhere, the name still means nothing else.
  const isMeant = file.context.problem.origin === 'diagnostic' && MEANS_NOTHING_ELSE.test(name) && !isStandardModule(module, file.minor);
  return isMeant ? [{ wish, ground: 'sign', variant: 'usual-alias-not-installed', why }] : [];
}

/** `from module import name` out of the standard library. */
function standardMember(file: PythonFile, use: NameUse, attribute: string | undefined): ImportReading[] {
  const { name } = use;
  const { minor } = file;
  const imported = new Set(file.scopes.imports.filter((it) => it.member !== undefined).map((it) => it.module));
  const self = moduleName(file.context.workspace.root, file.context.path);
  const reading = (module: string, ground: Ground, variant: string, features: Record<string, number> = {}): ImportReading => ({
    wish: { module, member: name },
    ground,
    variant,
    why: `'${module}' of the standard library defines it.`,
    features: { length: name.length, ...features },
  });
  let home = CONVENTIONAL_MEMBERS.get(name);
  if (ABSTRACT_COLLECTIONS.has(name) && imported.has('collections.abc')) home = 'collections.abc';
  if (home && home !== self && standardHas(home, name, minor)) {
    if (attribute !== undefined && !HAVE_ATTRIBUTES.test(name) && home !== 'datetime')
      return [reading(home, 'guess', 'usual-member-with-attribute')];
    if (!isEverydayWord(name, 8)) return [reading(home, 'fact', 'usual-member')];
    return [reading(home, 'sign', file.text[use.to] === '(' ? 'everyday-member-called' : 'everyday-member')];
  }
  const definers = standardDefiners(name, minor).filter((module) => module !== self && !POOR_SOURCES.test(module));
  const distinct = definers.filter((module) => !definers.some((other) => other !== module && module.startsWith(`${other}.`)));
  const [only] = distinct;
  if (!only || !isTelling(name)) return [];
  return [
    distinct.length === 1
      ? reading(only, 'fact', 'sole-standard-definer')
      : reading(only, 'guess', 'one-of-standard-definers', { definers: distinct.length }),
  ];
}

/** A module of the standard library, or a member that is known by its name alone. */
export const isOfStandardLibrary = (name: string): boolean =>
  (isStandardModule(name) && !NEVER_IMPORTED.has(name)) ||
  CONVENTIONAL_MEMBERS.has(name) ||
  Object.hasOwn(PYTHON2_MOVED, name) ||
  (isTelling(name) && standardDefiners(name).length > 0);

/** Members that code reads attributes from: classes, and these. */
const HAVE_ATTRIBUTES = /^(?:[A-Z]|(?:chain|environ|mock|patch)$)/;

/** Long or made of several words: hardly a variable. */
function isTelling(name: string): boolean {
  if (/^_*[A-Z][a-z]+[A-Z]?\w*$/.test(name)) return name.length >= 5;
  return /_/.test(name) ? name.length >= 8 : /^[a-z]+$/.test(name) && name.length >= 10;
}

/** The name alone says little where it is an everyday word of at most so many letters: `date`, `field`, `join` may be a forgotten variable. */
export const isEverydayWord = (name: string, most: number): boolean =>
  name.length <= most && /^[a-z]+$/.test(name) && !NEVER_VARIABLES.has(name);

/** Modules whose name is rather a variable, or that nobody imports. */
export const NEVER_IMPORTED: ReadonlySet<string> = new Set([
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
  /^(?:tkinter(?:\.\w+)?|turtle|curses|posix|posixpath|ntpath|genericpath|nt|distutils|encodings(?:\.\w+)?|sqlite3\.dbapi2|multiprocessing\.dummy|xml\.dom|ctypes\.wintypes|lib2to3|idlelib|builtins|test|wsgiref|msilib|asyncio\.\w+|importlib\.\w+|unittest\.(?!mock)\w+|json\.\w+|concurrent\.futures\.\w+|email\.\w+|logging\.\w+|symtable|opcode|dis|token|pickletools|ossaudiodev|termios|tty|pty|socket|ssl|errno|winreg|msvcrt|platform|pydoc|pdb|bdb|code|codeop|plistlib|mailbox|smtplib|ftplib|imaplib|poplib|telnetlib|nntplib|xmlrpc\.\w+|dbm\.\w+|sre_\w+|pyclbr|tabnanny|trace|profile|pstats|cgi|cgitb|aifc|wave|sunau|chunk|colorsys|imghdr|sndhdr|audioop|nis|resource|fcntl|grp|pwd|spwd|crypt|syslog|readline|rlcompleter|zipapp|ensurepip|venv|sched|optparse|getopt)$/;

/** Short lower-case members that are hardly ever a variable. */
const NEVER_VARIABLES: ReadonlySet<string> = new Set([
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
