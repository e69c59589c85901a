// SelfHealingConfig of the documents: what SelfHealingService may do, and how. Checked when it is made.

import * as v from 'valibot';
import { AdapterPriority } from './adapter';
import type { ModelOptions } from './model-options';
import { documentName, readOptions, withDocumentNames, type BothNamed, type EitherName } from './names';
import { RetryStrategy } from './retry-strategy';
import { SelfHealError } from './self-heal-error';

export interface SelfHealingConfigOptions {
  /** false: the service does nothing. */
  readonly enabled: boolean;
  /** How often a patch may be applied before `reset()`. */
  readonly maxRetries: number;
  readonly retryStrategy: RetryStrategy;
  /** Waits before a call to a model is made again, in ms. */
  readonly retryDelayMs: number;
  readonly maxRetryDelayMs: number;
  readonly enablePatchGeneration: boolean;
  /** A patch is written to `<dir>/<id>.patch` too; null: to no file. */
  readonly patchOutputDir: string | null;
  readonly maxPatchSizeKb: number;
  readonly collectSuccessPairs: boolean;
  readonly successPairOutputDir: string;
  readonly maxSuccessPairs: number;
  readonly enableAdapterManagement: boolean;
  readonly adapterDir: string;
  readonly defaultAdapterPriority: AdapterPriority;
  readonly enableLoraTraining: boolean;
  readonly enableScheduledTraining: boolean;
  readonly trainingSchedule: string;
  /** The model that adapters are for. */
  readonly modelName: string;
  /** Asked where rules know no fix; null: nothing leaves the machine. Its key is not in `toDict()`. */
  readonly model: EitherName<ModelOptions> | null;
  /** A folder whose interpreter, packages, accepted fixes and rules are used; null: texts stand by themselves. */
  readonly workspace: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

const natural = (min: number) => v.pipe(v.number(), v.integer(), v.minValue(min));
const filled = v.pipe(v.string(), v.minLength(1));
const Schema = v.object({
  enabled: v.optional(v.boolean(), true),
  maxRetries: v.optional(natural(1), 3),
  retryStrategy: v.optional(v.picklist(Object.values(RetryStrategy)), RetryStrategy.EXPONENTIAL_BACKOFF),
  retryDelayMs: v.optional(natural(0), 1_000),
  maxRetryDelayMs: v.optional(natural(0), 30_000),
  enablePatchGeneration: v.optional(v.boolean(), true),
  patchOutputDir: v.optional(v.nullable(filled), null),
  maxPatchSizeKb: v.optional(v.pipe(v.number(), v.gtValue(0)), 100),
  collectSuccessPairs: v.optional(v.boolean(), true),
  successPairOutputDir: v.optional(filled, 'success_pairs'),
  maxSuccessPairs: v.optional(natural(1), 1_000),
  enableAdapterManagement: v.optional(v.boolean(), true),
  adapterDir: v.optional(filled, './lora_adapters'),
  defaultAdapterPriority: v.optional(v.picklist(Object.values(AdapterPriority)), AdapterPriority.MEDIUM),
  enableLoraTraining: v.optional(v.boolean(), false),
  enableScheduledTraining: v.optional(v.boolean(), false),
  trainingSchedule: v.optional(v.pipe(v.string(), v.regex(/^\s*(?:\S+\s+){4}\S+\s*$/, 'it must be five fields of cron')), '0 0 * * 0'),
  modelName: v.optional(filled, 'gpt2'),
  model: v.optional(v.nullable(v.record(v.string(), v.optional(v.string()))), null),
  workspace: v.optional(v.nullable(filled), null),
  metadata: v.optional(v.record(v.string(), v.unknown()), {}),
});
const NAMES = Object.keys(Schema.entries) as readonly (keyof SelfHealingConfigOptions)[];

class SelfHealingConfigFace {
  /** All of them, with their defaults. */
  readonly options: SelfHealingConfigOptions;

  /** @throws SelfHealError `invalid` for a value out of its range, TypeError for an unknown option. */
  constructor(options: EitherName<SelfHealingConfigOptions> = {}) {
    const read = v.safeParse(Schema, readOptions<SelfHealingConfigOptions>(options, NAMES, 'SelfHealingConfig'), { abortEarly: true });
    if (!read.success) {
      const [issue] = read.issues;
      throw new SelfHealError(
        'invalid',
        `${documentName(issue.path?.map(({ key }) => String(key)).join('.') ?? 'The configuration')} is wrong: ${issue.message}.`,
      );
    }
    if (read.output.maxRetryDelayMs < read.output.retryDelayMs)
      throw new SelfHealError('invalid', 'max_retry_delay_ms must not be less than retry_delay_ms.');
    this.options = read.output;
  }

  get enabled(): boolean {
    return this.options.enabled;
  }

  get maxRetries(): number {
    return this.options.maxRetries;
  }

  get retryStrategy(): RetryStrategy {
    return this.options.retryStrategy;
  }

  get enablePatchGeneration(): boolean {
    return this.options.enablePatchGeneration;
  }

  /** With the documents' names. */
  toDict(): Record<string, unknown> {
    const { model } = this.options;
    const withoutKey = model && Object.fromEntries(Object.entries(model).filter(([name]) => documentName(name) !== 'api_key'));
    return Object.fromEntries(NAMES.map((name) => [documentName(name), name === 'model' ? withoutKey : this.options[name]]));
  }

  static fromDict(dict: EitherName<SelfHealingConfigOptions>): SelfHealingConfig {
    return new SelfHealingConfig(dict);
  }
}

export const SelfHealingConfig: BothNamed<typeof SelfHealingConfigFace> = withDocumentNames(SelfHealingConfigFace);
export type SelfHealingConfig = InstanceType<typeof SelfHealingConfig>;
