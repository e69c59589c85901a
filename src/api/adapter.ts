// Adapter, AdapterMetadata and AdapterPriority of the documents: what is known of the weights that a model can be given.

import {
  ADAPTER_SERVER_IDS,
  adapterServer,
  readAdapterRecord,
  whichServer,
  type AdapterRecord,
  type AdapterServer,
  type ServerResult,
} from '../engine';
import { documentName, readOptions, withDocumentNames, type BothNamed, type EitherName } from './names';
import { SelfHealError, valueOrThrow, type SelfHealErrorCode } from './self-heal-error';

/** CRITICAL before HIGH before MEDIUM before LOW. */
export const AdapterPriority = { LOW: 'low', MEDIUM: 'medium', HIGH: 'high', CRITICAL: 'critical' } as const;
export type AdapterPriority = (typeof AdapterPriority)[keyof typeof AdapterPriority];

/** As `metadata.json` holds it; docs/adapters.md says what stands in it. */
export type AdapterDetails = Readonly<Record<string, unknown>>;

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
  readonly trainedOn: AdapterDetails | undefined;
  /** The words in which it was asked, by version and hash. */
  readonly prompt: AdapterDetails | undefined;
  readonly training: AdapterDetails | undefined;
  readonly metrics: AdapterDetails | undefined;
  /** With the model below it. */
  readonly comparison: AdapterDetails | undefined;
  /** Which verdicts are in the success rate already. */
  readonly counted: AdapterDetails | undefined;
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
  readonly trainedOn: AdapterDetails | undefined;
  readonly prompt: AdapterDetails | undefined;
  readonly training: AdapterDetails | undefined;
  readonly metrics: AdapterDetails | undefined;
  readonly comparison: AdapterDetails | undefined;
  readonly counted: AdapterDetails | undefined;
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

/** The server that has the model: where `load` gives it the adapter. */
export interface AdapterServerOptions {
  /** `http://127.0.0.1:8000/v1`, the only place that anything is sent to; `SELF_HEAL_BASE_URL` of the environment where absent. */
  readonly baseUrl: string;
  /** `SELF_HEAL_API_KEY` where absent, and only where the URL is that of the environment. */
  readonly apiKey: string;
  /** `vllm`, `llama-cpp`, `ollama`, `sglang` or `openai-compatible`; `SELF_HEAL_ADAPTER_SERVER` where absent; else the server is asked what it is. */
  readonly server: 'vllm' | 'llama-cpp' | 'ollama' | 'sglang' | 'openai-compatible';
  /** vLLM's own folder of adapters: a copy there is all. */
  readonly copyTo: string;
  /** Where the server sees the folder that holds the adapter's folder. */
  readonly seenAt: string;
  readonly signal: AbortSignal;
}
const SERVER_NAMES = ['baseUrl', 'apiKey', 'server', 'copyTo', 'seenAt', 'signal'] as const;

/** What a server was given, and how it is asked for it. */
export interface LoadedAdapter {
  /** As people know the server: `vLLM`. */
  readonly server: string;
  readonly host: string;
  /** The model to ask the server for. */
  readonly modelName: string;
  /** What every question has to hold besides: llama.cpp wants each adapter named. */
  readonly body: Readonly<Record<string, unknown>>;
}

const LOAD_CODES: Readonly<Record<string, SelfHealErrorCode>> = {
  'bad-settings': 'invalid',
  'bad-adapter': 'invalid',
  'wrong-base': 'invalid',
};

class AdapterFace {
  /** Absolute path of its folder. */
  readonly path: string;
  readonly metadata: AdapterMetadata;
  #loaded: { readonly server: AdapterServer; readonly as: LoadedAdapter } | null = null;

  constructor(path: string, metadata: AdapterMetadata) {
    this.path = path;
    this.metadata = metadata;
  }

  /** The loaded model: how its server is asked for it; null while none is loaded. */
  get model(): LoadedAdapter | null {
    return this.#loaded?.as ?? null;
  }

  /**
   * Gives the adapter to the server that has the model, and makes sure that it changes what is answered.
   * @param modelName the model as its server calls it. @throws SelfHealError `invalid` where the adapter or the settings are wrong, `not-available` where the
   * server does not take it; the message says what to do.
   */
  async load(modelName: string, options: EitherName<AdapterServerOptions> = {}): Promise<LoadedAdapter> {
    const given = readOptions<AdapterServerOptions>(options, SERVER_NAMES, 'Adapter.load');
    if (!modelName) throw new SelfHealError('invalid', 'model_name must not be empty.');
    const { env } = process;
    const ofEnvironment = env['SELF_HEAL_BASE_URL'] || undefined;
    const baseUrl = given.baseUrl ?? ofEnvironment;
    if (!baseUrl)
      throw new SelfHealError(
        'not-available',
        `The adapter ${this.metadata.adapterId} was not loaded into ${modelName}: no server is named. Give base_url, or set SELF_HEAL_BASE_URL.`,
      );
    const named = given.server ?? (env['SELF_HEAL_ADAPTER_SERVER'] || undefined);
    const id = ADAPTER_SERVER_IDS.find((known) => known === named);
    if (named !== undefined && !id)
      throw new SelfHealError('invalid', `The server of adapters is one of ${ADAPTER_SERVER_IDS.join(', ')}, not '${named}'.`);
    const apiKey = given.apiKey ?? (baseUrl === ofEnvironment ? env['SELF_HEAL_API_KEY'] || undefined : undefined);
    const settings = { address: { baseUrl, name: modelName, apiKey }, copyTo: given.copyTo, seenAt: given.seenAt };
    const how = { signal: given.signal ?? new AbortController().signal };
    const server = adapterServer(id ?? served(await whichServer(settings, how)), settings);
    const request = served(await server.load(this.#served, how));
    const as = { server: server.title, host: server.host, modelName: request.model ?? modelName, body: request.body ?? {} };
    this.#loaded = { server, as };
    return as;
  }

  /** Takes it away from the server that it was loaded into, or out of use there. Nothing happens where it is not loaded. @throws as `load`. */
  async unload(): Promise<void> {
    if (!this.#loaded) return;
    served(await this.#loaded.server.unload(this.#served, { signal: new AbortController().signal }));
    this.#loaded = null;
  }

  get #served(): { readonly id: string; readonly folder: string } {
    return { id: this.metadata.adapterId, folder: this.path };
  }
}

function served<T>(result: ServerResult<T>): T {
  if (result.ok) return result.value;
  throw new SelfHealError(LOAD_CODES[result.reason] ?? 'not-available', result.message);
}

export const Adapter: BothNamed<typeof AdapterFace> = withDocumentNames(AdapterFace);
export type Adapter = InstanceType<typeof Adapter>;
