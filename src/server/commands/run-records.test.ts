// F084: what is kept of a run says of each attempt that did not hold why, with which change and in which lines.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { patchOf } from '../../../test/unit/patch-samples';
import type { Attempt, HealedCommand } from '../../engine';
import { recordedRuns, recordRun } from './run-records';

let root = '';
beforeEach(() => (root = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-runs-'))));
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const BEFORE = 'total = 1\nother = 2\n\nprint(totl)\n';

function attempt(to: string, why: string | undefined): Attempt {
  const patch = patchOf(BEFORE, 'totl', to);
  return {
    patch,
    rung: { rung: 'reruns', result: 'failed', ...(why === undefined ? {} : { why }) },
    outcome: 'failed',
    probability: 0.5,
    before: BEFORE,
    after: BEFORE.replace('totl', to),
    further: false,
    endsWell: undefined,
  };
}

const run = (tried: readonly Attempt[]): HealedCommand => ({ ended: 'none-held', why: 'No fix held.', rounds: [], files: [], tried });

test('F084: reflections say what failed, what was tried, and the lines that it had changed', async () => {
  const command = { line: 'python3 main.py', cwd: root };
  const started = new Date('2026-01-01T10:00:00.000Z');
  expect(
    await recordRun(root, command, run([attempt('other', 'it prints 2, not 1'), attempt('None', undefined)]), started),
  ).toBeUndefined();
  const [name = ''] = fs.readdirSync(path.join(root, '.self-heal/runs'));
  const written = JSON.parse(fs.readFileSync(path.join(root, '.self-heal/runs', name), 'utf8')) as Record<string, unknown>;
  expect(written['reflections']).toMatchObject([
    { failure_reason: 'it prints 2, not 1', fix_approach: "Change 'totl' to 'other'", specific_changes: ['line 4: print(other)'] },
    { failure_reason: 'the error is still there', fix_approach: "Change 'totl' to 'None'", specific_changes: ['line 4: print(None)'] },
  ]);
  expect(recordedRuns(root)[0]?.reflections.map(({ failure_reason }) => failure_reason)).toEqual([
    'it prints 2, not 1',
    'the error is still there',
  ]);
});

test('F084: the last twenty are kept, and no secret that a program printed', async () => {
  const secret = `ghp_${'a1B2'.repeat(9)}`;
  const tried = Array.from({ length: 30 }, (_, i) => attempt(`v${i}`, i === 29 ? `it prints ${secret}` : 'no'));
  await recordRun(root, { line: 'python3 main.py', cwd: root }, run(tried), new Date());
  const [record] = recordedRuns(root);
  expect(record?.reflections).toHaveLength(20);
  expect(record?.reflections.at(-1)?.fix_approach).toBe("Change 'totl' to 'v29'");
  expect(JSON.stringify(record)).not.toContain(secret);
});
