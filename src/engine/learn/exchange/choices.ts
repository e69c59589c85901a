// What an export can be asked for: the words that a picker shows and the terminal takes.

import { LANGUAGES } from '../../language';
import { ORIGINS, RUNGS, VERDICTS, WAYS } from '../pair';
import { PRIVATE } from './anonymise';
import { formats } from './formats';

export const exportChoices = {
  /** Ids of the formats that can be written. */
  formats: formats.filter(({ write }) => write !== undefined).map(({ id }) => id),
  languages: LANGUAGES,
  verdicts: VERDICTS,
  rungs: RUNGS,
  sources: ORIGINS,
  ways: WAYS,
  /** What can be taken out besides secrets. */
  private: PRIVATE,
} as const;

/** A format as a picker shows it. */
export interface FormatChoice {
  readonly id: string;
  readonly title: string;
  readonly use: string;
  /** Of its files, without the dot. */
  readonly extension: string;
  /** It is written as a folder of files. */
  readonly isFolder: boolean;
}

/** The one that most trainers take. */
const FIRST = 'trl';

/** Formats that can be written, the one to suggest first. */
export const formatsToWrite: readonly FormatChoice[] = formats
  .flatMap(({ id, title, use, extension, write }) =>
    write ? [{ id, title, use, extension, isFolder: write.folder !== undefined || write.partitions !== undefined }] : [],
  )
  .sort((a, b) => Number(b.id === FIRST) - Number(a.id === FIRST));

/** Endings of files that can be read, without the dot, by the format's title. */
export const endingsToRead: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  formats.flatMap(({ title, extension, read }) => (read ? [[title, [extension]] as const] : [])),
);
