// Rung `checks` for Python where a warm type checker is at hand: the problem is gone from its report, and nothing new is in it.

import type { Checker, CheckRequest } from './checker';
import type { RungResult } from '../../patch';
import type { CheckerDiagnostic, TextChecker } from '../../project/text-checker';
import type { SourceText } from '../../syntax/source-text';

/** The original is asked about once for all candidates of its problems. */
const known = new WeakMap<SourceText, Promise<readonly CheckerDiagnostic[] | undefined>>();

export const pyrightCheck: Checker = {
  rung: 'checks',
  languages: ['python'],
  async check(request: CheckRequest): Promise<RungResult | undefined> {
    const { problem, path, before, after, workspace, signal } = request;
    const checker: TextChecker | undefined = workspace.pythonChecker;
    if (!checker) return undefined;
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
    const fresh = added(was, now).filter((diagnostic) => diagnostic.severity === 'error');
    const unresolved = fresh.filter((diagnostic) => diagnostic.code === 'reportMissingImports');
    const broken = fresh.find((diagnostic) => !unresolved.includes(diagnostic));
    if (broken) return done('failed', `new: ${firstLine(broken.message)}`);
    const line = problem.location.range.start.line;
    const here = was.filter((diagnostic) => diagnostic.range.start.line === line && diagnostic.severity !== 'hint');
    const same =
      here.find((diagnostic) => diagnostic.message === problem.message) ??
      here.find((diagnostic) => overlaps(diagnostic, problem.location.range));
    // A crash that the checker did not foresee: it can't say whether the patch prevents it.
    if (!same) return undefined;
    if (count(now, same) >= count(was, same)) return done('failed', `still there: ${firstLine(same.message)}`);
    return done('passed', unresolved[0] ? `${firstLine(unresolved[0].message)}` : undefined);
  },
};

const isSyntaxError = (diagnostic: CheckerDiagnostic): boolean => diagnostic.severity === 'error' && diagnostic.code === '';
const firstLine = (message: string): string => message.split('\n')[0] ?? '';
const key = (diagnostic: CheckerDiagnostic): string => `${diagnostic.code}\n${diagnostic.message}`;
const count = (all: readonly CheckerDiagnostic[], one: CheckerDiagnostic): number => all.filter((other) => key(other) === key(one)).length;

/** What `now` holds more often than `was`; positions move with an edit, so they do not count. */
function added(was: readonly CheckerDiagnostic[], now: readonly CheckerDiagnostic[]): CheckerDiagnostic[] {
  const left = new Map<string, number>();
  for (const diagnostic of was) left.set(key(diagnostic), (left.get(key(diagnostic)) ?? 0) + 1);
  return now.filter((diagnostic) => {
    const times = left.get(key(diagnostic)) ?? 0;
    left.set(key(diagnostic), times - 1);
    return times <= 0;
  });
}

function overlaps({ range }: CheckerDiagnostic, other: CheckerDiagnostic['range']): boolean {
  return (
    range.start.line === other.start.line && range.start.character <= other.end.character && other.start.character <= range.end.character
  );
}
