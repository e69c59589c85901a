// Which programs of a folder are started to heal its files: they came with the folder, and can do all that its user can.

import * as path from 'node:path';
import { liesIn } from '../files/lies-in';
import { findPython } from './find-python';
import { findEslints } from './eslint';
import { findPyright } from './pyright';
import { findRuff } from './ruff';
import { findTypeScript } from './find-typescript';

export interface WorkspaceProgram {
  readonly name: 'Python' | 'Pyright' | 'TypeScript' | 'Ruff' | 'ESLint';
  /** Absolute. */
  readonly path: string;
}

/** Those that lie in the folder itself. Starts nothing. */
export function workspacePrograms(root: string): WorkspaceProgram[] {
  const pyright = findPyright(root);
  const python = findPython(root);
  const eslints = findEslints(root);
  const found: readonly (readonly [WorkspaceProgram['name'], string | undefined])[] = [
    ['Python', python],
    ['Pyright', pyright?.args.find((argument) => path.isAbsolute(argument)) ?? pyright?.command],
    ['TypeScript', findTypeScript(root, [])[0]],
    ['Ruff', findRuff(root, python)],
    // Its configuration is run, too.
    ...eslints.map(({ folder, config }) => ['ESLint', liesIn(root, folder) ? folder : config] as const),
  ];
  return found.flatMap(([name, file], i) =>
    file !== undefined && liesIn(root, file) && found.findIndex(([, other]) => other === file) === i ? [{ name, path: file }] : [],
  );
}

/** The environment without the folder's own places on PATH: what is found there still came with the folder. */
export function environmentOutside(root: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const places = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter);
  return { ...env, PATH: places.filter((place) => place !== root && !liesIn(root, place)).join(path.delimiter) };
}
