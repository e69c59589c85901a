// A real HTTP server of this machine that keeps what it is sent, and answers as it is told to.

import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface HttpSink {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly received: readonly Received[];
  /** Waits until so many were received. */
  readonly until: (count: number, patientMs?: number) => Promise<readonly Received[]>;
  readonly close: () => Promise<void>;
}

export type Answer = (request: Received, response: http.ServerResponse) => void;

export async function httpSink(answer: Answer = (_, response) => void response.end('ok')): Promise<HttpSink> {
  const received: Received[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) };
      received.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    until: async (count, patientMs = 30_000) => {
      for (const end = Date.now() + patientMs; received.length < count && Date.now() < end;)
        await new Promise((resolve) => setTimeout(resolve, 20));
      if (received.length < count) throw new Error(`${received.length} requests came, ${count} were waited for`);
      return received;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
