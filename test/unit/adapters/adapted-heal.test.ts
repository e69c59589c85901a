// Who answers in a heal where an adapter is in use: it first, in the words of its training, the model where it does not know better or is not there.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { adapterOfOrigin } from '../../../src/engine/adapt/adapter-origin';
import { AdapterRegistry } from '../../../src/engine/adapt/adapter-registry';
import { adaptersFolder } from '../../../src/engine/adapt/adapters-folder';
import type { AdapterServerId } from '../../../src/engine/adapt/servers/server';
import { formatOf } from '../../../src/engine/generate/model/formats/registry';
import { modelsOf } from '../../../src/engine/generate/model/models';
import { healWithModel, type ModelHealRequest } from '../../../src/engine/heal/heal-with-model';
import { adaptedModels, adaptersIn } from '../../../src/engine/heal/model/adapted-models';
import { answerOf, promptHash, promptOf } from '../../../src/engine/learn/exchange/prompt';
import { makePair, questionOf } from '../../../src/engine/learn/make-pair';
import { SourceText } from '../../../src/engine/syntax/source-text';
import { adapterFolder } from '../../support/adapter-servers/adapter-folder';
import { loopback, type Loopback, type Seen, type Told } from '../../support/adapter-servers/loopback';
import { FILE, FIX, problemIn, requestFor, textAfter } from '../../support/model/heal-case';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-adapted-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));
const open: Loopback[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.stop()));
});

const MENDED = FILE.replace('cuont', 'count');
const FENCED = `\`\`\`python\n${MENDED}\`\`\``;
const TYPE = 'reportUndefinedVariable';

/** A workspace whose adapter `fix-1` is in use. */
async function folderWith(metadata: Readonly<Record<string, unknown>> = { error_types: [TYPE] }): Promise<string> {
  const folder = fs.mkdtempSync(path.join(root, 'w-'));
  const registry = new AdapterRegistry(adaptersFolder(folder));
  const at = adapterFolder(path.join(registry.folder, 'fix-1'));
  const done = await registry.register(at, { adapter_id: 'fix-1', model_name: 'base', created_at: '2026-01-01', ...metadata });
  if (!done.ok) throw new Error(done.message);
  registry.activate('fix-1');
  return folder;
}

interface Answers {
  readonly adapter?: Told | string | undefined;
  readonly base?: string;
  readonly has?: boolean;
}

/** A vLLM whose adapter and model say these things. */
async function server({ adapter = FENCED, base = FIX, has = true }: Answers = {}): Promise<Loopback> {
  const said = (content: string): Told => ({
    body: { choices: [{ message: { content }, finish_reason: 'stop' }], usage: { prompt_tokens: 9, completion_tokens: 9 } },
  });
  const one = await loopback(({ path: at, json }) => {
    if (at === '/v1/models')
      return {
        body: {
          data: [{ id: 'base', owned_by: 'vllm', parent: null }, ...(has ? [{ id: 'fix-1', owned_by: 'vllm', parent: 'base' }] : [])],
        },
      };
    if (json['model'] !== 'fix-1') return said(base);
    return typeof adapter === 'string' ? said(adapter) : adapter;
  });
  open.push(one);
  return one;
}

const models = (one: Loopback, folder: string, id: AdapterServerId | undefined = undefined): ModelHealRequest['models'] =>
  adaptedModels(
    { baseUrl: one.url, name: 'base' },
    {
      server: id,
      ...adaptersIn(
        () => folder,
        () => [folder],
      ),
    },
    { retry: { strategy: 'no_backoff' } },
  );
const questions = (one: Loopback): Seen[] => one.seen.filter(({ path: at }) => at.endsWith('/chat/completions'));
const heal = async (one: Loopback, folder: string, more: Parameters<typeof requestFor>[1] = {}) => {
  const said: string[] = [];
  const healed = await healWithModel(requestFor(models(one, folder), { onProgress: (text) => said.push(text), ...more }));
  return { healed, said };
};

test('the adapter in use answers first, in the words that it was trained with, and the fix says that it made it', async () => {
  const one = await server();
  const { healed } = await heal(one, await folderWith());
  expect(textAfter(healed)).toBe(MENDED);
  const [asked, ...others] = questions(one);
  expect(others).toEqual([]);
  expect(asked?.json['model']).toBe('fix-1');
  // The very words of a pair of this fix.
  const patch = healed.ok ? healed.value[0] : undefined;
  if (!patch) throw new Error('no patch');
  const pair = makePair(patch, FILE, MENDED, { now: new Date(0), root: '/project', how: '' });
  const { system, user } = promptOf(pair);
  expect(asked?.json['messages']).toEqual([
    { role: 'system', content: system },
    { role: 'user', content: user },
  ]);
  expect(answerOf(pair, pair.final ?? pair.proposed)).toBe(FENCED);
  // By this a verdict finds its way to the adapter.
  expect(adapterOfOrigin(pair.origin)).toBe('fix-1');
  expect(healed.run.steps).toMatchObject([
    { kind: 'ask', attempt: 0, round: 1, model: 'base with fix-1', format: 'training', outcome: 'held' },
  ]);
});

test.each<[string, Answers['adapter']]>([
  ['says something else', 'I think the name is wrong.'],
  ['gives the file back as it was', `\`\`\`python\n${FILE}\`\`\``],
  ['mends it wrongly', `\`\`\`python\n${FILE.replace('cuont', 'county')}\`\`\``],
  ['leaves lines out', '```python\n    return count\n```'],
  ['answers with a web page', { body: '<html>down</html>', headers: { 'content-type': 'text/html' } }],
  ['is broken', { status: 500, body: { error: { message: 'CUDA out of memory' } } }],
  ['is gone between two questions', { status: 404, body: { error: { message: 'The model `fix-1` does not exist.' } } }],
])('an adapter that %s leaves it to the model, which is asked as ever', async (_what, adapter) => {
  const [one, plain] = [await server({ adapter }), await server()];
  const { healed, said } = await heal(one, await folderWith());
  expect(textAfter(healed)).toBe(MENDED);
  expect(healed.ok && healed.value[0]?.candidate.origin.id).toBe('model/base');
  expect(said.filter((text) => text.includes('without the adapter'))).toHaveLength(1);
  // As if there were no adapter at all.
  await healWithModel(requestFor(modelsOf({ baseUrl: plain.url, name: 'base' })));
  const ofModel = questions(one).filter(({ json }) => json['model'] === 'base');
  expect(ofModel.map(({ json }) => json)).toEqual(questions(plain).map(({ json }) => json));
});

test('a server that does not have it is told once, and the model answers', async () => {
  const one = await server({ has: false });
  const folder = await folderWith();
  const both = models(one, folder);
  const said: string[] = [];
  for (let i = 0; i < 2; i++) {
    const healed = await healWithModel(requestFor(both, { onProgress: (text) => said.push(text) }));
    expect(textAfter(healed)).toBe(MENDED);
  }
  expect(said.filter((text) => text.includes('does not have the adapter fix-1'))).toHaveLength(1);
  expect(questions(one).every(({ json }) => json['model'] === 'base')).toBe(true);
});

test('an adapter for other errors, one that is not in use, and one that was trained with other words are not asked', async () => {
  const one = await server();
  const asked = async (folder: string): Promise<unknown> => {
    const from = questions(one).length;
    await heal(one, folder);
    return questions(one)[from]?.json['model'];
  };
  expect(await asked(await folderWith({ error_types: ['TypeError'] }))).toBe('base');
  // Nobody has said for which: for all.
  expect(await asked(await folderWith({}))).toBe('fix-1');
  expect(await asked(await folderWith({ prompt: { version: 1, hash: promptHash() } }))).toBe('fix-1');
  expect(await asked(await folderWith({ prompt: { version: 1, hash: 'abc123' } }))).toBe('base');
  const folder = await folderWith();
  new AdapterRegistry(adaptersFolder(folder)).deactivate();
  expect(await asked(folder)).toBe('base');
});

test('without any adapter nothing is asked of the server on account of adapters', async () => {
  const one = await server();
  const { healed } = await heal(one, fs.mkdtempSync(path.join(root, 'none-')));
  expect(textAfter(healed)).toBe(MENDED);
  expect([...new Set(one.calls())]).toEqual(['POST /v1/chat/completions']);
});

test('what adapters are asked holds no secret, and an answer puts it back', async () => {
  const key = `sk-ant-${'api03'}-${'Ab3'.repeat(31)}AA`;
  const text = `KEY = "${key}"\n${FILE}`;
  const one = await loopback(({ path: at, json }) => {
    if (at === '/v1/models') return { body: { data: [{ id: 'fix-1', owned_by: 'vllm', parent: 'base' }] } };
    const [, { content } = { content: '' }] = (json['messages'] ?? []) as { content: string }[];
    const [, code = ''] = /```python\n([\s\S]*)```/.exec(content) ?? [];
    return {
      body: { choices: [{ message: { content: `\`\`\`python\n${code.replace('cuont', 'count')}\`\`\`` }, finish_reason: 'stop' }] },
    };
  });
  open.push(one);
  const source = new SourceText(text);
  const problem = problemIn(source);
  const healed = await healWithModel(requestFor(models(one, await folderWith()), { text, source, problem, all: [problem] }));
  expect(questions(one)[0]?.body).not.toContain(key);
  expect(textAfter(healed, text)).toBe(text.replace('cuont', 'count'));
});

test('a long file is cut for the question as its pair is, and the answer is put back in its place', async () => {
  const filler = (from: number): string =>
    Array.from({ length: 400 }, (_, i) => `value_${from + i} = ${from + i}  # one of many\n`).join('');
  const text = `${filler(0)}${FILE}${filler(400)}`;
  const mended = text.replace('cuont', 'count');
  const source = new SourceText(text);
  const problem = problemIn(source);
  const question = questionOf(problem, text, '/project');
  expect(question).toMatchObject({ extent: 'excerpt', startLine: 400 + 3 - 40 });
  const one = await server({ adapter: `\`\`\`python\n${question?.before.replace('cuont', 'count')}\`\`\`` });
  const { healed } = await heal(one, await folderWith(), { text, source, problem, all: [problem] });
  expect(textAfter(healed, text)).toBe(mended);
  const patch = healed.ok ? healed.value[0] : undefined;
  if (!patch) throw new Error('no patch');
  const pair = makePair(patch, text, mended, { now: new Date(0), root: '/project', how: '' });
  expect(questions(one)[0]?.json['messages']).toMatchObject([{}, { content: promptOf(pair).user }]);
});

test('blank lines at the edges of an answer are no part of a fix, and a file without a last line end stays so', async () => {
  const text = `\n\n${FILE.trimEnd()}`;
  const source = new SourceText(text);
  const problem = problemIn(source);
  for (const answer of [MENDED, `\n\n${MENDED}\n\n`, MENDED.trimEnd()]) {
    const one = await server({ adapter: `\`\`\`\n${answer}\n\`\`\`` });
    const { healed } = await heal(one, await folderWith(), { text, source, problem, all: [problem] });
    expect(textAfter(healed, text)).toBe(text.replace('cuont', 'count'));
  }
});

test('the form of the training is for adapters alone', () => {
  expect(formatOf('training').instructions).toBe('');
});
