// Windows: .NET's SystemInformation.PowerStatus.PowerLineStatus, which is Online, Offline or Unknown.

export const WINDOWS_COMMAND: readonly [string, ...string[]] = [
  'powershell.exe',
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  'Add-Type -AssemblyName System.Windows.Forms; [System.Windows.Forms.SystemInformation]::PowerStatus.PowerLineStatus.ToString()',
];

/** Pure. undefined where it can't be told. */
export function windowsOnMains(printed: string): boolean | undefined {
  const status = printed.trim();
  return status === 'Online' ? true : status === 'Offline' ? false : undefined;
}
