// A pair as a row of the store: the pair itself as JSON in `body`, and beside it the columns that are searched and counted.

import type { SQLInputValue } from 'node:sqlite';
import { familyOf } from '../../detect/family';
import type { Verdict } from '../../patch';
import { isVerified, readPair, type SuccessPair, type Way } from '../pair';

export interface PairFilter {
  /** Only these. */
  readonly ids?: readonly string[];
  readonly language?: string;
  readonly errorType?: string;
  /** Signature's shape. */
  readonly shape?: string;
  /** ISO 8601 UTC, inclusive. */
  readonly since?: string;
  /** ISO 8601 UTC, exclusive. */
  readonly until?: string;
  /** Only pairs that more than a parser vouches for. */
  readonly verified?: boolean;
  readonly verdicts?: readonly Verdict['kind'][];
  readonly origins?: readonly SuccessPair['origin']['kind'][];
  readonly ways?: readonly Way[];
  /** Which fixer, rule, model or adapter made it (`origin.id`). */
  readonly originId?: string;
}

/** All columns that a pair fills, in the order of `columnsOf`. */
const COLUMNS = [
  'language',
  'error_type',
  'problem_family',
  'shape',
  'origin',
  'origin_id',
  'variant',
  'family',
  'via',
  'verdict',
  'verified',
  'recorded_at',
  'body',
] as const;

/** Takes the id, then `columnsOf`. */
export const INSERT = `INSERT INTO pairs (id, touched, ${COLUMNS.join(', ')}) VALUES (?, (SELECT coalesce(max(touched), 0) + 1 FROM pairs), ${COLUMNS.map(() => '?').join(', ')}) ON CONFLICT (id) DO NOTHING`;
/** Takes `columnsOf`, then the id. */
export const UPDATE = `UPDATE pairs SET ${COLUMNS.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`;
/** Takes the time and the id. */
export const TOUCH =
  'UPDATE pairs SET uses = uses + 1, last_used = ?, touched = (SELECT coalesce(max(touched), 0) + 1 FROM pairs) WHERE id = ?';
/** Those that no user took back. As the index says it. */
export const STANDING = "verdict NOT IN ('rejected', 'reverted')";

export function columnsOf(pair: SuccessPair): SQLInputValue[] {
  return [
    pair.language,
    pair.errorType,
    familyOf(pair),
    pair.signature.shape,
    pair.origin.kind,
    pair.origin.id,
    pair.variant ?? '',
    pair.family ?? '',
    pair.via ?? '',
    pair.verdict.kind,
    isVerified(pair) ? 1 : 0,
    pair.recordedAt,
    JSON.stringify(pair),
  ];
}

/** undefined for no row, and for one that holds no pair: the file is not trusted. */
export function pairOf(row: Record<string, unknown> | undefined): SuccessPair | undefined {
  if (typeof row?.['body'] !== 'string') return undefined;
  try {
    return readPair(JSON.parse(row['body']));
  } catch {
    return undefined;
  }
}

/** The filter as further conditions of a WHERE clause, ` AND …`; empty for none. */
export function conditionsOf(filter: PairFilter): {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
  readonly since: number;
} {
  let sql = '';
  const values: SQLInputValue[] = [];
  const and = (condition: string, ...given: SQLInputValue[]): void => {
    sql += ` AND ${condition}`;
    values.push(...given);
  };
  const among = (column: string, given: readonly string[] | undefined): void => {
    if (given) and(`${column} IN (${given.map(() => '?').join(', ')})`, ...given);
  };
  if (filter.language !== undefined) and('language = ?', filter.language);
  if (filter.errorType !== undefined) and('error_type = ?', filter.errorType);
  if (filter.shape !== undefined) and('shape = ?', filter.shape);
  if (filter.since !== undefined) and('recorded_at >= ?', filter.since);
  if (filter.until !== undefined) and('recorded_at < ?', filter.until);
  if (filter.verified) and('verified = 1');
  if (filter.originId !== undefined) and('origin_id = ?', filter.originId);
  // In one value, whatever their number.
  if (filter.ids) and('id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.ids));
  among('verdict', filter.verdicts);
  among('origin', filter.origins);
  among('via', filter.ways);
  return { sql, values, since: filter.ways || filter.originId !== undefined ? 2 : 1 };
}
