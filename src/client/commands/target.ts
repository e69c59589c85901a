// What a command is about: the document in the editor, and the line of it.

import { Uri, l10n, languages, window, type TextDocument } from 'vscode';
import type { ClientContext } from '../session/context';
import { isHealed } from '../session/languages';
import { nameOf } from '../session/name-of';
import { openFile } from '../session/open-file';
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

/** Checkers of other extensions have spoken of a file that was just opened after this, or say nothing. In ms. */
const SPOKEN_WITHIN = 3_000;

/** The file that an entry of the explorer's, a tab's or the source control's menu stands on; undefined where there is none. */
export function resourceOf(given: unknown): Uri | undefined {
  if (given instanceof Uri) return given;
  const { resourceUri } = (given ?? {}) as { readonly resourceUri?: unknown };
  return resourceUri instanceof Uri ? resourceUri : undefined;
}

/** Brings the file of a menu entry to the front, as if the person had opened it first; nothing where there is none. */
export async function openGiven(given: unknown): Promise<void> {
  const file = resourceOf(given);
  if (!file || window.activeTextEditor?.document.uri.toString() === file.toString()) return;
  const heard = new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      listening.dispose();
      resolve();
    };
    const timer = setTimeout(done, SPOKEN_WITHIN);
    const listening = languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some((uri) => uri.toString() === file.toString())) done();
    });
  });
  await window.showTextDocument(await openFile(file), { preview: false });
  await heard;
}
