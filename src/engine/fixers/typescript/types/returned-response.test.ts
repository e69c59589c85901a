import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { returnedResponse } from './returned-response';

const SERVER =
  'interface Reply { code(n: number): Reply; send(x: unknown): Reply }\ndeclare const server: { get(at: string, run: (id: string, reply: Reply) => void | Promise<void>): void };\nexport {};\n';

test.each([
  [
    "server.get('/', async (id, reply) => {\n  if (!id) {\n    return reply.code(400).send('no');\n  }\n  return reply.send(id);\n});\n",
    "server.get('/', async (id, reply) => {\n  if (!id) {\n    reply.code(400).send('no');\n    return;\n  }\n  reply.send(id);\n});\n",
  ],
  [
    "server.get('/', async (id, reply) => {\n  if (!id) return reply.code(400).send('no');\n  reply.send(id);\n});\n",
    "server.get('/', async (id, reply) => {\n  if (!id) {\n    reply.code(400).send('no');\n    return;\n  }\n  reply.send(id);\n});\n",
  ],
])('%j → %j', (before, after) => {
  expect(bestScript(returnedResponse, SERVER + before)).toBe(SERVER + after);
});

test('a value that is no call would be lost', () => {
  expect(bestScript(returnedResponse, `${SERVER}server.get('/', async (id) => {\n  return id;\n});\n`)).toBeUndefined();
});
