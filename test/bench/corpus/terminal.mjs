// What terminals print, made up as it is asked for: logs in colour, progress bars that overwrite themselves, lines without an end, binary
// garbage, now and then a traceback or a stack, and what real test runners and checkers printed (outputs/). The same for the same seed.
import fs from 'node:fs';
import path from 'node:path';

const OUTPUTS = path.join(import.meta.dirname, 'outputs');
/** Recorded in colour, on small programs that fail; the folder they ran in stands for `cwd`. */
const RECORDED = fs
  .readdirSync(OUTPUTS)
  .sort()
  .map((name) => fs.readFileSync(path.join(OUTPUTS, name), 'utf8'));

/** The command ended by this. */
export const lastWords = (cwd) =>
  `Traceback (most recent call last):\n  File "${cwd}/app/main.py", line 3, in <module>\n    main()\nNameError: name 'main' is not defined\n`;

/** Chunks as a pseudo-terminal gives them, cut anywhere; at least `units` UTF-16 units together. Nothing of a chunk is kept. */
export function* chunksOf(random, cwd, units) {
  const n = (limit) => Math.floor(random() * limit);
  // Mostly what one read of the pseudo-terminal gives, now and then what the editor gathered while it was busy.
  const next = () => (n(100) === 0 ? 65_536 + n(65_536) : 1024 + n(7168));
  let parts = [];
  let length = 0;
  let size = next();
  for (let made = 0; made < units;) {
    let part = partOf(n, cwd);
    made += part.length;
    while (length + part.length >= size) {
      const cut = size - length;
      parts.push(part.slice(0, cut));
      yield parts.join('');
      part = part.slice(cut);
      parts = [];
      length = 0;
      size = next();
    }
    parts.push(part);
    length += part.length;
  }
  yield parts.join('');
}

function partOf(n, cwd) {
  let at = n(TOTAL);
  const [, make] = KINDS.find(([weight]) => (at -= weight) < 0);
  return make(n, cwd);
}

const WORDS = ['request', 'worker', 'cache', 'module', 'résumé', 'naïve', 'upload', 'index', '日本語', 'session'];
const word = (n) => WORDS[n(WORDS.length)];
const colour = (n, text) => `\u001b[${31 + n(6)}m${text}\u001b[0m`;
const BYTES = Array.from({ length: 64 * 1024 }, (_, i) => String.fromCharCode(((i * 40_503) >> 7) & 0xff)).join('');

/** How often, and what. */
const KINDS = [
  [
    300,
    (n) =>
      `2026-03-0${1 + n(9)} 12:${10 + n(49)}:07,${100 + n(899)} ${colour(n, 'INFO')} ${word(n)}.${word(n)}: handled ${n(1000)} items in ${n(100)} ms\n`,
  ],
  [120, (n) => `\u001b]633;A\u0007\u001b[1m${word(n)}\u001b[22m: ${'x'.repeat(n(160))}\n`],
  [80, () => `${Array.from({ length: 20 }, (_, i) => `\r\u001b[K[${'#'.repeat(i)}${' '.repeat(20 - i)}] ${i * 5} %`).join('')}\n`],
  [120, (n) => `${colour(n, '✓')} ${word(n)} ${word(n)} \u001b[2m(${n(90)} ms)\u001b[22m\n`],
  [50, (n) => `npm warn deprecated ${word(n)}@${n(9)}.${n(9)}.0: this is no longer supported\n`],
  [20, (n, cwd) => pythonTraceback(n, cwd)],
  [20, (n, cwd) => nodeStack(n, cwd)],
  [8, (n, cwd) => RECORDED[n(RECORDED.length)].replaceAll('/home/ada/shop', cwd)],
  [10, (n) => `${'y'.repeat(4000 + n(8000))}\n`],
  // A minified bundle on one line, and one progress line that is rewritten without an end.
  [1, (n) => `${`function ${word(n)}(a,b){return a[${n(1000)}]+b};`.repeat(2_000 + n(4_000))}\n`],
  [1, (n) => Array.from({ length: 2_000 }, (_, i) => `\r${word(n)} ${i} of 2000`).join('')],
  // `cat` of a program: every control character, sequences that never end.
  [3, (n) => BYTES.slice(n(32 * 1024)).slice(0, 1024 + n(16 * 1024))],
];
const TOTAL = KINDS.reduce((sum, [weight]) => sum + weight, 0);

function pythonTraceback(n, cwd) {
  const frames = Array.from(
    { length: 1 + n(12) },
    () =>
      `  File "${cwd}/app/${word(n)}.py", line ${1 + n(400)}, in ${word(n)}_${n(40)}\n    return ${word(n)}_${n(40)}(${word(n)}, ${n(9)})\n           ^^^^^^^^^^^^\n`,
  );
  return `Traceback (most recent call last):\n${frames.join('')}NameError: name '${word(n)}_${n(500)}' is not defined\n`;
}

function nodeStack(n, cwd) {
  const frames = Array.from({ length: 1 + n(10) }, () => `    at ${word(n)} (${cwd}/src/${word(n)}.js:${1 + n(400)}:${1 + n(80)})\n`);
  return `TypeError: Cannot read properties of undefined (reading '${word(n)}')\n${frames.join('')}    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)\n`;
}
