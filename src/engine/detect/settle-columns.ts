// Columns of a printed error, told from what is printed, and later corrected with the file's own line.

import type { Frame, Location, Problem, Range } from '../problem';

/**
 * **Convention of ranges told from printed text**: `line` is right; columns are those of `Frame.code` *as printed*. CPython
 * prints a line without its indentation, so its columns count from the first character that is not white space; V8
 * prints the whole line, so its columns are the file's. Where carets or a column were printed the range is what they mark (empty
 * where only a start is known), else all of `code`, else, without code, the empty range at 0.
 * `settle` makes them the file's.
 */
export function lineRange(line: number, start: number, end: number): Range {
  // Marks that stand left of their text mark its beginning.
  const [row, from] = [Math.max(0, line), Math.max(0, start)];
  return { start: { line: row, character: from }, end: { line: row, character: Math.max(from, end) } };
}

/** No file has more lines, and no line more columns: a larger number is no place. */
const MAX_NUMBER = 10_000_000;

/** Whether a range told from printed text can be one of a file. */
export const isPlace = ({ start, end }: Range): boolean =>
  start.line <= MAX_NUMBER && start.character <= MAX_NUMBER && end.line <= MAX_NUMBER && end.character <= MAX_NUMBER;

/** The span of `~` and `^` in a caret line, end exclusive, in characters of that line; undefined where there is none. */
export function caretSpan(carets: string): { readonly start: number; readonly end: number } | undefined {
  if (!/^[\s~^]+$/.test(carets)) return undefined;
  const start = carets.search(/[~^]/);
  return start < 0 ? undefined : { start, end: carets.trimEnd().length };
}

/**
 * A caret span as UTF-16 columns of the line above it. The caret line is padded by code points, or by terminal cells where
 * East Asian characters are two wide: CPython does the first under a SyntaxError, the second under a frame (3.11 and later).
 * `likely` is tried first; a reading that cuts a name or a wide character apart is not taken where the other does not.
 */
export function caretColumns(
  code: string,
  span: { readonly start: number; readonly end: number },
  likely: 'cells' | 'points',
): { start: number; end: number } {
  const plain = /^[\x20-\x7e\t]*$/.test(code);
  if (plain) return { start: Math.min(span.start, code.length), end: Math.min(span.end, code.length) };
  const readings = [columnsBy(code, span, cellWidth), columnsBy(code, span, () => 1)];
  if (likely === 'points') readings.reverse();
  const { start, end } = readings.find((reading) => reading.exact && fits(code, reading)) ?? readings[0] ?? { start: 0, end: code.length };
  return { start, end };
}

function columnsBy(
  code: string,
  span: { start: number; end: number },
  width: (point: number) => number,
): { start: number; end: number; exact: boolean } {
  let column = 0;
  let unit = 0;
  let start = -1;
  let end = -1;
  let exact = true;
  for (const char of code) {
    if (start < 0 && column >= span.start) {
      start = unit;
      if (column > span.start) exact = false;
    }
    if (column >= span.end) {
      end = unit;
      if (column > span.end) exact = false;
      break;
    }
    column += width(char.codePointAt(0) ?? 0);
    unit += char.length;
  }
  if (start < 0) start = unit;
  if (end < 0) end = unit;
  return { start, end, exact };
}

/** Neither end stands inside a name. */
function fits(code: string, columns: { start: number; end: number }): boolean {
  const inName = (at: number): boolean =>
    at > 0 && at < code.length && /[\p{L}\p{N}_]/u.test(code[at - 1] ?? '') && /[\p{L}\p{N}_]/u.test(code[at] ?? '');
  return !inName(columns.start) && !inName(columns.end);
}

/** Terminal cells of a character: East Asian wide and full-width are two (the main blocks of UAX #11), marks none. */
function cellWidth(point: number): number {
  if (point >= 0x300 && point <= 0x36f) return 0;
  const wide =
    (point >= 0x1100 && point <= 0x115f) ||
    (point >= 0x2e80 && point <= 0x303e) ||
    (point >= 0x3041 && point <= 0xa4cf) ||
    (point >= 0xa960 && point <= 0xa97c) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe6f) ||
    (point >= 0xff00 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x1f300 && point <= 0x1f64f) ||
    (point >= 0x1f900 && point <= 0x1f9ff) ||
    (point >= 0x20000 && point <= 0x3fffd);
  return wide ? 2 : 1;
}

/**
 * The problem with its own frames' and its location's columns made the file's. `lineOf` gives the current text of a line (zero-based) of a
 * file, undefined where it cannot be read. Settling twice is settling once. A line that is no longer the printed one is marked whole, without its indentation.
 */
export function settle(problem: Problem, lineOf: (path: string, line: number) => string | undefined): Problem {
  const moved = new Map<Location, Location>();
  const frames = problem.frames.map((frame): Frame => {
    if (!frame.own && frame.location !== problem.location) return frame;
    const imported = importRange(problem, frame, lineOf);
    const text = lineOf(frame.location.path, (imported ?? frame.location.range).start.line);
    if (text === undefined) return frame;
    const location = { path: frame.location.path, range: imported ?? settledRange(frame, text) };
    moved.set(frame.location, location);
    // With the file's line as its code the frame stays put when settled again.
    return { ...frame, location, code: text };
  });
  const causes = problem.causes.map((cause) => settle(cause, lineOf));
  const ofCause = problem.causes.findIndex((cause) => cause.location === problem.location);
  return { ...problem, frames, causes, location: moved.get(problem.location) ?? causes[ofCause]?.location ?? problem.location };
}

/** Lines of a file that are searched for an import: they stand at its head. */
const MAX_IMPORT_LINES = 300;

/**
 * Node names the importing file of a module that it cannot find, but no line: the specifier there. The message has the resolved path
 * (`/home/ada/shop/src/utls.js`), the file the written one (`./utls.js`): the last parts must agree.
 */
function importRange(problem: Problem, frame: Frame, lineOf: (path: string, line: number) => string | undefined): Range | undefined {
  const { start, end } = frame.location.range;
  const module = problem.signature.holes['module'];
  if (problem.source !== 'node' || module === undefined || frame.code !== undefined || start.line !== 0 || end.character !== 0)
    return undefined;
  const last = module.slice(module.lastIndexOf('/') + 1);
  for (let line = 0; line < MAX_IMPORT_LINES; line++) {
    const text = lineOf(frame.location.path, line);
    if (text === undefined) return undefined;
    for (const found of text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])([^"']{1,300})\1/g)) {
      const specifier = found[2] ?? '';
      if (specifier !== module && specifier.slice(specifier.lastIndexOf('/') + 1) !== last) continue;
      const at = found.index + found[0].length - specifier.length - 1;
      return lineRange(line, at, at + specifier.length);
    }
  }
  return undefined;
}

function settledRange(frame: Frame, text: string): Range {
  const { start, end } = frame.location.range;
  const indent = text.length - text.trimStart().length;
  const whole = lineRange(start.line, indent, Math.max(indent, text.trimEnd().length));
  if (frame.code === undefined) {
    // A column without a line, as in V8's stacks: the word there. None at all: the line.
    if (start.character === 0 && end.character === 0) return whole;
    if (start.character >= text.length) return whole;
    const word = /^[\p{L}\p{N}_$]+/u.exec(text.slice(start.character))?.[0].length ?? 1;
    return lineRange(start.line, start.character, end.character > start.character ? end.character : start.character + word);
  }
  if (frame.code.trim() !== text.trim()) return whole;
  const shift = indent - (frame.code.length - frame.code.trimStart().length);
  const from = start.character + shift;
  const to = end.character + shift;
  return lineRange(start.line, Math.max(0, from), Math.max(0, to));
}
