// What a store tells of the fixes that were offered: from pairs and refusals, read again only where something was written.

import { expect, test } from 'vitest';
import { probabilityHere } from '../../src/engine/generate/confidence';
import { storeMemory } from '../../src/engine/learn/store-memory';
import type { RedactedPair } from '../../src/engine/learn/pair';
import { redactedPair } from './pair-samples';
import { useStoreFolder, valueOf } from './store-folder';

const folder = useStoreFolder();
const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();
const pairAt = (n: number, over: Parameters<typeof redactedPair>[1] = {}): Promise<RedactedPair> =>
  redactedPair(n, {
    recordedAt: at(n),
    variant: 'misspelt',
    family: 'python/names',
    features: { foretold: 0.8 },
    confidence: 0.7,
    ...over,
  });

test('outcomes come oldest first, by the last verdict, without what was imported or made by hand', async () => {
  const store = folder.open();
  expect(valueOf(store.outcomes.list())).toEqual([]);
  const [first, second] = [await pairAt(3), await pairAt(1)];
  valueOf(store.insertMany([first, second, await pairAt(4, { via: 'import' }), await pairAt(5, { origin: { kind: 'hand', id: 'hand' } })]));
  const refuse = (n: number, kind: 'rejected' | 'reverted' | 'shown', pair: RedactedPair): void => {
    valueOf(store.negatives.add({ kind, at: at(n), key: { shape: `${n}`, textHash: '', candidateHash: '' }, pair }));
  };
  refuse(2, 'rejected', await pairAt(2));
  refuse(6, 'shown', await pairAt(6));
  // Taken, then taken back: a pair still.
  refuse(7, 'reverted', first);
  valueOf(store.setVerdict(first.id, { kind: 'reverted', how: '', at: at(7) }));
  const found = valueOf(store.outcomes.list());
  expect(found.map(({ end }) => end)).toEqual(['taken', 'refused', 'refused']);
  expect(found[0]).toEqual({
    origin: { kind: 'rule', id: 'python/name-typo' },
    variant: 'misspelt',
    problem: 'undefined-name',
    foretold: 0.8,
    said: 0.7,
    end: 'taken',
  });
});

test('the list stays the same until something is written, here or by another window', async () => {
  const [store, other] = [folder.open(), folder.open()];
  valueOf(store.insert(await pairAt(1)));
  const before = valueOf(store.outcomes.list());
  expect(valueOf(store.outcomes.list())).toBe(before);
  valueOf(other.insert(await pairAt(2)));
  expect(valueOf(store.outcomes.list())).toHaveLength(2);
  valueOf(store.setVerdict((await pairAt(1)).id, { kind: 'edited', how: '', at: at(3) }));
  expect(valueOf(store.outcomes.list()).map(({ end }) => end)).toEqual(['edited', 'taken']);
});

test('a pair of an earlier version foretells what it was shown with', async () => {
  const store = folder.open();
  valueOf(store.insert(await pairAt(1, { features: {} })));
  expect(valueOf(store.outcomes.list())).toMatchObject([{ foretold: 0.7, said: 0.7 }]);
});

test('once pairs are dropped for their number, refusals of that time are not told of either', async () => {
  const store = folder.open({ maxPairs: 20 });
  for (let n = 0; n < 30; n++)
    valueOf(
      store.negatives.add({ kind: 'rejected', at: at(n), key: { shape: `${n}`, textHash: '', candidateHash: '' }, pair: await pairAt(n) }),
    );
  for (let n = 0; n < 30; n++) valueOf(store.insert(await pairAt(n)));
  const ends = valueOf(store.outcomes.list()).map(({ end }) => end);
  expect(ends.filter((end) => end === 'taken').length).toBe(ends.filter((end) => end === 'refused').length);
});

test('what people did with a class of fixes reaches the next one of it, through the store', async () => {
  const store = folder.open();
  const memory = storeMemory({ storeOf: () => store });
  const next = (): number =>
    probabilityHere(
      {
        origin: { kind: 'rule', id: 'python/name-typo' },
        variant: 'misspelt',
        problem: 'undefined-name',
        foretold: 0.8,
      },
      memory.experienceAt?.('/w/a.py'),
    ).confidence;
  expect(next()).toBe(0.8);
  for (let n = 0; n < 12; n++) valueOf(store.insert(await pairAt(n)));
  expect(next()).toBeGreaterThan(0.85);
});

test('asking a full store takes no time where nothing was written', async () => {
  const store = folder.open();
  for (let from = 0; from < 1_000; from += 200)
    valueOf(store.insertMany(await Promise.all(Array.from({ length: 200 }, (_, i) => pairAt(from + i)))));
  const memory = storeMemory({ storeOf: () => store });
  const known = memory.experienceAt?.('/w/a.py');
  const ms = (): number => {
    const began = performance.now();
    expect(memory.experienceAt?.('/w/a.py')).toBe(known);
    return performance.now() - began;
  };
  expect(Math.min(...Array.from({ length: 20 }, ms))).toBeLessThan(2);
}, 60_000);
