// `self-heal adapters …`, called as the terminal calls it: what is asked first, what is refused, and that an adapter comes into use only if it is better.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { cli } from '../../../src/cli/cli';
import {
  adaptersFolder,
  AdapterRegistry,
  genericCases,
  makePair,
  openPairStore,
  recordPair,
  toldFix,
  trainedOn,
} from '../../../src/engine';
import { adapterFolder, peftFiles } from '../../support/adapters/adapter-files';
import { comparingServer, type Answering, type KnownProgram } from '../../support/adapters/comparing-server';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-adapters-cli-'));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());
const fresh = (): string => fs.mkdtempSync(path.join(scratch, 'w'));

async function call(workspace: string, ...args: string[]) {
  const said = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true));
  const code = await cli(['adapters', args[0] ?? '', '--workspace', workspace, ...args.slice(1)]);
  vi.restoreAllMocks();
  return { code, ...said };
}
const registryIn = (workspace: string): AdapterRegistry => new AdapterRegistry(adaptersFolder(workspace));

describe('in the terminal', () => {
  test('from a folder to a zip and back, judged, pruned, removed', async () => {
    const workspace = fresh();
    expect(await call(workspace, 'list')).toMatchObject({ code: 0, out: 'No adapters.\n' });
    const folder = adapterFolder(path.join(fresh(), 'first'));
    expect(await call(workspace, 'register', folder, '--error-types', 'KeyError, NameError', '--priority', 'HIGH')).toMatchObject({
      code: 0,
    });
    expect((await call(workspace, 'list')).out).toBe('  first  not judged  high  KeyError, NameError  not compared\n');
    expect((await call(workspace, 'show', 'first')).out).toContain('It was not compared with its base.');
    const zip = path.join(fresh(), 'first.zip');
    expect(await call(workspace, 'export', 'first', '--output', zip)).toMatchObject({ code: 0 });
    expect(await call(workspace, 'import', zip)).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is an adapter first already') as string,
    });
    expect(await call(workspace, 'import', zip, '--id', 'second')).toMatchObject({ code: 0 });
    expect(await call(workspace, 'feedback', '--score', '1')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no adapter is in use') as string,
    });
    const refused = await call(workspace, 'activate', 'first');
    expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/never looked at.*--anyway activates it all the same/) as string });
    expect(registryIn(workspace).active).toBeUndefined();
    const forced = await call(workspace, 'activate', 'first', '--anyway');
    expect(forced).toMatchObject({ code: 0, err: expect.stringContaining('it may answer worse than the model without it') as string });
    expect(registryIn(workspace).activeRecord).toMatchObject({ adapter_id: 'first', anyway: true });
    expect((await call(workspace, 'list')).out).toContain('* first');
    expect((await call(workspace, 'feedback', '--score', '0', '--text', 'no')).out).toBe('first: 45 %\n');
    // Nobody sits there: what would go is shown, and stays.
    const asked = await call(workspace, 'prune');
    expect(asked).toMatchObject({ code: 2, err: expect.stringMatching(/first {2}45 % {2}in use: then none is\n.*say --yes/s) as string });
    expect(registryIn(workspace).list()).toHaveLength(2);
    // The other one was never judged: its rate is none.
    expect((await call(workspace, 'prune', '--min-success-rate', '0.9')).err).not.toContain('second');
    expect(await call(workspace, 'prune', '--yes')).toMatchObject({ code: 0, out: expect.stringContaining('.trash') as string });
    expect(
      registryIn(workspace)
        .list()
        .map(({ record }) => record.adapter_id),
    ).toEqual(['second']);
    expect(registryIn(workspace).active).toBeUndefined();
    expect((await call(workspace, 'deactivate')).out).toBe('None was in use.\n');
    expect(await call(workspace, 'remove', 'second', '--yes')).toMatchObject({ code: 0 });
    expect(fs.readdirSync(path.join(adaptersFolder(workspace), '.trash'))).toHaveLength(2);
  });

  test.each<[string[], RegExp]>([
    [[], /adapters knows list, show/],
    [['frobnicate'], /not 'frobnicate'/],
    [['show'], /needs the id of one adapter/],
    [['show', 'none'], /there are no adapters/],
    [['register'], /needs one folder/],
    [['register', '/nowhere/at/all'], /is no folder/],
    [['register', '.', '--priority', 'urgent'], /--priority is one of/],
    [['import', '/nowhere.zip'], /can't be read as a zip/],
    [['prune', '--min-success-rate', '2'], /a number from 0 to 1/],
    [['prune', '--min-success-rate', ''], /a number from 0 to 1/],
    [['compare', 'none', '--server', 'x'], /there are no adapters/],
    [['feedback', '--score', 'good'], /a number from 0 to 1/],
    [['schedule', '--cron', '--', '--base', 'acme/coder', '--rnak', '8'], /Unknown option '--rnak'/],
    [['schedule', '--cron', '--', '--base', 'acme/coder', 'more'], /takes no 'more'/],
    [['schedule', '--systemd', '--', '--base', 'acme/coder', '--preset', 'big'], /--preset takes/],
    [['schedule', '--cron', '--', '--base'], /--base/],
  ])('%j is refused in one sentence', async (args, sentence) => {
    const { code, err } = await call(fresh(), ...args);
    expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

test.each(['--workflow', '--cron'])('schedule %s makes the folder of the file that it is told to write', async (kind) => {
  const workspace = fresh();
  const file = path.join(workspace, '.github', 'workflows', 'train.yml');
  const training = ['--', '--base', 'acme/coder'];
  const said: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const code = await cli(['adapters', 'schedule', '30 2 * * 1-5', kind, '--output', file, '--workspace', workspace, ...training]);
  vi.restoreAllMocks();
  expect([code, said.join('')]).toEqual([0, expect.stringContaining(`It is in ${file}.`)]);
  expect(fs.readFileSync(file, 'utf8')).toContain('--base acme/coder');
  // A file where a folder is needed.
  const below = path.join(file, 'train.yml');
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  expect(await cli(['adapters', 'schedule', '30 2 * * 1-5', kind, '--output', below, '--workspace', workspace, ...training])).toBe(2);
  vi.restoreAllMocks();
  expect(said.at(-1)).toContain(`${below} was not written`);
});

describe('only if better', { timeout: 300_000 }, () => {
  const program = (n: number): KnownProgram => {
    const after = `def job_${n}(rows):\n    width = ${n}\n    return [row * width for row in rows]\n\n\nprint(job_${n}([1, 2]))\n`;
    return { before: after.replace('* width', '* widht'), after };
  };

  async function withModels(own: number, answer: (isAdapter: boolean, n: number) => Answering) {
    const workspace = fresh();
    const store = openPairStore({ folder: workspace });
    if (!store.ok) throw new Error(store.message);
    const programs = Array.from({ length: own }, (_, n) => program(n));
    for (const { before, after } of programs) {
      const told = toldFix({
        path: path.join(workspace, 'a.py'),
        language: 'python',
        before,
        after,
        error: "NameError: name 'widht' is not defined",
      });
      if (told.ok)
        await recordPair(
          store.value,
          makePair(told.value, before, after, { now: new Date(), root: workspace, how: 'a test', via: 'hand' }),
        );
    }
    store.value.close();
    const registry = registryIn(workspace);
    const folder = adapterFolder(path.join(registry.folder, 'ours'), peftFiles());
    await registry.register(folder, {
      adapter_id: 'ours',
      model_name: 'small',
      created_at: 'x',
      trained_on: { ...trainedOn([]), mistakes: [] },
    });
    const server = await comparingServer([...programs, ...genericCases()], ['small', 'ours'], (model, n) =>
      n < own ? answer(model === 'ours', n) : 'right',
    );
    return { workspace, server, model: ['--model', 'small', '--base-url', server.url, '--server', 'openai-compatible'] };
  }

  test('the server is the one that the environment names, with its folder', async () => {
    const { workspace, server, model } = await withModels(3, () => 'right');
    const missing = path.join(fresh(), 'adapters');
    vi.stubEnv('SELF_HEAL_ADAPTER_SERVER', 'vllm');
    vi.stubEnv('SELF_HEAL_ADAPTERS_COPY_TO', missing);
    try {
      const refused = await call(workspace, 'compare', 'ours', ...model.slice(0, 4));
      expect([refused.code, refused.err]).toEqual([2, expect.stringContaining(`could not be copied to ${missing}`)]);
      vi.stubEnv('SELF_HEAL_ADAPTER_SERVER', 'another');
      expect((await call(workspace, 'compare', 'ours', ...model.slice(0, 4))).err).toContain('SELF_HEAL_ADAPTER_SERVER is one of');
      expect(server.asked).toHaveLength(0);
    } finally {
      vi.unstubAllEnvs();
      await server.stop();
    }
  });

  test('too few to compare on is not enough evidence; said so, and --anyway is said too', async () => {
    const { workspace, server, model } = await withModels(3, (isAdapter) => (isAdapter ? 'right' : 'wrong'));
    try {
      const refused = await call(workspace, 'activate', 'ours', ...model);
      expect(refused.code).toBe(1);
      expect(refused.err).toMatch(/Not enough evidence[\s\S]*There are 3 problems to compare on/);
      expect(registryIn(workspace).active).toBeUndefined();
      const stays = registryIn(workspace).get('ours')?.record.comparison;
      expect(stays).toMatchObject({ outcome: 'not-enough-evidence', wins: 3, losses: 0 });
      expect(stays?.weights).toMatch(/^[0-9a-f]{64}$/);
      expect((await call(workspace, 'show', 'ours')).out).toContain('Not enough evidence');
      // Compared once: what is known is not asked again.
      const before = server.asked.length;
      expect((await call(workspace, 'activate', 'ours', ...model)).code).toBe(1);
      expect(server.asked).toHaveLength(before);
      expect((await call(workspace, 'activate', 'ours', '--anyway')).code).toBe(0);
    } finally {
      await server.stop();
    }
  });
});
