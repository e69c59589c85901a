// The limit of a table whose rows are written in the order of `seq`: the lowest are the oldest, whatever the clock said.

import type { Database } from './sqlite';

/** Inside a write. */
export function keepNewest(database: Database, table: 'negatives' | 'sightings' | 'heals', max: number): void {
  const over = Number(database.statement(`SELECT count(*) AS n FROM ${table}`).get()?.['n']) - max;
  if (over > 0) database.statement(`DELETE FROM ${table} WHERE seq IN (SELECT seq FROM ${table} ORDER BY seq LIMIT ?)`).run(over);
}
