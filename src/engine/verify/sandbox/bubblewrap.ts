// The sandbox of Linux: bubblewrap shuts a program into namespaces of its own. It sees the system's programs, the toolchains and
// the workspace, all read-only; the patched texts lie over the originals; what it writes goes to memory and is gone with it.
// Costs about 20 ms of a processor’s time a run, nearly half of it in this process.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { groupsCountMemory, takeGroup } from './cgroup';
import { cleanEnvironment } from './environment';
import { descendants, isGone, machinesSharedMemory, namespaceUsage, storedBytes, treeUsage, type Usage } from './process-tree';
import { notStarted, unfitRequest } from './request';
import { DEFAULT_LIMITS, type Sandbox, type SandboxLimits, type SandboxRequest, type SandboxRun } from './sandbox';
import { BEGUN_FD, FIRST_FEED_FD, REPORT_FD, STATUS_FD, supervise, type Supervised } from './supervise';
import { MERGED, onOverlay, quoted, storage, type OverlayOptions } from './overlay';
import { seccompFilter } from './seccomp';
import { findProgram, isFolder, isWithin, listenersBelow, real, SYSTEM_FILES, SYSTEM_FOLDERS, toolchains, type Toolchains } from './mounts';
import { doorsBelow, holdsMounts, newDoor, storesAbove, TOO_MANY_FOLDERS, type Doors } from './workspace-doors';
import { planCopy, type CopyPlan } from './workspace-layer';

/**
 * How a program gets a workspace that it may write to. A kernel's overlay takes no time and is used for every run: sockets and pipes of the originals
 * are not reached through it. A copy works everywhere.
 */
export type Layer = 'overlay' | 'copy';

export interface BubblewrapOptions {
  /** Absolute path of `bwrap`. */
  readonly command: string;
  /** `0.8.0`. */
  readonly version: string;
  readonly layer: Layer;
  readonly holds: boolean;
  /** Off only where the system refuses it: without the filter of system calls nothing holds. */
  readonly filter?: boolean;
  /** Also the kernel itself is told to make no user namespaces inside; bubblewrap knows how since 0.8. */
  readonly disableUserns?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  readonly home?: string;
}

/** read-only: the workspace as it is. overlay, copy: a layer over it. made: the workspace is not on the disk. */
type Mode = 'read-only' | Layer | 'made';

/** Our own folder inside; everything else lies where it lies outside. */
const OWN = '/run/self-heal';
const ORIGIN = `${OWN}/origin`;
const HELPERS = `${OWN}/helpers`;
/** A look at /proc costs about 0.1 ms a process; a fork bomb makes some hundred processes in this time. */
const LOOK_EVERY_MS = 15;
/** Threads count as processes for the kernel's own limit: a runtime makes a dozen, numerical libraries one a core. */
const THREADS_A_PROCESS = 16;

/**
 * What says where libraries are loaded from: set for the program itself and no sooner. The folders may be the workspace's, and what makes the sandbox is
 * not in it.
 */
const LOADER = /^(?:LD_|NIX_LD|GCONV_PATH$|LOCPATH$|LOCALE_ARCHIVE|GLIBC_TUNABLES$|MALLOC_|PERL)/;

/** What programs say when a folder does not let itself be written. */
const WANTED_TO_WRITE = /read-only file ?system|\bEROFS\b|\[Errno 30\]|readonly database|unable to open database file/i;

export function bubblewrap(options: BubblewrapOptions): Sandbox {
  const { command, version, layer, holds, filter: filtered = true, disableUserns = false } = options;
  const filter = filtered ? seccompFilter(process.arch) : undefined;
  const home = real(options.home ?? os.homedir());
  /** Commands that wanted to write: next time they get the layer at once. */
  const writers = new Set<string>();
  /** Workspaces that can't lie below an overlay. */
  const unlayered = new Set<string>();
  return {
    kind: 'bubblewrap',
    name: `bubblewrap ${version}: read-only files, no network`,
    holds,
    async run(request) {
      const started = performance.now();
      const why = unfitRequest(request, home);
      if (why) return notStarted(why);
      const { env, withheld } = cleanEnvironment(options.env ?? process.env, ownVariables(request, home));
      const program = findProgram(request.argv[0] ?? '', env, request.cwd);
      // A program that the workspace itself holds, in memory only, is found inside.
      if (!program && !request.files.has(path.resolve(request.cwd, request.argv[0] ?? '')))
        return notStarted(`The program “${request.argv[0] ?? ''}” was not found.`);
      const limits = { ...DEFAULT_LIMITS, ...request.limits };
      const { argv, root, cwd } = request;
      const tools = toolchains({ program: program ?? '', argv, cwd, root, home, env });
      if (tools.hidden !== undefined) return notStarted(tools.hidden);
      const attempt = async (mode: Mode, plan?: CopyPlan): Promise<Supervised> => {
        const look = (): Doors | undefined => doorsSeen(mode, root, cwd);
        const doors = look();
        if (!doors) return notStarted(TOO_MANY_FOLDERS);
        const listeners = listenersBelow([...SYSTEM_FOLDERS, ...tools.places]);
        const listening = (): Doors => ({ files: listeners(), folders: [] });
        const sockets = listening();
        const built = bubblewrapArguments({
          request,
          mode,
          plan,
          tools,
          doors,
          sockets,
          env,
          home,
          limits,
          filter,
          disableUserns,
          version,
        });
        const launch =
          mode === 'overlay'
            ? onOverlay({ root, bytes: limits.diskBytes, ...built.layer, command: [command, ...built.args] })
            : { command, args: built.args };
        if (!launch) return notStarted('The system has no program to layer file systems with.');
        return supervise({
          ...launch,
          group: () =>
            takeGroup({ processes: limits.processes * THREADS_A_PROCESS, memoryBytes: limits.memoryBytes }, kernelCountsProcesses()),
          env: Object.fromEntries(Object.entries(env).filter(([name]) => !LOADER.test(name))),
          cwd: '/',
          input: request.input,
          feeds: built.feeds,
          wrapped: true,
          limits,
          signal: request.signal,
          every: LOOK_EVERY_MS,
          usage: watcher(limits, built.stores, limits.diskBytes + (plan?.bytes ?? 0)),
          kill: (child, first) => {
            // The first process of the namespace takes all others with it, and its parent tidies up after it.
            if (first !== undefined && !endProcess(first)) child.kill('SIGKILL');
          },
          gone: (_child, first) => namespaceGone(first),
          exposed: () => newDoor(doors, look()) ?? newDoor(sockets, listening()),
        });
      };
      const told = (run: Supervised, mode: Mode): SandboxRun => ({
        ...run,
        ...(unseen(run)
          ? {
              ended: 'not-started' as const,
              exitCode: null,
              why: `The program “${request.argv[0] ?? ''}” lies where the sandbox shows nothing.`,
            }
          : {}),
        ms: performance.now() - started,
        ...(withheld.length > 0 ? { withheld } : {}),
        ...(mode === 'read-only' && run.ended === 'exited' && wantedToWrite(run) ? { wantedToWrite: true } : {}),
      });
      if (!isFolder(root)) return told(await attempt('made'), 'made');
      if (layer === 'overlay' && !unlayered.has(root) && !holdsMounts(root)) {
        const run = await attempt('overlay');
        if (run.ended !== 'not-started' || run.ownMs > 0) return told(run, 'overlay');
        // Not every file system can lie below another.
        if (unlayered.size > 1000) unlayered.clear();
        unlayered.add(root);
      }
      const onLayer = async (): Promise<SandboxRun | undefined> => {
        const plan = planCopy(request.root, limits.diskBytes);
        return plan && told(await attempt('copy', plan), 'copy');
      };
      const key = [root, ...argv].join('\0');
      const needsLayer = [...request.files.keys()].some((file) => !placeOf(file, request.root).original);
      if (needsLayer || writers.has(key))
        return (
          (await onLayer()) ??
          notStarted('The workspace is too large to be copied, and the system has no layered file system to spare the copy.')
        );
      const run = told(await attempt('read-only'), 'read-only');
      if (!run.wantedToWrite) return run;
      const again = await onLayer();
      if (!again || again.ended === 'not-started') return run;
      if (writers.size > 1000) writers.clear();
      writers.add(key);
      return again;
    },
  };
}

/** What leads out of what a program sees of the workspace; undefined where that can't be told. */
function doorsSeen(mode: Mode, root: string, cwd: string): Doors | undefined {
  if (mode === 'made') return { files: [], folders: [] };
  return mode === 'overlay' ? { files: [], folders: storesAbove(cwd, root) } : doorsBelow(root);
}

/** The wrapper found no program to become: it is there outside, and out of sight inside. */
function unseen(run: Supervised): boolean {
  return (run.exitCode === 126 || run.exitCode === 127) && /^\S*sh: .*\bexec: /.test(run.stderr);
}

function wantedToWrite(run: Supervised): boolean {
  return WANTED_TO_WRITE.test(run.stderr) || WANTED_TO_WRITE.test(run.stdout) || WANTED_TO_WRITE.test(run.report);
}

function ownVariables(request: SandboxRequest, home: string): Record<string, string> {
  const given = Object.entries(request.env ?? {}).map(([name, value]) => [name, value.replaceAll('‹helpers›', HELPERS)] as const);
  return {
    HOME: home === '/' ? '/tmp' : home,
    TMPDIR: '/tmp',
    // The workspace is read-only, and what is compiled from a patched text would be of no use later.
    PYTHONDONTWRITEBYTECODE: '1',
    ...Object.fromEntries(given),
    ...(request.helpers ? { SELF_HEAL_HELPERS: HELPERS } : {}),
    SELF_HEAL_REPORT: String(REPORT_FD),
  };
}

/**
 * Where a text of `files` belongs: links in its path are followed as long as they stay in the workspace. `original`: there is a file to lay it over;
 * else it is new, or stands for a link that leads out.
 */
function placeOf(file: string, root: string): { readonly place: string; readonly original: boolean } {
  const ground = real(root);
  const inside = (there: string): string | undefined =>
    isWithin(there, ground) ? path.join(root, path.relative(ground, there)) : undefined;
  const original = fs.existsSync(file) ? inside(real(file)) : undefined;
  if (original !== undefined) return { place: original, original: true };
  let above = path.dirname(file);
  while (above !== root && !fs.existsSync(above)) above = path.dirname(above);
  const folder = inside(real(above));
  return { place: folder === undefined ? file : path.join(folder, path.relative(above, file)), original: false };
}

interface Built {
  readonly args: string[];
  /** What bubblewrap and the wrapper read from `FIRST_FEED_FD` on. */
  readonly feeds: (string | Uint8Array)[];
  /** What an overlay holds from the start. */
  readonly layer: Pick<OverlayOptions, 'files' | 'folders'>;
  /** Where file systems in memory lie, one place for each. */
  readonly stores: readonly string[];
}

/** bubblewrap works its arguments off in order: later ones cover earlier ones. */
function bubblewrapArguments(given: {
  request: SandboxRequest;
  mode: Mode;
  plan: CopyPlan | undefined;
  tools: Toolchains;
  doors: Doors;
  /** Below the system's folders and the toolchains. */
  sockets: Doors;
  env: Readonly<Record<string, string>>;
  home: string;
  limits: SandboxLimits;
  filter: Uint8Array | undefined;
  disableUserns: boolean;
  version: string;
}): Built {
  const { request, mode, plan, tools, doors, sockets, env, home, limits, filter, disableUserns, version } = given;
  const { root, files } = request;
  const place = (file: string): string => (mode === 'made' ? file : placeOf(file, root).place);
  const covered = new Set([...files.keys()].map(place));
  const feeds: (string | Uint8Array)[] = [];
  const feed = (text: string | Uint8Array): string => String(FIRST_FEED_FD + feeds.push(text) - 1);
  // The copy's list comes first: its number has to have one digit for the shell.
  const list = plan
    ? feed(
        plan.copied
          .filter((name) => !covered.has(path.join(root, name)))
          .map((name) => `./${name}\0`)
          .join(''),
      )
    : '';
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  // All that can be written is within the limit together: a layer's own storage is shared, else everything has a share of its own.
  const room = (name: 'tmp' | 'shm' | 'home', share: number, folder: string): string[] => {
    const everybodys = name !== 'home';
    if (mode === 'overlay') return ['--bind', storage(name), folder, ...(everybodys ? ['--chmod', '1777', folder] : [])];
    const bytes = Math.max(64 * 1024, Math.floor(limits.diskBytes * (mode === 'read-only' ? share : share / 2)));
    return [...(everybodys ? ['--perms', '1777'] : []), '--size', String(bytes), '--tmpfs', folder];
  };
  const args = [
    // Every namespace: no host's processes, network, message queues or host name. A user namespace even for root, whose rights end at its border.
    '--unshare-all',
    '--unshare-user',
    ...(disableUserns ? ['--disable-userns'] : []),
    ...(filter ? ['--seccomp', feed(filter)] : []),
    ...(request.network ? ['--share-net'] : []),
    // However this process ends, the sandbox ends with it.
    '--die-with-parent',
    // No way to type into the terminal that the CLI runs in.
    '--new-session',
    '--json-status-fd',
    String(STATUS_FD),
    ...system(),
    // After /dev, which would be writable without a limit otherwise; shared memory has one.
    '--dev',
    '/dev',
    ...room('shm', 0.25, '/dev/shm'),
    '--remount-ro',
    '/dev',
    // Root owns the kernel's switches in /proc/sys even without any rights, and bubblewrap's own cover leaves them open. For everybody the
    // memory of the sandbox's first process is a file there, and not every bubblewrap puts that process under the filter.
    '--proc',
    '/proc',
    ...(fs.existsSync('/proc/keys') ? ['--ro-bind', '/dev/null', '/proc/keys'] : []),
    '--remount-ro',
    '/proc',
    ...room('tmp', 0.5, '/tmp'),
    '--dir',
    '/var',
    '--symlink',
    '/tmp',
    '/var/tmp',
    '--file',
    feed(
      `root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n${uid === 0 ? '' : `user:x:${uid}:${gid}::${home}:/bin/sh\n`}`,
    ),
    '/etc/passwd',
    '--file',
    feed(`root:x:0:\nnogroup:x:65534:\n${gid === 0 ? '' : `user:x:${gid}:\n`}`),
    '/etc/group',
    '--file',
    feed('127.0.0.1 localhost\n::1 localhost\n'),
    '/etc/hosts',
    ...(request.network
      ? ['--ro-bind-try', '/etc/resolv.conf', '/etc/resolv.conf', '--ro-bind-try', '/etc/gai.conf', '/etc/gai.conf']
      : []),
    // An empty home that forgets: programs want to write settings and caches.
    ...(home === '/' ? [] : room('home', 0.25, home)),
    ...tools.places.flatMap((place) => ['--ro-bind', place, place]),
    ...[...tools.links].flatMap(([link, target]) => ['--symlink', target, link]),
    ...sockets.files.flatMap((socket) => ['--ro-bind', '/dev/null', socket]),
  ];
  /** Covers what leads out of the originals, where they are seen. `seen`: which of them are. */
  const shut = (ground: string, seen: (place: string) => boolean = () => true): void => {
    const there = (place: string): string => path.join(ground, path.relative(root, place));
    for (const file of doors.files.filter(seen)) args.push('--ro-bind', '/dev/null', there(file));
    for (const folder of doors.folders.filter(seen)) args.push('--size', '4096', '--tmpfs', there(folder), '--remount-ro', there(folder));
  };
  const lay = (way: '--file' | '--ro-bind-data'): void => {
    for (const [file, text] of files) args.push('--perms', isExecutable(file) ? '0755' : '0644', way, feed(text), place(file));
  };
  if (mode === 'read-only') {
    args.push('--ro-bind', root, root);
    shut(root);
    lay('--ro-bind-data');
  } else if (mode === 'overlay') {
    // Sockets and pipes below are out of reach: an overlay's are others than those that something holds the other end of.
    args.push('--bind', MERGED, root);
    shut(root);
    lay('--file');
  } else {
    if (plan) {
      args.push('--ro-bind', root, ORIGIN);
      shut(ORIGIN);
    }
    args.push('--size', String((plan?.bytes ?? 0) + Math.floor(limits.diskBytes / 2)), '--tmpfs', root);
    const shown = (plan?.shown ?? []).map((name) => path.join(root, name));
    for (const place of shown) args.push('--ro-bind', place, place);
    shut(root, (door) => shown.some((folder) => isWithin(door, folder)));
    lay('--file');
    args.push('--dir', request.cwd);
  }
  for (const [name, text] of request.helpers ?? []) args.push('--perms', '0644', '--file', feed(text), `${HELPERS}/${name}`);
  // All mount points are made; the rest of the root is not for writing.
  args.push('--remount-ro', '/');
  // Root would keep its rights inside of the namespace otherwise, and with them could make the workspace writable again.
  args.push('--uid', String(uid), '--gid', String(gid), '--cap-drop', 'ALL', '--chdir', request.cwd);
  // Read before bubblewrap has a child: until it is given, all that there is of the run is one process.
  const packed = [
    '--args',
    feed(
      knownTo(version, args)
        .map((arg) => `${arg}\0`)
        .join(''),
    ),
    '--',
    '/bin/sh',
    '-c',
    wrapper({ root, list, limits, env }),
    'sh',
    ...request.argv,
  ];
  const layer = {
    files: [...files.keys()].map((file) => ({ name: path.relative(root, place(file)), executable: isExecutable(file) })),
    folders: isFolder(request.cwd) ? [] : [path.relative(root, request.cwd)],
  };
  const stores =
    mode === 'overlay' ? ['/tmp'] : ['/tmp', '/dev/shm', ...(home === '/' ? [] : [home]), ...(mode === 'read-only' ? [] : [root])];
  return { args: packed, feeds, layer, stores };
}

/** Without the options that an older bubblewrap does not know yet: rights of its files then are what they are, and the watch alone bounds what is written. */
function knownTo(version: string, args: readonly string[]): string[] {
  const unknown = new Map<string, number>([
    ...(isBefore(version, 5)
      ? ([
          ['--perms', 1],
          ['--chmod', 2],
        ] as const)
      : []),
    ...(isBefore(version, 7) ? ([['--size', 1]] as const) : []),
  ]);
  const out: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const values = unknown.get(arg);
    // An option, not the value of one: those are paths and numbers.
    if (values === undefined) out.push(arg);
    else at += values;
  }
  return out;
}

/** Older than 0.`minor`; what does not say its version is taken for new. */
export function isBefore(version: string, minor: number): boolean {
  const parts = /^0\.(\d+)/.exec(version);
  return parts !== null && Number(parts[1]) < minor;
}

/** Lines of the shell that run inside, before the program: limits of the kernel's own, the copies, the sign that the program begins. */
function wrapper(options: { root: string; list: string; limits: SandboxLimits; env: Readonly<Record<string, string>> }): string {
  const { root, list, limits, env } = options;
  const lines = [
    // No core files, and no file larger than the disk may grow (in blocks of 512 bytes).
    `ulimit -c 0; ulimit -f ${Math.ceil(limits.diskBytes / 512)}`,
  ];
  // dash says -p where others say -u.
  if (kernelCountsProcesses())
    lines.push(`{ ulimit -u ${limits.processes * THREADS_A_PROCESS} || ulimit -p ${limits.processes * THREADS_A_PROCESS}; } 2>/dev/null`);
  // Times are kept: caches are told by them. `-r` for the folders of the list, which are empty.
  if (list)
    lines.push(`(cd ${ORIGIN} && xargs -0 -r cp -rP --preserve=mode,timestamps --parents -t ${quoted(root)} <&${list}) || exit 125`);
  const late = Object.entries(env).filter(([name]) => LOADER.test(name) && /^\w+$/.test(name));
  const exported = late.map(([name, value]) => `export ${name}=${quoted(value)}; `).join('');
  lines.push(`echo >&${BEGUN_FD}; exec ${BEGUN_FD}>&-${list ? ` ${list}<&-` : ''}; ${exported}exec "$@"`);
  return lines.join('\n');
}

/** The system's folders and files as arguments; the same for every run of a process. */
let systemArguments: readonly string[] | undefined;
function system(): readonly string[] {
  return (systemArguments ??= [...SYSTEM_FOLDERS, ...SYSTEM_FILES].flatMap((place) => {
    const target = real(place);
    if (!fs.existsSync(target)) return [];
    // Where /lib is a link to /usr/lib, the link is what programs expect; and a link costs nothing.
    if (target !== place && SYSTEM_FOLDERS.some((folder) => isWithin(target, folder))) return ['--symlink', target, place];
    return ['--ro-bind', place, place];
  }));
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Before 5.14 the kernel counts all processes of the user, outside too; root has no limit. */
function kernelCountsProcesses(): boolean {
  return process.getuid?.() !== 0 && kernelSince(5, 14);
}

function kernelSince(major: number, minor: number): boolean {
  const [a = 0, b = 0] = os
    .release()
    .split('.')
    .map((part) => Number.parseInt(part, 10));
  return a > major || (a === major && b >= minor);
}

/** Looks at the namespace through one of its processes: the program, found once below the namespace's first. `stores`: file systems in memory inside, of `most` bytes together. */
function watcher(limits: SandboxLimits, stores: readonly string[], most: number): (child: number, first: number | undefined) => Usage {
  const before = machinesSharedMemory();
  let member: number | undefined;
  return (child, first) => {
    member ??= first === undefined ? undefined : descendants(first, 2)[1];
    const held = {
      stored: member === undefined ? 0 : storedBytes(stores.map((place) => `/proc/${member}/root${place}`)),
      // Other programs’ memory is in it, too.
      grown: groupsCountMemory() ? 0 : machinesSharedMemory() - before,
    };
    const used = member === undefined ? undefined : namespaceUsage(member, limits.processes + 1, limits.memoryBytes, held);
    // Where the namespace's own /proc is closed to us, the tree tells: all processes of the namespace are below its first.
    const all = used ?? treeUsage(first ?? child, limits.processes + 2, limits.memoryBytes, held);
    // Only an older bubblewrap makes them without a limit of their own. Empty files and folders take a little beyond it.
    return held.stored > most * 1.5 ? { ...all, bytes: Infinity } : all;
  };
}

function endProcess(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

/** The kernel ends a namespace with its first process. That takes a moment after bubblewrap itself has gone, and seconds after a fork bomb. */
async function namespaceGone(first: number | undefined): Promise<void> {
  const started = performance.now();
  for (let looks = 0; first !== undefined && !isGone(first) && performance.now() - started < 20_000; looks++) {
    if (looks === 100) endProcess(first);
    await new Promise((next) => setTimeout(next, looks < 100 ? 2 : 20));
  }
}
