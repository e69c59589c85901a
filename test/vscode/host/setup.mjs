// Sets up a real VS Code for the tests where its own downloads are not at hand: the npm package code-server carries VS Code's
// whole server build in lib/vscode. Idempotent; needs npm and Chromium. `node test/vscode/host/setup.mjs` does it alone.
import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** VS Code 1.139.1, for Node 24. */
const VERSION = '4.139.1';
const SHA512 = 'fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==';
/** Parts that no test uses and that are most of the download. */
const UNUSED_PACKAGES = ['@github/copilot-sdk', '@devcontainers/cli', '@microsoft/mxc-sdk'];
const UNUSED_EXTENSIONS = [
  'copilot',
  'mermaid-markdown-features',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
  'microsoft-authentication',
  'github',
  'github-authentication',
  'php-language-features',
  'tunnel-forwarding',
];

/** A folder of one's own, for machines where many clones share it. */
export const cache = process.env.SELF_HEAL_TEST_CACHE ?? path.join(root, '.cache');

/** Folder of the server build, ready to run. Throws one sentence where something is missing. */
export async function ensureVSCode(say = console.log) {
  if (process.env.SELF_HEAL_VSCODE) return process.env.SELF_HEAL_VSCODE;
  const folder = path.join(cache, `vscode-${VERSION}`);
  if (fs.existsSync(path.join(folder, '.ready'))) return folder;
  if (process.platform === 'win32')
    throw new Error('The server build of VS Code is set up on Linux and macOS only; on Windows use `npm run test:desktop`.');
  // Made aside and moved into place: an interrupted set-up leaves nothing half done.
  fs.mkdirSync(cache, { recursive: true });
  const making = fs.mkdtempSync(path.join(cache, 'making-'));
  try {
    say(`Fetching VS Code's server build (npm package code-server ${VERSION}) …`);
    await npm(['pack', `code-server@${VERSION}`, '--silent'], making, 300);
    const archive = path.join(making, `code-server-${VERSION}.tgz`);
    if (createHash('sha512').update(fs.readFileSync(archive)).digest('base64') !== SHA512)
      throw new Error(`The package code-server ${VERSION} is not the one these tests were made with: its checksum differs.`);
    const server = path.join(making, 'server');
    fs.mkdirSync(server);
    await program('tar', ['xzf', archive, '--strip-components=3', '-C', server, 'package/lib/vscode'], making, 120);
    const manifest = path.join(server, 'package.json');
    const described = JSON.parse(fs.readFileSync(manifest, 'utf8'));
    for (const name of UNUSED_PACKAGES) delete described.dependencies[name];
    fs.writeFileSync(manifest, JSON.stringify(described, null, 2));
    for (const name of UNUSED_EXTENSIONS) fs.rmSync(path.join(server, 'extensions', name), { recursive: true, force: true });
    say('Installing what it depends on …');
    const install = ['install', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    await npm(install, server, 600);
    await npm(install, path.join(server, 'extensions'), 300);
    writeLogger(path.join(server, 'node_modules', '@vscode', 'spdlog'));
    fs.symlinkSync('node_modules', path.join(server, 'node_modules.asar'));
    fs.writeFileSync(path.join(server, '.ready'), '');
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(server, folder);
  } finally {
    fs.rmSync(making, { recursive: true, force: true });
  }
  say('VS Code is ready.');
  return folder;
}

/** Its logger is a native module that only a C++ compiler could make here; this one writes the same files with plain JavaScript. */
function writeLogger(folder) {
  fs.writeFileSync(
    path.join(folder, 'index.js'),
    `
const fs = require('fs'), path = require('path');
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical', 'off'];
class Logger {
  constructor(file) { this.file = file; this.level = 2; this.plain = false; }
  write(level, message) {
    if (level < this.level) return;
    const line = this.plain ? message : new Date().toISOString().replace('T', ' ').slice(0, 23) + ' [' + LEVELS[level] + '] ' + message + '\\n';
    try { fs.appendFileSync(this.file, line); } catch {}
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.plain = true; }
  flush() {}
  drop() {}
}
LEVELS.slice(0, 6).forEach((name, level) => { Logger.prototype[name] = function (message) { this.write(level, message); }; });
const create = async (_, file) => { fs.mkdirSync(path.dirname(file), { recursive: true }); return new Logger(file); };
// One by one: VS Code imports these by name, and names are found in a CommonJS module only when written so.
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`,
  );
}

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of a Chromium; installs Debian's where it may. */
export async function ensureChromium(say = console.log) {
  const found = () => [process.env.CHROMIUM, ...BROWSERS].find((file) => file && fs.existsSync(file));
  const there = found();
  if (there) return there;
  const may =
    process.platform === 'linux' && os.userInfo().uid === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (may) {
    say('Installing Chromium (Debian package) …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await program('apt-get', ['update', '-q'], root, 180, env).catch(() => undefined); // an old list may still do
    await program('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], root, 600, env).catch(() => undefined);
    const installed = found();
    if (installed) return installed;
  }
  throw new Error(
    'The tests in a real VS Code need Chromium: install it (`sudo apt-get install chromium`) or name one in the environment variable CHROMIUM.',
  );
}

const npm = (args, cwd, seconds) => program('npm', args, cwd, seconds);

/** Runs a program to its end; its output is shown only in the error. */
function program(command, args, cwd, seconds, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let text = '';
    const take = (chunk) => (text = (text + chunk).slice(-4_000));
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const timer = setTimeout(() => {
      text += `\n(stopped after ${seconds} seconds)`;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        /* it ended just now */
      }
    }, seconds * 1000);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(new Error(`${command} could not be started: ${error.message}`));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(new Error(`\`${command} ${args.join(' ')}\` failed:\n${text.trim()}`));
    });
  });
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    console.log(await ensureVSCode());
    console.log(await ensureChromium());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
