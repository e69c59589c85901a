// `npm run bench -- pairs [--cases N]`: the store of success pairs at N (10,000) pairs, through the engine's own modules.
//
// Keys
//   n                    pairs in the store
//   insert_per_s         durable inserts of pairs whose secrets were taken out before, one transaction each
//   record_per_s         the whole way of one pair, secrets taken out and stored, one at a time (over 200)
//   lookup_ms_p50, _p99  the pairs of one mistake (shape and error type), at most 20 of them, 1,000 times
//   stats_ms             the statistics of the store, median of 30
//   start_ms             opening the store and counting, median of 30
//   export_rows_per_s    the export to JSONL, its secret scan included
//   peak_mb              memory of this process at its highest, this bench's own pairs included
import fs from 'node:fs';
import path from 'node:path';
import { engine, inFolder, LEAST_SAMPLES, median, percentile, randomOf, round, table } from './figures.mjs';

const LOOKUPS = 1_000;
const RECORDED = 200;
/** Different shapes of mistake in the store. */
const SHAPES = 120;

export async function run({ cases, smoke, seed }) {
  const n = cases ?? (smoke ? 300 : 10_000);
  return inFolder(async (folder) => {
    const { openPairStore, exportPairs, recordPair, redactPairs, pairId, PAIR_SCHEMA } = await engine(folder, [
      './src/engine/learn/pair',
      './src/engine/learn/store/record-pair',
    ]);
    const random = randomOf(seed);
    const make = (i) => pairOf(i, random, { pairId, PAIR_SCHEMA });
    const workspace = path.join(folder, 'workspace');
    fs.mkdirSync(workspace);
    const must = (result) => {
      if (!result.ok) throw new Error(result.message);
      return result;
    };
    const timed = async (use) => {
      const from = performance.now();
      await use();
      return performance.now() - from;
    };
    const open = () => must(openPairStore({ folder: workspace, maxPairs: n + RECORDED })).store;
    let peak = 0;
    const look = () => {
      peak = Math.max(peak, process.memoryUsage.rss() / 1048576);
    };

    const clean = await redactPairs(Array.from({ length: n }, (_, i) => make(i)));
    const store = open();
    look();
    const insertMs = await timed(() => {
      for (const pair of clean) must(store.insert(pair));
    });
    look();
    const recordMs = await timed(async () => {
      for (let i = n; i < n + RECORDED; i++) must(await recordPair(store, make(i)));
    });
    const lookups = [];
    for (let i = 0; i < LOOKUPS; i++) {
      const filter = { shape: shapeOf(Math.floor(random() * SHAPES)), errorType: 'NameError' };
      lookups.push(await timed(() => must(store.page(filter, 0, 20))));
    }
    const stats = [];
    for (let i = 0; i < LEAST_SAMPLES; i++) stats.push(await timed(() => must(store.statistics())));
    const file = path.join(folder, 'pairs.jsonl');
    let rows = 0;
    const exportMs = await timed(async () => {
      rows = must(await exportPairs(store, file)).pairs;
    });
    look();
    if (rows !== n + RECORDED) throw new Error(`${rows} of ${n + RECORDED} pairs were exported.`);
    store.close();
    const starts = [];
    for (let i = 0; i < LEAST_SAMPLES; i++)
      starts.push(
        await timed(() => {
          const again = open();
          if (again.count() !== n + RECORDED) throw new Error('Pairs were lost.');
          again.close();
        }),
      );

    const figures = {
      n,
      insert_per_s: Math.round((1000 * n) / insertMs),
      record_per_s: Math.round((1000 * RECORDED) / recordMs),
      lookup_ms_p50: round(median(lookups), 3),
      lookup_ms_p99: round(percentile(lookups, 99), 3),
      stats_ms: round(median(stats), 2),
      start_ms: round(median(starts), 2),
      export_rows_per_s: Math.round((1000 * rows) / exportMs),
      peak_mb: round(peak),
    };
    table('The pair store', [figures]);
    return figures;
  });
}

const shapeOf = (i) => `name '‹name›' is not defined (${i})`;

/** A pair as healing makes them: a small file, one line changed. */
function pairOf(i, random, { pairId, PAIR_SCHEMA }) {
  const at = new Date(1_770_000_000_000 + i * 60_000).toISOString();
  const lines = Array.from(
    { length: 12 + Math.floor(random() * 30) },
    (_, k) => `    value_${k} = compute(${Math.floor(random() * 1e6)}, 'item ${k}')`,
  );
  const before = `def work_${i}(items):\n${lines.join('\n')}\n    return valeu_1\n`;
  const pair = {
    schema: PAIR_SCHEMA,
    language: 'python',
    errorType: i % 3 === 0 ? 'reportUndefinedVariable' : 'NameError',
    message: `name 'valeu_1' is not defined`,
    signature: { shape: shapeOf(i % SHAPES), holes: { name: 'valeu_1' } },
    source: 'python',
    file: `app/module_${i % 97}.py`,
    line: lines.length + 1,
    traceback: `app/module_${i % 97}.py:${lines.length + 2} work_${i}`,
    command: 'python3 app.py',
    extent: 'whole',
    startLine: 0,
    before,
    proposed: before.replace('valeu_1', 'value_1'),
    final: null,
    otherFiles: [],
    title: 'Change valeu_1 to value_1',
    evidence: [{ rung: 'parses', result: 'passed', by: 'CPython' }],
    confidence: 0.9,
    origin: { kind: 'rule', id: 'python/name-typo' },
    verdict: { kind: 'accepted', how: 'applied in the editor', at },
    recordedAt: at,
    redactions: 0,
    withheld: false,
  };
  return { ...pair, id: pairId(pair) };
}
