// Pairs of Saplings' collectors. Old: `original_code, patched_code, error, error_info, timestamp`. New: `input_text, output_text,
// context[], metadata{}, timestamp`.

import { isHealed, languageOf, type LanguageId } from '../../language';
import { failure, success } from '../../result';
import { excerptOf } from '../excerpt';
import { clip, pairId, PAIR_SCHEMA } from '../pair';
import { readError } from './error-text';
import type { FoundPair, PairFile } from './format';
import { isObject, isoTime, type Json } from './json';

export function pairOfSaplings(line: Json, file: PairFile): FoundPair {
  const metadata = isObject(line['metadata']) ? line['metadata'] : {};
  const info = isObject(line['error_info']) ? line['error_info'] : isObject(metadata['error_info']) ? metadata['error_info'] : metadata;
  const before = text(line['original_code']) ?? text(line['input_text']);
  const after = text(line['patched_code']) ?? text(line['output_text']);
  if (before === undefined || after === undefined)
    return failure('refused', 'no code before and after: neither original_code and patched_code nor input_text and output_text');
  const context = Array.isArray(line['context']) ? (line['context'] as readonly unknown[]) : [];
  const error = (text(line['error']) ?? text(metadata['error']) ?? text(metadata['error_message']) ?? text(context[0]) ?? '').trim();
  const read = readError(error, {
    type: text(info['type']) ?? text(info['error_type']),
    message: text(info['message']) ?? text(info['error_message']),
  });
  const number = info['line_number'];
  const path = text(line['file']) ?? text(metadata['file']) ?? text(metadata['file_path']) ?? text(info['file']) ?? '';
  const recordedAt = isoTime(text(line['timestamp'])) ?? file.now.toISOString();
  const excerpt = excerptOf(before, after, null);
  if (excerpt.extent === 'none') return failure('refused', 'its code is too long');
  const pair = {
    schema: PAIR_SCHEMA as typeof PAIR_SCHEMA,
    language: languageNamed(text(metadata['language']) ?? text(line['language'])) ?? languageOf(path) ?? read.language ?? 'python',
    errorType: clip(read.errorType, 200),
    message: clip(read.message, 4_000),
    signature: {
      shape: clip(read.signature.shape, 4_000),
      holes: Object.fromEntries(Object.entries(read.signature.holes).map(([name, value]) => [clip(name, 200), clip(value, 4_000)])),
    },
    source: clip(read.source ?? 'saplings', 200),
    file: clip(insidePath(path), 1_000),
    line: typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number - 1 : (read.line ?? 0),
    traceback: clip(read.traceback, 8_000),
    command: '',
    ...excerpt,
    otherFiles: [],
    title: clip(text(metadata['description']) ?? '', 500),
    evidence: [],
    confidence: 0.5,
    via: 'import' as const,
    origin: { kind: 'imported' as const, id: 'saplings' },
    verdict: { kind: 'accepted' as const, how: clip(`imported from ${file.name}`, 500), at: recordedAt },
    recordedAt,
    redactions: 0,
    withheld: false,
  };
  return success({ ...pair, id: pairId(pair) });
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** `Python`, `ts`: as a person or a file's ending names it. */
function languageNamed(name: string | undefined): LanguageId | undefined {
  const lower = name?.trim().toLowerCase() ?? '';
  return isHealed(lower) ? lower : languageOf(`x.${lower}`);
}

/** A path that leads out of the folder, or begins elsewhere, says only the file's name. */
function insidePath(path: string): string {
  const parts = path.split(/[\\/]/);
  return /^(?:[\\/]|[a-z]:)/i.test(path) || parts.includes('..') ? (parts.at(-1) ?? '') : parts.filter((part) => part !== '.').join('/');
}
