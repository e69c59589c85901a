// The run of a training that was planned: its data and its job are written into a folder of their own, the trainer runs, and the adapter takes its place as the
// last act. Whatever ends it before leaves no adapter, and what was there as it was.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { makeFolder } from '../../files/make-folder';
import { readFileText } from '../../files/read-file';
import { writeFailure } from '../../files/write-file';
import { PROMPT_VERSION, promptHash } from '../../learn/exchange/prompt';
import type { PairStore } from '../../learn/store/pair-store';
import { failure, success, type Failure, type Result } from '../../result';
import { readAdapterRecord } from '../adapter-metadata';
import { makeAdaptersFolder } from '../adapters-folder';
import { trainedOn } from '../trained-on';
import { countSafetensors, readBaseModel } from './base-model';
import { findLauncher, preparations, SCRIPT_NAME, setStamp, trainCommand, TRAINER, type Launcher } from './launcher';
import { lossPlot } from './loss-plot';
import { adoptMlxAdapter, mlxCommand, readMlxLine, writeMlxData, type MlxLine } from './mlx';
import { withPairs } from './pairs-source';
import { dropBrokenCheckpoints, runFolder, stepsDone } from './run-folder';
import { runTrainer, type TrainerEvent } from './run-trainer';
import { lastWords, trainerFailure } from './trainer-failure';
import { DATA_FILES, DataFiles, gatherData, type TrainingData } from './training-data';
import type { Trained, TrainingFailure, TrainingMetrics, TrainingPlan, TrainingPoint, TrainingProgress } from './training';

export interface TrainOptions {
  /** None is needed where the request names a file of pairs. */
  readonly store: PairStore | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Each line that the programs say besides. */
  readonly onLog?: (line: string) => void;
  readonly env?: NodeJS.ProcessEnv;
}

type Ended<T> = Result<T, TrainingFailure>;

const JOB = 'job.json';
const HISTORY = 'training_history.jsonl';
/** In bytes, of one of the files of examples. */
const MAX_DATA = 512 * 1024 * 1024;
const ADAPTER = 'adapter';
/** Of an adapter of which nobody has said anything yet. */
const UNKNOWN_RATE = 0.5;
const REASONS: readonly TrainingFailure[] = [
  'invalid',
  'too-few',
  'no-packages',
  'no-hub',
  'gated',
  'wrong-base',
  'memory',
  'disk',
  'diverged',
  'failed',
];

/** Trains and registers. On a failure, a cancel or a death of any process there is no adapter, and what was there is as it was; the same plan goes on from its last checkpoint. */
export async function train(plan: TrainingPlan, options: TrainOptions): Promise<Ended<Trained>> {
  const [refusal] = plan.refusals;
  if (refusal) return failure(refusal.reason, refusal.message);
  const { signal, env = process.env } = options;
  try {
    if (signal?.aborted) return CANCELLED;
    const made = makeAdaptersFolder(path.dirname(plan.folder));
    if (!made.ok) return made;
    const launcher = await findLauncher({
      python: plan.request.python,
      env,
      isAppleSilicon: plan.device === 'mlx' || plan.device === 'mps',
    });
    if (!launcher.ok) return launcher;
    const run = runFolder(plan.folder);
    options.onProgress?.({ stage: 'preparing', text: 'writing the pairs' });
    const prepared = await withPairs(plan.request, options.store, (store) => prepare(plan, run, launcher.value, store, options));
    if (!prepared.ok) return prepared;
    const trained = await runAll(plan, run, launcher.value, prepared.value, options);
    if (!trained.ok) {
      // What can be gone on from is kept, and nothing else.
      if (stepsDone(plan.folder) === null) fs.rmSync(run, { recursive: true, force: true });
      return trained;
    }
    return register(plan, run, prepared.value, trained.value);
  } catch (error) {
    return ofFileSystem(error);
  }
}

const CANCELLED = failure('cancelled', 'The training was cancelled; there is no adapter.');

function ofFileSystem(error: unknown): Failure<TrainingFailure> {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC') return failure('disk', 'The disk is full, so the training was ended; there is no adapter.');
  if (code === 'ENOTEMPTY' || code === 'EEXIST') return failure('exists', 'Meanwhile an adapter of this name was made; that one stays.');
  return failure('not-written', `The adapter was not made: ${writeFailure(error).message}.`);
}

/** Data, trainer and job in the run's folder; begun anew where anything of them is not what it was. */
async function prepare(
  plan: TrainingPlan,
  run: string,
  launcher: Launcher,
  store: PairStore,
  { signal }: TrainOptions,
): Promise<Ended<TrainingData>> {
  const fresh = `${run}.new`;
  fs.rmSync(fresh, { recursive: true, force: true });
  makeFolder(fresh);
  const files = new DataFiles(fresh);
  let gathered: Result<TrainingData, TrainingFailure>;
  try {
    gathered = await gatherData(
      store,
      { selection: plan.request.selection, maxLength: plan.options.max_seq_length, generic: plan.request.generic ?? 0 },
      (file, record) => files.write(file, record),
      signal,
    );
  } finally {
    files.close();
  }
  if (!gathered.ok || gathered.value.train === 0) {
    fs.rmSync(fresh, { recursive: true, force: true });
    return gathered.ok ? failure('too-few', 'There is no pair to learn from any more.') : gathered;
  }
  const job = jobOf(plan, files);
  if (!job.ok) {
    fs.rmSync(fresh, { recursive: true, force: true });
    return job;
  }
  if (launcher.kind === 'mlx') writeMlxData(fresh);
  const print = fingerprint(fresh, job.value);
  const isSame = readText(path.join(run, 'fingerprint')) === print;
  if (isSame) {
    fs.rmSync(fresh, { recursive: true, force: true });
    dropBrokenCheckpoints(run);
  } else {
    fs.writeFileSync(path.join(fresh, 'fingerprint'), print);
    fs.rmSync(run, { recursive: true, force: true });
    fs.renameSync(fresh, run);
  }
  fs.writeFileSync(path.join(run, SCRIPT_NAME), TRAINER);
  fs.writeFileSync(path.join(run, JOB), `${JSON.stringify({ ...job.value, resume: isSame, watch_stdin: true }, null, 2)}\n`);
  return gathered;
}

function jobOf({ request, options, methods }: TrainingPlan, files: DataFiles): Ended<Readonly<Record<string, unknown>>> {
  const base = readBaseModel(request.base, request.workspace);
  if (!base.ok) return base;
  const { max_seq_length, ...rest } = options;
  const named = (file: keyof typeof DATA_FILES): Record<string, string> => (files.has(file) ? { [file]: DATA_FILES[file] } : {});
  return success({
    version: 1,
    base: base.value.name,
    ...(base.value.ggufFile === undefined ? {} : { gguf_file: base.value.ggufFile }),
    output: '.',
    methods,
    ...named('train'),
    ...named('valid'),
    ...(methods.includes('dpo') ? named('preference') : {}),
    ...(methods.includes('kto') ? named('labelled') : {}),
    ...rest,
    max_length: max_seq_length,
    ...(request.threads === undefined ? {} : { threads: request.threads }),
    seed: 1,
  });
}

function fingerprint(folder: string, job: Readonly<Record<string, unknown>>): string {
  const hash = createHash('sha256').update(JSON.stringify(job)).update(TRAINER);
  for (const name of Object.values(DATA_FILES)) hash.update(`\n${name}\n`).update(readText(path.join(folder, name)) ?? '');
  return hash.digest('hex');
}

const readText = (file: string): string | undefined => readFileText(file, MAX_DATA);

const linesOf = (points: readonly TrainingPoint[]): string => points.map((point) => `${JSON.stringify(point)}\n`).join('');

/** What an earlier part of the run told; its last line may have been cut. */
function readHistory(run: string): readonly TrainingPoint[] {
  const found: TrainingPoint[] = [];
  for (const line of (readText(path.join(run, HISTORY)) ?? '').split('\n')) {
    try {
      const read = v.safeParse(PointSchema, JSON.parse(line));
      if (read.success) found.push(read.output);
    } catch {
      // Cut short, or the end of the file.
    }
  }
  return found;
}

const PointSchema = v.object({
  step: v.number(),
  epoch: v.number(),
  loss: v.exactOptional(v.number()),
  eval_loss: v.exactOptional(v.number()),
  learning_rate: v.exactOptional(v.number()),
  method: v.string(),
  at: v.string(),
});

interface Run {
  readonly metrics: TrainingMetrics;
  readonly history: readonly TrainingPoint[];
}

async function runAll(plan: TrainingPlan, run: string, launcher: Launcher, data: TrainingData, options: TrainOptions): Promise<Ended<Run>> {
  const { onProgress, onLog, signal, env = process.env } = options;
  for (const command of preparations(launcher)) {
    onProgress?.({ stage: 'preparing', text: 'fetching the Python packages; this takes minutes, once' });
    const end = await runTrainer(command, { cwd: run, signal, env, onLog });
    if (end.stopped) return CANCELLED;
    if (end.code !== 0)
      return failure(
        'no-packages',
        `The Python packages could not be installed: ${lastWords(end)}. The command was: ${command.program} ${command.args.join(' ')}`,
      );
  }
  if (launcher.kind === 'venv') setStamp(launcher);

  // What is told of the steps since the last checkpoint is told again.
  const done = stepsDone(plan.folder) ?? 0;
  const history: TrainingPoint[] = readHistory(run).filter(({ step }) => step <= done);
  fs.writeFileSync(path.join(run, HISTORY), linesOf(history));
  let metrics: TrainingMetrics | undefined;
  let refused: Failure<TrainingFailure> | undefined;
  let latest: TrainingProgress = {
    stage: 'preparing',
    text: launcher.kind === 'uv' ? 'fetching the Python packages where they are missing' : 'starting the trainer',
  };
  const tell = (progress: TrainingProgress): void => {
    latest = progress;
    onProgress?.(progress);
  };
  tell(latest);
  const onEvent = (event: TrainerEvent): void => {
    switch (event.event) {
      case 'stage':
        return tell({ stage: event.stage, text: event.text });
      case 'progress':
        return tell({
          ...latest,
          stage: 'training',
          text: event.method === 'sft' ? 'training' : `training (${event.method})`,
          step: event.step,
          steps: event.steps,
          ...(event.epoch == null ? {} : { epoch: event.epoch }),
          ...(event.eta == null ? {} : { eta: event.eta }),
        });
      case 'point': {
        const { step, epoch, at, loss, eval_loss, learning_rate, method } = event;
        const point = { step, epoch, ...numbers({ loss, eval_loss, learning_rate }), method, at };
        history.push(point);
        fs.appendFileSync(path.join(run, HISTORY), linesOf([point]));
        return tell({ ...latest, ...(loss == null ? {} : { loss }), ...(eval_loss == null ? {} : { evalLoss: eval_loss }) });
      }
      case 'done':
        metrics = event.metrics;
        return;
      case 'failed':
        refused = failure(REASONS.find((reason) => reason === event.reason) ?? 'failed', event.message);
        return;
      default:
    }
  };
  const command =
    launcher.kind === 'mlx'
      ? mlxCommand(plan, launcher, run, data)
      : trainCommand(launcher, path.join(run, SCRIPT_NAME), path.join(run, JOB), plan.processes);
  const mlxLines: MlxLine[] = [];
  const onLine = (line: string): void => {
    const told = launcher.kind === 'mlx' ? readMlxLine(line) : undefined;
    if (told) {
      mlxLines.push(told);
      history.push({
        step: told.step,
        epoch: 0,
        ...numbers({ loss: told.loss, eval_loss: told.evalLoss, learning_rate: undefined }),
        method: 'sft',
        at: new Date().toISOString(),
      });
      tell({ stage: 'training', text: 'training', ...told, steps: Math.round(plan.steps) });
    }
    onLog?.(line);
  };
  const began = performance.now();
  const end = await runTrainer(command, { cwd: run, signal, env, onEvent, onLog: onLine });
  if (end.stopped) return stepsDone(plan.folder) === null ? CANCELLED : CANCELLED_LATER;
  if (refused) return refused;
  if (launcher.kind === 'mlx' && end.code === 0)
    metrics = adoptMlxAdapter(plan, run, mlxLines, (performance.now() - began) / 1000, data.train + data.generic);
  if (end.code !== 0 || !metrics)
    return trainerFailure(end, launcher, stepsDone(plan.folder) === null ? '' : ' The same training goes on from its last checkpoint.');
  return success({ metrics, history });
}

const CANCELLED_LATER = failure(
  'cancelled',
  'The training was cancelled; there is no adapter. The same training goes on from its last checkpoint.',
);

const numbers = (
  values: Readonly<Record<'loss' | 'eval_loss' | 'learning_rate', number | null | undefined>>,
): Partial<Record<keyof typeof values, number>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'number'));

/** The adapter with all that is known of it, in one piece, in its place. */
function register(plan: TrainingPlan, run: string, data: TrainingData, { metrics, history }: Run): Ended<Trained> {
  const adapter = path.join(run, ADAPTER);
  const weights = path.join(adapter, 'adapter_model.safetensors');
  if (!fs.existsSync(path.join(adapter, 'adapter_config.json')) || !fs.existsSync(weights))
    return failure('failed', 'The trainer ended well, but left no adapter.');
  const counted = countSafetensors(weights);
  if (!counted.ok) return failure('failed', 'The adapter’s weights were not written whole.');
  const { request, options, preset, methods } = plan;
  const types = [...new Set(data.learned.map(({ errorType }) => errorType).filter((type) => type !== ''))].slice(0, 1_000);
  const record = readAdapterRecord({
    adapter_id: plan.id,
    model_name: request.base,
    description: request.description ?? `Trained on ${data.train} fixes of this workspace.`,
    created_at: metrics.timestamp,
    success_rate: UNKNOWN_RATE,
    error_types: request.errorTypes ?? types,
    base_model: request.base,
    trained_on_pairs: data.train,
    trained_on: trainedOn(data.learned, { stoppedBy: data.stoppedBy, generic: data.generic }),
    prompt: { version: PROMPT_VERSION, hash: promptHash() },
    training: { method: methods.at(-1), preset, config: { ...options } },
    metrics: { ...metrics },
  });
  if (!record.ok) return failure('failed', record.message);
  // A page about the model, with paths of this machine.
  fs.rmSync(path.join(adapter, 'README.md'), { force: true });
  fs.writeFileSync(path.join(adapter, HISTORY), linesOf(history));
  fs.writeFileSync(path.join(adapter, 'metrics.json'), `${JSON.stringify(metrics, null, 2)}\n`);
  fs.writeFileSync(path.join(adapter, 'loss.svg'), lossPlot(history.filter(({ method }) => method === 'sft')));
  fs.writeFileSync(path.join(adapter, 'metadata.json'), `${JSON.stringify(record.value, null, 2)}\n`);
  for (const name of fs.readdirSync(adapter)) sync(path.join(adapter, name));
  if (fs.existsSync(plan.folder)) return failure('exists', `Meanwhile an adapter ${plan.id} was made; that one stays.`);
  fs.renameSync(adapter, plan.folder);
  fs.rmSync(run, { recursive: true, force: true });
  return success({ id: plan.id, folder: plan.folder, metrics, history });
}

/** Onto the disk, before the name says that it is whole. */
function sync(file: string): void {
  const opened = fs.openSync(file, 'r+');
  try {
    fs.fsyncSync(opened);
  } finally {
    fs.closeSync(opened);
  }
}
