// schedule_nightly_training of the documents: both spellings, both forms, new pairs only, and nothing left of it once it is stopped.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LoRaTrainer } from '../../../src/api';

let folder: string;
let data: string;
let texts: string[];
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nightly-api-'));
  data = path.join(folder, 'pairs.jsonl');
  fs.writeFileSync(data, '{"timestamp": "2026-06-01T10:00:00Z"}\n');
  texts = [];
  vi.useFakeTimers({ now: new Date(2026, 5, 1, 23, 0), toFake: ['setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  fs.rmSync(folder, { recursive: true, force: true });
});

function trainer(): LoRaTrainer {
  // Of this test alone: a look that an earlier one began may still be told.
  const own = texts;
  return new LoRaTrainer({ model_name: 'm', output_dir: path.join(folder, 'out'), on_progress: (text: string) => own.push(text) });
}

test('every midnight where nothing else is said; both spellings and forms', () => {
  const one = trainer();
  const made = [
    one.schedule_nightly_training(data),
    one.scheduleNightlyTraining({ dataPath: data, cron: '0 0 * * *' }),
    one.schedule_nightly_training({ data_path: data, cron_expression: '0 0 * * *' }),
  ];
  for (const nightly of made) {
    expect(nightly).toMatchObject({ cron: '0 0 * * *', next: new Date(2026, 5, 2).toISOString() });
    nightly.stop();
  }
  const weekly = one.schedule_nightly_training(data, '0 0 * * 0');
  expect(weekly.cron).toBe('0 0 * * 0');
  weekly.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('a wrong expression and a file that is not there are told, and no clock goes', () => {
  const one = trainer();
  expect(() => one.schedule_nightly_training(data, 'at night')).toThrow('"0 0 * * *" is midnight');
  expect(() => one.schedule_nightly_training(path.join(folder, 'none.jsonl'))).toThrow('There is no file');
  expect(() => one.schedule_nightly_training({})).toThrow('data_path');
  expect(vi.getTimerCount()).toBe(0);
});

test('at midnight the trainer trains, and not where nothing is younger than the adapter', async () => {
  const one = trainer();
  const train = vi.spyOn(one, 'train').mockRejectedValue(new Error('too few'));
  const nightly = one.schedule_nightly_training(data);
  await settle();
  vi.setSystemTime(new Date(2026, 5, 2, 0, 1));
  vi.advanceTimersByTime(60_000);
  await vi.waitFor(() => expect(texts).toEqual(['too few']));
  expect(train).toHaveBeenCalledExactlyOnceWith(data);
  fs.writeFileSync(path.join(folder, 'out', 'metrics.json'), '{"timestamp": "2026-06-01T12:00:00Z"}');
  vi.setSystemTime(new Date(2026, 5, 3, 0, 1));
  await settle();
  vi.advanceTimersByTime(60_000);
  await vi.waitFor(() => expect(texts).toHaveLength(2));
  expect(texts[1]).toContain('0 new pairs');
  expect(train).toHaveBeenCalledTimes(1);
  nightly.stop();
});

/** A look at the clock that was begun is over. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));
