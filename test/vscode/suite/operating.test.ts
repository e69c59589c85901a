// What goes out of the editor: nothing by default, and where it is asked for what was asked for.

import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  acceptPick,
  apply,
  closeAll,
  diagnosticOf,
  openFile,
  ourFix,
  pause,
  serverProcesses,
  setting,
  terminal,
  until,
  workspaceRoot,
} from './support';

const own = (name: string): string => path.join(workspaceRoot(), '.self-heal', name);

/** A fix is taken, and a command fails. */
async function work(name: string): Promise<void> {
  const document = await openFile(name, 'harvest = 1\nprint(harvst)\n');
  await apply(await ourFix(document, await diagnosticOf(document, /harvst/)));
  await until('the fix', () => document.getText().includes('print(harvest)'));
  const { run, end } = await terminal();
  try {
    assert.notEqual(await run('python3 -c "import no_such_module_here"'), 0);
    assert.equal(await run('true'), 0);
  } finally {
    end();
  }
}

/** TCP and UDP sockets of the server. */
function sockets(): string[] {
  const servers = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent] = /^\s*(\d+)\s+(\d+)\s.*dist\/server\.js/.exec(line) ?? [];
      return pid !== undefined && Number(parent) === process.pid ? [pid] : [];
    });
  assert.equal(servers.length, 1);
  return servers.flatMap((pid) => {
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
        .filter((line) => inodes.has(line.trim().split(/\s+/)[9] ?? '')),
    );
  });
}

suite('Operating', () => {
  teardown(async () => {
    for (const name of ['metrics.file', 'signals.enabled']) await setting(name, undefined);
    await closeAll();
  });

  test('is off by default: no file, no socket, and one process, the server', async () => {
    const configuration = vscode.workspace.getConfiguration('selfHeal');
    for (const [name, off] of [
      ['signals.enabled', false],
      ['metrics.file', false],
      ['metrics.endpoint', ''],
      ['notify.webhook', ''],
    ] as const)
      assert.equal(configuration.get(name), off, name);
    await work('operating.py');
    await pause(6_000);
    for (const name of ['metrics.json', 'signals.json']) assert.equal(fs.existsSync(own(name)), false, name);
    if (process.platform !== 'linux') return;
    assert.equal(serverProcesses().length, 1);
    assert.deepEqual(sockets(), []);
  });

  test('a workspace can name neither the collector nor the chat', async () => {
    const configuration = vscode.workspace.getConfiguration('selfHeal');
    for (const name of ['metrics.endpoint', 'notify.webhook'])
      await assert.rejects(async () => configuration.update(name, 'http://127.0.0.1:9', vscode.ConfigurationTarget.Workspace), name);
  });

  test('measures and what is usual are kept where they are asked for', async () => {
    await setting('metrics.file', true);
    await setting('signals.enabled', true);
    await work('operating-on.py');
    await until('the measures', () => fs.existsSync(own('metrics.json')));
    await until('what is usual', () => fs.existsSync(own('signals.json')));
    const { metrics } = JSON.parse(fs.readFileSync(own('metrics.json'), 'utf8')) as { metrics: { name: string }[] };
    assert.ok(metrics.some(({ name }) => name === 'self_heal_heals'));
  });

  test('Export Measures writes a file for Prometheus', async () => {
    const target = path.join(workspaceRoot(), 'self-heal.prom');
    fs.rmSync(target, { force: true });
    const running = vscode.commands.executeCommand('selfHeal.exportMeasures');
    await pause(1_000);
    await acceptPick('the file', () => fs.existsSync(target));
    await running;
    assert.match(fs.readFileSync(target, 'utf8'), /^# TYPE self_heal_heals gauge$/m);
  });
});
