// The registry's cases of the documents, in both spellings of their names; which adapter is in use, as several programs see it; and what people's verdicts do.

import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { AdapterManager, AdapterMetadata, AdapterPriority } from '../../../src/api';
import {
  adapterOfOrigin,
  adapterOriginId,
  AdapterRegistry,
  adaptersFolder,
  countVerdicts,
  makeNegative,
  makePair,
  moveToTrash,
  openPairStore,
  recordNegative,
  recordPair,
  toldFix,
  type PairStore,
  type Patch,
} from '../../../src/engine';
import { MAX_COUNTED } from '../../../src/engine/adapt/adapter-metadata';
import { withFileLock } from '../../../src/engine/files/file-lock';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-registry-'));
const stores: PairStore[] = [];
afterAll(() => {
  for (const store of stores) store.close();
  fs.rmSync(scratch, { recursive: true, force: true });
});
const fresh = (): string => fs.mkdtempSync(path.join(scratch, 'w'));
const made = (folder: string, id: string): string => {
  fs.mkdirSync(path.join(folder, id), { recursive: true });
  return path.join(folder, id);
};
const plain = { model_name: 'm', created_at: '2026-01-01T00:00:00Z' };

describe('the documents’ cases', () => {
  const spelt = [
    ['snake_case', (folder: string) => new AdapterManager({ model_name: 'm', adapters_dir: folder })],
    ['snake_case, adapter_dir', (folder: string) => new AdapterManager({ model_name: 'm', adapter_dir: folder })],
    ['camelCase', (folder: string) => new AdapterManager({ modelName: 'm', adaptersDir: folder })],
    ['camelCase, adapterDir', (folder: string) => new AdapterManager({ modelName: 'm', adapterDir: folder })],
  ] as const;

  describe.each(spelt)('%s', (_name, manager) => {
    const filled = async (folder: string, rates: Readonly<Record<string, number>>, rest: object = {}) => {
      const one = manager(folder);
      for (const [id, success_rate] of Object.entries(rates))
        await one.register_adapter(made(folder, id), new AdapterMetadata({ adapter_id: id, model_name: 'm', success_rate, ...rest }));
      return one;
    };

    test('prune of .3, .5, .7 and .9 at .6 keeps 2', async () => {
      const folder = fresh();
      const one = await filled(folder, { a: 0.3, b: 0.5, c: 0.7, d: 0.9 });
      expect(one.prune_adapters({ min_success_rate: 0.6 })).toEqual(['a', 'b']);
      expect(one.listAdapters().map(({ metadata }) => metadata.adapterId)).toEqual(['c', 'd']);
      expect(fs.readdirSync(folder)).toEqual(['c', 'd']);
    });

    test('prune takes what is strictly below, and the one in use is deactivated first', async () => {
      const folder = fresh();
      const one = await filled(folder, { half: 0.5, less: 0.49 });
      expect(one.activateAdapter('less')).toBe(true);
      expect(one.pruneAdapters()).toEqual(['less']);
      expect(one.activeAdapter).toBeNull();
      expect(manager(folder).active_adapter).toBeNull();
    });

    test('feedback around .85', async () => {
      const one = await filled(fresh(), { a: 0.85 });
      one.activate_adapter('a');
      expect(await one.process_judge_feedback(0.9, 'Good patch')).toBeCloseTo(0.855, 10);
      expect(await one.processJudgeFeedback(0)).toBeCloseTo(0.7695, 10);
    });

    test('feedback is kept on the disk, and none is in use without one', async () => {
      const folder = fresh();
      const one = await filled(folder, { a: 0.85 });
      expect(await one.process_judge_feedback(1)).toBeNull();
      one.activate_adapter('a');
      await one.process_judge_feedback(1, 'said');
      const again = manager(folder).get_adapter('a')?.metadata;
      expect(again?.success_rate).toBeCloseTo(0.865, 10);
      expect(again?.feedback).toMatchObject([{ score: 1, text: 'said' }]);
    });

    test('loaded from disk: sub-folders with a metadata.json', () => {
      const folder = fresh();
      fs.writeFileSync(
        path.join(made(folder, 'there'), 'metadata.json'),
        JSON.stringify({ adapter_id: 'there', ...plain, priority: 'HIGH' }),
      );
      made(folder, 'without');
      fs.writeFileSync(path.join(folder, 'a file'), '');
      const one = manager(folder);
      expect(one.list_adapters().map(({ metadata }) => [metadata.adapter_id, metadata.priority])).toEqual([['there', 'high']]);
    });

    test('one that is not there: false, null, and nothing changes', async () => {
      const one = await filled(fresh(), { a: 0.5 });
      one.activate_adapter('a');
      expect(one.activate_adapter('unknown')).toBe(false);
      expect(one.active_adapter?.metadata.adapter_id).toBe('a');
      expect(one.get_adapter('unknown')).toBeNull();
      expect(one.remove_adapter('unknown')).toBe(false);
      expect([one.deactivate_adapter(), one.deactivate_adapter()]).toEqual([true, false]);
    });

    test('a folder that is not there: ENOENT', async () => {
      const folder = fresh();
      const metadata = new AdapterMetadata({ adapterId: 'a', modelName: 'm' });
      await expect(manager(folder).register_adapter(path.join(folder, 'nowhere'), metadata)).rejects.toMatchObject({ code: 'ENOENT' });
      expect(manager(path.join(folder, 'none')).list_adapters()).toEqual([]);
    });

    test('found by error: priority, then success', async () => {
      const folder = fresh();
      const one = await filled(folder, { low: 0.9, high: 0.1, higher: 0.2 }, { error_types: ['KeyError'] });
      await one.update_adapter_metadata('high', { priority: AdapterPriority.HIGH });
      await one.updateAdapterMetadata('higher', { priority: 'high' });
      expect(one.find_adapters_for_error('KeyError').map(({ metadata }) => metadata.adapter_id)).toEqual(['higher', 'high', 'low']);
      expect(one.findAdaptersForError('TypeError')).toEqual([]);
    });

    test('one is in use at a time; removing it takes its folder', async () => {
      const folder = fresh();
      const one = await filled(folder, { a: 0.5, b: 0.5 });
      one.activate_adapter('a');
      one.activate_adapter('b');
      expect(one.active_adapter?.metadata.adapter_id).toBe('b');
      expect(one.remove_adapter('b')).toBe(true);
      expect(one.active_adapter).toBeNull();
      expect(fs.existsSync(path.join(folder, 'b'))).toBe(false);
    });
  });

  test('the nine fields and where it came from, to a dict and back', () => {
    const dict = {
      adapter_id: 'a',
      model_name: 'm',
      description: 'd',
      version: '2',
      created_at: '2026-01-01T00:00:00Z',
      success_rate: 0.5,
      priority: 'critical',
      error_types: ['KeyError'],
      tags: ['t'],
      base_model: 'b',
      trained_on: { hash: 'a'.repeat(64), count: 1, ids: ['b'.repeat(32)], mistakes: ['c'.repeat(32)], until: 'x', generic: 3 },
      prompt: { version: 1, hash: 'abc123' },
      training: { method: 'sft', preset: 'default', config: { r: 8, target_modules: 'all-linear', lora_alpha: 16 } },
      metrics: { train_loss: 1, eval_loss: 2, train_runtime: 3, train_samples_per_second: 4, epoch: 1 },
    };
    expect(AdapterMetadata.from_dict(dict).to_dict()).toEqual(dict);
    expect(() => AdapterMetadata.fromDict({ ...dict, trained_on: { hash: 'x' } })).toThrow('trained_on.hash');
  });
});

describe('which one is in use', () => {
  const registered = async (folder: string, ...ids: string[]): Promise<AdapterRegistry> => {
    const registry = new AdapterRegistry(folder);
    for (const id of ids)
      await registry.register(made(folder, id), { adapter_id: id, ...plain, error_types: id === 'all' ? [] : ['KeyError'] });
    return registry;
  };

  test('is what any window said last', async () => {
    const folder = adaptersFolder(fresh());
    const editor = await registered(folder, 'a', 'b');
    const terminal = new AdapterRegistry(folder);
    expect(terminal.activate('a', { now: new Date('2026-02-01T00:00:00Z') })).toMatchObject({ ok: true });
    expect(editor.active?.record.adapter_id).toBe('a');
    expect(editor.activeRecord).toEqual({ adapter_id: 'a', since: '2026-02-01T00:00:00.000Z' });
    editor.activate('b', { anyway: true });
    expect(terminal.active?.record.adapter_id).toBe('b');
    expect(terminal.activeRecord?.anyway).toBe(true);
    // One that another window registered meanwhile is known, too.
    await registered(folder, 'c');
    new AdapterRegistry(folder).activate('c');
    expect(editor.active?.record.adapter_id).toBe('c');
    expect(terminal.deactivate()).toEqual({ ok: true, value: true });
    expect(editor.active).toBeUndefined();
  });

  test('answers errors that it is for; one that names none is for all', async () => {
    const registry = await registered(adaptersFolder(fresh()), 'a', 'all');
    registry.activate('a');
    expect([registry.answering('KeyError')?.record.adapter_id, registry.answering('TypeError')]).toEqual(['a', undefined]);
    registry.activate('all');
    expect(registry.answering('TypeError')?.record.adapter_id).toBe('all');
  });

  test.each(['', '{', '[]', '{"adapter_id": "../a"}', '{"adapter_id": "gone", "since": "x"}'])(
    'is none where the file says %j',
    async (text) => {
      const folder = adaptersFolder(fresh());
      const registry = await registered(folder, 'a');
      fs.writeFileSync(path.join(folder, 'active.json'), text);
      expect(registry.active).toBeUndefined();
      expect(registry.activate('a').ok && registry.active?.record.adapter_id).toBe('a');
    },
  );

  test('killed while it is written: the old one or the new one, never none or half', async () => {
    const folder = adaptersFolder(fresh());
    const registry = await registered(folder, 'a', 'b');
    registry.activate('a');
    const script = path.join(fresh(), 'writer.mjs');
    // As `writeActive` does it, without an end.
    fs.writeFileSync(
      script,
      `import fs from 'node:fs'; import path from 'node:path';
const folder = process.argv[2];
for (let n = 0; ; n++) {
  const beside = path.join(folder, '.active.json.' + n);
  fs.writeFileSync(beside, JSON.stringify({ adapter_id: n % 2 ? 'a' : 'b', since: 'x'.repeat(90) }));
  fs.renameSync(beside, path.join(folder, 'active.json'));
  if (n === 10) process.send('on');
}`,
    );
    const child = fork(script, [folder], { execArgv: [] });
    await new Promise((resolve) => child.once('message', resolve));
    for (let n = 0; n < 200; n++) expect(['a', 'b']).toContain(registry.active?.record.adapter_id);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(['a', 'b']).toContain(new AdapterRegistry(folder).active?.record.adapter_id);
  });

  test('to the trash and back', async () => {
    const folder = adaptersFolder(fresh());
    const registry = await registered(folder, 'a', 'b');
    registry.activate('a');
    let at = '';
    expect(await registry.discard('a', (adapter) => void (at = moveToTrash(adapter)))).toMatchObject({ ok: true });
    expect([registry.list().length, registry.active, fs.existsSync(path.join(at, 'metadata.json'))]).toEqual([1, undefined, true]);
    expect(path.dirname(at)).toBe(path.join(folder, '.trash'));
    expect(new AdapterRegistry(folder).list()).toHaveLength(1);
    fs.renameSync(at, path.join(folder, 'a'));
    registry.refresh();
    expect(registry.get('a')).toBeDefined();
    // What can't be taken away stays registered.
    const failed = await registry.discard('b', () => Promise.reject(new Error('no trash here')));
    expect(failed).toMatchObject({ ok: false, message: 'The adapter b was not removed: no trash here.' });
    expect(registry.get('b')).toBeDefined();
  });
});

describe('verdicts', () => {
  const BEFORE = 'rows = [1, 2]\nprint(len(rosw))\n';
  async function workspace() {
    const root = fresh();
    const opened = openPairStore({ folder: root });
    if (!opened.ok) throw new Error(opened.message);
    stores.push(opened.value);
    const registry = new AdapterRegistry(adaptersFolder(root));
    for (const id of ['ours', 'other']) await registry.register(made(registry.folder, id), { adapter_id: id, ...plain, success_rate: 0.5 });
    return { root, store: opened.value, registry };
  }
  /** A fix of the adapter, or of the model alone, of a program of its own. */
  function fixBy(root: string, n: number, origin: string): { readonly patch: Patch; readonly before: string; readonly after: string } {
    const before = `${BEFORE}# ${n}\n`;
    const after = before.replace('rosw', 'rows');
    const told = toldFix({
      path: path.join(root, `a${n}.py`),
      language: 'python',
      before,
      after,
      error: "NameError: name 'rosw' is not defined",
    });
    if (!told.ok) throw new Error(told.message);
    return { patch: { ...told.value, candidate: { ...told.value.candidate, origin: { kind: 'model', id: origin } } }, before, after };
  }
  const rate = (registry: AdapterRegistry, id = 'ours'): number | undefined => {
    registry.refresh();
    return registry.get(id)?.record.success_rate;
  };
  async function accepted(at: { root: string; store: PairStore }, n: number, origin: string, now: string): Promise<string> {
    const { patch, before, after } = fixBy(at.root, n, origin);
    const pair = makePair(patch, before, after, { now: new Date(now), root: at.root, how: 'a test', via: 'lightbulb' });
    const done = await recordPair(at.store, pair);
    if (!done.ok) throw new Error(done.message);
    return done.value.id;
  }

  test('an origin says which adapter it was', () => {
    expect(adapterOfOrigin({ kind: 'model', id: adapterOriginId('ours') })).toBe('ours');
    expect(adapterOfOrigin({ kind: 'model', id: 'model/ours' })).toBeUndefined();
    expect(adapterOfOrigin({ kind: 'rule', id: adapterOriginId('ours') })).toBeUndefined();
  });

  test('taken 1, kept 1, taken back 0, refused 0, each once, in the order they were said', async () => {
    const at = await workspace();
    const { registry, store, root } = at;
    expect(await countVerdicts(registry, store)).toEqual({ ok: true, value: 0 });
    const first = await accepted(at, 1, adapterOriginId('ours'), '2026-01-01T00:00:00Z');
    const second = await accepted(at, 2, adapterOriginId('ours'), '2026-01-01T01:00:00Z');
    await accepted(at, 3, 'model/small', '2026-01-01T02:00:00Z');
    expect(await countVerdicts(registry, store)).toEqual({ ok: true, value: 2 });
    let expected = 0.9 * (0.9 * 0.5 + 0.1) + 0.1;
    expect(rate(registry)).toBeCloseTo(expected, 12);
    // Whoever looks again, or in another window, finds nothing new.
    expect(await countVerdicts(registry, store)).toEqual({ ok: true, value: 0 });
    expect(await countVerdicts(new AdapterRegistry(registry.folder), store)).toEqual({ ok: true, value: 0 });
    store.setVerdict(first, { kind: 'survived', how: 'it stands', at: '2026-01-02T00:00:00.000Z' });
    store.setVerdict(second, { kind: 'reverted', how: 'taken back', at: '2026-01-03T00:00:00.000Z' });
    const refused = fixBy(root, 4, adapterOriginId('ours'));
    const how = { now: new Date('2026-01-04T00:00:00Z'), root, how: 'not wanted' };
    await recordNegative(store, makeNegative(refused.patch, refused.before, 'rejected', how));
    expect(await countVerdicts(registry, store)).toEqual({ ok: true, value: 3 });
    for (const score of [1, 0, 0]) expected = 0.9 * expected + 0.1 * score;
    expect(rate(registry)).toBeCloseTo(expected, 12);
    expect(rate(registry, 'other')).toBe(0.5);
    expect(registry.get('ours')?.record.feedback?.map(({ score }) => score)).toEqual([1, 1, 1, 0, 0]);
  });

  test('two windows at once count each verdict once', async () => {
    const at = await workspace();
    for (let n = 0; n < 10; n++) await accepted(at, n, adapterOriginId('ours'), `2026-01-01T00:00:${String(n).padStart(2, '0')}Z`);
    const windows = Array.from({ length: 4 }, () => new AdapterRegistry(at.registry.folder));
    const counted = await Promise.all(windows.map((registry) => countVerdicts(registry, at.store)));
    expect(counted.reduce((sum, one) => sum + (one.ok ? one.value : 0), 0)).toBe(10);
    expect(rate(at.registry)).toBeCloseTo(1 - 0.5 * 0.9 ** 10, 12);
  });

  test('what came from elsewhere, and a plan that was taken back as a whole, say nothing', async () => {
    const at = await workspace();
    const { patch, before, after } = fixBy(at.root, 1, adapterOriginId('ours'));
    const how = { now: new Date('2026-01-01T00:00:00Z'), root: at.root, how: 'a test' };
    await recordPair(at.store, makePair(patch, before, after, { ...how, via: 'import' }));
    const plan = fixBy(at.root, 2, adapterOriginId('ours'));
    const done = await recordPair(at.store, makePair(plan.patch, plan.before, plan.after, { ...how, via: 'plan' }));
    if (done.ok) at.store.setVerdict(done.value.id, { kind: 'reverted', how: 'the plan', at: '2026-01-02T00:00:00.000Z' });
    expect(await countVerdicts(at.registry, at.store)).toEqual({ ok: true, value: 1 });
    expect(rate(at.registry)).toBeCloseTo(0.55, 12);
  });

  test('keys are forgotten at an end, and what they stood for is not counted again', async () => {
    const { registry } = await workspace();
    const said = (n: number) => ({ key: `k${n}`, score: 1, text: '', at: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString() });
    const many = Array.from({ length: MAX_COUNTED + 10 }, (_, n) => said(n));
    expect(await registry.count('ours', many)).toEqual({ ok: true, value: MAX_COUNTED + 10 });
    expect(registry.get('ours')?.record.counted?.keys).toHaveLength(MAX_COUNTED);
    expect(await registry.count('ours', many)).toEqual({ ok: true, value: 0 });
    expect(await registry.count('ours', [...many, said(MAX_COUNTED + 10)])).toEqual({ ok: true, value: 1 });
    expect(await registry.count('gone', many)).toMatchObject({ ok: false, reason: 'unknown' });
    expect(await registry.count('ours', [{ ...said(1), score: 2 }])).toMatchObject({ ok: false, reason: 'invalid' });
  });
});

describe('a lock', () => {
  test('lets one in at a time; a dead one’s is broken; one that is held is not waited for without end', async () => {
    const lock = path.join(fresh(), 'lock');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside--;
    };
    const done = await Promise.all(Array.from({ length: 8 }, () => withFileLock(lock, work, { waitMs: 20_000 })));
    expect([done.every(({ ok }) => ok), most, fs.existsSync(lock)]).toEqual([true, 1, false]);
    fs.writeFileSync(lock, 'somebody');
    expect(await withFileLock(lock, work, { waitMs: 50 })).toMatchObject({ ok: false, reason: 'busy' });
    fs.utimesSync(lock, new Date(0), new Date(0));
    expect(await withFileLock(lock, work)).toMatchObject({ ok: true });
    await expect(withFileLock(lock, () => Promise.reject(new Error('work')))).rejects.toThrow('work');
    expect(fs.existsSync(lock)).toBe(false);
    expect(await withFileLock(path.join(lock, 'no', 'folder'), work)).toMatchObject({ ok: false, reason: 'not-locked' });
  });
});
