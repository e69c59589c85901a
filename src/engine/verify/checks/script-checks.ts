// The rung `checks` for TypeScript and JavaScript: the problem is gone and TypeScript reports nothing new.

import { SCRIPT } from '../../language';
import type { RungResult } from '../../patch';
import type { Problem } from '../../problem';
import { diffDiagnostics, keyOfDiagnostic } from '../../detect/diagnostic-diff';
import { familyOf } from '../../detect/family';
import type { ScriptDiagnostic, TypeScriptProject } from '../../project/typescript-project';
import type { CheckRequest, Checker } from './checker';

/** The problem gone, nothing new. Silent about other tools' problems, but for what is new. */
export const scriptChecks: Checker = {
  rung: 'checks',
  languages: SCRIPT,
  async check({ path, before, after, others = [], problem, workspace, signal }: CheckRequest): Promise<RungResult | undefined> {
    const ts = workspace.typescript;
    if (!ts) return undefined;
    const start = performance.now();
    const was = await ts.diagnostics(path, before.text, signal);
    const changed = others.length > 0 ? others.map((other) => ({ path: other.path, text: other.after })) : undefined;
    const now = was && (await ts.diagnostics(path, after.text, signal, changed));
    const rung = { rung: 'checks' as const, by: `TypeScript ${ts.version}` };
    if (before.text === after.text && !others.some((other) => IS_SEEN.test(other.path)))
      return { ...rung, result: 'skipped', why: 'the patch changes another file, which TypeScript was not asked with' };
    if (!was || !now) return { ...rung, result: 'skipped', why: 'TypeScript could not say in time' };
    const { reproduced, gone, fresh, uncovered } = compare(was, now, ...asTypeScriptSaysIt(problem, was));
    const ms = Math.round(performance.now() - start);
    if (fresh[0])
      return { ...rung, ms, result: 'failed', why: `it would report: ${(fresh[0].message.split('\n')[0] ?? '').slice(0, 200)}` };
    const elsewhere = await freshElsewhere({ ts, path, after: after.text, others, signal });
    if (elsewhere) return { ...rung, ms, result: 'failed', why: `another file would report: ${elsewhere}` };
    if (!reproduced) return { ...rung, ms, result: 'skipped', why: 'TypeScript alone does not show this problem; it reports nothing new' };
    // Settings of another project than that of the file change nothing for it.
    if (!gone && before.text === after.text && others.every((other) => other.path.endsWith('.json')))
      return { ...rung, ms, result: 'skipped', why: 'with the changed settings TypeScript says the same of this text' };
    if (!gone) return { ...rung, ms, result: 'failed', why: 'the problem is still there' };
    if (uncovered > 0)
      return {
        ...rung,
        ms,
        result: 'passed',
        why: `the module's types now show ${uncovered} ${uncovered === 1 ? 'error' : 'errors'} that nobody could see before`,
      };
    return { ...rung, ms, result: 'passed' };
  },
};

/** Code and message of the problem, in TypeScript's words where it has said the same of the text: a name that a run did not find is one that it can't find. */
export function asTypeScriptSaysIt(
  problem: Pick<Problem, 'errorType' | 'message' | 'signature'>,
  said: readonly ScriptDiagnostic[],
): readonly [code: number, message: string] {
  const { name } = problem.signature.holes;
  if (problem.errorType === 'ReferenceError' && name !== undefined && familyOf(problem) === 'undefined-name') {
    const own = keyOfDiagnostic({ code: 2304, message: `Cannot find name '${name}'.` });
    const same = said.find((one) => keyOfDiagnostic(one) === own);
    if (same) return [same.code, same.message];
  }
  return [Number(/\d+$/.exec(problem.errorType)?.[0] ?? 0), problem.message];
}

/** Files that TypeScript is asked with as they are to be: scripts and its own settings. */
const IS_SEEN = /\.[cm]?[jt]sx?$|(?:^|\/)[jt]sconfig[^/]*\.json$/;

/** What is new in the other files that are changed along; undefined where nothing is. */
async function freshElsewhere({
  ts,
  path,
  after,
  others,
  signal,
}: Required<Pick<CheckRequest, 'path' | 'others' | 'signal'>> & { readonly ts: TypeScriptProject; readonly after: string }): Promise<
  string | undefined
> {
  const changed = [{ path, text: after }, ...others.map((other) => ({ path: other.path, text: other.after }))];
  for (const other of others) {
    if (!/\.[cm]?[jt]sx?$/.test(other.path)) continue;
    const was = await ts.diagnostics(other.path, other.before, signal);
    const now =
      was &&
      (await ts.diagnostics(
        other.path,
        other.after,
        signal,
        changed.filter((one) => one.path !== other.path),
      ));
    const [fresh] = was && now ? diffDiagnostics(errorsOf(was), errorsOf(now)).added : [];
    if (fresh) return (fresh.message.split('\n')[0] ?? '').slice(0, 200);
  }
  return undefined;
}

/** Cannot find module: in a file whose other modules are not there either, one more says nothing. */
const NO_MODULE = new Set([2307, 2792, 7016]);

/** What every file says that uses Node without its type package. */
const NO_TYPES = new Set([2580, 2591]);
/** Cannot find name; no such property. */
const UNSEEN = new Set([2304, 2552, 2339, 2551]);

const errorsOf = (all: readonly ScriptDiagnostic[]): ScriptDiagnostic[] => all.filter((d) => d.category === 'error');

/** The module is there, but has not what is asked of it: it is the wrong one. */
const WRONG_MODULE = new Set([2305, 2613, 2614, 2724, 2459, 2460, 2694, 1192, 1259, 2497, 2306]);

/**
 * Remedies that are right and yet leave one more thing to do, said by its own error: a member that was implemented wants its first value,
 * an interface that is now implemented wants its members.
 */
const NEXT_STEP: Readonly<Record<number, number>> = { 2420: 2564, 2515: 2564, 2720: 2564, 18052: 2564, 2689: 2420 };

/** A comma that joins nothing, arithmetic on what is no number: what parses so was put together wrongly. */
const NONSENSE = new Set([2695, 2362, 2363]);

/** What became of the problem, and which errors are new by their words; syntax mended may let real errors show that were hidden. */
export function compare(
  was: readonly ScriptDiagnostic[],
  now: readonly ScriptDiagnostic[],
  code: number,
  message: string,
): { reproduced: boolean; gone: boolean; fresh: readonly ScriptDiagnostic[]; uncovered: number } {
  const own = keyOfDiagnostic({ code, message });
  const [errorsBefore, errorsAfter] = [errorsOf(was), errorsOf(now)];
  const { added, removed } = diffDiagnostics(errorsBefore, errorsAfter);
  const known = new Set(errorsBefore.map(keyOfDiagnostic));
  const reproduced = known.has(own);
  const noModules = was.some((d) => NO_MODULE.has(d.code));
  const noTypes = was.some((d) => NO_TYPES.has(d.code) && d.code !== code);
  const mendsSyntax = was.some((d) => d.kind === 'syntactic' && d.code === code);
  const fresh: ScriptDiagnostic[] = [];
  const nonsense: ScriptDiagnostic[] = [];
  let uncovered = 0;
  for (const d of added) {
    const saidBefore = known.has(keyOfDiagnostic(d));
    if (noModules && NO_MODULE.has(d.code)) continue;
    // Where files or type packages are missing, one more of what is reported anyway says nothing.
    if ((saidBefore && !reproduced) || (noTypes && NO_TYPES.has(d.code))) continue;
    // A name or member that the checker can't see anywhere in this file, written right once more: nothing is new but where it stands.
    if (saidBefore && UNSEEN.has(d.code) && UNSEEN.has(code) && errorsAfter.length <= errorsBefore.length) continue;
    if (NEXT_STEP[code] === d.code) continue;
    if (d.kind === 'semantic' && NONSENSE.has(d.code)) nonsense.push(d);
    // The parser guessed at the broken text: errors of types that show now were there all the time. A new syntax error was not.
    if (mendsSyntax && d.kind === 'semantic') continue;
    // What a module that was not found exports was anything: now that it is found, its types are checked for the first time.
    if (NO_MODULE.has(code) && reproduced && d.kind === 'semantic' && !WRONG_MODULE.has(d.code)) {
      uncovered++;
      continue;
    }
    fresh.push(d);
  }
  // While fewer syntax errors are left, others may be worded anew.
  const errors = (all: readonly ScriptDiagnostic[]): number => all.filter((d) => d.kind === 'syntactic').length;
  const fewer = errors(now) < errors(was);
  return { reproduced, gone: removed.some((d) => keyOfDiagnostic(d) === own) || fewer, fresh: fewer ? nonsense : fresh, uncovered };
}
