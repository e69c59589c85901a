// A folder of Parquet files, one folder a mistake, named as Hive does: for programs that work on many machines at once, as Ray, Spark and DuckDB do. What
// is learned of a mistake is learned of its pairs alone, so each can go to another machine.

import { COLUMNS } from './columns';
import type { PairFormat } from './format';
import { toLine } from './jsonl';
import { ParquetEncoder } from './parquet';
import { hash } from '../pair';

const PREFIX = 'signature_id=';

/** The table's, and the whole pair as a line of JSON, which `pairs import` reads. */
const COLUMNS_AND_PAIR = [...COLUMNS, ['pair', ({ pair }) => JSON.stringify(toLine(pair))]] satisfies typeof COLUMNS;

export const parquetBySignature = {
  id: 'parquet-by-signature',
  title: 'Parquet by signature',
  use: 'A folder of tables, one folder a mistake, for Ray, Spark and DuckDB',
  extension: 'parquet',
  write: {
    of: 'fix',
    isForTraining: false,
    encoder: () => new ParquetEncoder(COLUMNS_AND_PAIR),
    partitions: {
      prefix: PREFIX,
      // A letter first: readers would take digits for a number.
      folderOf: ({ pair: { language, signature } }) => `${PREFIX}s${hash(['mistake', language, signature.shape]).slice(0, 16)}`,
    },
  },
} satisfies PairFormat;
