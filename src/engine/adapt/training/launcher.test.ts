// The commands by which a training is run, as text.

import { expect, test } from 'vitest';
import { preparations, REQUIREMENTS, trainCommand, TRAINER } from './launcher';

test('the packages are those that the trainer names in its own head', () => {
  expect(TRAINER.startsWith('# /// script\n# requires-python = ">=3.10"\n')).toBe(true);
  expect(REQUIREMENTS.map((one) => /^[\w-]+/.exec(one)?.[0])).toEqual(
    expect.arrayContaining(['torch', 'transformers', 'trl', 'peft', 'accelerate', 'datasets', 'safetensors', 'gguf']),
  );
});

test('one process is the script, by whatever runs it', () => {
  expect(trainCommand({ kind: 'python', program: '/p/python', downloads: false }, '/r/t.py', '/r/job.json', 1)).toEqual({
    program: '/p/python',
    args: ['/r/t.py', '/r/job.json'],
  });
  expect(trainCommand({ kind: 'uv', program: '/p/uv', downloads: true }, '/r/t.py', '/r/job.json', 1).args).toEqual([
    'run',
    '--no-project',
    '--script',
    '/r/t.py',
    '/r/job.json',
  ]);
});

test('several GPUs: accelerate launches the same script', () => {
  const { args } = trainCommand({ kind: 'python', program: '/p/python', downloads: false }, '/r/t.py', '/r/job.json', 3);
  expect(args.slice(0, 5)).toEqual(['-m', 'accelerate.commands.launch', '--multi_gpu', '--num_processes', '3']);
  expect(args.slice(-2)).toEqual(['/r/t.py', '/r/job.json']);
  const uv = trainCommand({ kind: 'uv', program: '/p/uv', downloads: true }, '/r/t.py', '/r/job.json', 2).args;
  expect(uv).toEqual(expect.arrayContaining(['--with', REQUIREMENTS[0], 'accelerate', 'launch', '--multi_gpu']));
});

test('an environment of its own is made, filled and then used', () => {
  const launcher = { kind: 'venv', program: '/usr/bin/python3', downloads: true, folder: '/cache/training' } as const;
  const [make, fill] = preparations(launcher);
  expect(make).toEqual({ program: '/usr/bin/python3', args: ['-m', 'venv', '--clear', '/cache/training'] });
  expect(fill?.args).toEqual(expect.arrayContaining(['pip', 'install', ...REQUIREMENTS]));
  expect(trainCommand(launcher, '/r/t.py', '/r/job.json', 1).program).toBe(fill?.program);
  expect(preparations({ ...launcher, downloads: false })).toEqual([]);
});
