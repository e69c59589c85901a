// Which Python a folder is meant to run with, on real folders.

import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { findPython } from './find-python';

const base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-find-python-')));
afterAll(() => fs.rmSync(base, { recursive: true, force: true }));

let root = '';
let other = '';
beforeEach(() => {
  root = fs.mkdtempSync(path.join(base, 'shop-'));
  other = fs.mkdtempSync(path.join(base, 'other-'));
});

function environment(folder: string, isVirtual = true): string {
  const python = path.join(folder, 'bin', 'python');
  fs.mkdirSync(path.dirname(python), { recursive: true });
  fs.writeFileSync(python, '#!/bin/sh\n', { mode: 0o755 });
  if (isVirtual) fs.writeFileSync(path.join(folder, 'pyvenv.cfg'), 'home = /usr/bin\n');
  return python;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');
const find = (env: NodeJS.ProcessEnv): string | undefined => findPython(root, undefined, { PATH: '', ...env });

test.skipIf(process.platform === 'win32')("poetry's environment, of the newest Python", () => {
  fs.writeFileSync(path.join(root, 'pyproject.toml'), '[tool.poetry]\nname = "My Shop"\n');
  const name = `my_shop-${hash(root).slice(0, 8)}`;
  environment(path.join(other, `${name}-py3.9`));
  const newest = environment(path.join(other, `${name}-py3.12`));
  environment(path.join(other, `my_shop-abcdefgh-py3.13`));
  expect(find({ POETRY_VIRTUALENVS_PATH: other })).toBe(newest);
});

test.skipIf(process.platform === 'win32')("pipenv's environment", () => {
  fs.writeFileSync(path.join(root, 'Pipfile'), '');
  const short = createHash('sha256').update(path.join(root, 'Pipfile')).digest().subarray(0, 6).toString('base64url');
  const python = environment(path.join(other, `${path.basename(root)}-${short}`));
  expect(find({ WORKON_HOME: other })).toBe(python);
});

test.skipIf(process.platform === 'win32')("conda's comes after the folder's own, and before PATH's", () => {
  const conda = environment(path.join(other, 'conda'), false);
  expect(find({ CONDA_PREFIX: path.join(other, 'conda') })).toBe(conda);
  const own = environment(path.join(root, '.venv'));
  expect(find({ CONDA_PREFIX: path.join(other, 'conda') })).toBe(own);
});

test('what is no absolute folder is not looked at', () => {
  expect(find({ CONDA_PREFIX: 'conda', VIRTUAL_ENV: '.venv' })).toBeUndefined();
});
