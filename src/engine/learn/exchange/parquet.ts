// A table as a Parquet file, whose columns have types: for pandas, DuckDB and Hugging Face's datasets.

import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { COLUMNS, type Columns } from './columns';
import type { Example } from './example';
import type { PairFormat, RecordEncoder } from './format';

/** What is held back until it is written as one group of rows: so many records, or UTF-16 units of their texts. */
const GROUP = { records: 1_000, length: 4 * 1024 * 1024 };

/** Columns that are numbers; all others are texts. No cell is empty. */
const NUMBERS: Readonly<Record<string, 'INT64' | 'DOUBLE'>> = { line: 'INT64', confidence: 'DOUBLE' };

export const parquet = {
  id: 'parquet',
  title: 'Parquet',
  use: 'A table, for pandas, DuckDB and Hugging Face’s datasets',
  extension: 'parquet',
  isOfEnding: true,
  write: { of: 'fix', isForTraining: false, encoder: () => new ParquetEncoder(COLUMNS) },
} satisfies PairFormat;

/** Makes a file of these columns. */
export class ParquetEncoder implements RecordEncoder {
  private readonly bytes = new ByteWriter();
  private readonly file: ParquetWriter;
  private rows: (string | number)[][] = [];
  private length = 0;

  constructor(private readonly columns: Columns) {
    this.file = new ParquetWriter({
      writer: this.bytes,
      createdBy: 'Self-Heal',
      schema: [
        { name: 'pairs', num_children: columns.length },
        ...columns.map(([name]) => {
          const number = NUMBERS[name];
          return number
            ? { name, type: number, repetition_type: 'REQUIRED' as const }
            : { name, type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const, repetition_type: 'REQUIRED' as const };
        }),
      ],
    });
  }

  add(example: Example): Uint8Array {
    const row = this.columns.map(([, value]) => value(example));
    this.rows.push(row);
    for (const cell of row) this.length += typeof cell === 'string' ? cell.length : 1;
    if (this.rows.length >= GROUP.records || this.length >= GROUP.length) this.writeGroup();
    return this.taken();
  }

  end(): Uint8Array {
    this.writeGroup();
    void this.file.finish();
    return this.taken();
  }

  private writeGroup(): void {
    if (this.rows.length === 0) return;
    const columnData = this.columns.map(([name], i) => {
      const cells = this.rows.map((row) => row[i]);
      return { name, data: NUMBERS[name] === 'INT64' ? cells.map((cell) => BigInt(cell ?? 0)) : cells };
    });
    void this.file.write({ columnData, rowGroupSize: this.rows.length });
    this.rows = [];
    this.length = 0;
  }

  /** What was made since the last call; the places in the file are counted on. */
  private taken(): Uint8Array {
    const bytes = this.bytes.getBytes().slice();
    this.bytes.index = 0;
    return bytes;
  }
}
