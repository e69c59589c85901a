// Shows (a) and (e): a squiggle of a real language server, our fix under the lightbulb behind the others', the pair.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { apply, closeAll, diagnosticOf, gone, isOurs, menu, openFile, ourFix, pause, setting, totalPairs, until } from './support';

suite('The lightbulb', () => {
  teardown(closeAll);

  test('a misspelt name: squiggle, fix, squiggle gone, pair stored', async () => {
    const pairs = await totalPairs();
    const document = await openFile('greet.py', 'greeting = "hello"\nprint(greting)\n');
    const diagnostic = await diagnosticOf(document, /greting.* is not defined/);
    const fix = await ourFix(document, diagnostic);
    assert.match(fix.title, /greeting/);
    await apply(fix);
    assert.equal(document.getText(), 'greeting = "hello"\nprint(greeting)\n');
    await gone(document, /greting/);
    await until('the pair is stored', async () => (await totalPairs()) === pairs + 1);
  });

  test('undoing it in the editor brings the old text back in one step', async () => {
    const document = await openFile('undo.py', 'counter = 1\nprint(conter)\n');
    await apply(await ourFix(document, await diagnosticOf(document, /conter/)));
    assert.equal(document.getText(), 'counter = 1\nprint(counter)\n');
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), 'counter = 1\nprint(conter)\n');
  });

  test('“Undo Last Heal” takes it back', async () => {
    const document = await openFile('taken-back.py', 'total = 1\nprint(totl)\n');
    await apply(await ourFix(document, await diagnosticOf(document, /totl/)));
    assert.equal(document.getText(), 'total = 1\nprint(total)\n');
    await vscode.commands.executeCommand('selfHeal.undoLastHeal');
    assert.equal(document.getText(), 'total = 1\nprint(totl)\n');
  });

  test('fixes of another provider stand, and stand before ours, whether they name their diagnostic or not', async () => {
    const document = await openFile('neighbour.py', 'neighbour = 1\nprint(neighbor)  # neighbour\n');
    const diagnostic = await diagnosticOf(document, /neighbor.* is not defined/);
    await ourFix(document, diagnostic);
    const titles = (await menu(document, diagnostic.range)).map((action) => (isOurs(action) ? 'ours' : action.title));
    const last = titles.lastIndexOf('Neighbour: fix that names no diagnostic');
    assert.ok(titles.includes('Neighbour: deterministic fix') && last >= 0, titles.join(' | '));
    assert.ok(titles.indexOf('ours') > last, titles.join(' | '));
  });

  test('what another provider offers too is left to it, in the menu of the caret and in that of a hover or the Problems panel', async () => {
    const document = await openFile('same.py', 'neighbour = 1\nprint(neighbor)  # neighbour, the same\n');
    const { range } = await diagnosticOf(document, /neighbor.* is not defined/);
    const ours = vscode.CodeActionKind.QuickFix.append('selfHeal');
    // Who asks for our kind alone has ours, for nobody else's are there.
    await until('our fix is prepared', async () => (await menu(document, range, ours)).some(({ edit }) => edit));
    const editor = await vscode.window.showTextDocument(document);
    const caret = new vscode.Range(1, 8, 1, 8);
    editor.selection = new vscode.Selection(caret.start, caret.end);
    for (const place of [caret, range])
      await until('ours is gone', async () => {
        const actions = await menu(document, place);
        return actions.some(({ title }) => title.startsWith('Neighbour:')) && !actions.some((action) => isOurs(action) && action.edit);
      });
  });

  test('the built-in TypeScript keeps the first places', async () => {
    const document = await openFile('shop.ts', 'export const price = 1;\nexport const twice = prise * 2;\n');
    const diagnostic = await diagnosticOf(document, /prise/);
    await until('TypeScript offers its fix', async () => (await menu(document, diagnostic.range)).some((action) => !isOurs(action)));
    await pause(1_000);
    const titles = (await menu(document, diagnostic.range)).map((action) => (isOurs(action) ? 'ours' : action.title));
    const first = titles.indexOf('ours');
    assert.ok(
      !titles.slice(first < 0 ? titles.length : first + 1).some((title) => title !== 'ours' && /spelling/i.test(title)),
      titles.join(' | '),
    );
    assert.notEqual(titles[0], 'ours');
  });

  test('a fix for a squiggle of somebody else is not the preferred one: a preferred one would stand first', async () => {
    const document = await openFile('alone.py', 'meadow = 1\nprint(meadw)\n');
    assert.notEqual((await ourFix(document, await diagnosticOf(document, /meadw/))).isPreferred, true);
  });

  test('requests for refactorings are not answered, those for fixing all are by what is sure', async () => {
    const document = await openFile('kinds.py', 'window = 1\nprint(windw)\n');
    const diagnostic = await diagnosticOf(document, /windw/);
    await ourFix(document, diagnostic);
    for (const kind of [vscode.CodeActionKind.Refactor, vscode.CodeActionKind.SourceOrganizeImports]) {
      assert.deepEqual((await menu(document, diagnostic.range, kind)).filter(isOurs), []);
    }
    assert.ok((await menu(document, diagnostic.range, vscode.CodeActionKind.QuickFix.append('selfHeal'))).some(isOurs));
    const all = (await menu(document, diagnostic.range, vscode.CodeActionKind.SourceFixAll.append('selfHeal'), 5)).filter(isOurs);
    assert.deepEqual(
      all.map(({ title }) => title),
      ['Fix all that is sure (Self-Heal)'],
    );
    await apply(all[0] as vscode.CodeAction);
    assert.equal(document.getText(), 'window = 1\nprint(window)\n');
  });

  for (const name of ['enabled', 'codeActions.enabled']) {
    test(`“selfHeal.${name}” off: nothing of ours in the menu, and back when it is on`, async () => {
      const document = await openFile('switch.py', 'lantern = 1\nprint(lanten)\n');
      const diagnostic = await diagnosticOf(document, /lanten/);
      await ourFix(document, diagnostic);
      try {
        await setting(name, false);
        await until('our fixes are gone', async () => !(await menu(document, diagnostic.range)).some(isOurs));
      } finally {
        await setting(name, undefined);
      }
      await ourFix(document, diagnostic);
    });
  }

  test('an excluded source is not looked at', async () => {
    const document = await openFile('excluded.py', 'harbour = 1\nprint(harbor)\n');
    const diagnostic = await diagnosticOf(document, /harbor/);
    await ourFix(document, diagnostic);
    try {
      await setting('exclude.sources', ['Pyright(reportUndefinedVariable)']);
      await until('our fixes are gone', async () => !(await menu(document, diagnostic.range)).some(isOurs));
    } finally {
      await setting('exclude.sources', undefined);
    }
    await ourFix(document, diagnostic);
  });

  test('an unsaved document is healed too', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: 'velocity = 1\nprint(velocty)\n' });
    await vscode.window.showTextDocument(document);
    await apply(await ourFix(document, await diagnosticOf(document, /velocty/)));
    assert.equal(document.getText(), 'velocity = 1\nprint(velocity)\n');
  });

  test('among hundreds of problems what is in sight has its fix, with no menu asked for there', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `amount${i}x${(i * 7919) % 9973}`);
    const lines = names.map((name) => `print(${name.replace('amount', 'amont')})`);
    const document = await openFile('hundreds.py', `${names.map((name) => `${name} = 1`).join('\n')}\n${lines.join('\n')}\n`);
    const wanted = names[250] ?? '';
    const { range } = await diagnosticOf(document, new RegExp(`${wanted.replace('amount', 'amont')}\\b`), 60_000);
    const editor = await vscode.window.showTextDocument(document);
    editor.revealRange(range, vscode.TextEditorRevealType.AtTop);
    const hasFix = async (): Promise<boolean> => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, range.start);
      const words = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)));
      return words.some((text) => text.includes(`'${wanted}'`));
    };
    await until('the hover has the fix', hasFix, 60_000);
  });

  test('a notebook cell is left alone, and its menu is not hurt', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'speed = 1\nprint(sped)\n', 'python')]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const cell = notebook.cellAt(0).document;
    await pause(1_000);
    assert.deepEqual((await menu(cell, new vscode.Range(1, 6, 1, 10))).filter(isOurs), []);
  });
});
