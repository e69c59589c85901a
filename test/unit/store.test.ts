// The pair store: what it keeps, what it refuses, and that nothing acknowledged is ever lost.

import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { redactPair, redactPairs } from '../../src/engine/learn/redact-pair';
import type { PairFilter } from '../../src/engine/learn/store/pair-rows';
import { openPairStore, type PairStore } from '../../src/engine/learn/store/pair-store';
import { walIsSafe } from '../../src/engine/learn/store/sqlite';
import { setAsideStore } from '../../src/engine/learn/store/store-files';
import { anyPair, redactedPair, samplePair } from './pair-samples';

let folder: string;
let open_: PairStore[] = [];
const file = (): string => path.join(folder, '.self-heal', 'pairs.db');

function store(maxPairs = 1_000): PairStore {
  const opened = openPairStore({ folder, maxPairs });
  if (!opened.ok) throw new Error(opened.message);
  open_.push(opened.value);
  return opened.value;
}

/** Why the folder's store is refused. */
function refusal(): string {
  const opened = openPairStore({ folder });
  if (!opened.ok) return opened.reason;
  opened.value.close();
  return 'opened';
}

function all(from: PairStore): string[] {
  const ids: string[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page = from.page({}, after);
    if (!page.ok) throw new Error(page.message);
    expect(page.value.unreadable).toBe(0);
    ids.push(...page.value.pairs.map((pair) => pair.id));
    after = page.value.next;
  }
  return ids;
}

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'store-'));
});
afterEach(() => {
  for (const each of open_) each.close();
  open_ = [];
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('what it keeps', () => {
  it('gives back what was put in, whatever is in the texts', async () => {
    const s = store(100_000);
    await fc.assert(
      fc.asyncProperty(anyPair, async (pair) => {
        const redacted = await redactPair(pair);
        expect(s.insert(redacted).ok).toBe(true);
        const back = s.get(redacted.id);
        expect(back.ok && JSON.stringify(back.value?.before)).toBe(JSON.stringify(redacted.before));
        // A pair of the same content may have come before: then only what makes the content is the same.
        expect(back).toMatchObject({
          ok: true,
          value: { language: redacted.language, errorType: redacted.errorType, message: redacted.message, proposed: redacted.proposed },
        });
      }),
      { numRuns: 150 },
    );
    const ids = all(s);
    expect(new Set(ids).size).toBe(ids.length);
    s.close();
    expect(all(store(100_000))).toEqual(ids);
  });

  it('makes no folder until the first pair is written, and then one that git ignores', async () => {
    const s = store();
    expect(s.count()).toBe(0);
    expect(s.statistics()).toMatchObject({ ok: true, value: { total_pairs: 0, earliest_pair: null } });
    expect(s.page()).toMatchObject({ ok: true, value: { pairs: [], next: null } });
    expect(s.prune().ok && s.clear().ok && s.remove('x').ok).toBe(true);
    expect(fs.readdirSync(folder)).toEqual([]);
    expect(s.insert(await redactedPair(1)).ok).toBe(true);
    expect(fs.readFileSync(path.join(folder, '.self-heal', '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('keeps the same fix once, with the newer verdict', async () => {
    const s = store();
    const first = await redactedPair(1);
    expect(s.insert(first)).toMatchObject({ ok: true, value: { known: false } });
    const older = { kind: 'rejected', how: 'earlier', at: '2020-01-01T00:00:00.000Z' } as const;
    expect(s.insert(await redactedPair(1, { verdict: older }))).toMatchObject({ ok: true, value: { known: true } });
    expect(s.get(first.id)).toMatchObject({ value: { verdict: { kind: 'accepted' } } });
    const newer = { kind: 'survived', how: 'next session', at: '2030-01-01T00:00:00.000Z' } as const;
    s.insert(await redactedPair(1, { verdict: newer }));
    expect(s.get(first.id)).toMatchObject({ value: { verdict: newer } });
    expect(s.count()).toBe(1);
  });

  it('updates verdict and evidence, and filters by them', async () => {
    const s = store();
    const [a, b] = [
      await redactedPair(1),
      await redactedPair(2, { language: 'typescript', errorType: 'TS2304', recordedAt: '2027-01-01T00:00:00.000Z' }),
    ];
    expect(s.insertMany([a, b])).toMatchObject({ ok: true, value: { inserted: 2, known: 0 } });
    expect(s.count({ verified: true })).toBe(0);
    expect(s.addEvidence(a.id, { rung: 'checks', result: 'passed', by: 'Pyright' })).toEqual({ ok: true, value: { found: true } });
    expect(s.addEvidence(a.id, { rung: 'checks', result: 'passed', by: 'Pyright', ms: 5 })).toEqual({ ok: true, value: { found: true } });
    expect(s.get(a.id)).toMatchObject({ value: { evidence: [{ rung: 'parses' }, { rung: 'checks', ms: 5 }] } });
    expect(s.page({ verified: true })).toMatchObject({ value: { pairs: [{ id: a.id }] } });
    expect(s.setVerdict(b.id, { kind: 'reverted', how: 'undone', at: '2027-01-02T00:00:00.000Z' })).toEqual({
      ok: true,
      value: { found: true },
    });
    expect(s.setVerdict('nothing', { kind: 'reverted', how: 'undone', at: '2027-01-02T00:00:00.000Z' })).toEqual({
      ok: true,
      value: { found: false },
    });
    expect(s.count({ verdicts: ['reverted'] })).toBe(1);
    expect(s.count({ language: 'typescript' })).toBe(1);
    expect(s.count({ errorType: 'NameError', since: '2026-06-01T00:00:00.000Z' })).toBe(0);
    expect(s.count({ since: '2026-06-01T00:00:00.000Z' })).toBe(1);
    expect(s.remove(a.id)).toEqual({ ok: true, value: { found: true } });
    expect(all(s)).toEqual([b.id]);
  });

  it('counts by type, pattern and origin', async () => {
    const s = store();
    const patterns = { shape: "No module named '‹module›'", holes: { module: 'np' } };
    for (const n of [1, 2]) s.insert(await redactedPair(n));
    s.insert(
      await redactedPair(3, {
        errorType: '__proto__',
        signature: patterns,
        origin: { kind: 'model', id: 'm' },
        recordedAt: '2027-01-01T00:00:00.000Z',
      }),
    );
    const result = s.statistics();
    expect(result.ok && result.value).toEqual({
      total_pairs: 3,
      error_types: Object.fromEntries([
        ['NameError', 2],
        ['__proto__', 1],
      ]),
      error_patterns: { "name '‹name›' is not defined": 2, "No module named '‹module›'": 1 },
      pair_types: { rule: 2, model: 1 },
      earliest_pair: '2026-03-01T10:00:00.000Z',
      latest_pair: '2027-01-01T00:00:00.000Z',
    });
  });

  it('names the most frequent patterns, however many there are', async () => {
    const s = store(10_000);
    const shapes = Array.from({ length: 450 }, (_, n) => ({ shape: `shape ${n}`, times: 1 + (n % 3) }));
    const pairs = shapes.flatMap(({ shape, times }, n) =>
      Array.from({ length: times }, (_, k) =>
        samplePair(10 * n + k, { signature: { shape, holes: {} }, errorType: k === 0 ? 'NameError' : 'KeyError' }),
      ),
    );
    expect(s.insertMany(await redactPairs(pairs)).ok).toBe(true);
    const result = s.statistics();
    if (!result.ok) throw new Error(result.message);
    const most = shapes.sort((a, b) => b.times - a.times || (a.shape < b.shape ? -1 : 1)).slice(0, 200);
    expect(Object.entries(result.value.error_patterns)).toEqual(most.map(({ shape, times }) => [shape, times]));
    expect(result.value).toMatchObject({ total_pairs: 900, error_types: { NameError: 450, KeyError: 450 } });
  });

  it('pages through what a filter lets through, in order, each once', async () => {
    const s = store();
    const pairs = await redactPairs(
      Array.from({ length: 40 }, (_, n) =>
        samplePair(n, {
          errorType: n % 2 ? 'NameError' : 'KeyError',
          signature: { shape: `shape ${n % 4}`, holes: {} },
          recordedAt: new Date(1_800_000_000_000 - n * 1_000).toISOString(),
        }),
      ),
    );
    s.insertMany(pairs);
    const filters: readonly PairFilter[] = [
      {},
      { shape: 'shape 1', errorType: 'NameError' },
      { errorType: 'KeyError' },
      { since: '2027-01-15T07:59:50.000Z' },
    ];
    for (const filter of filters) {
      const found: string[] = [];
      for (let after: number | null = 0; after !== null;) {
        const page = s.page(filter, after, 3);
        if (!page.ok) throw new Error(page.message);
        expect(page.value.pairs.length).toBeLessThanOrEqual(3);
        found.push(...page.value.pairs.map((pair) => pair.id));
        after = page.value.next;
      }
      const wanted = pairs.filter(
        (pair) =>
          (filter.shape ?? pair.signature.shape) === pair.signature.shape &&
          (filter.errorType ?? pair.errorType) === pair.errorType &&
          pair.recordedAt >= (filter.since ?? ''),
      );
      expect(found).toEqual(wanted.map((pair) => pair.id));
      expect(found.length).toBeGreaterThan(3);
    }
  });

  it('keeps the newest when it is full, also when two write', async () => {
    const [s, other] = [store(5), store(5)];
    for (let n = 0; n < 12; n++) (n % 3 ? s : other).insert(await redactedPair(n));
    const kept: string[] = [];
    for (let n = 7; n < 12; n++) kept.push((await redactedPair(n)).id);
    expect(all(s)).toEqual(kept);
    expect(other.count()).toBe(5);
    expect(s.prune(2)).toEqual({ ok: true, value: { removed: 3 } });
    expect(all(other)).toEqual(kept.slice(3));
  });

  it('clears the text from the file too', async () => {
    const s = store();
    s.insert(await redactedPair(1, { before: 'a_very_special_word = 1\n' }));
    expect(s.clear()).toEqual({ ok: true, value: { removed: 1 } });
    expect(s.count()).toBe(0);
    s.close();
    for (const each of fs.readdirSync(path.dirname(file())))
      expect(fs.readFileSync(path.join(path.dirname(file()), each), 'latin1')).not.toContain('a_very_special_word');
  });

  it('goes on when the user deletes the folder under it', async () => {
    const s = store();
    s.insert(await redactedPair(1));
    fs.rmSync(path.dirname(file()), { recursive: true });
    expect(s.count()).toBe(0);
    expect(s.insert(await redactedPair(2)).ok).toBe(true);
    expect(all(store())).toEqual([(await redactedPair(2)).id]);
  });
});

describe('what it refuses', () => {
  it('a runtime without SQLite, a folder that is none, a senseless size', () => {
    expect(openPairStore({ folder, sqlite: () => undefined })).toMatchObject({ ok: false, reason: 'no-sqlite' });
    expect(openPairStore({ folder: 'relative' })).toMatchObject({ ok: false, reason: 'invalid' });
    expect(openPairStore({ folder, maxPairs: 0 })).toMatchObject({ ok: false, reason: 'invalid' });
  });

  it('a file that is no database: left as it is, set aside on the user’s word', async () => {
    fs.mkdirSync(path.dirname(file()));
    fs.writeFileSync(file(), 'not a database at all, '.repeat(100));
    expect(refusal()).toBe('corrupt');
    expect(fs.readFileSync(file(), 'utf8')).toBe('not a database at all, '.repeat(100));
    const aside = setAsideStore(folder, new Date('2026-03-01T10:00:00.000Z'));
    expect(aside.ok && path.basename(aside.value)).toBe('pairs.corrupt-2026-03-01T10-00-00-000Z.db');
    expect(store().insert(await redactedPair(1)).ok).toBe(true);
    expect(setAsideStore(path.join(folder, 'nowhere'), new Date())).toMatchObject({ ok: false });
  });

  it('a damaged database: every page broken in turn is either refused or read without a throw', async () => {
    const s = store();
    for (let n = 0; n < 40; n++) s.insert(await redactedPair(n));
    s.close();
    const good = fs.readFileSync(file());
    expect(good.length).toBeGreaterThan(3 * 4096);
    for (let page = 0; page * 4096 < good.length; page++) {
      const bad = Buffer.from(good);
      bad.fill(0xa5, page * 4096, page * 4096 + 4096);
      fs.writeFileSync(file(), bad);
      expect(refusal()).toBe('corrupt');
      expect(fs.readFileSync(file()).equals(bad)).toBe(true);
    }
    fs.writeFileSync(file(), good.subarray(0, good.length - 4096));
    expect(refusal()).toBe('corrupt');
  });

  it('a store of a newer version, untouched', async () => {
    store().insert(await redactedPair(1));
    open_.forEach((each) => each.close());
    const db = new DatabaseSync(file());
    db.exec('PRAGMA journal_mode=DELETE; PRAGMA user_version=3');
    db.close();
    const before = fs.readFileSync(file());
    expect(refusal()).toBe('newer-schema');
    expect(fs.readFileSync(file()).equals(before)).toBe(true);
    expect(fs.readdirSync(path.dirname(file())).sort()).toEqual(['.gitignore', 'pairs.db']);
  });

  it('another program’s database, and one with a trigger in it', async () => {
    fs.mkdirSync(path.dirname(file()));
    const foreign = new DatabaseSync(file());
    foreign.exec('CREATE TABLE notes (x)');
    foreign.close();
    expect(refusal()).toBe('corrupt');
    fs.rmSync(file());
    store().insert(await redactedPair(1));
    open_.forEach((each) => each.close());
    const db = new DatabaseSync(file());
    db.exec('CREATE TRIGGER t AFTER INSERT ON pairs BEGIN DELETE FROM pairs; END');
    db.close();
    expect(refusal()).toBe('corrupt');
  });

  it.skipIf(process.platform === 'win32')('links in the place of its folder or file', async () => {
    const elsewhere = path.join(folder, 'elsewhere');
    fs.mkdirSync(elsewhere);
    fs.symlinkSync(elsewhere, path.join(folder, '.self-heal'));
    expect(refusal()).toBe('unsafe');
    fs.rmSync(path.join(folder, '.self-heal'));
    const s = store();
    fs.mkdirSync(path.join(folder, '.self-heal'));
    fs.symlinkSync(path.join(elsewhere, 'victim'), file());
    expect(s.insert(await redactedPair(1))).toMatchObject({ ok: false, reason: 'unsafe' });
    expect(fs.readdirSync(elsewhere)).toEqual([]);
  });

  it('rows that hold no pair are passed over and counted', async () => {
    const s = store();
    for (const n of [1, 2]) s.insert(await redactedPair(n));
    const db = new DatabaseSync(file());
    db.exec(`UPDATE pairs SET body = '{"id": 7}' WHERE seq = 1`);
    db.close();
    expect(s.page()).toMatchObject({ ok: true, value: { pairs: [{ id: samplePair(2).id }], unreadable: 1 } });
  });

  it('to write while another holds the lock for long; afterwards all is well', async () => {
    const s = store();
    const [one, two] = [await redactedPair(1), await redactedPair(2)];
    s.insert(one);
    const db = new DatabaseSync(file());
    db.exec('BEGIN IMMEDIATE');
    expect(s.insert(two)).toMatchObject({ ok: false, reason: 'locked' });
    db.exec('COMMIT');
    db.close();
    expect(s.insert(two).ok).toBe(true);
    expect(all(s)).toEqual([one.id, two.id]);
  });
});

describe('other processes', () => {
  let dir: string;
  let child: string;
  const started: ChildProcess[] = [];

  beforeAll(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'store-child-'));
    fs.chmodSync(dir, 0o755);
    child = path.join(dir, 'child.cjs');
    buildSync({
      entryPoints: [path.join(import.meta.dirname, 'store-child.ts')],
      outfile: child,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
  });
  afterAll(() => {
    for (const each of started) each.kill('SIGKILL');
    fs.rmSync(dir, { recursive: true, force: true });
  });

  /** Runs a writer; `killAfter` lines it is killed with SIGKILL. Resolves to the complete lines it said. */
  function writer(name: string, count: number, killAfter = Infinity): Promise<string[]> {
    return new Promise((resolve, reject) => {
      const writing = spawn(process.execPath, [child, folder, name, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
      started.push(writing);
      let said = '';
      writing.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
        if (said.split('\n').length > killAfter) writing.kill('SIGKILL');
      });
      writing.on('error', reject).on('close', () => resolve(said.split('\n').slice(0, -1)));
    });
  }

  it('kill -9 in the middle of writes: nothing acknowledged is lost', async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 10; round++) {
      const ids = await writer(`round ${round}`, 0, 5 + ((round * 13) % 40));
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
      acknowledged.push(...ids);
      const s = store(1_000_000);
      const kept = new Set(all(s));
      expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
      s.close();
    }
  }, 120_000);

  it('two windows writing at once: nothing is lost', async () => {
    const [a, b] = await Promise.all([writer('left', 150), writer('right', 150)]);
    expect([a.at(-1), b.at(-1)]).toEqual(['done', 'done']);
    const kept = new Set(all(store(1_000_000)));
    expect(kept.size).toBe(300);
    expect([...a.slice(0, -1), ...b.slice(0, -1)].every((id) => kept.has(id))).toBe(true);
  }, 120_000);

  it.skipIf(process.platform === 'win32')(
    'a file that may not grow: says so, keeps what it has, goes on with room',
    async () => {
      // `ulimit -f` counts 512-byte blocks in some shells and KB in others; both are small here.
      const said = execFileSync('sh', ['-c', `ulimit -f 400; exec "$@"`, 'sh', process.execPath, child, folder, 'full', '0'], {
        encoding: 'utf8',
      })
        .trim()
        .split('\n');
      expect(said.at(-1)).toBe('insert full');
      expect(said.length).toBeGreaterThan(5);
      const s = store(1_000_000);
      expect(all(s)).toEqual(said.slice(0, -1));
      expect(s.insert(await redactedPair(1)).ok).toBe(true);
    },
    60_000,
  );

  it('a full disk: says so and keeps what it has', ({ skip }) => {
    const mounted =
      process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0777', 'tmpfs', folder]).status === 0;
    if (!mounted) skip('needs the right to mount a small file system');
    try {
      const said = execFileSync(process.execPath, [child, folder, 'full', '0'], { encoding: 'utf8' }).trim().split('\n');
      expect(said.at(-1)).toBe('insert full');
      const s = store(1_000_000);
      expect(all(s)).toEqual(said.slice(0, -1));
      s.close();
    } finally {
      spawnSync('umount', [folder]);
    }
  }, 60_000);

  it.skipIf(process.platform === 'win32')('a read-only folder: can be read, not written', async () => {
    const run = (): string => execFileSync(process.execPath, [child, folder, 'readonly', '1', 'nobody'], { encoding: 'utf8' }).trim();
    fs.chmodSync(folder, 0o555);
    expect(run()).toBe('read 0\ninsert read-only');
    expect(fs.readdirSync(folder)).toEqual([]);
    fs.chmodSync(folder, 0o755);
    store().insert(await redactedPair(1));
    open_.forEach((each) => each.close());
    for (const each of fs.readdirSync(path.dirname(file()))) fs.chmodSync(path.join(path.dirname(file()), each), 0o444);
    fs.chmodSync(path.dirname(file()), 0o555);
    expect(run()).toBe('read 1\ninsert read-only');
    fs.chmodSync(path.dirname(file()), 0o755);
  });
});

it('takes WAL only where SQLite is free of its reset bug', () => {
  expect(['3.53.4', '3.51.3', '3.50.7', '3.44.6', '4.0.0'].map(walIsSafe)).toEqual([true, true, true, true, true]);
  expect(['3.51.2', '3.50.6', '3.49.9', '3.44.5', '3.8.0'].map(walIsSafe)).toEqual([false, false, false, false, false]);
});
