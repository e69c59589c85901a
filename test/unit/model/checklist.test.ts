// The checklist that the first documents ticked off in words, and the scenes that they describe, each as a test under its own name.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { detectText } from '../../../src/engine/detect/detect';
import type { FixContext, Fixer } from '../../../src/engine/fixers/fixer';
import { PYTHON } from '../../../src/engine/fixers/fixer';
import { fixerSource } from '../../../src/engine/generate/fixer-candidates';
import { parseModelJson } from '../../../src/engine/generate/model/json-reply';
import { healWithModel, type ModelHealRequest } from '../../../src/engine/heal/heal-with-model';
import type { Proof } from '../../../src/engine/heal/heal-failure';
import {
  diagnose,
  diagnosisPrompt,
  heuristicDiagnosis,
  NO_DIAGNOSIS,
  readDiagnosis,
  recentLines,
  type AttemptFault,
  type FailedAttempt,
} from '../../../src/engine/heal/model/heal-diagnosis';
import { openWorkspace, type OpenedWorkspace } from '../../../src/engine/project/open-workspace';
import { DiskFiles } from '../../../src/engine/project/workspace-files';
import { patched, replace } from '../../../src/engine/syntax/edits';
import { SourceText } from '../../../src/engine/syntax/source-text';
import { contentFaults } from '../../../src/engine/verify/patch-policy';
import { interfaceFaults } from '../../../src/engine/verify/interface-faults';
import { Rerunner } from '../../../src/engine/verify/rerun/rerunner';
import { findSandbox } from '../../../src/engine/verify/sandbox/find-sandbox';
import { block, FILE, FIX, modelSaying, problemIn, requestFor, textAfter, whole, wrong } from '../../support/model/heal-case';

const { sandbox } = await findSandbox();

const failed = (more: Partial<FailedAttempt> = {}): FailedAttempt => ({
  attempt: 1,
  maxAttempts: 3,
  fault: 'disproved',
  errors: ["the name 'amount' would be undefined"],
  errorType: 'NameError',
  message: "name 'cuont' is not defined",
  tried: [],
  ...more,
});
const said = {
  error_type: 'logic',
  root_cause: 'list_objects() returns List[Dict] instead of List[str]',
  can_fix: true,
  fix_strategy: 'prompt_adjustment',
  fix_description: "Add explicit instruction to extract only 'name' field",
  prompt_modification: 'list_objects() must return List[str].',
} as const;

describe('layer 1, defensive wrappers', () => {
  const drivers = 'from typing import Dict, List\n\n\ndef list_objects() -> List[str]:\n    return [row["name"] for row in rosw]\n';
  const problem = { message: "name 'rosw' is not defined", location: problemIn(new SourceText(`\n${FILE}`)).location, related: [] };

  test('valid code passes validation', () => {
    const after = drivers.replace('rosw', 'ROWS');
    expect(contentFaults(drivers, after, 'python')).toEqual([]);
    expect(interfaceFaults(drivers, after, 'python', problem)).toEqual([]);
  });

  test('List[Dict] return type detected', () => {
    const after = drivers.replace('List[str]', 'List[Dict]').replace('[row["name"] for row in rosw]', 'ROWS');
    expect(interfaceFaults(drivers, after, 'python', problem)).toEqual([
      "It changes the signature of 'list_objects', which others may call, though the error is not about it.",
    ]);
  });

  test('syntax errors caught', async () => {
    const heal = modelSaying([block('    return cuont', '    return count(')]);
    const own = await openWorkspace({
      root: os.tmpdir(),
      files: new DiskFiles(os.tmpdir()),
      trusted: true,
      typescriptFolders: [],
      index: false,
    });
    const result = await healWithModel(requestFor({ heal }, { workspace: { ...own.workspace, root: '/project' } }));
    own.dispose();
    expect(result.ok).toBe(false);
    expect(heal.asked[1]?.messages.at(-1)?.content).toContain("'(' was never closed");
  });

  test('placeholder text detected', () => {
    for (const placeholder of ['    # TODO: name it\n    return 0\n', '    raise NotImplementedError\n', '    pass  # FIXME\n'])
      expect(contentFaults(FILE, FILE.replace('    return cuont\n', placeholder), 'python').map(({ weight }) => weight)).toContain(
        'refuse',
      );
  });

  test('self-correction works (retry with feedback)', async () => {
    const heal = modelSaying([wrong('amount'), FIX]);
    expect(textAfter(await healWithModel(requestFor({ heal })))).toBe(FILE.replace('cuont', 'count'));
    expect(heal.asked[1]?.messages.at(-1)?.content).toMatch(/^PREVIOUS ATTEMPT HAD THESE ERRORS - FIX THEM:\n> 1\. /);
  });
});

describe('layer 2, diagnostic agent', () => {
  test('diagnostic prompt construction', () => {
    const [system, user] = diagnosisPrompt(failed(), '1.1 disproved: x');
    expect(system?.content.match(/^\d\. /gm)).toHaveLength(5);
    expect(user?.content).toContain('Attempt 1 of 3 failed (disproved).');
    expect(user?.content).toContain("> NameError: name 'cuont' is not defined");
    expect(user?.content).toContain("> 1. the name 'amount' would be undefined");
    expect(
      diagnosisPrompt(failed({ message: 'x'.repeat(50_000), errors: ['y'.repeat(50_000)] }), 'z'.repeat(50_000))[1]?.content.length,
    ).toBeLessThan(4_000);
  });

  test('log file reading with truncation', () => {
    const log = Array.from({ length: 500 }, (_, i) => `a line of a log, number ${i}`).join('\n');
    expect(recentLines(log).split('\n').length).toBeLessThanOrEqual(101);
    expect(recentLines(log)).toMatch(/^\[cut\] /);
    expect(recentLines(log)).toContain('number 499');
    expect(recentLines('short')).toBe('short');
  });

  test.each([
    ['raw', JSON.stringify(said)],
    ['in a fence', `Here:\n\`\`\`json\n${JSON.stringify(said, null, 2)}\n\`\`\``],
    ['the first object in prose', `I think {so}: ${JSON.stringify(said)} Good luck!`],
  ])('JSON extraction: %s', (_name, reply) => {
    expect(parseModelJson(reply)).toEqual({ ok: true, value: said });
    expect(readDiagnosis(reply)).toEqual(said);
  });

  test('an answer that is none gives none: what was seen decides, and to stop is what stands in where nothing was', async () => {
    for (const reply of ['I do not know.', '{"error_type": "logic"}', JSON.stringify({ ...said, fix_strategy: 'reboot' })])
      expect(readDiagnosis(reply)).toBeUndefined();
    const provider = modelSaying(['I do not know.']);
    const { diagnosis, asked } = await diagnose(failed(), {
      provider,
      messages: diagnosisPrompt(failed(), ''),
      signal: new AbortController().signal,
    });
    expect(diagnosis).toEqual(heuristicDiagnosis(failed()));
    expect(asked?.model).toBe('small');
    expect(NO_DIAGNOSIS).toMatchObject({ error_type: 'unknown', can_fix: false, fix_strategy: 'abort' });
  });

  test.each<[AttemptFault, string, string]>([
    ['form', 'formatting', 'simplify'],
    ['truncated', 'formatting', 'simplify'],
    ['disproved', 'logic', 'prompt_adjustment'],
    ['refused', 'logic', 'prompt_adjustment'],
    ['regressed', 'logic', 'prompt_adjustment'],
    ['stuck', 'logic', 'prompt_adjustment'],
    ['no-fix', 'logic', 'prompt_adjustment'],
    ['timeout', 'timeout', 'fallback'],
    ['api', 'api', 'fallback'],
    ['api-for-good', 'api', 'fallback'],
    ['crashed', 'unknown', 'simplify'],
  ])('error classification and fix strategy: %s', (fault, error_type, fix_strategy) => {
    expect(heuristicDiagnosis(failed({ fault }))).toMatchObject({ error_type, fix_strategy, can_fix: true });
  });

  test('what did not help is not suggested again', () => {
    expect(heuristicDiagnosis(failed({ fault: 'form', tried: ['simplify'] })).fix_strategy).toBe('fallback');
    expect(heuristicDiagnosis(failed({ fault: 'crashed', tried: ['simplify'] }))).toEqual(NO_DIAGNOSIS);
  });
});

describe('layer 3, supervisor agent', () => {
  test('supervisor orchestrates generation; the result tells attempts, diagnoses and what was applied', async () => {
    const heal = modelSaying([wrong('amount'), wrong('amount'), FIX]);
    const { run } = await healWithModel(requestFor({ heal, diagnose: modelSaying([JSON.stringify(said)]) }));
    expect(run).toMatchObject({ ended: 'held', attempts: 2, diagnoses: 1, fixesApplied: [said.fix_description] });
  });

  test('prompt modifications are consumed: they stand in the next prompt', async () => {
    const heal = modelSaying([wrong('amount'), wrong('amount'), FIX]);
    await healWithModel(requestFor({ heal, diagnose: modelSaying([JSON.stringify(said)]) }));
    expect(heal.asked[2]?.messages.at(-1)?.content).toContain(said.prompt_modification);
  });

  test('the template is real: what the rules know but do not offer is tried, and taken where a run proves it', async () => {
    const idea: Fixer = {
      id: 'test/idea',
      family: 'test',
      languages: PYTHON,
      answers: { messages: [/(?:)/] },
      propose: ({ source }: FixContext) => {
        const at = source.text.indexOf('cuont');
        return [{ title: 'An unlikely idea', explanation: '', variant: 'x', edits: [replace(at, at + 5, 'count')] }];
      },
    };
    const proof: Proof = {
      command: { line: 'python3 app.py', cwd: '/project' },
      texts: new Map([['/project/app.py', FILE]]),
      runAgain: async ({ after }) => ({
        rung: { rung: 'reruns', result: after.get('/project/app.py')?.includes('return count') ? 'passed' : 'failed' },
      }),
    };
    const result = await healWithModel(
      requestFor({ heal: modelSaying([{ reason: 'http-error' }]) }, { proof, sources: [fixerSource([idea])] }),
    );
    expect(result.ok && result.value[0]?.candidate.title).toBe('An unlikely idea');
    expect(result.run).toMatchObject({ ended: 'proved', fixesApplied: ['Took what the rules know.'] });
    expect(result.run.steps.map(({ kind }) => kind)).toEqual(['ask', 'diagnose', 'template']);
  });

  test('unexpected exceptions are recovered from', async () => {
    const result = await healWithModel(requestFor({ heal: modelSaying([new Error('a bug'), 'prose', whole('count')]) }));
    expect(result.ok).toBe(true);
  });

  test('state is one heal’s alone: two at once do not hear of each other', async () => {
    const one = modelSaying([wrong('amount'), wrong('amount'), FIX]);
    const two = modelSaying([wrong('amount'), wrong('amount'), wrong('other')]);
    const [first, second] = await Promise.all([
      healWithModel(requestFor({ heal: one, diagnose: modelSaying([JSON.stringify(said)]) })),
      healWithModel(requestFor({ heal: two })),
    ]);
    expect(first.ok).toBe(true);
    expect(second.ok).toBe(false);
    expect(JSON.stringify(two.asked.map(({ messages }) => messages))).not.toContain(said.prompt_modification);
  });
});

describe.runIf(sandbox.holds)('scenes of the documents, with real programs', () => {
  let root = '';
  let opened: OpenedWorkspace;
  beforeEach(async () => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-scenes-')));
    opened = await openWorkspace({ root, files: new DiskFiles(root), trusted: true, typescriptFolders: [], index: false });
  });
  afterEach(() => {
    opened.dispose();
    fs.rmSync(root, { recursive: true, force: true });
  });

  const EVENS =
    'def sum_even(numbers):\n    total = 0\n    for number in numbers:\n        if number % 2 == 0:\n            total += numbre\n    return total\n';
  const TEST =
    'from solution import sum_even\n\n\ndef test_sum_even():\n    assert sum_even([1, 2, 3, 4]) == 6\n    assert sum_even([]) == 0\n\n\ntest_sum_even()\n';

  async function scene(
    models: ModelHealRequest['models'],
    more: Partial<ModelHealRequest> = {},
  ): Promise<{ readonly after: string; readonly result: Awaited<ReturnType<typeof healWithModel>> }> {
    fs.writeFileSync(path.join(root, 'solution.py'), EVENS);
    fs.writeFileSync(path.join(root, 'test_solution.py'), TEST);
    const command = { line: 'python3 test_solution.py', cwd: root };
    const { signal } = new AbortController();
    const run = await sandbox.run({ argv: ['/bin/sh', '-c', command.line], cwd: root, root, files: new Map(), signal });
    const found = detectText(run.stderr, { cwd: root, roots: [root], origin: 'terminal' }).at(-1);
    if (!found) throw new Error(run.stderr);
    const rerunner = new Rerunner();
    const source = new SourceText(EVENS);
    const problem = { ...found, command };
    const result = await healWithModel({
      problem,
      source,
      version: null,
      all: [problem],
      workspace: opened.workspace,
      signal,
      models,
      proof: { command, texts: new Map(), runAgain: (request) => rerunner.rerun({ ...request, root, sandbox }) },
      ...more,
    });
    const edit = result.ok ? result.value[0]?.candidate.edits[0] : undefined;
    return { result, after: edit ? patched(source, edit) : EVENS };
  }
  const say = (before: string, after: string): string => block(before, after, 'So.', 'solution.py');
  const SLIP = '            total += numbre';

  test('003: generate, run, judge, and again with what the run said, until it is right (sum of the even numbers)', async () => {
    const heal = modelSaying([say(SLIP, '            total += 1'), say(SLIP, '            total += number')]);
    const { after, result } = await scene({ heal });
    expect(after).toBe(EVENS.replace('numbre', 'number'));
    expect(result.run.ended).toBe('proved');
    expect(heal.asked[1]?.messages.at(-1)?.content).toContain('assert');
  });

  test('003: it stops at the most iterations, and says so', async () => {
    const heal = modelSaying(Array.from({ length: 20 }, (_, i) => say(SLIP, `            total += ${10 * (i + 1)}`)));
    const { after, result } = await scene({ heal });
    expect(result.ok).toBe(false);
    expect(['max_iterations', 'no_improvement']).toContain(result.run.ended);
    expect(after).toBe(EVENS);
  });

  test('004: of an ensemble those that pass the test are kept, the smallest first; where none passes there is none', async () => {
    const large = modelSaying(
      [
        say(
          `    for number in numbers:\n        if number % 2 == 0:\n${SLIP}`,
          '    for number in numbers:\n        if number % 2 == 0:\n            total = total + number\n            total = total + 0',
        ),
      ],
      { name: 'large' },
    );
    const small = modelSaying([say(SLIP, '            total += number')], { name: 'small' });
    const bad = modelSaying([say(SLIP, '            total += 20')], { name: 'bad' });
    const { after, result } = await scene({ heal: large }, { ensemble: { models: [bad, small] } });
    expect(result.ok && result.value.map(({ candidate }) => candidate.origin.id)).toEqual(['model/small', 'model/large']);
    expect(after).toBe(EVENS.replace('numbre', 'number'));
    const none = await scene(
      { heal: bad },
      { ensemble: { models: [modelSaying([say(SLIP, '            total += 30')], { name: 'worse' })] } },
    );
    expect(none.result.ok).toBe(false);
  });

  test('004: whatever fails, files are as they were', async () => {
    await scene({ heal: modelSaying([say(SLIP, '            total += 1')]) });
    expect(fs.readFileSync(path.join(root, 'solution.py'), 'utf8')).toBe(EVENS);
    expect(fs.readdirSync(root).sort()).toEqual(['solution.py', 'test_solution.py']);
  });
});
