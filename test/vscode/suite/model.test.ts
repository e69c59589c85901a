// Heal With Model against a server on this machine: a heal, a cancel, garbage, no server. Nothing is sent unless it is asked for.

import * as assert from 'node:assert/strict';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { closeAll, diagnosticOf, isOurs, menu, openFile, pause, previewOpen, setting, until } from './support';

type Answer = (request: { readonly body: string }, response: http.ServerResponse) => void;

/** An OpenAI-compatible server that answers every chat completion with `answer`. */
async function serve(
  answer: Answer,
): Promise<{ readonly url: string; readonly seen: readonly string[]; readonly stop: () => Promise<void> }> {
  const seen: string[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push(body);
      answer({ body }, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

suite('Heal With Model', () => {
  teardown(async () => {
    await setting('model.baseUrl', undefined);
    await setting('model.name', undefined);
    await closeAll();
  });

  async function configure(url: string): Promise<void> {
    await setting('model.baseUrl', url);
    await setting('model.name', 'test-model');
    await pause(300);
  }

  test('stands behind our own fixes only when a model is set, and nothing is sent by opening the menu', async () => {
    const server = await serve((_, response) => response.end('{}'));
    try {
      const document = await openFile('offer.py', 'ribbon = 1\nprint(ribon)\n');
      const diagnostic = await diagnosticOf(document, /ribon/);
      const offered = async (): Promise<number> =>
        (await menu(document, diagnostic.range)).findIndex((action) => action.command?.command === 'selfHeal.healWithModel');
      assert.equal(await offered(), -1);
      await configure(server.url);
      const at = await until('it is offered', async () => Math.max(0, await offered()));
      assert.ok((await menu(document, diagnostic.range)).slice(at + 1).every((action) => !isOurs(action)));
      assert.deepEqual(server.seen, []);
    } finally {
      await server.stop();
    }
  });

  for (const [what, answer] of [
    ['garbage', (_, response) => response.end('<html>no</html>')],
    ['an error', (_, response) => response.writeHead(500).end('{"error":{"message":"broken"}}')],
    ['a stream that stops at once', (_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end()],
  ] as const satisfies readonly (readonly [string, Answer])[]) {
    test(`${what} from the server changes nothing`, async () => {
      const server = await serve(answer);
      try {
        const text = 'saddle = 1\nprint(sadle)\n';
        const document = await openFile('garbage.py', text);
        const diagnostic = await diagnosticOf(document, /sadle/);
        await configure(server.url);
        await vscode.commands.executeCommand('selfHeal.healWithModel', document.uri.toString(), diagnostic.range.start.line);
        assert.ok(!previewOpen());
        assert.equal(document.getText(), text);
      } finally {
        await server.stop();
      }
    });
  }

  test('no server there changes nothing', async () => {
    const server = await serve(() => undefined);
    await server.stop();
    const text = 'pocket = 1\nprint(poket)\n';
    const document = await openFile('nobody.py', text);
    const diagnostic = await diagnosticOf(document, /poket/);
    await configure(server.url);
    await vscode.commands.executeCommand('selfHeal.healWithModel', document.uri.toString(), diagnostic.range.start.line);
    assert.equal(document.getText(), text);
  });
});
