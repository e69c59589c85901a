// The throw-away layer over a workspace: an overlay file system, mounted before bubblewrap begins, in namespaces that only it sees. What
// mounts is gone when the program runs: neither the originals below nor any right to mount is there any more.

import * as path from 'node:path';
import { findProgram } from './mounts';
import { callNumber } from './seccomp';

/** Covered in these namespaces alone: it is there on every Linux, bubblewrap shows nothing of it, and no workspace lies in it. */
const GROUND = '/sys';
/** The workspace with its layer, and folders that share its size, for bubblewrap to show. */
export const MERGED = `${GROUND}/merged`;
export const storage = (name: 'tmp' | 'shm' | 'home'): string => `${GROUND}/${name}`;
/** Of the system alone: what is found here is started outside of the sandbox, and PATH may lead into the workspace. */
const PROGRAMS = '/usr/bin:/bin:/usr/sbin:/sbin:/run/current-system/sw/bin';
const FOLDERS = [`${GROUND}/upper`, `${GROUND}/work`, MERGED, storage('tmp'), storage('shm'), storage('home')];
/** The lower one by a relative name: in an absolute one, commas and colons would part options and layers. */
const LAYERS = `lowerdir=.,upperdir=${GROUND}/upper,workdir=${GROUND}/work,userxattr`;
const [CLONE_NEWNS, CLONE_NEWUSER, MS_REC, MS_PRIVATE] = [0x20000, 0x10000000, 0x4000, 0x40000];
/** Files of any size cost memory of the kernel's. */
const MOST_INODES = 100_000;

export interface OverlayOptions {
  readonly root: string;
  /** The layer and `storage` hold at most this together. */
  readonly bytes: number;
  /** Relative to the workspace: files of the layer, whatever lies below them, for bubblewrap to fill. */
  readonly files: readonly { readonly name: string; readonly executable: boolean }[];
  /** Relative to the workspace: folders that are to be there. */
  readonly folders: readonly string[];
  readonly command: readonly string[];
}

export interface Started {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * Starts `command` where `MERGED` is the workspace `root` with a layer over it. undefined where the system has no programs to do it with. Ends with
 * exit code 125 where that fails, before `command` begins.
 */
export function onOverlay(options: OverlayOptions): Started | undefined {
  return byPerl(options) ?? byShell(options);
}

/** All in one process, which takes half the time of the shell's way; nearly every Linux has it. */
export function byPerl({ root, bytes, command, ...layer }: OverlayOptions): Started | undefined {
  const perl = findProgram('perl', { PATH: PROGRAMS });
  const [unshare, mount] = [callNumber('unshare', process.arch), callNumber('mount', process.arch)];
  if (!perl || unshare === undefined || mount === undefined) return undefined;
  const files = layer.files.map(({ name }) => name);
  const executable = layer.files.filter((file) => file.executable).map(({ name }) => name);
  const lists = [foldersOf(layer), files, executable].flatMap((list) => [String(list.length), ...list.map((name) => `./${name}`)]);
  return { command: perl, args: ['-f', '-e', PERL, '--', String(unshare), String(mount), root, sizeOf(bytes), ...lists, ...command] };
}

const PERL = `
my ($unshare, $mount, $root, $size) = splice @ARGV, 0, 4;
my ($user, $group) = ($> + 0, $) + 0);
sub failed { print STDERR "$_[0]: $!\\n"; exit 125 }
sub given { my $count = shift @ARGV; splice @ARGV, 0, $count }
sub put { my ($file, $text) = @_; open my $out, '>', $file or failed($file); print $out $text; close $out or failed($file) }
sub mounted { my ($kind, $place, $flags, $settings) = @_; syscall($mount + 0, $kind, $place, $kind, $flags, $settings) == 0 or failed("mount $kind") }
umask 022;
syscall($unshare + 0, ${CLONE_NEWNS | CLONE_NEWUSER}) == 0 or failed('unshare');
put('/proc/self/setgroups', 'deny'); put('/proc/self/uid_map', "0 $user 1"); put('/proc/self/gid_map', "0 $group 1");
mounted('none', '/', ${MS_REC | MS_PRIVATE}, 0);
mounted('tmpfs', '${GROUND}', 0, $size);
for (${FOLDERS.map((name) => `'${name}'`).join(', ')}) { mkdir or failed($_) }
chdir '${GROUND}/upper' or failed('upper');
for (given()) { mkdir or failed($_) }
put($_, '') for given();
chmod 0755, given();
chdir $root or failed($root);
mounted('overlay', '${MERGED}', 0, '${LAYERS}');
chdir '/'; exec { $ARGV[0] } @ARGV or failed($ARGV[0]);
`;

/** The same with what util-linux and busybox have. */
export function byShell({ root, bytes, command, ...layer }: OverlayOptions): Started | undefined {
  const unshare = findProgram('unshare', { PATH: PROGRAMS });
  if (!unshare) return undefined;
  const named = (names: readonly string[]): string => names.map((name) => quoted(`./${name}`)).join(' ');
  const folders = foldersOf(layer);
  const executable = layer.files.filter((file) => file.executable).map(({ name }) => name);
  const script = [
    `mount -t tmpfs -o ${sizeOf(bytes)} tmpfs ${GROUND}`,
    `mkdir ${FOLDERS.join(' ')}`,
    `cd ${GROUND}/upper`,
    ...(folders.length > 0 ? [`mkdir ${named(folders)}`] : []),
    ...layer.files.map(({ name }) => `: >${named([name])}`),
    ...(executable.length > 0 ? [`chmod 0755 ${named(executable)}`] : []),
    'cd "$0"',
    `mount -t overlay -o ${LAYERS} overlay ${MERGED}`,
    'cd /',
  ];
  const namespaces = ['--user', '--map-root-user', '--mount', '--propagation', 'private'];
  return {
    command: unshare,
    args: [
      ...namespaces,
      '--',
      '/bin/sh',
      '-c',
      `umask 022; given=$PATH; PATH=${PROGRAMS}; { ${script.join(' &&\n')}; } || exit 125\nPATH=$given; exec "$@"`,
      root,
      ...command,
    ],
  };
}

/**
 * Made before the layer lies over the originals: whose those are, and whether they can be written, does not matter then. Each after the one that it
 * lies in.
 */
function foldersOf({ files, folders }: Pick<OverlayOptions, 'files' | 'folders'>): string[] {
  const out = new Set<string>();
  const add = (folder: string): void => {
    if (folder === '.' || out.has(folder)) return;
    add(path.dirname(folder));
    out.add(folder);
  };
  for (const folder of [...folders, ...files.map(({ name }) => path.dirname(name))]) add(folder);
  return [...out];
}

const sizeOf = (bytes: number): string => `size=${bytes},nr_inodes=${MOST_INODES},mode=0700`;

/** For a shell's command line. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
