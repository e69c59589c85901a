// Makes sure that node_modules holds what the lock file says. Plain Node 20, nothing installed yet.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stamp = path.join(root, 'node_modules', '.installed-from');

/** The Node of the devDependencies: what everything but this first step runs on. */
export const node = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

/** Installs if the lock file changed since the last time. Throws one sentence where that fails. */
export async function ensureInstalled(say = console.log) {
  const wanted = createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted && fs.existsSync(node)) return;
  say('Installing dependencies from the lock file (about a minute the first time) …');
  const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true });
  if (code !== 0 || !fs.existsSync(node))
    throw new Error('The dependencies could not be installed: npm could not reach its registry, or failed as shown above.');
  fs.writeFileSync(stamp, wanted);
}

/** Installs Debian's bubblewrap where it is missing and may be installed; the tests of the sandbox are skipped without it. */
export async function ensureSandbox(say = console.log) {
  const there = async () => (await run('bwrap', ['--version'], { quiet: true, mayMiss: true })) === 0;
  if (process.platform !== 'linux' || (await there())) return;
  const may = os.userInfo().uid === 0 && (await run('apt-get', ['--version'], { quiet: true, mayMiss: true })) === 0;
  if (may) {
    say('Installing bubblewrap (Debian package) …');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('timeout', ['180', 'apt-get', 'update', '-q'], { quiet: true, env }); // an old list may still do
    await run('timeout', ['300', 'apt-get', 'install', '-y', '-q', '--no-install-recommends', 'bubblewrap'], { quiet: true, env });
    if (await there()) return;
  }
  say('bubblewrap is missing: the tests of the sandbox are skipped. Install it with `sudo apt-get install bubblewrap`.');
}

/** Runs a program in the repository; resolves with its exit code. `quiet` shows its output only if it fails; `mayMiss`: a program that is not there is no news. */
export function run(command, args, { quiet = false, mayMiss = false, env = {}, cwd = root, onLine } = {}) {
  return new Promise((resolve) => {
    const piped = quiet || onLine;
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', piped ? 'pipe' : 'inherit', piped ? 'pipe' : 'inherit'],
      env: { ...process.env, PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}`, ...env },
    });
    let text = '';
    let rest = '';
    const take = (chunk) => {
      text = (text + chunk).slice(-200_000);
      if (!onLine) return;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.on('error', (error) => {
      if (!mayMiss) console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code) => {
      if (onLine && rest) onLine(rest);
      if (quiet && !onLine && code !== 0) process.stderr.write(text);
      resolve(code ?? 1);
    });
  });
}
