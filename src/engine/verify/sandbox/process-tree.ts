// What the processes of a run use, seen from outside of the sandbox. Linux only: elsewhere there is no /proc, and `ps` tells.

import { execFile } from 'node:child_process';
import * as fs from 'node:fs';

export interface Usage {
  readonly processes: number;
  /** Memory that only they hold: pages of their own, shared ones without a file on a disk behind them, and what lies in file systems in memory. */
  readonly bytes: number;
}

/** Memory that belongs to a run though none of its processes need show it. */
export interface HeldElsewhere {
  /** In file systems in memory that it writes to. */
  readonly stored: number;
  /** What all shared memory of the machine has grown by since the run began: also what was mapped once, is passed around or was detached. */
  readonly grown: number;
}

/**
 * All processes of the pid namespace that `member` (a host's pid) lives in, read from the namespace's own /proc: nothing that left its parent or its
 * session is missed. undefined where it can't be read. `most`: stop counting there. Above `enough` bytes it is looked at more closely.
 */
export function namespaceUsage(member: number, most: number, enough: number, held: HeldElsewhere): Usage | undefined {
  const proc = `/proc/${member}/root/proc`;
  let names: string[];
  try {
    names = fs.readdirSync(proc);
  } catch {
    return undefined;
  }
  // The first of the namespace is the sandbox's own.
  const pids = names.filter((name) => /^\d+$/.test(name) && name !== '1');
  return {
    processes: pids.length,
    bytes: memoryOf(
      pids.slice(0, most).map((pid) => `${proc}/${pid}`),
      enough,
      held,
    ),
  };
}

/** `root` and all below it. Misses what left its parent. */
export function treeUsage(root: number, most: number, enough: number, held: HeldElsewhere = { stored: 0, grown: 0 }): Usage {
  const pids = descendants(root, most);
  return {
    processes: pids.length,
    bytes: memoryOf(
      pids.map((pid) => `/proc/${pid}`),
      enough,
      held,
    ),
  };
}

/** What lies in file systems in memory, mounted at these places. Files without content cost about a kilobyte each. */
export function storedBytes(places: readonly string[]): number {
  return places.reduce((sum, place) => {
    try {
      const { bsize, blocks, bfree, files, ffree } = fs.statfsSync(place);
      return sum + (blocks - bfree) * bsize + (files - ffree) * 1024;
    } catch {
      return sum;
    }
  }, 0);
}

/** All shared memory of the machine in bytes, files in memory included; 0 where the kernel does not tell. */
export function machinesSharedMemory(): number {
  try {
    return Number(/^Shmem:\s+(\d+) kB/m.exec(fs.readFileSync('/proc/meminfo', 'latin1'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** `root` itself and its children's children, at most `most`, parents first. */
export function descendants(root: number, most = 4096): number[] {
  const children = childrenByParent();
  const out = [root];
  for (let at = 0; at < out.length && out.length < most; at++) out.push(...children(out[at] ?? 0));
  return out;
}

/** The kernel's own list where it keeps one; else all of /proc is read once. */
function childrenByParent(): (parent: number) => number[] {
  if (fs.existsSync(`/proc/${process.pid}/task/${process.pid}/children`)) {
    return (parent) => {
      try {
        return fs
          .readdirSync(`/proc/${parent}/task`)
          .flatMap((task) => fs.readFileSync(`/proc/${parent}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number));
      } catch {
        return [];
      }
    };
  }
  const all = new Map<number, number[]>();
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(Number(name));
    if (parent === undefined) continue;
    const list = all.get(parent);
    if (list) list.push(Number(name));
    else all.set(parent, [Number(name)]);
  }
  return (parent) => all.get(parent) ?? [];
}

function parentOf(pid: number): number | undefined {
  return Number(stat(pid)?.[1]) || undefined;
}

/** Gone, or dead and only waiting for its parent to notice. */
export function isGone(pid: number): boolean {
  const state = stat(pid)?.[0];
  return state === undefined || state === 'Z' || state === 'X';
}

/** The fields of /proc/PID/stat behind the name, which may itself hold spaces and parentheses. */
function stat(pid: number): string[] | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/**
 * A quick look counts what processes share once for each; only where that goes beyond `enough` each is asked for its share, which takes the kernel
 * about a millisecond.
 */
function memoryOf(processes: readonly string[], enough: number, { stored, grown }: HeldElsewhere): number {
  const quick = processes.map(quickLook);
  const [own, shared] = [sumOf(quick.map((each) => each.own)), sumOf(quick.map((each) => each.shared))];
  const most = own + Math.max(shared + stored, grown);
  if (most <= enough) return most;
  const shares = processes.map((proc, at) => closeLook(proc) ?? quick[at] ?? { own: 0, shared: 0 });
  // A mapped file in memory is in two of these.
  return sumOf(shares.map((each) => each.own)) + Math.max(sumOf(shares.map((each) => each.shared)), stored, grown);
}

interface Look {
  readonly own: number;
  readonly shared: number;
}

function quickLook(proc: string): Look {
  const kilobytes = kilobytesIn(`${proc}/status`, 'VmRSS:');
  if (!kilobytes) return { own: 0, shared: 0 };
  return { own: (kilobytes('RssAnon') + kilobytes('VmSwap') + kilobytes('VmPTE')) * 1024, shared: kilobytes('RssShmem') * 1024 };
}

/** Since Linux 5.9; undefined where it is not told. */
function closeLook(proc: string): Look | undefined {
  const kilobytes = kilobytesIn(`${proc}/smaps_rollup`, 'Pss_Anon:');
  if (kilobytes) return { own: (kilobytes('Pss_Anon') + kilobytes('SwapPss')) * 1024, shared: kilobytes('Pss_Shmem') * 1024 };
  // It ended since the quick look, and holds nothing any more.
  return kilobytesIn(`${proc}/status`, 'VmRSS:') ? undefined : { own: 0, shared: 0 };
}

/** undefined where the file can't be read, or has no line that begins so. */
function kilobytesIn(file: string, needed: string): ((name: string) => number) | undefined {
  let text: string;
  try {
    text = fs.readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
  if (!text.includes(`\n${needed}`)) return undefined;
  return (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** The same by `ps`, for macOS: parent and resident size of every process. */
export async function usageByPs(root: number): Promise<Usage & { readonly pids: readonly number[] }> {
  const text = await new Promise<string>((resolve) =>
    execFile('ps', ['-axo', 'pid=,ppid=,rss='], { timeout: 2_000, maxBuffer: 4 * 1024 ** 2 }, (error, stdout) =>
      resolve(error ? '' : stdout),
    ),
  );
  const rows = text.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const pids = new Set([root]);
  // Parents mostly come first, so few passes are needed.
  for (let before = 0; before !== pids.size;) {
    before = pids.size;
    for (const [pid = 0, parent = 0] of rows) if (pids.has(parent)) pids.add(pid);
  }
  const mine = rows.filter(([pid = 0]) => pids.has(pid));
  return { processes: mine.length, bytes: mine.reduce((sum, [, , rss = 0]) => sum + rss * 1024, 0), pids: [...pids] };
}
