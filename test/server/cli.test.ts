// The real, built CLI as its own process, in real folders.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { applied, at, LspClient } from './client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';

const REPO = path.resolve(__dirname, '../..');
const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');

const { sandbox } = await findSandbox();
let folder = '';

beforeAll(() => {
  if (!fs.existsSync(CLI)) throw new Error('dist/cli.js is missing: run `npm run build` first.');
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-cli-')));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A fresh folder with these files. */
function workspace(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const root = fs.mkdtempSync(path.join(folder, 'w-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return root;
}

function cli(cwd: string, ...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '1', PATH: `${path.join(REPO, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}` },
  });
  return { code: status, out: stdout, err: stderr };
}

/** Everything below a folder but the pair store, path → bytes. */
function snapshot(root: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of fs.readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(root, name);
    if (!name.startsWith('.self-heal') && !name.includes('__pycache__') && fs.statSync(file).isFile())
      out[name] = fs.readFileSync(file, 'latin1');
  }
  return out;
}

const sentence = (text: string): string[] => text.trimEnd().split('\n');

describe('usage', () => {
  it.each([
    ['no verb', []],
    ['an unknown verb', ['mend']],
    ['a name that objects have', ['constructor']],
    ['an unknown option', ['batch', '--fast']],
    ['batch without input', ['batch', '--output', 'x']],
    ['batch whose input is not there', ['batch', '--input', 'nowhere.jsonl', '--output', 'x']],
    ['heal without files', ['heal']],
    ['heal of a missing file', ['heal', 'nowhere.py']],
    ['a workspace that is no folder', ['heal', 'a.py', '--workspace', 'nowhere']],
    ['run without a command', ['run', '--']],
    ['run of a program that is not there', ['run', '--', 'no-such-program-here']],
    ['pairs without action', ['pairs']],
    ['an export without a file', ['pairs', 'export']],
    ['an export in a format that is none', ['pairs', 'export', '--output', 'x', '--format', 'orc']],
    ['an export since a day that is none', ['pairs', 'export', '--output', 'x', '--since', 'yesterday']],
    ['an export of a verdict that is none', ['pairs', 'export', '--output', 'x', '--verdict', 'accepted,loved']],
    ['an export without what it does not know', ['pairs', 'export', '--output', 'x', '--without', 'everything']],
    ['an export of no length', ['pairs', 'export', '--output', 'x', '--max-length', '0']],
    ['serve without --stdio', ['serve']],
    ['a top that is no number', ['batch', '--input', 'a', '--output', 'b', '--top', 'three']],
  ])('%s: exit code 2, a word on stderr, nothing on stdout', (_name, args) => {
    const ran = cli(workspace(), ...args);
    expect(ran.code).toBe(2);
    expect(ran.out).toBe('');
    if (args.length > 0) expect(sentence(ran.err)).toHaveLength(1);
    expect(ran.err).not.toMatch(/\n\s+at /);
  });

  it.each(['heal', 'run', 'batch', 'pairs', 'serve', 'ci', 'doctor'])('%s --help tells its usage', (verb) => {
    const ran = cli(workspace(), verb, '--help');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain(`self-heal ${verb}`);
  });

  it('an old Node is told in one sentence', () => {
    // Only the check may run there: what the rest needs is missing on an old Node.
    const script = `Object.defineProperty(process.versions, 'node', { value: '20.11.0' }); require(${JSON.stringify(CLI)});`;
    const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(sentence(stderr)).toEqual(['self-heal needs Node 22.13 or newer; this is Node 20.11.0.']);
  });
});

describe('batch', () => {
  const range = (line: number, from: number, to: number): object => ({ startLine: line, startCol: from, endLine: line, endCol: to });
  const missingColon = (id: string, before = 'if x\n    pass\n'): object => ({
    id,
    language: 'python',
    error_type: 'SyntaxError',
    message: "SyntaxError: expected ':'",
    path: 'main.py',
    before,
    traceback: `  File "main.py", line 1\nSyntaxError: expected ':'\n`,
    ranges: [range(1, 5, 5)],
  });
  const predictions = (
    file: string,
  ): {
    id: unknown;
    patches: {
      text: string;
      origin: { kind: string; id: string; variant: string };
      confidence: number;
      evidence: { rung: string; result: string }[];
    }[];
    ms: number;
  }[] =>
    fs
      .readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as never);

  it('answers every line, the broken ones with nothing, and touches nothing but its output', () => {
    const lines = [
      Buffer.from(JSON.stringify(missingColon('good'))),
      Buffer.from('this is not JSON'),
      Buffer.from([0xff, 0xfe, 0x00, 0x7b]),
      Buffer.from('[1, 2]'),
      Buffer.from(JSON.stringify({ id: 'no-before' })),
      Buffer.from(JSON.stringify({ ...missingColon('dots'), path: '../../escape.py' })),
      Buffer.from(JSON.stringify({ ...missingColon('dots-in-files'), files: { 'a/../../b.py': 'x' } })),
      Buffer.from(JSON.stringify({ ...missingColon('far-away'), ranges: [range(999, 999, 999)] })),
      Buffer.from(JSON.stringify({ ...missingColon('odd-ranges'), ranges: [{ startLine: 'x' }] })),
      Buffer.from(JSON.stringify(missingColon('nul', 'x = "\0"\nif x\n    pass\n'))),
      Buffer.from(JSON.stringify(missingColon('long', `x = "${'y'.repeat(2_000_000)}"\nif x\n    pass\n`))),
      Buffer.from(JSON.stringify({ ...missingColon('ruby'), language: 'ruby' })),
      Buffer.from(JSON.stringify(missingColon('last'))),
    ];
    const root = workspace({ 'cases.jsonl': Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])) });
    const before = snapshot(root);
    const ran = cli(root, 'batch', '--input', 'cases.jsonl', '--output', 'out.jsonl');
    expect(ran.code).toBe(0);
    const answers = predictions(path.join(root, 'out.jsonl'));
    expect(answers.map(({ id }) => id)).toEqual([
      'good',
      null,
      null,
      null,
      'no-before',
      'dots',
      'dots-in-files',
      'far-away',
      'odd-ranges',
      'nul',
      'long',
      'ruby',
      'last',
    ]);
    for (const id of [null, 'no-before', 'dots', 'dots-in-files', 'odd-ranges', 'ruby'])
      expect(answers.find((answer) => answer.id === id)?.patches).toEqual([]);
    for (const id of ['good', 'last']) expect(answers.find((answer) => answer.id === id)?.patches[0]?.text).toBe('if x:\n    pass\n');
    for (const answer of answers) expect(answer.ms).toBeGreaterThanOrEqual(0);
    fs.rmSync(path.join(root, 'out.jsonl'));
    expect(snapshot(root)).toEqual(before);
  });

  it('counts Python columns in code points, keeps line ends and byte order mark', () => {
    const before = '\uFEFFs = "🐍🐍"; print(s\r\nt = 1\r\n';
    const one = {
      id: 1,
      language: 'python',
      error_type: 'SyntaxError',
      message: "SyntaxError: '(' was never closed",
      path: 'main.py',
      before,
      traceback: `  File "main.py", line 1\nSyntaxError: '(' was never closed\n`,
      ranges: [range(1, 16, 17)],
    };
    const root = workspace({ 'cases.jsonl': `${JSON.stringify(one)}\r\n` });
    expect(cli(root, 'batch', '--input', 'cases.jsonl', '--output', 'out.jsonl').code).toBe(0);
    expect(predictions(path.join(root, 'out.jsonl'))[0]?.patches[0]?.text).toBe('\uFEFFs = "🐍🐍"; print(s)\r\nt = 1\r\n');
  });

  it('sees the other files of a case and offers no more than --top', () => {
    const one = {
      id: 'import',
      language: 'python',
      error_type: 'NameError',
      message: "NameError: name 'st' is not defined",
      path: 'app.py',
      before: 'print(st.mean([1, 2]))\n',
      traceback:
        'Traceback (most recent call last):\n  File "app.py", line 1, in <module>\n    print(st.mean([1, 2]))\nNameError: name \'st\' is not defined\n',
      ranges: [range(1, 7, 9)],
      files: { '/lib/report.py': 'import statistics as st\nprint(st.mean([1]))\n', 'other.py': 'import statistics as st\nst.mean([2])\n' },
    };
    const root = workspace({ 'cases.jsonl': `${JSON.stringify(one)}\n` });
    expect(cli(root, 'batch', '--input', 'cases.jsonl', '--output', 'out.jsonl', '--top', '1').code).toBe(0);
    const [answer] = predictions(path.join(root, 'out.jsonl'));
    expect(answer?.patches).toHaveLength(1);
    expect(answer?.patches[0]?.text).toMatch(/^import statistics as st\n+print\(st\.mean\(\[1, 2\]\)\)\n$/);
    expect(answer?.patches[0]?.origin).toEqual({
      kind: 'rule',
      id: 'python/undefined-name',
      variant: expect.stringMatching(/^[a-z-]+$/) as string,
    });
    expect(answer?.patches[0]?.evidence.find(({ rung }) => rung === 'parses')?.result).toBe('passed');
    expect(answer?.patches[0]?.evidence.find(({ rung }) => rung === 'reruns')?.result).toBe('skipped');
  });

  it('T16: answers the same, whatever a case tells of its own answer', () => {
    const planted = { after: 'if PLANTED:\n    pass\n', oracle: { after: 'PLANTED', cmd: ['touch', 'PLANTED'] }, meta: { fix: 'PLANTED' } };
    const lines = [missingColon('plain'), { ...missingColon('planted'), ...planted }];
    const root = workspace({ 'cases.jsonl': lines.map((line) => `${JSON.stringify(line)}\n`).join('') });
    expect(cli(root, 'batch', '--input', 'cases.jsonl', '--output', 'out.jsonl').code).toBe(0);
    const [plain, other] = predictions(path.join(root, 'out.jsonl')).map(({ patches }) =>
      patches.map(({ text, origin, confidence }) => ({ text, origin, confidence })),
    );
    expect(plain?.[0]?.text).toBe('if x:\n    pass\n');
    expect(other).toEqual(plain);
  });

  it('does not overwrite its input', () => {
    const root = workspace({ 'cases.jsonl': `${JSON.stringify(missingColon('a'))}\n` });
    const before = snapshot(root);
    expect(cli(root, 'batch', '--input', 'cases.jsonl', '--output', './cases.jsonl').code).toBe(2);
    expect(snapshot(root)).toEqual(before);
  });
});

describe('heal', () => {
  const BROKEN = 'def f(items):\n    for item in items\n        print(item)\n';
  const MENDED = 'def f(items):\n    for item in items:\n        print(item)\n';

  it('prints a diff and writes nothing', () => {
    const root = workspace({ 'a.py': BROKEN });
    const before = snapshot(root);
    const ran = cli(root, 'heal', 'a.py');
    // A fix that was only shown leaves the problem where it is.
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('--- a/a.py\n+++ b/a.py\n@@');
    expect(ran.out).toContain('\n-    for item in items\n+    for item in items:\n');
    expect(snapshot(root)).toEqual(before);
    expect(fs.existsSync(path.join(root, '.self-heal'))).toBe(false);
  });

  it('--apply writes, keeps mode, line ends and byte order mark, and records a pair', () => {
    const crlf = `\uFEFF${BROKEN.replaceAll('\n', '\r\n')}`;
    const root = workspace({ 'a.py': crlf });
    fs.chmodSync(path.join(root, 'a.py'), 0o754);
    const ran = cli(root, 'heal', '--apply', 'a.py');
    expect(ran.code).toBe(0);
    expect(fs.readFileSync(path.join(root, 'a.py'), 'utf8')).toBe(`\uFEFF${MENDED.replaceAll('\n', '\r\n')}`);
    expect(fs.statSync(path.join(root, 'a.py')).mode & 0o777).toBe(0o754);
    expect(fs.readdirSync(root).sort()).toEqual(['.self-heal', 'a.py']);
    const stats = JSON.parse(cli(root, 'pairs', 'stats', '--json').out) as { total_pairs: number; error_types: Record<string, number> };
    expect(stats.total_pairs).toBe(1);
    expect(stats.error_types).toEqual({ SyntaxError: 1 });
    // Again: nothing left to heal.
    const again = cli(root, 'heal', '--apply', 'a.py');
    expect(again.code).toBe(0);
    expect(again.err).toContain('nothing to heal');
  });

  it('heals names by pyright and says what is left, as JSON', () => {
    const root = workspace({ 'a.py': 'total = 1\nprint(totl)\nprint(qqqqqq)\n' });
    const ran = cli(root, 'heal', '--json', 'a.py');
    expect(ran.code).toBe(1);
    const [file] = (
      JSON.parse(ran.out) as {
        files: {
          file: string;
          found: number;
          applied: boolean;
          diff: string;
          healed: { line: number; title: string; evidence: { rung: string; result: string }[] }[];
          left: { line: number; error_type: string; why: string }[];
        }[];
      }
    ).files;
    expect(file).toMatchObject({ file: 'a.py', found: 2, applied: false });
    expect(file?.healed.map(({ line }) => line)).toEqual([2]);
    expect(file?.healed[0]?.evidence).toContainEqual(expect.objectContaining({ rung: 'checks', result: 'passed' }));
    expect(file?.left).toMatchObject([{ line: 3, error_type: 'reportUndefinedVariable' }]);
    expect(file?.diff).toContain('+print(total)');
  });

  it('heals TypeScript', () => {
    const root = workspace({
      'tsconfig.json': '{"compilerOptions": {"strict": true, "types": []}}',
      'a.ts': "import { double } from './b';\n\nexport const items = [1, 2];\nconsole.log(double(itms.length));\n",
      'b.ts': 'export function double(n: number): number {\n  return 2 * n;\n}\n',
    });
    const ran = cli(root, 'heal', '--apply', 'a.ts');
    expect(fs.readFileSync(path.join(root, 'a.ts'), 'utf8')).toContain('double(items.length)');
    expect(ran.code).toBe(0);
  });

  it.each([
    ['binary', Buffer.from('x = "\0"\n'), /binary/],
    ['not UTF-8', Buffer.from([0x78, 0x20, 0x3d, 0x20, 0x22, 0xe9, 0x22, 0x0a]), /UTF-8/],
    ['20 MB', Buffer.alloc(20 << 20, 'x = 1\n'), /MB/],
  ])('a %s file is refused with a sentence and stays as it is', (_kind, bytes, words) => {
    const root = workspace({ 'a.py': bytes });
    const ran = cli(root, 'heal', '--apply', 'a.py');
    expect(ran.code).toBe(2);
    expect(sentence(ran.err)).toHaveLength(1);
    expect(ran.err).toMatch(words);
    expect(fs.readFileSync(path.join(root, 'a.py')).equals(bytes)).toBe(true);
  });

  it('a read-only file is refused with a sentence and stays as it is', () => {
    const root = workspace({ 'a.py': BROKEN });
    fs.chmodSync(path.join(root, 'a.py'), 0o444);
    const ran = cli(root, 'heal', '--apply', 'a.py');
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('read-only');
    expect(fs.readFileSync(path.join(root, 'a.py'), 'utf8')).toBe(BROKEN);
    expect(fs.readdirSync(root)).toEqual(['a.py']);
  });

  it('a folder, and a file of another language, are refused', () => {
    const root = workspace({ 'a.rb': 'puts 1\n', 'b/c.py': '' });
    expect(cli(root, 'heal', 'a.rb').code).toBe(2);
    expect(cli(root, 'heal', 'b').code).toBe(2);
  });

  it('one unreadable file does not keep another from being healed', () => {
    const root = workspace({ 'a.py': BROKEN });
    const ran = cli(root, 'heal', '--apply', 'gone.py', 'a.py');
    expect(ran.code).toBe(2);
    expect(fs.readFileSync(path.join(root, 'a.py'), 'utf8')).toBe(MENDED);
  });
});

describe.runIf(sandbox.holds)('heal --tests', () => {
  const files = (expected: number): Record<string, string> => ({
    'calc.py': 'def double(number):\n    return 2 * numbr\n\n\ndef half(number):\n    return number / 2\n',
    'test_calc.py': `import unittest\n\nimport calc\n\n\nclass CalcTest(unittest.TestCase):\n    def test_double(self):\n        self.assertEqual(calc.double(4), ${expected})\n`,
  });

  it('a fix that its tests prove is written', () => {
    const root = workspace(files(8));
    const ran = cli(root, 'heal', '--apply', '--tests', 'calc.py');
    expect(ran.err).toContain('tests: passed, by unittest');
    expect(fs.readFileSync(path.join(root, 'calc.py'), 'utf8')).toContain('2 * number\n');
  });

  it('without tests of the file it says so, and goes on', () => {
    const root = workspace({ 'calc.py': files(8)['calc.py'] ?? '' });
    const ran = cli(root, 'heal', '--apply', '--tests', 'calc.py');
    expect(ran.err).toContain('no tests');
    expect(fs.readFileSync(path.join(root, 'calc.py'), 'utf8')).toContain('2 * number\n');
  });
});

describe('run', () => {
  it('passes a succeeding program through', () => {
    const ran = cli(workspace({ 'a.py': 'print("fine")\n' }), 'run', '--', 'python3', 'a.py');
    expect(ran).toMatchObject({ code: 0, out: 'fine\n' });
  });

  it('shows the fix of a failing program and writes nothing', () => {
    const root = workspace({ 'a.py': 'total = 3\nprint(totl)\n' });
    const before = snapshot(root);
    const ran = cli(root, 'run', '--', 'python3', 'a.py');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain("NameError: name 'totl' is not defined");
    expect(ran.err).toContain('+print(total)');
    expect(snapshot(root)).toEqual(before);
  });

  it('--apply heals one error after the other until the program succeeds, and records the proof', () => {
    const root = workspace({ 'a.py': 'total = 3\nprint(totl)\nnames = ["x"]\nprint(nmes)\n' });
    const ran = cli(root, 'run', '--apply', '--', 'python3', 'a.py');
    expect(ran.code).toBe(0);
    expect(fs.readFileSync(path.join(root, 'a.py'), 'utf8')).toBe('total = 3\nprint(total)\nnames = ["x"]\nprint(names)\n');
    const exported = path.join(root, 'pairs.jsonl');
    expect(cli(root, 'pairs', 'export', '--output', exported).code).toBe(0);
    const pairs = fs
      .readFileSync(exported, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(pairs).toHaveLength(2);
    expect(Object.keys(pairs[0] ?? {}).slice(0, 5)).toEqual(['error', 'original_code', 'patched_code', 'error_info', 'timestamp']);
    expect(JSON.stringify(pairs[0])).toContain('reruns');
  });

  it('interrupted while it runs with a fix: the fix is taken back, exit code 130', () => {
    const stops =
      'import os, signal\nsignal.signal(signal.SIGINT, signal.SIG_DFL)\ntotal = 3\nprint(totl, flush=True)\nos.kill(os.getpid(), signal.SIGINT)\n';
    const root = workspace({ 'a.py': stops });
    const before = snapshot(root);
    const ran = cli(root, 'run', '--apply', '--', 'python3', 'a.py');
    expect(ran.err).toContain('interrupted; the fix was taken back.');
    expect(ran.code).toBe(130);
    expect(ran.out).toBe('3\n');
    expect(snapshot(root)).toEqual(before);
  });

  it('a file that may not be written is left as it is, and the program is not run again', () => {
    const root = workspace({ 'a.py': 'total = 3\nprint(totl)\n' });
    fs.chmodSync(path.join(root, 'a.py'), 0o444);
    const before = snapshot(root);
    const ran = cli(root, 'run', '--apply', '--', 'python3', 'a.py');
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('read-only');
    expect(snapshot(root)).toEqual(before);
  });

  it('explains what no patch can mend: where the value came from, what would be needed, a command to copy and never run', () => {
    const none = cli(workspace({ 'a.py': 'x = None\nprint(x.upper())\n' }), 'run', '--', 'python3', 'a.py');
    expect(none.code).toBe(1);
    expect(none.err).toContain("a.py:1: 'x' gets its value here: x = None");
    expect(none.err).toContain('Needed:');
    const root = workspace({ 'a.py': 'import nonexistent_module\n' });
    const before = snapshot(root);
    const absent = cli(root, 'run', '--apply', '--', 'python3', 'a.py');
    // A name that no known package has is perhaps somebody's own: nobody is told to install whatever is published under it.
    expect(absent.err).not.toContain('To copy');
    expect(absent.err).toContain("There is no module 'nonexistent_module'");
    const known = cli(workspace({ 'a.py': 'import tensorflow\n' }), 'run', '--', 'python3', 'a.py');
    expect(known.err).toContain('To copy, if you want it: python3 -m pip install tensorflow');
    const own = cli(workspace({ 'app/a.py': 'import tweepy\n', 'tweepy/__init__.py': '' }), 'run', '--', 'python3', 'app/a.py');
    expect(own.err).not.toContain('To copy');
    expect(own.err).toContain('tweepy/__init__.py');
    expect(snapshot(root)).toEqual(before);
  });

  it('a program that fails without a known error ends with 1 and is left alone', () => {
    const root = workspace({ 'a.py': 'import sys\nsys.exit(7)\n' });
    const before = snapshot(root);
    expect(cli(root, 'run', '--apply', '--', 'python3', 'a.py').code).toBe(1);
    expect(snapshot(root)).toEqual(before);
  });
});

describe('pairs', () => {
  it('what is exported can be imported elsewhere, once', () => {
    const from = workspace({ 'a.py': 'total = 3\nprint(totl)\n' });
    expect(cli(from, 'run', '--apply', '--', 'python3', 'a.py').code).toBe(0);
    const file = path.join(from, 'pairs.jsonl');
    expect(cli(from, 'pairs', 'export', '--output', file).code).toBe(0);
    const to = workspace();
    expect(cli(to, 'pairs', 'import', file).code).toBe(0);
    expect(cli(to, 'pairs', 'import', file).code).toBe(0);
    const total = (): number => (JSON.parse(cli(to, 'pairs', 'stats', '--json').out) as { total_pairs: number }).total_pairs;
    expect(total()).toBe(1);
    // The same pair for a trainer, chosen and divided; and what is told of it.
    const json = (...args: string[]): unknown => JSON.parse(cli(from, 'pairs', 'export', '--json', ...args).out);
    const lora = path.join(from, 'lora');
    expect(json('--format', 'mlx', '--output', lora, '--language', 'python', '--via', 'cli', '--evidence', 'reruns')).toMatchObject({
      pairs: 1,
      parts: { train: 1 },
      files: [path.join(lora, 'train.jsonl')],
    });
    expect(json('--format', 'trl', '--output', file, '--until', '2020-01-01')).toMatchObject({ pairs: 0 });
    expect(JSON.parse(cli(from, 'pairs', 'stats', '--json').out)).toMatchObject({
      report: { pairs: { total: 1, byWay: { cli: 1 }, byVerdict: { accepted: 1 } }, weeks: [{ pairs: { rule: 1 } }] },
    });
    expect(cli(to, 'pairs', 'prune', '--keep', '0').code).toBe(0);
    expect(total()).toBe(0);
  });

  it('a fix by hand is recorded from two texts, once; and the report is written', () => {
    const mended = 'import log\n\nlog.warning("disk is full")\n';
    const root = workspace({ 'old.py': mended.replace('warning', 'warn'), 'new.py': mended });
    const record = (...more: string[]): Ran => cli(root, 'pairs', 'record', '--before', 'old.py', '--after', 'new.py', ...more);
    const ran = record('--error', 'DeprecationWarning: The warn method is deprecated', '--line', '3', '--json');
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({ known: false, errorType: 'DeprecationWarning', title: 'Change ‘warn’ to ‘warning’' });
    expect(record('--error', 'DeprecationWarning: The warn method is deprecated').out).toContain('Known already');
    for (const wrong of [
      record(),
      record('--error', ' '),
      cli(root, 'pairs', 'record', '--before', 'new.py', '--after', 'new.py', '--error', 'A: b'),
    ])
      expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(cli(root, 'pairs', 'stats').out).toContain('1 success pair');
    // The report, on the terminal and as a file of either kind.
    expect(cli(root, 'pairs', 'report').out).toMatch(/^# Self-Heal in /);
    expect(cli(root, 'pairs', 'report', '--output', 'report.md').code).toBe(0);
    expect(fs.readFileSync(path.join(root, 'report.md'), 'utf8')).toContain('## Kinds of errors');
    expect(cli(root, 'pairs', 'report', '--output', 'report.html').code).toBe(0);
    const page = fs.readFileSync(path.join(root, 'report.html'), 'utf8');
    expect(page).toContain('.figures {');
    expect(page).not.toMatch(/<link|<script|https?:/);
    expect(cli(root, 'pairs', 'report', '--output', path.join('nowhere', 'report.md')).code).toBe(2);
  });
});

describe('serve', () => {
  it('is the language server', async () => {
    const root = workspace({ 'a.py': 'total = 1\nprint(totl)\n' });
    const client = await LspClient.start([root], {}, [process.execPath, CLI, 'serve', '--stdio']);
    try {
      const text = 'total = 1\nprint(totl)\n';
      const uri = pathToFileURL(path.join(root, 'a.py')).href;
      await client.open(uri, text);
      const [first] = await client.fixes(uri, [at(text, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable')]);
      expect(first && applied(text, first, uri)).toBe('total = 1\nprint(total)\n');
    } finally {
      await client.stop();
    }
  });
});

describe('doctor', () => {
  it('names every tool with its state, and a remedy for what is missing', () => {
    const ran = cli(workspace(), 'doctor', '--json');
    expect([0, 1]).toContain(ran.code);
    const { findings, version } = JSON.parse(ran.out) as {
      version: string;
      findings: { name: string; state: string; what: string; remedy?: string }[];
    };
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    expect(findings.map(({ name }) => name)).toEqual([
      'self-heal',
      'node',
      'python',
      'pyright',
      'typescript',
      'linters',
      'sqlite',
      'store',
      'settings',
      'sandbox',
      'model',
    ]);
    for (const { state, remedy } of findings) if (state !== 'ok') expect(remedy).toMatch(/\w{5}/);
  });
});
