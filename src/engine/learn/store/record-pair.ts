// The one way from a fresh pair to a store: its secrets are taken out first.

import type { SuccessPair } from '../pair';
import { redactPair } from '../redact-pair';
import type { Inserted, PairStore } from './pair-store';
import type { StoreResult } from './store-failure';

/** Takes the secrets out and stores the pair. Never throws. */
export async function recordPair(store: PairStore, pair: SuccessPair): Promise<StoreResult<Inserted>> {
  return store.insert(await redactPair(pair));
}
