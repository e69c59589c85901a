import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { makeFolder } from './make-folder';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-make-folder-'));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

test('those above it are made too; one that is there stays', () => {
  const folder = path.join(scratch, 'a', 'b', 'c');
  makeFolder(folder);
  makeFolder(folder);
  expect(fs.statSync(folder).isDirectory()).toBe(true);
});

test('what the system says comes through, where Node calls a read-only disk a folder that is not there', () => {
  const asked: string[] = [];
  vi.spyOn(fs, 'mkdirSync').mockImplementation((folder, options) => {
    asked.push(String(folder));
    const code = typeof options === 'object' && options?.recursive ? 'ENOENT' : 'EROFS';
    throw Object.assign(new Error(`${code}: mkdir`), { code });
  });
  expect(() => makeFolder(path.join(scratch, 'x', 'y'))).toThrow('EROFS');
  expect(asked).toEqual([path.join(scratch, 'x', 'y'), path.join(scratch, 'x')]);
});
