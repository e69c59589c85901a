// A model of which every second or third answer is wrong, over real HTTP, with real programs in the real sandbox: what the loop makes of it.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { detectText } from '../../../src/engine/detect/detect';
import { openAiCompatible } from '../../../src/engine/generate/model/providers/openai-compatible';
import { healWithModel, type ModelHealed } from '../../../src/engine/heal/heal-with-model';
import { RunningRecord } from '../../../src/engine/heal/model/run-record';
import { openWorkspace, type OpenedWorkspace } from '../../../src/engine/project/open-workspace';
import { DiskFiles } from '../../../src/engine/project/workspace-files';
import { patched } from '../../../src/engine/syntax/edits';
import { SourceText } from '../../../src/engine/syntax/source-text';
import { Rerunner } from '../../../src/engine/verify/rerun/rerunner';
import { findSandbox } from '../../../src/engine/verify/sandbox/find-sandbox';
import { byChance, FAULTS, scriptedModel, type FaultKind, type ScriptedModel } from '../../support/scripted-model';
import { randomFrom, slipCases, type SlipCase } from '../../support/model/slips';

const { sandbox } = await findSandbox();

let root = '';
let opened: OpenedWorkspace;
beforeAll(async () => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-scripted-')));
  opened = await openWorkspace({ root, files: new DiskFiles(root), trusted: true, typescriptFolders: [], index: false });
});
afterAll(() => {
  opened.dispose();
  fs.rmSync(root, { recursive: true, force: true });
});

async function healCase(one: SlipCase, model: ScriptedModel, record: RunningRecord): Promise<{ healed: ModelHealed; text: string }> {
  const file = path.join(root, 'main.py');
  fs.writeFileSync(file, one.before);
  const command = { line: 'python3 main.py', cwd: root };
  const signal = new AbortController().signal;
  const run = await sandbox.run({ argv: ['/bin/sh', '-c', command.line], cwd: root, root, files: new Map(), signal });
  const found = detectText(run.stderr, { cwd: root, roots: [root], origin: 'terminal' }).at(-1);
  if (!found) throw new Error(`it shows no error: ${run.stderr}`);
  const rerunner = new Rerunner();
  const source = new SourceText(one.before);
  const problem = { ...found, command };
  const healed = await healWithModel({
    problem,
    source,
    version: null,
    all: [problem],
    workspace: opened.workspace,
    signal,
    record,
    models: { heal: openAiCompatible({ baseUrl: model.url, name: 'scripted' }) },
    proof: { command, texts: new Map(), runAgain: (request) => rerunner.rerun({ ...request, root, sandbox }) },
  });
  record.note(healed.run);
  const edit = healed.ok ? healed.value[0]?.candidate.edits[0] : undefined;
  return { healed, text: edit ? patched(source, edit) : one.before };
}

describe.runIf(sandbox.holds)('a scripted model', () => {
  test('first try six of ten, after the loop 95 of 100', { timeout: 300_000 }, async () => {
    const cases = slipCases(48, 13);
    const model = await scriptedModel(cases, byChance(0.4, randomFrom(4)));
    const record = new RunningRecord();
    let first = 0;
    let healed = 0;
    let right = 0;
    try {
      for (const one of cases) {
        const { healed: result, text } = await healCase(one, model, record);
        const [ask] = result.run.steps;
        if (ask?.outcome === 'proved') first++;
        if (result.run.ended === 'proved') healed++;
        if (text === one.after) right++;
      }
    } finally {
      await model.close();
    }
    expect(model.given).not.toContain('unknown');
    expect(first / cases.length).toBeGreaterThan(0.5);
    expect(first / cases.length).toBeLessThan(0.7);
    expect(healed / cases.length).toBeGreaterThanOrEqual(0.95);
    // What is proved is right.
    expect(right).toBe(healed);
  });

  test.each(FAULTS)('a model that gives “%s” every second time', { timeout: 120_000 }, async (kind: FaultKind) => {
    const cases = slipCases(3, 7);
    let calls = 0;
    // Wrong, right, wrong, right: each heal needs a second answer.
    const model = await scriptedModel(cases, () => (calls++ % 2 === 0 ? kind : undefined));
    try {
      for (const one of cases) {
        calls = 0;
        const { healed, text } = await healCase(one, model, new RunningRecord());
        expect(healed.ok ? '' : healed.message).toBe('');
        expect(text).toBe(one.after);
        expect(healed.run.steps.filter((step) => step.kind === 'ask')).toHaveLength(2);
      }
    } finally {
      await model.close();
    }
  });
});
