// The records of heals in a store: one for every heal, whatever came of it.

import { failure } from '../../result';
import { clipHealRecord, readHealRecord, type HealRecord, type Outcome } from '../heal-record';
import { keepNewest } from './keep-newest';
import type { StoreConnection } from './store-connection';
import type { StoreResult } from './store-failure';

/** Since which version of the schema there are any. */
const SINCE = 2;
/** Rows a page reads at most. */
const PAGE_ROWS = 200;

export interface HealFilter {
  readonly language?: string;
  readonly shape?: string;
  readonly outcomes?: readonly Outcome[];
  /** ISO 8601 UTC, inclusive. */
  readonly since?: string;
}

export interface HealPage {
  readonly heals: readonly HealRecord[];
  /** Where the next page begins; null after the last. */
  readonly next: number | null;
}

/** What became of a heal after its record was written. */
export interface HealEnd {
  readonly outcome: Outcome;
  readonly why: string;
  /** Id of the pair that it became. */
  readonly pair?: string;
}

export class HealRecords {
  constructor(
    private readonly connection: StoreConnection,
    /** The newest that are kept. */
    private readonly max: number,
  ) {}

  /** Durable when it returns ok; its words must be free of secrets (`recordHeal`). One of the same id takes the place of the earlier. */
  add(record: HealRecord): StoreResult<void> {
    const heal = readHealRecord(clipHealRecord(record));
    if (!heal) return failure('invalid', 'The record of the heal was not stored: a part of it is missing or of the wrong kind.');
    return this.connection.write((database) => {
      database
        .statement(
          'INSERT INTO heals (id, at, language, error_type, shape, outcome, origin, ms, attempts, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, origin = excluded.origin, ms = excluded.ms, attempts = excluded.attempts, body = excluded.body',
        )
        .run(
          heal.id,
          heal.at,
          heal.language,
          heal.errorType,
          heal.shape,
          heal.outcome,
          heal.patch?.origin.kind ?? '',
          heal.ms,
          heal.attempts,
          JSON.stringify(heal),
        );
      keepNewest(database, 'heals', this.max);
    });
  }

  /** What became of a heal later: taken, refused, undone. */
  end(id: string, end: HealEnd): StoreResult<{ readonly found: boolean }> {
    return this.connection.writeIfThere(
      (database) => {
        const heal = healOf(database.statement('SELECT body FROM heals WHERE id = ?').get(id));
        const changed = heal && readHealRecord(clipHealRecord({ ...heal, ...end }));
        if (changed)
          database.statement('UPDATE heals SET outcome = ?, body = ? WHERE id = ?').run(changed.outcome, JSON.stringify(changed), id);
        return { found: changed !== undefined };
      },
      { found: false },
    );
  }

  /** Those recorded last, newest first. */
  newest(limit: number): StoreResult<readonly HealRecord[]> {
    return this.connection.read(
      (database) =>
        database
          .statement('SELECT body FROM heals ORDER BY seq DESC LIMIT ?')
          .all(limit)
          .flatMap((row) => healOf(row) ?? []),
      () => [],
      SINCE,
    );
  }

  /** In the order they were recorded, a page at a time: pass `next` as `after` until it is null. Rows that hold none are passed over. */
  page(filter: HealFilter = {}, after = 0, limit = PAGE_ROWS): StoreResult<HealPage> {
    let sql = '';
    const values: string[] = [];
    const and = (condition: string, ...given: readonly string[]): void => {
      sql += ` AND ${condition}`;
      values.push(...given);
    };
    if (filter.language !== undefined) and('language = ?', filter.language);
    if (filter.shape !== undefined) and('shape = ?', filter.shape);
    if (filter.since !== undefined) and('at >= ?', filter.since);
    if (filter.outcomes) and(`outcome IN (${filter.outcomes.map(() => '?').join(', ')})`, ...filter.outcomes);
    return this.connection.read(
      (database): HealPage => {
        const rows = database
          .statement(`SELECT seq, body FROM heals WHERE seq > ?${sql} ORDER BY seq LIMIT ?`)
          .all(after, ...values, limit);
        return { heals: rows.flatMap((row) => healOf(row) ?? []), next: rows.length < limit ? null : Number(rows.at(-1)?.['seq']) };
      },
      () => ({ heals: [], next: null }),
      SINCE,
    );
  }
}

/** undefined for no row, and for one that holds no record: the file is not trusted. */
function healOf(row: Record<string, unknown> | undefined): HealRecord | undefined {
  if (typeof row?.['body'] !== 'string') return undefined;
  try {
    return readHealRecord(JSON.parse(row['body']));
  } catch {
    return undefined;
  }
}
