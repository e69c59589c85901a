// The formats that pairs are exported in: each as its documents say, divided, filtered, without doubles, and without secrets.

import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Division } from '../../src/engine/learn/exchange/division';
import { exportPairs, type Exported, type ExportOptions } from '../../src/engine/learn/exchange/export-pairs';
import { formats } from '../../src/engine/learn/exchange/formats';
import { importPairs } from '../../src/engine/learn/exchange/import-pairs';
import { answerOf, promptOf } from '../../src/engine/learn/exchange/prompt';
import { makeNegative } from '../../src/engine/learn/make-negative';
import { makePair } from '../../src/engine/learn/make-pair';
import type { RedactedPair, SuccessPair } from '../../src/engine/learn/pair';
import { redactPairs } from '../../src/engine/learn/redact-pair';
import type { PairStore } from '../../src/engine/learn/store/pair-store';
import { recordNegative, recordPair } from '../../src/engine/learn/store/record-pair';
import { NOW, samplePair } from './pair-samples';
import { patchOf } from './patch-samples';
import { TOKENS } from './planted-secrets';
import { useStoreFolder, valueOf } from './store-folder';

const folder = useStoreFolder();

const at = (day: number): string => new Date(Date.UTC(2026, 0, day)).toISOString();
const shapeOf = (n: number): SuccessPair['signature'] => ({ shape: `mistake ${n}`, holes: {} });

async function fill(store: PairStore, pairs: readonly SuccessPair[]): Promise<void> {
  valueOf(store.insertMany(await redactPairs(pairs)));
}

/** A pair of a mistake, recorded on a day. */
const pairOf = (n: number, mistake: number, day: number): SuccessPair =>
  samplePair(n, { signature: shapeOf(mistake), recordedAt: at(day) });

const BEFORE = 'values = [1]\nprint(vlaues)\n';

/** A kept fix, a fix of the same text that was refused, one that was undone, and one that the user changed. */
async function fillWithVerdicts(store: PairStore): Promise<void> {
  const context = { now: NOW, root: '/work space', how: 'applied in the editor' };
  const kept = makePair(patchOf(BEFORE, 'vlaues', 'values'), BEFORE, BEFORE.replace('vlaues', 'values'), context);
  await recordPair(store, kept);
  const refused = patchOf(BEFORE, 'vlaues', 'value', { message: kept.message });
  await recordNegative(store, makeNegative(refused, BEFORE, 'rejected', { ...context, how: 'Don’t Offer' }));
  await recordNegative(store, makeNegative(patchOf(BEFORE, 'vlaues', 'vals'), BEFORE, 'shown', context));
  await recordPair(store, {
    ...samplePair(2, { signature: shapeOf(2) }),
    verdict: { kind: 'reverted', how: 'undone', at: NOW.toISOString() },
  });
  await recordPair(
    store,
    samplePair(3, {
      signature: shapeOf(3),
      final: 'items3 = [1]\nprint(items3[0])\n',
      verdict: { kind: 'edited', how: 'x', at: NOW.toISOString() },
    }),
  );
}

async function exported(store: PairStore, options: ExportOptions, name = 'out.jsonl'): Promise<Exported> {
  const done = await exportPairs(store, path.join(folder.path, name), options);
  return valueOf(done);
}
const textOf = (name: string): string => fs.readFileSync(path.join(folder.path, name), 'utf8');
const linesOf = (name: string): unknown[] =>
  textOf(name)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);

const text = v.pipe(v.string(), v.nonEmpty());
const message = <R extends 'system' | 'user' | 'assistant'>(role: R): v.GenericSchema =>
  v.strictObject({ role: v.literal(role), content: text });
const question = v.strictTuple([message('system'), message('user')]);
const reply = v.strictTuple([message('assistant')]);
const chat = v.strictObject({ messages: v.strictTuple([message('system'), message('user'), message('assistant')]) });

/** What the consumers' documents say a record is. */
const RECORDS: Readonly<Record<string, v.GenericSchema>> = {
  // https://huggingface.co/docs/trl/dataset_formats
  trl: v.strictObject({ prompt: text, completion: text }),
  'trl-chat': v.strictObject({ prompt: question, completion: reply }),
  messages: chat,
  preference: v.strictObject({ prompt: question, chosen: reply, rejected: reply }),
  kto: v.strictObject({ prompt: question, completion: reply, label: v.boolean() }),
  // https://platform.openai.com/docs/guides/fine-tuning
  openai: chat,
  'openai-dpo': v.strictObject({ input: v.strictObject({ messages: question }), preferred_output: reply, non_preferred_output: reply }),
  // https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md
  alpaca: v.strictObject({ instruction: text, input: text, output: text }),
  sharegpt: v.strictObject({
    conversations: v.strictTuple([
      v.strictObject({ from: v.literal('human'), value: text }),
      v.strictObject({ from: v.literal('gpt'), value: text }),
    ]),
    system: text,
  }),
  saplings: v.looseObject({
    input_text: text,
    output_text: text,
    context: v.array(text),
    metadata: v.looseObject({ language: text }),
    timestamp: v.pipe(v.string(), v.isoTimestamp()),
  }),
};

describe('a record is what the format’s documents say', () => {
  it.each(Object.entries(RECORDS))('%s', async (format, schema) => {
    const store = folder.open();
    await fillWithVerdicts(store);
    await exported(store, { format });
    const records = ['alpaca', 'sharegpt'].includes(format) ? (JSON.parse(textOf('out.jsonl')) as unknown[]) : linesOf('out.jsonl');
    expect(records.length).toBeGreaterThan(1);
    for (const record of records) expect(v.safeParse(schema, record).issues).toBeUndefined();
  });

  it('of each format', () => {
    const others = ['jsonl', 'mlx', 'axolotl', 'llama-factory', 'csv', 'parquet', 'parquet-by-signature'];
    expect(formats.map(({ id }) => id).sort()).toEqual([...Object.keys(RECORDS), ...others].sort());
  });

  it('nothing to write: an empty file, an empty array, the head of a table', async () => {
    const store = folder.open();
    expect(await exported(store, { format: 'trl' })).toMatchObject({ pairs: 0 });
    expect(textOf('out.jsonl')).toBe('');
    await exported(store, { format: 'alpaca' });
    expect(JSON.parse(textOf('out.jsonl'))).toEqual([]);
    await exported(store, { format: 'csv' });
    expect(textOf('out.jsonl')).toMatch(/^id,recorded_at,[\w,]+\r\n$/);
  });

  it('a format that is none is refused with those there are', async () => {
    expect(await exportPairs(folder.open(), path.join(folder.path, 'x'), { format: 'orc' })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^There is no format 'orc'; there are jsonl, .*csv, parquet, parquet-by-signature\.$/) as string,
    });
  });
});

describe('parquet', () => {
  const fileOf = (name: string): string => path.join(folder.path, name);
  const rowsOf = async (name: string): Promise<Record<string, unknown>[]> => {
    const file = await asyncBufferFromFile(fileOf(name));
    return parquetReadObjects({ file });
  };

  it('is the table that CSV is, with numbers as numbers', async () => {
    const store = folder.open({ maxPairs: 2_000 });
    // More than one group of rows, and texts that a reader may stumble over.
    await fill(
      store,
      Array.from({ length: 1_010 }, (_, n) => pairOf(n, n, 1 + (n % 20))),
    );
    await fill(store, [samplePair(9_999, { before: '', proposed: 'grüße = "🦊\\0"\r\n', signature: shapeOf(9_999), recordedAt: at(1) })]);
    expect(await exported(store, {}, 'out.parquet')).toMatchObject({ pairs: 1_011 });
    const rows = await rowsOf('out.parquet');
    expect(rows).toHaveLength(1_011);
    const page = valueOf(store.page({ shape: 'mistake 9999' })).pairs[0];
    const odd = rows.find(({ id }) => id === page?.id);
    expect(odd).toMatchObject({
      before: '',
      after: 'grüße = "🦊\\0"\r\n',
      line: BigInt((page?.line ?? 0) + 1),
      confidence: page?.confidence,
    });
    await exported(store, { format: 'csv' }, 'out.csv');
    expect(Object.keys(rows[0] ?? {}).join(',')).toBe(textOf('out.csv').split('\r\n')[0]);
  });

  it('nothing to write: a table without rows', async () => {
    await exported(folder.open(), {}, 'none.parquet');
    expect(await rowsOf('none.parquet')).toEqual([]);
  });

  it('divided: a file each', async () => {
    const store = folder.open();
    await fill(
      store,
      Array.from({ length: 60 }, (_, n) => pairOf(n, n % 20, 1 + (n % 20))),
    );
    const { parts, files } = await exported(store, { split: true }, 'parts.parquet');
    expect(files.map((file) => path.basename(file))).toEqual(['parts.train.parquet', 'parts.valid.parquet', 'parts.test.parquet']);
    for (const [part, count] of Object.entries(parts)) expect(await rowsOf(`parts.${part}.parquet`)).toHaveLength(count);
  });

  it('is read by pyarrow and pandas, where they are there', async (context) => {
    const python = process.env['SELF_HEAL_PYTHON_WITH_PYARROW'] ?? 'python3';
    const has = spawnSync(python, ['-c', 'import pyarrow.parquet, pandas'], { timeout: 60_000 });
    if (has.status !== 0) return context.skip();
    const store = folder.open({ maxPairs: 2_000 });
    await fill(
      store,
      Array.from({ length: 1_010 }, (_, n) => pairOf(n, n, 1 + (n % 20))),
    );
    await exported(store, {}, 'out.parquet');
    const script = `import sys, json, pandas, pyarrow.parquet as p
t = p.read_table(sys.argv[1]); f = pandas.read_parquet(sys.argv[1])
print(json.dumps([t.num_rows, [str(c.type) for c in t.schema if c.name in ('line', 'confidence', 'before')], len(f), sorted(f['id'].tolist())]))`;
    const read = spawnSync(python, ['-c', script, fileOf('out.parquet')], { encoding: 'utf8', timeout: 60_000 });
    const ids = (await rowsOf('out.parquet')).map(({ id }) => String(id)).sort();
    expect(JSON.parse(read.stdout || JSON.stringify(read.stderr))).toEqual([1_010, ['int64', 'double', 'string'], 1_010, ids]);
  });
});

it('the prompt: the error, its place and the code in a fence that the code does not end', () => {
  const pair = samplePair(1, { before: 'a = """\n```\n"""', traceback: 'app/main.py:2 main' });
  expect(promptOf(pair).user).toBe(
    'Error (app/main.py, line 2):\nNameError: name \'item1\' is not defined\n\nCalls, outermost first:\napp/main.py:2 main\n\n````python\na = """\n```\n"""\n````',
  );
  expect(answerOf({ language: 'typescriptreact' }, 'x\n')).toBe('```tsx\nx\n```');
  expect(promptOf(samplePair(1, { extent: 'excerpt', startLine: 40, file: '' })).user).toContain(
    'The text begins with line 41 of the file.',
  );
});

describe('preferences', () => {
  it('set a kept fix against what was refused, undone or changed for the same text', async () => {
    const store = folder.open();
    await fillWithVerdicts(store);
    expect(await exported(store, { format: 'preference' })).toMatchObject({ pairs: 2, leftOut: {} });
    const code = (records: unknown[], key: string): string[] =>
      records.map((record) => (record as Record<string, { content: string }[]>)[key]?.[0]?.content ?? '');
    const records = linesOf('out.jsonl');
    expect(code(records, 'chosen')).toEqual([
      '```python\nvalues = [1]\nprint(values)\n```',
      '```python\nitems3 = [1]\nprint(items3[0])\n```',
    ]);
    expect(code(records, 'rejected')).toEqual([
      '```python\nvalues = [1]\nprint(value)\n```',
      '```python\nitems3 = [1]\nprint(items3)\n```',
    ]);
    await fill(store, [samplePair(9)]);
    expect(await exported(store, { format: 'openai-dpo' })).toMatchObject({ pairs: 2, leftOut: { 'no-rejected': 1 } });
  });

  it('unpaired: each fix with whether it was wanted; what was only shown says nothing', async () => {
    const store = folder.open();
    await fillWithVerdicts(store);
    await exported(store, { format: 'kto' });
    expect(linesOf('out.jsonl').map((record) => (record as { label: boolean }).label)).toEqual([true, false, true, false]);
  });
});

describe('a table', () => {
  it('holds commas, quotes and line ends as RFC 4180 has them', async () => {
    const store = folder.open();
    await fill(store, [samplePair(1, { message: 'said "no", twice', before: 'a\r\nb' })]);
    await exported(store, {}, 'out.csv');
    const rows = rowsOf(textOf('out.csv'));
    expect(rows).toHaveLength(2);
    const cell = (name: string): string | undefined => rows[1]?.[rows[0]?.indexOf(name) ?? -1];
    expect(cell('message')).toBe('said "no", twice');
    expect(cell('before')).toBe('a\r\nb');
    expect(cell('after')).toBe(samplePair(1).proposed);
    expect(cell('line')).toBe('2');
  });
});

describe('folders', () => {
  async function folderOf(format: string): Promise<string[]> {
    const store = folder.open();
    await fill(
      store,
      Array.from({ length: 60 }, (_, n) => pairOf(n, n % 20, 1 + (n % 20))),
    );
    const done = await exported(store, { format }, 'out');
    expect(done.files.map((file) => path.basename(file)).sort()).toEqual(fs.readdirSync(path.join(folder.path, 'out')).sort());
    return fs.readdirSync(path.join(folder.path, 'out')).sort();
  }

  it('say which version of the prompt they were written with, where they have one', async () => {
    const store = folder.open();
    await fill(store, [pairOf(1, 1, 1)]);
    expect((await exported(store, { format: 'openai' })).promptVersion).toBe(1);
    expect((await exported(store, { format: 'csv' })).promptVersion).toBeUndefined();
  });

  it('mlx: train, valid and test, of chats', async () => {
    expect(await folderOf('mlx')).toEqual(['test.jsonl', 'train.jsonl', 'valid.jsonl']);
    for (const name of ['train', 'valid', 'test']) {
      const records = linesOf(`out/${name}.jsonl`);
      expect(records.length).toBeGreaterThan(0);
      for (const record of records) expect(v.safeParse(chat, record).issues).toBeUndefined();
    }
  });

  it('axolotl: the configuration names the files that are there', async () => {
    expect(await folderOf('axolotl')).toEqual(['axolotl.yml', 'test.jsonl', 'train.jsonl', 'valid.jsonl']);
    const configuration = textOf('out/axolotl.yml');
    expect(configuration).toContain(
      'datasets:\n  - path: ./train.jsonl\n    ds_type: json\n    type: chat_template\n    field_messages: messages\n',
    );
    expect(configuration).toContain('test_datasets:\n  - path: ./valid.jsonl\n');
  });

  it('llama-factory: dataset_info.json names the files that are there, and their columns', async () => {
    expect(await folderOf('llama-factory')).toEqual([
      'dataset_info.json',
      'self_heal_test.json',
      'self_heal_train.json',
      'self_heal_valid.json',
    ]);
    const info = JSON.parse(textOf('out/dataset_info.json')) as Record<string, { file_name: string; formatting: string; columns: object }>;
    expect(Object.keys(info)).toEqual(['self_heal_train', 'self_heal_valid', 'self_heal_test']);
    for (const { file_name, formatting, columns } of Object.values(info)) {
      expect({ formatting, columns }).toEqual({ formatting: 'sharegpt', columns: { messages: 'conversations', system: 'system' } });
      const records = JSON.parse(textOf(`out/${file_name}`)) as unknown[];
      for (const record of records) expect(v.safeParse(RECORDS['sharegpt'] ?? v.never(), record).issues).toBeUndefined();
    }
  });

  it('too few to divide: only what is learned, and no part of an earlier export is left', async () => {
    await folderOf('mlx');
    const store = folder.open();
    valueOf(store.clear());
    await fill(store, [pairOf(1, 1, 1)]);
    expect(await exported(store, { format: 'mlx' }, 'out')).toMatchObject({ pairs: 1, parts: { train: 1 } });
    expect(fs.readdirSync(path.join(folder.path, 'out'))).toEqual(['train.jsonl']);
  });

  it('a file in the folder’s place stays', async () => {
    fs.writeFileSync(path.join(folder.path, 'out'), 'mine');
    expect(await exportPairs(folder.open(), path.join(folder.path, 'out'), { format: 'mlx' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('it is no folder') as string,
    });
    expect(textOf('out')).toBe('mine');
  });
});

describe('dividing', () => {
  it('holds out the mistakes that came up last; nothing that is learned is younger than what is tested', async () => {
    const store = folder.open();
    // Mistake 0 goes on all the time; the others come up one after another.
    const pairs = Array.from({ length: 100 }, (_, n) => pairOf(n, n % 2 === 0 ? 0 : 1 + Math.floor(n / 10), n));
    await fill(store, pairs);
    const done = await exported(store, { split: true }, 'pairs.jsonl');
    const parts = (['train', 'valid', 'test'] as const).map((part) => linesOf(`pairs.${part}.jsonl`) as SuccessPair[]);
    const [train = [], valid = [], test = []] = parts;
    expect(done.parts).toEqual({ train: train.length, valid: valid.length, test: test.length });
    expect(done.leftOut['after-test']).toBe(100 - train.length - valid.length - test.length);
    expect(Math.min(valid.length, test.length)).toBeGreaterThanOrEqual(10);
    const shapes = parts.map(
      (part) => new Set(part.map((pair) => (pair as unknown as { error_info: { patterns: string[] } }).error_info.patterns[0])),
    );
    for (const [i, one] of shapes.entries())
      for (const other of shapes.slice(i + 1)) expect([...one].filter((shape) => other.has(shape))).toEqual([]);
    const timesOf = (part: SuccessPair[]): string[] => part.map((pair) => (pair as unknown as { timestamp: string }).timestamp).sort();
    expect((timesOf(train).at(-1) ?? '') <= (timesOf([...valid, ...test])[0] ?? '')).toBe(true);
  });

  it('pairs of one time, or of one mistake: nothing is lost', () => {
    const same = new Division();
    const all = Array.from({ length: 40 }, (_, n) => pairOf(n, n % 8, 1));
    for (const pair of all) same.add(pair);
    expect(all.filter((pair) => same.partOf(pair) === undefined)).toEqual([]);
    expect(new Set(all.map((pair) => same.partOf(pair)))).toEqual(new Set(['train', 'valid', 'test']));
    const one = new Division();
    const alike = Array.from({ length: 40 }, (_, n) => pairOf(n, 1, n));
    for (const pair of alike) one.add(pair);
    expect(new Set(alike.map((pair) => one.partOf(pair)))).toEqual(new Set(['train']));
  });
});

describe('what is taken', () => {
  it('by language, error, day, verdict, evidence, source and way', async () => {
    const store = folder.open();
    await fill(store, [
      samplePair(1),
      samplePair(2, { language: 'typescript', errorType: 'TS2304' }),
      samplePair(3, { recordedAt: at(1) }),
      samplePair(4, { verdict: { kind: 'survived', how: '', at: at(1) } }),
      samplePair(5, { evidence: [{ rung: 'tests', result: 'passed' }] }),
      samplePair(6, {
        evidence: [
          { rung: 'checks', result: 'passed' },
          { rung: 'tests', result: 'failed' },
        ],
      }),
      samplePair(7, { origin: { kind: 'model', id: 'm' } }),
      samplePair(8, { via: 'hand' }),
      samplePair(9, { verdict: { kind: 'reverted', how: '', at: at(1) } }),
    ]);
    const count = async (options: ExportOptions): Promise<number> => (await exported(store, options)).pairs;
    expect(await count({})).toBe(8);
    expect(await count({ language: 'typescript' })).toBe(1);
    expect(await count({ errorType: 'TS2304' })).toBe(1);
    expect(await count({ since: at(2) })).toBe(7);
    expect(await count({ until: at(2) })).toBe(1);
    expect(await count({ verdicts: ['survived', 'reverted'] })).toBe(2);
    expect(await count({ evidence: 'checks' })).toBe(1);
    expect(await count({ origins: ['model'] })).toBe(1);
    expect(await count({ ways: ['hand', 'import'] })).toBe(1);
    expect((await exported(store, { evidence: 'parses' })).leftOut).toEqual({ 'little-evidence': 1 });
  });

  it('for training not what is there twice, too long or no change; for people everything', async () => {
    const store = folder.open();
    const twin = { before: 'x  = y\n', proposed: 'x = z\n', message: 'm' };
    await fill(store, [
      samplePair(1, twin),
      samplePair(2, { ...twin, before: 'x = y\n', file: 'other.py' }),
      samplePair(3, { before: `${'a = 1\n'.repeat(2_500)}` }),
      samplePair(4, { before: 'same\n', proposed: 'changed\n', final: 'same\n' }),
      samplePair(5),
    ]);
    expect(await exported(store, { format: 'trl' })).toMatchObject({ pairs: 3, leftOut: { duplicate: 1, 'no-change': 1 } });
    expect(await exported(store, { format: 'trl', maxLength: 2_000 })).toMatchObject({ pairs: 2, leftOut: { 'too-long': 1 } });
    expect(await exported(store, { format: 'trl', duplicates: true })).toMatchObject({ pairs: 4 });
    expect(await exported(store, {})).toMatchObject({ pairs: 5, leftOut: {} });
  });

  it('without names and paths, by choice; the code still fits together', async () => {
    const store = folder.open();
    const code = '# Author: Ada Lovelace <ada@shop.example>\n# TODO(ada): /home/ada/shop/app/prices.py\nimport app.prices\n';
    await fill(store, [
      samplePair(1, {
        before: `${code}prnt()\n`,
        proposed: `${code}print()\n`,
        file: 'app/prices.py',
        traceback: 'app/prices.py:4 main\nlib/cart.py:2 run',
        message: 'in C:\\Users\\Ada\\shop: app/prices.py',
      }),
    ]);
    await exported(store, {});
    expect(textOf('out.jsonl')).toContain('ada@shop.example');
    await exported(store, { without: ['names', 'paths'] });
    const out = textOf('out.jsonl');
    for (const word of ['ada', 'Ada', 'Lovelace', 'app/prices.py', 'cart.py']) expect(out).not.toContain(word);
    const [pair] = linesOf('out.jsonl') as { original_code: string; patched_code: string; traceback: string }[];
    expect(pair?.original_code).toContain('import app.prices\nprnt()');
    expect(pair?.original_code.replace('prnt', 'print')).toBe(pair?.patched_code);
    expect(pair?.traceback).toBe('file-1.py:4 main\nfile-2.py:2 run');
    const other = folder.open({ folder: fs.mkdtempSync(path.join(folder.path, 'other-')) });
    expect(valueOf(await importPairs(other, path.join(folder.path, 'out.jsonl'), NOW))).toMatchObject({ imported: 1, refused: 0 });
  });

  it('Saplings’ newer shape comes back in', async () => {
    const store = folder.open();
    await fill(store, [samplePair(1), samplePair(2)]);
    await exported(store, { format: 'saplings' });
    const other = folder.open({ folder: fs.mkdtempSync(path.join(folder.path, 'other-')) });
    expect(valueOf(await importPairs(other, path.join(folder.path, 'out.jsonl'), NOW))).toMatchObject({ imported: 2 });
    expect(valueOf(other.page()).pairs).toMatchObject([1, 2].map((n) => ({ ...relevant(samplePair(n)), via: 'import' })));
  });
});

it('no secret of a known format is in any export, wherever it was planted', async () => {
  const secrets = Object.values(TOKENS).slice(0, 60);
  expect(secrets.length).toBeGreaterThanOrEqual(40);
  const store = folder.open();
  const places: readonly ((pair: SuccessPair, secret: string) => Partial<SuccessPair>)[] = [
    ({ before }, secret) => ({ before: `key = "${secret}"\n${before}` }),
    ({ proposed }, secret) => ({ proposed: `# ${secret}\n${proposed}` }),
    ({ message }, secret) => ({ message: `${message}: ${secret}` }),
    (_pair, secret) => ({ title: `Change ${secret}`, command: `TOKEN=${secret} python3 app.py` }),
    ({ proposed }, secret) => ({ final: `${proposed}print("${secret}")\n` }),
    (_pair, secret) => ({ traceback: `app/main.py:2 ${secret}`, signature: { shape: `‹1› ${secret}`, holes: { 1: secret } } }),
  ];
  const pairs = secrets.map((secret, n) => {
    const pair = samplePair(n);
    return { ...pair, ...places[n % places.length]?.(pair, secret) };
  });
  // As a store of earlier rules would hold them: nothing was taken out. The export is the last to look.
  valueOf(store.insertMany(pairs.slice(0, 40) as RedactedPair[]));
  for (const pair of pairs.slice(40)) await recordPair(store, pair);
  for (const [n, pair] of pairs.entries())
    valueOf(
      store.negatives.add({
        kind: 'rejected',
        at: NOW.toISOString(),
        key: { shape: `${n}`, textHash: '', candidateHash: '' },
        pair: { ...pair, proposed: `wrong ${n} ${secrets[n] ?? ''}\n`, final: null } as RedactedPair,
      }),
    );
  for (const { id } of formats) {
    const { files, pairs: count } = await exported(store, { format: id, duplicates: true }, id);
    expect(count).toBeGreaterThan(0);
    const out = files.map((name) => fs.readFileSync(name, 'utf8')).join('\n');
    expect(secrets.filter((secret) => out.includes(secret))).toEqual([]);
    expect(out).toContain('‹redacted:');
  }
}, 120_000);

const relevant = ({
  errorType,
  message: said,
  signature,
  before,
  proposed,
  file,
  line,
  title,
  recordedAt,
}: SuccessPair): Partial<SuccessPair> => ({
  errorType,
  message: said,
  signature,
  before,
  proposed,
  file,
  line,
  title,
  recordedAt,
});

/** RFC 4180, read by its letter. */
function rowsOf(table: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of table.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}
