// The drivers of vLLM, SGLang, Ollama and of any OpenAI-compatible server against servers that speak their documented API, and wrong answers.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { adapterServer, whichServer } from '../../../src/engine/adapt/servers/registry';
import {
  ADAPTER_SERVER_IDS,
  type AdapterServer,
  type AdapterServerId,
  type ServerSettings,
} from '../../../src/engine/adapt/servers/server';
import { adapterFolder, writeGguf } from '../../support/adapter-servers/adapter-folder';
import { chat, loopback, type Loopback, type Told } from '../../support/adapter-servers/loopback';
import { ollamaServer } from '../../support/adapter-servers/ollama';
import { sglangServer } from '../../support/adapter-servers/sglang';
import { vllmServer } from '../../support/adapter-servers/vllm';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-served-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));
const folder = adapterFolder(path.join(root, 'fix-1'));
const fix = { id: 'fix-1', folder };
const wide = { id: 'wide', folder: adapterFolder(path.join(root, 'wide'), { r: 64 }) };
const how = { signal: new AbortController().signal };

const open: Loopback[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.stop()));
});
const up = async <T extends Loopback>(server: Promise<T>): Promise<T> => {
  const one = await server;
  open.push(one);
  return one;
};
const on = (id: AdapterServerId, server: Loopback, more: Partial<ServerSettings> = {}): AdapterServer =>
  adapterServer(id, { address: { baseUrl: server.url, name: 'base' }, withinMs: 2_000, ...more });
const failsWith = (reason: string, ...words: (string | RegExp)[]): unknown =>
  expect.objectContaining({
    ok: false,
    reason,
    message: expect.toSatisfy(
      (said: string) => words.every((word) => (typeof word === 'string' ? said.includes(word) : word.test(said))) && said.endsWith('.'),
    ) as string,
  });

describe('vLLM', () => {
  test('loads at run time, is asked by the adapter’s name, and lets go of it', async () => {
    const server = await up(vllmServer());
    const driver = on('vllm', server);
    expect(await driver.requestFor(fix, how)).toEqual(failsWith('not-loaded', 'activate it again'));
    expect(await driver.load(fix, how)).toEqual({ ok: true, value: { model: 'fix-1' } });
    expect(server.loaded.get('fix-1')).toBe(folder);
    expect(await driver.requestFor(fix, how)).toEqual({ ok: true, value: { model: 'fix-1' } });
    expect(await driver.requestForBase(how)).toEqual({ ok: true, value: {} });
    expect(await driver.unload(fix, how)).toEqual({ ok: true, value: undefined });
    expect([...server.loaded]).toEqual([]);
    // What is not there needs no unloading.
    expect(await driver.unload(fix, how)).toEqual({ ok: true, value: undefined });
  });

  test('one of the same name is taken out first: it may have been trained anew', async () => {
    const server = await up(vllmServer());
    server.loaded.set('fix-1', '/elsewhere');
    expect(await on('vllm', server).load(fix, how)).toMatchObject({ ok: true });
    expect(server.loaded.get('fix-1')).toBe(folder);
    expect(server.calls().filter((call) => call.startsWith('POST /v1/un'))).toHaveLength(1);
  });

  test('where it sees the folder can be said', async () => {
    const server = await up(vllmServer());
    const no = await on('vllm', server, { seenAt: '/srv/adapters/' }).load(fix, how);
    expect(no).toEqual(failsWith('bad-adapter', '/srv/adapters/fix-1', 'container'));
    expect(server.seen.find(({ path: at }) => at === '/v1/load_lora_adapter')?.json).toEqual({
      lora_name: 'fix-1',
      lora_path: '/srv/adapters/fix-1',
    });
  });

  test('a rank that is too high is explained, with the number to start it with', async () => {
    expect(await on('vllm', await up(vllmServer())).load(wide, how)).toEqual(failsWith('refused', 'rank 64', '--max-lora-rank 64'));
  });

  test.each<[string, Parameters<typeof vllmServer>[0], string, string]>([
    ['was started without run-time loading', { fixed: true }, 'not-supported', 'VLLM_ALLOW_RUNTIME_LORA_UPDATING=True'],
    ['says yes and does nothing', { hollow: true }, 'no-effect', 'does not list it'],
    ['lists it and answers without it', { deaf: true }, 'no-effect', 'exactly as without it'],
    ['calls its model so', { base: 'fix-1' }, 'refused', 'give the adapter another name'],
  ])('one that %s is no server of this adapter', async (_what, options, reason, words) => {
    expect(await on('vllm', await up(vllmServer(options))).load(fix, how)).toEqual(failsWith(reason, words));
  });

  test('without adapters, with another base, and with words that are hers alone', async () => {
    const server = await up(vllmServer());
    const says = async (status: number, message: string): Promise<unknown> => {
      server.instead.set('POST /v1/load_lora_adapter', { status, body: { error: { message, type: 'BadRequestError', code: status } } });
      return on('vllm', server).load(fix, how);
    };
    expect(await says(400, 'LoRA is not enabled')).toEqual(failsWith('not-supported', '--enable-lora'));
    expect(await says(500, 'The size of tensor a (1536) must match: size mismatch for model.layers.0.self_attn.q_proj')).toEqual(
      failsWith('wrong-base', 'org/base'),
    );
    const odd = await says(500, 'line one\n\u001b[31mline two');
    expect(odd).toEqual(failsWith('refused', 'line one [31mline two'));
  });

  test('still there after it was asked to unload it is no success', async () => {
    const server = await up(vllmServer({ hollow: true }));
    server.loaded.set('fix-1', folder);
    expect(await on('vllm', server).unload(fix, how)).toEqual(failsWith('no-effect', 'still has'));
  });

  test('a folder that it looks into: a copy is all, whole or not at all', async () => {
    const copyTo = fs.mkdtempSync(path.join(root, 'resolver-'));
    const server = await up(vllmServer({ fixed: true, resolver: copyTo }));
    const driver = on('vllm', server, { copyTo });
    expect(await driver.requestFor(fix, how)).toEqual(failsWith('not-loaded', copyTo));
    fs.writeFileSync(path.join(folder, 'metadata.json'), '{}');
    expect(await driver.load(fix, how)).toEqual({ ok: true, value: { model: 'fix-1' } });
    // What is ours alone is not given away.
    expect(fs.readdirSync(path.join(copyTo, 'fix-1')).sort()).toEqual(['adapter_config.json', 'adapter_model.safetensors']);
    expect(fs.readdirSync(copyTo)).toEqual(['fix-1']);
    expect(await driver.requestFor(fix, how)).toEqual({ ok: true, value: { model: 'fix-1' } });
    expect(await driver.unload(fix, how)).toEqual({ ok: true, value: undefined });
    expect(fs.readdirSync(copyTo)).toEqual([]);
  });

  test('a folder that nobody looks into, or that is not there, is said', async () => {
    const copyTo = fs.mkdtempSync(path.join(root, 'ignored-'));
    const server = await up(vllmServer({ fixed: true }));
    expect(await on('vllm', server, { copyTo }).load(fix, how)).toEqual(failsWith('not-supported', 'VLLM_LORA_RESOLVER_CACHE_DIR'));
    expect(fs.readdirSync(copyTo)).toEqual([]);
    expect(await on('vllm', server, { copyTo: path.join(root, 'none') }).load(fix, how)).toEqual(failsWith('bad-settings', 'ENOENT'));
  });
});

describe('SGLang', () => {
  test('loads at run time, is asked behind the model’s name, and lets go of it', async () => {
    const server = await up(sglangServer());
    const driver = on('sglang', server);
    expect(await driver.requestFor(fix, how)).toEqual(failsWith('not-loaded', 'activate it again'));
    expect(await driver.load(fix, how)).toEqual({ ok: true, value: { model: 'base:fix-1' } });
    expect(await driver.requestFor(fix, how)).toEqual({ ok: true, value: { model: 'base:fix-1' } });
    // Again, trained anew.
    expect(await driver.load(fix, how)).toEqual({ ok: true, value: { model: 'base:fix-1' } });
    expect(await driver.unload(fix, how)).toEqual({ ok: true, value: undefined });
    expect(await driver.unload(fix, how)).toEqual({ ok: true, value: undefined });
    expect([...server.loaded]).toEqual([]);
  });

  test('one that lists no adapters is asked for a word', async () => {
    const server = await up(sglangServer({ unlisted: true }));
    const driver = on('sglang', server);
    expect(await driver.requestFor(fix, how)).toEqual(failsWith('not-loaded', 'activate it again'));
    await driver.load(fix, how);
    expect(await driver.requestFor(fix, how)).toEqual({ ok: true, value: { model: 'base:fix-1' } });
  });

  test.each<[string, Parameters<typeof sglangServer>[0], string, string]>([
    ['was started without adapters', { disabled: true }, 'not-supported', '--enable-lora'],
    ['has no room for its rank', { maxLoraRank: 4 }, 'refused', '--max-lora-rank 8'],
    ['says yes and does nothing', { hollow: true }, 'no-effect', 'does not list it'],
  ])('one that %s is no server of this adapter', async (_what, options, reason, words) => {
    expect(await on('sglang', await up(sglangServer(options))).load(fix, how)).toEqual(failsWith(reason, words));
  });

  test('an old one, and a folder that it does not see', async () => {
    const server = await up(sglangServer());
    expect(await on('sglang', server, { seenAt: '/srv' }).load(fix, how)).toEqual(failsWith('bad-adapter', '/srv/fix-1'));
    server.instead.set('POST /load_lora_adapter', { status: 404, body: { detail: 'Not Found' } });
    expect(await on('sglang', server).load(fix, how)).toEqual(failsWith('not-supported', '--enable-lora'));
  });
});

describe('Ollama', () => {
  const gguf = { id: 'g', folder: path.join(root, 'g') };
  fs.mkdirSync(gguf.folder);
  writeGguf(path.join(gguf.folder, 'adapter.gguf'), { 'general.architecture': 'qwen2', 'general.type': 'adapter', 'adapter.type': 'lora' });

  test('makes a model of the base and PEFT’s files, is asked by its name, and deletes it', async () => {
    const server = await up(ollamaServer());
    const driver = on('ollama', server);
    expect(await driver.load(fix, how)).toEqual({ ok: true, value: { model: 'self-heal-fix-1' } });
    const made = server.made.get('self-heal-fix-1');
    expect(made).toMatchObject({ from: 'base', stream: false });
    expect(Object.keys(made?.['adapters'] ?? {})).toEqual(['adapter_config.json', 'adapter_model.safetensors']);
    expect([...server.blobs.values()].map(String)).toEqual(
      ['adapter_config.json', 'adapter_model.safetensors'].map((name) => fs.readFileSync(path.join(folder, name), 'utf8')),
    );
    expect(await driver.requestFor(fix, how)).toEqual({ ok: true, value: { model: 'self-heal-fix-1' } });
    // What it has it is not sent again.
    await driver.load(fix, how);
    expect(server.calls().filter((call) => call.startsWith('POST /api/blobs'))).toHaveLength(2);
    expect(await driver.unload(fix, how)).toEqual({ ok: true, value: undefined });
    expect([...server.made]).toEqual([]);
    expect(await driver.requestFor(fix, how)).toEqual(failsWith('not-loaded', 'self-heal-fix-1'));
    expect(await driver.unload(fix, how)).toEqual({ ok: true, value: undefined });
  });

  test('a Qwen takes GGUF, and nothing else', async () => {
    const server = await up(ollamaServer({ family: 'qwen2', streams: true }));
    expect(await on('ollama', server).load(fix, how)).toEqual(failsWith('bad-adapter', 'qwen2 only as GGUF', 'adapters convert fix-1'));
    expect(server.blobs.size).toBe(0);
    expect(await on('ollama', server).load(gguf, how)).toEqual({ ok: true, value: { model: 'self-heal-g' } });
    expect(Object.keys(server.made.get('self-heal-g')?.['adapters'] ?? {})).toEqual(['adapter.gguf']);
  });

  test('an adapter for another kind of model is not even sent', async () => {
    const server = await up(ollamaServer({ family: 'llama' }));
    expect(await on('ollama', server).load(gguf, how)).toEqual(failsWith('wrong-base', 'qwen2', 'llama'));
    expect(server.blobs.size).toBe(0);
  });

  test('an adapter that changes nothing is refused, and the model that was made for it is gone', async () => {
    const server = await up(ollamaServer({ deaf: true }));
    expect(await on('ollama', server).load(fix, how)).toEqual(failsWith('no-effect', 'exactly as without it'));
    expect([...server.made]).toEqual([]);
  });

  test.each<[string, Parameters<typeof ollamaServer>[0], string, string]>([
    ['says success and made none', { hollow: true }, 'no-effect', 'does not list it'],
    ['can not read it', { refuses: 'unsupported architecture' }, 'bad-adapter', 'adapters convert'],
    ['finds that it does not fit', { refuses: 'tensor shape does not match' }, 'wrong-base', 'another model'],
    ['is too old', { refuses: "neither 'from' or 'files' was specified" }, 'not-supported', '0.5.5'],
    ['has no disk', { refuses: 'no space left on device' }, 'refused', 'no space left on device'],
  ])('one that %s says why', async (_what, options, reason, words) => {
    expect(await on('ollama', await up(ollamaServer(options))).load(fix, how)).toEqual(failsWith(reason, words));
  });

  test('a base that it does not have', async () => {
    const server = await up(ollamaServer());
    const driver = adapterServer('ollama', { address: { baseUrl: server.url, name: 'other' } });
    expect(await driver.load(fix, how)).toEqual(failsWith('refused', "model 'other' not found", 'ollama pull other'));
  });
});

describe('any other server of OpenAI’s chat', () => {
  const models = (...ids: string[]) =>
    loopback(({ path: at, json }) =>
      at === '/v1/models'
        ? { body: { data: ids.map((id) => ({ id, owned_by: 'me' })) } }
        : chat(ids.length > 2 ? 'the only one' : String(json['model'])),
    );

  test('the adapter is a model of its name', async () => {
    const server = await up(models('base', 'fix-1'));
    const driver = on('openai-compatible', server);
    expect(await driver.load(fix, how)).toEqual({ ok: true, value: { model: 'fix-1' } });
    expect(await driver.unload(fix, how)).toEqual({ ok: true, value: undefined });
    expect(await on('openai-compatible', await up(models('base'))).load(fix, how)).toEqual(
      failsWith('not-loaded', 'no model called fix-1'),
    );
  });

  test('one that answers to any name with the one model that it has', async () => {
    expect(await on('openai-compatible', await up(models('base', 'fix-1', 'more'))).load(fix, how)).toEqual(
      failsWith('no-effect', 'fix-1'),
    );
  });
});

describe('llama.cpp', () => {
  const own = { id: 'l', folder: path.join(root, 'l') };
  fs.mkdirSync(own.folder);
  writeGguf(path.join(own.folder, 'adapter.gguf'), { 'general.architecture': 'llama', 'general.type': 'adapter' });
  const list = (body: unknown) => loopback(({ path: at }) => (at === '/lora-adapters' ? { body } : { status: 404 }));

  test('it says yes to a change and does not make it', async () => {
    const server = await up(list([{ id: 0, path: path.join(own.folder, 'adapter.gguf'), scale: 1 }]));
    expect(await on('llama-cpp', server).load(own, how)).toEqual(failsWith('no-effect', 'though it said so'));
    expect(await on('llama-cpp', server).unload(own, how)).toEqual(failsWith('no-effect', 'though it said so'));
  });

  test('every adapter is named, whichever is asked for; the same one twice is not', async () => {
    const at = (name: string): string => `/models/${name}/adapter.gguf`;
    const three = await up(list(['a', 'l', 'b'].map((name, id) => ({ id, path: at(name), scale: 0 }))));
    expect(await on('llama-cpp', three).requestFor(own, how)).toEqual({
      ok: true,
      value: { body: { lora: [0, 1, 2].map((id) => ({ id, scale: Number(id === 1) })) } },
    });
    expect(await on('llama-cpp', three).requestForBase(how)).toEqual({
      ok: true,
      value: { body: { lora: [0, 1, 2].map((id) => ({ id, scale: 0 })) } },
    });
    const twice = await up(list([0, 1].map((id) => ({ id, path: at('l'), scale: 0 }))));
    expect(await on('llama-cpp', twice).requestFor(own, how)).toEqual(failsWith('refused', '2 times'));
    expect(await on('llama-cpp', await up(list([]))).requestForBase(how)).toEqual({ ok: true, value: {} });
  });

  test('a list that can not be read is not read in part', async () => {
    expect(await on('llama-cpp', await up(list([{ id: 0, scale: 0 }, { path: 'x' }]))).requestForBase(how)).toEqual(failsWith('bad-reply'));
    expect(await on('llama-cpp', await up(list({ adapters: [] }))).requestForBase(how)).toEqual(failsWith('bad-reply'));
  });

  test('what is no adapter is not given to it', async () => {
    const server = await up(list([]));
    expect(await on('llama-cpp', server).load(fix, how)).toEqual(failsWith('bad-adapter', 'adapters convert fix-1'));
    const model = { id: 'm', folder: path.join(root, 'm') };
    fs.mkdirSync(model.folder);
    const file = path.join(model.folder, 'adapter.gguf');
    writeGguf(file, { 'general.architecture': 'llama', 'general.type': 'model' });
    expect(await on('llama-cpp', server).load(model, how)).toEqual(failsWith('bad-adapter', 'is no adapter, but model'));
    fs.writeFileSync(file, fs.readFileSync(file).subarray(0, 40));
    expect(await on('llama-cpp', server).load(model, how)).toEqual(failsWith('bad-adapter', 'ends in the middle'));
    fs.writeFileSync(file, 'PK\u0003\u0004 a zip that is called a gguf');
    expect(await on('llama-cpp', server).load(model, how)).toEqual(failsWith('bad-adapter', 'no GGUF file'));
    expect(server.seen).toEqual([]);
  });
});

describe('every driver', () => {
  const peft = ADAPTER_SERVER_IDS;
  const both = { id: 'both', folder: adapterFolder(path.join(root, 'both')) };
  writeGguf(path.join(both.folder, 'adapter.gguf'), { 'general.architecture': 'llama', 'general.type': 'adapter' });

  test.each(peft)('%s: a web page, a refusal for want of a key, a redirect, silence, nobody, no URL', async (id) => {
    const always = async (told: Told) => on(id, await up(loopback(() => told)), { withinMs: 300 }).load(both, how);
    expect(await always({ body: '<html><body>Login</body></html>', headers: { 'content-type': 'text/html' } })).toEqual(
      failsWith('bad-reply', 'web page'),
    );
    expect(await always({ status: 401, body: { error: 'no' } })).toEqual(failsWith('unauthorised', 'wants an API key'));
    expect(await always({ status: 307, headers: { location: 'http://127.0.0.1:1/' } })).toEqual(failsWith('bad-reply', 'redirects'));
    expect(await always({ silent: true })).toEqual(failsWith('no-server', 'did not answer within'));
    expect(await always({ status: 404, body: { detail: 'Not Found' } })).toMatchObject({ ok: false });
    expect(await always({ body: [] })).toMatchObject({ ok: false });
    const gone = await loopback(() => ({}));
    await gone.stop();
    expect(await on(id, gone).load(both, how)).toEqual(failsWith('no-server', 'ECONNREFUSED'));
    for (const baseUrl of ['nowhere', 'file:///etc/passwd', 'http://me:secret@127.0.0.1/v1'])
      expect(await adapterServer(id, { address: { baseUrl, name: 'base' } }).load(both, how)).toEqual(failsWith('bad-settings'));
  });

  test.each(peft)('%s: a cancel ends it, and the key is in no message', async (id) => {
    const stop = new AbortController();
    const silent = await up(loopback(() => ({ silent: true })));
    setTimeout(() => stop.abort(), 50);
    expect(await on(id, silent, { withinMs: 60_000 }).load(both, { signal: stop.signal })).toEqual(failsWith('cancelled'));
    const key = 'a-key-of-this-test';
    const echoing = await up(loopback(({ headers }) => ({ status: 500, body: { error: `you sent ${headers.authorization}` } })));
    const told = await adapterServer(id, { address: { baseUrl: echoing.url, name: 'base', apiKey: key } }).load(both, how);
    expect(echoing.seen[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(told).toMatchObject({ ok: false });
    expect(JSON.stringify(told)).not.toContain(key);
  });

  test('a pickle is not given to anybody', async () => {
    const pickled = { id: 'p', folder: adapterFolder(path.join(root, 'p')) };
    fs.renameSync(path.join(pickled.folder, 'adapter_model.safetensors'), path.join(pickled.folder, 'adapter_model.bin'));
    for (const id of ['vllm', 'sglang'] as const) {
      const server = await up(id === 'vllm' ? vllmServer() : sglangServer());
      expect(await on(id, server).load(pickled, how)).toEqual(failsWith('bad-adapter', 'pickle'));
      expect(server.seen).toEqual([]);
    }
  });

  test('which server it is', async () => {
    const ask = async (server: Loopback) => whichServer({ address: { baseUrl: server.url, name: 'base' } }, how);
    expect(await ask(await up(vllmServer()))).toEqual({ ok: true, value: 'vllm' });
    expect(await ask(await up(sglangServer()))).toEqual({ ok: true, value: 'sglang' });
    expect(await ask(await up(ollamaServer()))).toEqual({ ok: true, value: 'ollama' });
    const other = await up(
      loopback(({ path: at }) => (at === '/v1/models' ? { body: { data: [{ id: 'fix-1', owned_by: 'me' }] } } : { status: 404 })),
    );
    expect(await ask(other)).toEqual(failsWith('not-supported', 'say it in the settings'));
  });
});
