// The filter of system calls that a program in bubblewrap runs under: what a test run needs, not what the kernel has. Written here as the
// instructions the kernel takes (classic BPF), because no compiler for them is surely there. Known calls are let through or named below;
// what is newer than this table is answered as an older kernel would answer it, so that libraries fall back.

/** Numbers by call: x86-64, then 64-bit ARM (−1: has no such call). */
type Numbers = readonly [x64: number, arm64: number];

/** Refused as forbidden (EPERM). */
const FORBIDDEN = {
  // Keys: the session keyring is the host's, whatever the namespaces say.
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  // New namespaces, other ones, and other roots. `clone` is looked at more closely below.
  unshare: [272, 97],
  setns: [308, 268],
  chroot: [161, 51],
  pivot_root: [155, 41],
  // Mounts, the old way and the new.
  mount: [165, 40],
  umount2: [166, 39],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  // Other processes' memory and descriptors: the sandbox's own first process is among them.
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  process_madvise: [440, 440],
  pidfd_getfd: [438, 438],
  kcmp: [312, 272],
  migrate_pages: [256, 238],
  move_pages: [279, 239],
  // Doors into the kernel that are known for their holes.
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  fanotify_init: [300, 262],
  open_by_handle_at: [304, 265],
  name_to_handle_at: [303, 264],
  lookup_dcookie: [212, 18],
  // The machine: its kernel, modules, swap, clock, names, quotas, log, ports.
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  reboot: [169, 142],
  swapon: [167, 224],
  swapoff: [168, 225],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  adjtimex: [159, 171],
  clock_adjtime: [305, 266],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  acct: [163, 89],
  quotactl: [179, 60],
  quotactl_fd: [443, 443],
  syslog: [103, 116],
  vhangup: [153, 58],
  iopl: [172, -1],
  ioperm: [173, -1],
  modify_ldt: [154, -1],
} satisfies Record<string, Numbers>;

/** Refused as if the kernel had none (ENOSYS), which is what libraries expect where they have another way. */
const MISSING = {
  // Its flags lie in memory, where no filter can look; libraries go on with `clone`.
  clone3: [435, 435],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  memfd_secret: [447, 447],
  statmount: [457, 457],
  listmount: [458, 458],
  lsm_get_self_attr: [459, 459],
  lsm_set_self_attr: [460, 460],
  lsm_list_modules: [461, 461],
  nfsservctl: [180, 42],
  uselib: [134, -1],
  ustat: [136, -1],
  sysfs: [139, -1],
  _sysctl: [156, -1],
  create_module: [174, -1],
  get_kernel_syms: [177, -1],
  query_module: [178, -1],
  getpmsg: [181, -1],
  putpmsg: [182, -1],
  afs_syscall: [183, -1],
  tuxcall: [184, -1],
  security: [185, -1],
  vserver: [236, -1],
} satisfies Record<string, Numbers>;

interface Architecture {
  /** As the kernel's audit names it: a call of another one (32-bit code) has other numbers. */
  readonly audit: number;
  readonly column: 0 | 1;
  /** Numbers that mean nothing between the old calls and those that all architectures share, both ends included. */
  readonly gap: readonly [first: number, last: number];
  readonly clone: number;
  readonly ioctl: number;
  readonly socket: number;
  readonly socketpair: number;
  readonly personality: number;
}

const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  x64: { audit: 0xc000003e, column: 0, gap: [337, 423], clone: 56, ioctl: 16, socket: 41, socketpair: 53, personality: 135 },
  arm64: { audit: 0xc00000b7, column: 1, gap: [295, 423], clone: 220, ioctl: 29, socket: 198, socketpair: 199, personality: 92 },
};

/** `removexattrat`. What has a higher number is not known here; the x32 calls of x86-64 have a bit set that makes theirs higher, too. */
const LAST_KNOWN = 466;

const EPERM = 1;
const ENOSYS = 38;
const EPROTONOSUPPORT = 93;
const EAFNOSUPPORT = 97;

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET; NEWTIME exists for `clone3` and `unshare` alone. */
const NEW_NAMESPACES = 0x7e020000;
/** Types into a terminal: TIOCSTI, TIOCLINUX. Makes of it something else: TIOCSETD, TIOCCONS. */
const TERMINAL_TRICKS = [0x5412, 0x541c, 0x5423, 0x541d];
/** As it is, questions, Linux 2.6 and no randomised addresses: what test runners and debuggers ask for. */
const PERSONALITIES = [0, 0x8, 0x20000, 0x20008, 0x40000, 0xffffffff];
const AF_UNSPEC = 0;
const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const AF_NETLINK = 16;
/** Any, ICMP, TCP, UDP, ICMPv6, UDP-Lite, multipath TCP. */
const INTERNET_PROTOCOLS = [0, 1, 6, 17, 58, 136, 262];
/** What names of hosts and network interfaces are asked through. */
const NETLINK_ROUTE = 0;

/** Number of a call that the filter looks at, for a processor as Node names it; undefined where there is none. */
export function callNumber(call: keyof typeof FORBIDDEN | keyof typeof MISSING | 'clone', processor: string): number | undefined {
  const architecture = ARCHITECTURES[processor];
  if (!architecture) return undefined;
  if (call === 'clone') return architecture.clone;
  const known: Readonly<Record<string, Numbers>> = { ...FORBIDDEN, ...MISSING };
  const number = known[call]?.[architecture.column] ?? -1;
  return number < 0 ? undefined : number;
}

type Instruction = readonly [code: number, whenTrue: number, whenFalse: number, value: number];

const load = (offset: number): Instruction => [0x20, 0, 0, offset];
const LOAD_NUMBER = load(0);
const LOAD_ARCHITECTURE = load(4);
/** The low half of an argument: the kernel reads no more of those that are looked at here. */
const loadArgument = (index: number): Instruction => load(16 + 8 * index);
const answer = (value: number): Instruction => [0x06, 0, 0, value];
const ALLOW = answer(0x7fff0000);
const refuse = (errno: number): Instruction => answer(0x00050000 | errno);

/** The value at hand is one of these: `then`, which ends with an answer; else on behind it. */
function when(values: readonly number[], then: readonly Instruction[]): Instruction[] {
  return [
    // From the last test the way on is over `then`; from the others to the next test.
    ...values.map((value, at): Instruction => {
      const left = values.length - 1 - at;
      return [0x15, left, left === 0 ? then.length : 0, value];
    }),
    ...then,
  ];
}

/** At least `first` and at most `last`. */
function between(first: number, last: number, then: Instruction): Instruction[] {
  return first === last ? when([first], [then]) : [[0x35, 0, 2, first], [0x25, 1, 0, last], then];
}

/** The whole filter for a processor as Node names it; undefined for one that it is not written for. Eight bytes an instruction, as `bwrap --seccomp` reads them. */
export function seccompFilter(processor: string): Uint8Array | undefined {
  const architecture = ARCHITECTURES[processor];
  if (!architecture) return undefined;
  const { audit, column, gap, clone, ioctl, socket, socketpair, personality } = architecture;
  const numbers = (of: Readonly<Record<string, Numbers>>): number[] =>
    Object.values(of)
      .map((pair) => pair[column])
      .filter((number) => number >= 0 && number <= LAST_KNOWN);
  const family = [
    loadArgument(0),
    ...when([AF_UNSPEC, AF_UNIX], [ALLOW]),
    ...when([AF_INET, AF_INET6], [loadArgument(2), ...when(INTERNET_PROTOCOLS, [ALLOW]), refuse(EPROTONOSUPPORT)]),
    ...when([AF_NETLINK], [loadArgument(2), ...when([NETLINK_ROUTE], [ALLOW]), refuse(EPROTONOSUPPORT)]),
    refuse(EAFNOSUPPORT),
  ];
  return bytesOf([
    LOAD_ARCHITECTURE,
    ...when([audit], [LOAD_NUMBER, [0x05, 0, 0, 1]]),
    refuse(ENOSYS),
    [0x25, 0, 1, LAST_KNOWN],
    refuse(ENOSYS),
    ...when([ioctl], [loadArgument(1), ...when(TERMINAL_TRICKS, [refuse(EPERM)]), ALLOW]),
    // BPF_JSET: any of these bits.
    ...when([clone], [loadArgument(0), [0x45, 0, 1, NEW_NAMESPACES], refuse(EPERM), ALLOW]),
    ...when([socket, socketpair], family),
    ...when([personality], [loadArgument(0), ...when(PERSONALITIES, [ALLOW]), refuse(EPERM)]),
    ...runs(numbers(FORBIDDEN)).flatMap(([first, last]) => between(first, last, refuse(EPERM))),
    ...[...runs(numbers(MISSING)), gap].flatMap(([first, last]) => between(first, last, refuse(ENOSYS))),
    ALLOW,
  ]);
}

/** Numbers that follow each other, together: fewer tests at each call. */
function runs(numbers: readonly number[]): [first: number, last: number][] {
  const out: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = out.at(-1);
    if (last && last[1] + 1 === number) last[1] = number;
    else out.push([number, number]);
  }
  return out;
}

function bytesOf(instructions: readonly Instruction[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(instructions.length * 8));
  for (const [at, [code, whenTrue, whenFalse, value]] of instructions.entries()) {
    bytes.setUint16(at * 8, code, true);
    bytes.setUint8(at * 8 + 2, whenTrue);
    bytes.setUint8(at * 8 + 3, whenFalse);
    bytes.setUint32(at * 8 + 4, value, true);
  }
  return new Uint8Array(bytes.buffer);
}
