// `npm run bench -- reports`: errors that people keep asking about, rebuilt small (corpus/reports.mjs), healed by the command line as a person would: `run --apply`
// for programs, `heal --apply` for types.
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

const LIMIT_MS = 120_000;

export async function run(options) {
  const cli = built(options, 'cli.js');
  const reports = options.smoke ? REPORTS.filter((_, i) => i % 12 === 0) : REPORTS.slice(0, options.cases);
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

async function heal(cli, { language, file, before, right }) {
  return inFolder(async (folder) => {
    const place = path.join(folder, file);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, before);
    if (language === 'typescript') {
      const compilerOptions = { strict: true, target: 'ES2022', module: 'NodeNext', noImplicitOverride: true, noEmit: true, types: [] };
      fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
      fs.mkdirSync(path.join(folder, 'node_modules'));
      fs.symlinkSync(path.join(root, 'node_modules/typescript'), path.join(folder, 'node_modules/typescript'));
    }
    const command = language === 'python' ? ['python3', file] : [process.execPath, file];
    const args = language === 'typescript' ? ['heal', file, '--apply'] : ['run', '--apply', '--', ...command];
    await program(process.execPath, [cli, ...args], { cwd: folder, limitMs: LIMIT_MS });
    const after = fs.readFileSync(place, 'utf8');
    const wanted = right.map((edits) => edits.reduce((out, [from, to]) => replaced(out, from, to), before));
    const hasFix = wanted.length > 0;
    const state =
      after === before ? (hasFix ? 'silent' : 'quiet') : wanted.some((text) => plain(text) === plain(after)) ? 'right' : 'wrong';
    return { language, hasFix, state, after };
  });
}

function replaced(text, from, to) {
  if (!text.includes(from)) throw new Error(`The report has no '${from}'.`);
  return text.replace(from, () => to);
}

/** White space and the kind of quotes are nobody's mistake. */
const plain = (text) => text.replace(/\s+/g, ' ').replaceAll('"', "'").trim();
