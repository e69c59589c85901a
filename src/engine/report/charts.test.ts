// What is drawn of a report: every week has its place, sums are right, what nobody counted is no zero; and what the page's script is let do.

import { describe, expect, it } from 'vitest';
import { calibrationOf } from '../learn/calibration';
import { NOTHING_TO_REPORT, type Week } from '../learn/store/report-statistics';
import { chartsOf, type Chart } from './charts';
import { drawing, rangeOf, ticksOf } from './drawing';
import { reportPage } from './page';
import type { Report } from './report';

const NONE: Report = {
  made: '2026-03-20T12:00:00.000Z',
  pairs: NOTHING_TO_REPORT.pairs,
  heals: NOTHING_TO_REPORT.heals,
  notWanted: {},
  seen: NOTHING_TO_REPORT.seen,
  weeks: [],
  targets: [],
  model: [],
  effect: [],
  learning: NOTHING_TO_REPORT.learning,
  patterns: {},
  first: null,
  last: null,
  arms: [],
  accuracy: [],
  strategies: [],
  sources: [],
  savings: '',
  calibration: calibrationOf([]),
};

const week = (monday: string, healedBy: Readonly<Record<string, number>>, failed = 0, kept = 0, medianMs?: number): Week => {
  const healed = Object.values(healedBy).reduce((sum, n) => sum + n, 0);
  return {
    monday,
    pairs: kept > 0 ? { rule: kept } : {},
    heals: healed + failed,
    success: { ended: healed + failed, healed, firstTry: healed, afterRetries: 0, attempts: healed },
    times: { heals: healed, medianMs, p90Ms: medianMs === undefined ? undefined : 2 * medianMs },
    healedBy,
  };
};

const valuesOf = (chart: Chart | undefined, label: string): readonly (number | null)[] | undefined =>
  chart?.series.find((series) => series.label === label)?.values;

describe('charts', () => {
  const report: Report = {
    ...NONE,
    weeks: [
      week('2024-01-01', { rule: 4 }, 0, 7),
      week('2026-03-02', { rule: 2, remembered: 1 }, 1, 2, 40),
      week('2026-03-16', { model: 1 }, 0, 1, 3_000),
    ],
  };
  const { heals, rates, time, sources, kept, reuse, calibration } = chartsOf(report);

  it('are over the last year up to now, week by week, those without anything too', () => {
    const mondays = heals && 'mondays' in heals.x ? heals.x.mondays : [];
    expect(mondays).toHaveLength(52);
    expect(mondays.slice(-3)).toEqual(['2026-03-02', '2026-03-09', '2026-03-16']);
    expect(valuesOf(heals, 'Ended')?.slice(-4)).toEqual([0, 4, 0, 1]);
    expect(valuesOf(heals, 'Healed')?.slice(-4)).toEqual([0, 3, 0, 1]);
  });

  it('have no share and no time where nothing was counted', () => {
    expect(valuesOf(rates, 'Healed')?.slice(-4)).toEqual([null, 75, null, 100]);
    expect(valuesOf(time, 'Half of them took at most')?.slice(-4)).toEqual([null, 40, null, 3_000]);
    expect(valuesOf(reuse, 'Remembered fixes')?.slice(-4)).toEqual([null, 33.3, null, 0]);
  });

  it('name the sources that healed, and count what was kept before the year', () => {
    expect(sources?.series.map(({ label }) => label)).toEqual(['Built-in fixers', 'Remembered fixes', 'Model']);
    expect(valuesOf(kept, 'Kept so far')?.slice(-4)).toEqual([7, 9, 9, 10]);
  });

  it('are left out where there is nothing to show', () => {
    expect(chartsOf(NONE)).toEqual({});
    expect(calibration).toBeUndefined();
    expect(chartsOf({ ...NONE, weeks: [week('2026-03-16', {}, 2)] }).reuse).toBeUndefined();
    // All of them failed: that is a share, too.
    expect(valuesOf(chartsOf({ ...NONE, weeks: [week('2026-03-16', {}, 2)] }).rates, 'Healed')).toEqual([0]);
  });

  it('tell what was said of many from what was said of few', () => {
    const often = Array.from({ length: 50 }, (_, i) => ({ probability: 0.92, right: i < 46 }));
    const chart = chartsOf({ ...NONE, calibration: calibrationOf([...often, { probability: 0.55, right: true }]) }).calibration;
    expect(chart?.x).toMatchObject({ percents: [55, 92] });
    expect(chart?.series.map(({ values }) => values)).toEqual([
      [null, 92],
      [100, null],
      [55, 92],
    ]);
  });

  it('are drawn within their frame', () => {
    for (const chart of Object.values(chartsOf({ ...report, calibration: calibrationOf([{ probability: 0.4, right: false }]) }))) {
      const svg = drawing(chart);
      expect(svg, chart.id).not.toMatch(/NaN|Infinity|undefined/);
      const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
      for (const [, x, y, w, h] of svg.matchAll(/<rect [^>]*x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"/g)) {
        expect(Number(x) + Number(w)).toBeLessThanOrEqual(Number(width) + 1);
        expect(Number(y)).toBeGreaterThanOrEqual(0);
        expect(Number(y) + Number(h)).toBeLessThanOrEqual(Number(height));
      }
      const [least, most] = rangeOf(chart);
      expect(least).toBeLessThan(most);
      for (const tick of ticksOf(chart, least, most)) expect(tick).toBeGreaterThanOrEqual(least);
    }
  });
});

describe('the page with a script', () => {
  const script = { uri: 'vscode-resource:/dist/report-page.js', nonce: 'abc123', folder: 'file:///a"b' };
  const options = { name: 'shop', style: 'vscode-resource:/report.css', source: 'vscode-resource:', script };
  const report: Report = { ...NONE, heals: { ...NONE.heals, total: 3 }, weeks: [week('2026-03-16', { rule: 3 }, 0, 1, 10)] };

  it('runs that one alone, loads nothing else, and has no style or handler within a tag', () => {
    const page = reportPage(report, options);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).toContain('<script nonce="abc123" src="vscode-resource:/dist/report-page.js"></script>');
    expect(page).toContain("script-src 'nonce-abc123'");
    expect(page).not.toMatch(/unsafe|<img|https?:|<[^>]*\s(?:on\w+|style)=/);
    expect(page).toContain('data-folder="file:///a&#34;b"');
  });

  it('hands it each chart whole', () => {
    const page = reportPage(report, options);
    const handed = [...page.matchAll(/data-chart="([^"]*)"/g)].map(
      ([, json = '']) => JSON.parse(json.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))) as Chart,
    );
    expect(handed).toEqual(Object.values(chartsOf(report)));
    expect(handed.length).toBeGreaterThanOrEqual(5);
  });

  it('has a table behind every chart, named for whoever hears it', () => {
    const page = reportPage(report, options);
    const figures = page.split('<figure').slice(1);
    expect(figures.length).toBeGreaterThanOrEqual(5);
    for (const figure of figures) expect(figure).toMatch(/<details><summary>.*<table><caption>[^<]+: the weeks in numbers<\/caption>/);
  });

  it('has the ways that a model was asked, where there were several', () => {
    const arm = { name: 'review', tried: 4, proved: 3, taken: 2, refused: 1, good: 3, tokens: 900 };
    expect(reportPage(report, options)).not.toContain('Ways of asking');
    expect(reportPage({ ...report, arms: [arm] }, options)).toContain(
      '<th scope="row">review</th><td>4</td><td>3</td><td>2</td><td>1</td><td>75 %</td><td>900</td>',
    );
  });

  it('is without buttons where nothing was healed, and as a file', () => {
    expect(reportPage(NONE, options)).not.toContain('<vscode-button');
    expect(reportPage(report, { name: 'shop', css: 'p {}' })).not.toMatch(/<vscode-button|data-chart|<script/);
  });
});
