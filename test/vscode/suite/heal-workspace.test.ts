// "Heal Workspace": mistakes in several files, one plan in the multi-diff view; and nothing where the person says no.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answerPlan, closeAll, diagnosticOf, openFile, until } from './support';

const BROKEN = { 'shapes.py': 'def area(width, height)\n    return width * height\n', 'sums.py': 'total = 1\nprint(totl)\n' };
const HEALED = { 'shapes.py': 'def area(width, height):\n    return width * height\n', 'sums.py': 'total = 1\nprint(total)\n' };

const planOpen = (): boolean =>
  vscode.window.tabGroups.all.some((group) => group.tabs.some(({ label }) => label.startsWith('Heal Workspace: ')));

async function openBoth(): Promise<[vscode.TextDocument, vscode.TextDocument]> {
  const documents = [await openFile('shapes.py', BROKEN['shapes.py']), await openFile('sums.py', BROKEN['sums.py'])] as const;
  for (const document of documents) await diagnosticOf(document, /./);
  return [...documents];
}

suite('Heal Workspace', () => {
  teardown(closeAll);

  test('two files in one plan', async () => {
    const [shapes, sums] = await openBoth();
    const done = vscode.commands.executeCommand('selfHeal.healWorkspace');
    await until('the plan is open', planOpen);
    assert.equal(shapes.getText(), BROKEN['shapes.py'], 'nothing is changed before the person agrees');
    await answerPlan('apply', () => !planOpen());
    await done;
    assert.equal(shapes.getText(), HEALED['shapes.py']);
    assert.equal(sums.getText(), HEALED['sums.py']);
  });

  test('a plan that is closed changes nothing', async () => {
    const [shapes, sums] = await openBoth();
    const done = vscode.commands.executeCommand('selfHeal.healWorkspace');
    await until('the plan is open', planOpen);
    await answerPlan('discard', () => !planOpen());
    await done;
    assert.equal(shapes.getText(), BROKEN['shapes.py']);
    assert.equal(sums.getText(), BROKEN['sums.py']);
  });
});
