// A training in words: what it would take, how far it is, how it ended.

import { env, l10n } from 'vscode';
import type { PlanTraining, TrainAdapter } from '../../protocol';
import { counted, plural } from '../session/count';

const GB = 1_000_000_000;
const MB = 1_000_000;

/** `1.4 GB`, `850 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes >= GB) return `${(bytes / GB).toFixed(1)} GB`;
  return bytes >= MB ? `${Math.round(bytes / MB)} MB` : `${Math.max(1, Math.ceil(bytes / 1_000))} KB`;
}

/** Of a guess, so no finer than it can be: `less than a minute`, `12 minutes`, `3 hours`. */
export function timeWords(seconds: number): string {
  if (seconds < 50) return l10n.t('less than a minute');
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return plural(minutes, l10n.t('1 minute'), l10n.t('{0} minutes', minutes));
  const hours = seconds / 3_600;
  return l10n.t('{0} hours', hours < 10 ? hours.toFixed(1).replace('.0', '') : Math.round(hours));
}

/** As it was measured: `24 min 5 s`. */
export function tookWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? l10n.t('{0} min {1} s', minutes, whole % 60) : l10n.t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}

const thousands = (n: number): string => Math.round(n).toLocaleString(env.language);

const DEVICES = {
  cpu: l10n.t('the processor'),
  cuda: l10n.t('the GPU'),
  mps: l10n.t('the GPU of this Mac'),
  mlx: l10n.t('the GPU of this Mac, by MLX'),
} as const;

/** The one line that matters: `312 pairs · about 25 minutes · 1.4 of 7.6 GB memory`. */
export function planLine({ pairs, seconds, memory }: PlanTraining.Answer): string {
  return [
    counted.pairs(pairs.train),
    seconds > 0 ? l10n.t('about {0}', timeWords(seconds)) : '',
    memory.needed > 0 ? l10n.t('{0} of {1} memory', sizeWords(memory.needed), sizeWords(memory.available)) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What a training would take, a line each: what it is and how much. */
export function planLines(plan: PlanTraining.Answer): readonly (readonly [what: string, much: string])[] {
  const { pairs, tokens, steps, device, memory, disk, seconds, launcher, resumesAt } = plan;
  return [
    [
      l10n.t('Pairs'),
      [
        l10n.t('{0} to learn from', thousands(pairs.train)),
        pairs.valid > 0 ? l10n.t('{0} to say when to stop', thousands(pairs.valid)) : '',
        pairs.test > 0 ? l10n.t('{0} to be measured on', thousands(pairs.test)) : '',
        pairs.generic > 0 ? l10n.t('{0} generic ones against forgetting', thousands(pairs.generic)) : '',
      ]
        .filter(Boolean)
        .join(', '),
    ],
    [l10n.t('Tokens'), l10n.t('about {0} an epoch, the longest pair {1}', thousands(tokens.perEpoch), thousands(tokens.longest))],
    [
      l10n.t('Time'),
      plural(
        steps,
        l10n.t('about {0} in 1 step on {1}', timeWords(seconds), DEVICES[device]),
        l10n.t('about {0} in {1} steps on {2}', timeWords(seconds), steps, DEVICES[device]),
      ),
    ],
    [l10n.t('Memory'), l10n.t('{0} needed, {1} here', sizeWords(memory.needed), sizeWords(memory.available))],
    [l10n.t('Disk'), l10n.t('{0} needed, {1} free', sizeWords(disk.needed), sizeWords(disk.available))],
    ...(launcher === null ? [] : ([[l10n.t('Run by'), LAUNCHERS[launcher.kind](launcher.program, launcher.downloads)]] as const)),
    ...(resumesAt === null
      ? []
      : ([[l10n.t('Goes on'), l10n.t('from step {0} of a training that was cut short', thousands(resumesAt))]] as const)),
    ...leftOut(pairs.leftOut),
  ];
}

const LAUNCHERS = {
  uv: (program: string, downloads: boolean) =>
    downloads ? l10n.t('{0}; the packages are downloaded first, some gigabytes', program) : program,
  venv: (program: string, downloads: boolean) =>
    downloads
      ? l10n.t('a Python environment of its own, made with {0}; the packages are downloaded first, some gigabytes', program)
      : l10n.t('a Python environment of its own, made with {0}', program),
  python: (program: string) => program,
  mlx: (program: string) => `MLX, ${program}`,
} as const;

function leftOut(counts: PlanTraining.Answer['pairs']['leftOut']): readonly (readonly [string, string])[] {
  const lines = Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([why, n]) => `${thousands(n)} ${LEFT_OUT[why] ?? why.replaceAll('-', ' ')}`);
  return lines.length === 0 ? [] : [[l10n.t('Left out'), lines.join(', ')]];
}

const LEFT_OUT: Readonly<Record<string, string>> = {
  'too-long': l10n.t('too long to be learned whole'),
  'after-test': l10n.t('younger than what it is measured on'),
  duplicate: l10n.t('there twice'),
  'no-change': l10n.t('without a change'),
  'little-evidence': l10n.t('with too little evidence'),
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
    l10n.t('step {0} of {1}', step, steps),
    loss === undefined ? '' : l10n.t('loss {0}', loss.toFixed(2)),
    eta === undefined ? '' : l10n.t('{0} left', timeWords(eta)),
  ]
    .filter(Boolean)
    .join(' · ');
}

export function trainedSentence({ id, pairs, metrics }: TrainAdapter.Answer): string {
  const { eval_loss: after, eval_loss_before: before, train_runtime: took } = metrics;
  const loss =
    after === null || before === null
      ? ''
      : l10n.t('Its loss on pairs that it did not learn from went from {0} to {1}.', before.toFixed(2), after.toFixed(2));
  return [l10n.t('{0} is trained on {1}, in {2}.', id, counted.pairs(pairs), tookWords(took)), loss].filter(Boolean).join(' ');
}
