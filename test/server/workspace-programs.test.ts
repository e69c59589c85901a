// What came with a folder is started by `heal` only as far as its user wants: said, asked once at a real terminal, or switched off.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';

const CLI = path.resolve(__dirname, '../..', process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-programs-')));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

let root = '';
let state = '';
let started = '';
beforeEach(() => {
  root = fs.mkdtempSync(path.join(folder, 'w-'));
  state = fs.mkdtempSync(path.join(folder, 's-'));
  started = path.join(state, 'started');
  fs.writeFileSync(path.join(root, 'app.py'), 'total = 1\nprint(totl)\n');
  // A "Python" that came with the folder and tells that it was started.
  const bin = path.join(root, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin');
  fs.mkdirSync(bin, { recursive: true });
  fs.writeFileSync(path.join(root, '.venv', 'pyvenv.cfg'), 'home = /usr/bin\n');
  fs.writeFileSync(path.join(bin, 'python'), `#!/bin/sh\n: >'${started}'\nexec python3 "$@"\n`, { mode: 0o755 });
});

const env = (): NodeJS.ProcessEnv => ({ ...process.env, NO_COLOR: '1', XDG_STATE_HOME: state });

function heal(...flags: string[]): string {
  const { stderr } = spawnSync(process.execPath, [CLI, 'heal', 'app.py', ...flags], {
    cwd: root,
    encoding: 'utf8',
    env: env(),
    timeout: 60_000,
  });
  return stderr;
}

/** The same at a terminal of its own, where `answer` is typed. */
function healAtTerminal(answer: string): string {
  const driver = `
import os, pty, select, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:4] + sys.argv[5:])
seen, answered, end = b'', False, time.time() + 60
while time.time() < end:
    if select.select([fd], [], [], 0.5)[0]:
        try:
            part = os.read(fd, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part
    if not answered and b'[y/N]' in seen:
        answered = True
        os.write(fd, sys.argv[4].encode())
os.waitpid(pid, 0)
sys.stdout.write(seen.decode('utf8', 'replace'))`;
  const { stdout } = spawnSync('python3', ['-c', driver, process.execPath, CLI, 'heal', answer, 'app.py'], {
    cwd: root,
    encoding: 'utf8',
    env: env(),
    timeout: 90_000,
  });
  return stdout;
}

it('a script starts them and is told which', () => {
  expect(heal()).toContain('starts what came with the folder: Python (.venv/bin/python)');
  expect(fs.existsSync(started)).toBe(true);
});

it('--no-workspace-programs starts none of them, and heals with what the machine has', () => {
  const said = heal('--no-workspace-programs');
  expect(said).toContain('leaves alone what came with the folder: Python (.venv/bin/python)');
  expect(said).toContain("Change 'totl' to 'total'");
  expect(fs.existsSync(started)).toBe(false);
});

it('nor where an activated environment of the folder stands on PATH', () => {
  const bin = path.join(root, '.venv', 'bin');
  fs.copyFileSync(path.join(bin, 'python'), path.join(bin, 'python3'));
  spawnSync(process.execPath, [CLI, 'heal', 'app.py', '--no-workspace-programs'], {
    cwd: root,
    env: { ...env(), PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`, VIRTUAL_ENV: path.dirname(bin) },
    timeout: 60_000,
  });
  expect(fs.existsSync(started)).toBe(false);
});

it.skipIf(process.platform === 'win32')('a terminal is asked once, and the answer holds', () => {
  const first = healAtTerminal('n\r');
  expect(first).toContain('Start them, now and later?');
  expect(first).toContain('leaves alone');
  expect(fs.existsSync(started)).toBe(false);
  const second = healAtTerminal('y\r');
  expect(second).not.toContain('Start them');
  expect(fs.existsSync(started)).toBe(false);
  expect(fs.statSync(path.join(state, 'self-heal', 'workspace-programs.json')).mode & 0o777).toBe(0o600);
});

it.skipIf(process.platform === 'win32')('Ctrl+C at the question starts nothing and is asked again', () => {
  healAtTerminal('\u0003');
  expect(fs.existsSync(started)).toBe(false);
  expect(healAtTerminal('y\r')).toContain('Start them, now and later?');
  expect(fs.existsSync(started)).toBe(true);
});
