// Every file format of pairs, one line each. Where nobody says which, a file's ending tells it; where that tells nothing it is JSON Lines.

import { extname } from 'node:path';
import { alpaca } from './alpaca';
import { axolotl } from './axolotl';
import { csv } from './csv';
import type { PairFormat } from './format';
import { jsonl } from './jsonl';
import { llamaFactory } from './llama-factory';
import { messages } from './messages';
import { mlx } from './mlx';
import { openaiChat } from './openai-chat';
import { openaiDpo } from './openai-dpo';
import { parquet } from './parquet';
import { parquetBySignature } from './parquet-by-signature';
import { preference } from './preference';
import { saplingsText } from './saplings-text';
import { sharegpt } from './sharegpt';
import { trlConversational } from './trl-conversational';
import { trlPromptCompletion } from './trl-prompt-completion';
import { unpaired } from './unpaired';

export const formats: readonly [PairFormat, ...PairFormat[]] = [
  jsonl,
  saplingsText,
  trlPromptCompletion,
  trlConversational,
  messages,
  preference,
  unpaired,
  openaiChat,
  openaiDpo,
  alpaca,
  sharegpt,
  mlx,
  axolotl,
  llamaFactory,
  csv,
  parquet,
  parquetBySignature,
];

type Reader = PairFormat & Required<Pick<PairFormat, 'read'>>;
export type Writer = PairFormat & Required<Pick<PairFormat, 'write'>>;

const readers = formats.filter((format): format is Reader => format.read !== undefined);
const writers = formats.filter((format): format is Writer => format.write !== undefined);

/** The format to read a file in, told from its name. */
export const formatToRead = (file: string): Reader => ofName(file, readers);
/** The format to write a file in, told from its name. */
export const formatToWrite = (file: string): Writer => ofName(file, writers);
/** undefined where no format to write has the id. */
export const formatOf = (id: string): Writer | undefined => writers.find((format) => format.id === id);

function ofName<F extends PairFormat>(file: string, among: readonly F[]): F {
  const extension = extname(file).slice(1).toLowerCase();
  const format = among.find((each) => each.isOfEnding && each.extension === extension) ?? among[0];
  if (!format) throw new Error('No format can do it.');
  return format;
}
