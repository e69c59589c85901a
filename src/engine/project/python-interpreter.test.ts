import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { PythonInterpreter } from './python-interpreter';
import { startPythonInterpreter, type PythonInterpreterOptions } from './python-interpreter-process';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-python-'));
const open: PythonInterpreter[] = [];
afterEach(() => open.splice(0).forEach((interpreter) => interpreter.dispose()));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function python(options: Partial<PythonInterpreterOptions> = {}): Promise<PythonInterpreter> {
  const started = await startPythonInterpreter({ command: 'python3', ...options });
  if (!started.ok) throw new Error(started.message);
  open.push(started.value);
  return started.value;
}

function fake(name: string, body: string): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return file;
}

describe('a real python3', () => {
  test('says what does not compile, and where', async () => {
    const it = await python();
    expect(await it.compile('x = 1\n')).toBeNull();
    expect(await it.compile('\ufeffx = 1\r\n')).toBeNull();
    expect(await it.compile('def f():\nprint(1)\n')).toMatchObject({ type: 'IndentationError', line: 2 });
    expect(await it.compile('x = 1\nreturn x\n')).toMatchObject({ type: 'SyntaxError', line: 2 });
    expect(await it.compile('await f()\n')).toMatchObject({ type: 'SyntaxError', line: 1 });
    expect(await it.compile('a = 1\0\n')).toMatchObject({ type: 'SyntaxError', line: 1, column: 6 });
    expect(await it.compile('x = "\ud800"\n')).toBe('unknown');
  });

  test('never runs the text, writes no byte code and does not look into its folder', async () => {
    const cwd = fs.mkdtempSync(path.join(folder, 'cwd-'));
    fs.writeFileSync(path.join(cwd, 'json.py'), 'raise SystemExit("imported")');
    fs.writeFileSync(path.join(cwd, 'mine.py'), 'x = 1');
    const it = await python({ cwd });
    expect(await it.compile(`open(${JSON.stringify(path.join(cwd, 'ran'))}, 'w')\nimport mine\n`)).toBeNull();
    expect((await it.modules()).has('mine')).toBe(false);
    expect(await it.exports('mine')).toBeUndefined();
    expect(await it.exports('json')).toContain('loads');
    expect(fs.readdirSync(cwd).sort()).toEqual(['json.py', 'mine.py']);
  });

  test('knows modules, exports and attributes', async () => {
    const it = await python();
    expect(await it.modules()).toContain('json');
    expect(await it.exports('os.path')).toContain('join');
    expect(await it.exports('no_such_module')).toBeUndefined();
    expect(await it.exports('this')).toBeUndefined();
    expect(await it.definitions('json')).toBeUndefined();
    expect(await it.attributes('str')).toContain('upper');
    expect(await it.attributes('collections.deque')).toContain('appendleft');
    expect(await it.attributes('no_such_type')).toBeUndefined();
    expect(await it.parameters('textwrap.wrap')).toEqual(['text', 'width', '**kwargs']);
    expect(await it.parameters('open')).toContain('closefd');
  });

  test.skipIf(process.platform === 'win32')(
    'reads the signatures of installed packages, through their imports and classes, and their versions',
    async () => {
      const plain = await python();
      const [major, minor] = plain.version.split('.');
      const env = path.join(folder, 'env');
      const site = path.join(env, 'lib', `python${major ?? ''}.${minor ?? ''}`, 'site-packages');
      const files: Readonly<Record<string, string>> = {
        'shelf/__init__.py': 'from ._core import *\nfrom ._core import fetch as get\nfrom .books import Book\n',
        'shelf/_core.py':
          'from typing import overload\n\n\n@overload\ndef fetch(a: int): ...\n@overload\ndef fetch(a: str): ...\ndef fetch(url, *, retries=3, **rest): ...\n\n\ndef pick(a, /, b): ...\nraise SystemExit\n',
        'shelf/books.py':
          'from .base import Base\n\n\nclass Book(Base):\n    def sort(self, by, *, axis=0): ...\n    @staticmethod\n    def load(path): ...\n',
        'shelf/base.py': 'class Base:\n    def __init__(self, title, pages=1): ...\n    def open(self, at): ...\n',
        'shelf_of_books-2.10.1.dist-info/METADATA': '',
      };
      for (const [name, text] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(site, name)), { recursive: true });
        fs.writeFileSync(path.join(site, name), text);
      }
      fs.mkdirSync(path.join(env, 'bin'));
      fs.writeFileSync(path.join(env, 'pyvenv.cfg'), '');
      const { stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
      fs.symlinkSync(stdout.trim(), path.join(env, 'bin', 'python3'));
      const it = await python({ command: path.join(env, 'bin', 'python3') });
      expect(await it.parameters('shelf.get')).toEqual(['url', '*', 'retries', '**rest']);
      expect(await it.parameters('shelf.pick')).toEqual(['b']);
      expect(await it.parameters('shelf.Book')).toEqual(['title', 'pages']);
      expect(await it.parameters('shelf.Book.sort')).toEqual(['by', '*', 'axis']);
      expect(await it.parameters('shelf.Book.open')).toEqual(['at']);
      expect(await it.parameters('shelf.Book.load')).toEqual(['path']);
      expect(await it.parameters('shelf.books.Book.nothing')).toBeUndefined();
      expect(await it.packageVersion('Shelf.of-books')).toBe('2.10.1');
      expect(await it.packageVersion('asyncio')).toBe(it.version);
      expect(await it.packageVersion('no-such-thing')).toBeUndefined();
    },
  );

  test('refuses a text over the cap, and a request that was cancelled', async () => {
    const it = await python({ maxText: 10 });
    expect(await it.compile('x = 1234567')).toBe('unknown');
    expect(await it.compile('x = 1', AbortSignal.abort())).toBe('unknown');
    expect(await it.compile('x = 1')).toBeNull();
  });

  test('answers unknown after dispose', async () => {
    const it = await python();
    it.dispose();
    expect(await it.compile('x = 1')).toBe('unknown');
    expect((await it.modules()).size).toBe(0);
  });
});

describe('an interpreter that is none', () => {
  test('no such program', async () => {
    expect(await startPythonInterpreter({ command: path.join(folder, 'nothing') })).toMatchObject({ reason: 'not-found' });
  });

  test('one that hangs', async () => {
    expect(await startPythonInterpreter({ command: fake('hangs', 'sleep 60'), startTimeoutMs: 200 })).toMatchObject({ reason: 'hangs' });
  });

  test('one that prints garbage', async () => {
    expect(await startPythonInterpreter({ command: fake('garbage', 'echo hello; sleep 60') })).toMatchObject({ reason: 'not-python' });
  });

  test('one that dies says why', async () => {
    const none = await startPythonInterpreter({ command: fake('dies', 'echo "Unknown option: -I" >&2; exit 2') });
    expect(none).toMatchObject({ reason: 'died', message: expect.stringContaining('Unknown option: -I') as string });
  });

  test('one that is too old', async () => {
    const none = await startPythonInterpreter({ command: fake('old', `echo '{"hello": "self-heal", "version": "3.6.9"}'; sleep 60`) });
    expect(none).toMatchObject({ reason: 'too-old' });
  });
});

describe('an interpreter that fails later', () => {
  const greet = `echo '{"hello": "self-heal", "version": "3.11.7"}'`;

  test('hangs on a question: unknown, then restarted, then given up', async () => {
    const marks = path.join(folder, 'starts');
    const it = await python({ command: fake('hangs-later', `echo x >> ${marks}; ${greet}; sleep 60`), timeoutMs: 100 });
    for (let i = 0; i < 6; i++) expect(await it.compile('x = 1')).toBe('unknown');
    expect(fs.readFileSync(marks, 'utf8').length / 2).toBe(3);
  });

  test('writes garbage for an answer', async () => {
    const it = await python({ command: fake('garbage-later', `${greet}; read line; echo not json; sleep 60`) });
    expect(await it.compile('x = 1')).toBe('unknown');
  });

  test('dies on one question and answers the next', async () => {
    const flag = path.join(folder, 'died');
    const it = await python({
      command: fake(
        'dies-once',
        `${greet}; read line; if [ -e ${flag} ]; then echo '{"id": 1, "ok": null}'; sleep 60; else touch ${flag}; exit 1; fi`,
      ),
    });
    expect(await it.compile('x = 1')).toBe('unknown');
    expect(await it.compile('x = 1')).toBeNull();
  });
});
