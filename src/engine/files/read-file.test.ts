import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileChunks, readFileBytes, readFileBytesAsync, readFileText } from './read-file';

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'read-file-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

async function chunksOf(file: string): Promise<string> {
  try {
    const parts: Buffer[] = [];
    for await (const chunk of fileChunks(file)) parts.push(chunk);
    return `read ${Buffer.concat(parts).toString()}`;
  } catch (error) {
    return String(error);
  }
}

test('a regular file, also through links, and nothing of what comes after its end at opening', async () => {
  fs.writeFileSync(at('a'), '\uFEFFtext');
  fs.symlinkSync('a', at('link'));
  for (const name of ['a', 'link']) {
    expect(readFileBytes(at(name), 100)).toMatchObject({ ok: true, value: Buffer.from('\uFEFFtext') });
    expect(await readFileBytesAsync(at(name), 100)).toMatchObject({ ok: true, value: Buffer.from('\uFEFFtext') });
    expect(readFileText(at(name), 100)).toBe('text');
  }
  fs.writeFileSync(at('big'), 'x'.repeat(600_000));
  const parts: number[] = [];
  for await (const chunk of fileChunks(at('big'))) {
    parts.push(chunk.length);
    fs.appendFileSync(at('big'), 'more');
  }
  expect(parts.reduce((a, b) => a + b, 0)).toBe(600_000);
});

test('one larger than allowed is refused, not cut', async () => {
  fs.writeFileSync(at('a'), 'four');
  expect(readFileBytes(at('a'), 3)).toMatchObject({ ok: false, reason: 'too-large' });
  expect(await readFileBytesAsync(at('a'), 3)).toMatchObject({ ok: false, reason: 'too-large' });
  expect(readFileText(at('a'), 3)).toBeUndefined();
  // Nothing is taken for it either.
  fs.truncateSync(at('a'), 1e12);
  expect(readFileBytes(at('a'), 1e6)).toMatchObject({ ok: false, reason: 'too-large' });
});

type NoFile = readonly [name: string, reason: string, make: () => unknown];
const NO_FILES: readonly NoFile[] = [
  ['nothing', 'missing', () => undefined],
  ['a folder', 'not-a-file', () => fs.mkdirSync(at('x'))],
  ['a link in a circle', 'missing', () => fs.symlinkSync('x', at('x'))],
  ...(process.platform === 'win32'
    ? []
    : ([
        ['a device that never ends', 'not-a-file', () => fs.symlinkSync('/dev/zero', at('x'))],
        ['random bytes without end', 'not-a-file', () => fs.symlinkSync('/dev/urandom', at('x'))],
        ['the terminal', 'not-a-file', () => fs.symlinkSync('/dev/tty', at('x'))],
        ['a pipe', 'not-a-file', () => void execFileSync('mkfifo', [at('x')])],
        ['a socket', 'not-a-file', () => once(net.createServer().unref().listen(at('x')), 'listening')],
      ] satisfies NoFile[])),
];

test.each(NO_FILES)('%s: %s, at once', async (_name, reason, make) => {
  await make();
  const start = Date.now();
  expect(readFileBytes(at('x'), 1e6)).toMatchObject({ ok: false, reason });
  expect(await readFileBytesAsync(at('x'), 1e6)).toMatchObject({ ok: false, reason });
  expect(await chunksOf(at('x'))).toMatch(/^Error: (?:it is no regular file|there is no such file)$/);
  expect(Date.now() - start).toBeLessThan(20_000);
});

test.runIf(process.platform === 'linux')('a file of the kernel that says nothing of its size holds nothing', async () => {
  expect(readFileBytes('/proc/self/maps', 1e6)).toMatchObject({ ok: true, value: Buffer.alloc(0) });
  expect(await chunksOf('/proc/self/maps')).toBe('read ');
});

test('a name that no system takes', async () => {
  expect(readFileBytes('a\0b', 10)).toMatchObject({ ok: false, reason: 'missing' });
  expect(await chunksOf('a\0b')).toBe('Error: there is no such file');
});
