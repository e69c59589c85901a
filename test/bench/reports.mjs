// `npm run bench -- reports`: errors that people keep asking about, rebuilt small (corpus/reports.mjs, corpus/script-reports.mjs, corpus/reports-python.mjs), healed by the
// command line as a person would: `run --apply` for programs, `heal --apply` for types. `--only WORD,…` takes the kinds with one of the words in them, `--only scripts` those of
// script-reports.mjs. Programs that need packages run where `python3` has them.
//
// Keys, of each set by itself where it begins with the set's name (`python_`, `later_`)
//   right        per cent of the programs with a known fix whose file is, afterwards, one of the right ones (spaces and the kind of quotes aside)
//   wrong        per cent of all programs that were changed to something else
//   silent       programs with a known fix that were left as they were
//   quiet_right  programs without a known fix that were left as they were
//   left_out     programs that need a package which is not there
import fs from 'node:fs';
import path from 'node:path';
import { built, inFolder, program, root, share, table } from './figures.mjs';
import { REPORTS } from './corpus/reports.mjs';
import { SCRIPT_REPORTS } from './corpus/script-reports.mjs';
import { PYTHON_REPORTS, PYTHON_REPORTS_LATER } from './corpus/reports-python.mjs';

const LIMIT_MS = 120_000;

const SETS = { '': REPORTS, scripts_: SCRIPT_REPORTS, python_: PYTHON_REPORTS, later_: PYTHON_REPORTS_LATER };

export async function run(options) {
  const cli = built(options, 'cli.js');
  const figures = {};
  for (const [set, all] of Object.entries(SETS)) {
    const [only] = options.only ?? [];
    const chosen =
      only === 'scripts'
        ? set === 'scripts_'
          ? all
          : []
        : options.only
          ? all.filter(({ kind }) => options.only.some((word) => kind.includes(word)))
          : all;
    const reports = options.smoke ? chosen.filter((_, i) => i % 12 === 0) : chosen.slice(0, options.cases);
    Object.assign(figures, await measured(cli, set, reports, options));
  }
  return figures;
}

async function measured(cli, set, all, options) {
  const reports = [];
  for (const report of all) if (await hasPackages(report)) reports.push(report);
  if (reports.length === 0) return {};
  const rows = [];
  for (const report of reports) rows.push({ ...(await heal(cli, report)), kind: report.kind });
  const known = rows.filter(({ hasFix }) => hasFix);
  const count = (state) => rows.filter((row) => row.state === state).length;
  table(
    `Errors that people report${set && `: ${set.replace('_', '')}`}`,
    rows.map(({ kind, language, state }) => ({ kind, language, state })),
  );
  if (options.show) for (const { kind, after } of rows.filter(({ state }) => state === 'wrong')) console.log(`\n${kind}\n${after}`);
  return Object.fromEntries(
    Object.entries({
      reports: rows.length,
      right: share(count('right'), known.length),
      wrong: share(count('wrong'), rows.length),
      silent: count('silent'),
      quiet_right: count('quiet'),
      left_out: all.length - reports.length || undefined,
    }).map(([key, value]) => [`${set}${key}`, value]),
  );
}

const present = new Map();

async function hasPackages({ needs = [] }) {
  for (const name of needs) {
    if (!present.has(name)) present.set(name, (await program('python3', ['-c', `import ${name}`], { limitMs: LIMIT_MS })).code === 0);
    if (!present.get(name)) return false;
  }
  return true;
}

async function heal(cli, { language, file, before, right, files = {}, options = {}, indented = false }) {
  return inFolder(async (folder) => {
    const place = path.join(folder, file);
    for (const [name, text] of Object.entries({ ...files, [file]: before })) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
    if (language === 'typescript') {
      const compilerOptions = {
        strict: true,
        target: 'ES2022',
        module: 'NodeNext',
        noImplicitOverride: true,
        noEmit: true,
        types: [],
        ...options,
      };
      fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
      fs.mkdirSync(path.join(folder, 'node_modules'));
      for (const name of ['typescript', '@types', 'undici-types'])
        fs.symlinkSync(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name));
    }
    const command = language === 'python' ? ['python3', file] : [process.execPath, file];
    const args = language === 'typescript' ? ['heal', file, '--apply'] : ['run', '--apply', '--', ...command];
    await program(process.execPath, [cli, ...args], { cwd: folder, limitMs: LIMIT_MS });
    const after = fs.readFileSync(place, 'utf8');
    const hasFix = right.length > 0;
    const same = indented ? plainButIndented : plain;
    const isRight = right.some((one) =>
      one instanceof RegExp
        ? one.test(plain(after))
        : same(one.reduce((out, [from, to]) => replaced(out, from, to), before)) === same(after),
    );
    const state = after === before ? (hasFix ? 'silent' : 'quiet') : isRight ? 'right' : 'wrong';
    return { language, hasFix, state, after };
  });
}

function replaced(text, from, to) {
  if (!text.includes(from)) throw new Error(`The report has no '${from}'.`);
  return text.replace(from, () => to);
}

/** White space and the kind of quotes are nobody's mistake. */
const plain = (text) => text.replace(/\s+/g, ' ').replaceAll('"', "'").trim();

const plainButIndented = (text) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => /^ */.exec(line)?.[0] + plain(line))
    .join('\n');
