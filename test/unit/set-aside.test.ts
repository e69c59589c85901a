// A pair that a person sets aside: kept, neither offered nor exported, and no word against its source.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { expect, test } from 'vitest';
import { exportPairs, isSetAside, SET_ASIDE } from '../../src/engine';
import { redactedPair } from './pair-samples';
import { useStoreFolder, valueOf } from './store-folder';

const folder = useStoreFolder();
const TAKEN_BACK = { kind: 'reverted', how: 'taken back with Undo Last Heal', at: '2026-03-02T10:00:00.000Z' } as const;
const ASIDE = { ...TAKEN_BACK, how: SET_ASIDE } as const;

test('it is there, and stands nowhere; of its source it says nothing', async () => {
  const store = folder.open();
  const [kept, aside, back] = [await redactedPair(1), await redactedPair(2), await redactedPair(3)];
  valueOf(store.insertMany([kept, aside, back]));
  valueOf(store.setVerdict(aside.id, ASIDE));
  valueOf(store.setVerdict(back.id, TAKEN_BACK));
  expect(valueOf(store.newest(2)).map(({ id }) => id)).toEqual([back.id, aside.id]);
  expect(valueOf(store.newest(9)).map(isSetAside)).toEqual([false, true, false]);
  expect(valueOf(store.matching({ language: 'python', shape: kept.signature.shape }, 9)).map(({ id }) => id)).toEqual([kept.id]);
  expect(valueOf(store.outcomes.list()).map(({ end }) => end)).toEqual(['taken', 'refused']);
  expect(valueOf(store.records())).toMatchObject([{ accepted: 1, reverted: 1 }]);
});

test('no export has it, in no format, and one of some pairs has only those', async () => {
  const store = folder.open();
  const pairs = await Promise.all([1, 2, 3].map((n) => redactedPair(n)));
  valueOf(store.insertMany(pairs));
  valueOf(store.setVerdict(pairs[1]?.id ?? '', ASIDE));
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-aside-'));
  try {
    for (const format of ['jsonl', 'kto', 'trl']) {
      const done = await exportPairs(store, path.join(out, `${format}.jsonl`), { format });
      expect([format, valueOf(done).pairs]).toEqual([format, 2]);
    }
    const some = await exportPairs(store, path.join(out, 'some.jsonl'), { ids: [pairs[0]?.id ?? '', pairs[1]?.id ?? ''] });
    expect(valueOf(some).pairs).toBe(1);
  } finally {
    fs.rmSync(out, { recursive: true, force: true });
  }
});
