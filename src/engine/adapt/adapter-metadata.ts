// What is known of an adapter, as `metadata.json` beside its weights holds it. The names are those of Saplings' files, so that either reads the other's.

import * as v from 'valibot';
import { failure, success, type Result } from '../result';

export const PRIORITIES = ['low', 'medium', 'high', 'critical'] as const;
/** How much an adapter is preferred to others that answer the same errors; `critical` most. */
export type Priority = (typeof PRIORITIES)[number];

const text = (max: number): v.GenericSchema<string> => v.pipe(v.string(), v.maxLength(max));
const words = v.pipe(v.array(text(200)), v.maxLength(1_000));

/** A name that is also the name of a folder, on every system. */
export const ADAPTER_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

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
  trained_on_pairs: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** What people said with their verdicts, the newest last. */
  feedback: v.exactOptional(v.pipe(v.array(v.object({ score: v.number(), text: text(2_000), at: text(100) })), v.maxLength(1_000))),
});

type Frozen<T> = { readonly [K in keyof T]: T[K] extends (infer E)[] ? readonly E[] : T[K] };

/** A plain serialisable record. `success_rate`: 0 to 1. */
export type AdapterRecord = Frozen<v.InferOutput<typeof MetadataSchema>>;

/** The record in a value from a disk or a caller; unknown keys are dropped. */
export function readAdapterRecord(value: unknown): Result<AdapterRecord, 'invalid'> {
  const read = v.safeParse(MetadataSchema, value, { abortEarly: true });
  if (read.success) return success(read.output);
  const [issue] = read.issues;
  const name = issue.path?.map(({ key }) => String(key)).join('.') ?? 'metadata';
  return failure('invalid', `The adapter's ${name} is missing or wrong: ${issue.message}.`);
}
