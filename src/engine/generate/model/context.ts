// What the model is shown of a problem: few numbered lines, cut and redacted, and a way to hide secrets in everything else.

import type { Problem } from '../../problem';
import { SourceText } from '../../syntax/source-text';

/** Offsets of a secret in a text, end exclusive. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
}

/** All secrets of a text. Rejects where the scan could not be done: then nothing may be sent. */
export type FindSecrets = (text: string) => Promise<readonly SecretSpan[]>;

export interface ShownLine {
  /** As sent: redacted, without control characters. */
  readonly text: string;
  /** Sent in full, so it may be edited. */
  readonly whole: boolean;
  /** The tokens in it, in order, that stand for secrets. */
  readonly secrets: readonly string[];
}

export interface Shown {
  /** By zero-based line number, ascending. */
  readonly lines: ReadonlyMap<number, ShownLine>;
  /** Token → the original text it stands for. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Any other text on its way out: secrets hidden, control characters gone, cut to `max` UTF-16 units. */
  hide(text: string, max: number): Promise<string>;
}

const MAX_LINES = 160;
const MAX_CHARS = 16_000;
/** A longer line is shown cut, and can't be edited. */
const MAX_LINE = 400;
/** A file up to this size is shown whole. */
const SMALL_LINES = 80;
const BLOCK_AROUND = 40;
const MAX_IMPORTS = 30;
/** Larger texts are not scanned for secrets, so nothing of them is sent. */
const MAX_SCANNED = 2_000_000;

/** Rejects where the scan for secrets fails. Reads nothing but its arguments. */
export async function gather(problem: Problem, source: SourceText, find: FindSecrets): Promise<Shown> {
  if (source.text.length > MAX_SCANNED) throw new Error('the file is too large to be searched for secrets');
  // The whole file, not only what is shown: the head of a key may lie outside.
  const spans = merged(await find(source.text), source.text.length);
  const secrets = new Map<string, string>();
  const known = new Set<string>();
  for (const span of spans) {
    const value = source.text.slice(span.start, span.end).trim();
    if (value.length >= 6) known.add(value);
  }

  const lines = new Map<number, ShownLine>();
  let chars = 0;
  for (const line of choose(problem, source)) {
    const shown = redactLine(source, line, spans, secrets);
    chars += shown.text.length;
    if (chars > MAX_CHARS || lines.size >= MAX_LINES) break;
    lines.set(line, shown);
  }

  const hide = async (text: string, max: number): Promise<string> => {
    // Twice the room before the scan, so that a secret at the cut is seen whole.
    let out = text.slice(0, max * 2);
    for (const value of known) out = out.replaceAll(value, '[hidden]');
    for (const span of merged(await find(out), out.length).reverse()) out = `${out.slice(0, span.start)}[hidden]${out.slice(span.end)}`;
    out = clean(out);
    return out.length > max ? `${out.slice(0, max)} [cut]` : out;
  };
  return { lines: new Map([...lines].sort(([a], [b]) => a - b)), secrets, hide };
}

/** Sorted, without overlaps. */
function merged(spans: readonly SecretSpan[], length: number): SecretSpan[] {
  const out: SecretSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const start = Math.max(0, span.start);
    const end = Math.min(length, span.end);
    if (end <= start) continue;
    const last = out.at(-1);
    if (last && start < last.end) out[out.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else out.push({ start, end });
  }
  return out;
}

/** A secret over several lines gets a token in each of them, so line numbers stay true. */
function redactLine(source: SourceText, line: number, spans: readonly SecretSpan[], secrets: Map<string, string>): ShownLine {
  const start = source.lineStarts[line] ?? source.text.length;
  const text = source.line(line);
  const end = start + text.length;
  const tokens: string[] = [];
  let out = '';
  let at = start;
  for (const span of spans) {
    const from = Math.max(span.start, start);
    const to = Math.min(span.end, end);
    if (to <= from) continue;
    const token = `[hidden-${secrets.size + 1}]`;
    secrets.set(token, source.text.slice(from, to));
    tokens.push(token);
    out += source.text.slice(at, from) + token;
    at = to;
  }
  out += source.text.slice(at, end);
  const plain = clean(out);
  // A line that already holds such a token, or characters that are not sent, could not be told apart on the way back.
  const whole = plain === out && out.length <= MAX_LINE && (out.match(/\[hidden-\d+\]/g)?.length ?? 0) === tokens.length;
  return { text: plain.length > MAX_LINE ? `${plain.slice(0, MAX_LINE)} [cut]` : plain, whole, secrets: whole ? tokens : [] };
}

/** Control, format and bidirectional characters would let text look other than it is. */
function clean(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '').replace(/\r\n?/g, '\n');
}

/** Zero-based lines, most telling first. */
function* choose(problem: Problem, source: SourceText): Iterable<number> {
  const count = lineCount(source);
  const at = Math.min(Math.max(0, problem.location.range.start.line), Math.max(0, count - 1));
  const until = Math.min(Math.max(at, problem.location.range.end.line), at + BLOCK_AROUND);
  // Nearest first, so that a cap takes the far ends away and leaves the place of the problem.
  const [top, bottom] = count <= SMALL_LINES ? [0, count - 1] : blockAround(source, at, until, count);
  yield* outward(at, top, bottom);
  if (count <= SMALL_LINES) return;
  yield* importLines(source, count);
  const here = [...problem.frames, ...problem.causes.flatMap((cause) => [...cause.frames, { location: cause.location }])].map((frame) => frame.location);
  for (const location of [...here.reverse(), ...problem.related.map((related) => related.location)].slice(0, 8)) {
    if (location.path !== problem.location.path) continue;
    const line = location.range.start.line;
    yield* outward(line, Math.max(0, line - 4), Math.min(count - 1, line + 4));
  }
}

function* outward(from: number, top: number, bottom: number): Iterable<number> {
  for (let step = 0; from - step >= top || from + step <= bottom; step++) {
    if (from - step >= top && from - step <= bottom) yield from - step;
    if (step > 0 && from + step <= bottom && from + step >= top) yield from + step;
  }
}

/** The empty last line of a text that ends with a line end is no line. */
function lineCount(source: SourceText): number {
  return source.lineCount > 1 && source.line(source.lineCount - 1) === '' ? source.lineCount - 1 : source.lineCount;
}

/** The top-level block by indentation (broken code has no tree to ask), at most BLOCK_AROUND lines each way. */
function blockAround(source: SourceText, from: number, to: number, count: number): [number, number] {
  const opens = (line: number): boolean => /^[^\s#)\]}]/.test(source.line(line)) && !/^(?:else|elif|except|finally|catch)\b|^(?:\/\/|\/\*|\*)/.test(source.line(line));
  let top = from;
  while (top > 0 && from - top < BLOCK_AROUND && !opens(top)) top--;
  while (top > 0 && /^(?:@|#|\/\/|\/\*| ?\*)/.test(source.line(top - 1)) && from - top < BLOCK_AROUND) top--;
  let bottom = to;
  while (bottom < count - 1 && bottom - to < BLOCK_AROUND && !opens(bottom + 1)) bottom++;
  return [Math.max(0, Math.min(top, from - 8)), Math.min(count - 1, Math.max(bottom, to + 8))];
}

function importLines(source: SourceText, count: number): number[] {
  const out: number[] = [];
  for (let line = 0; line < Math.min(count, 400) && out.length < MAX_IMPORTS; line++) {
    if (/^(?:import\b|from\s+\S+\s+import\b|(?:const|let|var)\b.*\brequire\s*\()/.test(source.line(line))) out.push(line);
  }
  return out;
}

const INSTRUCTIONS =
  /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules|above|previous)\b|\byou are (?:now )?(?:a|an|the)\b[^.\n]{0,30}\b(?:assistant|model|ai|agent|bot)\b|\b(?:system|developer) prompt\b|<\|(?:im_start|system|user|assistant)|\[\/?INST\]|\b(?:as an|dear|attention) (?:ai|llm|assistant)\b|\bdo not (?:tell|inform|mention to) the user\b/i;

/** Text that speaks to a model instead of to a person. Such a patch is never applied unasked. */
export function readsLikeInstructions(text: string): boolean {
  return INSTRUCTIONS.test(text);
}
