// A server on loopback whose answers a test gives: real HTTP, what came is kept, and wrong answers of any kind can be put in the place of right ones.

import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Buffer;
  /** Of a body that is JSON; else empty. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Told {
  readonly status?: number;
  /** As JSON where it is no string. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Never answered. */
  readonly silent?: true;
}

export interface Loopback {
  /** With `/v1`. */
  readonly url: string;
  readonly host: string;
  readonly seen: Seen[];
  /** `POST /v1/load_lora_adapter` of what came. */
  readonly calls: () => string[];
  /** Answers instead of what the server itself would, by `METHOD /path`. */
  readonly instead: Map<string, Told>;
  stop(): Promise<void>;
}

export async function loopback(answer: (seen: Seen) => Told): Promise<Loopback> {
  const seen: Seen[] = [];
  const instead = new Map<string, Told>();
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const body = bytes.toString();
      const [path = ''] = (request.url ?? '').split('?');
      const one: Seen = { method: request.method ?? '', path, headers: request.headers, body, bytes, json: objectIn(body) };
      seen.push(one);
      const told = instead.get(`${one.method} ${path}`) ?? answer(one);
      if (told.silent) return;
      const text = told.body === undefined ? '' : typeof told.body === 'string' ? told.body : JSON.stringify(told.body);
      response.writeHead(told.status ?? 200, {
        'content-type': typeof told.body === 'string' ? 'text/plain' : 'application/json',
        ...told.headers,
      });
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/v1`,
    host,
    seen,
    calls: () => seen.map(({ method, path }) => `${method} ${path}`),
    instead,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function objectIn(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

/** The answer of a chat, other weights saying other words. */
export const chat = (weights: string): Told => ({
  body: { choices: [{ index: 0, message: { role: 'assistant', content: `said by ${weights}` }, finish_reason: 'stop' }] },
});

export const sha256 = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
