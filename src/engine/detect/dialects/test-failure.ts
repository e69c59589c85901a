// What the dialects of JavaScript's test runners share: one test's failure, its first line and its frames as they were printed, made a problem.

import { isScript, languageOf, type LanguageId } from '../../language';
import type { Frame, Problem } from '../../problem';
import { lineRange } from '../settle-columns';
import { toProblem, type DialectContext } from './dialect';
import { headerLine, type StackFrame } from './javascript-lines';
import { printedFile } from './own-code';

export interface TestFailure {
  /** Lines of the message, the error's name in front of the first. */
  readonly message: readonly string[];
  /** As printed: innermost first. */
  readonly frames: readonly StackFrame[];
}

/** Undefined where no frame names a file. A failure without an error's name is that of an assertion, `asserted`. */
export function testProblem({ message, frames }: TestFailure, context: DialectContext, asserted = 'AssertionError'): Problem | undefined {
  const lines = trimmed(message);
  const header = headerLine(lines[0] ?? '', false);
  return toProblem(
    {
      source: 'node',
      errorType: header?.type ?? asserted,
      message: (header ? [header.message, ...lines.slice(1)] : lines).join('\n'),
      frames: frames.map((frame) => toFrame(frame, context)).reverse(),
      causes: [],
    },
    context,
    scriptLanguage,
  );
}

function toFrame({ file, line, column, name }: StackFrame, context: DialectContext): Frame {
  const { path, own } = printedFile(file, context);
  const character = Math.max(0, column - 1);
  return {
    location: { path, range: lineRange(Math.max(0, line - 1), character, character) },
    ...(name === undefined ? {} : { name }),
    own,
  };
}

function scriptLanguage(path: string): LanguageId {
  const language = languageOf(path);
  return language !== undefined && isScript(language) ? language : 'javascript';
}

/** Without the indentation that all lines share, and without empty lines at both ends. */
function trimmed(lines: readonly string[]): string[] {
  const filled = lines.filter((line) => line.trim() !== '');
  const indent = Math.min(...filled.map((line) => line.search(/\S/)));
  return lines
    .map((line) => line.slice(Number.isFinite(indent) ? indent : 0))
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
    .split('\n');
}
