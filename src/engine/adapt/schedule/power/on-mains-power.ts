// Whether the machine draws from the mains: a training at night is not to empty a battery. One file a system.

import { execFile } from 'node:child_process';
import { linuxOnMains } from './linux';
import { MACOS_COMMAND, macosOnMains } from './macos';
import { WINDOWS_COMMAND, windowsOnMains } from './windows';

/** In ms. */
const ASKED_FOR = 15_000;

/** undefined where it can't be told, which keeps nothing from running. Never throws. */
export async function onMainsPower(platform: NodeJS.Platform = process.platform): Promise<boolean | undefined> {
  if (platform === 'linux') return linuxOnMains();
  if (platform === 'darwin') return macosOnMains(await printedBy(MACOS_COMMAND));
  if (platform === 'win32') return windowsOnMains(await printedBy(WINDOWS_COMMAND));
  return undefined;
}

/** Empty where it fails. */
const printedBy = ([command, ...args]: readonly [string, ...string[]]): Promise<string> =>
  new Promise((resolve) => {
    execFile(command, args, { timeout: ASKED_FOR, maxBuffer: 64 * 1024, windowsHide: true }, (error, stdout) =>
      resolve(error ? '' : stdout),
    );
  });
