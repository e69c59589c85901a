// What the model is shown of a problem: few numbered lines, cut and redacted, and a way to hide secrets in everything else.

import type { Problem } from '../problem';
import type { Result } from '../result';
import { SourceText } from '../syntax/source-text';

/** Texts without their secrets; a secret known from one is taken out of all. Line ends stay. */
export type Redactor = (texts: readonly string[]) => Promise<Result<{ readonly texts: readonly string[] }>>;

interface ShownLine {
  /** As sent: redacted, without control characters. */
  readonly text: string;
  /** Sent in full, so it may be edited. */
  readonly whole: boolean;
  /** The tokens in it, in order, that stand for secrets. */
  readonly secrets: readonly string[];
}

export interface ModelContext {
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
/** How the redactor writes a secret. */
const REDACTED = /‹redacted:[a-z0-9-]+›/g;
/** How the model sees it: numbered, so that each can be put back; plain ASCII, so that it comes back as it went. */
const TOKEN = /__HIDDEN_\d+__/g;
/** Shorter values are too common to be taken out of other texts word by word. */
const MIN_SECRET = 6;

/** Rejects where the search for secrets fails. Reads nothing but its arguments. */
export async function gatherModelContext(problem: Problem, source: SourceText, redact: Redactor): Promise<ModelContext> {
  // The whole file, not only what is shown: the head of a key may lie outside.
  const [safe] = await redacted([source.text], redact);
  const safeSource = new SourceText(safe ?? '');
  if (safeSource.lineCount !== source.lineCount) throw new Error('redaction moved lines');

  const lines = new Map<number, ShownLine>();
  const secrets = new Map<string, string>();
  let chars = 0;
  for (const line of choose(problem, source)) {
    if (lines.has(line)) continue;
    const shown = shownLine(source.line(line), safeSource.line(line), secrets);
    chars += shown.text.length;
    if (chars > MAX_CHARS || lines.size >= MAX_LINES) break;
    lines.set(line, shown);
  }

  const hide = async (text: string, max: number): Promise<string> => {
    // More room before the search than after, so that a secret at the cut is seen whole.
    let out = text.slice(0, max * 4);
    for (const value of secrets.values()) if (value.length >= MIN_SECRET) out = out.replaceAll(value, '__HIDDEN__');
    // Beside the file, so that a secret which only the file gives away is found in the text, too.
    const [found] = await redacted([out, source.text], redact);
    out = clean((found ?? '').replace(REDACTED, '__HIDDEN__'));
    return out.length > max ? `${out.slice(0, max)} [cut]` : out;
  };
  return { lines: new Map([...lines].sort(([a], [b]) => a - b)), secrets, hide };
}

async function redacted(texts: readonly string[], redact: Redactor): Promise<readonly string[]> {
  const group = await redact(texts);
  if (!group.ok) throw new Error(group.message);
  return group.value.texts;
}

/** `safe` is the line without its secrets; what each of them hides is read off the line as it stands in the file. */
function shownLine(original: string, safe: string, secrets: Map<string, string>): ShownLine {
  const plain = safe.split(REDACTED);
  const tokens: string[] = [];
  let whole = !TOKEN.test(original);
  TOKEN.lastIndex = 0;
  let at = plain[0]?.length ?? 0;
  let text = plain[0] ?? '';
  for (const [i, part] of plain.slice(1).entries()) {
    const last = i === plain.length - 2;
    const end = last ? original.length - part.length : part === '' ? -1 : original.indexOf(part, at);
    const token = `__HIDDEN_${secrets.size + 1}__`;
    secrets.set(token, end >= at ? original.slice(at, end) : '');
    tokens.push(token);
    text += token + part;
    if (end < at) whole = false;
    else at = end + part.length;
  }
  // Put back, the line must be the file's, or it can't be edited.
  whole &&= tokens.reduce((line, token) => line.replace(token, () => secrets.get(token) ?? ''), text) === original;
  const sent = clean(text);
  whole &&= sent === text && text.length <= MAX_LINE;
  return { text: sent.length > MAX_LINE ? `${sent.slice(0, MAX_LINE)} [cut]` : sent, whole, secrets: whole ? tokens : [] };
}

/** Control, format and bidirectional characters would let text look other than it is. */
function clean(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/\r\n?/g, '\n');
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
  const here = [...problem.frames, ...problem.causes.flatMap((cause) => [...cause.frames, { location: cause.location }])].map(
    (frame) => frame.location,
  );
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
  const opens = (line: number): boolean =>
    /^[^\s#)\]}]/.test(source.line(line)) && !/^(?:else|elif|except|finally|catch)\b|^(?:\/\/|\/\*|\*)/.test(source.line(line));
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
