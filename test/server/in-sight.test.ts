// Hundreds of problems in one file: fixes are ready where a person looks, wherever that is. Against the real, built server.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { applied, at, LspClient } from './client';

const MANY = 500;
const names = Array.from({ length: MANY }, (_, i) => `total_${i}_${(i * 7919) % 9973}`);
const misspelt = (name: string): string => name.replace('total', 'totl');
const TEXT = `${names.map((name) => `${name} = 1`).join('\n')}\n${names.map((name) => `print(${misspelt(name)} + 1)`).join('\n')}\n`;
const problems: readonly Diagnostic[] = names.map((name) =>
  at(TEXT, misspelt(name), `"${misspelt(name)}" is not defined`, 'Pyright', 'reportUndefinedVariable'),
);
const lineOf = (i: number): number => MANY + i;

let folder: string;
let client: LspClient;
let uri: string;

beforeEach(async () => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-in-sight-')));
  uri = pathToFileURL(path.join(folder, 'many.py')).href;
  client = await LspClient.start([folder], { forwardsDiagnostics: true });
  await client.open(uri, TEXT);
});
afterEach(async () => {
  await client.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Whether a fix is ready; asked so that nobody looks there by asking. */
async function isReady(i: number): Promise<boolean> {
  const offers: readonly unknown[] = await client.connection.sendRequest('selfHeal/offersAt', { uri, line: lineOf(i) });
  return offers.length > 0;
}
async function untilReady(i: number): Promise<void> {
  for (const end = Date.now() + 30_000; !(await isReady(i)); await new Promise((resolve) => setTimeout(resolve, 20)))
    if (Date.now() > end) throw new Error(`no fix for problem ${i}`);
}

test('what is in sight is ready first, and what comes into sight later follows; the rest is left alone', async () => {
  await client.connection.sendNotification('selfHeal/inSight', { uri, first: lineOf(400), last: lineOf(420) });
  await client.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics: problems });
  await untilReady(400);
  expect(await isReady(0)).toBe(false);
  await untilReady(430);
  await client.connection.sendNotification('selfHeal/inSight', { uri, first: lineOf(200), last: lineOf(220) });
  await untilReady(210);
  await untilReady(225);
  expect([await isReady(0), await isReady(300)]).toEqual([false, false]);
  // From memory still.
  expect(await isReady(410)).toBe(true);
}, 60_000);

test('a menu that is asked for where nothing is ready has its fix soon, and what was ready stays', async () => {
  await client.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics: problems });
  await untilReady(0);
  await untilReady(59);
  const problem = problems[333];
  expect(problem && (await isReady(333))).toBe(false);
  const [fix] = problem ? await client.fixes(uri, [problem], { patient: 30_000 }) : [];
  expect(fix && applied(TEXT, fix, uri).split('\n')[lineOf(333)]).toBe(`print(${names[333]} + 1)`);
  expect(await isReady(0)).toBe(true);
}, 60_000);

test('an editor that asks for the menu of its caret, far from what is in sight, takes nothing away from what is in sight', async () => {
  await client.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics: problems });
  await untilReady(59);
  await client.connection.sendNotification('selfHeal/inSight', { uri, first: lineOf(400), last: lineOf(420) });
  const [first] = problems;
  expect(first && (await client.fixes(uri, [first]))).not.toEqual([]);
  await untilReady(410);
}, 60_000);

test('what a client says of its sight is read as data', async () => {
  for (const wrong of [null, {}, { uri }, { uri, first: 'x', last: {} }, { uri, first: 1e99, last: -5 }, { uri: 17, first: 1, last: 2 }])
    await client.connection.sendNotification('selfHeal/inSight', wrong);
  await client.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics: problems });
  const [problem] = problems;
  expect(problem && (await client.fixes(uri, [problem], { patient: 30_000 }))).not.toEqual([]);
}, 60_000);
