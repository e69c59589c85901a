// What other extensions offer for the problems of a file: candidates for "Heal This File" and "Heal Workspace", to be proved before they are used.

import {
  DiagnosticSeverity,
  languages,
  type CancellationToken,
  type CodeAction,
  type Command,
  type Diagnostic,
  type TextDocument,
} from 'vscode';
import type { OtherFix } from '../../protocol';
import type { ClientContext } from '../session/context';
import { otherActionsAt } from '../session/other-actions';

/** Problems of one file that others are asked about, and fixes kept of each: asking starts their work. */
const MAX_PROBLEMS = 30;
const MAX_FIXES = 5;
/** A provider that takes longer is not waited for. In ms. */
const MAX_WAIT = 3_000;

/** Never rejects: another extension's failure is not ours. */
export async function otherFixes({ log, session }: ClientContext, document: TextDocument, token?: CancellationToken): Promise<OtherFix[]> {
  const convert = session.converter;
  if (!convert) return [];
  const problems = languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity === DiagnosticSeverity.Error || severity === DiagnosticSeverity.Warning)
    .slice(0, MAX_PROBLEMS);
  const until = Date.now() + MAX_WAIT;
  const fixes: OtherFix[] = [];
  for (const problem of problems) {
    if (token?.isCancellationRequested || Date.now() > until) break;
    try {
      const actions = await otherActionsAt(document, problem.range, MAX_FIXES, until - Date.now());
      fixes.push(
        ...(actions ?? [])
          .filter(isOther)
          .flatMap((action) => toFix(action, problem, document) ?? [])
          .slice(0, MAX_FIXES),
      );
    } catch (error) {
      log.debug(`Another extension's quick fixes could not be had: ${String(error)}`);
    }
  }
  return fixes;
}

const isOther = (action: CodeAction | Command): action is CodeAction =>
  'edit' in action && action.edit !== undefined && !('command' in action && String(action.command?.command).startsWith('selfHeal.'));

function toFix(action: CodeAction, problem: Diagnostic, document: TextDocument): OtherFix | undefined {
  const entries = action.edit?.entries() ?? [];
  const own = entries.find(([uri]) => uri.toString() === document.uri.toString());
  // A fix that needs other files, or a command after its edit, can't be proved on a copy of this one.
  if (entries.length !== 1 || !own || action.command) return undefined;
  const plain = ({ start, end }: Diagnostic['range']): OtherFix['range'] => ({
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  });
  return {
    uri: document.uri.toString(),
    range: plain(problem.range),
    message: problem.message,
    title: action.title,
    preferred: action.isPreferred ?? false,
    edits: own[1].map(({ range, newText }) => ({ range: plain(range), newText })),
  };
}
