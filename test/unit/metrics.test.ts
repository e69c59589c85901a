// `self-heal metrics`: what stands in the store is what is counted, and what is written for Prometheus its readers read (F024, F150).

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HealRecord } from '../../src/engine/learn/heal-record';
import { recordHeal } from '../../src/engine/learn/store/record-pair';
import { metricsOf, prometheusText } from '../../src/engine/report/metrics';
import { redactedPair } from './pair-samples';
import { useStoreFolder, valueOf } from './store-folder';

const folder = useStoreFolder();
const AT = '2026-03-02T00:00:00.000Z';

const heal = (n: number, over: Partial<HealRecord>): HealRecord => ({
  schema: 1,
  id: n.toString(16).padStart(32, '0'),
  at: AT,
  via: 'lightbulb',
  language: 'python',
  errorType: 'NameError',
  shape: "name '‹name›' is not defined",
  source: 'Pyright',
  stages: [],
  attempts: 1,
  outcome: 'healed',
  why: 'held',
  ms: 34,
  patch: null,
  ...over,
});

/** A store with three heals, a pair and errors of three types, one with all that a label must not break on. */
async function filled(): Promise<ReturnType<typeof folder.open>> {
  const store = folder.open();
  for (const record of [
    heal(1, { ms: 34 }),
    heal(2, { ms: 2_000, attempts: 3 }),
    heal(3, { ms: 700, outcome: 'nothing', language: 'typescript' }),
  ])
    valueOf(await recordHeal(store, record));
  valueOf(store.insert(await redactedPair(1)));
  const seen = { shape: 'a', errorType: 'NameError', language: 'python' };
  valueOf(
    store.sightings.add(
      [seen, { shape: 'b', errorType: NASTY, language: 'python' }, { shape: 'c', errorType: 'TS2304', language: 'typescript' }],
      AT,
    ),
  );
  valueOf(store.sightings.add([seen], AT));
  return store;
}
const NASTY = 'a "quoted" \\ back\nnew\u2028line\u0000';
const NASTY_READ = 'a "quoted" \\ back new line ';

interface Read {
  readonly types: Readonly<Record<string, string>>;
  readonly samples: readonly { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

/** The text format 0.0.4 as it is documented; anything else throws. */
function parsed(text: string): Read {
  expect(text.endsWith('\n')).toBe(true);
  const types: Record<string, string> = {};
  const samples: Read['samples'][number][] = [];
  const keys = new Set<string>();
  for (const line of text.slice(0, -1).split('\n')) {
    const type = /^# TYPE ([a-zA-Z_:][\w:]*) (counter|gauge|histogram)$/.exec(line);
    if (type) {
      types[type[1] ?? ''] = type[2] ?? '';
      continue;
    }
    if (/^# HELP [a-zA-Z_:][\w:]* .+$/.test(line)) continue;
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? ([-+.\deInf]+)$/.exec(line);
    if (!sample) throw new Error(`no line of the format: ${line}`);
    const [, name = '', written = '', value = ''] = sample;
    const labels = Object.fromEntries(
      [...written.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"/g)].map(([, label = '', raw = '']) => [
        label,
        raw.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char)),
      ]),
    );
    const key = `${name} ${JSON.stringify(Object.entries(labels).sort())}`;
    if (keys.has(key)) throw new Error(`twice: ${key}`);
    keys.add(key);
    samples.push({ name, labels, value: Number(value) });
  }
  return { types, samples };
}

const PYTHON = `
import json, sys
from prometheus_client.parser import text_string_to_metric_families
out = [[s.name, s.labels, s.value] for f in text_string_to_metric_families(sys.stdin.read()) for s in f.samples]
print(json.dumps(out))`;
const hasClient = spawnSync('python3', ['-c', 'import prometheus_client']).status === 0;

function expectCounted(read: (name: string, labels: Readonly<Record<string, string>>) => number | undefined): void {
  expect(read('self_heal_errors_total', { error_type: 'NameError', language: 'python' })).toBe(2);
  expect(read('self_heal_errors_total', { error_type: NASTY_READ, language: 'python' })).toBe(1);
  expect(read('self_heal_heals_total', { language: 'python' })).toBe(2);
  expect(read('self_heal_heals', { outcome: 'nothing', source: 'none' })).toBe(1);
  expect(read('self_heal_heal_duration_seconds_bucket', { outcome: 'healed', le: '0.05' })).toBe(1);
  expect(read('self_heal_heal_duration_seconds_bucket', { outcome: 'healed', le: '2.5' })).toBe(2);
  expect(read('self_heal_heal_duration_seconds_bucket', { outcome: 'healed', le: '+Inf' })).toBe(2);
  expect(read('self_heal_heal_duration_seconds_count', { outcome: 'healed' })).toBe(2);
  expect(read('self_heal_heal_duration_seconds_sum', { outcome: 'healed' })).toBeCloseTo(2.034, 6);
  expect(read('self_heal_heal_attempts_bucket', { le: '3.0' }) ?? read('self_heal_heal_attempts_bucket', { le: '3' })).toBe(2);
  expect(read('self_heal_pairs', { verdict: 'accepted' })).toBe(1);
}

const finder =
  (samples: Read['samples']) =>
  (name: string, labels: Readonly<Record<string, string>>): number | undefined => {
    const key = JSON.stringify(Object.entries(labels).sort());
    return samples.find((one) => one.name === name && JSON.stringify(Object.entries(one.labels).sort()) === key)?.value;
  };

describe('F024, F150: measures', () => {
  it('are what the store holds, in the documented text format', async () => {
    const metrics = valueOf(metricsOf(await filled()));
    const { types, samples } = parsed(prometheusText(metrics));
    expect(types).toMatchObject({
      self_heal_errors_total: 'counter',
      self_heal_heals: 'gauge',
      self_heal_heal_duration_seconds: 'histogram',
    });
    expectCounted(finder(samples));
  });

  it.skipIf(!hasClient)('are read by Prometheus’ own Python client', async () => {
    const text = prometheusText(valueOf(metricsOf(await filled())));
    const ran = spawnSync('python3', ['-c', PYTHON], { input: text, encoding: 'utf8' });
    expect(ran.stderr).toBe('');
    const rows = JSON.parse(ran.stdout) as readonly (readonly [string, Readonly<Record<string, string>>, number])[];
    expectCounted(finder(rows.map(([name, labels, value]) => ({ name, labels, value }))));
  });

  it('of a store that is not there are all nothing, and make no file', () => {
    const { samples } = parsed(prometheusText(valueOf(metricsOf(folder.open()))));
    expect(samples).toEqual([]);
    expect(fs.readdirSync(folder.path)).toEqual([]);
  });

  it('have no more series of errors than somebody can keep', () => {
    const store = folder.open();
    valueOf(
      store.sightings.add(
        Array.from({ length: 300 }, (_, n) => ({ shape: `${n}`, errorType: `E${n}`, language: 'python' })),
        AT,
      ),
    );
    const { samples } = parsed(prometheusText(valueOf(metricsOf(store))));
    const errors = samples.filter(({ name }) => name === 'self_heal_errors_total');
    expect(errors).toHaveLength(101);
    expect(errors.reduce((sum, { value }) => sum + value, 0)).toBe(300);
    expect(errors.find(({ labels }) => labels['error_type'] === 'other')?.value).toBe(200);
  });

  it('come out of the built program: to the terminal, as JSON, into a file', async () => {
    (await filled()).close();
    const cli = (...args: string[]) =>
      spawnSync(
        process.execPath,
        [path.resolve(__dirname, '../..', process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js'), 'metrics', ...args],
        {
          cwd: folder.path,
          encoding: 'utf8',
        },
      );
    expectCounted(finder(parsed(cli('--prometheus').stdout).samples));
    expect(cli('--prometheus', '--output', 'm.prom').stdout).toBe('');
    expectCounted(finder(parsed(fs.readFileSync(path.join(folder.path, 'm.prom'), 'utf8')).samples));
    expect((JSON.parse(cli('--json').stdout) as { readonly metrics: readonly object[] }).metrics).toHaveLength(7);
    expect(cli().stdout).toMatch(/^ {7}2 {2}NameError, python$/m);
    expect(cli('--json', '--prometheus').status).toBe(2);
  });
});
