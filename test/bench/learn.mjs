// `npm run bench -- learn [--seed N] [--cases N]`: rules learned from k fixes of each of 64 families of mistakes, all families at once, as a
// workspace's pairs come; then each family's other mistakes are healed by the rules that their message sets off, offline. The families are
// templates made up in corpus/learn-families.mjs; names, values and surroundings are drawn anew for each mistake.
//
// Keys, for k = 1, 3 and 10
//   kN.exact, kN.precision    share of mistakes made exactly right; of those changed at all, the share made exactly right
//   kN.apart.exact, …         the same on the families that were set apart while the miner was made
//   hints_per_10k_lines       places in healthy code (installed packages, Python's own library) where a rule that may give hints fits
//   healthy_lines             how much code that was
//   mine_ms                   learning from 1,000 fixes of all families, median of 3
import fs from 'node:fs';
import path from 'node:path';
import { families, instance } from './corpus/learn-families.mjs';
import { bundled, inFolder, median, randomOf, root, round, share, table } from './figures.mjs';

const TESTS = 8;
const HEALTHY_LINES = 100_000;
const MINED = 1_000;

export async function run({ cases, smoke, seed, show }) {
  return inFolder(async (folder) => {
    const file = await bundled(folder, [
      './src/engine/learn/mine/learn-rules',
      './src/engine/learn/mine/apply-rule',
      './src/engine/learn/mine/check-rule',
      './src/engine/detect/signature',
      './src/engine/syntax/edits',
    ]);
    const engine = (await import(file)).default;
    const tests = cases ?? (smoke ? 2 : TESTS);
    const figures = {};
    const rows = [];
    let firm = [];
    for (const k of smoke ? [3] : [1, 3, 10]) {
      const { rules, results } = await learned(engine, k, tests, randomOf(seed + k));
      if (k === 3) firm = rules;
      for (const [part, apart] of [
        ['', undefined],
        ['apart.', true],
      ]) {
        const own = results.filter((one) => apart === undefined || one.apart === apart);
        const right = own.filter((one) => one.got === one.wanted).length;
        const changed = own.filter((one) => one.got !== undefined).length;
        figures[`k${k}.${part}exact`] = share(right, own.length);
        figures[`k${k}.${part}precision`] = share(right, changed);
      }
      rows.push({
        k,
        rules: rules.length,
        exact: figures[`k${k}.exact`],
        precision: figures[`k${k}.precision`],
        'apart exact': figures[`k${k}.apart.exact`],
        'apart precision': figures[`k${k}.apart.precision`],
      });
      if (show) misses(results, k, Number(show));
    }
    table('Rules from k fixes of each family', rows);
    Object.assign(figures, await hints(engine, firm, smoke ? 2_000 : HEALTHY_LINES));
    const times = [];
    for (let i = 0; i < (smoke ? 1 : 3); i++) times.push(await mining(engine, randomOf(seed + 100 + i), smoke ? 60 : MINED));
    figures.mine_ms = round(median(times), 0);
    table('Hints and time', [
      { 'hints per 10k lines': figures.hints_per_10k_lines, lines: figures.healthy_lines, 'mine ms': figures.mine_ms },
    ]);
    return figures;
  });
}

const exampleOf = ({ signatureOf }, family, one, id) => ({
  id,
  before: one.before,
  after: one.after,
  file: `${id}.${family.language === 'python' ? 'py' : 'ts'}`,
  errorType: family.type,
  signature: signatureOf(family.type, one.message),
  at: rangeOf(one),
});

const rangeOf = ({ before, line }) => ({
  start: { line, character: 0 },
  end: { line, character: (before.split('\n')[line] ?? '').length },
});

async function learned(engine, k, tests, random) {
  const rules = [];
  for (const language of ['python', 'typescript']) {
    const examples = [];
    for (const family of families.filter((one) => one.language === language))
      for (let i = 0; i < k; i++) examples.push(exampleOf(engine, family, instance(family, random), `${family.name}-${i}`));
    rules.push(...(await engine.learnRules(language, examples, [])));
  }
  const results = [];
  for (const family of families)
    for (let i = 0; i < tests; i++) {
      const one = instance(family, random);
      results.push({
        family: family.name,
        apart: family.apart,
        before: one.before,
        wanted: one.after,
        got: await healed(engine, rules, family, one),
      });
    }
  return { rules, results };
}

/** What the rules that the message sets off make of it; nothing where equally firm ones disagree. */
async function healed({ applyRule, applyEdits, signatureOf }, rules, family, one) {
  const { shape, holes } = signatureOf(family.type, one.message);
  const found = [];
  for (const rule of rules) {
    if (rule.language !== family.language || rule.shape !== shape || rule.errorType !== family.type) continue;
    if (found.length > 0 && rule.places < found[0].places) break;
    const hits = await applyRule(rule, one.before, { at: rangeOf(one), holes });
    if (hits.length > 0)
      found.push({
        places: rule.places,
        text: applyEdits(
          one.before,
          hits.flatMap(({ edits }) => edits),
        ),
      });
  }
  return found.length > 0 && found.every(({ text }) => text === found[0].text) ? found[0].text : undefined;
}

function misses(results, k, count) {
  const wrong = results.filter((one) => !one.apart && one.got !== one.wanted);
  const per = new Map();
  for (const { family, got } of wrong) per.set(family, (per.get(family) ?? '') + (got === undefined ? '-' : 'x'));
  for (const [family, marks] of per) console.log(`k${k} ${family} ${marks}`);
  for (const { family, before, wanted, got } of wrong.slice(0, count))
    console.log(`k${k} ${family}\n--- before\n${before}--- wanted\n${wanted}--- got\n${got ?? '(nothing)\n'}`);
}

/** Rules that may give hints on code that nobody complained about. */
async function hints({ applyRule, mayHint }, rules, wanted) {
  let lines = 0;
  let count = 0;
  const per = new Map();
  for (const [language, ending, folders] of [
    ['typescript', /\.(?:c|m)?js$|\.d\.ts$/, [path.join(root, 'node_modules')]],
    ['python', /\.py$/, pythonFolders()],
  ]) {
    let left = wanted / 2;
    const own = rules.filter((rule) => rule.language === language && mayHint(rule));
    for (const file of filesOf(folders, ending)) {
      if (left <= 0) break;
      const text = fs.readFileSync(file, 'utf8');
      const length = text.split('\n').length;
      if (text.length / length > 120) continue;
      lines += length;
      left -= length;
      for (const rule of own) {
        const hits = await applyRule(rule, text);
        count += hits.length;
        if (hits.length > 0) per.set(rule.title, (per.get(rule.title) ?? 0) + hits.length);
      }
    }
  }
  for (const [title, times] of [...per].sort((a, b) => b[1] - a[1]).slice(0, 5)) console.log(`  ${times} × ${title}`);
  return { hints_per_10k_lines: round((10_000 * count) / Math.max(1, lines), 2), healthy_lines: lines };
}

function pythonFolders() {
  const python = '/usr/bin/python3';
  const lib = path.join(path.dirname(path.dirname(fs.realpathSync(python))), 'lib');
  return fs.existsSync(lib)
    ? fs
        .readdirSync(lib)
        .filter((name) => /^python3/.test(name))
        .map((name) => path.join(lib, name))
    : [];
}

function* filesOf(folders, ending) {
  for (const folder of folders) {
    let entries = [];
    try {
      entries = fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      continue;
    }
    for (const entry of entries)
      if (entry.isFile() && ending.test(entry.name) && fs.statSync(path.join(folder, entry.name)).size < 200_000)
        yield path.join(folder, entry.name);
    yield* filesOf(
      entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(folder, entry.name)),
      ending,
    );
  }
}

async function mining(engine, random, count) {
  const examples = { python: [], typescript: [] };
  for (let i = 0; i < count; i++) {
    const family = families[i % families.length];
    examples[family.language].push(exampleOf(engine, family, instance(family, random), `${i}`));
  }
  const start = performance.now();
  for (const language of ['python', 'typescript']) await engine.learnRules(language, examples[language], []);
  return performance.now() - start;
}
