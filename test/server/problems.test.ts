// The rows of the view Problems through the real server: a failure and a squiggle with its fix, the numbers of the status, dismissed and cleared.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ListProblems } from '../../src/protocol';
import { at, LspClient } from './client';

const PEOPLE = 'ages = {"tom": 3}\nprint(ages["tmo"])\n';
const HELLO = 'greeting = "hello"\nprint(greting)\n';
let folder = '';
let client: LspClient;
const file = (name: string): string => pathToFileURL(path.join(folder, name)).href;

beforeAll(async () => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-problems-')));
  fs.writeFileSync(path.join(folder, 'people.py'), PEOPLE);
  fs.writeFileSync(path.join(folder, 'hello.py'), HELLO);
  client = await LspClient.start([folder], { forwardsDiagnostics: true, othersCheckPython: true, trusted: true });
});
afterAll(async () => {
  await client.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const list = (limit = 100): Promise<ListProblems.Answer> => client.connection.sendRequest('selfHeal/problems', { limit });

async function runFails(id: number): Promise<void> {
  const command = 'python people.py';
  await client.connection.sendNotification('selfHeal/terminal/started', { id, line: command, cwd: folder });
  await client.connection.sendNotification('selfHeal/terminal/output', {
    id,
    chunk: `Traceback (most recent call last):\n  File "${path.join(folder, 'people.py')}", line 2, in <module>\n    print(ages["tmo"])\n          ~~~~^^^^^^^\nKeyError: 'tmo'\n`,
  });
  await client.connection.sendNotification('selfHeal/terminal/ended', { id, exitCode: 1 });
}

/** The list once it says so, and the status once it says the same. */
async function settled(what: string, is: (answer: ListProblems.Answer) => boolean): Promise<ListProblems.Answer> {
  let answer = await list();
  await client.until(
    what,
    () => {
      void list().then((now) => (answer = now));
      const { status } = client;
      return is(answer) && status?.fixes === answer.fixes && status.failures === answer.failures;
    },
    30_000,
  );
  return answer;
}

it('lists a failure of a file that is not open, how often it was seen and by whom', { timeout: 60_000 }, async () => {
  await runFails(1);
  await settled('the failure', ({ problems }) => problems.length === 1);
  await runFails(2);
  const { problems, ...numbers } = await settled('seen twice', (answer) => answer.problems[0]?.times === 2);
  expect(numbers).toEqual({ fixes: 0, failures: 1 });
  expect(problems).toMatchObject([
    { uri: file('people.py'), failure: true, looked: false, message: "KeyError: 'tmo'", seenBy: ['the command python people.py'] },
  ]);
});

it('lists squiggles that have a fix, newest first, with the numbers of the status', { timeout: 60_000 }, async () => {
  await client.open(file('hello.py'), HELLO);
  const squiggle = at(HELLO, 'greting', '"greting" is not defined', 'Pyright', 'reportUndefinedVariable');
  await client.connection.sendNotification('selfHeal/diagnostics', { uri: file('hello.py'), version: 1, diagnostics: [squiggle] });
  const { problems, ...numbers } = await settled('the fix', ({ fixes }) => fixes === 1);
  expect(numbers).toEqual({ fixes: 1, failures: 1 });
  expect(problems.map(({ uri }) => uri)).toEqual([file('hello.py'), file('people.py')]);
  expect(problems[0]).toMatchObject({ failure: false, seenBy: ['Pyright'], times: 1, looked: true });
  expect(problems[0]?.fix?.title).toContain('greeting');
  expect(problems[0]?.fix?.evidence).not.toBe('');
  expect((await list(1)).problems).toHaveLength(1);
  expect(await list(1)).toMatchObject(numbers);
});

it('a failure in a file that is opened gets its fix', { timeout: 60_000 }, async () => {
  await client.open(file('people.py'), PEOPLE);
  const { problems, ...numbers } = await settled('its fix', ({ fixes }) => fixes === 2);
  expect(numbers).toEqual({ fixes: 2, failures: 1 });
  expect(problems.find(({ failure }) => failure)?.fix?.title).toContain('tom');
});

it('a failure is dismissed, a squiggle is not', { timeout: 60_000 }, async () => {
  const { problems } = await list();
  for (const { id, failure } of problems)
    expect(await client.connection.sendRequest('selfHeal/dismissFailure', { id })).toEqual({ dismissed: failure });
  const left = await settled('one is left', ({ failures }) => failures === 0);
  expect(left.problems.map(({ uri }) => uri)).toEqual([file('hello.py')]);
  expect(await client.connection.sendRequest('selfHeal/clearFailures', {})).toEqual({ cleared: 0 });
});
