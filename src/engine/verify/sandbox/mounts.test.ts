import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { mayBeSeen, toolchains, unfitWorkspace } from './mounts';

const base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-test-')));
afterAll(() => fs.rmSync(base, { recursive: true, force: true }));
const home = path.join(base, 'home');
const at = (...names: string[]): string => path.join(home, ...names);
const program = (file: string, text = '#!/bin/sh\n'): string => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text, { mode: 0o755 });
  return file;
};

test('a workspace is a folder of one project', () => {
  for (const folder of [
    '/',
    '/home',
    '/tmp',
    '/usr/lib',
    '/etc',
    '/etc/app',
    '/proc/1',
    home,
    base,
    at('.ssh'),
    at('.ssh/x'),
    at('.config'),
    at('.aws'),
  ])
    expect(unfitWorkspace(folder, home)).toMatch(/\.$/);
  for (const folder of [at('project'), at('.config/nvim'), '/srv/app/site', '/tmp/x', '/work', '/opt/app'])
    expect(unfitWorkspace(folder, home)).toBeUndefined();
});

test('private folders, what is in them and what is above them stay out of sight', () => {
  for (const folder of [home, base, '/', at('.ssh'), at('.ssh/keys'), at('.local/share'), at('.config'), at('.cargo'), at('.gnupg')])
    expect(mayBeSeen(folder, home)).toBe(false);
  for (const folder of [at('.pyenv'), at('.local/bin'), at('.cargo/bin'), at('bin'), '/srv']) expect(mayBeSeen(folder, home)).toBe(true);
});

describe.skipIf(process.platform === 'win32')('the toolchains of a command', () => {
  const root = at('project');
  for (const folder of [
    root,
    at('.pyenv/shims'),
    at('.ssh/bin'),
    at('.local/share/uv'),
    at('tools/bin'),
    path.join(base, 'node_modules'),
    at('node_modules'),
  ])
    fs.mkdirSync(folder, { recursive: true });
  const shown = (file: string, env: Record<string, string> = {}): string[] => [...toolchains({ program: file, root, home, env }).places];

  test('are the known ones, those of PATH, and the modules above the workspace', () => {
    const PATH = [
      '/usr/bin',
      at('.pyenv/shims'),
      at('tools/bin'),
      at('.ssh/bin'),
      home,
      '/',
      'relative',
      at('missing'),
      path.join(root, 'bin'),
    ].join(':');
    expect(shown('/usr/bin/python3', { PATH }).sort()).toEqual(
      [at('.pyenv'), at('.local/share/uv'), at('tools/bin'), at('node_modules'), path.join(base, 'node_modules')].sort(),
    );
  });

  test('hold what Go has built: without it, a run of a small program builds the standard library first', () => {
    const cache = process.platform === 'darwin' ? at('Library/Caches/go-build') : at('.cache/go-build');
    fs.mkdirSync(cache, { recursive: true });
    expect(shown('/usr/local/go/bin/go')).toContain(cache);
    fs.rmSync(cache, { recursive: true });
  });

  test('are followed through links, `#!` lines and virtual environments', () => {
    const python = program(path.join(base, 'pythons/3.12/bin/python3.12'));
    fs.mkdirSync(path.join(base, 'pythons/3.12/lib/python3.12'), { recursive: true });
    fs.mkdirSync(path.join(base, 'venv/bin'), { recursive: true });
    fs.symlinkSync(python, path.join(base, 'venv/bin/python'));
    fs.writeFileSync(path.join(base, 'venv/pyvenv.cfg'), `home = ${path.dirname(python)}\n`);
    const tool = program(path.join(base, 'scripts/tool'), `#!${path.join(base, 'venv/bin/python')}\n`);
    const folders = shown(tool);
    for (const folder of [path.join(base, 'scripts'), path.join(base, 'venv'), path.join(base, 'pythons/3.12')])
      expect(folders).toContain(folder);
  });

  test('are not what a link says they are', () => {
    fs.symlinkSync(at('.ssh'), at('innocent'));
    expect(shown('/usr/bin/true', { PATH: at('innocent'), NODE_PATH: at('innocent') })).not.toContain(at('innocent'));
  });

  test('a program in the home folder shows its own folder, not the home', () => {
    expect(shown(program(at('bin/tool')))).toContain(at('bin'));
    expect(shown(program(at('bin/tool')))).not.toContain(home);
  });
});
