// A model's server on loopback that knows one fix: it finds the line in what it is sent, and answers in the form that it is asked for. Its state
// is open to the test, which says how it behaves and looks at what came. Imported by tests in VS Code and, as it stands, by the window's paths.

import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface HealingModelServer {
  /** `stall`: the headers, then silence. `garbage`: a web page. `broke`: HTTP 500. `empty`: a stream that stops at once. `wrong`: a fix that does not hold. */
  mode: 'answer' | 'stall' | 'garbage' | 'broke' | 'empty' | 'wrong';
  /** Questions to the model; lists of models are not among them. */
  readonly requests: SeenRequest[];
  /** Answers that nobody waited for any more. */
  aborted: number;
  /** The line to be changed, and what becomes of it. */
  find: RegExp;
  replace: (line: string) => string;
  /** Of the list of models. */
  models: readonly string[];
  /** The key that is wanted; absent: none. */
  key?: string | undefined;
  /** The base URL, and who is asked. */
  readonly url: string;
  readonly host: string;
  stop(): Promise<void>;
}

export async function healingModelServer(): Promise<HealingModelServer> {
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => answer(state, { url: request.url ?? '', headers: request.headers, body }, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state: HealingModelServer = {
    mode: 'answer',
    requests: [],
    aborted: 0,
    find: /./,
    replace: (line) => line,
    models: ['test-model', 'test-model-small'],
    url: `http://${host}/v1`,
    host,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return state;
}

function answer(state: HealingModelServer, seen: SeenRequest, response: http.ServerResponse): void {
  const json = (status: number, value: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  if (state.key !== undefined && seen.headers.authorization !== `Bearer ${state.key}`) {
    json(401, { error: { message: 'Incorrect API key provided.', code: 'invalid_api_key' } });
    return;
  }
  if (seen.url.endsWith('/models')) {
    json(200, { object: 'list', data: state.models.map((id) => ({ id, object: 'model', owned_by: 'test' })) });
    return;
  }
  state.requests.push(seen);
  response.on('close', () => {
    if (!response.writableFinished) state.aborted++;
  });
  if (state.mode === 'garbage') response.writeHead(200, { 'content-type': 'text/html' }).end('<html>It works!</html>');
  else if (state.mode === 'broke') json(500, { error: { message: 'broken' } });
  else stream(state, seen, response);
}

function stream(state: HealingModelServer, seen: SeenRequest, response: http.ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (state.mode === 'empty') {
    response.end();
    return;
  }
  const send = (choices: readonly unknown[], more: object = {}): void => {
    response.write(
      `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 0, model: 'test', choices, ...more })}\n\n`,
    );
  };
  const piece = (delta: object, finish: string | null = null): void => send([{ index: 0, delta, finish_reason: finish }]);
  piece({ role: 'assistant', content: '' });
  if (state.mode === 'stall') {
    response.write(': nothing yet\n\n');
    return;
  }
  const reply = replyTo(state, seen.body);
  for (let at = 0; at < reply.length; at += 20) piece({ content: reply.slice(at, at + 20) });
  piece({}, 'stop');
  send([], { usage: { prompt_tokens: Math.ceil(seen.body.length / 4), completion_tokens: Math.ceil(reply.length / 4) } });
  response.end('data: [DONE]\n\n');
}

/** What a model of few words would say. */
export function replyTo({ mode, find, replace }: Pick<HealingModelServer, 'mode' | 'find' | 'replace'>, body: string): string {
  const { messages } = JSON.parse(body) as { readonly messages: readonly { readonly content: string }[] };
  const prompt = messages.map(({ content }) => content).join('\n');
  // Lines are shown with their number in front.
  const lines = prompt.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\| ?(.*)$/.exec(line);
    return match ? [{ number: Number(match[1]), text: match[2] ?? '' }] : [];
  });
  const found = lines.find(({ text }) => find.test(text));
  if (!found)
    return /numbers from 1 to/.test(prompt) ? Array.from({ length: 40 }, (_, i) => i + 1).join('\n') : 'NO FIX: the line is not shown.';
  const changed = mode === 'wrong' ? `${found.text}  # looked at` : replace(found.text);
  const why = 'The total must be divided by how many there are.';
  if (/<<<<<<< SEARCH/.test(messages[0]?.content ?? '') || /Answer with SEARCH/.test(prompt))
    return `${why}\n\n<<<<<<< SEARCH\n${found.text}\n=======\n${changed}\n>>>>>>> REPLACE\n`;
  const [, first, last] = /lines? (\d+)(?: to (\d+))?[^\n]*in one fence\.\s*$/.exec(prompt) ?? [];
  const wanted = first === undefined ? lines : lines.filter(({ number }) => number >= Number(first) && number <= Number(last ?? first));
  return `${why}\n\n\`\`\`\n${wanted.map(({ number, text }) => (number === found.number ? changed : text)).join('\n')}\n\`\`\`\n`;
}
