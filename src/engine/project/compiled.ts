// CPython's verdict on a text, asked once: the rung that proves a patch and the look for the next error ask the same.

import type { PythonInterpreter, PythonSyntaxError } from './python-interpreter';

type Verdict = PythonSyntaxError | null | 'unknown';

/** Texts remembered for each interpreter; a heal compares a handful. */
const KEPT = 24;
const known = new WeakMap<PythonInterpreter, Map<string, Verdict>>();

/** As `PythonInterpreter.compile`; 'unknown' without an interpreter. */
export async function compiled(interpreter: PythonInterpreter | undefined, text: string, signal?: AbortSignal): Promise<Verdict> {
  if (!interpreter) return 'unknown';
  let verdicts = known.get(interpreter);
  if (!verdicts) known.set(interpreter, (verdicts = new Map<string, Verdict>()));
  const before = verdicts.get(text);
  if (before !== undefined) return before;
  const verdict = await interpreter.compile(text, signal);
  if (verdict === 'unknown') return verdict;
  verdicts.set(text, verdict);
  const oldest = verdicts.keys().next();
  if (verdicts.size > KEPT && !oldest.done) verdicts.delete(oldest.value);
  return verdict;
}
