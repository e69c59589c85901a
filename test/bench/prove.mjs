// `npm run bench -- prove`: what a proof costs and what it is worth: crashes injected into small programs, each healed and run again in the sandbox of this machine.
//
// A case is a program of corpus/programs.mjs with one slip in it, run as it is for its traceback. It is healed from that text alone, by the loop that the editor and the terminal use.
// Afterwards tests of the program that the healing never saw say whether what was offered is right. The peer: the first offer of the same engine without running anything.
// --cases N (120); --seed; --only CLASS,…; --show N: false proofs, and N of what was not proved; --smoke: eight cases, and a failure where nothing could be proved.
// Then wrong patches are put to the proof: false-proofs.mjs says what those figures mean. --only with kinds of theirs leaves out the rest, and the other way round.
//
// Keys; times in ms on this machine, tools warm
//   sandbox_ms_p50, _p95           a program that does nothing, inside, less the same outside, pair by pair; sandbox_bare_ms_p50 outside alone
//   sandbox_writable_ms_p50, _p95  the same with a workspace that it may write to
//   parses_ms_…                    the rung of one patch
//   checks_ms_…                    the same, of patches of what the checkers report of these texts (pyright, TypeScript; names that nothing binds): crashes have no checker
//   reruns_ms_…                    the rung of one patch, its program's runs and the run before the patch included; reruns_added_ms_…: without the time that the program takes outside
//   tests_ms_…                     the rung on the program's own tests, before and after, run by unittest; Python only
//   traceback_to_proof_ms_…        from the traceback's text to the proved patch, the program's own time taken off; …_wall_ms_…: with it
//   unproved_ms_…                  from the traceback's text to the first offer, nothing run
//   cases, offered, proved         crashes; with an offer at all; whose first patch is proved by its run
//   false_proofs                   first patches that were proved and that the program's own tests refuse; proved_right the others
//   right, unproved_right          first patches that the tests accept, with and without proofs; unproved_wrong: first offers without proofs that they refuse
//   runs                           starts of the program for a case, mean
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { crashes } from './corpus/crashes.mjs';
import { PROGRAMS } from './corpus/programs.mjs';
import { ENGINE_MODULES, falseProofs, WRONG_KINDS } from './false-proofs.mjs';
import { engine, inFolder, LEAST_SAMPLES, median, Missing, percentile, randomOf, root, round, table } from './figures.mjs';

const CASES = 120;
const SMOKE = 8;
const WARM_UP = 3;
/** A program that is run outside: ours, and still not waited for without end. */
const BARE_MS = 10_000;

export async function run(options) {
  return inFolder(async (folder) => {
    const modules = ['verify/sandbox/find-sandbox', 'verify/tests/run-tests', 'detect/settle-columns', ...ENGINE_MODULES].map(
      (name) => `./src/engine/${name}`,
    );
    const ours = await engine(folder, modules);
    const { sandbox, notes } = await ours.findSandbox();
    if (!sandbox.holds) {
      if (!options.smoke) throw new Missing(`Nothing here can be proved: ${notes.join(' ')}`);
      console.log(`Nothing is run: ${notes.join(' ')}`);
      return {};
    }
    const wrongKinds = !options.only || options.only.some((kind) => WRONG_KINDS.includes(kind));
    const crashKinds = !options.only || options.only.some((kind) => !WRONG_KINDS.includes(kind));
    const wrong = () => (wrongKinds ? falseProofs(ours, sandbox, path.join(folder, 'wrong'), options) : {});
    if (!crashKinds) return wrong();
    const cost = await sandboxCost(sandbox, path.join(folder, 'empty'), options.smoke ? 5 : LEAST_SAMPLES + 10);
    const bench = new Bench(ours, sandbox, path.join(folder, 'project'));
    try {
      const found = await bench.all(options);
      const figures = { ...cost, ...found };
      if (options.smoke && !(figures.proved > 0)) throw new Error('No case was proved.');
      return { ...figures, ...(await wrong()) };
    } finally {
      bench.dispose();
    }
  });
}

/** Inside and outside by turns, so that both see the same machine. */
async function sandboxCost(sandbox, folder, samples) {
  fs.mkdirSync(folder);
  const inside = async (files) => {
    const from = performance.now();
    const ran = await sandbox.run({ argv: ['true'], cwd: folder, root: folder, files, signal: new AbortController().signal });
    if (ran.ended !== 'exited') throw new Error(`The sandbox did not run a program: ${ran.why ?? ran.ended}`);
    return performance.now() - from;
  };
  const own = { bare: [], reading: [], writing: [] };
  for (let i = 0; i < samples + WARM_UP; i++) {
    const bare = (await outside('true', [], folder)).ms;
    const reading = await inside(new Map());
    const writing = await inside(new Map([[path.join(folder, 'new'), '']]));
    if (i < WARM_UP) continue;
    own.bare.push(bare);
    own.reading.push(reading - bare);
    own.writing.push(writing - bare);
  }
  const figures = {
    sandbox_ms_p50: round(percentile(own.reading, 50), 2),
    sandbox_ms_p95: round(percentile(own.reading, 95), 2),
    sandbox_bare_ms_p50: round(median(own.bare), 2),
    sandbox_writable_ms_p50: round(percentile(own.writing, 50), 2),
    sandbox_writable_ms_p95: round(percentile(own.writing, 95), 2),
  };
  table(`${sandbox.name}: its own cost in ms, ${samples} runs`, [
    { workspace: 'read-only', p50: figures.sandbox_ms_p50, p95: figures.sandbox_ms_p95 },
    { workspace: 'writable', p50: figures.sandbox_writable_ms_p50, p95: figures.sandbox_writable_ms_p95 },
    { workspace: '(no sandbox)', p50: figures.sandbox_bare_ms_p50, p95: round(percentile(own.bare, 95), 2) },
  ]);
  return figures;
}

class Bench {
  constructor(ours, sandbox, folder) {
    Object.assign(this, { ours, sandbox, folder });
    fs.mkdirSync(folder);
    this.tools = ours.toolsOf({ root: folder, trusted: true, typescriptFolders: [root], onTrouble: () => undefined });
  }

  dispose() {
    this.tools.dispose();
  }

  async all(options) {
    const random = randomOf(options.seed);
    const wanted = options.smoke ? SMOKE : (options.cases ?? CASES);
    const whole = new Map();
    for (const program of PROGRAMS) {
      const ran = await this.bare(program.name, program.text);
      const accepted = await this.accepts(program, program.text);
      if (ran.code !== 0 || !accepted) throw new Error(`${program.name} itself does not run: ${ran.err.trim().split('\n').at(-1)}`);
      const times = [ran.ms];
      while (!options.smoke && times.length < 3) times.push((await this.bare(program.name, program.text)).ms);
      whole.set(program.name, median(times));
    }
    const rows = [];
    for (const one of await crashes({ seed: options.seed, perClass: 3, random })) {
      if (rows.length >= wanted) break;
      if (options.only && !options.only.includes(one.kind)) continue;
      const ran = await this.bare(one.name, one.text);
      // A slip that the run does not show is no case, nor one that makes it run without end.
      if (ran.code === 0 || ran.err.trim() === '') continue;
      const row = await this.heal(one, ran, whole.get(one.name));
      if (row) rows.push(row);
    }
    return this.report(rows, await this.checks(rows.slice(0, options.smoke ? 4 : 2 * LEAST_SAMPLES)), options);
  }

  /** The rung `checks` on the same texts, as their own checkers see them: crashes have none. */
  async checks(rows) {
    const { ours } = this;
    const samples = [];
    process.env.PATH = [path.join(root, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter);
    const tools = ours.toolsOf({ root: this.folder, trusted: true, typescriptFolders: [root], pyright: true, onTrouble: () => undefined });
    for (const { one } of rows) {
      const file = path.join(this.folder, one.name);
      fs.writeFileSync(file, one.text);
      const opened = await ours.openWorkspace({ root: this.folder, trusted: true, typescriptFolders: [], index: true, tools });
      try {
        const source = new ours.SourceText(one.text);
        const {
          problems: [problem],
        } = await ours.inspectFile(
          file,
          one.name.endsWith('.py') ? 'python' : 'javascript',
          source,
          opened.workspace,
          new AbortController().signal,
        );
        if (!problem) continue;
        for (const { evidence } of await ours.healProblem({
          problem,
          source,
          all: [problem],
          workspace: opened.workspace,
          version: null,
          signal: new AbortController().signal,
        })) {
          samples.push(
            ...evidence.filter((rung) => rung.rung === 'checks' && rung.result !== 'skipped' && rung.ms !== undefined).map(({ ms }) => ms),
          );
        }
      } finally {
        opened.dispose();
      }
    }
    tools.dispose();
    return samples.slice(WARM_UP);
  }

  /** The text alone in a fresh folder, run outside: it is our own. */
  async bare(name, text) {
    fs.rmSync(this.folder, { recursive: true, force: true });
    fs.mkdirSync(this.folder);
    fs.writeFileSync(path.join(this.folder, name), text);
    return outside(name.endsWith('.py') ? 'python3' : 'node', [name], this.folder);
  }

  /** Whether the program's own tests hold of a text. */
  async accepts(program, text) {
    const file = path.join(this.folder, `tested${path.extname(program.name)}`);
    const ran = await this.sandbox.run({
      argv: [program.name.endsWith('.py') ? 'python3' : 'node', path.basename(file)],
      cwd: this.folder,
      root: this.folder,
      files: new Map([[file, text + program.tests]]),
      signal: new AbortController().signal,
    });
    return ran.ended === 'exited' && ran.exitCode === 0;
  }

  async heal(one, ran, wholeMs) {
    const { ours } = this;
    const file = path.join(this.folder, one.name);
    const line = `${one.name.endsWith('.py') ? 'python3' : 'node'} ${one.name}`;
    const opened = await ours.openWorkspace({ root: this.folder, trusted: true, typescriptFolders: [], index: true, tools: this.tools });
    const signal = new AbortController().signal;
    const begun = () => {
      const source = new ours.SourceText(one.text);
      const detected = ours.detectText(ran.err, { cwd: this.folder, roots: [this.folder], origin: 'terminal' }).at(-1);
      if (!detected || detected.location.path !== file) return undefined;
      const problem = ours.settle(detected, (_, number) => (number < source.lineCount ? source.line(number) : undefined));
      return {
        problem: { ...problem, command: { line, cwd: this.folder, exitCode: ran.code } },
        source,
        all: [problem],
        workspace: opened.workspace,
        version: null,
        signal,
      };
    };
    try {
      let from = performance.now();
      const request = begun();
      if (!request) return { one, patches: [], attempts: [], unproved: undefined, spent: {}, seen: false };
      const offers = await ours.healProblem(request);
      const spent = { unproved: performance.now() - from, reruns: [], added: [] };

      let runs = 0;
      const sandbox = { ...this.sandbox, run: (asked) => (runs++, this.sandbox.run(asked)) };
      const rerunner = new ours.Rerunner();
      // The first run is that of the broken program, the others get to its end.
      const own = (from, to) => (from === 0 && to > 0 ? ran.ms : 0) + wholeMs * (to - Math.max(from, 1));
      const runAgain = async (asked) => {
        const [start, before] = [performance.now(), runs];
        const result = await rerunner.rerun({ ...asked, root: this.folder, sandbox });
        const ms = performance.now() - start;
        spent.reruns.push(ms);
        spent.added.push(Math.max(0, ms - own(before, runs)));
        return result;
      };
      from = performance.now();
      const again = begun();
      const healed = await ours.healFailure({ ...again, proof: { command: again.problem.command, texts: new Map(), runAgain } });
      spent.wall = performance.now() - from;
      spent.proof = Math.max(0, spent.wall - own(0, runs));
      const patched = (patch) =>
        ours.patched(
          again.source,
          patch.candidate.edits.find((edit) => edit.path === file),
        );
      const [first] = healed.patches;
      const text = first && patched(first);
      const unproved = offers[0] && patched(offers[0]);
      const row = {
        one,
        spent,
        runs,
        seen: true,
        ended: healed.ended,
        attempts: healed.attempts,
        patches: healed.patches,
        text,
        proved: first?.evidence.some((rung) => rung.rung === 'reruns' && rung.result === 'passed') ?? false,
        right: text === undefined ? undefined : await this.accepts(one.program, text),
        unproved,
        unprovedRight: unproved === undefined ? undefined : await this.accepts(one.program, unproved),
      };
      if (text !== undefined && one.name.endsWith('.py')) spent.tests = await this.tests(one, text);
      return row;
    } finally {
      opened.dispose();
    }
  }

  /** The rung `tests` on the program's own tests. */
  async tests({ name, text, program }, after) {
    const file = path.join(this.folder, name);
    const test = path.join(this.folder, `test_${name}`);
    const tests = `import unittest\nfrom ${name.slice(0, -3)} import *\n\n\nclass Tests(unittest.TestCase):\n    def test_all(self):\n${program.tests.trim().replace(/^/gm, '        ')}\n`;
    const from = performance.now();
    const { rung } = await new this.ours.TestProver().prove({
      suite: { runner: 'unittest', cwd: this.folder, files: [test] },
      root: this.folder,
      path: file,
      sandbox: this.sandbox,
      signal: new AbortController().signal,
      before: new Map([
        [file, text],
        [test, tests],
      ]),
      after: new Map([
        [file, after],
        [test, tests],
      ]),
    });
    return { ms: performance.now() - from, result: rung.result };
  }

  report(rows, checks, { show }) {
    const timed = rows.slice(WARM_UP);
    const offered = rows.filter(({ text }) => text !== undefined);
    const proved = rows.filter((row) => row.proved);
    const wrong = proved.filter(({ right }) => !right);
    const rung = (name) =>
      timed.flatMap(({ patches }) =>
        patches.flatMap(({ evidence }) =>
          evidence.filter((one) => one.rung === name && one.result !== 'skipped' && one.ms !== undefined).map(({ ms }) => ms),
        ),
      );
    const samples = {
      parses: rung('parses'),
      checks,
      reruns: timed.flatMap(({ spent }) => spent.reruns ?? []),
      reruns_added: timed.flatMap(({ spent }) => spent.added ?? []),
      tests: timed.flatMap(({ spent }) => (spent.tests ? [spent.tests.ms] : [])),
      unproved: timed.filter(({ unproved }) => unproved !== undefined).map(({ spent }) => spent.unproved),
      traceback_to_proof: timed.filter((row) => row.proved).map(({ spent }) => spent.proof),
      traceback_to_proof_wall: timed.filter((row) => row.proved).map(({ spent }) => spent.wall),
    };
    const figures = {
      cases: rows.length,
      offered: offered.length,
      proved: proved.length,
      false_proofs: wrong.length,
      proved_right: proved.length - wrong.length,
      right: rows.filter(({ right }) => right).length,
      unproved_right: rows.filter(({ unprovedRight }) => unprovedRight).length,
      unproved_wrong: rows.filter(({ unprovedRight }) => unprovedRight === false).length,
      wrong: rows.filter(({ right }) => right === false).length,
      tests_proved: rows.filter(({ spent }) => spent.tests?.result === 'passed').length,
      runs: round(rows.reduce((sum, row) => sum + (row.runs ?? 0), 0) / Math.max(1, rows.length), 1),
    };
    for (const [name, list] of Object.entries(samples))
      for (const p of [50, 95]) figures[`${name}_ms_p${p}`] = round(percentile(list, p), 1);
    table(
      'Time in ms',
      Object.entries(samples).map(([what, list]) => ({
        what,
        samples: list.length,
        p50: figures[`${what}_ms_p50`],
        p95: figures[`${what}_ms_p95`],
      })),
    );
    table('First offers', [
      {
        tool: 'with proofs',
        offered: figures.offered,
        proved: figures.proved,
        false_proofs: figures.false_proofs,
        right: figures.right,
        wrong: figures.wrong,
      },
      {
        tool: 'without',
        offered: rows.filter(({ unproved }) => unproved !== undefined).length,
        right: figures.unproved_right,
        wrong: figures.unproved_wrong,
      },
    ]);
    const kinds = [...new Set(rows.map(({ one }) => one.kind))].sort();
    table(
      'By class',
      kinds.map((kind) => {
        const own = rows.filter(({ one }) => one.kind === kind);
        const count = (which) => own.filter(which).length;
        return {
          class: kind,
          cases: own.length,
          offered: count(({ text }) => text !== undefined),
          proved: count((row) => row.proved),
          right: count(({ right }) => right),
          false_proofs: count((row) => row.proved && !row.right),
        };
      }),
    );
    if (show)
      for (const [title, list] of [
        ['False proofs', wrong],
        ['Not proved', rows.filter((row) => !row.proved).slice(0, show)],
      ]) {
        console.log(`\n${title}`);
        for (const row of list)
          console.log(
            `${row.one.id}: ${row.ended ?? 'no problem seen'}; ${row.attempts.map(({ patch, rung }) => `${patch.candidate.title} (${rung.result}: ${rung.why ?? ''})`).join('; ')}${row.text === undefined ? '' : `\n${changed(row.one.text, row.text)}`}`,
          );
      }
    return figures;
  }
}

/** The lines that differ, after the common beginning and end. */
function changed(before, after) {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [
    ...a.slice(start, a.length - end).map((line) => `  - ${line}`),
    ...b.slice(start, b.length - end).map((line) => `  + ${line}`),
  ].join('\n');
}

/** A program as it would run without us. */
function outside(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', NO_COLOR: '1' },
      timeout: BARE_MS,
      killSignal: 'SIGKILL',
    });
    let err = '';
    child.stderr.on('data', (chunk) => {
      err = (err + chunk).slice(-100_000);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 137, err, ms: performance.now() - from }));
  });
}
