// A critic's word decides nothing; what its counter-example does when it is run decides, and never against a patch that a run has proved.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { healWithModel, type ModelHealed } from '../../../src/engine/heal/heal-with-model';
import { readCritique, tryOutIn } from '../../../src/engine/heal/model/critic';
import type { Proof } from '../../../src/engine/heal/heal-failure';
import type { Problem } from '../../../src/engine/problem';
import { SourceText } from '../../../src/engine/syntax/source-text';
import { findSandbox } from '../../../src/engine/verify/sandbox/find-sandbox';
import { openWorkspace, type OpenedWorkspace } from '../../../src/engine/project/open-workspace';
import { DiskFiles } from '../../../src/engine/project/workspace-files';
import { block, modelSaying, type AskedModel } from '../../support/model/heal-case';

const { sandbox } = await findSandbox();
const TEXT = 'def share(part, whole):\n    return part / whole\n';
const GUARD = block('    return part / whole', '    return part / whole if part else 0');
const RIGHT = block('    return part / whole', '    return part / whole if whole else 0');

let root = '';
let opened: OpenedWorkspace;
beforeEach(async () => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-critic-')));
  fs.writeFileSync(path.join(root, 'app.py'), TEXT);
  opened = await openWorkspace({ root, files: new DiskFiles(root), trusted: true, typescriptFolders: [], index: false });
});
afterEach(() => {
  opened.dispose();
  fs.rmSync(root, { recursive: true, force: true });
});

const critique = (counter_example: string, more: object = {}): string =>
  JSON.stringify({
    status: 'FAIL',
    quality_score: 0.1,
    failed_criteria: ['wrong'],
    issues: [{ type: 'logic', loc: 'line 2', fix: 'x', severity: 'high' }],
    counter_example,
    ...more,
  });

async function heal(heal: AskedModel, critic: AskedModel, proof?: Proof): Promise<ModelHealed> {
  const source = new SourceText(TEXT);
  const range = { start: { line: 1, character: 11 }, end: { line: 1, character: 23 } };
  const problem: Problem = {
    origin: 'terminal',
    language: 'python',
    source: 'python',
    errorType: 'ZeroDivisionError',
    message: 'division by zero',
    signature: { shape: 'division by zero', holes: {} },
    location: { path: path.join(root, 'app.py'), range },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
  return healWithModel({
    problem,
    source,
    version: null,
    all: [problem],
    workspace: opened.workspace,
    signal: new AbortController().signal,
    models: { heal, critic },
    tryOut: tryOutIn(sandbox, root, new Map()),
    ...(proof ? { proof } : {}),
  });
}

const critiqueIn = ({ run }: ModelHealed) => run.steps.find(({ kind }) => kind === 'critic')?.critique;

describe.runIf(sandbox.holds)('a critic', () => {
  test('a counter-example that brings the error back disproves a patch that nothing has proved, and the model is told', async () => {
    const model = modelSaying([GUARD, RIGHT]);
    const critic = modelSaying([
      critique('from app import share\nprint(share(1, 0))\n'),
      critique('from app import share\nprint(share(1, 0))\n'),
    ]);
    const healed = await heal(model, critic);
    expect(healed.ok && healed.value[0]?.candidate.edits[0]?.edits[0]?.newText).toContain('if whole');
    expect(model.asked).toHaveLength(2);
    expect(model.asked[1]?.messages.at(-1)?.content).toContain('ZeroDivisionError');
    expect(healed.run.steps.filter(({ kind }) => kind === 'critic').map(({ critique: said }) => said?.counter_example)).toEqual([
      'disproved',
      'holds',
    ]);
  });

  test('its low score and its word alone change nothing', async () => {
    const model = modelSaying([RIGHT]);
    const healed = await heal(model, modelSaying([critique('')]));
    expect(healed.ok).toBe(true);
    expect(model.asked).toHaveLength(1);
    // The schema of the documents is kept.
    expect(critiqueIn(healed)).toEqual({
      status: 'FAIL',
      quality_score: 0.1,
      failed_criteria: ['wrong'],
      issues: [{ type: 'logic', loc: 'line 2', fix: 'x', severity: 'high' }],
      counter_example: 'none',
    });
  });

  test('a counter-example that asserts its own opinion is none', async () => {
    const healed = await heal(modelSaying([RIGHT]), modelSaying([critique('from app import share\nassert share(1, 0) == 1\n')]));
    expect(healed.ok).toBe(true);
    expect(critiqueIn(healed)?.counter_example).toBe('opinion');
  });

  test('a patch that a run has proved stands whatever the critic’s program does', async () => {
    const proof: Proof = {
      command: { line: 'python3 app.py', cwd: root },
      texts: new Map(),
      runAgain: async () => ({ rung: { rung: 'reruns', result: 'passed' } }),
    };
    const healed = await heal(modelSaying([GUARD]), modelSaying([critique('from app import share\nprint(share(1, 0))\n')]), proof);
    expect(healed.ok && healed.value).toHaveLength(1);
    expect(healed.run.ended).toBe('proved');
    expect(critiqueIn(healed)?.counter_example).toBe('disproved');
  });

  test('it can do no harm: it runs on a copy, without network', async () => {
    const program =
      'import pathlib, urllib.request\npathlib.Path("app.py").write_text("gone")\npathlib.Path("new.txt").write_text("x")\nurllib.request.urlopen("http://127.0.0.1:9", timeout=1)\n';
    const healed = await heal(modelSaying([RIGHT]), modelSaying([critique(program)]));
    expect(healed.ok).toBe(true);
    expect(fs.readdirSync(root)).toEqual(['app.py']);
    expect(fs.readFileSync(path.join(root, 'app.py'), 'utf8')).toBe(TEXT);
  });

  test('an answer that can not be read is no critique', async () => {
    const healed = await heal(modelSaying([RIGHT]), modelSaying(['It looks fine to me.']));
    expect(healed.ok).toBe(true);
    expect(critiqueIn(healed)).toBeUndefined();
    expect(readCritique('{"status": "APPROVED"}')).toBeUndefined();
    expect(readCritique(critique('', { quality_score: 7 }))).toBeUndefined();
  });
});
