// A store of version 1 becomes one of version 2 and keeps every pair, whatever happens on the way.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type { SuccessPair } from '../../src/engine/learn/pair';
import type { PairPage, PairStore } from '../../src/engine/learn/store/pair-store';
import { redactedPair, samplePair } from './pair-samples';
import { useStoreFolder, valueOf } from './store-folder';
import { insertVersion1, writeVersion1 } from './store-version-1';

const folder = useStoreFolder();

const samples = (count: number): SuccessPair[] =>
  Array.from({ length: count }, (_, n) =>
    samplePair(n, { variant: `way ${n % 3}`, family: 'python/names', recordedAt: new Date(1_700_000_000_000 + n * 1_000).toISOString() }),
  );

function ids(store: PairStore): string[] {
  const found: string[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: PairPage = valueOf(store.page({}, after));
    expect(page.unreadable).toBe(0);
    found.push(...page.pairs.map((pair) => pair.id));
    after = page.next;
  }
  return found;
}

function version(): number {
  const db = new DatabaseSync(folder.file);
  const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  db.close();
  return found;
}

describe('a store of version 1', () => {
  it.each(['wal', 'delete'] as const)(
    'with 1,000 pairs opens, keeps each, in order, and counts what it could not count before (%s)',
    (journal) => {
      const pairs = samples(1_000);
      writeVersion1(folder.file, pairs, journal);
      const store = folder.open();
      expect(version()).toBe(2);
      expect(ids(store)).toEqual(pairs.map((pair) => pair.id));
      expect(valueOf(store.get(pairs[7]?.id ?? ''))).toEqual({ ...pairs[7], schema: 2 });
      expect(valueOf(store.matching({ language: 'python', shape: "name '‹name›' is not defined" }, 1))).toMatchObject([
        { id: pairs[999]?.id },
      ]);
      expect(valueOf(store.records()).map(({ variant, problem, accepted }) => [variant, problem, accepted])).toEqual([
        ['way 0', 'undefined-name', 334],
        ['way 1', 'undefined-name', 333],
        ['way 2', 'undefined-name', 333],
      ]);
      expect(valueOf(store.verdicts(pairs[0]?.id ?? ''))).toEqual([pairs[0]?.verdict]);
      expect(valueOf(store.statistics()).total_pairs).toBe(1_000);
      store.close();
      expect(ids(folder.open())).toHaveLength(1_000);
    },
  );

  it('goes on as one of version 2: the oldest unused pair is the first to go', async () => {
    const pairs = samples(5);
    writeVersion1(folder.file, pairs);
    const store = folder.open({ maxPairs: 5 });
    valueOf(store.used(pairs[0]?.id ?? '', '2026-05-01T00:00:00.000Z'));
    const added = await redactedPair(100);
    valueOf(store.insert(added));
    expect(ids(store)).toEqual([pairs[0], pairs[2], pairs[3], pairs[4], added].map((pair) => pair?.id));
  });

  it('keeps rows that hold no pair, and says so as before', () => {
    writeVersion1(folder.file, samples(3));
    const db = new DatabaseSync(folder.file);
    db.exec(
      `UPDATE pairs SET body = 'no JSON' WHERE seq = 1; UPDATE pairs SET body = '{"origin": {"id": {}}, "variant": 7}' WHERE seq = 2`,
    );
    db.close();
    const store = folder.open();
    expect(valueOf(store.page())).toMatchObject({ pairs: [{ id: samplePair(2).id }], unreadable: 2 });
    expect(version()).toBe(2);
  });

  it('that is read-only can be read, and is not changed', ({ skip }) => {
    writeVersion1(folder.file, samples(3));
    if (process.platform !== 'linux' || process.getuid?.() !== 0) skip('needs the right to become another user');
    const child = path.join(folder.path, 'child.cjs');
    buildSync({
      entryPoints: [path.join(import.meta.dirname, 'store-reader.ts')],
      outfile: child,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
    const before = fs.readFileSync(folder.file);
    for (const [name, mode] of [
      [folder.path, 0o755],
      [child, 0o444],
      [folder.file, 0o444],
      [path.dirname(folder.file), 0o555],
    ] as const)
      fs.chmodSync(name, mode);
    const said: unknown = JSON.parse(execFileSync(process.execPath, [child, folder.path], { encoding: 'utf8' }));
    fs.chmodSync(path.dirname(folder.file), 0o755);
    expect(said).toEqual({
      count: 3,
      page: 3,
      matching: 3,
      verdicts: 1,
      statistics: 3,
      ofWay: 0,
      negatives: 0,
      rejected: false,
      sightings: 0,
      heals: 0,
      records: 0,
      insert: 'read-only',
      used: 'read-only',
    });
    expect(fs.readFileSync(folder.file).equals(before)).toBe(true);
  });

  it('with a foreign table in it is left alone', () => {
    writeVersion1(folder.file, samples(1));
    const db = new DatabaseSync(folder.file);
    db.exec('CREATE TABLE more (x)');
    db.close();
    expect(folder.refusal()).toBe('corrupt');
    expect(version()).toBe(1);
  });

  it('that another program is writing to is left for later', () => {
    writeVersion1(folder.file, samples(2));
    const db = new DatabaseSync(folder.file);
    db.exec('BEGIN IMMEDIATE');
    expect(folder.refusal()).toBe('locked');
    db.exec('ROLLBACK');
    db.close();
    expect(ids(folder.open())).toHaveLength(2);
  });

  it('can still be written to by a window of version 1 that has it open', () => {
    const pairs = samples(3);
    writeVersion1(folder.file, pairs.slice(0, 2), 'wal');
    const old = new DatabaseSync(folder.file);
    expect(old.prepare('SELECT count(*) AS n FROM pairs').get()).toEqual({ n: 2 });
    const store = folder.open();
    const [, , third] = pairs;
    if (third) insertVersion1(old, third);
    old.close();
    expect(ids(store)).toEqual(pairs.map((pair) => pair.id));
  });

  it('killed at any moment of the migration is whole, in the one version or the other', async () => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-'));
    const child = path.join(dir, 'child.cjs');
    buildSync({
      entryPoints: [path.join(import.meta.dirname, 'store-reader.ts')],
      outfile: child,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
    const pairs = samples(3_000);
    const seen = new Set<number>();
    try {
      writeVersion1(folder.file, pairs);
      const old = fs.readFileSync(folder.file);
      for (let round = 0; round < 12; round++) {
        fs.rmSync(path.dirname(folder.file), { recursive: true });
        fs.mkdirSync(path.dirname(folder.file));
        fs.writeFileSync(folder.file, old);
        await new Promise<void>((resolve, reject) => {
          const opening = spawn(process.execPath, [child, folder.path, 'open'], { stdio: ['ignore', 'pipe', 'inherit'] });
          // It says when it is about to open the store.
          opening.stdout.once('data', () => setTimeout(() => opening.kill('SIGKILL'), round * 12));
          opening.on('error', reject).on('close', () => resolve());
        });
        const found = version();
        seen.add(found);
        const db = new DatabaseSync(folder.file);
        expect(db.prepare('SELECT count(*) AS n, min(seq) AS first, max(seq) AS last FROM pairs').get()).toEqual({
          n: 3_000,
          first: 1,
          last: 3_000,
        });
        db.close();
        expect([1, 2]).toContain(found);
        const store = folder.open({ maxPairs: 10_000 });
        expect(ids(store)).toEqual(pairs.map((pair) => pair.id));
        store.close();
      }
    } finally {
      fs.rmSync(dir, { recursive: true, force: true });
    }
    expect(seen.has(1)).toBe(true);
  }, 120_000);
});

it('a full disk: the store stays one of version 1, whole, and says why', ({ skip }) => {
  const mounted =
    process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600k,mode=0777', 'tmpfs', folder.path]).status === 0;
  if (!mounted) skip('needs the right to mount a small file system');
  try {
    const pairs = samples(250);
    writeVersion1(folder.file, pairs);
    expect(folder.refusal()).toBe('full');
    expect(version()).toBe(1);
    const db = new DatabaseSync(folder.file);
    expect(db.prepare('SELECT count(*) AS n FROM pairs').get()).toEqual({ n: 250 });
    db.close();
  } finally {
    spawnSync('umount', [folder.path]);
  }
});

it('a store of version 2 is not opened by a program of version 1: its header says so before anything is read', async () => {
  const store = folder.open();
  valueOf(store.insert(await redactedPair(1)));
  store.close();
  // Version 1 reads the number at byte 60 and refuses what is greater than 1.
  expect(fs.readFileSync(folder.file).readUInt32BE(60)).toBe(2);
});

it('two windows that open a store of version 1 at once both have all of it', async () => {
  const pairs = samples(300);
  writeVersion1(folder.file, pairs);
  const [a, b] = [folder.open(), folder.open()];
  expect(ids(a)).toEqual(ids(b));
  valueOf(b.insert(await redactedPair(9_999)));
  expect(a.count()).toBe(301);
});
