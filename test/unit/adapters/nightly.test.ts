// A night's training: what keeps it from running, what is remembered of it, and two windows at midnight, which are real processes.

import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  NightlyTimer,
  readSchedule,
  readScheduleState,
  runNightly,
  takeTrainingLock,
  type NightlyOutcome,
  type NightlyRequest,
  type Schedule,
} from '../../../src/engine';

let root: string;
let adapters: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'nightly-'));
  adapters = path.join(root, '.self-heal', 'adapters');
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const read = readSchedule('0 0 * * *', 'UTC');
if (!read.ok) throw new Error(read.message);
const MIDNIGHT: Schedule = read.value;
const SET = new Date('2026-06-01T12:00:00Z');
const NOW = new Date('2026-06-02T00:10:00Z');

const trained: string[] = [];
beforeEach(() => void trained.splice(0));
const request = (parts: Partial<NightlyRequest> = {}): NightlyRequest => ({
  adapters,
  schedule: MIDNIGHT,
  minNewPairs: 20,
  now: NOW,
  pairsSince: () => 25,
  onMains: () => Promise.resolve(true),
  train: () => {
    trained.push('one');
    return Promise.resolve({ ok: true, message: 'The adapter a is ready.' });
  },
  ...parts,
});
/** As if the schedule had been set the day before. */
const setBefore = (): Promise<NightlyOutcome> => runNightly(request({ now: SET }));

test('it trains at its time, once, and remembers when and how', async () => {
  expect(await setBefore()).toMatchObject({ kind: 'kept', why: 'not-due', next: new Date('2026-06-02T00:00:00Z') });
  expect(await runNightly(request())).toEqual({ kind: 'trained', message: 'The adapter a is ready.' });
  expect(await runNightly(request())).toMatchObject({ why: 'not-due', next: new Date('2026-06-03T00:00:00Z') });
  expect(trained).toHaveLength(1);
  expect(readScheduleState(adapters)).toMatchObject({
    expression: '0 0 * * *',
    lastScheduled: '2026-06-02T00:00:00.000Z',
    lastStarted: NOW.toISOString(),
    lastResult: 'The adapter a is ready.',
  });
});

test.each<[string, Partial<NightlyRequest>, string]>([
  ['too few new pairs', { pairsSince: () => 19 }, 'few-pairs'],
  ['a store that can’t be read', { pairsSince: () => undefined }, 'failed'],
  ['a battery', { onMains: () => Promise.resolve(false) }, 'on-battery'],
  ['more than an hour too late', { now: new Date('2026-06-02T01:10:00Z') }, 'not-due'],
])('%s keeps it from running, and uses nothing up', async (_, parts, why) => {
  await setBefore();
  expect(await runNightly(request(parts))).toMatchObject({ kind: 'kept', why });
  expect(trained).toEqual([]);
  expect((await runNightly(request())).kind).toBe('trained');
});

test('power that can’t be told does not keep it from running', async () => {
  await setBefore();
  expect((await runNightly(request({ onMains: () => Promise.resolve(undefined) }))).kind).toBe('trained');
});

test('new pairs are those since the newest adapter', async () => {
  await setBefore();
  for (const [id, created_at] of [
    ['old', '2026-05-01T10:00:00Z'],
    ['new', '2026-05-20T10:00:00Z'],
    // Of a clock that was wrong.
    ['wrong', '2031-01-01T00:00:00Z'],
    ['odd', 'some day'],
  ] as const) {
    fs.mkdirSync(path.join(adapters, id), { recursive: true });
    fs.writeFileSync(path.join(adapters, id, 'metadata.json'), JSON.stringify({ adapter_id: id, model_name: 'm', created_at }));
  }
  const asked: (string | undefined)[] = [];
  await runNightly(request({ pairsSince: (since) => (asked.push(since), 0) }));
  expect(asked).toEqual(['2026-05-20T10:00:00.000Z']);
});

test('a training that fails or throws is told, and not begun again in the same night', async () => {
  await setBefore();
  expect(await runNightly(request({ train: () => Promise.reject(new Error('no Python')) }))).toMatchObject({
    why: 'failed',
    message: 'no Python',
  });
  expect(await runNightly(request())).toMatchObject({ why: 'not-due' });
  expect(readScheduleState(adapters).lastResult).toBe('no Python');
});

test('a schedule that was just set does not make up for what lies behind; another expression begins anew', async () => {
  expect(await runNightly(request())).toMatchObject({ why: 'not-due' });
  const other = readSchedule('5 0 * * *', 'UTC');
  if (!other.ok) throw new Error(other.message);
  await setBefore();
  expect(await runNightly(request({ schedule: other.value }))).toMatchObject({ why: 'not-due' });
});

test('where a timer of the system keeps the time it is due now', async () => {
  const { schedule, ...without } = request();
  void schedule;
  expect((await runNightly(without)).kind).toBe('trained');
  expect((await runNightly(without)).kind).toBe('trained');
});

test('a folder that can’t be written and a state that is damaged', async () => {
  await setBefore();
  fs.writeFileSync(path.join(adapters, '.schedule.json'), '{"lastScheduled": "yesterday"');
  expect(await runNightly(request())).toMatchObject({ why: 'not-due' });
  fs.rmSync(adapters, { recursive: true });
  fs.writeFileSync(adapters, 'a file');
  expect(await runNightly(request())).toMatchObject({ why: 'failed' });
});

describe('the lock', () => {
  test('is one for all, and can be taken again once it is given back', () => {
    const one = takeTrainingLock(adapters);
    expect(one.ok).toBe(true);
    expect(takeTrainingLock(adapters)).toMatchObject({ ok: false, reason: 'busy' });
    if (one.ok) one.value.release();
    if (one.ok) one.value.release();
    const other = takeTrainingLock(adapters);
    expect(other.ok).toBe(true);
    if (other.ok) other.value.release();
  });

  test('a file of somebody else in its place is named', () => {
    fs.mkdirSync(adapters, { recursive: true });
    fs.writeFileSync(path.join(adapters, '.training.lock'), 'something else, long enough to be looked at as a database. '.repeat(20));
    expect(takeTrainingLock(adapters)).toMatchObject({
      ok: false,
      reason: 'failed',
      message: expect.stringContaining('Delete that file') as string,
    });
  });
});

describe('two windows, each a process', () => {
  let dir: string;
  let child: string;
  const started: ChildProcess[] = [];
  beforeAll(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'nightly-child-'));
    child = path.join(dir, 'child.cjs');
    buildSync({
      entryPoints: [path.join(import.meta.dirname, 'nightly-child.ts')],
      outfile: child,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
  });
  afterAll(() => {
    for (const each of started) each.kill('SIGKILL');
    fs.rmSync(dir, { recursive: true, force: true });
  });

  /** Resolves to what it said. @param until what it says before it is killed with SIGKILL. */
  function open(args: readonly string[], options: { env?: Record<string, string>; until?: string } = {}): Promise<string[]> {
    return new Promise((resolve, reject) => {
      const one = spawn(process.execPath, [child, adapters, ...args], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, TZ: 'UTC', ...options.env },
      });
      started.push(one);
      let said = '';
      one.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
        if (options.until !== undefined && said.includes(options.until)) one.kill('SIGKILL');
      });
      one.on('error', reject).on('close', () => resolve(said.split('\n').slice(0, -1)));
    });
  }

  test('at midnight one trains, and the other does not, then or later', async () => {
    for (let night = 1; night <= 5; night++) {
      await open([`2026-06-0${night}T12:00:00Z`, '0', '0', '1']);
      const begin = String(Date.now() + 700);
      const windows = await Promise.all([1, 2, 3].map(() => open([`2026-06-0${night + 1}T00:00:05Z`, begin, '150', '15'])));
      expect(windows.flat().filter((line) => line === 'training')).toHaveLength(1);
      expect(windows.flat().filter((line) => !['training', 'trained', 'busy', 'not-due'].includes(line))).toEqual([]);
    }
  }, 120_000);

  test('the lock ends with its process, killed or not; the night is not begun again, the next one is', async () => {
    await open(['2026-06-01T12:00:00Z', '0', '0', '1']);
    expect(await open(['2026-06-02T00:00:05Z', '0', '60000', '1'], { until: 'training' })).toEqual(['training']);
    const lock = takeTrainingLock(adapters);
    expect(lock.ok).toBe(true);
    if (lock.ok) lock.value.release();
    expect(await open(['2026-06-02T00:10:00Z', '0', '0', '1'])).toEqual(['not-due']);
    expect(await open(['2026-06-03T00:00:05Z', '0', '0', '1'])).toEqual(['training', 'trained']);
  }, 60_000);

  test.each([
    ['in spring', '2027-03-27T12:00:00Z', ['2027-03-28T00:59:30Z', '2027-03-28T01:00:20Z', '2027-03-28T01:30:20Z', '2027-03-28T01:59:20Z']],
    ['in autumn', '2026-10-24T12:00:00Z', ['2026-10-25T00:29:30Z', '2026-10-25T00:30:20Z', '2026-10-25T01:29:30Z', '2026-10-25T01:30:20Z']],
  ])(
    'half past two by the machine’s own clock in Berlin, the night on which it changes %s: once',
    async (_, set, looks) => {
      const env = { TZ: 'Europe/Berlin' };
      const said: string[] = [];
      for (const now of [set, ...looks]) said.push(...(await open([now, '0', '0', '1', '30 2 * * *'], { env })));
      expect(said).toEqual(['not-due', 'not-due', 'training', 'trained', 'not-due', 'not-due']);
    },
    60_000,
  );
});

describe('while a window is open', () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-06-01T23:50:00Z'), toFake: ['setInterval', 'clearInterval', 'Date'] }));
  afterEach(() => void vi.useRealTimers());

  test('nothing is told until it is due; what keeps it is told once a night; closed, it looks no more', async () => {
    const outcomes: NightlyOutcome[] = [];
    let pairs = 3;
    const timer = new NightlyTimer({ ...request({ pairsSince: () => pairs }), schedule: MIDNIGHT, onOutcome: (one) => outcomes.push(one) });
    await timer.look();
    expect(outcomes).toEqual([]);
    vi.setSystemTime(new Date('2026-06-02T00:01:00Z'));
    for (let i = 0; i < 3; i++) await timer.look();
    expect(outcomes).toMatchObject([{ kind: 'kept', why: 'few-pairs' }]);
    pairs = 30;
    await timer.look();
    expect(outcomes).toMatchObject([{ why: 'few-pairs' }, { kind: 'trained' }]);
    vi.setSystemTime(new Date('2026-06-03T00:01:00Z'));
    pairs = 0;
    await timer.look();
    expect(outcomes).toHaveLength(3);
    timer.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});
