// Rung `checks` for Python where a warm type checker is at hand: the problem is gone from its report, and nothing new is in it.

import type { RungResult } from '../../patch';
import type { Problem } from '../../problem';
import { diffDiagnostics, keyOfDiagnostic } from '../../detect/diagnostic-diff';
import type { CheckerDiagnostic, TextChecker } from '../../project/text-checker';
import type { SourceText } from '../../syntax/source-text';
import type { Checker, CheckRequest } from './checker';

/** The original is asked about once for all candidates of its problems. */
const known = new WeakMap<SourceText, Promise<readonly CheckerDiagnostic[] | undefined>>();

export const pyrightCheck: Checker = {
  rung: 'checks',
  languages: ['python'],
  async check(request: CheckRequest): Promise<RungResult | undefined> {
    const { problem, path, before, after, workspace, signal, runFollows } = request;
    const checker: TextChecker | undefined = workspace.pythonChecker;
    // A patch of another file alone leaves this text as it is.
    if (!checker || before.text === after.text) return undefined;
    const start = performance.now();
    let asked = known.get(before);
    if (!asked) known.set(before, (asked = checker.check(path, before.text, signal)));
    const was = await asked;
    if (!was) {
      known.delete(before);
      return undefined;
    }
    // A file that did not parse hides what is wrong behind the mistake: what comes to light then is not new.
    if (was.some(isSyntaxError)) return undefined;
    const now = await checker.check(path, after.text, signal);
    if (!now) return undefined;
    const done = (result: RungResult['result'], why?: string): RungResult => ({
      rung: 'checks',
      result,
      by: checker.name,
      ms: Math.round(performance.now() - start),
      ...(why === undefined ? {} : { why }),
    });
    const { added, removed } = diffDiagnostics(was, now);
    const fresh = added.filter((diagnostic) => diagnostic.severity === 'error');
    const unresolved = fresh.filter((diagnostic) => diagnostic.code === 'reportMissingImports');
    const broken = fresh.filter((diagnostic) => !unresolved.includes(diagnostic));
    const line = problem.location.range.start.line;
    const here = was.filter((diagnostic) => diagnostic.range.start.line === line && diagnostic.severity !== 'hint');
    const same =
      here.find((diagnostic) => diagnostic.message === problem.message) ??
      here.find((diagnostic) => overlaps(diagnostic, problem.location.range) && mayBe(diagnostic, problem));
    const isGone = same !== undefined && removed.some((gone) => keyOfDiagnostic(gone) === keyOfDiagnostic(same));
    if (broken[0]) {
      // Of a value that the crash left without a type the checker now knows one, and doubts what it let pass before: only a run can say.
      const isOnlyDoubt = broken.every(({ code }) => isDoubt(code));
      const isElsewhere = (): boolean => broken.every(({ range }) => hasLine(before, after.line(range.start.line)));
      if (problem.origin !== 'diagnostic' && isOnlyDoubt && (isGone || (!same && isElsewhere()))) return undefined;
      if (runFollows && problem.origin !== 'diagnostic' && broken.every(isOfTypes))
        return { ...done('skipped', `it doubts the patch: ${firstLine(broken[0].message)}`), doubted: true };
      return done('failed', `new: ${firstLine(broken[0].message)}`);
    }
    // A crash that the checker did not foresee: it can't say whether the patch prevents it.
    if (!same) return undefined;
    if (!isGone) return done('failed', `still there: ${firstLine(same.message)}`);
    return done('passed', unresolved[0] ? `${firstLine(unresolved[0].message)}` : undefined);
  },
};

/** Complaints about what a value may be, not about a name or a member that is missing. */
const isDoubt = (code: string): boolean => /^reportOptional|^reportArgumentType$/.test(code);
/** That a value may be None is another matter than a crash over something else on the line. */
const mayBe = ({ code }: CheckerDiagnostic, { origin, message }: Problem): boolean =>
  origin === 'diagnostic' || !code.startsWith('reportOptional') || /None/.test(message);
/** Complaints about types: libraries' stubs are stricter than what runs (`max(votes, key=votes.get)`), so that a run that goes well knows better. */
const isOfTypes = ({ code, message }: CheckerDiagnostic): boolean =>
  /^report(?:Optional\w+|ArgumentType|OperatorIssue|ReturnType|AssignmentType|IndexIssue|GeneralTypeIssues|Redeclaration|Incompatible(?:Method|Variable)Override)$/.test(
    code,
  ) ||
  (code === 'reportCallIssue' && /^No overloads for /.test(message));
/** Whether a line stands in the text as it is: the patch did not write it. */
function hasLine(source: SourceText, line: string): boolean {
  for (let i = 0; i < source.lineCount; i++) if (source.line(i) === line) return true;
  return false;
}

const isSyntaxError = (diagnostic: CheckerDiagnostic): boolean => diagnostic.severity === 'error' && diagnostic.code === '';
const firstLine = (message: string): string => message.split('\n')[0] ?? '';
function overlaps({ range }: CheckerDiagnostic, other: CheckerDiagnostic['range']): boolean {
  return (
    range.start.line === other.start.line && range.start.character <= other.end.character && other.start.character <= range.end.character
  );
}
