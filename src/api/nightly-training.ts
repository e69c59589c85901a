// The schedule of the documents' trainer: while the program runs, a training at its times, once, on mains power, and only with new pairs.

import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { NightlyTimer, onMainsPower, readFileText, readSchedule } from '../engine';
import { SelfHealError, valueOrThrow } from './self-heal-error';

/** A training that comes every night until it is stopped. It keeps no program running. */
export interface NightlyTraining {
  /** The expression, as it was given. */
  readonly cron: string;
  /** When it comes next: ISO 8601, UTC. */
  readonly next: string;
  /** None is begun any more; one that runs goes on. */
  stop(): void;
}

export interface NightlyTrainingOptions {
  /** Pairs as JSON lines. */
  readonly dataPath: string;
  /** A cron expression of five parts, by the machine's clock; midnight where absent. */
  readonly cron: string;
  /** As `cron`. */
  readonly cronExpression: string;
}

/** In bytes. */
const MAX_DATA = 512 * 1024 * 1024;
const MAX_METRICS = 1024 * 1024;
const Dated = v.object({ timestamp: v.string() });

/** @param outputDir absolute, of the trainer; the schedule's own file is kept there. @throws SelfHealError `invalid` for a wrong expression. */
export function startNightly(
  outputDir: string,
  dataPath: string,
  cron: string,
  train: () => Promise<unknown>,
  onText: (text: string) => void,
): NightlyTraining {
  const schedule = valueOrThrow(readSchedule(cron), { invalid: 'invalid' });
  const file = path.resolve(dataPath);
  const timer = new NightlyTimer({
    adapters: outputDir,
    schedule,
    minNewPairs: 1,
    pairsSince: () => newPairs(file, outputDir),
    onMains: () => onMainsPower(),
    train: async () => {
      try {
        await train();
        return { ok: true, message: `The adapter in ${outputDir} is trained.` };
      } catch (error) {
        return { ok: false, message: error instanceof Error ? error.message : String(error) };
      }
    },
    onOutcome: ({ message }) => onText(message),
  });
  return {
    cron: schedule.expression,
    get next(): string {
      return (schedule.next(new Date()) ?? new Date(0)).toISOString();
    },
    stop: () => timer.dispose(),
  };
}

/** Lines that are younger than the adapter; all of them where there is none. undefined where the file can't be read. */
function newPairs(file: string, outputDir: string): number | undefined {
  const text = readFileText(file, MAX_DATA);
  if (text === undefined) return undefined;
  const trained = timeOf(readFileText(path.join(outputDir, 'metrics.json'), MAX_METRICS) ?? '');
  // A line without a time is as old as its file.
  const fileTime = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return text.split('\n').filter((line) => line.trim() !== '' && (trained === undefined || (timeOf(line) ?? fileTime) > trained)).length;
}

/** In ms. */
function timeOf(json: string): number | undefined {
  try {
    const read = v.safeParse(Dated, JSON.parse(json));
    const at = read.success ? Date.parse(read.output.timestamp) : Number.NaN;
    return Number.isNaN(at) ? undefined : at;
  } catch {
    return undefined;
  }
}

/** The words of a call, in either form. @throws SelfHealError */
export function nightlyWords(
  { dataPath, cron, cronExpression }: Partial<NightlyTrainingOptions>,
  otherCron: string | undefined,
): readonly [string, string] {
  if (!dataPath) throw new SelfHealError('invalid', 'schedule_nightly_training needs data_path, a file of pairs as JSON lines.');
  return [dataPath, cron ?? cronExpression ?? otherCron ?? '0 0 * * *'];
}
