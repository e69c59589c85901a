// How often each mistake was seen, healed or not: one row a signature.

import type { Sighting } from '../sighting';
import { clip } from '../pair';
import { keepNewest } from './keep-newest';
import type { StoreConnection } from './store-connection';
import type { StoreResult } from './store-failure';

/** Since which version of the schema there are any. */
const SINCE = 2;

/** Of one signature. */
export interface SeenMistake extends Sighting {
  readonly times: number;
  /** ISO 8601 UTC. */
  readonly firstAt: string;
  readonly lastAt: string;
}

export class Sightings {
  constructor(
    private readonly connection: StoreConnection,
    /** Signatures that are kept: those seen last. */
    private readonly max: number,
  ) {}

  /** All in one transaction; their words must be free of secrets (`recordSightings`). `at`: ISO 8601 UTC. */
  add(seen: readonly Sighting[], at: string): StoreResult<void> {
    return this.connection.write((database) => {
      const put = database.statement(
        'INSERT INTO sightings (shape, error_type, language, times, first_at, last_at) VALUES (?1, ?2, ?3, 1, ?4, ?4) ON CONFLICT (shape, error_type, language) DO UPDATE SET seq = (SELECT max(seq) + 1 FROM sightings), times = times + 1, first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)',
      );
      for (const { shape, errorType, language } of seen) put.run(clip(shape, 4_000), clip(errorType, 200), clip(language, 50), at);
      keepNewest(database, 'sightings', this.max);
    });
  }

  /** Those of a shape, or of all; the most frequent first. */
  list(filter: { readonly shape?: string } = {}, limit = 200): StoreResult<readonly SeenMistake[]> {
    const where = filter.shape === undefined ? '' : 'WHERE shape = ?';
    const values = filter.shape === undefined ? [] : [clip(filter.shape, 4_000)];
    return this.connection.read(
      (database) =>
        database
          .statement(
            `SELECT shape, error_type, language, times, first_at, last_at FROM sightings ${where} ORDER BY times DESC, seq DESC LIMIT ?`,
          )
          .all(...values, limit)
          .map((row) => ({
            shape: String(row['shape']),
            errorType: String(row['error_type']),
            language: String(row['language']),
            times: Number(row['times']),
            firstAt: String(row['first_at']),
            lastAt: String(row['last_at']),
          })),
      () => [],
      SINCE,
    );
  }
}
