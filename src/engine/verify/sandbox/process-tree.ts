// What the processes of a run use, seen from outside of the sandbox. Linux only: elsewhere there is no /proc, and `ps` tells.

import { execFile } from 'node:child_process';
import * as fs from 'node:fs';

export interface Usage {
  readonly processes: number;
  /** Memory that only they hold: pages of their own and shared ones without a file behind them. */
  readonly bytes: number;
}

/**
 * All processes of the pid namespace that `member` (a host's pid) lives in, read from the namespace's own /proc: nothing that left its parent or its
 * session is missed. undefined where it can't be read. `most`: stop counting there.
 */
export function namespaceUsage(member: number, most: number): Usage | undefined {
  const proc = `/proc/${member}/root/proc`;
  let names: string[];
  try {
    names = fs.readdirSync(proc);
  } catch {
    return undefined;
  }
  // The first of the namespace is the sandbox's own.
  const pids = names.filter((name) => /^\d+$/.test(name) && name !== '1');
  return { processes: pids.length, bytes: pids.slice(0, most).reduce((sum, pid) => sum + memoryOf(`${proc}/${pid}`), 0) };
}

/** `root` and all below it. Misses what left its parent. */
export function treeUsage(root: number, most: number): Usage {
  const pids = descendants(root, most);
  return { processes: pids.length, bytes: pids.reduce((sum, pid) => sum + memoryOf(`/proc/${pid}`), 0) };
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

function memoryOf(proc: string): number {
  let status: string;
  try {
    status = fs.readFileSync(`${proc}/status`, 'latin1');
  } catch {
    return 0;
  }
  const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  return (kilobytes('RssAnon') + kilobytes('RssShmem')) * 1024;
}

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
