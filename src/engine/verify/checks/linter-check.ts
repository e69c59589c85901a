// Rung `checks` for what a linter found: it is gone from its report, and nothing new is in it.

import type { RungResult } from '../../patch';
import type { Problem } from '../../problem';
import { diffDiagnostics, keyOfDiagnostic } from '../../detect/diagnostic-diff';
import { LANGUAGES } from '../../language';
import { findingsOf, type Linter } from '../../project/linter';
import type { Workspace } from '../../project/workspace';
import type { Checker } from './checker';

export const linterCheck: Checker = {
  rung: 'checks',
  languages: LANGUAGES,
  async check({ problem, path, before, after, workspace, signal }): Promise<RungResult | undefined> {
    const linter = linterOf(problem, workspace);
    if (!linter || before.text === after.text) return undefined;
    const start = performance.now();
    const was = await findingsOf(linter, path, before, problem.errorType, signal);
    const now = was && (await linter.check(path, after.text, problem.errorType, signal));
    if (!was || !now) return undefined;
    const line = problem.location.range.start.line;
    const same = was.find(
      ({ code, message, range }) => code === problem.errorType && message === problem.message && range.start.line === line,
    );
    if (!same) return undefined;
    const { added, removed } = diffDiagnostics(was, now);
    const done = (result: RungResult['result'], why?: string): RungResult => ({
      rung: 'checks',
      result,
      by: linter.name,
      ms: Math.round(performance.now() - start),
      ...(why === undefined ? {} : { why }),
    });
    // What it would go on to mend by itself is no new mistake: an import that the fix has made needless.
    const fresh = added.find(({ fixes }) => !fixes.some(({ kind }) => kind === 'automatic'));
    if (!removed.some((gone) => keyOfDiagnostic(gone) === keyOfDiagnostic(same))) return done('failed', 'the problem is still there');
    return fresh ? done('failed', `new: ${fresh.message.split('\n')[0] ?? ''}`) : done('passed');
  },
};

/** The linter that found a problem, where it is at hand. Flake8 has the rules of Ruff. */
export function linterOf(problem: Pick<Problem, 'source' | 'language'>, workspace: Pick<Workspace, 'linters'>): Linter | undefined {
  const source = problem.source.toLowerCase();
  const name = source === 'flake8' ? 'ruff' : source;
  return workspace.linters?.find((linter) => linter.source.toLowerCase() === name && linter.languages.includes(problem.language));
}
