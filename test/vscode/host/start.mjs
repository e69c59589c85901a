// Starts a real VS Code (server build) on loopback and a headless Chromium on it. Used by the in-host tests and the UI tests.
import { chromium } from 'playwright-core';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ensureChromium, ensureVSCode } from './setup.mjs';

/** The Node of the devDependencies, which this VS Code was made for; the machine's own may be older. */
const node = fs.realpathSync(path.join(import.meta.dirname, '../../../node_modules/.bin/node'));

/** Nothing but the editor: no welcome page, no network, no assistants. */
const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.editor.useModal': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off',
  'editor.accessibilitySupport': 'off',
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.defaultProfile.linux': 'bash',
  'workbench.colorTheme': 'Default Light Modern',
};
const START_LIMIT_MS = 60_000;

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net
      .createServer()
      .on('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        server.close(() => resolve(port));
      });
  });
}

/**
 * @param options.vsix     .vsix files to install, as a user would.
 * @param options.link     folders of unpacked extensions to register as installed.
 * @param options.driver   for tests inside the extension host: notifications and dialogs answer themselves.
 * @param options.trust    workspace trust is asked for, as for a user.
 * @param options.settings user settings on top of the quiet ones.
 * @param options.language the language that the person has chosen, as a language pack makes it known; the editor's own words stay English.
 */
export async function startVSCode({
  vsix = [],
  link = [],
  settings = {},
  env = {},
  driver = false,
  trust = false,
  language,
  say = () => undefined,
} = {}) {
  const vscode = await ensureVSCode(say);
  const executablePath = await ensureChromium(say);
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-vscode-'));
  const extensions = path.join(home, 'extensions');
  const main = path.join(vscode, 'out', 'server-main.js');
  fs.mkdirSync(path.join(home, 'data', 'User'), { recursive: true });
  fs.mkdirSync(path.join(home, 'data', 'Machine'), { recursive: true });
  fs.mkdirSync(extensions);
  fs.writeFileSync(path.join(home, 'data', 'User', 'settings.json'), JSON.stringify({ ...SETTINGS, ...settings }));
  if (language) {
    const words = path.join(home, 'words.json');
    fs.writeFileSync(words, JSON.stringify({ version: '1.0.0', contents: {} }));
    const pack = {
      hash: 'test',
      extensions: [{ extensionIdentifier: { id: 'test.words' }, version: '1.0.0' }],
      translations: { vscode: words },
      label: language,
    };
    fs.writeFileSync(path.join(home, 'data', 'languagepacks.json'), JSON.stringify({ [language]: pack }));
  }
  for (const folder of link) {
    const { publisher, name, version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    fs.symlinkSync(path.resolve(folder), path.join(extensions, `${publisher}.${name}-${version}`));
  }
  const common = ['--accept-server-license-terms', '--server-data-dir', home, '--extensions-dir', extensions];
  const { OPENAI_API_KEY: _, ...inherited } = process.env; // a developer's own key has no business in a test
  const childEnv = {
    ...inherited,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    VSCODE_IPC_HOOK_CLI: '',
    XDG_RUNTIME_DIR: home,
    TMPDIR: home,
    ...env,
  };
  for (const file of vsix)
    execFileSync(node, [main, ...common, '--install-extension', path.resolve(file), '--force'], {
      env: childEnv,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: START_LIMIT_MS,
    });

  const port = await freePort();
  const args = [main, ...common, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--disable-telemetry'];
  if (!trust) args.push('--disable-workspace-trust');
  if (driver) args.push('--enable-smoke-test-driver');
  const child = spawn(node, args, { env: childEnv, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const take = (chunk) => (output = (output + chunk).slice(-100_000));
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  let browser;
  const stop = async () => {
    await browser?.close().catch(() => undefined);
    const signal = (name) => {
      try {
        process.kill(-child.pid, name);
      } catch {
        /* gone already */
      }
    };
    signal('SIGTERM');
    for (let i = 0; i < 50 && child.exitCode === null && child.signalCode === null; i++) await pause(100);
    signal('SIGKILL');
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    for (const began = Date.now(); !output.includes('Extension host agent listening on'); await pause(50)) {
      if (child.exitCode !== null || Date.now() - began > START_LIMIT_MS)
        throw new Error(`VS Code's server did not start:\n${output.slice(-1_500)}`);
    }
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
      ],
    });
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    // What the words of a language pack, loaded from the network, would say.
    if (language) await page.addInitScript((known) => (globalThis._VSCODE_NLS_LANGUAGE = known), language);
    return {
      page,
      home,
      stop,
      output: () => output,
      /** Logs of the extension host and of the extension itself. */
      logs: (pattern) => readLogs(path.join(home, 'data', 'logs'), pattern),
      url: (folder, payload) => {
        const url = new URL(`http://127.0.0.1:${port}/`);
        if (folder) url.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
        else url.searchParams.set('ew', 'true');
        if (payload) url.searchParams.set('payload', JSON.stringify(payload));
        return url.href;
      },
      remote: (file) => `vscode-remote://127.0.0.1:${port}${path.resolve(file)}`,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readLogs(folder, pattern) {
  if (!fs.existsSync(folder)) return '';
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((file) => pattern.test(file))
    .map((file) => `== ${file}\n${fs.readFileSync(path.join(folder, file), 'utf8').slice(-8_000)}`)
    .join('\n');
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
