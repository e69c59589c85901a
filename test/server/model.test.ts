// The model over LSP, against a real HTTP server on this machine: set-up, a heal, a cancel midway, limits, the editor's own models, what was sent.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CancellationTokenSource, type CancellationToken } from 'vscode-languageserver-protocol';
import type {
  AskEditorModel,
  HealFile,
  HealWithModel,
  ListModels,
  MayAskModel,
  ModelAsked,
  ModelSettings,
  OtherFix,
  Refusal,
  TryModel,
} from '../../src/protocol';
import { healingModelServer, replyTo, type HealingModelServer } from '../support/healing-model-server';
import { modelServer, RUDE } from '../support/rude-model-server';
import { at, LspClient } from './client';

const MEAN = 'def mean(values):\n    total = sum(values)\n    return total / cnt\n';
const HEALED = MEAN.replace('cnt', 'len(values)');
const KEY = 'sk-test-0123456789';

let folder: string;
let server: HealingModelServer;
let client: LspClient;
let uri: string;
const told: ModelAsked.Params[] = [];

beforeEach(async () => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-model-')));
  fs.mkdirSync(path.join(folder, 'project'));
  server = await healingModelServer();
  server.find = /return total \/ cnt/;
  server.replace = (line) => line.replace('cnt', 'len(values)');
  client = await LspClient.start([path.join(folder, 'project')], { globalFolder: path.join(folder, 'global') });
  told.length = 0;
  client.connection.onNotification('selfHeal/model/asked', (params: ModelAsked.Params) => void told.push(params));
  uri = pathToFileURL(path.join(folder, 'project', 'mean.py')).href;
  await client.open(uri, MEAN);
});
afterEach(async () => {
  await client.stop();
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const set = (model: Partial<ModelSettings> = {}): Promise<void> =>
  client.connection.sendNotification('selfHeal/settings', {
    model: { baseUrl: server.url, name: 'test-model', apiKey: undefined, ...model },
  });

async function heal(token?: CancellationTokenSource): Promise<HealWithModel.Answer | Refusal> {
  await client.connection.sendNotification('selfHeal/diagnostics', {
    uri,
    version: client.version(uri),
    diagnostics: [at(MEAN, 'cnt', '"cnt" is not defined', 'Pyright', 'reportUndefinedVariable')],
  });
  return client.connection.sendRequest('selfHeal/healWithModel', { uri, line: 2 }, (token ?? new CancellationTokenSource()).token);
}

test('the models of a server are listed with the key that it wants, and without it that is said apart', async () => {
  server.key = KEY;
  const list = (apiKey?: string): Promise<ListModels.Answer | Refusal> =>
    client.connection.sendRequest('selfHeal/model/list', { baseUrl: server.url, apiKey });
  expect(await list()).toMatchObject({ reason: 'model-failed', unauthorised: true });
  expect(await list(KEY)).toEqual({ models: ['test-model', 'test-model-small'] });
  expect(server.requests).toEqual([]);
});

test('a trial says how fast it was and what it cost, and has nothing of the workspace in it', async () => {
  const trial: TryModel.Answer | Refusal = await client.connection.sendRequest('selfHeal/model/try', {
    model: { baseUrl: server.url, name: 'test-model', apiKey: undefined },
    price: { prompt: 1_000_000, reply: 0 },
  });
  if ('reason' in trial) throw new Error(trial.message);
  expect(trial.ms).toBeGreaterThan(0);
  expect(trial.cost).toBeGreaterThan(1);
  expect(server.requests).toHaveLength(1);
  expect(server.requests[0]?.body).not.toMatch(/mean|total/);
  expect(told).toHaveLength(1);
});

test('a heal is told with what was sent, word for word, and its answer', async () => {
  await set();
  const answer = await heal();
  if ('reason' in answer) throw new Error(answer.message);
  expect(answer.after).toBe(HEALED);
  const { messages } = JSON.parse(server.requests[0]?.body ?? '') as Pick<ModelAsked.Params, 'messages'>;
  expect(told[0]).toMatchObject({
    host: server.host,
    model: 'test-model',
    messages,
    reply: expect.stringContaining('len(values)') as string,
  });
});

test('what others offer for the very problem is told to it by title', async () => {
  await set();
  const diagnostic = at(MEAN, 'cnt', '"cnt" is not defined', 'Pyright', 'reportUndefinedVariable');
  await client.connection.sendNotification('selfHeal/diagnostics', { uri, version: client.version(uri), diagnostics: [diagnostic] });
  const other = (message: string, title: string): OtherFix => ({
    uri,
    range: diagnostic.range,
    message,
    title,
    preferred: false,
    edits: [],
  });
  const others = [other('"cnt" is not defined', 'Import “cnt” from shop'), other('something else', 'Delete the file')];
  await client.connection.sendRequest('selfHeal/healWithModel', { uri, line: 2, others });
  const sent = JSON.stringify(told[0]);
  expect(sent).toContain('Import “cnt” from shop');
  expect(sent).not.toContain('Delete the file');
});

test('what fails is told, too', async () => {
  await set();
  server.mode = 'garbage';
  expect(await heal()).toMatchObject({ reason: 'model-failed' });
  expect(told[0]).toMatchObject({ failure: expect.stringContaining('web page') as string });
  expect(told[0]).not.toHaveProperty('reply');
});

test('an overloaded server is asked again as the setting says', async () => {
  const times: number[] = [];
  const rude = await modelServer((response) => {
    times.push(performance.now());
    RUDE.overloaded(response);
  });
  try {
    await set({ baseUrl: rude.url, retry: 'no_backoff' });
    expect(await heal()).toMatchObject({ reason: 'model-failed', message: expect.stringContaining('overloaded') as string });
  } finally {
    await rude.close();
  }
  expect(times).toHaveLength(3);
  // Every other strategy waits a second at least.
  expect(Math.min((times[1] ?? 0) - (times[0] ?? 0), (times[2] ?? 0) - (times[1] ?? 0))).toBeLessThan(900);
});

test('a cancel midway cuts the request, and nothing is changed', async () => {
  await set();
  server.mode = 'stall';
  const cancel = new CancellationTokenSource();
  const healing = heal(cancel);
  await client.until('the request is there', () => server.requests.length === 1);
  cancel.cancel();
  expect(await healing).toMatchObject({ reason: 'cancelled' });
  await client.until('the server sees that nobody listens any more', () => server.aborted === 1);
});

test('no model: nothing is asked', async () => {
  expect(await heal()).toMatchObject({ reason: 'no-model' });
});

test("a day's limit counts what was used before, in all windows, also where one was killed", async () => {
  await set({ limits: { tokensPerDay: 2_000 } });
  expect(await heal()).toHaveProperty('after', HEALED);
  const other = await LspClient.start([path.join(folder, 'project')], { globalFolder: path.join(folder, 'global') });
  const [mine, theirs] = [client, other];
  try {
    client.process.kill('SIGKILL');
    client = other;
    await client.open(uri, MEAN);
    await set({ limits: { tokensPerDay: 10 } });
    const asked = server.requests.length;
    expect(await heal()).toMatchObject({
      reason: 'model-limit',
      setting: 'selfHeal.model.limits',
      message: expect.stringMatching(/limit of 10 tokens/) as string,
    });
    expect(server.requests).toHaveLength(asked);
    const used = fs.readdirSync(path.join(folder, 'global', 'model-use'));
    expect(used).toHaveLength(1);
    const [day = ''] = used;
    const tokens = fs
      .readFileSync(path.join(folder, 'global', 'model-use', day), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { tokens: number }).tokens)
      .reduce((a, b) => a + b, 0);
    expect(tokens).toBeGreaterThan(100);
    await set({ limits: { tokensPerDay: tokens + 50 } });
    expect(await heal()).toMatchObject({ reason: 'model-limit' });
    expect(server.requests).toHaveLength(asked);
    await set({ limits: { tokensPerDay: tokens + 50_000 } });
    expect(await heal()).toHaveProperty('after', HEALED);
  } finally {
    client = theirs;
    mine.connection.dispose();
  }
});

test('money is counted by the price of the model', async () => {
  await set({ limits: { moneyPerHeal: 0.001 }, prices: { 'test-model': { prompt: 1_000_000, reply: 1 } } });
  expect(await heal()).toMatchObject({ reason: 'model-limit' });
  expect(server.requests).toEqual([]);
  // The price of another model says nothing.
  await set({ limits: { moneyPerHeal: 0.001 }, prices: { other: { prompt: 1_000_000, reply: 1 } } });
  expect(await heal()).toHaveProperty('after', HEALED);
});

test("one of the editor's models is asked through the client, without a system message, and a cancel reaches it", async () => {
  await set({ provider: 'editor', baseUrl: '', name: 'vendor/big' });
  const asked: AskEditorModel.Params[] = [];
  let cancelled = false;
  client.connection.onRequest(
    'selfHeal/model/ask',
    async (params: AskEditorModel.Params, token: CancellationToken): Promise<AskEditorModel.Answer> => {
      asked.push(params);
      if (asked.length === 1) return { text: replyTo(server, JSON.stringify(params)) };
      await new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
      cancelled = true;
      return { refused: 'cancelled', message: 'Cancelled.' };
    },
  );
  expect(await heal()).toHaveProperty('after', HEALED);
  expect(asked[0]).toMatchObject({ name: 'vendor/big' });
  expect(asked[0]?.messages.some(({ role }) => role === 'system')).toBe(false);
  expect(told[0]).toMatchObject({ host: 'the editor (vendor)', model: 'vendor/big' });
  const cancel = new CancellationTokenSource();
  const healing = heal(cancel);
  await client.until('it is asked', () => asked.length === 2);
  cancel.cancel();
  expect(await healing).toMatchObject({ reason: 'cancelled' });
  await client.until('it hears of it', () => cancelled);
  expect(server.requests).toEqual([]);
});

test("what the editor's model refuses is the answer, in its words", async () => {
  await set({ provider: 'editor', baseUrl: '', name: 'vendor/big' });
  client.connection.onRequest('selfHeal/model/ask', async (): Promise<AskEditorModel.Answer> => ({
    refused: 'blocked',
    message: 'The limit of the day is reached.',
  }));
  expect(await heal()).toEqual({ reason: 'model-failed', message: 'The limit of the day is reached.' });
});

test('a task with a model of its own is asked there, with its own key', async () => {
  const small = await healingModelServer();
  small.key = KEY;
  try {
    server.mode = 'wrong';
    await set({ roles: { diagnose: { baseUrl: small.url, name: 'small', apiKey: KEY } } });
    expect(await heal()).toMatchObject({ reason: 'model-failed' });
    expect(small.requests.length).toBeGreaterThan(0);
    expect(small.requests.every(({ headers }) => headers.authorization === `Bearer ${KEY}`)).toBe(true);
    expect(server.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  } finally {
    await small.stop();
  }
});

describe('where rules end', () => {
  const TWO = `${MEAN}\n\ndef half(values):\n    return values[: size]\n`;
  const asked: MayAskModel.Params[] = [];

  async function healFile(
    answer: ((token: CancellationToken) => Promise<boolean>) | undefined,
    token = new CancellationTokenSource(),
  ): Promise<HealFile.Plan | Refusal> {
    await client.stop();
    client = await LspClient.start([path.join(folder, 'project')], answer ? { asksForModel: true } : {});
    asked.length = 0;
    client.connection.onRequest(
      'selfHeal/model/mayAsk',
      async (params: MayAskModel.Params, asking: CancellationToken): Promise<MayAskModel.Answer> => {
        asked.push(params);
        return { allowed: (await answer?.(asking)) ?? true };
      },
    );
    await client.open(uri, TWO);
    await set(settings);
    await client.connection.sendNotification('selfHeal/diagnostics', {
      uri,
      version: client.version(uri),
      diagnostics: [
        at(TWO, 'cnt', '"cnt" is not defined', 'Pyright', 'reportUndefinedVariable'),
        at(TWO, 'size', '"size" is not defined', 'Pyright', 'reportUndefinedVariable'),
      ],
    });
    return client.connection.sendRequest('selfHeal/healFile', { uri }, token.token);
  }
  let settings: Partial<ModelSettings>;
  beforeEach(() => (settings = {}));

  test('the person is asked once for all that is left; a yes sends, and what holds is in the plan', async () => {
    const plan = await healFile(async () => true);
    if ('reason' in plan) throw new Error(plan.message);
    expect(asked).toEqual([{ folder: pathToFileURL(path.join(folder, 'project')).href, what: 'mean.py, line 3: "cnt" is not defined' }]);
    expect(plan.after).toBe(TWO.replace('cnt', 'len(values)'));
    expect(plan.healed.every(({ ask }) => ask)).toBe(true);
    expect(plan.left).toHaveLength(1);
  });

  test('a no sends nothing', async () => {
    const plan = await healFile(async () => false);
    expect(plan).toMatchObject({ healed: [] });
    expect(asked).toHaveLength(1);
    expect(server.requests).toEqual([]);
  });

  test('who can not ask a person sends nothing', async () => {
    expect(await healFile(undefined)).toMatchObject({ healed: [] });
    expect(asked).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  test('a limit that is reached is said with the way to it', async () => {
    settings = { limits: { tokensPerHeal: 5 } };
    expect(await healFile(async () => true)).toMatchObject({
      healed: [],
      model: { message: expect.stringContaining('limit of 5 tokens') as string, setting: 'selfHeal.model.limits' },
    });
    expect(server.requests).toEqual([]);
  });

  test('a cancel while the person is asked takes the question away', async () => {
    const cancel = new CancellationTokenSource();
    let taken = false;
    const healing = healFile(async (token) => {
      setTimeout(() => cancel.cancel(), 50);
      await new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
      taken = true;
      return true;
    }, cancel);
    expect(await healing).toMatchObject({ reason: 'cancelled' });
    expect(taken).toBe(true);
    expect(server.requests).toEqual([]);
  });
});
