// A second process that reads a pair store, as nobody where it is asked for all it can read. Arguments: folder, and `open` to open it only.

import fs from 'node:fs';
import { openPairStore } from '../../src/engine/learn/store/pair-store';
import { samplePair } from './pair-samples';
import type { RedactedPair } from '../../src/engine/learn/pair';

const [folder = '', what] = process.argv.slice(2);
if (what !== 'open' && process.getuid?.() === 0) process.setuid?.(65534);
if (what === 'open') fs.writeSync(1, 'opening\n');
const opened = openPairStore({ folder });
if (!opened.ok) throw new Error(opened.message);
const store = opened.value;
const lengthOf = (result: ReturnType<typeof store.verdicts | typeof store.records | typeof store.negatives.list>): number =>
  result.ok ? result.value.length : -1;
const [first] = what === 'open' ? [] : readFirst();

function readFirst(): string[] {
  const page = store.page();
  return page.ok ? page.value.pairs.map((pair) => pair.id) : [];
}

if (what !== 'open') {
  const page = store.page();
  const rejected = store.negatives.isRejected({ shape: '', textHash: '', candidateHash: '' });
  const sightings = store.sightings.list();
  const heals = store.heals.page();
  const matching = store.matching({ language: 'python', shape: "name '‹name›' is not defined", errorType: 'NameError' }, 10);
  const statistics = store.statistics();
  const inserted = store.insert(samplePair(50) as RedactedPair);
  const used = store.used(first ?? '', '2026-01-01T00:00:00.000Z');
  fs.writeSync(
    1,
    JSON.stringify({
      count: store.count(),
      page: page.ok ? page.value.pairs.length : -1,
      matching: matching.ok ? matching.value.length : -1,
      verdicts: lengthOf(store.verdicts(first ?? '')),
      statistics: statistics.ok ? statistics.value.total_pairs : -1,
      ofWay: store.count({ ways: ['hand'] }),
      negatives: lengthOf(store.negatives.list()),
      rejected: rejected.ok ? rejected.value : undefined,
      sightings: sightings.ok ? sightings.value.length : -1,
      heals: heals.ok ? heals.value.heals.length : -1,
      records: lengthOf(store.records()),
      insert: inserted.ok ? 'ok' : inserted.reason,
      used: used.ok ? 'ok' : used.reason,
    }),
  );
}
store.close();
