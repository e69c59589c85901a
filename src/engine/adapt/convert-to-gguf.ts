// From PEFT's files to the GGUF that llama.cpp and Ollama read: by a small script of ours in a Python that has the package `gguf`. The base's own weights are
// not read, and nothing is downloaded but, by uv, two packages.

import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import script from '../../../media/convert_lora.py';
import { writeFailure } from '../files/write-file';
import { onPath, pythonOnPath } from '../project/find-python';
import { failure, success, type Result } from '../result';
import { readGgufHeader } from './gguf';
import { CONFIG, GGUF, peftFilesOf } from './servers/files';
import type { ServedAdapter } from './servers/server';
import { findLauncher, type Command } from './training/launcher';
import { output } from './training/machine';
import { runTrainer } from './training/run-trainer';

export type ConvertFailure =
  /** There is no Python with the package, and no uv. */
  | 'no-tool'
  /** The base's kind can't be told from what was named. */
  | 'no-base'
  /** A kind of model whose layout is not known here. */
  | 'unknown-kind'
  | 'wrong-base'
  | 'bad-adapter'
  | 'cancelled'
  | 'not-written';

export interface ConvertRequest {
  readonly adapter: ServedAdapter;
  /** The model that it was trained for: a folder with its config.json, a `.gguf` file, or a name on the hub; that of PEFT's configuration where absent. */
  readonly base?: string | undefined;
  /** A Python that a person chose; absolute path. */
  readonly python?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  readonly onProgress?: ((text: string) => void) | undefined;
}

const PROBE_MS = 30_000;

const Answer = v.union([v.object({ tensors: v.number() }), v.object({ reason: v.string(), message: v.string() })]);
const REASONS: readonly ConvertFailure[] = ['no-tool', 'no-base', 'unknown-kind', 'wrong-base', 'bad-adapter'];

/** @returns the absolute path of the GGUF in the adapter's folder. Whole or not at all. */
export async function convertToGguf({
  adapter,
  base,
  python,
  env = process.env,
  signal,
  onProgress,
}: ConvertRequest): Promise<Result<string, ConvertFailure>> {
  const peft = peftFilesOf(adapter);
  if (!peft.ok) return failure('bad-adapter', peft.message);
  const { id, folder } = adapter;
  const of = base ?? peft.value.base ?? '';
  if (of === '') return failure('no-base', `The ${CONFIG} of the adapter ${id} does not name the model that it is for; name it.`);
  const out = path.join(folder, GGUF);
  const mark = crypto.randomBytes(6).toString('hex');
  const [tool, made] = [path.join(folder, `.convert-${mark}.py`), path.join(folder, `.convert-${mark}.gguf`)];
  try {
    const command = await commandFor([tool, folder, of, made], python, env);
    if (!command.ok) return command;
    fs.writeFileSync(tool, script);
    onProgress?.(`Converting ${id} to GGUF…`);
    const end = await runTrainer(command.value, { cwd: folder, env, signal });
    if (end.stopped) return failure('cancelled', 'Cancelled; nothing was changed.');
    const answer = answerIn(end.last);
    if (!answer)
      return failure('no-tool', `The adapter ${id} was not converted: ${end.fault || end.last.at(-1) || 'the Python said nothing'}.`);
    if ('reason' in answer)
      return failure(
        REASONS.find((reason) => reason === answer.reason) ?? 'bad-adapter',
        `The adapter ${id} was not converted: ${answer.message.replace(/\.$/, '')}.`,
      );
    const header = await readGgufHeader(made);
    if (!header.ok || header.value['general.type'] !== 'adapter')
      return failure('not-written', `The adapter ${id} was not converted: what was written can not be read.`);
    fs.renameSync(made, out);
    return success(out);
  } catch (error) {
    return failure('not-written', `The adapter ${id} was not converted: ${writeFailure(error).message}.`);
  } finally {
    for (const file of [tool, made]) fs.rmSync(file, { force: true });
  }
}

/** A Python that has the package already, else that of trainings, else uv, which fetches it. */
async function commandFor(
  args: readonly string[],
  python: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<Result<Command, 'no-tool'>> {
  const [tool = '', ...rest] = args;
  const by = (program: string): Result<Command, 'no-tool'> => success({ program, args: [tool, ...rest] });
  if (python !== undefined) return by(python);
  const own = pythonOnPath(env);
  if (own !== undefined && (await hasGguf(own, env))) return by(own);
  const training = await findLauncher({ env });
  if (training.ok && training.value.kind !== 'uv' && !training.value.downloads && (await hasGguf(training.value.program, env)))
    return by(training.value.program);
  const uv = onPath('uv', env);
  if (uv !== undefined) return success({ program: uv, args: ['run', '--no-project', '--script', tool, ...rest] });
  return failure(
    'no-tool',
    'To convert an adapter a Python with the package “gguf” is needed (python -m pip install gguf), or uv, or llama.cpp’s own convert_lora_to_gguf.py.',
  );
}

async function hasGguf(python: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const told = await output(python, ['-I', '-c', 'import gguf, numpy; print("yes")'], env, PROBE_MS);
  return told?.trim() === 'yes';
}

function answerIn(lines: readonly string[]): v.InferOutput<typeof Answer> | undefined {
  for (const line of [...lines].reverse()) {
    try {
      const read = v.safeParse(Answer, JSON.parse(line));
      if (read.success) return read.output;
    } catch {
      // A library's words.
    }
  }
  return undefined;
}
