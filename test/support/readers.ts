// A Python that has Prometheus' own client and OpenTelemetry's own protobuf: what we write is read by who it is meant for. Installed into the cache, once (some
// 2 MB); undefined where it can't be: tests that need it are skipped, and counted so.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const PACKAGES = ['prometheus-client==0.26.0', 'opentelemetry-proto==1.45.2'];
const LIMIT_MS = 120_000;

const folder = path.join(process.env['SELF_HEAL_TEST_CACHE'] ?? path.resolve(__dirname, '../../.cache'), 'readers');
const python = path.join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const stamp = path.join(folder, 'installed');
const wanted = PACKAGES.join(' ');

export function pythonWithReaders(): string | undefined {
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return python;
  fs.rmSync(folder, { recursive: true, force: true });
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--only-binary',
    ':all:',
    '--retries',
    '1',
    '--timeout',
    '30',
  ];
  const steps: readonly (readonly [string, readonly string[]])[] = [
    ['python3', ['-m', 'venv', folder]],
    [python, [...pip, ...PACKAGES]],
  ];
  for (const [command, args] of steps) if (spawnSync(command, args, { timeout: LIMIT_MS, stdio: 'ignore' }).status !== 0) return undefined;
  fs.writeFileSync(stamp, wanted);
  return python;
}
