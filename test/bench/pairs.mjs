// `npm run bench -- pairs [--cases N]`: the store of success pairs at N (100,000) pairs, through the engine's own modules.
//
// Keys
//   n                    pairs in the store
//   insert_per_s         durable inserts, one transaction each, by the function that recording a pair calls once its secrets are out;
//                        all of them, from an empty store to the full one, median of 20 parts
//   sqlite.insert_per_s  the peer: node:sqlite alone with the same texts and as durable, in turn with each part
//   full_insert_per_s    the same where the store is full, so that each insert drops the oldest pair (over 1,000)
//   redact_per_s         pairs searched for secrets, in batches as an import does (over 2,000)
//   record_per_s         the whole way of one pair, secrets taken out and stored, one at a time (over 200)
//   lookup_ms_p50, _p99  the fixes of one mistake (shape and language), the newest 20 of them, 1,000 times
//   lookup_cpu_ms_p99    the same in processor time: what is left of it where the machine is busy with other things
//   seen_ms_p50, _p99    the same of a mistake that is not in the store
//   all_of_one_ms        all pairs of one mistake, page by page, as the miner reads them, median of 30
//   records_ms           how often each source was right, median of 30
//   migrate_ms           the store as version 1 had it, opened: n pairs made version 2
//   stats_ms             the statistics of the store, median of 30
//   start_ms             opening the store and counting, median of 30
//   export_rows_per_s    the export to JSONL, its secret scan included (of the last 5,000)
//   peak_mb              memory of this process at its highest, from its start, this bench's own pairs included; it is started as the editor starts the server
//   bare_mb              the same before the engine is loaded
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { bundled, inFolder, inServerProcess, LEAST_SAMPLES, median, peakMb, percentile, randomOf, round, table } from './figures.mjs';
import { pairOf, SHAPES, shapeOf, timeOf } from './pair-samples.mjs';

const LOOKUPS = 1_000;
const REDACTED = 2_000;
const BATCH = 200;
const RECORDED = 200;
const DROPPING = 1_000;
const EXPORTED = 5_000;

/** Parts of the insertion between which node:sqlite's own turn is taken. */
const TURNS = 20;
const PEER_INSERTS = 100;

export async function run({ cases, smoke, seed }) {
  return inFolder(async (folder) => {
    const file = await bundled(folder, [
      './src/engine/learn/pair',
      './src/engine/learn/redact-pair',
      './src/engine/learn/store/pair-store',
      './src/engine/learn/store/record-pair',
      './src/engine/learn/store/schema',
      './src/engine/learn/exchange/export-pairs',
    ]);
    const figures = await inServerProcess(import.meta.url, { n: cases ?? (smoke ? 300 : 100_000), seed, folder, file });
    table('The pair store', [figures]);
    return figures;
  });
}

/** Runs in a process of its own. */
export async function measure({ n, seed, folder, file }) {
  const bare = peakMb();
  const { openPairStore, exportPairs, recordPair, redactPairs, pairId, PAIR_SCHEMA, TABLES, APPLICATION } = (await import(file)).default;
  const random = randomOf(seed);
  const make = (i) => pairOf(i, random, { pairId, PAIR_SCHEMA });
  const workspace = path.join(folder, 'workspace');
  fs.mkdirSync(workspace);
  const total = n + RECORDED;
  const open = () => must(openPairStore({ folder: workspace, maxPairs: total }));
  const store = open();
  /** Inserts pair by pair; the making of the pairs is not timed. They hold no secrets, so they go in as they are. */
  const insert = (from, to) => {
    let ms = 0;
    for (let i = from; i < to; i++) {
      const pair = make(i);
      ms += timed(() => must(store.insert(pair)));
    }
    return (1000 * (to - from)) / ms;
  };

  const peer = sqliteAlone(folder);
  const perSecond = { ours: [], sqlite: [] };
  for (let turn = 0; turn < TURNS; turn++) {
    const [from, to] = [Math.floor((turn * n) / TURNS), Math.floor(((turn + 1) * n) / TURNS)];
    perSecond.ours.push(insert(from, to));
    perSecond.sqlite.push(peer.insert(Array.from({ length: PEER_INSERTS }, (_, i) => make(from + i))));
  }
  peer.close();
  const lookUp = (shape) => timed(() => must(store.matching({ language: 'python', shape }, 20)));
  const cpu = Array.from({ length: LOOKUPS }, () => {
    const from = process.cpuUsage();
    lookUp(shapeOf(Math.floor(random() * SHAPES)));
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  });
  const lookups = Array.from({ length: LOOKUPS }, () => lookUp(shapeOf(Math.floor(random() * SHAPES))));
  const unknown = Array.from({ length: LOOKUPS }, (_, i) => lookUp(shapeOf(SHAPES + i)));
  const allOfOne = Array.from({ length: LEAST_SAMPLES }, (_, i) =>
    timed(() => {
      for (let after = 0; after !== null;) after = must(store.page({ shape: shapeOf(i % SHAPES) }, after)).next;
    }),
  );
  const records = Array.from({ length: LEAST_SAMPLES }, () => timed(() => must(store.records())));
  const stats = Array.from({ length: LEAST_SAMPLES }, () => timed(() => must(store.statistics())));

  const redacted = Math.min(n, REDACTED);
  let redactMs = 0;
  for (let i = 0; i < redacted; i += BATCH) {
    const pairs = Array.from({ length: Math.min(BATCH, redacted - i) }, (_, k) => make(i + k));
    let clean;
    redactMs += await timedAsync(async () => (clean = await redactPairs(pairs)));
    if (clean.some(({ redactions, withheld }) => redactions > 0 || withheld)) throw new Error('A pair without secrets was redacted.');
  }
  const recordMs = await timedAsync(async () => {
    for (let i = n; i < total; i++) must(await recordPair(store, make(i)));
  });
  const dropping = Math.min(n, DROPPING);
  const fullInsertPerSecond = insert(total, total + dropping);

  const target = path.join(folder, 'pairs.jsonl');
  const exported = Math.min(total, EXPORTED);
  let rows = 0;
  const exportMs = await timedAsync(async () => {
    rows = must(await exportPairs(store, target, { since: timeOf(total + dropping - exported) })).pairs;
  });
  if (rows !== exported) throw new Error(`${rows} of ${exported} pairs were exported.`);
  store.close();
  const starts = Array.from({ length: LEAST_SAMPLES }, () =>
    timed(() => {
      const again = open();
      if (again.count() !== total) throw new Error('Pairs were lost.');
      again.close();
    }),
  );
  const migrateMs = migration(folder, workspace, { openPairStore, TABLES, APPLICATION });

  return {
    n,
    insert_per_s: Math.round(median(perSecond.ours)),
    'sqlite.insert_per_s': Math.round(median(perSecond.sqlite)),
    full_insert_per_s: Math.round(fullInsertPerSecond),
    redact_per_s: Math.round((1000 * redacted) / redactMs),
    record_per_s: Math.round((1000 * RECORDED) / recordMs),
    lookup_ms_p50: round(median(lookups), 3),
    lookup_ms_p99: round(percentile(lookups, 99), 3),
    lookup_cpu_ms_p99: round(percentile(cpu, 99), 3),
    seen_ms_p50: round(median(unknown), 3),
    seen_ms_p99: round(percentile(unknown, 99), 3),
    all_of_one_ms: round(median(allOfOne), 1),
    records_ms: round(median(records), 2),
    migrate_ms: round(migrateMs),
    stats_ms: round(median(stats), 2),
    start_ms: round(median(starts), 2),
    export_rows_per_s: Math.round((1000 * rows) / exportMs),
    peak_mb: round(peakMb()),
    bare_mb: round(bare),
  };
}

/** The peer: node:sqlite with one table and nothing of ours around it, as durable, on the same disk. */
function sqliteAlone(folder) {
  const db = new DatabaseSync(path.join(folder, 'peer.db'));
  db.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE pairs (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL) STRICT',
  );
  const [begin, put, commit] = ['BEGIN IMMEDIATE', 'INSERT INTO pairs (id, body) VALUES (?, ?)', 'COMMIT'].map((sql) => db.prepare(sql));
  return {
    insert(pairs) {
      const ms = timed(() => {
        for (const pair of pairs) {
          begin.run();
          put.run(pair.id, JSON.stringify(pair));
          commit.run();
        }
      });
      return (1000 * pairs.length) / ms;
    },
    close: () => db.close(),
  };
}

/** How long a store of version 1 with the same pairs takes to open. */
function migration(folder, workspace, { openPairStore, TABLES, APPLICATION }) {
  const old = path.join(folder, 'version-1');
  const file = (where) => path.join(where, '.self-heal', 'pairs.db');
  fs.mkdirSync(path.dirname(file(old)), { recursive: true });
  const db = new DatabaseSync(file(old));
  db.exec(`${TABLES[1].join(';')}; PRAGMA application_id=${APPLICATION}; PRAGMA user_version=1`);
  db.exec(`ATTACH '${file(workspace)}' AS new`);
  const columns = 'seq, id, language, error_type, shape, origin, verdict, verified, recorded_at, body';
  db.exec(`INSERT INTO main.pairs (${columns}) SELECT ${columns} FROM new.pairs`);
  const { pairs } = db.prepare('SELECT count(*) AS pairs FROM main.pairs').get();
  db.close();
  return timed(() => {
    const store = must(openPairStore({ folder: old, maxPairs: pairs }));
    if (store.count() !== pairs) throw new Error('Pairs were lost.');
    store.close();
  });
}

function must(result) {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

function timed(use) {
  const from = performance.now();
  use();
  return performance.now() - from;
}

async function timedAsync(use) {
  const from = performance.now();
  await use();
  return performance.now() - from;
}
