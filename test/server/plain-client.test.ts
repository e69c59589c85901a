// An editor that speaks LSP and nothing more: what it sees, what it can have done, and how it is set.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ApplyWorkspaceEditParams, CodeAction, ExecuteCommandParams, Hover, InitializeResult } from 'vscode-languageserver-protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ClientOptions } from '../../src/protocol';
import { applied, at, LspClient } from './client';

let root = '';
let client: LspClient | undefined;

beforeAll(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-plain-')));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

interface Editor {
  readonly lsp: LspClient;
  readonly folder: string;
  readonly texts: Map<string, string>;
  readonly said: string[];
  readonly uriOf: (name: string) => string;
  readonly run: (command: string, ...given: unknown[]) => Promise<unknown>;
}

/** A client that applies edits and shows messages, as every editor does. */
async function start(options: Partial<ClientOptions> | null = {}, files: Readonly<Record<string, string>> = {}): Promise<Editor> {
  const folder = fs.mkdtempSync(path.join(root, 'w-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const lsp = (client = await LspClient.start([folder], options));
  const texts = new Map<string, string>();
  const said: string[] = [];
  lsp.connection.onNotification('window/showMessage', ({ message }: { message: string }) => void said.push(message));
  lsp.connection.onRequest('workspace/applyEdit', async ({ edit }: ApplyWorkspaceEditParams) => {
    for (const change of edit.documentChanges ?? []) {
      if (!('textDocument' in change)) continue;
      const { uri } = change.textDocument;
      const after = applied(texts.get(uri) ?? '', { title: '', edit } satisfies CodeAction, uri);
      texts.set(uri, after);
      await lsp.change(uri, after);
    }
    return { applied: true };
  });
  return {
    lsp,
    folder,
    texts,
    said,
    uriOf: (name) => pathToFileURL(path.join(folder, name)).href,
    run: (command, ...given) =>
      lsp.connection.sendRequest('workspace/executeCommand', { command, arguments: given } satisfies ExecuteCommandParams),
  };
}

async function open({ lsp, texts, uriOf }: Editor, name: string, text: string, language = 'python'): Promise<string> {
  const uri = uriOf(name);
  texts.set(uri, text);
  await lsp.open(uri, text, language);
  return uri;
}

const shown = (lsp: LspClient, uri: string): string[] =>
  (lsp.published.get(uri) ?? []).map(
    ({ message, range }) => `${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`,
  );

describe('what it sees', () => {
  it('errors of Python that can be nothing else, with fix and hover; nothing is set', async () => {
    const editor = await start(null);
    const { lsp } = editor;
    const text = 'total = 3\nif total > 2\n    print(total)\n';
    const uri = await open(editor, 'a.py', text);
    await lsp.until('the squiggle', () => shown(lsp, uri).length > 0, 20_000);
    expect(shown(lsp, uri)).toEqual([expect.stringMatching(/^2: expected ':'/)]);
    const [fix] = await lsp.fixes(uri, lsp.published.get(uri) ?? []);
    expect(fix && applied(text, fix, uri)).toBe(text.replace('> 2\n', '> 2:\n'));
    const hover: Hover | null = await lsp.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 1, character: 12 },
    });
    expect(JSON.stringify(hover?.contents)).toContain("Add ':'");
  }, 60_000);

  it('no more once a request shows that another checks Python', async () => {
    const editor = await start();
    const { lsp } = editor;
    const text = 'total = 1\nprint(totl)\n';
    const uri = await open(editor, 'a.py', text);
    await lsp.until('the squiggle', () => shown(lsp, uri).length > 0, 20_000);
    const fixes = await lsp.fixes(uri, [at(text, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable')]);
    expect(fixes.length).toBeGreaterThan(0);
    await lsp.until('silence', () => shown(lsp, uri).length === 0, 10_000);
  }, 60_000);

  it('a diagnostic that does not come again with a request at its place is gone', async () => {
    const editor = await start({ checks: 'none' });
    const { lsp } = editor;
    const text = 'total = 1\nprint(totl)\n';
    const uri = await open(editor, 'a.py', text);
    const squiggle = at(text, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable');
    expect(await lsp.fixes(uri, [squiggle])).not.toEqual([]);
    const hover = (): Promise<Hover | null> =>
      lsp.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: squiggle.range.start });
    expect(await hover()).not.toBeNull();
    const again = await lsp.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: squiggle.range.start, end: squiggle.range.start },
      context: { diagnostics: [] },
    });
    expect(again).toBeNull();
    expect(await hover()).toBeNull();
  }, 60_000);

  it('with "checks": "all" whatever the checkers of the workspace find', async () => {
    const editor = await start({ checks: 'all' }, { 'tsconfig.json': '{"compilerOptions": {"strict": true, "types": []}}' });
    const { lsp } = editor;
    const text = 'const items = [1, 2];\nexport const count: number = itms.length;\n';
    const uri = await open(editor, 'a.ts', text, 'typescript');
    await lsp.until('the squiggle', () => shown(lsp, uri).length > 0, 30_000);
    expect(shown(lsp, uri)).toEqual([expect.stringMatching(/^2: Cannot find name 'itms'/)]);
    const [fix] = await lsp.fixes(uri, lsp.published.get(uri) ?? []);
    expect(fix && applied(text, fix, uri)).toBe(text.replace('itms', 'items'));
  }, 60_000);

  it('a client that does not take documentChanges gets changes', async () => {
    client = await LspClient.start([root], {}, undefined, { workspace: {} });
    const uri = pathToFileURL(path.join(root, 'c.py')).href;
    const text = 'total = 1\nprint(totl)\n';
    await client.open(uri, text);
    const [fix] = await client.fixes(uri, [at(text, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable')]);
    expect(fix?.edit).toEqual({ changes: { [uri]: [expect.objectContaining({ newText: expect.any(String) as string })] } });
  }, 60_000);
});

describe('what it can have done', () => {
  it('the commands are said, and are not where the client has its own', async () => {
    for (const [options, has] of [
      [{}, true],
      [{ hasCommands: true }, false],
    ] as const) {
      const editor = await start(options);
      const { capabilities } = editor.lsp.initialized as InitializeResult;
      expect(capabilities.executeCommandProvider?.commands.includes('selfHeal.healFile')).toBe(has);
      expect(await editor.run('selfHeal.accepted')).toBeNull();
      await client?.stop();
    }
    client = undefined;
  }, 60_000);

  it('heals a file in one edit, takes it back, and explains a line', async () => {
    const editor = await start();
    const { lsp, run, said, texts } = editor;
    const text = 'def f(items):\n    for item in items\n        print(item)\n\n\nprint(qqqqqq)\n';
    const uri = await open(editor, 'a.py', text);
    const healed = await run('selfHeal.healFile', uri);
    expect(texts.get(uri)).toBe(text.replace('in items\n', 'in items:\n'));
    expect(healed).toMatchObject({ healed: 1, left: 1 });
    expect(said.at(-1)).toMatch(/^Self-Heal: Healed: Add ':'.*1 problem is left: .*qqqqqq/);
    await lsp.until('what is left', () => shown(lsp, uri).some((line) => line.startsWith('6:')), 20_000);
    const page = await run('selfHeal.explain', uri, 5);
    expect(page).toMatchObject({ title: 'a.py, line 6', markdown: expect.stringContaining('qqqqqq') as string });
    await run('selfHeal.undoLastHeal');
    expect(texts.get(uri)).toBe(text);
    expect(said.at(-1)).toMatch(/^Self-Heal: Taken back: Add ':'/);
    await run('selfHeal.undoLastHeal');
    expect(said.at(-1)).toMatch(/no heal to undo/);
  }, 90_000);

  it.each([
    ['selfHeal.healFile', []],
    ['selfHeal.healFile', [{ uri: 'file:///a' }]],
    ['selfHeal.healFile', ['file:///nowhere.py']],
    ['selfHeal.explain', ['file:///nowhere.py']],
    ['selfHeal.explain', ['file:///nowhere.py', -3]],
  ])('%s %j: a sentence, and the server lives', async (command, given) => {
    const { run } = await start();
    expect(await run(command, ...given)).toMatchObject({ message: expect.any(String) as string });
  });
});

describe('how it is set', () => {
  it('by workspace/didChangeConfiguration; a wrong value is shown with its remedy', async () => {
    const editor = await start();
    const { lsp, said } = editor;
    await lsp.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { selfHeal: { exclude: { files: ['gen/'] }, confidence: { review: 'high' } } },
    });
    await lsp.until('the warning', () => said.length > 0);
    expect(said).toEqual(['“selfHeal.confidence.review” is not used; it takes a number from 0 to 1.']);
    expect(await editor.run('selfHeal.healFile', await open(editor, 'gen/a.py', 'if True\n  pass\n'))).toMatchObject({
      message: expect.stringContaining('excluded') as string,
    });
  }, 60_000);

  it('by the team, in .self-heal/config.json, read again when it has changed', async () => {
    const editor = await start({}, { '.self-heal/config.json': '{"exclude.files": ["gen/"], "confidence.auto": 3}' });
    const { folder, lsp, run } = editor;
    await lsp.until('the fault', () => lsp.log.some((line) => line.includes('“confidence.auto” is not used')));
    const uri = await open(editor, 'gen/a.py', 'if True\n    pass\n');
    expect(await run('selfHeal.healFile', uri)).toMatchObject({ message: expect.stringContaining('excluded') as string });
    fs.writeFileSync(path.join(folder, '.self-heal/config.json'), '{"exclude.files": []}');
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await lsp.change(uri, 'if True\n    pass\n# x\n');
    editor.texts.set(uri, 'if True\n    pass\n# x\n');
    expect(await run('selfHeal.healFile', uri)).toMatchObject({ healed: 1 });
  }, 60_000);
});
