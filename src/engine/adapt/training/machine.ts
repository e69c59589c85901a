// What the machine has for a training: memory, disk, GPUs. Asks, changes nothing.

import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onPath } from '../../project/find-python';

export interface Machine {
  /** Free memory of each GPU that NVIDIA's own tool tells of, in bytes. */
  readonly gpus: readonly number[];
  /** Memory that programs can still get, in bytes. */
  readonly memory: number;
  readonly cores: number;
  readonly isAppleSilicon: boolean;
}

export async function lookAtMachine(env: NodeJS.ProcessEnv = process.env): Promise<Machine> {
  return {
    gpus: await nvidiaGpus(env),
    memory: process.availableMemory?.() ?? os.freemem(),
    cores: os.availableParallelism(),
    isAppleSilicon: process.platform === 'darwin' && process.arch === 'arm64',
  };
}

async function nvidiaGpus(env: NodeJS.ProcessEnv): Promise<number[]> {
  const tool = onPath('nvidia-smi', env);
  if (tool === undefined || env['CUDA_VISIBLE_DEVICES'] === '') return [];
  const told = await output(tool, ['--query-gpu=memory.free', '--format=csv,noheader,nounits'], env, 10_000);
  const all = (told ?? '')
    .split('\n')
    .map((line) => Number(line.trim() || NaN) * 1024 * 1024)
    .filter((bytes) => bytes > 0);
  const visible = env['CUDA_VISIBLE_DEVICES']?.split(',').filter((one) => one.trim() !== '').length;
  return all.slice(0, visible ?? all.length);
}

/** What a program says on standard output; undefined where it fails, or takes longer. */
export function output(program: string, args: readonly string[], env: NodeJS.ProcessEnv, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = execFile(
      program,
      args,
      { env, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 1024 * 1024, windowsHide: true },
      (error, stdout) => {
        resolve(error ? undefined : stdout);
      },
    );
    child.stdin?.end();
  });
}

/** Bytes that can be written where the folder is, or will be made. */
export function freeDisk(folder: string): number {
  for (let at = folder; ; at = path.dirname(at)) {
    try {
      const { bavail, bsize } = fs.statfsSync(at);
      return bavail * bsize;
    } catch {
      if (at === path.dirname(at)) return Infinity;
    }
  }
}
