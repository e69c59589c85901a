// Several fixes at once from the menu: what is sure (`source.fixAll.selfHeal`) and what is of one kind. The edit comes when the entry is chosen.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CodeActionTriggerKind, type ClientCapabilities, type CodeAction, type Diagnostic } from 'vscode-languageserver-protocol';
import type { HealWorkspace, PairStatistics, ProblemKind } from '../../src/protocol';
import { applied, at, LspClient } from './client';

const TEXT = 'meadow = 1\nharbour = 2\nprint(meadw)\nprint(harbor)\nprint(unheard_of_thing)\n';
const HEALED = 'meadow = 1\nharbour = 2\nprint(meadow)\nprint(harbour)\nprint(unheard_of_thing)\n';
const capabilities = (resolvable: string): ClientCapabilities => ({
  workspace: { workspaceFolders: true, workspaceEdit: { documentChanges: true } },
  textDocument: { codeAction: { resolveSupport: { properties: [resolvable] } } },
});

let folder = '';
let client: LspClient | undefined;
const uri = (): string => pathToFileURL(path.join(folder, 'a.py')).href;

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-fix-all-')));
  fs.writeFileSync(path.join(folder, 'a.py'), TEXT);
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  fs.rmSync(folder, { recursive: true, force: true });
});

const problems = (text: string): readonly Diagnostic[] =>
  ['meadw', 'harbor)', 'unheard_of_thing']
    .filter((name) => text.includes(`(${name}`))
    .map((name) => name.replace(')', ''))
    .map((name) => at(text, `${name})`, `"${name}" is not defined`, 'Pyright', 'reportUndefinedVariable'));

async function opened(resolvable = 'edit'): Promise<LspClient> {
  const started = await LspClient.start([folder], { forwardsDiagnostics: true }, undefined, capabilities(resolvable));
  client = started;
  await started.open(uri(), TEXT);
  await started.connection.sendNotification('selfHeal/diagnostics', { uri: uri(), version: 1, diagnostics: problems(TEXT) });
  // Both are ready.
  for (const problem of problems(TEXT).slice(0, 2)) await started.fixes(uri(), [problem]);
  return started;
}

async function asked(only: string, triggerKind: CodeActionTriggerKind = CodeActionTriggerKind.Invoked): Promise<CodeAction[]> {
  const start = { line: 0, character: 0 };
  const context = { diagnostics: [], only: [only], triggerKind };
  return (
    (await client?.connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', {
      textDocument: { uri: uri() },
      range: { start, end: start },
      context,
    })) ?? []
  );
}

const resolve = (action: CodeAction): Promise<CodeAction> =>
  (client as LspClient).connection.sendRequest<CodeAction>('codeAction/resolve', action);

describe('source.fixAll.selfHeal', () => {
  test('all that is sure, in one edit that comes when it is chosen; one pair each', async () => {
    const started = await opened();
    const [action] = await asked('source.fixAll.selfHeal', CodeActionTriggerKind.Automatic);
    expect(action).toMatchObject({ title: 'Fix all that is sure (Self-Heal)', kind: 'source.fixAll.selfHeal' });
    expect(action?.edit).toBeUndefined();
    const chosen = await resolve(action as CodeAction);
    expect(applied(TEXT, chosen, uri())).toBe(HEALED);
    await started.change(uri(), HEALED);
    await started.connection.sendRequest('workspace/executeCommand', chosen.command);
    await started.connection.sendNotification('selfHeal/diagnostics', { uri: uri(), version: 2, diagnostics: problems(HEALED) });
    await expect
      .poll(
        async () =>
          (await started.connection.sendRequest<PairStatistics.Answer>('selfHeal/pairStatistics', { folder: pathToFileURL(folder).href }))
            .total_pairs,
        { timeout: 10_000 },
      )
      .toBe(2);
  });

  test('“source.fixAll” asked for by a person has it; on save, where only others were named, it has not', async () => {
    await opened();
    expect(await asked('source.fixAll')).toHaveLength(1);
    expect(await asked('source.fixAll', CodeActionTriggerKind.Automatic)).toEqual([]);
    expect(await asked('source.fixAll.eslint')).toEqual([]);
    expect(await asked('source.organizeImports')).toEqual([]);
  });

  test('a text that has moved on gets no edit', async () => {
    const started = await opened();
    const [action] = await asked('source.fixAll.selfHeal');
    await started.change(uri(), `# new\n${TEXT}`);
    expect((await resolve(action as CodeAction)).edit).toBeUndefined();
  });

  test('an editor that can’t ask for the edit later is not offered it', async () => {
    await opened('documentation');
    expect(await asked('source.fixAll.selfHeal')).toEqual([]);
  });
});

test('where a file has a second problem of the kind: all of them at once', async () => {
  const started = await opened();
  const actions = await started.fixes(uri(), problems(TEXT).slice(0, 1));
  const all = actions.find(({ title }) => title.startsWith('Fix all 2'));
  expect(all?.title).toBe('Fix all 2 of this kind in this file (Self-Heal)');
  expect(applied(TEXT, await resolve(all as CodeAction), uri())).toBe(HEALED);
});

test('a mistake that is shown at two places and mended by one edit has no second one of its kind', async () => {
  const text = 'total = sum([1, 2, 3]\nprint(total)\n';
  const started = await LspClient.start([folder], { forwardsDiagnostics: true, hasCommands: true }, undefined, capabilities('edit'));
  client = started;
  const end = { line: 2, character: 0 };
  const shown: Diagnostic[] = [
    at(text, '(', '"(" was not closed', 'Pyright'),
    { range: { start: end, end }, message: 'Statements must be separated by newlines or semicolons', source: 'Pyright', severity: 1 },
  ];
  await started.open(uri(), text);
  await started.connection.sendNotification('selfHeal/diagnostics', { uri: uri(), version: 1, diagnostics: shown });
  // Both have the fix.
  for (const one of shown) await started.fixes(uri(), [one]);
  const titles = (await started.fixes(uri(), shown.slice(0, 1))).map(({ title }) => title);
  expect(titles[0]).toMatch(/^Insert '\)'/);
  expect(titles.filter((title) => title.startsWith('Fix all'))).toEqual([]);
});

test('a problem that two have seen stands in the menu once', async () => {
  const started = await opened();
  const [first] = problems(TEXT);
  const twice = [first as Diagnostic, { ...(first as Diagnostic), source: 'pylint', code: 'E0602', message: "Undefined variable 'meadw'" }];
  await started.connection.sendNotification('selfHeal/diagnostics', { uri: uri(), version: 1, diagnostics: twice });
  await new Promise((done) => setTimeout(done, 1_000));
  const edits = (await started.fixes(uri(), twice)).flatMap(({ edit }) => (edit ? [JSON.stringify(edit)] : []));
  expect(edits.length).toBeGreaterThan(0);
  expect(new Set(edits).size).toBe(edits.length);
});

test('all of one kind in the workspace: only that kind, mended only in that way', async () => {
  const started = await LspClient.start([folder], { forwardsDiagnostics: true, hasCommands: true }, undefined, capabilities('edit'));
  client = started;
  const other = pathToFileURL(path.join(folder, 'b.py')).href;
  const text = 'import jsn\n\nlantern = 1\nprint(lantrn)\n';
  fs.writeFileSync(path.join(folder, 'b.py'), text);
  const theirs = [
    at(text, 'lantrn', '"lantrn" is not defined', 'Pyright', 'reportUndefinedVariable'),
    at(text, 'jsn', 'Import "jsn" could not be resolved', 'Pyright', 'reportMissingImports'),
  ];
  await started.open(uri(), TEXT);
  await started.connection.sendNotification('selfHeal/diagnostics', { uri: uri(), version: 1, diagnostics: problems(TEXT) });
  const actions = await started.fixes(uri(), problems(TEXT).slice(0, 1));
  const entry = actions.find(({ title }) => title === 'Fix all of this kind in the workspace… (Self-Heal)');
  const [kind] = (entry?.command?.arguments ?? []) as [ProblemKind];
  expect(kind).toMatchObject({ source: 'Pyright', code: 'reportUndefinedVariable' });
  const plan = await started.connection.sendRequest<HealWorkspace.Plan>('selfHeal/healWorkspace', {
    files: [
      { uri: uri(), diagnostics: problems(TEXT) },
      { uri: other, diagnostics: theirs },
    ],
    kind,
  });
  const after = Object.fromEntries(plan.files.map((file) => [path.basename(file.edit.textDocument.uri), file.after]));
  expect(after).toEqual({ 'a.py': HEALED, 'b.py': text.replace('(lantrn)', '(lantern)') });
  expect(plan.left.map(({ problem }) => problem)).toEqual(['"unheard_of_thing" is not defined']);
});
