// Pairs as a folder of tables, one folder a mistake: nothing lost, and nobody's files replaced.

import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exampleOf } from '../../../src/engine/learn/exchange/example';
import { exportPairs } from '../../../src/engine/learn/exchange/export-pairs';
import { parquetBySignature } from '../../../src/engine/learn/exchange/parquet-by-signature';
import { PartitionedFolder } from '../../../src/engine/learn/exchange/partitioned-folder';
import { redactPairs } from '../../../src/engine/learn/redact-pair';
import type { PairStore } from '../../../src/engine/learn/store/pair-store';
import { samplePair } from '../pair-samples';
import { useStoreFolder, valueOf } from '../store-folder';

const folder = useStoreFolder();
const FORMAT = { format: parquetBySignature.id };
const out = (): string => path.join(folder.path, 'out');
const sample = (n: number, mistake: number): ReturnType<typeof samplePair> =>
  samplePair(n, { signature: { shape: `mistake '‹name›' ${mistake}/é\n`, holes: {} } });

async function fill(store: PairStore, pairs: number, mistakes: number): Promise<void> {
  valueOf(store.insertMany(await redactPairs(Array.from({ length: pairs }, (_, n) => sample(n, n % mistakes)))));
}

/** The rows of each folder, in the order of its files. */
async function read(): Promise<Record<string, Record<string, unknown>[]>> {
  const rows: Record<string, Record<string, unknown>[]> = {};
  for (const name of fs.readdirSync(out()).sort()) {
    rows[name] = [];
    for (const file of fs.readdirSync(path.join(out(), name)).sort())
      rows[name].push(...(await parquetReadObjects({ file: await asyncBufferFromFile(path.join(out(), name, file)) })));
  }
  return rows;
}

test('each mistake has its folder, with its pairs in their order, and each pair is whole', async () => {
  const store = folder.open();
  await fill(store, 20, 3);
  const done = valueOf(await exportPairs(store, out(), FORMAT));
  expect(done).toMatchObject({ pairs: 20, parts: {} });
  const rows = await read();
  expect(Object.keys(rows)).toHaveLength(3);
  expect(done.files.map((file) => path.basename(path.dirname(file))).sort()).toEqual(Object.keys(rows));
  for (const [name, own] of Object.entries(rows)) {
    expect(name).toMatch(/^signature_id=s[0-9a-f]{16}$/);
    expect(new Set(own.map(({ signature }) => signature)).size).toBe(1);
  }
  // The lines of JSON are those of the JSON Lines, in their order within each mistake.
  valueOf(await exportPairs(store, path.join(folder.path, 'all.jsonl')));
  const lines = fs.readFileSync(path.join(folder.path, 'all.jsonl'), 'utf8').split('\n').slice(0, -1);
  const byFolder = Object.values(rows).map((own) => own.map(({ pair }) => pair as string));
  expect(byFolder.flat().sort()).toEqual([...lines].sort());
  for (const own of byFolder) expect(own).toEqual(lines.filter((line) => own.includes(line)));
  expect(fs.readdirSync(folder.path).filter((name) => name.startsWith('.out'))).toEqual([]);
});

test('an earlier export is replaced whole; a folder of anything else, and a file, stay', async () => {
  const store = folder.open();
  await fill(store, 6, 3);
  valueOf(await exportPairs(store, out(), FORMAT));
  valueOf(await exportPairs(store, out(), { ...FORMAT, shape: "mistake '‹name›' 1/é\n" }));
  expect(Object.values(await read()).map((own) => own.length)).toEqual([2]);
  fs.writeFileSync(path.join(out(), 'thesis.docx'), 'mine');
  expect(await exportPairs(store, out(), FORMAT)).toMatchObject({ ok: false, message: expect.stringContaining('thesis.docx') as string });
  expect(fs.readdirSync(out())).toContain('thesis.docx');
  fs.writeFileSync(path.join(folder.path, 'file'), 'mine');
  expect(await exportPairs(store, path.join(folder.path, 'file'), FORMAT)).toMatchObject({
    ok: false,
    message: expect.stringContaining('no folder') as string,
  });
  expect(await exportPairs(store, path.join(folder.path, 'no', 'such'), FORMAT)).toMatchObject({ ok: false });
  expect(fs.readFileSync(path.join(folder.path, 'file'), 'utf8')).toBe('mine');
});

test('more than is held at once becomes further files; what is given up leaves nothing', async () => {
  const { partitions, encoder } = parquetBySignature.write;
  const parts = new PartitionedFolder(out(), { ...partitions, extension: 'parquet', encoder, maxHeld: 4_000 });
  expect(parts.open()).toMatchObject({ ok: true });
  for (let n = 0; n < 10; n++) await parts.add(exampleOf(sample(n, n % 2), true));
  const files = await parts.commit();
  parts.discard();
  expect(files.length).toBeGreaterThan(4);
  const rows = Object.values(await read()).map((own) => own.map(({ pair }) => (JSON.parse(pair as string) as { id: string }).id));
  expect(rows.flat()).toHaveLength(10);
  for (const own of rows) {
    const inOrder = Array.from({ length: 10 }, (_, n) => sample(n, n % 2).id).filter((id) => own.includes(id));
    expect(own).toEqual(inOrder);
  }
  const given = new PartitionedFolder(path.join(folder.path, 'other'), { ...partitions, extension: 'parquet', encoder });
  given.open();
  await given.add(exampleOf(sample(1, 1), true));
  given.discard();
  expect(fs.readdirSync(folder.path).filter((name) => name.includes('other'))).toEqual([]);
});

test('cancelled, there is nothing', async () => {
  const store = folder.open();
  await fill(store, 3, 3);
  expect(await exportPairs(store, out(), FORMAT, AbortSignal.abort())).toMatchObject({ ok: false, reason: 'cancelled' });
  expect(fs.existsSync(out())).toBe(false);
});
