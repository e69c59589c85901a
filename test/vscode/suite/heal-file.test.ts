// Shows (c): five different mistakes, one preview, one edit, one undo.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answerPlan, closeAll, diagnosticOf, openFile, pause, previewOpen, until } from './support';

const BROKEN = `import jsn

def area(width, height):
    if width = 0:
        return 0
    return width * heigth

def show(items)
    for item in items:
        print(item

numbers = [1, 2, 3]
show(numbers)
print(jsn.dumps(area(2, 3)))
`;
const HEALED = `import json

def area(width, height):
    if width == 0:
        return 0
    return width * height

def show(items):
    for item in items:
        print(item)

numbers = [1, 2, 3]
show(numbers)
print(json.dumps(area(2, 3)))
`;

/** Errors of the kinds that TypeScript offers to write code for: members, parameters, types that nobody has thought of yet. */
const MADE_UP = `interface Store {
  save(id: number): void;
  remove(id: number): boolean;
}

interface Item {
  name: string;
  price: number;
  discount?: number;
}

export class Cart implements Store {
  items: Item[] = [];
  owner: string;

  count(): number {
    return this.items.lenght;
  }

  size(): number {
    return this.refund(1);
  }

  total(): number {
    let sum = 0;
    for (const item of this.items) sum += item.price - item.discount;
    return sum;
  }

  largest(): Item {
    return this.items.find((item) => item.price > 100);
  }

  print(): string {
    this.cancel('now');
    return this.rebate;
  }

  twice(): number {
    return this.total(2);
  }

  merge(other): void {
    this.items = other as number as Item[];
  }
}
`;

suite('Heal This File', () => {
  teardown(closeAll);

  test('all mistakes at once, after a preview; one undo brings all back', async () => {
    const document = await openFile('five.py', BROKEN);
    await diagnosticOf(document, /./);
    const done = vscode.commands.executeCommand('selfHeal.healFile');
    await until('the preview is open', previewOpen);
    assert.equal(document.getText(), BROKEN, 'nothing is changed before the person agrees');
    await answerPlan('apply', () => !previewOpen());
    await done;
    assert.equal(document.getText(), HEALED);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), BROKEN);
  });

  test('a preview that is closed changes nothing', async () => {
    const text = 'colour = 1\nprint(color)\n';
    const document = await openFile('closed.py', text);
    await diagnosticOf(document, /color/);
    const done = vscode.commands.executeCommand('selfHeal.healFile');
    await until('the preview is open', previewOpen);
    await answerPlan('discard', () => !previewOpen());
    await done;
    assert.equal(document.getText(), text);
  });

  test('a document that changed under the preview is not touched', async () => {
    const document = await openFile('moved.py', 'candle = 1\nprint(candel)\n');
    await diagnosticOf(document, /candel/);
    const done = vscode.commands.executeCommand('selfHeal.healFile');
    await until('the preview is open', previewOpen);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# moved\n');
    await vscode.workspace.applyEdit(edit);
    await answerPlan('apply', () => !previewOpen());
    await done;
    assert.equal(document.getText(), '# moved\ncandle = 1\nprint(candel)\n');
  });

  test('what the language service makes up for a class is not written: no stubs, parameters, declarations, casts or "!"', async () => {
    const text = MADE_UP;
    const document = await openFile('made-up/cart.ts', text);
    await openFile('made-up/tsconfig.json', '{"compilerOptions":{"strict":true,"target":"es2022","module":"esnext"}}');
    await vscode.window.showTextDocument(document);
    await diagnosticOf(document, /./);
    await until('all its errors are shown', () => vscode.languages.getDiagnostics(document.uri).length >= 8);
    const done = vscode.commands.executeCommand('selfHeal.healFile');
    // Where nothing at all is sure enough there is no preview.
    await Promise.race([until('the preview is open', previewOpen), done]);
    await answerPlan('apply', () => !previewOpen());
    await done;
    const after = document.getText();
    const made = [
      /not implemented/i,
      /\b(?:arg|p|param)\d/,
      /\bas (?:any|unknown)\b/,
      /\bany\b/,
      /[\w)]!(?!=)/,
      /@ts-/,
      /^ {2}(?:refund|cancel)\b.*\{/m,
      /^ {2}rebate\b/m,
      /\btotal\([^)]+\): number/,
    ];
    for (const pattern of made) assert.doesNotMatch(after, pattern);
    // What is sure is written.
    assert.match(after, /this\.items\.length;\n {2}\}\n\n {2}size/);
  });

  test('nothing to heal, a file that is none of ours, no editor at all: no error, no change', async () => {
    const clean = await openFile('clean.py', 'x = 1\nprint(x)\n');
    await pause(500);
    await vscode.commands.executeCommand('selfHeal.healFile');
    assert.equal(clean.getText(), 'x = 1\nprint(x)\n');
    await openFile('notes.txt', 'hello');
    await vscode.commands.executeCommand('selfHeal.healFile');
    await closeAll();
    await vscode.commands.executeCommand('selfHeal.healFile');
    assert.ok(!previewOpen());
  });
});
