// Where an undefined name may be imported from where no module is known to have it: whence the file takes names like it.

import type { NameUse } from '../../../syntax/python-scopes';
import type { PythonFile } from '../shared/python-file';
import { isStandardModule } from '../shared/stdlib';
import { wordsOf } from '../shared/words';

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

/** The words of a name that say what it is about. */
const tellingWords = (name: string): string[] =>
  wordsOf(name)
    .map(({ word }) => word.toLowerCase().replace(/(?<=...)s$/, ''))
    .filter((word) => word.length >= 2 && !EVERYWHERE.has(word));

/**
 * The module that nobody here can look into, and from which the file takes names like this one: `from .handler import ContentHandler`
 * is where `ErrorHandler` comes from. A guess by words. `shared` counts the places in which they share a word: the module's name, the first
 * word of both, the last word of both.
 */
export async function moduleOfLikeNames(
  file: PythonFile,
  name: string,
  same: readonly NameUse[],
): Promise<{ readonly module: string; readonly shared: number } | undefined> {
  const { interpreter, python } = file.context.workspace;
  const words = tellingWords(name);
  // What is used as a value only may be a forgotten variable.
  const isCode = /^_*[A-Z]/.test(name) || same.some((it) => file.text[it.to] === '(');
  if (words.length === 0 || !isCode) return undefined;
  const members = new Map<string, string[]>();
  for (const it of file.scopes.imports)
    if (it.member !== undefined && it.name !== '*' && it.scope === file.scopes.module)
      members.set(it.module, [...(members.get(it.module) ?? []), it.member]);
  const found: { module: string; shared: number }[] = [];
  for (const [module, taken] of members) {
    if (isStandardModule(module, file.minor) || (await python.exports(module)) !== undefined) continue;
    if (!module.startsWith('.') && (await interpreter?.definitions(module))?.length) continue;
    const tail = tellingWords(module.split('.').at(-1) ?? '');
    const inModule = words.some((word) => tail.includes(word)) ? 1 : 0;
    const alike = Math.max(
      ...taken.map((member) => {
        const others = tellingWords(member);
        const first = others[0] === words[0];
        const last = others.at(-1) === words.at(-1);
        return (
          (first && words.length > 1 ? 1 : 0) +
          (last && words.length > 1 ? 1 : 0) +
          (first && (words.length === 1 || others.length === 1) ? 1 : 0)
        );
      }),
    );
    if (inModule + alike > 0) found.push({ module, shared: inModule + alike });
  }
  found.sort((a, b) => b.shared - a.shared);
  const [first, second] = found;
  return first && second?.shared !== first.shared ? first : undefined;
}
