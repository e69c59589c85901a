// `self-heal metrics`: what stands in the store is what is counted, and what is written for Prometheus its readers read (F024, F150).

import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { HealRecord } from '../../src/engine/learn/heal-record';
import { recordHeal } from '../../src/engine/learn/store/record-pair';
import { metricsOf, prometheusText } from '../../src/engine/report/metrics';
import { otlpUrl, pushMetrics } from '../../src/engine/report/otlp';
import { Signals } from '../../src/engine/report/signals';
import { httpSink } from '../support/http-sink';
import { pythonWithReaders } from '../support/readers';
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
const python = pythonWithReaders();

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

  it.skipIf(python === undefined)('are read by Prometheus’ own Python client', async () => {
    const text = prometheusText(valueOf(metricsOf(await filled())));
    const ran = spawnSync(python ?? '', ['-c', PYTHON], { input: text, encoding: 'utf8' });
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

const READ_OTLP = `
import base64, json, sys
from google.protobuf.json_format import MessageToDict
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
read = ExportMetricsServiceRequest()
read.ParseFromString(base64.b64decode(sys.stdin.read()))
print(json.dumps(MessageToDict(read)))`;

interface Otlp {
  readonly resourceMetrics: readonly [
    {
      readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue: string } }[] };
      readonly scopeMetrics: readonly [{ readonly metrics: readonly OtlpMetric[] }];
    },
  ];
}
interface OtlpPoint {
  readonly attributes?: Otlp['resourceMetrics'][0]['resource']['attributes'];
  readonly asDouble?: number;
  readonly asInt?: string;
  readonly count?: string;
  readonly sum?: number;
  readonly bucketCounts?: readonly string[];
  readonly explicitBounds?: readonly number[];
}
interface OtlpMetric {
  readonly name: string;
  readonly unit?: string;
  readonly sum?: { readonly isMonotonic: boolean; readonly aggregationTemporality: string; readonly dataPoints: readonly OtlpPoint[] };
  readonly gauge?: { readonly dataPoints: readonly OtlpPoint[] };
  readonly histogram?: { readonly aggregationTemporality: string; readonly dataPoints: readonly OtlpPoint[] };
}

/** In the words of Prometheus, so that both ways out are held against the same expectations. */
function asSamples(read: Otlp): Read['samples'] {
  const labelsOf = (point: OtlpPoint): Readonly<Record<string, string>> =>
    Object.fromEntries((point.attributes ?? []).map(({ key, value }) => [key, value.stringValue]));
  return read.resourceMetrics[0].scopeMetrics[0].metrics.flatMap(({ name, sum, gauge, histogram }) => [
    ...[...(sum?.dataPoints ?? []), ...(gauge?.dataPoints ?? [])].map((point) => ({
      name,
      labels: labelsOf(point),
      value: point.asDouble ?? Number(point.asInt),
    })),
    ...(histogram?.dataPoints ?? []).flatMap((point) => {
      const labels = labelsOf(point);
      let upTo = 0;
      const buckets = (point.bucketCounts ?? []).map((count, i) => ({
        name: `${name}_bucket`,
        labels: { ...labels, le: String(point.explicitBounds?.[i] ?? '+Inf') },
        value: (upTo += Number(count)),
      }));
      return [
        ...buckets,
        { name: `${name}_sum`, labels, value: point.sum ?? NaN },
        { name: `${name}_count`, labels, value: Number(point.count) },
      ];
    }),
  ]);
}

/** OpenTelemetry's own collector (any build with the OTLP receiver and the debug exporter); undefined where none is installed. */
const collector = [process.env['SELF_HEAL_OTELCOL'] ?? 'otelcol', 'otelcol-contrib'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

async function freePort(): Promise<number> {
  const sink = await httpSink();
  await sink.close();
  return Number(new URL(sink.url).port);
}

describe('F150: measures to an OpenTelemetry collector', () => {
  const push = async (endpoint: string, withinMs = 5_000) =>
    pushMetrics({ endpoint, metrics: valueOf(metricsOf(await filled())), workspace: 'shop', version: '1.2.3', withinMs });

  it.skipIf(python === undefined)('are read by OpenTelemetry’s own protobuf, and say what Prometheus is told', async () => {
    const sink = await httpSink((_, response) => void response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end());
    try {
      expect(await push(sink.url)).toMatchObject({ ok: true });
      expect(sink.received).toHaveLength(1);
      const ran = spawnSync(python ?? '', ['-c', READ_OTLP], { input: sink.received[0]?.body.toString('base64') ?? '', encoding: 'utf8' });
      expect(ran.stderr).toBe('');
      const read = JSON.parse(ran.stdout) as Otlp;
      expectCounted(finder(asSamples(read)));
      const [{ resource, scopeMetrics }] = read.resourceMetrics;
      expect(Object.fromEntries(resource.attributes.map(({ key, value }) => [key, value.stringValue]))).toMatchObject({
        'service.name': 'self-heal',
        'service.version': '1.2.3',
        'self_heal.workspace': 'shop',
      });
      const named = (name: string): OtlpMetric | undefined => scopeMetrics[0].metrics.find((one) => one.name === name);
      expect(named('self_heal_errors_total')?.sum).toMatchObject({
        isMonotonic: true,
        aggregationTemporality: 'AGGREGATION_TEMPORALITY_CUMULATIVE',
      });
      expect(named('self_heal_heal_duration_seconds')).toMatchObject({ unit: 's' });
    } finally {
      await sink.close();
    }
  });

  it('go to the standard’s path as protobuf, with the headers that the environment names, once', async () => {
    process.env['OTEL_EXPORTER_OTLP_HEADERS'] = 'x-key=abc';
    const sink = await httpSink();
    try {
      expect(await push(`${sink.url}/tenant/`)).toMatchObject({ ok: true });
      expect(sink.received).toHaveLength(1);
      expect(sink.received[0]).toMatchObject({
        method: 'POST',
        path: '/tenant/v1/metrics',
        headers: { 'content-type': 'application/x-protobuf', 'x-key': 'abc' },
      });
    } finally {
      delete process.env['OTEL_EXPORTER_OTLP_HEADERS'];
      await sink.close();
    }
  });

  it('that are refused, or that nobody takes, are said to be so within the limit', async () => {
    const refusing = await httpSink((_, response) => void response.writeHead(400).end('no'));
    const silent = await httpSink(() => undefined);
    try {
      expect(await push(refusing.url)).toMatchObject({ ok: false, reason: 'not-sent' });
      const began = Date.now();
      expect(await push(silent.url, 500)).toMatchObject({ ok: false, reason: 'not-sent' });
      expect(await push('http://127.0.0.1:1', 500)).toMatchObject({ ok: false, reason: 'not-sent' });
      expect(Date.now() - began).toBeLessThan(10_000);
    } finally {
      await Promise.all([refusing.close(), silent.close()]);
    }
  });

  it.skipIf(collector === undefined)(
    'are taken by a real collector, which says what it got',
    async () => {
      const port = await freePort();
      const config = path.join(folder.path, 'collector.yaml');
      fs.writeFileSync(
        config,
        [
          `receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:${port}" } } } }`,
          'exporters: { debug: { verbosity: detailed } }',
          'service:',
          '  telemetry: { metrics: { level: none } }',
          '  pipelines: { metrics: { receivers: [otlp], exporters: [debug] } }',
          '',
        ].join('\n'),
      );
      const child = spawn(collector ?? '', ['--config', config], { stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
      const saysSo = async (words: string): Promise<void> => {
        for (let waited = 0; !said.includes(words) && waited < 30_000; waited += 50) await sleep(50);
        expect(said).toContain(words);
      };
      try {
        await saysSo('Everything is ready');
        expect(await push(`http://127.0.0.1:${port}`)).toMatchObject({ ok: true });
        await saysSo('self_heal_pairs');
      } finally {
        child.kill('SIGTERM');
      }
      expect(said).toContain('-> service.name: Str(self-heal)');
      expect(said).toMatch(
        /-> Name: self_heal_errors_total\n.*-> Description: .*\n.*-> Unit: *\n.*-> DataType: Sum\n.*-> IsMonotonic: true\n.*-> AggregationTemporality: Cumulative/,
      );
      expect(said).toMatch(/-> error_type: Str\(NameError\)\n(?:.*\n){0,6}?Value: 2\.0/);
      expect(said).toMatch(/-> Name: self_heal_heal_duration_seconds\n.*\n.*-> Unit: s\n.*-> DataType: Histogram/);
    },
    60_000,
  );

  it('take an address that is one', () => {
    expect(otlpUrl('http://localhost:4318')).toMatchObject({ ok: true, value: { href: 'http://localhost:4318/v1/metrics' } });
    expect(otlpUrl('https://otel.example/v1/metrics')).toMatchObject({ ok: true, value: { href: 'https://otel.example/v1/metrics' } });
    for (const wrong of ['localhost:4318', 'grpc://localhost:4317', 'http://me:key@otel.example', ''])
      expect(otlpUrl(wrong)).toMatchObject({ ok: false, reason: 'bad-endpoint' });
  });

  it('come from the built program, which says where nobody takes them', async () => {
    (await filled()).close();
    const sink = await httpSink();
    // Not by `spawnSync`: the sink is in this process.
    const cli = async (...args: string[]): Promise<number | null> => {
      const child = spawn(
        process.execPath,
        [path.resolve(__dirname, '../..', process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js'), 'metrics', ...args],
        {
          cwd: folder.path,
          stdio: 'ignore',
        },
      );
      return new Promise((resolve) => child.once('close', resolve));
    };
    try {
      expect(await cli('--otlp', sink.url)).toBe(0);
      expect(sink.received[0]?.body.includes('NameError')).toBe(true);
      expect(await cli('--otlp', 'http://127.0.0.1:1')).toBe(1);
      expect(await cli('--otlp', 'here')).toBe(2);
      expect(await cli('--otlp', sink.url, '--json')).toBe(2);
    } finally {
      await sink.close();
    }
  }, 60_000);

  it('have the signals of the folder, where they are kept', async () => {
    const signals = new Signals(undefined);
    for (let n = 0; n < 40; n++) signals.ended({ line: 'npm test', cwd: '/shop', ms: 5_000, hasFailed: false, errors: 0 }, n * 60_000);
    signals.ended({ line: 'npm test', cwd: '/shop', ms: 50_000, hasFailed: false, errors: 0 }, 41 * 60_000);
    const read = finder(parsed(prometheusText(valueOf(metricsOf(await filled(), signals)))).samples);
    expect(read('self_heal_signal', { signal: 'run_time' })).toBe(50);
    expect(read('self_heal_signal_usual', { signal: 'run_time' })).toBe(5);
    expect(read('self_heal_signal_unusual_total', { signal: 'run_time' })).toBe(1);
    expect(read('self_heal_signal_seen', { signal: 'errors_per_minute' })).toBe(40);
  });
});
