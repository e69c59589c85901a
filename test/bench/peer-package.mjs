// A peer from the npm registry, installed once into .cache/ for the benches that measure beside it; no dependency of the project.
import fs from 'node:fs';
import path from 'node:path';
import { program, root } from './figures.mjs';

/** The folder that holds its node_modules; undefined, and said so with what is `leftOut`, where it can't be had. */
export async function peerPackage(name, version, leftOut) {
  const folder = path.join(root, '.cache', 'bench', `${name.replace(/^@/, '').replace('/', '-')}-${version}`);
  if (fs.existsSync(path.join(folder, 'node_modules', name, 'package.json'))) return folder;
  let why;
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    const quickly = ['--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=0', '--fetch-timeout=30000'];
    const { code, err } = await program('npm', ['install', '--save-exact', ...quickly, `${name}@${version}`], {
      cwd: folder,
      limitMs: 120_000,
    });
    if (code === 0) return folder;
    why = err.trim().split('\n')[0];
  } catch (error) {
    why = error.message;
  }
  console.log(`${name} could not be installed, so ${leftOut} are left out: ${why}`);
  return undefined;
}
