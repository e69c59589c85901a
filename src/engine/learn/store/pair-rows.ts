// A pair as a row of the store: the pair itself as JSON in `body`, and beside it the columns that are searched and counted.

import type { SQLInputValue } from 'node:sqlite';
import type { Verdict } from '../../patch';
import { isVerified, readPair, type SuccessPair } from '../pair';

export interface PairFilter {
  readonly language?: string;
  readonly errorType?: string;
  /** Signature's shape. */
  readonly shape?: string;
  /** ISO 8601 UTC, inclusive. */
  readonly since?: string;
  /** Only pairs that more than a parser vouches for. */
  readonly verified?: boolean;
  readonly verdicts?: readonly Verdict['kind'][];
}

export const INSERT =
  'INSERT INTO pairs (id, language, error_type, shape, origin, verdict, verified, recorded_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING';
export const UPDATE =
  'UPDATE pairs SET language = ?, error_type = ?, shape = ?, origin = ?, verdict = ?, verified = ?, recorded_at = ?, body = ? WHERE id = ?';

/** The values of all columns but `id`, in the order of `INSERT` and `UPDATE`. */
export function columnsOf(pair: SuccessPair): SQLInputValue[] {
  return [
    pair.language,
    pair.errorType,
    pair.signature.shape,
    pair.origin.kind,
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
export function conditionsOf(filter: PairFilter): { readonly sql: string; readonly values: readonly SQLInputValue[] } {
  let sql = '';
  const values: SQLInputValue[] = [];
  const and = (condition: string, ...given: SQLInputValue[]): void => {
    sql += ` AND ${condition}`;
    values.push(...given);
  };
  if (filter.language !== undefined) and('language = ?', filter.language);
  if (filter.errorType !== undefined) and('error_type = ?', filter.errorType);
  if (filter.shape !== undefined) and('shape = ?', filter.shape);
  if (filter.since !== undefined) and('recorded_at >= ?', filter.since);
  if (filter.verified) and('verified = 1');
  if (filter.verdicts) and(`verdict IN (${filter.verdicts.map(() => '?').join(', ')})`, ...filter.verdicts);
  return { sql, values };
}
