// Which sandbox there is on this machine. Each kind is tried for real before it is believed: a program is run in it that tries
// to read, write and see what it must not.

import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { writeFailure } from '../../files/write-file';
import { bubblewrap, isBefore, type BubblewrapOptions } from './bubblewrap';
import { copySandbox } from './copy';
import type { FoundSandbox, Sandbox, SandboxRun } from './sandbox';
import { seatbelt } from './seatbelt';
import { gotFromKernel, kernelAttempts } from './kernel-probe';
import { findProgram, real } from './mounts';

let found: Promise<FoundSandbox> | undefined;

/** The best sandbox here, probed once a process: about 0.1 s the first time. */
export function findSandbox(): Promise<FoundSandbox> {
  return (found ??= searchSandbox(process.platform, process.env));
}

export async function searchSandbox(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Promise<FoundSandbox> {
  const notes: string[] = [];
  const bwrap = platform === 'linux' ? findProgram('bwrap', { PATH: env['PATH'] ?? '/usr/bin:/bin' }) : undefined;
  if (platform === 'linux' && !bwrap)
    return { sandbox: copySandbox({ env }), notes: ['bubblewrap is not installed.'], notInstalled: 'bubblewrap' };
  const sandbox = bwrap ? await searchBubblewrap(bwrap, env, notes) : platform === 'darwin' ? await searchSeatbelt(env, notes) : undefined;
  if (platform !== 'linux' && platform !== 'darwin') notes.push('There is no sandbox for this system yet.');
  return { sandbox: sandbox ?? copySandbox({ env }), notes };
}

async function searchBubblewrap(command: string, env: NodeJS.ProcessEnv, notes: string[]): Promise<Sandbox | undefined> {
  const version = await versionOf(command);
  if (version === undefined) {
    notes.push('bubblewrap is installed, but does not start.');
    return undefined;
  }
  const options: BubblewrapOptions = { command, version, layer: 'copy', holds: true, env };
  const { works, why } = await firstThatWorks(options);
  if (!works) {
    notes.push(`bubblewrap ${version} is installed, but ${why ?? 'does not work.'}`);
    return undefined;
  }
  if (!works.holds)
    notes.push(`bubblewrap ${version} works here, but is too weak to run programs unasked: ${why ?? 'it could not be tried in full.'}`);
  const layered = bubblewrap({ ...works, layer: 'overlay' });
  const wrong = await probe(layered, false, env);
  if (!wrong || (wrong.weak && !works.holds)) return layered;
  notes.push('Programs that write files run on a copy of the workspace: the system does not let a sandbox layer file systems.');
  return bubblewrap(works);
}

/** Strongest first. `why`: what is wrong with the strongest that works, or with the last one tried where none does. */
async function firstThatWorks(
  options: BubblewrapOptions,
): Promise<{ readonly works: BubblewrapOptions | undefined; readonly why: string | undefined }> {
  const ways = [
    ...(isBefore(options.version, 8) ? [] : [{ ...options, disableUserns: true }]),
    options,
    { ...options, filter: false, holds: false },
  ];
  let why: string | undefined;
  for (const way of ways) {
    const wrong = await probe(bubblewrap(way), true, options.env ?? {});
    if (!wrong) return { works: way, why: undefined };
    if (wrong.weak) return { works: { ...way, holds: false }, why: wrong.why };
    why = wrong.why;
  }
  return { works: undefined, why };
}

async function searchSeatbelt(env: NodeJS.ProcessEnv, notes: string[]): Promise<Sandbox | undefined> {
  if (!fs.existsSync('/usr/bin/sandbox-exec')) {
    notes.push('sandbox-exec is not there.');
    return undefined;
  }
  const sandbox = seatbelt({ env, holds: true });
  const wrong = await probe(sandbox, false, env);
  if (!wrong) return sandbox;
  notes.push(`sandbox-exec is there, but ${wrong.why}`);
  return undefined;
}

interface Wrong {
  /** The end of a sentence. */
  readonly why: string;
  /** Files and network are shut off, but not the kernel: better than none where the user says yes. */
  readonly weak: boolean;
}

/**
 * What is wrong with a sandbox; undefined where it holds. `readOnly`: the program only reads; else it gets a new
 * file, and so a workspace that it may write to.
 */
async function probe(sandbox: Sandbox, readOnly: boolean, env: NodeJS.ProcessEnv): Promise<Wrong | undefined> {
  try {
    return await probeInFolder(sandbox, readOnly, env);
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).syscall !== 'string') throw error;
    return { why: `it could not be tried in the folder for temporary files: ${writeFailure(error).message}.`, weak: false };
  }
}

async function probeInFolder(sandbox: Sandbox, readOnly: boolean, env: NodeJS.ProcessEnv): Promise<Wrong | undefined> {
  const base = fs.mkdtempSync(path.join(real(os.tmpdir()), 'self-heal-probe-'));
  try {
    const root = path.join(base, 'workspace');
    const [file, added, secret, trace] = [
      path.join(root, 'file'),
      path.join(root, 'added'),
      path.join(base, 'secret'),
      path.join(base, 'trace'),
    ];
    fs.mkdirSync(root);
    fs.writeFileSync(file, 'original');
    fs.writeFileSync(secret, 'secret');
    const script = [
      'echo "text=$(cat file)"',
      ...(readOnly ? [] : ['echo "added=$(cat added)"', 'echo changed >>other && echo wrote', 'echo changed >file 2>&1']),
      `echo "secret=$(cat '${secret}' 2>&1)"`,
      `echo trace 2>&1 >'${trace}'`,
      'echo "net=$(readlink /proc/self/ns/net)"; echo "pid=$(readlink /proc/self/ns/pid)"; echo "ipc=$(readlink /proc/self/ns/ipc)"',
      // Opening alone changes nothing.
      '(: >>/proc/sys/kernel/core_pattern) 2>/dev/null && echo opened',
      ...(sandbox.kind === 'bubblewrap' ? kernelAttempts(env) : []),
      'echo end',
    ].join('\n');
    const files = new Map([[file, 'patched'], ...(readOnly ? [] : [[added, 'new'] as const])]);
    const run = await sandbox.run({
      argv: ['/bin/sh', '-c', script],
      cwd: root,
      root,
      files,
      limits: { ms: 5_000 },
      signal: new AbortController().signal,
    });
    const why =
      unproved(run, sandbox, readOnly) ??
      (fs.readFileSync(file, 'utf8') !== 'original' || fs.existsSync(trace) || fs.readdirSync(root).length !== 1
        ? 'a program in it could write to the disk.'
        : undefined);
    if (why) return { why, weak: false };
    const got = sandbox.kind === 'bubblewrap' ? gotFromKernel(new Set(run.stdout.split('\n'))) : undefined;
    return got === undefined ? undefined : { why: `a program in it could ${got}.`, weak: true };
  } catch (error) {
    return { why: `it could not be tried: ${error instanceof Error ? error.message : String(error)}`, weak: false };
  } finally {
    fs.rmSync(base, { recursive: true, force: true });
  }
}

function unproved(run: SandboxRun, sandbox: Sandbox, readOnly: boolean): string | undefined {
  const said = new Set(run.stdout.split('\n'));
  if (run.ended !== 'exited' || !said.has('end'))
    return `the system does not let it work: ${run.why ?? run.stderr.trim().split('\n', 1)[0] ?? run.ended}`;
  if (!said.has('text=patched') || (!readOnly && !(said.has('added=new') && said.has('wrote'))))
    return 'a program in it does not see the patched files.';
  if (said.has('secret=secret')) return 'a program in it could read other files.';
  if (said.has('opened')) return 'a program in it could change the settings of the system.';
  // Namespaces have names; the host's own can be compared. Under macOS the profile decides, and there are none.
  if (sandbox.kind === 'bubblewrap') {
    for (const name of ['net', 'pid', 'ipc']) {
      const inside = [...said].find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);
      if (!inside || inside === fs.readlinkSync(`/proc/self/ns/${name}`))
        return name === 'net' ? 'a program in it could reach the network.' : 'a program in it could reach other programs.';
    }
  }
  return undefined;
}

function versionOf(command: string): Promise<string | undefined> {
  return new Promise((resolve) =>
    execFile(command, ['--version'], { timeout: 5_000, killSignal: 'SIGKILL' }, (error, stdout) =>
      resolve(error ? undefined : (/\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? 'unknown')),
    ),
  );
}
