// What is large or missing and nobody's fault: many roots, no place to keep things, files that may not be written. Against the real, built server.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { applied, at, LspClient } from './client';

let folder: string;
let client: LspClient | undefined;

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-bad-input-')));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  fs.rmSync(folder, { recursive: true, force: true });
});

const TYPO = 'total = 1\nprint(totl)\n';
const typo: Diagnostic = at(TYPO, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable');
const uriOf = (...parts: string[]): string => pathToFileURL(path.join(folder, ...parts)).href;

async function healed(running: LspClient, uri: string): Promise<string> {
  await running.open(uri, TYPO);
  await running.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics: [typo] });
  const [fix] = await running.fixes(uri, [typo]);
  return fix ? applied(TYPO, fix, uri) : '';
}

describe('fifty roots', () => {
  const ROOTS = Array.from({ length: 50 }, (_, i) => `root${i}`);

  test('the first, the last and those between are healed in, and one goes without taking another along', async () => {
    for (const name of ROOTS) {
      fs.mkdirSync(path.join(folder, name));
      fs.writeFileSync(path.join(folder, name, 'app.py'), TYPO);
    }
    const began = performance.now();
    client = await LspClient.start(
      ROOTS.map((name) => path.join(folder, name)),
      { forwardsDiagnostics: true },
    );
    expect(performance.now() - began).toBeLessThan(10_000);
    for (const name of ['root0', 'root17', 'root33', 'root49'])
      expect(await healed(client, uriOf(name, 'app.py')), name).toBe('total = 1\nprint(total)\n');
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: ROOTS.slice(1).map((name) => ({ uri: uriOf(name), name })) },
    });
    fs.writeFileSync(path.join(folder, 'root0', 'other.py'), TYPO);
    expect(await healed(client, uriOf('root0', 'other.py'))).toBe('total = 1\nprint(total)\n');
  }, 120_000);
});

describe('no place to keep things', () => {
  const PLACES: readonly (readonly [what: string, globalFolder: () => string | undefined])[] = [
    ['none is named', () => undefined],
    ['it is no absolute path', () => 'somewhere'],
    ['it lies below a file', () => path.join(folder, 'file', 'below')],
    ['it is a file', () => path.join(folder, 'file')],
  ];

  test.each(PLACES)('of the editor’s: %s', async (_what, globalFolder) => {
    fs.writeFileSync(path.join(folder, 'file'), '');
    fs.writeFileSync(path.join(folder, 'app.py'), TYPO);
    const place = globalFolder();
    client = await LspClient.start([folder], { forwardsDiagnostics: true, ...(place === undefined ? {} : { globalFolder: place }) });
    await client.connection.sendNotification('selfHeal/settings', { everywhere: true });
    expect(await healed(client, uriOf('app.py'))).toBe('total = 1\nprint(total)\n');
    expect(fs.readFileSync(path.join(folder, 'file'), 'utf8')).toBe('');
  });

  test('of the folder’s own: .self-heal is a file', async () => {
    fs.writeFileSync(path.join(folder, '.self-heal'), 'mine\n');
    fs.writeFileSync(path.join(folder, 'app.py'), TYPO);
    client = await LspClient.start([folder], { forwardsDiagnostics: true });
    expect(await healed(client, uriOf('app.py'))).toBe('total = 1\nprint(total)\n');
    expect(fs.readFileSync(path.join(folder, '.self-heal'), 'utf8')).toBe('mine\n');
  });

  test('no folder is open at all', async () => {
    client = await LspClient.start([], { forwardsDiagnostics: true });
    fs.writeFileSync(path.join(folder, 'app.py'), TYPO);
    expect(await healed(client, uriOf('app.py'))).toBe('total = 1\nprint(total)\n');
  });
});
