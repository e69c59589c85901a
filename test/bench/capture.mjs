// `npm run bench -- capture [--cases MB]`: how fast the detector reads what terminals print: logs in colour, progress bars that overwrite themselves, tracebacks and stacks.
//
// Keys
//   mb_s         megabytes (of UTF-8) a second through TerminalDetector, chunks of 1 to 8 KB cut anywhere; median of 30 runs over a part each
//   xterm_mb_s   the same text through @xterm/headless, where it is installed; ratio: ours by its. Left out where it is not
//   problems     failures found in the last run's part (a run that finds none has read nothing)
//   peak_mb      memory of this process at its highest
import { createRequire } from 'node:module';
import path from 'node:path';
import { engine, inFolder, LEAST_SAMPLES, median, randomOf, root, round, table } from './figures.mjs';

const MB = 1_048_576;

export async function run({ cases, smoke, seed }) {
  const megabytes = cases ?? (smoke ? 2 : 60);
  return inFolder(async (folder) => {
    const { TerminalDetector } = await engine(folder);
    const random = randomOf(seed);
    const cwd = path.join(folder, 'project');
    let peak = 0;
    let problems = 0;
    const speeds = { ours: [], xterm: [] };
    const xterm = headless();
    for (let i = 0; i < LEAST_SAMPLES; i++) {
      const text = output(random, cwd, (megabytes * MB) / LEAST_SAMPLES);
      const chunks = cut(text, random);
      const size = Buffer.byteLength(text) / MB;
      const detector = new TerminalDetector({ line: 'make', cwd, roots: [cwd] });
      let from = performance.now();
      for (const chunk of chunks) detector.write(chunk);
      problems = detector.end(1).length;
      speeds.ours.push(size / ((performance.now() - from) / 1000));
      if (xterm) {
        const terminal = new xterm.Terminal({ cols: 120, rows: 40, scrollback: 1000, allowProposedApi: true });
        from = performance.now();
        for (const chunk of chunks) terminal.write(chunk.replaceAll('\n', '\r\n'));
        await new Promise((resolve) => terminal.write('', resolve));
        speeds.xterm.push(size / ((performance.now() - from) / 1000));
        terminal.dispose();
      }
      peak = Math.max(peak, process.memoryUsage.rss() / MB);
    }
    if (problems === 0) throw new Error('The detector found none of the failures.');
    const ours = round(median(speeds.ours));
    const theirs = round(median(speeds.xterm));
    const figures = { mb_s: ours, xterm_mb_s: theirs, ratio: theirs ? round(ours / theirs, 2) : undefined, problems, peak_mb: round(peak) };
    if (!xterm) console.log('@xterm/headless: not installed, so xterm_mb_s and ratio are left out');
    table(`${megabytes} MB of terminal output`, [figures]);
    return figures;
  });
}

function headless() {
  try {
    return createRequire(path.join(root, 'package.json'))('@xterm/headless');
  } catch {
    return undefined;
  }
}

/** Chunks as a pseudo-terminal gives them. */
function cut(text, random) {
  const chunks = [];
  for (let at = 0; at < text.length;) {
    const size = 1024 + Math.floor(random() * 7168);
    chunks.push(text.slice(at, at + size));
    at += size;
  }
  return chunks;
}

function output(random, cwd, wanted) {
  const n = (limit) => Math.floor(random() * limit);
  const word = () => ['request', 'worker', 'cache', 'module', 'résumé', 'naïve', 'upload', 'index', '日本語', 'session'][n(10)];
  const colour = (text) => `\u001b[${31 + n(6)}m${text}\u001b[0m`;
  const kinds = [
    [
      30,
      () =>
        `2026-03-0${1 + n(9)} 12:${10 + n(49)}:07,${100 + n(899)} ${colour('INFO')} ${word()}.${word()}: handled ${n(1000)} items in ${n(100)} ms\n`,
    ],
    [12, () => `\u001b]633;A\u0007\u001b[1m${word()}\u001b[22m: ${'x'.repeat(n(160))}\n`],
    [8, () => Array.from({ length: 20 }, (_, i) => `\r\u001b[K[${'#'.repeat(i)}${' '.repeat(20 - i)}] ${i * 5} %`).join('') + '\n'],
    [12, () => `${colour('✓')} ${word()} ${word()} \u001b[2m(${n(90)} ms)\u001b[22m\n`],
    [5, () => `npm warn deprecated ${word()}@${n(9)}.${n(9)}.0: this is no longer supported\n`],
    [
      2,
      () =>
        `Traceback (most recent call last):\n${Array.from({ length: 1 + n(12) }, () => `  File "${cwd}/app/${word()}.py", line ${1 + n(400)}, in ${word()}_${n(40)}\n    return ${word()}_${n(40)}(${word()}, ${n(9)})\n           ^^^^^^^^^^^^\n`).join('')}NameError: name '${word()}_${n(500)}' is not defined\n`,
    ],
    [
      2,
      () =>
        `TypeError: Cannot read properties of undefined (reading '${word()}')\n${Array.from({ length: 1 + n(10) }, () => `    at ${word()} (${cwd}/src/${word()}.js:${1 + n(400)}:${1 + n(80)})\n`).join('')}    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)\n`,
    ],
    [1, () => `${'y'.repeat(4000 + n(8000))}\n`],
  ];
  const total = kinds.reduce((sum, [weight]) => sum + weight, 0);
  const parts = [];
  for (let size = 0; size < wanted;) {
    let at = n(total);
    const kind = kinds.find(([weight]) => (at -= weight) < 0);
    const part = kind[1]();
    parts.push(part);
    size += Buffer.byteLength(part);
  }
  // The last word is a failure: the command ended by it.
  return `${parts.join('')}Traceback (most recent call last):\n  File "${cwd}/app/main.py", line 3, in <module>\n    main()\nNameError: name 'main' is not defined\n`;
}
