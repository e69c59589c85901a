import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setAsideStore } from '../learn/store/store-files';
import { filesBesideStore, removeFilesBesideStore } from './files-beside-store';

let root = '';
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-beside-'));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));
const own = (name: string): string => path.join(root, '.self-heal', name);

test('a folder without any has none, and nothing is made for the question', () => {
  expect(filesBesideStore(root)).toEqual([]);
  expect(removeFilesBesideStore(root)).toEqual({ ok: true, value: [] });
  expect(fs.readdirSync(root)).toEqual([]);
});

test('measures, what is usual and damaged stores go; the store, the team’s files and a person’s own stay', () => {
  fs.mkdirSync(own('rules'), { recursive: true });
  fs.mkdirSync(own('metrics.json.d'));
  const stays = ['.gitignore', 'config.json', 'ignore', 'metrics.json.d', 'pairs.db', 'pairs.db-wal', 'pairs.jsonl', 'rules'];
  for (const name of [...stays, 'metrics.json', 'signals.json']) if (!fs.existsSync(own(name))) fs.writeFileSync(own(name), 'x');
  const aside = setAsideStore(root, new Date('2026-03-02T10:00:00.000Z'));
  expect(aside.ok).toBe(true);
  fs.writeFileSync(own('pairs.db'), 'a new one');
  const goes = [
    'metrics.json',
    'pairs.corrupt-2026-03-02T10-00-00-000Z.db',
    'pairs.corrupt-2026-03-02T10-00-00-000Z.db-wal',
    'signals.json',
  ];
  expect(filesBesideStore(root)).toEqual(goes);
  expect(removeFilesBesideStore(root)).toEqual({ ok: true, value: goes });
  expect(fs.readdirSync(own('')).sort()).toEqual(stays.filter((name) => name !== 'pairs.db-wal').sort());
});

test.skipIf(process.platform === 'win32')('nothing is removed through a link', () => {
  const elsewhere = path.join(root, 'elsewhere');
  fs.mkdirSync(elsewhere);
  fs.writeFileSync(path.join(elsewhere, 'signals.json'), '{}');
  fs.symlinkSync(elsewhere, path.join(root, '.self-heal'));
  expect(removeFilesBesideStore(root)).toEqual({ ok: true, value: [] });
  expect(fs.readdirSync(elsewhere)).toEqual(['signals.json']);
});
