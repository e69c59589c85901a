// `npm run bench -- simulate`: whether the confidence of a workspace comes true, told by a simulated user who works through many problems in it.
//
// Each problem is healed with the workspace's own store as memory. The user looks at the first offer in the menu, or else at the first behind "Show
// low-confidence suggestions…", takes it if it is right and refuses it if it is wrong, and errs in 5 of 100; both are stored as the editor stores them.
//
// Cases: any case file with known fixes (--corpus FILE…, as `bench fix` takes them), filled up with slips injected into real source of this machine
// (corpus/), in random order. --cases N: how many (2,000); --seed; --keep FILE: what was offered and said, one a line; --smoke: two dozen.
//
// Figures, of quarters `q1` to `q4` and of `all`:
//   <of>.n          problems
//   <of>.answers    per cent with an offer in the menu
//   <of>.harm       per cent of those whose first offer there is wrong
//   <of>.brier      mean squared distance of what was said of the offer that the user looked at, in the menu or behind its entry, from what was right
//   <of>.sure       per cent whose first offer is sure enough to be preferred or applied by itself; .sure_right: of those, right
//   bin<n>.n, .said, .right   ten bins over all: offers, the mean of what was said and what was right, in per cent
//   within5         1 where every bin of 50 or more is within 5 points; bins_within5, bins_measured: how many are, of how many
//   bins_perfect    how many of them would be, on average, if what was said were true: chance moves a bin of 50 by 7 points
//   harm_falls      1 where the last half has less harm than the first;  answers_stay: 1 where its answers are not 2 points below the first's
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { engine, inFolder, Missing, randomOf, root, round, share, table } from './figures.mjs';
import { PYTHON } from './corpus/python.mjs';
import { collectCases, fixesOf } from '../../scripts/known-cases.mjs';

const CASES = 2_000;
const NOISE = 0.05;
const PARTS = 4;
/** A problem that takes longer has no offer. In ms. */
const CASE_MS = 60_000;
/** Between two problems, on the user's clock. In ms. */
const PAUSE = 60_000;
const STARTED = Date.parse('2026-01-01T08:00:00Z');
const MODULES = [
  'cli/verbs/batch-case',
  'server/session/tiers',
  'server/session/settings',
  'engine/learn/calibration',
  'engine/explain/evidence',
];

export async function run(options) {
  const began = Date.now();
  const say = (text) => console.log(`[${((Date.now() - began) / 1000).toFixed(0).padStart(4)}s] ${text}`);
  const wanted = options.cases ?? (options.smoke ? 24 : CASES);
  const given = await collectCases({ cases: options.corpus ?? [], read: [], generated: 0, seed: options.seed });
  const missing = Math.max(0, wanted - given.length);
  const found = [...given, ...(missing > 0 ? await collectCases({ cases: [], read: [], generated: missing, seed: options.seed }) : [])]
    // Each list numbers its own.
    .map(({ one }, i) => ({ one: { ...one, id: `${i}` } }));
  const cases = shuffled(
    found.map(({ one }) => one),
    randomOf(`${options.seed} order`),
  ).slice(0, wanted);
  if (cases.length === 0) throw new Missing('There are no cases with a known fix.');
  say(`${cases.length} problems`);
  // As they come: what was seen so far stays where the run is broken off.
  if (options.keep) fs.writeFileSync(options.keep, '');
  const keep = (row) => options.keep && fs.appendFileSync(options.keep, `${JSON.stringify(row)}\n`);
  const rows = await inFolder((folder) => work(cases, { folder, seed: options.seed, say, keep }));
  return inFolder(async (folder) => summary(rows, await engine(folder, ['./src/engine/learn/calibration'])));
}

/** Fisher and Yates. */
function shuffled(list, random) {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

/** The problems one after the other; a row of each. */
async function work(cases, { folder, seed, say, keep }) {
  const product = await engine(
    folder,
    MODULES.map((module) => `./src/${module}`),
    { worker: true },
  );
  const workspace = path.join(folder, 'workspace');
  fs.mkdirSync(workspace);
  const opened = product.openPairStore({ folder: workspace });
  if (!opened.ok) throw new Missing(opened.message);
  const store = opened.value;
  const clock = { now: STARTED };
  const memory = product.storeMemory({ storeOf: () => store, now: () => clock.now });
  const tools = product.toolsOf({
    root: product.VIRTUAL_ROOT,
    trusted: true,
    typescriptFolders: [root],
    noLinters: ['Ruff', 'eslint'],
    onTrouble: (_key, message) => console.error(message),
  });
  const judge = new Judge();
  const rows = [];
  try {
    for (const one of cases) {
      clock.now += PAUSE;
      const row = await meet(product, one, { memory, tools, judge });
      if (row?.patch) {
        const isTaken = row.right !== randomOf(`${seed} noise ${one.id}`)() < NOISE;
        const stored = await tell(product, store, row, isTaken, new Date(clock.now));
        if (!stored.ok) throw new Error(`The verdict was not stored: ${stored.message}`);
      }
      rows.push(kept(one, row, product));
      keep(rows.at(-1));
      if (rows.length % 250 === 0) say(`${rows.length} of ${cases.length} problems`);
    }
  } finally {
    tools.dispose();
    judge.dispose();
    store.close();
  }
  return rows;
}

/** What the user sees of a problem: the first offer and where it stands. */
async function meet(product, one, { memory, tools, judge }) {
  const { after: _after, oracle: _oracle, meta: _meta, ...visible } = one;
  const { read: told } = product.readCase(JSON.stringify(visible));
  const [problem] = told.ok ? told.value.problems : [];
  if (!problem) return undefined;
  const line = told.value;
  const opened = await product.openWorkspace({
    root: line.root,
    files: new product.MemoryFiles(line.root, line.files),
    trusted: true,
    typescriptFolders: [],
    index: true,
    tools,
    script: { onDisk: line.onDisk, files: Object.fromEntries(line.files), options: line.compilerOptions },
  });
  try {
    const signal = AbortSignal.timeout(CASE_MS);
    const patches = await product.healProblem({
      problem,
      source: line.source,
      version: null,
      all: line.problems,
      workspace: opened.workspace,
      signal,
      memory,
    });
    const known = { problem };
    const { shown, hidden } = product.inMenu(
      patches.map((patch) => ({ patch, known })),
      product.DEFAULT_SETTINGS,
    );
    const [first, second] = [...shown, ...hidden];
    if (!first) return { problem, path: line.path };
    const { patch } = first;
    const own = patch.candidate.edits.find((file) => file.path === line.path);
    const text = own ? product.patched(line.source, own) : line.source.text;
    const right = await judge.isRight(one, text);
    return {
      problem,
      before: line.source.text,
      root: line.root,
      patch,
      text,
      right,
      inMenu: shown.length > 0,
      next: second?.patch.confidence,
    };
  } catch (error) {
    console.error(`${one.set ?? ''} ${one.id}: ${error.message}`);
    return undefined;
  } finally {
    opened.dispose();
  }
}

/** The verdict into the store, as the editor writes it. */
function tell(product, store, { patch, before, text, root: folder }, isTaken, now) {
  const context = { now, root: folder, via: 'lightbulb' };
  return isTaken
    ? product.recordPair(store, product.makePair(patch, before, text, { ...context, how: 'taken' }))
    : product.recordNegative(store, product.makeNegative(patch, before, 'rejected', { ...context, how: 'refused' }));
}

function kept(one, row, product) {
  const patch = row?.patch;
  if (!patch) return { id: one.id, set: one.set };
  const { candidate, confidence, evidence, whole, ...more } = patch;
  return {
    id: one.id,
    set: one.set,
    problem: product.familyOf(row.problem),
    language: row.problem.language,
    confidence,
    atLeast: more.atLeast,
    features: candidate.features,
    foretold: more.foretold,
    next: row.next,
    origin: candidate.origin,
    variant: candidate.variant,
    family: candidate.family,
    whole,
    proof: evidence.filter(({ result }) => result === 'passed').map(({ rung }) => rung),
    inMenu: row.inMenu,
    sure: product.isSure(patch, product.DEFAULT_SETTINGS),
    right: row.right,
  };
}

/** Whether a text is the known fix: Python by syntax tree, in one process for all; else by text without white space. */
class Judge {
  answers = [];
  process = spawn(PYTHON, ['-u', fileURLToPath(new URL('corpus/python_judge.py', import.meta.url)), 'judge'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });

  constructor() {
    createInterface({ input: this.process.stdout }).on('line', (line) => this.answers.shift()?.resolve(JSON.parse(line)));
    const end = () => this.answers.splice(0).forEach(({ reject }) => reject(new Error('The judge has ended.')));
    this.process.on('error', end);
    this.process.on('exit', end);
    this.process.stdin.on('error', end);
  }

  async isRight(one, text) {
    const golds = fixesOf(one);
    if (one.language !== 'python') return golds.some((fix) => squeeze(fix) === squeeze(text));
    const row = { id: one.id, before: one.before, golds, added: one.oracle?.added, removed: one.oracle?.removed, texts: [text] };
    const answer = new Promise((resolve, reject) => this.answers.push({ resolve, reject }));
    this.process.stdin.write(`${JSON.stringify(row)}\n`);
    return (await answer).texts[0].right;
  }

  dispose() {
    this.process.kill();
  }
}

const squeeze = (text) => text.replace(/\s+/g, '');

function summary(rows, { calibrationOf, LEAST_OF_A_BIN }) {
  const size = Math.ceil(rows.length / PARTS);
  const parts = Array.from({ length: PARTS }, (_, i) => figuresOf(rows.slice(i * size, (i + 1) * size), calibrationOf));
  const all = figuresOf(rows, calibrationOf);
  table('Over time', [
    ...parts.map((part, i) => ({ problems: `${i * size + 1}–${i * size + part.n}`, ...part })),
    { problems: 'all', ...all },
  ]);
  const { bins } = calibrationOf(foretold(rows));
  const told = bins.map(({ from, of, said, right }) => ({
    from,
    n: of,
    said: of > 0 ? round(100 * said) : undefined,
    right: share(right, of),
  }));
  table('What was said and what was right', told);
  const measured = told.filter(({ n }) => n >= LEAST_OF_A_BIN);
  const [early, late] = [figuresOf(rows.slice(0, 2 * size), calibrationOf), figuresOf(rows.slice(2 * size), calibrationOf)];
  const within = measured.filter(({ said, right }) => Math.abs(said - right) <= WITHIN).length;
  const result = {
    within5: within === measured.length ? 1 : 0,
    bins_within5: within,
    bins_measured: measured.length,
    bins_perfect: round(
      measured.reduce((sum, { n, said }) => sum + chanceWithin(n, said / 100), 0),
      1,
    ),
    harm_falls: (late.harm ?? 0) < (early.harm ?? 0) ? 1 : 0,
    answers_stay: (late.answers ?? 0) >= (early.answers ?? 0) - 2 ? 1 : 0,
  };
  console.log(
    `\nEvery bin of ${LEAST_OF_A_BIN} or more within 5 points: ${result.within5 ? 'yes' : 'no'}. ` +
      `${result.bins_within5} of ${result.bins_measured} are; if what was said were true, ${result.bins_perfect} would be on average. ` +
      `Harm falls (${early.harm} % → ${late.harm} %): ${result.harm_falls ? 'yes' : 'no'}. ` +
      `Answers stay (${early.answers} % → ${late.answers} %): ${result.answers_stay ? 'yes' : 'no'}.`,
  );
  return {
    ...result,
    ...Object.assign({}, ...[...parts, all].map((part, i) => prefixed(i < PARTS ? `q${i + 1}` : 'all', part))),
    ...Object.assign({}, ...told.map(({ from, ...bin }) => prefixed(`bin${Math.round(10 * from)}`, bin))),
  };
}

/** Points that a bin may be off. */
const WITHIN = 5;

/** How likely the share of n is within the points of p, where each is right with probability p. */
function chanceWithin(n, p) {
  let sum = 0;
  let log = n * Math.log(1 - p);
  for (let k = 0; k <= n; k++) {
    if (Math.abs((100 * k) / n - 100 * p) <= WITHIN) sum += Math.exp(log);
    log += Math.log((n - k) / (k + 1)) + Math.log(p / (1 - p));
  }
  return sum;
}

const prefixed = (name, object) => Object.fromEntries(Object.entries(object).map(([key, value]) => [`${name}.${key}`, value]));

const foretold = (rows) =>
  rows.filter(({ confidence }) => confidence !== undefined).map(({ confidence, right }) => ({ probability: confidence, right }));

function figuresOf(rows, calibrationOf) {
  const inMenu = rows.filter((row) => row.inMenu);
  const sure = rows.filter((row) => row.sure);
  const right = (list) => list.filter((row) => row.right).length;
  return {
    n: rows.length,
    answers: share(inMenu.length, rows.length),
    harm: share(inMenu.length - right(inMenu), inMenu.length),
    brier: round(calibrationOf(foretold(rows)).brier, 4),
    sure: share(sure.length, rows.length),
    sure_right: share(right(sure), sure.length),
  };
}
