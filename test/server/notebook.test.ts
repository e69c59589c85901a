// Cells of a notebook, through the real server: an error of a run is shown in the cell, healed with the other cells in view, and gone when the cell does well.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CodeAction, Hover } from 'vscode-languageserver-protocol';
import type { NotebookSeen } from '../../src/protocol';
import { applied, at, LspClient } from './client';

let folder = '';
let notebook = '';
let client: LspClient;

beforeEach(async () => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-notebook-')));
  notebook = pathToFileURL(path.join(folder, 'sales.ipynb')).href;
  client = await LspClient.start([folder], { forwardsDiagnostics: true });
});
afterEach(async () => {
  await client.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const cell = (number: number): string => `vscode-notebook-cell:${path.join(folder, 'sales.ipynb')}#W${number}`;
const shown = (number: number) => client.published.get(cell(number)) ?? [];

/** Opens the cells, which were not run yet. */
async function open(...texts: readonly string[]): Promise<void> {
  for (const [i, text] of texts.entries()) await client.open(cell(i), text);
  await say(...texts.map(() => ({})));
}

/** What became of each cell. */
async function say(...outcomes: readonly Omit<NotebookSeen.Cell, 'uri'>[]): Promise<void> {
  await client.connection.sendNotification('selfHeal/notebook', {
    notebook,
    cells: outcomes.map((outcome, i) => ({ uri: cell(i), ...outcome })),
  });
}

const nameError = (name: string, line: number, order: number, code: string): NotebookSeen.CellError => ({
  name: 'NameError',
  message: `name '${name}' is not defined`,
  stack: `NameError                                 Traceback (most recent call last)\nCell In[${order}], line ${line}\n----> ${line} ${code}\n\nNameError: name '${name}' is not defined`,
});
const ours = (actions: readonly CodeAction[]): CodeAction | undefined => actions.find(({ edit }) => edit);

test('an error of a run: in the cell, with a fix that knows the other cells, gone when it does well', async () => {
  const text = 'print("the sum")\nprint(totl)\n';
  await open('total = 3\n', text);
  await say({ order: 1 }, { order: 2, error: nameError('totl', 2, 2, 'print(totl)') });
  await client.until('the squiggle', () => shown(1).length > 0);
  expect(shown(1)).toMatchObject([
    { source: 'Self-Heal', code: 'NameError', range: { start: { line: 1, character: 6 }, end: { line: 1, character: 10 } } },
  ]);
  expect(shown(0)).toEqual([]);
  const fix = ours(await client.fixes(cell(1), shown(1)));
  expect(fix && applied(text, fix, cell(1))).toBe('print("the sum")\nprint(total)\n');
  const hover: Hover | null = await client.connection.sendRequest('textDocument/hover', {
    textDocument: { uri: cell(1) },
    position: { line: 1, character: 7 },
  });
  expect(JSON.stringify(hover)).toContain('total');
  expect(client.status).toMatchObject({ failures: 1 });

  await say({ order: 1 }, { order: 3 });
  await client.until('no squiggle', () => shown(1).length === 0);
});

test('gone when the line is edited, and back when it fails again; gone with the notebook', async () => {
  await open('total = 3\n', 'print(totl)\n');
  const failed = [{ order: 1 }, { order: 2, error: nameError('totl', 1, 2, 'print(totl)') }];
  await say(...failed);
  await client.until('the squiggle', () => shown(1).length > 0);
  await client.insert(cell(1), { line: 0, character: 5 }, ' ');
  await client.until('no squiggle', () => shown(1).length === 0);
  // Another cell was run: what was said before is no news.
  await say({ order: 3 }, failed[1] ?? {});
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(shown(1)).toEqual([]);
  await say({ order: 3 }, { order: 4, error: nameError('totl', 1, 4, 'print (totl)') });
  await client.until('the squiggle again', () => shown(1).length > 0);
  await say();
  await client.until('no squiggle', () => shown(1).length === 0);
});

test('an import goes into the cell that needs it; magics of the kernel are in nobody’s way', async () => {
  const text = '%matplotlib inline\n!pip list\nnumbers?\nprint(json.dumps(numbers))\n';
  await open('%%bash\necho "(\n', 'import os\nnumbers = [1]\n', text);
  await say({}, { order: 1 }, { order: 2, error: nameError('json', 4, 2, 'print(json.dumps(numbers))') });
  await client.until('the squiggle', () => shown(2).length > 0);
  const fix = ours(await client.fixes(cell(2), shown(2)));
  expect(fix && applied(text, fix, cell(2))).toBe(`import json\n${text}`);
});

test('a function of another cell: the squiggle and the fix are there', async () => {
  const defined = 'def mean(values):\n    total = sum(values)\n    return totl / len(values)\n';
  await open(defined, 'print(mean([1, 2]))\n');
  const stack =
    "NameError                                 Traceback (most recent call last)\nCell In[2], line 1\n----> 1 print(mean([1, 2]))\n\nCell In[1], line 3, in mean(values)\n      2     total = sum(values)\n----> 3     return totl / len(values)\n\nNameError: name 'totl' is not defined";
  await say({ order: 1 }, { order: 2, error: { name: 'NameError', message: "name 'totl' is not defined", stack } });
  await client.until('the squiggle', () => shown(0).length > 0);
  expect(shown(0)).toMatchObject([{ range: { start: { line: 2 } } }]);
  const fix = ours(await client.fixes(cell(0), shown(0)));
  expect(fix && applied(defined, fix, cell(0))).toContain('return total / len(values)');
  await say({ order: 1 }, { order: 3 });
  await client.until('no squiggle', () => shown(0).length === 0);
});

test('a checker’s squiggle in a cell is healed with the other cells in view', async () => {
  await open('total = 3\n', 'print(totl)\n');
  const squiggle = at('print(totl)\n', 'totl', '"totl" is not defined', 'Pylance', 'reportUndefinedVariable');
  await client.connection.sendNotification('selfHeal/diagnostics', { uri: cell(1), version: 1, diagnostics: [squiggle] });
  const fix = ours(await client.fixes(cell(1), [squiggle]));
  expect(fix && applied('print(totl)\n', fix, cell(1))).toBe('print(total)\n');
  // The same, seen by a run too, is one problem.
  await say({ order: 1 }, { order: 2, error: nameError('totl', 1, 2, 'print(totl)') });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  // The squiggle that is there is not shown or counted a second time.
  expect(shown(1)).toEqual([]);
  expect(client.status?.failures ?? 0).toBe(0);
  const hover: Hover | null = await client.connection.sendRequest('textDocument/hover', {
    textDocument: { uri: cell(1) },
    position: { line: 0, character: 7 },
  });
  expect(JSON.stringify(hover)).toContain('**Seen by** Pylance, a run of the notebook');
});

test('what only follows from another cell’s failure names it', async () => {
  await open('import pandsa as pd\n', 'print(pd.DataFrame())\n');
  const error: NotebookSeen.CellError = {
    name: 'ModuleNotFoundError',
    message: "No module named 'pandsa'",
    stack:
      "ModuleNotFoundError                       Traceback (most recent call last)\nCell In[1], line 1\n----> 1 import pandsa as pd\n\nModuleNotFoundError: No module named 'pandsa'",
  };
  await say({ order: 1, error }, { order: 2, error: nameError('pd', 1, 2, 'print(pd.DataFrame())') });
  await client.until('both', () => shown(0).length > 0 && shown(1).length > 0);
  const hover: Hover | null = await client.connection.sendRequest('textDocument/hover', {
    textDocument: { uri: cell(1) },
    position: { line: 0, character: 7 },
  });
  expect(JSON.stringify(hover)).toContain('**Follows from** line 1 of cell 1: ModuleNotFoundError');
});

test('an excluded notebook, and notebooks excluded as a source', async () => {
  for (const settings of [{ defaults: { excludedFiles: ['*.ipynb'] } }, { excludedSources: ['notebook'] }]) {
    await client.connection.sendNotification('selfHeal/settings', settings);
    await open('total = 3\n', 'print(totl)\n');
    await say({ order: 1 }, { order: 2, error: nameError('totl', 1, 2, 'print(totl)') });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(shown(1)).toEqual([]);
    expect(client.status?.failures ?? 0).toBe(0);
    await say();
  }
  await client.connection.sendNotification('selfHeal/settings', {});
  await say({ order: 1 }, { order: 2, error: nameError('totl', 1, 2, 'print(totl)') });
  await client.until('the squiggle', () => shown(1).length > 0);
  await client.connection.sendNotification('selfHeal/settings', { excludedSources: ['Self-Heal(NameError)'] });
  await client.until('no squiggle', () => shown(1).length === 0);
});
