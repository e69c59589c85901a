// Adapter, AdapterMetadata and AdapterPriority of the documents: what is known of the weights that a model can be given.

import { readAdapterRecord, type AdapterRecord } from '../engine';
import { documentName, readOptions, withDocumentNames, type BothNamed, type EitherName } from './names';
import { SelfHealError, valueOrThrow } from './self-heal-error';

/** CRITICAL before HIGH before MEDIUM before LOW. */
export const AdapterPriority = { LOW: 'low', MEDIUM: 'medium', HIGH: 'high', CRITICAL: 'critical' } as const;
export type AdapterPriority = (typeof AdapterPriority)[keyof typeof AdapterPriority];

export interface AdapterMetadataOptions {
  /** Letters, digits, dots, hyphens and underscores. */
  readonly adapterId: string;
  readonly modelName: string;
  readonly description: string;
  readonly version: string;
  /** ISO 8601; now where absent. */
  readonly createdAt: string;
  /** 0 to 1. */
  readonly successRate: number;
  readonly priority: AdapterPriority;
  readonly errorTypes: readonly string[];
  readonly tags: readonly string[];
  /** Where a server that has it is asked. */
  readonly endpoint: string;
  readonly baseModel: string;
  readonly trainedOnPairs: number;
  /** Which pairs it was made of, by hash. */
  readonly trainedOn: AdapterRecord['trained_on'];
  /** The words in which it was asked, by version and hash. */
  readonly prompt: AdapterRecord['prompt'];
  readonly training: AdapterRecord['training'];
  readonly metrics: AdapterRecord['metrics'];
  /** With the model below it. */
  readonly comparison: AdapterRecord['comparison'];
  /** Which verdicts are in the success rate already. */
  readonly counted: AdapterRecord['counted'];
  /** What was said with verdicts, newest last. */
  readonly feedback: readonly { readonly score: number; readonly text: string; readonly at: string }[];
}
const NAMES = [
  'adapterId',
  'modelName',
  'description',
  'version',
  'createdAt',
  'successRate',
  'priority',
  'errorTypes',
  'tags',
  'endpoint',
  'baseModel',
  'trainedOnPairs',
  'trainedOn',
  'prompt',
  'training',
  'metrics',
  'comparison',
  'counted',
  'feedback',
] as const;

class AdapterMetadataFace {
  readonly adapterId: string;
  readonly modelName: string;
  readonly description: string;
  readonly version: string;
  readonly createdAt: string;
  readonly successRate: number;
  readonly priority: AdapterPriority;
  readonly errorTypes: readonly string[];
  readonly tags: readonly string[];
  readonly endpoint: string | undefined;
  readonly baseModel: string | undefined;
  readonly trainedOnPairs: number | undefined;
  readonly trainedOn: AdapterRecord['trained_on'];
  readonly prompt: AdapterRecord['prompt'];
  readonly training: AdapterRecord['training'];
  readonly metrics: AdapterRecord['metrics'];
  readonly comparison: AdapterRecord['comparison'];
  readonly counted: AdapterRecord['counted'];
  readonly feedback: AdapterMetadataOptions['feedback'];

  /** `adapterId` and `modelName` are needed. @throws SelfHealError `invalid` with which one is missing or wrong. */
  constructor(options: EitherName<AdapterMetadataOptions>) {
    const given = readOptions<AdapterMetadataOptions>(options, NAMES, 'AdapterMetadata');
    const record: AdapterRecord = valueOrThrow(
      readAdapterRecord({
        created_at: new Date().toISOString(),
        ...Object.fromEntries(Object.entries(given).map(([name, value]) => [documentName(name), value])),
      }),
      { invalid: 'invalid' },
    );
    this.adapterId = record.adapter_id;
    this.modelName = record.model_name;
    this.description = record.description;
    this.version = record.version;
    this.createdAt = record.created_at;
    this.successRate = record.success_rate;
    this.priority = record.priority;
    this.errorTypes = record.error_types;
    this.tags = record.tags;
    this.endpoint = record.endpoint;
    this.baseModel = record.base_model;
    this.trainedOnPairs = record.trained_on_pairs;
    this.trainedOn = record.trained_on;
    this.prompt = record.prompt;
    this.training = record.training;
    this.metrics = record.metrics;
    this.comparison = record.comparison;
    this.counted = record.counted;
    this.feedback = record.feedback ?? [];
  }

  /** As `metadata.json` holds it. */
  toDict(): Record<string, unknown> {
    const { feedback, ...rest } = this;
    const named = Object.entries(rest).filter(([, value]) => value !== undefined);
    return Object.fromEntries(
      [...named, ...(feedback.length > 0 ? [['feedback', feedback] as const] : [])].map(([name, value]) => [documentName(name), value]),
    );
  }

  static fromDict(dict: unknown): AdapterMetadata {
    if (typeof dict !== 'object' || dict === null) throw new SelfHealError('invalid', 'Metadata of an adapter is an object.');
    const known = new Set<string>([...NAMES, ...NAMES.map(documentName)]);
    return new AdapterMetadata(Object.fromEntries(Object.entries(dict).filter(([name]) => known.has(name))));
  }
}

export const AdapterMetadata: BothNamed<typeof AdapterMetadataFace> = withDocumentNames(AdapterMetadataFace, NAMES);
export type AdapterMetadata = InstanceType<typeof AdapterMetadata>;

class AdapterFace {
  /** Absolute path of its folder. */
  readonly path: string;
  readonly metadata: AdapterMetadata;
  /** The loaded model; none, for this version loads none. */
  readonly model: null = null;

  constructor(path: string, metadata: AdapterMetadata) {
    this.path = path;
    this.metadata = metadata;
  }

  /** @throws SelfHealError `not-available`: this version drives no server that could load it. */
  load(modelName: string): Promise<never> {
    return Promise.reject(
      new SelfHealError(
        'not-available',
        `The adapter ${this.metadata.adapterId} was not loaded into ${modelName}: this version drives no server of models that could. Load it with your server, from ${this.path}.`,
      ),
    );
  }

  /** Nothing is loaded, so there is nothing to unload. */
  unload(): Promise<void> {
    return Promise.resolve();
  }
}

export const Adapter: BothNamed<typeof AdapterFace> = withDocumentNames(AdapterFace);
export type Adapter = InstanceType<typeof Adapter>;
