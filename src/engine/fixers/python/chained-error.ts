// An error that was raised because of another one (`raise … from error`, or in an `except`): where the program's own code only hands a mistake on,
// what is to be mended is the mistake.

import type { Problem } from '../../problem';
import type { SourceText } from '../../syntax/source-text';
import { PYTHON, type ProblemRewrite } from '../fixer';

export const chainedError: ProblemRewrite = {
  id: 'python/chained-error',
  languages: PYTHON,
  answers: { messages: [/^/], where: ({ causes }) => causes.length > 0 },
  rewrite: ({ problem, path, source }) =>
    Promise.resolve(
      isHandedOn(problem)
        ? problem.causes
            .filter((cause) => cause.location.path === path && isAsPrinted(cause, source))
            .map((cause) => ({
              problem: cause,
              start: source.offsetAt(cause.location.range.start),
              end: source.offsetAt(cause.location.range.end),
            }))
        : [],
    ),
};

/** Lines may have moved since; a cause does not move with them. */
function isAsPrinted({ frames, location }: Problem, source: SourceText): boolean {
  const { line } = location.range.start;
  const frame = frames.findLast((one) => one.own && one.location.path === location.path && one.location.range.start.line === line);
  return frame?.code !== undefined && line < source.lineCount && source.line(line).trim() === frame.code.trim();
}

/** The line that failed is a `raise`: it is there to tell, and is no mistake by itself. */
function isHandedOn({ frames, location }: Problem): boolean {
  const last = frames.findLast((frame) => frame.own && frame.location.path === location.path);
  return /^\s*raise\b/.test(last?.code ?? '');
}
