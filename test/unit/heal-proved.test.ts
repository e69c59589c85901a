// The loop of candidates, runs and corrections, with real programs in the real sandbox and a model behind a real HTTP server.

import { openAiCompatible } from '../../src/engine/generate/model/providers/openai-compatible';
import * as fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { detectText } from '../../src/engine/detect/detect';
import type { Fixer, FixContext, Proposal } from '../../src/engine/fixers/fixer';
import { PYTHON } from '../../src/engine/fixers/fixer';
import { fixerSource } from '../../src/engine/generate/fixer-candidates';
import { healFailure, type HealedFailure, type Proof } from '../../src/engine/heal/heal-failure';
import { healWithModel } from '../../src/engine/heal/heal-with-model';
import type { Problem } from '../../src/engine/problem';
import { openWorkspace, type OpenedWorkspace } from '../../src/engine/project/open-workspace';
import { DiskFiles } from '../../src/engine/project/workspace-files';
import { patched, replace } from '../../src/engine/syntax/edits';
import { SourceText } from '../../src/engine/syntax/source-text';
import { Rerunner } from '../../src/engine/verify/rerun/rerunner';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';

const { sandbox } = await findSandbox();
let root: string;
let opened: OpenedWorkspace;
let server: http.Server | undefined;

beforeEach(async () => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-proved-')));
  opened = await openWorkspace({
    root,
    files: new DiskFiles(root),
    trusted: true,
    typescriptFolders: [],
    index: true,
    onTrouble: () => undefined,
  });
});
afterEach(async () => {
  opened.dispose();
  if (server) {
    server.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
  }
  fs.rmSync(root, { recursive: true, force: true });
});

const DIVIDE = 'def divide(a, b):\n    return a / b\n';
const TEST =
  'from calc import divide\n\nassert divide(6, 3) == 2, divide(6, 3)\nassert divide(1, 0) is None, divide(1, 0)\nprint("all tests passed")\n';

interface Failure {
  readonly problem: Problem;
  readonly source: SourceText;
  readonly proof: Proof;
}

/** Runs a command in the sandbox and takes the error it dies of, as a terminal would show it. */
async function failing(texts: Readonly<Record<string, string>>, line: string): Promise<Failure> {
  for (const [name, text] of Object.entries(texts)) fs.writeFileSync(path.join(root, name), text);
  const signal = new AbortController().signal;
  const run = await sandbox.run({ argv: ['/bin/sh', '-c', line], cwd: root, root, files: new Map(), signal });
  const problem = detectText(run.stderr, { cwd: root, roots: [root], origin: 'terminal' }).at(-1);
  if (!problem) throw new Error(`it shows no error: ${run.stderr}`);
  const rerunner = new Rerunner();
  const command = { line, cwd: root };
  return {
    problem: { ...problem, command },
    source: new SourceText(fs.readFileSync(problem.location.path, 'utf8')),
    proof: { command, texts: new Map(), runAgain: (request) => rerunner.rerun({ ...request, root, sandbox }) },
  };
}

/** A source of patches that are right or wrong as the test needs them; what they do to the program is real. */
function ideas(...bodies: readonly (readonly [title: string, body: string, confidence: number])[]): Fixer[] {
  return [
    {
      id: 'python/ideas',
      languages: PYTHON,
      family: 'python/test',
      answers: { messages: [/(?:)/] },
      propose: ({ source }: FixContext): Proposal[] => {
        const start = source.offsetAt({ line: 1, character: 0 });
        return bodies.map(([title, body], i) => ({
          title,
          explanation: title,
          variant: `way-${i}`,
          edits: [replace(start, source.text.length, body)],
        }));
      },
    },
  ];
}

const heal = ({ problem, source, proof }: Failure, fixers?: readonly Fixer[], more = {}): Promise<HealedFailure> =>
  healFailure({
    problem,
    source,
    all: [problem],
    workspace: opened.workspace,
    version: null,
    signal: new AbortController().signal,
    proof,
    ...(fixers ? { sources: [fixerSource(fixers)] } : {}),
    ...more,
  });

const textAfter = (run: HealedFailure, source: SourceText): string => {
  const edit = run.patches[0]?.candidate.edits[0];
  return edit ? patched(source, edit) : source.text;
};

describe.runIf(sandbox.holds)('heal and prove', () => {
  test('a wrong first fix is disproved by the test, the next one holds', async () => {
    const failure = await failing({ 'calc.py': DIVIDE, 'test_calc.py': TEST }, 'python3 test_calc.py');
    expect(failure.problem.errorType).toBe('ZeroDivisionError');
    const right = '    if b == 0:\n        return None\n    return a / b\n';
    const run = await heal(
      failure,
      ideas(['Return 0', '    if b == 0:\n        return 0\n    return a / b\n', 0.8], ['Return None', right, 0.4]),
    );
    expect(run.attempts.map(({ rung }) => rung.result)).toEqual(['failed', 'passed']);
    expect(run.attempts[0]?.rung.why).toContain('assertion');
    expect(run.ended).toBe('proved');
    expect(run.patches.map(({ candidate }) => candidate.title)).toEqual(['Return None']);
    expect(textAfter(run, failure.source)).toBe(`def divide(a, b):\n${right}`);
    expect(run.patches[0]?.confidence).toBeGreaterThan(0.8);
    expect(fs.readFileSync(path.join(root, 'calc.py'), 'utf8')).toBe(DIVIDE);
  });

  test('three fixes that fail: nothing is offered, everything is as it was, the attempts can be looked at', async () => {
    const failure = await failing({ 'calc.py': DIVIDE, 'test_calc.py': TEST }, 'python3 test_calc.py');
    const run = await heal(
      failure,
      ideas(
        ['0', '    return a / b if b else 0\n', 0.8],
        ['1', '    return a / b if b else 1\n', 0.7],
        ['-1', '    return a / b if b else -1\n', 0.6],
      ),
    );
    expect(run).toMatchObject({ patches: [], ended: 'none-held' });
    expect(run.attempts).toHaveLength(3);
    expect(fs.readFileSync(path.join(root, 'calc.py'), 'utf8')).toBe(DIVIDE);
    expect(fs.readdirSync(root).sort()).toEqual(['calc.py', 'test_calc.py']);
  });

  test('the same patch is not run twice, and no more than five are run', async () => {
    const failure = await failing({ 'calc.py': DIVIDE, 'test_calc.py': TEST }, 'python3 test_calc.py');
    const wrong = ideas(['0', '    return a / b if b else 0\n', 0.8]);
    const again = await heal(failure, wrong, { more: async () => (await heal(failure, wrong)).attempts.map(({ patch }) => patch) });
    expect(again.attempts).toHaveLength(1);
    const bodies = Array.from({ length: 8 }, (_, i) => [`${i}`, `    return a / b if b else ${i}\n`, 0.8 - i / 100] as const);
    const one = (body: (typeof bodies)[number]): Promise<HealedFailure> => heal(failure, ideas(body));
    const many = await heal(failure, ideas(...bodies.slice(0, 3)), {
      more: async () => (await Promise.all(bodies.slice(3).map(one))).flatMap(({ attempts }) => attempts.map(({ patch }) => patch)),
    });
    expect(many.attempts).toHaveLength(5);
    expect(many.ended).toBe('out-of-rounds');
  });

  test('an error behind the error is mended in the same patch, and the whole is proved', async () => {
    const failure = await failing({ 'main.py': 'total = 3\nprint(totl)\nnames = ["x"]\nprint(nmes)\n' }, 'python3 main.py');
    const run = await heal(failure);
    expect(run.ended).toBe('proved');
    expect(textAfter(run, failure.source)).toBe('total = 3\nprint(total)\nnames = ["x"]\nprint(names)\n');
  });

  // Of the sixteen first cases those whose program gets to the healed line and past it; in the others nothing calls the healed function.
  test.each([
    [
      '9',
      "def calculate(a, b):\n    return a + 'b'\n\nprint(calculate(1,2))\n",
      'def calculate(a, b):\n    return a + b\n\nprint(calculate(1,2))\n',
    ],
    ['15', "import os\ndata = json.loads('{}')\n", "import json\nimport os\ndata = json.loads('{}')\n"],
  ])('case %s is proved by running it', async (_, text, after) => {
    const failure = await failing({ 'main.py': text }, 'python3 main.py');
    const run = await heal(failure);
    expect(run.ended).toBe('proved');
    expect(textAfter(run, failure.source)).toBe(after);
  });

  // What the program means is what the patch makes of it: that it runs says nothing.
  test.each([
    ['12, called', "def foo()\n    print('Hello')\n\nfoo()\n", "def foo():\n    print('Hello')\n\nfoo()\n"],
    ['4, called', "def foo():\nprint('Hello, world!')\nfoo()\n", undefined],
    ['a text without its commas', 'name = "Ann"\nprint("Hello " name "!")\n', 'name = "Ann"\nprint("Hello ", name, "!")\n'],
  ])('case %s parses and ends well, and is not called proved', async (_, text, after) => {
    const failure = await failing({ 'main.py': text }, 'python3 main.py');
    const run = await heal(failure);
    expect(run.ended).toBe('not-provable');
    const last = run.attempts.at(-1);
    const best = last?.patch;
    expect(best?.evidence.find(({ rung }) => rung === 'parses')?.result).toBe('passed');
    expect(best?.evidence.find(({ rung }) => rung === 'reruns')).toMatchObject({
      result: 'skipped',
      why: expect.stringContaining('it parses') as string,
    });
    // No likelier for it.
    expect(last).toMatchObject({ endsWell: 'reached', outcome: 'unseen' });
    expect(best?.confidence).toBe(last?.probability);
    if (after) expect(textAfter(run, failure.source)).toBe(after);
  });

  test('the average of an empty list: whatever is offered runs, or nothing is', async () => {
    const failure = await failing(
      { 'main.py': 'def average(numbers):\n    return sum(numbers) / len(numbers)\n\nprint(average([]))\n' },
      'python3 main.py',
    );
    const run = await heal(failure);
    for (const patch of run.patches) expect(patch.evidence.find(({ rung }) => rung === 'reruns')?.result).toBe('passed');
  });

  test('a cancelled heal ends at once and offers nothing unproved as proved', async () => {
    const failure = await failing({ 'main.py': 'import time\ntotal = 3\ntime.sleep(1)\nprint(totl)\n' }, 'python3 main.py');
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    const run = await heal(failure, undefined, { signal: controller.signal });
    expect(run.patches.every(({ evidence }) => !evidence.some(({ rung, result }) => rung === 'reruns' && result === 'passed'))).toBe(true);
  });

  test("a model's first answer fails the test, it is told why, and its second holds", async () => {
    const failure = await failing({ 'calc.py': DIVIDE, 'test_calc.py': TEST }, 'python3 test_calc.py');
    const asked: string[] = [];
    const answer = (value: string): string =>
      `Division by zero is not defined.\n\n\`\`\`python\ndef divide(a, b):\n    if b == 0:\n        return ${value}\n    return a / b\n\`\`\`\n`;
    server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        asked.push(Buffer.concat(chunks).toString('utf8'));
        const message = { role: 'assistant', content: answer(asked.length === 1 ? '0' : 'None') };
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ id: 'x', object: 'chat.completion', choices: [{ index: 0, message, finish_reason: 'stop' }] }));
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { problem, source, proof } = failure;
    const result = await healWithModel({
      problem,
      source,
      all: [problem],
      workspace: opened.workspace,
      version: null,
      signal: new AbortController().signal,
      proof,
      models: { heal: openAiCompatible({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, name: 'small' }) },
    });
    if (!result.ok) throw new Error(result.message);
    const [patch] = result.value;
    expect(patch?.evidence.find(({ rung }) => rung === 'reruns')?.result).toBe('passed');
    expect(patch?.candidate.edits[0] && patched(source, patch.candidate.edits[0])).toContain('return None');
    expect(asked).toHaveLength(2);
    expect(asked[1]).toContain('assertion');
    expect(fs.readFileSync(path.join(root, 'calc.py'), 'utf8')).toBe(DIVIDE);
  });
});
