// Virtual environments that lie outside of the folder they belong to: where poetry and pipenv put them, told from names alone. Starts nothing.

import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { readFileText } from '../files/read-file';

/** A project's own description is short. In bytes. */
const MAX_DESCRIPTION = 1_000_000;

/** Absolute folders of the environments of a folder, likeliest first; they need not exist. */
export function managedEnvironments(root: string, env: NodeJS.ProcessEnv, home: string = os.homedir()): string[] {
  return [...poetryEnvironments(root, env, home), ...pipenvEnvironments(root, env, home)];
}

/** `~/.cache/pypoetry/virtualenvs/NAME-HASH-py3.12`. */
function poetryEnvironments(root: string, env: NodeJS.ProcessEnv, home: string): string[] {
  const description = readFileText(path.join(root, 'pyproject.toml'), MAX_DESCRIPTION);
  const name = description === undefined ? undefined : /^\s*name\s*=\s*["']([^"'\n]{1,100})["']/m.exec(description)?.[1];
  if (name === undefined) return [];
  const cache =
    env['POETRY_VIRTUALENVS_PATH'] ?? path.join(env['POETRY_CACHE_DIR'] ?? path.join(cacheFolder(env, home), 'pypoetry'), 'virtualenvs');
  const begin = `${name
    .toLowerCase()
    .replace(/[ $`!*@"\\\r\n\t]/g, '_')
    .slice(0, 42)}-${hashOf(root, 8)}-py`;
  // The newest Python first, should there be several.
  return foldersIn(cache)
    .filter((folder) => folder.startsWith(begin))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((folder) => path.join(cache, folder));
}

/** `~/.local/share/virtualenvs/FOLDER-HASH`. */
function pipenvEnvironments(root: string, env: NodeJS.ProcessEnv, home: string): string[] {
  const file = path.join(root, 'Pipfile');
  if (!fs.existsSync(file)) return [];
  const folder = path
    .basename(root)
    .replace(/[ &$`!*@"()[\]\\\r\n\t]/g, '_')
    .slice(0, 42);
  const places = env['WORKON_HOME'] ?? path.join(env['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'), 'virtualenvs');
  const short = createHash('sha256').update(file).digest().subarray(0, 6).toString('base64url').slice(0, 8);
  return [path.join(places, `${folder}-${short}`)];
}

/** As poetry writes it: the beginning of the path's hash. */
const hashOf = (text: string, length: number): string => createHash('sha256').update(text).digest('base64url').slice(0, length);

function cacheFolder(env: NodeJS.ProcessEnv, home: string): string {
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches');
  return process.platform === 'win32' ? path.join(env['LOCALAPPDATA'] ?? home) : (env['XDG_CACHE_HOME'] ?? path.join(home, '.cache'));
}

function foldersIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
