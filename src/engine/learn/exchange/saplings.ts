// Pairs of Saplings' collectors. Old: `original_code, patched_code, error, error_info, timestamp`. New: `input_text, output_text,
// context[], metadata{}, timestamp`.

import { isHealed, type LanguageId } from '../../language';
import { failure, success } from '../../result';
import { excerptOf } from '../excerpt';
import { clip, pairId, PAIR_SCHEMA } from '../pair';
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
  // The last line of a traceback names the error: `NameError: name 'x' is not defined`.
  const last = error.split('\n').at(-1) ?? '';
  const [, type, words] = /^([A-Za-z_][\w.]{0,100}): (.*)$/.exec(last) ?? [undefined, undefined, last];
  const errorType = text(info['type']) ?? text(info['error_type']) ?? type ?? '';
  const message = text(info['message']) ?? words ?? '';
  const patterns = Array.isArray(info['patterns']) ? (info['patterns'] as readonly unknown[]) : [];
  const number = info['line_number'];
  const recordedAt = isoTime(text(line['timestamp'])) ?? file.now.toISOString();
  const excerpt = excerptOf(before, after, null);
  if (excerpt.extent === 'none') return failure('refused', 'its code is too long');
  const pair = {
    schema: PAIR_SCHEMA as typeof PAIR_SCHEMA,
    language: languageOf(text(metadata['language']) ?? text(line['language'])),
    errorType: clip(errorType, 200),
    message: clip(message, 4_000),
    signature: { shape: clip(text(patterns[0]) ?? message, 4_000), holes: {} },
    source: 'saplings',
    file: '',
    line: typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number - 1 : 0,
    traceback: error.includes('\n') ? clip(error, 8_000) : '',
    command: '',
    ...excerpt,
    otherFiles: [],
    title: clip(text(metadata['description']) ?? '', 500),
    evidence: [],
    confidence: 0.5,
    origin: { kind: 'imported' as const, id: 'saplings' },
    verdict: { kind: 'accepted' as const, how: clip(`imported from ${file.name}`, 500), at: recordedAt },
    recordedAt,
    redactions: 0,
    withheld: false,
  };
  return success({ ...pair, id: pairId(pair) });
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const languageOf = (name: string | undefined): LanguageId => (name !== undefined && isHealed(name) ? name : 'python');
