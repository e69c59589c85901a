// What is kept of every heal, whether it came to anything or not: what was tried, how it ended and how long it took. No code is in it.

import * as v from 'valibot';
import { clip, RungSchema, type Frozen } from './pair';

const text = (max: number): v.GenericSchema<string> => v.pipe(v.string(), v.maxLength(2 * max));
const natural = v.pipe(v.number(), v.integer(), v.minValue(0));
const duration = v.pipe(v.number(), v.minValue(0), v.finite());

/**
 * `offered`: patches were shown and none was taken so far. `failed`: what was applied or tried did not mend it. `regressed`: it broke what worked
 * before.
 */
export const OUTCOMES = ['healed', 'offered', 'nothing', 'failed', 'regressed', 'reverted', 'cancelled'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const MAX_STEPS = 40;
const MAX_FACTS = 30;
const MAX_FIXES = 10;

/** Why an attempt failed and what the next one does otherwise, under the names that its first documents gave it. */
const DiagnosisSchema = v.object({
  error_type: text(50),
  root_cause: text(500),
  can_fix: v.boolean(),
  fix_strategy: text(50),
  fix_description: text(500),
  prompt_modification: text(1_000),
});

/** What a critic said; its program is not kept, only what came of running it. */
const CritiqueSchema = v.object({
  status: text(50),
  quality_score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  failed_criteria: v.pipe(v.array(text(300)), v.maxLength(10), v.readonly()),
  issues: v.pipe(
    v.array(v.object({ type: text(300), loc: text(300), fix: text(300), severity: text(300) })),
    v.maxLength(10),
    v.readonly(),
  ),
  counter_example: text(50),
});

const StepSchema = v.object({
  /** `ask`, `diagnose`, `critic`, `template`. */
  kind: text(50),
  attempt: natural,
  round: natural,
  model: v.exactOptional(text(200)),
  format: v.exactOptional(text(50)),
  temperature: v.exactOptional(v.number()),
  facts: v.exactOptional(v.pipe(v.array(text(100)), v.maxLength(MAX_FACTS), v.readonly())),
  outcome: text(50),
  why: v.exactOptional(text(500)),
  ms: duration,
  use: v.exactOptional(v.object({ prompt: natural, reply: natural, estimated: v.boolean() })),
  cost: v.exactOptional(duration),
  diagnosis: v.exactOptional(DiagnosisSchema),
  critique: v.exactOptional(CritiqueSchema),
});

const ModelSchema = v.object({
  /** Why it ended; absent where it never did: the process was ended in the middle of it. */
  ended: v.exactOptional(text(50)),
  /** How the model was asked; absent: by one question after the other. */
  mode: v.exactOptional(text(50)),
  attempts: natural,
  diagnoses: natural,
  /** What diagnoses changed for the attempts after them. */
  fixes_applied: v.pipe(v.array(text(500)), v.maxLength(MAX_FIXES), v.readonly()),
  steps: v.pipe(v.array(StepSchema), v.maxLength(MAX_STEPS), v.readonly()),
});

/** What models did in a heal, step by step. */
export type ModelPart = Frozen<v.InferOutput<typeof ModelSchema>>;

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
  /** Where a model was asked. */
  model: v.exactOptional(ModelSchema),
});

/** A plain serialisable record. Durations in ms. */
export type HealRecord = Frozen<v.InferOutput<typeof HealSchema>>;

export function readHealRecord(value: unknown): HealRecord | undefined {
  const parsed = v.safeParse(HealSchema, value);
  return parsed.success ? parsed.output : undefined;
}

/** The part with every free text of it replaced. */
export function mapModelTexts(model: ModelPart, replace: (text: string) => string): ModelPart {
  return {
    ...model,
    fixes_applied: model.fixes_applied.map(replace),
    steps: model.steps.map(({ why, diagnosis, critique, ...step }) => ({
      ...step,
      ...(why === undefined ? {} : { why: replace(why) }),
      ...(diagnosis === undefined
        ? {}
        : {
            diagnosis: {
              ...diagnosis,
              root_cause: replace(diagnosis.root_cause),
              fix_description: replace(diagnosis.fix_description),
              prompt_modification: replace(diagnosis.prompt_modification),
            },
          }),
      ...(critique === undefined
        ? {}
        : {
            critique: {
              ...critique,
              failed_criteria: critique.failed_criteria.map(replace),
              issues: critique.issues.map(({ type, loc, fix, severity }) => ({
                type: replace(type),
                loc: replace(loc),
                fix: replace(fix),
                severity: replace(severity),
              })),
            },
          }),
    })),
  };
}

function clipModel(model: ModelPart): ModelPart {
  const clipped = mapModelTexts(model, (words) => clip(words, 500));
  return {
    ...clipped,
    fixes_applied: clipped.fixes_applied.slice(0, MAX_FIXES),
    steps: clipped.steps.slice(0, MAX_STEPS).map(({ model: name, facts, ...step }) => ({
      ...step,
      ...(name === undefined ? {} : { model: clip(name, 200) }),
      ...(facts === undefined ? {} : { facts: facts.slice(0, MAX_FACTS).map((fact) => clip(fact, 100)) }),
    })),
  };
}

/** The record with what is too long cut off. */
export function clipHealRecord(record: HealRecord): HealRecord {
  const { patch, model } = record;
  return {
    ...record,
    ...(model === undefined ? {} : { model: clipModel(model) }),
    via: clip(record.via, 50),
    errorType: clip(record.errorType, 200),
    shape: clip(record.shape, 4_000),
    source: clip(record.source, 200),
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
