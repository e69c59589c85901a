// Measures to an OpenTelemetry collector, where a person has named one. What speaks to it is a bundle of its own, which is not even loaded before.

import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { failure, success, type Result } from '../result';
import type { Metric } from './metrics';
import type { push } from './otlp/push';

const PATH = 'v1/metrics';
const WITHIN_MS = 10_000;

export interface PushRequest {
  /** As the person wrote it: `http://localhost:4318`. */
  readonly endpoint: string;
  readonly metrics: readonly Metric[];
  /** The workspace's name, as an attribute of what is sent. */
  readonly workspace: string;
  readonly version: string;
  readonly withinMs?: number;
}

/** Sends the measures once, over HTTP as protobuf. Headers that a collector wants (a key) stand in `OTEL_EXPORTER_OTLP_HEADERS`, as OpenTelemetry has it. Never throws. */
export async function pushMetrics({
  endpoint,
  metrics,
  workspace,
  version,
  withinMs = WITHIN_MS,
}: PushRequest): Promise<Result<void, 'bad-endpoint' | 'no-exporter' | 'not-sent'>> {
  const url = otlpUrl(endpoint);
  if (!url.ok) return url;
  const bundle = bundleFile();
  if (bundle === undefined) return failure('no-exporter', 'The measures were not sent: otlp.js is missing beside this program.');
  try {
    const loaded = createRequire(bundle)(bundle) as { readonly push: typeof push };
    await loaded.push({
      url: url.value.href,
      metrics,
      attributes: { 'service.name': 'self-heal', 'service.version': version, 'self_heal.workspace': workspace },
      withinMs,
    });
    return success(undefined);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return failure('not-sent', `${url.value.host} did not take the measures: ${why}`);
  }
}

/** Where they are sent: the path is the standard's, unless the endpoint ends with it. */
export function otlpUrl(endpoint: string): Result<URL, 'bad-endpoint'> {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return failure('bad-endpoint', 'The endpoint for measures is not a URL; it should look like http://localhost:4318.');
  if (url.username !== '' || url.password !== '')
    return failure(
      'bad-endpoint',
      'The endpoint for measures must not hold a user name or password; OTEL_EXPORTER_OTLP_HEADERS takes a key.',
    );
  url.hash = '';
  if (!url.pathname.endsWith(`/${PATH}`)) url.pathname = `${url.pathname.replace(/\/+$/, '')}/${PATH}`;
  return success(url);
}

/** Beside the program that asks, or in the `dist` of the source. */
function bundleFile(): string | undefined {
  const places = [path.join(__dirname, 'otlp.js')];
  for (let folder = __dirname; folder !== path.dirname(folder); folder = path.dirname(folder))
    places.push(path.join(folder, 'dist', 'otlp.js'));
  return places.find((file) => fs.existsSync(file));
}
