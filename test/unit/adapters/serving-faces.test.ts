// An adapter is given to its server by a program (Adapter.load, unload) and in the terminal (load, unload, activate).

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { Adapter, AdapterMetadata } from '../../../src/api/adapter';
import { cli } from '../../../src/cli/cli';
import { AdapterRegistry } from '../../../src/engine/adapt/adapter-registry';
import { adaptersFolder } from '../../../src/engine/adapt/adapters-folder';
import { adapterFolder } from '../../support/adapter-servers/adapter-folder';
import { loopback, type Loopback } from '../../support/adapter-servers/loopback';
import { vllmServer } from '../../support/adapter-servers/vllm';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-faces-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));
const open: Loopback[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((server) => server.stop()));
});
const up = async <T extends Loopback>(server: Promise<T>): Promise<T> => {
  const one = await server;
  open.push(one);
  return one;
};

async function workspace(): Promise<{ readonly folder: string; readonly adapter: string; readonly registry: AdapterRegistry }> {
  const folder = fs.mkdtempSync(path.join(root, 'w-'));
  const registry = new AdapterRegistry(adaptersFolder(folder));
  const adapter = adapterFolder(path.join(registry.folder, 'fix-1'));
  const done = await registry.register(adapter, { adapter_id: 'fix-1', model_name: 'base', created_at: '2026-01-01' });
  if (!done.ok) throw new Error(done.message);
  return { folder, adapter, registry };
}

const fix = (adapter: string): Adapter => new Adapter(adapter, new AdapterMetadata({ adapterId: 'fix-1', modelName: 'base' }));

test('Adapter.load gives it to the server that has the model, by either spelling, and unload takes it away', async () => {
  const server = await up(vllmServer());
  const { adapter: at } = await workspace();
  for (const options of [{ baseUrl: server.url }, { base_url: server.url, server: 'vllm' as const }]) {
    const adapter = fix(at);
    expect(adapter.model).toBeNull();
    const loaded = await adapter.load('base', options);
    expect(loaded).toEqual({ server: 'vLLM', host: server.host, modelName: 'fix-1', body: {} });
    expect(adapter.model).toBe(loaded);
    expect([...server.loaded.keys()]).toEqual(['fix-1']);
    await adapter.unload();
    expect(adapter.model).toBeNull();
    expect([...server.loaded.keys()]).toEqual([]);
    // Nothing is loaded, so nothing happens.
    await adapter.unload();
  }
});

test('Adapter.load goes by the environment where nothing is said; its key goes to its server only', async () => {
  const [server, other] = [await up(vllmServer()), await up(vllmServer())];
  const { adapter: at } = await workspace();
  vi.stubEnv('SELF_HEAL_BASE_URL', server.url);
  vi.stubEnv('SELF_HEAL_API_KEY', 'key-of-this-test');
  await fix(at).load('base');
  expect(server.seen.every(({ headers }) => headers.authorization === 'Bearer key-of-this-test')).toBe(true);
  await fix(at).load('base', { baseUrl: other.url });
  expect(other.seen.every(({ headers }) => headers.authorization === undefined)).toBe(true);
});

test('Adapter.load says what is missing', async () => {
  const { adapter: at } = await workspace();
  await expect(fix(at).load('base')).rejects.toMatchObject({
    code: 'not-available',
    message: expect.stringContaining('SELF_HEAL_BASE_URL') as string,
  });
  await expect(fix(at).load('')).rejects.toMatchObject({ code: 'invalid' });
  const server = await up(vllmServer({ hollow: true }));
  const adapter = fix(at);
  await expect(adapter.load('base', { baseUrl: server.url })).rejects.toMatchObject({ code: 'not-available' });
  expect(adapter.model).toBeNull();
  vi.stubEnv('SELF_HEAL_ADAPTER_SERVER', 'lorax');
  await expect(fix(at).load('base', { baseUrl: server.url })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining("'lorax'") as string,
  });
  await expect(fix(path.join(root, 'none')).load('base', { baseUrl: server.url, server: 'vllm' })).rejects.toMatchObject({
    code: 'invalid',
  });
});

async function terminal(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const said = { out: '', err: '' };
  const take =
    (stream: 'out' | 'err') =>
    (text: unknown): boolean => {
      said[stream] += String(text);
      return true;
    };
  vi.spyOn(process.stdout, 'write').mockImplementation(take('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(take('err'));
  const code = await cli(args);
  vi.restoreAllMocks();
  return { code, ...said };
}

test('in the terminal: load, unload; why not is one sentence, and an exit code', async () => {
  const server = await up(vllmServer());
  const { folder } = await workspace();
  const at = ['--workspace', folder, '--model', 'base', '--base-url', server.url];
  expect(await terminal('adapters', 'load', 'fix-1', ...at)).toMatchObject({ code: 0, out: `vLLM at ${server.host} has fix-1.\n` });
  expect([...server.loaded.keys()]).toEqual(['fix-1']);
  expect(await terminal('adapters', 'unload', 'fix-1', ...at)).toMatchObject({
    code: 0,
    out: `vLLM at ${server.host} answers without fix-1.\n`,
  });
  expect([...server.loaded.keys()]).toEqual([]);
  const fixed = await up(vllmServer({ fixed: true }));
  const no = await terminal('adapters', 'load', 'fix-1', '--json', '--workspace', folder, '--model', 'base', '--base-url', fixed.url);
  expect([no.code, JSON.parse(no.out)]).toMatchObject([1, { id: 'fix-1', ok: false, reason: 'not-supported' }]);
});

test('in the terminal: what is activated is on its server, and what its server does not take is not activated', async () => {
  const { folder, registry } = await workspace();
  const hollow = await up(vllmServer({ hollow: true }));
  const activate = (server: Loopback) =>
    terminal('adapters', 'activate', 'fix-1', '--anyway', '--workspace', folder, '--model', 'base', '--base-url', server.url);
  const no = await activate(hollow);
  expect(no).toMatchObject({ code: 1, err: expect.stringContaining('fix-1 is not activated. vLLM at') as string });
  expect(registry.active).toBeUndefined();
  const server = await up(vllmServer());
  const yes = await activate(server);
  expect(yes).toMatchObject({ code: 0, out: expect.stringContaining(`vLLM at ${server.host} has it`) as string });
  expect(registry.active?.record.adapter_id).toBe('fix-1');
  expect([...server.loaded.keys()]).toEqual(['fix-1']);
});

test('a server that the environment names and nobody knows is a wrong call', async () => {
  const { folder } = await workspace();
  vi.stubEnv('SELF_HEAL_ADAPTER_SERVER', 'lorax');
  const server = await up(loopback(() => ({})));
  const no = await terminal('adapters', 'load', 'fix-1', '--workspace', folder, '--model', 'base', '--base-url', server.url);
  expect(no).toMatchObject({ code: 2, err: expect.stringContaining("not 'lorax'") as string });
  expect(server.seen).toEqual([]);
});
