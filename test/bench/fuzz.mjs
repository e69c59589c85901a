// `npm run bench -- fuzz`: random byte edits of real files, healed through the engine, to see what breaks: the product, its patience, or the file.
//
// Files: Python's standard library and the .ts and .js of installed npm packages, at most 1,500 lines each. A case is one to three bytes inserted, deleted, replaced or swapped;
// its problem is the first that the edit brought: what CPython's `compile` says, a name that nothing binds, or TypeScript's diagnostics. A case is known by --seed and its number alone.
// --cases N (10,000); --seed; --only N,… runs these numbers again and shows them; --keep FILE: findings, one a line, with the edited text and the patch; --smoke: 40 cases.
//
// Keys
//   cases, problems        tried; those in which the edit brought a problem. The others still read as valid (comments, texts, names bound elsewhere) or are not UTF-8
//   answered               cases with at least one patch; patches: all patches, up to three a case
//   crashes                fixers that threw, anything else that threw, and a process that died
//   hangs                  cases over 1 s, from the text to its patches with warm tools, in the run and when tried once more alone; stuck: no answer in 20 s
//   worse                  patches that make more errors than before. Python: the patched text does not compile and its first error comes no later, or it compiled before and more names are unbound.
//                          Scripts: more errors than before; where the text did not parse, more syntax errors, or as few and more errors than the untouched file has
//   restored               first patches that give the untouched file back, byte for byte
//   ms_p50, ms_p95, ms_p99, ms_max; peak_mb: the healing process and what it started, at its highest (Linux)
// Fails where something crashed, hung or got worse. Ctrl+C ends it early and reports what was tried till then.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inFolder, kill, memoryOf, program, randomOf, root, round, share, table, times } from './figures.mjs';

const CASES = 10_000;
const SMOKE = 40;
const MAX_LINES = 1_500;
const MAX_FILES = 400;
/** A line longer than this is not written by hand. */
const MAX_LINE = 500;
const SLOW_MS = 1_000;
const STUCK_MS = 20_000;
/** Cases of each language that warm the tools up: timed, but not counted as hangs. */
const WARM_UP = 3;
const SKIP =
  /(^|[\\/])(tests?|__tests__|fixtures|site-packages|dist-packages|lib2to3|idlelib|__pycache__|typescript|pyright|code-server)([\\/]|$)|\.d\.[cm]?ts$|\.min\.js$/;
const OPTIONS = {
  strict: true,
  target: 99,
  module: 99,
  moduleResolution: 100,
  skipLibCheck: true,
  noEmit: true,
  allowJs: true,
  checkJs: true,
  esModuleInterop: true,
  types: [],
};

export async function run(options) {
  const numbers = options.only?.map(Number) ?? Array.from({ length: options.smoke ? SMOKE : (options.cases ?? CASES) }, (_, i) => i);
  return inFolder(async (folder) => {
    await bundle(folder);
    fs.writeFileSync(path.join(folder, 'files.json'), JSON.stringify(await realFiles()));
    const { results, peakMb } = await all(folder, options.seed, numbers);
    const slow = results.filter((one) => one.ms > SLOW_MS && !one.stuck).map(({ n }) => n);
    // Another program may have had the machine meanwhile: slow is what is slow again, alone.
    const again = new Map(
      (slow.length === 0 ? { results: [] } : await all(folder, options.seed, [...numbers.slice(0, 2 * WARM_UP), ...slow])).results.map(
        (one) => [one.n, one.ms],
      ),
    );
    for (const one of results) if (slow.includes(one.n)) one.ms = Math.min(one.ms, again.get(one.n) ?? one.ms);
    return report(results, peakMb, options);
  });
}

function report(results, peakMb, options) {
  const problems = results.filter((one) => one.problem);
  const found = (kind) =>
    results.flatMap((one) => one.findings.filter((finding) => finding.kind === kind).map((finding) => ({ ...finding, one })));
  const hangs = problems.slice(2 * WARM_UP).filter((one) => one.ms > SLOW_MS && !one.stuck);
  const [crashes, worse] = [found('crash'), found('worse')];
  const stuck = results.filter((one) => one.stuck);
  for (const [title, list] of [
    ['Crashes', crashes],
    ['Worse', worse],
    ['Hangs', hangs.map((one) => ({ one, what: `${Math.round(one.ms)} ms` }))],
    ['Stuck', stuck.map((one) => ({ one, what: '' }))],
  ]) {
    if (list.length > 0) console.log(`\n${title}`);
    for (const { one, what, by } of list.slice(0, 60))
      console.log(`  ${one.n}  ${one.file ?? ''}  ${one.problem ?? ''}  ${by ?? ''}  ${what}`);
  }
  if (options.only) console.log(JSON.stringify(results, null, 1));
  if (options.keep)
    fs.writeFileSync(
      options.keep,
      results
        .filter((one) => one.findings.length > 0 || one.stuck || hangs.includes(one))
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(''),
    );
  const first = problems.filter((one) => one.patches > 0);
  const ms = problems.map((one) => one.ms);
  const figures = {
    cases: results.length,
    problems: problems.length,
    answered: first.length,
    answered_share: share(first.length, problems.length),
    patches: first.reduce((sum, one) => sum + one.patches, 0),
    restored: share(first.filter((one) => one.restored).length, first.length),
    crashes: crashes.length,
    hangs: hangs.length,
    stuck: stuck.length,
    worse: worse.length,
    ...times(ms),
    ms_max: round(Math.max(0, ...ms)),
    peak_mb: round(peakMb),
  };
  table('Random byte edits', [figures]);
  if (crashes.length + hangs.length + stuck.length + worse.length > 0) process.exitCode = 1;
  return figures;
}

/** Runs the numbers in a process of their own, a new one where it died or got stuck. */
async function all(folder, seed, numbers) {
  const results = [];
  let peakMb = 0;
  let left = numbers;
  let stop = () => undefined;
  let stopped = false;
  process.on('SIGINT', () => {
    stopped = true;
    stop();
  });
  while (left.length > 0 && !stopped) {
    let next = 0;
    let reported = Date.now();
    await new Promise((resolve) => {
      const child = fork(fileURLToPath(import.meta.url), [folder, String(seed)], {
        stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
        detached: process.platform !== 'win32',
        env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
      });
      let said = '';
      let stuck = false;
      child.stderr.on('data', (data) => (said = (said + data).slice(-2_000)));
      stop = () => kill(child);
      const watch = setInterval(() => {
        peakMb = Math.max(peakMb, memoryOf(child.pid));
        if (Date.now() - reported > STUCK_MS) {
          stuck = true;
          kill(child);
        }
      }, 200);
      child.on('message', (result) => {
        reported = Date.now();
        if (result.ready) return;
        results.push(result);
        next++;
        if (results.length % 500 === 0) console.log(`${results.length} of ${numbers.length}`);
        if (next === left.length) kill(child);
      });
      child.on('close', (code) => {
        clearInterval(watch);
        if (next < left.length && !stopped) {
          results.push({
            n: left[next],
            ms: STUCK_MS,
            stuck,
            patches: 0,
            findings: stuck
              ? []
              : [{ kind: 'crash', what: `the process ended with ${code}: ${said.trim().split('\n').slice(-4).join(' ')}` }],
          });
          next++;
        }
        left = left.slice(next);
        resolve();
      });
      child.send(left);
    });
  }
  return { results, peakMb };
}

/** The engine and the TypeScript worker as they stand in the source, and the grammars beside them. */
async function bundle(folder) {
  const { build } = await import('esbuild');
  const common = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    logLevel: 'error',
    mainFields: ['module', 'main'],
    loader: { '.py': 'text' },
    external: ['typescript'],
  };
  await build({
    ...common,
    outfile: path.join(folder, 'engine.cjs'),
    stdin: {
      contents: ['./src/engine/index', './src/engine/inspect/remaining-errors', './src/engine/syntax/python-scopes']
        .map((file) => `export * from '${file}';`)
        .join('\n'),
      resolveDir: root,
      loader: 'ts',
    },
    define: { 'import.meta.url': '__bundleUrl' },
    banner: { js: 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  await build({
    ...common,
    absWorkingDir: root,
    entryPoints: ['src/engine/fixers/typescript/worker.ts'],
    outfile: path.join(folder, 'typescript-worker.js'),
  });
  for (const name of [
    'web-tree-sitter/web-tree-sitter',
    'tree-sitter-python/tree-sitter-python',
    'tree-sitter-javascript/tree-sitter-javascript',
    'tree-sitter-typescript/tree-sitter-typescript',
    'tree-sitter-typescript/tree-sitter-tsx',
  ])
    fs.copyFileSync(path.join(root, 'node_modules', `${name}.wasm`), path.join(folder, `${path.basename(name)}.wasm`));
}

/** Real files by language, the same for every seed on one machine. */
async function realFiles() {
  const { out } = await program(process.platform === 'win32' ? 'python' : 'python3', [
    '-c',
    'import sysconfig; print(sysconfig.get_path("stdlib"))',
  ]);
  return {
    python: sample(out.trim(), /\.py$/),
    script: [...sample(path.join(root, 'node_modules'), /\.[cm]?ts$/), ...sample(path.join(root, 'node_modules'), /\.js$/)],
  };
}

function sample(folder, ending) {
  const random = randomOf(String(ending));
  const found = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !SKIP.test(file.slice(folder.length)))
    .sort()
    .map((file) => [random(), file])
    .sort((a, b) => a[0] - b[0])
    .map(([, file]) => file);
  const files = [];
  for (const file of found) {
    if (files.length >= MAX_FILES) break;
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    if (lines.length >= 20 && lines.length <= MAX_LINES && lines.every((line) => line.length <= MAX_LINE)) files.push(file);
  }
  return files;
}

/** One to three random edits of bytes; half of the new bytes come from the file itself, most of the rest from a keyboard. */
function edited(bytes, random) {
  let now = bytes;
  const below = (n) => Math.floor(random() * n);
  const byte = () => (random() < 0.5 ? (bytes[below(bytes.length)] ?? 32) : random() < 0.9 ? 32 + below(95) : below(256));
  for (let left = 1 + below(3); left > 0; left--) {
    const at = below(now.length);
    const kind = below(4);
    if (kind === 0) now = Buffer.concat([now.subarray(0, at), Buffer.from([byte()]), now.subarray(at)]);
    else if (kind === 1) now = Buffer.concat([now.subarray(0, at), now.subarray(at + 1)]);
    else if (kind === 2) now = Buffer.concat([now.subarray(0, at), Buffer.from([byte()]), now.subarray(at + 1)]);
    else if (at + 1 < now.length)
      now = Buffer.concat([now.subarray(0, at), now.subarray(at + 1, at + 2), now.subarray(at, at + 1), now.subarray(at + 2)]);
  }
  return now;
}

// The child: heals the numbers it is sent, one message each.
async function child(folder, seed) {
  const { default: engine } = await import(path.join(folder, 'engine.cjs'));
  const files = JSON.parse(fs.readFileSync(path.join(folder, 'files.json'), 'utf8'));
  const tools = engine.toolsOf({
    root: folder,
    trusted: true,
    typescriptFolders: [root],
    onTrouble: (_key, message) => console.error(message),
  });
  const known = new Map();
  process.on('disconnect', () => process.exit());
  process.on('message', async (numbers) => {
    await new Promise((resolve) => process.send({ ready: true }, resolve));
    for (const n of numbers) {
      const result = await one(engine, tools, files, known, seed, n).catch((error) => ({
        n,
        ms: 0,
        patches: 0,
        findings: [{ kind: 'crash', what: String(error?.stack ?? error).slice(0, 600) }],
      }));
      await new Promise((resolve) => process.send(result, resolve));
    }
  });
}

async function one(engine, tools, files, known, seed, n) {
  const random = randomOf(`${seed} ${n}`);
  const list = random() < 0.5 ? files.python : files.script;
  const real = list[Math.floor(random() * list.length)];
  const original = fs.readFileSync(real);
  const result = { n, file: path.basename(real), ms: 0, patches: 0, findings: [] };
  const { text } = engine.decodeText(edited(original, random));
  const { text: untouched } = engine.decodeText(original);
  if (typeof text !== 'string' || typeof untouched !== 'string' || text === untouched) return result;

  const name = path.join('/self-heal-fuzz', path.basename(real));
  const language = engine.languageOf(name);
  const signal = new AbortController().signal;
  const source = new engine.SourceText(text);
  const memory = new engine.MemoryFiles('/self-heal-fuzz', new Map([[name, text]]));
  const opened = await engine.openWorkspace({
    root: '/self-heal-fuzz',
    files: memory,
    trusted: true,
    typescriptFolders: [],
    index: true,
    tools,
    script: { onDisk: false, files: { [name]: text }, options: OPTIONS },
  });
  const { workspace } = opened;
  /** Errors of a text, those of the parser counted, and for Python where the first is. */
  const state = async (of) => {
    if (language === 'python') {
      const error = await workspace.interpreter.compile(of, signal);
      if (error === 'unknown') return undefined;
      return {
        syntax: error ? 1 : 0,
        at: error ? error.line * 10_000 + error.column : Infinity,
        all: error ? 0 : engine.pythonScopes(of).undefinedUses().length,
        error,
      };
    }
    const found = (await workspace.typescript.diagnostics(name, of, signal))?.filter(({ category }) => category === 'error');
    return found && { syntax: found.filter(({ kind }) => kind === 'syntactic').length, all: found.length, found };
  };
  try {
    if (!known.has(real)) known.set(real, await state(untouched));
    const was = known.get(real);
    const began = performance.now();
    const before = await state(text);
    if (!before || !was) return { ...result, findings: [{ kind: 'crash', what: 'the checker gave no answer', by: language }] };
    const all =
      language === 'python'
        ? before.error
          ? [engine.syntaxProblem(name, source, before.error)]
          : await engine.remainingErrors({ problem: { language }, path: name, source, workspace, signal })
        : (await engine.inspectFile(name, language, source, workspace, signal)).problems;
    const words = ({ errorType, message }) => `${errorType}|${message}`;
    const old = new Set(language === 'python' ? [] : was.found.map(({ code, message }) => `TS${code}|${message}`));
    const problem = all.find((it) => !old.has(words(it)));
    if (!problem || (language === 'python' && !before.error && before.all <= was.all)) return result;
    const patches = await engine.healProblem({
      problem,
      source,
      all,
      workspace,
      version: null,
      signal,
      onFault: (by, error) =>
        result.findings.push({
          kind: 'crash',
          by,
          what: String(error?.stack ?? error)
            .split('\n')
            .slice(0, 3)
            .join(' '),
        }),
    });
    result.ms = performance.now() - began;
    result.problem = words(problem).slice(0, 120);
    result.patches = patches.length;
    for (const [i, patch] of patches.entries()) {
      const own = patch.candidate.edits.find((edit) => edit.path === name);
      const after = own ? engine.patched(source, own) : text;
      if (i === 0) result.restored = after === untouched;
      const now = await state(after);
      const why = !now
        ? 'the checker gave no answer'
        : language === 'python'
          ? before.syntax
            ? now.syntax && now.at <= before.at && 'its first error is no later'
            : (now.syntax && 'it compiles no more') || (now.all > before.all && 'more names are unbound')
          : before.syntax
            ? (now.syntax > before.syntax && 'more syntax errors') ||
              (now.all > before.all && (now.syntax >= before.syntax || now.all > was.all) && 'more errors')
            : now.all > before.all && 'more errors';
      if (why)
        result.findings.push({
          kind: 'worse',
          by: patch.candidate.origin.id,
          what: `${why}: ${patch.candidate.title} (${patch.confidence.toFixed(2)})`,
          after,
          errors: [errorsOf(before), errorsOf(now)],
        });
    }
    if (result.findings.length > 0 || result.ms > SLOW_MS) result.text = text;
    return result;
  } finally {
    opened.dispose();
  }
}

const errorsOf = (state) =>
  state &&
  (state.error
    ? [state.error]
    : (state.found ?? []).map(({ code, message, start }) => `${code} ${start} ${message.slice(0, 100)}`).slice(0, 12));

if (process.argv[1] === fileURLToPath(import.meta.url) && process.send) await child(process.argv[2], process.argv[3]);
