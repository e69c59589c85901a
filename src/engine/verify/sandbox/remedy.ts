// What a person can do where no sandbox keeps programs in: one sentence, in the words of the system's own packager.

import * as fs from 'node:fs';
import type { FoundSandbox } from './sandbox';

/** undefined where the sandbox holds. Reads a few small files of the system. */
export function sandboxRemedy({ sandbox, notInstalled }: FoundSandbox): string | undefined {
  if (sandbox.holds) return undefined;
  if (process.platform !== 'linux') return 'Programs can be run on a copy of the workspace instead, each time with your yes.';
  if (notInstalled) return `Install ${notInstalled}: ${installCommand(notInstalled)}.`;
  if (sandbox.kind === 'bubblewrap')
    return 'Update bubblewrap and the kernel. Programs can be run in it as it is, each time with your yes.';
  // Ubuntu since 23.10; most containers forbid the same in their own way.
  const restricted = readOr('/proc/sys/kernel/apparmor_restrict_unprivileged_userns').trim() === '1';
  return restricted
    ? 'Give bubblewrap an AppArmor profile that allows user namespaces (bwrap-userns-restrict, in the package apparmor-profiles).'
    : 'Allow user namespaces; in a container, its starter has to.';
}

/** `sudo apt install bubblewrap` */
export function installCommand(name: string): string {
  const system = readOr('/etc/os-release');
  const is = (id: string): boolean => new RegExp(`^ID(?:_LIKE)?=.*\\b${id}\\b`, 'm').test(system);
  if (is('fedora') || is('rhel')) return `sudo dnf install ${name}`;
  if (is('arch')) return `sudo pacman -S ${name}`;
  if (is('suse') || is('opensuse')) return `sudo zypper install ${name}`;
  if (is('alpine')) return `sudo apk add ${name}`;
  return `sudo apt install ${name}`;
}

function readOr(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
