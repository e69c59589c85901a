// Which Python a folder is meant to run with: the chosen one, its virtual environment, or the one on PATH.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { managedEnvironments } from './managed-environments';

const WINDOWS = process.platform === 'win32';
const BIN = WINDOWS ? 'Scripts' : 'bin';
const EXE = WINDOWS ? '.exe' : '';

/** Absolute path of the interpreter, undefined where there is none. Starts nothing. */
export function findPython(root: string, chosen?: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (chosen) {
    const file = chosen.includes('/') || chosen.includes('\\') ? path.resolve(root, chosen) : onPath(chosen, env);
    if (file && isProgram(file)) return file;
  }
  return virtualEnvironmentPython(root, env) ?? pythonOnPath(env);
}

/** The one on PATH: not of a folder, but of the machine or of an environment that its user has activated. */
export function pythonOnPath(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return onPath('python3', env) ?? onPath('python', env);
}

function virtualEnvironmentPython(root: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = ['.venv', 'venv', 'env'].map((name) => path.join(root, name));
  const active = env['VIRTUAL_ENV'];
  if (active && path.isAbsolute(active)) folders.unshift(active);
  const found = pythonIn([...folders, ...managedEnvironments(root, env)]);
  const conda = env['CONDA_PREFIX'];
  if (found || !conda || !path.isAbsolute(conda)) return found;
  // Conda's own begin every shell of those who have it: a folder's environment is more to the point.
  const python = path.join(conda, ...(WINDOWS ? [`python${EXE}`] : [BIN, 'python']));
  return isProgram(python) ? python : undefined;
}

const pythonIn = (folders: readonly string[]): string | undefined =>
  folders
    .filter((folder) => fs.existsSync(path.join(folder, 'pyvenv.cfg')))
    .map((folder) => path.join(folder, BIN, `python${EXE}`))
    .find(isProgram);

/** A program on PATH, by absolute path; relative entries of PATH are not trusted. */
export function onPath(program: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue;
    for (const extension of WINDOWS ? ['.exe', '.cmd', ''] : ['']) {
      const file = path.join(folder, program + extension);
      if (isProgram(file)) return file;
    }
  }
  return undefined;
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
