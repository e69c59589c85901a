// Pairs of a store to a file, in one of the formats. Written beside the target and renamed, so a failure leaves what was there;
// page by page, so memory does not grow with the store.

import type { FileHandle } from 'node:fs/promises';
import { replaceFile } from '../../files/write-file';
import { failure, success, type Failure, type Result } from '../../result';
import type { SuccessPair } from '../pair';
import { redactPairs } from '../redact-pair';
import type { PairFilter } from '../store/pair-rows';
import type { PairStore } from '../store/pair-store';
import type { StoreReason } from '../store/store-failure';
import { formatToWrite } from './formats';

/** Fixes that were kept; a rejected or taken back one is no example of a fix. */
const KEPT = ['accepted', 'edited', 'survived'] as const;
/** UTF-16 units of text that are gathered for one write. */
const WRITE_LENGTH = 256 * 1024;

export interface Exported {
  /** Pairs written. */
  readonly pairs: number;
  /** Secrets taken out of the pairs written, when they were recorded or now. */
  readonly redactions: number;
  /** Pairs left out because the search for secrets failed on them. */
  readonly withheld: number;
  /** Pairs left out because their row in the store is damaged. */
  readonly unreadable: number;
}

export type ExportReason = StoreReason | 'cancelled' | 'not-written';

/** `file` is an absolute path; its ending chooses the format. Never throws; on failure or cancel the old file, if any, stays. */
export async function exportPairs(
  store: PairStore,
  file: string,
  filter: PairFilter = {},
  signal?: AbortSignal,
): Promise<Result<Exported, ExportReason>> {
  const pages = new CleanPages(store, { verdicts: KEPT, ...filter }, signal);
  try {
    const written = await replaceFile(file, async (out) => {
      await write(out, formatToWrite(file).write(pages.pairs()));
      return pages.failed === undefined;
    });
    if (pages.failed) return pages.failed;
    return written.ok ? success(pages.exported) : failure('not-written', `The pairs were not exported to ${file}: ${written.message}.`);
  } catch (error) {
    return failure('not-written', `The pairs were not exported: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** The pairs of a store without their secrets, a page at a time, counted; they end early where `failed` is set. */
class CleanPages {
  exported: Exported = { pairs: 0, redactions: 0, withheld: 0, unreadable: 0 };
  failed: Failure<ExportReason> | undefined;

  constructor(
    private readonly store: PairStore,
    private readonly filter: PairFilter,
    private readonly signal: AbortSignal | undefined,
  ) {}

  async *pairs(): AsyncGenerator<SuccessPair> {
    for (let after: number | null = 0; after !== null;) {
      if (this.signal?.aborted) {
        this.failed = failure('cancelled', 'The export was cancelled.');
        return;
      }
      const page = this.store.page(this.filter, after);
      if (!page.ok) {
        this.failed = page;
        return;
      }
      // Once more, with the rules of today: they grow, and the store may be older.
      const clean = await redactPairs(page.value.pairs);
      const kept = clean.filter((pair) => !pair.withheld && pair.extent !== 'none');
      const { exported } = this;
      this.exported = {
        pairs: exported.pairs + kept.length,
        redactions: exported.redactions + kept.reduce((sum, pair) => sum + pair.redactions, 0),
        withheld: exported.withheld + clean.length - kept.length,
        unreadable: exported.unreadable + page.value.unreadable,
      };
      yield* kept;
      after = page.value.next;
    }
  }
}

async function write(out: FileHandle, parts: AsyncIterable<string>): Promise<void> {
  let waiting: string[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    await out.writeFile(waiting.join(''));
    waiting = [];
    length = 0;
  };
  for await (const part of parts) {
    waiting.push(part);
    length += part.length;
    if (length >= WRITE_LENGTH) await flush();
  }
  await flush();
}
