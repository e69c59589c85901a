// Where a command line that first goes to another folder runs: relative paths that it prints start there.

import path from 'node:path';

/** `cd web && `, `pushd "my shop"; `, `(cd api && `: the folder, and what follows. */
const GOES_TO =
  /^\s*\(?\s*(?:cd|pushd|Set-Location|chdir)\s+(?:\/d\s+)?(?:--\s+)?(?:"([^"$`]+)"|'([^']+)'|((?:[^\s;&|<>()$`"'\\]|\\[\w. -])+))\s*(?:&&|;|\n)\s*/i;
/** Options by which a program goes there itself. */
const OPTION =
  /^\s*(?:npm|pnpm|yarn|make|gmake|git|poetry|uv|cargo|go|just|ninja|bun)\b[^|;&]*?\s(?:--prefix|--cwd|--dir|--directory|--project|-C)[= ](?:"([^"$`]+)"|'([^']+)'|([^\s;&|<>()$`"'\\]+))/;
const WINDOWS = /^[A-Za-z]:[\\/]|^\\\\/;
const MAX_STEPS = 8;

/** `cwd` where the line goes nowhere, or where only the shell could tell. Pure text. */
export function folderOf(line: string, cwd: string): string {
  let folder = cwd;
  let rest = line.slice(0, 4_000);
  for (let step = 0; step < MAX_STEPS; step++) {
    const found = GOES_TO.exec(rest);
    if (!found) break;
    folder = joined(folder, found[1] ?? found[2] ?? found[3]?.replace(/\\(?=[ ])/g, '') ?? '');
    rest = rest.slice(found[0].length);
  }
  const option = OPTION.exec(rest);
  return option ? joined(folder, option[1] ?? option[2] ?? option[3] ?? '') : folder;
}

function joined(folder: string, name: string): string {
  // A home folder and `-` are known to the shell alone.
  if (name === '' || name.startsWith('~') || name === '-') return folder;
  if (WINDOWS.test(name)) return path.win32.normalize(name);
  if (name.startsWith('/')) return path.posix.normalize(name);
  if (folder === '') return folder;
  return WINDOWS.test(folder) ? path.win32.join(folder, name) : path.posix.join(folder, name.replaceAll('\\', '/'));
}
