// What all extensions offer at a place, ours among it: asking starts their work.

import { commands, type CodeAction, CodeActionKind, type Command, type Range, type Uri } from 'vscode';
import { withTimeLimit } from './with-time-limit';

/**
 * Quick fixes of everybody, with the edits of the first `resolved` worked out. undefined where there are none, or not in time.
 * @param ms how long is waited. Rejects where the editor does.
 */
export function quickFixesAt(uri: Uri, range: Range, resolved: number, ms: number): Promise<(CodeAction | Command)[] | undefined> {
  const asked = commands.executeCommand<(CodeAction | Command)[] | undefined>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    CodeActionKind.QuickFix.value,
    resolved,
  );
  return withTimeLimit(Promise.resolve(asked), ms, () => undefined);
}
