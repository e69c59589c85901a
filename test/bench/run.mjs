// `npm run bench -- NAME [--json FILE] [--smoke] [--corpus FILE…] [--seed N] [--cases N] [--dist DIR] [--show N] [--only CLASS,…] [--keep FILE]
// [--model NAME --base-url URL]`
// Each bench says at the top of its file what its figures mean. --json writes them as one flat object.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { flat, Missing } from './figures.mjs';

const BENCHES = {
  fix: () => import('./fix.mjs'),
  lightbulb: () => import('./lightbulb.mjs'),
  start: () => import('./start.mjs'),
  typing: () => import('./typing.mjs'),
  soak: () => import('./soak.mjs'),
  capture: () => import('./capture.mjs'),
  'capture-fuzz': () => import('./capture-fuzz.mjs'),
  dialects: () => import('./dialects.mjs'),
  learn: () => import('./learn.mjs'),
  'learn-team': () => import('./learn-team.mjs'),
  'learn-stall': () => import('./learn-stall.mjs'),
  pairs: () => import('./pairs.mjs'),
  'pairs-kills': () => import('./pairs-kills.mjs'),
  fuzz: () => import('./fuzz.mjs'),
  prove: () => import('./prove.mjs'),
  reports: () => import('./reports.mjs'),
  model: () => import('./model.mjs'),
  simulate: () => import('./simulate.mjs'),
  watch: () => import('./watch.mjs'),
};

/** What was asked for can't be understood. */
function usage(message) {
  console.error(
    `${message}\nUsage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json FILE] [--smoke] [--corpus FILE…] [--seed N] [--cases N]`,
  );
  process.exit(2);
}

let parsed;
try {
  parsed = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      smoke: { type: 'boolean' },
      corpus: { type: 'string', multiple: true },
      seed: { type: 'string', default: '1' },
      cases: { type: 'string' },
      // Of the bench of a watch.
      minutes: { type: 'string' },
      dist: { type: 'string' },
      show: { type: 'string' },
      only: { type: 'string' },
      keep: { type: 'string' },
      // Of the bench of a model.
      model: { type: 'string' },
      'base-url': { type: 'string' },
      rank: { type: 'boolean' },
    },
  });
} catch (error) {
  usage(error.message);
}
const {
  values,
  positionals: [name, ...more],
} = parsed;
const load = BENCHES[name ?? ''];
if (!load) usage(name ? `There is no bench '${name}'.` : 'Which bench?');
// `--corpus a b`: the shell's own list of files.
if (more.length > 0 && !values.corpus) usage(`'${more[0]}' is not understood.`);
const count = (key) => {
  if (values[key] === undefined) return undefined;
  const number = Number(values[key]);
  if (!Number.isInteger(number) || number < 1) usage(`--${key} is a whole number above zero.`);
  return number;
};
// A file is as good as a number of cases where both make sense.
if (name === 'model' && values.cases && !/^\d+$/.test(values.cases)) {
  values.corpus = [values.cases];
  delete values.cases;
}
const options = {
  smoke: false,
  ...values,
  corpus: values.corpus ? [...values.corpus, ...more] : undefined,
  seed: values.seed,
  cases: count('cases'),
  minutes: count('minutes'),
  show: count('show'),
  only: values.only?.split(','),
};

const began = Date.now();
const bench = await load();
const figures = flat(
  await bench.run(options).catch((error) => {
    if (!(error instanceof Missing)) throw error;
    console.error(error.message);
    process.exit(1);
  }),
);
if (values.json) fs.writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
console.log(`\n${name}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
