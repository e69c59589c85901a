// F041: what is too complex gets no fix but a brief, where a person has asked for that.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { briefFor, escalationOf, healFile, healProblem, openPairStore, recordHeal, storeMemory, type Problem } from '../../src/engine';
import { complexityOf } from '../../src/engine/diagnose/complexity';
import { MAX_COMPLEXITY } from '../../src/engine/heal/limits';
import { placed } from '../support/python-case';

const SLIP = 'total = 1\nprint(«totl»)\n';
const ERROR = "NameError: name 'totl' is not defined";

/** The slip, seen at the end of a way through many files, in the middle of threads. */
function complex(): ReturnType<typeof placed> {
  const it = placed(
    `import threading\n\ndef run(lock):\n    worker = threading.Thread(target=print)\n    with threading.RLock():\n        worker.start()\n        total = 1\n        print(«totl»)\n`,
    ERROR,
    {},
  );
  const frame = (file: string, line: number): Problem['frames'][number] => ({
    location: { path: path.join(path.dirname(it.file), file), range: { start: { line, character: 0 }, end: { line, character: 1 } } },
    name: 'run',
    own: true,
  });
  const frames = [...Array(14).keys()].map((i) => frame(`part${i % 5}.py`, i));
  return { ...it, problem: { ...it.problem, frames } };
}

const request = ({ problem, source, workspace }: ReturnType<typeof placed>) => ({
  problem,
  source,
  version: null,
  all: [problem],
  workspace,
  signal: new AbortController().signal,
});

test('F041: a slip of one file is simple; what many files, many places and threads take part in is not', async () => {
  const slip = placed(SLIP, ERROR, {});
  expect((await complexityOf(slip.problem, slip.source)).score).toBe(0);
  const { problem, source } = complex();
  const { score, reasons } = await complexityOf(problem, source);
  expect(score).toBeGreaterThan(MAX_COMPLEXITY);
  expect(score).toBeLessThan(1);
  expect(reasons.map(({ name }) => name)).toEqual(['concurrency', 'files', 'frames']);
  expect(reasons[0]?.words).toContain('threading');
});

test('F041: no two reasons are enough, and a recursion is one place', async () => {
  const { problem, source } = complex();
  const deep: Problem = { ...problem, frames: [...Array(1000).keys()].flatMap(() => problem.frames.slice(0, 1)) };
  expect((await complexityOf(deep, source)).score).toBeLessThan(MAX_COMPLEXITY);
  const { problem: slip, source: text } = placed(SLIP, ERROR, {});
  expect((await complexityOf({ ...slip, frames: problem.frames }, text)).score).toBeLessThan(MAX_COMPLEXITY);
  expect((await complexityOf({ ...problem, frames: [] }, source, { held: 0, failed: 9 })).score).toBeLessThanOrEqual(MAX_COMPLEXITY);
  // One fix that did not hold may be chance.
  expect((await complexityOf(slip, text, { held: 0, failed: 1 })).score).toBe(0);
});

test('F041: off, it is healed as ever; asked for, it gets no fix, and the slip beside it does', async () => {
  const it = complex();
  expect(await healProblem(request(it))).not.toHaveLength(0);
  expect(await healProblem({ ...request(it), escalate: true })).toEqual([]);
  expect(await healProblem({ ...request(placed(SLIP, ERROR, {})), escalate: true })).not.toHaveLength(0);
});

test('F041: of a whole file it is left with the reason, and no other source is asked about it', async () => {
  const { file, problem, source, workspace } = complex();
  let asked = 0;
  const more = () => {
    asked++;
    return Promise.resolve([]);
  };
  const heal = (escalate: boolean) =>
    healFile({
      path: file,
      source,
      version: null,
      problems: [problem],
      workspace,
      signal: new AbortController().signal,
      more,
      escalate,
      remaining: () => Promise.resolve([problem]),
    });
  const { healed, left } = await heal(true);
  expect(healed).toEqual([]);
  expect(left[0]?.why).toMatch(/^needs a person \(complexity 0\.8\d\): things run at the same time there/);
  expect(asked).toBe(0);
});

test('F041: the brief tells where, how and why, and no secret', async () => {
  const { problem, source } = complex();
  const secret = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;
  const told = {
    ...problem,
    message: `${problem.message} ${secret}`,
    command: { line: 'python3 app.py', cwd: path.dirname(problem.location.path), exitCode: 1 },
  };
  const brief = await briefFor({ problem: told, source }, (each) => path.basename(each));
  const text = brief.ok ? brief.value : '';
  expect(text).toMatch(/^# Needs a person: NameError in app\.py, line 8\n/);
  for (const part of ['python3 app.py', '>     8          print(totl)', 'in run', 'part4.py', '6 files of your own take part'])
    expect(text).toContain(part);
  expect(text).not.toContain(secret);
  const simple = placed(SLIP, ERROR, {});
  const own = await briefFor(simple, (each) => path.basename(each));
  expect(own.ok && own.value).toMatch(/^# For a person: /);
});

test('F041: fixes that did not hold in this workspace count', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-escalation-'));
  const opened = openPairStore({ folder });
  if (!opened.ok) throw new Error(opened.message);
  const store = opened.value;
  const { problem, source } = placed(SLIP, ERROR, {});
  const record = (i: number, outcome: 'healed' | 'reverted') =>
    recordHeal(store, {
      schema: 1,
      id: String(i).padStart(32, '0'),
      at: '2026-01-01T00:00:00.000Z',
      via: 'lightbulb',
      language: 'python',
      errorType: 'NameError',
      shape: problem.signature.shape,
      source: 'python',
      attempts: 1,
      outcome,
      why: '',
      ms: 1,
      patch: null,
    });
  await record(1, 'healed');
  for (const i of [2, 3, 4]) await record(i, 'reverted');
  const memory = storeMemory({ storeOf: () => store });
  expect(memory.historyOf?.(problem)).toEqual({ held: 1, failed: 3 });
  expect(await escalationOf({ problem, source, memory })).toBeUndefined();
  expect((await complexityOf(problem, source, memory.historyOf?.(problem))).reasons[0]?.words).toBe(
    'of 4 fixes of such errors here 3 did not hold',
  );
  store.close();
  fs.rmSync(folder, { recursive: true, force: true });
});
