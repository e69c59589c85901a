// A log file named in the settings, through the real server: what is written to it gets a squiggle and a fix, and goes as a failed command's does.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LspClient } from './client';

const TEXT = 'ages = {"tom": 3}\nprint(ages["tmo"])\n';
let folder = '';
let uri = '';
let log = '';
let client: LspClient | undefined;

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-log-files-')));
  fs.writeFileSync(path.join(folder, 'app.py'), TEXT);
  uri = pathToFileURL(path.join(folder, 'app.py')).href;
  log = path.join(folder, 'app.log');
  fs.writeFileSync(log, '');
});
afterEach(async () => {
  await client?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const traceback = (): string =>
  `2026-01-01 ERROR request failed\nTraceback (most recent call last):\n  File "${path.join(folder, 'app.py')}", line 2, in <module>\n    print(ages["tmo"])\n          ~~~~^^^^^^^\nKeyError: 'tmo'\n`;
const shown = (): readonly unknown[] => client?.published.get(uri) ?? [];

async function start(trusted: boolean): Promise<LspClient> {
  client = await LspClient.start([folder], { forwardsDiagnostics: true, othersCheckPython: true, trusted });
  await client.connection.sendNotification('selfHeal/settings', { defaults: { logs: ['*.log'] } });
  await client.open(uri, TEXT);
  // It is found and read up to its present end.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  return client;
}

it('a traceback in a log: a squiggle, its fix, one however often it is written; gone with an edit, or dismissed', async () => {
  const lsp = await start(true);
  fs.appendFileSync(log, traceback());
  await lsp.until('the squiggle', () => shown().length > 0, 20_000);
  expect(shown()).toMatchObject([{ source: 'Self-Heal', code: 'KeyError', range: { start: { line: 1 } } }]);
  const fixes = await lsp.fixes(uri, lsp.published.get(uri) ?? []);
  expect(fixes.map(({ title }) => title).join()).toContain("Change the key to 'tom'");
  fs.appendFileSync(log, traceback());
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  expect(shown()).toHaveLength(1);
  await lsp.insert(uri, { line: 1, character: 0 }, ' ');
  await lsp.until('no squiggle', () => shown().length === 0, 10_000);
  fs.appendFileSync(log, traceback());
  await lsp.until('the squiggle again', () => shown().length > 0, 20_000);
  expect(await lsp.connection.sendRequest('selfHeal/clearFailures', {})).toEqual({ cleared: 1 });
  await lsp.until('no squiggle', () => shown().length === 0, 10_000);
}, 90_000);

it('nothing is read for a workspace that is not trusted', async () => {
  await start(false);
  fs.appendFileSync(log, traceback());
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(shown()).toEqual([]);
}, 60_000);
