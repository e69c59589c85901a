// `npm run bench -- model`: what a model heals by itself, without any rule, and what it costs.
//
// --base-url URL --model NAME: the server; its key as for the terminal (SELF_HEAL_API_KEY), its prices in SELF_HEAL_PRICE. Without them a scripted model
//   stands in that is wrong four times in ten: it shows what the loop is worth, and is no figure of a real model.
// --rank: whether the model puts the rules' own patches into a better order than they have, on the cases of which rules know at least two; nothing else is
//   measured then. For servers that tell probabilities.
// --cases FILE: cases as `batch` takes them (with `after`, where it is known); --cases N: so many small Python programs with one slip each (48).
// --seed; --keep FILE: `batch`'s answers; --json FILE.
//
// Keys, in per cent of the cases:
//   n            cases
//   first_try    the first answer held: a checker or a run was content with it
//   after_loop   an answer held in the end
//   proved       a run of the case's own program proved it
//   right        it is the known fix, white space aside; over those that have one
//   rank_top1, rules_top1, rank_n  only with --rank: the first of the rules' own patches is the known fix, in the order of the model, and in their own
//   malformed    of all answers, those that could not be read
//   answers      mean for one case
//   tokens       mean for one case, prompts and answers; estimated where the server does not count
//   cost         mean for one case, in the currency of SELF_HEAL_PRICE; 0 where no price is known
//   ms_p50, …    of a case, model and proofs together
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { visible } from './peers.mjs';
import { built, inFolder, jsonLines, Missing, program, round, share, table, times } from './figures.mjs';

const CASES = 48;
const WRONG = 0.4;

export async function run(options) {
  const began = Date.now();
  const batch = built(options, 'cli.js');
  const { slipCases, randomFrom } = await import('../support/model/slips.ts');
  const { byChance, scriptedModel } = await import('../support/scripted-model.ts');
  const seed = Number(options.seed);
  if (Boolean(options['base-url']) !== Boolean(options.model)) throw new Missing('--base-url and --model belong together.');
  const slips = options.corpus ? [] : slipCases(options.cases ?? CASES, seed);
  const cases = options.corpus
    ? options.corpus.flatMap((file) => jsonLines(fs.readFileSync(file, 'utf8')))
    : await inFolder((folder) => slips.map((one) => toCase(one, folder)));
  if (cases.length === 0) throw new Missing('There are no cases.');
  if (options.rank) return rank(batch, cases, options);
  if (!options.model && options.corpus)
    throw new Missing('The scripted model knows its own cases only: name a server and a model for others.');
  const scripted = options.model ? undefined : await scriptedModel(slips, byChance(WRONG, randomFrom(seed)));
  try {
    console.log(
      `${cases.length} cases, ${options.model ? `${options.model} at ${options['base-url']}` : 'a scripted model that is wrong four times in ten'}`,
    );
    const rows = await answers(batch, cases, {
      model: options.model ?? 'scripted',
      url: options['base-url'] ?? scripted.url,
      keep: options.keep,
    });
    const figures = summary(cases, rows);
    table('The model by itself', [figures]);
    console.log(`${((Date.now() - began) / 1000).toFixed(0)} s in all`);
    return figures;
  } finally {
    await scripted?.close();
  }
}

/** A slip as a recorded case: what it really dies of here. */
function toCase({ marker, kind, before, after }, folder) {
  fs.writeFileSync(path.join(folder, 'main.py'), before);
  const { stderr } = spawnSync('python3', ['main.py'], { cwd: folder, encoding: 'utf8' });
  const lines = [...stderr.matchAll(/main\.py", line (\d+)/g)];
  const line = Number(lines.at(-1)?.[1] ?? 1);
  const [, type = kind, message = ''] =
    /^(\w+(?:\.\w+)*): ?(.*)$/m.exec(
      stderr
        .split('\n')
        .filter((one) => /^\S/.test(one))
        .at(-1) ?? '',
    ) ?? [];
  return {
    id: marker,
    set: 'slips',
    language: 'python',
    error_type: type,
    message,
    traceback: stderr.replaceAll(`${folder}/`, ''),
    ranges: [{ startLine: line, startCol: 1, endLine: line, endCol: 1 }],
    path: 'main.py',
    files: {},
    cmd: ['python3', 'main.py'],
    before,
    after,
  };
}

async function answers(batch, cases, { model, url, keep }) {
  return inFolder(async (folder) => {
    const input = path.join(folder, 'cases.jsonl');
    const output = path.join(folder, 'out.jsonl');
    fs.writeFileSync(input, cases.map((one) => `${JSON.stringify(visible(one))}\n`).join(''));
    const args = [
      batch,
      'batch',
      '--input',
      input,
      '--output',
      output,
      '--top',
      '1',
      '--run',
      '--model-only',
      '--model',
      model,
      '--base-url',
      url,
    ];
    const { code, err } = await program(process.execPath, args, { limitMs: 60_000 + cases.length * 400_000 });
    if (code !== 0) throw new Missing(`self-heal batch ended with ${code}: ${err.trim().split('\n').at(-1)}`);
    if (keep) fs.copyFileSync(output, keep);
    return jsonLines(fs.readFileSync(output, 'utf8'));
  });
}

/** The rules' answers as they are, and in the model's order. */
async function rank(batch, cases, { model, 'base-url': url }) {
  if (!model) throw new Missing('--rank needs a model that tells probabilities: name it with --base-url and --model.');
  const judged = cases.filter(({ after }) => typeof after === 'string');
  const rules = await rankedAnswers(batch, judged, []);
  const several = judged.filter(({ id }) => (rules.get(id)?.length ?? 0) > 1);
  if (several.length === 0) throw new Missing('Of no case do rules know two fixes.');
  const ordered = await rankedAnswers(batch, several, ['--model', model, '--base-url', url], { SELF_HEAL_RANK_MODEL: model });
  const right = (answers) =>
    several.filter(({ id, after }) => answers.get(id)?.[0] !== undefined && bare(answers.get(id)[0]) === bare(after)).length;
  const moved = several.filter(({ id }) => ordered.get(id)?.[0] !== rules.get(id)?.[0]).length;
  const figures = {
    rank_n: several.length,
    rank_moved: moved,
    rank_top1: share(right(ordered), several.length),
    rules_top1: share(right(rules), several.length),
  };
  table("The rules' own patches in the model's order", [figures]);
  return figures;
}

async function rankedAnswers(batch, cases, more, env = {}) {
  return inFolder(async (folder) => {
    const input = path.join(folder, 'cases.jsonl');
    const output = path.join(folder, 'out.jsonl');
    fs.writeFileSync(input, cases.map((one) => `${JSON.stringify(visible(one))}\n`).join(''));
    const args = [batch, 'batch', '--input', input, '--output', output, '--top', '3', ...more];
    const { code, err } = await program(process.execPath, args, { env, limitMs: 60_000 + cases.length * 60_000 });
    if (code !== 0) throw new Missing(`self-heal batch ended with ${code}: ${err.trim().split('\n').at(-1)}`);
    return new Map(jsonLines(fs.readFileSync(output, 'utf8')).map(({ id, patches }) => [id, patches.map(({ text }) => text)]));
  });
}

const bare = (text) => text.replace(/\s+/g, '');

function summary(cases, rows) {
  const known = new Map(cases.map((one) => [one.id, one.after]));
  const asked = rows.filter(({ model }) => model);
  const mean = (of) => asked.reduce((sum, { model }) => sum + of(model), 0) / Math.max(1, asked.length);
  const judged = rows.filter(({ id }) => typeof known.get(id) === 'string');
  const total = asked.reduce((sum, { model }) => sum + model.answers, 0);
  return {
    n: rows.length,
    first_try: share(asked.filter(({ model }) => model.first).length, rows.length),
    after_loop: share(asked.filter(({ model }) => model.holds).length, rows.length),
    proved: share(asked.filter(({ model }) => model.proved).length, rows.length),
    right: share(judged.filter(({ id, patches }) => patches[0] && bare(patches[0].text) === bare(known.get(id))).length, judged.length),
    malformed: share(
      asked.reduce((sum, { model }) => sum + model.malformed, 0),
      total,
    ),
    answers: round(
      mean(({ answers: n }) => n),
      2,
    ),
    tokens: round(
      mean(({ tokens }) => tokens),
      0,
    ),
    cost: round(
      mean(({ cost }) => cost),
      6,
    ),
    ...times(asked.map(({ model }) => model.ms)),
  };
}
