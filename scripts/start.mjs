// `npm start`: installs and builds what is needed, then heals the sample project in the terminal, on a copy.
// `npm start -- --vscode` opens such a copy in VS Code instead. Runs on plain Node 20 with nothing installed.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled, node, root, run } from './installed.mjs';

const began = Date.now();
const colour = !process.env.NO_COLOR && (process.stdout.isTTY === true || (process.env.FORCE_COLOR ?? '0') !== '0');
const bold = (text) => (colour ? `\u001b[1m${text}\u001b[0m` : text);
const say = (text) => console.log(`[${((Date.now() - began) / 1000).toFixed(0).padStart(3)}s] ${text}`);

/** A sentence for the user; anything else that is thrown is a bug. */
class Missing extends Error {}

const [major = 0] = process.versions.node.split('.').map(Number);
try {
  if (major < 20) throw new Missing(`npm start needs Node 20 or newer; this is Node ${process.versions.node}.`);
  await ensureInstalled(say).catch((error) => {
    throw new Missing(error instanceof Error ? error.message : String(error));
  });
  say('Building …');
  if ((await run(node, ['scripts/build.mjs'], { quiet: true })) !== 0) throw new Missing('The build failed, as shown above.');
  const folder = copyOfSample();
  if (process.argv.includes('--vscode')) await openInEditor(folder);
  else await healInTerminal(folder);
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}

/** A fresh copy: the sample in the repository keeps its mistakes. */
function copyOfSample() {
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-')), 'first-heal');
  fs.cpSync(path.join(root, 'samples', 'first-heal'), folder, { recursive: true });
  return fs.realpathSync(folder);
}

async function healInTerminal(folder) {
  const hasPython = spawnSync('python3', ['-c', 'pass'], { timeout: 20_000 }).status === 0;
  const cli = [path.join(root, 'dist', 'cli.js')];
  const heal = (...args) => step(folder, `self-heal ${args.join(' ')}`, node, [...cli, ...args]);
  say(`The sample project is in ${folder}`);

  if (hasPython) {
    heading('A Python program that dies of an error: run it, heal it, run it again to prove the fix, until it succeeds');
    if ((await heal('run', '--apply', '--', 'python3', 'app.py')) !== 0)
      throw new Missing('The Python program of the sample could not be healed; the output above says why.');
    heading('It runs now');
    await step(folder, 'python3 app.py', 'python3', ['-B', 'app.py']);
  }

  heading('A TypeScript file with errors: every problem, its fix, and what proves it');
  if ((await heal('heal', '--apply', 'invoice.ts')) !== 0)
    throw new Missing('The TypeScript file of the sample could not be healed; the output above says why.');
  heading('It runs now');
  if ((await step(folder, 'node invoice.ts', node, ['invoice.ts'])) !== 0)
    throw new Missing('The TypeScript program of the sample still fails.');

  heading('Each accepted fix is a success pair in the workspace’s own store');
  await heal('pairs', 'stats');

  say('Done.');
  console.log(`\nThe same in VS Code, with the lightbulb: ${bold('npm start -- --vscode')}`);
  console.log(`The healed copy stays in ${folder}`);
  if (!hasPython)
    throw new Missing(
      'python3 is missing, so the Python half of the sample was left out: install Python 3.8 or newer and run npm start again.',
    );
}

function heading(text) {
  console.log(`\n${bold(`── ${text}`)}`);
}

/** Shows a command and runs it in the sample's folder. */
async function step(folder, shown, command, args) {
  console.log(bold(`$ ${shown}`));
  return run(command, args, { cwd: folder, env: { PYTHONDONTWRITEBYTECODE: '1', ...(colour ? { FORCE_COLOR: '1' } : {}) } });
}

async function openInEditor(folder) {
  const code = process.platform === 'win32' ? 'code.cmd' : 'code';
  if (spawnSync(code, ['--version'], { timeout: 20_000, shell: process.platform === 'win32' }).status === 0) {
    say('Opening the sample in your VS Code …');
    const status = await run(code, [
      '--new-window',
      `--extensionDevelopmentPath=${root}`,
      folder,
      path.join(folder, 'app.py'),
      path.join(folder, 'invoice.ts'),
    ]);
    if (status !== 0) throw new Missing('VS Code could not be started; the output above says why.');
    say('Choose a fix under the lightbulb, or run python3 app.py in the terminal.');
    return;
  }
  say('There is no ‘code’ command here, so VS Code’s server build is set up for your browser (a few minutes the first time) …');
  const { ensureVSCode } = await import('../test/vscode/host/setup.mjs');
  const vscode = await ensureVSCode(say).catch((error) => {
    throw new Missing(error instanceof Error ? error.message : String(error));
  });
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-vscode-'));
  const extensions = path.join(home, 'extensions');
  fs.mkdirSync(extensions);
  // Ours, and the tests' small face of pyright, so that Python files have squiggles.
  const { buildTests, languageServer, testEnv } = await import('../test/vscode/host/build.mjs');
  await buildTests();
  for (const extension of [root, languageServer]) {
    const { publisher, name, version } = JSON.parse(fs.readFileSync(path.join(extension, 'package.json'), 'utf8'));
    fs.symlinkSync(extension, path.join(extensions, `${publisher}.${name}-${version}`));
  }
  const port = await freePort();
  const args = [
    path.join(vscode, 'out', 'server-main.js'),
    '--accept-server-license-terms',
    '--disable-telemetry',
    '--without-connection-token',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--server-data-dir',
    home,
    '--extensions-dir',
    extensions,
  ];
  const server = spawn(node, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...testEnv, EXTENSIONS_GALLERY: '{"serviceUrl":""}' },
  });
  const stop = () => server.kill('SIGTERM');
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const url = `http://127.0.0.1:${port}/?folder=${encodeURI(folder)}`;
  let told = false;
  server.stdout.on('data', (chunk) => {
    if (told || !String(chunk).includes(`:${port}`)) return;
    told = true;
    say(`VS Code is at ${bold(url)}`);
    console.log('Open app.py or invoice.ts and choose a fix under the lightbulb, or run python3 app.py in the terminal. Ctrl+C ends it.');
    spawn(process.platform === 'darwin' ? 'open' : 'xdg-open', [url], { stdio: 'ignore' }).on('error', () => undefined);
  });
  const status = await new Promise((resolve) => server.on('close', (code) => resolve(code ?? 0)));
  fs.rmSync(home, { recursive: true, force: true });
  if (!told) throw new Missing(`VS Code’s server build could not be started (exit code ${status}).`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net
      .createServer()
      .on('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = probe.address();
        probe.close(() => resolve(port));
      });
  });
}
