// What the benches share: samples to figures, a table for people, one flat object for machines, folders and processes that are cleaned up.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** A median of fewer is an anecdote. */
export const LEAST_SAMPLES = 30;

/** The p-th percentile (0 to 100) by nearest rank; undefined of nothing. */
export function percentile(samples, p) {
  if (samples.length === 0) return undefined;
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((p / 100) * sorted.length) - 1))];
}

export const median = (samples) => percentile(samples, 50);

export function round(number, digits = 1) {
  return number === undefined || number === null || !Number.isFinite(number) ? undefined : Number(number.toFixed(digits));
}

/** Share in per cent, undefined of nothing. */
export const share = (part, whole) => (whole > 0 ? round((100 * part) / whole) : undefined);

/** `<prefix>ms_p50`, `…p95`, `…p99` of samples in ms. */
export function times(samples, prefix = '') {
  return {
    [`${prefix}ms_p50`]: round(percentile(samples, 50), 2),
    [`${prefix}ms_p95`]: round(percentile(samples, 95), 2),
    [`${prefix}ms_p99`]: round(percentile(samples, 99), 2),
  };
}

/** Rows of equal keys as an aligned table; the first column to the left. */
export function table(title, rows) {
  if (rows.length === 0) return;
  const keys = Object.keys(rows[0]);
  const cells = [keys, ...rows.map((row) => keys.map((key) => (row[key] === undefined || row[key] === null ? '–' : String(row[key]))))];
  const widths = keys.map((_, i) => Math.max(...cells.map((row) => row[i].length)));
  console.log(`\n${title}`);
  for (const row of cells)
    console.log(
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
        .join('  ')
        .trimEnd(),
    );
}

/** Drops what was not measured: an absent key says so better than a null. */
export const flat = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null));

/** Runs `use` with a fresh folder that is removed after it. */
export async function inFolder(use) {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-bench-')));
  try {
    return await use(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program to its end. Memory is its own and its children's, at its highest, where the system tells (Linux). */
export function program(command, args, { input = '', cwd = root, env, limitMs = 600_000, memory = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    const out = [];
    let err = '';
    let peak = 0;
    const watch = memory
      ? setInterval(() => {
          peak = Math.max(peak, memoryOf(child.pid));
        }, 100)
      : undefined;
    const timer = setTimeout(() => kill(child), limitMs);
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => {
      err = (err + chunk).slice(-20_000);
    });
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => {
      clearInterval(watch);
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code) => {
      clearInterval(watch);
      clearTimeout(timer);
      resolve({ code: code ?? 1, out: Buffer.concat(out).toString('utf8'), err, peakMb: peak > 0 ? round(peak) : undefined });
    });
    child.stdin.end(input);
  });
}

export function kill(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** As the extension starts its server (src/client/session/server-client.ts): V8 alone would take 128 MB for young objects. */
export const SERVER_FLAGS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4'];
export const SERVER_ENV = { MALLOC_ARENA_MAX: '2' };

/** What `measure(options)` of a bench's file gives in a process of its own, which has the memory that the editor's server has. Options are JSON. */
export function inServerProcess(url, options) {
  const script = `const [url, options] = process.argv.slice(1);
    const { measure } = await import(url);
    process.send(await measure(JSON.parse(options)));`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...SERVER_FLAGS, '--input-type=module', '--eval', script, url, JSON.stringify(options)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.on('message', resolve);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The measured process ended with ${code}.`)));
  });
}

/** Memory of this process at its highest since it began, in MB. */
export const peakMb = () => process.resourceUsage().maxRSS / 1024;

/** Resident memory of a process and its children in MB; 0 where the system does not tell. */
export function memoryOf(pid) {
  let total = 0;
  const add = (id) => {
    try {
      total += Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024;
      for (const task of fs.readdirSync(`/proc/${id}/task`))
        for (const child of fs.readFileSync(`/proc/${id}/task/${task}/children`, 'utf8').split(' ')) if (child) add(child);
    } catch {
      // Gone meanwhile, or no /proc.
    }
  };
  add(pid);
  return total;
}

/** A program by name: beside the bench's own packages, else on PATH; undefined where it is not installed. */
export function installed(name) {
  const folders = [path.join(root, 'node_modules', '.bin'), ...(process.env.PATH ?? '').split(path.delimiter)];
  for (const folder of folders)
    for (const suffix of process.platform === 'win32' ? ['.exe', '.cmd'] : ['']) {
      const file = path.join(folder, name + suffix);
      if (folder && fs.existsSync(file)) return file;
    }
  return undefined;
}

/** A sentence for a person; anything else that is thrown is a bug. */
export class Missing extends Error {}

/** The built product; `--dist` measures another build of it. */
export function built(options, file) {
  const found = path.join(options.dist ? path.resolve(options.dist) : path.join(root, 'dist'), file);
  if (!fs.existsSync(found)) throw new Missing(`${path.relative(process.cwd(), found)} is not there: run npm run build first.`);
  return found;
}

/** The engine's public face, and further modules of the source where named, bundled on the fly as they stand; with its TypeScript worker where asked. */
export async function engine(folder, more = [], { worker = false } = {}) {
  const outfile = await bundled(folder, ['./src/engine/index', ...more]);
  // The TypeScript worker is a file of its own.
  if (worker) {
    const { build } = await import('esbuild');
    await build({
      entryPoints: [path.join(root, 'src/engine/fixers/typescript/worker.ts')],
      outfile: path.join(folder, 'typescript-worker.js'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      logLevel: 'error',
    });
  }
  // Its grammars lie beside it, as beside the built product.
  for (const [name, from] of GRAMMARS) {
    const file = path.join(root, 'node_modules', from, name);
    if (fs.existsSync(file)) fs.copyFileSync(file, path.join(folder, name));
  }
  return (await import(pathToFileURL(outfile).href)).default;
}

/** Modules of the source as one file, a CommonJS module, bundled on the fly as they stand. */
export async function bundled(folder, files) {
  const { build } = await import('esbuild');
  const outfile = path.join(folder, 'engine.cjs');
  await build({
    stdin: {
      contents: files.map((file) => `export * from '${file}';`).join('\n'),
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    outfile,
    logLevel: 'error',
    mainFields: ['module', 'main'],
    loader: { '.py': 'text' },
    external: ['typescript'],
    define: { 'import.meta.url': '__bundleUrl' },
    banner: { js: 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  return outfile;
}

const GRAMMARS = [
  ['web-tree-sitter.wasm', 'web-tree-sitter'],
  ...['python', 'javascript', 'typescript'].map((name) => [`tree-sitter-${name}.wasm`, `tree-sitter-${name}`]),
  ['tree-sitter-tsx.wasm', 'tree-sitter-typescript'],
];

/** The same numbers for the same seed, in [0, 1). */
export function randomOf(seed) {
  let state = 2166136261;
  for (const char of String(seed)) state = Math.imul(state ^ char.charCodeAt(0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const jsonLines = (text) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
