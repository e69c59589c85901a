// Every file format of pairs, one line each. Where a file's name tells no format, the first that can do what is wanted is taken.

import { extname } from 'node:path';
import type { PairFormat } from './format';
import { jsonl } from './jsonl';

export const formats: readonly [PairFormat, ...PairFormat[]] = [jsonl];

type Reader = PairFormat & Required<Pick<PairFormat, 'read'>>;
type Writer = PairFormat & Required<Pick<PairFormat, 'write'>>;

const readers = formats.filter((format): format is Reader => format.read !== undefined);
const writers = formats.filter((format): format is Writer => format.write !== undefined);

/** The format to read a file in, told from its name. */
export const formatToRead = (file: string): Reader => ofName(file, readers);
/** The format to write a file in, told from its name. */
export const formatToWrite = (file: string): Writer => ofName(file, writers);

function ofName<F extends PairFormat>(file: string, among: readonly F[]): F {
  const extension = extname(file).slice(1).toLowerCase();
  const format = among.find((each) => each.extension === extension) ?? among[0];
  if (!format) throw new Error('No format can do it.');
  return format;
}
