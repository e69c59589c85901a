// A whole heal over everything that servers and networks do badly: a clear sentence, in time, and no patch.

import { afterEach, expect, test } from 'vitest';
import { openAiCompatible } from '../../../src/engine/generate/model/providers/openai-compatible';
import { healWithModel } from '../../../src/engine/heal/heal-with-model';
import { requestFor } from '../../support/model/heal-case';
import { modelServer, RUDE, streamed, UNKNOWN_HOST, type Answer, type ModelServerAtHand } from '../../support/rude-model-server';

const KEY = 'test-key-8823-do-not-show';
const LIMITS = { firstByteMs: 400, idleMs: 400, totalMs: 4_000 };

const open: ModelServerAtHand[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function healAt(baseUrl: string) {
  const began = performance.now();
  const heal = openAiCompatible({ baseUrl, name: 'small', apiKey: KEY }, { limits: LIMITS, retry: { baseMs: 1 } });
  const healed = await healWithModel(requestFor({ heal }));
  expect(performance.now() - began).toBeLessThan(15_000);
  return healed;
}

async function failureAt(baseUrl: string): Promise<string> {
  const healed = await healAt(baseUrl);
  if (healed.ok) throw new Error('there is a patch');
  // One sentence, and the key is not in it.
  expect(healed.message).toMatch(/^[^\n]{10,400}[.…]$/);
  expect(healed.message).not.toContain(KEY);
  return healed.message;
}

test.each(Object.entries<Answer>(RUDE))('%s', async (_name, answer) => {
  const server = await modelServer(answer);
  open.push(server);
  expect(await failureAt(server.url)).toBeTruthy();
  expect(server.asked.length).toBeGreaterThan(0);
  expect(server.asked.length).toBeLessThanOrEqual(12);
});

test('a name that nobody knows, and no safe connection', async () => {
  expect(await failureAt(`http://${UNKNOWN_HOST}/v1`)).toContain(UNKNOWN_HOST);
  const server = await modelServer((response) => streamed(response, 'x'));
  open.push(server);
  expect(await failureAt(server.url.replace('http:', 'https:'))).toMatch(/No safe connection/);
  expect(server.asked).toEqual([]);
});
