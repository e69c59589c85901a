// A server of models that knows which programs are right, and answers as a test wants each of its models to: in the form that is asked for. An adapter is a
// model of its own name.

import http from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answering = 'right' | 'wrong' | 'nonsense' | 'broken';

export interface KnownProgram {
  readonly before: string;
  readonly after: string;
}

export interface ComparingServer {
  readonly url: string;
  /** Names of models in the order they were asked. */
  readonly asked: string[];
  stop(): Promise<void>;
}

/** @param answer how a model answers the program of that number. */
export async function comparingServer(
  programs: readonly KnownProgram[],
  models: readonly string[],
  answer: (model: string, program: number) => Answering,
): Promise<ComparingServer> {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const json = (status: number, value: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      };
      if (request.url?.endsWith('/models')) {
        json(200, { object: 'list', data: models.map((id) => ({ id, object: 'model', owned_by: 'test' })) });
        return;
      }
      if (!request.url?.endsWith('/chat/completions')) {
        json(404, { error: { message: 'Not Found' } });
        return;
      }
      const { model, messages } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
        readonly model: string;
        readonly messages: readonly { readonly content: string }[];
      };
      asked.push(model);
      const told = messages.map(({ content }) => content.replace(/^ *\d+\| ?/gm, '')).join('\n');
      const number = programs.findIndex(({ before }) => told.includes(before.trim()));
      const program = programs[number];
      const how = program ? answer(model, number) : 'nonsense';
      if (how === 'broken') {
        json(400, { error: { message: 'The model is broken.' } });
        return;
      }
      const content =
        program && how !== 'nonsense' ? worded(program, how, told.startsWith('You repair code.')) : 'I would look at the line that fails.';
      json(200, {
        id: 'x',
        object: 'chat.completion',
        choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 1, completion_tokens: 1 },
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A wrong answer changes the line that fails into another one that fails. */
function worded({ before, after }: KnownProgram, how: 'right' | 'wrong', isTraining: boolean): string {
  const [old, right] = [before.split('\n'), after.split('\n')];
  const at = old.findIndex((line, i) => line !== right[i]);
  const line = old[at] ?? '';
  const mended = how === 'right' ? (right[at] ?? '') : `${/^\s*/.exec(line)?.[0] ?? ''}nothing_of_the_kind((`;
  if (isTraining) return `\`\`\`python\n${old.with(at, mended).join('\n')}\`\`\`\n`;
  return `The line is wrong.\n\n<<<<<<< SEARCH\n${line}\n=======\n${mended}\n>>>>>>> REPLACE\n`;
}
