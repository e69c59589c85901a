// By what a training is run: a Python that has the packages, uv, or a virtual environment of Self-Heal's own that is made for it. Found without
// downloading anything.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import script from '../../../../media/train_lora.py';
import { readFileText } from '../../files/read-file';
import { onPath, pythonOnPath } from '../../project/find-python';
import { failure, success, type Result } from '../../result';
import { output } from './machine';

export interface Launcher {
  readonly kind: 'uv' | 'venv' | 'python' | 'mlx';
  /** Absolute path. Of `venv`: the Python that makes it. */
  readonly program: string;
  /** Packages are fetched first: some gigabytes. */
  readonly downloads: boolean;
  /** The environment's folder, of `venv`. */
  readonly folder?: string;
}

/** A program with its arguments. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

export const SCRIPT_NAME = 'train_lora.py';
/** The trainer, as it is written beside its job. */
export const TRAINER: string = script;

/** The packages that the trainer names in its own head (PEP 723). */
export const REQUIREMENTS: readonly string[] = [
  ...(/^# \/\/\/ script\n([\s\S]*?)^# \/\/\/$/m.exec(TRAINER)?.[1]?.matchAll(/^# {5}"([^"]+)",?$/gm) ?? []),
].map(([, requirement]) => requirement ?? '');
const IMPORTS = ['torch', 'transformers', 'trl', 'peft', 'accelerate', 'datasets', 'safetensors'];
const OLDEST = [3, 10] as const;
/** A Python that does not answer within this is not used. */
const PROBE_MS = 30_000;
/** In bytes. */
const MAX_STAMP = 100_000;
const BIN = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';

type Found = Result<Launcher, 'no-python' | 'no-packages'>;

export interface LauncherSearch {
  /** A Python that a person chose: no other is taken. */
  readonly python?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly isAppleSilicon?: boolean;
}

export async function findLauncher({ python, env = process.env, isAppleSilicon = false }: LauncherSearch): Promise<Found> {
  if (python !== undefined) return givenPython(python, env, isAppleSilicon);
  const own = pythonOnPath(env);
  const known = own === undefined ? undefined : await probe(own, env);
  if (own !== undefined && known) {
    if (isAppleSilicon && known.mlx) return success({ kind: 'mlx', program: own, downloads: false });
    if (known.missing.length === 0 && isNew(known.version)) return success({ kind: 'python', program: own, downloads: false });
  }
  const folder = environmentFolder(env);
  if (isEnvironmentReady(folder)) return success({ kind: 'venv', program: path.join(folder, BIN), downloads: false, folder });
  const uv = onPath('uv', env);
  if (uv !== undefined) return success({ kind: 'uv', program: uv, downloads: true });
  if (own !== undefined && known && isNew(known.version) && known.venv)
    return success({ kind: 'venv', program: own, downloads: true, folder });
  const there =
    own === undefined
      ? 'neither was found'
      : !known
        ? `${own} does not answer`
        : isNew(known.version)
          ? `${own} can’t make virtual environments (on Debian: apt install python3-venv)`
          : `${own} is Python ${known.version.join('.')}`;
  return failure('no-python', `A training needs uv, or Python ${OLDEST.join('.')} or newer: ${there}.`);
}

async function givenPython(python: string, env: NodeJS.ProcessEnv, isAppleSilicon: boolean): Promise<Found> {
  const program = /[\\/]/.test(python) ? path.resolve(python) : onPath(python, env);
  if (program === undefined || !fs.existsSync(program)) return failure('no-python', `There is no Python at ${python}.`);
  const known = await probe(program, env);
  if (!known) return failure('no-python', `${program} is no Python that answers.`);
  if (isAppleSilicon && known.mlx) return success({ kind: 'mlx', program, downloads: false });
  if (known.missing.length > 0)
    return failure(
      'no-packages',
      `${program} has no ${known.missing.join(', ')}. Install what is missing: ${program} -m pip install ${known.missing.join(' ')}.`,
    );
  return success({ kind: 'python', program, downloads: false });
}

interface Known {
  readonly version: readonly number[];
  readonly missing: readonly string[];
  readonly mlx: boolean;
  readonly venv: boolean;
}

const PROBE = `import sys, json, importlib.util as u
has = lambda n: u.find_spec(n) is not None
print(json.dumps({"version": sys.version_info[:2], "missing": [n for n in ${JSON.stringify(IMPORTS)} if not has(n)], "mlx": has("mlx_lm"), "venv": has("venv") and has("ensurepip")}))`;

async function probe(program: string, env: NodeJS.ProcessEnv): Promise<Known | undefined> {
  const told = await output(program, ['-I', '-c', PROBE], env, PROBE_MS);
  try {
    const value: unknown = JSON.parse(told ?? '');
    return isKnown(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isKnown = (value: unknown): value is Known =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  Array.isArray(value.version) &&
  'missing' in value &&
  Array.isArray(value.missing);

const isNew = ([major = 0, minor = 0]: readonly number[]): boolean => major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);

/** Of all workspaces together: the packages are large. */
export function environmentFolder(env: NodeJS.ProcessEnv = process.env): string {
  const cache =
    process.platform === 'win32'
      ? (env['LOCALAPPDATA'] ?? path.join(os.homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? path.join(os.homedir(), 'Library', 'Caches')
        : (env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'));
  return path.join(cache, 'self-heal', 'training');
}

const stampOf = (folder: string): string => path.join(folder, 'self-heal-packages');
const isEnvironmentReady = (folder: string): boolean =>
  readFileText(stampOf(folder), MAX_STAMP) === REQUIREMENTS.join('\n') && fs.existsSync(path.join(folder, BIN));

/** What makes the environment, one after the other; the stamp is set after the last. Empty where nothing is to be made. */
export function preparations({ kind, program, downloads, folder }: Launcher): readonly Command[] {
  if (kind !== 'venv' || !downloads || folder === undefined) return [];
  const python = path.join(folder, BIN);
  return [
    { program, args: ['-m', 'venv', '--clear', folder] },
    { program: python, args: ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', ...REQUIREMENTS] },
  ];
}

export function setStamp({ folder }: Launcher): void {
  if (folder !== undefined) fs.writeFileSync(stampOf(folder), REQUIREMENTS.join('\n'));
}

/** The run itself. `processes` above one: by accelerate, the script unchanged. @param job absolute path. */
export function trainCommand({ kind, program, downloads, folder }: Launcher, scriptFile: string, job: string, processes: number): Command {
  const launch = ['--num_processes', String(processes), '--num_machines', '1', '--mixed_precision', 'no', '--dynamo_backend', 'no'];
  if (kind === 'uv')
    return processes > 1
      ? {
          program,
          args: [
            'run',
            '--no-project',
            ...REQUIREMENTS.flatMap((one) => ['--with', one]),
            'accelerate',
            'launch',
            '--multi_gpu',
            ...launch,
            scriptFile,
            job,
          ],
        }
      : { program, args: ['run', '--no-project', '--script', scriptFile, job] };
  const python = kind === 'venv' && downloads && folder !== undefined ? path.join(folder, BIN) : program;
  return processes > 1
    ? { program: python, args: ['-m', 'accelerate.commands.launch', '--multi_gpu', ...launch, scriptFile, job] }
    : { program: python, args: [scriptFile, job] };
}
