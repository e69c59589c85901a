// LoRaConfig, LoRaTrainer and TrainingMetrics of the documents: an adapter is trained by the engine, in Python, into the trainer's own folder.

import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import {
  countSafetensors,
  evaluateAdapter,
  planTraining,
  progressLine,
  readFileText,
  readLoraOptions,
  train,
  type LoraOptions,
  type Result,
} from '../engine';
import { nightlyWords, startNightly, type NightlyTraining, type NightlyTrainingOptions } from './nightly-training';
import { documentName, readOptions, withDocumentNames, type BothNamed, type EitherName } from './names';
import { SelfHealError, valueOrThrow, type SelfHealErrorCode } from './self-heal-error';

export interface LoRaConfigOptions {
  readonly r: number;
  readonly loraAlpha: number;
  readonly loraDropout: number;
  readonly bias: 'none' | 'all' | 'lora_only';
  readonly taskType: 'CAUSAL_LM' | 'SEQ_2_SEQ_LM';
  readonly targetModules: readonly string[];
  readonly learningRate: number;
  readonly numTrainEpochs: number;
  readonly batchSize: number;
  readonly gradientAccumulationSteps: number;
  readonly warmupSteps: number;
  readonly maxGradNorm: number;
  readonly weightDecay: number;
  readonly maxSeqLength: number;
}
const NAMES = [
  'r',
  'loraAlpha',
  'loraDropout',
  'bias',
  'taskType',
  'targetModules',
  'learningRate',
  'numTrainEpochs',
  'batchSize',
  'gradientAccumulationSteps',
  'warmupSteps',
  'maxGradNorm',
  'weightDecay',
  'maxSeqLength',
] as const;

class LoRaConfigFace {
  readonly r: number;
  readonly loraAlpha: number;
  readonly targetModules: readonly string[];
  readonly learningRate: number;
  readonly numTrainEpochs: number;
  private readonly all: LoraOptions;

  /** The defaults are the documents'. @throws SelfHealError `invalid` with which option is wrong. */
  constructor(options: EitherName<LoRaConfigOptions> = {}) {
    const given = readOptions<LoRaConfigOptions>(options, NAMES, 'LoRaConfig');
    this.all = valueOrThrow(
      readLoraOptions(Object.fromEntries(Object.entries(given).map(([name, value]) => [documentName(name), value]))),
      {
        invalid: 'invalid',
      },
    );
    this.r = this.all.r;
    this.loraAlpha = this.all.lora_alpha;
    this.targetModules = this.all.target_modules;
    this.learningRate = this.all.learning_rate;
    this.numTrainEpochs = this.all.num_train_epochs;
  }

  /** All options, with the documents' names. */
  toDict(): Record<string, unknown> {
    return { ...this.all };
  }

  static fromDict(dict: EitherName<LoRaConfigOptions>): LoRaConfig {
    return new LoRaConfig(dict);
  }
}

export const LoRaConfig: BothNamed<typeof LoRaConfigFace> = withDocumentNames(LoRaConfigFace, [
  'loraAlpha',
  'targetModules',
  'learningRate',
  'numTrainEpochs',
]);
export type LoRaConfig = InstanceType<typeof LoRaConfig>;

const finite = v.pipe(v.number(), v.finite());
const Metrics = v.object({
  train_loss: finite,
  eval_loss: v.nullish(finite, null),
  train_runtime: v.nullish(finite, null),
  train_samples_per_second: v.nullish(finite, null),
  epoch: v.nullish(finite, null),
  timestamp: v.optional(v.string()),
});

class TrainingMetricsFace {
  readonly trainLoss: number;
  readonly evalLoss: number | null;
  /** Seconds. */
  readonly trainRuntime: number | null;
  readonly trainSamplesPerSecond: number | null;
  readonly epoch: number | null;
  /** ISO 8601, UTC. */
  readonly timestamp: string;

  constructor(parts: {
    readonly trainLoss: number;
    readonly evalLoss?: number | null;
    readonly trainRuntime?: number | null;
    readonly trainSamplesPerSecond?: number | null;
    readonly epoch?: number | null;
    readonly timestamp?: string;
  }) {
    this.trainLoss = parts.trainLoss;
    this.evalLoss = parts.evalLoss ?? null;
    this.trainRuntime = parts.trainRuntime ?? null;
    this.trainSamplesPerSecond = parts.trainSamplesPerSecond ?? null;
    this.epoch = parts.epoch ?? null;
    this.timestamp = parts.timestamp ?? new Date().toISOString();
  }

  /** As a trainer's `metrics.json` holds it. */
  toDict(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this).map(([name, value]) => [documentName(name), value as unknown]));
  }

  /** @throws SelfHealError `invalid` for what is none. */
  static fromDict(dict: unknown): TrainingMetrics {
    const read = v.safeParse(Metrics, dict, { abortEarly: true });
    if (!read.success) throw new SelfHealError('invalid', `These are no metrics of a training: ${read.issues[0].message}.`);
    const { output } = read;
    return new TrainingMetrics({
      trainLoss: output.train_loss,
      evalLoss: output.eval_loss,
      trainRuntime: output.train_runtime,
      trainSamplesPerSecond: output.train_samples_per_second,
      epoch: output.epoch,
      ...(output.timestamp === undefined ? {} : { timestamp: output.timestamp }),
    });
  }
}

export const TrainingMetrics: BothNamed<typeof TrainingMetricsFace> = withDocumentNames(TrainingMetricsFace, [
  'trainLoss',
  'evalLoss',
  'trainRuntime',
  'trainSamplesPerSecond',
]);
export type TrainingMetrics = InstanceType<typeof TrainingMetrics>;

export interface LoRaTrainerOptions {
  /** The model to train on top of: a name on the Hugging Face hub, a folder, or a `.gguf` file. */
  readonly modelName: string;
  /** The folder that gets the adapter. */
  readonly outputDir: string;
  readonly config: LoRaConfig;
  /** A Python that has torch, transformers, trl and peft. Where absent one is looked for, then uv, then a virtual environment is made. */
  readonly python: string;
  /** Also with fewer than 50 pairs, which serve better as examples. */
  readonly force: boolean;
  /** Ends the training; the next one on the same pairs goes on from its last checkpoint. */
  readonly signal: AbortSignal;
  /** Told as it goes on, in words. */
  readonly onProgress: (text: string) => void;
}
const TRAINER_OPTIONS = ['modelName', 'outputDir', 'config', 'python', 'force', 'signal', 'onProgress'] as const;

/** An adapter that was looked at and is whole. Its weights are in its files: Python or a server of models loads them. */
export interface LoadedAdapter {
  /** Absolute path of its folder. */
  readonly path: string;
  readonly base_model: string;
  /** PEFT's own `adapter_config.json`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Weights that it adds. */
  readonly parameters: number;
}

/** How an adapter does on pairs. Losses are means over the tokens of the answers. */
export interface AdapterEvaluation {
  readonly eval_loss: number;
  /** Of the model without the adapter. */
  readonly base_loss: number;
  readonly pairs: number;
  /** Answers whose first code block is the kept fix, word for word, with and without the adapter, of so many that were asked for. */
  readonly exact: number;
  readonly base_exact: number;
  readonly asked: number;
}

const CODES: Readonly<Record<string, SelfHealErrorCode>> = {
  invalid: 'invalid',
  'too-few': 'invalid',
  'wrong-base': 'invalid',
  exists: 'invalid',
  store: 'storage',
  'not-written': 'storage',
  disk: 'storage',
};
const FALLBACK: SelfHealErrorCode = 'not-available';
const CONFIG = 'adapter_config.json';
const WEIGHTS = 'adapter_model.safetensors';
const LORA_CONFIG = 'lora_config.json';
const HISTORY = 'training_history.jsonl';
/** Beside what is there already, until it is whole. */
const NEW = 'new-adapter';
/** In bytes. */
const MAX_TEXT = 64 * 1024 * 1024;

class LoRaTrainerFace {
  readonly modelName: string;
  /** Absolute. */
  readonly outputDir: string;
  readonly config: LoRaConfig;
  private readonly given: Partial<LoRaTrainerOptions>;

  constructor(options: EitherName<LoRaTrainerOptions>) {
    const given = readOptions<LoRaTrainerOptions>(options, TRAINER_OPTIONS, 'LoRaTrainer');
    if (!given.modelName) throw new SelfHealError('invalid', 'model_name must not be empty.');
    if (!given.outputDir) throw new SelfHealError('invalid', 'output_dir must not be empty.');
    this.modelName = given.modelName;
    this.outputDir = path.resolve(given.outputDir);
    this.config = given.config ?? new LoRaConfig();
    this.given = given;
  }

  /**
   * Trains on pairs as JSON lines, and puts PEFT's files, `metrics.json`, `lora_config.json` and a plot of the losses into `outputDir`, whose
   * `training_history.jsonl` grows. What was there stays as it was unless all went well.
   * @throws SelfHealError with one sentence: `invalid` (too few pairs, a wrong model), `ENOENT`, `not-available` (no Python, no hub, killed), `storage`.
   */
  async train(dataPath: string): Promise<TrainingMetrics> {
    const pairsFile = existing(dataPath);
    makeFolder(this.outputDir);
    const { signal, onProgress, python, force } = this.given;
    const target = path.join(this.outputDir, NEW);
    fs.rmSync(target, { recursive: true, force: true });
    const plan = thrown(
      await planTraining(
        {
          workspace: process.cwd(),
          base: this.modelName,
          id: adapterId(this.outputDir),
          output: target,
          pairsFile,
          options: readLora(this.config),
          ...(python === undefined ? {} : { python }),
          ...(force ? { force } : {}),
        },
        undefined,
        signal,
      ),
    );
    const trained = thrown(
      await train(plan, {
        store: undefined,
        ...(signal ? { signal } : {}),
        ...(onProgress ? { onProgress: (progress) => onProgress(progressLine(progress)) } : {}),
      }),
    );
    try {
      const history = path.join(target, HISTORY);
      if (fs.existsSync(history)) fs.appendFileSync(path.join(this.outputDir, HISTORY), readFileText(history, MAX_TEXT) ?? '');
      fs.rmSync(history, { force: true });
      fs.writeFileSync(path.join(target, LORA_CONFIG), `${JSON.stringify(this.config.toDict(), null, 2)}\n`);
      for (const name of fs.readdirSync(target)) fs.renameSync(path.join(target, name), path.join(this.outputDir, name));
      fs.rmdirSync(target);
    } catch (error) {
      throw notStored(error);
    }
    return TrainingMetrics.fromDict(trained.metrics);
  }

  /** Looks whether the adapter in `outputDir` is whole. @throws SelfHealError `ENOENT` where there is none, `invalid` where it is damaged. */
  loadModel(): Promise<LoadedAdapter> {
    return wrapped(() => loaded(this.outputDir));
  }

  /** Copies a loaded adapter into `outputDir`, with its configuration. */
  saveModel(model: LoadedAdapter): Promise<void> {
    return wrapped(() => {
      const from = loaded(model.path).path;
      makeFolder(this.outputDir);
      if (from !== this.outputDir)
        for (const name of [CONFIG, WEIGHTS, 'metadata.json', 'metrics.json'])
          if (fs.existsSync(path.join(from, name))) fs.copyFileSync(path.join(from, name), path.join(this.outputDir, name));
      fs.writeFileSync(path.join(this.outputDir, LORA_CONFIG), `${JSON.stringify(this.config.toDict(), null, 2)}\n`);
    });
  }

  /** Measures the adapter in `outputDir` beside the model without it. @param answers how many answers are written out and compared; it takes long. */
  async evaluateModel(dataPath: string, options: EitherName<{ answers: number }> = {}): Promise<AdapterEvaluation> {
    const pairsFile = existing(dataPath);
    const { answers = 0 } = readOptions<{ answers: number }>(options, ['answers'], 'evaluate_model');
    const { path: adapter } = await this.loadModel();
    const { signal, python, onProgress } = this.given;
    const measured = thrown(
      await evaluateAdapter(
        {
          workspace: process.cwd(),
          base: this.modelName,
          adapter,
          pairsFile,
          answers,
          maxLength: readLora(this.config).max_seq_length,
          ...(python === undefined ? {} : { python }),
        },
        { store: undefined, ...(signal ? { signal } : {}), ...(onProgress ? { onText: onProgress } : {}) },
      ),
    );
    const { base, of } = measured;
    const own = measured.adapter ?? base;
    return { eval_loss: own.loss, base_loss: base.loss, pairs: of, exact: own.exact, base_exact: base.exact, asked: own.asked };
  }

  /**
   * Trains on that file while this program runs: at the times of the cron expression (midnight where none is given) or up to an hour later, once, on mains
   * power, and only where the file has pairs that are younger than the adapter. What came of it goes to `onProgress`.
   * @throws SelfHealError `invalid` for a wrong expression, `ENOENT` where there is no such file.
   */
  scheduleNightlyTraining(dataPath: string | EitherName<NightlyTrainingOptions>, cron?: string): NightlyTraining {
    const given =
      typeof dataPath === 'string'
        ? { dataPath }
        : readOptions<NightlyTrainingOptions>(dataPath, ['dataPath', 'cron', 'cronExpression'], 'schedule_nightly_training');
    const [file, expression] = nightlyWords(given, cron);
    const data = existing(file);
    makeFolder(this.outputDir);
    const { onProgress } = this.given;
    return startNightly(
      this.outputDir,
      data,
      expression,
      () => this.train(data),
      (text) => onProgress?.(text),
    );
  }
}

export const LoRaTrainer: BothNamed<typeof LoRaTrainerFace> = withDocumentNames(LoRaTrainerFace, ['modelName', 'outputDir']);
export type LoRaTrainer = InstanceType<typeof LoRaTrainer>;

function thrown<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new SelfHealError(CODES[result.reason] ?? FALLBACK, result.message);
}

const readLora = (config: LoRaConfig): LoraOptions => valueOrThrow(readLoraOptions(config.toDict()), { invalid: 'invalid' });

function existing(dataPath: string): string {
  const file = path.resolve(dataPath);
  if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  throw new SelfHealError('ENOENT', `There is no file ${file}.`);
}

/** A folder's name as an adapter's. */
function adapterId(folder: string): string {
  const name = path
    .basename(folder)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 100);
  return name === '' ? 'adapter' : name;
}

function loaded(folder: string): LoadedAdapter {
  const [configFile, weights] = [path.join(folder, CONFIG), path.join(folder, WEIGHTS)];
  if (!fs.existsSync(configFile) || !fs.existsSync(weights)) throw new SelfHealError('ENOENT', `There is no adapter in ${folder}.`);
  const counted = countSafetensors(weights);
  if (!counted.ok) throw new SelfHealError('invalid', counted.message);
  let config: unknown;
  try {
    config = JSON.parse(readFileText(configFile, MAX_TEXT) ?? '');
  } catch {
    config = undefined;
  }
  const read = v.safeParse(v.looseObject({ base_model_name_or_path: v.optional(v.string(), '') }), config);
  if (!read.success) throw new SelfHealError('invalid', `${configFile} is no configuration of an adapter.`);
  return { path: folder, base_model: read.output.base_model_name_or_path, config: read.output, parameters: counted.value };
}

function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw notStored(error);
  }
}

const notStored = (error: unknown): SelfHealError =>
  error instanceof SelfHealError
    ? error
    : new SelfHealError('storage', `The adapter was not stored: ${error instanceof Error ? error.message : String(error)}.`);

async function wrapped<T>(work: () => T): Promise<T> {
  await Promise.resolve();
  try {
    return work();
  } catch (error) {
    throw notStored(error);
  }
}
