// What became of accepted fixes, by a real store and the files as they are now.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPairStore, type PairStore } from '../../engine';
import { redactedPair } from '../../../test/unit/pair-samples';
import { judgeSurvival } from './survival';

let root = '';
let store: PairStore;
const LATER = new Date('2026-03-01T12:00:00.000Z');

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-survival-'));
  const opened = openPairStore({ folder: root });
  if (!opened.ok) throw new Error(opened.message);
  store = opened.value;
});
afterEach(() => {
  store.close();
  fs.rmSync(root, { recursive: true, force: true });
});

const BEFORE = 'def mean(xs):\n    return sum(xs) / len(x)\n';
const FIXED = 'def mean(xs):\n    return sum(xs) / len(xs)\n';

async function after(present: string | undefined, now = LATER) {
  const pair = await redactedPair(1, { before: BEFORE, proposed: FIXED, line: 1, file: 'app/main.py' });
  store.insert(pair);
  const judged = await judgeSurvival({
    store,
    root,
    textOf: (file) => (file === path.join(root, 'app', 'main.py') ? present : undefined),
    now,
  });
  const read = store.get(pair.id);
  const negatives = store.negatives.count();
  return {
    judged,
    verdict: read.ok ? read.value?.verdict.kind : '',
    final: read.ok ? read.value?.final : '',
    negatives: negatives.ok ? negatives.value : -1,
  };
}

describe('an accepted fix, looked at later', () => {
  it('stands', async () => {
    expect(await after(`import os\n${FIXED}`)).toEqual({ judged: 1, verdict: 'survived', final: null, negatives: 0 });
  });

  it('was put back: it is a negative from then on', async () => {
    expect(await after(BEFORE)).toEqual({ judged: 1, verdict: 'reverted', final: null, negatives: 1 });
  });

  it('was made into something else: the user’s text is the better target', async () => {
    const own = 'def mean(xs):\n    return statistics.fmean(values)\n';
    expect(await after(own)).toEqual({ judged: 1, verdict: 'edited', final: own, negatives: 0 });
  });

  it('was made into something else in a file that changed elsewhere too: only the verdict is known', async () => {
    const own = `def mean(xs):\n    return statistics.fmean(values)\n${'print(1)\n'.repeat(20)}`;
    expect(await after(own)).toMatchObject({ verdict: 'edited', final: null });
  });

  it('is too young, or its file is gone', async () => {
    expect(await after(BEFORE, new Date('2026-03-01T10:10:00.000Z'))).toMatchObject({ judged: 0, verdict: 'accepted' });
    expect(await after(undefined)).toMatchObject({ judged: 0, verdict: 'accepted' });
  });
});
