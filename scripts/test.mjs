// `npm test`: installs what it needs, then runs every layer and adds up: `N passed, N failed` is the last line.
// `npm test -- adapters` trains real adapters; it is run only where it is asked for.
// Layers: lint, unit + server (vitest), model (a real llama.cpp with a tiny model), vscode (mocha in a real VS Code), ui (a real window). `npm test -- unit ui` runs only those.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled, ensureSandbox, node, root, run } from './installed.mjs';

const began = Date.now();
const only = new Set(process.argv.slice(2));
const total = { passed: 0, failed: 0, skipped: 0 };
/** Said once more at the end: the log of a whole run is long. */
const failures = [];
const again = [];
const say = (text) => console.log(`[${((Date.now() - began) / 1000).toFixed(0).padStart(4)}s] ${text}`);
const wants = (layer) => only.size === 0 || only.has(layer);

/** A step that either passes or fails as one. */
async function check(name, command, args, options = {}) {
  const from = Date.now();
  const code = await run(command, args, { quiet: true, ...options });
  total[code === 0 ? 'passed' : 'failed']++;
  if (code !== 0) failures.push(name);
  say(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - from) / 1000).toFixed(0)}s)`);
  return code === 0;
}

/** A step that reports its counts, and the names of what failed and of what needed a second try, in the file it is given. */
async function suite(name, args) {
  const from = Date.now();
  const results = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-results-')), 'results.json');
  say(`… ${name}`);
  const code = await run(node, args, { env: { SELF_HEAL_TEST_RESULTS: results } });
  const counts = fs.existsSync(results) ? JSON.parse(fs.readFileSync(results, 'utf8')) : { passed: 0, failed: 1, skipped: 0 };
  fs.rmSync(path.dirname(results), { recursive: true, force: true });
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (counts.failed > 0) failures.push(...(counts.failures?.length ? counts.failures : [name]));
  again.push(...(counts.again ?? []));
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped ?? 0;
  say(
    `${counts.failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''} (${((Date.now() - from) / 1000).toFixed(0)}s)`,
  );
}

try {
  await ensureInstalled(say);
  const python = await run('python3', ['-c', 'pass'], { quiet: true });
  if (python !== 0) say('python3 is missing: the tests that run Python programs will fail.');
  if (wants('lint')) {
    // Two at a time: the machine may have no more cores.
    await Promise.all([
      check('types', node, ['node_modules/typescript/bin/tsc', '-p', '.']),
      check('types of the page', node, ['node_modules/typescript/bin/tsc', '-p', 'src/page']),
      check('walls of the house', node, ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', 'src', '--output-type', 'err']),
    ]);
    await Promise.all([
      check('eslint', node, ['node_modules/eslint/bin/eslint.js', 'src', 'test']),
      check('knip', node, ['node_modules/knip/bin/knip.js']),
      check('format', node, ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', 'src', 'test', 'scripts']),
    ]);
  }
  const built = await check('build', node, ['scripts/build.mjs']);
  if (built && (wants('vscode') || wants('ui'))) await check('package', node, ['scripts/package.mjs']);
  if (wants('unit') || wants('server')) {
    await ensureSandbox(say);
    await suite('unit and server tests', ['scripts/vitest.mjs']);
  }
  if (built && wants('model')) await suite('tests with a real model server', ['test/model/run.mjs']);
  // Minutes to an hour, and gigabytes of packages: never by itself.
  if (built && only.has('adapters')) await suite('tests that train real adapters', ['test/adapters/run.mjs']);
  if (built && wants('bench')) {
    await check('bench smoke run', node, ['test/bench/run.mjs', 'fix', '--smoke']);
    await ensureSandbox(say);
    await check('bench smoke run of proofs', node, ['test/bench/run.mjs', 'prove', '--smoke']);
  }
  if (built && wants('vscode')) await suite('tests inside a real VS Code', ['test/vscode/run.mjs']);
  if (built && wants('ui')) await suite('a person’s path through a real window', ['test/ui/run.mjs']);
} catch (error) {
  total.failed++;
  failures.push('the run itself');
  say(error instanceof Error ? error.message : String(error));
}
for (const name of again) console.log(`passed at its second try: ${name}`);
for (const name of failures) console.log(`FAILED: ${name}`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
