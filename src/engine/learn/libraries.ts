// The packages that a fix names: those whose imported names stand in the lines that it writes. With another version of one the fix may be wrong.

import { isScript, type LanguageId } from '../language';

/** Packages of one fix that are looked at. */
const MAX = 5;

/** Names as they are imported, without a path behind: `pandas`, `@scope/name`. The project's own modules may be among them. */
export function librariesOf(language: LanguageId, before: string, after: string): string[] {
  const old = new Set(before.split('\n'));
  const written = after.split('\n').filter((line) => !old.has(line));
  const words = new Set(written.join('\n').match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu) ?? []);
  const found = after.split('\n').flatMap((line) => {
    const one = isScript(language) ? scriptImport(line) : pythonImport(line);
    return one?.names.some((name) => words.has(name)) ? [one.library] : [];
  });
  return [...new Set(found)].slice(0, MAX);
}

interface Import {
  readonly library: string;
  /** Names that the file has by it. */
  readonly names: readonly string[];
}

const WORD = /[\p{ID_Start}_$][\p{ID_Continue}$]*/gu;

function pythonImport(line: string): Import | undefined {
  const [, from, names] = /^\s*from\s+(\w[\w.]*)\s+import\s+\(?(.*)$/.exec(line) ?? [];
  if (from !== undefined && names !== undefined) return { library: topOf(from), names: names.match(WORD) ?? [] };
  const [, module, alias] = /^\s*import\s+(\w[\w.]*)(?:\s+as\s+(\w+))?\s*$/.exec(line) ?? [];
  return module === undefined ? undefined : { library: topOf(module), names: [alias ?? topOf(module)] };
}

const topOf = (module: string): string => module.split('.')[0] ?? module;

function scriptImport(line: string): Import | undefined {
  const [, names = '', specifier = ''] =
    /^\s*import\s+(.+?)\s+from\s+["']([^"']+)["']/.exec(line) ??
    /^\s*(?:const|let|var)\s+(.+?)\s*=\s*require\(\s*["']([^"']+)["']/.exec(line) ??
    [];
  const library = /^(?:@[\w.-]+\/)?[\w][\w.-]*/.exec(specifier)?.[0];
  return library === undefined || specifier.startsWith('node:') ? undefined : { library, names: names.match(WORD) ?? [] };
}
