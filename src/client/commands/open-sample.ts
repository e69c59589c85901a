// The first step of the walkthrough: a text with one mistake, in an editor of its own, that is not saved anywhere.

import { Position, Selection, window, workspace } from 'vscode';

const SAMPLE = `def greet(name):
    return f"Hello, {nmae}!"


print(greet("world"))
`;
/** On the mistyped name. */
const CARET = new Position(1, 22);

export async function openSample(): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'python', content: SAMPLE });
  const editor = await window.showTextDocument(document);
  editor.selection = new Selection(CARET, CARET);
}
