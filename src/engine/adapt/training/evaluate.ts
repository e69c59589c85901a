// An adapter measured by the trainer's own programs: the loss on the answers of pairs, and answers written out, of the base and of the adapter on top of it.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { question, reply } from '../../learn/exchange/example';
import { Selection } from '../../learn/exchange/selection';
import type { PairStore } from '../../learn/store/pair-store';
import { failure, success, type Result } from '../../result';
import { readBaseModel } from './base-model';
import { findLauncher, preparations, SCRIPT_NAME, setStamp, trainCommand, TRAINER } from './launcher';
import { lookAtMachine } from './machine';
import { withPairs } from './pairs-source';
import { runTrainer, type TrainerEvent } from './run-trainer';
import { trainerFailure } from './trainer-failure';
import type { TrainingFailure, TrainingRequest } from './training';

export interface EvaluationRequest extends Pick<TrainingRequest, 'workspace' | 'base' | 'pairsFile' | 'selection' | 'python' | 'threads'> {
  /** Absolute path of the adapter's folder; absent: the base alone. */
  readonly adapter?: string;
  /** Only the pairs that a training holds out to be measured on. */
  readonly heldOut?: boolean;
  /** How many answers are written out and compared, word for word; none where absent, for it takes long. */
  readonly answers?: number;
  /** In tokens; longer pairs are left out. */
  readonly maxLength: number;
}

export interface Measured {
  /** Mean over the tokens of all answers. */
  readonly loss: number;
  /** Answers whose first code block is the kept fix, word for word, of those `asked` for. */
  readonly exact: number;
  readonly asked: number;
  readonly answers: readonly string[];
}

export interface Evaluation {
  /** Pairs whose loss was measured. */
  readonly of: number;
  readonly base: Measured;
  readonly adapter?: Measured;
}

export interface EvaluateOptions {
  readonly store: PairStore | undefined;
  readonly signal?: AbortSignal;
  readonly onText?: (text: string) => void;
  readonly onLog?: (line: string) => void;
  readonly env?: NodeJS.ProcessEnv;
}

/** Writes only into a folder of its own, which is gone afterwards. */
export async function evaluateAdapter(request: EvaluationRequest, options: EvaluateOptions): Promise<Result<Evaluation, TrainingFailure>> {
  const { signal, env = process.env, onLog } = options;
  const base = readBaseModel(request.base, request.workspace, env);
  if (!base.ok) return base;
  const { isAppleSilicon } = await lookAtMachine(env);
  const launcher = await findLauncher({ python: request.python, env });
  if (!launcher.ok) return launcher;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-evaluation-'));
  try {
    const file = path.join(folder, 'valid.jsonl');
    const written = await withPairs(request, options.store, (store) => writeExamples(store, request, file, signal));
    if (!written.ok) return written;
    if (written.value === 0) return failure('too-few', 'There is no pair to measure on.');
    const job = {
      version: 1,
      mode: 'evaluate',
      base: base.value.name,
      ...(base.value.ggufFile === undefined ? {} : { gguf_file: base.value.ggufFile }),
      output: request.adapter ?? '.',
      valid: 'valid.jsonl',
      max_length: request.maxLength,
      answers: request.answers ?? 0,
      ...(request.threads === undefined ? {} : { threads: request.threads }),
      ...(isAppleSilicon ? { device: 'mps' } : {}),
      watch_stdin: true,
    };
    fs.writeFileSync(path.join(folder, 'job.json'), JSON.stringify(job));
    fs.writeFileSync(path.join(folder, SCRIPT_NAME), TRAINER);
    for (const command of preparations(launcher.value)) {
      const end = await runTrainer(command, { cwd: folder, signal, env, onLog });
      if (end.code !== 0) return trainerFailure(end, launcher.value, '');
    }
    if (launcher.value.kind === 'venv') setStamp(launcher.value);
    const events: TrainerEvent[] = [];
    const end = await runTrainer(trainCommand(launcher.value, path.join(folder, SCRIPT_NAME), path.join(folder, 'job.json'), 1), {
      cwd: folder,
      signal,
      env,
      onLog,
      onEvent: (event) => {
        if (event.event === 'evaluated' || event.event === 'failed') events.push(event);
        else if (event.event === 'stage') options.onText?.(event.text);
        else if (event.event === 'progress') options.onText?.(`${event.step} of ${event.steps} answers of the ${event.method}`);
      },
    });
    const last = events.at(-1);
    if (end.stopped) return failure('cancelled', 'The measuring was cancelled.');
    if (last?.event === 'failed') return failure('failed', last.message);
    if (last?.event !== 'evaluated') return trainerFailure(end, launcher.value, '');
    const { of, base: plain, adapter } = last;
    return success({ of, base: plain, ...(adapter === undefined ? {} : { adapter }) });
  } catch (error) {
    return failure('not-written', `Nothing was measured: ${error instanceof Error ? error.message : String(error)}.`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns how many. */
async function writeExamples(
  store: PairStore,
  { selection = {}, heldOut = false }: EvaluationRequest,
  file: string,
  signal: AbortSignal | undefined,
): Promise<Result<number, TrainingFailure>> {
  const fixes = new Selection(store, selection, { of: 'fix', isForTraining: true }, heldOut, signal);
  const lines: string[] = [];
  for await (const { example, part } of fixes.examples())
    if (!heldOut || part === 'test') lines.push(`${JSON.stringify({ prompt: question(example), completion: reply(example.answer) })}\n`);
  if (fixes.failed) return failure(fixes.failed.reason === 'cancelled' ? 'cancelled' : 'store', fixes.failed.message);
  fs.writeFileSync(file, lines.join(''));
  return success(lines.length);
}
