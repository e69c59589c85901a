// Where nothing shuts a program in: a copy of the workspace in a temporary folder, so that the workspace itself stays as it is
// as long as the program keeps to relative paths and to the paths it is given. It holds nothing back, and says so.

import { execFile, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { cleanEnvironment } from './environment';
import { descendants, treeUsage, usageByPs, type Usage } from './process-tree';
import { notStarted, unfitRequest } from './request';
import { DEFAULT_LIMITS, type Sandbox, type SandboxLimits, type SandboxRequest, type SandboxRun } from './sandbox';
import { REPORT_FD, supervise } from './supervise';
import { findProgram, isFolder, real } from './mounts';
import { planCopy } from './workspace-layer';

/** Where a run takes place. All absolute. */
export interface CopiedPlaces {
  /** Holds the others, and is deleted with them. */
  readonly base: string;
  readonly workspace: string;
  readonly helpers: string;
  readonly temporary: string;
}

export interface CopyOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly home?: string;
  /** Shuts the command in, where the system has something for it; a text says why it can't. */
  readonly wrap?: (
    argv: readonly string[],
    places: CopiedPlaces,
    request: SandboxRequest,
    env: Readonly<Record<string, string>>,
  ) => readonly string[] | string;
}

const WINDOWS = process.platform === 'win32';

export function copySandbox(options: CopyOptions = {}): Sandbox {
  return {
    kind: 'copy',
    name: 'a copy of the workspace: other files and the network are not protected',
    holds: false,
    run: (request) => runInCopy(request, options),
  };
}

/** Copies, runs, deletes the copy. Paths of the copy in what comes out are told as those of the workspace. */
export async function runInCopy(request: SandboxRequest, options: CopyOptions): Promise<SandboxRun> {
  const started = performance.now();
  const home = real(options.home ?? os.homedir());
  const why = unfitRequest(request, home);
  if (why) return notStarted(why);
  const limits: SandboxLimits = { ...DEFAULT_LIMITS, ...request.limits };
  let base: string | undefined;
  try {
    base = fs.mkdtempSync(path.join(real(os.tmpdir()), 'self-heal-run-'));
    const places: CopiedPlaces = {
      base,
      workspace: path.join(base, path.basename(request.root)),
      helpers: path.join(base, '.helpers'),
      temporary: path.join(base, '.tmp'),
    };
    const failed = makeCopy(request, places, limits);
    if (failed) return notStarted(failed);
    const moved = mover(request.root, places.workspace);
    const { env, withheld } = cleanEnvironment(options.env ?? process.env, {
      TMPDIR: places.temporary,
      TEMP: places.temporary,
      TMP: places.temporary,
      PYTHONDONTWRITEBYTECODE: '1',
      ...Object.fromEntries(
        Object.entries(request.env ?? {}).map(([name, value]) => [name, moved(value.replaceAll('‹helpers›', places.helpers))]),
      ),
      ...(request.helpers ? { SELF_HEAL_HELPERS: places.helpers } : {}),
      SELF_HEAL_REPORT: String(REPORT_FD),
    });
    const cwd = moved(request.cwd);
    const argv = request.argv.map(moved);
    const program = WINDOWS ? argv[0] : findProgram(argv[0] ?? '', env, cwd);
    if (!program) return notStarted(`The program “${request.argv[0] ?? ''}” was not found.`);
    const wrapped = options.wrap?.(argv, places, request, env) ?? argv;
    if (typeof wrapped === 'string') return notStarted(wrapped);
    // No core files, and no file larger than the disk may grow (in blocks of 512 bytes).
    const [command = '', ...args] = WINDOWS
      ? wrapped
      : ['/bin/sh', '-c', `ulimit -c 0; ulimit -f ${Math.ceil(limits.diskBytes / 512)}; exec "$@"`, 'sh', ...wrapped];
    const seen = new Set<number>();
    const ownMs = performance.now() - started;
    const run = await supervise({
      command,
      args,
      env,
      cwd,
      input: request.input,
      feeds: [],
      wrapped: false,
      limits,
      signal: request.signal,
      every: process.platform === 'linux' ? 25 : 250,
      usage: (child) => usageOf(child, limits, seen),
      kill: (child) => killAll(child, seen),
      // What the program left behind goes with it.
      gone: (child) => Promise.resolve(killAll(child, seen)),
    });
    const told = mover(places.workspace, request.root);
    return {
      ...run,
      stdout: told(run.stdout),
      stderr: told(run.stderr),
      report: told(run.report),
      ...(withheld.length > 0 ? { withheld } : {}),
      ms: performance.now() - started,
      ownMs: run.ended === 'not-started' ? 0 : ownMs,
    };
  } catch (error) {
    return notStarted(`The workspace could not be copied: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    // Windows lets nothing go that is just being closed.
    if (base) await fs.promises.rm(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => {});
  }
}

function makeCopy(request: SandboxRequest, places: CopiedPlaces, limits: SandboxLimits): string | undefined {
  const { root, files, helpers } = request;
  for (const folder of [places.workspace, places.helpers, places.temporary]) fs.mkdirSync(folder, { recursive: true });
  if (isFolder(root)) {
    const plan = planCopy(root, limits.diskBytes);
    if (!plan) return 'The workspace is too large to be copied.';
    for (const relative of plan.copied) {
      if (files.has(path.join(root, relative))) continue;
      const [from, to] = [path.join(root, relative), path.join(places.workspace, relative)];
      fs.mkdirSync(path.dirname(to), { recursive: true });
      const kind = fs.lstatSync(from);
      if (kind.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(from), to);
      else if (kind.isDirectory()) fs.mkdirSync(to, { recursive: true });
      // A clone where the file system knows how: no bytes are copied then.
      else fs.copyFileSync(from, to, fs.constants.COPYFILE_FICLONE);
    }
    for (const relative of plan.shown) {
      const to = path.join(places.workspace, relative);
      fs.mkdirSync(path.dirname(to), { recursive: true });
      fs.symlinkSync(path.join(root, relative), to, fs.statSync(path.join(root, relative)).isDirectory() ? 'junction' : 'file');
    }
  }
  for (const [file, text] of files) {
    const to = path.join(places.workspace, path.relative(root, file));
    fs.mkdirSync(path.dirname(to), { recursive: true });
    const mode = fs.existsSync(file) ? fs.statSync(file).mode & 0o777 : 0o644;
    fs.writeFileSync(to, text, { mode: mode | 0o600 });
  }
  fs.mkdirSync(path.join(places.workspace, path.relative(root, request.cwd)), { recursive: true });
  for (const [name, text] of helpers ?? []) fs.writeFileSync(path.join(places.helpers, name), text);
  return undefined;
}

/** Replaces a folder's path by another's wherever it stands as a path of its own or the start of one. */
function mover(from: string, to: string): (text: string) => string {
  const pattern = new RegExp(`${from.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')}(?![\\w.-])`, 'g');
  return (text) => text.replace(pattern, () => to);
}

async function usageOf(child: number, limits: SandboxLimits, seen: Set<number>): Promise<Usage | undefined> {
  if (process.platform === 'linux') {
    for (const pid of descendants(child, limits.processes + 2)) seen.add(pid);
    return treeUsage(child, limits.processes + 2, limits.memoryBytes);
  }
  if (WINDOWS) return undefined;
  const used = await usageByPs(child);
  for (const pid of used.pids) seen.add(pid);
  return used;
}

/** The process group, and what was seen below the program even if it has left the group since. */
function killAll(child: ChildProcess, seen: ReadonlySet<number>): void {
  if (child.pid === undefined) return;
  if (WINDOWS) {
    execFile('taskkill', ['/pid', String(child.pid), '/T', '/F'], () => {});
    return;
  }
  const below = process.platform === 'linux' ? descendants(child.pid) : [];
  for (const pid of [-child.pid, ...below, ...seen]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
}
