// `npm run train-repairs -- --cases FILE… [--read FILE…] [--generated N --seed S]`: what each thing that is measured of a repair of broken Python
// counts, fitted on cases whose fix is known, becomes src/engine/fixers/python/syntax/search/repair-weights.json. `npm run calibrate` does it first.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { engine, inFolder, root } from '../test/bench/figures.mjs';
import { collectCases, fixesOf, isOnTheWay } from './known-cases.mjs';

const WEIGHTS = path.join(root, 'src/engine/fixers/python/syntax/search/repair-weights.json');
const MODULES = [
  'cli/verbs/batch-case',
  'engine/detect/family',
  'engine/learn/choice',
  'engine/fixers/python/syntax/registry',
  'engine/fixers/python/syntax/search/error-site',
  'engine/fixers/python/syntax/search/rank-repairs',
];
/** Of a case's repairs, so many at most are compared. */
const MAX_ALTERNATIVES = 60;
const NONE = 'noneIsRight';
/** What was thought of each before anything was fitted, and how firmly. */
const PRIORS = {
  slip: [0.625, 60],
  natural: [0.15, 60],
  naturalOrder: [0.045, 5000],
  nextError: [0.75, 4],
  behind: [0.44, 4],
  late: [3.1, 4],
  inventedNames: [5, 4],
  unboundNames: [0.8, 8],
  exposedNames: [1.6, 8],
  withoutEffect: [1.6, 4],
  oneTuples: [1.9, 4],
  elementOfFunction: [25, 100],
  uncallable: [5, 4],
  usedPrint: [4, 4],
  strayKeyword: [3, 4],
  itemOfOne: [2, 4],
  quotedNames: [1, 4],
  droppedNames: [0.5, 4],
  emptied: [5, 4],
  notLookedAt: [12.5, 100],
  swallowed: [0.625, 20],
  twoEdits: [0.94, 4],
  [NONE]: [6.9, 2],
};
const VARIANT = [0, 6];
/** A case that was read while the fixers were written flatters them. */
const SHARE_OF_READ = 0.6;

/** Fits the weights on the cases and writes them. */
export async function trainRepairs(all, { say, keep, from } = {}) {
  await inFolder(async (folder) => {
    const product = await engine(
      folder,
      MODULES.map((module) => `./src/${module}`),
    );
    const choices = from ? JSON.parse(fs.readFileSync(from, 'utf8')) : choicesOf(all, product);
    if (keep) fs.writeFileSync(keep, JSON.stringify(choices));
    const variants = new Set(choices.flatMap(({ alternatives }) => alternatives.flatMap(({ variant }) => (variant ? [variant] : []))));
    const priors = Object.fromEntries(
      [...Object.entries(PRIORS), ...[...variants].map((name) => [` ${name}`, VARIANT])].map(([name, [weight, firmness]]) => [
        name,
        { weight, firmness },
      ]),
    );
    const prepared = choices.map(({ alternatives, share }) => ({
      share,
      alternatives: alternatives.map(({ features, variant, right }) => ({
        features: variant ? { ...features, [` ${variant}`]: 1 } : features,
        right,
      })),
    }));
    const fitted = product.fitChoices(prepared, priors);
    const round = (value) => Math.round(value * 1000) / 1000;
    const counted = (name) => choices.filter(({ alternatives }) => alternatives.some(({ variant }) => variant === name)).length >= 3;
    fs.writeFileSync(
      WEIGHTS,
      `${JSON.stringify(
        {
          noneIsRight: round(fitted[NONE]),
          weights: Object.fromEntries(
            Object.keys(PRIORS)
              .filter((name) => name !== NONE)
              .map((name) => [name, round(fitted[name])]),
          ),
          variants: Object.fromEntries(
            [...variants]
              .sort()
              .filter(counted)
              .map((name) => [name, round(fitted[` ${name}`])]),
          ),
        },
        undefined,
        1,
      )}\n`,
    );
    const first = (choose) => choices.filter(({ alternatives }) => choose(alternatives)).length;
    say?.(
      `repairs: ${choices.length} places, ${first((list) => list.some(({ right, variant }) => right && variant))} with the right one among them; ${path.relative(root, WEIGHTS)}`,
    );
  });
}

function choicesOf(all, product) {
  const choices = [];
  for (const { one, read } of all) {
    if (one.language !== 'python') continue;
    const { after: _after, oracle: _oracle, meta: _meta, ...visible } = one;
    const { read: told } = product.readCase(JSON.stringify(visible));
    if (!told.ok || !product.isSyntax(told.value.problems[0])) continue;
    const { source, problems } = told.value;
    const start = source.offsetAt(problems[0].location.range.start);
    const site = new product.ErrorSite(source, problems[0], start);
    const seen = new Set();
    const alternatives = [];
    for (const { after, measured, reading } of product.weighedRepairs(site, product.mistakes)) {
      const { text } = after;
      if (seen.has(text) || alternatives.length >= MAX_ALTERNATIVES) continue;
      seen.add(text);
      const right = fixesOf(one).some((fix) => isOnTheWay(source.text, text, fix));
      alternatives.push({ features: measured, variant: reading.variant, right });
    }
    alternatives.push({ features: { [NONE]: 1 }, right: !alternatives.some(({ right }) => right) });
    choices.push({ alternatives, share: read ? SHARE_OF_READ : 1, set: one.set });
  }
  return choices;
}

if (process.argv[1] && path.resolve(process.argv[1]) === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', multiple: true, default: [] },
      read: { type: 'string', multiple: true, default: [] },
      generated: { type: 'string', default: '0' },
      seed: { type: 'string', default: 'calibrate' },
      keep: { type: 'string' },
      rows: { type: 'string' },
    },
  });
  const all = values.rows ? [] : await collectCases({ ...values, generated: Number(values.generated) });
  await trainRepairs(all, { say: console.log, keep: values.keep, from: values.rows });
  process.exit(0);
}
