// `npm run bench -- learn-stall [--cases N]`: how long whoever asks for a menu meanwhile has to wait, where a store holds N (1,000) fixes of one mistake in
// files of 3,000 lines, and the next file of that length has the mistake, too.
//
// Keys
//   first_block_ms   the longest turn of the event loop while the first problem is healed: its pairs are read, rules are made of them; median of 5 rounds
//   block_ms_p95, block_ms_max  the same for the next problems of the file, of which each has rules and pairs that fit
//   first_ms, ms_p50 from the question to its patches, by the clock
//   offered          share of problems with a patch
// Turns are counted in processor time of the thread: what a busy machine adds to them is not the product's.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { bundled, inFolder, median, percentile, randomOf, round, share, table } from './figures.mjs';

const LINES = 3_000;
const ROUNDS = 5;
const PROBLEMS = 30;

export async function run({ cases, smoke, seed }) {
  return inFolder(async (folder) => {
    const file = await bundled(folder, [
      './src/engine/learn/pair',
      './src/engine/learn/excerpt',
      './src/engine/learn/store/pair-store',
      './src/engine/learn/store-memory',
      './src/engine/detect/signature',
      './src/engine/heal/heal-problem',
      './src/engine/generate/learned/learned-source',
      './src/engine/generate/remembered/remembered-source',
      './src/engine/project/python-index',
      './src/engine/project/workspace-files',
      './src/engine/syntax/source-text',
    ]);
    const engine = (await import(file)).default;
    const random = randomOf(seed);
    const n = cases ?? (smoke ? 40 : 1_000);
    const lines = smoke ? 300 : LINES;
    const [firsts, firstTimes, blocks, times] = [[], [], [], []];
    let offered = 0;
    let asked = 0;
    const opened = engine.openPairStore({ folder, maxPairs: 2 * n });
    if (!opened.ok) throw new Error(opened.message);
    const stored = opened.value.insertMany(Array.from({ length: n }, (_, i) => pairOf(engine, i, lines, random)));
    if (!stored.ok) throw new Error(stored.message);
    for (let i = 0; i < (smoke ? 1 : ROUNDS); i++) {
      // What was mined is forgotten.
      const memory = engine.storeMemory({ storeOf: () => opened.value });
      const text = fileOf(lines, random, PROBLEMS);
      const source = new engine.SourceText(text);
      for (const [k, problem] of problemsOf(engine, text).entries()) {
        const began = performance.now();
        const { longest, value } = await watched(() => heal(engine, problem, source, memory));
        (k === 0 ? firsts : blocks).push(longest);
        (k === 0 ? firstTimes : times).push(performance.now() - began);
        asked++;
        if (value.length > 0) offered++;
      }
    }
    opened.value.close();
    const figures = {
      n,
      first_block_ms: round(median(firsts), 1),
      block_ms_p95: round(percentile(blocks, 95), 1),
      block_ms_max: round(Math.max(...blocks), 1),
      first_ms: round(median(firstTimes), 1),
      ms_p50: round(percentile(times, 50), 1),
      offered: share(offered, asked),
    };
    table('Fixes of one mistake in long files', [figures]);
    return figures;
  });
}

/** The longest time between two turns of the event loop until `work` is done. */
async function watched(work) {
  let longest = 0;
  let isDone = false;
  const watch = (async () => {
    for (let last = spent(); !isDone;) {
      await nextTurn();
      const now = spent();
      longest = Math.max(longest, now - last);
      last = now;
    }
  })();
  const value = await work();
  isDone = true;
  await watch;
  return { longest, value };
}

/** In ms. */
function spent() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function heal({ healProblem, learnedSource, rememberedSource, openPythonProject, MemoryFiles }, problem, source, memory) {
  const files = new MemoryFiles('/w', new Map([['/w/a.py', source.text]]));
  return healProblem({
    problem,
    source,
    all: [problem],
    version: 1,
    workspace: { root: '/w', files, interpreter: undefined, python: openPythonProject('/w', files), typescript: undefined },
    signal: new AbortController().signal,
    sources: [rememberedSource(), learnedSource()],
    memory,
  });
}

const NAMES = ['order', 'record', 'batch', 'limit', 'token', 'score', 'query', 'label', 'entry', 'item'];
const word = (random) => NAMES[Math.floor(random() * NAMES.length)];

/** Functions of ten lines; `wrong` of them add a text to a number. */
function fileOf(lines, random, wrong) {
  const count = Math.floor(lines / 10);
  const every = Math.max(1, Math.floor(count / wrong));
  return Array.from({ length: count }, (_, i) => {
    const [a, b] = [word(random), word(random)];
    const last = i % every === 0 && i / every < wrong ? `    return "total: " + count_${a}` : `    return f"total: {count_${a}}"`;
    const body = Array.from({ length: 8 }, (_, k) => `    ${b}_${k} = compute(${a}_${k}, ${Math.floor(random() * 1e4)}, 'item ${k}')`);
    return [`def work_${i}(count_${a}):`, ...body, last].join('\n');
  }).join('\n');
}

const MESSAGE = 'Operator "+" not supported for types "str" and "int"';

function problemsOf({ signatureOf }, text) {
  return text.split('\n').flatMap((row, line) =>
    row.includes('"total: " +')
      ? [
          {
            origin: 'diagnostic',
            language: 'python',
            source: 'Pyright',
            errorType: 'reportOperatorIssue',
            message: MESSAGE,
            signature: signatureOf('reportOperatorIssue', MESSAGE),
            location: { path: '/w/a.py', range: { start: { line, character: 11 }, end: { line, character: row.length } } },
            severity: 'error',
            frames: [],
            causes: [],
            related: [],
          },
        ]
      : [],
  );
}

function pairOf(engine, i, lines, random) {
  const before = fileOf(lines, random, 1);
  const [problem] = problemsOf(engine, before);
  const after = before.replace(/"total: " \+ (\w+)/, i % 2 === 0 ? '"total: " + str($1)' : 'f"total: {$1}"');
  const at = new Date(1_770_000_000_000 + i * 60_000).toISOString();
  const pair = {
    schema: engine.PAIR_SCHEMA,
    language: 'python',
    errorType: problem.errorType,
    message: problem.message,
    signature: problem.signature,
    source: problem.source,
    file: `app/module_${i}.py`,
    line: problem.location.range.start.line,
    traceback: '',
    command: '',
    ...engine.excerptOf(before, after, null),
    otherFiles: [],
    title: 'Make a text of it',
    evidence: [],
    confidence: 0.9,
    origin: { kind: 'rule', id: 'python/operand-types' },
    verdict: { kind: 'accepted', how: 'applied in the editor', at },
    recordedAt: at,
    redactions: 0,
    withheld: false,
  };
  return { ...pair, id: engine.pairId(pair) };
}
