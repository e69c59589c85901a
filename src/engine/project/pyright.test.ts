import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPyright, startPyright } from './pyright';
import type { TextChecker } from './text-checker';

const REPO = path.resolve(__dirname, '../../..');
let root = '';
beforeAll(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-pyright-')));
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

describe('a warm pyright', () => {
  let checker: TextChecker | undefined;
  beforeAll(async () => {
    const program = findPyright(REPO);
    expect(program).toBeDefined();
    if (program) checker = await startPyright({ ...program, root });
  });
  afterAll(() => checker?.dispose());

  it('answers for the text it is asked about, not for the file', async () => {
    const file = path.join(root, 'a.py');
    fs.writeFileSync(file, 'print(1)\n');
    const [wrong] = (await checker?.check(file, 'total = 1\nprint("é🐍", totl)\n')) ?? [];
    expect(wrong).toMatchObject({
      severity: 'error',
      code: 'reportUndefinedVariable',
      message: '"totl" is not defined',
      range: { start: { line: 1, character: 13 }, end: { line: 1, character: 17 } },
    });
    expect(await checker?.check(file, 'total = 1\nprint(total)\n')).toEqual([]);
    expect(fs.readFileSync(file, 'utf8')).toBe('print(1)\n');
  });

  it('keeps answers apart that are asked for at once, and more files than it keeps open', async () => {
    const asked = Array.from({ length: 25 }, async (_, i) =>
      checker?.check(path.join(root, `m${i}.py`), i % 2 === 0 ? `name${i}\n` : 'x = 1\n'),
    );
    const answers = await Promise.all(asked);
    expect(answers.map((answer) => answer?.filter(({ code }) => code === 'reportUndefinedVariable').map(({ message }) => message))).toEqual(
      Array.from({ length: 25 }, (_, i) => (i % 2 === 0 ? [`"name${i}" is not defined`] : [])),
    );
  });

  it('names a syntax error by no rule', async () => {
    const found = await checker?.check(path.join(root, 's.py'), 'print(1\n');
    expect(found?.[0]).toMatchObject({ severity: 'error', code: '' });
  });

  it('says nothing once it has ended', async () => {
    checker?.dispose();
    expect(await checker?.check(path.join(root, 'a.py'), 'x\n')).toBeUndefined();
  });
});

describe('a program that is no pyright', () => {
  it.each([
    ['ends at once', 'process.exit(0)'],
    ['writes garbage', 'setInterval(() => process.stdout.write("garbage".repeat(1000)), 10)'],
    ['claims an endless message', 'process.stdout.write("Content-Length: 99999999999\\r\\n\\r\\n"); setInterval(() => {}, 1000)'],
    ['says nothing', 'setInterval(() => {}, 1000)'],
  ])('that %s is none, in good time', async (_what, script) => {
    expect(await startPyright({ command: process.execPath, args: ['-e', script], root, timeoutMs: 500 })).toBeUndefined();
  });

  it('that is not there is none', async () => {
    expect(await startPyright({ command: path.join(root, 'nowhere'), args: [], root, timeoutMs: 500 })).toBeUndefined();
    expect(findPyright(root, { PATH: '' })).toBeUndefined();
  });
});
