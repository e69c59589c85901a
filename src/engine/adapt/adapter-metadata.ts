// What is known of an adapter, as `metadata.json` beside its weights holds it. The names are those of Saplings' files, so that either reads the other's.

import * as v from 'valibot';
import { failure, success, type Result } from '../result';
import { issueWords } from './issue-words';
import { ComparisonSchema } from './comparison/comparison';

export const PRIORITIES = ['low', 'medium', 'high', 'critical'] as const;
/** How much an adapter is preferred to others that answer the same errors; `critical` most. */
export type Priority = (typeof PRIORITIES)[number];

const text = (max: number): v.GenericSchema<string> => v.pipe(v.string(), v.maxLength(max));
const words = v.pipe(v.array(text(200)), v.maxLength(1_000));
const natural = v.pipe(v.number(), v.integer(), v.minValue(0));
const hex = (digits: number): v.GenericSchema<string> => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));
const finite = v.pipe(v.number(), v.finite());

/** Ids that are kept; of a training with more only their hash is. */
export const MAX_TRAINED_IDS = 50_000;
/** Verdicts that are known to be counted already. */
export const MAX_COUNTED = 10_000;

/** A name that is also the name of a folder, on every system: Windows keeps some for its devices, and drops a dot at the end. */
export const ADAPTER_ID = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$/i;

/** The pairs that an adapter was made of: those it learned, and those that said when to stop. */
const TrainedOnSchema = v.object({
  /** SHA-256 over all their ids, sorted, one a line. */
  hash: hex(64),
  count: natural,
  /** Absent where there are more than are kept. */
  ids: v.exactOptional(v.pipe(v.array(hex(32)), v.maxLength(MAX_TRAINED_IDS))),
  /** Of each mistake (`mistakeHash`), so that what it is tested on can be told from what it has seen when the pairs are gone. */
  mistakes: v.exactOptional(v.pipe(v.array(hex(32)), v.maxLength(MAX_TRAINED_IDS))),
  /** When the youngest of those that it learned was recorded, ISO 8601 UTC. */
  until: text(100),
  /** Pairs of no workspace that were mixed in. */
  generic: v.exactOptional(natural),
});

const MetricsSchema = v.object({
  train_loss: finite,
  /** On pairs that were not learned from; before: before anything was learned. */
  eval_loss: v.nullish(finite, null),
  eval_loss_before: v.exactOptional(v.nullable(finite)),
  train_runtime: v.nullish(finite, null),
  train_samples_per_second: v.nullish(finite, null),
  epoch: v.nullish(finite, null),
  steps: v.exactOptional(natural),
  tokens: v.exactOptional(natural),
  /** Examples that were too long. */
  dropped: v.exactOptional(natural),
  device: v.exactOptional(text(100)),
  packages: v.exactOptional(v.pipe(v.record(text(100), text(100)), v.maxEntries(50))),
  timestamp: v.exactOptional(text(100)),
});

/** Options of a training, by name. */
const config = v.pipe(
  v.record(text(100), v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(v.union([v.string(), v.number()]))])),
  v.maxEntries(200),
);

const MetadataSchema = v.object({
  adapter_id: v.pipe(v.string(), v.regex(ADAPTER_ID, 'it must be letters, digits, dots, hyphens and underscores, at most 100')),
  model_name: v.pipe(text(500), v.minLength(1)),
  description: v.optional(text(10_000), ''),
  version: v.optional(text(100), '1.0.0'),
  created_at: text(100),
  success_rate: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0),
  // The name of an enum's member, in capitals or not.
  priority: v.optional(v.pipe(v.string(), v.toLowerCase(), v.picklist(PRIORITIES)), 'medium'),
  error_types: v.optional(words, []),
  tags: v.optional(words, []),
  /** Where a server that has it is asked; absent: nowhere yet. */
  endpoint: v.exactOptional(text(2_000)),
  /** The weights that it was trained on top of, where that is not `model_name`. */
  base_model: v.exactOptional(text(500)),
  trained_on_pairs: v.exactOptional(natural),
  trained_on: v.exactOptional(TrainedOnSchema),
  /** The words in which it was asked when it was trained (`PROMPT_VERSION`), and a hash of them. */
  prompt: v.exactOptional(v.object({ version: natural, hash: v.pipe(text(128), v.regex(/^[0-9a-f]+$/)) })),
  /** How it was trained: `method` is `sft`, `dpo` or `kto`. */
  training: v.exactOptional(v.object({ method: text(50), preset: v.exactOptional(text(100)), config })),
  metrics: v.exactOptional(MetricsSchema),
  /** The last one with the model below it. */
  comparison: v.exactOptional(ComparisonSchema),
  /** What people said with their verdicts, the newest last. */
  feedback: v.exactOptional(v.pipe(v.array(v.object({ score: v.number(), text: text(2_000), at: text(100) })), v.maxLength(1_000))),
  /** Verdicts on fixes that are in the success rate already, oldest first, and the time before which all are. */
  counted: v.exactOptional(v.object({ until: text(100), keys: v.pipe(v.array(text(100)), v.maxLength(MAX_COUNTED)) })),
});

type Frozen<T> = {
  readonly [K in keyof T]: T[K] extends (infer E)[] ? readonly Frozen<E>[] : T[K] extends object | null ? Frozen<T[K]> : T[K];
};

/** A plain serialisable record. `success_rate`: 0 to 1. */
export type AdapterRecord = Frozen<v.InferOutput<typeof MetadataSchema>>;
export type TrainedOn = Frozen<v.InferOutput<typeof TrainedOnSchema>>;

/** What an adapter has that nobody has judged: Saplings' files begin with 0, ours with the middle. */
const UNJUDGED: readonly number[] = [0, 0.5];

/** Verdicts that are known to be in the success rate. */
export const verdictsIn = ({ counted, feedback }: AdapterRecord): number => Math.max(counted?.keys.length ?? 0, feedback?.length ?? 0);

/** Its rate says nothing yet. Another rate without verdicts was told by whoever made the adapter. */
export const isUnjudged = (record: AdapterRecord): boolean => verdictsIn(record) === 0 && UNJUDGED.includes(record.success_rate);

/** The record in a value from a disk or a caller; unknown keys are dropped. */
export function readAdapterRecord(value: unknown): Result<AdapterRecord, 'invalid'> {
  const read = v.safeParse(MetadataSchema, value, { abortEarly: true });
  if (read.success) return success(read.output);
  const [issue] = read.issues;
  const name = issue.path?.map(({ key }) => String(key)).join('.') ?? 'metadata';
  return failure('invalid', `The adapter's ${name} is missing or wrong: ${issueWords(issue)}.`);
}
