// The success pair: what was wrong, what was proposed, what became of it. The contract of the store, the export and the learning.

import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { LANGUAGES, LISTED_ONLY } from '../language';

/** Grows when a reader of older versions would misunderstand a pair. 2: `via` and `libraries`. */
export const PAIR_SCHEMA = 2;
/** How it is known that a fix was undone in the editor: for now, for an undo is redone as easily. Of what a source is worth it says nothing. */
export const UNDONE = 'undone in the editor';
/** How it is known that a person does not want a pair used: it is kept, and neither offered nor exported. Of what its source is worth it says nothing. */
export const SET_ASIDE = 'set aside by you';
/** How a fix came to be a pair: chosen in the menu, in a plan, applied unasked, by the terminal's commands, typed by hand, from a file. */
export const WAYS = ['lightbulb', 'plan', 'auto', 'cli', 'hand', 'import'] as const;
export type Way = (typeof WAYS)[number];
/** Title of a fix of which no few words tell what it does: so that one can be told by where it was made instead. */
export const UNTITLED = 'Your own fix';
/** UTF-16 units of each text of a pair: whole files up to this, excerpts beyond. */
export const MAX_TEXT = 16_384;
export const MAX_FEATURES = 100;
const MAX_HOLES = 100;
export const MAX_LIBRARIES = 50;

/** Up to twice what `makePair` cuts texts to: redacting makes them longer. */
const text = (max: number): v.GenericSchema<string> => v.pipe(v.string(), v.maxLength(2 * max));
const time = v.pipe(v.string(), v.isoTimestamp());
const code = text(MAX_TEXT);
const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const natural = v.pipe(v.number(), v.integer(), v.minValue(0));

/** From the weakest. */
export const RUNGS = ['parses', 'checks', 'reruns', 'tests'] as const;
export const ORIGINS = ['remembered', 'learned', 'rule', 'editor', 'model', 'hand', 'imported'] as const;
export const VERDICTS = ['accepted', 'edited', 'rejected', 'reverted', 'survived'] as const;

export const RungSchema = v.object({
  rung: v.picklist(RUNGS),
  result: v.picklist(['passed', 'failed', 'skipped']),
  by: v.exactOptional(text(500)),
  why: v.exactOptional(text(1_000)),
  ms: v.exactOptional(v.number()),
});

const PairSchema = v.object({
  /** Pairs of version 1 are pairs of version 2 that say less. */
  schema: v.pipe(
    v.picklist([1, PAIR_SCHEMA]),
    v.transform((): typeof PAIR_SCHEMA => PAIR_SCHEMA),
  ),
  /** Hash of the content: the same fix of the same mistake has the same id on every machine. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  language: v.picklist([...LANGUAGES, ...LISTED_ONLY]),
  errorType: text(200),
  message: text(4_000),
  signature: v.object({ shape: text(4_000), holes: v.pipe(v.record(text(200), text(4_000)), v.maxEntries(MAX_HOLES)) }),
  /** Who reported the problem: `Pyright`, `python`. */
  source: text(200),
  /** Path relative to the workspace folder, with `/`; the last part alone for a file outside it. */
  file: text(1_000),
  /** Zero-based line of the problem in the whole file. */
  line: natural,
  /** The frames as `path:line name`, outermost first; empty where the problem had none. */
  traceback: text(8_000),
  /** The command line that failed; empty where there is none. */
  command: text(2_000),
  /** `whole`: the texts are whole files. `excerpt`: the changed lines with context, `…` between far ones. `none`: too long or withheld. */
  extent: v.picklist(['whole', 'excerpt', 'none']),
  /** Zero-based line of the file that the texts begin with. */
  startLine: natural,
  before: code,
  /** What was offered. */
  proposed: code,
  /** What the user made of it; null where that is what was proposed. */
  final: v.nullable(code),
  /** Other files the patch changed: the texts are then only a part of it. Relative paths. */
  otherFiles: v.pipe(v.array(text(1_000)), v.maxLength(100)),
  title: text(500),
  evidence: v.pipe(v.array(RungSchema), v.maxLength(20)),
  confidence: unit,
  origin: v.object({ kind: v.picklist(ORIGINS), id: text(200) }),
  /** Which way its source went, what is counted with it, and what it measured (`Candidate`); pairs of earlier versions have none of these. */
  variant: v.exactOptional(text(200)),
  family: v.exactOptional(text(200)),
  features: v.exactOptional(v.pipe(v.record(text(200), v.number()), v.maxEntries(MAX_FEATURES))),
  via: v.exactOptional(v.picklist(WAYS)),
  /** The libraries that the fix names, with the version that was installed: with another one it is to be checked again. */
  libraries: v.exactOptional(v.pipe(v.record(text(200), text(100)), v.maxEntries(MAX_LIBRARIES))),
  verdict: v.object({ kind: v.picklist(VERDICTS), how: text(500), at: time }),
  recordedAt: time,
  /** Different secrets taken out of this pair. */
  redactions: natural,
  /** The search for secrets failed: all free text was left out. Counted, never exported. */
  withheld: v.boolean(),
});

/** Read-only all the way down. */
export type Frozen<T> = {
  readonly [K in keyof T]: T[K] extends (infer E)[] ? readonly Frozen<E>[] : T[K] extends object | null ? Frozen<T[K]> : T[K];
};

/** A plain serialisable record. Times are ISO 8601 UTC. */
export type SuccessPair = Frozen<v.InferOutput<typeof PairSchema>>;

declare const redacted: unique symbol;
/** A pair whose texts were searched for secrets: the only kind that a store takes. Made by `redactPair`. */
export type RedactedPair = SuccessPair & { readonly [redacted]: true };

/** The pair in a value from a disk or another machine; undefined where it isn't one. Unknown keys are dropped, the id is not checked. */
export function readPair(value: unknown): SuccessPair | undefined {
  const parsed = v.safeParse(PairSchema, value);
  return parsed.success ? parsed.output : undefined;
}

/** What keeps a value from being a pair: the first of its parts that is missing or wrong. */
export function pairFault(value: unknown): string {
  const { issues } = v.safeParse(PairSchema, value, { abortEarly: true });
  const name = issues?.[0].path?.map(({ key }) => String(key)).join('.');
  return name ? `'${clip(name, 100)}' is missing, too long or of the wrong kind` : 'it is no object';
}

/** Where two pairs have the same id they are the same fix of the same mistake, whatever became of it. */
export function pairId(pair: Pick<SuccessPair, 'language' | 'errorType' | 'message' | 'before' | 'proposed'>): string {
  return hash([pair.language, pair.errorType, pair.message, pair.before, pair.proposed]);
}

export const hash = (parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

/** Somebody else than the patch's maker said that the error is gone: a checker, a re-run, tests. */
export function isVerified(pair: Pick<SuccessPair, 'evidence'>): boolean {
  return (
    pair.evidence.some((rung) => rung.rung !== 'parses' && rung.result === 'passed') &&
    !pair.evidence.some((rung) => rung.result === 'failed')
  );
}

/** A person has set it aside: see `SET_ASIDE`. */
export const isSetAside = ({ verdict }: Pick<SuccessPair, 'verdict'>): boolean => verdict.kind === 'reverted' && verdict.how === SET_ASIDE;

export function clip(value: string, max: number): string {
  return value.length <= max ? value : `${value.slice(0, max - 1)}…`;
}
