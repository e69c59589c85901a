// What other extensions offer at a place. Asking starts their work.

import { CodeAction, CodeActionKind, commands, type CodeActionContext, type Command, type Range, type TextDocument } from 'vscode';
import { withTimeLimit } from './with-time-limit';

/** Kind of all our quick fixes, so that a person can bind or filter them. */
export const FIX_KIND = CodeActionKind.QuickFix.append('selfHeal');

/** Places that others are just being asked about. */
const asked: { readonly place: string }[] = [];

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
  asked.push(question);
  try {
    const answer = commands.executeCommand<(CodeAction | Command)[] | undefined>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      CodeActionKind.QuickFix.value,
      resolved,
    );
    return (await withTimeLimit(Promise.resolve(answer), ms, () => undefined))?.filter((action) => !isOurs(action));
  } finally {
    asked.splice(asked.indexOf(question), 1);
  }
}

/** The editor asks all providers, us too: this may be such a question, and is answered without asking others again. The Problems panel asks in the same words. */
export function mayBeOwnQuestion(document: TextDocument, range: Range, { only }: CodeActionContext): boolean {
  if (only?.value !== CodeActionKind.QuickFix.value) return false;
  const here = placeOf(document, range);
  return asked.some(({ place }) => place === here);
}

const isOurs = (action: CodeAction | Command): boolean =>
  action instanceof CodeAction && action.kind !== undefined && FIX_KIND.contains(action.kind);

const placeOf = (document: TextDocument, { start, end }: Range): string =>
  JSON.stringify([document.uri.toString(), start.line, start.character, end.line, end.character]);
