// What the tests that train have at hand: the Python, the pairs, a tiny model, and ways to run the trainer and to look at what it made.

import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  openPairStore,
  planTraining,
  train,
  type PairStore,
  type TrainingPlan,
  type TrainingProgress,
  type TrainingRequest,
} from '../../src/engine';

export const PYTHON = process.env['SELF_HEAL_ADAPTERS_PYTHON'] ?? '';
export const GGUF = process.env['SELF_HEAL_ADAPTERS_GGUF'] ?? '';
export const PAIRS = process.env['SELF_HEAL_ADAPTERS_WORKSPACE'] ?? '';
export const TRAINER = path.join(import.meta.dirname, '../../media/train_lora.py');
const here = import.meta.dirname;
const run = promisify(execFile);

export const makeFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-adapters-'));

/** Standard output of a Python program of this folder. */
export async function python(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { stdout } = await run(PYTHON, [...args], { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024, timeout: 30 * 60_000 });
  return stdout;
}

export async function makeTinyModel(folder: string): Promise<string> {
  const at = path.join(folder, 'tiny');
  await python([path.join(here, 'tiny_model.py'), at]);
  return at;
}

/** A workspace with the pairs, and nothing else. */
export function workspaceWithPairs(folder: string): string {
  const at = path.join(folder, 'workspace');
  fs.cpSync(PAIRS, at, { recursive: true });
  return at;
}

export function openStore(workspace: string): PairStore {
  const opened = openPairStore({ folder: workspace, maxPairs: 10_000 });
  if (!opened.ok) throw new Error(opened.message);
  return opened.value;
}

export async function plan(request: TrainingRequest, store: PairStore): Promise<TrainingPlan> {
  const planned = await planTraining({ python: PYTHON, threads: 1, ...request }, store);
  if (!planned.ok) throw new Error(planned.message);
  return planned.value;
}

export async function trained(of: TrainingPlan, store: PairStore, onProgress?: (progress: TrainingProgress) => void) {
  const said: string[] = [];
  const ended = await train(of, { store, onLog: (line) => said.push(line), ...(onProgress ? { onProgress } : {}) });
  if (!ended.ok) throw new Error(`${ended.message}\n${said.slice(-30).join('\n')}`);
  return ended.value;
}

export type Event = Readonly<Record<string, unknown>> & { readonly event: string };

/** The trainer itself on a job, in a folder of its own. */
export function runJob(
  folder: string,
  job: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly code: number | null; readonly events: readonly Event[] }> {
  const file = path.join(folder, 'job.json');
  fs.writeFileSync(file, JSON.stringify({ output: '.', threads: 1, ...job }));
  return new Promise((resolve) => {
    const child = spawn(PYTHON, [TRAINER, file], { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.on('close', (code) => {
      resolve({
        code,
        events: text
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as Event),
      });
    });
  });
}

export interface Look {
  readonly weights: number;
  readonly moved: number;
  readonly other: number;
  readonly of: number;
}

/** By PEFT alone. */
export async function look(base: string, gguf: string | undefined, adapter: string, valid: string): Promise<Look> {
  return JSON.parse(await python([path.join(here, 'look.py'), base, gguf ?? '-', adapter, valid])) as Look;
}

/** The first so many examples of the workspace, as the trainer reads them. */
export function exampleFiles(folder: string, count: number): { readonly train: string; readonly valid: string } {
  const example = (n: number) => ({
    prompt: [
      { role: 'system', content: 'You repair code.' },
      { role: 'user', content: `Error: name 'item${n}' is not defined\n\nprint(item${n})` },
    ],
    completion: [{ role: 'assistant', content: `print(items${n})` }],
  });
  const write = (name: string, numbers: readonly number[]): string => {
    fs.writeFileSync(path.join(folder, name), numbers.map((n) => `${JSON.stringify(example(n))}\n`).join(''));
    return name;
  };
  return {
    train: write(
      'train.jsonl',
      Array.from({ length: count }, (_, n) => n),
    ),
    valid: write(
      'valid.jsonl',
      Array.from({ length: 6 }, (_, n) => 1000 + n),
    ),
  };
}
