// `self-heal adapters train`: first what it would take, then, on the user's word, the training itself.

import { createInterface } from 'node:readline/promises';
import path from 'node:path';
import type { ParseArgsOptionsConfig } from 'node:util';
import {
  adaptersFolder,
  METHODS,
  openPairStore,
  planLines,
  planTraining,
  PRESETS,
  progressLine,
  takeTrainingLock,
  train as runTraining,
  type PairStore,
  type TrainingPlan,
  type TrainingProgress,
  type TrainingRequest,
} from '../../../engine';
import { folder, oneOf, parse, wholeNumber } from '../../io/arguments';
import { EXIT, UsageError, type ExitCode } from '../../io/exit-codes';
import { MAX_PAIRS } from '../../io/record';
import { note, print, printJson, say } from '../../io/say';
import { WORKSPACE, type AdapterVerb } from './adapter-verb';

/** What is to be trained, and how. */
export const TRAINING_OPTIONS = {
  base: { type: 'string' },
  id: { type: 'string' },
  preset: { type: 'string' },
  set: { type: 'string', multiple: true },
  method: { type: 'string' },
  pairs: { type: 'string' },
  generic: { type: 'string' },
  python: { type: 'string' },
  gpus: { type: 'string' },
  threads: { type: 'string' },
  force: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

type TrainingWords = { readonly workspace?: string | undefined } & {
  readonly [K in keyof typeof TRAINING_OPTIONS]?:
    ((typeof TRAINING_OPTIONS)[K]['type'] extends 'boolean' ? boolean : K extends 'set' ? readonly string[] : string) | undefined;
};

/** @param verb for the message of a wrong call. */
export function trainingRequest(values: TrainingWords, verb: string): TrainingRequest {
  if (!values.base) throw new UsageError(`adapters ${verb} needs --base MODEL, the model to train on top of.`);
  const workspace = folder(values.workspace ?? '.');
  return {
    workspace,
    base: values.base,
    ...(values.id === undefined ? {} : { id: values.id }),
    ...(values.preset === undefined ? {} : { preset: oneOf('--preset', values.preset, PRESETS) }),
    ...(values.method === undefined ? {} : { method: oneOf('--method', values.method, METHODS) }),
    ...(values.set === undefined ? {} : { options: optionsFrom(values.set) }),
    ...(values.pairs === undefined ? {} : { pairsFile: path.resolve(values.pairs) }),
    ...(values.generic === undefined ? {} : { generic: values.generic.trim() === '' ? Number.NaN : Number(values.generic) }),
    ...(values.python === undefined ? {} : { python: values.python }),
    ...(values.gpus === undefined ? {} : { processes: wholeNumber('--gpus', values.gpus, 1, 64) }),
    ...(values.threads === undefined ? {} : { threads: wholeNumber('--threads', values.threads, 1, 1024) }),
    ...(values.force ? { force: true } : {}),
  };
}

export const train: AdapterVerb = {
  usage: `self-heal adapters train --base MODEL [--yes] [--dry-run] train one from the pairs; MODEL: a name on the Hugging Face hub, a folder, a .gguf file
                   Shows first what it would take, and asks; in a script --yes is the word for it. Ctrl+C ends it; the same call goes on.
  --id NAME        the adapter's name
  --preset NAME    ${PRESETS.join(', ')} (default: default)
  --set NAME=VALUE one option over the preset's, as r=16, target_modules=q_proj,v_proj, num_train_epochs=1; again for each
  --method NAME    ${METHODS.join(', ')} (default: by what there is)
  --pairs FILE     pairs from a file of JSON lines, not the workspace's
  --generic SHARE  share of generic examples against forgetting: 0, or 0.1 to 0.3 (default 0.2)
  --python FILE    a Python that has torch, transformers, trl and peft (default: one that is found, uv, or a virtual environment)
  --gpus N, --threads N
  --force          also with fewer than 50 pairs`,
  run: async (args) => {
    const { values, positionals } = parse(args, {
      ...WORKSPACE,
      ...TRAINING_OPTIONS,
      yes: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
    });
    if (positionals[0] !== undefined) throw new UsageError(`adapters train takes no '${positionals[0]}'; name the model with --base.`);
    if (values.yes && values['dry-run']) throw new UsageError('--yes and --dry-run contradict each other.');
    const request = trainingRequest(values, 'train');
    const opened = values.pairs === undefined ? openPairStore({ folder: request.workspace, maxPairs: MAX_PAIRS }) : undefined;
    if (opened && !opened.ok) throw new UsageError(opened.message);
    try {
      return await planAndTrain(request, opened?.value, {
        json: values.json ?? false,
        yes: values.yes ?? false,
        isDry: values['dry-run'] ?? false,
      });
    } finally {
      opened?.value.close();
    }
  },
};

interface Way {
  readonly json: boolean;
  readonly yes: boolean;
  readonly isDry: boolean;
}

async function planAndTrain(request: TrainingRequest, store: PairStore | undefined, { json, yes, isDry }: Way): Promise<ExitCode> {
  const planned = await planTraining(request, store);
  if (!planned.ok) throw new UsageError(planned.message);
  const plan = planned.value;
  if (json && isDry) printJson(plan);
  else note(`${planLines(plan).join('\n')}\n`);
  if (!(json && isDry)) for (const warning of plan.warnings) say(warning);
  for (const { message } of plan.refusals) say(message);
  if (plan.refusals.length > 0) return EXIT.usage;
  if (isDry) return EXIT.ok;
  if (!yes && !(await ask())) {
    say('nothing was trained; --yes starts it.');
    return EXIT.ok;
  }
  const lock = takeTrainingLock(adaptersFolder(request.workspace));
  if (!lock.ok) throw new UsageError(lock.message);
  try {
    return await trainNow(plan, store, json);
  } finally {
    lock.value.release();
  }
}

export async function trainNow(plan: TrainingPlan, store: PairStore | undefined, json: boolean): Promise<ExitCode> {
  const interrupted = new AbortController();
  const stop = (): void => {
    if (interrupted.signal.aborted) process.exit(EXIT.interrupted);
    say('ends after this step; once more ends it now.');
    interrupted.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  try {
    const trained = await runTraining(plan, { store, signal: interrupted.signal, onProgress: teller() });
    if (!trained.ok) {
      say(trained.message);
      return trained.reason === 'cancelled' ? EXIT.interrupted : EXIT.left;
    }
    const { id, folder: adapter, metrics } = trained.value;
    if (json) printJson(trained.value);
    else {
      const { eval_loss: after, eval_loss_before: before } = metrics;
      const held = after === null ? '' : `; held-out loss ${before === null ? '' : `${before.toFixed(3)} → `}${after.toFixed(3)}`;
      print(
        `${id} is in ${adapter}: ${metrics.steps} steps, loss ${metrics.train_loss.toFixed(3)}${held}${metrics.dropped > 0 ? `; ${metrics.dropped} pairs were too long` : ''}.\n`,
      );
      print(`It is not used yet: \`self-heal adapters compare ${id}\` measures it against the model without it.\n`);
    }
    return EXIT.ok;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', stop);
  }
}

/** In a terminal one line that changes, in a script one now and then. */
function teller(): (progress: TrainingProgress) => void {
  const isTerminal = process.stderr.isTTY;
  let last = '';
  let at = -Infinity;
  let hadStep = false;
  return (progress) => {
    const line = progressLine(progress);
    if (line === last) return;
    const { step } = progress;
    const isNews = step === undefined || !hadStep || step === progress.steps || performance.now() - at > 10_000;
    hadStep = step !== undefined;
    if (isTerminal) {
      process.stderr.clearLine(0);
      process.stderr.cursorTo(0);
      note(`${line}${progress.step === undefined ? '\n' : ''}`);
    } else if (isNews) note(`${line}\n`);
    if (isTerminal && progress.step === progress.steps) note('\n');
    if (isNews) at = performance.now();
    last = line;
  };
}

/** Only where a person sits there; the end of input is a no. */
async function ask(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    return /^\s*y(?:es)?\s*$/i.test(await Promise.race([terminal.question('Train now? [y/N] '), closed]));
  } finally {
    terminal.close();
  }
}

/** What is wrong with a value the engine says. */
function optionsFrom(words: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    words.map((word): readonly [string, unknown] => {
      const [, name, value] = /^(\w+)=(.+)$/.exec(word) ?? [];
      if (name === undefined || value === undefined) throw new UsageError(`--set takes NAME=VALUE, not '${word}'.`);
      if (name === 'target_modules') return [name, value.split(',')];
      return [name, value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value];
    }),
  );
}
