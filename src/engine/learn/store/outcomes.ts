// What became of each fix that was offered, oldest first: of pairs and of refused ones. A body is read once, an index only where something was
// written since.

import type { SQLOutputValue } from 'node:sqlite';
import type { Outcome } from '../experience';
import { SET_ASIDE } from '../pair';
import type { Database } from './sqlite';
import type { StoreConnection } from './store-connection';
import type { StoreResult } from './store-failure';

/** Newest refused fixes that are looked at. */
const MAX_REFUSED = 2_000;
/** Since which version of the schema a pair says which way its source went. */
const SINCE = 2;

/** What never changes of a row. */
interface Said {
  readonly foretold: number;
  readonly said: number;
  readonly at: string;
}

interface Known {
  readonly database: Database;
  readonly state: string;
  readonly said: ReadonlyMap<string, Said>;
  readonly outcomes: readonly Outcome[];
}

type Row = Readonly<Record<string, SQLOutputValue>>;

/** What somebody else did says nothing of the sources here, and what was made by hand was foretold by nobody. Out of the indexes by source. */
const PAIRS =
  "SELECT seq, origin, origin_id, variant, problem_family, verdict AS ended FROM pairs WHERE origin NOT IN ('imported', 'hand') AND via <> 'import'";
/** Asked of the few that were taken back: the body is not in the index. */
const IS_SET_ASIDE = `SELECT 1 FROM pairs WHERE seq = ? AND json_extract(body, '$.verdict.how') = '${SET_ASIDE}'`;
/** One that was taken back is a pair, too, and told of as that. */
const REFUSED =
  "SELECT seq, origin, origin_id, variant, problem_family, kind AS ended FROM negatives WHERE kind = 'rejected' ORDER BY seq DESC LIMIT ?";
const said = (table: 'pairs' | 'negatives'): string =>
  `SELECT coalesce(json_extract(body, '$.features.foretold'), json_extract(body, '$.confidence')) AS foretold, json_extract(body, '$.confidence') AS said, json_extract(body, '$.recordedAt') AS at FROM ${table} WHERE seq = ?`;

/**
 * Where pairs are dropped because there are so many, those of before that were used again are left, and all that was refused then: what is older than
 * this share of the pairs would tell of refusals mostly.
 */
const WHOLE = 0.9;

const ENDS: Readonly<Record<string, Outcome['end']>> = {
  accepted: 'taken',
  survived: 'taken',
  edited: 'edited',
  rejected: 'refused',
  reverted: 'refused',
};

export class Outcomes {
  private known: Known | undefined;

  constructor(
    private readonly connection: StoreConnection,
    /** How many pairs are kept. */
    private readonly maxPairs: number,
  ) {}

  /** The same list as long as nothing is written. */
  list(): StoreResult<readonly Outcome[]> {
    return this.connection.read(
      (database) => this.read(database),
      () => [],
      SINCE,
    );
  }

  private read(database: Database): readonly Outcome[] {
    const state = `${database.dataVersion} ${Number(database.statement('SELECT total_changes() AS n').get()?.['n'])}`;
    const known = this.known?.database === database ? this.known : undefined;
    if (known?.state === state) return known.outcomes;
    const kept = new Map<string, Said>();
    const found: { readonly at: string; readonly outcome: Outcome }[] = [];
    const add = (table: 'pairs' | 'negatives', row: Row): void => {
      const end = ENDS[String(row['ended'])];
      if (!end) return;
      const [kind = '', id = '', variant = '', problem = ''] = ['origin', 'origin_id', 'variant', 'problem_family'].map((name) =>
        String(row[name]),
      );
      // A number alone may come again once its row is gone.
      const key = `${table} ${Number(row['seq'])} ${kind} ${id} ${variant} ${problem}`;
      const told = known?.said.get(key) ?? saidOf(database.statement(said(table)).get(Number(row['seq'])));
      if (!told) return;
      kept.set(key, told);
      found.push({
        at: told.at,
        outcome: {
          origin: { kind, id },
          variant,
          problem,
          foretold: told.foretold,
          said: told.said,
          end,
        },
      });
    };
    for (const row of database.statement(PAIRS).all())
      if (row['ended'] !== 'reverted' || !database.statement(IS_SET_ASIDE).get(Number(row['seq']))) add('pairs', row);
    const since =
      found.length < WHOLE * this.maxPairs ? '' : (found.map(({ at }) => at).sort()[Math.floor((1 - WHOLE) * found.length)] ?? '');
    for (const row of database.statement(REFUSED).all(MAX_REFUSED)) add('negatives', row);
    const outcomes = found
      .filter(({ at }) => at >= since)
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
      .map(({ outcome }) => outcome);
    this.known = { database, state, said: kept, outcomes };
    return outcomes;
  }
}

function saidOf(row: Row | undefined): Said | undefined {
  const [foretold, said] = [row?.['foretold'], row?.['said']];
  return isProbability(foretold) && isProbability(said) ? { foretold, said, at: String(row?.['at']) } : undefined;
}

const isProbability = (value: SQLOutputValue | undefined): value is number => typeof value === 'number' && value >= 0 && value <= 1;
