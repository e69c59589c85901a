// The bundle that speaks to an OpenTelemetry collector: OpenTelemetry's own SDK, given our measures as a producer of metrics, and its own exporter.

import type { Attributes } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  DataPointType,
  InstrumentType,
  MeterProvider,
  MetricReader,
  type CollectionResult,
  type DataPoint,
  type Histogram,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import type { Metric } from '../metrics';

export interface Push {
  readonly url: string;
  readonly metrics: readonly Metric[];
  /** Of the resource. */
  readonly attributes: Attributes;
  readonly withinMs: number;
}

const SCOPE = { name: 'self-heal' };
/** When counting began is not known: the store keeps the newest of what was seen, not when the first came. The standard's word for it is 0. */
const UNKNOWN: [number, number] = [0, 0];

/** Sends once. Rejects where it was not taken. */
export async function push({ url, metrics, attributes, withinMs }: Push): Promise<void> {
  const exporter = new OTLPMetricExporter({ url, timeoutMillis: withinMs, temporalityPreference: AggregationTemporality.CUMULATIVE });
  const resource = resourceFromAttributes(attributes);
  const producer: MetricProducer = {
    collect: () =>
      Promise.resolve({ resourceMetrics: { resource, scopeMetrics: [{ scope: SCOPE, metrics: metrics.flatMap(dataOf) }] }, errors: [] }),
  };
  const reader = new OnceReader(exporter, producer);
  const provider = new MeterProvider({ resource, readers: [reader] });
  try {
    await reader.send();
  } finally {
    await provider.shutdown();
  }
}

/** Reads when it is told to, and says what came of it: the periodic reader only logs that. */
class OnceReader extends MetricReader {
  constructor(
    private readonly exporter: OTLPMetricExporter,
    producer: MetricProducer,
  ) {
    super({ metricProducers: [producer] });
  }

  async send(): Promise<void> {
    const { resourceMetrics, errors }: CollectionResult = await this.collect();
    if (errors.length > 0) throw errors[0];
    await new Promise<void>((resolve, reject) => {
      this.exporter.export(resourceMetrics, ({ code, error }) =>
        Number(code) === 0 ? resolve() : reject(error ?? new Error('it was refused')),
      );
    });
  }

  protected override async onShutdown(): Promise<void> {
    await this.exporter.shutdown();
  }

  protected override async onForceFlush(): Promise<void> {
    await this.exporter.forceFlush();
  }
}

function dataOf(metric: Metric): MetricData[] {
  const { name, help } = metric;
  const now = Date.now();
  const endTime: [number, number] = [Math.floor(now / 1000), (now % 1000) * 1_000_000];
  const times = { startTime: UNKNOWN, endTime };
  const base = { aggregationTemporality: AggregationTemporality.CUMULATIVE };
  const descriptor = (type: InstrumentType) => ({
    name,
    description: help,
    unit: name.endsWith('_seconds') ? 's' : '',
    type,
    valueType: 1,
    advice: {},
  });
  // A metric without a value is none.
  if (metric.samples.length === 0) return [];
  if (metric.type === 'histogram') {
    const dataPoints = metric.samples.map(({ labels, buckets, sum, count }): DataPoint<Histogram> => {
      const upTo = [...buckets.map((one) => one.count), count];
      return {
        ...times,
        attributes: labels,
        // Each bucket by itself, where ours hold all that is at most their bound.
        value: { buckets: { boundaries: buckets.map(({ le }) => le), counts: upTo.map((n, i) => n - (upTo[i - 1] ?? 0)) }, sum, count },
      };
    });
    return [{ ...base, dataPointType: DataPointType.HISTOGRAM, descriptor: descriptor(InstrumentType.HISTOGRAM), dataPoints }];
  }
  const dataPoints = metric.samples.map(({ labels, value }): DataPoint<number> => ({ ...times, attributes: labels, value }));
  return metric.type === 'counter'
    ? [{ ...base, dataPointType: DataPointType.SUM, isMonotonic: true, descriptor: descriptor(InstrumentType.COUNTER), dataPoints }]
    : [{ ...base, dataPointType: DataPointType.GAUGE, descriptor: descriptor(InstrumentType.GAUGE), dataPoints }];
}
