// What a person asks of the recorded pairs, through the real server: files out and in, an end to them, a fix of one's own; and the store for all workspaces.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { openPairStore } from '../../src/engine/learn/store/pair-store';
import { redactedPair } from '../unit/pair-samples';
import { applied, at, LspClient } from './client';

let scratch = '';
let client: LspClient | undefined;

beforeEach(() => {
  scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-asked-')));
  for (const name of ['shop', 'bank', 'global']) fs.mkdirSync(path.join(scratch, name));
});
afterEach(async () => {
  await client?.stop();
  fs.rmSync(scratch, { recursive: true, force: true });
});

const uriOf = (name: string): string => pathToFileURL(path.join(scratch, name)).href;

async function start(folder = 'shop', settings: object = {}): Promise<LspClient> {
  const lsp = await LspClient.start([path.join(scratch, folder)], {
    forwardsDiagnostics: true,
    othersCheckPython: true,
    globalFolder: path.join(scratch, 'global'),
  });
  client = lsp;
  await lsp.connection.sendNotification('selfHeal/settings', settings);
  return lsp;
}

function ask(method: string, params: object): Promise<Record<string, unknown>> {
  if (!client) throw new Error('no client');
  return client.connection.sendRequest(`selfHeal/${method}`, params);
}

/** Six pairs: five in Python, of which two are the same but for their spaces, and one in TypeScript. */
async function filled(): Promise<void> {
  const opened = openPairStore({ folder: path.join(scratch, 'shop') });
  if (!opened.ok) throw new Error(opened.message);
  for (let n = 0; n < 3; n++) opened.value.insert(await redactedPair(n));
  opened.value.insert(await redactedPair(3, { message: 'same', before: 'a = b\n', proposed: 'a = c\n', errorType: 'KeyError' }));
  opened.value.insert(await redactedPair(4, { message: 'same', before: 'a  = b\n', proposed: 'a = c\n', errorType: 'KeyError' }));
  opened.value.insert(await redactedPair(5, { language: 'typescript', errorType: 'TS2304' }));
  opened.value.close();
}

it('says what there is to choose from, the format most trainers take first', async () => {
  await filled();
  await start();
  const choices = await ask('pairChoices', { folder: uriOf('shop') });
  expect(choices).toMatchObject({
    total: 6,
    kept: 6,
    languages: { python: 5, typescript: 1 },
    errorTypes: { NameError: 3, KeyError: 2, TS2304: 1 },
    everywhere: null,
    readable: { 'JSON Lines': ['jsonl'] },
  });
  const formats = choices['formats'] as { id: string; use: string; isFolder: boolean }[];
  expect(formats[0]).toMatchObject({ id: 'trl', isFolder: false });
  expect(formats.filter(({ isFolder }) => isFolder).map(({ id }) => id)).toEqual([
    'mlx',
    'axolotl',
    'llama-factory',
    'parquet-by-signature',
  ]);
  expect(formats.every(({ use }) => use.length > 10 && !use.endsWith('.'))).toBe(true);
});

it('exports in the chosen format what was chosen, and says what was left out and why', async () => {
  await filled();
  await start();
  const file = path.join(scratch, 'out.jsonl');
  const answer = await ask('exportPairs', { folder: uriOf('shop'), file, options: { format: 'trl', language: 'python' } });
  expect(answer).toMatchObject({ pairs: 4, files: [file], left: ['Left out: 1 that are there already.'] });
  expect(Object.keys(JSON.parse(fs.readFileSync(file, 'utf8').split('\n')[0] ?? '') as object)).toEqual(['prompt', 'completion']);
  const folder = path.join(scratch, 'mlx');
  expect(await ask('exportPairs', { folder: uriOf('shop'), file: folder, options: { format: 'mlx' } })).toMatchObject({ pairs: 5 });
  expect(fs.readdirSync(folder)).toContain('train.jsonl');
});

it('imports what was exported, once, and clears all of it', async () => {
  await filled();
  await start();
  const file = path.join(scratch, 'out.jsonl');
  await ask('exportPairs', { folder: uriOf('shop'), file });
  fs.appendFileSync(file, 'half a li');
  expect(await ask('importPairs', { folder: uriOf('shop'), file })).toMatchObject({ imported: 0, known: 6, refused: 1 });
  expect(await ask('clearPairs', { folder: uriOf('shop'), everywhere: false })).toEqual({ removed: 6, removedEverywhere: 0 });
  const back = await ask('importPairs', { folder: uriOf('shop'), file });
  expect(back).toMatchObject({ imported: 6, known: 0, refused: 1 });
  expect(back['firstRefusal']).toMatch(/^line 7: /);
  expect(await ask('pairChoices', { folder: uriOf('shop') })).toMatchObject({ total: 6 });
  expect(await ask('importPairs', { folder: uriOf('shop'), file: path.join(scratch, 'none.jsonl') })).toMatchObject({
    reason: 'read-failed',
  });
});

const BILLING = 'def total(order):\n    row = find(order)\n    return row["sum"]\n';
const MENDED = 'def total(order):\n    row = find(order)\n    if row is None:\n        raise LookupError(order)\n    return row["sum"]\n';
const STOCK = 'import find\n\n\ndef left(item):\n    entry = find(item)\n    return entry["count"]\n';
const STOCK_MENDED = STOCK.replace('    return entry', '    if entry is None:\n        raise LookupError(item)\n    return entry');
const ERROR = "TypeError: 'NoneType' object is not subscriptable";

const optional = (text: string, what: string): Diagnostic =>
  at(text, what, `'NoneType' object is not subscriptable`, 'python', 'TypeError');

async function show(lsp: LspClient, name: string, text: string, diagnostics: readonly Diagnostic[]): Promise<void> {
  fs.writeFileSync(path.join(scratch, name), text);
  await lsp.open(uriOf(name), text);
  await lsp.connection.sendNotification('selfHeal/diagnostics', { uri: uriOf(name), version: lsp.version(uriOf(name)), diagnostics });
}

async function offered(lsp: LspClient, name: string, patient?: number): Promise<readonly string[]> {
  await show(lsp, name, STOCK, [optional(STOCK, 'entry["count"]')]);
  const fixes = await lsp.fixes(uriOf(name), [optional(STOCK, 'entry["count"]')], patient === undefined ? {} : { patient });
  return fixes.map((fix) => applied(STOCK, fix, uriOf(name)));
}

it('keeps a fix that is told by two texts and the error, and offers it for the same error elsewhere', async () => {
  const lsp = await start();
  await show(lsp, 'shop/billing.py', MENDED, []);
  expect(await ask('recordTold', { uri: uriOf('shop/billing.py'), before: BILLING, error: ERROR, line: 2 })).toEqual({
    title: 'Your own fix',
    file: 'billing.py',
  });
  expect(await offered(lsp, 'shop/stock.py')).toContain(STOCK_MENDED);
  // Nothing that is no fix.
  expect(await ask('recordTold', { uri: uriOf('shop/billing.py'), before: MENDED, error: ERROR })).toMatchObject({
    reason: 'nothing-to-record',
  });
  expect(await ask('recordTold', { uri: uriOf('shop/billing.py'), before: BILLING, error: '  ' })).toMatchObject({
    reason: 'nothing-to-record',
  });
  expect(await ask('recordTold', { uri: uriOf('shop/none.py'), before: BILLING, error: ERROR })).toMatchObject({ reason: 'not-open' });
}, 60_000);

it('tells which problems of the earlier text are gone', async () => {
  const lsp = await start();
  await show(lsp, 'shop/a.py', 'total = 1\nprint(total)\n', []);
  const answer = await ask('mendedProblems', { uri: uriOf('shop/a.py'), before: 'total = 1\nprint(totl)\n' });
  expect(answer).toEqual({ problems: [{ error: "NameError: name 'totl' is not defined", line: 1 }] });
}, 60_000);

it('with the setting, a fix of one workspace is offered in another, and both are cleared by choice', async () => {
  let lsp = await start('shop', { everywhere: true });
  await show(lsp, 'shop/billing.py', MENDED, []);
  await ask('recordTold', { uri: uriOf('shop/billing.py'), before: BILLING, error: ERROR, line: 2 });
  expect(await ask('pairChoices', { folder: uriOf('shop') })).toMatchObject({ total: 1, everywhere: 1 });
  await lsp.stop();

  lsp = await start('bank', { everywhere: true });
  expect(await offered(lsp, 'bank/stock.py')).toContain(STOCK_MENDED);
  await lsp.stop();

  // Not without the setting.
  lsp = await start('bank');
  expect(await offered(lsp, 'bank/stock.py', 2_000)).not.toContain(STOCK_MENDED);
  await lsp.stop();

  lsp = await start('bank', { everywhere: true });
  expect(await ask('clearPairs', { folder: uriOf('bank'), everywhere: true })).toEqual({ removed: 0, removedEverywhere: 1 });
  expect(await offered(lsp, 'bank/stock.py', 2_000)).not.toContain(STOCK_MENDED);
}, 90_000);

it('a pair that healed again counts as used', async () => {
  const lsp = await start();
  await show(lsp, 'shop/billing.py', MENDED, []);
  await ask('recordTold', { uri: uriOf('shop/billing.py'), before: BILLING, error: ERROR, line: 2 });
  await show(lsp, 'shop/stock.py', STOCK, [optional(STOCK, 'entry["count"]')]);
  const fixes = await lsp.fixes(uriOf('shop/stock.py'), [optional(STOCK, 'entry["count"]')]);
  const fix = fixes.find((one) => applied(STOCK, one, uriOf('shop/stock.py')) === STOCK_MENDED);
  await lsp.change(uriOf('shop/stock.py'), STOCK_MENDED);
  await lsp.connection.sendRequest('workspace/executeCommand', {
    command: fix?.command?.command ?? '',
    arguments: fix?.command?.arguments,
  });
  await lsp.until('the second pair', () => lsp.status?.pairs === 2);
  await lsp.stop();
  client = undefined;
  const opened = openPairStore({ folder: path.join(scratch, 'shop') });
  if (!opened.ok) throw new Error(opened.message);
  const report = opened.value.report();
  expect(report.ok && report.value.pairs.uses).toBe(1);
  // The one that was of use stays, though it is the older one.
  opened.value.prune(1);
  const kept = opened.value.page();
  opened.value.close();
  expect(kept.ok && kept.value.pairs.map(({ file }) => file)).toEqual(['billing.py']);
}, 60_000);

it('what is asked right after a fix was put in waits until the editor says that it was taken', async () => {
  const lsp = await start();
  await show(lsp, 'shop/billing.py', MENDED, []);
  await ask('recordTold', { uri: uriOf('shop/billing.py'), before: BILLING, error: ERROR, line: 2 });
  await show(lsp, 'shop/stock.py', STOCK, [optional(STOCK, 'entry["count"]')]);
  const fixes = await lsp.fixes(uriOf('shop/stock.py'), [optional(STOCK, 'entry["count"]')]);
  const fix = fixes.find((one) => applied(STOCK, one, uriOf('shop/stock.py')) === STOCK_MENDED);
  await lsp.change(uriOf('shop/stock.py'), STOCK_MENDED);
  const asked = ask('pairChoices', { folder: uriOf('shop') });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await lsp.connection.sendRequest('workspace/executeCommand', {
    command: fix?.command?.command ?? '',
    arguments: fix?.command?.arguments,
  });
  expect(await asked).toMatchObject({ total: 2 });
  // An edit that only looks like one holds nothing up for long.
  await lsp.change(uriOf('shop/stock.py'), STOCK);
  const began = performance.now();
  expect(await ask('pairChoices', { folder: uriOf('shop') })).toMatchObject({ total: 2 });
  expect(performance.now() - began).toBeLessThan(10_000);
}, 60_000);
