// Pairs to a JSONL file, one a line, in the shape that Saplings' users know first: `error, original_code, patched_code,
// error_info, timestamp`. Written beside the target and renamed, so a failure leaves what was there.

import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import type { SuccessPair } from '../pair';
import { redactPairs } from '../store/record-pair';
import type { PairFilter, PairStore, StoreReason } from '../store/pair-store';

/** Fixes that were kept; a rejected or taken back one is no example of a fix. */
const KEPT = ['accepted', 'edited', 'survived'] as const;

export type ExportResult =
  | {
      readonly ok: true;
      /** Lines written. */
      readonly pairs: number;
      /** Secrets taken out of the pairs written, when they were recorded or now. */
      readonly redactions: number;
      /** Pairs left out because the search for secrets failed on them. */
      readonly withheld: number;
      /** Pairs left out because their row in the store is damaged. */
      readonly unreadable: number;
    }
  | { readonly ok: false; readonly reason: StoreReason | 'cancelled' | 'not-written'; readonly message: string };

/** `file` is an absolute path. Never throws; on failure or cancel the old file, if any, stays. */
export async function exportPairs(store: PairStore, file: string, filter: PairFilter = {}, signal?: AbortSignal): Promise<ExportResult> {
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    // A folder of that name is found out before the work, not after.
    if ((await stat(file).catch(() => undefined))?.isDirectory())
      return { ok: false, reason: 'not-written', message: `${file} is a folder. Choose a file name.` };
    const result = await writePairs(store, temporary, { verdicts: KEPT, ...filter }, signal);
    if (result.ok) await rename(temporary, file);
    else await rm(temporary, { force: true });
    return result;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return {
      ok: false,
      reason: 'not-written',
      message: `The pairs were not exported: ${error instanceof Error ? error.message : String(error)}.`,
    };
  }
}

async function writePairs(store: PairStore, file: string, filter: PairFilter, signal: AbortSignal | undefined): Promise<ExportResult> {
  const out = await open(file, 'wx');
  try {
    let pairs = 0;
    let redactions = 0;
    let withheld = 0;
    let unreadable = 0;
    for (let after: number | null = 0; after !== null;) {
      if (signal?.aborted) return { ok: false, reason: 'cancelled', message: 'The export was cancelled.' };
      const page = store.page(filter, after);
      if (!page.ok) return page;
      // Once more, with the rules of today: they grow, and the store may be older.
      const clean = (await redactPairs(page.pairs)).filter((pair) => !pair.withheld);
      withheld += page.pairs.length - clean.length;
      unreadable += page.unreadable;
      const lines = clean.filter((pair) => pair.extent !== 'none');
      withheld += clean.length - lines.length;
      pairs += lines.length;
      redactions += lines.reduce((sum, pair) => sum + pair.redactions, 0);
      await out.writeFile(lines.map((pair) => `${JSON.stringify(toLine(pair))}\n`).join(''));
      after = page.next;
    }
    await out.sync();
    return { ok: true, pairs, redactions, withheld, unreadable };
  } finally {
    await out.close();
  }
}

/** One line of the export. `import.ts` reads it back; what Saplings' keys hold is not repeated. */
export function toLine(pair: SuccessPair): Readonly<Record<string, unknown>> {
  const { before, proposed, final, recordedAt, errorType, message, signature, line, source, ...rest } = pair;
  return {
    error: `${errorType}: ${message}`,
    original_code: before,
    patched_code: final ?? proposed,
    error_info: { type: errorType, message, patterns: [signature.shape], line_number: line + 1, source, holes: signature.holes },
    timestamp: recordedAt,
    ...(final === null ? {} : { proposed_code: proposed }),
    ...rest,
  };
}
