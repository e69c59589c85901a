// What a command is about: the document in the editor, and the line of it.

import { Uri, l10n, window, type TextDocument } from 'vscode';
import type { ClientContext } from '../session/context';
import { isHealed } from '../session/languages';
import { nameOf } from '../session/name-of';
import { UserError } from '../session/user-error';
import { requireEnabled } from './require-enabled';

export interface Target {
  readonly uri: string;
  /** Zero-based. */
  readonly line: number;
}

/** The document in the active editor, if it is one that is healed; the server then knows all that is known about it. */
export function activeDocument(context: ClientContext): TextDocument {
  requireEnabled(context);
  const document = window.activeTextEditor?.document;
  if (!document) throw new UserError(l10n.t('Self-Heal heals Python, TypeScript and JavaScript files; open one first.'));
  if (!isHealed(document))
    throw new UserError(l10n.t('Self-Heal heals Python, TypeScript and JavaScript files; {0} is none of them.', nameOf(document.uri)));
  context.diagnostics.forward(document.uri);
  return document;
}

/** The line that a menu entry or a link names; else the caret's. */
export function targetOf(context: ClientContext, given: Target | undefined): Target {
  // The server is to know what the person sees, also where the entry is chosen at once.
  if (given) context.diagnostics.forward(Uri.parse(given.uri, true));
  return given ?? { uri: activeDocument(context).uri.toString(), line: window.activeTextEditor?.selection.active.line ?? 0 };
}
