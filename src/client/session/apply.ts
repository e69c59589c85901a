// Applies edits that the server made: all of them as one undo step, or nothing where a document has moved on.

import { Range, TextEdit, Uri, WorkspaceEdit, l10n, workspace, type TextDocument } from 'vscode';
import type { PlannedFile } from '../../protocol';
import { nameOf } from './name-of';
import { UserError } from './user-error';
import { openFile } from './open-file';

/** The parts of LSP's TextDocumentEdit that count: zero-based, UTF-16, made for that version. */
export interface VersionedEdit {
  readonly textDocument: { readonly uri: string; readonly version: number | null };
  readonly edits: readonly object[];
}

interface PlainEdit {
  readonly range: { readonly start: PlainPosition; readonly end: PlainPosition };
  readonly newText: string;
}
interface PlainPosition {
  readonly line: number;
  readonly character: number;
}

const isPlain = (edit: object): edit is PlainEdit => 'range' in edit && 'newText' in edit && typeof edit.newText === 'string';

/**
 * @param before what the document must still say, where the caller knows it.
 * @returns the document, changed and not saved.
 */
export async function applyVersioned(edit: VersionedEdit, before?: string): Promise<TextDocument> {
  const uri = Uri.parse(edit.textDocument.uri, true);
  const document = await openFile(uri);
  const { version } = edit.textDocument;
  if ((version !== null && document.version !== version) || (before !== undefined && document.getText() !== before)) throw changed(uri);
  const change = new WorkspaceEdit();
  change.set(uri, toTextEdits(edit));
  // VS Code refuses the edit if the document changes between here and there: it carries the document's version.
  if (!(await workspace.applyEdit(change)))
    throw new UserError(l10n.t('{0} could not be changed. Is it read-only?', nameOf(uri)), 'warning');
  return document;
}

/** Several files as one undo step, or nothing where one of them has changed meanwhile. */
export async function applyFiles(files: readonly PlannedFile[]): Promise<void> {
  const change = new WorkspaceEdit();
  for (const file of files) {
    const uri = Uri.parse(file.edit.textDocument.uri, true);
    const document = await openFile(uri);
    if (document.getText() !== file.before) throw changed(uri);
    change.set(uri, toTextEdits(file.edit));
  }
  if (await workspace.applyEdit(change)) return;
  const [only] = files.length === 1 ? files : [];
  throw new UserError(
    only
      ? l10n.t('{0} could not be changed. Is it read-only?', nameOf(Uri.parse(only.edit.textDocument.uri, true)))
      : l10n.t('The files could not be changed. Is one of them read-only?'),
    'warning',
  );
}

const changed = (uri: Uri): UserError =>
  new UserError(l10n.t('{0} has changed meanwhile, so nothing was applied. Run the command again.', nameOf(uri)), 'warning');

/** The editor's own edits; throws where the server sent what is none. */
function toTextEdits({ edits }: VersionedEdit): TextEdit[] {
  const plain = edits.filter(isPlain);
  if (plain.length !== edits.length) throw new Error('The server sent an edit of an unknown kind.');
  return plain.map(({ range, newText }) =>
    TextEdit.replace(new Range(range.start.line, range.start.character, range.end.line, range.end.character), newText),
  );
}
