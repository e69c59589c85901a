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
