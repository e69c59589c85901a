// What is certainly wrong with a Python text, told without any checker: it does not compile, or it uses names that nothing can bind. Never runs it.

import type { Problem } from '../problem';
import type { Workspace } from '../project/workspace';
import { compiled } from '../project/compiled';
import { parseAhead, pythonScopes, type NameUse, type PythonScopes } from '../syntax/python-scopes';
import { scanOf } from '../syntax/python-parser';
import type { SourceText } from '../syntax/source-text';
import { nameProblem, syntaxProblem, toProblem } from './remaining-errors';

/** The first error of a text that does not compile; else uses of undefined names, in the order of the text. */
export async function certainErrors(path: string, source: SourceText, workspace: Workspace, signal: AbortSignal): Promise<Problem[]> {
  const verdict = await compiled(workspace.interpreter, source.text, signal);
  if (verdict !== null && verdict !== 'unknown') return [syntaxProblem(path, source, verdict)];
  const fault = verdict === 'unknown' ? scanOf(source).first : undefined;
  if (fault) return [toProblem(path, source, 'SyntaxError', fault.why, fault.at, fault.at)];
  await parseAhead(source.text);
  const scopes = pythonScopes(source.text);
  if (scopes.broken || scopes.star || BINDS_BY_OTHER_MEANS.test(source.text)) return [];
  return scopes
    .undefinedUses()
    .filter((use) => !OF_THE_SURROUNDINGS.has(use.name) && !isExpected(scopes, use))
    .map((use) => nameProblem(path, source, use));
}

/** Names may come into being in ways that no scope shows. */
const BINDS_BY_OTHER_MEANS = /\b(?:exec|globals|locals|vars|setattr|__builtins__|builtins|gettext|install)\b\s*[([.]|^\s*%|^\s*!/m;
/** Bound by whoever runs the file: IPython, Jupyter, gettext, debuggers, SCons, Django's shell and the like. */
const OF_THE_SURROUNDINGS: ReadonlySet<string> = new Set([
  '_',
  '__',
  'In',
  'Out',
  'get_ipython',
  'display',
  'spark',
  'sc',
  'dbutils',
  'reveal_type',
  'reveal_locals',
  'WindowsError',
  'unicode',
  'basestring',
  'Import',
  'Export',
  'snakemake',
]);

/** Whether the program says that the name may be missing: it stands in a `try` that names NameError, or is deleted, or is only a type. */
function isExpected(scopes: PythonScopes, use: NameUse): boolean {
  for (let node = scopes.tree.resolveInner(use.from, 1); node.parent; node = node.parent) {
    if (
      node.name === 'TryStatement' &&
      /\bexcept\b[^\n:]*\b(?:NameError|Exception|BaseException)\b|\bexcept\s*:/.test(scopes.text.slice(node.from, node.to))
    )
      return true;
    // Types may be known to checkers alone.
    if (node.name === 'TypeDef' || node.name === 'String' || node.name === 'FormatString') return node.name !== 'FormatString';
  }
  return false;
}
