// A pair without what tells who wrote it and where: by choice, on top of the search for secrets. The code stays what it is.

import { pairId, type SuccessPair } from '../pair';
import { mapTexts } from '../redact-pair';

/** `names`: e-mail addresses, names of accounts and authors. `paths`: the folders and files of the workspace, and home folders. */
export const PRIVATE = ['names', 'paths'] as const;
export type Private = (typeof PRIVATE)[number];

const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g;
/** `/home/ada`, `C:\Users\Ada`. */
const HOME = /((?:^|[^\w.])(?:[A-Za-z]:)?[\\/]{1,2}(?:home|Users)[\\/]{1,2})[^\\/\s"'`:,;)\]}<>|]+/g;
/** Behind these words a person's name stands, up to the end of the line. */
const AUTHOR =
  /((?:@author|\bauthors?\s*[:=]|\bcopyright(?:\s*\(c\)|\s*©)?(?:\s*\d{4}(?:\s*[-–]\s*\d{4})?)?,?|\b(?:TODO|FIXME|XXX)\s*\()[ \t]*)([^\n\r)#*"'`]+)/gi;

export function anonymise(pair: SuccessPair, what: readonly Private[]): SuccessPair {
  if (what.length === 0) return pair;
  const paths = what.includes('paths') ? renamed(pair) : [];
  const out = mapTexts(pair, (text) => {
    let clean = text;
    if (what.includes('names')) clean = clean.replace(EMAIL, 'name@example.com').replace(AUTHOR, '$1name');
    if (what.length > 0) clean = clean.replace(HOME, '$1user');
    for (const [path, name] of paths) clean = clean.replaceAll(path, name);
    return clean;
  });
  return { ...out, id: pairId(out) };
}

/** The paths that a pair names, the longest first, each with the name that it gets: `file-1.py`. */
function renamed(pair: SuccessPair): (readonly [path: string, name: string])[] {
  const frames = pair.traceback.split('\n').flatMap((line) => /^(.+?):\d+(?: |$)/.exec(line)?.[1] ?? []);
  const paths = [...new Set([pair.file, ...pair.otherFiles, ...frames])].filter((path) => path !== '');
  return paths
    .map((path, i) => [path, `file-${i + 1}${/\.\w{1,5}$/.exec(path)?.[0] ?? ''}`] as const)
    .sort((a, b) => b[0].length - a[0].length);
}
