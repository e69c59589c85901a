// `npm run bench -- pairs-kills [--cases N]`: two processes write pairs into one store, and again and again one of them is killed with
// SIGKILL in the middle, until N (20,000) inserts were acknowledged and 100 processes killed.
//
// Keys
//   acknowledged   inserts that a writer was told are stored
//   kills          writers killed
//   lost           acknowledged pairs that are not in the store afterwards: 0, or the store is broken
//   damaged        1 where SQLite finds the file damaged afterwards
//   refused        inserts that were refused with a reason (another process held the lock for long)
//   negatives_lost, heals_lost   the same of the negatives and the records of heals, one each for every tenth pair
//   insert_per_s   acknowledged inserts of both together, their starts included
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { bundled, inFolder, randomOf, table } from './figures.mjs';
import { pairOf } from './pair-samples.mjs';

const ACKNOWLEDGED = 20_000;
const KILLS = 100;
const WRITERS = 2;
const MAX_PAIRS = 1_000_000;

export async function run({ cases, smoke, seed }) {
  const wanted = cases ?? (smoke ? 400 : ACKNOWLEDGED);
  const kills = smoke ? 6 : KILLS;
  return inFolder(async (folder) => {
    const engine = await bundled(folder, ['./src/engine/learn/pair', './src/engine/learn/store/pair-store']);
    const workspace = path.join(folder, 'workspace');
    fs.mkdirSync(workspace);
    const random = randomOf(seed);
    const acknowledged = { pair: [], negative: [], heal: [] };
    let refused = 0;
    let killed = 0;
    let writers = 0;
    const began = performance.now();
    const isDone = () => acknowledged.pair.length >= wanted && killed >= kills;
    /** Inserts between two kills. */
    const gap = Math.max(1, Math.floor(wanted / kills));

    const writer = async () => {
      const name = writers++;
      const child = spawn(
        process.execPath,
        ['--input-type=module', '--eval', SCRIPT, import.meta.url, JSON.stringify({ engine, workspace, name })],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      let rest = '';
      child.stdout.setEncoding('utf8').on('data', (chunk) => {
        const lines = (rest + chunk).split('\n');
        // The last line may be cut off: what is in it was not said.
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const [kind, id] = line.split(' ');
          if (kind === 'refused') refused++;
          else acknowledged[kind].push(id);
        }
        if (isDone()) child.kill('SIGKILL');
        else if (killed < kills && acknowledged.pair.length >= (killed + 1) * gap - gap * random()) {
          killed++;
          child.kill('SIGKILL');
        }
      });
      await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
    };
    const always = async () => {
      while (!isDone()) await writer();
    };
    await Promise.all(Array.from({ length: WRITERS }, always));
    const seconds = (performance.now() - began) / 1000;

    const db = new DatabaseSync(path.join(workspace, '.self-heal', 'pairs.db'));
    const damaged = Object.values(db.prepare('PRAGMA integrity_check(1)').get())[0] === 'ok' ? 0 : 1;
    const lost = (table, column, ids) => {
      const there = new Set(
        db
          .prepare(`SELECT ${column} AS id FROM ${table}`)
          .all()
          .map(({ id }) => id),
      );
      return ids.filter((id) => !there.has(id)).length;
    };
    const figures = {
      acknowledged: acknowledged.pair.length,
      kills: killed,
      lost: lost('pairs', 'id', acknowledged.pair),
      damaged,
      refused,
      negatives_lost: lost('negatives', `json_extract(body, '$.id')`, acknowledged.negative),
      heals_lost: lost('heals', 'id', acknowledged.heal),
      insert_per_s: Math.round(acknowledged.pair.length / seconds),
    };
    db.close();
    table('The pair store under kill -9', [figures]);
    return figures;
  });
}

const SCRIPT = `const [url, options] = process.argv.slice(1);
  const { write } = await import(url);
  await write(JSON.parse(options));`;

/** A writer, in a process of its own, until it is killed. Says what was acknowledged, a line each. */
export async function write({ engine, workspace, name }) {
  const { openPairStore, pairId, PAIR_SCHEMA } = (await import(engine)).default;
  // A write is done when the store says so, and not before it is said: no buffer between.
  const say = (line) => void fs.writeSync(1, `${line}\n`);
  const random = randomOf(name);
  let store;
  while (!store) {
    const opened = openPairStore({ folder: workspace, maxPairs: MAX_PAIRS, limits: { negatives: MAX_PAIRS, heals: MAX_PAIRS } });
    if (opened.ok) store = opened.value;
    else if (opened.reason !== 'locked') throw new Error(opened.message);
  }
  const told = (result, kind, id) => {
    if (result.ok) say(`${kind} ${id}`);
    else if (result.reason === 'locked') say('refused');
    else throw new Error(result.message);
  };
  for (let i = 0; ; i++) {
    const pair = pairOf(name * 1_000_000 + i, random, { pairId, PAIR_SCHEMA });
    told(store.insert(pair), 'pair', pair.id);
    if (i % 10 !== 0) continue;
    const key = { shape: pair.id, textHash: '', candidateHash: '' };
    told(store.negatives.add({ kind: 'rejected', at: pair.recordedAt, key, pair }), 'negative', pair.id);
    told(store.heals.add(healOf(pair)), 'heal', pair.id);
  }
}

const healOf = (pair) => ({
  schema: 1,
  id: pair.id,
  at: pair.recordedAt,
  via: 'lightbulb',
  language: pair.language,
  errorType: pair.errorType,
  shape: pair.signature.shape,
  source: pair.source,
  attempts: 1,
  outcome: 'healed',
  why: 'taken',
  ms: 10,
  patch: null,
  pair: pair.id,
});
