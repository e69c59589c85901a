// The recipe on a real Ray cluster of two workers: the same results as one process, byte for byte, also where a worker is killed midway. Run where
// test/adapters/run.mjs could install Ray.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const python = process.env['SELF_HEAL_RAY_PYTHON'] ?? '';
const cli = path.resolve('dist/cli.js');
const LONG = 300_000;

/** Mistakes of six kinds with five fixes each: what was written, and what it was changed to; `$0` to `$2` differ. */
const KINDS = [
  [
    "AttributeError: module 'numpy' has no attribute '$0'",
    'import numpy as np\n$1 = np.$0($2)\n',
    'import numpy as np\n$1 = $0($2)\n',
    'float int bool',
    2,
  ],
  ["NameError: name '$0' is not defined", '$1 = $0.path.join($2)\n', 'import $0\n$1 = $0.path.join($2)\n', 'os', 1],
  [
    "AttributeError: 'dict' object has no attribute '$0'",
    'for k in $2.$0():\n    print(k)\n',
    'for k in $2.items():\n    print(k)\n',
    'iteritems',
    1,
  ],
  ['TypeError: can only concatenate str (not "$0") to str', "print('$1' + $2)\n", "print('$1' + str($2))\n", 'int float', 1],
  [
    "ImportError: cannot import name '$0' from 'collections'",
    'from collections import $0\nx = $1($2)\n',
    'from collections.abc import $0\nx = $1($2)\n',
    'Mapping Iterable',
    1,
  ],
  [
    "AttributeError: module 'time' has no attribute '$0'",
    'import time\n$1 = time.$0()\n$2\n',
    'import time\n$1 = time.perf_counter()\n$2\n',
    'clock',
    2,
  ],
] as const;
const NAMES = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];

const pairLines = (): string[] =>
  NAMES.flatMap((name, i) =>
    KINDS.map(([error, before, after, words, line], kind) => {
      const word = words.split(' ')[i % words.split(' ').length] ?? '';
      const filled = (text: string): string =>
        text
          .replaceAll('$0', word)
          .replaceAll('$1', `${name}${kind}`)
          .replaceAll('$2', `${NAMES[(i + 2) % 5] ?? ''}_v`);
      const [type = '', message = ''] = filled(error).split(/: (.*)/s);
      return JSON.stringify({
        error: filled(error),
        original_code: filled(before),
        patched_code: filled(after),
        error_info: { type, message, patterns: [], line_number: line },
        timestamp: new Date(Date.UTC(2026, 0, 1 + i, kind)).toISOString(),
      });
    }),
  );

/** Blank lines and one that is no case among them. */
const caseLines = (): string[] =>
  Array.from({ length: 24 }, (_, i) => {
    const before = `import os\nvalue_${i} = [1, 2]\nprint(valeu_${i})\n`;
    const range = { startLine: 3, startCol: 7, endLine: 3, endCol: 7 + `valeu_${i}`.length };
    const one = {
      id: `c${i}`,
      language: 'python',
      error_type: 'NameError',
      message: `name 'valeu_${i}' is not defined`,
      path: 'a.py',
      before,
      ranges: [range],
    };
    return `${i === 13 ? '{"id": "broken"' : JSON.stringify(one)}${i % 10 === 0 ? '\n' : ''}`;
  });

/** What Ray itself has to tell stands before it. */
const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

/** Whether a process of this machine still runs: one that only waits to be taken note of does not. */
function runs(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe.skipIf(python === '')('on a Ray cluster of two workers', () => {
  let root: string;
  let cluster: ChildProcess;
  let address = '';
  const at = (...names: string[]): string => path.join(root, ...names);
  /** What the wrapper of the terminal's face notes: a line a start, with the process of the worker that started it. */
  const starts = (): { pid: number; worker: number }[] =>
    (fs.existsSync(at('starts')) ? fs.readFileSync(at('starts'), 'utf8') : '')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { pid: number; worker: number });
  const env = (): NodeJS.ProcessEnv => ({
    ...process.env,
    RAY_AUTH_MODE: 'token',
    RAY_AUTH_TOKEN: 'a1b2c3d4'.repeat(8),
    RAY_USAGE_STATS_ENABLED: '0',
  });
  const selfHeal = (...args: string[]): string =>
    execFileSync(process.execPath, [cli, ...args], { encoding: 'utf8', cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });

  /** @param meanwhile is done while it runs. */
  async function recipe(
    args: readonly string[],
    meanwhile: () => Promise<void> = () => Promise.resolve(),
  ): Promise<{ code: number | null; said: string; errors: string }> {
    const run = spawn(python, [at('on_ray.py'), ...args, '--self-heal', `${python} ${at('wrapper.py')}`, '--address', address], {
      cwd: root,
      env: env(),
    });
    let said = '';
    let errors = '';
    run.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    run.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const ended = new Promise<number | null>((resolve) => run.on('close', resolve));
    await meanwhile();
    return { code: await ended, said, errors };
  }

  beforeAll(async () => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'on-ray-')));
    fs.mkdirSync(at('workspace'));
    selfHeal('adapters', 'recipe', 'ray', '--output', at('on_ray.py'));
    fs.writeFileSync(at('pairs.jsonl'), `${pairLines().join('\n')}\n`);
    fs.writeFileSync(at('cases.jsonl'), `${caseLines().join('\n')}\n`);
    // Slow while the file `slow` is there, so that a worker can be killed midway.
    fs.writeFileSync(
      at('wrapper.py'),
      `import json, os, sys, time
with open(${JSON.stringify(at('starts'))}, "a") as out:
    out.write(json.dumps({"pid": os.getpid(), "worker": os.getppid()}) + "\\n")
if os.path.exists(${JSON.stringify(at('slow'))}):
    time.sleep(5)
os.execv(${JSON.stringify(process.execPath)}, ["node", ${JSON.stringify(cli)}, *sys.argv[1:]])
`,
    );
    selfHeal('pairs', 'import', at('pairs.jsonl'), '--workspace', at('workspace'));
    selfHeal('rules', 'learn', '--workspace', at('workspace'));
    selfHeal('pairs', 'export', '--format', 'parquet-by-signature', '--output', at('parts'), '--workspace', at('workspace'));
    selfHeal('batch', '--input', at('cases.jsonl'), '--output', at('one.jsonl'));
    cluster = spawn(python, [path.resolve('test/adapters/ray_cluster.py')], { stdio: ['pipe', 'pipe', 'ignore'], env: env(), cwd: root });
    address = await new Promise<string>((resolve, reject) => {
      cluster.stdout?.setEncoding('utf8').once('data', (line: string) => resolve((JSON.parse(line) as { address: string }).address));
      cluster.once('close', () => reject(new Error('The cluster did not start.')));
    });
  }, LONG);

  afterAll(async () => {
    const ended = new Promise((resolve) => cluster.once('close', resolve));
    cluster.stdin?.end();
    await Promise.race([ended, setTimeout(20_000)]);
    cluster.kill('SIGKILL');
    fs.rmSync(root, { recursive: true, force: true });
  }, 60_000);

  /** Each file by name. */
  const filesOf = (folder: string): Record<string, string> =>
    Object.fromEntries(
      fs
        .readdirSync(folder)
        .sort()
        .map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]),
    );
  /** Predictions without the times that were measured. */
  const withoutTimes = (file: string): string => fs.readFileSync(file, 'utf8').replace(/,"ms":[\d.]+/g, '');

  test(
    'the partitions are a dataset to pyarrow, in whose rows each pair is whole',
    () => {
      const script = `import json, sys, pyarrow.dataset as d
t = d.dataset(sys.argv[1], format="parquet", partitioning="hive").to_table()
print(json.dumps({"rows": t.num_rows, "kinds": sorted(set(t["signature_id"].to_pylist())), "pairs": [json.loads(p)["id"] for p in t["pair"].to_pylist()], "columns": t.column_names}))`;
      const read = JSON.parse(execFileSync(python, ['-c', script, at('parts')], { encoding: 'utf8' })) as {
        rows: number;
        kinds: string[];
        pairs: string[];
        columns: string[];
      };
      expect(read).toMatchObject({
        rows: 30,
        kinds: fs
          .readdirSync(at('parts'))
          .map((name) => name.replace('signature_id=', ''))
          .sort(),
      });
      expect(new Set(read.pairs).size).toBe(30);
      expect(read.columns).toEqual(expect.arrayContaining(['before', 'after', 'error_type', 'signature']));
    },
    LONG,
  );

  test(
    'rules are those of one process, byte for byte',
    async () => {
      const { code, said, errors } = await recipe(['rules', at('parts'), '--output', at('rules')]);
      expect(code, errors).toBe(0);
      expect(JSON.parse(lastLine(said))).toMatchObject({ parts: 5, machines: 2 });
      const alone = filesOf(at('workspace', '.self-heal', 'rules'));
      expect(Object.keys(alone).length).toBeGreaterThan(4);
      expect(filesOf(at('rules'))).toEqual(alone);
    },
    LONG,
  );

  test(
    'predictions are those of one process, in the order of the cases, though a worker is killed midway',
    async () => {
      fs.rmSync(at('starts'), { force: true });
      fs.writeFileSync(at('slow'), '');
      let killed: { pid: number; worker: number } | undefined;
      const { code, said, errors } = await recipe(['batch', at('cases.jsonl'), '--output', at('many.jsonl'), '--size', '5'], async () => {
        for (let tries = 0; tries < 2_400 && killed === undefined; tries++) {
          [killed] = starts();
          await setTimeout(50);
        }
        if (!killed) return;
        process.kill(killed.worker, 'SIGKILL');
        fs.rmSync(at('slow'));
        // What it had started ends with it.
        await setTimeout(1_500);
        if (process.platform === 'linux') expect(runs(killed.pid)).toBe(false);
      });
      expect(code, errors).toBe(0);
      expect(JSON.parse(lastLine(said))).toMatchObject({ parts: 5, cases: 24 });
      // One part was begun twice.
      expect(starts().length).toBeGreaterThan(5);
      expect(withoutTimes(at('many.jsonl'))).toBe(withoutTimes(at('one.jsonl')));
      expect(fs.readFileSync(at('many.jsonl'), 'utf8').split('\n')).toHaveLength(25);
    },
    LONG,
  );

  test(
    'what fails by itself ends everything with what it said, and what was there stays',
    async () => {
      fs.writeFileSync(at('many.jsonl'), 'as it was\n');
      const { code, errors } = await recipe(['batch', at('cases.jsonl'), '--output', at('many.jsonl'), '--top', '99']);
      expect(code).not.toBe(0);
      expect(errors).toContain('--top');
      expect(fs.readFileSync(at('many.jsonl'), 'utf8')).toBe('as it was\n');
    },
    LONG,
  );
});

test.skipIf(python === '')('words that are wrong are told without any cluster', () => {
  const script = path.resolve('media/recipes/on_ray.py');
  const said = (...args: string[]): string => {
    try {
      execFileSync(python, [script, ...args], { encoding: 'utf8', stdio: 'pipe' });
      return 'no error';
    } catch (error) {
      return String((error as { stderr?: string }).stderr);
    }
  };
  expect(said('rules', '/no/such', '--output', 'x')).toContain('/no/such is not there');
  expect(said('rules', os.tmpdir(), '--output', 'x', '--self-heal', '/no/such/program')).toContain('there is no program /no/such/program');
  expect(said('rules', path.resolve('docs'), '--output', 'x', '--self-heal', process.execPath)).toContain(
    'self-heal pairs export --format parquet-by-signature',
  );
  expect(said('batch', script, '--output', 'x', '--size', '0')).toContain('above zero');
});
