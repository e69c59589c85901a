// What `self-heal pairs export` is asked for, from the words of the command line.

import { exportChoices, type ExportOptions } from '../../engine';
import { UsageError } from '../io/exit-codes';

/** The options as they were typed. */
export interface ExportWords {
  readonly format?: string | undefined;
  readonly split?: boolean | undefined;
  readonly language?: string | undefined;
  readonly error?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly verdict?: string | undefined;
  readonly evidence?: string | undefined;
  readonly source?: string | undefined;
  readonly via?: string | undefined;
  readonly without?: string | undefined;
  readonly 'max-length'?: string | undefined;
  readonly duplicates?: boolean | undefined;
}

export function exportOptions(words: ExportWords): ExportOptions {
  const { format, language, error, since, until, evidence } = words;
  return {
    ...(format === undefined ? {} : { format: oneOf('--format', format, exportChoices.formats) }),
    ...(words.split ? { split: true } : {}),
    ...(language === undefined ? {} : { language: oneOf('--language', language, exportChoices.languages) }),
    ...(error === undefined ? {} : { errorType: error }),
    ...(since === undefined ? {} : { since: time('--since', since) }),
    ...(until === undefined ? {} : { until: time('--until', until) }),
    ...(words.verdict === undefined ? {} : { verdicts: listOf('--verdict', words.verdict, exportChoices.verdicts) }),
    ...(evidence === undefined ? {} : { evidence: oneOf('--evidence', evidence, exportChoices.rungs) }),
    ...(words.source === undefined ? {} : { origins: listOf('--source', words.source, exportChoices.sources) }),
    ...(words.via === undefined ? {} : { ways: listOf('--via', words.via, exportChoices.ways) }),
    ...(words.without === undefined ? {} : { without: listOf('--without', words.without, exportChoices.private) }),
    ...(words['max-length'] === undefined ? {} : { maxLength: length(words['max-length']) }),
    ...(words.duplicates ? { duplicates: true } : {}),
  };
}

function oneOf<T extends string>(option: string, word: string, among: readonly T[]): T {
  const found = among.find((each) => each === word);
  if (found === undefined) throw new UsageError(`${option} takes ${among.join(', ')}, not '${word}'.`);
  return found;
}

const listOf = <T extends string>(option: string, words: string, among: readonly T[]): readonly T[] =>
  words.split(',').map((word) => oneOf(option, word.trim(), among));

/** A day is meant from its beginning, in UTC. */
function time(option: string, word: string): string {
  const at = new Date(word);
  if (!/^\d{4}-\d\d-\d\d/.test(word) || Number.isNaN(at.getTime()))
    throw new UsageError(`${option} takes a day as 2026-03-01, not '${word}'.`);
  return at.toISOString();
}

function length(word: string): number {
  const number = Number(word);
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`--max-length takes a whole number above zero, not '${word}'.`);
  return number;
}
