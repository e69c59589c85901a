// Where rules end, the built server and the built CLI go on to a model behind a real HTTP server: Run and Heal, Heal This File, `run` and `heal`.

import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPairStore } from '../../src/engine/learn/store/pair-store';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';
import { MayAskModel, type HealFile, type MayAskModel as May, type Refusal, type RunAndHeal } from '../../src/protocol';
import { scriptedModel, type FaultKind, type KnownCase, type ScriptedModel } from '../support/scripted-model';
import { LspClient, REPO } from './client';

const { sandbox } = await findSandbox();

/** A crash that no rule mends: what an empty list comes to is for its author to say. */
const BEFORE =
  'def middle_of_all(values):\n    ordered = sorted(values)\n    return ordered[len(ordered) // 2]\n\n\nprint(middle_of_all([3, 1, 2]))\nprint(middle_of_all([]))\n';
const AFTER = BEFORE.replace('    ordered = sorted(values)\n', '    ordered = sorted(values) or [0]\n');
const CASE: KnownCase = { marker: 'middle_of_all', before: BEFORE, after: AFTER };

let folder = '';
let client: LspClient | undefined;
let model: ScriptedModel | undefined;
beforeEach(() => (folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-on-')))));
afterEach(async () => {
  await client?.stop();
  await model?.close();
  [client, model] = [undefined, undefined];
  fs.rmSync(folder, { recursive: true, force: true });
});

async function modelGiving(faults: readonly (FaultKind | undefined)[]): Promise<ScriptedModel> {
  let calls = 0;
  model = await scriptedModel([CASE], () => faults[calls++]);
  return model;
}

async function start(url: string, allowed: boolean): Promise<{ readonly client: LspClient; readonly asked: May.Params[] }> {
  client = await LspClient.start([folder], { asksForModel: true });
  const asked: May.Params[] = [];
  client.connection.onRequest(MayAskModel.type.method, (params: May.Params): May.Answer => {
    asked.push(params);
    return { allowed };
  });
  await client.connection.sendNotification('selfHeal/settings', { model: { baseUrl: url, name: 'scripted' } });
  return { client, asked };
}

describe.runIf(sandbox.holds)('where rules end', () => {
  test('Run and Heal goes on to the model once the person allows it: asked once, proved by the run, nothing on the disk changes', async () => {
    fs.writeFileSync(path.join(folder, 'main.py'), BEFORE);
    const { url, given } = await modelGiving(['wrong-name', undefined]);
    const { client: lsp, asked } = await start(url, true);
    const plan: RunAndHeal.Plan | Refusal = await lsp.connection.sendRequest('selfHeal/runAndHeal', {
      command: { line: 'python3 main.py', cwd: folder },
    });
    if (!('files' in plan)) throw new Error(plan.message);
    expect(plan.files.map(({ after }) => after)).toEqual([AFTER]);
    expect(plan.runs).toBe(true);
    expect(given).toEqual(['wrong-name', 'right']);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.what).toBe('main.py, line 3: list index out of range');
    expect(fs.readFileSync(path.join(folder, 'main.py'), 'utf8')).toBe(BEFORE);
    await lsp.stop();
    client = undefined;
    const store = openPairStore({ folder });
    const heals = store.ok ? store.value.heals.page() : undefined;
    expect(heals?.ok && heals.value.heals.flatMap(({ model: part }) => part ?? [])).toMatchObject([{ ended: 'proved', attempts: 1 }]);
    if (store.ok) store.value.close();
  });

  test('where the person says no, nothing is sent, and the plan says what rules say', async () => {
    fs.writeFileSync(path.join(folder, 'main.py'), BEFORE);
    const { url, given } = await modelGiving([]);
    const { client: lsp, asked } = await start(url, false);
    const plan: RunAndHeal.Plan | Refusal = await lsp.connection.sendRequest('selfHeal/runAndHeal', {
      command: { line: 'python3 main.py', cwd: folder },
    });
    expect(plan).toMatchObject({ files: [], runs: false });
    expect(given).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});

test('Heal This File goes on to the model for what is left, and the model’s fix is not ticked by itself', async () => {
  const before = 'def middle_of_all(values):\n    ordered = sorted(values)\n    return odrered_values_of[0]\n';
  const after = before.replace('odrered_values_of', 'ordered');
  const uri = pathToFileURL(path.join(folder, 'main.py')).href;
  fs.writeFileSync(path.join(folder, 'main.py'), before);
  model = await scriptedModel([{ marker: 'middle_of_all', before, after }], () => undefined);
  const { client: lsp, asked } = await start(model.url, true);
  await lsp.open(uri, before);
  const range = { start: { line: 2, character: 11 }, end: { line: 2, character: 28 } };
  await lsp.connection.sendNotification('selfHeal/diagnostics', {
    uri,
    version: 1,
    diagnostics: [
      { range, severity: 1, source: 'Pyright', code: 'reportUndefinedVariable', message: '"odrered_values_of" is not defined' },
    ],
  });
  const plan: HealFile.Plan | Refusal = await lsp.connection.sendRequest('selfHeal/healFile', { uri, others: [] });
  if (!('healed' in plan)) throw new Error(plan.message);
  expect(plan.after).toBe(after);
  expect(plan.healed).toMatchObject([{ title: 'Change line 3 as the model proposes', ask: true }]);
  expect(asked).toHaveLength(1);
});

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function cli(args: readonly string[]): Promise<Said> {
  const child = spawn(process.execPath, [path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js'), ...args], { cwd: folder });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

describe.runIf(sandbox.holds)('in the terminal', () => {
  test('`run --apply` writes what the model gives once a run has proved it', async () => {
    fs.writeFileSync(path.join(folder, 'main.py'), BEFORE);
    const { url, given } = await modelGiving(['syntax', undefined]);
    const { code, err } = await cli(['run', '--apply', '--model', 'scripted', '--base-url', url, '--', 'python3', 'main.py']);
    expect(err).toContain('as the model proposes');
    expect(code).toBe(0);
    expect(fs.readFileSync(path.join(folder, 'main.py'), 'utf8')).toBe(AFTER);
    expect(given).toEqual(['syntax', 'right']);
  });

  test.runIf(spawnSync('gcc', ['--version']).status === 0)(
    'so it is in a language that no fixer heals: its compiler proves it',
    async () => {
      const before = '#include <stdio.h>\n\nint main(void) {\n    int middle_of_all = 3;\n    printf("%d\\n", midle);\n    return 0;\n}\n';
      const after = before.replace('midle', 'middle_of_all');
      fs.writeFileSync(path.join(folder, 'main.c'), before);
      model = await scriptedModel([{ marker: 'middle_of_all', file: 'main.c', before, after }], () => undefined);
      const { code, err } = await cli([
        'run',
        '--apply',
        '--model',
        'scripted',
        '--base-url',
        model.url,
        '--',
        'gcc',
        'main.c',
        '-o',
        'main.out',
      ]);
      expect(err).toContain('as the model proposes');
      expect(code).toBe(0);
      expect(fs.readFileSync(path.join(folder, 'main.c'), 'utf8')).toBe(after);
    },
  );

  test('without a model nothing is sent, and nothing is written', async () => {
    fs.writeFileSync(path.join(folder, 'main.py'), BEFORE);
    const { given } = await modelGiving([]);
    const { code } = await cli(['run', '--apply', '--', 'python3', 'main.py']);
    expect(code).toBe(1);
    expect(given).toEqual([]);
    expect(fs.readFileSync(path.join(folder, 'main.py'), 'utf8')).toBe(BEFORE);
  });
});

test('`heal` asks no model about what a rule mends', async () => {
  const before = 'def middle_of_all(values):\n    ordered = sorted(values)\n    return ordered[0\n\n\nclass Row:\n    pass\n';
  const after = before.replace('ordered[0\n', 'ordered[0]\n');
  fs.writeFileSync(path.join(folder, 'main.py'), before);
  model = await scriptedModel([{ marker: 'middle_of_all', before, after }], () => undefined);
  const { code } = await cli(['heal', 'main.py', '--model', 'scripted', '--base-url', model.url]);
  expect([0, 1]).toContain(code);
  expect(model.given).toEqual([]);
});
