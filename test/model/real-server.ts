// A real model server for tests: llama.cpp with a model of 135 million parameters, from the folder that run.mjs has installed it into.

import { spawn } from 'node:child_process';
import path from 'node:path';

/** The Python of that folder; undefined where it could not be installed: then every test of the layer is skipped, and counted so. */
export const PYTHON = process.env['SELF_HEAL_REAL_MODEL'] || undefined;

export const KEY = 'key-of-this-test-only';

export interface RealServer {
  readonly baseUrl: string;
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

const STARTED_WITHIN_MS = 120_000;

/** Loaded and ready. @param adapters GGUF files that it is started with. */
export async function startRealServer(python: string, adapters: readonly string[] = []): Promise<RealServer> {
  const child = spawn(python, [path.join(__dirname, 'server.py'), KEY, ...adapters], { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  let said = '';
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const stop = async (): Promise<void> => {
    // Its whole group, and at once: it has nothing to lose.
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
    await ended;
  };
  try {
    const origin = await new Promise<string>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`the model server did not start: ${said}`)), STARTED_WITHIN_MS);
      const see = (chunk: Buffer): void => {
        said = (said + chunk.toString()).slice(-4_000);
        const found = /listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
        if (!found) return;
        clearTimeout(late);
        resolve(found);
      };
      child.stdout.on('data', see);
      child.stderr.on('data', see);
      child.on('error', reject);
      void ended.then(() => reject(new Error(`the model server ended: ${said}`)));
    });
    for (const began = Date.now(); ;) {
      const health = await fetch(`${origin}/health`).catch(() => undefined);
      if (health?.ok) break;
      if (Date.now() - began > STARTED_WITHIN_MS) throw new Error(`the model server did not load its model: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return { origin, baseUrl: `${origin}/v1`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
