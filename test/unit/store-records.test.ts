// What a pair store keeps besides the pairs: verdicts, uses, negatives, sightings, heals; their limits, and what must not upset them.

import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HealRecord } from '../../src/engine/learn/heal-record';
import { importPairs } from '../../src/engine/learn/exchange/import-pairs';
import { makeNegative } from '../../src/engine/learn/make-negative';
import { rejectionKey } from '../../src/engine/learn/negative';
import type { RedactedPair } from '../../src/engine/learn/pair';
import { recordHeal, recordNegative, recordSightings } from '../../src/engine/learn/store/record-pair';
import type { Patch } from '../../src/engine/patch';
import { NOW, redactedPair, samplePair } from './pair-samples';
import { patchOf } from './patch-samples';
import { useStoreFolder, valueOf } from './store-folder';

const folder = useStoreFolder();
const NAME = { language: 'python', shape: "name '‹name›' is not defined" };
const at = (day: number): string => new Date(Date.UTC(2026, 2, day)).toISOString();

describe('verdicts', () => {
  it('are kept one after another, the first with the pair', async () => {
    const store = folder.open();
    const pair = await redactedPair(1);
    valueOf(store.insert(pair));
    expect(valueOf(store.verdicts(pair.id))).toEqual([pair.verdict]);
    const edited = { kind: 'edited', how: 'changed within the hour', at: at(2) } as const;
    const survived = { kind: 'survived', how: 'next session', at: at(3) } as const;
    valueOf(store.setVerdict(pair.id, edited, 'items1 = [1]\nprint(items1[0])\n'));
    valueOf(store.addEvidence(pair.id, { rung: 'checks', result: 'passed', by: 'Pyright' }));
    valueOf(store.setVerdict(pair.id, survived));
    expect(valueOf(store.verdicts(pair.id))).toEqual([pair.verdict, edited, survived]);
    expect(valueOf(store.get(pair.id))).toMatchObject({ verdict: survived, final: 'items1 = [1]\nprint(items1[0])\n' });
    store.close();
    expect(valueOf(folder.open().verdicts(pair.id))).toHaveLength(3);
    expect(valueOf(folder.open().verdicts('gone'))).toEqual([]);
  });

  it('go with their pair, and are not without end', async () => {
    const store = folder.open();
    const pair = await redactedPair(1);
    valueOf(store.insert(pair));
    for (let n = 0; n < 120; n++) valueOf(store.setVerdict(pair.id, { kind: n % 2 ? 'accepted' : 'reverted', how: `${n}`, at: at(n) }));
    const kept = valueOf(store.verdicts(pair.id));
    expect(kept).toHaveLength(51);
    expect(kept.at(-1)).toMatchObject({ how: '119' });
    valueOf(store.remove(pair.id));
    valueOf(store.insert(pair));
    expect(valueOf(store.verdicts(pair.id))).toEqual([pair.verdict]);
  });

  it('a clock that went back: what is accepted now takes the place of a verdict from the future', async () => {
    const store = folder.open();
    const ahead = { kind: 'rejected', how: 'by a clock that is a thousand years ahead', at: '3026-01-01T00:00:00.000Z' } as const;
    const pair = await redactedPair(1);
    valueOf(store.insert(pair));
    valueOf(store.setVerdict(pair.id, ahead));
    expect(valueOf(store.matching(NAME, 5))).toEqual([]);
    const now = { kind: 'accepted', how: 'applied in the editor', at: at(9) } as const;
    expect(valueOf(store.insert(await redactedPair(1, { verdict: now })))).toMatchObject({ known: true });
    expect(valueOf(store.matching(NAME, 5))).toMatchObject([{ id: pair.id, verdict: now }]);
    expect(valueOf(store.verdicts(pair.id)).map(({ kind }) => kind)).toEqual(['accepted', 'rejected', 'accepted']);
  });
});

it('a pair that comes in from elsewhere again stays one of this workspace; one from elsewhere that is chosen here becomes one', async () => {
  const store = folder.open();
  const later = (day: number): Partial<Parameters<typeof samplePair>[1]> => ({ verdict: { kind: 'survived', how: '', at: at(day) } });
  valueOf(store.insert(await redactedPair(1, { via: 'lightbulb' })));
  valueOf(store.insert(await redactedPair(1, { via: 'import', ...later(5) })));
  valueOf(store.insert(await redactedPair(2, { via: 'import' })));
  valueOf(store.insert(await redactedPair(2, { via: 'plan', ...later(5) })));
  expect(valueOf(store.page()).pairs.map(({ via, verdict }) => [via, verdict.kind])).toEqual([
    ['lightbulb', 'survived'],
    ['plan', 'survived'],
  ]);
  expect(valueOf(store.records())).toMatchObject([{ survived: 2 }]);
});

describe('the fixes of a mistake', () => {
  it('come newest first, of the language and type asked for, without what was rejected or taken back', async () => {
    const store = folder.open();
    const pairs: RedactedPair[] = [];
    for (let n = 0; n < 6; n++) pairs.push(await redactedPair(n, n === 3 ? { errorType: 'reportUndefinedVariable' } : {}));
    pairs.push(await redactedPair(6, { language: 'typescript' }), await redactedPair(7, { signature: { shape: 'another', holes: {} } }));
    valueOf(store.insertMany(pairs));
    const id = (n: number): string => pairs[n]?.id ?? '';
    valueOf(store.setVerdict(id(5), { kind: 'reverted', how: 'undone', at: at(2) }));
    valueOf(store.setVerdict(id(1), { kind: 'rejected', how: 'refused', at: at(2) }));
    valueOf(store.setVerdict(id(2), { kind: 'reverted', how: 'undone', at: at(2) }));
    valueOf(store.setVerdict(id(2), { kind: 'accepted', how: 'taken again', at: at(3) }));
    const found = (mistake: Parameters<typeof store.matching>[0], limit = 20): string[] =>
      valueOf(store.matching(mistake, limit)).map((pair) => pair.id);
    expect(found(NAME)).toEqual([id(4), id(3), id(2), id(0)]);
    expect(found(NAME, 2)).toEqual([id(4), id(3)]);
    expect(found({ ...NAME, errorType: 'NameError' })).toEqual([id(4), id(2), id(0)]);
    expect(found({ ...NAME, language: 'typescript' })).toEqual([id(6)]);
    expect(found({ ...NAME, shape: 'nothing' })).toEqual([]);
  });

  it('that are used stay when the store is full; the oldest unused go first, whatever the clock says', async () => {
    const store = folder.open({ maxPairs: 4 });
    const pairs: RedactedPair[] = [];
    // Each is recorded a day before the one before it: a clock that goes back.
    for (let n = 0; n < 7; n++)
      pairs.push(await redactedPair(n, { recordedAt: at(20 - n), verdict: { kind: 'accepted', how: '', at: at(20 - n) } }));
    const [a, b, c, d, e, f, g] = pairs.map((pair) => pair.id);
    valueOf(store.insertMany(pairs.slice(0, 4)));
    expect(valueOf(store.used(a ?? '', at(1)))).toEqual({ found: true });
    expect(valueOf(store.used('gone', at(1)))).toEqual({ found: false });
    valueOf(store.insertMany(pairs.slice(4, 6)));
    const kept = (): string[] => valueOf(store.page()).pairs.map((pair) => pair.id);
    expect(kept()).toEqual([a, d, e, f]);
    valueOf(store.used(e ?? '', at(1)));
    valueOf(store.used(d ?? '', at(1)));
    const last = pairs[6];
    if (last) valueOf(store.insert(last));
    expect(kept()).toEqual([d, e, f, g]);
    expect([b, c].every((id) => valueOf(store.get(id ?? '')) === undefined)).toBe(true);
    valueOf(store.prune(1));
    expect(kept()).toEqual([g]);
  });
});

describe('negatives', () => {
  const BEFORE = 'values = [1]\n\n\n\nprint(vlaues)\nprint(2)\n';
  const patch = patchOf(BEFORE, 'vlaues', 'values');
  const keyIn = (text: string, of: Patch = patch): ReturnType<typeof rejectionKey> => rejectionKey(of.problem, of.candidate, text);
  const negativeOf = (kind: 'rejected' | 'reverted' | 'shown', of = patch): ReturnType<typeof makeNegative> =>
    makeNegative(of, BEFORE, kind, { now: NOW, root: '/work space', how: 'Don’t Offer' });

  it('what was rejected is known again for the same text, across closing and in another window', async () => {
    const store = folder.open();
    expect(valueOf(store.negatives.isRejected(keyIn(BEFORE)))).toBe(false);
    expect((await recordNegative(store, negativeOf('rejected'))).ok).toBe(true);
    store.close();
    const again = folder.open();
    expect(valueOf(again.negatives.isRejected(keyIn(BEFORE)))).toBe(true);
    expect(valueOf(again.negatives.isRejected(keyIn(BEFORE, patchOf(BEFORE, 'vlaues', 'value'))))).toBe(false);
    expect(valueOf(again.negatives.list({ ...NAME }))).toMatchObject([
      { kind: 'rejected', times: 1, at: NOW.toISOString(), pair: { before: BEFORE, verdict: { kind: 'rejected' }, variant: 'misspelt' } },
    ]);
    expect(valueOf(again.negatives.forget(keyIn(BEFORE)))).toEqual({ found: true });
    expect(valueOf(again.negatives.isRejected(keyIn(BEFORE)))).toBe(false);
  });

  it('the same text is the lines around the fix, wherever they stand; other lines there are another text', () => {
    const moved = `import os\n\n${BEFORE}`;
    const down = patchOf(moved, 'vlaues', 'values');
    expect(keyIn(moved, down)).toEqual(keyIn(BEFORE));
    const deeper = BEFORE.replace('\n\n\n\nprint(vlaues)\nprint(2)', '\nif values:\n\n\n  print(vlaues)\n  print(2)');
    expect(keyIn(deeper, patchOf(deeper, 'vlaues', 'values'))).toEqual(keyIn(BEFORE));
    const changed = BEFORE.replace('print(2)', 'print(3)');
    expect(keyIn(changed, patchOf(changed, 'vlaues', 'values')).textHash).not.toBe(keyIn(BEFORE).textHash);
    // The same letters in another place of the line are another fix.
    const twice = 'f(x, x)\n';
    const first = patchOf(twice, 'x', 'y');
    const second = patchOf(twice, 'x)', 'y)');
    expect(keyIn(twice, second).candidateHash).not.toBe(keyIn(twice, first).candidateHash);
  });

  it('only shown is no rejection, and takes none back; counted with what was ignored', async () => {
    const store = folder.open();
    await recordNegative(store, negativeOf('shown'));
    expect(valueOf(store.negatives.isRejected(keyIn(BEFORE)))).toBe(false);
    await recordNegative(store, negativeOf('rejected'));
    await recordNegative(store, negativeOf('shown'));
    expect(valueOf(store.negatives.isRejected(keyIn(BEFORE)))).toBe(true);
    expect(valueOf(store.negatives.list())).toMatchObject([{ kind: 'rejected', times: 3 }]);
    await recordNegative(store, negativeOf('reverted'));
    expect(valueOf(store.negatives.list({ kinds: ['reverted'] }))).toHaveLength(1);
    expect(valueOf(store.negatives.list({ kinds: ['shown', 'rejected'] }))).toHaveLength(0);
  });

  it('hold no secret', async () => {
    const text = BEFORE.replace('print(2)', 'key = "ghp_0123456789abcdefghijABCDEFGHIJ456789"');
    const store = folder.open();
    await recordNegative(store, makeNegative(patchOf(text, 'vlaues', 'values'), text, 'rejected', { now: NOW, root: undefined, how: '' }));
    const [found] = valueOf(store.negatives.list());
    expect(found?.pair.before).toContain('‹redacted:');
    expect(JSON.stringify(found)).not.toContain('ghp_');
  });

  it('the newest are kept', async () => {
    const store = folder.open({ limits: { negatives: 3 } });
    for (let n = 0; n < 5; n++)
      valueOf(
        store.negatives.add({
          kind: 'rejected',
          at: at(1),
          key: { shape: `${n}`, textHash: '', candidateHash: '' },
          pair: await redactedPair(n),
        }),
      );
    expect(valueOf(store.negatives.list()).map(({ pair }) => pair.line)).toEqual([4, 3, 2]);
    expect(valueOf(store.negatives.count())).toBe(3);
  });
});

it('records of each source: by verdict, with what was refused and ignored, and without what was imported', async () => {
  const store = folder.open();
  const of = (variant: string): Partial<Parameters<typeof samplePair>[1]> => ({ variant, family: 'python/names' });
  const kept = await redactedPair(1, of('misspelt'));
  const undone = await redactedPair(2, of('misspelt'));
  valueOf(
    store.insertMany([
      kept,
      undone,
      await redactedPair(3, of('imported')),
      await redactedPair(4, { origin: { kind: 'imported', id: 'x' } }),
    ]),
  );
  valueOf(store.setVerdict(kept.id, { kind: 'survived', how: '', at: at(4) }));
  valueOf(store.setVerdict(undone.id, { kind: 'reverted', how: '', at: at(4) }));
  const refuse = (n: number, kind: 'rejected' | 'reverted' | 'shown', pair: RedactedPair): void => {
    valueOf(store.negatives.add({ kind, at: at(4), key: { shape: `${n}`, textHash: '', candidateHash: '' }, pair }));
  };
  refuse(1, 'reverted', undone);
  refuse(2, 'rejected', await redactedPair(5, of('misspelt')));
  refuse(3, 'shown', await redactedPair(6, of('misspelt')));
  refuse(3, 'shown', await redactedPair(6, of('misspelt')));
  expect(valueOf(store.records())).toEqual([
    {
      origin: { kind: 'rule', id: 'python/name-typo' },
      variant: 'imported',
      family: 'python/names',
      language: 'python',
      problem: 'undefined-name',
      accepted: 1,
      edited: 0,
      survived: 0,
      rejected: 0,
      reverted: 0,
      ignored: 0,
    },
    {
      origin: { kind: 'rule', id: 'python/name-typo' },
      variant: 'misspelt',
      family: 'python/names',
      language: 'python',
      problem: 'undefined-name',
      accepted: 0,
      edited: 0,
      survived: 1,
      rejected: 1,
      reverted: 1,
      ignored: 2,
    },
  ]);
});

describe('sightings', () => {
  it('are counted by signature, without secrets, the last seen are kept', async () => {
    const store = folder.open({ limits: { sightings: 3 } });
    const seen = (shape: string): { shape: string; errorType: string; language: string } => ({
      shape,
      errorType: 'NameError',
      language: 'python',
    });
    for (const day of [5, 3, 9]) await recordSightings(store, [seen('a'), seen('b')], new Date(at(day)));
    await recordSightings(store, [seen('a')], new Date(at(4)));
    expect(valueOf(store.sightings.list({ shape: 'a' }))).toEqual([{ ...seen('a'), times: 4, firstAt: at(3), lastAt: at(9) }]);
    expect(valueOf(store.sightings.list()).map(({ shape, times }) => [shape, times])).toEqual([
      ['a', 4],
      ['b', 3],
    ]);
    await recordSightings(store, [seen('c'), seen('d ghp_0123456789abcdefghijABCDEFGHIJ456789')], new Date(at(10)));
    const shapes = valueOf(store.sightings.list()).map(({ shape }) => shape);
    expect(shapes).toHaveLength(3);
    expect(shapes).not.toContain('b');
    expect(shapes.join()).not.toContain('ghp_');
  });
});

describe('heals', () => {
  const heal = (n: number, over: Partial<HealRecord> = {}): HealRecord => ({
    schema: 1,
    id: n.toString(16).padStart(32, '0'),
    at: at(n),
    via: 'lightbulb',
    language: 'python',
    errorType: 'NameError',
    shape: NAME.shape,
    source: 'Pyright',
    attempts: 1,
    outcome: 'offered',
    why: 'a patch held',
    ms: 34,
    patch: {
      origin: { kind: 'rule', id: 'python/name-typo' },
      variant: 'misspelt',
      family: 'python/names',
      confidence: 0.9,
      tier: 'preferred',
      evidence: [{ rung: 'parses', result: 'passed', by: 'CPython' }],
    },
    ...over,
  });

  it('come back as they were put in, and say later what became of them', async () => {
    const store = folder.open();
    for (let n = 0; n < 5; n++) expect((await recordHeal(store, heal(n))).ok).toBe(true);
    expect((await recordHeal(store, heal(5, { outcome: 'nothing', patch: null }))).ok).toBe(true);
    const end = { outcome: 'healed', why: 'taken', pair: samplePair(1).id } as const;
    expect(valueOf(store.heals.end(heal(2).id, end))).toEqual({ found: true });
    expect(valueOf(store.heals.end('f'.repeat(32), end))).toEqual({ found: false });
    const first = valueOf(store.heals.page({}, 0, 4));
    const rest = valueOf(store.heals.page({}, first.next ?? 0, 4));
    expect([...first.heals, ...rest.heals]).toEqual([
      heal(0),
      heal(1),
      heal(2, end),
      heal(3),
      heal(4),
      heal(5, { outcome: 'nothing', patch: null }),
    ]);
    expect(rest.next).toBeNull();
    expect(valueOf(store.heals.page({ outcomes: ['healed', 'nothing'], since: at(3) })).heals).toHaveLength(1);
    expect(valueOf(store.heals.page({ language: 'typescript' })).heals).toHaveLength(0);
  });

  it('hold no secret, are cut to size, and what is none is refused', async () => {
    const store = folder.open({ limits: { heals: 2 } });
    const long = heal(1, { why: `said ghp_0123456789abcdefghijABCDEFGHIJ456789 ${'x'.repeat(50_000)}`, shape: 'y'.repeat(1_000_000) });
    expect((await recordHeal(store, long)).ok).toBe(true);
    const [found] = valueOf(store.heals.page()).heals;
    expect(found?.why).toContain('‹redacted:');
    expect(JSON.stringify(found).length).toBeLessThan(10_000);
    expect(store.heals.add(heal(2, { ms: -1 }))).toMatchObject({ ok: false, reason: 'invalid' });
    for (const n of [3, 4, 5]) valueOf(store.heals.add(heal(n)));
    expect(valueOf(store.heals.page()).heals.map(({ id }) => id)).toEqual([heal(4).id, heal(5).id]);
  });
});

it('what a report is made of: types, sources, verdicts, first try, time to heal, reuse against the model, week by week', async () => {
  const store = folder.open();
  expect(valueOf(store.report())).toMatchObject({ pairs: { total: 0 }, heals: { total: 0, times: { medianMs: undefined } }, weeks: [] });
  // The 2nd of March 2026 is a Monday.
  const pairOn = (n: number, day: number, kind: 'rule' | 'model'): Promise<RedactedPair> =>
    redactedPair(n, { recordedAt: at(day), origin: { kind, id: kind }, via: n % 2 ? 'plan' : 'lightbulb' });
  const pairs = [await pairOn(1, 1, 'rule'), await pairOn(2, 2, 'rule'), await pairOn(3, 8, 'model'), await pairOn(4, 9, 'rule')];
  valueOf(store.insertMany(pairs));
  valueOf(store.setVerdict(pairs[0]?.id ?? '', { kind: 'reverted', how: '', at: at(9) }));
  valueOf(store.used(pairs[1]?.id ?? '', at(9)));
  valueOf(store.used(pairs[1]?.id ?? '', at(9)));
  await recordSightings(store, [{ ...NAME, errorType: 'NameError' }], NOW);
  const heal = (n: number, outcome: HealRecord['outcome'], kind: string, ms: number, attempts: number): HealRecord => ({
    schema: 1,
    id: n.toString(16).padStart(32, '0'),
    at: at(n < 4 ? 3 : 10),
    via: 'lightbulb',
    language: 'python',
    errorType: 'NameError',
    shape: NAME.shape,
    source: 'Pyright',
    attempts,
    outcome,
    why: '',
    ms,
    patch: kind === '' ? null : { origin: { kind, id: kind }, variant: '', family: '', confidence: 0.5, tier: 'offered', evidence: [] },
  });
  for (const record of [
    heal(1, 'healed', 'model', 4_000, 1),
    heal(2, 'healed', 'model', 6_000, 3),
    heal(3, 'nothing', '', 100, 0),
    heal(4, 'healed', 'remembered', 20, 1),
    heal(5, 'healed', 'remembered', 10, 1),
    heal(6, 'offered', 'remembered', 10, 1),
    heal(7, 'failed', 'rule', 30, 2),
  ])
    valueOf(store.heals.add(record));
  const report = valueOf(store.report());
  expect(report.pairs).toEqual({
    total: 4,
    byType: { NameError: 4 },
    byProblem: { 'undefined-name': 4 },
    bySource: { rule: 3, model: 1 },
    byWay: { lightbulb: 2, plan: 2 },
    byVerdict: { accepted: 3, reverted: 1 },
    byLanguage: { python: 4 },
    verified: 0,
    uses: 2,
    used: 1,
  });
  expect(report.heals).toEqual({
    total: 7,
    byOutcome: { healed: 4, failed: 1, nothing: 1, offered: 1 },
    success: { ended: 6, healed: 4, firstTry: 3, afterRetries: 1, attempts: 8 },
    byAttempts: { 1: 3, 3: 1 },
    times: { heals: 4, medianMs: 20, p90Ms: 6_000 },
    bySource: {
      remembered: {
        success: { ended: 2, healed: 2, firstTry: 2, afterRetries: 0, attempts: 2 },
        times: { heals: 2, medianMs: 10, p90Ms: 20 },
      },
      model: {
        success: { ended: 2, healed: 2, firstTry: 1, afterRetries: 1, attempts: 4 },
        times: { heals: 2, medianMs: 4_000, p90Ms: 6_000 },
      },
      rule: {
        success: { ended: 1, healed: 0, firstTry: 0, afterRetries: 0, attempts: 2 },
        times: { heals: 0, medianMs: undefined, p90Ms: undefined },
      },
    },
  });
  // All seven are of one kind: the first was healed by the model, and two of the later ones by what was kept.
  expect(report.learning.byRecurrence.map(({ before, success, times }) => [before, success.ended, success.healed, times.medianMs])).toEqual(
    [
      [0, 1, 1, 4_000],
      [1, 5, 3, 20],
    ],
  );
  expect(report.learning.saved).toEqual({ heals: 2, ms: 4_000 - 20 + 4_000 - 10 });
  expect(report.seen).toEqual({ signatures: 1, times: 1 });
  expect(report.weeks.map(({ times }) => times.medianMs)).toEqual([undefined, 4_000, 10]);
  expect(report.weeks.map(({ monday, pairs: recorded, heals, healedBy }) => ({ monday, recorded, heals, healedBy }))).toEqual([
    { monday: '2026-02-23', recorded: { rule: 1 }, heals: 0, healedBy: {} },
    { monday: '2026-03-02', recorded: { model: 1, rule: 1 }, heals: 3, healedBy: { model: 2 } },
    { monday: '2026-03-09', recorded: { rule: 1 }, heals: 4, healedBy: { remembered: 2 } },
  ]);
});

it('clearing takes everything, and the text out of the file', async () => {
  const store = folder.open();
  const secret = 'a_very_special_word';
  valueOf(store.insert(await redactedPair(1, { before: `${secret} = 1\n` })));
  valueOf(
    store.negatives.add({
      kind: 'rejected',
      at: at(1),
      key: { shape: '', textHash: '', candidateHash: '' },
      pair: await redactedPair(2, { before: `${secret} = 2\n` }),
    }),
  );
  await recordSightings(store, [{ shape: secret, errorType: '', language: 'python' }], NOW);
  expect(valueOf(store.clear())).toEqual({ removed: 1 });
  expect([valueOf(store.negatives.count()), valueOf(store.sightings.list()).length, store.count()]).toEqual([0, 0, 0]);
  store.close();
  for (const each of fs.readdirSync(path.dirname(folder.file)))
    expect(fs.readFileSync(path.join(path.dirname(folder.file), each), 'latin1')).not.toContain(secret);
});

describe('what it is not upset by', () => {
  it('a pair of 50 MB: refused with a sentence, from a file and from the program', async () => {
    const store = folder.open();
    const huge = { ...samplePair(1), before: 'x'.repeat(50 * 1024 * 1024) } as RedactedPair;
    expect(store.insert(huge)).toEqual({
      ok: false,
      reason: 'invalid',
      message: 'The pair was not stored: it is larger than a pair may be (4 MB).',
    });
    expect(store.insertMany([huge])).toMatchObject({ ok: false, reason: 'invalid' });
    const file = path.join(folder.path, 'pairs.jsonl');
    const line = (code: string): string => `${JSON.stringify({ original_code: code, patched_code: `${code}y`, error: 'NameError: x' })}\n`;
    fs.writeFileSync(file, line('a') + line('x'.repeat(50 * 1024 * 1024)) + line('b'));
    expect(valueOf(await importPairs(store, file, NOW))).toMatchObject({
      imported: 2,
      refused: 1,
      firstRefusal: 'line 2: too long, or not UTF-8',
    });
  });

  it('a workspace that was moved: the pairs are there with it', async () => {
    const before = path.join(folder.path, 'before');
    const after = path.join(folder.path, 'after');
    fs.mkdirSync(before);
    const store = folder.open({ folder: before });
    const pair = await redactedPair(1);
    valueOf(store.insert(pair));
    fs.renameSync(before, after);
    // Whoever has it still open under the old name does not make the old folder anew.
    expect(store.count()).toBe(0);
    expect(store.insert(await redactedPair(2))).toMatchObject({
      ok: false,
      reason: 'io',
      message: expect.stringContaining('no longer there') as string,
    });
    expect(fs.existsSync(before)).toBe(false);
    expect(valueOf(folder.open({ folder: after }).get(pair.id))).toMatchObject({ file: 'app/main.py' });
  });

  it('two windows that write verdicts, negatives and sightings at once', async () => {
    const [a, b] = [folder.open(), folder.open()];
    const pair = await redactedPair(1);
    valueOf(a.insert(pair));
    for (let n = 0; n < 10; n++) {
      valueOf(a.setVerdict(pair.id, { kind: 'survived', how: `a ${n}`, at: at(n) }));
      valueOf(b.setVerdict(pair.id, { kind: 'accepted', how: `b ${n}`, at: at(n) }));
      await recordSightings(n % 2 ? a : b, [{ ...NAME, errorType: 'NameError' }], NOW);
    }
    expect(valueOf(a.verdicts(pair.id))).toEqual(valueOf(b.verdicts(pair.id)));
    expect(valueOf(a.verdicts(pair.id))).toHaveLength(21);
    expect(valueOf(a.sightings.list())).toMatchObject([{ times: 10 }]);
  });
});
