// What goes out of the server where a person asked for it (measures, signals, a word to a chat), and that nothing does where nobody has (F023, F024, F145, F150).

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { findSandbox } from '../../src/engine/verify/sandbox/find-sandbox';
import { Watch, type FilesBesideStore, type HealFile, type MeasureSettings, type RunAndHeal } from '../../src/protocol';
import { httpSink, type HttpSink } from '../support/http-sink';
import { at, LspClient, REPO } from './client';

const { sandbox } = await findSandbox();
const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
const OFF: MeasureSettings = { signals: false, file: false, endpoint: '', webhook: '' };

let folder: string;
let sink: HttpSink;
let client: LspClient | undefined;
beforeEach(async () => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-operating-')));
  sink = await httpSink();
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  await sink.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const own = (name: string): string => path.join(folder, '.self-heal', name);
const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
const write = (name: string, text: string): string => {
  fs.writeFileSync(path.join(folder, name), text);
  return text;
};
async function start(measures: Partial<MeasureSettings>): Promise<LspClient> {
  client = await LspClient.start([folder]);
  await client.connection.sendNotification('selfHeal/settings', { measures: { ...OFF, ...measures } });
  return client;
}
async function ran(lsp: LspClient, id: number, exitCode: number, output = ''): Promise<void> {
  await lsp.connection.sendNotification('selfHeal/terminal/started', { id, line: 'python3 main.py', cwd: folder });
  if (output !== '') await lsp.connection.sendNotification('selfHeal/terminal/output', { id, chunk: output });
  await lsp.connection.sendNotification('selfHeal/terminal/ended', { id, exitCode });
}
async function until(condition: () => boolean, patientMs = 30_000): Promise<void> {
  for (let waited = 0; !condition() && waited < patientMs; waited += 50) await sleep(50);
  expect(condition()).toBe(true);
}
/** Heals calc.py as a plan, and says that the plan was applied. */
async function healPlan(lsp: LspClient): Promise<void> {
  const text = write('calc.py', 'def double(number):\n    return 2 * numbr\n');
  await lsp.open(uriOf('calc.py'), text);
  await lsp.fixes(uriOf('calc.py'), [at(text, 'numbr', '"numbr" is not defined', 'Pyright', 'reportUndefinedVariable')]);
  const plan: HealFile.Plan = await lsp.connection.sendRequest('selfHeal/healFile', { uri: uriOf('calc.py') });
  expect(plan.after).toContain('2 * number');
  await lsp.change(uriOf('calc.py'), plan.after);
  await lsp.connection.sendRequest('selfHeal/planApplied', { uri: uriOf('calc.py') });
}
const traceback = (errors: number): string =>
  Array.from(
    { length: errors },
    (_, n) =>
      `Traceback (most recent call last):\n  File "${path.join(folder, 'main.py')}", line ${n + 1}, in <module>\n    run(${n})\nValueError: no ${n}\n`,
  ).join('');

describe('what is measured', () => {
  it('is written to .self-heal/metrics.json, out of Git’s sight, where that is set', async () => {
    const lsp = await start({ file: true });
    await healPlan(lsp);
    await until(() => fs.existsSync(own('metrics.json')) && fs.readFileSync(own('metrics.json'), 'utf8').includes('"healed"'));
    const { at: when, metrics } = JSON.parse(fs.readFileSync(own('metrics.json'), 'utf8')) as {
      at: string;
      metrics: { name: string; samples: object[] }[];
    };
    expect(Date.now() - Date.parse(when)).toBeLessThan(60_000);
    expect(metrics.find(({ name }) => name === 'self_heal_heals')?.samples).toEqual([
      { labels: { outcome: 'healed', source: 'rule' }, value: 1 },
    ]);
    expect(fs.readFileSync(own('.gitignore'), 'utf8')).toBe('*\n');
    expect(fs.existsSync(own('signals.json'))).toBe(false);
    expect(sink.received).toEqual([]);
  }, 60_000);

  it('goes where a person wants it forgotten, and what was about to be written is not', async () => {
    const lsp = await start({ file: true, signals: true });
    await healPlan(lsp);
    await ran(lsp, 1, 0);
    await until(() => fs.existsSync(own('metrics.json')) && fs.existsSync(own('signals.json')));
    const ask = (remove: boolean): Promise<FilesBesideStore.Answer> =>
      lsp.connection.sendRequest('selfHeal/filesBesideStore', { folder: pathToFileURL(folder).href, remove });
    expect(await ask(false)).toEqual({ names: ['metrics.json', 'signals.json'] });
    await ran(lsp, 2, 0);
    await lsp.connection.sendRequest('selfHeal/clearPairs', { folder: pathToFileURL(folder).href, everywhere: false });
    expect(await ask(true)).toEqual({ names: ['metrics.json', 'signals.json'] });
    await lsp.stop();
    client = undefined;
    expect(fs.readdirSync(own('')).filter((name) => name.endsWith('.json'))).toEqual([]);
  }, 60_000);

  it('is neither listed nor removed in a folder that is not open', async () => {
    const lsp = await start({});
    const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-elsewhere-'));
    fs.mkdirSync(path.join(elsewhere, '.self-heal'));
    fs.writeFileSync(path.join(elsewhere, '.self-heal', 'signals.json'), '{}');
    const asked = { folder: pathToFileURL(elsewhere).href, remove: true };
    expect(await lsp.connection.sendRequest('selfHeal/filesBesideStore', asked)).toMatchObject({ reason: 'no-store' });
    expect(fs.existsSync(path.join(elsewhere, '.self-heal', 'signals.json'))).toBe(true);
    fs.rmSync(elsewhere, { recursive: true, force: true });
  }, 60_000);

  it('is never written through a link', async () => {
    const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-elsewhere-'));
    fs.symlinkSync(elsewhere, path.join(folder, '.self-heal'));
    const lsp = await start({ file: true, signals: true });
    await ran(lsp, 1, 0);
    await lsp.stop();
    client = undefined;
    expect(fs.readdirSync(elsewhere)).toEqual([]);
    fs.rmSync(elsewhere, { recursive: true, force: true });
  }, 60_000);

  it('is sent to the collector that is set, at the latest when the editor is closed', async () => {
    const lsp = await start({ endpoint: sink.url });
    await healPlan(lsp);
    await lsp.stop();
    client = undefined;
    expect(sink.received).toHaveLength(1);
    expect(sink.received[0]).toMatchObject({ method: 'POST', path: '/v1/metrics' });
    const body = sink.received[0]?.body.toString('latin1') ?? '';
    expect(body).toContain('self_heal_heals');
    // Counts, not code: nothing of the file, its name or its folders.
    for (const word of ['numbr', 'calc.py', path.dirname(folder)]) expect(body).not.toContain(word);
  }, 60_000);

  it('does not keep the editor from being closed where the collector hangs', async () => {
    const silent = await httpSink(() => undefined);
    try {
      const lsp = await start({ endpoint: silent.url });
      await healPlan(lsp);
      const began = Date.now();
      await lsp.connection.sendRequest('shutdown');
      expect(Date.now() - began).toBeLessThan(8_000);
      expect(silent.received).toHaveLength(1);
      await lsp.stop();
      client = undefined;
    } finally {
      await silent.close();
    }
  }, 60_000);

  it('is exported as a text where a person asks for it', async () => {
    const lsp = await start({});
    await healPlan(lsp);
    await until(() => fs.existsSync(own('pairs.db')));
    await sleep(500);
    const ask = (format: string): Promise<{ readonly text: string }> =>
      lsp.connection.sendRequest('selfHeal/exportMeasures', { folder: pathToFileURL(folder).href, format });
    expect((await ask('prometheus')).text).toContain('self_heal_heals{outcome="healed",source="rule"} 1');
    expect(JSON.parse((await ask('json')).text)).toHaveProperty('metrics');
    await lsp.stop();
    client = undefined;
    expect(lsp.log.join('\n')).toMatch(/measures of self-heal-operating-\w+: \d+ errors? seen; heals: 1 healed; [\d.]+ s each/);
  }, 60_000);
});

describe.runIf(sandbox.holds)('F024: the terminal', () => {
  it('counts what it heals and what it leaves: how often, by what, in what time', async () => {
    const cli = async (...args: readonly string[]): Promise<string> => {
      const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
      let out = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
      await new Promise((resolve) => child.once('close', resolve));
      return out;
    };
    write('main.py', 'total = 1\nprint(totl)\n');
    await cli('run', '--apply', '--', 'python3', 'main.py');
    write('main.py', "raise RuntimeError('the till is closed')\n");
    await cli('run', '--apply', '--', 'python3', 'main.py');
    const text = await cli('metrics', '--prometheus');
    expect(text).toContain('self_heal_heals{outcome="healed",source="rule"} 1\n');
    expect(text).toContain('self_heal_heals{outcome="nothing",source="none"} 1\n');
    expect(text).toContain('self_heal_errors_total{error_type="NameError",language="python"} 1\n');
    expect(text).toContain('self_heal_errors_total{error_type="RuntimeError",language="python"} 1\n');
    expect(text).toContain('self_heal_heal_attempts_bucket{le="1"} 1\n');
    const [, seconds] = /^self_heal_heal_duration_seconds_sum\{outcome="healed"\} ([\d.]+)$/m.exec(text) ?? [];
    expect(Number(seconds)).toBeGreaterThan(0.01);
  }, 120_000);
});

describe('F023: signals', () => {
  it('are told once, quietly, where they are asked for, and kept without a word of the commands', async () => {
    const lsp = await start({ signals: true });
    write('main.py', Array.from({ length: 40 }, (_, n) => `run(${n})\n`).join(''));
    // What is usual here was seen before: thirty quiet minutes.
    fs.mkdirSync(path.dirname(own('x')));
    fs.writeFileSync(
      own('signals.json'),
      JSON.stringify({
        version: 1,
        errorsPerMinute: Array.from({ length: 30 }, () => 0),
        failedShare: [],
        lately: [],
        runs: [],
        unusual: { errors_per_minute: 0, failed_share: 0, run_time: 0 },
        last: {},
      }),
    );
    for (let id = 1; id <= 6; id++) await ran(lsp, id, 1, traceback(3));
    const told = (): { message: string; severity: string }[] =>
      lsp.notified.filter(({ method }) => method === 'selfHeal/tell').map(({ params }) => params as { message: string; severity: string });
    await until(() => told().length > 0);
    for (let id = 7; id <= 12; id++) await ran(lsp, id, 1, traceback(3));
    await lsp.stop();
    client = undefined;
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatchObject({
      severity: 'info',
      message: expect.stringMatching(/^Unusual in .*errors within a minute; usual here: 0\.$/) as string,
    });
    const kept = fs.readFileSync(own('signals.json'), 'utf8');
    expect(kept).toContain('"errors_per_minute":1');
    expect(kept).not.toContain('python3');
  }, 60_000);
});

describe('F145: a word to the chat', () => {
  it('comes of a plan that was applied, once for all its fixes', async () => {
    const lsp = await start({ webhook: `${sink.url}/hook` });
    await healPlan(lsp);
    await sink.until(1);
    const body = sink.received[0]?.body.toString('utf8') ?? '';
    expect(body).toContain('numbr');
    expect(body).toContain(`${path.basename(folder)}, calc.py:2`);
    expect(body).toContain('✅ Success');
    expect(body).not.toContain(path.dirname(folder));
    await sleep(2_000);
    expect(sink.received).toHaveLength(1);
  }, 60_000);

  it.runIf(sandbox.holds)(
    'comes of a run that still fails',
    async () => {
      write('main.py', 'def get(items, index):\n    return items[index]\n\nprint(get([1], 3))\n');
      const lsp = await start({ webhook: sink.url });
      const plan: RunAndHeal.Plan = await lsp.connection.sendRequest('selfHeal/runAndHeal', {
        command: { line: 'python3 main.py', cwd: folder },
      });
      expect(plan.runs).toBe(false);
      await sink.until(1);
      expect(sink.received[0]?.body.toString('utf8')).toMatch(/IndexError.*❌ Failure/s);
    },
    60_000,
  );

  it.runIf(sandbox.holds)(
    'comes of a watch that needs a person, once though it looks again and again',
    async () => {
      write('main.py', "raise RuntimeError('the till is closed')\n");
      const lsp = await start({ webhook: sink.url });
      let states = 0;
      lsp.connection.onProgress(Watch.progress, 'watch', (progress) => {
        if ('state' in progress) states++;
      });
      const ended = new CancellationTokenSource();
      const watching = lsp.connection.sendRequest(
        Watch.type,
        { command: { line: 'python3 main.py', cwd: folder }, fixes: 'report', intervalMs: 5_000, progressToken: 'watch' },
        ended.token,
      );
      await until(() => states >= 2, 90_000);
      ended.cancel();
      await watching;
      expect(sink.received).toHaveLength(1);
      expect(sink.received[0]?.body.toString('utf8')).toMatch(/the till is closed.*main\.py:1.*❌ Failure/s);
    },
    120_000,
  );

  it.runIf(sandbox.holds)(
    'comes from the terminal: run and watch with --notify, and never without',
    async () => {
      const cli = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<number | null> => {
        const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, stdio: 'ignore', env: { ...process.env, ...env } });
        return new Promise((resolve) => child.once('close', resolve));
      };
      const webhook = { SELF_HEAL_WEBHOOK: sink.url };
      write('main.py', 'total = 1\nprint(totl)\n');
      expect(await cli(['run', '--apply', '--', 'python3', 'main.py'], webhook)).toBe(0);
      expect(sink.received).toHaveLength(0);
      write('main.py', 'total = 1\nprint(totl)\n');
      expect(await cli(['run', '--apply', '--notify', '--', 'python3', 'main.py'], webhook)).toBe(0);
      expect(sink.received).toHaveLength(1);
      expect(sink.received[0]?.body.toString('utf8')).toMatch(/NameError.*main\.py:2.*✅ Success/s);
      // It runs: nothing to say.
      expect(await cli(['run', '--apply', '--notify', '--', 'python3', 'main.py'], webhook)).toBe(0);
      expect(sink.received).toHaveLength(1);
      expect(await cli(['run', '--notify', '--', 'python3', 'main.py'], { SELF_HEAL_WEBHOOK: '' })).toBe(2);

      write('main.py', "raise RuntimeError('the till is closed')\n");
      const watch = spawn(process.execPath, [CLI, 'watch', '--apply', '--notify', '--signals', '--', 'python3', 'main.py'], {
        cwd: folder,
        stdio: 'ignore',
        env: { ...process.env, ...webhook },
      });
      const ended = new Promise((resolve) => watch.once('close', resolve));
      try {
        await sink.until(2);
        expect(sink.received[1]?.body.toString('utf8')).toMatch(/the till is closed.*❌ Failure/s);
        await until(() => fs.existsSync(own('signals.json')));
      } finally {
        watch.kill('SIGINT');
        await ended;
      }
      expect(sink.received).toHaveLength(2);
    },
    180_000,
  );
});

/** Sockets to other programs or machines that a process has: TCP and UDP; not the pipes to who has started it. Linux only. */
function socketsOf(pid: number): string[] {
  const inodes = new Set(
    fs.readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) =>
    fs
      .readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
      .split('\n')
      .slice(1)
      .filter((line) => inodes.has(line.trim().split(/\s+/)[9] ?? ''))
      .map((line) => `${kind} ${line.trim()}`),
  );
}
function childrenOf(pid: number): number[] {
  const children = fs
    .readdirSync(`/proc/${pid}/task`)
    .flatMap((task) => fs.readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' '))
    .filter((child) => child.trim() !== '')
    .map(Number);
  return children.flatMap((child) => [child, ...childrenOf(child)]);
}
const commandOf = (pid: number): string => fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();

const CHECKER = /python|pyright|ruff|typescript-worker/i;

describe.runIf(process.platform === 'linux')('off by default', () => {
  /** A morning's work: files are opened, commands run and fail, a plan is applied. */
  async function work(lsp: LspClient): Promise<void> {
    write('main.py', 'run(0)\nrun(1)\n');
    for (let id = 1; id <= 4; id++) await ran(lsp, id, id % 2, id % 2 === 1 ? traceback(2) : '');
    await healPlan(lsp);
  }

  it('the server opens no socket, leaves no file but its store, and starts nothing but checkers', async () => {
    client = await LspClient.start([folder]);
    const pid = client.process.pid ?? 0;
    const seen = new Set<string>();
    const processes = new Set<string>();
    let standing: string[] = [];
    const look = setInterval(() => {
      try {
        for (const socket of socketsOf(pid)) seen.add(socket);
        for (const child of childrenOf(pid)) processes.add(commandOf(child));
      } catch {
        // A child that has just gone.
      }
    }, 20);
    try {
      await work(client);
      // What was started to prove a fix ends; a checker stays warm.
      for (let waited = 0; waited < 20_000; waited += 500) {
        await sleep(500);
        standing = childrenOf(pid).map(commandOf);
        if (waited >= 3_000 && standing.every((command) => CHECKER.test(command))) break;
      }
    } finally {
      clearInterval(look);
    }
    await client.stop();
    client = undefined;
    expect([...seen]).toEqual([]);
    expect(standing.filter((command) => !CHECKER.test(command))).toEqual([]);
    expect([...processes].filter((command) => /cli\.js|\b(?:curl|wget|gh|git) /.test(command))).toEqual([]);
    const left = fs.readdirSync(path.join(folder, '.self-heal')).filter((name) => !/^(?:pairs\.db(?:-\w+)?|\.gitignore|runs)$/.test(name));
    expect(left).toEqual([]);
    expect(fs.readdirSync(folder).sort()).toEqual(['.self-heal', 'calc.py', 'main.py']);
  }, 90_000);

  it('with all of it set, nothing goes out of a folder that is not trusted, or where Self-Heal is switched off', async () => {
    const all = { signals: true, file: true, endpoint: sink.url, webhook: sink.url };
    for (const [options, settings] of [
      [{ trusted: false }, { measures: all }],
      [{}, { measures: all, enabled: false }],
    ] as const) {
      client = await LspClient.start([folder], options);
      await client.connection.sendNotification('selfHeal/settings', settings);
      await ran(client, 1, 1, traceback(1));
      await client.stop();
      client = undefined;
    }
    expect(sink.received).toEqual([]);
    expect(fs.readdirSync(folder)).toEqual([]);
  }, 60_000);

  it('the terminal’s verbs open no socket and leave no file, whatever the environment names', async () => {
    write('main.py', 'total = 1\nprint(totl)\n');
    const env = {
      ...process.env,
      SELF_HEAL_WEBHOOK: sink.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: sink.url,
    };
    const seen = new Set<string>();
    for (const args of [
      ['heal', 'main.py'],
      ['run', '--', 'python3', 'main.py'],
      ['metrics'],
      ['metrics', '--prometheus'],
      ['rules', 'list'],
    ]) {
      const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, stdio: 'ignore', env });
      const look = setInterval(() => {
        try {
          for (const socket of socketsOf(child.pid ?? 0)) seen.add(`${args.join(' ')}: ${socket}`);
        } catch {
          // It has just ended.
        }
      }, 10);
      await new Promise((resolve) => child.once('close', resolve));
      clearInterval(look);
    }
    expect([...seen]).toEqual([]);
    expect(sink.received).toEqual([]);
    expect(fs.readdirSync(folder)).toEqual(['main.py']);
  }, 120_000);
});
