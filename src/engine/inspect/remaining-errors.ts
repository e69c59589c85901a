// What is wrong with a text now, asked again after a patch: the next error of a file that had several.

import type { Problem } from '../problem';
import { compiled } from '../project/compiled';
import type { PythonSyntaxError } from '../project/python-interpreter';
import type { Workspace } from '../project/workspace';
import { signatureOf } from '../detect/signature';
import { isScript } from '../language';
import { remainingScriptErrors } from './remaining-script-errors';
import { scanOf } from '../syntax/python-parser';
import { pythonScopes, type NameUse } from '../syntax/python-scopes';
import type { SourceText } from '../syntax/source-text';

export interface RemainingErrorsRequest {
  /** The problem that was just healed. */
  readonly problem: Problem;
  readonly path: string;
  /** The text after the patch. */
  readonly source: SourceText;
  /** The text before all patches, where the caller has it. */
  readonly original?: SourceText;
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
}

/** Problems of the text, most urgent first; empty where none is known. Never runs the text. */
export type RemainingErrors = (request: RemainingErrorsRequest) => Promise<readonly Problem[]>;

/**
 * Only what is cheap to ask: what keeps a Python text from compiling, and once nothing does, Python 2's other
 * print and names that nothing binds. These were hidden behind the syntax error, and are told as warnings: they keep nothing from
 * compiling, and a name may also come from elsewhere.
 */
export const remainingErrors: RemainingErrors = async ({ problem, path, source, original, workspace, signal }) => {
  if (isScript(problem.language)) return original ? remainingScriptErrors(problem, path, original, source, workspace, signal) : [];
  const verdict = await compiled(workspace.interpreter, source.text, signal);
  if (verdict !== null && verdict !== 'unknown') return [syntaxProblem(path, source, verdict)];
  const fault = verdict === null ? undefined : scanOf(source).first;
  if (fault) return [toProblem(path, source, 'SyntaxError', fault.why, fault.at, fault.at)];
  const chevrons = [...source.text.matchAll(/^[ \t]*(print)[ \t]*>>[ \t]*[A-Za-z_]/gm)].map((found): Problem => {
    const at = found.index + found[0].indexOf('print');
    return {
      ...toProblem(
        path,
        source,
        'TypeError',
        "unsupported operand type(s) for >>: 'builtin_function_or_method' and '_io.TextIOWrapper'",
        at,
        at + 5,
      ),
      severity: 'warning',
    };
  });
  if (chevrons.length > 0) return chevrons;
  if (source.text.length > MAX_NAMES) return [];
  const scopes = pythonScopes(source.text);
  if (scopes.star) return [];
  const uses = scopes.undefinedUses();
  // A slip of the fingers stands once; what stands often, or is a class's name, was mostly meant and comes from elsewhere: it is asked for last.
  const often = (name: string): boolean => uses.filter((use) => use.name === name).length > 1;
  const first = uses.filter((use, i) => uses.findIndex((other) => other.name === use.name) === i);
  const slips = first.filter((use) => /^[a-z]/.test(use.name) && !often(use.name));
  const unbound = (use: (typeof first)[number], severity: Problem['severity']): Problem => ({
    ...nameProblem(path, source, use),
    severity,
  });
  return [
    ...slips.map((use) => unbound(use, 'warning')),
    ...first.filter((use) => !slips.includes(use)).map((use) => unbound(use, 'information')),
  ];
};

/** Beyond this the look at all names costs more than a step is worth. UTF-16 code units. */
const MAX_NAMES = 60_000;

/** A name that nothing binds, in CPython's words. */
export function nameProblem(path: string, source: SourceText, { name, from, to }: Pick<NameUse, 'name' | 'from' | 'to'>): Problem {
  return toProblem(path, source, 'NameError', `name '${name}' is not defined`, from, to);
}

/** CPython's refusal as a problem. Its columns are one-based code points; 0 or less stands for the whole line. */
export function syntaxProblem(path: string, source: SourceText, error: PythonSyntaxError): Problem {
  const start = offsetOf(source, error.line, error.column);
  const end =
    error.endLine !== undefined && error.endColumn !== undefined && error.endColumn > 0
      ? offsetOf(source, error.endLine, error.endColumn)
      : start;
  return toProblem(path, source, error.type, error.message, start, Math.max(start, end));
}

/** The same for any error of a text; offsets, end exclusive. */
export function toProblem(path: string, source: SourceText, errorType: string, message: string, start: number, end: number): Problem {
  return {
    origin: 'diagnostic',
    language: 'python',
    source: 'python',
    errorType,
    message,
    signature: signatureOf(errorType, message),
    location: { path, range: source.range(start, end) },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
}

function offsetOf(source: SourceText, line: number, column: number): number {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return source.text.length;
  const points = [...source.line(line - 1)].slice(0, Math.max(0, column - 1));
  return start + points.join('').length;
}
