// A Sandbox that protects nothing, for tests of what is built upon it: the real folder, a real process, ended with its group.

import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DEFAULT_LIMITS, type Sandbox, type SandboxRequest, type SandboxRun } from '../../src/engine/verify/sandbox/sandbox';

/** A fresh folder and a sandbox that runs in it; `root` holds exactly a request's files, at their own paths. */
export async function unsandboxed(): Promise<{
  readonly root: string;
  readonly sandbox: Sandbox;
  readonly runs: () => number;
  dispose(): Promise<void>;
}> {
  const base = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'self-heal-rerun-')));
  const root = path.join(base, 'work');
  let runs = 0;
  const run = async (request: SandboxRequest): Promise<SandboxRun> => {
    runs++;
    await fs.rm(root, { recursive: true, force: true });
    await fs.mkdir(request.cwd, { recursive: true });
    for (const [file, text] of request.files) {
      await fs.mkdir(path.dirname(file), { recursive: true });
      await fs.writeFile(file, text);
    }
    const helpers = path.join(base, 'helpers');
    await fs.rm(helpers, { recursive: true, force: true });
    await fs.mkdir(helpers);
    for (const [name, text] of request.helpers ?? []) await fs.writeFile(path.join(helpers, name), text);
    const own = Object.fromEntries(
      Object.entries(request.env ?? {}).map(([name, value]) => [name, value.replaceAll('‹helpers›', helpers)]),
    );
    return new Promise((resolve) => {
      const [program = '', ...args] = request.argv;
      const started = Date.now();
      const child = spawn(program, args, {
        cwd: request.cwd,
        env: { ...process.env, ...own, SELF_HEAL_HELPERS: helpers, SELF_HEAL_REPORT: '3' },
        stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
        detached: true,
      });
      const out = ['', '', '', ''];
      for (const fd of [1, 2, 3]) child.stdio[fd]?.on('data', (data: Buffer) => (out[fd] += data.toString()));
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(request.input ?? '');
      let ended: SandboxRun['ended'] = 'exited';
      const kill = (why: SandboxRun['ended']): void => {
        ended = why;
        try {
          if (child.pid) process.kill(-child.pid, 'SIGKILL');
        } catch {
          // Gone already.
        }
      };
      const timer = setTimeout(() => kill('timeout'), request.limits?.ms ?? DEFAULT_LIMITS.ms);
      request.signal.addEventListener('abort', () => kill('cancelled'));
      child.on('close', (code, signal) => {
        clearTimeout(timer);
        resolve({
          ended,
          exitCode: ended === 'exited' ? (code ?? 128 + (signal === null ? 0 : (os.constants.signals[signal] ?? 0))) : null,
          stdout: out[1] ?? '',
          stderr: out[2] ?? '',
          report: out[3] ?? '',
          ms: Date.now() - started,
          ownMs: 0,
        });
      });
    });
  };
  return {
    root,
    sandbox: { kind: 'copy', name: 'no sandbox', holds: false, run },
    runs: () => runs,
    dispose: () => fs.rm(base, { recursive: true, force: true }),
  };
}
