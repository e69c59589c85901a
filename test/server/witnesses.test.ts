// One mistake that several have seen is one problem: one squiggle, one fix, one in the count, and it stays until nobody says it any more.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Hover } from 'vscode-languageserver-protocol';
import { at, LspClient } from './client';

const TEXT = 'def mean(values):\n    total = sum(values)\n    return totl / len(values)\n';
let folder = '';
let uri = '';
let client: LspClient;
let next = 1;

beforeEach(async () => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-witnesses-')));
  fs.writeFileSync(path.join(folder, 'mean.py'), TEXT);
  uri = pathToFileURL(path.join(folder, 'mean.py')).href;
  client = await LspClient.start([folder], { forwardsDiagnostics: true, othersCheckPython: true });
  // Nothing is run: what is said here is all there is.
  await client.connection.sendNotification('selfHeal/settings', { rerun: false });
  await client.open(uri, TEXT);
});
afterEach(async () => {
  await client.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const shown = () => client.published.get(uri) ?? [];
const traceback = (): string =>
  `Traceback (most recent call last):\n  File "${path.join(folder, 'mean.py')}", line 3, in mean\n    return totl / len(values)\n           ^^^^\nNameError: name 'totl' is not defined\n`;
const PYTEST = `=================================== FAILURES ===================================
__________________________________ test_mean ___________________________________

    def test_mean():
>       assert mean([1, 2]) == 1.5

test_mean.py:4: 
_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ 

values = [1, 2]

    def mean(values):
        total = sum(values)
>       return totl / len(values)
E       NameError: name 'totl' is not defined

mean.py:3: NameError
=========================== short test summary info ============================
FAILED test_mean.py::test_mean - NameError: name 'totl' is not defined
============================== 1 failed in 0.02s ===============================
`;

async function run(line: string, output: string, exitCode: number, more: { origin?: 'task'; guessed?: boolean } = {}): Promise<void> {
  const id = next++;
  await client.connection.sendNotification('selfHeal/terminal/started', { id, line, cwd: folder, ...more });
  await client.connection.sendNotification('selfHeal/terminal/output', { id, chunk: output });
  await client.connection.sendNotification('selfHeal/terminal/ended', { id, exitCode });
}
const hoverAt = async (line: number, character: number): Promise<string> =>
  JSON.stringify(
    await client.connection.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri }, position: { line, character } }),
  );

test('a run, a test, a task, a debugger, a text and a squiggle: one problem', async () => {
  await run('python3 app.py', traceback(), 1);
  await run('pytest', PYTEST, 1);
  await run('make check', traceback(), 2, { origin: 'task' });
  await client.connection.sendRequest('selfHeal/readErrors', { text: traceback(), origin: 'debugger' });
  await client.connection.sendRequest('selfHeal/readErrors', { text: traceback(), origin: 'pasted' });
  await client.until('the count', () => client.status?.failures === 1);
  expect(shown()).toMatchObject([{ code: 'NameError', range: { start: { line: 2 } } }]);
  expect(await client.fixes(uri, shown())).toHaveLength(1);
  expect(await hoverAt(2, 12)).toContain(
    '**Seen by** the command python3 app.py, the command pytest, the task make check, the debugger, a text that you had read.',
  );

  const squiggle = at(TEXT, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable');
  await client.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics: [squiggle] });
  await client.until('no second squiggle', () => shown().length === 0);
  expect(await client.fixes(uri, [squiggle])).toHaveLength(1);
  expect(await hoverAt(2, 12)).toContain('**Seen by** Pyright, the command python3 app.py');
});

test('it stays while a command still fails of it, and goes when none does', async () => {
  await run('python3 app.py', traceback(), 1);
  await run('pytest', PYTEST, 1);
  await client.connection.sendRequest('selfHeal/readErrors', { text: traceback(), origin: 'debugger' });
  await client.until('the squiggle', () => shown().length === 1);
  await run('python3 app.py', '', 0);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(shown()).toHaveLength(1);
  expect(await hoverAt(2, 12)).not.toContain('Seen by');
  // The debugger can't be asked again: the command that succeeds speaks for it.
  await run('pytest', '1 passed', 0);
  await client.until('no squiggle', () => shown().length === 0);
  await client.until('the count', () => client.status?.failures === 0);
});

test('an edit of the line takes it away for all of them', async () => {
  await run('python3 app.py', traceback(), 1);
  await run('pytest', PYTEST, 1);
  await client.until('the squiggle', () => shown().length === 1);
  await client.insert(uri, { line: 0, character: 0 }, '\n');
  await client.until('it moved', () => shown()[0]?.range.start.line === 3);
  expect(shown()).toHaveLength(1);
  await client.insert(uri, { line: 3, character: 11 }, 'x');
  await client.until('no squiggle', () => shown().length === 0);
});

test('what a checker showed too is shown by itself once the file is closed: the count and the squiggles are the same', async () => {
  const squiggle = at(TEXT, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable');
  await client.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics: [squiggle] });
  await run('python3 app.py', traceback(), 1);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(shown()).toEqual([]);
  expect(client.status?.failures ?? 0).toBe(0);
  await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  await client.until('our squiggle', () => shown().length === 1);
  await client.until('the count', () => client.status?.failures === 1);
});

test('two mistakes of one line are two', async () => {
  const error = (name: string): string =>
    `Traceback (most recent call last):\n  File "${path.join(folder, 'mean.py')}", line 3, in mean\n    return totl / len(values)\nNameError: name '${name}' is not defined\n`;
  await run('python3 a.py', error('totl'), 1);
  await run('python3 b.py', error('len'), 1);
  await client.until('both', () => shown().length === 2);
});

test('left out by the settings: by source, by where it was seen, by file', async () => {
  for (const settings of [
    { excludedSources: ['terminal'] },
    { excludedSources: ['python'] },
    { excludedSources: ['self-heal(nameerror)'] },
    { defaults: { excludedFiles: ['mean.py'] } },
  ]) {
    await client.connection.sendNotification('selfHeal/settings', { rerun: false, ...settings });
    await run('python3 app.py', traceback(), 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(shown(), JSON.stringify(settings)).toEqual([]);
    expect(client.status?.failures ?? 0).toBe(0);
  }
  await client.connection.sendNotification('selfHeal/settings', { rerun: false, excludedSources: ['terminal'] });
  await run('make check', traceback(), 2, { origin: 'task' });
  await client.until('a task’s', () => shown().length === 1);
  await client.connection.sendNotification('selfHeal/settings', { rerun: false, excludedSources: ['task'] });
  await client.until('no squiggle', () => shown().length === 0);
});
