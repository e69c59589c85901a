// With nothing set up: Python documents that nobody else looks at are checked by the server itself, and no longer once anybody does.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { LspClient } from './client';

let folder = '';
let client: LspClient | undefined;

beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-own-checks-')));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
const shown = (uri: string): string[] =>
  (client?.published.get(uri) ?? []).map(
    ({ message, source, range }) => `${source ?? ''} ${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`,
  );

async function start(options: Parameters<typeof LspClient.start>[1] = { forwardsDiagnostics: true }): Promise<LspClient> {
  client = await LspClient.start([folder], options);
  return client;
}

it('a missing colon and a misspelt name get a squiggle and a fix', async () => {
  const lsp = await start();
  const uri = uriOf('a.py');
  await lsp.open(uri, 'total = 3\nif total > 2\n    print(total)\n');
  await lsp.until('the squiggle', () => shown(uri).length > 0, 20_000);
  expect(shown(uri)).toEqual([expect.stringMatching(/^Self-Heal 2: expected ':'/)]);
  const [fix] = await lsp.fixes(uri, lsp.published.get(uri) ?? []);
  expect(fix?.title).toContain("Add ':'");

  await lsp.change(uri, 'total = 3\nif total > 2:\n    print(totl)\n');
  await lsp.until('the other squiggle', () => shown(uri).some((line) => line.includes('NameError')), 20_000);
  expect(shown(uri)).toEqual(["Self-Heal 3: NameError: name 'totl' is not defined"]);
  await lsp.change(uri, 'total = 3\nif total > 2:\n    print(total)\n');
  await lsp.until('no squiggle', () => shown(uri).length === 0, 20_000);
}, 60_000);

it('as soon as another speaks, it is silent for good', async () => {
  const lsp = await start();
  const uri = uriOf('b.py');
  await lsp.open(uri, 'print(totl)\n');
  await lsp.until('the squiggle', () => shown(uri).length > 0, 20_000);
  const range = { start: { line: 0, character: 6 }, end: { line: 0, character: 10 } };
  const diagnostics = [{ range, severity: 1, source: 'Pyright', code: 'reportUndefinedVariable', message: '"totl" is not defined' }];
  await lsp.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics });
  await lsp.until('silence', () => shown(uri).length === 0, 10_000);
  const other = uriOf('c.py');
  await lsp.open(other, 'print(totl)\n');
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  expect(shown(other)).toEqual([]);
}, 60_000);

it.each([
  ['a spelling checker is no checker of Python', 'cSpell', 1],
  ['a linter is one', 'Ruff', 0],
])(
  '%s',
  async (_name, source, left) => {
    const lsp = await start();
    const uri = uriOf('d.py');
    await lsp.open(uri, 'print(totl)\n');
    const range = { start: { line: 0, character: 6 }, end: { line: 0, character: 10 } };
    await lsp.connection.sendNotification('selfHeal/diagnostics', {
      uri,
      version: 1,
      diagnostics: [{ range, severity: 3, source, message: 'totl?' }],
    });
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    expect(shown(uri)).toHaveLength(left);
  },
  60_000,
);

it.each([
  ['the editor has another checker', { forwardsDiagnostics: true, othersCheckPython: true }],
  ['a plain client says that another checks Python', { othersCheckPython: true }],
  ['a plain client wants no checks', { checks: 'none' as const }],
])(
  'nothing is shown where %s',
  async (_name, options) => {
    const lsp = await start(options);
    const uri = uriOf('e.py');
    await lsp.open(uri, 'print(totl)\n');
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    expect(shown(uri)).toEqual([]);
  },
  60_000,
);

it('names that may come into being in other ways are not called undefined', async () => {
  const lsp = await start();
  const texts = [
    'exec("x = 1")\nprint(x)\n',
    'globals()["x"] = 1\nprint(x)\n',
    'try:\n    unicode_type = text_type\nexcept NameError:\n    unicode_type = str\n',
    'from os import *\nprint(getcwd(), whatever)\n',
    'print(_("hello"))\n',
    'def f(x: "Later") -> "Soon":\n    return x\n',
    'import gettext\ngettext.install("app")\nprint(_("x"), ngettext("a", "b", 2))\n',
  ];
  for (const [i, text] of texts.entries()) await lsp.open(uriOf(`f${i}.py`), text);
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(texts.map((_text, i) => shown(uriOf(`f${i}.py`)))).toEqual(texts.map(() => []));
}, 60_000);
