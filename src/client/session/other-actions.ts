// What other extensions offer at a place. Asking starts their work.

import { CodeActionKind, commands, type CodeAction, type CodeActionContext, type Command, type Range, type TextDocument } from 'vscode';
import { withTimeLimit } from './with-time-limit';

/** Questions of our own that have not come round to us yet, oldest first: the editor asks all providers, and we are not among the others. */
const underWay: { readonly place: string }[] = [];

/**
 * Quick fixes of everybody else, with the edits of the first `resolved` worked out. undefined where there are none, or not in time.
 * @param ms how long is waited. Rejects where the editor does.
 */
export async function otherActionsAt(
  document: TextDocument,
  range: Range,
  resolved: number,
  ms: number,
): Promise<(CodeAction | Command)[] | undefined> {
  const question = { place: placeOf(document, range) };
  underWay.push(question);
  try {
    const asked = commands.executeCommand<(CodeAction | Command)[] | undefined>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      CodeActionKind.QuickFix.value,
      resolved,
    );
    return await withTimeLimit(Promise.resolve(asked), ms, () => undefined);
  } finally {
    forget(underWay.indexOf(question));
  }
}

/** This request is one of those questions, which is answered by others alone. The next at that place is none: the Problems panel asks in the same words. */
export function isOwnQuestion(document: TextDocument, range: Range, { only }: CodeActionContext): boolean {
  if (only?.value !== CodeActionKind.QuickFix.value) return false;
  const place = placeOf(document, range);
  return forget(underWay.findIndex((question) => question.place === place));
}

function forget(index: number): boolean {
  return index >= 0 && underWay.splice(index, 1).length > 0;
}

const placeOf = (document: TextDocument, { start, end }: Range): string =>
  JSON.stringify([document.uri.toString(), start.line, start.character, end.line, end.character]);
