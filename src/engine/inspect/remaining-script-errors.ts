// What TypeScript says of a script after a patch that it did not say before: the errors that stood behind the one that was healed.

import type { LanguageId, Problem } from '../problem';
import type { ScriptDiagnostic } from '../project/typescript-project';
import type { Workspace } from '../project/workspace';
import { diffDiagnostics } from '../detect/diagnostic-diff';
import { signatureOf } from '../detect/signature';
import type { SourceText } from '../syntax/source-text';

/** Modules and global names whose types are not here: the file stands alone, and what else shows in it says little. */
const ALONE = new Set([2307, 2792, 7016, 2580, 2591, 2582, 2584, 2688]);

const MAX_LEFT = 6;

/**
 * Syntax errors that are left where syntax was healed, then errors that are new by their words. What stood there before
 * and has nothing to do with it is left alone, and so is a file whose imports can't be seen. `before` is the text as it was.
 */
export async function remainingScriptErrors(
  problem: Problem,
  path: string,
  before: SourceText,
  after: SourceText,
  workspace: Workspace,
  signal: AbortSignal,
): Promise<Problem[]> {
  const ts = workspace.typescript;
  const was = await ts?.diagnostics(path, before.text, signal);
  if (!was) return [];
  const broken = was.some((d) => d.kind === 'syntactic');
  // Types are only asked anew where syntax hid them.
  if (!broken) return [];
  const now = await ts?.diagnostics(path, after.text, signal);
  if (!now) return [];
  const left = now.filter((d) => d.kind === 'syntactic');
  // A text full of errors is no text with a slip: its writer wants one remedy shown, not all of them done.
  if (left.length > MAX_LEFT) return [];
  if (left.length > 0) return left.slice(0, 1).map((d) => toProblem(problem.language, path, after, d));
  if (now.some((d) => ALONE.has(d.code))) return [];
  const fresh = diffDiagnostics(was, now).added.filter((d) => d.category === 'error');
  return fresh.slice(0, 3).map((d) => toProblem(problem.language, path, after, d));
}

function toProblem(language: LanguageId, path: string, source: SourceText, d: ScriptDiagnostic): Problem {
  const errorType = `TS${d.code}`;
  return {
    origin: 'diagnostic',
    language,
    source: 'ts',
    errorType,
    message: d.message,
    signature: signatureOf(errorType, d.message),
    location: { path, range: source.range(d.start, d.end) },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
}
