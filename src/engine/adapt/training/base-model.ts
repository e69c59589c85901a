// The model that an adapter is trained on top of: where it is, and how large. Only looked at: nothing is downloaded or run, and no pickle is read.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readFilePart } from '../../files/read-file';
import { failure, success, type Result } from '../../result';
import { readSafetensors } from '../files/safetensors';

export interface BaseModel {
  /** As a trainer is told: a name on the hub, or the absolute path of a folder. */
  readonly name: string;
  /** The weights are this file of the folder. */
  readonly ggufFile?: string;
  /** It need not be downloaded. */
  readonly isHere: boolean;
  /** Counted or guessed; undefined where nothing tells. */
  readonly parameters: number | undefined;
}

type Read = Result<BaseModel, 'wrong-base'>;

/** Two words with a slash, or one of the old models' single words. */
const HUB_NAME = /^[\w][\w.-]{0,95}(?:\/[\w][\w.-]{0,95})?$/;

/** @param base as a person names it. @param from what a relative path is relative to. */
export function readBaseModel(base: string, from: string, env: NodeJS.ProcessEnv = process.env): Read {
  const name = base.trim();
  if (name === '') return wrong('No model is named to train on top of.');
  const file = path.resolve(from, name);
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (/\.gguf$/i.test(name)) return found?.isFile() ? ofGguf(file) : wrong(`There is no file ${file}.`);
  const isPath = path.isAbsolute(name) || /^\.{0,2}[\\/]|\\/.test(name) || name.startsWith('~');
  if (found?.isDirectory()) return ofFolder(file);
  if (found) return wrong(`${file} is no model: a folder with a config.json, or a .gguf file, is.`);
  if (isPath) return wrong(`There is no folder ${file}.`);
  if (!HUB_NAME.test(name))
    return wrong(`'${name.slice(0, 100)}' is neither a folder, a .gguf file nor the name of a model on the Hugging Face hub.`);
  return success({ name, isHere: isCached(name, env), parameters: sizeInName(name) });
}

const wrong = (message: string): Read => failure('wrong-base', message);

function ofGguf(file: string): Read {
  const start = readFilePart(file, 0, 4);
  if (!start.ok || start.value.part.toString('latin1') !== 'GGUF') return wrong(`${file} is no GGUF file.`);
  const [folder, name] = [path.dirname(file), path.basename(file)];
  const bits = /(?:\b|_)(?:b?f32)(?:\b|_)/i.test(name) ? 32 : /f16/i.test(name) ? 16 : Number(/i?q(\d)/i.exec(name)?.[1] ?? 4) + 0.8;
  return success({ name: folder, ggufFile: name, isHere: true, parameters: Math.round((start.value.size * 8) / bits) });
}

function ofFolder(folder: string): Read {
  const names = fs.readdirSync(folder).sort();
  if (names.includes('adapter_config.json'))
    return wrong(`${folder} is an adapter, no model: name the model that it was trained on top of, or another one.`);
  if (!names.includes('config.json')) {
    const ggufs = names.filter((name) => /\.gguf$/i.test(name));
    if (ggufs.length === 1 && ggufs[0] !== undefined) return ofGguf(path.join(folder, ggufs[0]));
    return wrong(`${folder} is no model: it has no config.json${ggufs.length > 1 ? ', and more than one .gguf file: name the one' : ''}.`);
  }
  const weights = names.filter((name) => name.endsWith('.safetensors'));
  if (weights.length === 0)
    return wrong(
      names.some((name) => /\.(?:bin|pt|pth|pkl|ckpt)$/.test(name))
        ? `The weights in ${folder} are pickles, which can run code when they are read: they are not opened. Convert them to .safetensors.`
        : `${folder} has no weights: no .safetensors file is in it.`,
    );
  let parameters = 0;
  for (const name of weights) {
    const counted = countSafetensors(path.join(folder, name));
    if (!counted.ok) return counted;
    parameters += counted.value;
  }
  return success({ name: folder, isHere: true, parameters });
}

/** Numbers in a file of tensors. One that is not whole is `wrong-base`. */
export function countSafetensors(file: string): Result<number, 'wrong-base'> {
  const read = readSafetensors(file);
  if (!read.ok) return failure('wrong-base', `${file} is damaged or was not copied whole: ${read.message}.`);
  return success([...read.value.values()].reduce((sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1), 0));
}

/** `Qwen2.5-Coder-1.5B-Instruct`. */
function sizeInName(name: string): number | undefined {
  const [, number, unit] = /(?:^|[^\w.])(\d+(?:\.\d+)?)\s?([BM])(?![a-z\d])/i.exec(name.replace(/_/g, '-')) ?? [];
  return number === undefined || unit === undefined ? undefined : Number(number) * (unit.toUpperCase() === 'B' ? 1e9 : 1e6);
}

function isCached(name: string, env: NodeJS.ProcessEnv): boolean {
  const home = env['HF_HOME'] ?? path.join(os.homedir(), '.cache', 'huggingface');
  const cache = env['HF_HUB_CACHE'] ?? path.join(home, 'hub');
  return fs.existsSync(path.join(cache, `models--${name.replace('/', '--')}`, 'snapshots'));
}
