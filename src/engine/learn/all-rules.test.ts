// All rules of a memory, for the view that shows them: within a time, others having their turn, and those that are switched off as files left out by who asks.

import { expect, it } from 'vitest';
import { samplePair } from '../../../test/unit/pair-samples';
import { redactPair } from './redact-pair';
import { useStoreFolder } from '../../../test/unit/store-folder';
import { storeMemory } from './store-memory';

const folder = useStoreFolder();

async function taught(kinds: number) {
  const store = folder.open();
  for (let kind = 0; kind < kinds; kind++)
    for (let n = 0; n < 3; n++) {
      const pair = await redactPair(
        samplePair(kind * 3 + n, {
          signature: { shape: `'old${kind}' is deprecated`, holes: {} },
          before: `import lib\nv${n} = lib.old${kind}(${n})\n`,
          proposed: `import lib\nv${n} = lib.new${kind}(${n})\n`,
          file: `app/m${n}.py`,
          line: 1,
        }),
      );
      expect(store.insert(pair)).toMatchObject({ ok: true });
    }
  return store;
}

it('each signature’s rule is there; a time that is up is said, and the next question goes on', async () => {
  const store = await taught(6);
  let now = 0;
  const memory = storeMemory({ storeOf: () => store, now: () => (now += 10) });
  const first = await memory.allRules(folder.path, 25);
  expect(first.partly).toBe(true);
  expect(first.rules.length).toBeLessThan(6);
  const all = await memory.allRules(folder.path, 10_000);
  expect(all.partly).toBe(false);
  expect(all.rules.map(({ places }) => places)).toEqual([3, 3, 3, 3, 3, 3]);
  expect(new Set(all.rules.map(({ id }) => id)).size).toBe(6);
});

it('who no longer wants an answer gets none of the rest; others have their turn meanwhile', async () => {
  const store = await taught(4);
  const memory = storeMemory({ storeOf: () => store });
  const gone = AbortSignal.abort();
  expect(await memory.allRules(folder.path, 10_000, gone)).toEqual({ rules: [], partly: true });
  let turns = 0;
  const counting = setInterval(() => turns++, 0);
  await memory.allRules(folder.path, 10_000);
  clearInterval(counting);
  expect(turns).toBeGreaterThan(0);
});

it('where the store can’t be read there are no rules', async () => {
  expect(await storeMemory({ storeOf: () => undefined }).allRules(folder.path, 1_000)).toEqual({ rules: [], partly: false });
});
