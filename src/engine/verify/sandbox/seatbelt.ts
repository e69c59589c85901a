// The sandbox of macOS: `sandbox-exec` runs a program under a profile that allows what is listed and nothing else. Files can't be
// laid over others there, so it runs in a copy of the workspace; everything but that copy is read-only or out of sight.

import * as os from 'node:os';
import * as path from 'node:path';
import { runInCopy, type CopiedPlaces, type CopyOptions } from './copy';
import type { Sandbox } from './sandbox';
import { findProgram, isFolder, real, toolchains } from './mounts';
import { doorsBelow, NO_DOORS, STORE_FOLDER, TOO_MANY_FOLDERS } from './workspace-doors';

const COMMAND = '/usr/bin/sandbox-exec';

/** `holds`: proved by a probe. */
export function seatbelt(options: CopyOptions & { readonly holds: boolean }): Sandbox {
  const home = real(options.home ?? os.homedir());
  return {
    kind: 'seatbelt',
    name: 'sandbox-exec: a copy of the workspace, no other files, no network',
    holds: options.holds,
    run: (request) =>
      runInCopy(request, {
        ...options,
        wrap: (argv, places, { root, cwd, network = false }, env) => {
          const tools = toolchains({ program: findProgram(argv[0] ?? '', env, cwd) ?? '', argv, cwd, root, home, env });
          if (tools.hidden !== undefined) return tools.hidden;
          const doors = isFolder(root) ? doorsBelow(real(root)) : NO_DOORS;
          if (!doors) return TOO_MANY_FOLDERS;
          return [
            COMMAND,
            '-p',
            seatbeltProfile({
              places,
              readable: [root, ...tools.places, ...tools.links.keys()],
              closed: [...doors.files, ...doors.folders, path.join(real(root), STORE_FOLDER)],
              network,
            }),
            ...argv,
          ];
        },
      }),
  };
}

/** Apple's own folders; the rest of /private, where keys and passwords are, stays closed. */
const SYSTEM = [
  '/usr',
  '/bin',
  '/sbin',
  '/opt',
  '/System',
  '/Library/Apple',
  '/Library/Frameworks',
  '/Library/Developer',
  '/Library/Java',
  '/Applications/Xcode.app/Contents/Developer',
  '/private/etc/ssl',
  '/private/var/db/dyld',
  '/private/var/db/timezone',
  '/private/var/select',
  '/nix/store',
];
const SYSTEM_FILES = [
  '/',
  '/dev/random',
  '/dev/urandom',
  '/dev/autofs_nowait',
  '/private/etc/localtime',
  '/private/etc/hosts',
  '/private/etc/services',
  '/private/etc/protocols',
  '/private/etc/passwd',
  '/private/etc/group',
  '/private/etc/shells',
];
const DEVICES = ['/dev/null', '/dev/zero', '/dev/stdin', '/dev/stdout', '/dev/stderr', '/dev/tty', '/dev/dtracehelper'];

/** The profile's text, in Apple's language of such profiles (modelled on those of its own daemons and of Nix). Later rules win. */
export function seatbeltProfile(options: {
  readonly places: CopiedPlaces;
  readonly readable: readonly string[];
  /** Within what is readable, and yet out of reach: sockets, pipes, our own store. */
  readonly closed?: readonly string[];
  readonly network: boolean;
}): string {
  const subpath = (folders: readonly string[]): string => folders.map((folder) => `(subpath ${text(folder)})`).join(' ');
  const literal = (files: readonly string[]): string => files.map((file) => `(literal ${text(file)})`).join(' ');
  const read = [...SYSTEM, ...options.readable, options.places.base];
  return [
    '(version 1)',
    '(deny default)',
    '(allow process-fork)',
    `(allow process-exec ${subpath(read)})`,
    // Only its own children: no other program can be ended or looked into.
    '(allow signal (target same-sandbox))',
    '(allow process-info* (target same-sandbox))',
    '(allow sysctl-read)',
    '(allow ipc-posix-sem) (allow ipc-posix-shm)',
    // Names of users; nothing else of the system's services (keychain, pasteboard, other applications).
    '(allow mach-lookup (global-name "com.apple.system.opendirectoryd.libinfo") (global-name "com.apple.system.notification_center") (global-name "com.apple.system.logger"))',
    // That a file exists, not what is in it: resolving a path asks every folder above.
    '(allow file-read-metadata)',
    `(allow file-read* ${subpath(read)} ${literal(SYSTEM_FILES)})`,
    `(allow file-read* file-write* file-ioctl ${literal(DEVICES)} (subpath "/dev/fd"))`,
    `(allow file-write* ${subpath([options.places.workspace, options.places.temporary])})`,
    '(deny file-write-setugid)',
    // Also no loopback: the host's own servers listen there.
    ...(options.network
      ? [
          '(allow network*)',
          '(allow system-socket)',
          '(allow mach-lookup (global-name "com.apple.dnssd.service") (global-name "com.apple.SystemConfiguration.configd") (global-name "com.apple.trustd.agent"))',
          '(allow file-read* (literal "/private/var/run/resolv.conf") (literal "/private/var/run/mDNSResponder"))',
        ]
      : ['(deny network*)']),
    ...(options.closed?.length ? [`(deny file-read* file-write* network* ${subpath(options.closed)})`] : []),
  ].join('\n');
}

/** A string of the profile's language. */
function text(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
