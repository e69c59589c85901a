// Whether a folder holds an adapter that can be used: PEFT's configuration, weights that are whole, and nothing that would be run when it is loaded.

import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as v from 'valibot';
import { fileChunks, readFileText } from '../../files/read-file';
import { failure, success, type Result } from '../../result';
import { issueWords } from '../issue-words';
import { readSafetensors, type Tensor } from './safetensors';

export const CONFIG = 'adapter_config.json';
export const WEIGHTS = 'adapter_model.safetensors';

/** In bytes. */
const MAX_CONFIG = 1024 * 1024;
const MAX_FILES = 1_000;

/** Loading one runs whatever program it holds. */
const PICKLES = /\.(?:bin|pt|pth|pkl|pickle|ckpt|joblib|npy|npz|dill|msgpack)$/i;

const ConfigSchema = v.object({
  peft_type: v.picklist(['LORA'], 'only adapters of the kind LoRA are known'),
  base_model_name_or_path: v.pipe(v.string(), v.minLength(1, 'it names no model that it was trained on'), v.maxLength(2_000)),
  r: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  rank_pattern: v.optional(v.nullable(v.record(v.string(), v.number()))),
});

export interface AdapterFiles {
  /** What it was trained on top of, as PEFT's configuration names it. */
  readonly baseModel: string;
  readonly rank: number;
}

/** A name that only a pickle has. */
export const isPickle = (name: string): boolean => PICKLES.test(name);

/** @param folder absolute. The message is one whole sentence. */
export function readAdapterFolder(folder: string): Result<AdapterFiles, 'invalid'> {
  const no = (why: string) => failure('invalid', `${folder} holds no adapter that can be used: ${why}.`);
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return failure('invalid', `${folder} is no folder.`);
  let names: readonly string[];
  try {
    names = filesBelow(folder);
  } catch (error) {
    return no(error instanceof Error ? error.message : String(error));
  }
  const pickle = names.find(isPickle);
  if (pickle !== undefined) return no(`${pickle} is a pickle, which runs a program when it is loaded; save the weights as safetensors`);
  const config = readConfig(path.join(folder, CONFIG));
  if (!config.ok) return no(config.message);
  if (!names.includes(WEIGHTS)) return no(`there is no ${WEIGHTS}`);
  const weights = readSafetensors(path.join(folder, WEIGHTS));
  if (!weights.ok) return no(`of ${WEIGHTS}: ${weights.message}`);
  const { r, base_model_name_or_path: baseModel, rank_pattern: pattern } = config.value;
  const wrong = Object.keys(pattern ?? {}).length > 0 ? undefined : ofOtherRank(weights.value, r);
  if (wrong !== undefined) return no(`its configuration says rank ${r}, its weights are of rank ${wrong}`);
  return success({ baseModel, rank: r });
}

/** SHA-256 of the weights in hex, by which it is known whether they are still those that were compared; undefined where they can't be read. */
export async function weightsHash(folder: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of fileChunks(path.join(folder, WEIGHTS))) hash.update(chunk);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

function readConfig(file: string): Result<v.InferOutput<typeof ConfigSchema>, 'invalid'> {
  const text = readFileText(file, MAX_CONFIG);
  if (text === undefined) return failure('invalid', `there is no ${CONFIG}, or it can't be read`);
  try {
    const read = v.safeParse(ConfigSchema, JSON.parse(text), { abortEarly: true });
    if (read.success) return success(read.output);
    const [issue] = read.issues;
    return failure('invalid', `of ${CONFIG}, ${issue.path?.map(({ key }) => String(key)).join('.') ?? 'all'}: ${issueWords(issue)}`);
  } catch {
    return failure('invalid', `${CONFIG} is no JSON`);
  }
}

/** The rank of the first weights that have another one. */
function ofOtherRank(tensors: ReadonlyMap<string, Tensor>, rank: number): number | undefined {
  for (const [name, { shape }] of tensors) {
    const own = /\.lora_A(?:\.[^.]+)*\.weight$/.test(name) ? shape[0] : undefined;
    if (own !== undefined && own !== rank) return own;
  }
  return undefined;
}

/** Names relative to the folder, with `/`. Throws where there are too many, or something else than files and folders. */
function filesBelow(folder: string): string[] {
  const found: string[] = [];
  const waiting = [''];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const entry of fs.readdirSync(path.join(folder, at), { withFileTypes: true })) {
      const name = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(name);
      else if (entry.isFile()) found.push(name);
      else throw new Error(`${name} is a link, or no file`);
      if (found.length + waiting.length > MAX_FILES) throw new Error('it holds more files than any adapter has');
    }
  }
  return found;
}
