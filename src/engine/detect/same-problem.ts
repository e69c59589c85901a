// Whether two problems are one mistake: seen by two tools, seen again after an edit, seen in two runs of one program.

import type { Problem } from '../problem';
import { familyOf } from './family';

/** What a mistake is about, as the holes of all wordings call it. */
const SUBJECTS = ['name', 'attribute', 'module'] as const;

/**
 * The same mistake about the same thing, whoever reports it and in whatever words, wherever it stands: `name 'np' is not defined`
 * of CPython and `"np" is not defined` of Pyright.
 */
export function isSameMistake(a: Problem, b: Problem): boolean {
  if (hasSameWords(a, b)) return true;
  const family = familyOf(a);
  return family !== 'other' && family === familyOf(b) && sameHoles(a, b);
}

/**
 * One mistake of a document that was reported twice, for its present text: by two checkers, or as a squiggle and as the failure of a
 * program. Two diagnostics of one checker on one line are two mistakes.
 */
export function isReportedTwice(a: Problem, b: Problem): boolean {
  if (!isOnSameLine(a, b)) return false;
  // A failure's column is often not known.
  const columnsCount = a.source === b.source && a.origin === 'diagnostic' && b.origin === 'diagnostic';
  if (hasSameWords(a, b)) return !columnsCount || a.location.range.start.character === b.location.range.start.character;
  return a.source !== b.source && sameSubject(a, b) && SUBJECTS.some((subject) => a.signature.holes[subject] !== undefined);
}

/** The mistake is still there after an edit: `found` in the new text is `problem`, whose line the edit moved to `line`, or left where it is. */
export function isStillThere(problem: Problem, found: Problem, line = problem.location.range.start.line): boolean {
  return found.location.range.start.line === line && isSameMistake(problem, found);
}

/**
 * The same failure in two runs of one program, wherever it stands: of one kind and about the same thing. Other values in the message
 * (a random key, a length) may differ from run to run.
 */
export function isSameFailure(a: Problem, b: Problem): boolean {
  return a.errorType === b.errorType && a.signature.shape === b.signature.shape && sameSubject(a, b);
}

/**
 * The failure is still there after an edit: the program was run again and died of `found`, where the edit moved the line that failed, or of
 * the same in the same words on a line that the edit wrote. What it wrote and that names another thing is another error.
 */
export function isFailingAgain(
  problem: Problem,
  found: Problem,
  edit: {
    /** Zero-based line of the failure in the new text; undefined where nothing is left of it. */
    readonly line: number | undefined;
    /** Lines of the new text that the edit wrote. */
    readonly added: ReadonlySet<number>;
  },
): boolean {
  if (found.location.path !== problem.location.path || !isSameFailure(found, problem)) return false;
  const { line } = found.location.range.start;
  return hasSameWords(found, problem) ? line === edit.line || edit.added.has(line) : line === edit.line && !edit.added.has(line);
}

/** The same error in the same words, but for what differs from run to run and from text to text. */
export function hasSameWords(a: Problem, b: Problem): boolean {
  return wordsOf(a) === wordsOf(b);
}

/** Equal where `hasSameWords`: for sets of what was seen before. */
export function wordsOf({ errorType, message }: Pick<Problem, 'errorType' | 'message'>): string {
  return JSON.stringify([
    errorType,
    message
      .replace(/0x[\da-f]+/gi, '0x')
      .replace(/\/tmp\/\S+/g, '/tmp/')
      // `expected an indented block after 'if' statement on line 3`
      .replace(/\bline \d+/g, 'line'),
  ]);
}

function isOnSameLine(a: Problem, b: Problem): boolean {
  return a.location.range.start.line === b.location.range.start.line;
}

function sameSubject(a: Problem, b: Problem): boolean {
  return SUBJECTS.every((subject) => a.signature.holes[subject] === b.signature.holes[subject]);
}

function sameHoles(a: Problem, b: Problem): boolean {
  const holes = ({ signature }: Problem): string => JSON.stringify(Object.entries(signature.holes).sort());
  return holes(a) === holes(b);
}
