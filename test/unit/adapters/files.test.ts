// What is taken for an adapter and what is not: folders, weights, zips. Whatever is refused leaves nothing behind.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { adaptersFolder, AdapterRegistry, exportAdapter, importAdapter, readAdapterFolder, registerFolder } from '../../../src/engine';
import { readSafetensors } from '../../../src/engine/adapt/files/safetensors';
import {
  adapterFolder,
  BASE,
  peftFiles,
  rawZip,
  safetensors,
  WEIGHTS,
  withHeader,
  zipOf,
  type ZipEntry,
} from '../../support/adapters/adapter-files';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-adapter-files-'));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));
let next = 0;
const fresh = (): string => {
  const folder = path.join(scratch, `w${next++}`);
  fs.mkdirSync(folder);
  return folder;
};
const registryIn = (workspace: string): AdapterRegistry => new AdapterRegistry(adaptersFolder(workspace));
/** All files below, by relative name. */
const below = (folder: string): string[] =>
  fs.existsSync(folder)
    ? fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
        .sort()
    : [];

describe('safetensors', () => {
  const header = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const tensor = (shape: readonly number[], data_offsets: readonly number[], dtype = 'F32') => ({ dtype, shape, data_offsets });
  test('whole ones are read', () => {
    const file = path.join(fresh(), 'a.safetensors');
    fs.writeFileSync(file, safetensors({ a: [2, 3], b: [], empty: [0, 4] }));
    const read = readSafetensors(file);
    expect(read.ok && [...read.value]).toEqual([
      ['a', { dtype: 'F32', shape: [2, 3] }],
      ['b', { dtype: 'F32', shape: [] }],
      ['empty', { dtype: 'F32', shape: [0, 4] }],
    ]);
  });

  test.each<[string, Buffer, RegExp]>([
    ['nothing', Buffer.alloc(0), /cut off before its header/],
    ['a text', Buffer.from('these are no weights at all'), /does not begin/],
    ['a pickle', Buffer.from([0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a]), /does not begin/],
    ['a zip', rawZip(zipOf(peftFiles())), /does not begin/],
    ['a header that ends early', WEIGHTS.subarray(0, 100), /cut off in its header/],
    ['tensors that end early', WEIGHTS.subarray(0, -1), /cut off: \d+ bytes are named/],
    ['only a header', WEIGHTS.subarray(0, WEIGHTS.length - 1024), /cut off/],
    ['more behind it', Buffer.concat([WEIGHTS, Buffer.alloc(1)]), /more stands behind/],
    ['a header longer than a number holds', withHeader(Buffer.from('{}'), Buffer.alloc(0), 2n ** 64n - 1n), /does not begin/],
    ['a header that is no JSON', withHeader(Buffer.from('{"a": '), Buffer.alloc(0)), /no JSON/],
    ['a header that is a list', withHeader(header([1]), Buffer.alloc(0)), /no object/],
    ['no tensors', withHeader(header({ __metadata__: {} }), Buffer.alloc(0)), /no tensors/],
    ['a tensor without a place', withHeader(header({ a: { dtype: 'F32', shape: [1] } }), Buffer.alloc(4)), /no tensor/],
    ['an unknown kind', withHeader(header({ a: tensor([1], [0, 4], 'PICKLE') }), Buffer.alloc(4)), /unknown kind/],
    ['a place that is too small', withHeader(header({ a: tensor([2], [0, 4]) }), Buffer.alloc(4)), /not what its shape takes/],
    [
      'two in one place',
      withHeader(header({ a: tensor([1], [0, 4]), b: tensor([1], [0, 4]) }), Buffer.alloc(4)),
      /not what its shape takes/,
    ],
    ['a hole', withHeader(header({ a: tensor([1], [4, 8]) }), Buffer.alloc(8)), /not what its shape takes/],
    ['sides that overflow', withHeader(header({ a: tensor([2 ** 52, 2 ** 52], [0, 4]) }), Buffer.alloc(4)), /not what its shape takes/],
    ['a negative place', withHeader(header({ a: tensor([1], [-4, 0]) }), Buffer.alloc(4)), /no tensor/],
  ])('%s is none', (_name, bytes, why) => {
    const file = path.join(fresh(), 'a.safetensors');
    fs.writeFileSync(file, bytes);
    expect(readSafetensors(file)).toMatchObject({ ok: false, message: expect.stringMatching(why) as string });
  });
});

describe('a folder', () => {
  test('of PEFT is an adapter', () => {
    expect(readAdapterFolder(adapterFolder(path.join(fresh(), 'a')))).toEqual({ ok: true, value: { baseModel: BASE, rank: 8 } });
  });

  const { 'adapter_config.json': config = Buffer.alloc(0), ...weights } = peftFiles();
  test.each<[string, Record<string, Buffer>, RegExp]>([
    ['nothing', {}, /no adapter_config\.json/],
    ['no configuration', weights, /no adapter_config\.json/],
    ['no weights', { 'adapter_config.json': config }, /no adapter_model\.safetensors/],
    ['weights as a pickle', { 'adapter_config.json': config, 'adapter_model.bin': WEIGHTS }, /adapter_model\.bin is a pickle/],
    ['a pickle beside', { ...peftFiles(), 'checkpoint-2/optimizer.pt': WEIGHTS }, /checkpoint-2\/optimizer\.pt is a pickle/],
    ['a configuration that is none', { ...peftFiles(), 'adapter_config.json': Buffer.from('{') }, /no JSON/],
    ['another kind', peftFiles({ peft_type: 'IA3' }), /only adapters of the kind LoRA/],
    ['no base', peftFiles({ base_model_name_or_path: '' }), /names no model/],
    ['another rank', peftFiles({ r: 16 }), /says rank 16, its weights are of rank 8/],
    ['cut off', { ...peftFiles(), 'adapter_model.safetensors': WEIGHTS.subarray(0, -10) }, /cut off/],
  ])('with %s is none', (_name, files, why) => {
    const folder = adapterFolder(path.join(fresh(), 'a'), files);
    expect(readAdapterFolder(folder)).toMatchObject({ ok: false, reason: 'invalid', message: expect.stringMatching(why) as string });
  });

  test('that is none, or is a link, is none', () => {
    const folder = fresh();
    const file = path.join(folder, 'file');
    fs.writeFileSync(file, '');
    expect(readAdapterFolder(file)).toMatchObject({ ok: false, message: `${file} is no folder.` });
    expect(readAdapterFolder(path.join(folder, 'nowhere'))).toMatchObject({ ok: false });
    const linked = adapterFolder(path.join(folder, 'a'));
    fs.symlinkSync('/etc/passwd', path.join(linked, 'README.md'));
    expect(readAdapterFolder(linked)).toMatchObject({ ok: false, message: expect.stringContaining('README.md is a link') as string });
  });

  test('is copied in; its own pickles, checkpoints and hidden files are not', async () => {
    const workspace = fresh();
    const folder = adapterFolder(path.join(fresh(), 'my run (2)'), {
      ...peftFiles(),
      '.secret.json': Buffer.from('{}'),
      'run/log.txt': WEIGHTS,
    });
    const registry = registryIn(workspace);
    const done = await registerFolder(registry, folder, { metadata: { error_types: ['KeyError'] } });
    expect(done).toMatchObject({
      ok: true,
      value: { record: { adapter_id: 'my-run-2', model_name: BASE, base_model: BASE, success_rate: 0.5 } },
    });
    expect(below(registry.folder)).toEqual([
      'my-run-2/adapter_config.json',
      'my-run-2/adapter_model.safetensors',
      'my-run-2/metadata.json',
    ]);
    expect(fs.readFileSync(path.join(workspace, '.self-heal/.gitignore'), 'utf8')).toBe('*\n');
    expect(registryIn(workspace).forError('KeyError')).toHaveLength(1);
    expect(await registerFolder(registry, folder)).toMatchObject({ ok: false, reason: 'exists' });
    expect(await registerFolder(registry, folder, { id: 'b', base: 'another/model' })).toMatchObject({ ok: false, reason: 'wrong-base' });
    expect(await registerFolder(registry, folder, { id: '../b' })).toMatchObject({ ok: false, reason: 'invalid' });
    expect(fs.readdirSync(registry.folder)).toEqual(['my-run-2']);
  });

  test('that lies among the adapters gets its metadata there', async () => {
    const registry = registryIn(fresh());
    const folder = adapterFolder(path.join(registry.folder, 'own'));
    expect(await registerFolder(registry, folder)).toMatchObject({ ok: true, value: { path: folder, record: { adapter_id: 'own' } } });
    await registry.update('own', { success_rate: 0.9 });
    expect(await registerFolder(registry, folder, { metadata: { priority: 'high' } })).toMatchObject({
      value: { record: { success_rate: 0.9, priority: 'high' } },
    });
  });

  test('of a workspace whose .self-heal is a link gets none', async () => {
    const workspace = fresh();
    const elsewhere = fresh();
    fs.symlinkSync(elsewhere, path.join(workspace, '.self-heal'));
    const done = await registerFolder(registryIn(workspace), adapterFolder(path.join(fresh(), 'a')));
    expect(done).toMatchObject({ ok: false, reason: 'not-written', message: expect.stringContaining('is a link') as string });
    expect(fs.readdirSync(elsewhere)).toEqual([]);
  });
});

describe('a zip', () => {
  const given = (bytes: Buffer, name = 'given.zip'): string => {
    const file = path.join(fresh(), name);
    fs.writeFileSync(file, bytes);
    return file;
  };

  test('goes out and comes in; what was said and asked elsewhere stays behind', async () => {
    const registry = registryIn(fresh());
    const first = await registerFolder(
      registry,
      adapterFolder(path.join(fresh(), 'first'), { ...peftFiles(), 'loss.svg': Buffer.from('<svg/>') }),
      {
        metadata: {
          priority: 'high',
          success_rate: 0.97,
          error_types: ['KeyError'],
          endpoint: 'http://203.0.113.9/v1',
          feedback: [{ score: 1, text: 'x', at: 'x' }],
        },
      },
    );
    if (!first.ok) throw new Error(first.message);
    const file = path.join(fresh(), 'first.zip');
    expect(await exportAdapter(first.value, file)).toEqual({
      ok: true,
      value: ['adapter_config.json', 'adapter_model.safetensors', 'loss.svg', 'metadata.json'],
    });
    const other = registryIn(fresh());
    const came = await importAdapter(other, file);
    expect(came).toMatchObject({ ok: true, value: { record: { adapter_id: 'first', priority: 'high', error_types: ['KeyError'] } } });
    const record = other.get('first')?.record;
    expect([record?.endpoint, record?.feedback, record?.comparison]).toEqual([undefined, undefined, undefined]);
    expect(record?.success_rate).toBe(0.5);
    for (const name of ['adapter_model.safetensors', 'adapter_config.json', 'loss.svg'])
      expect(fs.readFileSync(path.join(other.folder, 'first', name))).toEqual(fs.readFileSync(path.join(first.value.path, name)));
    expect(await importAdapter(other, file)).toMatchObject({ ok: false, reason: 'exists' });
    expect(await importAdapter(other, file, { id: 'second' })).toMatchObject({ ok: true, value: { record: { adapter_id: 'second' } } });
    expect(await importAdapter(other, file, { id: 'third', base: 'another/model' })).toMatchObject({ ok: false, reason: 'wrong-base' });
    expect(fs.readdirSync(other.folder).sort()).toEqual(['first', 'second']);
  });

  test('trained on a .gguf file, whose folder PEFT writes down, comes back from its own zip', async () => {
    const models = fresh();
    const base = path.join(models, 'small.Q4_1.gguf');
    fs.writeFileSync(base, 'GGUF');
    const ours = registryIn(fresh());
    const metadata = { adapter_id: 'ours', model_name: base, base_model: base, created_at: '2026-11-20T02:30:00.000Z', success_rate: 0.5 };
    const folder = adapterFolder(path.join(fresh(), 'ours'), {
      ...peftFiles({ base_model_name_or_path: models }),
      'metadata.json': Buffer.from(JSON.stringify(metadata)),
    });
    const registered = await registerFolder(ours, folder);
    expect(registered).toMatchObject({ ok: true, value: { record: { base_model: base } } });
    if (!registered.ok) return;
    const file = path.join(fresh(), 'ours.zip');
    expect(await exportAdapter(registered.value, file)).toMatchObject({ ok: true });
    const theirs = registryIn(fresh());
    expect(await importAdapter(theirs, file, { base })).toMatchObject({ ok: true, value: { record: { base_model: base } } });
    // Another file of another folder of this machine is another model.
    const another = fresh();
    expect(await importAdapter(theirs, file, { id: 'b', base: another })).toMatchObject({ ok: false, reason: 'wrong-base' });
    expect(await importAdapter(theirs, file, { id: 'b', base: 'acme/other' })).toMatchObject({ ok: false, reason: 'wrong-base' });
  });

  test.each(['/home/somebody/models/coder', 'C:\\models\\coder', '\\\\server\\models\\coder', './coder', 'coder.gguf'])(
    'whose configuration only says where its base lay elsewhere (%s) is for the model that is named',
    async (place) => {
      const folder = adapterFolder(path.join(fresh(), 'theirs'), peftFiles({ base_model_name_or_path: place }));
      const registry = registryIn(fresh());
      const registered = await registerFolder(registry, folder, { base: BASE });
      expect(registered).toMatchObject({ ok: true, value: { record: { base_model: BASE } } });
      if (!registered.ok) return;
      const file = path.join(fresh(), 'theirs.zip');
      expect(await exportAdapter(registered.value, file)).toMatchObject({ ok: true });
      const next = registryIn(fresh());
      expect(await importAdapter(next, file, { base: 'another/model' })).toMatchObject({ ok: false, reason: 'wrong-base' });
      expect(await importAdapter(next, file)).toMatchObject({ ok: true, value: { record: { base_model: BASE } } });
    },
  );

  test('without metadata, of files at its root, packed by somebody else', async () => {
    const registry = registryIn(fresh());
    const file = given(rawZip(zipOf({ ...peftFiles(), 'notes.docx': WEIGHTS }, '')), 'their adapter.zip');
    expect(await importAdapter(registry, file)).toMatchObject({
      ok: true,
      value: { record: { adapter_id: 'their-adapter', base_model: BASE } },
    });
    expect(fs.readdirSync(path.join(registry.folder, 'their-adapter')).sort()).toEqual([
      'adapter_config.json',
      'adapter_model.safetensors',
      'metadata.json',
    ]);
  });

  const more = (...entries: ZipEntry[]): Buffer => rawZip([...zipOf(peftFiles()), ...entries]);
  const text = Buffer.from('{}');
  test.each<[string, Buffer, string, RegExp]>([
    ['a way out', more({ name: '../../out.json', bytes: text }), 'unsafe', /leads out of it/],
    ['a way out of its folder', more({ name: 'mended/../../out.json', bytes: text }), 'unsafe', /leads out of it/],
    ['a place on the disk', more({ name: '/tmp/out.json', bytes: text }), 'unsafe', /leads out of it/],
    ['a drive', more({ name: 'C:/out.json', bytes: text }), 'unsafe', /leads out of it|no name of a file/],
    ['a drive without a slash', more({ name: 'mended/C:out.json', bytes: text }), 'unsafe', /no name of a file/],
    ['a way out for Windows', more({ name: 'mended\\..\\..\\out.json', bytes: text }), 'unsafe', /leads out of it|no name of a file/],
    ['a name with a control character', more({ name: 'mended/a\u001b[2J.json', bytes: text }), 'unsafe', /no name of a file/],
    ['a link', more({ name: 'mended/out.json', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 }), 'unsafe', /is a link/],
    ['a link in place of the folder', more({ name: 'mended/', bytes: Buffer.alloc(0), mode: 0o120777 }), 'unsafe', /is a link/],
    ['a device', more({ name: 'mended/out.json', bytes: Buffer.alloc(0), mode: 0o020666 }), 'unsafe', /no plain file/],
    ['a pickle', more({ name: 'mended/adapter_model.bin', bytes: text }), 'unsafe', /is a pickle/],
    ['a pickle elsewhere', more({ name: 'other/x/scheduler.PT', bytes: text }), 'unsafe', /is a pickle/],
    ['two of one name', more({ name: 'mended/ADAPTER_CONFIG.json', bytes: text }), 'unsafe', /two files of one name/],
    [
      'more than it says',
      more({ name: 'mended/out.json', bytes: Buffer.alloc(100_000), saysBytes: 10, deflate: true }),
      'invalid',
      /can't be unpacked/,
    ],
    [
      'less than it says',
      more({ name: 'mended/out.json', bytes: text, saysBytes: 10, deflate: true }),
      'invalid',
      /can't be unpacked|cut off/,
    ],
    [
      'more than is allowed',
      more({ name: 'mended/big.gguf', bytes: Buffer.alloc(2_000_000), deflate: true }),
      'too-large',
      /unpacked it would take 2 MB/,
    ],
    [
      'a large text',
      more({ name: 'mended/big.json', bytes: Buffer.alloc(65 * 1024 ** 2), deflate: true }),
      'too-large',
      /unpacked it would take 66 MB/,
    ],
    [
      'weights that are cut off',
      rawZip(zipOf({ ...peftFiles(), 'adapter_model.safetensors': WEIGHTS.subarray(0, -8) })),
      'invalid',
      /cut off/,
    ],
    ['no adapter', rawZip(zipOf({ 'readme.md': text })), 'invalid', /holds no adapter/],
    ['nothing', rawZip([]), 'invalid', /holds no adapter/],
    ['metadata that is none', rawZip(zipOf({ ...peftFiles(), 'metadata.json': text })), 'invalid', /adapter_id|model_name|created_at/],
    [
      'metadata of another base',
      rawZip(
        zipOf({
          ...peftFiles(),
          'metadata.json': Buffer.from(JSON.stringify({ adapter_id: 'x', model_name: 'm', created_at: 'x', base_model: 'another' })),
        }),
      ),
      'wrong-base',
      /says that it was trained on another/,
    ],
    ['no zip', Buffer.from('PK, but no more'), 'not-read', /can't be read as a zip/],
    ['half a zip', more().subarray(0, 300), 'not-read', /can't be read as a zip/],
  ])('with %s is refused, and nothing is left', async (_name, bytes, reason, why) => {
    const workspace = fresh();
    const registry = registryIn(workspace);
    const done = await importAdapter(
      registry,
      given(bytes),
      reason === 'too-large' && bytes.length < 60_000 ? { maxBytes: 1_000_000 } : {},
    );
    expect(done).toMatchObject({ ok: false, reason, message: expect.stringMatching(why) as string });
    expect(below(registry.folder)).toEqual([]);
    expect(fs.existsSync('/tmp/out.json')).toBe(false);
    expect(fs.readdirSync(workspace).filter((name) => name !== '.self-heal')).toEqual([]);
  });

  test('that is a folder, a pipe or not there is refused; a cancelled import leaves nothing', async () => {
    const registry = registryIn(fresh());
    expect(await importAdapter(registry, fresh())).toMatchObject({ ok: false, reason: 'not-read' });
    expect(await importAdapter(registry, path.join(scratch, 'nowhere.zip'))).toMatchObject({ ok: false, reason: 'not-read' });
    const file = given(rawZip(zipOf(peftFiles())));
    expect(await importAdapter(registry, file, { signal: AbortSignal.abort() })).toMatchObject({ ok: false, reason: 'cancelled' });
    expect(below(registry.folder)).toEqual([]);
  });

  test('of what is no adapter is not made', async () => {
    const registry = registryIn(fresh());
    const done = await registerFolder(registry, adapterFolder(path.join(fresh(), 'a')));
    if (!done.ok) throw new Error(done.message);
    fs.truncateSync(path.join(done.value.path, 'adapter_model.safetensors'), 50);
    const file = path.join(fresh(), 'a.zip');
    expect(await exportAdapter(done.value, file)).toMatchObject({ ok: false, reason: 'invalid' });
    expect(fs.existsSync(file)).toBe(false);
  });
});
