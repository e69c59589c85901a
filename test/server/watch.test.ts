// `self-heal watch`, the built CLI over a project that is broken and mended by script (F027, F147).

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';

const REPO = path.resolve(__dirname, '../..');
const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
const { sandbox } = await findSandbox();

let root = '';
let child: ChildProcess | undefined;
beforeAll(() => {
  if (!fs.existsSync(CLI)) throw new Error('dist/cli.js is missing: run `npm run build` first.');
});
afterEach(() => {
  child?.kill('SIGKILL');
  fs.rmSync(root, { recursive: true, force: true });
});

const RIGHT = `def total(prices):
    amount = 0
    for price in prices:
        amount += price
    return amount


print('total', total([1, 2, 3]))
`;
const MISSPELT = RIGHT.replace('return amount', 'return amuont');
/** Nothing tells what was meant. */
const UNCLEAR = RIGHT.replace('return amount', "raise RuntimeError('the till is closed')");

interface Watch {
  /** The next state that is told. */
  readonly next: () => Promise<{ readonly state: string; readonly why: string }>;
  readonly err: () => string;
  readonly ended: Promise<number | null>;
}

function start(text: string, args: readonly string[], command: readonly string[] = ['python3', 'app.py']): Watch {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-watch-')));
  write(text);
  const started = spawn(process.execPath, [CLI, 'watch', '--json', ...args, ...(command.length > 0 ? ['--', ...command] : [])], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', PATH: `${path.join(REPO, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}` },
  });
  child = started;
  let out = '';
  let err = '';
  let taken = 0;
  started.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  started.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  const ended = new Promise<number | null>((resolve) => started.once('close', (code) => resolve(code)));
  return {
    next: async () => {
      for (let waited = 0; waited < 60_000; waited += 50) {
        const line = out.split('\n').slice(0, -1)[taken];
        if (line !== undefined) {
          taken++;
          return JSON.parse(line) as { readonly state: string; readonly why: string };
        }
        await sleep(50);
      }
      throw new Error(`no state came. ${err}`);
    },
    err: () => err,
    ended,
  };
}

const app = (): string => path.join(root, 'app.py');
function write(text: string): void {
  fs.writeFileSync(app(), text);
}
const isThere = (pid: number): boolean => spawnSync('kill', ['-0', String(pid)]).status === 0;
async function isGone(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 10_000; waited += 100) {
    if (!isThere(pid)) return true;
    await sleep(100);
  }
  return false;
}

describe('F147: a watch', () => {
  it.skipIf(!sandbox.holds)(
    'tells each time what is so while a script breaks and mends the project, and writes only what is proved',
    async () => {
      const { next, ended } = start(RIGHT, ['--apply']);
      expect(await next()).toMatchObject({ state: 'no errors' });
      for (let n = 0; n < 3; n++) {
        write(MISSPELT);
        expect(await next()).toMatchObject({ state: 'healed' });
        expect(fs.readFileSync(app(), 'utf8')).toBe(RIGHT);
        write(UNCLEAR);
        expect(await next()).toMatchObject({ state: 'needs you' });
        expect(fs.readFileSync(app(), 'utf8')).toBe(UNCLEAR);
        write(RIGHT);
        expect(await next()).toMatchObject({ state: 'no errors' });
      }
      child?.kill('SIGINT');
      expect(await ended).toBe(130);
    },
    180_000,
  );

  it('without --apply shows the fix and writes nothing, not even a store', async () => {
    const { next, err } = start(MISSPELT, []);
    expect(await next()).toMatchObject({ state: 'needs you' });
    expect(err()).toContain('+    return amount');
    expect(fs.readFileSync(app(), 'utf8')).toBe(MISSPELT);
    expect(fs.readdirSync(root)).not.toContain('.self-heal');
  }, 90_000);

  it('a run that does not end is ended with what it started, and is told', async () => {
    const { next } = start(RIGHT, ['--limit', '2'], ['sh', '-c', 'sleep 600 & echo $! > pid; wait']);
    expect(await next()).toMatchObject({ state: 'needs you', why: expect.stringContaining('after 2 seconds') as string });
    expect(await isGone(Number(fs.readFileSync(path.join(root, 'pid'), 'utf8')))).toBe(true);
  }, 90_000);

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'ended by %s, it leaves no process',
    async (signal) => {
      start(RIGHT, [], ['sh', '-c', 'sleep 600 & echo $! > pid; wait']);
      const file = path.join(root, 'pid');
      for (let waited = 0; !(fs.existsSync(file) && fs.readFileSync(file, 'utf8').endsWith('\n')) && waited < 30_000; waited += 50)
        await sleep(50);
      const pid = Number(fs.readFileSync(file, 'utf8'));
      expect(isThere(pid)).toBe(true);
      child?.kill(signal);
      expect(await isGone(pid)).toBe(true);
    },
    90_000,
  );

  it.skipIf(process.platform === 'win32')(
    'is kept from nothing by a daemon that holds the output of its command open, and leaves it alone',
    async () => {
      const { next, ended } = start(RIGHT, ['--interval', '5'], ['setsid', '--fork', 'sh', '-c', 'echo $$ >> pids; exec sleep 60']);
      const pids = (): number[] => fs.readFileSync(path.join(root, 'pids'), 'utf8').trim().split('\n').map(Number);
      expect(await next()).toMatchObject({ state: 'no errors' });
      expect(await next()).toMatchObject({ state: 'no errors' });
      child?.kill('SIGINT');
      expect(await ended).toBe(130);
      expect(pids().map(isThere)).toEqual([true, true]);
      for (const pid of pids()) process.kill(pid, 'SIGKILL');
    },
    90_000,
  );

  it('of log files tells an error in what is written from now on, with its fix, and writes nothing', async () => {
    const { next, err, ended } = start(MISSPELT, ['--logs', 'logs/*.log'], []);
    const log = path.join(root, 'logs', 'app.log');
    expect(await next()).toMatchObject({ state: 'no errors' });
    fs.mkdirSync(path.dirname(log));
    fs.writeFileSync(log, 'INFO started\n');
    expect(await next()).toMatchObject({ state: 'no errors' });
    fs.appendFileSync(log, `ERROR ${spawnSync('python3', [app()], { encoding: 'utf8' }).stderr}`);
    expect(await next()).toMatchObject({ state: 'needs you', why: expect.stringContaining('app.py:5') as string });
    expect(err()).toContain('+    return amount');
    expect(fs.readFileSync(app(), 'utf8')).toBe(MISSPELT);
    child?.kill('SIGINT');
    expect(await ended).toBe(130);
  }, 90_000);

  it('of a program that is not there it says so and ends', async () => {
    const { ended, err } = start(RIGHT, [], ['no-such-program-here']);
    expect(await ended).toBe(2);
    expect(err()).toContain("there is no program 'no-such-program-here'");
  }, 60_000);
});
