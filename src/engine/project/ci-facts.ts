// What a folder says of how it is installed and tested, as a CI has to know it. Its files are looked at, nothing is run.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { readFileText } from '../files/read-file';

export interface CiFacts {
  /** Shell commands that install what the project needs, in order. */
  readonly install: readonly string[];
  readonly python: boolean;
  /** The command that runs the tests; undefined where nothing says it. */
  readonly test: string | undefined;
}

/** In bytes. */
const MAX_FILE = 1024 * 1024;

/** `root`: absolute. Never throws. */
export function ciFacts(root: string): CiFacts {
  const has = (name: string): boolean => fs.existsSync(path.join(root, name));
  const node = has('package.json');
  const python = ['pyproject.toml', 'setup.py', 'requirements.txt', 'pytest.ini', 'tox.ini'].some(has);
  const pyproject = read(root, 'pyproject.toml');
  return {
    install: [
      ...(node ? [has('package-lock.json') || has('npm-shrinkwrap.json') ? 'npm ci' : 'npm install'] : []),
      ...(has('requirements.txt') ? ['python -m pip install -r requirements.txt'] : []),
      ...(/^\[build-system\]/m.test(pyproject) || has('setup.py') ? ['python -m pip install -e .'] : []),
      ...(python ? ['python -m pip install pytest pyright'] : []),
    ],
    python,
    test: node && hasTestScript(read(root, 'package.json')) ? 'npm test' : python ? 'python -m pytest' : undefined,
  };
}

function hasTestScript(text: string): boolean {
  try {
    const { scripts } = JSON.parse(text) as { scripts?: Readonly<Record<string, unknown>> };
    const test = scripts?.['test'];
    return typeof test === 'string' && !test.includes('no test specified');
  } catch {
    return false;
  }
}

function read(root: string, name: string): string {
  try {
    return readFileText(path.join(root, name), MAX_FILE) ?? '';
  } catch {
    return '';
  }
}
