// Whether an error is only there because of another: a name that is not defined, for what would have defined it failed or does not parse.

import { isScript } from '../language';
import type { Problem } from '../problem';
import { familyOf, isSyntax } from './family';

/** A problem with the text of the line it stands at. */
export interface PlacedProblem {
  readonly problem: Problem;
  readonly line: string;
}

/** Of the others, the first that kept the problem's name from being defined. undefined where none did, or nothing can be told. */
export function causeAmong<T extends PlacedProblem>(problem: Problem, others: readonly T[]): T | undefined {
  const family = familyOf(problem);
  const { name } = problem.signature.holes;
  if (name === undefined || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) || (family !== 'undefined-name' && family !== 'unbound-name'))
    return undefined;
  return others.find(
    (other) =>
      other.problem.severity === 'error' &&
      // What a checker complains of is defined all the same, unless it can't be read.
      (other.problem.origin !== 'diagnostic' || isSyntax(other.problem)) &&
      !isSamePlace(problem, other.problem) &&
      binds(other.line, name, isScript(problem.language)),
  );
}

const isSamePlace = ({ location: a }: Problem, { location: b }: Problem): boolean =>
  a.path === b.path && a.range.start.line === b.range.start.line;

/** Lines longer than this are data. */
const MAX_LINE = 1_000;

/** Whether a statement that begins on the line would define the name. */
function binds(line: string, name: string, script: boolean): boolean {
  if (line.length > MAX_LINE || !line.includes(name)) return false;
  const word = `(?<![\\p{L}\\p{N}_$.])${name.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`;
  const forms = script
    ? [
        `\\bimport\\b.*${word}`,
        `\\b(?:const|let|var)\\b[^=]*${word}`,
        `\\b(?:function\\*?|class|enum)\\s+${word}`,
        `^\\s*${word}\\s*=(?![=>])`,
      ]
    : [
        `\\bimport\\b.*${word}`,
        `\\bas\\s+${word}`,
        `\\b(?:def|class)\\s+${word}`,
        `\\bfor\\b.*${word}.*\\bin\\b`,
        `^[\\s\\w,*()[\\]]*${word}[\\s\\w,*()[\\]]*(?::[^=]+)?=(?!=)`,
      ];
  return forms.some((form) => new RegExp(form, 'u').test(line));
}
