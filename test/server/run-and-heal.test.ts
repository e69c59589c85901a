// "Run and Heal" and the proof of a failure's fixes over LSP, with real programs in the real sandbox.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';
import type { HealFile, Refusal, RunAndHeal } from '../../src/protocol';
import { at, LspClient } from './client';

const { sandbox } = await findSandbox();

let folder: string;
let client: LspClient | undefined;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-run-')));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  fs.rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text: string): string => {
  fs.writeFileSync(path.join(folder, name), text);
  return text;
};
const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
const run = async (line: string, options = {}): Promise<RunAndHeal.Plan | Refusal> => {
  client = await LspClient.start([folder], options);
  return client.connection.sendRequest('selfHeal/runAndHeal', { command: { line, cwd: folder } });
};
const left = (): string[] => fs.readdirSync(folder).sort();

test('nothing is run in a folder that is not trusted', async () => {
  write('main.py', 'open("ran", "w")\n');
  expect(await run('python3 main.py', { trusted: false })).toMatchObject({ reason: 'untrusted' });
  expect(left()).toEqual(['main.py']);
});

// Without a sandbox that holds nothing is run unasked: there is nothing to test then.
describe.runIf(sandbox.holds)('in the sandbox', () => {
  test('three crashes in two files, one after the other, until it runs; nothing on the disk changes', async () => {
    const texts = {
      'main.py': 'from shapes import area\n\ntotal = area(2, 3)\nprint("total: " + totl)\n',
      'shapes.py': 'def area(width, height):\n    return math.floor(width * heigth)\n',
    };
    for (const [name, text] of Object.entries(texts)) write(name, text);
    const plan = await run('python3 main.py');
    if (!('files' in plan)) throw new Error(plan.message);
    const after = Object.fromEntries(plan.files.map((file) => [path.basename(file.edit.textDocument.uri), file.after]));
    expect(plan.why).toContain('It runs');
    expect(plan.runs).toBe(true);
    expect(after['shapes.py']).toBe('import math\n\n\ndef area(width, height):\n    return math.floor(width * height)\n');
    expect(after['main.py']).toMatch(/print\("total: " \+ str\(total\)\)/);
    for (const [name, text] of Object.entries(texts)) expect(fs.readFileSync(path.join(folder, name), 'utf8')).toBe(text);
    expect(left()).toEqual(['.self-heal', 'main.py', 'shapes.py']);
    const [name = ''] = fs.readdirSync(path.join(folder, '.self-heal/runs'));
    expect(JSON.parse(fs.readFileSync(path.join(folder, '.self-heal/runs', name), 'utf8'))).toMatchObject({
      command: 'python3 main.py',
      ended: 'runs',
      rounds: [{}, {}, {}],
    });
  });

  test('a crash that no fix mends leaves everything as it was and says why', async () => {
    write('main.py', 'def get(items, index):\n    return items[index]\n\nprint(get([1], 3))\n');
    expect(await run('python3 main.py')).toMatchObject({ files: [], runs: false, left: { line: 1 } });
  });

  test('a program that runs already, and one that is not run, are one sentence each', async () => {
    write('main.py', 'print(1)\n');
    expect(await run('python3 main.py')).toMatchObject({ files: [], runs: true, why: 'It runs without an error.' });
    await client?.stop();
    expect(await run('git push')).toMatchObject({ files: [], runs: false, why: expect.stringContaining('not run') as string });
  });

  test('the tests of a healed file are run before and after, and their word stands in the plan', async () => {
    const text = write('calc.py', 'def double(number):\n    return 2 * numbr\n');
    write(
      'test_calc.py',
      'import unittest\n\nfrom calc import double\n\n\nclass DoubleTest(unittest.TestCase):\n    def test_double(self):\n        self.assertEqual(double(4), 8)\n',
    );
    client = await LspClient.start([folder]);
    await client.open(uriOf('calc.py'), text);
    await client.fixes(uriOf('calc.py'), [at(text, 'numbr', '"numbr" is not defined', 'Pyright', 'reportUndefinedVariable')]);
    const plan: HealFile.Plan = await client.connection.sendRequest('selfHeal/healFile', { uri: uriOf('calc.py') });
    expect(plan.after).toBe('def double(number):\n    return 2 * number\n');
    expect(plan.tests).toMatchObject({ failed: false, sentence: expect.stringMatching(/^Tests: passed, by unittest/) as string });
    expect(left()).toEqual(['calc.py', 'test_calc.py']);
  });

  test("a folder's own test command is run, not another folder's", async () => {
    const text = write('calc.py', 'def double(number):\n    return 2 * numbr\n');
    write('check.py', 'from calc import double\n\nassert double(4) == 8\n');
    client = await LspClient.start([folder]);
    await client.connection.sendNotification('selfHeal/settings', {
      defaults: { testCommand: 'python3 missing.py' },
      folders: { [pathToFileURL(folder).href]: { testCommand: 'python3 check.py' } },
    });
    await client.open(uriOf('calc.py'), text);
    await client.fixes(uriOf('calc.py'), [at(text, 'numbr', '"numbr" is not defined', 'Pyright', 'reportUndefinedVariable')]);
    const plan: HealFile.Plan = await client.connection.sendRequest('selfHeal/healFile', { uri: uriOf('calc.py') });
    expect(plan.tests).toMatchObject({ failed: false, sentence: expect.stringContaining('python3 check.py') as string });
  });

  test('the fix of a failure in the terminal is proved by running the command again', async () => {
    const text = write('main.py', 'total = 1\nprint(totl)\n');
    client = await LspClient.start([folder]);
    await client.open(uriOf('main.py'), text);
    const output = `Traceback (most recent call last):\n  File "${path.join(folder, 'main.py')}", line 2, in <module>\n    print(totl)\n          ^^^^\nNameError: name 'totl' is not defined. Did you mean: 'total'?\n`;
    await client.connection.sendNotification('selfHeal/terminal/started', { id: 1, line: 'python3 main.py', cwd: folder });
    await client.connection.sendNotification('selfHeal/terminal/output', { id: 1, chunk: output });
    await client.connection.sendNotification('selfHeal/terminal/ended', { id: 1, exitCode: 1 });
    let title = '';
    const diagnostic: Diagnostic = {
      range: { start: { line: 1, character: 6 }, end: { line: 1, character: 10 } },
      message: "NameError: name 'totl' is not defined",
      source: 'Self-Heal',
      severity: 1,
    };
    for (let i = 0; i < 100 && !title.includes('runs'); i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      title = (await client.fixes(uriOf('main.py'), [diagnostic]))[0]?.title ?? '';
    }
    expect(title).toBe("Change 'totl' to 'total' (Self-Heal: runs)");
    expect(left()).toEqual(['main.py']);
  });
});
