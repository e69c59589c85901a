// The negatives of a store: fixes that were offered and not wanted.

import { failure } from '../../result';
import { familyOf } from '../../detect/family';
import type { KnownNegative, Negative, NegativeKind, RejectionKey } from '../negative';
import { hash } from '../pair';
import { keepNewest } from './keep-newest';
import { pairOf } from './pair-rows';
import type { StoreConnection } from './store-connection';
import type { StoreResult } from './store-failure';

const KINDS: readonly NegativeKind[] = ['shown', 'rejected', 'reverted'];
/** Since which version of the schema there are any. */
const SINCE = 2;

export interface NegativeFilter {
  readonly language?: string;
  readonly shape?: string;
  readonly kinds?: readonly NegativeKind[];
  /** Which fixer, rule, model or adapter made it (`origin.id`). */
  readonly originId?: string;
}

export class Negatives {
  constructor(
    private readonly connection: StoreConnection,
    /** The newest that are kept. */
    private readonly max: number,
  ) {}

  /** Durable when it returns ok. A known one is counted; that it was only shown does not undo that it was refused. */
  add({ kind, at, key, pair }: Negative): StoreResult<void> {
    if (!KINDS.includes(kind)) return failure('invalid', 'What became of the fix is not known.');
    const hashed = keyOf(key);
    return this.connection.write((database) => {
      const old = database.statement('SELECT kind, times FROM negatives WHERE key = ?').get(hashed);
      const stronger = KINDS.find((each) => each === old?.['kind'] && each !== 'shown' && kind === 'shown') ?? kind;
      // Written anew, so that it is the newest.
      database.statement('DELETE FROM negatives WHERE key = ?').run(hashed);
      database
        .statement(
          'INSERT INTO negatives (key, language, error_type, problem_family, shape, origin, origin_id, variant, family, kind, times, at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        )
        .run(
          hashed,
          pair.language,
          pair.errorType,
          familyOf(pair),
          pair.signature.shape,
          pair.origin.kind,
          pair.origin.id,
          pair.variant ?? '',
          pair.family ?? '',
          stronger,
          Number(old?.['times'] ?? 0) + 1,
          at,
          JSON.stringify(pair),
        );
      keepNewest(database, 'negatives', this.max);
    });
  }

  /** Whether this very fix was refused or taken back for this very text. */
  isRejected(key: RejectionKey): StoreResult<boolean> {
    return this.connection.read(
      (database) => {
        const kind = database.statement('SELECT kind FROM negatives WHERE key = ?').get(keyOf(key))?.['kind'];
        return kind === 'rejected' || kind === 'reverted';
      },
      () => false,
      SINCE,
    );
  }

  /** The fix was wanted after all. */
  forget(key: RejectionKey): StoreResult<{ readonly found: boolean }> {
    return this.connection.writeIfThere(
      (database) => ({ found: Number(database.statement('DELETE FROM negatives WHERE key = ?').run(keyOf(key)).changes) > 0 }),
      { found: false },
    );
  }

  /** Newest first; rows that hold none are passed over. */
  list(filter: NegativeFilter = {}, limit = 200): StoreResult<readonly KnownNegative[]> {
    const conditions: string[] = [];
    const values: string[] = [];
    const and = (column: string, given: readonly string[]): void => {
      conditions.push(`${column} IN (${given.map(() => '?').join(', ')})`);
      values.push(...given);
    };
    if (filter.language !== undefined) and('language', [filter.language]);
    if (filter.shape !== undefined) and('shape', [filter.shape]);
    if (filter.kinds) and('kind', filter.kinds);
    if (filter.originId !== undefined) and('origin_id', [filter.originId]);
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    return this.connection.read(
      (database) =>
        database
          .statement(
            `SELECT kind, times, at, body FROM negatives WHERE seq IN (SELECT seq FROM negatives ${where} ORDER BY seq DESC LIMIT ?) ORDER BY seq DESC`,
          )
          .all(...values, limit)
          .flatMap((row): KnownNegative[] => {
            const kind = KINDS.find((each) => each === row['kind']);
            const pair = pairOf(row);
            return kind && pair ? [{ kind, at: String(row['at']), times: Number(row['times']), pair }] : [];
          }),
      () => [],
      SINCE,
    );
  }

  count(): StoreResult<number> {
    return this.connection.read(
      (database) => Number(database.statement('SELECT count(*) AS n FROM negatives').get()?.['n']),
      () => 0,
      SINCE,
    );
  }
}

const keyOf = ({ shape, textHash, candidateHash }: RejectionKey): string => hash([shape, textHash, candidateHash]);
