// The folder of a run: `.training-‹id›` beside the adapters. All that a training makes is in it until the adapter is whole; one that was cut short is
// gone on from there, if nothing it depends on has changed.

import fs from 'node:fs';
import path from 'node:path';

const CHECKPOINT = /^checkpoint-(\d+)$/;

/** @param adapter absolute path of the folder that the adapter gets. */
export const runFolder = (adapter: string): string => path.join(path.dirname(adapter), `.training-${path.basename(adapter)}`);

/** Steps that a run which was cut short has done; null where there is none to go on from. */
export function stepsDone(adapter: string): number | null {
  const steps = checkpoints(runFolder(adapter));
  return steps.length === 0 ? null : Math.max(...steps);
}

function checkpoints(run: string): readonly number[] {
  try {
    // One that lacks its last file was cut short while it was written.
    return fs.readdirSync(path.join(run, 'checkpoints', 'sft')).flatMap((name) => {
      const [, step] = CHECKPOINT.exec(name) ?? [];
      return step !== undefined && fs.existsSync(path.join(run, 'checkpoints', 'sft', name, 'trainer_state.json')) ? [Number(step)] : [];
    });
  } catch {
    return [];
  }
}

/** Checkpoints that were cut short while they were written would be taken for the newest. */
export function dropBrokenCheckpoints(run: string): void {
  const folder = path.join(run, 'checkpoints', 'sft');
  if (!fs.existsSync(folder)) return;
  for (const name of fs.readdirSync(folder))
    if (CHECKPOINT.test(name) && !fs.existsSync(path.join(folder, name, 'trainer_state.json')))
      fs.rmSync(path.join(folder, name), { recursive: true, force: true });
}
