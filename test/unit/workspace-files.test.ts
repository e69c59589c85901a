// What the engine sees of a folder: its own sources, not what others wrote; text, not bytes that only look like it.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decodeText,
  DiskFiles,
  inDependencyFolder,
  MAX_FILE_BYTES,
  MemoryFiles,
  OverlayFiles,
} from '../../src/engine/project/workspace-files';

let root = '';
beforeAll(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-files-')));
  const write = (name: string, text: string | Buffer): void => {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  };
  write('.gitignore', 'build/\n*.gen.py\n');
  write('a.py', '\uFEFFx = 1\r\n');
  write('b.txt', 'no source');
  write('made.gen.py', '');
  write('build/c.py', '');
  write('node_modules/m/d.py', '');
  write('.venv/lib/e.py', '');
  write('pkg/f.py', '');
  write('pkg/.gitignore', 'g.py\n');
  write('pkg/g.py', '');
  write('pkg/sub/g.py', '');
  write('latin1.py', Buffer.from([0x78, 0xe9]));
  write('nul.py', 'x\0');
  write('huge.py', Buffer.alloc(MAX_FILE_BYTES + 1, 'x'));
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const names = (files: readonly string[]): string[] => files.map((file) => path.relative(root, file).split(path.sep).join('/'));

describe('DiskFiles', () => {
  it('lists own sources, nearest first, without ignored files and dependencies', async () => {
    const listed = names(await new DiskFiles(root).list(['.py']));
    expect(listed).toEqual(['a.py', 'huge.py', 'latin1.py', 'nul.py', 'pkg/f.py']);
  });

  it('reads text without its byte order mark, and nothing that is no text', async () => {
    const files = new DiskFiles(root);
    const read = (name: string): Promise<string | undefined> => files.read(path.join(root, name));
    expect(await read('a.py')).toBe('x = 1\r\n');
    for (const name of ['latin1.py', 'nul.py', 'huge.py', 'gone.py', 'pkg']) expect(await read(name), name).toBeUndefined();
    expect(await files.read('a.py')).toBeUndefined(); // no relative paths
    expect(await files.exists(path.join(root, 'pkg'))).toBe(true);
    expect(await files.exists(path.join(root, 'gone.py'))).toBe(false);
  });

  it('lists nothing of a folder that is not there', async () => {
    expect(await new DiskFiles(path.join(root, 'gone')).list(['.py'])).toEqual([]);
  });
});

describe('MemoryFiles and OverlayFiles', () => {
  const memory = new MemoryFiles(
    '/c',
    new Map([
      ['/c/a.py', 'open'],
      ['/c/pkg/x.py', ''],
      ['/c/node_modules/y.py', ''],
    ]),
  );
  const under = new MemoryFiles(
    '/c',
    new Map([
      ['/c/a.py', 'saved'],
      ['/c/b.py', 'only saved'],
    ]),
  );

  it('hold what they are given', async () => {
    expect(await memory.read('/c/a.py')).toBe('open');
    expect(await memory.exists('/c/pkg')).toBe(true);
    expect(await memory.exists('/c/pk')).toBe(false);
    expect(await memory.list(['.py'])).toEqual(['/c/a.py', '/c/pkg/x.py']);
  });

  it('the upper hides the lower', async () => {
    const both = new OverlayFiles(memory, under);
    expect(await both.read('/c/a.py')).toBe('open');
    expect(await both.read('/c/b.py')).toBe('only saved');
    expect(await both.list(['.py'])).toEqual(['/c/a.py', '/c/pkg/x.py', '/c/b.py']);
  });

  it('a folder called like a dependency folder counts only below the root', () => {
    expect(inDependencyFolder('src/node_modules/x.js')).toBe(true);
    expect(inDependencyFolder('src/x.js')).toBe(false);
  });
});

it('decodes strict UTF-8 only', () => {
  expect(decodeText(Buffer.from('\uFEFFé'))).toEqual({ text: 'é', bom: true });
  expect(decodeText(Buffer.from([0xc3]))).toBe('not-utf8');
  expect(decodeText(Buffer.from([0x61, 0]))).toBe('binary');
  expect(decodeText(Buffer.alloc(0))).toEqual({ text: '', bom: false });
});
