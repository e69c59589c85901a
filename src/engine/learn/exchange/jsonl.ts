// Pairs as JSON Lines, one a line, in the shape that Saplings' users know first: `error, original_code, patched_code, error_info,
// timestamp`. Lines of Saplings' own collectors are read, too.

import { TextDecoder } from 'node:util';
import { failure, success } from '../../result';
import { pairId, pairFault, PAIR_SCHEMA, readPair, type SuccessPair } from '../pair';
import { jsonLines, type FoundPair, type PairFile, type PairFormat } from './format';
import { importFault } from './imported-pair';
import { isObject, isoTime, type Json } from './json';
import { pairOfSaplings } from './saplings';

/** Bytes; a longer line is refused. */
const MAX_LINE = 4 * 1024 * 1024;

export const jsonl = {
  id: 'jsonl',
  title: 'JSON Lines',
  use: 'Everything a pair holds: to keep, to move to another machine, to import again',
  extension: 'jsonl',
  isOfEnding: true,
  async *read(bytes, file) {
    let number = 0;
    for await (const line of linesOf(bytes)) {
      number++;
      if (line === '') continue;
      const found = line === undefined ? refused('too long, or not UTF-8') : fromLine(line, file);
      yield found.ok ? found : refused(`line ${number}: ${found.message}`);
    }
  },
  write: { of: 'fix', isForTraining: false, ...jsonLines(({ pair }) => toLine(pair)) },
} satisfies PairFormat;

const refused = (why: string): FoundPair => failure('refused', why);

/** What Saplings' keys hold is not repeated under the pair's own. */
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

export function fromLine(line: string, file: PairFile): FoundPair {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refused('not JSON');
  }
  if (!isObject(value)) return refused('not a JSON object');
  const found = 'schema' in value && 'id' in value ? pairOfOwn(value) : pairOfSaplings(value, file);
  if (!found.ok) return found;
  if (found.value.before === found.value.proposed) return refused('the code before and after is the same');
  const fault = importFault(found.value);
  return fault === undefined ? found : refused(fault);
}

function pairOfOwn(line: Json): FoundPair {
  if (typeof line['schema'] === 'number' && line['schema'] > PAIR_SCHEMA) return refused('written by a newer Self-Heal');
  const info = isObject(line['error_info']) ? line['error_info'] : {};
  const patterns = Array.isArray(info['patterns']) ? (info['patterns'] as readonly unknown[]) : [];
  const edited = 'proposed_code' in line;
  const own = {
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
  };
  const pair = readPair(own);
  if (!pair) return refused(`not a pair of this version: ${pairFault(own)}`);
  if (pair.withheld || pair.extent === 'none') return refused('has no code');
  const at = isoTime(pair.verdict.at);
  const recordedAt = isoTime(pair.recordedAt);
  if (!at || !recordedAt) return refused('its time is none');
  // The id is worked out anew: a line can't stand in for another pair.
  return success({ ...pair, id: pairId(pair), recordedAt, verdict: { ...pair.verdict, at } });
}

/** Lines without their ends; undefined for one that is too long or not UTF-8, whose rest is skipped. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (parts: readonly Uint8Array[]): string | undefined => {
    try {
      return decoder.decode(Buffer.concat(parts)).trim();
    } catch {
      return undefined;
    }
  };
  let parts: Uint8Array[] = [];
  let length = 0;
  let tooLong = false;
  for await (const chunk of bytes) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(10, start);
      const part = chunk.subarray(start, end < 0 ? chunk.length : end);
      length += part.length;
      if (length > MAX_LINE) {
        tooLong = true;
        parts = [];
      } else parts.push(part);
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
