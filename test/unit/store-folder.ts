// A folder with a pair store, for tests: made anew for each, gone afterwards.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { openPairStore, type PairStore, type StoreOptions } from '../../src/engine/learn/store/pair-store';
import type { Result } from '../../src/engine/result';

export interface StoreFolder {
  readonly path: string;
  /** The database file. */
  readonly file: string;
  /** Opens the store; closed after the test. */
  open(options?: Partial<StoreOptions>): PairStore;
  /** Why it can't be opened; `opened` where it can. */
  refusal(): string;
}

/** Called once in a test file. */
export function useStoreFolder(): StoreFolder {
  let folder = '';
  let stores: PairStore[] = [];
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'store-'));
  });
  afterEach(() => {
    for (const store of stores) store.close();
    stores = [];
    fs.rmSync(folder, { recursive: true, force: true });
  });
  return {
    get path() {
      return folder;
    },
    get file() {
      return path.join(folder, '.self-heal', 'pairs.db');
    },
    open(options = {}) {
      const store = valueOf(openPairStore({ folder, ...options }));
      stores.push(store);
      return store;
    },
    refusal() {
      const opened = openPairStore({ folder });
      if (!opened.ok) return opened.reason;
      opened.value.close();
      return 'opened';
    },
  };
}

/** Throws the failure's sentence. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}
