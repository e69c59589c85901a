// `self-heal mcp`, driven by the protocol's own client over standard input and output; and what becomes of it when nobody speaks properly.

import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const cli = path.resolve('dist/cli.js');
const BROKEN = 'age = 3\nprint("age: " + age)\n';
const MENDED = 'age = 3\nprint("age: " + str(age))\n';
const ERROR = 'TypeError: can only concatenate str (not "int") to str';

let root: string;
let clients: Client[];

beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-mcp-')));
  clients = [];
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  fs.rmSync(root, { recursive: true, force: true });
});

const write = (name: string, text: string): string => {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
};
const traceback = (file: string): string =>
  `Traceback (most recent call last):\n  File "${file}", line 2, in <module>\n    print("age: " + age)\n${ERROR}\n`;

async function connect(...options: string[]): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [cli, 'mcp', '--workspace', root, ...options], stderr: 'ignore' }),
  );
  clients.push(client);
  return client;
}

async function call(client: Client, name: string, input: Record<string, unknown>): Promise<{ text: string; isError: boolean }> {
  const answer = await client.callTool({ name, arguments: input });
  const [content] = answer.content as { type: string; text: string }[];
  return { text: content?.text ?? '', isError: answer.isError === true };
}

describe('over the protocol’s own client', () => {
  test('lists two tools, for reading only', async () => {
    const client = await connect();
    expect(client.getServerVersion()).toMatchObject({ name: 'self-heal', version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string });
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['heal_error', 'find_past_fix']);
    for (const tool of tools) {
      expect(tool.annotations?.readOnlyHint).toBe(true);
      expect(tool.inputSchema.required).toEqual(['error']);
      expect(Object.keys(tool.inputSchema.properties ?? {})).not.toContain('apply');
    }
    const writing = await connect('--allow-write');
    const [heal, find] = (await writing.listTools()).tools;
    expect(heal?.annotations?.readOnlyHint).toBe(false);
    expect(find?.annotations?.readOnlyHint).toBe(true);
    expect(Object.keys(heal?.inputSchema.properties ?? {})).toContain('apply');
  });

  test('heal_error shows a checked fix and changes nothing, whatever it is asked', async () => {
    const file = write('app.py', BROKEN);
    const client = await connect();
    const { text, isError } = await call(client, 'heal_error', { error: traceback(file) });
    expect(isError).toBe(false);
    expect(text).toContain(`Fix for TypeError at ${file}:2: `);
    expect(text).toContain('--- a/app.py\n+++ b/app.py\n');
    expect(text).toContain('+print("age: " + str(age))');
    expect(text).toMatch(/\d+ % likely right\)\. Parsed by/);
    expect(text).toContain('Nothing was changed. Next: apply the diff');
    const asked = await call(client, 'heal_error', { error: traceback(file), apply: true });
    expect(asked.text).toContain('this server was started without leave to write');
    expect(fs.readFileSync(file, 'utf8')).toBe(BROKEN);
    expect(fs.existsSync(path.join(root, '.self-heal'))).toBe(false);
  });

  test('with leave to write the fix is put in and kept, and find_past_fix knows it for other code', async () => {
    const file = write('app.py', BROKEN);
    const client = await connect('--allow-write');
    expect((await call(client, 'heal_error', { error: ERROR, file })).text).toContain('Nothing was changed.');
    expect(fs.readFileSync(file, 'utf8')).toBe(BROKEN);
    const { text } = await call(client, 'heal_error', { error: ERROR, file, line: 2, apply: true });
    expect(text).toContain(`The fix is in ${file}. Next: run what failed again`);
    expect(fs.readFileSync(file, 'utf8')).toBe(MENDED);
    const past = await call(client, 'find_past_fix', {
      error: `Traceback (most recent call last):\n  File "other.py", line 9, in f\n    x = a + b\n${ERROR}\n`,
    });
    expect(past.text).toMatch(/^One fix of such an error \(TypeError\)/);
    expect(past.text).toContain('+print("age: " + str(age))');
    expect(past.text).toContain('it was accepted');
    expect((await call(client, 'find_past_fix', { error: 'ValueError: too many values to unpack (expected 2)' })).text).toMatch(
      /^No fix of such an error/,
    );
  });

  test('the wrong call is told what to do instead', async () => {
    write('app.py', BROKEN);
    fs.symlinkSync('/etc/passwd', path.join(root, 'link.py'));
    const client = await connect();
    for (const [input, words] of [
      [{}, /The input is wrong at 'error'/],
      [{ error: ERROR, file: 'app.py' }, /'app\.py' is no absolute path\. Perhaps '.*\/app\.py' is meant/],
      [{ error: ERROR, file: '/etc/passwd' }, /is outside the workspace; only files below /],
      [{ error: ERROR, file: path.join(root, '..', 'x.py') }, /is outside the workspace/],
      [{ error: ERROR, file: path.join(root, 'link.py') }, /is outside the workspace/],
      [{ error: ERROR, file: path.join(root, 'none.py') }, /There is no such file\. Check the path\./],
      [{ error: ERROR, file: path.join(root, 'main.go') }, /only Python, TypeScript and JavaScript files are healed/],
      [{ error: ERROR, file: path.join(root, 'app.py'), line: 900 }, /has 3 lines, so line 900 is not there/],
      [{ error: ERROR }, /The error names no file of this workspace/],
      [{ error: ERROR, what: 1 }, /The input is wrong/],
    ] as const) {
      const { text, isError } = await call(client, 'heal_error', input);
      expect(text).toMatch(words);
      expect(isError).toBe(true);
    }
    expect((await call(client, 'format_disk', {})).text).toContain('there are heal_error and find_past_fix');
    const none = await call(client, 'heal_error', {
      error: "NameError: name 'bar' is not defined",
      file: write('nobody.py', 'def foo():\n    print(bar)\n'),
    });
    expect(none.text).toMatch(/No fix is known for this error at .*nobody\.py:2\.\n(.*\n)+Next: call find_past_fix/);
  });

  test('files that change between calls are read anew', async () => {
    const client = await connect();
    const file = write('app.py', 'from helpers import compute_totl\nprint(compute_totl())\n');
    write('helpers.py', 'def compute_sum():\n    return 1\n');
    const error = "ImportError: cannot import name 'compute_totl' from 'helpers'";
    expect((await call(client, 'heal_error', { error, file, line: 1 })).text).not.toContain('compute_total');
    write('helpers.py', 'def compute_total():\n    return 1\n');
    expect((await call(client, 'heal_error', { error, file, line: 1 })).text).toContain('compute_total');
  });
});

describe('over a raw pipe', () => {
  const started: ChildProcessWithoutNullStreams[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  function start(...options: string[]) {
    const child = spawn(process.execPath, [cli, 'mcp', '--workspace', root, ...options]);
    started.push(child);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdin.on('error', () => undefined);
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    const answer = async (id: number): Promise<{ result?: { content: { text: string }[] }; error?: unknown }> => {
      for (;;) {
        const line = out.split('\n').find((one) => one.includes(`"id":${id}`));
        if (line) return JSON.parse(line) as { result?: { content: { text: string }[] } };
        if (child.exitCode !== null) throw new Error(`it ended: ${err}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const send = (message: unknown): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
    const initialize = async (): Promise<void> => {
      send({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
      });
      await answer(1);
      send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    };
    return { child, ended, answer, send, initialize, out: () => out, err: () => err };
  }

  test('ends when its input does', async () => {
    const one = start();
    await one.initialize();
    one.child.stdin.end();
    expect(await one.ended).toBe(0);
  });

  test('ends when its input does in the middle of a call', async () => {
    const file = write('app.py', BROKEN);
    const one = start();
    await one.initialize();
    one.send({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'heal_error', arguments: { error: traceback(file) } } });
    one.child.stdin.end();
    expect(await one.ended).toBe(0);
  });

  test('leaves no program behind that it had started', async () => {
    const file = write('app.py', BROKEN);
    const one = start();
    await one.initialize();
    one.send({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'heal_error', arguments: { error: traceback(file) } } });
    await one.answer(2);
    const started = childrenOf(one.child.pid ?? 0);
    expect(started.length).toBeGreaterThan(0);
    one.child.stdin.end();
    expect(await one.ended).toBe(0);
    const alive = (): number[] => started.filter((pid) => isAlive(pid));
    for (let i = 0; i < 100 && alive().length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(alive()).toEqual([]);
  });

  test('garbage, half messages and huge ones are left out, and it goes on', async () => {
    const file = write('app.py', BROKEN);
    const one = start();
    one.child.stdin.write('this is no JSON\n{"jsonrpc":"2.0"}\n[]\n\n\x00\x01\xff\n{"jsonrpc":"2.0","id":');
    one.child.stdin.write('}\n');
    await one.initialize();
    const piece = Buffer.alloc(1024 * 1024, 'x');
    one.child.stdin.write('{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"heal_error","arguments":{"error":"');
    for (let i = 0; i < 40; i++) if (!one.child.stdin.write(piece)) await new Promise((resolve) => one.child.stdin.once('drain', resolve));
    one.child.stdin.write('"}}}\n');
    one.send({ jsonrpc: '2.0', id: 4, method: 'tools/call', params: { name: 'heal_error', arguments: { error: 'x'.repeat(300_000) } } });
    expect((await one.answer(4)).result?.content[0]?.text).toMatch(/The input is wrong at 'error'/);
    one.send({ jsonrpc: '2.0', id: 5, method: 'tools/call', params: { name: 'heal_error', arguments: { error: traceback(file) } } });
    expect((await one.answer(5)).result?.content[0]?.text).toContain('str(age)');
    expect(one.err()).toContain('A message of the client was too long and was left out.');
    expect(one.out()).not.toContain('"id":3');
    // Everything on standard output is the protocol's.
    for (const line of one.out().trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
    one.child.stdin.end();
    expect(await one.ended).toBe(0);
  });

  test('wrong options end it with one sentence', async () => {
    for (const [options, words] of [
      [['--allow-everything'], /^self-heal: .*--allow-everything/],
      [['extra'], /mcp takes no arguments but options/],
      [['--workspace', '/no/such/folder'], /^self-heal: .*\/no\/such\/folder/],
    ] as const) {
      const one = start(...options);
      expect(await one.ended).toBe(2);
      expect(one.err()).toMatch(words);
      expect(one.err().trim().split('\n')).toHaveLength(1);
    }
  });
});

function childrenOf(pid: number): number[] {
  const said = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const all = said
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const own = all.filter(([, parent]) => parent === pid).map(([child = 0]) => child);
  return own.flatMap((child) => [child, ...childrenOf(child)]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
