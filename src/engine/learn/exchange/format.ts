// What a file format of pairs is. A format is one file and one line in `formats.ts`.

import type { Result } from '../../result';
import type { SuccessPair } from '../pair';
import type { Example } from './example';

/** A pair as it stands in a file, not yet searched for secrets; or why a place of the file is none: `line 7: not JSON`. */
export type FoundPair = Result<SuccessPair, 'refused'>;

/** The file that is read. */
export interface PairFile {
  /** Without its folder. */
  readonly name: string;
  /** The time of pairs that have none of their own. */
  readonly now: Date;
}

/** What the records of a file are divided into, so that what is learned can be tested on what was not. */
export const PARTS = ['train', 'valid', 'test'] as const;
export type Part = (typeof PARTS)[number];

/** A file that is text: its records one after the other. */
export interface TextRecords {
  /** One record, with its line end where it is a line. */
  readonly record: (example: Example) => string;
  /** What stands before the first, between two, and after the last. */
  readonly head?: string;
  readonly between?: string;
  readonly tail?: string;
}

/** Makes the bytes of one file: what each record adds to it, which may be nothing yet, and what ends it. */
export interface RecordEncoder {
  add(example: Example): Uint8Array;
  end(): Uint8Array;
}

/** A file that is no text. */
export interface BinaryRecords {
  readonly encoder: () => RecordEncoder;
}

/** How a format writes. The records' secrets are out. */
export type PairWriter = WriterOptions & (TextRecords | BinaryRecords);

interface WriterOptions {
  /**
   * What becomes a record: `fix`: each fix that was kept; `preference`: each with a fix of the same text that was not wanted; `labelled`: each fix,
   * kept or not, with which it is.
   */
  readonly of: 'fix' | 'preference' | 'labelled';
  /** Its readers are programs that train a model: what is there twice or too long is left out. */
  readonly isForTraining: boolean;
  /** Set for a format that is a folder. */
  readonly folder?: {
    readonly fileOf: (part: Part) => string;
    /** The texts of further files, by name. `parts`: those that hold any records. */
    readonly companions?: (parts: readonly Part[]) => Readonly<Record<string, string>>;
  };
  /** Set for a format that is a folder with a folder for each mistake: whoever reads one has all that is known of it. It is not divided into parts. */
  readonly partitions?: {
    /** The name of a record's folder. */
    readonly folderOf: (example: Example) => string;
    /** What such names begin with. */
    readonly prefix: string;
  };
}

export interface PairFormat {
  readonly id: string;
  /** For people: `JSON Lines`. */
  readonly title: string;
  /** What it is for, in one line without a full stop. */
  readonly use: string;
  /** Of its files, without the dot; of those in its folder where it is one. */
  readonly extension: string;
  /** Taken where nobody says which format a file with this ending has. */
  readonly isOfEnding?: boolean;
  /**
   * The pairs of a file, in its order, from its bytes as they come. Whatever the bytes are: what is no pair is refused by itself, what is
   * too long is skipped, memory is bounded.
   */
  readonly read?: (bytes: AsyncIterable<Uint8Array>, file: PairFile) => AsyncIterable<FoundPair>;
  readonly write?: PairWriter;
}

/** One JSON value a line. */
export const jsonLines = (valueOf: (example: Example) => unknown): Pick<TextRecords, 'record'> => ({
  record: (example) => `${JSON.stringify(valueOf(example))}\n`,
});

/** One JSON array. */
export const jsonArray = (valueOf: (example: Example) => unknown): TextRecords => ({
  record: (example) => JSON.stringify(valueOf(example)),
  head: '[\n',
  between: ',\n',
  tail: '\n]\n',
});
