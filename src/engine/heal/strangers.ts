// A name that a mended program reads and that nothing knows: more is wrong with the program than its syntax.

import type { SyntaxNode } from '@lezer/common';
import type { Problem } from '../problem';
import { moduleName } from '../project/python-index';
import type { Workspace } from '../project/workspace';
import { NEVER_IMPORTED, isOfStandardLibrary } from '../fixers/python/names/standard-import';
import { MODULE_ALIASES } from '../fixers/python/shared/data/aliases';
import { isStandardModule } from '../fixers/python/shared/stdlib';
import { BUILTINS, pythonScopes, type PythonScopes } from '../syntax/python-scopes';
import type { SourceText } from '../syntax/source-text';

/** A text that reads fewer names is a piece of something, and so is one that lacks more of them: they may come from around it. */
const FEWEST_READ = 4;
const MOST_LACKING = 0.3;
/** A longer text has run before: what it reads came from somewhere. */
const MOST_LINES = 200;
/** What gives names to a module without writing them down. */
const BINDS_UNSEEN = /\b(?:globals|locals|vars|exec|setattr)\s*\(/;
/** What installs itself among the builtins, and what was one in Python 2. */
const INSTALLED =
  /^(?:_|__\w+__|display|get_ipython|reveal_type|unicode|basestring|xrange|raw_input|unichr|long|cmp|execfile|file|reload)$/;

/** Of a Python text. `hidden`: what is wrong with the text besides, among it the names that nothing in it binds. False for a torn-out piece of a program. */
export async function hasStranger(
  hidden: readonly Problem[],
  source: SourceText,
  path: string,
  { root, python, interpreter }: Pick<Workspace, 'root' | 'python' | 'interpreter'>,
): Promise<boolean> {
  const scopes = pythonScopes(source.text);
  if (scopes.star || source.lineCount > MOST_LINES || BINDS_UNSEEN.test(source.text)) return false;
  const told = hidden.filter(({ errorType }) => errorType === 'NameError').map((problem) => nameOf(problem, source));
  const unbound = [...new Set([...told, ...neverBegun(scopes), ...readTooEarly(scopes)])];
  // What has a class's name is hardly ever a slip.
  const likely = unbound.filter((name) => !/^[A-Z]\w*[a-z]/.test(name) && !INSTALLED.test(name) && !isFromLibrary(name));
  if (likely.length === 0) return false;
  const read = new Set(scopes.uses.flatMap(({ name }) => (BUILTINS.has(name) ? [] : [name]))).size;
  if (read < FEWEST_READ) return false;
  const [modules, installed] = [await python.modules(), await interpreter?.modules()];
  const strangers: string[] = [];
  const own = moduleName(root, path);
  for (const name of likely) {
    const isModule = modules.has(name) || (installed?.has(name) && !isStandardModule(name) && !NEVER_IMPORTED.has(name));
    if (!isModule && (await python.definers(name)).every((module) => module === own)) strangers.push(name);
  }
  return strangers.length > 0 && strangers.length <= MOST_LACKING * read;
}

/** Names that are only ever added to. */
const neverBegun = ({ scopes }: PythonScopes): string[] =>
  scopes.flatMap(({ bindings, globals, nonlocals }) =>
    [...bindings].flatMap(([name, all]) =>
      all.every(({ kind }) => kind === 'augmented') &&
      !globals.has(name) &&
      !nonlocals.has(name) &&
      !scopes.some((other) => other.bindings.get(name)?.some(({ kind }) => kind !== 'augmented'))
        ? [name]
        : [],
    ),
  );

/** Names that a script reads on its way before it gives them a value. */
function readTooEarly({ module, uses }: PythonScopes): string[] {
  return uses.flatMap(({ name, scope, from }) => {
    if (scope !== module || BUILTINS.has(name)) return [];
    const [first] = [...(module.bindings.get(name) ?? [])].sort((a, b) => a.from - b.from);
    return first && first.kind !== 'augmented' && first.from > from && !inOneLoop(first.node, from) ? [name] : [];
  });
}

function inOneLoop(node: SyntaxNode, offset: number): boolean {
  for (let at: SyntaxNode | null = node; at; at = at.parent)
    if (/^(?:For|While)Statement$|Comprehension/.test(at.name) && at.from <= offset && offset < at.to) return true;
  return false;
}

const nameOf = ({ location }: Problem, source: SourceText): string =>
  source.text.slice(source.offsetAt(location.range.start), source.offsetAt(location.range.end));

/** A name of a known library lacks no more than its import. */
const isFromLibrary = (name: string): boolean => Object.hasOwn(MODULE_ALIASES, name) || isOfStandardLibrary(name);
