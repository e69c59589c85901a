// The second half of `npm run bench -- prove`: patches that are wrong, and still let the program end well. How many of them does a proof believe?
//
// A slip in a program whose output is known makes it stop with an error. The failing statement is then patched wrongly, in ways that people and models take for a
// fix (corpus/wrong-patches.mjs). Only such patches are counted after which the program ends with exit code 0 within a few seconds, as those that die are refused by
// any run; and only wrong ones: the output is not the intact program's, or its tests fail. Healing sees neither. Each goes up the rungs that a model's patch goes
// up: the patch policy, `verify` (parses, checks), the failing command in the sandbox (`runPatched`). Beside them the right patch of the same slip: the intact text.
// --smoke: a dozen patches of the kinds that no run may prove, within 20 s; a failure where one is proved, or no right patch.
// --cases N: so many wrong patches (480); --only KIND,…; --show N: N false proofs a kind with their change; another seed gives other slips, programs and patches.
//
// What is measured is the proof alone, not what is offered: most of these patches no fixer of ours would make. `other_name` and `other_operation` are operations that
// end well, used, in place of the failing one: no run can tell most of them from a fix, so what is proved of them says how much the proof asks beyond running.
//
// Kinds
//   lambda, function, generator, lazy_map           the failing expression or statement is put where it is not evaluated
//   short_circuit, optional, if_guard, while_guard  … or only under a condition that is not met; `optional` is `?.`
//   caught, early_return, elsewhere                 its error is caught; it is left out by a return, break, continue; it fails in a thread, at exit, in a promise
//   other_operation, other_name                     something else that works is put in its place
//   made_fresh, made_itself, lost                   a name gets a value on the spot; the target is made what it was; the result goes nowhere
//   constant, default                               a fixed value in its place; a fixed value where it fails (`.get(k, 0)`, `getattr`, `??`)
//   lost_comma, lost_operator, lost_else, lost_word, lost_colon, lost_brace, lost_bracket, lost_quote, lost_indent, one_equals_sign, stray_comma
//                                                   a syntax error by that, and a patch that parses and means something else
//   no_op                                           a program that fails by chance, and a comment, blank or pair of brackets: wrong whatever the run shows
// Keys
//   wrong_patches, wrong_programs, wrong_slips      wrong patches that were put to the proof; programs and slips that they are of
//   wrong_proved, wrong_proved_percent              of them the rung `reruns` passed: false proofs
//   wrong_policy, wrong_checks, wrong_failed, wrong_unseen   the others: refused by the policy, by `parses` or `checks`, by the run; the run could not tell
//   wrong_<kind>, wrong_<kind>_proved               the same of one kind
//   wrong_sure, wrong_sure_proved, …_percent        without `other_operation` and `other_name`
//   right_cases, right_proved, right_proved_percent right patches of the slips that stop a program while it runs; right_refused: by policy or checks; right_failed: by the run
//   right_syntax_cases, right_syntax_proved, …_percent   the same of syntax errors; where a run is not believed of them (it can't tell what a repaired text means) it is 0
//   wrong_proof_ms_p50, _p95                        one patch, the program's run with it included; right_proof_ms_…: the run before the patch, too. Two at a time
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { scriptCrashes } from './corpus/crashes.mjs';
import { CHANCY, PROOF_PROGRAMS } from './corpus/proof-programs.mjs';
import { python, PYTHON } from './corpus/python.mjs';
import { furtherScriptSlips, noOps, syntaxSlips, thoseThatParse, wrongPatches } from './corpus/wrong-patches.mjs';
import { percentile, program as runProgram, randomOf, round, share, table } from './figures.mjs';

const WRONG = 480;
const SMOKE = 12;
/** What no run may ever prove: a handful of these shows soon whether proofs mean anything. */
const SMOKE_KINDS = ['lambda', 'function', 'lazy_map', 'caught', 'early_return', 'no_op'];
/** One lane a language, each in an order of its own: the same cases for the same seed, and two programs at a time. */
const LANES = [(name) => name.endsWith('.py'), (name) => !name.endsWith('.py')];
/** A patched program that takes longer has no end. */
const RUN_MS = 4_000;
/** Patches of one slip: more of them would be the same case over and over. */
const PER_SLIP = 6;
const PER_SLIP_AND_KIND = 1;
/** Patches of one kind that are run for one that ends well. */
const TRIES = 5;
/** Syntax errors of one kind in one program. */
const SLIPS_OF_A_KIND = 6;
/** Slips that a kind is tried on for one that gives a patch of it. */
const SLIPS_TRIED = 6;
/** After so many slips one after the other that give no patch the kinds that are still wanted are taken for rare. */
const BARREN = 20;
/** Then no further slip is begun, and it is said: a machine that does other work as well would take an hour. */
const LIMIT_MS = { whole: 15 * 60_000, smoke: 20_000 };
/** Runs of a program that fails by chance until it fails. */
const CHANCES = 30;

const RUNTIME = [
  'lambda function generator lazy_map short_circuit optional if_guard while_guard caught early_return elsewhere',
  'other_operation other_name made_fresh made_itself lost constant default',
].flatMap((line) => line.split(' '));
const SYNTAX =
  'lost_comma lost_operator lost_else lost_word lost_colon lost_brace lost_bracket lost_quote lost_indent one_equals_sign stray_comma'.split(
    ' ',
  );
const ONLY_PYTHON = new Set(['one_equals_sign', 'stray_comma', 'lost_colon', 'lost_indent']);
const ONLY_SCRIPT = new Set(['optional', 'lost_brace']);
const UNDECIDABLE = new Set(['other_operation', 'other_name']);
export const WRONG_KINDS = [...RUNTIME, ...SYNTAX, 'no_op'];

/** Modules of the engine that this needs beside its public face. */
export const ENGINE_MODULES = ['verify/patch-policy', 'heal/heal-failure', 'generate/generate'];

export async function falseProofs(ours, sandbox, folder, options) {
  const random = randomOf(`${options.seed} wrong`);
  const wanted = options.smoke ? SMOKE : (options.cases ?? WRONG);
  const kinds = (options.smoke ? SMOKE_KINDS : WRONG_KINDS).filter((kind) => !options.only || options.only.includes(kind));
  const list = await slips(options.seed, random, kinds);
  const lists = LANES.map((belongs) =>
    mixed(
      list.filter(({ name }) => belongs(name)),
      random,
    ),
  );
  // Itself, not a script that looks for it: it is started a thousand times.
  const interpreter = (await runProgram(PYTHON, ['-c', 'import sys; print(sys.executable)'])).out.trim();
  const until = performance.now() + LIMIT_MS[options.smoke ? 'smoke' : 'whole'];
  const lanes = LANES.map((belongs, i) => {
    const root = path.join(folder, `lane-${i}`);
    return new Lane({ ours, sandbox, interpreter, root, kinds, belongs, wanted: wanted / LANES.length, until });
  });
  try {
    await Promise.all(lanes.map((lane, i) => lane.all(lists[i], options.seed)));
  } finally {
    for (const lane of lanes) lane.dispose();
  }
  if (lanes.some(({ late }) => late)) console.log('\nOut of time: fewer patches than wanted were put to the proof.');
  const all = (key) => lanes.flatMap((lane) => lane[key]);
  return report(kinds, all('wrong'), all('right'), options);
}

/** `{ program, name, original, text, syntax, patches?, chance? }`: what is wrong in the text, and whether its patches are known. */
async function slips(seed, random, kinds) {
  const found = [];
  const byName = new Map(PROOF_PROGRAMS.map((program) => [program.name, program]));
  const add = (one) => found.push({ ...one, program: byName.get(one.name), original: byName.get(one.name).text });
  const ofPython = PROOF_PROGRAMS.filter(({ name }) => name.endsWith('.py')).map(({ name, text }) => ({ name, text }));
  const ofScript = PROOF_PROGRAMS.filter(({ name }) => !name.endsWith('.py'));
  if (kinds.some((kind) => RUNTIME.includes(kind))) {
    const crashes = await python('python_crashes.py', [], JSON.stringify({ seed, per_class: 3, further: true, programs: ofPython }));
    for (const one of crashes) if (one.kind !== 'drop_colon') add({ ...one, syntax: false });
    for (const program of ofScript)
      for (const one of [...scriptCrashes(program, 3, random), ...shuffled(furtherScriptSlips(program), random).slice(0, 10)])
        add({ ...one, syntax: false });
  }
  if (kinds.some((kind) => SYNTAX.includes(kind))) for (const one of await syntaxErrors(kinds, random)) add({ ...one, syntax: true });
  if (kinds.includes('no_op'))
    for (const program of CHANCY)
      for (let i = 0; i < 3; i++)
        found.push({ program, name: program.name, original: undefined, text: program.text, kind: 'no_op', syntax: false, chance: true });
  return found;
}

/** Slips that do not parse, with those of their patches that do. */
async function syntaxErrors(kinds, random) {
  const found = [];
  for (const belongs of LANES) {
    const own = PROOF_PROGRAMS.filter(({ name }) => belongs(name)).flatMap((program) => {
      const byKind = new Map();
      for (const one of syntaxSlips(program)) byKind.set(one.kind, [...(byKind.get(one.kind) ?? []), one]);
      return [...byKind].flatMap(([kind, list]) => (kinds.includes(kind) ? shuffled(list, random).slice(0, SLIPS_OF_A_KIND) : []));
    });
    const texts = own.flatMap(({ text, patches }) => [text, ...patches]);
    const parses = texts.length === 0 ? [] : await thoseThatParse(own[0].name, texts);
    let at = 0;
    for (const one of own) {
      const [itself, ...patches] = parses.slice(at, (at += 1 + one.patches.length));
      const intact = PROOF_PROGRAMS.find(({ name }) => name === one.name).text;
      if (!itself && patches.includes(true))
        found.push({ ...one, patches: one.patches.filter((text, i) => patches[i] && text !== intact) });
    }
  }
  return found;
}

/** By turns a slip that stops a running program, two syntax errors, and one of chance; of each in turns of their classes, each in an order of its own. */
function mixed(list, random) {
  const groups = [
    list.filter(({ syntax, chance }) => !syntax && !chance),
    list.filter(({ syntax }) => syntax),
    list.filter(({ chance }) => chance),
  ].map((own) => byTurns(own, random));
  const out = [];
  while (out.length < list.length) for (const i of [0, 1, 1, 2]) out.push(...groups[i].splice(0, 1));
  return out;
}

function byTurns(list, random) {
  const classes = new Map();
  for (const one of shuffled(list, random)) classes.set(one.kind, [...(classes.get(one.kind) ?? []), one]);
  const out = [];
  for (let i = 0; out.length < list.length; i++) for (const own of shuffled([...classes.values()], random)) if (own[i]) out.push(own[i]);
  return out;
}

class Lane {
  /** Patches that were put to the proof: `{ slip, kind, after, end, why, ms }`. */
  wrong = [];
  right = [];
  /** Wrong patches by kind. */
  count = new Map();
  /** Slips that patches of a kind were made for and run, by kind. */
  tried = new Map();
  outputs = new Map();

  constructor({ ours, sandbox, interpreter, root, kinds, belongs, wanted, until }) {
    Object.assign(this, { ours, sandbox, interpreter, root, belongs, wanted, until });
    const others = belongs('x.py') ? ONLY_SCRIPT : ONLY_PYTHON;
    this.kinds = kinds.filter((kind) => !others.has(kind));
    this.most = Math.ceil(wanted / Math.max(1, this.kinds.length));
    fs.mkdirSync(root, { recursive: true });
    this.tools = ours.toolsOf({ root, trusted: true, typescriptFolders: [], onTrouble: () => undefined });
  }

  dispose() {
    this.tools.dispose();
  }

  async all(list, seed) {
    // Of some kinds there are few, the others may then take a little more.
    for (const most of [this.most, Math.ceil(this.most * 1.5)]) {
      this.most = most;
      let barren = 0;
      for (const [i, slip] of list.entries()) {
        if (this.wrong.length >= this.wanted) return;
        if (performance.now() > this.until) {
          this.late = true;
          return;
        }
        if (barren >= BARREN) break;
        const own = slip.syntax || slip.chance ? [slip.kind] : RUNTIME;
        if (slip.done || !own.some((kind) => this.isOpen(kind))) continue;
        slip.done = true;
        const before = this.wrong.length;
        await this.slip(slip, randomOf(`${seed} ${slip.name} ${i}`));
        barren = this.wrong.length > before ? 0 : barren + 1;
      }
    }
  }

  isOpen(kind) {
    // Chance needs more of them than what is the same each time.
    const most = kind === 'no_op' ? 2 * this.most : this.most;
    return this.kinds.includes(kind) && (this.count.get(kind) ?? 0) < most && (this.tried.get(kind) ?? 0) < SLIPS_TRIED * most;
  }

  async slip(slip, random) {
    const { program, text } = slip;
    let ran = await this.bare(program, text);
    for (let i = 0; slip.chance && ran.code === 0 && i < CHANCES; i++) ran = await this.bare(program, text);
    if (ran.code === 0 || ran.late) return;
    const place = failingPlace(program.name, text, ran.err);
    if (!place && !slip.syntax) return;
    const all = await this.patchesOf(slip, place, random);
    const chosen = [];
    for (const { kind, texts } of all) {
      if (chosen.length >= PER_SLIP) break;
      if (!this.isOpen(kind)) continue;
      this.tried.set(kind, (this.tried.get(kind) ?? 0) + 1);
      const most = slip.chance ? 2 : PER_SLIP_AND_KIND;
      let own = 0;
      for (const after of texts.slice(0, TRIES)) {
        if (own >= most) break;
        if (!slip.chance && !(await this.endsWellAndWrong(program, after))) continue;
        chosen.push({ kind, after });
        own++;
      }
      this.count.set(kind, (this.count.get(kind) ?? 0) + own);
    }
    if (chosen.length === 0) return;
    await this.prove(slip, ran, chosen);
  }

  /** `{ kind, texts }`, what is needed most first. */
  async patchesOf(slip, place, random) {
    if (slip.chance) return [{ kind: 'no_op', texts: shuffled(noOps(slip.name, slip.text, place.line), random) }];
    if (slip.syntax) return [{ kind: slip.kind, texts: shuffled(slip.patches, random) }];
    const byKind = new Map();
    for (const { kind, text } of shuffled(await wrongPatches(slip.name, { text: slip.text, original: slip.original, ...place }), random))
      byKind.set(kind, [...(byKind.get(kind) ?? []), text]);
    return shuffled([...byKind], random)
      .sort(([a], [b]) => (this.count.get(a) ?? 0) - (this.count.get(b) ?? 0))
      .map(([kind, texts]) => ({ kind, texts }));
  }

  async endsWellAndWrong(program, text) {
    const ran = await this.bare(program, text);
    if (ran.code !== 0 || ran.late) return false;
    return ran.out !== (await this.outputOf(program)) || !(await this.passesTests(program, text));
  }

  /** What the intact program prints. */
  async outputOf(program) {
    const known = this.outputs.get(program.name);
    if (known !== undefined) return known;
    const ran = await this.bare(program, program.text);
    if (ran.code !== 0 || !(await this.passesTests(program, program.text)))
      throw new Error(`${program.name} itself does not run: ${ran.err.trim().split('\n').at(-1)}`);
    this.outputs.set(program.name, ran.out);
    return ran.out;
  }

  async prove(slip, ran, chosen) {
    const { ours } = this;
    const { program, text, original } = slip;
    const { root } = this;
    this.write(program, text);
    const file = path.join(root, program.name);
    const source = new ours.SourceText(text);
    const detected = ours.detectText(ran.err, { cwd: root, roots: [root], origin: 'terminal' }).at(-1);
    if (!detected || detected.location.path !== file) return;
    const settled = ours.settle(detected, (_, line) => (line < source.lineCount ? source.line(line) : undefined));
    const command = { line: commandOf(program.name), cwd: root, exitCode: ran.code };
    const problem = { ...settled, command };
    const opened = await ours.openWorkspace({ root, trusted: true, typescriptFolders: [], index: true, tools: this.tools });
    const rerunner = new ours.Rerunner();
    const signal = new AbortController().signal;
    const climb = (after) => this.climb({ problem, source, after, file, command, workspace: opened.workspace, rerunner, root, signal });
    try {
      const row = (after, kind, climbed) => ({ slip, kind, after, ...climbed });
      if (original !== undefined) this.right.push(row(original, undefined, await climb(original)));
      for (const { kind, after } of chosen) this.wrong.push(row(after, kind, await climb(after)));
    } finally {
      opened.dispose();
    }
  }

  /** The rungs of one patch, as a model's patch goes up: `end` is `policy`, `checks`, `proved`, `failed` or `unseen`. */
  async climb({ problem, source, after, file, command, workspace, rerunner, root, signal }) {
    const { ours } = this;
    const faults = ours.contentFaults(source.text, after, problem.language, ours.asksForDeletion(problem));
    const refused = faults.find(({ weight }) => weight === 'refuse');
    if (refused) return { end: 'policy', why: refused.message };
    const edits = [
      { path: file, version: null, edits: ours.toTextEdits(source, ours.trimEdits(source.text, lineEdits(source.text, after))) },
    ];
    const candidate = ours.withConfidence({
      id: ours.editsId(edits),
      title: 'Change it',
      explanation: '',
      origin: { kind: 'model', id: 'model' },
      variant: faults.length > 0 ? 'faulty' : 'checked',
      family: 'model',
      features: { rank: 0 },
      edits,
    });
    const evidence = await ours.verify({ problem, candidate, path: file, source, workspace, signal });
    const failed = evidence.find(({ result }) => result === 'failed');
    if (failed) return { end: 'checks', why: failed.why };
    const runAgain = (asked) => rerunner.rerun({ ...asked, root, sandbox: this.sandbox });
    const from = performance.now();
    const patch = { id: candidate.id, problem, candidate, evidence, confidence: candidate.confidence, status: 'validated' };
    const { rung } = await ours.runPatched(patch, undefined, {
      problem,
      source,
      workspace,
      signal,
      proof: { command, runAgain, texts: new Map() },
    });
    const ms = performance.now() - from;
    return { end: rung.result === 'passed' ? 'proved' : rung.result === 'failed' ? 'failed' : 'unseen', why: rung.why, ms };
  }

  write({ name, files = {} }, text) {
    const { root } = this;
    fs.rmSync(root, { recursive: true, force: true });
    fs.mkdirSync(root);
    for (const [own, module] of Object.entries(files)) fs.writeFileSync(path.join(root, own), module);
    fs.writeFileSync(path.join(root, name), text);
  }

  async passesTests(program, text) {
    return (await this.bare(program, text + program.tests)).code === 0;
  }

  /** Outside the sandbox: the programs are ours, and so are the patches. */
  bare(program, text) {
    this.write(program, text);
    return outside(program.name.endsWith('.py') ? this.interpreter : process.execPath, program.name, this.root);
  }
}

/** Figures, and tables for people. */
function report(all, wrong, right, { smoke, show }) {
  const ended = (list, end) => list.filter((row) => row.end === end);
  const sure = wrong.filter(({ kind }) => !UNDECIDABLE.has(kind));
  const [whileRunning, syntax] = [right.filter(({ slip }) => !slip.syntax), right.filter(({ slip }) => slip.syntax)];
  const ms = (list) => list.flatMap((row) => (row.ms === undefined ? [] : [row.ms]));
  const figures = {
    wrong_patches: wrong.length,
    wrong_programs: new Set(wrong.map(({ slip }) => slip.name)).size,
    wrong_slips: new Set(wrong.map(({ slip }) => slip)).size,
    wrong_proved: ended(wrong, 'proved').length,
    wrong_proved_percent: share(ended(wrong, 'proved').length, wrong.length),
    wrong_policy: ended(wrong, 'policy').length,
    wrong_checks: ended(wrong, 'checks').length,
    wrong_failed: ended(wrong, 'failed').length,
    wrong_unseen: ended(wrong, 'unseen').length,
    wrong_sure: sure.length,
    wrong_sure_proved: ended(sure, 'proved').length,
    wrong_sure_proved_percent: share(ended(sure, 'proved').length, sure.length),
    right_cases: whileRunning.length,
    right_proved: ended(whileRunning, 'proved').length,
    right_proved_percent: share(ended(whileRunning, 'proved').length, whileRunning.length),
    right_refused: ended(whileRunning, 'policy').length + ended(whileRunning, 'checks').length,
    right_failed: ended(whileRunning, 'failed').length,
    right_syntax_cases: syntax.length,
    right_syntax_proved: ended(syntax, 'proved').length,
    right_syntax_proved_percent: share(ended(syntax, 'proved').length, syntax.length),
    wrong_proof_ms_p50: round(percentile(ms(wrong), 50)),
    wrong_proof_ms_p95: round(percentile(ms(wrong), 95)),
    right_proof_ms_p50: round(percentile(ms(right), 50)),
    right_proof_ms_p95: round(percentile(ms(right), 95)),
  };
  const line = (name, list) => ({
    kind: name,
    patches: list.length,
    python: list.filter(({ slip }) => slip.name.endsWith('.py')).length,
    proved: ended(list, 'proved').length,
    policy: ended(list, 'policy').length,
    checks: ended(list, 'checks').length,
    failed: ended(list, 'failed').length,
    unseen: ended(list, 'unseen').length,
  });
  const rows = [];
  for (const kind of all) {
    const own = wrong.filter((row) => row.kind === kind);
    if (own.length === 0) continue;
    figures[`wrong_${kind}`] = own.length;
    figures[`wrong_${kind}_proved`] = ended(own, 'proved').length;
    rows.push(line(kind, own));
  }
  rows.push(line('all wrong', wrong), line('right, running', whileRunning), line('right, syntax', syntax));
  table(`Wrong patches that end well, of ${figures.wrong_programs} programs: proved means a false proof`, rows);
  table('False proofs in %, right patches that are proved in %, ms of a proof (two at a time)', [
    {
      false_proofs: figures.wrong_proved_percent,
      without_other: figures.wrong_sure_proved_percent,
      right_proved: figures.right_proved_percent,
      right_syntax: figures.right_syntax_proved_percent,
      p50: figures.wrong_proof_ms_p50,
      p95: figures.wrong_proof_ms_p95,
    },
  ]);
  if (show) showWorst(all, wrong, right, show);
  if (smoke && !(figures.wrong_patches > 0)) throw new Error('No wrong patch could be made.');
  if (smoke && !(figures.right_proved > 0)) throw new Error('No right patch was proved.');
  if (smoke && figures.wrong_proved > 0) throw new Error(`${figures.wrong_proved} wrong patches were taken for proved.`);
  return figures;
}

function showWorst(all, wrong, right, show) {
  for (const kind of all) {
    const own = wrong.filter((row) => row.kind === kind && row.end === 'proved').slice(0, show);
    if (own.length > 0) console.log(`\nFalse proofs: ${kind}`);
    for (const { slip, after, why } of own)
      console.log(`${slip.name} (${slip.kind})${why ? `: ${why}` : ''}\n${changed(slip.original ?? slip.text, slip.text, after)}`);
  }
  // Those of syntax errors last: a run may not be believed of them.
  const missed = right.filter(({ end }) => end !== 'proved').sort((one, other) => Number(one.slip.syntax) - Number(other.slip.syntax));
  console.log('\nRight patches that are not proved');
  for (const { slip, after, end, why } of missed.slice(0, 3 * show))
    console.log(`${slip.name} (${slip.kind}): ${end}: ${why ?? ''}\n${changed(slip.original, slip.text, after)}`);
}
const commandOf = (name) => `${name.endsWith('.py') ? 'python3' : 'node'} ${name}`;

/** Line (from 1) and columns (from 0) of the innermost place in the program's own file. */
function failingPlace(name, text, printed) {
  const lines = printed.split('\n');
  if (name.endsWith('.py')) {
    const at = lines.findLastIndex((line) => line.startsWith('  File "') && line.includes(`/${name}", line `));
    if (at < 0) return undefined;
    const line = Number(/, line (\d+)/.exec(lines[at])[1]);
    const carets = /^ {4}( *)([~^]+)\s*$/.exec(lines[at + 2] ?? '');
    const error = lines.findLast((one) => /^\w[\w.]*(?:Error|Exception|Iteration)\b/.test(one));
    // The traceback shows the line without its indentation.
    const indent = /^\s*/.exec(text.split('\n')[line - 1] ?? '')[0].length;
    const start = carets ? indent + carets[1].length : null;
    return { line, error: /^[\w.]+/.exec(error ?? 'Exception')[0], start, end: carets ? start + carets[2].length : null };
  }
  const found = lines.map((one) => new RegExp(`^\\s+at .*?[/(]${name.replace('.', '\\.')}:(\\d+):(\\d+)\\)?$`).exec(one)).find(Boolean);
  return found ? { line: Number(found[1]), start: Number(found[2]) - 1, end: null, error: 'Error' } : undefined;
}

/** Whole lines that were replaced, as a longest common subsequence leaves them; offsets. */
function lineEdits(before, after) {
  const [a, b] = [before, after].map((text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
  const length = Array.from({ length: a.length + 1 }, () => new Int32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i][j] = a[i] === b[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
  const edits = [];
  let [i, j, at] = [0, 0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      at += a[i].length;
      i++;
      j++;
      continue;
    }
    const edit = { start: at, end: at, text: '' };
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j >= b.length || (i < a.length && length[i + 1][j] >= length[i][j + 1])) {
        at += a[i].length;
        edit.end = at;
        i++;
      } else edit.text += b[j++];
    }
    edits.push(edit);
  }
  return edits;
}

/** Lines of the broken text, of the patched one, and what stands there in the intact one. */
function changed(intact, before, after) {
  const lines = [
    ...difference(before, after).map(([sign, line]) => `  ${sign} ${line}`),
    ...difference(before, intact)
      .filter(([sign]) => sign === '+')
      .map(([, line]) => `  right: ${line}`),
  ];
  return lines.join('\n');
}

function difference(before, after) {
  return lineEdits(before, after).flatMap(({ start, end, text }) => [
    ...before
      .slice(start, end)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ['-', line]),
    ...text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ['+', line]),
  ]);
}

function shuffled(list, random) {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

/** A program as it would run without us; `late` where it had to be ended. */
function outside(command, name, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [name], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', NO_COLOR: '1', NODE_OPTIONS: '--max-old-space-size=256' },
      timeout: RUN_MS,
      killSignal: 'SIGKILL',
    });
    const said = { out: '', err: '' };
    const hear = (stream, key) =>
      stream.setEncoding('utf8').on('data', (chunk) => {
        if (said[key].length < 1_000_000) said[key] += chunk;
        else child.kill('SIGKILL');
      });
    hear(child.stdout, 'out');
    hear(child.stderr, 'err');
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 137, late: code === null, ...said }));
  });
}
