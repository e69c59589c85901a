// What stays of heals with a model: their records step by step, limits of a day that outlive a crash, what is known of a model, and the report's five rows.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { healWithModel, type ModelHealRequest } from '../../../src/engine/heal/heal-with-model';
import type { ModelRun } from '../../../src/engine/heal/model/model-run';
import { dayBegan, modelRecordOf, outcomeOfRun, RunningRecord, usedSince } from '../../../src/engine/heal/model/run-record';
import { readHealRecord, type HealRecord } from '../../../src/engine/learn/heal-record';
import { openPairStore, type PairStore } from '../../../src/engine/learn/store/pair-store';
import { recordHeal } from '../../../src/engine/learn/store/record-pair';
import { reportMarkdown } from '../../../src/engine/report/markdown';
import { modelTargets, reportOf } from '../../../src/engine/report/report';
import { FIX, modelSaying, requestFor, whole, wrong } from '../../support/model/heal-case';

let folder = '';
let store: PairStore;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-records-'));
  const opened = openPairStore({ folder });
  if (!opened.ok) throw new Error(opened.message);
  store = opened.value;
});
afterEach(() => {
  store.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

let next = 0;
const newId = (): string => (next++).toString(16).padStart(32, '0');

const recordOf = (run: ModelRun, id: string, at = new Date()): HealRecord => ({
  schema: 1,
  id,
  at: at.toISOString(),
  via: 'cli',
  language: 'python',
  errorType: 'NameError',
  shape: 'x',
  source: 'python',
  ms: 1,
  patch: null,
  ...outcomeOfRun(run),
});

async function heal(models: ModelHealRequest['models'], more: Partial<ModelHealRequest> = {}, stopAfter = Infinity): Promise<void> {
  const id = newId();
  let steps = 0;
  await healWithModel(
    requestFor(models, {
      ...more,
      onRun: async (run) => {
        if (++steps > stopAfter) return;
        const written = await recordHeal(store, recordOf(run, id));
        if (!written.ok) throw new Error(written.message);
      },
    }),
  );
}

const kept = (): readonly HealRecord[] => {
  const page = store.heals.page();
  if (!page.ok) throw new Error(page.message);
  return page.value.heals;
};

test('every step is in the record, with the diagnosis, what it changed and why it ended', async () => {
  const said = {
    error_type: 'logic',
    root_cause: 'The wrong name.',
    can_fix: true,
    fix_strategy: 'prompt_adjustment',
    fix_description: 'Name it.',
    prompt_modification: 'Call it count.',
  };
  await heal({
    heal: modelSaying([wrong('amount'), wrong('amount'), FIX]),
    diagnose: modelSaying([JSON.stringify(said)], { name: 'cheap' }),
  });
  const [record] = kept();
  expect(record).toMatchObject({ outcome: 'offered', attempts: 3, why: 'a checker is content with the patch' });
  expect(record?.model).toMatchObject({ ended: 'held', attempts: 2, diagnoses: 1, fixes_applied: ['Name it.'] });
  expect(record?.model?.steps.map(({ outcome }) => outcome)).toEqual(['disproved', 'repeated', 'answered', 'held']);
  expect(record?.model?.steps[2]?.diagnosis).toEqual(said);
  expect(record?.model?.steps[0]?.facts).toContain('error');
  expect(readHealRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
});

test('secrets in what a model said do not get into the record', async () => {
  const secret = ['AKIA', 'QZ7RW4TNX2KDM5LP'].join('');
  const said = {
    error_type: 'logic',
    root_cause: `The key ${secret} is wrong.`,
    can_fix: true,
    fix_strategy: 'prompt_adjustment',
    fix_description: secret,
    prompt_modification: secret,
  };
  await heal({ heal: modelSaying([wrong('amount'), wrong('amount'), FIX]), diagnose: modelSaying([JSON.stringify(said)]) });
  expect(JSON.stringify(kept())).not.toContain(secret);
});

test('a heal that is cut off leaves what it spent, and a record that says that it did not end', async () => {
  await heal({ heal: modelSaying([wrong('amount'), FIX]) }, {}, 1);
  const [record] = kept();
  expect(record).toMatchObject({ outcome: 'failed', why: 'it did not end: the process was stopped in the middle' });
  expect(record?.model?.ended).toBeUndefined();
  const used = usedSince([store.heals], dayBegan(new Date()));
  expect(used.tokens).toBeGreaterThan(100);
  // The next one, in another process, counts it.
  const again = modelSaying([FIX]);
  const result = await healWithModel(
    requestFor(
      { heal: again },
      { budget: { day: { tokens: used.tokens + 10 }, usedToday: () => usedSince([store.heals], dayBegan(new Date())) } },
    ),
  );
  expect(result.run.ended).toBe('out_of_tokens');
  expect(again.asked).toHaveLength(0);
  // Tomorrow it does not count.
  expect(usedSince([store.heals], new Date(Date.now() + 86_400_000)).tokens).toBe(0);
});

test('answers that can not be read change the form that a model is asked in', async () => {
  const prose = 'I would rename it.';
  for (let i = 0; i < 12; i++) await heal({ heal: modelSaying([prose, whole('count')], { name: 'talker' }) });
  const record = modelRecordOf(() => [store.heals]);
  expect(record.of('talker', 'search-replace')).toEqual({ asked: 12, unreadable: 12 });
  expect(record.of('talker', 'whole-function')).toEqual({ asked: 12, unreadable: 0 });
  const talker = modelSaying([whole('count')], { name: 'talker' });
  const result = await healWithModel(requestFor({ heal: talker }, { record }));
  expect(result.run.steps.map(({ format }) => format)).toEqual(['whole-function']);
  // What is learned while it goes counts, too.
  const running = new RunningRecord(record);
  running.note(result.run);
  expect(running.of('talker', 'whole-function').asked).toBe(13);
});

test('the report has the five rows of the first documents, counted from the records', async () => {
  await heal({ heal: modelSaying([FIX]) });
  await heal({ heal: modelSaying([FIX]) });
  await heal({ heal: modelSaying([wrong('amount'), FIX]) });
  await heal({ heal: modelSaying([wrong('amount'), wrong('amount'), FIX]) });
  await heal({ heal: modelSaying([new Error('a bug'), FIX, whole('count')]) });
  await heal({ heal: modelSaying([{ reason: 'cancelled' }]) });
  await heal({ heal: modelSaying([wrong('amount')]) });
  await heal({ heal: modelSaying([wrong('amount'), FIX]) }, {}, 1);
  const report = reportOf(store, new Date());
  if (!report.ok) throw new Error(report.message);
  expect(report.value.model).toEqual([
    { name: 'Healed by the first answer', promised: '30 % → 60 %', measured: '29 %', of: 7 },
    { name: 'Healed after further answers', promised: '30 % → 95 %', measured: '71 %', of: 7 },
    { name: 'Attempts for one heal', promised: '1.5', measured: '1.4', of: 5 },
    { name: 'Heals that something broke in and that were healed all the same', promised: '80 %', measured: '50 %', of: 2 },
    { name: 'Heals that ended with an error of Self-Heal, or in the middle', promised: 'rare', measured: '14 %', of: 7 },
  ]);
  expect(reportMarkdown('project', report.value)).toContain('## How heals with a model went');
  // F051: what was done after a failed attempt.
  expect(reportMarkdown('project', report.value)).toContain('| Say more to the model | Self-Heal |');
  expect(modelTargets([])).toEqual([]);
});
