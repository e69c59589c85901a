// Pairs of a file into a store. What a file holds is data of somebody else: each pair is checked by its format, redacted and
// stored, or refused by itself.

import path from 'node:path';
import { fileChunks } from '../../files/read-file';
import { failure, success, type Failure, type Success } from '../../result';
import type { SuccessPair } from '../pair';
import { redactPairs } from '../redact-pair';
import type { PairStore } from '../store/pair-store';
import type { StoreReason, StoreResult } from '../store/store-failure';
import { formatToRead } from './formats';

/** Pairs stored in one transaction. */
const BATCH = 200;

export interface Imported {
  readonly imported: number;
  /** The same fix was there already. */
  readonly known: number;
  readonly refused: number;
  /** Why the first refused pair was refused: `line 7: not JSON`. */
  readonly firstRefusal: string | undefined;
  /** Stored without their text, because the search for secrets failed. Among `imported`. */
  readonly withheld: number;
}

export type ImportReason = StoreReason | 'cancelled' | 'not-read';
/** What was imported before a failure stays. */
export type ImportResult = Success<Imported> | (Failure<ImportReason> & { readonly imported: number });

/** The file's ending tells its format. Never throws. A failure of the file or the store ends it. */
export async function importPairs(store: PairStore, file: string, now: Date, signal?: AbortSignal): Promise<ImportResult> {
  let imported = 0;
  let known = 0;
  let refused = 0;
  let withheld = 0;
  let firstRefusal: string | undefined;
  let batch: SuccessPair[] = [];
  const storeBatch = async (): Promise<StoreResult<void>> => {
    const pairs = await redactPairs(batch);
    batch = [];
    const result = store.insertMany(pairs);
    if (!result.ok) return result;
    imported += result.value.inserted;
    known += result.value.known;
    withheld += pairs.filter((pair) => pair.withheld).length;
    return success(undefined);
  };
  try {
    for await (const found of formatToRead(file).read(fileChunks(file), { name: path.basename(file), now })) {
      if (signal?.aborted) return { ...failure('cancelled', 'The import was cancelled.'), imported };
      // However it came to be where it comes from: nobody chose it here.
      if (found.ok) batch.push({ ...found.value, via: 'import' });
      else {
        refused++;
        firstRefusal ??= found.message;
      }
      if (batch.length < BATCH) continue;
      const stored = await storeBatch();
      if (!stored.ok) return { ...stored, imported };
    }
    const stored = batch.length > 0 ? await storeBatch() : success(undefined);
    return stored.ok ? success({ imported, known, refused, firstRefusal, withheld }) : { ...stored, imported };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...failure('not-read', `The pairs were not imported from ${file}: ${why}.`), imported };
  }
}
