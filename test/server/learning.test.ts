// What a person teaches, through the real server: a fix that was accepted, or made by hand, is offered for the same error in like code.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { applied, at, LspClient } from './client';

let folder = '';
let client: LspClient | undefined;

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-learning-')));
});
afterEach(async () => {
  await client?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;

async function start(handMade?: string): Promise<LspClient> {
  client = await LspClient.start([folder], { forwardsDiagnostics: true, othersCheckPython: true });
  if (handMade) await client.connection.sendNotification('selfHeal/settings', { handMade });
  return client;
}

/** The file as an editor shows it, with what a checker says of it. */
async function show(lsp: LspClient, name: string, text: string, diagnostics: readonly Diagnostic[], isOpen = false): Promise<void> {
  fs.writeFileSync(path.join(folder, name), text);
  if (isOpen) await lsp.change(uriOf(name), text);
  else await lsp.open(uriOf(name), text);
  await lsp.connection.sendNotification('selfHeal/diagnostics', { uri: uriOf(name), version: lsp.version(uriOf(name)), diagnostics });
}

const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));
const optional = (text: string, what: string): Diagnostic =>
  at(text, what, `Object of type "None" is not subscriptable`, 'Pyright', 'reportOptionalSubscript');

const BILLING = 'def total(order):\n    row = find(order)\n    return row["sum"]\n';
const MENDED = 'def total(order):\n    row = find(order)\n    if row is None:\n        raise LookupError(order)\n    return row["sum"]\n';
const STOCK = 'import find\n\n\ndef left(item):\n    entry = find(item)\n    return entry["count"]\n';

/** Mends BILLING by hand, as slowly as a person does. */
async function mendByHand(lsp: LspClient): Promise<void> {
  await show(lsp, 'billing.py', BILLING, [optional(BILLING, 'row["sum"]')]);
  await pause(3_500);
  await show(lsp, 'billing.py', MENDED, [], true);
}

it('a fix made by hand is offered to be kept, and kept it is offered for the same error elsewhere', async () => {
  const lsp = await start();
  await mendByHand(lsp);
  await lsp.until('the offer to keep it', () => lsp.status?.handMade !== undefined, 10_000);
  expect(lsp.status?.handMade).toEqual({ title: 'Your own fix', file: 'billing.py' });
  expect(await lsp.connection.sendRequest('selfHeal/recordHandMade', {})).toEqual({ title: 'Your own fix', file: 'billing.py' });
  await lsp.until('nothing more to keep', () => lsp.status?.handMade === undefined);
  await show(lsp, 'stock.py', STOCK, [optional(STOCK, 'entry["count"]')]);
  const fixes = await lsp.fixes(uriOf('stock.py'), [optional(STOCK, 'entry["count"]')]);
  const texts = fixes.map((fix) => applied(STOCK, fix, uriOf('stock.py')));
  expect(texts).toContain(
    'import find\n\n\ndef left(item):\n    entry = find(item)\n    if entry is None:\n        raise LookupError(item)\n    return entry["count"]\n',
  );
}, 60_000);

it('with the setting it is kept without a question; a second request finds nothing', async () => {
  const lsp = await start('record');
  await mendByHand(lsp);
  await lsp.until('a pair', () => lsp.status?.pairs === 1, 10_000);
  expect(await lsp.connection.sendRequest('selfHeal/recordHandMade', {})).toMatchObject({ reason: 'nothing-to-record' });
}, 60_000);

it('switched off, nothing is looked at', async () => {
  const lsp = await start('off');
  await mendByHand(lsp);
  await pause(2_500);
  expect(lsp.status?.handMade).toBeUndefined();
}, 60_000);

it('what is typed and mended at once, undone, or mended by us is no fix made by hand', async () => {
  const lsp = await start();
  // No problem stood long enough.
  await show(lsp, 'a.py', BILLING, [optional(BILLING, 'row["sum"]')]);
  await pause(1_000);
  await show(lsp, 'a.py', MENDED, [], true);
  await pause(2_000);
  expect(lsp.status?.handMade).toBeUndefined();
  // An undo: the text was so before.
  await show(lsp, 'b.py', MENDED, []);
  await pause(1_500);
  await show(lsp, 'b.py', BILLING, [optional(BILLING, 'row["sum"]')], true);
  await pause(3_500);
  await show(lsp, 'b.py', MENDED, [], true);
  await pause(2_000);
  expect(lsp.status?.handMade).toBeUndefined();
}, 60_000);

it('a command that failed and ends well after an edit: the edit was the fix', async () => {
  const lsp = await start();
  const file = path.join(folder, 'app.py');
  const broken = 'def total(order):\n    row = None\n    return row["sum"]\n\n\nprint(total(1))\n';
  const mended = broken.replace('row = None', 'row = {"sum": order}');
  await show(lsp, 'app.py', broken, []);
  const traceback = `Traceback (most recent call last):\n  File "${file}", line 6, in <module>\n    print(total(1))\n  File "${file}", line 3, in total\n    return row["sum"]\nTypeError: 'NoneType' object is not subscriptable\n`;
  const run = async (id: number, output: string, exitCode: number): Promise<void> => {
    await lsp.connection.sendNotification('selfHeal/terminal/started', { id, line: 'python3 app.py', cwd: folder });
    await lsp.connection.sendNotification('selfHeal/terminal/output', { id, chunk: output });
    await lsp.connection.sendNotification('selfHeal/terminal/ended', { id, exitCode });
  };
  await run(1, traceback, 1);
  await lsp.until('the failure', () => (lsp.published.get(uriOf('app.py')) ?? []).length > 0);
  await show(lsp, 'app.py', mended, [], true);
  await run(2, '1\n', 0);
  await lsp.until('the offer', () => lsp.status?.handMade !== undefined);
  expect(lsp.status?.handMade?.file).toBe('app.py');
}, 60_000);

const deprecated = (text: string): Diagnostic =>
  at(text, 'warn', 'The method "warn" in class "Logger" is deprecated', 'Pyright', 'reportDeprecated');

it('three fixes of one kind make a rule: the fourth, in other code, is healed by Heal This File, offline', async () => {
  const lsp = await start('record');
  const taught = [
    'import log\n\nlog.warn("disk is full")\n',
    'import log\n\n\ndef f(self, name):\n    self.log.warn("no %s", name)\n',
    'from app import log\n\nmessage = 1\nlog.warn(message)\n',
  ];
  for (const [i, text] of taught.entries()) {
    await show(lsp, `taught${i}.py`, text, [deprecated(text)]);
    await pause(3_500);
    await show(lsp, `taught${i}.py`, text.replace('.warn(', '.warning('), [], true);
    await lsp.until(`pair ${i + 1}`, () => lsp.status?.pairs === i + 1);
  }
  const fourth = 'import app\n\n\ndef g(count, *, strict):\n    if strict:\n        app.log.warn(f"{count} left", count)\n';
  await show(lsp, 'fourth.py', fourth, [deprecated(fourth)]);
  const plan: { edit?: { edits: readonly unknown[] }; after?: string; healed?: readonly { title: string; explanation: string }[] } =
    await lsp.connection.sendRequest('selfHeal/healFile', { uri: uriOf('fourth.py') });
  expect(plan.after).toBe(fourth.replace('.warn(', '.warning('));
}, 120_000);

it('a fix that was taken back is not offered again for the same text, and another session knows it', async () => {
  const lsp = await start();
  const text = 'def total(prices):\n    return sum(prics)\n';
  const wrong = at(text, 'prics', '"prics" is not defined', 'Pyright', 'reportUndefinedVariable');
  await show(lsp, 'shop.py', text, [wrong]);
  const [fix] = await lsp.fixes(uriOf('shop.py'), [wrong]);
  expect(fix?.title).toContain('prices');
  await show(lsp, 'shop.py', applied(text, fix!, uriOf('shop.py')), [], true);
  await lsp.connection.sendRequest('workspace/executeCommand', {
    command: fix?.command?.command ?? '',
    arguments: fix?.command?.arguments,
  });
  await lsp.until('the pair', () => lsp.status?.pairs === 1);
  const back: { edit?: { edits: readonly unknown[] } } = await lsp.connection.sendRequest('selfHeal/undoLast', {});
  expect(back.edit?.edits).toHaveLength(1);
  await show(lsp, 'shop.py', text, [wrong], true);
  const again = async (client: LspClient): Promise<readonly string[]> =>
    (await client.fixes(uriOf('shop.py'), [wrong], { patient: 3_000 })).map((one) => applied(text, one, uriOf('shop.py')));
  await pause(500);
  expect(await again(lsp)).not.toContain(text.replace('prics', 'prices'));
  await lsp.stop();
  const next = await start();
  await show(next, 'shop.py', text, [wrong]);
  expect(await again(next)).not.toContain(text.replace('prics', 'prices'));
}, 60_000);

it('a teammate’s fix that came with a pull is offered, and one’s own goes into the team’s file', async () => {
  const own = 'import find\n\n\ndef left(item):\n    entry = find(item)\n    return entry["count"]\n';
  // The teammate's machine: a folder that shares its pairs.
  const lsp = await start('record');
  await lsp.connection.sendNotification('selfHeal/settings', { handMade: 'record', defaults: { team: true } });
  await mendByHand(lsp);
  await lsp.until('the pair', () => lsp.status?.pairs === 1);
  const shared = path.join(folder, '.self-heal', 'pairs.jsonl');
  expect(fs.readFileSync(shared, 'utf8').trim().split('\n')).toHaveLength(1);
  await lsp.stop();
  const line = fs.readFileSync(shared);
  fs.rmSync(path.join(folder, '.self-heal'), { recursive: true });
  // One's own: nothing was ever accepted here.
  const next = await start();
  await next.connection.sendNotification('selfHeal/settings', { defaults: { team: true } });
  const wrong = optional(own, 'entry["count"]');
  await show(next, 'stock.py', own, [wrong]);
  await pause(1_500);
  const texts = async (): Promise<readonly string[]> =>
    (await next.fixes(uriOf('stock.py'), [wrong], { patient: 2_000 })).map((fix) => applied(own, fix, uriOf('stock.py')));
  const mended = own.replace('    return entry', '    if entry is None:\n        raise LookupError(item)\n    return entry');
  expect(await texts()).not.toContain(mended);
  fs.mkdirSync(path.dirname(shared), { recursive: true });
  fs.writeFileSync(shared, line);
  // Any look at the problem reads the changed file.
  await next.connection.sendNotification('selfHeal/diagnostics', { uri: uriOf('stock.py'), version: 1, diagnostics: [wrong] });
  await pause(2_000);
  expect(await texts()).toContain(mended);
  await next.stop();
  // In a folder that nobody trusts, what somebody else's file says is not even read.
  const strange = await LspClient.start([folder], { forwardsDiagnostics: true, othersCheckPython: true, trusted: false });
  client = strange;
  await strange.connection.sendNotification('selfHeal/settings', { defaults: { team: true } });
  await show(strange, 'stock.py', own, [wrong]);
  await pause(1_500);
  const offered = await strange.fixes(uriOf('stock.py'), [wrong], { patient: 2_000 });
  expect(offered.map((fix) => applied(own, fix, uriOf('stock.py')))).not.toContain(mended);
}, 90_000);

it('a plan that is undone as a whole and made again is what it was', async () => {
  const lsp = await start();
  const text = 'def total(prices):\n    return sum(prics)\n';
  const mended = text.replace('prics', 'prices');
  const wrong = at(text, 'prics', '"prics" is not defined', 'Pyright', 'reportUndefinedVariable');
  await show(lsp, 'shop.py', text, [wrong]);
  const heal = (): Promise<{ after?: string }> => lsp.connection.sendRequest('selfHeal/healFile', { uri: uriOf('shop.py') });
  for (let times = 0; times < 6; times++) {
    expect((await heal()).after).toBe(mended);
    await show(lsp, 'shop.py', mended, [], true);
    await lsp.connection.sendRequest('selfHeal/planApplied', { uri: uriOf('shop.py') });
    await show(lsp, 'shop.py', text, [wrong], true);
    await pause(300);
  }
  expect((await heal()).after).toBe(mended);
}, 60_000);
