// A comparison that is interrupted goes on where it stopped, and what does not belong to it counts for nothing.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AdapterRegistry, compareWithBase, type ComparedCase, type ComparingRequest } from '../../../src/engine';
import { KeptAnswers, type AskedOf } from '../../../src/engine/adapt/comparison/kept-answers';
import { adapterFolder } from '../../support/adapters/adapter-files';
import { comparingServer } from '../../support/adapters/comparing-server';

let root = '';
beforeEach(() => void (root = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-kept-'))));
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const problem = (n: number): ComparedCase => {
  const after = `def job_${n}(rows):\n    width = ${n}\n    return [row * width for row in rows]\n`;
  return {
    id: `p${n}`,
    language: 'python',
    file: `job_${n}.py`,
    before: after.replace('* width', '* widht'),
    after,
    source: 'python',
    errorType: 'NameError',
    message: "name 'widht' is not defined",
    signature: { shape: 'NameError', holes: {} },
    line: 2,
    traceback: '',
    command: '',
    ofWorkspace: true,
  };
};

test('what was answered before Ctrl+C is not asked again, and is gone once the comparison is kept', { timeout: 120_000 }, async () => {
  const cases = Array.from({ length: 8 }, (_, n) => problem(n));
  const server = await comparingServer(cases, ['small-coder', 'ours'], () => 'right');
  try {
    const registry = new AdapterRegistry(path.join(root, '.self-heal/adapters'));
    const metadata = { adapter_id: 'ours', model_name: 'small-coder', created_at: '2026-01-01T00:00:00Z' };
    const adapter = await registry.register(adapterFolder(path.join(registry.folder, 'ours')), metadata);
    if (!adapter.ok) throw new Error(adapter.message);
    const said: string[] = [];
    const stop = new AbortController();
    const request: Omit<ComparingRequest, 'signal' | 'onProgress'> = {
      registry,
      adapter: adapter.value,
      root,
      problems: { cases, isTrainingKnown: true, leftOut: {} },
      server: { baseUrl: server.url, name: 'small-coder' },
      kind: 'openai-compatible',
      settings: {},
      sandbox: undefined,
      givesBack: false,
      onFault: () => undefined,
      onLoading: (text) => said.push(text),
    };
    const first = await compareWithBase({ ...request, signal: stop.signal, onProgress: (done) => done === 5 && stop.abort() });
    expect(first).toMatchObject({ ok: false, reason: 'cancelled', message: expect.stringContaining('goes on where it stopped') as string });
    const asked = server.asked.length;
    const second = await compareWithBase({ ...request, signal: new AbortController().signal, onProgress: () => undefined });
    expect(second).toMatchObject({ ok: true, value: { held_out: { problems: 8, base: { exact: 8 }, adapter: { exact: 8 } } } });
    expect(said.at(-1)).toBe('5 answers of a comparison that did not end are taken over');
    expect(server.asked.slice(asked)).toHaveLength(11);
    expect(fs.existsSync(path.join(adapter.value.path, '.comparison.jsonl'))).toBe(false);
  } finally {
    await server.stop();
  }
});

test('other weights, another model or other problems: nothing is taken over; half a line and foreign lines are passed over', () => {
  const asked: AskedOf = { weights: 'a', base: 'm', address: 'http://localhost', sandbox: undefined, cases: [problem(1), problem(2)] };
  const right = { proved: false, checked: true, exact: true };
  const kept = new KeptAnswers(root, asked);
  kept.add('base', problem(1), right);
  fs.appendFileSync(path.join(root, '.comparison.jsonl'), '\n{"who":"base"}\n<<<<<<<\n{"who":"adapter","id":"p1","prov');
  kept.add('adapter', problem(2), right);
  const again = new KeptAnswers(root, asked);
  expect([again.size, again.get('base', problem(1)), again.get('adapter', problem(2))]).toEqual([2, right, right]);
  for (const other of [{ weights: 'b' }, { base: 'n' }, { address: 'http://other' }, { sandbox: 'bubblewrap' }, { cases: [problem(1)] }])
    expect(new KeptAnswers(root, { ...asked, ...other }).size).toBe(0);
  expect(new KeptAnswers(root, { ...asked, weights: undefined }).size).toBe(0);
  again.remove();
  expect(new KeptAnswers(root, asked).size).toBe(0);
});
