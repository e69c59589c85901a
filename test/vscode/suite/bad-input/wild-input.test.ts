// Files as they come: whatever is in them, the editor goes on and what is not to be changed is not.

import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { apply, closeAll, diagnosticOf, openFile, ourFix, pause, workspaceRoot } from '../support';

let texts = 0;
const stillHeals = async (name: string): Promise<void> => {
  // A file and a text of its own: the editor may still hold the one before, and closing it takes its fix back, which is not offered again in the same text.
  const own = String(++texts);
  const document = await openFile(`${own}-${name}`, `feather_${own} = 1\nprint(fether_${own})\n`);
  await apply(await ourFix(document, await diagnosticOf(document, /fether/)));
  assert.equal(document.getText(), `feather_${own} = 1\nprint(feather_${own})\n`);
  // Kept: heals that are thrown away make the next ones less sure.
  await document.save();
};

suite('Wild input', () => {
  teardown(closeAll);

  test('CRLF stays CRLF', async () => {
    const document = await openFile('crlf.py', 'garden = 1\r\nprint(gardn)\r\n');
    await apply(await ourFix(document, await diagnosticOf(document, /gardn/)));
    await document.save();
    assert.equal(fs.readFileSync(document.fileName, 'utf8'), 'garden = 1\r\nprint(garden)\r\n');
  });

  test('a byte order mark stays', async () => {
    const document = await openFile('bom.py', '\uFEFFpepper = 1\nprint(peper)\n');
    await apply(await ourFix(document, await diagnosticOf(document, /peper/)));
    await document.save();
    assert.equal(fs.readFileSync(document.fileName, 'utf8'), '\uFEFFpepper = 1\nprint(pepper)\n');
  });

  test('a file that was deleted under its editor', async () => {
    const document = await openFile('deleted.py', 'copper = 1\nprint(coper)\n');
    const diagnostic = await diagnosticOf(document, /coper/);
    const fix = await ourFix(document, diagnostic);
    fs.rmSync(document.fileName);
    await pause(500);
    await vscode.workspace.applyEdit(fix.edit ?? new vscode.WorkspaceEdit()).then(undefined, () => false);
    await vscode.commands.executeCommand('selfHeal.healFile');
    await stillHeals('after-deleted.py');
  });

  for (const target of ['/dev/zero', '/dev/urandom', 'a pipe']) {
    test(`a file that is ${target === 'a pipe' ? target : `a link to ${target}`} is not opened`, async () => {
      const file = path.join(workspaceRoot(), 'endless.py');
      if (target === 'a pipe') execFileSync('mkfifo', [file]);
      else fs.symlinkSync(target, file);
      try {
        const start = Date.now();
        await vscode.commands.executeCommand('selfHeal.runAndHeal', vscode.Uri.file(file));
        assert.ok(Date.now() - start < 5_000);
        assert.ok(!vscode.workspace.textDocuments.some(({ fileName }) => fileName === file));
        await stillHeals('beside-endless.py');
      } finally {
        fs.rmSync(file);
      }
    });
  }

  for (const [what, name, bytes] of [
    ['a file that is not UTF-8', 'odd.py', Buffer.from('name = "caf\xe9"\nprint(nme)\n', 'latin1')],
    // JavaScript: the Python language server would be busy for minutes with it.
    ['a file of 20 MB', 'odd.js', Buffer.from('value = 1\n'.repeat(2_000_000))],
    ['a line of 16 million characters', 'odd.js', Buffer.from(`value = "${'x'.repeat(16_000_000)}"\nprint(valu)\n`)],
  ] as const) {
    test(`${what} is left as it is and does not keep others from healing`, async () => {
      const file = path.join(workspaceRoot(), name);
      fs.writeFileSync(file, bytes);
      const document = await vscode.workspace.openTextDocument(file);
      await vscode.window.showTextDocument(document);
      const text = document.getText();
      if (bytes.length > 1_000_000) {
        await vscode.commands.executeCommand('selfHeal.healFile');
        assert.equal(document.getText(), text);
      }
      await stillHeals('beside-odd.py');
      assert.ok(fs.readFileSync(file).equals(bytes));
      await closeAll();
      fs.rmSync(file);
    });
  }
});
