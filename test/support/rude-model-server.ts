// A model's server on loopback that answers as a test says, or as badly as servers and networks do: each way of RUDE by its name.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: {
    readonly model?: string;
    readonly messages?: { readonly role: string; readonly content: string }[];
    readonly prompt?: string;
    readonly response_format?: unknown;
    readonly temperature?: number;
    readonly max_tokens?: number;
    readonly max_completion_tokens?: number;
    readonly stream?: boolean;
    readonly stream_options?: unknown;
    readonly [option: string]: unknown;
  };
  readonly text: string;
  /** Resolves when the connection of this request ends. */
  readonly gone: Promise<void>;
}

/** `call`: 1 for the first request. */
export type Answer = (response: http.ServerResponse, asked: Asked, call: number) => void;

export interface ModelServerAtHand {
  /** A base URL: `http://127.0.0.1:PORT/v1`. */
  readonly url: string;
  readonly host: string;
  readonly asked: Asked[];
  readonly close: () => Promise<void>;
}

/** `secure`: over TLS, with a certificate that nobody vouches for. */
export async function modelServer(answer: Answer, secure?: https.ServerOptions): Promise<ModelServerAtHand> {
  const asked: Asked[] = [];
  const listener: http.RequestListener = (request, response) => {
    const gone = new Promise<void>((resolve) => response.on('close', () => resolve()));
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const one: Asked = {
        url: request.url ?? '',
        method: request.method ?? '',
        headers: request.headers,
        body: (text === '' ? {} : JSON.parse(text)) as Asked['body'],
        text,
        gone,
      };
      asked.push(one);
      answer(response, one, asked.length);
    });
  };
  const server = secure ? https.createServer(secure, listener) : http.createServer(listener);
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${secure ? 'https' : 'http'}://${host}/v1`,
    host,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A name that no name server knows: reserved for this (RFC 2606). */
export const UNKNOWN_HOST = 'no-such-host.invalid';

/** undefined where there is no OpenSSL to make one. */
export function selfSignedCertificate(): https.ServerOptions | undefined {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-certificate-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  try {
    const how = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=127.0.0.1',
    ];
    execFileSync('openssl', [...how, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: fs.readFileSync(key), cert: fs.readFileSync(cert) };
  } catch {
    return undefined;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

export function json(response: http.ServerResponse, status: number, body: unknown, headers: http.OutgoingHttpHeaders = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** An answer in one piece. */
export function whole(response: http.ServerResponse, content: string, finish = 'stop', more: object = {}): void {
  json(response, 200, {
    id: 'x',
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }],
    ...more,
  });
}

export function sse(response: http.ServerResponse): http.ServerResponse {
  return response.writeHead(200, { 'content-type': 'text/event-stream' });
}

export function event(delta: string | object, finish: string | null = null): string {
  const choice = { index: 0, delta: typeof delta === 'string' ? { content: delta } : delta, finish_reason: finish };
  return `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', choices: [choice] })}\n\n`;
}

export const DONE = 'data: [DONE]\n\n';

/** Tokens, as the last event of a stream tells them. */
export function usage(prompt: number, reply: number, more: object = {}): string {
  return `data: ${JSON.stringify({ id: 'x', choices: [], usage: { prompt_tokens: prompt, completion_tokens: reply, total_tokens: prompt + reply, ...more } })}\n\n`;
}

/** An answer piece by piece. */
export function streamed(response: http.ServerResponse, content: string, finish: string | null = 'stop'): void {
  sse(response);
  for (let i = 0; i < content.length; i += 7) response.write(event(content.slice(i, i + 7)));
  response.end(`${finish ? event('', finish) : ''}${DONE}`);
}

const PORTAL = '<!doctype html><html><title>Welcome to the hotel</title><form action="/login"><input name="room"></form></html>';
/** The first three bytes of a character of four. */
const HALF = Buffer.from([0xf0, 0x9f, 0x98]);

/** What goes wrong between a program and a model, one way each. */
export const RUDE = {
  'too many requests': (response) => json(response, 429, { error: { message: 'Rate limit reached', type: 'requests' } }),
  'too many requests, wait a little': (response) => json(response, 429, { error: { message: 'slow down' } }, { 'retry-after-ms': '30' }),
  'too many requests, wait 120 s': (response) => json(response, 429, { error: { message: 'slow down' } }, { 'retry-after': '120' }),
  overloaded: (response) => json(response, 529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
  'still loading': (response) => json(response, 503, { error: { message: 'Loading model', type: 'unavailable_error', code: 503 } }),
  'server error': (response) => json(response, 500, { error: { message: 'The server had an error' } }),
  'gateway page': (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>502 Bad Gateway</html>'),
  'wrong key': (response, { headers }) => json(response, 401, { error: { message: `Incorrect API key: ${headers.authorization ?? ''}` } }),
  forbidden: (response) => json(response, 403, { error: { message: 'Country not supported', code: 'unsupported_country' } }),
  'no credit': (response) => json(response, 429, { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } }),
  'no credit, by its status': (response) => json(response, 402, { error: { message: 'Insufficient credits', code: 402 } }),
  'no credit, by its words': (response) => json(response, 400, { error: { message: 'Your credit balance is too low' } }),
  'no such model': (response) => json(response, 404, { error: { message: 'model "small" not found, try pulling it first' } }),
  'error with a good status': (response) => json(response, 200, { error: { message: 'Provider returned error', code: 502 } }),
  'error in the stream': (response) => sse(response).end('data: {"error": {"message": "out of memory"}}\n\n'),
  'gives up midway': (response) => sse(response).end(`${event('a = ')}${event('', 'error')}${DONE}`),
  'captive portal': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PORTAL),
  'network wants a login': (response) => response.writeHead(511, { 'content-type': 'text/html' }).end(PORTAL),
  redirect: (response) => response.writeHead(307, { location: 'http://127.0.0.1:9/v1/chat/completions' }).end(),
  silent: () => undefined,
  'stalls after the headers': (response) => sse(response).flushHeaders(),
  'stalls in the middle': (response) => void sse(response).write(event('a = ')),
  'stalls in a plain body': (response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices":'),
  'drips without end': (response) => {
    sse(response);
    const drip = setInterval(() => response.write(': still here\n\n'), 10);
    response.on('close', () => clearInterval(drip));
  },
  'cut stream': (response) => {
    sse(response).write(event('a = '));
    setTimeout(() => response.destroy(), 10);
  },
  'ends without saying so': (response) => sse(response).end(event('a = ')),
  'half a character': (response) => {
    const head = event('a = ').replace(/"\}.*$/s, '');
    sse(response).end(Buffer.concat([Buffer.from(event('a')), Buffer.from(head), HALF]));
  },
  'bytes that are no text': (response) => {
    const [before = '', after = ''] = event('a = ☃').split('☃');
    sse(response).end(Buffer.concat([Buffer.from(before), Buffer.from([0xff, 0xfe, 0x80]), Buffer.from(after + event('', 'stop') + DONE)]));
  },
  'a broken event': (response) => sse(response).end(`data: {"choices":[{"del\n\n${DONE}`),
  'a body that is no JSON': (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"choices": ['),
  'JSON of something else': (response) => json(response, 200, { hello: 1 }),
  'no body': (response) => response.writeHead(200).end(),
  'never stops': (response) => {
    sse(response);
    const more = (): void => {
      while (!response.destroyed && response.write(event('x'.repeat(10_000))));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  },
  'ten megabytes': (response) => whole(response, 'x'.repeat(10_000_000)),
  refusal: (response) => json(response, 200, { choices: [{ message: { content: null, refusal: 'No.' }, finish_reason: 'stop' }] }),
  'content filter': (response) => streamed(response, 'a = ', 'content_filter'),
  'content filter, by its status': (response) =>
    json(response, 400, { error: { code: 'content_filter', message: 'The prompt was filtered' } }),
  'empty reply': (response) => whole(response, ''),
  'only thinking': (response) => sse(response).end(event({ reasoning_content: 'Hm.' }) + event('', 'stop') + DONE),
  'question too long': (response) =>
    json(response, 400, { error: { code: 'context_length_exceeded', message: 'This model has a maximum context length of 4096 tokens.' } }),
} satisfies Readonly<Record<string, Answer>>;

export type Rudeness = keyof typeof RUDE;
