// How a trainer that ended without a word of its own is told of.

import { failure, type Failure } from '../../result';
import type { Launcher } from './launcher';
import type { RunEnd } from './run-trainer';
import type { TrainingFailure } from './training';

/** What uv says where it can't make the environment. */
const UNFETCHED = /(?:error|failed).*(?:resolv|download|fetch|dns|connect)|No solution found/i;

/** @param later a sentence on how it can go on; empty where it can't. */
export function trainerFailure(end: RunEnd, launcher: Launcher, later: string): Failure<TrainingFailure> {
  if (end.stopped) return failure('cancelled', 'It was cancelled.');
  if (end.fault !== '') return failure('no-python', `${launcher.program} could not be started: ${end.fault}.`);
  if (end.hung) return failure('killed', `The training said nothing for two hours, and was ended; there is no adapter.${later}`);
  if (end.signal !== null || end.code === 137)
    return failure(
      'killed',
      `The training was killed (${end.signal ?? 'SIGKILL'}), most likely because the memory ran out; there is no adapter.${later}`,
    );
  const unfetched = launcher.kind === 'uv' ? end.last.find((line) => UNFETCHED.test(line)) : undefined;
  if (unfetched !== undefined) return failure('no-packages', `uv could not fetch the Python packages: ${asWords(unfetched)}.`);
  return failure('failed', `The training failed with code ${end.code ?? '?'}: ${lastWords(end)}.${later}`);
}

/** The last line that says something, without the full stop. */
export const lastWords = ({ last, fault }: RunEnd): string =>
  asWords(fault || (last.findLast((line) => line.trim() !== '') ?? 'it said nothing'));

const asWords = (line: string): string =>
  line
    .trim()
    .replace(/^error: /, '')
    .replace(/\.$/, '')
    .slice(0, 400);
