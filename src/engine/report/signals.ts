// What is unusual in a workspace: errors a minute, how many of the last commands failed, how long a command took. Each is held against what was seen here
// before, by a robust z-score, and nothing is said until enough was seen. What is kept are numbers alone: a command is known by a hash.

import { createHash } from 'node:crypto';
import * as v from 'valibot';

export const SIGNALS = ['errors_per_minute', 'failed_share', 'run_time'] as const;
export type Signal = (typeof SIGNALS)[number];

export type Judgement =
  | { readonly kind: 'not-enough'; readonly seen: number; readonly needed: number }
  | {
      readonly kind: 'usual' | 'unusual';
      /** How many usual deviations above the usual value. */
      readonly score: number;
      /** The median of what was seen. */
      readonly usual: number;
    };

/** Deviations from which a value is unusual (Iglewicz and Hoaglin's 3.5). */
const LIMIT = 3.5;
/** As much of what was seen may itself have been unusual: no more of it than this would have been told. */
const CONTAMINATION = 0.1;
/** Makes a median absolute deviation comparable to a standard deviation. */
const MAD_TO_SIGMA = 1.4826;

/**
 * Whether a value is unusually high among what was seen before. A broken day in what was seen moves neither the median nor the deviations from it by much; and
 * the limit is where at most a tenth of what was seen lies above it.
 * @param least the smallest deviation that means anything, in the value's own unit.
 */
export function judge(
  seen: readonly number[],
  value: number,
  { needed, least }: { readonly needed: number; readonly least: number },
): Judgement {
  if (seen.length < needed) return { kind: 'not-enough', seen: seen.length, needed };
  const usual = medianOf(seen);
  const deviation = Math.max(least, MAD_TO_SIGMA * medianOf(seen.map((one) => Math.abs(one - usual))));
  const scoreOf = (one: number): number => (one - usual) / deviation;
  const scores = seen.map(scoreOf).sort((a, b) => a - b);
  const limit = Math.max(LIMIT, scores[Math.ceil(scores.length * (1 - CONTAMINATION)) - 1] ?? LIMIT);
  const score = scoreOf(value);
  return { kind: score > limit ? 'unusual' : 'usual', score, usual };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const [low = 0, high = 0] = sorted.length % 2 === 1 ? [sorted[half], sorted[half]] : [sorted[half - 1], sorted[half]];
  return (low + high) / 2;
}

/** What must have been seen before anything is said, and the smallest deviation: an error a minute; a tenth; a quarter longer. */
const RULES = {
  /** Minutes in which something ran. */
  errors_per_minute: { needed: 30, least: 1, kept: 500 },
  /** Blocks of `BLOCK` commands. */
  failed_share: { needed: 8, least: 0.1, kept: 200 },
  /** Runs of the same command that ended well; their logarithms. */
  run_time: { needed: 10, least: Math.log(1.25), kept: 50 },
} as const;
const BLOCK = 10;
/** A run this much longer than usual is told, however regular the command is. In ms. */
const LONGER_BY_MS = 2_000;
/** Commands whose times are kept: those run last. */
const MAX_COMMANDS = 200;
const MINUTE_MS = 60_000;

const number = v.pipe(v.number(), v.finite(), v.minValue(0));
const numbers = (most: number): v.GenericSchema<number[]> => v.pipe(v.array(number), v.maxLength(most));
const StateSchema = v.object({
  version: v.literal(1),
  errorsPerMinute: numbers(RULES.errors_per_minute.kept),
  failedShare: numbers(RULES.failed_share.kept),
  /** Of the block that is not full yet, and the one before it: whether each command failed. */
  lately: v.pipe(v.array(v.boolean()), v.maxLength(2 * BLOCK)),
  /** Times in ms of runs that ended well, by the hash of the command. The one run last is the last. */
  runs: v.pipe(
    v.array(v.object({ command: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)), ms: numbers(RULES.run_time.kept) })),
    v.maxLength(MAX_COMMANDS),
  ),
  /** How often each was unusual. */
  unusual: v.object({ errors_per_minute: number, failed_share: number, run_time: number }),
  /** What was seen last, and what was usual then. */
  last: v.record(v.picklist(SIGNALS), v.exactOptional(v.object({ value: number, usual: v.exactOptional(number) }))),
});
type State = v.InferOutput<typeof StateSchema>;

const fresh = (): State => ({
  version: 1,
  errorsPerMinute: [],
  failedShare: [],
  lately: [],
  runs: [],
  unusual: { errors_per_minute: 0, failed_share: 0, run_time: 0 },
  last: {},
});

export interface SeenCommand {
  readonly line: string;
  readonly cwd: string;
  readonly ms: number;
  readonly hasFailed: boolean;
  /** Errors that it printed. */
  readonly errors: number;
}

export interface Unusual {
  readonly signal: Signal;
  /** One sentence for a person. */
  readonly message: string;
}

/** The signals of one workspace folder. */
export class Signals {
  private readonly state: State;
  /** The minute that is counted now, since 1970, and whether it was told already. */
  private minute: { readonly at: number; errors: number; isTold: boolean } | undefined;
  private isShareTold = false;

  /** @param kept what `toJSON` gave; anything else begins anew. */
  constructor(kept: unknown) {
    const read = v.safeParse(StateSchema, kept);
    this.state = read.success ? read.output : fresh();
  }

  /** A command has ended. `at`: ms since 1970. @returns what is unusual about it. */
  ended({ line, cwd, ms, hasFailed, errors }: SeenCommand, at: number): readonly Unusual[] {
    const told = [this.errors(errors, at), this.share(hasFailed), hasFailed ? undefined : this.runTime(line, cwd, Math.max(1, ms))];
    return told.filter((one) => one !== undefined);
  }

  /** Errors were seen elsewhere: in a log, by a debugger. */
  seen(errors: number, at: number): readonly Unusual[] {
    return [this.errors(errors, at)].filter((one) => one !== undefined);
  }

  /** Nothing was ever seen. */
  get isFresh(): boolean {
    const { errorsPerMinute, failedShare, lately, runs } = this.state;
    return [errorsPerMinute, failedShare, lately, runs].every(({ length }) => length === 0);
  }

  toJSON(): unknown {
    return this.state;
  }

  /** As measures: the last value, what is usual, how much was seen, how often it was unusual. */
  get measures(): readonly {
    readonly signal: Signal;
    readonly seen: number;
    readonly unusual: number;
    readonly value?: number;
    readonly usual?: number;
  }[] {
    const { errorsPerMinute, failedShare, runs, unusual, last } = this.state;
    const seen = {
      errors_per_minute: errorsPerMinute.length,
      failed_share: failedShare.length,
      run_time: runs.reduce((sum, { ms }) => sum + ms.length, 0),
    };
    return SIGNALS.map((signal) => ({ signal, seen: seen[signal], unusual: unusual[signal], ...last[signal] }));
  }

  private errors(errors: number, at: number): Unusual | undefined {
    const minute = Math.floor(at / MINUTE_MS);
    if (this.minute?.at !== minute) {
      if (this.minute) push(this.state.errorsPerMinute, this.minute.errors, RULES.errors_per_minute.kept);
      this.minute = { at: minute, errors: 0, isTold: false };
    }
    this.minute.errors += errors;
    const judged = this.judged('errors_per_minute', this.state.errorsPerMinute, this.minute.errors);
    if (judged.kind !== 'unusual' || this.minute.isTold || errors === 0) return undefined;
    this.minute.isTold = true;
    return this.tell('errors_per_minute', `${this.minute.errors} errors within a minute; usual here: ${shown(judged.usual)}.`);
  }

  private share(hasFailed: boolean): Unusual | undefined {
    const { lately, failedShare } = this.state;
    lately.push(hasFailed);
    if (lately.length === 2 * BLOCK) {
      const block = lately.splice(0, BLOCK);
      push(failedShare, block.filter(Boolean).length / BLOCK, RULES.failed_share.kept);
    }
    if (lately.length < BLOCK) return undefined;
    const failed = lately.slice(-BLOCK).filter(Boolean).length;
    const judged = this.judged('failed_share', failedShare, failed / BLOCK);
    if (judged.kind !== 'unusual') this.isShareTold = false;
    if (judged.kind !== 'unusual' || this.isShareTold) return undefined;
    this.isShareTold = true;
    return this.tell(
      'failed_share',
      `${failed} of the last ${BLOCK} commands failed; usual here: ${shown(judged.usual * BLOCK)} of ${BLOCK}.`,
    );
  }

  private runTime(line: string, cwd: string, ms: number): Unusual | undefined {
    const { runs } = this.state;
    const command = createHash('sha256')
      .update(JSON.stringify([line.trim(), cwd]))
      .digest('hex')
      .slice(0, 16);
    const at = runs.findIndex((one) => one.command === command);
    const known = (at < 0 ? undefined : runs.splice(at, 1)[0]) ?? { command, ms: [] };
    runs.push(known);
    if (runs.length > MAX_COMMANDS) runs.shift();
    const judged = judge(known.ms.map(Math.log), Math.log(ms), RULES.run_time);
    push(known.ms, ms, RULES.run_time.kept);
    const usual = judged.kind === 'not-enough' ? undefined : Math.round(Math.exp(judged.usual));
    this.state.last.run_time = { value: ms / 1000, ...(usual === undefined ? {} : { usual: usual / 1000 }) };
    if (judged.kind !== 'unusual' || usual === undefined || ms - usual < LONGER_BY_MS) return undefined;
    return this.tell('run_time', `A command took ${seconds(ms)}; usual for it here: ${seconds(usual)}.`);
  }

  private judged(signal: 'errors_per_minute' | 'failed_share', seen: readonly number[], value: number): Judgement {
    const judged = judge(seen, value, RULES[signal]);
    this.state.last[signal] = { value, ...(judged.kind === 'not-enough' ? {} : { usual: judged.usual }) };
    return judged;
  }

  private tell(signal: Signal, message: string): Unusual {
    this.state.unusual[signal]++;
    return { signal, message };
  }
}

function push(values: number[], value: number, most: number): void {
  values.push(value);
  while (values.length > most) values.shift();
}

const shown = (value: number): string => String(Math.round(value * 10) / 10);
const seconds = (ms: number): string => `${ms < 10_000 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000)} s`;
