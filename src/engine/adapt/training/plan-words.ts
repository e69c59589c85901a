// A planned training and how it goes on, in words: the same in the editor and in the terminal.

import { sizeInWords } from './size-in-words';
import type { TrainingPlan, TrainingProgress } from './training';

const LEFT_OUT: Readonly<Record<string, string>> = {
  'too-long': 'longer than max_seq_length, so that the answer would be cut',
  'after-test': 'of a mistake that is learned, but younger than what it is measured on',
  duplicate: 'there twice',
  'no-change': 'without a change',
  'little-evidence': 'with too little evidence',
  withheld: 'without text, because the search for secrets failed on them',
  unreadable: 'damaged in the store',
};
const LAUNCHERS = {
  uv: 'uv, which fetches the Python packages where they are missing',
  venv: 'a virtual environment of its own',
  python: 'a Python that has the packages',
  mlx: 'Apple’s MLX',
} as const;

/** One line a fact. */
export function planLines(plan: TrainingPlan): readonly string[] {
  const { pairs, tokens, memory, disk, launcher, options, device, processes, methods, resumesAt } = plan;
  const left = Object.entries(pairs.leftOut).filter(([, count]) => count > 0);
  return [
    `Adapter   ${plan.id}, on top of ${plan.request.base}`,
    `Pairs     ${pairs.train} to learn from, ${pairs.valid} to say when to stop, ${pairs.test} to be measured on later; ${pairs.generic} generic ones against forgetting`,
    ...left.map(([why, count]) => `          ${count} left out: ${LEFT_OUT[why] ?? why}`),
    ...(methods.includes('dpo') ? [`          then ${pairs.preferences} fixes beside ones that were not wanted (DPO)`] : []),
    ...(methods.includes('kto') ? [`          then ${pairs.labelled} fixes with whether they were wanted (KTO)`] : []),
    `Tokens    about ${thousands(tokens.perEpoch)} an epoch, the longest example about ${thousands(tokens.longest)}; ${options.num_train_epochs} epochs at most, about ${thousands(Math.round(plan.steps))} steps`,
    `Options   ${plan.preset}: r ${options.r}, alpha ${options.lora_alpha}, ${options.target_modules.join(' ')}, rate ${options.learning_rate}, batch ${options.batch_size} × ${options.gradient_accumulation_steps}${processes > 1 ? ` × ${processes} GPUs` : ''}`,
    `Memory    about ${sizeInWords(memory.needed)} on ${deviceName(device)}, of ${sizeInWords(memory.available)} free`,
    `Disk      about ${sizeInWords(disk.needed)}, of ${sizeInWords(disk.available)} free`,
    `Time      about ${duration(plan.seconds)}, guessed${resumesAt === null ? '' : `; goes on from step ${resumesAt} if nothing has changed since`}`,
    ...(launcher ? [`Run by    ${LAUNCHERS[launcher.kind]} (${launcher.program})`] : []),
  ];
}

/** `step 12 of 81, epoch 0.3, loss 1.234, held-out loss 1.456, 4 min left`. */
export function progressLine({ stage, text, step, steps, epoch, loss, evalLoss, eta }: TrainingProgress): string {
  if (stage !== 'training' || step === undefined || steps === undefined) return text;
  return [
    `${text === 'training' ? '' : `${text}: `}step ${step} of ${steps}`,
    ...(epoch === undefined ? [] : [`epoch ${epoch.toFixed(1)}`]),
    ...(loss === undefined ? [] : [`loss ${loss.toFixed(3)}`]),
    ...(evalLoss === undefined ? [] : [`held-out loss ${evalLoss.toFixed(3)}`]),
    ...(eta === undefined ? [] : [`${duration(eta)} left`]),
  ].join(', ');
}

const deviceName = (device: TrainingPlan['device']): string =>
  ({ cpu: 'the CPU', cuda: 'a GPU', mps: 'an Apple GPU', mlx: 'an Apple chip' })[device];

const thousands = (count: number): string => count.toLocaleString('en-US');

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  const hours = seconds / 3600;
  return `${hours < 10 ? hours.toFixed(1) : Math.round(hours)} hours`;
}
