// `self-heal run` as a person uses it: the real, built CLI, real programs, the real sandbox. What counts as running, what stays, what is taken back.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';

const REPO = path.resolve(__dirname, '../..');
const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');

const { sandbox } = await findSandbox();
let folder = '';
/** A file that no sandbox shows: as long as it is there, a program knows that it is run for real. */
let real = '';

beforeAll(() => {
  if (!fs.existsSync(CLI)) throw new Error('dist/cli.js is missing: run `npm run build` first.');
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-cli-run-')));
  real = path.join(folder, 'real');
  fs.writeFileSync(real, '');
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function workspace(name: string, text: string): { readonly root: string; readonly file: string } {
  const root = fs.mkdtempSync(path.join(folder, 'w-'));
  const file = path.join(root, name);
  fs.writeFileSync(file, text);
  return { root, file };
}

const options = (cwd: string): { readonly cwd: string; readonly env: NodeJS.ProcessEnv } => ({
  cwd,
  env: { ...process.env, NO_COLOR: '1', PATH: `${path.join(REPO, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}` },
});

function cli(cwd: string, ...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { ...options(cwd), encoding: 'utf8', timeout: 60_000 });
  return { code: status, out: stdout, err: stderr };
}

function pairs(root: string): Record<string, unknown>[] {
  // Nothing was ever recorded there.
  if (!fs.existsSync(path.join(root, '.self-heal'))) return [];
  const file = path.join(folder, 'pairs.jsonl');
  fs.rmSync(file, { force: true });
  cli(root, 'pairs', 'export', '--output', file);
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : '';
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Programs that exit with 0 though their own code failed, each with the word that would mend it. */
const SURVIVED: [name: string, command: readonly string[], text: string][] = [
  ['another program has the last word', ['sh', '-c', 'python3 a.py; echo done'], 'total = 3\nprint(totl)\n'],
  [
    'a forced exit code',
    ['python3', 'a.py'],
    'import os, traceback\ntotal = 3\ntry:\n    print(totl)\nexcept Exception:\n    traceback.print_exc()\nos._exit(0)\n',
  ],
  ['atexit', ['python3', 'a.py'], 'import atexit\ntotal = 3\n\ndef bye():\n    print(totl)\n\natexit.register(bye)\nprint("end")\n'],
  ['__del__', ['python3', 'a.py'], 'total = 3\n\nclass A:\n    def __del__(self):\n        print(totl)\n\nA()\nprint("end")\n'],
  [
    'a task whose exception nobody asked for',
    ['python3', 'a.py'],
    'import asyncio\ntotal = 3\n\nasync def work():\n    print(totl)\n\nasync def main():\n    task = asyncio.create_task(work())\n    await asyncio.sleep(0.01)\n    print("end")\n\nasyncio.run(main())\n',
  ],
  [
    'a thread',
    ['python3', 'a.py'],
    'import threading\ntotal = 3\n\ndef work():\n    print(totl)\n\nthread = threading.Thread(target=work)\nthread.start()\nthread.join()\nprint("end")\n',
  ],
  [
    'a rejection that is only warned of',
    ['node', '--unhandled-rejections=warn', 'a.js'],
    "const total = 3;\nasync function work() {\n  console.log(totl);\n}\nwork();\nsetTimeout(() => console.log('end'), 20);\n",
  ],
];

describe('a program that exits with 0 does not run where its own code failed', () => {
  it.each(SURVIVED)('%s', (_, command, text) => {
    const { root, file } = workspace(command.join(' ').includes('a.js') ? 'a.js' : 'a.py', text);
    const ran = cli(root, 'run', '--', ...command);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/\+.*total\)/);
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
  });

  it.runIf(sandbox.holds).each<(typeof SURVIVED)[number]>(SURVIVED)('%s: --apply heals it', (_, command, text) => {
    const { root, file } = workspace(command.join(' ').includes('a.js') ? 'a.js' : 'a.py', text);
    const ran = cli(root, 'run', '--apply', '--', ...command);
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('It runs after 1 fix.')]);
    expect(fs.readFileSync(file, 'utf8')).toBe(text.replace('totl', 'total'));
    expect(pairs(root)).toHaveLength(1);
  });

  it.each([
    [
      'a logging error',
      ['python3', 'a.py'],
      'import logging\nlogging.warning("count is %d", "3x")\nprint("end")\n',
      /a\.py:2:\d+: %d format: .* \(TypeError\)/,
    ],
    ['a value that is rejected, and nobody sees it', ['sh', '-c', 'node a.js; echo done'], 'Promise.reject("oops");\n', /not handled/],
    ['the same, only warned of', ['node', '--unhandled-rejections=warn', 'a.js'], 'Promise.reject("oops");\n', /not handled/],
  ])('%s', (_, command, text, seen) => {
    const { root } = workspace(command.join(' ').includes('a.js') ? 'a.js' : 'a.py', text);
    const ran = cli(root, 'run', '--', ...command);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(seen);
  });

  it.skipIf(process.platform === 'win32')(
    'what a program leaves behind is heard as long as it says something, and not waited for in silence',
    () => {
      const { root } = workspace('a.py', 'total = 3\nprint(totl)\n');
      const ran = cli(root, 'run', '--', 'sh', '-c', '(sleep 1; python3 a.py) & setsid sleep 50 & echo $! > pid');
      process.kill(Number(fs.readFileSync(path.join(root, 'pid'), 'utf8')), 'SIGKILL');
      expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('+print(total)')]);
    },
  );

  it.runIf(sandbox.holds)('without a folder for temporary files nothing is written, and no stack is shown', () => {
    const { root, file } = workspace('a.py', 'total = 3\nprint(totl)\n');
    const { status, stderr } = spawnSync(process.execPath, [CLI, 'run', '--apply', '--', 'python3', 'a.py'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...options(root).env, TMPDIR: path.join(folder, 'no such folder') },
    });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^self-heal: .*its folder is not there\.$/m)]);
    expect(stderr).not.toContain('    at ');
    expect(fs.readFileSync(file, 'utf8')).toBe('total = 3\nprint(totl)\n');
  });

  it.runIf(sandbox.holds)('a message that cannot be written is told, without a stack', () => {
    const { root, file } = workspace('a.py', 'total = 3\nprint(totl)\n');
    const early = cli(root, 'run', '--apply', '--message', 'no/such/folder.txt', '--', 'python3', 'a.py');
    expect(early).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^self-heal: .*its folder is not there\.\n$/) as string });
    const late = cli(root, 'run', '--apply', '--message', root, '--', 'python3', 'a.py');
    expect(late).toMatchObject({ code: 2, err: expect.stringContaining('the message was not written') as string });
    expect(late.err).not.toContain('    at ');
    expect(fs.readFileSync(file, 'utf8')).toBe('total = 3\nprint(total)\n');
    expect(pairs(root)).toHaveLength(1);
  });

  it('a test runner says by its exit code how the tests went, whatever errors they provoke', () => {
    const { root } = workspace(
      'test_a.py',
      'import traceback, unittest\n\nclass T(unittest.TestCase):\n    def test(self):\n        try:\n            int("x")\n        except ValueError:\n            traceback.print_exc()\n',
    );
    expect(cli(root, 'run', '--', 'python3', '-m', 'unittest', 'test_a.py').code).toBe(0);
  });
});

describe.runIf(sandbox.holds)('run --apply keeps what is proved, and nothing else', () => {
  it('the same mistake on the next line: both are healed', () => {
    const text = 'import datetime\nstart = datetime.now()\nend = datetime.now()\nprint(end >= start)\n';
    const { root, file } = workspace('a.py', text);
    const ran = cli(root, 'run', '--apply', '--', 'python3', 'a.py');
    expect(ran.code).toBe(0);
    expect(fs.readFileSync(file, 'utf8')).toBe(text.replaceAll('datetime.now', 'datetime.datetime.now'));
    const recorded = pairs(root);
    expect(recorded).toHaveLength(2);
    // Each is recorded with what the sandbox saw of it.
    for (const pair of recorded) expect(JSON.stringify(pair)).toMatch(/"reruns","result":"passed","by":"python3 a\.py in /);
  });

  it('an error behind it that nothing mends: the files are as they were, and nothing is recorded', () => {
    const text = 'total = 3\nprint(totl)\nvalue = None\nprint(value.upper())\n';
    const { root, file } = workspace('a.py', text);
    const ran = cli(root, 'run', '--apply', '--', 'python3', 'a.py');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('The fix was not kept.');
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
    expect(pairs(root)).toEqual([]);
  });

  it('the same with --keep: the person has said that it stays; the record says what was shown', () => {
    const text = 'total = 3\nprint(totl)\nvalue = None\nprint(value.upper())\n';
    const { root, file } = workspace('a.py', text);
    expect(cli(root, 'run', '--apply', '--keep', '--', 'python3', 'a.py').code).toBe(1);
    expect(fs.readFileSync(file, 'utf8')).toBe(text.replace('totl', 'total'));
    const recorded = pairs(root);
    expect(recorded).toHaveLength(1);
    expect(JSON.stringify(recorded)).not.toMatch(/"reruns","result":"passed"/);
  });

  it('what the sandbox can not see stays where it is likely and the program ends well; it is not recorded', () => {
    const text = 'import os\nprint(totl if False else len(os.environ["SERVICE_API_KEY"]) and totl)\ntotal = 3\n'.replace(
      /^/,
      'total = 3\n',
    );
    const { root, file } = workspace('a.py', text);
    process.env['SERVICE_API_KEY'] = 'a-secret-of-the-user';
    try {
      const ran = cli(root, 'run', '--apply', '--', 'python3', 'a.py');
      expect([
        ran.code,
        fs.readFileSync(file, 'utf8') === text.replace('totl if', 'total if').replace('and totl', 'and total'),
        pairs(root).length,
      ]).toEqual([0, true, 0]);
      expect(ran.err).toContain('nothing proved');
    } finally {
      delete process.env['SERVICE_API_KEY'];
    }
  });

  const ending = (how: string): string =>
    `import os, signal, time\ntotal = 3\nprint(totl, flush=True)\nif os.path.exists(${JSON.stringify(real)}):\n    ${how}\n`;

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'])(
    'the program is ended by %s while it runs with a fix: files as they were, no record',
    (signal) => {
      const text = ending(`signal.signal(signal.SIGINT, signal.SIG_DFL); os.kill(os.getpid(), signal.${signal})`);
      const { root, file } = workspace('a.py', text);
      const ran = cli(root, 'run', '--apply', '--', 'python3', 'a.py');
      expect(ran.out).toBe('3\n');
      expect(ran.code).not.toBe(0);
      expect(ran.err).toContain('taken back');
      expect(fs.readFileSync(file, 'utf8')).toBe(text);
      expect(pairs(root)).toEqual([]);
    },
  );

  it('the program fails otherwise in the real run than on the copy: what it shows then is no success', () => {
    const text = ending('os._exit(3)');
    const { root, file } = workspace('a.py', text);
    const ran = cli(root, 'run', '--apply', '--', 'python3', 'a.py');
    expect(ran.code).toBe(1);
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
    expect(pairs(root)).toEqual([]);
  });

  async function until(what: () => boolean): Promise<void> {
    for (const started = Date.now(); !what() && Date.now() - started < 20_000;) await sleep(25);
  }

  const ended = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('close', resolve));

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'self-heal itself gets %s while the program runs with a fix: files as they were, no record',
    async (signal) => {
      fs.writeFileSync(real, '');
      const waiting = ending(`while os.path.exists(${JSON.stringify(real)}): time.sleep(0.05)`);
      const { root, file } = workspace('a.py', waiting);
      const child = spawn(process.execPath, [CLI, 'run', '--apply', '--', 'python3', 'a.py'], { ...options(root), stdio: 'ignore' });
      try {
        const end = ended(child);
        await until(() => fs.readFileSync(file, 'utf8') !== waiting);
        expect(fs.readFileSync(file, 'utf8')).toBe(waiting.replace('totl', 'total'));
        child.kill(signal);
        await end;
        await until(() => fs.readFileSync(file, 'utf8') === waiting);
        expect(fs.readFileSync(file, 'utf8')).toBe(waiting);
        expect(fs.readdirSync(root).filter((name) => name.endsWith('.self-heal'))).toEqual([]);
      } finally {
        child.kill('SIGKILL');
        fs.rmSync(real, { force: true });
        await sleep(200);
        fs.writeFileSync(real, '');
      }
      expect(pairs(root)).toEqual([]);
    },
  );

  it('what it wrote by itself is not put back once it is kept', async () => {
    const { root, file } = workspace('a.py', 'total = 3\nprint(totl)\n');
    // A folder of its own: others on this machine may be guarding, too.
    const before = process.env['TMPDIR'];
    const own = fs.mkdtempSync(path.join(folder, 't-'));
    process.env['TMPDIR'] = own;
    try {
      expect(cli(root, 'run', '--apply', '--', 'python3', 'a.py').code).toBe(0);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
    await sleep(500);
    expect(fs.readFileSync(file, 'utf8')).toBe('total = 3\nprint(total)\n');
    expect(fs.readdirSync(own).filter((name) => name.startsWith('self-heal-guard-'))).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a reader that goes away (`| head`)', () => {
  it.each(['', '2>&1 '])('keeps nobody from waiting for the command, which is told as it would be without us: %s| head -1', (both) => {
    const { root } = workspace(
      'a.py',
      `import os, sys, time
try:
    while True:
        print("a line", flush=True)
        print("another", file=sys.stderr, flush=True)
        time.sleep(0.02)
except BrokenPipeError:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    time.sleep(1)
    open("end", "w").close()
`,
    );
    const began = performance.now();
    const { stdout } = spawnSync('sh', ['-c', `"$0" "$1" run --apply -- python3 a.py ${both}| head -1`, process.execPath, CLI], {
      ...options(root),
      encoding: 'utf8',
      timeout: 50_000,
    });
    expect(stdout).toMatch(/^(?:a line|another)\n$/);
    // The shell waits for all of the line: what it started has come to its end.
    expect(fs.existsSync(path.join(root, 'end'))).toBe(true);
    expect(performance.now() - began).toBeLessThan(45_000);
  });

  it('leaves files as they were where a fix was being tried', () => {
    const text = 'total = 3\nprint("a line", flush=True)\nfor i in range(20000):\n    print(i, totl, flush=True)\n';
    const { root, file } = workspace('a.py', text);
    spawnSync('sh', ['-c', '"$0" "$1" run --apply --keep -- python3 a.py 2>&1 | head -20', process.execPath, CLI], {
      ...options(root),
      timeout: 50_000,
    });
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
    expect(pairs(root)).toEqual([]);
  });
});

describe.skipIf(!sandbox.holds)('what was only handed on is healed where the mistake is', () => {
  it.each([
    ['raised from it', 'raise RuntimeError("no name") from error'],
    ['raised with its words', 'raise ValueError(str(error))'],
  ])('%s', (_, raised) => {
    const main = [
      'from names import full',
      '',
      'try:',
      '    print(full("fd", ".exe"))',
      'except Exception as error:',
      `    ${raised}`,
      '',
    ].join('\n');
    const { root } = workspace('main.py', main);
    const names = path.join(root, 'names.py');
    fs.writeFileSync(names, 'def full(name, suffix):\n    return name + sufix\n');
    const { code, err } = cli(root, 'run', '--apply', '--', 'python3', 'main.py');
    expect(fs.readFileSync(names, 'utf8'), err).toBe('def full(name, suffix):\n    return name + suffix\n');
    expect(code).toBe(0);
    expect(fs.readFileSync(path.join(root, 'main.py'), 'utf8')).toBe(main);
    expect(pairs(root)).toHaveLength(1);
  });
});

it.skipIf(!sandbox.holds)('of a test run that has other failures the proved fix stays, and the others are told', () => {
  const { root, file } = workspace('prices.py', 'def total(prices):\n    return sum(pricse)\n');
  fs.writeFileSync(
    path.join(root, 'test_prices.py'),
    [
      'import unittest',
      'from prices import total',
      '',
      '',
      'class PricesTest(unittest.TestCase):',
      '    def test_a_total(self):',
      '        self.assertEqual(total([1, 2]), 3)',
      '',
      '    def test_b_unknown(self):',
      '        self.assertEqual("what is right here", "nobody knows")',
      '',
    ].join('\n'),
  );
  const { code, err } = cli(root, 'run', '--apply', '--', 'python3', '-m', 'unittest');
  expect(fs.readFileSync(file, 'utf8'), err).toBe('def total(prices):\n    return sum(prices)\n');
  expect(code).toBe(1);
  expect(err).toContain('kept and recorded as a success pair');
  expect(pairs(root)).toHaveLength(1);
});

it.skipIf(!sandbox.holds)('the sample of npm start: an unlikely first step is tried, for all is proved at the end', () => {
  const root = path.join(fs.mkdtempSync(path.join(folder, 'w-')), 'first-heal');
  fs.cpSync(path.join(REPO, 'samples', 'first-heal'), root, { recursive: true });
  const { code, err } = cli(root, 'run', '--apply', '--', 'python3', 'app.py');
  expect(code, err).toBe(0);
  expect(pairs(root)).toHaveLength(2);
});
