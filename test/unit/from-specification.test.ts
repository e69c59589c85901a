// F142: `run(spec)` of the API: a model behind a real HTTP server drafts, the sandbox runs the tests, the loop heals what they show.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SelfHealingAgent } from '../../src/api/self-healing-agent';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';
import { modelServer, whole, type ModelServerAtHand } from '../support/rude-model-server';

const { sandbox } = await findSandbox();

const TESTS = `import unittest
from solution import slug


class Test(unittest.TestCase):
    def test_words(self):
        self.assertEqual(slug("Some Title"), "some-title")

    def test_empty(self):
        self.assertEqual(slug(""), "")
`;
const RIGHT = 'def slug(text):\n    words = text.lower().split()\n    return "-".join(words)\n';
const SPEC = 'slug(text) makes of a title what can stand in a URL: lower case, words joined by hyphens.';

let server: ModelServerAtHand | undefined;
/** What the model says next; the last one again and again. */
let answers: string[] = [];
beforeEach(async () => {
  server = await modelServer((response, _, call) => whole(response, answers[Math.min(call, answers.length) - 1] ?? ''));
});
afterEach(async () => {
  await server?.close();
});

const fenced = (code: string): string => `Here it is.\n\n\`\`\`python\n${code}\`\`\`\n`;

async function made(tests = TESTS) {
  const agent = new SelfHealingAgent({ model: { base_url: server?.url ?? '', name: 'test-model' } });
  try {
    return await agent.run(SPEC, { tests });
  } finally {
    agent.dispose();
  }
}
const questions = (): string[] => (server?.asked ?? []).map(({ text }) => text);

describe.runIf(sandbox.holds)('with a sandbox', { timeout: 180_000 }, () => {
  test('F142: a right draft is given back as it is, and was shown the specification and the tests', async () => {
    answers = [fenced(RIGHT)];
    expect(await made()).toMatchObject({ success: true, code: RIGHT, drafts: 1, fixes: [] });
    expect(questions()).toHaveLength(1);
    expect(questions()[0]).toContain('what can stand in a URL');
    expect(questions()[0]).toContain('test_empty');
  });

  test('F142: a slip in the draft is healed by rules, without another question', async () => {
    answers = [fenced(RIGHT.replace('join(words)', 'join(wrds)'))];
    const result = await made();
    expect(result).toMatchObject({ success: true, code: RIGHT, drafts: 1 });
    expect(result.fixes[0]).toContain("'words'");
    expect(questions()).toHaveLength(1);
  });

  test('F142: what rules do not know the model is asked about with the failure, and then for another draft', async () => {
    answers = [fenced(RIGHT.replace('"-"', '"_"')), 'NO FIX', fenced(RIGHT)];
    const result = await made();
    expect(result).toMatchObject({ success: true, code: RIGHT });
    expect(questions()[1]).toContain('some_title');
    expect(result.drafts).toBeGreaterThan(1);
  });

  test('F142: a file that ends the tests before they ran is none', async () => {
    answers = [fenced('import os\nos._exit(0)\n')];
    const result = await made();
    expect(result).toMatchObject({ success: false, code: null });
    expect(result.draft).toContain('os._exit');
  });

  test('F142: tests that pass with nothing prove nothing: no question is asked', async () => {
    answers = [fenced(RIGHT)];
    const result = await made(
      'import unittest\n\nclass Test(unittest.TestCase):\n    def test_nothing(self):\n        self.assertTrue(True)\n',
    );
    expect(result).toMatchObject({
      success: false,
      code: null,
      drafts: 0,
      message: 'The tests pass with an empty file, too, so they would prove nothing.',
    });
    expect(questions()).toEqual([]);
  });

  test('F142: an answer without code is asked for again, three times at most', async () => {
    answers = ['I would rather not.'];
    expect(await made()).toMatchObject({ success: false, code: null, drafts: 3 });
  });
});

test('F142: without tests, a specification or a model it says so', async () => {
  const agent = new SelfHealingAgent({ model: { baseUrl: 'http://127.0.0.1:9/v1', name: 'x' } });
  await expect(agent.run(SPEC)).rejects.toMatchObject({ code: 'invalid' });
  await expect(agent.run(' ', { tests: TESTS })).rejects.toMatchObject({ code: 'invalid' });
  expect(() => new SelfHealingAgent()).toThrow('needs a model');
});
