// The language servers that people have beside Self-Heal, in pinned versions: basedpyright and ESLint's from npm, Ruff's from PyPI. Installed into the cache,
// once; one that can't be had is left out, and the tests that need it are skipped.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cache } from './setup.mjs';

const LIMIT_MS = 180_000;
const isWindows = process.platform === 'win32';

const npm = (spec) => (folder) => [
  isWindows ? 'npm.cmd' : 'npm',
  ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=1', '--fetch-timeout=30000', spec],
];
const pip = (spec) => (folder) => [
  'python3',
  ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:', '--retries', '1', '--target', folder, spec],
];

/** What an extension starts, within the folder it was installed into. */
const SERVERS = {
  basedpyright: { name: 'basedpyright-1.40.1', install: npm('basedpyright@1.40.1'), file: 'node_modules/basedpyright/langserver.index.js' },
  ruff: { name: 'ruff-0.14.0', install: pip('ruff==0.14.0'), file: isWindows ? 'bin/ruff.exe' : 'bin/ruff' },
  eslint: {
    name: 'vscode-langservers-extracted-4.10.0',
    install: npm('vscode-langservers-extracted@4.10.0'),
    file: 'node_modules/vscode-langservers-extracted/lib/eslint-language-server/eslintServer.js',
  },
};

/** @returns the file of each server that is there, by its name. */
export function ensureOthers(say = console.log) {
  const found = {};
  for (const [server, { name, install, file }] of Object.entries(SERVERS)) {
    const folder = path.join(cache, 'others', name);
    const there = path.join(folder, file);
    if (fs.existsSync(path.join(folder, '.ready'))) {
      found[server] = there;
      continue;
    }
    say(`Installing ${name} …`);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    const [command, args] = install(folder);
    const { status, stderr, error } = spawnSync(command, args, { timeout: LIMIT_MS, encoding: 'utf8', shell: isWindows });
    if (status === 0 && fs.existsSync(there)) {
      fs.writeFileSync(path.join(folder, '.ready'), '');
      found[server] = there;
    } else {
      say(`${name} could not be installed, so tests beside it are skipped: ${(error?.message ?? stderr ?? '').trim().split('\n')[0]}`);
    }
  }
  return found;
}
