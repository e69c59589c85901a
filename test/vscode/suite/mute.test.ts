// "Don't Offer This Again", and its way back.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { acceptPick, closeAll, diagnosticOf, isOurs, menu, openFile, ourFix, pause, until } from './support';

suite('Muting', () => {
  teardown(closeAll);

  test('a fix is not offered again for that kind of problem, until it is asked for again', async () => {
    const document = await openFile('muted.py', 'blanket = 1\nprint(blankt)\n');
    const diagnostic = await diagnosticOf(document, /blankt/);
    const fix = await ourFix(document, diagnostic);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 7, 1, 7);
    const offered = async (): Promise<boolean> => (await menu(document, diagnostic.range)).some((action) => isOurs(action) && action.title === fix.title);
    const muting = vscode.commands.executeCommand('selfHeal.dontOfferAgain');
    await pause(500);
    await acceptPick('the fix is muted', async () => !(await offered()));
    await muting;

    // All boxes of a list with check boxes, then OK: as a person does it with the keyboard.
    const back = vscode.commands.executeCommand('selfHeal.offerAgain');
    await pause(500);
    await until('the fix is offered again', async () => {
      await vscode.commands.executeCommand('workbench.action.quickPickManyToggle');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await pause(300);
      return offered();
    });
    await back;
    assert.ok(await offered());
  });
});
