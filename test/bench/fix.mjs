// `npm run bench -- fix`: how often the offered fix is the right one, beside other tools on the same cases in the same run.
//
// Cases: injected into real source of this machine (corpus/), or any case file (--corpus FILE…, DESIGN.md's `batch` input with `after`/`oracle`).
// --cases N: how many in all, about; --seed; --only CLASS,… of the generator; --smoke: a dozen cases, and a failure where one crashes;
// --show N: misses of each class, as they were offered; --keep FILE: the cases with all answers and judgements, one a line.
//
// Keys, in per cent of the cases of the set (`py_slip`, `ts_slip`, `js_slip`, or the file's own sets), for each tool (`self_heal`, `cpython`, `typescript`, `ruff`, `basedpyright`):
//   <set>.n                    cases
//   <set>.<tool>.answered      with at least one patch; silence = 100 − answered
//   <set>.<tool>.top1, .top3   the first, or one of the first three, is the known fix: Python by syntax tree, else by text without white space; over those that have one
//   <set>.<tool>.vanish1       after the first patch it compiles (CPython's errors) or the checker reports the error no more and nothing new, or it is right;
//                              left out for crashes (runtime tracebacks): only a run would tell
//   <set>.<tool>.harm1         the first patch makes new errors (another parser error counts if there was none), suppresses, names something undefined (pyflakes, if python3 has it),
//                              or changes more than max(5, 3 × the known fix) lines
//   <set>.<tool>.prec1         top1 among the answered
//   <set>/<class>.n, .<tool>.top1, .answered, .harm1   the same for a class of mistake
//   <set>.self_heal.at90       of first patches offered at confidence 0.9 or more, how many are right; .sure: of the right ones, how many were offered so
//   ms_p50, ms_p95, ms_p99     wall time of a case of ours, as `batch` tells; the first five cases of a language (warm-up) left out
//   peak_mb                    memory of `batch` and what it started, at its highest (Linux)
//   undefined_names_checked    1 where pyflakes was there
import fs from 'node:fs';
import path from 'node:path';
import { PEERS, visible } from './peers.mjs';
import { built, inFolder, jsonLines, Missing, program, share, table, times } from './figures.mjs';
import { key, python, pythonCases } from './corpus/python.mjs';
import { pyrightErrors } from './corpus/pyright.mjs';
import { scriptCases } from './corpus/script.mjs';
import { ScriptFolder } from './corpus/typescript.mjs';

/** Classes of the smoke run: a few of each language, each another way through the product. */
const SMOKE = {
  python: ['drop_colon', 'drop_close', 'py2_print', 'else_if', 'name_typo', 'drop_import'],
  script: ['drop_close', 'drop_comma', 'name_typo', 'missing_this'],
};
const SCRIPT_SUPPRESSION = /@ts-(?:ignore|expect-error|nocheck)|eslint-disable|\bas\s+(?:any|unknown\s+as)\b|:\s*any\b/g;
const WARM_UP = 5;
/** Injected where --cases does not say. */
const CASES = 400;
/** About how many classes share --cases, for the share of each. */
const CLASSES = 64 + 51 + 51 / 3;
const isPython = ({ language }) => language === 'python';
/** Whether an error is gone is told by compiling, or by the checker that reported it; a crash is told by nothing but a run, which is not made here. */
const isCrash = (one) => isPython(one) && typeof one.traceback === 'string' && !isSyntax(one);
const isSyntax = (one) => isPython(one) && typeof one.traceback === 'string' && /^(Syntax|Indentation|Tab)Error$/.test(one.error_type);

export async function run(options) {
  const began = Date.now();
  const say = (text) => console.log(`[${((Date.now() - began) / 1000).toFixed(0).padStart(4)}s] ${text}`);
  const batch = built(options, 'cli.js');
  const cases = await collectCases(options);
  if (cases.length === 0) throw new Missing('There are no cases.');
  say(`${cases.length} cases`);

  const folders = new Map();
  const folderOf = (one) => {
    if (!folders.has(one.id)) folders.set(one.id, new ScriptFolder(one));
    return folders.get(one.id);
  };
  const answers = { self_heal: await ours(batch, cases) };
  say('self_heal answered');
  for (const [name, ask] of Object.entries(options.smoke ? { cpython: PEERS.cpython, typescript: PEERS.typescript } : PEERS)) {
    const found = await ask(cases, { folderOf });
    if (typeof found === 'string') say(`${name}: ${found}`);
    else {
      answers[name] = { texts: found };
      say(`${name} answered`);
    }
  }
  const { verdicts, pyflakes } = await judge(cases, answers, folderOf);
  for (const folder of folders.values()) folder.dispose();
  if (!pyflakes) say('pyflakes is not there, so new undefined names are not counted as harm of Python patches that did not parse before');
  if (options.keep)
    fs.writeFileSync(
      options.keep,
      cases
        .map(
          (one) => `${JSON.stringify({ ...one, answers: verdicts.get(one.id), confidence: answers.self_heal.confidence.get(one.id) })}\n`,
        )
        .join(''),
    );

  const figures = summary(cases, answers, verdicts);
  if (options.show) showMisses(cases, verdicts, options.show);
  const { ms } = answers.self_heal;
  const timed = ['python', 'script']
    .flatMap((kind) =>
      cases
        .filter((one) => isPython(one) === (kind === 'python'))
        .slice(WARM_UP)
        .map(({ id }) => ms.get(id)),
    )
    .filter((value) => value !== undefined);
  const result = {
    ...figures,
    ...times(timed.length > 0 ? timed : [...ms.values()]),
    peak_mb: answers.self_heal.peakMb,
    undefined_names_checked: pyflakes ? 1 : 0,
  };
  table('Time and memory of ours', [{ ms_p50: result.ms_p50, ms_p95: result.ms_p95, ms_p99: result.ms_p99, peak_mb: result.peak_mb }]);
  if (options.smoke) {
    const silent = cases.filter(({ id }) => !ms.has(id));
    if (silent.length > 0) throw new Error(`${silent.length} of ${cases.length} cases were not answered: the product crashed.`);
    if (answers.self_heal.trouble) throw new Error(answers.self_heal.trouble);
    if (!cases.some(isPython) || cases.every(isPython)) throw new Error('The smoke run lacks a language.');
  }
  return result;
}

async function collectCases({ corpus, smoke, seed, cases, only }) {
  const found = corpus
    ? corpus.flatMap((file) => jsonLines(fs.readFileSync(file, 'utf8')))
    : smoke
      ? [
          ...(await pythonCases({ seed, perClass: 1, classes: SMOKE.python, maxFiles: 14 })),
          ...scriptCases({ seed, perClass: 1, classes: SMOKE.script, maxFiles: 14 }),
        ]
      : await generated(seed, cases ?? CASES, only);
  return found
    .map((one, i) => ({ ...one, oracle: one.oracle ?? {}, id: corpus ? `${i}:${one.id}` : `${one.set}-${one.meta.mutation}-${i}` }))
    .slice(0, corpus ? cases : undefined);
}

async function generated(seed, cases, only) {
  const perClass = only ? cases : Math.max(1, Math.round(cases / CLASSES));
  return [...(await pythonCases({ seed, perClass, classes: only })), ...scriptCases({ seed, perClass, classes: only })];
}

/** The product's own answers: `self-heal batch` on the cases without theirs. */
async function ours(batch, cases) {
  return inFolder(async (folder) => {
    const input = path.join(folder, 'cases.jsonl');
    const output = path.join(folder, 'out.jsonl');
    fs.writeFileSync(input, cases.map((one) => `${JSON.stringify(visible(one))}\n`).join(''));
    const { code, err, peakMb } = await program(process.execPath, [batch, 'batch', '--input', input, '--output', output, '--top', '3'], {
      memory: true,
      limitMs: 60_000 + cases.length * 5_000,
    });
    const trouble =
      code !== 0
        ? `self-heal batch ended with ${code}: ${err.trim().split('\n').at(-1)}`
        : err
            .split('\n')
            .filter((line) => / failed \d+ times/.test(line))
            .join(' ') || undefined;
    if (trouble) console.log(`Trouble: ${trouble}`);
    const rows = fs.existsSync(output) ? jsonLines(fs.readFileSync(output, 'utf8')) : [];
    return {
      texts: new Map(rows.filter(({ patches }) => patches.length > 0).map(({ id, patches }) => [id, patches.map(({ text }) => text)])),
      origins: new Map(
        rows.map(({ id, patches }) => [id, patches.map(({ origin, confidence }) => `${origin.id} ${confidence.toFixed(2)}`)]),
      ),
      confidence: new Map(rows.filter(({ patches }) => patches.length > 0).map(({ id, patches }) => [id, patches[0].confidence])),
      ms: new Map(rows.map(({ id, ms }) => [id, ms])),
      peakMb,
      trouble,
    };
  });
}

/** The known fixes. A case that is judged by running its program only has none. */
function goldsOf({ after, oracle }) {
  if (oracle.kind === 'test' && oracle.io) return [];
  return [...(typeof after === 'string' ? [after] : []), ...(oracle.alternatives ?? [])];
}

/** case id → tool → [{text, right, vanishes, harm: [why…]}], the first three texts; vanish and harm of the first only. */
async function judge(cases, answers, folderOf) {
  const verdicts = new Map(cases.map(({ id }) => [id, {}]));
  const each = (one) =>
    Object.entries(answers)
      .map(([tool, { texts, origins }]) => [tool, (texts.get(one.id) ?? []).slice(0, 3), origins?.get(one.id)])
      .filter(([, texts]) => texts.length > 0);

  const own = cases.filter(isPython);
  const asked = own.map((one) => ({
    id: one.id,
    before: one.before,
    golds: goldsOf(one),
    added: one.oracle.added,
    removed: one.oracle.removed,
    texts: [...new Set(each(one).flatMap(([, texts]) => texts))],
  }));
  const judged = await python('python_judge.py', ['judge'], asked.map((row) => `${JSON.stringify(row)}\n`).join(''));
  // The checker again, on every first patch of a case that it reported.
  const checked = own.flatMap((one) =>
    typeof one.traceback === 'string'
      ? []
      : [one.before, ...(one.after ? [one.after] : []), ...each(one).map(([, [first]]) => first)].map((text) => ({
          one,
          text,
          path: one.path,
          files: one.files,
        })),
  );
  const errors = await pyrightErrors(checked);
  const errorsOf = new Map();
  checked.forEach(({ one, text }, i) => errorsOf.set(`${one.id}\0${text}`, errors[i]));

  own.forEach((one, i) => {
    for (const [tool, texts, origins] of each(one)) {
      const rows = texts.map((text) => judged[i].texts[asked[i].texts.indexOf(text)]);
      const [first] = rows;
      const harm = [
        first.suppresses && 'suppresses',
        first.undefined && 'undefined name',
        first.changed && 'many lines',
        first.breaks && 'breaks the syntax',
      ].filter(Boolean);
      let vanishes = isCrash(one) ? undefined : first.compiles;
      if (errorsOf.has(`${one.id}\0${texts[0]}`)) {
        const fresh = freshErrors(
          errorsOf.get(`${one.id}\0${one.before}`),
          errorsOf.get(`${one.id}\0${texts[0]}`),
          errorsOf.get(`${one.id}\0${one.after}`),
        );
        vanishes =
          first.compiles &&
          gone(one, errorsOf.get(`${one.id}\0${one.before}`), errorsOf.get(`${one.id}\0${texts[0]}`)) &&
          fresh.length === 0;
        if (fresh.length > 0) harm.push(`new error ${fresh[0].message}`);
      }
      verdicts.get(one.id)[tool] = texts.map((text, n) => ({
        text,
        origin: origins?.[n],
        right: rows[n].right,
        ...(n === 0 ? { vanishes: first.right && !isCrash(one) ? true : vanishes, harm: first.right ? [] : harm } : {}),
      }));
    }
  });

  for (const one of cases.filter((each) => !isPython(each))) {
    const golds = goldsOf(one).map(squeeze);
    const found = each(one);
    if (found.length === 0) continue;
    const folder = folderOf(one);
    const before = folder.errors(one.before);
    const after = goldsOf(one).length > 0 ? folder.errors(goldsOf(one)[0]) : [];
    for (const [tool, texts, origins] of found) {
      const now = folder.errors(texts[0]);
      const right = texts.map((text) => golds.includes(squeeze(text)));
      const fresh = freshErrors(before, now, after);
      const lines = changedLines(one.before, texts[0]);
      const allowed = Math.max(5, 3 * Math.min(...goldsOf(one).map((gold) => changedLines(one.before, gold)), Infinity));
      const harm = [
        // Where the known fix is not given, errors of types that a broken syntax hid are nobody's harm.
        ...fresh
          .filter(({ kind }) => goldsOf(one).length > 0 || kind === 'syntactic')
          .slice(0, 1)
          .map(({ message }) => `new error ${message}`),
        count(texts[0], SCRIPT_SUPPRESSION) > count(one.before, SCRIPT_SUPPRESSION) && 'suppresses',
        lines > (Number.isFinite(allowed) ? allowed : 5) && 'many lines',
      ].filter(Boolean);
      verdicts.get(one.id)[tool] = texts.map((text, n) => ({
        text,
        origin: origins?.[n],
        right: right[n],
        ...(n === 0 ? { vanishes: right[0] || (gone(one, before, now) && fresh.length === 0), harm: right[0] ? [] : harm } : {}),
      }));
    }
  }
  return { verdicts, pyflakes: judged[0]?.undefined_check ?? true };
}

const squeeze = (text) => text.replace(/\s+/g, '');
const count = (text, pattern) => text.match(pattern)?.length ?? 0;

const tally = (errors) => {
  const out = new Map();
  for (const one of errors) out.set(key(one), (out.get(key(one)) ?? 0) + 1);
  return out;
};

/** Whether the reported error is there less often than before. */
function gone(one, before, after) {
  const same = (list) => list.filter(({ code, message }) => code === one.code && message === one.message).length;
  return same(after) < same(before);
}

/** Errors that neither the broken text nor the known fix has. */
function freshErrors(before, after, gold = []) {
  const known = tally(before);
  for (const [name, n] of tally(gold)) known.set(name, Math.max(n, known.get(name) ?? 0));
  const now = tally(after);
  return after.filter((one) => now.get(key(one)) > (known.get(key(one)) ?? 0));
}

/** Lines that differ, after the common beginning and end. An upper bound, and exact for one place. */
function changedLines(a, b) {
  const x = a.split('\n');
  const y = b.split('\n');
  let start = 0;
  while (start < x.length && start < y.length && x[start] === y[start]) start++;
  let end = 0;
  while (end < x.length - start && end < y.length - start && x[x.length - 1 - end] === y[y.length - 1 - end]) end++;
  return Math.max(x.length, y.length) - start - end;
}

const classOf = (one) => one.meta?.mutation ?? one.error_type;

function figuresOf(cases, tool, verdicts, confidence) {
  const known = cases.filter((one) => goldsOf(one).length > 0);
  const of = (one) => verdicts.get(one.id)[tool] ?? [];
  const answered = cases.filter((one) => of(one).length > 0);
  const right = known.filter((one) => of(one)[0]?.right);
  const sure = (one) => (confidence?.get(one.id) ?? 0) >= 0.9;
  return {
    answered: share(answered.length, cases.length),
    top1: share(right.length, known.length),
    top3: share(known.filter((one) => of(one).some((each) => each.right)).length, known.length),
    vanish1: share(answered.filter((one) => of(one)[0].vanishes).length, cases.filter((one) => !isCrash(one)).length),
    harm1: share(answered.filter((one) => of(one)[0].harm.length > 0).length, cases.length),
    prec1: share(right.length, answered.filter((one) => known.includes(one)).length),
    ...(confidence
      ? {
          at90: share(right.filter(sure).length, answered.filter((one) => known.includes(one) && sure(one)).length),
          sure: share(right.filter(sure).length, right.length),
        }
      : {}),
  };
}

function summary(cases, answers, verdicts) {
  const figures = {};
  const groups = Map.groupBy(cases, ({ set = 'cases' }) => set);
  for (const [set, own] of groups) {
    figures[`${set}.n`] = own.length;
    const rows = [];
    for (const tool of Object.keys(answers)) {
      if (tool !== 'self_heal' && !own.some((one) => (tool === 'typescript') !== isPython(one))) continue;
      const found = figuresOf(own, tool, verdicts, tool === 'self_heal' ? answers.self_heal.confidence : undefined);
      for (const [name, value] of Object.entries(found)) figures[`${set}.${tool}.${name}`] = value;
      rows.push({
        tool,
        n: own.length,
        at90: undefined,
        sure: undefined,
        ...found,
        silence: share(own.filter((one) => !verdicts.get(one.id)[tool]).length, own.length),
      });
    }
    table(
      `${set} (% of cases)`,
      rows.map(({ tool, n, at90, sure, ...rest }) => ({ tool, n, ...rest, at90, sure })),
    );
    const classes = [...Map.groupBy(own, classOf)].map(([name, list]) => {
      const found = figuresOf(list, 'self_heal', verdicts);
      const peer = Object.fromEntries(rows.slice(1).map(({ tool }) => [tool, figuresOf(list, tool, verdicts).top1]));
      figures[`${set}/${name}.n`] = list.length;
      for (const wanted of ['answered', 'top1', 'harm1']) figures[`${set}/${name}.self_heal.${wanted}`] = found[wanted];
      for (const [tool, top1] of Object.entries(peer)) figures[`${set}/${name}.${tool}.top1`] = top1;
      return {
        class: name,
        n: list.length,
        ...found,
        ...Object.fromEntries(Object.entries(peer).map(([tool, top1]) => [`${tool} top1`, top1])),
      };
    });
    table(
      `${set} by class of mistake, worst first`,
      classes.sort((a, b) => (a.top1 ?? 0) - (b.top1 ?? 0) || b.n - a.n),
    );
  }
  return figures;
}

/** What was offered and what was right, as changed lines against the broken text. */
function showMisses(cases, verdicts, limit) {
  for (const [name, list] of Map.groupBy(cases, (one) => `${one.set}/${classOf(one)}`)) {
    const missed = list.filter((one) => goldsOf(one).length > 0 && !verdicts.get(one.id).self_heal?.[0].right);
    if (missed.length === 0) continue;
    console.log(`\n${name}: ${missed.length} of ${list.length} missed`);
    for (const one of missed.slice(0, limit)) {
      const offered = verdicts.get(one.id).self_heal;
      console.log(`  ${one.path}:${one.ranges[0].startLine}  ${one.message.split('\n')[0].slice(0, 140)}`);
      console.log(`    right:   ${difference(one.before, goldsOf(one)[0])}`);
      console.log(
        `    offered: ${offered ? `${difference(one.before, offered[0].text)}  [${offered[0].origin}]${offered[0].harm.length > 0 ? ` HARM ${offered[0].harm[0].slice(0, 80)}` : ''}` : 'nothing'}`,
      );
      const second = offered?.findIndex(({ right }) => right) ?? -1;
      if (second > 0) console.log(`    the right one was offer ${second + 1} [${offered[second].origin}]`);
    }
  }
}

function difference(a, b) {
  const x = a.split('\n');
  const y = b.split('\n');
  let start = 0;
  while (start < x.length && start < y.length && x[start] === y[start]) start++;
  let end = 0;
  while (end < x.length - start && end < y.length - start && x[x.length - 1 - end] === y[y.length - 1 - end]) end++;
  const show = (lines) =>
    lines
      .slice(start, lines.length - end)
      .slice(0, 2)
      .map((line) =>
        line.trim().length > 0 && /^\s*/.exec(line)[0].length !== 0
          ? `${/^\s*/.exec(line)[0].length}␠${line.trim().slice(0, 110)}`
          : line.slice(0, 110),
      )
      .join(' ⏎ ') || '∅';
  return `L${start + 1} «${show(x)}» → «${show(y)}»`;
}
