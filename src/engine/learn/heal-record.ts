// What is kept of every heal, whether it came to anything or not: its stages, what was tried, how it ended and how long it took. No code is in it.

import * as v from 'valibot';
import { clip, RungSchema, type Frozen } from './pair';

const MAX_STAGES = 50;

const text = (max: number): v.GenericSchema<string> => v.pipe(v.string(), v.maxLength(2 * max));
const natural = v.pipe(v.number(), v.integer(), v.minValue(0));
const duration = v.pipe(v.number(), v.minValue(0), v.finite());

/** `offered`: patches were shown and none was taken so far. `failed`: what was applied or tried did not mend it. */
export const OUTCOMES = ['healed', 'offered', 'nothing', 'failed', 'reverted', 'cancelled'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const HealSchema = v.object({
  schema: v.literal(1),
  /** Of the caller's choosing, unique: 32 hexadecimal digits. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  /** When it began. ISO 8601 UTC. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** What asked for it: `lightbulb`, `plan`, `auto`, `run`, `cli`. */
  via: text(50),
  language: text(50),
  errorType: text(200),
  shape: text(4_000),
  /** Who reported the problem. */
  source: text(200),
  /** In the order they were gone through. */
  stages: v.pipe(
    v.array(v.object({ name: text(100), ms: duration, candidates: v.exactOptional(natural), why: v.exactOptional(text(500)) })),
    v.maxLength(MAX_STAGES),
  ),
  /** Candidates that were tried until it ended; 1: the first one was it. */
  attempts: natural,
  outcome: v.picklist(OUTCOMES),
  /** Why it ended, in words. */
  why: text(500),
  /** From the question to the answer, without the time that a person thought it over. */
  ms: duration,
  /** The patch that was taken, or else the best one; null where there was none. */
  patch: v.nullable(
    v.object({
      origin: v.object({ kind: text(50), id: text(200) }),
      variant: text(200),
      family: text(200),
      confidence: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
      /** What it was offered as. */
      tier: text(50),
      evidence: v.pipe(v.array(RungSchema), v.maxLength(20)),
    }),
  ),
  /** Id of the pair that it became. */
  pair: v.exactOptional(text(32)),
});

/** A plain serialisable record. Durations in ms. */
export type HealRecord = Frozen<v.InferOutput<typeof HealSchema>>;

export function readHealRecord(value: unknown): HealRecord | undefined {
  const parsed = v.safeParse(HealSchema, value);
  return parsed.success ? parsed.output : undefined;
}

/** The record with what is too long cut off. */
export function clipHealRecord(record: HealRecord): HealRecord {
  const { patch } = record;
  return {
    ...record,
    via: clip(record.via, 50),
    errorType: clip(record.errorType, 200),
    shape: clip(record.shape, 4_000),
    source: clip(record.source, 200),
    stages: record.stages
      .slice(0, MAX_STAGES)
      .map((stage) => ({ ...stage, name: clip(stage.name, 100), ...(stage.why === undefined ? {} : { why: clip(stage.why, 500) }) })),
    why: clip(record.why, 500),
    patch: patch && {
      ...patch,
      origin: { kind: clip(patch.origin.kind, 50), id: clip(patch.origin.id, 200) },
      variant: clip(patch.variant, 200),
      family: clip(patch.family, 200),
      tier: clip(patch.tier, 50),
      evidence: patch.evidence.slice(0, 20).map(({ rung, result, by, why, ms }) => ({
        rung,
        result,
        ...(by === undefined ? {} : { by: clip(by, 500) }),
        ...(why === undefined ? {} : { why: clip(why, 1_000) }),
        ...(ms === undefined ? {} : { ms }),
      })),
    },
  };
}
