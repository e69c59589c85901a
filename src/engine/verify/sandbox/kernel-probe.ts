// What a program in a sandbox gets out of the kernel, tried for real: each call is made inside and has to be refused. None of them changes
// anything where it is not refused: they ask, or are given nothing to work with.

import { findProgram } from './mounts';
import { callNumber } from './seccomp';

interface Attempt {
  readonly call: Parameters<typeof callNumber>[0];
  readonly args: readonly number[];
  /** Completes "a program in it could …". */
  readonly could: string;
}

const CLONE_NEWUSER = 0x10000000;
const SIGCHLD = 17;
const KEYCTL_READ = 11;
const SESSION_KEYRING = -3;
const PTRACE_PEEKDATA = 2;

const ATTEMPTS: readonly Attempt[] = [
  { call: 'keyctl', args: [KEYCTL_READ, SESSION_KEYRING, 0, 0, 0], could: 'read the keys of your session' },
  { call: 'request_key', args: [0, 0, 0, 0], could: 'ask for the keys of your session' },
  { call: 'unshare', args: [CLONE_NEWUSER], could: 'make namespaces of its own' },
  { call: 'clone', args: [CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0], could: 'make namespaces of its own' },
  { call: 'clone3', args: [0, 0], could: 'make namespaces of its own' },
  { call: 'setns', args: [-1, 0], could: 'enter other namespaces' },
  { call: 'ptrace', args: [PTRACE_PEEKDATA, 1, 0, 0], could: 'look into other programs' },
  { call: 'process_vm_readv', args: [1, 0, 0, 0, 0, 0], could: 'look into other programs' },
  { call: 'pidfd_getfd', args: [-1, -1, 0], could: 'look into other programs' },
  { call: 'mount', args: [0, 0, 0, 0, 0], could: 'mount file systems' },
  { call: 'fsopen', args: [0, 0], could: 'mount file systems' },
  { call: 'bpf', args: [0, 0, 0], could: 'load programs into the kernel' },
  { call: 'perf_event_open', args: [0, 0, -1, -1, 0], could: 'watch the kernel' },
  { call: 'io_uring_setup', args: [1, 0], could: 'use doors of the kernel that a sandbox does not see' },
  { call: 'userfaultfd', args: [0], could: 'use doors of the kernel that a sandbox does not see' },
];

const EPERM = '1';
const ENOSYS = '38';

/** Arguments are `name,number,arg,arg,…`; prints `name=` with the error's number, or `ok`. What `clone` makes ends at once. */
const PERL =
  'for (@ARGV) { my ($name, $number, @args) = split /,/; my $r = syscall($number + 0, map { $_ + 0 } @args); my $e = $! + 0; kill 9, $$ if $name eq "clone" && $r == 0; print "$name=", ($r == -1 ? $e : "ok"), "\\n" }';
const PYTHON = [
  'import ctypes, os, sys',
  'call = ctypes.CDLL(None, use_errno=True).syscall',
  'call.restype = ctypes.c_long',
  'for text in sys.argv[1:]:',
  '    name, *numbers = text.split(",")',
  '    r = call(*[ctypes.c_long(int(n)) for n in numbers])',
  '    if name == "clone" and r == 0: os._exit(0)',
  '    print(name, ctypes.get_errno() if r == -1 else "ok", sep="=")',
].join('\n');

/** Lines for /bin/sh that make the attempts with an interpreter of this machine, and show what the kernel itself says of a filter. */
export function kernelAttempts(env: NodeJS.ProcessEnv): string[] {
  const lines = [
    'while read -r name value; do [ "$name" = Seccomp: ] && echo "seccomp=$value"; done </proc/self/status',
    // Opening alone changes nothing.
    '(: >>/proc/1/mem) 2>/dev/null && echo memory=opened',
  ];
  const attempts = ATTEMPTS.flatMap(({ call, args }) => {
    const number = callNumber(call, process.arch);
    return number === undefined ? [] : [[call, number, ...args].join(',')];
  }).join(' ');
  const find = (name: string): string | undefined => findProgram(name, { PATH: `/usr/bin:/bin:${env['PATH'] ?? ''}` });
  const perl = find('perl');
  const python = perl ? undefined : find('python3');
  if (attempts && perl) lines.push(`'${perl}' -e '${PERL}' ${attempts}`);
  else if (attempts && python) lines.push(`'${python}' -c '${PYTHON}' ${attempts}`);
  return lines;
}

/** Completes "a program in it could …"; undefined where everything was refused. `said`: the lines that came out. */
export function gotFromKernel(said: ReadonlySet<string>): string | undefined {
  if (said.has('memory=opened')) return 'look into other programs';
  if (!said.has('seccomp=2')) return 'make any system call';
  const values = new Map([...said].map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]));
  return ATTEMPTS.find(({ call }) => ![EPERM, ENOSYS, undefined].includes(values.get(call)))?.could;
}
