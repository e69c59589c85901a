// The real server driven over stdio by a plain LSP client: the same fixes as in the editor, and nothing lost on bad input.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-protocol';
import type { SetStoreAside, StatusChanged } from '../../src/protocol';
import { applied, at, LspClient } from './client';

let folder: string;
let client: LspClient | undefined;

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-server-')));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  fs.chmodSync(folder, 0o755);
  fs.rmSync(folder, { recursive: true, force: true });
});

const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
const titles = (actions: readonly CodeAction[]): string[] => actions.map((action) => action.title);

describe('a plain LSP client', () => {
  test('is offered a fix for a syntax error, minimal and versioned', async () => {
    client = await LspClient.start([folder]);
    const text = 'def area(w, h)\n    return w * h\n';
    await client.open(uriOf('a.py'), text);
    const actions = await client.fixes(uriOf('a.py'), [at(text, ')\n', 'Expected ":"', 'Pyright')]);
    expect(actions[0] && applied(text, actions[0], uriOf('a.py'))).toBe('def area(w, h):\n    return w * h\n');
    const change = actions[0]?.edit?.documentChanges?.[0];
    expect(change && 'textDocument' in change && change.textDocument.version).toBe(1);
    expect(change && 'edits' in change && change.edits).toHaveLength(1);
  });

  test('is offered a fix for a mistyped name, and the acceptance becomes a pair', async () => {
    client = await LspClient.start([folder]);
    const text = 'total = 1\nprint(totl)\n';
    await client.open(uriOf('a.py'), text);
    const actions = await client.fixes(uriOf('a.py'), [at(text, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable')]);
    const first = actions[0];
    expect(first && applied(text, first, uriOf('a.py'))).toBe('total = 1\nprint(total)\n');
    expect(fs.existsSync(path.join(folder, '.self-heal'))).toBe(false);
    await client.change(uriOf('a.py'), 'total = 1\nprint(total)\n');
    await client.connection.sendRequest('workspace/executeCommand', {
      command: first?.command?.command,
      arguments: first?.command?.arguments,
    });
    const out = path.join(folder, 'pairs.jsonl');
    expect(await client.connection.sendRequest('selfHeal/exportPairs', { folder: pathToFileURL(folder).href, file: out })).toMatchObject({
      pairs: 1,
    });
    const row = JSON.parse(fs.readFileSync(out, 'utf8').trim()) as Record<string, unknown>;
    expect(Object.keys(row).slice(0, 5)).toEqual(['error', 'original_code', 'patched_code', 'error_info', 'timestamp']);
    expect(row['patched_code']).toContain('print(total)');
    expect(fs.readFileSync(path.join(folder, '.self-heal/.gitignore'), 'utf8')).toContain('*');
  });

  test('undoing an accepted fix takes the pair out of the export', async () => {
    client = await LspClient.start([folder]);
    const text = 'total = 1\nprint(totl)\n';
    await client.open(uriOf('a.py'), text);
    const [first] = await client.fixes(uriOf('a.py'), [at(text, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable')]);
    await client.change(uriOf('a.py'), 'total = 1\nprint(total)\n');
    await client.connection.sendRequest('workspace/executeCommand', {
      command: first?.command?.command,
      arguments: first?.command?.arguments,
    });
    await client.change(uriOf('a.py'), text);
    expect(
      await client.connection.sendRequest('selfHeal/exportPairs', {
        folder: pathToFileURL(folder).href,
        file: path.join(folder, 'p.jsonl'),
      }),
    ).toMatchObject({ pairs: 0 });
  });

  test('a missing import follows the habit of the workspace', async () => {
    fs.writeFileSync(path.join(folder, 'other.py'), 'import collections as cl\n\nprint(cl.Counter())\n');
    client = await LspClient.start([folder]);
    const text = 'words = cl.Counter()\nprint(words)\n';
    await client.open(uriOf('a.py'), text);
    const actions = await client.fixes(uriOf('a.py'), [at(text, 'cl', '"cl" is not defined', 'Pyright', 'reportUndefinedVariable')]);
    expect(actions[0] && applied(text, actions[0], uriOf('a.py'))).toMatch(/^import collections as cl\n+words = cl\.Counter/);
  });

  test('TypeScript: a mistyped name', async () => {
    client = await LspClient.start([folder], { editorTypeScript: path.resolve(__dirname, '../../node_modules/typescript') });
    const text = 'const counter = 1;\nexport const next = countr + 1;\n';
    await client.open(uriOf('a.ts'), text, 'typescript');
    const actions = await client.fixes(
      uriOf('a.ts'),
      [at(text, 'countr ', "Cannot find name 'countr'. Did you mean 'counter'?", 'ts', '2552')],
      { patient: 20_000 },
    );
    expect(actions[0] && applied(text, actions[0], uriOf('a.ts'))).toContain('next = counter + 1');
    expect(actions[0]?.isPreferred).toBe(false);
  });

  test('Heal This File heals several mistakes on a copy, in one versioned edit', async () => {
    client = await LspClient.start([folder]);
    const text = 'import maths\n\ndef area(radius)\n    return maths.pi * radus ** 2\n\nprint area(3)\n';
    await client.open(uriOf('a.py'), text);
    await client.connection.sendNotification('selfHeal/diagnostics', {
      uri: uriOf('a.py'),
      version: 1,
      diagnostics: [
        at(text, 'maths', 'Import "maths" could not be resolved', 'Pyright', 'reportMissingImports'),
        at(text, ')\n', 'Expected ":"', 'Pyright'),
        at(text, 'radus', '"radus" is not defined', 'Pyright', 'reportUndefinedVariable'),
      ],
    });
    const plan: { before: string; after: string; healed: unknown[]; left: unknown[]; edit: { textDocument: { version: number } } } =
      await client.connection.sendRequest('selfHeal/healFile', { uri: uriOf('a.py') });
    expect(plan.before).toBe(text);
    expect(plan.after).toBe('import math\n\ndef area(radius):\n    return math.pi * radius ** 2\n\nprint(area(3))\n');
    expect(plan.left).toEqual([]);
    expect(plan.edit.textDocument.version).toBe(1);
  });
});

const TYPO = 'total = 1\nprint(totl)\n';
const undefinedName = at(TYPO, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable');

async function accept(lsp: LspClient, uri: string): Promise<void> {
  await lsp.open(uri, TYPO);
  const [first] = await lsp.fixes(uri, [undefinedName]);
  await lsp.change(uri, 'total = 1\nprint(total)\n');
  await lsp.connection.sendRequest('workspace/executeCommand', { command: first?.command?.command, arguments: first?.command?.arguments });
}

const pairsIn = async (lsp: LspClient, root: string): Promise<unknown> =>
  (await lsp.connection.sendRequest<{ total_pairs: number }>('selfHeal/pairStatistics', { folder: pathToFileURL(root).href })).total_pairs;

test('after a heal the editor’s checkers are heard: their word is in the answer and in the pair', async () => {
  client = await LspClient.start([folder], { forwardsDiagnostics: true });
  const uri = uriOf('a.py');
  await client.open(uri, TYPO);
  await client.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics: [undefinedName] });
  await client.connection.sendRequest('selfHeal/healFile', { uri });
  await client.change(uri, 'total = 1\nprint(total)\n');
  await client.connection.sendNotification('selfHeal/diagnostics', { uri, version: 2, diagnostics: [] });
  expect(await client.connection.sendRequest('selfHeal/planApplied', { uri })).toEqual({ left: [] });
  const out = path.join(folder, 'pairs.jsonl');
  await client.connection.sendRequest('selfHeal/exportPairs', { folder: pathToFileURL(folder).href, file: out });
  expect(fs.readFileSync(out, 'utf8')).toContain('the problem is gone in the editor and nothing new appeared');
});

test('a problem that the editor still shows after a heal is not called gone', async () => {
  client = await LspClient.start([folder], { forwardsDiagnostics: true });
  const uri = uriOf('a.py');
  const text = 'def show(items)\n    print(itemz)\n';
  const healed = 'def show(items):\n    print(items)\n';
  const typo = at(text, 'itemz', '"itemz" is not defined', 'Pyright', 'reportUndefinedVariable');
  await client.open(uri, text);
  await client.connection.sendNotification('selfHeal/diagnostics', {
    uri,
    version: 1,
    diagnostics: [at(text, ')\n', 'Expected ":"', 'Pyright'), typo],
  });
  expect(await client.connection.sendRequest('selfHeal/healFile', { uri })).toMatchObject({ after: healed });
  await client.change(uri, healed);
  await client.connection.sendNotification('selfHeal/diagnostics', { uri, version: 2, diagnostics: [typo] });
  await client.connection.sendRequest('selfHeal/planApplied', { uri });
  const out = path.join(folder, 'pairs.jsonl');
  await client.connection.sendRequest('selfHeal/exportPairs', { folder: pathToFileURL(folder).href, file: out });
  expect(fs.readFileSync(out, 'utf8')).toContain('afterwards the editor shows');
  expect(fs.readFileSync(out, 'utf8')).not.toContain('the problem is gone in the editor');
});

describe('stores', () => {
  test('in a multi-root workspace a file belongs to its own folder’s store', async () => {
    const [one, two] = ['one', 'two'].map((name) => path.join(folder, name)) as [string, string];
    fs.mkdirSync(one);
    fs.mkdirSync(two);
    client = await LspClient.start([one, two]);
    await accept(client, pathToFileURL(path.join(two, 'a.py')).href);
    expect(await pairsIn(client, two)).toBe(1);
    expect(await pairsIn(client, one)).toBe(0);
    expect(fs.existsSync(path.join(one, '.self-heal'))).toBe(false);
  });

  test('two windows on one folder: both pairs are there', async () => {
    client = await LspClient.start([folder]);
    const other = await LspClient.start([folder]);
    try {
      await Promise.all([accept(client, uriOf('a.py')), accept(other, uriOf('b.py'))]);
      await other.connection.sendRequest('selfHeal/pairStatistics', { folder: pathToFileURL(folder).href });
      // The same slip mended in the same way is one pair by its content, whoever recorded it; the windows must agree.
      expect(await pairsIn(client, folder)).toBe(await pairsIn(other, folder));
      expect(await pairsIn(client, folder)).toBeGreaterThanOrEqual(1);
    } finally {
      await other.stop();
    }
  });

  test('switched off: nothing is recorded, and it says so', async () => {
    client = await LspClient.start([folder]);
    await client.connection.sendNotification('selfHeal/settings', { defaults: { store: false } });
    await accept(client, uriOf('a.py'));
    expect(await client.connection.sendRequest('selfHeal/pairStatistics', { folder: pathToFileURL(folder).href })).toMatchObject({
      reason: 'no-store',
    });
    expect(fs.existsSync(path.join(folder, '.self-heal'))).toBe(false);
  });

  test('switched off for one folder: the other records all the same', async () => {
    const [one, two] = ['one', 'two'].map((name) => path.join(folder, name)) as [string, string];
    fs.mkdirSync(one);
    fs.mkdirSync(two);
    client = await LspClient.start([one, two]);
    await client.connection.sendNotification('selfHeal/settings', { folders: { [pathToFileURL(one).href]: { store: false } } });
    await accept(client, pathToFileURL(path.join(one, 'a.py')).href);
    await accept(client, pathToFileURL(path.join(two, 'a.py')).href);
    expect(await client.connection.sendRequest('selfHeal/pairStatistics', { folder: pathToFileURL(one).href })).toMatchObject({
      reason: 'no-store',
    });
    expect(await pairsIn(client, two)).toBe(1);
    expect(fs.existsSync(path.join(one, '.self-heal'))).toBe(false);
  });

  test('a folder that can’t be written to: the fix stands, one sentence says why it was not recorded', async () => {
    // A file where the store's folder would be: even root can't write there.
    fs.writeFileSync(path.join(folder, '.self-heal'), '');
    client = await LspClient.start([folder]);
    await accept(client, uriOf('a.py'));
    const lsp = client;
    await client.until('a sentence', () => lsp.notified.some(({ method }) => method === 'selfHeal/tell'));
    expect(client.notified.filter(({ method }) => method === 'selfHeal/tell')).toHaveLength(1);
  });

  describe('what is wrong with one is in the status until it is right again', () => {
    const troubled = async (lsp: LspClient): Promise<StatusChanged.Params> => {
      await lsp.until('trouble', () => lsp.status?.trouble !== undefined);
      return lsp.status as StatusChanged.Params;
    };
    const well = (lsp: LspClient): Promise<void> => lsp.until('no trouble', () => lsp.status !== undefined && !lsp.status.trouble);
    const folderUri = (): string => pathToFileURL(folder).href;
    const garbage = Buffer.from('this is no database '.repeat(500));
    const damage = (): string => {
      fs.mkdirSync(path.join(folder, '.self-heal'));
      const file = path.join(folder, '.self-heal/pairs.db');
      fs.writeFileSync(file, garbage);
      return file;
    };

    test('a folder that could not be written to and now can', async () => {
      fs.writeFileSync(path.join(folder, '.self-heal'), '');
      client = await LspClient.start([folder]);
      await accept(client, uriOf('a.py'));
      expect((await troubled(client)).damagedStore).toBeUndefined();
      fs.rmSync(path.join(folder, '.self-heal'));
      await accept(client, uriOf('b.py'));
      await well(client);
      expect(await pairsIn(client, folder)).toBe(1);
    });

    test('a store that is switched off has no trouble', async () => {
      damage();
      client = await LspClient.start([folder]);
      await accept(client, uriOf('a.py'));
      await troubled(client);
      await client.connection.sendNotification('selfHeal/settings', { folders: { [folderUri()]: { store: false } } });
      await well(client);
    });

    test('a damaged one is set aside on request: it is kept, a new one begins', async () => {
      const file = damage();
      client = await LspClient.start([folder]);
      expect(await client.connection.sendRequest('selfHeal/pairStatistics', { folder: folderUri() })).toMatchObject({
        reason: 'no-store',
        damagedStore: folderUri(),
      });
      expect(await troubled(client)).toMatchObject({ damagedStore: folderUri() });
      expect(client.notified.find(({ method }) => method === 'selfHeal/tell')?.params).toMatchObject({ damagedStore: folderUri() });
      const aside: SetStoreAside.Answer = await client.connection.sendRequest('selfHeal/setStoreAside', { folder: folderUri() });
      expect(fs.readFileSync(aside.file).equals(garbage)).toBe(true);
      expect(fs.existsSync(file)).toBe(false);
      await well(client);
      await accept(client, uriOf('a.py'));
      expect(await pairsIn(client, folder)).toBe(1);
    });

    test('one that is not damaged is not set aside', async () => {
      client = await LspClient.start([folder]);
      await accept(client, uriOf('a.py'));
      expect(await client.connection.sendRequest('selfHeal/setStoreAside', { folder: folderUri() })).toMatchObject({
        reason: 'not-damaged',
      });
      expect(await pairsIn(client, folder)).toBe(1);
    });

    test('nothing is moved in a folder that is not trusted', async () => {
      const file = damage();
      client = await LspClient.start([folder], { trusted: false });
      expect(await client.connection.sendRequest('selfHeal/setStoreAside', { folder: folderUri() })).toMatchObject({ reason: 'no-store' });
      expect(fs.existsSync(file)).toBe(true);
    });
  });
});

describe('settings', () => {
  const offersWith = async (settings: object, patient = 600): Promise<string[]> => {
    client = await LspClient.start([folder]);
    await client.connection.sendNotification('selfHeal/settings', settings);
    await client.open(uriOf('a.py'), TYPO);
    return titles(await client.fixes(uriOf('a.py'), [undefinedName], { patient }));
  };
  /** An offer that is to come is waited for, however slow the machine. */
  const PATIENT = 10_000;

  test('everything off', async () => expect(await offersWith({ enabled: false })).toEqual([]));
  test('the lightbulb off', async () => expect(await offersWith({ codeActions: false })).toEqual([]));
  test('a source excluded', async () => expect(await offersWith({ excludedSources: ['Pyright'] })).toEqual([]));
  test('a source excluded for one code', async () =>
    expect(await offersWith({ excludedSources: ['pyright(reportUndefinedVariable)'] })).toEqual([]));
  test('another code excluded', async () =>
    expect(await offersWith({ excludedSources: ['pyright(reportMissingImports)'] }, PATIENT)).not.toEqual([]));
  test('files excluded by a glob', async () => expect(await offersWith({ defaults: { excludedFiles: ['*.py'] } })).toEqual([]));
  test('files excluded in their folder', async () =>
    expect(await offersWith({ folders: { [pathToFileURL(folder).href]: { excludedFiles: ['*.py'] } } })).toEqual([]));
  test('files excluded in another folder only', async () =>
    expect(await offersWith({ folders: { 'file:///elsewhere': { excludedFiles: ['*.py'] } } }, PATIENT)).not.toEqual([]));
  test('a fixer muted for this kind of problem', async () => {
    expect(await offersWith({}, PATIENT)).not.toEqual([]);
    const [offer] = await (client as LspClient).connection.sendRequest<{ muteKey: string }[]>('selfHeal/offersAt', {
      uri: uriOf('a.py'),
      line: 1,
    });
    await client?.connection.sendNotification('selfHeal/settings', { muted: [offer?.muteKey] });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(titles((await client?.fixes(uriOf('a.py'), [undefinedName], { patient: 300 })) ?? [])).toEqual([]);
  });
});

describe('the terminal', () => {
  const run = async (output: string, exitCode: number, line = 'python3 app.py'): Promise<void> => {
    await client?.connection.sendNotification('selfHeal/terminal/started', { id: 1, line, cwd: folder });
    for (let i = 0; i < output.length; i += 7)
      await client?.connection.sendNotification('selfHeal/terminal/output', { id: 1, chunk: output.slice(i, i + 7) });
    await client?.connection.sendNotification('selfHeal/terminal/ended', { id: 1, exitCode });
  };
  const traceback = (): string =>
    `\x1b]633;C\x07Traceback (most recent call last):\r\n  File "${path.join(folder, 'app.py')}", line 2, in <module>\r\n    print(totl)\r\n          ^^^^\r\nNameError: name 'totl' is not defined. Did you mean: 'total'?\r\n`;

  test('a traceback becomes a squiggle with a fix; the same command succeeding takes it away', async () => {
    // Its own check would go on showing the name.
    client = await LspClient.start([folder], { checks: 'none' });
    const text = 'total = 1\nprint(totl)\n';
    fs.writeFileSync(path.join(folder, 'app.py'), text);
    const uri = uriOf('app.py');
    await client.open(uri, text);
    await run(traceback(), 1);
    await client.until('squiggle', () => (client?.published.get(uri)?.length ?? 0) === 1);
    const [shown] = client.published.get(uri) ?? [];
    expect(shown).toMatchObject({ source: 'Self-Heal', code: 'NameError', range: { start: { line: 1 } } });
    const actions = await client.fixes(uri, shown ? [shown] : []);
    expect(actions[0] && applied(text, actions[0], uri)).toBe('total = 1\nprint(total)\n');
    await run('', 0);
    await client.until('no squiggle', () => client?.published.get(uri)?.length === 0);
  });

  test('Ctrl+C is no failure, and editing the line takes the squiggle away', async () => {
    client = await LspClient.start([folder]);
    const text = 'total = 1\nprint(totl)\n';
    const uri = uriOf('app.py');
    await client.open(uri, text);
    await run('Traceback (most recent call last):\n  File "app.py", line 1, in <module>\nKeyboardInterrupt\n', 130);
    await run(traceback(), 1);
    await client.until('squiggle', () => (client?.published.get(uri)?.length ?? 0) === 1);
    await client.change(uri, 'total = 1\nprint(1)\n');
    await client.until('no squiggle', () => client?.published.get(uri)?.length === 0);
  });

  test('lines put above a failure move it, once, and its fix with it', async () => {
    client = await LspClient.start([folder], { forwardsDiagnostics: true });
    const uri = uriOf('app.py');
    await client.open(uri, TYPO);
    await run(traceback(), 1);
    await client.until('squiggle', () => (client?.published.get(uri)?.length ?? 0) === 1);
    await client.insert(uri, { line: 0, character: 0 }, '# one\n# two\n');
    await client.until('a squiggle that moved', () => client?.published.get(uri)?.[0]?.range.start.line === 3);
    const [shown] = client.published.get(uri) ?? [];
    const [first] = await client.fixes(uri, shown ? [shown] : []);
    expect(first && applied(`# one\n# two\n${TYPO}`, first, uri)).toBe('# one\n# two\ntotal = 1\nprint(total)\n');
  });

  test('what the language server shows at the same place is not shown twice', async () => {
    client = await LspClient.start([folder]);
    const text = 'total = 1\nprint(totl)\n';
    const uri = uriOf('app.py');
    await client.open(uri, text);
    await client.connection.sendNotification('selfHeal/diagnostics', {
      uri,
      version: 1,
      diagnostics: [at(text, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable')],
    });
    await run(traceback(), 1);
    // Neither shown nor counted: the number in the status is that of the squiggles. Told that the language server is content, it is both.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(client.published.get(uri) ?? []).toEqual([]);
    expect(client.status?.failures ?? 0).toBe(0);
    await client.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics: [] });
    await client.until('the failure is shown', () => (client?.published.get(uri) ?? []).length === 1);
    await client.until('the failure is counted', () => client?.status?.failures === 1);
  });
});

describe('bad input: one clear sentence at most, nothing lost, nothing offered', () => {
  const silent = async (text: string, name = 'a.py'): Promise<void> => {
    client ??= await LspClient.start([folder]);
    const uri = name.includes(':') ? name : uriOf(name);
    await client.open(uri, text);
    const actions = await client.fixes(
      uri,
      [
        {
          range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
          severity: 1,
          source: 'Pyright',
          message: 'Expected ":"',
        },
      ],
      { patient: 500 },
    );
    expect(titles(actions)).toEqual([]);
  };
  const alive = async (): Promise<void> => {
    const text = 'total = 1\nprint(totl)\n';
    await client?.open(uriOf('alive.py'), text);
    expect(
      titles(
        (await client?.fixes(uriOf('alive.py'), [at(text, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable')])) ?? [],
      ),
    ).not.toEqual([]);
  };

  test('NUL bytes', async () => (await silent('if x\n\0\n'), alive()));
  test('a 20 MB file', async () => (await silent(`if x\n${'y = 1\n'.repeat(3_500_000)}`), alive()));
  test('a line of 16 million characters', async () => (await silent(`if x\ny = "${'a'.repeat(16_000_000)}"\n`), alive()));
  test('a notebook cell', async () => {
    client = await LspClient.start([folder]);
    const uri = 'vscode-notebook-cell:/n.ipynb#W0';
    await client.open(uri, '!ls\nif x\n  pass\n');
    await client.fixes(
      uri,
      [
        {
          range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
          severity: 1,
          source: 'Pyright',
          message: 'Expected expression',
        },
      ],
      { patient: 300 },
    );
    await alive();
  });

  test('CRLF, tabs and a BOM stay as they are', async () => {
    client = await LspClient.start([folder]);
    const text = '\uFEFFdef area(w, h)\r\n\treturn w * h\r\n';
    await client.open(uriOf('a.py'), text);
    const [first] = await client.fixes(uriOf('a.py'), [
      {
        range: { start: { line: 0, character: 15 }, end: { line: 0, character: 15 } },
        severity: 1,
        source: 'Pyright',
        message: 'Expected ":"',
      },
    ]);
    expect(first && applied(text, first, uriOf('a.py'))).toBe('\uFEFFdef area(w, h):\r\n\treturn w * h\r\n');
  });

  test('an unsaved file without a folder is healed, and no store is made', async () => {
    client = await LspClient.start([]);
    const text = 'total = 1\nprint(totl)\n';
    await client.open('untitled:Untitled-1', text);
    const [first] = await client.fixes('untitled:Untitled-1', [
      at(text, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable'),
    ]);
    expect(first && applied(text, first, 'untitled:Untitled-1')).toBe('total = 1\nprint(total)\n');
    await client.connection.sendRequest('workspace/executeCommand', {
      command: first?.command?.command,
      arguments: first?.command?.arguments,
    });
    expect(await client.connection.sendRequest('selfHeal/pairStatistics', { folder: pathToFileURL(folder).href })).toBeTruthy();
    expect(fs.existsSync(path.join(folder, '.self-heal'))).toBe(false);
  });

  test('a file deleted on disk while open is healed in memory', async () => {
    const text = 'total = 1\nprint(totl)\n';
    fs.writeFileSync(path.join(folder, 'gone.py'), text);
    client = await LspClient.start([folder]);
    await client.open(uriOf('gone.py'), text);
    fs.rmSync(path.join(folder, 'gone.py'));
    expect(
      titles(await client.fixes(uriOf('gone.py'), [at(text, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable')])),
    ).not.toEqual([]);
  });

  test('an untrusted folder: no process is started and no store is opened', async () => {
    fs.mkdirSync(path.join(folder, '.venv/bin'), { recursive: true });
    fs.writeFileSync(path.join(folder, '.venv/bin/python3'), `#!/bin/sh\ntouch ${folder}/ran\n`, { mode: 0o755 });
    fs.writeFileSync(path.join(folder, '.venv/bin/python'), `#!/bin/sh\ntouch ${folder}/ran\n`, { mode: 0o755 });
    client = await LspClient.start([folder], { trusted: false });
    const text = 'def area(w, h)\n    return w * h\n';
    await client.open(uriOf('a.py'), text);
    const [first] = await client.fixes(uriOf('a.py'), [at(text, ')\n', 'Expected ":"', 'Pyright')]);
    expect(first && applied(text, first, uriOf('a.py'))).toBe('def area(w, h):\n    return w * h\n');
    expect(await client.connection.sendRequest('selfHeal/pairStatistics', { folder: pathToFileURL(folder).href })).toMatchObject({
      reason: 'no-store',
      message: expect.stringContaining('not trusted') as string,
    });
    expect(fs.existsSync(path.join(folder, 'ran'))).toBe(false);
  });

  test('an interpreter that hangs: fixes still come, checked by parsing', async () => {
    const hanging = path.join(folder, 'python-hangs');
    fs.writeFileSync(hanging, '#!/bin/sh\nsleep 600\n', { mode: 0o755 });
    client = await LspClient.start([folder]);
    await client.connection.sendNotification('selfHeal/settings', { interpreters: { [folder]: hanging } });
    const text = 'def area(w, h)\n    return w * h\n';
    await client.open(uriOf('a.py'), text);
    const [first] = await client.fixes(uriOf('a.py'), [at(text, ')\n', 'Expected ":"', 'Pyright')], { patient: 25_000 });
    expect(first && applied(text, first, uriOf('a.py'))).toBe('def area(w, h):\n    return w * h\n');
  });

  test('a corrupt store: one sentence, the file untouched, fixes still offered', async () => {
    fs.mkdirSync(path.join(folder, '.self-heal'));
    const garbage = Buffer.from('this is no database '.repeat(500));
    fs.writeFileSync(path.join(folder, '.self-heal/pairs.db'), garbage);
    client = await LspClient.start([folder]);
    const answer = await client.connection.sendRequest('selfHeal/pairStatistics', { folder: pathToFileURL(folder).href });
    expect(answer).toMatchObject({ reason: 'no-store', message: expect.stringContaining('pairs.db') as string });
    expect(fs.readFileSync(path.join(folder, '.self-heal/pairs.db')).equals(garbage)).toBe(true);
    await alive();
  });

  test('garbage on the wire of the terminal does not hurt', async () => {
    client = await LspClient.start([folder]);
    await client.connection.sendNotification('selfHeal/terminal/started', { id: 9, line: 'cat /dev/urandom', cwd: folder });
    for (let i = 0; i < 200; i++)
      await client.connection.sendNotification('selfHeal/terminal/output', {
        id: 9,
        chunk: '\x1b]0;'.repeat(500) + 'Traceback (most recent call last):\n'.repeat(50),
      });
    await client.connection.sendNotification('selfHeal/terminal/ended', { id: 9, exitCode: 1 });
    await alive();
  });
});
