// What verbs read from their words: options, numbers, folders. A wrong one is a UsageError.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './exit-codes';

/** Options may stand anywhere; an unknown one is refused. */
export function parse<T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? `${error.message.split(/\. |\n/)[0] ?? 'bad options'}.` : 'bad options.');
  }
}

export function wholeNumber(option: string, text: string, min: number, max: number): number {
  // Nothing at all, as of a variable that is not set, is not zero.
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isInteger(value) || value < min || value > max)
    throw new UsageError(`${option} takes a whole number from ${min} to ${max}, got '${text}'.`);
  return value;
}

/** The absolute path of a folder that is there. */
export function folder(name: string): string {
  const full = path.resolve(name);
  if (!fs.statSync(full, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`the workspace '${name}' is no folder.`);
  return full;
}

/** The one of some words that was meant. */
export function oneOf<T extends string>(option: string, word: string, among: readonly T[]): T {
  const found = among.find((each) => each === word);
  if (found === undefined) throw new UsageError(`${option} takes ${among.join(', ')}, not '${word}'.`);
  return found;
}
