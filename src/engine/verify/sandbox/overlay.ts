// The throw-away layer over a workspace: an overlay file system, mounted before bubblewrap begins, in namespaces that only it sees. What
// mounts is gone when the program runs: neither the originals below nor any right to mount is there any more.

import * as path from 'node:path';
import { findProgram } from './mounts';

/** Covered in these namespaces alone: it is there on every Linux, bubblewrap shows nothing of it, and no workspace lies in it. */
const GROUND = '/sys';
/** The workspace with its layer, and folders that share its size, for bubblewrap to show. */
export const MERGED = `${GROUND}/merged`;
export const storage = (name: 'tmp' | 'shm' | 'home'): string => `${GROUND}/${name}`;
/** Of the system alone: what is found here is started outside of the sandbox, and PATH may lead into the workspace. */
const PROGRAMS = '/usr/bin:/bin:/usr/sbin:/sbin:/run/current-system/sw/bin';
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

/**
 * Starts `command` where `MERGED` is the workspace `root` with a layer over it. undefined where the system has no programs to do it with. Ends with
 * exit code 125 where that fails, before `command` begins.
 */
export function onOverlay(options: OverlayOptions): { readonly command: string; readonly args: readonly string[] } | undefined {
  const { root, bytes, files, command } = options;
  const unshare = findProgram('unshare', { PATH: PROGRAMS });
  if (!unshare) return undefined;
  const named = (names: readonly string[]): string => names.map((name) => quoted(`./${name}`)).join(' ');
  const folders = [...new Set([...options.folders, ...files.map(({ name }) => path.dirname(name))])].filter((name) => name !== '.');
  const executable = files.filter((file) => file.executable).map(({ name }) => name);
  const script = [
    `mount -t tmpfs -o size=${bytes},nr_inodes=${MOST_INODES},mode=0700 tmpfs ${GROUND}`,
    `mkdir ${GROUND}/upper ${GROUND}/work ${MERGED} ${storage('tmp')} ${storage('shm')} ${storage('home')}`,
    // Made before the layer lies over the originals: whose those are, and whether they can be written, does not matter then.
    `cd ${GROUND}/upper`,
    ...(folders.length > 0 ? [`mkdir -p ${named(folders)}`] : []),
    ...files.map(({ name }) => `: >${named([name])}`),
    ...(executable.length > 0 ? [`chmod 0755 ${named(executable)}`] : []),
    // By a relative name: in an absolute one, commas and colons would part options and layers.
    'cd "$0"',
    `mount -t overlay -o lowerdir=.,upperdir=${GROUND}/upper,workdir=${GROUND}/work,userxattr overlay ${MERGED}`,
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

/** For a shell's command line. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
