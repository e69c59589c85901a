// Only if better: what is held out, how the counts are judged, and real comparisons over HTTP with models whose answers a test has written.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import {
  AdapterRegistry,
  ComparedHeals,
  comparisonTable,
  compare,
  genericCases,
  heldOut,
  makePair,
  mayActivate,
  mistakeHash,
  openAiCompatible,
  openPairStore,
  recordPair,
  toldFix,
  trainedOn,
  type ComparedCase,
  type Comparison,
  type PairStore,
  type SuccessPair,
} from '../../../src/engine';
import { judge } from '../../../src/engine/adapt/comparison/compare';
import { signTest } from '../../../src/engine/adapt/comparison/sign-test';
import { adapterFolder } from '../../support/adapters/adapter-files';
import { comparingServer, type Answering } from '../../support/adapters/comparing-server';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-comparison-'));
const stores: PairStore[] = [];
afterAll(() => {
  for (const store of stores) store.close();
  fs.rmSync(scratch, { recursive: true, force: true });
});
const fresh = (): string => fs.mkdtempSync(path.join(scratch, 'w'));

/** Names of errors that no training has seen: one word each, so that no two mistakes are one. */
const program = (n: number): { readonly before: string; readonly after: string; readonly error: string } => {
  const after = `def job_${n}(rows):\n    width = ${n}\n    return [row * width for row in rows]\n\n\nprint(job_${n}([1, 2]))\n`;
  return { before: after.replace('* width', '* widht'), after, error: "NameError: name 'widht' is not defined" };
};

async function storeWith(root: string, pairs: readonly { readonly n: number; readonly at: string }[]): Promise<PairStore> {
  const opened = openPairStore({ folder: root });
  if (!opened.ok) throw new Error(opened.message);
  stores.push(opened.value);
  for (const { n, at } of pairs) {
    const { before, after, error } = program(n);
    const told = toldFix({ path: path.join(root, `job_${n}.py`), language: 'python', before, after, error });
    if (!told.ok) throw new Error(told.message);
    const done = await recordPair(
      opened.value,
      makePair(told.value, before, after, { now: new Date(at), root, how: 'a test', via: 'hand' }),
    );
    if (!done.ok) throw new Error(done.message);
  }
  return opened.value;
}

const all = (store: PairStore): readonly SuccessPair[] => {
  const page = store.page();
  return page.ok ? page.value.pairs : [];
};

describe('the sign test', () => {
  test.each<[number, number, number]>([
    [0, 0, 1],
    [1, 0, 1 / 2],
    [3, 0, 1 / 8],
    [4, 0, 1 / 16],
    // P(X ≥ 5 | 6) = 7/64, P(X ≥ 8 | 10) = 56/1024, P(X ≥ 7 | 10) = 176/1024, P(X ≥ 15 | 20) = 21700/2^20: tables of the binomial.
    [5, 1, 7 / 64],
    [8, 2, 56 / 1024],
    [7, 3, 176 / 1024],
    [15, 5, 21_700 / 2 ** 20],
    [0, 4, 1],
    [5, 5, 638 / 1024],
    [2, 8, 1013 / 1024],
  ])('%i wins, %i losses', (wins, losses, p) => expect(signTest(wins, losses)).toBeCloseTo(p, 12));

  test('is the whole of what chance does: both sides and the tie make one', () => {
    for (const [wins, losses] of [
      [3, 7],
      [40, 60],
      [501, 499],
    ] as const)
      expect(signTest(wins, losses) + signTest(losses + 1, wins - 1)).toBeCloseTo(1, 12);
    expect(signTest(200, 0)).toBeCloseTo(2 ** -200, 70);
    expect(signTest(200, 0) * 2 ** 200).toBeCloseTo(1, 10);
    expect(signTest(5_000, 5_000)).toBeCloseTo(0.504, 3);
    expect(() => signTest(-1, 2)).toThrow(RangeError);
    expect(() => signTest(1.5, 2)).toThrow(RangeError);
  });
});

describe('the outcome', () => {
  const side = (healed: number) => ({ proved: healed, checked: 0, exact: 0, healed });
  const counts = (
    problems: number,
    wins: number,
    losses: number,
    generic: readonly [number, number, number] = [100, 80, 80],
    unanswered = 0,
  ) => ({
    held_out: { problems, base: side(losses), adapter: side(wins) },
    generic: { problems: generic[0], base: side(generic[1]), adapter: side(generic[2]) },
    wins,
    losses,
    p: signTest(wins, losses),
    unanswered,
  });
  test.each<[string, ReturnType<typeof counts>, Comparison['outcome']]>([
    ['four wins of thirty', counts(30, 4, 0), 'better'],
    ['three wins of thirty: one in eight', counts(30, 3, 0), 'not-enough-evidence'],
    ['29 problems, all won', counts(29, 29, 0), 'not-enough-evidence'],
    ['nothing differs', counts(100, 0, 0), 'not-enough-evidence'],
    ['eight to two', counts(100, 8, 2), 'better'],
    ['seven to three', counts(100, 7, 3), 'not-enough-evidence'],
    ['two to eight', counts(100, 2, 8), 'worse'],
    ['two points forgotten', counts(100, 30, 0, [100, 80, 78]), 'better'],
    ['three points forgotten', counts(100, 30, 0, [100, 80, 77]), 'worse'],
    ['two of ninety forgotten', counts(100, 30, 0, [90, 80, 78]), 'worse'],
    ['generic ones not asked', counts(100, 30, 0, [0, 0, 0]), 'not-enough-evidence'],
    ['a tenth unanswered', counts(90, 30, 0, [90, 80, 80], 20), 'better'],
    ['more than a tenth unanswered', counts(90, 30, 0, [89, 80, 80], 21), 'not-enough-evidence'],
  ])('%s', (_name, of, outcome) => expect(judge(of).outcome).toBe(outcome));
});

describe('what is held out', () => {
  const day = (n: number): string => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;
  test('is of mistakes that were not learned, and not older than what was', async () => {
    const store = await storeWith(fresh(), [
      { n: 1, at: day(1) },
      { n: 2, at: day(5) },
      { n: 3, at: day(9) },
    ]);
    const pairs = all(store);
    const another = (pair: SuccessPair): SuccessPair => ({ ...pair, id: 'f'.repeat(32), signature: { shape: 'another', holes: {} } });
    const [, second] = pairs;
    if (!second) throw new Error('no pair');
    const since = heldOut(store, { trained_on: trainedOn([another(second)]), error_types: [] });
    expect(since).toMatchObject({ ok: true, value: { leftOut: { older: 1 }, isTrainingKnown: true } });
    expect(since.ok && since.value.cases.map(({ file }) => file)).toEqual(['job_2.py', 'job_3.py']);
    // One pair of a mistake was learned: none of its others is new.
    expect(heldOut(store, { trained_on: trainedOn([second]), error_types: [] })).toMatchObject({
      value: { cases: [], leftOut: { learned: 3 } },
    });
    expect(heldOut(store, { trained_on: trainedOn([another(second)]), error_types: ['KeyError'] })).toMatchObject({
      value: { cases: [], leftOut: { older: 1, 'other-errors': 2 } },
    });
    // That pairs said when to stop makes them seen, but nothing old by them.
    expect(
      heldOut(store, { trained_on: trainedOn([another({ ...second, recordedAt: day(2) })], { stoppedBy: [second] }), error_types: [] }),
    ).toMatchObject({ value: { cases: [], leftOut: { learned: 3 } } });
  });

  test('is what an export would hold out, where nobody knows what was learned', async () => {
    const store = await storeWith(
      fresh(),
      [1, 2, 3].map((n) => ({ n, at: day(n) })),
    );
    expect(heldOut(store, { error_types: [] })).toMatchObject({
      value: { cases: [], leftOut: { 'may-be-learned': 3 }, isTrainingKnown: false },
    });
  });

  test('what was learned stays known by its hashes', () => {
    const pair = { id: 'a'.repeat(32), language: 'python', signature: { shape: 's', holes: {} }, recordedAt: day(3) } as const;
    const older = { ...pair, id: 'b'.repeat(32), recordedAt: day(1) };
    const made = trainedOn([pair, older], { generic: 7 });
    expect(made).toMatchObject({ count: 2, ids: [pair.id, older.id], mistakes: [mistakeHash(pair)], until: day(3), generic: 7 });
    expect(trainedOn([older, pair]).hash).toBe(made.hash);
    expect(trainedOn([pair]).hash).not.toBe(made.hash);
  });
});

describe('generic problems', () => {
  const cases = genericCases();
  test('are a hundred different ones', () => {
    expect(cases).toHaveLength(100);
    expect(new Set(cases.map(({ before }) => before)).size).toBe(100);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(100);
    expect(cases.every(({ before, after }) => before !== after)).toBe(true);
  });

  test.each(cases.slice(0, 10).map((one) => [`${one.language} ${one.errorType}`, one] as const))(
    '%s: fails as it says, and runs when it is right',
    (_name, one) => {
      const folder = fresh();
      const run = (text: string) => {
        fs.writeFileSync(path.join(folder, one.file), text);
        return spawnSync(one.language === 'python' ? 'python3' : process.execPath, [one.file], {
          cwd: folder,
          encoding: 'utf8',
          timeout: 20_000,
        });
      };
      expect(run(one.after)).toMatchObject({ status: 0 });
      const failed = run(one.before);
      expect(failed.status).toBe(1);
      // What follows the error differs from version to version.
      expect(failed.stderr).toContain(`${one.errorType}: ${one.message.split('. Did you mean')[0] ?? ''}`);
      expect(failed.stderr).toMatch(new RegExp(`${one.file.replace('.', '\\.')}(?:", line |:)${one.line + 1}\\b`));
    },
  );
});

describe('a comparison over HTTP', { timeout: 240_000 }, () => {
  const BASE = 'small-coder';
  const ADAPTER = 'ours';
  /** How often each is right: of the problems of the workspace, and of the generic ones. */
  interface Rates {
    readonly base: (n: number) => Answering;
    readonly adapter: (n: number) => Answering;
    readonly generic?: (model: string, n: number) => Answering;
  }

  async function compared(own: number, rates: Rates, generic: readonly ComparedCase[] = genericCases().slice(0, 6)) {
    const root = fresh();
    const store = await storeWith(
      root,
      Array.from({ length: own }, (_, n) => ({ n, at: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString() })),
    );
    const out = heldOut(store, { trained_on: { ...trainedOn([]), mistakes: [] }, error_types: ['NameError'] });
    if (!out.ok) throw new Error(out.message);
    expect(out.value.cases).toHaveLength(own);
    const cases = [...out.value.cases, ...generic];
    const server = await comparingServer(cases, [BASE, ADAPTER], (model, n) =>
      n < own ? rates[model === BASE ? 'base' : 'adapter'](n) : (rates.generic?.(model, n - own) ?? 'right'),
    );
    const provider = (name: string) => openAiCompatible({ baseUrl: server.url, name }, { retry: { strategy: 'no_backoff' } });
    const adapted = provider(ADAPTER);
    const heals = new ComparedHeals({
      root,
      models: {
        heal: provider(BASE),
        adapterFor: () => Promise.resolve({ name: ADAPTER, host: adapted.host, adapter: ADAPTER, ask: (request) => adapted.ask(request) }),
      },
    });
    try {
      const done = await compare({
        heldOut: out.value.cases,
        generic,
        ask: (one, who, signal) => heals.ask(one, who, signal),
        base: BASE,
        adapter: ADAPTER,
        signal: AbortSignal.timeout(240_000),
      });
      return { done, asked: server.asked, root };
    } finally {
      heals.dispose();
      await server.stop();
    }
  }

  test('better by construction is taken, and stays with it', async () => {
    const { done, asked, root } = await compared(30, {
      base: (n) => (n % 3 === 0 ? 'right' : 'wrong'),
      adapter: (n) => (n % 10 === 0 ? 'nonsense' : 'right'),
    });
    expect(done).toMatchObject({
      ok: true,
      value: {
        outcome: 'better',
        // 0 of both, 3, 6, 9, … of both but 30's tenths; 20 others of the adapter alone, but 10 and 20.
        wins: 18,
        losses: 1,
        ties: 11,
        unanswered: 0,
        held_out: { problems: 30, base: { healed: 10, exact: 10 }, adapter: { healed: 27, exact: 27 } },
        generic: { problems: 6, base: { healed: 6 }, adapter: { healed: 6 } },
      },
    });
    // Each is asked each problem once, whatever it answered: first words are compared.
    expect(asked).toHaveLength(72);
    expect(asked.filter((model) => model === ADAPTER)).toHaveLength(36);
    if (!done.ok) throw new Error(done.message);
    const registry = new AdapterRegistry(path.join(root, '.self-heal/adapters'));
    const metadata = { adapter_id: ADAPTER, model_name: BASE, created_at: '2026-01-01T00:00:00Z' };
    const adapter = await registry.register(adapterFolder(path.join(registry.folder, ADAPTER)), metadata);
    if (!adapter.ok) throw new Error(adapter.message);
    expect(mayActivate(adapter.value.record, undefined)).toMatchObject({ ok: false, reason: 'not-compared' });
    await registry.update(ADAPTER, { comparison: done.value });
    const again = new AdapterRegistry(registry.folder).get(ADAPTER)?.record;
    expect(again?.comparison).toEqual(done.value);
    expect(again && mayActivate(again, undefined)).toEqual({ ok: true, value: undefined });
    const table = comparisonTable(done.value);
    expect(table).toContain('| … healed | 10 (33 %) | 27 (90 %) |');
    expect(table).toContain('| … healed by this one only | 1 | 18 |');
    expect(table).toContain('Better: it is taken.');
  });

  test('worse by construction is refused', async () => {
    const { done } = await compared(30, { base: (n) => (n % 2 === 0 ? 'right' : 'wrong'), adapter: (n) => (n === 1 ? 'right' : 'wrong') });
    expect(done).toMatchObject({ ok: true, value: { outcome: 'worse', wins: 1, losses: 15 } });
    if (!done.ok) throw new Error(done.message);
    const record = { adapter_id: ADAPTER, comparison: done.value };
    expect(mayActivate({ ...base, ...record }, undefined)).toMatchObject({ ok: false, reason: 'worse' });
    expect(comparisonTable(done.value)).toContain('Worse: it is not taken.');
  });

  test('one that has forgotten what everybody makes wrong is refused, however well it does at home', async () => {
    const { done } = await compared(30, {
      base: () => 'wrong',
      adapter: () => 'right',
      generic: (model, n) => (model === ADAPTER && n < 2 ? 'nonsense' : 'right'),
    });
    expect(done).toMatchObject({ ok: true, value: { outcome: 'worse', wins: 30, losses: 0, generic: { adapter: { healed: 4 } } } });
  });

  test('too few is not enough evidence, whoever wins; nothing generic is asked then', async () => {
    const { done, asked } = await compared(8, { base: () => 'wrong', adapter: () => 'right' });
    expect(done).toMatchObject({ ok: true, value: { outcome: 'not-enough-evidence', wins: 8, losses: 0, generic: { problems: 0 } } });
    expect(asked).toHaveLength(16);
  });

  test('a server that answers nothing ends it, and its words are told', async () => {
    const { done, asked } = await compared(30, { base: () => 'right', adapter: () => 'broken' });
    expect(done).toMatchObject({ ok: false, reason: 'no-answers', message: expect.stringContaining('broken') as string });
    expect(asked.length).toBeLessThan(60);
  });

  const base = {
    model_name: BASE,
    description: '',
    version: '1',
    created_at: 'x',
    success_rate: 0.5,
    priority: 'medium',
    error_types: [],
    tags: [],
  } as const;
});

test('one that was compared with other weights is not let in', () => {
  const side = { proved: 0, checked: 0, exact: 0, healed: 0 };
  const comparison: Comparison = {
    at: '2026-01-01T00:00:00.000Z',
    base: 'b',
    adapter: 'a|b\n# c',
    weights: 'a'.repeat(64),
    held_out: { problems: 40, base: side, adapter: side },
    generic: { problems: 100, base: side, adapter: side },
    wins: 10,
    losses: 0,
    ties: 30,
    p: 0.001,
    unanswered: 0,
    outcome: 'better',
    why: 'w',
  };
  const record = {
    adapter_id: 'a',
    model_name: 'm',
    description: '',
    version: '1',
    created_at: 'x',
    success_rate: 0,
    priority: 'low',
    error_types: [],
    tags: [],
    comparison,
  } as const;
  expect(mayActivate(record, 'a'.repeat(64)).ok).toBe(true);
  expect(mayActivate(record, 'b'.repeat(64))).toMatchObject({ ok: false, reason: 'not-compared' });
  expect(mayActivate(record, undefined)).toMatchObject({ ok: false, reason: 'not-compared' });
  // A name is data: it makes no column and no heading.
  expect(comparisonTable(comparison).split('\n')[0]).toBe('| | b | a\\|b # c |');
});
