// `npm run bench -- reports`: errors that people keep asking about, rebuilt small (corpus/reports.mjs), healed by the command line as a person would: `run --apply`
// for programs, `heal --apply` for types. `--only TEXT` takes those whose kind
// has the text, `--only scripts` those of script-reports.mjs, `--only 'more scripts'` those of more-script-reports.mjs.
//
// Keys
//   right        per cent of the programs with a known fix whose file is, afterwards, one of the right ones (spaces and the kind of quotes aside)
//   wrong        per cent of all programs that were changed to something else
//   silent       programs with a known fix that were left as they were
//   quiet_right  programs without a known fix that were left as they were
import fs from 'node:fs';
import path from 'node:path';
import { built, inFolder, program, root, share, table } from './figures.mjs';
import { REPORTS } from './corpus/reports.mjs';
import { MORE_SCRIPT_REPORTS } from './corpus/more-script-reports.mjs';
import { SCRIPT_REPORTS } from './corpus/script-reports.mjs';

const LIMIT_MS = 120_000;

export async function run(options) {
  const cli = built(options, 'cli.js');
  const [only] = [options.only ?? ''].flat();
  const groups = { scripts: SCRIPT_REPORTS, 'more scripts': MORE_SCRIPT_REPORTS };
  const asked = groups[only] ?? [REPORTS, SCRIPT_REPORTS, MORE_SCRIPT_REPORTS].flat().filter(({ kind }) => kind.includes(only));
  const reports = options.smoke ? asked.filter((_, i) => i % 12 === 0) : asked.slice(0, options.cases);
  const rows = [];
  for (const report of reports) rows.push({ ...(await heal(cli, report)), kind: report.kind });
  const known = rows.filter(({ hasFix }) => hasFix);
  const count = (state) => rows.filter((row) => row.state === state).length;
  table(
    'Errors that people report',
    rows.map(({ kind, language, state }) => ({ kind, language, state })),
  );
  if (options.show) for (const { kind, after } of rows.filter(({ state }) => state === 'wrong')) console.log(`\n${kind}\n${after}`);
  return {
    reports: rows.length,
    right: share(count('right'), known.length),
    wrong: share(count('wrong'), rows.length),
    silent: count('silent'),
    quiet_right: count('quiet'),
  };
}

async function heal(cli, { language, file, before, right, files = {}, options = {} }) {
  return inFolder(async (folder) => {
    const place = path.join(folder, file);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, before);
    for (const [name, other] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), other);
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
    const isRight = right.some((one) =>
      one instanceof RegExp
        ? one.test(plain(after))
        : plain(one.reduce((out, [from, to]) => replaced(out, from, to), before)) === plain(after),
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
