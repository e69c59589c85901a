// `self-heal metrics`: what was seen and healed in a workspace as measures, in words, for Prometheus or as JSON. Reads the store, serves nothing.

import * as path from 'node:path';
import { version } from '../../../package.json';
import { metricsOf, openPairStore, otlpUrl, prometheusText, pushMetrics, readSignals, replaceFile, type Metric } from '../../engine';
import { folder, parse } from '../io/arguments';
import { EXIT, UsageError, type ExitCode } from '../io/exit-codes';
import { MAX_PAIRS } from '../io/record';
import { print, printJson, say } from '../io/say';

export const METRICS_USAGE = `self-heal metrics [--prometheus|--json] [--output FILE] [--workspace DIR]
self-heal metrics --otlp URL [--workspace DIR]

How many errors were seen, how heals ended, how long they took and how many fixes were tried, counted in the workspace's own store: what the editor and
the language server recorded, and what 'heal', 'run' and 'watch' wrote; and what is usual here, where signals are kept.
No server is started, and without --otlp nothing is sent.
  --prometheus     the text format of Prometheus
  --json           one JSON object
  --output FILE    into a file, in one step: a textfile collector never reads half of it
  --otlp URL       to an OpenTelemetry collector, once, like http://localhost:4318; headers that it wants in OTEL_EXPORTER_OTLP_HEADERS
  --workspace DIR  the folder whose store is read (default: the current folder)`;

export async function metrics(args: string[]): Promise<ExitCode> {
  const { values, positionals } = parse(args, {
    help: { type: 'boolean', short: 'h' },
    workspace: { type: 'string' },
    json: { type: 'boolean' },
    prometheus: { type: 'boolean' },
    output: { type: 'string' },
    otlp: { type: 'string' },
  });
  if (positionals[0] !== undefined) throw new UsageError(`metrics takes no arguments but options, got '${positionals[0]}'.`);
  if (values.json && values.prometheus) throw new UsageError('--json and --prometheus contradict each other.');
  if (values.otlp !== undefined) {
    if (values.json || values.prometheus || values.output !== undefined) throw new UsageError('--otlp goes with --workspace only.');
    const url = otlpUrl(values.otlp);
    if (!url.ok) throw new UsageError(url.message);
  }
  const root = folder(values.workspace ?? '.');
  const opened = openPairStore({ folder: root, maxPairs: MAX_PAIRS });
  if (!opened.ok) throw new UsageError(opened.message);
  const store = opened.value;
  try {
    const signals = readSignals(root);
    const counted = metricsOf(store, signals.isFresh ? undefined : signals);
    if (!counted.ok) throw new UsageError(counted.message);
    if (values.otlp !== undefined) {
      const sent = await pushMetrics({ endpoint: values.otlp, metrics: counted.value, workspace: path.basename(root), version: version });
      if (sent.ok) return EXIT.ok;
      say(sent.message);
      return EXIT.left;
    }
    if (values.output !== undefined) {
      const text = values.prometheus
        ? prometheusText(counted.value)
        : values.json
          ? `${JSON.stringify({ metrics: counted.value }, null, 2)}\n`
          : words(counted.value);
      const output = path.resolve(values.output);
      const written = await replaceFile(output, async (out) => {
        await out.writeFile(text);
        return true;
      });
      if (!written.ok) throw new UsageError(`The measures were not written to ${output}: ${written.message}.`);
    } else if (values.json) printJson({ metrics: counted.value });
    else print(values.prometheus ? prometheusText(counted.value) : words(counted.value));
    return EXIT.ok;
  } finally {
    store.close();
  }
}

function words(metrics: readonly Metric[]): string {
  const lines = metrics.flatMap((metric) => {
    const { help, name } = metric;
    const rows =
      metric.type === 'histogram'
        ? metric.samples.map(
            ({ labels, count, sum }) =>
              `  ${String(count).padStart(6)}  ${named(labels)}${count > 0 ? ` (${(sum / count).toFixed(3)} on average)` : ''}`,
          )
        : metric.samples.map(({ labels, value }) => `  ${String(value).padStart(6)}  ${named(labels)}`);
    return [`${help} ${name}`, ...(rows.length > 0 ? rows : ['  nothing yet'])];
  });
  return `${lines.join('\n')}\n`;
}

const named = (labels: Readonly<Record<string, string>>): string =>
  Object.values(labels)
    .map((value) => value.split('\n')[0] ?? '')
    .join(', ') || 'all';
