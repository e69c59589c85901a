// Whether a name means in this file what it meant in the pair's: imported from the same place, or made in the same way.

import { escapeRegExp } from '../../syntax/escape-reg-exp';

/** How a text binds a name at its outermost level, as far as its lines tell. */
type Bound = { readonly by: 'import'; readonly from: string } | { readonly by: 'definition' | 'value' };

/** Names that one file imports and the other makes itself, or that come from different modules, are different things. */
export function meansTheSame(name: string, there: string, here: string): boolean {
  const [a, b] = [boundBy(name, there), boundBy(name, here)];
  if (!a || !b) return true;
  if (a.by === 'import' && b.by === 'import') return a.from === b.from;
  return a.by === b.by;
}

function boundBy(name: string, text: string): Bound | undefined {
  const word = `(?<![\\w$.])${escapeRegExp(name)}(?![\\w$])`;
  for (const line of text.matchAll(new RegExp(`^.*${word}.*$`, 'gm'))) {
    const [row] = line;
    const from = importedFrom(row, word);
    if (from !== undefined) return { by: 'import', from };
    if (new RegExp(`^(?:export\\s+)?(?:default\\s+)?(?:async\\s+)?(?:def|class|function\\s*\\*?|interface|enum|type)\\s+${word}`).test(row))
      return { by: 'definition' };
    if (new RegExp(`^(?:export\\s+)?(?:(?:const|let|var)\\s+)?${word}\\s*(?::[^=]*)?=(?!=)`).test(row)) return { by: 'value' };
  }
  return undefined;
}

/** The module, its last part alone where it may be written relatively, with the name it has there. */
function importedFrom(row: string, word: string): string | undefined {
  const last = (module: string): string => module.split(/[./]/).filter(Boolean).at(-1) ?? module;
  const python = /^\s*from\s+([.\w]+)\s+import\s+(.*)$/.exec(row);
  if (python) {
    const as = new RegExp(`([\\w$]+)\\s+as\\s+${word}`).exec(python[2] ?? '')?.[1];
    return new RegExp(word).test(python[2] ?? '') ? `${last(python[1] ?? '')} ${as ?? ''}` : undefined;
  }
  const plain = /^\s*import\s+([\w., ]+)$/.exec(row);
  if (plain)
    return (
      new RegExp(`([\\w.]+)\\s+as\\s+${word}`).exec(row)?.[1] ?? (new RegExp(`(?:import|,)\\s+${word}`).test(row) ? 'itself' : undefined)
    );
  const script =
    /^\s*import\s+(.*)\s+from\s+["']([^"']+)["']/.exec(row) ?? /^\s*(?:const|let|var)\s+(.*?)\s*=\s*require\(["']([^"']+)["']/.exec(row);
  return script && new RegExp(word).test(script[1] ?? '') ? last((script[2] ?? '').replace(/\.[cm]?[jt]sx?$/, '')) : undefined;
}

export const isImportLine = (line: string): boolean =>
  /^\s*(?:from\s+[.\w]+\s+import\s|import\s|(?:const|let|var)\s.+=\s*require\()/.test(line);

export function importedNames(text: string): string[] {
  const names: string[] = [];
  for (const line of text.split('\n'))
    if (isImportLine(line))
      for (const [name] of line.replace(/(["'`]).*?\1/g, '').matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)) names.push(name);
  return names;
}
