// The pairs of a store as rows: how one is put in, found and dropped. Every function is called inside a read or a write of the store.

import type { Verdict } from '../../patch';
import { readPair, VERDICTS, type SuccessPair } from '../pair';
import { columnsOf, INSERT, pairOf, STANDING, TOUCH, UPDATE } from './pair-rows';
import type { Database } from './sqlite';

/** Verdicts kept of one pair besides its last. */
const MAX_EARLIER = 50;

/** A mistake to which fixes are looked up. */
export interface Mistake {
  readonly language: string;
  /** Signature's shape. */
  readonly shape: string;
  readonly errorType?: string;
}

export function byId(database: Database, id: string): SuccessPair | undefined {
  return pairOf(database.statement('SELECT body FROM pairs WHERE id = ?').get(id));
}

/** Whether the pair is new. A known one takes over a newer verdict. `now`: ISO 8601 UTC. */
export function put(database: Database, pair: SuccessPair, now: string): boolean {
  if (Number(database.statement(INSERT).run(pair.id, ...columnsOf(pair)).changes) > 0) return true;
  const old = byId(database, pair.id);
  if (!old) update(database, pair);
  // A verdict from the future was given by a clock that has gone back since: it says nothing about which came first.
  else if (pair.verdict.at > old.verdict.at || old.verdict.at > now) {
    const { libraries = old.libraries, verdict, final, evidence } = pair;
    // That somebody else has it, too, does not change how it came to be here.
    const via = pair.via === undefined || pair.via === 'import' ? (old.via ?? pair.via) : pair.via;
    keepVerdict(database, old);
    update(database, { ...old, ...(via && { via }), ...(libraries && { libraries }), verdict, final, evidence });
  }
  return false;
}

/** Whether there was a pair to change, and it is one still. */
export function change(database: Database, id: string, edit: (pair: SuccessPair) => SuccessPair): boolean {
  const old = byId(database, id);
  const changed = old && readPair(edit(old));
  if (!changed) return false;
  if (changed.verdict.kind !== old.verdict.kind || changed.verdict.at !== old.verdict.at) keepVerdict(database, old);
  update(database, changed);
  return true;
}

/** Newest first; none that was rejected or taken back. */
export function standing(database: Database, { language, shape, errorType }: Mistake, limit: number): readonly SuccessPair[] {
  const [sql, values] = errorType === undefined ? ['', []] : [' AND error_type = ?', [errorType]];
  return database
    .statement(
      `SELECT body FROM pairs WHERE seq IN (SELECT seq FROM pairs WHERE shape = ? AND language = ?${sql} AND ${STANDING} ORDER BY seq DESC LIMIT ?) ORDER BY seq DESC`,
    )
    .all(shape, language, ...values, limit)
    .flatMap((row) => pairOf(row) ?? []);
}

/** Counts a use and makes the pair the last that pruning takes. Whether it is there. */
export function touch(database: Database, id: string, at: string): boolean {
  return Number(database.statement(TOUCH).run(at, id).changes) > 0;
}

/** All verdicts on a pair, oldest first; empty where it is gone. */
export function verdictsOf(database: Database, id: string): readonly Verdict[] {
  const last = byId(database, id)?.verdict;
  if (!last || database.version < 2) return last ? [last] : [];
  const earlier = database
    .statement('SELECT kind, how, at FROM earlier_verdicts WHERE pair = (SELECT seq FROM pairs WHERE id = ?) ORDER BY seq')
    .all(id)
    .flatMap((row): Verdict[] => {
      const kind = VERDICTS.find((each) => each === row['kind']);
      return kind ? [{ kind, how: String(row['how']), at: String(row['at']) }] : [];
    });
  return [...earlier, last];
}

/** The least lately recorded or used of them go. The number of those that went. */
export function dropOldest(database: Database, count: number): number {
  // In the order of the index alone: a further column would have all rows sorted for the one that goes.
  const sql = 'DELETE FROM pairs WHERE seq IN (SELECT seq FROM pairs ORDER BY touched LIMIT ?)';
  return Number(database.statement(sql).run(count).changes);
}

function update(database: Database, pair: SuccessPair): void {
  database.statement(UPDATE).run(...columnsOf(pair), pair.id);
}

/** The verdict that another takes the place of goes into the history. */
function keepVerdict(database: Database, { id, verdict }: SuccessPair): void {
  const pair = Number(database.statement('SELECT seq FROM pairs WHERE id = ?').get(id)?.['seq']);
  database
    .statement('INSERT INTO earlier_verdicts (pair, kind, how, at) VALUES (?, ?, ?, ?)')
    .run(pair, verdict.kind, verdict.how, verdict.at);
  database
    .statement(
      'DELETE FROM earlier_verdicts WHERE pair = ?1 AND seq NOT IN (SELECT seq FROM earlier_verdicts WHERE pair = ?1 ORDER BY seq DESC LIMIT ?2)',
    )
    .run(pair, MAX_EARLIER);
}
