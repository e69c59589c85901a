// An error in somebody's own words, as problems of the text that they are about: a traceback, its last line, a checker's report. Where the words name no
// line, it is looked for: by the checkers, by what the message names, and, in a short text, line by line.

import { detectText } from '../detect/detect';
import { familyOf } from '../detect/family';
import { isSameMistake } from '../detect/same-problem';
import { inspectFile } from '../inspect/inspect-file';
import type { LanguageId } from '../language';
import { isScript } from '../language';
import { readError, type ReadError } from '../learn/exchange/error-text';
import type { Frame, Problem, Range } from '../problem';
import type { Workspace } from '../project/workspace';
import { failure, success, type Result } from '../result';
import { separateComments } from '../syntax/strip-comments';
import type { SourceText } from '../syntax/source-text';

export interface ToldError {
  /** Absolute path of the text's file; it need not exist. */
  readonly path: string;
  readonly language: LanguageId;
  readonly source: SourceText;
  /** The error's own words. */
  readonly error: string;
  /** Zero-based line of the error; it is found where absent. */
  readonly line?: number;
}

export interface PlacedError {
  /** The likeliest place first; several where the words name none and nothing but a try can tell. */
  readonly problems: readonly Problem[];
  /** What checkers found besides, of the same text. */
  readonly all: readonly Problem[];
  /** The error is about a name that the text uses nowhere, so it stands in other code: there are no problems then. `alias`: the text imports it as this. */
  readonly unused?: { readonly name: string; readonly alias?: string };
}

/** Lines of a text that are all tried where nothing tells which one failed. */
const MAX_TRIED_LINES = 60;
/** Places of a name that are tried. */
const MAX_NAMED_PLACES = 8;

/** Names that a message's holes may hold. */
const NAMES = ['name', 'attribute', 'function', 'argument', 'module', 'key'] as const;

/** Runs nothing but the checkers of `workspace`. */
export async function placeError(told: ToldError, workspace: Workspace, signal: AbortSignal): Promise<Result<PlacedError, 'no-error'>> {
  const { path, language, source, error } = told;
  const traced = fromTraceback(told, workspace.root);
  const read = readErrorWords(error);
  if (!traced && !/[\p{L}\p{N}]/u.test(read.message) && read.errorType === '')
    return failure('no-error', 'Say which error it is, as it was shown: a traceback, or its last line, such as TypeError: … or TS2304: ….');
  const words = traced ?? problemOf(read, path, language);
  const whole = (line: number): Range => lineOf(source, line);
  const found = await inspectFile(path, language, source, workspace, signal);
  const all = (problem: Problem): Problem[] => [problem, ...found.problems.filter((other) => !isSameMistake(other, problem))];
  const at = (range: Range): Problem => ({ ...words, location: { path, range } });
  // What a checker sees at that line is better placed than what words tell.
  const exact = (problem: Problem): Problem =>
    found.problems.find(
      (other) => other.location.range.start.line === problem.location.range.start.line && isSameMistake(other, problem),
    ) ?? problem;
  const one = (problem: Problem): Result<PlacedError, never> => success({ problems: [exact(problem)], all: all(exact(problem)) });
  if (traced && traced.location.path === path) return one(traced);
  if (told.line !== undefined && told.line < source.lineCount) return one(at(whole(told.line)));
  const line = read.line ?? lineNamed(error, path);
  if (line !== undefined && line < source.lineCount && traced === undefined) return one(at(whole(line)));
  const seen = found.problems.filter((other) => isSameMistake(other, words));
  if (seen.length > 0) return success({ problems: seen, all: found.problems });
  const named = namedPlaces(words, source, language);
  const { name } = words.signature.holes;
  if (named.length === 0 && name !== undefined && familyOf(words) === 'undefined-name') {
    const alias = importedAs(name, source);
    return success({ problems: [], all: found.problems, unused: { name, ...(alias === undefined ? {} : { alias }) } });
  }
  const places = named.length > 0 ? named : codeLines(source, language).map(whole);
  return success({ problems: places.map(at), all: found.problems });
}

/** As `readError`, also of a checker's line as a person copies it: `a.py:6:12 - error: Object of … (reportOptionalSubscript)`, `Cannot find name 'x'. ts(2304)`. */
export function readErrorWords(error: string): ReadError {
  return readError(typeInFront(error), {});
}

function typeInFront(error: string): string {
  const line = error.trim();
  if (/\n/.test(line)) return error;
  const [, message, source = '', code] =
    /^(?:\S+?:\d+(?::\d+)?:?(?: -)? )?(?:(?:error|warning): )?(.+?) ?(\w*)\((report[A-Z]\w+|\d{4,5})\)$/.exec(line) ?? [];
  if (message === undefined || code === undefined) return error;
  const isNumber = /^\d/.test(code);
  // A number alone may be anything.
  if (isNumber && source !== 'ts') return error;
  return `${isNumber ? `TS${code}` : code}: ${message}`;
}

const problemOf = ({ errorType, message, signature, source }: ReadError, path: string, language: LanguageId): Problem => ({
  origin: 'pasted',
  language,
  source: source ?? (isScript(language) ? 'ts' : language),
  errorType,
  message,
  signature,
  location: { path, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
  severity: 'error',
  frames: [],
  causes: [],
  related: [],
});

/** The problem of a traceback, at the innermost frame that is of this file by its name or by the code that it prints. */
function fromTraceback({ path, language, source, error }: ToldError, root: string): Problem | undefined {
  const shown = detectText(error, { cwd: root, roots: [root], origin: 'pasted' })
    .filter((problem) => problem.language === language || (isScript(problem.language) && isScript(language)))
    .at(-1);
  if (!shown) return undefined;
  const isHere = (frame: Frame): boolean => {
    const { range } = frame.location;
    if (range.start.line >= source.lineCount) return false;
    const printed = frame.code?.trim();
    if (printed !== undefined && printed !== '') return printed === source.line(range.start.line).trim();
    return baseName(frame.location.path) === baseName(path) || /^<\w+>$/.test(baseName(frame.location.path));
  };
  const here = shown.frames.findLast(isHere);
  const frames = shown.frames.map((frame): Frame =>
    isHere(frame) ? { ...frame, own: true, location: { ...frame.location, path } } : frame,
  );
  const placed = here && frames[shown.frames.indexOf(here)];
  if (placed) return { ...shown, language, frames, location: placed.location };
  const ofFile = baseName(shown.location.path) === baseName(path) && shown.location.range.start.line < source.lineCount;
  return shown.frames.length === 0 && ofFile ? { ...shown, language, location: { ...shown.location, path } } : undefined;
}

const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** `app.py:6`, `app.py:6:12`, `app.ts(6,12)`, `line 6`, zero-based. */
function lineNamed(error: string, path: string): number | undefined {
  const name = baseName(path).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = new RegExp(`${name}(?::|\\()(\\d{1,7})\\b`).exec(error)?.[1] ?? /\bline (\d{1,7})\b/.exec(error)?.[1];
  return found === undefined || found === '0' ? undefined : Number(found) - 1;
}

/** Where code has a name that the message has, uses before imports: those say where it comes from. */
function namedPlaces({ signature }: Problem, source: SourceText, language: LanguageId): Range[] {
  const { code } = separateComments(source.text, language);
  for (const hole of NAMES) {
    const name = signature.holes[hole]?.split('.').at(-1);
    if (name === undefined || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) continue;
    const isWord = new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`, 'gu');
    const places = [...code.matchAll(isWord)].map(({ index }) => source.range(index, index + name.length));
    const uses = places.filter(({ start }) => !/^\s*(?:import\b|from\b.*\bimport\b)/.test(source.line(start.line)));
    if (uses.length > 0) return uses.slice(0, MAX_NAMED_PLACES);
  }
  return [];
}

/** What a Python text calls a module that it imports under another name. */
function importedAs(module: string, source: SourceText): string | undefined {
  for (const [, names = ''] of source.text.matchAll(/^[ \t]*import[ \t]+([^\n#;]{1,1000})/gm))
    for (const part of names.split(',')) {
      const [, from, alias] = /^\s*([\w.]+)\s+as\s+(\w+)\s*$/.exec(part) ?? [];
      if (from === module) return alias;
    }
  return undefined;
}

function codeLines(source: SourceText, language: LanguageId): number[] {
  const lines = separateComments(source.text, language).code.split(/\r\n|\r|\n/);
  const filled = lines.flatMap((line, i) => (line.trim() === '' ? [] : [i]));
  return filled.length > MAX_TRIED_LINES ? [] : filled;
}

function lineOf(source: SourceText, line: number): Range {
  const text = source.line(line);
  const start = text.length - text.trimStart().length;
  return { start: { line, character: start }, end: { line, character: Math.max(start, text.trimEnd().length) } };
}
