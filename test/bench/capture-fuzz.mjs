// `npm run bench -- capture-fuzz`: recorded outputs of every dialect, mutated (test/unit/detect/mutated-output.ts), through the detector, to see what breaks.
//
// A case is known by --seed and its number alone. --cases N (100,000); --only N,… runs these numbers again and shows them; --smoke: 500 cases.
//
// Keys
//   cases, found     tried; problems that were found in them
//   crashes          cases in which something was thrown
//   untrue           problems that point to a file or line that their text does not name, or to no place at all
//   unlike           cases in which the chunks gave other problems than the text in one piece
//   hangs            cases over 500 ms, also when tried once more; stuck: no answer in 20 s
//   mb_s             megabytes a second, both readings counted
//   us_kb_p50, us_kb_p99, us_kb_max   microseconds for each 1,000 characters (of texts of at least 1,000)
//   growth_mb        by how much the process grew from its 1,000th case to its last
// Ctrl+C ends it early and reports what was tried till then. Fails where something crashed, hung, was untrue or unlike.
import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundled, inFolder, kill, percentile, root, round, table } from './figures.mjs';

const CASES = 100_000;
const SMOKE = 500;
const SLOW_MS = 500;
const STUCK_MS = 20_000;
const OUTPUTS = path.join(root, 'test/bench/corpus/outputs');

export async function run(options) {
  const numbers = options.only?.map(Number) ?? Array.from({ length: options.smoke ? SMOKE : (options.cases ?? CASES) }, (_, i) => i);
  return inFolder(async (folder) => {
    const file = await bundled(folder, [
      './src/engine/detect/detect',
      './test/unit/detect/mutated-output',
      './test/unit/detect/forms/forms',
    ]);
    const total = { cases: 0, found: 0, crashes: 0, untrue: 0, unlike: 0, hangs: 0, stuck: 0 };
    const findings = [];
    const rates = [];
    let [units, ms, growth] = [0, 0, 0];
    let stopped = false;
    process.on('SIGINT', () => (stopped = true));
    for (let left = numbers; left.length > 0 && !stopped;) {
      const { done, stuck } = await inChild(file, options.seed, left, (batch) => {
        total.cases += batch.cases;
        for (const key of ['found', 'crashes', 'untrue', 'unlike', 'hangs']) total[key] += batch[key];
        for (const one of batch.findings) if (findings.length < 60) findings.push(one);
        for (const rate of batch.rates) rates.push(rate);
        units += batch.units;
        ms += batch.ms;
        growth = Math.max(growth, batch.growth);
        if (total.cases % 5_000 === 0) console.log(`${total.cases} of ${numbers.length}`);
        return !stopped;
      });
      if (stuck && !stopped) {
        total.stuck++;
        findings.push(`${left[done]}: no answer`);
      }
      left = left.slice(stuck ? done + 1 : done);
    }
    for (const one of findings) console.log(`  ${one}`);
    const figures = {
      ...total,
      mb_s: round(units / 1_048_576 / (ms / 1000)),
      us_kb_p50: round(percentile(rates, 50)),
      us_kb_p99: round(percentile(rates, 99)),
      us_kb_max: round(percentile(rates, 100)),
      growth_mb: round(growth),
    };
    table('Mutated outputs', [figures]);
    if (total.crashes + total.untrue + total.unlike + total.hangs + total.stuck > 0) process.exitCode = 1;
    return figures;
  });
}

/** Runs numbers in a process of their own until they are done or one gets stuck; `done`: how many were answered. */
function inChild(file, seed, numbers, onBatch) {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(import.meta.url), [file, String(seed)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    });
    let done = 0;
    let last = Date.now();
    const watch = setInterval(() => Date.now() - last > STUCK_MS && kill(child), 500);
    child.on('message', (batch) => {
      last = Date.now();
      done += batch.cases;
      const goesOn = onBatch(batch);
      if (done === numbers.length || !goesOn) kill(child);
    });
    child.on('close', () => {
      clearInterval(watch);
      resolve({ done, stuck: done < numbers.length });
    });
    child.send(numbers);
  });
}

/** Cases that are reported at once, and in which a stuck one is looked for one by one where they are few. */
const BATCH = 100;

async function child(file, seed) {
  const engine = (await import(pathToFileURL(file).href)).default;
  const forms = engine.recordedForms().map(({ dialect, form, version, text }) => [`${dialect}: ${form} (${version})`, text]);
  const outputs = new Map([...engine.recordedOutputs(OUTPUTS), ...forms]);
  process.on('disconnect', () => process.exit());
  process.on('message', async (numbers) => {
    let base;
    for (let at = 0; at < numbers.length; at += BATCH) {
      const batch = { cases: 0, found: 0, crashes: 0, untrue: 0, unlike: 0, hangs: 0, units: 0, ms: 0, growth: 0, rates: [], findings: [] };
      for (const n of numbers.slice(at, at + BATCH)) {
        one(engine, outputs, seed, n, batch);
        batch.cases++;
      }
      const used = process.memoryUsage().rss / 1_048_576;
      if (at >= 1_000) base ??= used;
      batch.growth = Math.max(0, used - (base ?? used));
      await new Promise((resolve) => process.send(batch, resolve));
    }
  });
}

function one(engine, outputs, seed, n, batch) {
  const { name, chunks } = engine.mutatedOutput(outputs, seed, n);
  const read = (pieces) => {
    const detector = new engine.TerminalDetector({ line: 'make', cwd: engine.CWD, roots: [engine.CWD] });
    for (const piece of pieces) detector.write(piece);
    return detector.end(1);
  };
  const timed = (pieces) => {
    // The processor's time: others may have the machine meanwhile.
    const from = process.cpuUsage();
    const problems = read(pieces);
    const { user, system } = process.cpuUsage(from);
    return { problems, ms: (user + system) / 1000 };
  };
  try {
    const whole = chunks.join('');
    const first = timed(chunks);
    const second = timed([whole]);
    batch.units += 2 * whole.length;
    batch.ms += first.ms + second.ms;
    const slow = Math.min(first.ms, second.ms);
    if (slow > 50) batch.findings.push(`${n} ${name}: slow, ${Math.round(slow)} ms for ${whole.length} characters`);
    if (whole.length >= 1_000) batch.rates.push((1e6 * Math.min(first.ms, second.ms)) / whole.length);
    batch.found += first.problems.length;
    const untrue = engine.untruths(first.problems, chunks);
    if (untrue.length > 0) {
      batch.untrue++;
      batch.findings.push(`${n} ${name}: ${untrue[0]}`);
    }
    if (JSON.stringify(first.problems) !== JSON.stringify(second.problems)) {
      batch.unlike++;
      batch.findings.push(`${n} ${name}: chunks ${first.problems.length} problems, whole ${second.problems.length}`);
    }
    if (first.ms > SLOW_MS && timed(chunks).ms > SLOW_MS) {
      batch.hangs++;
      batch.findings.push(`${n} ${name}: ${Math.round(first.ms)} ms for ${whole.length} characters`);
    }
  } catch (error) {
    batch.crashes++;
    batch.findings.push(`${n} ${name}: ${String(error?.stack ?? error).slice(0, 400)}`);
  }
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) await child(...process.argv.slice(2));
