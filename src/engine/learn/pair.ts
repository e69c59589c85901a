// The success pair: what was wrong, what was proposed, what became of it. The contract of the store, the export and the learning.

import { createHash } from 'node:crypto';
import { isAbsolute, relative, sep } from 'node:path';
import { diffArrays } from 'diff';
import * as v from 'valibot';
import type { Patch, Verdict } from '../patch';
import { patched } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';

/** Grows when a reader of older versions would misunderstand a pair. */
export const PAIR_SCHEMA = 1;
/** UTF-16 units of each text of a pair: whole files up to this, excerpts beyond. */
export const MAX_TEXT = 16_384;
/** Lines kept around a change where the file is too long to be kept whole; fewer if that is still too long. */
const CONTEXT_LINES = [40, 10, 3, 0];
/** The line that stands for left-out lines between two changes of an excerpt. */
const GAP_LINE = '…';
/** For the line diff of two long texts, in ms and edits: beyond, the whole region between first and last change counts as changed. */
const DIFF_LIMIT = { timeout: 200, maxEditLength: 2_000 };

/** Twice the limit that `makePair` keeps to: redacting makes texts longer. */
const text = (max: number): v.GenericSchema<string> => v.pipe(v.string(), v.maxLength(2 * max));
const time = v.pipe(v.string(), v.isoTimestamp());
const code = text(MAX_TEXT);
const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const natural = v.pipe(v.number(), v.integer(), v.minValue(0));

const RungSchema = v.object({
  rung: v.picklist(['parses', 'checks', 'reruns', 'tests']),
  result: v.picklist(['passed', 'failed', 'skipped']),
  by: v.exactOptional(text(500)),
  why: v.exactOptional(text(1_000)),
  ms: v.exactOptional(v.number()),
});

const PairSchema = v.object({
  schema: v.literal(PAIR_SCHEMA),
  /** Hash of the content: the same fix of the same mistake has the same id on every machine. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  language: v.picklist(['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact']),
  errorType: text(200),
  message: text(4_000),
  signature: v.object({ shape: text(4_000), holes: v.record(text(200), text(4_000)) }),
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
  origin: v.object({ kind: v.picklist(['remembered', 'learned', 'rule', 'editor', 'model', 'imported']), id: text(200) }),
  verdict: v.object({ kind: v.picklist(['accepted', 'edited', 'rejected', 'reverted', 'survived']), how: text(500), at: time }),
  recordedAt: time,
  /** Different secrets taken out of this pair. */
  redactions: natural,
  /** The search for secrets failed: all free text was left out. Counted, never exported. */
  withheld: v.boolean(),
});

type Frozen<T> = {
  readonly [K in keyof T]: T[K] extends (infer E)[] ? readonly Frozen<E>[] : T[K] extends object | null ? Frozen<T[K]> : T[K];
};

/** A plain serialisable record. Times are ISO 8601 UTC. */
export type SuccessPair = Frozen<v.InferOutput<typeof PairSchema>>;

declare const redacted: unique symbol;
/** A pair whose texts were searched for secrets: the only kind that a store takes. Made by `record.ts`. */
export type RedactedPair = SuccessPair & { readonly [redacted]: true };

/** The pair in a value from a disk or another machine; undefined where it isn't one. Unknown keys are dropped, the id is not checked. */
export function readPair(value: unknown): SuccessPair | undefined {
  const parsed = v.safeParse(PairSchema, value);
  return parsed.success ? parsed.output : undefined;
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

export interface PairContext {
  readonly now: Date;
  /** Absolute path of the workspace folder. */
  readonly root: string | undefined;
  /** How the acceptance is known: `applied in the editor`. */
  readonly how: string;
}

/**
 * The pair of a patch that was applied to the problem's file. `before` and `after` are that file's whole texts; where `after` isn't
 * what the patch's own edits make of `before`, it is what the user made of it. Not yet redacted: see `record.ts`.
 */
export function makePair(patch: Patch, before: string, after: string, context: PairContext): SuccessPair {
  const { problem, candidate } = patch;
  const path = problem.location.path;
  const own = candidate.edits.find((file) => file.path === path);
  const proposed = own ? patched(new SourceText(before), own) : after;
  const edited = proposed !== after;
  const excerpt = cut(before, proposed, edited ? after : null);
  const at = context.now.toISOString();
  const pair = {
    schema: PAIR_SCHEMA as typeof PAIR_SCHEMA,
    language: problem.language,
    errorType: clip(problem.errorType, 200),
    message: clip(problem.message, 4_000),
    signature: {
      shape: clip(problem.signature.shape, 4_000),
      holes: Object.fromEntries(
        Object.entries(problem.signature.holes)
          .slice(0, 50)
          .map(([name, value]) => [clip(name, 200), clip(value, 4_000)]),
      ),
    },
    source: clip(problem.source, 200),
    file: shortPath(path, context.root),
    line: problem.location.range.start.line,
    traceback: clip(
      problem.frames
        .map(
          (frame) =>
            `${shortPath(frame.location.path, context.root)}:${frame.location.range.start.line + 1}${frame.name ? ` ${frame.name}` : ''}`,
        )
        .join('\n'),
      8_000,
    ),
    command: clip(problem.command?.line ?? '', 2_000),
    ...excerpt,
    otherFiles: candidate.edits
      .filter((file) => file.path !== path)
      .slice(0, 100)
      .map((file) => shortPath(file.path, context.root)),
    title: clip(candidate.title, 500),
    evidence: patch.evidence
      .slice(0, 20)
      .map((rung) => ({ ...rung, ...(rung.by ? { by: clip(rung.by, 500) } : {}), ...(rung.why ? { why: clip(rung.why, 1_000) } : {}) })),
    confidence: Math.max(0, Math.min(1, patch.confidence)),
    origin: { kind: candidate.origin.kind, id: clip(candidate.origin.id, 200) },
    verdict: { kind: edited ? 'edited' : 'accepted', how: clip(context.how, 500), at } satisfies Verdict,
    recordedAt: at,
    redactions: 0,
    withheld: false,
  };
  return { ...pair, id: pairId(pair) };
}

export function clip(value: string, max: number): string {
  return value.length <= max ? value : `${value.slice(0, max - 1)}…`;
}

function shortPath(path: string, root: string | undefined): string {
  const inside = root === undefined ? '' : relative(root, path);
  const short =
    inside !== '' && !inside.startsWith('..') && !isAbsolute(inside) ? inside.split(sep).join('/') : (path.split(/[\\/]/).pop() ?? '');
  return clip(short, 1_000);
}

type Excerpt = Pick<SuccessPair, 'extent' | 'startLine' | 'before' | 'proposed' | 'final'>;

/** The texts as a pair keeps them: whole if short, else windows of lines around what the proposal changes. */
export function cut(before: string, proposed: string, final: string | null): Excerpt {
  const fits = (value: string | null): boolean => (value?.length ?? 0) <= MAX_TEXT;
  if (fits(before) && fits(proposed) && fits(final)) return { extent: 'whole', startLine: 0, before, proposed, final };
  const lines = toLines(before);
  const proposedLines = toLines(proposed);
  const hunks = changedLines(lines, proposedLines);
  const finalLines = final === null ? null : toLines(final);
  const finalHunks = finalLines ? changedLines(lines, finalLines) : [];
  for (const context of CONTEXT_LINES) {
    const windows = windowsOf(hunks, context, lines.length);
    const out: Excerpt = {
      extent: 'excerpt',
      startLine: windows[0]?.start ?? 0,
      before: joined(lines, windows),
      proposed: joined(
        proposedLines,
        windows.map((window) => mapped(window, hunks)),
      ),
      final:
        finalLines &&
        joined(
          finalLines,
          windows.map((window) => mapped(window, finalHunks)),
        ),
    };
    if (fits(out.before) && fits(out.proposed) && fits(out.final)) return out;
  }
  return { extent: 'none', startLine: 0, before: '', proposed: '', final: null };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Lines [start, end) of the old text that became `count` lines. */
interface Hunk extends Span {
  readonly count: number;
}

/** With their line ends, so that they join to the text again. */
const toLines = (value: string): string[] => value.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function changedLines(before: readonly string[], after: readonly string[]): Hunk[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail++;
  const all: Hunk = { start: head, end: before.length - tail, count: after.length - tail - head };
  const changes = diffArrays(before.slice(head, before.length - tail), after.slice(head, after.length - tail), DIFF_LIMIT);
  if (!changes) return [all];
  const hunks: Hunk[] = [];
  let at = head;
  let open: { start: number; end: number; count: number } | undefined;
  for (const change of changes) {
    const length = change.value.length;
    if (!change.added && !change.removed) {
      if (open) hunks.push(open);
      open = undefined;
      at += length;
      continue;
    }
    open ??= { start: at, end: at, count: 0 };
    if (change.added) open.count += length;
    else open.end = at += length;
  }
  if (open) hunks.push(open);
  return hunks;
}

function windowsOf(hunks: readonly Span[], context: number, lines: number): Span[] {
  const out: Span[] = [];
  for (const hunk of hunks) {
    const window = { start: Math.max(0, hunk.start - context), end: Math.min(lines, hunk.end + context) };
    const last = out.at(-1);
    if (last && window.start <= last.end) out[out.length - 1] = { start: last.start, end: Math.max(last.end, window.end) };
    else out.push(window);
  }
  return out;
}

/** The window in the changed text; a border inside a hunk takes the hunk in. */
function mapped(window: Span, hunks: readonly Hunk[]): Span {
  let start = window.start;
  let end = window.end;
  for (const hunk of hunks) {
    const grown = hunk.count - (hunk.end - hunk.start);
    if (hunk.end <= window.start && !(hunk.start === hunk.end && hunk.start === window.start)) start += grown;
    else if (hunk.start < window.start) start += hunk.start - window.start;
    if (hunk.start <= window.end) end += grown + Math.max(0, hunk.end - window.end);
  }
  return { start, end: Math.max(start, end) };
}

function joined(lines: readonly string[], windows: readonly Span[]): string {
  return windows.map((window) => lines.slice(window.start, window.end).join('')).join(`${GAP_LINE}\n`);
}
