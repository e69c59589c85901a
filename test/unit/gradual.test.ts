// F089: one place, half of them, all; each step looked at before it is written, and the first that makes something worse takes all back.

import { expect, test } from 'vitest';
import {
  applyGradually,
  DiskFiles,
  openWorkspace,
  rulePatches,
  stepCheck,
  verdictWords,
  type LearnedRule,
  type Patch,
} from '../../src/engine';
import { gradualSteps } from '../../src/engine/heal/gradual';
import { readRule } from '../../src/engine/learn/mine/rule-file';
import { checkRule } from '../../src/engine/learn/mine/check-rule';
import { WARN_RULE } from '../support/warn-rule';

async function rule(): Promise<LearnedRule> {
  const read = readRule(WARN_RULE);
  const checked = read.ok ? await checkRule(read.value) : read;
  if (!checked.ok) throw new Error(checked.message);
  return checked.value;
}

const FILES = new Map([
  ['/nowhere/a.py', 'import log\n\nlog.warn("one")\nlog.warn("two")\nlog.warn("three")\n'],
  ['/nowhere/b.py', 'import log\n\nlog.warn("four")\n'],
]);

async function places(): Promise<Patch[]> {
  const all: Patch[] = [];
  for (const [path, text] of FILES) all.push(...(await rulePatches(await rule(), { path, language: 'python', text, version: null })));
  return all;
}

const NOTHING_WORSE = { checkedBy: ['a checker'], tests: [] };

test('F089: the steps are one, half and all, each once', () => {
  expect([0, 1, 2, 3, 4, 9].map(gradualSteps)).toEqual([[], [1], [1, 2], [1, 2, 3], [1, 2, 4], [1, 5, 9]]);
});

/** The files on a disk, each write of them as it was. */
function disk() {
  const texts = new Map(FILES);
  const writes: string[][] = [];
  return {
    texts,
    writes,
    write: (changes: readonly { readonly path: string; readonly before: string; readonly after: string }[]) => {
      for (const { path, before } of changes) if (texts.get(path) !== before) return Promise.resolve(`${path} has changed meanwhile`);
      for (const { path, after } of changes) texts.set(path, after);
      writes.push(changes.map(({ path }) => path));
      return Promise.resolve(undefined);
    },
  };
}

const read = (path: string): Promise<string | undefined> => Promise.resolve(FILES.get(path));
const warnings = (texts: ReadonlyMap<string, string>): number => [...texts.values()].join('').split('.warning(').length - 1;

test('F089: each step is written only after it was looked at, with those before it', async () => {
  const { texts, write, writes } = disk();
  const seen: number[] = [];
  const end = await applyGradually({
    places: await places(),
    read,
    check: (changes) => {
      // What is looked at is not yet on the disk.
      seen.push(warnings(texts), warnings(new Map(changes.map(({ path, after }) => [path, after]))));
      return Promise.resolve(NOTHING_WORSE);
    },
    write,
    signal: new AbortController().signal,
  });
  expect(end.ended).toBe('done');
  expect(end.steps.map((step) => [step.places, step.of])).toEqual([
    [1, 4],
    [2, 4],
    [4, 4],
  ]);
  expect(seen).toEqual([0, 1, 1, 2, 2, 4]);
  expect(warnings(texts)).toBe(4);
  expect(writes).toHaveLength(3);
});

test('F089: at the first regression all of it is taken back', async () => {
  const { texts, write } = disk();
  const end = await applyGradually({
    places: await places(),
    read,
    check: (changes) =>
      Promise.resolve(changes.length > 1 ? { ...NOTHING_WORSE, regression: 'line 3 of b.py has a new error' } : NOTHING_WORSE),
    write,
    signal: new AbortController().signal,
  });
  expect(end).toMatchObject({ ended: 'regressed', why: 'line 3 of b.py has a new error', changes: [] });
  expect(end.steps).toHaveLength(3);
  expect([...texts]).toEqual([...FILES]);
});

test('F089: stopped by the person all is taken back, and what somebody else changed meanwhile stays theirs', async () => {
  const { texts, write } = disk();
  const stop = new AbortController();
  const end = await applyGradually({
    places: await places(),
    read,
    check: () => {
      if (warnings(texts) > 0) stop.abort();
      return Promise.resolve(NOTHING_WORSE);
    },
    write,
    signal: stop.signal,
  });
  expect(end.ended).toBe('cancelled');
  expect([...texts]).toEqual([...FILES]);

  const other = disk();
  const left = await applyGradually({
    places: await places(),
    read,
    check: () => {
      if (warnings(other.texts) > 0) other.texts.set('/nowhere/a.py', 'mine\n');
      return Promise.resolve(NOTHING_WORSE);
    },
    write: other.write,
    signal: new AbortController().signal,
  });
  expect(left).toMatchObject({ ended: 'unwritable', left: '/nowhere/a.py has changed meanwhile' });
  expect(other.texts.get('/nowhere/a.py')).toBe('mine\n');
});

test('F089: a new error of a checker, and a test that fails, are regressions', async () => {
  const opened = await openWorkspace({
    root: '/nowhere',
    files: new DiskFiles('/nowhere'),
    trusted: true,
    typescriptFolders: [],
    index: false,
  });
  try {
    const failing = { rung: 'tests', result: 'failed', why: 'test_b fails' } as const;
    const passing = { rung: 'tests', result: 'passed', counts: { passed: 2, healed: 0, stillFailing: 0, newlyBroken: 0 } } as const;
    const signal = new AbortController().signal;
    const check = (tests: typeof failing | typeof passing) =>
      stepCheck({ workspace: opened.workspace, signal, test: () => Promise.resolve([tests]) });
    const change = (after: string) => [{ path: '/nowhere/a.py', before: 'one = 1\nprint(one)\n', after }];
    const fine = await check(passing)(change('one = 2\nprint(one)\n'));
    expect(fine.regression).toBeUndefined();
    expect(verdictWords(fine)).toMatch(/^nothing new for .+, 2 tests pass$/);
    expect((await check(passing)(change('two = 2\nprint(one)\n'))).regression).toMatch(/^line 2 of a\.py has a new error: NameError/);
    expect((await check(failing)(change('one = 2\nprint(one)\n'))).regression).toBe('tests that passed before fail with it: test_b fails');
  } finally {
    opened.dispose();
  }
});

test('what keeps one file from being taken back keeps no other', async () => {
  const { texts, write } = disk();
  const all = await places();
  const isB = ({ candidate }: Patch): boolean => candidate.edits[0]?.path === '/nowhere/b.py';
  const end = await applyGradually({
    places: [...all.filter(isB), ...all.filter((place) => !isB(place))],
    read,
    check: (changes) => {
      if (warnings(texts) < 2) return Promise.resolve(NOTHING_WORSE);
      // Both files are written by now, and somebody else goes on with one of them.
      texts.set('/nowhere/a.py', 'mine\n');
      return Promise.resolve({ ...NOTHING_WORSE, regression: `worse with ${changes.length} files` });
    },
    write,
    signal: new AbortController().signal,
  });
  expect(end).toMatchObject({ ended: 'regressed', left: '/nowhere/a.py has changed meanwhile', changes: [{ path: '/nowhere/a.py' }] });
  expect([...texts]).toEqual([
    ['/nowhere/a.py', 'mine\n'],
    ['/nowhere/b.py', FILES.get('/nowhere/b.py')],
  ]);
});
