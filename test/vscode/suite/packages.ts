// Python packages that tests need, from PyPI, into a folder of their own.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** @returns the folder for PYTHONPATH; undefined where they can't be installed. */
export function installed(...packages: readonly string[]): string | undefined {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-packages-'));
  try {
    execFileSync('python3', ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--target', folder, ...packages], {
      stdio: 'ignore',
      timeout: 100_000,
    });
    return folder;
  } catch {
    fs.rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}
