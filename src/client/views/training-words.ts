// A training in words: what it would take, how far it is, how it ended.

import type { PlanTraining, TrainAdapter } from '../../protocol';
import { count } from '../session/count';

const GB = 1_000_000_000;
const MB = 1_000_000;

/** `1.4 GB`, `850 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes >= GB) return `${(bytes / GB).toFixed(1)} GB`;
  return bytes >= MB ? `${Math.round(bytes / MB)} MB` : `${Math.max(1, Math.ceil(bytes / 1_000))} KB`;
}

/** Of a guess, so no finer than it can be: `less than a minute`, `12 minutes`, `3 hours`. */
export function timeWords(seconds: number): string {
  if (seconds < 50) return 'less than a minute';
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return count(minutes, 'minute');
  const hours = seconds / 3_600;
  return hours < 10 ? `${hours.toFixed(1).replace('.0', '')} hours` : count(Math.round(hours), 'hour');
}

/** As it was measured: `24 min 5 s`. */
export function tookWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const thousands = (n: number): string => Math.round(n).toLocaleString('en');

const DEVICES = { cpu: 'the processor', cuda: 'the GPU', mps: 'the GPU of this Mac', mlx: 'the GPU of this Mac, by MLX' } as const;

/** The one line that matters: `312 pairs · about 25 minutes · 1.4 of 7.6 GB memory`. */
export function planLine({ pairs, seconds, memory }: PlanTraining.Answer): string {
  return [
    count(pairs.train, 'pair'),
    seconds > 0 ? `about ${timeWords(seconds)}` : '',
    memory.needed > 0 ? `${sizeWords(memory.needed)} of ${sizeWords(memory.available)} memory` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What a training would take, a line each: what it is and how much. */
export function planLines(plan: PlanTraining.Answer): readonly (readonly [what: string, much: string])[] {
  const { pairs, tokens, steps, device, memory, disk, seconds, launcher, resumesAt } = plan;
  return [
    [
      'Pairs',
      [
        `${thousands(pairs.train)} to learn from`,
        pairs.valid > 0 ? `${thousands(pairs.valid)} to say when to stop` : '',
        pairs.test > 0 ? `${thousands(pairs.test)} to be measured on` : '',
        pairs.generic > 0 ? `${thousands(pairs.generic)} generic ones against forgetting` : '',
      ]
        .filter(Boolean)
        .join(', '),
    ],
    ['Tokens', `about ${thousands(tokens.perEpoch)} an epoch, the longest pair ${thousands(tokens.longest)}`],
    ['Time', `about ${timeWords(seconds)} in ${count(steps, 'step')} on ${DEVICES[device]}`],
    ['Memory', `${sizeWords(memory.needed)} needed, ${sizeWords(memory.available)} here`],
    ['Disk', `${sizeWords(disk.needed)} needed, ${sizeWords(disk.available)} free`],
    ...(launcher === null ? [] : ([['Run by', LAUNCHERS[launcher.kind](launcher.program, launcher.downloads)]] as const)),
    ...(resumesAt === null ? [] : ([['Goes on', `from step ${thousands(resumesAt)} of a training that was cut short`]] as const)),
    ...leftOut(pairs.leftOut),
  ];
}

const LAUNCHERS = {
  uv: (program: string, downloads: boolean) => `${program}${downloads ? '; the packages are downloaded first, some gigabytes' : ''}`,
  venv: (program: string, downloads: boolean) =>
    `a Python environment of its own, made with ${program}${downloads ? '; the packages are downloaded first, some gigabytes' : ''}`,
  python: (program: string) => program,
  mlx: (program: string) => `MLX, ${program}`,
} as const;

function leftOut(counts: PlanTraining.Answer['pairs']['leftOut']): readonly (readonly [string, string])[] {
  const lines = Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([why, n]) => `${thousands(n)} ${LEFT_OUT[why] ?? why.replaceAll('-', ' ')}`);
  return lines.length === 0 ? [] : [['Left out', lines.join(', ')]];
}

const LEFT_OUT: Readonly<Record<string, string>> = {
  'too-long': 'too long to be learned whole',
  'after-test': 'younger than what it is measured on',
  duplicate: 'there twice',
  'no-change': 'without a change',
  'little-evidence': 'with too little evidence',
};

export function planTooFew({ refusals }: PlanTraining.Answer): boolean {
  return refusals.some(({ reason }) => reason === 'too-few');
}

/** One short line for the notification. */
export function progressLine(progress: TrainAdapter.Progress): string | undefined {
  if ('log' in progress) return undefined;
  const { text, step, steps, loss, eta } = progress;
  if (step === undefined || steps === undefined) return text;
  return [
    `step ${step} of ${steps}`,
    loss === undefined ? '' : `loss ${loss.toFixed(2)}`,
    eta === undefined ? '' : `${timeWords(eta)} left`,
  ]
    .filter(Boolean)
    .join(' · ');
}

export function trainedSentence({ id, pairs, metrics }: TrainAdapter.Answer): string {
  const { eval_loss: after, eval_loss_before: before, train_runtime: took } = metrics;
  const loss =
    after === null || before === null
      ? ''
      : `Its loss on pairs that it did not learn from went from ${before.toFixed(2)} to ${after.toFixed(2)}.`;
  return [`${id} is trained on ${count(pairs, 'pair')}, in ${tookWords(took)}.`, loss].filter(Boolean).join(' ');
}
