// The security scan through the real server, off until it is asked for, and through the real CLI.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { applied, LspClient, REPO } from './client';

const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
let folder = '';
let client: LspClient | undefined;

beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-security-')));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const DANGEROUS = `import sqlite3\n\n\ndef find(cursor, name):\n    cursor.execute(f"SELECT * FROM users WHERE name = '{name}'")\n`;
const SAFE = `import sqlite3\n\n\ndef find(cursor, name):\n    cursor.execute("SELECT * FROM users WHERE name = ?", (name,))\n`;

it('a hint with a fix once the setting is on, moved by edits above it, and gone with the fix and with the setting', async () => {
  // Nothing else looks at the file.
  const lsp = (client = await LspClient.start([folder], { forwardsDiagnostics: true, othersCheckPython: true }));
  const uri = pathToFileURL(path.join(folder, 'a.py')).href;
  const shown = (): readonly object[] => lsp.published.get(uri) ?? [];
  await lsp.open(uri, DANGEROUS);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(shown()).toEqual([]);

  await lsp.connection.sendNotification('selfHeal/settings', { security: true });
  await lsp.until('the hint', () => shown().length > 0, 20_000);
  const diagnostics = lsp.published.get(uri) ?? [];
  expect(diagnostics).toMatchObject([
    { severity: 4, source: 'Self-Heal', code: 'security/sql-injection', range: { start: { line: 4, character: 19 } } },
  ]);
  const [fix] = await lsp.fixes(uri, diagnostics);
  expect(fix?.title).toBe('Use a parameterised query (Self-Heal: parses)');
  expect(fix?.isPreferred).toBe(false);
  expect(fix && applied(DANGEROUS, fix, uri)).toBe(SAFE);
  const hover: { contents: { value: string } } | null = await lsp.connection.sendRequest('textDocument/hover', {
    textDocument: { uri },
    position: { line: 4, character: 30 },
  });
  expect(hover?.contents.value).toContain('**Fix:**');

  await lsp.insert(uri, { line: 2, character: 0 }, '# a comment\n');
  await lsp.until('the hint a line below', () => JSON.stringify(shown()).includes('"line":5'), 20_000);
  await lsp.change(uri, SAFE);
  await lsp.until('no hint', () => shown().length === 0, 20_000);
  await lsp.change(uri, DANGEROUS);
  await lsp.until('the hint again', () => shown().length > 0, 20_000);
  await lsp.connection.sendNotification('selfHeal/settings', { security: false });
  await lsp.until('silence', () => shown().length === 0, 20_000);
}, 120_000);

it('the CLI prints what it found, with a diff, and says so by its exit code', () => {
  const cli = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [CLI, 'scan', ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  fs.writeFileSync(path.join(folder, 'bad.py'), DANGEROUS);
  fs.writeFileSync(path.join(folder, 'good.py'), SAFE);
  fs.writeFileSync(
    path.join(folder, 'bad.ts'),
    "import { exec } from 'child_process';\nexport const show = (x: string) => exec(`git show ${x}`);\n",
  );

  const bad = cli('bad.py');
  expect(bad.status).toBe(1);
  expect(bad.stdout).toContain('bad.py:5:20:');
  expect(bad.stdout).toContain('(security/sql-injection)');
  expect(bad.stdout).toContain('+    cursor.execute("SELECT * FROM users WHERE name = ?", (name,))');
  expect(fs.readFileSync(path.join(folder, 'bad.py'), 'utf8')).toBe(DANGEROUS);
  const good = cli('good.py');
  expect([good.status, good.stdout]).toEqual([0, '']);
  const json = cli('--json', 'bad.py', 'good.py', 'bad.ts');
  expect(json.status).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    files: [
      { file: 'bad.py', found: [{ code: 'security/sql-injection', line: 5, column: 20, fix: { title: 'Use a parameterised query' } }] },
      { file: 'good.py', found: [] },
      { file: 'bad.ts', found: [{ code: 'security/shell-injection', line: 2 }] },
    ],
  });
  expect(cli('missing.py').status).toBe(2);
  expect(cli().status).toBe(2);
}, 60_000);
