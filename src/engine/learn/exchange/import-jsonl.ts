// Pairs from a JSONL file: our own export, or either shape of Saplings' collectors. Lines are data of somebody else:
// each is checked, redacted and stored, or refused by itself.

import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { TextDecoder } from 'node:util';
import type { LanguageId } from '../../problem';
import { clip, cut, pairId, PAIR_SCHEMA, readPair, type SuccessPair } from '../pair';
import { redactPairs } from '../store/record-pair';
import type { PairStore, StoreReason } from '../store/pair-store';

/** Bytes; a longer line is refused. */
const MAX_LINE = 4 * 1024 * 1024;
/** Pairs stored in one transaction. */
const BATCH = 200;

export type ImportResult =
  | {
      readonly ok: true;
      readonly imported: number;
      /** The same fix was there already. */
      readonly known: number;
      readonly refused: number;
      /** Why the first refused line was refused: `line 7: not JSON`. */
      readonly firstRefusal: string | undefined;
      /** Stored without their text, because the search for secrets failed. Among `imported`. */
      readonly withheld: number;
    }
  | { readonly ok: false; readonly reason: StoreReason | 'cancelled' | 'not-read'; readonly message: string; readonly imported: number };

/** Never throws. A failure of the file or the store ends it; what was imported until then stays. */
export async function importPairs(store: PairStore, file: string, now: Date, signal?: AbortSignal): Promise<ImportResult> {
  let imported = 0;
  let known = 0;
  let refused = 0;
  let withheld = 0;
  let firstRefusal: string | undefined;
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    let batch: SuccessPair[] = [];
    const flush = async (): Promise<{ readonly reason: StoreReason; readonly message: string } | undefined> => {
      const pairs = await redactPairs(batch);
      batch = [];
      const result = store.insertMany(pairs);
      if (!result.ok) return result;
      imported += result.inserted;
      known += result.known;
      withheld += pairs.filter((pair) => pair.withheld).length;
      return undefined;
    };
    let number = 0;
    for await (const line of linesOf(handle)) {
      number++;
      if (signal?.aborted) return { ok: false, reason: 'cancelled', message: 'The import was cancelled.', imported };
      if (line === '') continue;
      const pair = line === undefined ? 'too long, or not UTF-8' : fromLine(line, path.basename(file), now);
      if (typeof pair === 'string') {
        refused++;
        firstRefusal ??= `line ${number}: ${pair}`;
        continue;
      }
      batch.push(pair);
      const failed = batch.length >= BATCH ? await flush() : undefined;
      if (failed) return { ok: false, reason: failed.reason, message: failed.message, imported };
    }
    const failed = batch.length > 0 ? await flush() : undefined;
    if (failed) return { ok: false, reason: failed.reason, message: failed.message, imported };
    return { ok: true, imported, known, refused, firstRefusal, withheld };
  } catch (error) {
    return {
      ok: false,
      reason: 'not-read',
      message: `The pairs were not imported: ${error instanceof Error ? error.message : String(error)}.`,
      imported,
    };
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

/** Lines without their ends; undefined for one that is too long or not UTF-8, whose rest is skipped. */
async function* linesOf(handle: FileHandle): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (parts: readonly Buffer[]): string | undefined => {
    try {
      return decoder.decode(Buffer.concat(parts)).trim();
    } catch {
      return undefined;
    }
  };
  const chunk = Buffer.alloc(64 * 1024);
  let parts: Buffer[] = [];
  let length = 0;
  let tooLong = false;
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) break;
    let start = 0;
    for (;;) {
      const end = chunk.subarray(0, bytesRead).indexOf(10, start);
      const piece = chunk.subarray(start, end < 0 ? bytesRead : end);
      length += piece.length;
      if (length > MAX_LINE) {
        tooLong = true;
        parts = [];
      } else parts.push(Buffer.from(piece));
      if (end < 0) break;
      yield tooLong ? undefined : decode(parts);
      parts = [];
      length = 0;
      tooLong = false;
      start = end + 1;
    }
  }
  if (length > 0) yield tooLong ? undefined : decode(parts);
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const str = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The pair of a line, or why it is none. */
export function fromLine(line: string, file: string, now: Date): SuccessPair | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  if (!isObject(value)) return 'not a JSON object';
  const pair = 'schema' in value && 'id' in value ? ownLine(value) : saplingsLine(value, file, now);
  if (typeof pair === 'string') return pair;
  if (pair.before === pair.proposed) return 'the code before and after is the same';
  return pair;
}

function ownLine(line: Json): SuccessPair | string {
  if (typeof line['schema'] === 'number' && line['schema'] > PAIR_SCHEMA) return 'written by a newer Self-Heal';
  const info = isObject(line['error_info']) ? line['error_info'] : {};
  const patterns = Array.isArray(info['patterns']) ? (info['patterns'] as readonly unknown[]) : [];
  const edited = 'proposed_code' in line;
  const pair = readPair({
    ...line,
    before: line['original_code'],
    proposed: edited ? line['proposed_code'] : line['patched_code'],
    final: edited ? line['patched_code'] : null,
    recordedAt: line['timestamp'],
    errorType: info['type'],
    message: info['message'],
    signature: { shape: patterns[0], holes: info['holes'] },
    line: typeof info['line_number'] === 'number' ? info['line_number'] - 1 : undefined,
    source: info['source'],
  });
  if (!pair) return 'not a pair of this version';
  if (pair.withheld || pair.extent === 'none') return 'has no code';
  const at = isoTime(pair.verdict.at);
  const recordedAt = isoTime(pair.recordedAt);
  // The id is worked out anew: a line can't stand in for another pair.
  return at && recordedAt ? { ...pair, id: pairId(pair), recordedAt, verdict: { ...pair.verdict, at } } : 'its time is none';
}

/** Old: `original_code, patched_code, error, error_info, timestamp`. New: `input_text, output_text, context[], metadata{}, timestamp`. */
function saplingsLine(line: Json, file: string, now: Date): SuccessPair | string {
  const metadata = isObject(line['metadata']) ? line['metadata'] : {};
  const info = isObject(line['error_info']) ? line['error_info'] : isObject(metadata['error_info']) ? metadata['error_info'] : metadata;
  const before = str(line['original_code']) ?? str(line['input_text']);
  const after = str(line['patched_code']) ?? str(line['output_text']);
  if (before === undefined || after === undefined)
    return 'no code before and after: neither original_code and patched_code nor input_text and output_text';
  const context = Array.isArray(line['context']) ? (line['context'] as readonly unknown[]) : [];
  const error = (str(line['error']) ?? str(metadata['error']) ?? str(metadata['error_message']) ?? str(context[0]) ?? '').trim();
  // The last line of a traceback names the error: `NameError: name 'x' is not defined`.
  const last = error.split('\n').at(-1) ?? '';
  const [, type, words] = /^([A-Za-z_][\w.]{0,100}): (.*)$/.exec(last) ?? [undefined, undefined, last];
  const errorType = str(info['type']) ?? str(info['error_type']) ?? type ?? '';
  const message = str(info['message']) ?? words ?? '';
  const patterns = Array.isArray(info['patterns']) ? (info['patterns'] as readonly unknown[]) : [];
  const number = info['line_number'];
  const recordedAt = isoTime(str(line['timestamp'])) ?? now.toISOString();
  const excerpt = cut(before, after, null);
  if (excerpt.extent === 'none') return 'its code is too long';
  const pair = {
    schema: PAIR_SCHEMA as typeof PAIR_SCHEMA,
    language: languageOf(str(metadata['language']) ?? str(line['language'])),
    errorType: clip(errorType, 200),
    message: clip(message, 4_000),
    signature: { shape: clip(str(patterns[0]) ?? message, 4_000), holes: {} },
    source: 'saplings',
    file: '',
    line: typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number - 1 : 0,
    traceback: error.includes('\n') ? clip(error, 8_000) : '',
    command: '',
    ...excerpt,
    otherFiles: [],
    title: clip(str(metadata['description']) ?? '', 500),
    evidence: [],
    confidence: 0.5,
    origin: { kind: 'imported' as const, id: 'saplings' },
    verdict: { kind: 'accepted' as const, how: clip(`imported from ${file}`, 500), at: recordedAt },
    recordedAt,
    redactions: 0,
    withheld: false,
  };
  return { ...pair, id: pairId(pair) };
}

function languageOf(name: string | undefined): LanguageId {
  return name === 'typescript' || name === 'typescriptreact' || name === 'javascript' || name === 'javascriptreact' ? name : 'python';
}

/** Saplings' times have no zone and are taken for UTC. */
function isoTime(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const time = new Date(/^\d{4}-\d\d-\d\d[T ][\d:.]+$/.test(value) ? `${value.replace(' ', 'T')}Z` : value);
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999 || time.getUTCFullYear() < 1 ? undefined : time.toISOString();
}
