// Where a training's pairs come from: the workspace's store, or a file, which is read into a store of its own for as long as it takes.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importPairs } from '../../learn/exchange/import-pairs';
import { openPairStore, type PairStore } from '../../learn/store/pair-store';
import { failure, type Result } from '../../result';
import type { TrainingFailure, TrainingRequest } from './training';

const MAX_PAIRS = 1_000_000;

export async function withPairs<T>(
  { workspace, pairsFile }: Pick<TrainingRequest, 'workspace' | 'pairsFile'>,
  store: PairStore | undefined,
  work: (store: PairStore) => Promise<Result<T, TrainingFailure>>,
): Promise<Result<T, TrainingFailure>> {
  if (pairsFile === undefined) return store ? work(store) : failure('store', `The pairs of ${workspace} can’t be read.`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-pairs-'));
  try {
    const opened = openPairStore({ folder, maxPairs: MAX_PAIRS });
    if (!opened.ok) return failure('store', opened.message);
    try {
      const read = await importPairs(opened.value, path.resolve(workspace, pairsFile), new Date());
      if (!read.ok) return failure('store', read.message);
      if (opened.value.count() === 0) return failure('store', `${pairsFile} holds no pair that can be read.`);
      return await work(opened.value);
    } finally {
      opened.value.close();
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
