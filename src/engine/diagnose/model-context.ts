// What a model is shown of a problem, by value and within a budget: named facts, the most telling first, each with its price in tokens.

import path from 'node:path';
import type { LanguageId } from '../language';
import type { Location, Problem } from '../problem';
import type { Workspace } from '../project/workspace';
import { failure, success, type Result } from '../result';
import { functionAt, functionsIn, type FunctionSpan } from '../syntax/functions';
import { SourceText } from '../syntax/source-text';
import { readsLikeInstructions } from './instructions';
import { hider, plainText, redacted, shownLine, type Redactor, type ShownLine } from './shown-text';

export type { Redactor } from './shown-text';
export { readsLikeInstructions } from './instructions';

/** A fix that was kept, as an example: a few lines before and after. */
export interface FixExample {
  readonly message: string;
  readonly before: string;
  readonly after: string;
}

export interface ModelContextRequest {
  readonly problem: Problem;
  /** The document the problem is in, as it is now. */
  readonly source: SourceText;
  /** The open document's version, null where it is not open. */
  readonly version: number | null;
  readonly workspace: Pick<Workspace, 'root' | 'files'>;
  readonly redact: Redactor;
  /** From 1; later ones are told more. */
  readonly attempt?: number;
  /** Of the whole context, in tokens. */
  readonly budget?: number;
  /** Fixes of like problems that were kept, best first. */
  readonly examples?: readonly FixExample[];
  /** Titles of fixes that other providers offer. */
  readonly titles?: readonly string[];
  /** Files that are never sent, by absolute path, beside those that `.self-heal/ignore` names. */
  readonly isExcluded?: (path: string) => boolean;
  readonly signal?: AbortSignal;
}

export interface ShownFile {
  /** Absolute. */
  readonly path: string;
  /** How the model knows it: relative to the workspace's folder, with `/`. No two have the same. */
  readonly name: string;
  readonly version: number | null;
  readonly language: LanguageId;
  readonly source: SourceText;
  /** By zero-based line number, ascending. */
  readonly lines: ReadonlyMap<number, ShownLine>;
  readonly functions: readonly FunctionSpan[];
}

/** What a model that answers with whole code gives back: lines of the problem's file, zero-based, the last one included. */
export interface Target {
  readonly kind: 'function' | 'file' | 'lines';
  /** Of the function. */
  readonly name: string | undefined;
  readonly first: number;
  readonly last: number;
}

/** Something told in words: hidden, cleaned and cut already. */
export interface Note {
  readonly fact: string;
  readonly heading: string;
  readonly text: string;
}

export interface ModelContext {
  readonly problem: Problem;
  /** That of the problem first. Nothing else can be edited. */
  readonly files: readonly [ShownFile, ...ShownFile[]];
  readonly target: Target;
  /** The error in words, hidden and cut. */
  readonly told: string;
  readonly notes: readonly Note[];
  /** Which facts went in, for the record. */
  readonly facts: readonly string[];
  /** Estimated: one for 3.5 characters. */
  readonly tokens: number;
  /** Something in it speaks to a model: what comes of it is never applied unasked. */
  readonly suspicious: boolean;
  /** Token → the original text it stands for. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Any other text on its way out: secrets and folders hidden, control characters gone, cut to `max` UTF-16 units. Rejects where the search for secrets fails. */
  hide(text: string, max: number): Promise<string>;
}

/** `excluded`: the file is one of those that are never sent. */
export type NoContext = 'secret-scan-failed' | 'excluded';

const DEFAULT_BUDGET = 1500;
const CHARS_PER_TOKEN = 3.5;

/** Servers count differently; code has more tokens a character than prose, and this lies between. */
export const estimateTokens = (text: string): number => Math.ceil(text.length / CHARS_PER_TOKEN);

/** Of the error's own words. In UTF-16 units. */
const MAX_TOLD = 2000;
const MAX_FRAMES = 12;
/** A file up to this size is shown whole. */
const SMALL_LINES = 80;
const BLOCK_AROUND = 40;
const MAX_IMPORTS = 30;
const AROUND_FRAME = 4;

export async function gatherModelContext(request: ModelContextRequest): Promise<Result<ModelContext, NoContext>> {
  const { problem, source, version, workspace, redact } = request;
  const { root } = workspace;
  const budget = request.budget ?? DEFAULT_BUDGET;
  const own = { path: problem.location.path, version, source, language: problem.language };
  const functions = await functionsIn(source.text, problem.language);
  const details = detailsOf(problem, root);
  let left = budget - estimateTokens(details.slice(0, MAX_TOLD));
  const chosen = new Map<number, true>();
  const facts = new Set<string>();
  const target = targetOf(problem, source, functions);
  for (const { fact, line } of choose(problem, source, target)) {
    if (chosen.has(line)) continue;
    const price = estimateTokens(`${line + 1}| ${source.line(line)}\n`);
    if (price > left) break;
    left -= price;
    chosen.set(line, true);
    facts.add(fact);
  }
  try {
    const [safe = '', told = ''] = await redacted([source.text, details], redact);
    const safeSource = new SourceText(safe);
    if (safeSource.lineCount !== source.lineCount) throw new Error('redaction moved lines');
    const secrets = new Map<string, string>();
    const lines = new Map(
      [...chosen.keys()].sort((a, b) => a - b).map((line) => [line, shownLine(source.line(line), safeSource.line(line), secrets)] as const),
    );
    const shown: ShownFile = { ...own, name: shortPath(own.path, root), lines, functions };
    const hide = hider([source], secrets, redact);
    const words = plainText(told, MAX_TOLD);
    return success({
      problem,
      files: [shown],
      target: narrowed(target, lines, source),
      told: words,
      notes: [],
      facts: ['error', ...facts],
      tokens: budget - left,
      suspicious: readsLikeInstructions(words) || readsLikeInstructions([...lines.values()].map(({ text }) => text).join('\n')),
      secrets,
      hide: (text, max) => hide(withoutFolders(text, root), max),
    });
  } catch {
    return failure('secret-scan-failed', 'The code could not be searched for secrets, so nothing was sent.');
  }
}

/** The error, where it was seen, and by which way the program came there. */
function detailsOf(problem: Problem, root: string): string {
  const details = [
    `${problem.source} ${problem.errorType}: ${problem.message}`,
    ...problem.related.slice(0, 5).map((related) => `${placeOf(related.location, root)}: ${related.message}`),
    ...trace(problem, root),
    ...problem.causes.slice(0, 3).flatMap((cause) => [`caused by ${cause.errorType}: ${cause.message}`, ...trace(cause, root)]),
  ].join('\n');
  return withoutFolders(details, root);
}

const placeOf = ({ path: file, range }: Location, root: string): string => `${shortPath(file, root)}:${range.start.line + 1}`;

function trace(problem: Problem, root: string): string[] {
  return problem.frames
    .filter((frame) => frame.own)
    .slice(-MAX_FRAMES)
    .map(({ location, name, code }) => `at ${placeOf(location, root)}${name ? ` in ${name}` : ''}${code ? `: ${code.trim()}` : ''}`);
}

/** A person's name often stands in the path of their home folder. */
function withoutFolders(text: string, root: string): string {
  const inside = root.length > 1 ? text.replaceAll(root, '.') : text;
  return inside.replace(/(?:\/(?:home|Users)\/|\b[A-Za-z]:(?:\\{1,2}|\/)Users(?:\\{1,2}|\/))[^\\/\s'":]+/g, '~');
}

/** Inside the workspace relative, outside only the file's name. */
function shortPath(file: string, root: string): string {
  if (root === '') return path.basename(file);
  const relative = path.relative(root, file);
  return path.isAbsolute(file) && relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative)
    ? relative.split(path.sep).join('/')
    : path.basename(file);
}

/** The function around the problem; where there is none, the file, or what stands around the problem in it. */
function targetOf(problem: Problem, source: SourceText, functions: readonly FunctionSpan[]): Target {
  const count = lineCount(source);
  const at = lineOf(problem, count);
  const around = functionAt(functions, at);
  if (around && around.last - around.first <= 3 * BLOCK_AROUND)
    return { kind: 'function', name: around.name, first: around.first, last: around.last };
  if (count <= SMALL_LINES) return { kind: 'file', name: undefined, first: 0, last: count - 1 };
  const until = Math.min(Math.max(at, problem.location.range.end.line), at + BLOCK_AROUND);
  const [first, last] = blockAround(source, at, until, count);
  return { kind: 'lines', name: undefined, first, last };
}

/** Only what was shown in full can be given back: around the problem, as far as that goes. */
function narrowed(target: Target, lines: ReadonlyMap<number, ShownLine>, source: SourceText): Target {
  const isWhole = (line: number): boolean => lines.get(line)?.whole ?? false;
  for (let line = target.first; line <= target.last; line++) {
    if (isWhole(line)) continue;
    let [first, last] = [target.first, target.first - 1];
    for (let from = target.first, at = target.first; at <= target.last + 1; at++) {
      if (at <= target.last && isWhole(at)) continue;
      if (at - from > last - first + 1) [first, last] = [from, at - 1];
      from = at + 1;
    }
    return { kind: 'lines', name: undefined, first, last: Math.min(last, source.lineCount - 1) };
  }
  return target;
}

const lineOf = (problem: Problem, count: number): number =>
  Math.min(Math.max(0, problem.location.range.start.line), Math.max(0, count - 1));

/** Zero-based lines, most telling first. */
function* choose(problem: Problem, source: SourceText, target: Target): Iterable<{ readonly fact: string; readonly line: number }> {
  const count = lineCount(source);
  const at = lineOf(problem, count);
  // Nearest first, so that a cap takes the far ends away and leaves the place of the problem.
  for (const line of outward(at, target.first, target.last)) yield { fact: target.kind, line };
  if (count <= SMALL_LINES) {
    for (const line of outward(at, 0, count - 1)) yield { fact: 'file', line };
    return;
  }
  for (const line of importLines(source, count)) yield { fact: 'imports', line };
  const here = [...problem.frames, ...problem.causes.flatMap((cause) => [...cause.frames, { location: cause.location }])].map(
    (frame) => frame.location,
  );
  for (const location of [...here.reverse(), ...problem.related.map((related) => related.location)].slice(0, 8)) {
    if (location.path !== problem.location.path) continue;
    const line = location.range.start.line;
    for (const near of outward(line, Math.max(0, line - AROUND_FRAME), Math.min(count - 1, line + AROUND_FRAME)))
      yield { fact: 'frames', line: near };
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
    if (/^(?:import\b|from\s+\S+\s+import\b|(?:const|let|var)\b.*\brequire\s*\(|use\s|#include\b)/.test(source.line(line))) out.push(line);
  }
  return out;
}
