// What the views Pairs and Runs, the language status and a report of a problem ask over LSP.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';
import type {
  ChangePairs,
  ChangeTexts,
  ExportPairs,
  ListRuns,
  PairRows,
  RedactText,
  Refusal,
  RunStepTexts,
  ToolStatus,
} from '../../src/protocol';
import { at, LspClient } from './client';

const { sandbox } = await findSandbox();
let folder: string;
let client: LspClient | undefined;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-views-')));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  fs.rmSync(folder, { recursive: true, force: true });
});

const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
const write = (name: string, text: string): string => {
  fs.writeFileSync(path.join(folder, name), text);
  return text;
};
const ask = async <R>(method: string, params: object): Promise<R> => {
  client ??= await LspClient.start([folder]);
  const answer: R | Refusal = await client.connection.sendRequest(method, params);
  if (typeof answer === 'object' && answer !== null && 'reason' in answer) throw new Error(answer.message);
  return answer;
};
const rows = async (): Promise<PairRows.Answer['pairs']> => (await ask<PairRows.Answer>('selfHeal/pairs/list', { limit: 100 })).pairs;

/** Takes the fix of a name that is not defined. */
async function take(name: string, right: string, wrong: string): Promise<void> {
  const text = write(name, `${right} = 1\nprint(${wrong})\n`);
  client ??= await LspClient.start([folder]);
  await client.open(uriOf(name), text);
  const [fix] = await client.fixes(uriOf(name), [at(text, wrong, `"${wrong}" is not defined`, 'Pyright', 'reportUndefinedVariable')]);
  await client.change(uriOf(name), `${right} = 1\nprint(${right})\n`);
  const [patch] = ((fix as CodeAction).command?.arguments ?? []) as string[];
  await client.connection.sendRequest('workspace/executeCommand', { command: 'selfHeal.accepted', arguments: [patch] });
}

describe('pairs', () => {
  test('are listed newest first, and the text of each is there', async () => {
    expect(await rows()).toEqual([]);
    await take('plum.py', 'plum', 'plam');
    await take('pear.py', 'pear', 'paer');
    const [first, second] = await rows();
    expect(first).toMatchObject({
      title: "Change 'paer' to 'pear'",
      file: 'pear.py',
      line: 1,
      state: 'used',
      verdict: 'taken',
      hasTexts: true,
    });
    expect(second?.title).toContain('plam');
    await client?.until('it is told', () => client?.notified.some(({ method }) => method === 'selfHeal/pairs/changed') === true);
    expect(await ask<ChangeTexts>('selfHeal/pairs/texts', { folder: first?.folder, id: first?.id })).toMatchObject({
      file: 'pear.py',
      before: 'pear = 1\nprint(paer)\n',
      after: 'pear = 1\nprint(pear)\n',
      startLine: 0,
    });
  });

  test('one that is set aside is neither exported nor counted against its source, and is used again as it was', async () => {
    await take('plum.py', 'plum', 'plam');
    await take('pear.py', 'pear', 'paer');
    const [first] = await rows();
    const pairs = [{ folder: first?.folder, id: first?.id }];
    const exported = async (): Promise<number> =>
      (
        await ask<ExportPairs.Answer>('selfHeal/exportPairs', {
          folder: first?.folder,
          file: path.join(folder, 'out.jsonl'),
          options: { format: 'kto' },
        })
      ).pairs;
    const both = await exported();
    expect(await ask<ChangePairs.Answer>('selfHeal/pairs/change', { pairs, change: 'setAside' })).toEqual({ changed: 1 });
    expect((await rows()).map(({ state }) => state)).toEqual(['aside', 'used']);
    expect(await exported()).toBe(both - 1);
    expect(await ask('selfHeal/pairs/change', { pairs, change: 'useAgain' })).toEqual({ changed: 1 });
    expect((await rows())[0]).toMatchObject({ state: 'used', verdict: 'taken', how: 'applied in the editor' });
    expect(await exported()).toBe(both);
  });

  test('those that are chosen are exported alone, and one that is deleted is gone', async () => {
    await take('plum.py', 'plum', 'plam');
    await take('pear.py', 'pear', 'paer');
    const [first, second] = await rows();
    const file = path.join(folder, 'one.jsonl');
    await ask('selfHeal/exportPairs', { folder: first?.folder, file, options: { ids: [second?.id] } });
    expect(fs.readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
    expect(fs.readFileSync(file, 'utf8')).toContain('plam');
    await ask('selfHeal/pairs/change', { pairs: [{ folder: second?.folder, id: second?.id }], change: 'delete' });
    expect((await rows()).map(({ file: name }) => name)).toEqual(['pear.py']);
    await expect(ask('selfHeal/pairs/texts', { folder: second?.folder, id: second?.id })).rejects.toThrow('no longer there');
  });

  test('of a folder that is not trusted, or not open, nothing is said', async () => {
    client = await LspClient.start([folder], { trusted: false });
    await expect(rows()).rejects.toThrow('not trusted');
    await client.stop();
    client = await LspClient.start([folder]);
    await expect(ask('selfHeal/pairs/texts', { folder: pathToFileURL(os.tmpdir()).href, id: 'x' })).rejects.toThrow('no longer there');
    await expect(ask('selfHeal/runs/texts', { folder: pathToFileURL(os.tmpdir()).href, id: 'x', step: 0 })).rejects.toThrow('no longer');
  });
});

describe.runIf(sandbox.holds)('runs', () => {
  test('are listed with each fix, what it changed, and go one by one', async () => {
    write('main.py', 'weights = {"ann": 31}\n\n\ndef total():\n    return sum(wieghts.values())\n\n\nprint("all: " + total())\n');
    await ask('selfHeal/runAndHeal', { command: { line: 'python3 main.py', cwd: folder } });
    const { runs } = await ask<ListRuns.Answer>('selfHeal/runs/list', {});
    expect(runs).toMatchObject([{ kind: 'command', title: 'python3 main.py', cwd: folder, ended: 'healed', kept: 2 }]);
    const [run] = runs;
    expect(run?.steps[0]).toMatchObject({ held: true, title: "Change 'wieghts' to 'weights'", file: 'main.py', line: 4, hasTexts: true });
    const texts = await ask<RunStepTexts.Answer>('selfHeal/runs/texts', { folder: run?.folder, id: run?.id, step: 0 });
    expect(texts.before).toContain('sum(wieghts');
    expect(texts.after).toContain('sum(weights');
    expect(await ask('selfHeal/runs/clear', { folder: run?.folder, id: run?.id })).toEqual({ removed: 1 });
    expect(await ask('selfHeal/runs/list', {})).toEqual({ runs: [] });
  });

  test('records that somebody else wrote are data: what is no run is passed over, and no folder outside is named', async () => {
    const own = path.join(folder, '.self-heal', 'runs');
    fs.mkdirSync(own, { recursive: true });
    const run = { command: 'x\u001b[31m', started: '2026-01-01T00:00:00.000Z', ended: 'runs', why: 'w', rounds: [], reflections: [] };
    fs.writeFileSync(path.join(own, 'a.json'), JSON.stringify({ ...run, cwd: '../..' }));
    fs.writeFileSync(path.join(own, 'b.json'), '{"command": 1}');
    fs.writeFileSync(path.join(own, 'c.json'), 'no JSON');
    fs.writeFileSync(
      path.join(own, 'd.json'),
      JSON.stringify({ ...run, rounds: [{ error: 'e', line: 3, fix: 'f', evidence: 'none', change: undefined }] }),
    );
    const { runs } = await ask<ListRuns.Answer>('selfHeal/runs/list', {});
    expect(runs.map(({ id }) => id).sort()).toEqual(['a', 'd']);
    expect(runs.every(({ cwd, title }) => cwd === undefined && !title.includes('\u001b'))).toBe(true);
  });
});

test('what a file is healed with is told without starting it; nothing of a folder that is not trusted', async () => {
  write('a.py', 'x = 1\n');
  const told = await ask<ToolStatus.Answer>('selfHeal/tools', { uri: uriOf('a.py') });
  expect(told.python?.path).toMatch(/python/);
  expect(told.sandbox?.holds).toBe(sandbox.holds);
  expect(told.sandbox?.remedy === undefined).toBe(sandbox.holds);
  await client?.stop();
  client = await LspClient.start([folder], { trusted: false });
  expect(await ask('selfHeal/tools', { uri: uriOf('a.py') })).toEqual({ trusted: false });
});

test('what is wrong with a team’s settings is told there too, for as long as it is, and no message comes up for it', async () => {
  write('a.py', 'x = 1\n');
  fs.mkdirSync(path.join(folder, '.self-heal'), { recursive: true });
  const config = path.join(folder, '.self-heal', 'config.json');
  fs.writeFileSync(config, '{"confidence.auto": "high", "store.enabled": false}');
  const { teamFaults } = await ask<ToolStatus.Answer>('selfHeal/tools', { uri: uriOf('a.py') });
  expect(teamFaults).toEqual([
    expect.stringMatching(/“confidence\.auto” is not used; it takes a number from 0 to 1/) as string,
    expect.stringMatching(/there is no “store\.enabled”/) as string,
  ]);
  const told = client?.notified.filter(({ method }) => method === 'selfHeal/tell').map(({ params }) => params) ?? [];
  expect(told).toEqual([expect.objectContaining({ quiet: true, message: expect.stringMatching(/The log says 1 more\.$/) as string })]);
  fs.writeFileSync(config, '{"confidence.auto": 0.95}');
  expect(await ask('selfHeal/tools', { uri: uriOf('a.py') })).toMatchObject({ teamFaults: [] });
});

test('a log is given back without its secrets', async () => {
  const { text, secrets } = await ask<RedactText.Answer>('selfHeal/redact', {
    text: 'key=sk-proj-4f8a9b2c7d1e6f3a5b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e\nok\n',
  });
  expect(text).not.toContain('4f8a9b2c7d1e6f3a');
  expect(text).toContain('ok');
  expect(secrets).toBe(1);
});
