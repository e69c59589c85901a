// Cells that fail: the error is offered in the cell, whichever way its kernel prints it, and goes when the cell does well or is edited.

import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { openNotebook, type OpenNotebook } from './kernels';
import { installed } from './packages';
import { apply, diagnosticOf, isOurs, menu, ourFix, until } from './support';

const MEAN = '# the mean of some numbers\ndef mean(values):\n    total = sum(values)\n    return totl / len(values)\n';

const ours = (document: vscode.TextDocument): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Self-Heal');

async function hover(document: vscode.TextDocument, at: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
  return hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n');
}

suite('Notebooks', () => {
  let open: OpenNotebook | undefined;
  let packages: string | undefined;

  teardown(async () => {
    await open?.end();
    open = undefined;
  });
  suiteTeardown(() => {
    if (packages) fs.rmSync(packages, { recursive: true, force: true });
  });

  test('CPython’s traceback: a squiggle in the cell of the function, a hover, a fix; gone when the cells do well', async function () {
    this.timeout(90_000);
    open = await openNotebook('plain.ipynb', 'cpython', [MEAN, 'print(mean([1, 2]))\n']);
    const document = open.cell(0);
    assert.equal(await open.run(0), true);
    assert.equal(await open.run(1), false);
    const diagnostic = await until('our squiggle', () => ours(document)[0]);
    assert.equal(diagnostic.range.start.line, 3);
    assert.match(diagnostic.message, /NameError: name 'totl' is not defined/);
    const fix = await ourFix(document, diagnostic, /total/);
    assert.match(await hover(document, diagnostic.range.start), /total/);
    await apply(fix);
    assert.match(document.getText(), /return total \/ len/);
    await until('no squiggle', () => ours(document).length === 0);
    assert.equal(await open.run(0), true);
    assert.equal(await open.run(1), true);
    assert.deepEqual(ours(document), []);
  });

  test('IPython’s traceback, with magics in the cells; an import goes into the cell that needs it', async function () {
    this.timeout(180_000);
    packages = installed('ipython==8.37.0');
    if (!packages) return this.skip();
    open = await openNotebook('magic.ipynb', 'ipython', ['%pwd\nnumbers = [1, 2]\n', '%pwd\nprint(json.dumps(numbers))\n'], packages);
    const document = open.cell(1);
    assert.equal(await open.run(0), true);
    assert.equal(await open.run(1), false);
    const diagnostic = await until('our squiggle', () => ours(document)[0]);
    assert.equal(diagnostic.range.start.line, 1);
    await apply(await ourFix(document, diagnostic, /import/i));
    assert.equal(document.getText(), 'import json\n%pwd\nprint(json.dumps(numbers))\n');
    assert.equal(await open.run(1), true);
    await until('no squiggle', () => ours(document).length === 0);
  });

  test('edited, cleared, and a cell that follows from another', async function () {
    this.timeout(90_000);
    open = await openNotebook('follow.ipynb', 'cpython', ['import jsonn as js\n', 'print(js.dumps([1]))\n']);
    const [first, second] = [open.cell(0), open.cell(1)];
    assert.equal(await open.run(0), false);
    assert.equal(await open.run(1), false);
    const diagnostic = await until('both squiggles', () => (ours(first)[0] ? ours(second)[0] : undefined));
    await until('it names its cause', async () => /Follows from.*line 1 of cell 1/.test(await hover(second, diagnostic.range.start)));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(second.uri, new vscode.Position(0, 5), ' ');
    await vscode.workspace.applyEdit(edit);
    await until('no squiggle in the edited cell', () => ours(second).length === 0);
    assert.equal(ours(first).length, 1);
    await vscode.commands.executeCommand('notebook.clearAllCellsOutputs');
    await until('no squiggle once the outputs are cleared', () => ours(first).length === 0);
  });

  test('a checker’s squiggle in a cell has our fix, which knows the other cells; a run that says the same is one problem with it', async function () {
    this.timeout(90_000);
    open = await openNotebook('checked.ipynb', 'cpython', ['total = 3\n', '# shown\nprint(totl)\n']);
    const document = open.cell(1);
    const squiggle = await diagnosticOf(document, /totl/, 40_000);
    assert.equal(squiggle.source, 'Pyright');
    const fix = await ourFix(document, squiggle, /total/);
    assert.equal(await open.run(0), true);
    assert.equal(await open.run(1), false);
    await until('two witnesses', async () => /Seen by.*Pyright, a run of the notebook/.test(await hover(document, squiggle.range.start)));
    assert.deepEqual(ours(document), []);
    const fixes = (await menu(document, squiggle.range)).filter((action) => isOurs(action) && action.edit);
    assert.equal(fixes.length, 1, fixes.map(({ title }) => title).join(' | '));
    await apply(fix);
    assert.match(document.getText(), /print\(total\)/);
    assert.equal(await open.run(1), true);
  });

  test('TypeScript: its own squiggle in a cell, and what only the run shows', async function () {
    this.timeout(90_000);
    open = await openNotebook('script.ipynb', 'node', [
      'const numbers = [1, 2];\n',
      'function mean(values: number[]): number {\n  const total = values.reduce((a, b) => a + b, 0);\n  return totl / values.length;\n}\nmean(numbers);\n',
      'console.log(numbers;\n',
    ]);
    const squiggle = await diagnosticOf(open.cell(2), /'\)' expected/, 40_000);
    await apply(await ourFix(open.cell(2), squiggle));
    assert.match(open.cell(2).getText(), /console\.log\(numbers\);/);
    assert.equal(await open.run(0), true);
    assert.equal(await open.run(1), false);
    const document = open.cell(1);
    const diagnostic = await until('our squiggle', () => ours(document)[0]);
    assert.equal(diagnostic.range.start.line, 2);
    await apply(await ourFix(document, diagnostic, /total/));
    assert.match(document.getText(), /return total \/ values/);
    assert.equal(await open.run(1), true);
    assert.equal(await open.run(2), true);
    await until('no squiggle', () => ours(document).length === 0);
  });
});
