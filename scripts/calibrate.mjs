// `npm run calibrate -- --cases FILE… [--read FILE…]`: how often each way of fixing was right, counted on cases whose fix is known, becomes
// src/engine/generate/confidence.json. A case is a line as `self-heal batch` takes it, with the answers `after` or `oracle.alternatives`, which only this script reads.
//
// --cases FILE…            cases that nobody read while the fixers were written
// --read FILE…             cases that were read: they count, but what they say beyond the others is taken off again
// --generated N [--seed S] also about N slips injected into real source of this machine (test/bench/corpus), as unread cases
// --out FILE               another place for the counts; --keep FILE keeps the rows that were counted, --rows FILE counts such rows again
//
// First what ranks the repairs of broken Python (train-repairs.mjs). Then two passes: the candidates; then, with their new probabilities, whole patches of syntax errors and what a re-run in the sandbox says.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { engine, inFolder, root } from '../test/bench/figures.mjs';
import { python } from '../test/bench/corpus/python.mjs';
import { collectCases, fixesOf, isOnTheWay } from './known-cases.mjs';
import { trainRepairs } from './train-repairs.mjs';

const COUNTS = path.join(root, 'src/engine/generate/confidence.json');
const MODULES = [
  'cli/verbs/batch-case',
  'engine/heal/proved-candidates',
  'engine/heal/masked-errors',
  'engine/learn/calibrate',
  'engine/detect/family',
];
/** One run of a case's program. In ms. */
const RUN_MS = 8_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', multiple: true, default: [] },
    read: { type: 'string', multiple: true, default: [] },
    generated: { type: 'string', default: '0' },
    seed: { type: 'string', default: 'calibrate' },
    out: { type: 'string', default: COUNTS },
    keep: { type: 'string' },
    rows: { type: 'string' },
  },
});
if (positionals.length > 0) stop(`'${positionals[0]}' is not understood: name each file with --cases or --read.`);
const generated = Number(values.generated);
if (!Number.isInteger(generated) || generated < 0) stop('--generated is a whole number.');

const began = Date.now();
const say = (text) => console.log(`[${((Date.now() - began) / 1000).toFixed(0).padStart(4)}s] ${text}`);
if (values.rows) {
  const rows = JSON.parse(fs.readFileSync(values.rows, 'utf8'));
  await inFolder(async (folder) => {
    const { countCandidates, countWhole, countReruns } = await engine(folder, ['./src/engine/learn/calibrate']);
    save({ ...countCandidates(rows.candidates), whole: countWhole(rows.whole), reruns: countReruns(rows.reruns) });
  });
  process.exit(0);
}
const all = await collectCases({ ...values, generated });
if (all.length === 0) stop('There are no cases with a known fix: name files with --cases, or ask for --generated N.');
say(`${all.length} cases with a known fix`);
await trainRepairs(all, { say });

await inFolder(async (folder) => {
  const first = await counted(folder, 'candidates', async (product) => {
    const found = await eachCase(product, async (request) =>
      (await product.provedCandidates(request, Infinity)).map(({ candidate }) => ({ candidate, edits: candidate.edits })),
    );
    const isRight = await judgeOf(found);
    const rows = found.flatMap(({ one, read, isSyntax, rows: candidates }) =>
      candidates.map(({ text, candidate }) => ({
        variant: `${candidate.origin.id}/${candidate.variant}`,
        family: candidate.family,
        features: candidate.features,
        // Behind a syntax error, and where other problems are, there is more to mend: a step on the way is right.
        right:
          isRight(one, text) ||
          ((isSyntax || candidate.features.otherErrors > 0) && fixesOf(one).some((fix) => isOnTheWay(one.before, text, fix))),
        read,
      })),
    );
    return { rows, counts: product.countCandidates(rows) };
  });
  save(first.counts);
  const second = await counted(folder, 'patches', async (product) => {
    const found = await eachCase(product, async (request) => {
      if (!product.isSyntax(request.problem)) return [];
      return (await product.withMaskedErrors(await product.provedCandidates(request), request)).map(({ whole, candidate }) => ({
        whole,
        edits: candidate.edits,
      }));
    });
    const isRight = await judgeOf(found);
    const whole = found.flatMap(({ one, read, rows }) => rows.map((row) => ({ ...row.whole, right: isRight(one, row.text), read })));
    const reruns = await rerunRows(product);
    return { rows: { whole, reruns }, counts: { whole: product.countWhole(whole), reruns: product.countReruns(reruns) } };
  });
  save({ ...first.counts, ...second.counts });
  if (values.keep) fs.writeFileSync(values.keep, JSON.stringify({ candidates: first.rows, ...second.rows }));
  say(
    `${path.relative(process.cwd(), values.out)}: ${Object.keys(first.counts.variants).length} variants, ${first.rows.length} candidates, ${second.rows.whole.length} whole patches, ${second.rows.reruns.length} re-runs`,
  );
});
process.exit(0);

function stop(message) {
  console.error(message);
  process.exit(2);
}

function save(counts) {
  const known = fs.existsSync(values.out) ? JSON.parse(fs.readFileSync(values.out, 'utf8')) : {};
  // What these cases say nothing of (other extensions' fixes, a model's) stays as it was counted before.
  const families = { ...known.families, ...counts.families };
  // What is learned from pairs is counted by count-lessons.mjs.
  const lessons = Object.entries(known.variants ?? {}).filter(([name]) => /^(?:learned|remembered)\//.test(name));
  const variants = { ...counts.variants, ...Object.fromEntries(lessons) };
  fs.writeFileSync(values.out, `${JSON.stringify({ ...known, ...counts, families, variants }, undefined, 1)}\n`);
}

/** The engine as it stands now, with the counts that lie in its folder. */
async function counted(folder, name, work) {
  const own = path.join(folder, name);
  fs.mkdirSync(own);
  const product = await engine(
    own,
    MODULES.map((module) => `./src/${module}`),
    { worker: true },
  );
  const result = await work(product);
  say(`${name} counted`);
  return result;
}

/** Asks the product about every case; `rows` with the text that each leaves. A case that fails is told and left out. */
async function eachCase(product, ask) {
  const tools = product.toolsOf({
    root: product.VIRTUAL_ROOT,
    trusted: true,
    typescriptFolders: [root],
    onTrouble: (_key, message) => console.error(message),
  });
  const out = [];
  try {
    for (const [i, { one, read }] of all.entries()) {
      const { after: _after, oracle: _oracle, meta: _meta, ...visible } = one;
      const { read: told } = product.readCase(JSON.stringify(visible));
      if (!told.ok) continue;
      const line = told.value;
      const opened = await openCase(product, line, tools);
      try {
        const [problem] = line.problems;
        const signal = AbortSignal.timeout(60_000);
        const request = { problem, source: line.source, version: null, all: line.problems, workspace: opened.workspace, signal };
        const rows = (await ask(request, line)).flatMap((row) => {
          const own = row.edits.find((file) => file.path === line.path);
          return own ? [{ ...row, text: product.patched(line.source, own) }] : [];
        });
        out.push({ one, read, isSyntax: product.isSyntax(problem), rows });
      } catch (error) {
        console.error(`${one.set ?? ''} ${one.id}: ${error.message}`);
      } finally {
        opened.dispose();
      }
      if ((i + 1) % 250 === 0) say(`${i + 1} of ${all.length} cases`);
    }
  } finally {
    tools.dispose();
  }
  return out;
}

function openCase(product, line, tools) {
  return product.openWorkspace({
    root: line.root,
    files: new product.MemoryFiles(line.root, line.files),
    trusted: true,
    typescriptFolders: [],
    index: true,
    tools,
    script: { onDisk: line.onDisk, files: Object.fromEntries(line.files), options: line.compilerOptions },
  });
}

/** Crashes with a program: their patches are run again, as after a failed command in the terminal. */
async function rerunRows(product) {
  const { sandbox } = await product.findSandbox();
  if (!sandbox.holds) {
    say('there is no sandbox here: what a re-run says is not counted');
    return [];
  }
  const found = await eachCase(product, async (request, line) => {
    if (!line.command || product.isSyntax(request.problem)) return [];
    const rerunner = new product.Rerunner();
    const runAgain = (rerun) => rerunner.rerun({ ...rerun, root: line.root, sandbox, limits: { ms: RUN_MS } });
    const { attempts } = await product.healFailure({ ...request, proof: { command: line.command, texts: line.files, runAgain } });
    return attempts.map(({ outcome, probability, patch }) => ({ outcome, probability, edits: patch.candidate.edits }));
  });
  const isRight = await judgeOf(found);
  return found.flatMap(({ one, rows }) =>
    rows.map(({ outcome, probability, text }) => ({ outcome, probability, right: isRight(one, text) })),
  );
}

/** (case, text) → whether the text is the known fix: Python by syntax tree, else by text without white space. */
async function judgeOf(found) {
  const squeeze = (text) => text.replace(/\s+/g, '');
  const rows = found
    .filter(({ one, rows: texts }) => one.language === 'python' && texts.length > 0)
    .map(({ one, rows: texts }) => ({
      id: one.id,
      before: one.before,
      golds: fixesOf(one),
      added: one.oracle?.added,
      removed: one.oracle?.removed,
      texts: [...new Set(texts.map(({ text }) => text))],
    }));
  const judged = await python('python_judge.py', ['judge'], rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const right = new Map(rows.map((row, i) => [row.id, new Set(row.texts.filter((_, n) => judged[i].texts[n].right))]));
  return (one, text) =>
    one.language === 'python' ? (right.get(one.id)?.has(text) ?? false) : fixesOf(one).some((fix) => squeeze(fix) === squeeze(text));
}
