// How the file's imports name modules: the folder, how words are joined, and what a module of another name would be called.

import { spellings, wordsIn } from '../../framework/identifiers';
import type { Import } from './imports';

/** How a file name joins words: `row_reader`, `row-reader`, `rowReader`, `RowReader`. */
export type Joining = 'snake' | 'kebab' | 'camel' | 'pascal';

export interface Habit {
  /** undefined where all names are one plain word. */
  readonly joining: Joining | undefined;
  /** Folder of most of the modules, up to its slash. */
  readonly folder: string;
  /** An import whose module is named after what it exports; undefined where there is none. */
  readonly model: Import | undefined;
}

/** How modules here are named after what they export, and where they lie: told by the imports, else by the file's own name. */
export function habitOf(file: string, own: readonly Import[]): Habit {
  const votes = new Map<Joining | undefined, { n: number; folders: string[]; model: Import }>();
  for (const known of own)
    for (const bound of known.names) {
      const base = baseOf(known.specifier);
      if (spellings(bound).length < 2 || !spellings(bound).includes(base)) continue;
      const vote = votes.get(joiningOf(base));
      if (vote) {
        vote.n++;
        vote.folders.push(folderOf(known.specifier));
      } else votes.set(joiningOf(base), { n: 1, folders: [folderOf(known.specifier)], model: known });
    }
  const [best] = [...votes].sort((a, b) => b[1].n - a[1].n);
  const seen = best ? best[0] : commonest(own.flatMap((known) => joiningOf(baseOf(known.specifier)) ?? []));
  return {
    joining: seen ?? joiningOf(baseOf(file)),
    folder: commonest(best?.[1].folders ?? own.map((known) => folderOf(known.specifier))) ?? '',
    model: best?.[1].model,
  };
}

export const baseOf = (specifier: string): string => specifier.slice(specifier.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
const folderOf = (specifier: string): string => specifier.slice(0, specifier.lastIndexOf('/') + 1);

function joiningOf(base: string): Joining | undefined {
  if (base.includes('_')) return 'snake';
  if (base.includes('-')) return 'kebab';
  if (/^[a-z].*[A-Z]/.test(base)) return 'camel';
  return /^[A-Z]/.test(base) ? 'pascal' : undefined;
}

/** The file name of a module that exports the name. */
export function moduleNamed(name: string, joining: Joining | undefined): string {
  const words = wordsIn(name);
  if (joining === 'snake') return words.join('_');
  if (joining === 'kebab') return words.join('-');
  if (joining === 'pascal') return name.charAt(0).toUpperCase() + name.slice(1);
  return words.map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}

function commonest<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Whether a module is called like what it would export: `./change-event` and `ChangeEvent`. */
export function isNamedAfter(specifier: string, name: string): boolean {
  return specifier.startsWith('.') && wordsIn(name).length > 1 && spellings(name).includes(baseOf(specifier));
}
