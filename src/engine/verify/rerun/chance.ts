// Whether a program comes out otherwise from run to run: told by what its runs showed, and by what the code that they loaded uses.

import path from 'node:path';
import { languageOf } from '../../language';
import type { Problem } from '../../problem';
import type { ObservedRun, RerunRequest } from './contract';
import { textAfter, textBefore } from './texts';

/** A proof takes so many runs of the unpatched and of the patched program, each pair with a hash seed of its own. */
export const PAIRS = 2;
/** Where the program may come out otherwise another time. All of them must agree. */
const PAIRS_OF_CHANCE = 3;
/** Files of the user's own that are looked at, … */
const MAX_FILES = 200;
/** … and UTF-16 units of each. */
const MAX_TEXT = 200_000;

/** Reads chance, the clock, what runs at once, the order of a folder. One sign among others: what runs show decides as well. */
const USES_CHANCE =
  /\brandom\b|\brand(?:int|range|Int|n)\b|\bMath\.random\b|\bshuffle\b|\buuid\w*\b|\bsecrets\b|\b(?:u|get)random\b|\bcrypto\b|\bhash\s*\(|\bid\s*\(|\bthreading\b|\bmultiprocessing\b|\bconcurrent\.futures\b|\bworker_threads\b|\bcluster\b|\b(?:time|perf_counter|monotonic|process_time)(?:_ns)?\s*\(|\btimes\s*\(|\bgetrusage\b|\bgetloadavg\b|\bperformance\b|\bcpuUsage\b|\bmemoryUsage\b|\b(?:utc)?now\s*\(|\btoday\s*\(|\bnew\s+Date\s*\(\s*\)|\bhrtime\b|\bgetpid\b|\bprocess\.p?pid\b|\blistdir\b|\bscandir\b|\breaddir\w*\b|\bglob\b|\bPromise\.(?:race|any)\b|\bfirst_completed\b|\bas_completed\b/i;

/** How many pairs a proof takes, after these. */
export async function pairsNeeded(
  request: RerunRequest,
  problem: Problem,
  before: readonly ObservedRun[],
  after: readonly ObservedRun[],
): Promise<number> {
  const steady = isSteady(before) && isSteady(after) && !(await usesChance(request, problem, [...before, ...after]));
  return steady ? PAIRS : PAIRS_OF_CHANCE;
}

/** Whether runs of the same program showed the same. */
function isSteady([first, ...others]: readonly ObservedRun[]): boolean {
  const shown = first && whatItShows(first);
  return others.every((one) => whatItShows(one) === shown);
}

function whatItShows({ run, coverage }: ObservedRun): string {
  return JSON.stringify([run.ended, run.exitCode, coverage, steady(run.stdout), steady(run.stderr)]);
}

/** Without addresses, process ids in Node's notices, and how long a test took: they differ in every program. */
function steady(text: string): string {
  return text
    .replace(/0x[\da-f]+/gi, '0x')
    .replace(/\(node:\d+\)/g, '(node)')
    .replace(/\d+(?:\.\d+)? ?(?:ms|s|sec|secs|seconds)\b|\bduration_ms:? [\d.]+/g, '')
    .replace(/(?:\/[\w.-]+)*\/tmp\/\S+/g, '/tmp/');
}

/** Whether code of the user's own that the runs loaded, or that the failure went through, reads chance. */
async function usesChance(request: RerunRequest, problem: Problem, runs: readonly ObservedRun[]): Promise<boolean> {
  const files = new Set([problem.location.path, ...problem.frames.filter((frame) => frame.own).map((frame) => frame.location.path)]);
  for (const file of runs.flatMap(({ loaded }) => loaded)) files.add(path.resolve(request.command.cwd, file));
  for (const file of [...files].slice(0, MAX_FILES)) {
    if (!languageOf(file)) continue;
    for (const read of [textBefore, textAfter]) if (USES_CHANCE.test(((await read(request, file)) ?? '').slice(0, MAX_TEXT))) return true;
  }
  return false;
}
