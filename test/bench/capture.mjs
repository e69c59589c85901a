// `npm run bench -- capture [--cases MB]`: what the detector costs while it reads what terminals print (corpus/terminal.mjs): logs in colour,
// progress bars that overwrite themselves, lines without an end, binary garbage, tracebacks and stacks.
//
// Keys
//   mb_s         megabytes (of UTF-8) a second of processor time through TerminalDetector, in chunks cut anywhere; median of 30 parts
//   xterm_mb_s   the peer: the same chunks through @xterm/headless, in turn with ours; ratio: ours by its. The peer is installed into .cache/
//                for the run; left out where the registry can't be reached
//   flood_mb     megabytes of one command's output that were read (500) for what follows, in a process started as the editor starts the server
//   problems     failures found in it (a run that finds none has read nothing)
//   growth_mb    by how much that process grew at its highest, the making of the output included
//   after_mb     what is left of that once the command has ended and memory was collected
//   making_mb    by how much a process grows that only makes the output
//   peak_mb      its memory at its highest; bare_mb: before the output began
import { createRequire } from 'node:module';
import path from 'node:path';
import * as v8 from 'node:v8';
import * as vm from 'node:vm';
import { chunksOf, lastWords } from './corpus/terminal.mjs';
import { bundled, inFolder, inServerProcess, LEAST_SAMPLES, median, peakMb, randomOf, round, table } from './figures.mjs';
import { peerPackage } from './peer-package.mjs';

const MB = 1_048_576;
const PEER = { name: '@xterm/headless', version: '6.0.0' };

export async function run({ cases, smoke, seed }) {
  const flood = cases ?? (smoke ? 4 : 500);
  const speed = Math.min(flood, 240);
  return inFolder(async (folder) => {
    const file = await bundled(folder, ['./src/engine/detect/detect']);
    const cwd = path.join(folder, 'project');
    const memory = await inServerProcess(import.meta.url, { megabytes: flood, seed, cwd, file });
    if (memory.problems === 0) throw new Error('The detector found none of the failures.');
    const making = await inServerProcess(import.meta.url, { megabytes: flood, seed, cwd, file, onlyMade: true });
    const figures = { ...(await speeds(speed, seed, cwd, file)), flood_mb: flood, ...memory, making_mb: making.growth_mb };
    table(`${flood} MB of terminal output`, [figures]);
    return figures;
  });
}

/** Runs in a process of its own: one command that prints and prints. */
export async function measure({ megabytes, seed, cwd, file, onlyMade = false }) {
  const { TerminalDetector } = (await import(file)).default;
  const bare = peakMb();
  const detector = new TerminalDetector({ line: 'make', cwd, roots: [cwd], onRound: () => {} });
  let left = megabytes * MB;
  for (const chunk of chunksOf(randomOf(seed), cwd, Infinity)) {
    if (!onlyMade) detector.write(chunk);
    left -= Buffer.byteLength(chunk);
    if (left <= 0) break;
  }
  detector.write(`\n${lastWords(cwd)}`);
  const problems = detector.end(1).length;
  const peak = peakMb();
  v8.setFlagsFromString('--expose-gc');
  await vm.runInNewContext('gc')({ type: 'major', execution: 'async', flavor: 'last-resort' });
  const after = process.memoryUsage().rss / MB;
  return { problems, growth_mb: round(peak - bare), after_mb: round(after - bare), peak_mb: round(peak), bare_mb: round(bare) };
}

/** Ours and the peer's in turn, on the same chunks; each begins with no young garbage, so that none pays for what another left behind. */
async function speeds(megabytes, seed, cwd, file) {
  const { TerminalDetector } = (await import(file)).default;
  const xterm = await peer();
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');
  const random = randomOf(seed);
  const ours = [];
  const theirs = [];
  for (let i = 0; i < LEAST_SAMPLES; i++) {
    const chunks = [...chunksOf(random, cwd, (megabytes * MB) / LEAST_SAMPLES)];
    const size = chunks.reduce((sum, chunk) => sum + Buffer.byteLength(chunk), 0) / MB;
    const detector = new TerminalDetector({ line: 'make', cwd, roots: [cwd], onRound: () => {} });
    collect({ type: 'minor' });
    let from = process.cpuUsage();
    for (const chunk of chunks) detector.write(chunk);
    detector.end(1);
    ours.push(size / secondsSince(from));
    if (!xterm) continue;
    // Garbage is no news to a terminal, but it would log every odd byte of it.
    const terminal = new xterm.Terminal({
      cols: 120,
      rows: 40,
      scrollback: 1000,
      allowProposedApi: true,
      convertEol: true,
      logLevel: 'off',
    });
    collect({ type: 'minor' });
    from = process.cpuUsage();
    for (const chunk of chunks) terminal.write(chunk);
    await new Promise((resolve) => terminal.write('', resolve));
    theirs.push(size / secondsSince(from));
    terminal.dispose();
  }
  const [own, its] = [round(median(ours)), round(median(theirs))];
  return { mb_s: own, xterm_mb_s: its, ratio: its ? round(own / its, 2) : undefined };
}

/** The processor's time, of all threads: others may have the machine meanwhile. */
function secondsSince(from) {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
}

/** The peer's module; undefined, and said so, where it can't be had. */
async function peer() {
  const folder = await peerPackage(PEER.name, PEER.version, 'xterm_mb_s and ratio');
  return folder === undefined ? undefined : createRequire(path.join(folder, 'package.json'))(PEER.name);
}
