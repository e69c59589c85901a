// Which adapter is in use: `active.json` in the folder of the adapters, so that the editor, its other windows and the terminal agree. It is replaced
// whole, so that a crash leaves the old or the new.

import * as crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { readFileText } from '../files/read-file';
import { writeFailure } from '../files/write-file';
import { failure, success, type Result } from '../result';
import { ADAPTER_ID } from './adapter-metadata';

const FILE = 'active.json';
/** In bytes. */
const MAX_FILE = 64 * 1024;

const ActiveSchema = v.object({
  adapter_id: v.pipe(v.string(), v.regex(ADAPTER_ID)),
  /** ISO 8601 UTC. */
  since: v.pipe(v.string(), v.maxLength(100)),
  /** Nothing showed that it is better than the model below it; somebody wanted it all the same. */
  anyway: v.exactOptional(v.boolean()),
});
export type ActiveAdapter = Readonly<v.InferOutput<typeof ActiveSchema>>;

/** undefined where none is in use, and where the file says nothing that can be read. @param folder absolute, of the adapters. */
export function readActive(folder: string): ActiveAdapter | undefined {
  const text = readFileText(path.join(folder, FILE), MAX_FILE);
  if (text === undefined) return undefined;
  try {
    const read = v.safeParse(ActiveSchema, JSON.parse(text));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

/** `undefined`: none is in use from now on. */
export function writeActive(folder: string, active: ActiveAdapter | undefined): Result<void, 'not-written'> {
  const file = path.join(folder, FILE);
  const beside = path.join(folder, `.${FILE}.${crypto.randomBytes(6).toString('hex')}`);
  try {
    if (!active) {
      fs.rmSync(file, { force: true });
      return success(undefined);
    }
    const fd = fs.openSync(beside, 'wx');
    try {
      fs.writeFileSync(fd, `${JSON.stringify(active, null, 2)}\n`);
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
    fs.renameSync(beside, file);
    return success(undefined);
  } catch (error) {
    fs.rmSync(beside, { force: true });
    return failure('not-written', `Which adapter is in use was not written to ${file}: ${writeFailure(error).message}.`);
  }
}
