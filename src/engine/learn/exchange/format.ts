// What a file format of pairs is. A format is one file and one line in `formats.ts`.

import type { Result } from '../../result';
import type { SuccessPair } from '../pair';

/** A pair as it stands in a file, not yet searched for secrets; or why a place of the file is none: `line 7: not JSON`. */
export type FoundPair = Result<SuccessPair, 'refused'>;

/** The file that is read. */
export interface PairFile {
  /** Without its folder. */
  readonly name: string;
  /** The time of pairs that have none of their own. */
  readonly now: Date;
}

export interface PairFormat {
  readonly id: string;
  /** For people: `JSON Lines`. */
  readonly title: string;
  /** Of its files, without the dot. */
  readonly extension: string;
  /**
   * The pairs of a file, in its order, from its bytes as they come. Whatever the bytes are: what is no pair is refused by itself, what is
   * too long is skipped, memory is bounded.
   */
  readonly read?: (bytes: AsyncIterable<Uint8Array>, file: PairFile) => AsyncIterable<FoundPair>;
  /** The parts of a file that holds the pairs; each pair's secrets are out. A part is written before the next pair is asked for. */
  readonly write?: (pairs: AsyncIterable<SuccessPair>) => AsyncIterable<string>;
}
