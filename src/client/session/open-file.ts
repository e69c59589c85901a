// Opens a document that a text from outside named. The editor refuses a device or a pipe in its place as “an unknown error”; this says what it is.

import { FileType, l10n, workspace, type TextDocument, type Uri } from 'vscode';
import { nameOf } from './name-of';
import { UserError } from './user-error';

export async function openFile(uri: Uri): Promise<TextDocument> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open;
  const { type } = await workspace.fs.stat(uri);
  if ((type & FileType.File) === 0) throw new UserError(l10n.t('{0} is no regular file, so it was not opened.', nameOf(uri)), 'warning');
  return workspace.openTextDocument(uri);
}
