// LoRaConfig, LoRaTrainer and TrainingMetrics of the documents. A configuration is checked and kept; this version has no trainer, and says so.

import * as v from 'valibot';
import { readLoraOptions, type LoraOptions } from '../engine';
import { documentName, readOptions, withDocumentNames, type BothNamed, type EitherName } from './names';
import { SelfHealError, valueOrThrow } from './self-heal-error';

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
  readonly modelName: string;
  readonly outputDir: string;
  readonly config: LoRaConfig;
}

const NO_TRAINER =
  'This version trains no adapters. Export the pairs (SuccessPairCollector.exportToJsonl, or `self-heal pairs export --format`) and train with PEFT or another trainer; AdapterManager registers the result.';

class LoRaTrainerFace {
  readonly modelName: string;
  readonly outputDir: string;
  readonly config: LoRaConfig;

  constructor(options: EitherName<LoRaTrainerOptions>) {
    const given = readOptions<LoRaTrainerOptions>(options, ['modelName', 'outputDir', 'config'], 'LoRaTrainer');
    if (!given.modelName) throw new SelfHealError('invalid', 'model_name must not be empty.');
    if (!given.outputDir) throw new SelfHealError('invalid', 'output_dir must not be empty.');
    this.modelName = given.modelName;
    this.outputDir = given.outputDir;
    this.config = given.config ?? new LoRaConfig();
  }

  /** @throws SelfHealError `not-available`: there is no trainer, nothing is started or written. The same for the others below. */
  train(dataPath: string): Promise<TrainingMetrics> {
    return refused(`${dataPath} was not trained on.`);
  }

  loadModel(): Promise<never> {
    return refused('No model was loaded.');
  }

  saveModel(_model: unknown): Promise<never> {
    return refused('No model was saved.');
  }

  evaluateModel(dataPath: string): Promise<never> {
    return refused(`Nothing was evaluated on ${dataPath}.`);
  }

  scheduleNightlyTraining(_schedule: { readonly dataPath: string; readonly cronExpression?: string }): Promise<never> {
    return refused('No training was scheduled.');
  }
}

export const LoRaTrainer: BothNamed<typeof LoRaTrainerFace> = withDocumentNames(LoRaTrainerFace, ['modelName', 'outputDir']);
export type LoRaTrainer = InstanceType<typeof LoRaTrainer>;

const refused = (what: string): Promise<never> => Promise.reject(new SelfHealError('not-available', `${what} ${NO_TRAINER}`));
