// "Don't Offer This Again", and its way back.

import * as vscode from 'vscode';
import { acceptPick, closeAll, diagnosticOf, isOurs, menu, openFile, ourFix, pause } from './support';

suite('Muting', () => {
  teardown(closeAll);

  test('a fix is not offered again for that kind of problem, until it is asked for again', async () => {
    const document = await openFile('muted.py', 'blanket = 1\nprint(blankt)\n');
    const diagnostic = await diagnosticOf(document, /blankt/);
    const fix = await ourFix(document, diagnostic);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 7, 1, 7);
    const offered = async (): Promise<boolean> =>
      (await menu(document, diagnostic.range)).some((action) => isOurs(action) && action.title === fix.title);
    const muting = vscode.commands.executeCommand('selfHeal.dontOfferAgain');
    await pause(500);
    await acceptPick('the fix is muted', async () => !(await offered()));
    await muting;

    const back = vscode.commands.executeCommand('selfHeal.offerAgain');
    await pause(500);
    await acceptPick('the fix is offered again', offered);
    await back;
  });
});
