// Both sides of a recorded change in the diff editor, and the way to where it stands in its file now.

import { Range, TextEditorRevealType, Uri, commands, l10n, window } from 'vscode';
import type { ChangeTexts } from '../../protocol';
import type { ClientContext } from '../session/context';
import { openFile } from '../session/open-file';
import { UserError } from '../session/user-error';
import { placeOfChange } from '../views/change-place';
import { visibleLine } from '../../engine/visible-text';

const nameIn = (file: string): string => file.split('/').at(-1) ?? file;

export async function showChange({ documents }: ClientContext, { title, file, before, after }: ChangeTexts): Promise<void> {
  const name = nameIn(file);
  await commands.executeCommand('vscode.diff', documents.add(name, before), documents.add(name, after), visibleLine(`${title} (${name})`), {
    preview: true,
  });
}

/** @param folder URI of the workspace folder. @param line zero-based, of the file as it was; where no text says it better. */
export async function goToChange(folder: string, file: string, line: number, change: ChangeTexts | undefined): Promise<void> {
  const at = Uri.joinPath(Uri.parse(folder, true), ...file.split('/'));
  const document = await openFile(at).catch((error: unknown) => {
    throw error instanceof UserError ? error : new UserError(l10n.t('{0} is no longer there.', visibleLine(file)));
  });
  const place = change ? placeOfChange(document.getText(), change) : Math.min(line, document.lineCount - 1);
  const selection = new Range(place, 0, place, 0);
  const editor = await window.showTextDocument(document, { selection });
  editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport);
}
