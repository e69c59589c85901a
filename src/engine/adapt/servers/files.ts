// The files of an adapter that servers are given.

import fs from 'node:fs';
import path from 'node:path';
import { readFileText } from '../../files/read-file';
import { failure, success } from '../../result';
import { readGgufHeader } from '../gguf';
import type { ServedAdapter, ServerResult, ServerSettings } from './server';

export const CONFIG = 'adapter_config.json';
export const WEIGHTS = 'adapter_model.safetensors';
export const GGUF = 'adapter.gguf';
/** In bytes. */
const MAX_CONFIG = 1_000_000;

export interface PeftFiles {
  /** As PEFT's configuration names it: the model that it was trained for. */
  readonly base: string | undefined;
  readonly rank: number | undefined;
}

/** What PEFT's configuration says; `bad-adapter` where it or the weights are missing. */
export function peftFilesOf({ id, folder }: ServedAdapter): ServerResult<PeftFiles> {
  const missing = [CONFIG, WEIGHTS].filter((name) => !isFile(path.join(folder, name)));
  if (missing.length > 0) {
    const pickled = isFile(path.join(folder, 'adapter_model.bin'));
    const why = pickled ? ' Its weights are a pickle, which is a program and is not given to anybody; save them as safetensors.' : '';
    return failure('bad-adapter', `The adapter ${id} has no ${missing.join(' and no ')} in ${folder}.${why}`);
  }
  const text = readFileText(path.join(folder, CONFIG), MAX_CONFIG);
  let config: unknown;
  try {
    config = text === undefined ? undefined : JSON.parse(text);
  } catch {
    // Said below.
  }
  if (typeof config !== 'object' || config === null) return failure('bad-adapter', `The ${CONFIG} of the adapter ${id} is no JSON object.`);
  const { base_model_name_or_path: base, r } = config as Readonly<Record<string, unknown>>;
  return success({ base: typeof base === 'string' ? base : undefined, rank: typeof r === 'number' ? r : undefined });
}

/** What its GGUF says that it is; `bad-adapter` where it has none, or one that is no adapter. */
export async function ggufOf(
  { id, folder }: ServedAdapter,
  title: string,
): Promise<ServerResult<{ readonly architecture: string | undefined }>> {
  const file = path.join(folder, GGUF);
  if (!isFile(file))
    return failure('bad-adapter', `The adapter ${id} has no ${GGUF} yet, which ${title} needs: run “self-heal adapters convert ${id}”.`);
  const header = await readGgufHeader(file);
  if (!header.ok) return failure('bad-adapter', `The ${GGUF} of the adapter ${id} can't be used: ${header.message}`);
  const { 'general.type': type, 'general.architecture': architecture } = header.value;
  if (type !== 'adapter')
    return failure('bad-adapter', `The ${GGUF} of the adapter ${id} is no adapter, but ${String(type ?? 'a model')}.`);
  return success({ architecture: typeof architecture === 'string' ? architecture : undefined });
}

/** The adapter's folder as the server sees it. */
export function seenBy({ seenAt }: ServerSettings, folder: string): string {
  if (seenAt === undefined) return folder;
  // The server's system may be another one.
  return `${seenAt.replace(/[\\/]+$/, '')}${seenAt.includes('\\') ? '\\' : '/'}${path.basename(folder)}`;
}

export function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
