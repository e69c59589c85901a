// What measures leave in a workspace where a person asked for it: `.self-heal/metrics.json`, and `.self-heal/signals.json`, what is usual here. Kept out of Git.

import path from 'node:path';
import { readFileText } from '../files/read-file';
import { replaceFile } from '../files/write-file';
import { makeStoreFolder, refuseLinks, storeFiles } from '../learn/store/store-files';
import { failure, success, type Result } from '../result';
import type { Metric } from './metrics';
import { Signals } from './signals';

export const METRICS = 'metrics.json';
export const SIGNALS = 'signals.json';
/** In bytes; what is larger is none of ours. */
const MAX_SIGNALS = 4_000_000;

/** What was seen in the folder before; nothing where there is none, or it can't be read. `workspace`: absolute, as everywhere here. */
export function readSignals(workspace: string): Signals {
  const files = storeFiles(workspace);
  const text = refuseLinks(files) ? undefined : readFileText(path.join(files.folder, SIGNALS), MAX_SIGNALS);
  return new Signals(text === undefined ? undefined : parsed(text));
}

export const writeSignals = (workspace: string, signals: Signals): Promise<Result<void, 'not-written'>> =>
  write(workspace, SIGNALS, JSON.stringify(signals));

/** `at`: when they were counted. */
export const writeMetrics = (workspace: string, metrics: readonly Metric[], at: Date): Promise<Result<void, 'not-written'>> =>
  write(workspace, METRICS, JSON.stringify({ at: at.toISOString(), metrics }, null, 2));

/** In one step: nobody reads half of it. */
async function write(workspace: string, name: string, text: string): Promise<Result<void, 'not-written'>> {
  const files = storeFiles(workspace);
  const failed = (why: string): Result<void, 'not-written'> =>
    failure('not-written', `${path.join(files.folder, name)} was not written: ${why}.`);
  const link = refuseLinks(files);
  if (link) return failed('there is a link where its folder should be');
  try {
    makeStoreFolder(files);
    const written = await replaceFile(path.join(files.folder, name), async (out) => {
      await out.writeFile(`${text}\n`);
      return true;
    });
    return written.ok ? success(undefined) : failed(written.message);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
