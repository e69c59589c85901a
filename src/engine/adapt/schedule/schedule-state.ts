// What is remembered of the schedule from one window and day to the next: a small file in the adapters' folder.

import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { readFileText } from '../../files/read-file';
import { replaceFile, type Unwritable } from '../../files/write-file';
import { success, type Result } from '../../result';

const FILE = '.schedule.json';
/** In bytes. */
const MAX_BYTES = 64 * 1024;

const time = v.pipe(
  v.string(),
  v.maxLength(40),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);
const StateSchema = v.object({
  /** The expression that `since` belongs to. */
  expression: v.exactOptional(v.pipe(v.string(), v.maxLength(200))),
  /** When it was first seen: what it missed before is not made up for. ISO 8601 UTC, as the others. */
  since: v.exactOptional(time),
  /** The time that the last run was for. */
  lastScheduled: v.exactOptional(time),
  lastStarted: v.exactOptional(time),
  lastEnded: v.exactOptional(time),
  /** How the last run ended: one sentence. */
  lastResult: v.exactOptional(v.pipe(v.string(), v.maxLength(2_000))),
});

export type ScheduleState = Readonly<v.InferOutput<typeof StateSchema>>;

/** @param adapters the adapters' folder. A file that is none, or damaged, says nothing. */
export function readScheduleState(adapters: string): ScheduleState {
  const text = readFileText(path.join(adapters, FILE), MAX_BYTES);
  if (text === undefined) return {};
  try {
    const read = v.safeParse(StateSchema, JSON.parse(text));
    return read.success ? read.output : {};
  } catch {
    return {};
  }
}

/** Makes the folder where it is not there. */
export async function writeScheduleState(adapters: string, state: ScheduleState): Promise<Result<void, Unwritable>> {
  fs.mkdirSync(adapters, { recursive: true });
  const written = await replaceFile(path.join(adapters, FILE), async (out) => {
    await out.writeFile(`${JSON.stringify(state, null, 2)}\n`);
    return true;
  });
  return written.ok ? success(undefined) : written;
}
