// Files of a recipe, each whole or not at all.

import path from 'node:path';
import { replaceFile } from '../../files/write-file';
import { failure, success, type Result } from '../../result';

/** @param files texts by name. @returns absolute paths, in the order given. */
export async function writeRecipeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<Result<readonly string[], 'not-written'>> {
  const written: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    const done = await replaceFile(file, async (out) => {
      await out.writeFile(text);
      return true;
    });
    if (!done.ok) return failure('not-written', `${file} was not written: ${done.message}.`);
    written.push(file);
  }
  return success(written);
}

/** A text as YAML has it, whatever is in it: JSON's strings are YAML's. */
export const yamlText = (text: string): string =>
  /^[A-Za-z_][\w./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|[yn])$/i.test(text) ? text : JSON.stringify(text);

/** For a POSIX shell. */
export const shellWord = (word: string): string => (/^[\w@+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
