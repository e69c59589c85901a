// A control group for a run, where this process may make one: the kernel itself then counts processes and memory, for root too, whom no other
// limit of processes binds. Everywhere else the watch alone has to do. Version 2, and of version 1 the group of processes.

import * as fs from 'node:fs';
import * as path from 'node:path';

export interface Group {
  /**
   * Takes a process in that has no children yet; where that is not allowed, no group is made again. Never fails. Takes the kernel 5 to 10 ms, which
   * nobody need wait for as long as the process does not begin.
   */
  readonly enter: (pid: number) => Promise<void>;
  /** The kernel ended a process of it for want of memory since it was taken. */
  readonly ranOutOfMemory: () => boolean;
  /** Gives it back for the next run. */
  readonly release: () => void;
}

export interface GroupLimits {
  /** Threads count, too. */
  readonly processes: number;
  readonly memoryBytes: number;
}

/** Where groups can be made, and what they limit there. */
export interface GroupPlace {
  readonly folder: string;
  readonly memory: boolean;
}

const NAME = 'self-heal-';

/** undefined where it was found that there is none. */
let place: GroupPlace | undefined | null = null;
/** Made once and used one run after the other: a group that is gone goes on costing the kernel memory for a while. */
const free: string[] = [];
const made = new Set<string>();
let count = 0;

/**
 * A group with these limits, to be given back; undefined where there can be none. `counted`: something else limits the processes already, so that a
 * group is only wanted where it counts memory.
 */
export function takeGroup(limits: GroupLimits, counted: boolean): Group | undefined {
  if (place === null) {
    place = groupPlace(readOr('/proc/self/cgroup'), readOr('/proc/self/mountinfo'), (file) => readOr(file));
    if (place) sweep(place.folder);
  }
  if (!place || (counted && !place.memory)) return undefined;
  const { memory } = place;
  const folder = takeFree() ?? make(place.folder);
  if (!folder) return none();
  try {
    fs.writeFileSync(path.join(folder, 'pids.max'), String(limits.processes));
    if (memory) {
      fs.writeFileSync(path.join(folder, 'memory.max'), String(limits.memoryBytes));
      // All or nothing: half a program would report nonsense. Older kernels have no such switch.
      if (fs.existsSync(path.join(folder, 'memory.oom.group'))) fs.writeFileSync(path.join(folder, 'memory.oom.group'), '1');
    }
  } catch {
    remove(folder);
    return none();
  }
  const killed = (): number => Number(/^oom_kill (\d+)/m.exec(readOr(path.join(folder, 'memory.events')))?.[1] ?? 0);
  const before = memory ? killed() : 0;
  return {
    enter: (pid) =>
      fs.promises.writeFile(path.join(folder, 'cgroup.procs'), String(pid)).catch((error: unknown) => {
        // ESRCH: it has ended already.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) place = undefined;
      }),
    ranOutOfMemory: () => memory && killed() > before,
    release: () => void free.push(folder),
  };
}

/** One that nothing is left in: the last of a run may take a moment to go. */
function takeFree(): string | undefined {
  const at = free.findIndex((folder) => fs.existsSync(folder) && readOr(path.join(folder, 'cgroup.procs')).trim() === '');
  return at < 0 ? undefined : free.splice(at, 1)[0];
}

/** The groups that are taken count memory, all of it: nothing has to be guessed from outside. */
export function groupsCountMemory(): boolean {
  return place?.memory ?? false;
}

/** It was tried in vain, and would be again. */
function none(): undefined {
  place = undefined;
}

function make(parent: string): string | undefined {
  const folder = path.join(parent, `${NAME}${process.pid}-${count++}`);
  try {
    fs.mkdirSync(folder);
  } catch {
    return undefined;
  }
  if (made.size === 0) process.once('exit', () => [...made].forEach(remove));
  made.add(folder);
  return folder;
}

/** One that still holds something stays, for the next process to sweep. */
function remove(folder: string): void {
  try {
    fs.rmdirSync(folder);
    made.delete(folder);
  } catch {
    // Tried once more when this process ends.
  }
}

/** What processes left behind that were killed. */
function sweep(parent: string): void {
  for (const name of namesIn(parent)) {
    const pid = new RegExp(`^${NAME}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || fs.existsSync(`/proc/${pid}`)) continue;
    try {
      fs.rmdirSync(path.join(parent, name));
    } catch {
      // Not ours, or not empty.
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

function readOr(file: string): string {
  try {
    return fs.readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/**
 * By the texts of /proc/self/cgroup and /proc/self/mountinfo: beside this process's own group where version 2 counts processes, because there a
 * group that holds processes has no groups below it; below its own in version 1.
 */
export function groupPlace(own: string, mounts: string, read: (file: string) => string): GroupPlace | undefined {
  const lines = own.split('\n').map((line) => /^\d+:([^:]*):(\/.*)$/.exec(line));
  const groupOf = (controller: string): string | undefined => lines.find((line) => line?.[1]?.split(',').includes(controller))?.[2];
  for (const line of mounts.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , root = '', point = ''] = before.split(' ');
    const [kind, , options = ''] = after.split(' ');
    const folderOf = (group: string): string | undefined => {
      const below = path.posix.relative(root, group);
      return below.startsWith('..') ? undefined : path.posix.join(point, below);
    };
    const whole = kind === 'cgroup2' ? groupOf('') : undefined;
    const folder = whole === undefined || whole === '/' ? undefined : folderOf(path.posix.dirname(whole));
    if (folder !== undefined) {
      const counted = read(path.posix.join(folder, 'cgroup.subtree_control')).trim().split(' ');
      if (counted.includes('pids')) return { folder, memory: counted.includes('memory') };
    }
    const pids = kind === 'cgroup' && options.split(',').includes('pids') ? groupOf('pids') : undefined;
    const old = pids === undefined ? undefined : folderOf(pids);
    if (old !== undefined) return { folder: old, memory: false };
  }
  return undefined;
}
