// What the kernel offers a program in the real sandbox: keys, namespaces, other programs' memory, mounts, doors known for their holes, and
// descriptors left open. Each attack is tried on every kind of workspace, and, where the tests run as root, as a plain user too.

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BubblewrapOptions } from './bubblewrap';
import { groupPlace } from './cgroup';
import { searchSandbox } from './find-sandbox';
import { findProgram } from './mounts';
import type { SandboxRequest, SandboxRun } from './sandbox';
import { callNumber, seccompFilter } from './seccomp';

const LINUX = process.platform === 'linux';
const found = LINUX ? await searchSandbox('linux', process.env) : undefined;
const works = found?.sandbox.kind === 'bubblewrap';
const layered = works && !found.notes.some((note) => note.includes('on a copy of the workspace'));
const place = LINUX ? groupPlace(readOr('/proc/self/cgroup'), readOr('/proc/self/mountinfo'), readOr) : undefined;
const grouped = place !== undefined && isWritable(place.folder);
const PATH = '/usr/local/bin:/usr/bin:/bin';
const python = findProgram('python3', { PATH });
const USERS = process.getuid?.() === 0 ? [0, 1000] : [process.getuid?.() ?? 0];
const MODES = [...(layered ? (['overlay'] as const) : []), 'read-only', 'copy', 'made'] as const;
type Mode = (typeof MODES)[number];

let base: string;
let driver: string;
let node: string;

beforeAll(async () => {
  if (!works) return;
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-kernel-')));
  fs.chmodSync(base, 0o755);
  driver = path.join(base, 'driver.mjs');
  await build({
    stdin: {
      contents: `import { bubblewrap } from './bubblewrap';
const { options, request } = JSON.parse(process.argv[2]);
const run = await bubblewrap(options).run({ ...request, files: new Map(request.files), signal: new AbortController().signal });
process.stdout.write(JSON.stringify(run));`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: driver,
  });
  // Where a plain user may not read the folder that node lies in, it gets one of its own.
  node = path.join(base, 'node');
  if (USERS.includes(1000) && fs.realpathSync(process.execPath).startsWith('/root/')) fs.copyFileSync(process.execPath, node);
  else node = process.execPath;
  for (const uid of USERS) {
    const project = path.join(base, String(uid), 'project');
    fs.mkdirSync(project, { recursive: true });
    fs.writeFileSync(path.join(project, 'a.txt'), 'original\n');
    for (const place of [path.dirname(project), project, path.join(project, 'a.txt')]) fs.chownSync(place, uid, uid);
  }
});

afterAll(() => {
  if (works) fs.rmSync(base, { recursive: true, force: true });
});

function readOr(file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, 'latin1') : '';
}

function isWritable(folder: string): boolean {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a program in the sandbox from a process of its own, of the given user. `leave`: a file left open for it to inherit, as descriptor 42. */
async function runAs(
  uid: number,
  mode: Mode,
  argv: readonly string[],
  more: { options?: Partial<BubblewrapOptions>; request?: Partial<SandboxRequest>; leave?: string } = {},
): Promise<SandboxRun> {
  const home = path.join(base, String(uid));
  const root = path.join(home, mode === 'made' ? 'nowhere' : 'project');
  const options: BubblewrapOptions = {
    command: findProgram('bwrap', { PATH: process.env['PATH'] ?? PATH }) ?? '',
    version: '',
    layer: mode === 'overlay' ? 'overlay' : 'copy',
    holds: true,
    home,
    env: { PATH },
    ...more.options,
  };
  const request = { argv, cwd: root, root, files: mode === 'read-only' ? [] : [[path.join(root, 'new'), 'x']], ...more.request };
  const left = more.leave === undefined ? undefined : fs.openSync(more.leave, 'r');
  try {
    const child = spawn(node, [driver, JSON.stringify({ options, request })], {
      uid,
      gid: uid,
      cwd: '/',
      env: { PATH, HOME: home },
      stdio: ['ignore', 'pipe', 'inherit', ...Array<'ignore'>(39).fill('ignore'), ...(left === undefined ? [] : [left])],
    });
    let out = '';
    child.stdout?.on('data', (text: Buffer) => (out += text.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    return JSON.parse(out) as SandboxRun;
  } finally {
    if (left !== undefined) fs.closeSync(left);
  }
}

const CALLS = `
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def call(number, *args):
    result = libc.syscall(ctypes.c_long(number), *[a if isinstance(a, (bytes, ctypes.Array)) else ctypes.c_long(a) for a in args])
    return 'ok' if result != -1 else os.strerror(ctypes.get_errno())
`;

const number = (name: Parameters<typeof callNumber>[0]): number => callNumber(name, process.arch) ?? -1;
const FORBIDDEN = 'Operation not permitted';
const MISSING = 'Function not implemented';
/** Reads and questions only, or calls with nothing to work with. */
const ATTACKS: readonly (readonly [what: string, call: string, answer: string])[] = [
  ['reads the session keyring', `call(${number('keyctl')}, 11, -3, 0, 0, 0)`, FORBIDDEN],
  ['finds a key', `call(${number('request_key')}, b"user", b"self-heal-no-such-key", 0, 0)`, FORBIDDEN],
  ['adds a key', `call(${number('add_key')}, b"", b"", 0, 0, 0)`, FORBIDDEN],
  ['makes a user namespace', `call(${number('unshare')}, 0x10000000)`, FORBIDDEN],
  ['makes a process in a user namespace', `call(${number('clone')}, 0x10000011, 0, 0, 0, 0)`, FORBIDDEN],
  ['the same the new way', `call(${number('clone3')}, 0, 0)`, MISSING],
  ['enters a namespace', `call(${number('setns')}, os.open("/proc/1/ns/user", os.O_RDONLY), 0)`, FORBIDDEN],
  ['looks into the first process', `call(${number('ptrace')}, 2, 1, 0, 0)`, FORBIDDEN],
  ['reads its memory', `call(${number('process_vm_readv')}, 1, 0, 0, 0, 0, 0)`, FORBIDDEN],
  ['writes its memory', `call(${number('process_vm_writev')}, 1, 0, 0, 0, 0, 0)`, FORBIDDEN],
  ['takes its descriptors', `call(${number('pidfd_getfd')}, os.pidfd_open(1), 0, 0)`, FORBIDDEN],
  ['mounts', `call(${number('mount')}, 0, b"/tmp", b"tmpfs", 0, 0)`, FORBIDDEN],
  ['mounts the new way', `call(${number('fsopen')}, b"tmpfs", 0)`, FORBIDDEN],
  ['copies a mount', `call(${number('open_tree')}, -100, b"/", 1)`, FORBIDDEN],
  ['unmounts', `call(${number('umount2')}, b"/tmp", 0)`, FORBIDDEN],
  ['changes its root', `call(${number('chroot')}, b"/tmp")`, FORBIDDEN],
  ['loads a program into the kernel', `call(${number('bpf')}, 0, 0, 0)`, FORBIDDEN],
  ['watches the kernel', `call(${number('perf_event_open')}, 0, 0, -1, -1, 0)`, FORBIDDEN],
  ['rings', `call(${number('io_uring_setup')}, 1, 0)`, MISSING],
  ['handles page faults', `call(${number('userfaultfd')}, 1)`, FORBIDDEN],
  ['names a file by its handle', `call(${number('name_to_handle_at')}, -100, b"/", 0, 0, 0)`, FORBIDDEN],
  ['loads a module', `call(${number('finit_module')}, -1, 0, 0)`, FORBIDDEN],
  ['reads the log of the kernel', `call(${number('syslog')}, 10, 0, 0)`, FORBIDDEN],
  ['asks for the clock to be set', `call(${number('clock_settime')}, -1, 0)`, FORBIDDEN],
  ['a call newer than the table', 'call(1000, 0)', MISSING],
];
const SOCKETS = `
import socket
for family, kind, protocol in ((40, 1, 0), (38, 5, 0), (17, 3, 0), (16, 3, 12), (2, 1, 132), (1, 1, 0), (2, 1, 0), (10, 2, 0), (16, 3, 0)):
    try: socket.socket(family, kind, protocol); print(family, protocol, 'ok')
    except OSError as error: print(family, protocol, error.errno)
`;
const TERMINAL = `
import fcntl, pty
main, other = pty.openpty()
for request in (0x5412, 0x541c, 0x541d, 0x5423, 0xab00005412):
    print(call(${process.arch === 'arm64' ? 29 : 16}, other, request, b"x"))
`;

describe.skipIf(!works || !python).each(USERS)('a program of user %i', (uid) => {
  const runPython = (mode: Mode, script: string, more: Parameters<typeof runAs>[3] = {}): Promise<SandboxRun> =>
    runAs(uid, mode, [python ?? '', '-c', CALLS + script], more);

  test.each(MODES)('gets none of this out of the kernel (%s)', async (mode) => {
    const script = ATTACKS.map(([, call]) => `print(${call})`).join('\n');
    const { stdout, stderr } = await runPython(mode, script);
    expect(stderr).toBe('');
    const answers = stdout.trim().split('\n');
    expect(ATTACKS.map(([what], at) => [what, answers[at]])).toEqual(ATTACKS.map(([what, , answer]) => [what, answer]));
  });

  test.each(MODES)('runs under the filter as itself, without rights, in a root that can’t be written (%s)', async (mode) => {
    const { stdout, stderr } = await runAs(uid, mode, [
      '/bin/sh',
      '-c',
      'id -u; id -g; grep -E "^(CapEff|CapBnd|NoNewPrivs|Seccomp):" /proc/self/status; (: >>/proc/1/mem) 2>/dev/null && echo memory; (: >>/proc/self/mem) 2>/dev/null && echo own; cat /proc/keys 2>/dev/null; ls -d /sys/fs/cgroup 2>/dev/null; (: >/x) 2>/dev/null && echo root; true',
    ]);
    expect(stderr).toBe('');
    expect(stdout).toBe(`${uid}\n${uid}\nCapEff:\t0000000000000000\nCapBnd:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2\n`);
  });

  test('gets the sockets that programs use, and no odd ones', async () => {
    const { stdout } = await runPython('read-only', SOCKETS);
    expect(stdout).toBe('40 0 97\n38 0 97\n17 0 97\n16 12 93\n2 132 93\n1 0 ok\n2 0 ok\n10 0 ok\n16 0 ok\n');
  });

  test('types nothing into a terminal', async () => {
    const { stdout, stderr } = await runPython('read-only', TERMINAL);
    expect(stderr).toBe('');
    expect(stdout).toBe(`${FORBIDDEN}\n`.repeat(5));
  });

  test.skipIf(process.arch !== 'x64')('does not get round the filter by the other calls of its processor', async () => {
    // `mov eax, 20; int 0x80; ret`: the process number, asked for the 32-bit way.
    const { stdout } = await runPython(
      'read-only',
      `
import mmap
page = mmap.mmap(-1, 4096, prot=7)
page.write(bytes.fromhex('b814000000cd80c3'))
print(ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))())
print(call(0x40000000 | ${number('keyctl')}, 11, -3, 0, 0, 0))`,
    );
    expect(stdout).toBe(`-38\n${MISSING}\n`);
  });

  test.skipIf(uid === 0 && !grouped)('starts no more threads than it may, whoever it is', async () => {
    const script = `
import threading, time
started = 0
try:
    for _ in range(400):
        threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
        started += 1
except RuntimeError as error: print(error)
print(started < 160, flush=True)
os._exit(0)`;
    const { stdout, stderr } = await runPython('read-only', script, { request: { limits: { processes: 8 } } });
    expect([stdout, stderr]).toEqual(["can't start new thread\nTrue\n", '']);
  });

  test.skipIf(uid === 0 && !grouped)('is ended when it forks as fast as it can, whoever it is', async () => {
    const script = `
import time
while True:
    try: os.fork()
    except OSError: time.sleep(0.01)`;
    const { ended } = await runPython('read-only', script, { request: { limits: { processes: 16, ms: 20_000 } } });
    expect(ended).toBe('processes');
  });

  test.each(MODES)('inherits no descriptor that was left open (%s)', async (mode) => {
    const secret = path.join(base, 'secret');
    fs.writeFileSync(secret, 'THE-SECRET');
    const { stdout } = await runAs(uid, mode, ['/bin/sh', '-c', 'exec ls -l /proc/self/fd'], { leave: secret });
    const open = [...stdout.matchAll(/ (\d+) -> (.*)/g)].map(([, fd, what]) => [Number(fd), what ?? ''] as const);
    // Standard streams, the report, and the folder that is just read; the rest, if anything, is nothing.
    expect(open.filter(([fd, what]) => fd > 3 && what !== '/dev/null' && !/^\/proc\/\d+\/fd$/.test(what))).toEqual([]);
    expect(open.find(([fd]) => fd === 3)?.[1]).toMatch(/^socket:/);
  });

  test('does its work: threads, processes, sockets, terminals, files, databases, compilers', async () => {
    const mode = layered ? 'overlay' : 'copy';
    const { stdout, stderr, exitCode } = await runPython(
      mode,
      `
import asyncio, concurrent.futures, multiprocessing, pty, signal, socket, sqlite3, subprocess, tempfile, threading, mmap, select, shutil
print(socket.getaddrinfo('localhost', 80)[0][4], socket.if_nameindex()[0][1])
with multiprocessing.Pool(2) as pool: print(pool.map(abs, [-1, 2]))
with concurrent.futures.ThreadPoolExecutor(4) as pool: print(list(pool.map(abs, [-3])))
print(sqlite3.connect('x.db').execute('select sqlite_version() > ""').fetchone())
print(subprocess.run(['sh', '-c', 'echo shell'], capture_output=True, text=True).stdout.strip())
print(asyncio.run(asyncio.wait_for(asyncio.sleep(0, 'slept'), 5)))
with tempfile.TemporaryDirectory() as folder: open(folder + '/f', 'w').write('x')
print(pty.spawn(['true']), len(mmap.mmap(-1, 4096)), select.epoll().closed)
memory = multiprocessing.shared_memory.SharedMemory(create=True, size=10) if hasattr(multiprocessing, 'shared_memory') else None
if memory: memory.close(); memory.unlink()
if shutil.which('git'): print(subprocess.run('git init -q . && git -c user.name=a -c user.email=b commit -q --allow-empty -m x && git log -1 --format=%s', shell=True, check=True, capture_output=True, text=True).stdout.strip())
if shutil.which('cc'):
    open('a.c', 'w').write('int main(void) { return 0; }')
    subprocess.run('cc a.c -o a.out && ./a.out', shell=True, check=True)
print('end')
`,
    );
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\('127\.0\.0\.1', 80\) lo\n\[1, 2\]\n\[3\]\n\(1,\)\nshell\nslept\n0 4096 False\n(?:x\n)?end\n$/);
  });

  test('node does its work', async () => {
    const { stdout, stderr } = await runAs(uid, 'read-only', [
      node,
      '-e',
      `const { Worker } = require('worker_threads');
const { execFileSync, fork } = require('child_process');
console.log(Object.keys(require('os').networkInterfaces()).join());
console.log(execFileSync('echo', ['child'], { encoding: 'utf8' }).trim());
require('fs').watch('.', () => {}).close();
new Worker('require("worker_threads").parentPort.postMessage("worker")', { eval: true }).on('message', (text) => {
  console.log(text);
  require('fs').promises.readFile('a.txt', 'utf8').then((text) => console.log(text.trim()));
});`,
    ]);
    expect(stderr).toBe('');
    expect(stdout).toBe('lo\nchild\nworker\noriginal\n');
  });
});

describe.skipIf(!works)('the search for a sandbox', () => {
  test('does not believe one without the filter, and says why', async () => {
    const folder = path.join(base, 'weak');
    fs.mkdirSync(folder);
    const real = findProgram('bwrap', { PATH: process.env['PATH'] ?? PATH }) ?? '';
    // A bubblewrap that was built without it, as good as.
    fs.writeFileSync(
      path.join(folder, 'bwrap'),
      `#!/bin/bash
given=("$@")
if [ "$1" = --args ]; then mapfile -d '' -u "$2" given; given+=("\${@:3}"); fi
rest=()
for ((at = 0; at < \${#given[@]}; at++)); do
  if [ "\${given[at]}" = --seccomp ]; then at=$((at + 1)); else rest+=("\${given[at]}"); fi
done
exec '${real}' "\${rest[@]}"
`,
      { mode: 0o755 },
    );
    const { sandbox, notes } = await searchSandbox('linux', { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? PATH}` });
    expect(sandbox.kind).toBe('bubblewrap');
    expect(sandbox.holds).toBe(false);
    expect(notes.join(' ')).toMatch(/too weak to run programs unasked: a program in it could [^.]+\.$/);
  });
});

describe('the filter', () => {
  test('is written for the processors that it knows, and for no other', () => {
    for (const processor of ['x64', 'arm64']) {
      const bytes = seccompFilter(processor);
      expect(bytes?.length).toBeGreaterThan(400);
      expect((bytes?.length ?? 1) % 8).toBe(0);
    }
    expect(seccompFilter('riscv64')).toBeUndefined();
  });

  /** Works the instructions off as the kernel does. */
  function answerOf(filter: Uint8Array, audit: number, call: number, args: readonly number[] = []): number {
    const view = new DataView(filter.buffer);
    const data: Readonly<Record<number, number>> = { 0: call, 4: audit, ...Object.fromEntries(args.map((arg, i) => [16 + 8 * i, arg])) };
    let held = 0;
    for (let at = 0; at < filter.length / 8; at++) {
      const [code, yes, no, value] = [
        view.getUint16(at * 8, true),
        view.getUint8(at * 8 + 2),
        view.getUint8(at * 8 + 3),
        view.getUint32(at * 8 + 4, true),
      ];
      if (code === 0x20) held = (data[value] ?? 0) >>> 0;
      else if (code === 0x05) at += value;
      else if (code === 0x15) at += held === value ? yes : no;
      else if (code === 0x25) at += held > value ? yes : no;
      else if (code === 0x35) at += held >= value ? yes : no;
      else if (code === 0x45) at += (held & value) !== 0 ? yes : no;
      else if (code === 0x06) return value;
      else throw new Error(`Unknown instruction ${code}`);
    }
    throw new Error('The filter has no end.');
  }
  const [ALLOWED, REFUSED, NONE] = [0x7fff0000, 0x50001, 0x50026];

  test.each([
    [
      'x64',
      0xc000003e,
      { read: 0, execve: 59, futex: 202, seccomp: 317, memfd_create: 319, rseq: 334, pidfd_open: 434, openat2: 437, mseal: 462 },
    ],
    [
      'arm64',
      0xc00000b7,
      { read: 63, execve: 221, futex: 98, seccomp: 277, memfd_create: 279, rseq: 293, pidfd_open: 434, openat2: 437, mseal: 462 },
    ],
  ] as const)('lets through what programs need and nothing it does not know (%s)', (processor, audit, allowed) => {
    const filter = seccompFilter(processor) ?? new Uint8Array();
    for (const [name, call] of Object.entries(allowed)) expect([name, answerOf(filter, audit, call)]).toEqual([name, ALLOWED]);
    for (const name of ['keyctl', 'unshare', 'setns', 'ptrace', 'mount', 'bpf', 'perf_event_open', 'kexec_load', 'reboot'] as const)
      expect([name, answerOf(filter, audit, callNumber(name, processor) ?? -1)]).toEqual([name, REFUSED]);
    for (const call of [400, 467, 1000, 0x40000000, 0xffffffff]) expect([call, answerOf(filter, audit, call)]).toEqual([call, NONE]);
    expect(answerOf(filter, 0x40000003, 4)).toBe(NONE);
    const clone = callNumber('clone', processor) ?? -1;
    expect(answerOf(filter, audit, clone, [0x3d0f00])).toBe(ALLOWED);
    for (const flag of [0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000])
      expect(answerOf(filter, audit, clone, [flag | 17])).toBe(REFUSED);
  });

  test.skipIf(!fs.existsSync('/usr/include/asm/unistd_64.h') && !fs.existsSync('/usr/include/x86_64-linux-gnu/asm/unistd_64.h'))(
    'its numbers are those of the kernel',
    () => {
      const file =
        ['/usr/include/x86_64-linux-gnu/asm/unistd_64.h', '/usr/include/asm/unistd_64.h'].find((each) => fs.existsSync(each)) ?? '';
      const x64 = new Map([...fs.readFileSync(file, 'utf8').matchAll(/#define __NR_(\w+) (\d+)/g)].map(([, name, n]) => [name, Number(n)]));
      const generic = fs.existsSync('/usr/include/asm-generic/unistd.h')
        ? new Map(
            [...fs.readFileSync('/usr/include/asm-generic/unistd.h', 'utf8').matchAll(/#define __NR_(\w+) (\d+)/g)].map(([, name, n]) => [
              name,
              Number(n),
            ]),
          )
        : new Map<string, number>();
      const names = Object.keys(x64Names()) as Parameters<typeof callNumber>[0][];
      for (const name of names) {
        if (x64.has(name)) expect([name, callNumber(name, 'x64')]).toEqual([name, x64.get(name)]);
        if (generic.has(name)) expect([name, callNumber(name, 'arm64')]).toEqual([name, generic.get(name)]);
      }
      function x64Names(): Record<string, number> {
        return Object.fromEntries([...x64].filter(([name]) => callNumber(name as 'clone', 'x64') !== undefined)) as Record<string, number>;
      }
    },
  );
});

describe.skipIf(!works || !python)('memory that no process shows', () => {
  const MB = 2 ** 20;
  const limits = { memoryBytes: 200 * MB, diskBytes: 400 * MB, ms: 20_000 };
  test.each([
    ['a file in memory', 'fd = os.memfd_create("x")\nfor _ in range(500): os.write(fd, bytes(1 << 20))'],
    [
      'files in memory on their way in a socket',
      `import socket
a, b = socket.socketpair()
for _ in range(50):
    fd = os.memfd_create("x")
    for _ in range(10): os.write(fd, bytes(1 << 20))
    socket.send_fds(a, [b'x'], [fd])
    os.close(fd)`,
    ],
    [
      'shared pages that are let go',
      `import mmap
page = mmap.mmap(-1, 500 << 20)
for at in range(500):
    page[at << 20:(at + 1) << 20] = bytes(1 << 20)
    page.madvise(mmap.MADV_DONTNEED)`,
    ],
    [
      'detached segments of System V',
      `libc.shmat.restype = ctypes.c_void_p
libc.shmdt.argtypes = [ctypes.c_void_p]
libc.shmat.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
for _ in range(50):
    segment = libc.shmget(0, 10 << 20, 0o1600)
    at = libc.shmat(segment, None, 0)
    ctypes.memset(at, 1, 10 << 20)
    libc.shmdt(at)`,
    ],
    [
      'files in the temporary folder',
      'out = open("/tmp/x", "wb")\nfor _ in range(190): out.write(bytes(1 << 20))\nout.flush()\nkept = bytearray(b"x") * (60 << 20)',
    ],
  ])('%s', async (_, script) => {
    const started = performance.now();
    const run = await runAs(
      USERS[0] ?? 0,
      layered ? 'overlay' : 'copy',
      [python ?? '', '-c', `${CALLS}${script}\nimport time\ntime.sleep(10)`],
      {
        request: { limits },
      },
    );
    expect([run.ended, run.stderr]).toEqual(['memory', '']);
    // Nothing of the run keeps the process that asked for it from ending.
    expect(performance.now() - started).toBeLessThan(limits.ms * 0.75);
  });

  test('what many processes share counts once', async () => {
    const script = `kept = bytearray(b"x") * (120 << 20)
for _ in range(10):
    if os.fork() == 0:
        import time
        time.sleep(0.5)
        os._exit(0)
for _ in range(10): os.wait()
print('end')`;
    const run = await runAs(USERS[0] ?? 0, 'read-only', [python ?? '', '-c', CALLS + script], {
      request: { limits: { ...limits, memoryBytes: 700 * MB } },
    });
    expect([run.ended, run.stdout]).toEqual(['exited', 'end\n']);
  });

  test.each(MODES)('all that is written stays within the limit of the disk (%s)', async (mode) => {
    const script = `
import errno
total = 0
for folder in ('.', '/tmp', os.path.expanduser('~'), '/dev/shm', '/var/tmp', '/run', '/dev', '/'):
    for n in range(3):
        try:
            with open(os.path.join(folder, f'big{n}-{total}'), 'wb', buffering=0) as out:
                while True: total += out.write(bytes(1 << 18))
        except OSError: pass
print(total)`;
    const diskBytes = 16 * MB;
    const run = await runAs(USERS[0] ?? 0, mode, [python ?? '', '-c', `import os${script}`], {
      request: { limits: { diskBytes, ms: 20_000 } },
    });
    expect(run.stderr).toBe('');
    expect(Number(run.stdout)).toBeGreaterThan(MB);
    expect(Number(run.stdout)).toBeLessThanOrEqual(diskBytes + MB);
  });
});
