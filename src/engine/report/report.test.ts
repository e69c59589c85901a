// The report of a year of heals, out of a real store; and texts that would be more than text on a page.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { redactedPair } from '../../../test/unit/pair-samples';
import { calibrationOf } from '../learn/calibration';
import { openPairStore, type PairStore } from '../learn/store/pair-store';
import { reportMarkdown } from './markdown';
import { reportPage } from './page';
import { reportOf, type Report } from './report';

let folder = '';
let store: PairStore;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-report-'));
  const opened = openPairStore({ folder });
  if (!opened.ok) throw new Error(opened.message);
  store = opened.value;
});
afterEach(() => {
  store.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const PAGE = { name: 'shop', style: 'vscode-resource://x/report.css', source: 'vscode-resource:' };

function report(): Report {
  const made = reportOf(store, new Date('2026-12-31T12:00:00Z'));
  if (!made.ok) throw new Error(made.message);
  return made.value;
}

/** A heal a day for a year: in spring every second one fails, later one in ten. */
async function aYear(): Promise<void> {
  const start = Date.parse('2026-01-01T10:00:00Z');
  for (let day = 0; day < 365; day++) {
    const at = new Date(start + day * 86_400_000).toISOString();
    const healed = day < 90 ? day % 2 === 0 : day % 10 !== 0;
    const kind = day % 3 === 0 ? 'remembered' : 'rule';
    store.heals.add({
      schema: 1,
      id: day.toString(16).padStart(32, '0'),
      at,
      via: 'lightbulb',
      language: 'python',
      errorType: 'NameError',
      shape: "name '‹name›' is not defined",
      source: 'Pyright',
      attempts: healed ? 1 + (day % 4 === 0 ? 1 : 0) : 0,
      outcome: healed ? 'healed' : 'nothing',
      why: '',
      ms: kind === 'remembered' ? 5 : 120,
      patch: healed ? { origin: { kind, id: 'x' }, variant: 'v', family: 'f', confidence: 0.9, tier: 'sure', evidence: [] } : null,
    });
    if (day % 7 === 0)
      store.insert(
        await redactedPair(day, {
          recordedAt: at,
          confidence: 0.85,
          verdict: { kind: day % 70 === 0 ? 'reverted' : 'survived', how: '', at },
        }),
      );
  }
}

describe('the report', () => {
  it('of nothing says so', () => {
    expect(reportMarkdown('shop', report())).toContain('Nothing yet.');
    expect(reportPage(report(), PAGE)).toContain('Nothing yet.');
  });

  it('of a year: how heals went, where fixes come from, week by week, how true the likelihoods are', async () => {
    await aYear();
    const year = report();
    const spring = Array.from({ length: 90 }, (_, day) => day).filter((day) => day % 2 === 0).length;
    const later = Array.from({ length: 275 }, (_, i) => i + 90).filter((day) => day % 10 !== 0).length;
    expect(year.heals.success).toMatchObject({ ended: 365, healed: spring + later });
    expect(year.sources.map(({ name, medianMs }) => [name, medianMs])).toEqual([
      ['Built-in fixers', 120],
      ['Remembered fixes', 5],
    ]);
    expect(year.targets).toHaveLength(5);
    expect(year.targets.map(({ of }) => of)).toEqual([365, 365, spring + later, spring + later, 365]);
    expect(year.weeks.length).toBeGreaterThanOrEqual(52);
    expect(year.calibration).toMatchObject({ of: 53 });
    expect(year.calibration.bins[8]).toMatchObject({ from: 0.8, of: 53, right: 47 });
    const markdown = reportMarkdown('shop', year);
    expect(markdown).toContain('| Built-in fixers |');
    expect(markdown).toContain('| taken and still there | 47 |');
    const page = reportPage(year, PAGE);
    expect(page.match(/<rect class="part"/g)).toHaveLength(52);
    expect(page).toContain('<summary>The weeks in numbers</summary>');
  }, 60_000);

  it('F096: says how often it was wrong here: sure fixes that were not wanted, and errors without one', async () => {
    expect(report().accuracy).toEqual([]);
    for (const [n, kind, confidence] of [
      [1, 'survived', 0.95],
      [2, 'reverted', 0.92],
      [3, 'survived', 0.97],
      [4, 'reverted', 0.6],
    ] as const)
      store.insert(await redactedPair(n, { confidence, verdict: { kind, how: '', at: '2026-01-01T10:00:00.000Z' } }));
    const told = report();
    expect(told.accuracy.map(({ promised, measured, of }) => [promised, measured, of])).toEqual([
      ['15 %', '33 %', 3],
      ['5 %', undefined, 0],
    ]);
    const row = 'Refused or taken back, of fixes that were said to be 90 % likely or more';
    expect(reportMarkdown('shop', told)).toContain(`| ${row} | 15 % | 33 % | 3 |`);
    expect(reportPage(told, PAGE)).toContain(`<th scope="row">${row}</th><td>15 %</td><td>33 %</td><td>3</td>`);
  });

  it('shows names and errors as text, loads nothing from elsewhere and runs nothing', async () => {
    const hostile = '</title><script>alert(1)</script><img src=x onerror=alert(1)>';
    store.insert(await redactedPair(1, { errorType: hostile }));
    const page = reportPage(report(), { ...PAGE, name: hostile });
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<[^>]*\s(?:on\w+|style)=/);
    expect(reportMarkdown(hostile, report())).not.toMatch(/(?<!\\)<script/);
  });

  it('shows what an editor would hide or turn round, on one line', async () => {
    store.insert(await redactedPair(1, { errorType: 'a\x1b[31m\u202eb | c\nd' }));
    expect(reportPage(report(), PAGE)).toContain('>a\\x1b[31m\\u202eb | c d</th>');
    expect(reportMarkdown('shop', report())).toContain('| a\\\\x1b\\[31m\\\\u202eb \\| c d |');
  });
});

describe('calibration', () => {
  it('counts ten bins and the squared distance', () => {
    const told = calibrationOf([
      { probability: 0.95, right: true },
      { probability: 1, right: true },
      { probability: 0.05, right: false },
      { probability: 0.6, right: false },
    ]);
    expect(told.of).toBe(4);
    expect(told.brier).toBeCloseTo((0.05 ** 2 + 0 + 0.05 ** 2 + 0.6 ** 2) / 4);
    expect(told.bins.map(({ of }) => of)).toEqual([1, 0, 0, 0, 0, 0, 1, 0, 0, 2]);
  });
});
