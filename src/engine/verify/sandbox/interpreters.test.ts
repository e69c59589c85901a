// Which interpreters a command gets to see, and what else of the home folder it does not: links, `pyvenv.cfg` and `#!` lines of a workspace are text
// from outside. The attacks and the virtual environments are tried in the real sandbox.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bubblewrap } from './bubblewrap';
import { searchSandbox } from './find-sandbox';
import { findProgram, isWithin, toolchains, type Toolchains } from './mounts';
import type { SandboxRun } from './sandbox';

const found = process.platform === 'linux' ? await searchSandbox('linux', process.env) : undefined;
const works = found?.sandbox.kind === 'bubblewrap';
const BWRAP = findProgram('bwrap', { PATH: process.env['PATH'] ?? '' }) ?? '';

let base: string;
let home: string;
let root: string;
beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-test-')));
  home = path.join(base, 'home');
  root = path.join(home, 'project');
  fs.mkdirSync(root, { recursive: true });
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

const at = (...names: string[]): string => path.join(home, ...names);
const write = (file: string, text: string, mode = 0o644): string => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text, { mode });
  return file;
};
const program = (file: string): string => write(file, '#!/bin/sh\necho ran\n', 0o755);
const link = (target: string, file: string): string => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.symlinkSync(target, file);
  return file;
};
/** An installation of Python, as far as its layout goes. Answers with its interpreter. */
const python = (prefix: string): string => {
  fs.mkdirSync(path.join(prefix, 'lib/python3.12'), { recursive: true });
  write(path.join(prefix, 'include/Python.h'), '');
  link('python3.12', path.join(prefix, 'bin/python3'));
  link('python3', path.join(prefix, 'bin/python'));
  return program(path.join(prefix, 'bin/python3.12'));
};
/** A virtual environment that links to its interpreter. */
const environment = (folder: string, interpreter: string): string => {
  write(path.join(folder, 'pyvenv.cfg'), `home = ${path.dirname(interpreter)}\n`);
  fs.mkdirSync(path.join(folder, 'lib/python3.12/site-packages'), { recursive: true });
  link('python', path.join(folder, 'bin/python3'));
  return link(interpreter, path.join(folder, 'bin/python'));
};

const shown = (line: string, env: Record<string, string> = {}): Toolchains =>
  toolchains({ program: '/bin/sh', argv: ['/bin/sh', '-c', line], root, cwd: root, home, env: { PATH: '/usr/bin:/bin', ...env } });
const run = (line: string, env: Record<string, string> = {}): Promise<SandboxRun> =>
  bubblewrap({
    command: BWRAP,
    version: '',
    layer: 'overlay',
    holds: true,
    home,
    env: { PATH: '/usr/bin:/bin', HOME: home, ...env },
  }).run({ argv: ['/bin/sh', '-c', line], cwd: root, root, files: new Map(), signal: new AbortController().signal });

describe.skipIf(process.platform === 'win32')('what a workspace says of its interpreter', () => {
  /** Each leaves something in the workspace that points into a private folder of an unsuspicious name. */
  const attacks: [string, () => void][] = [
    ['a link to what is not there', () => void link(at('Documents/bin/python'), path.join(root, '.venv/bin/python'))],
    ['a link to a text', () => void link(at('Documents/private.txt'), path.join(root, '.venv/bin/python'))],
    ['a link to a folder', () => void link(at('Documents'), path.join(root, '.venv/bin'))],
    ['a link to some program', () => void link(program(at('Documents/bin/tool')), path.join(root, '.venv/bin/python'))],
    [
      'a link to a program of an interpreter’s name',
      () => void link(program(at('Documents/python3')), path.join(root, '.venv/bin/python')),
    ],
    ['the same in a folder of programs', () => void link(program(at('Documents/bin/python3')), path.join(root, '.venv/bin/python'))],
    [
      'a link to a link there that ends elsewhere',
      () => void link(link('/usr/bin/env', at('Documents/bin/python3')), path.join(root, '.venv/bin/python')),
    ],
    [
      'links in a circle',
      () => {
        link(path.join(root, 'env/bin/python'), at('Documents/bin/python'));
        link(at('Documents/bin/python'), path.join(root, 'env/bin/python'));
      },
    ],
    [
      'the home of its settings',
      () => {
        program(path.join(root, '.venv/bin/python'));
        write(path.join(root, '.venv/pyvenv.cfg'), `home = ${at('Documents')}\n`);
      },
    ],
    [
      'the home of its settings, ending in bin',
      () => {
        link('/usr/bin/env', path.join(root, 'venv/bin/python'));
        write(path.join(root, 'venv/pyvenv.cfg'), `home = ${at('Documents/bin')}\n`);
      },
    ],
    ['a `#!` line', () => void write(path.join(root, 'run.py'), `#!${program(at('Documents/tool'))}\n`, 0o755)],
    [
      'a `#!` line with a name for an interpreter',
      () => void write(path.join(root, 'run.py'), `#!${at('Documents/bin/python3')}\n`, 0o755),
    ],
    [
      'settings that are a pipe',
      () =>
        void (
          fs.mkdirSync(path.join(root, '.venv/bin'), { recursive: true }),
          execFileSync('mkfifo', [path.join(root, '.venv/pyvenv.cfg'), path.join(root, '.venv/bin/python')])
        ),
    ],
  ];
  beforeEach(() => void write(at('Documents/private.txt'), 'THE-SECRET', 0o755));

  test.each(attacks)('opens no folder: %s', (_, attack) => {
    attack();
    for (const line of ['.venv/bin/python main.py', './run.py', `${root}/venv/bin/python main.py`, 'python3 main.py']) {
      const { places, links } = shown(line);
      expect(places.filter((place) => isWithin(place, at('Documents')) || isWithin(at('Documents'), place))).toEqual([]);
      expect([...links.keys()].filter((each) => each === at('Documents/private.txt'))).toEqual([]);
    }
  });

  test.skipIf(!works).each(attacks)('and in the sandbox nothing is read there: %s', async (_, attack) => {
    attack();
    // By patterns: a line that names an interpreter that can't be shown is not run at all.
    const result = await run(
      `timeout 1 cat ${at('Documents')}/p* .*/b*/p* */b*/p* 2>/dev/null; ls -AR ~ | grep private; sh -c 'cat ~/Documents/private.txt'; echo end`,
    );
    expect(result).toMatchObject({ ended: 'exited', stdout: expect.stringMatching(/end\n$/) as string });
    expect(result.stdout).not.toMatch(/THE-SECRET|private/);
  });

  test('an interpreter that shares its folder with other things opens its own parts only', () => {
    const interpreter = python(at('Documents'));
    link(interpreter, path.join(root, '.venv/bin/python'));
    expect([...shown('.venv/bin/python main.py').places].sort()).toEqual([
      at('Documents/bin'),
      at('Documents/include'),
      at('Documents/lib'),
    ]);
  });

  test('not even an interpreter opens the home, what is above the workspace, or what is private', () => {
    for (const prefix of [home, path.dirname(home), at('.config/tool'), at('.ssh'), at('.aws/x'), at('.gnupg')]) {
      const interpreter = python(prefix);
      fs.rmSync(path.join(root, '.venv'), { recursive: true, force: true });
      link(interpreter, path.join(root, '.venv/bin/python'));
      const { places } = shown('.venv/bin/python main.py');
      for (const place of places) expect([home, path.dirname(home)].some((folder) => isWithin(folder, place))).toBe(false);
      for (const name of ['.config', '.ssh', '.aws', '.gnupg']) expect(places.filter((place) => isWithin(place, at(name)))).toEqual([]);
    }
  });
});

describe.skipIf(process.platform === 'win32')('the interpreters of', () => {
  const covers = ({ places }: Toolchains, ...files: string[]): void => {
    for (const file of files) expect(places.some((place) => isWithin(file, place)) || file).toBe(true);
  };

  test('pyenv, by its shims and its versions, wherever it is', () => {
    for (const folder of [at('.pyenv'), path.join(base, 'data/pyenv')]) {
      const interpreter = python(path.join(folder, 'versions/3.12.1'));
      const shim = program(path.join(folder, 'shims/python3'));
      program(path.join(folder, 'libexec/pyenv'));
      const seen = shown('python3 main.py', { PATH: `${path.dirname(shim)}:/usr/bin` });
      expect(seen.hidden).toBeUndefined();
      covers(seen, shim, interpreter, path.join(folder, 'libexec/pyenv'));
      environment(path.join(root, '.venv'), interpreter);
      const inside = shown('.venv/bin/python main.py');
      expect(inside.hidden).toBeUndefined();
      covers(inside, interpreter);
      fs.rmSync(path.join(root, '.venv'), { recursive: true });
    }
  });

  test('uv, behind a folder that is a link', () => {
    for (const folder of [at('.local/share/uv/python'), path.join(base, 'data/uv')]) {
      python(path.join(folder, 'cpython-3.12.4-linux-x86_64-gnu'));
      link('cpython-3.12.4-linux-x86_64-gnu', path.join(folder, 'cpython-3.12-linux-x86_64-gnu'));
      const named = path.join(folder, 'cpython-3.12-linux-x86_64-gnu/bin/python3.12');
      environment(path.join(root, '.venv'), named);
      const seen = shown('uv run main.py');
      covers(seen, named, path.join(folder, 'cpython-3.12.4-linux-x86_64-gnu/lib/python3.12'));
      expect(shown('.venv/bin/python main.py').hidden).toBeUndefined();
      fs.rmSync(path.join(root, '.venv'), { recursive: true });
    }
  });

  test('conda, an environment anywhere', () => {
    for (const prefix of [at('miniconda3/envs/x'), path.join(base, 'data/envs/x')]) {
      const interpreter = python(prefix);
      write(path.join(prefix, 'conda-meta/history'), '');
      write(path.join(prefix, 'ssl/cert.pem'), '');
      for (const seen of [
        shown('python main.py', { PATH: `${path.dirname(interpreter)}:/usr/bin` }),
        shown(`${prefix}/bin/python main.py`),
        shown('python main.py', { CONDA_PREFIX: prefix, PATH: `${path.dirname(interpreter)}:/usr/bin` }),
      ]) {
        expect(seen.hidden).toBeUndefined();
        covers(seen, interpreter, path.join(prefix, 'lib/python3.12'), path.join(prefix, 'ssl/cert.pem'));
      }
    }
  });

  test('nvm, volta, asdf and mise', () => {
    const node = program(at('.nvm/versions/node/v22.1.0/bin/node'));
    fs.mkdirSync(at('.nvm/versions/node/v22.1.0/lib/node_modules'), { recursive: true });
    covers(shown('node main.js', { PATH: `${path.dirname(node)}:/usr/bin` }), node, at('.nvm/versions/node/v22.1.0/lib'));
    const volta = link('volta-shim', at('.volta/bin/node'));
    program(at('.volta/bin/volta-shim'));
    program(at('.volta/tools/image/node/22.1.0/bin/node'));
    const asdf = program(at('.asdf/shims/node'));
    program(at('.asdf/installs/nodejs/22.1.0/bin/node'));
    const mise = link(program(at('.local/bin/mise')), at('.local/share/mise/shims/python'));
    python(at('.local/share/mise/installs/python/3.12'));
    for (const [file, ...more] of [
      [volta, at('.volta/tools/image/node/22.1.0/bin/node')],
      [asdf, at('.asdf/installs/nodejs/22.1.0/bin/node')],
      [mise, at('.local/bin/mise'), at('.local/share/mise/installs/python/3.12/lib')],
    ] as const) {
      const seen = shown(`${path.basename(file)} main`, { PATH: `${path.dirname(file)}:/usr/bin` });
      expect(seen.hidden).toBeUndefined();
      covers(seen, file, ...more);
    }
  });

  test('links in a folder of the user’s own, which open nothing else of it', () => {
    const interpreter = python(path.join(base, 'pythons/3.12'));
    const own = link(interpreter, at('tools/python3'));
    write(at('tools/private.txt'), '');
    environment(path.join(root, '.venv'), own);
    const seen = shown('.venv/bin/python main.py');
    expect(seen.hidden).toBeUndefined();
    expect(seen.places).toEqual([path.join(base, 'pythons/3.12')]);
    expect([...seen.links]).toEqual([[own, interpreter]]);
  });

  test('one that can’t be shown are told, and no other is taken', () => {
    const lost = environment(at('.config/venv'), '/usr/bin/env');
    for (const [line, env] of [
      [`${lost} main.py`, {}],
      ['python main.py', { PATH: `${path.dirname(lost)}:/usr/bin` }],
      ['$(command -v python || echo python3) main.py', { PATH: `${path.dirname(lost)}:/usr/bin` }],
      ['. ~/.config/venv/bin/activate && python main.py', {}],
      ['PATH=$HOME/.config/venv/bin:$PATH python main.py', {}],
    ] as const) {
      expect(shown(line, env).hidden).toMatch(/\.config\/venv\/bin\/python.* is no interpreter that the sandbox can show.*\.$/);
    }
    // It is the line's own that counts.
    expect(shown('/usr/bin/env true', { PATH: `${path.dirname(lost)}:/usr/bin` }).hidden).toBeUndefined();
  });
});

/** Interpreters of this machine that can make a virtual environment; those of the home folder are no system's. */
const PYTHONS = ['/usr/bin/python3', findProgram('python3', { PATH: process.env['PATH'] ?? '' }) ?? ''].filter((file, index, all) => {
  if (file === '' || all.indexOf(file) !== index) return false;
  try {
    execFileSync(file, ['-c', 'import venv'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

describe.skipIf(!works || PYTHONS.length === 0).each(PYTHONS)('a virtual environment of %s outside of the workspace', (interpreter) => {
  const SHOW = 'import sys, onlythere; print(onlythere.WORD, sys.prefix)';
  const make = (folder: string, ...options: string[]): string => {
    execFileSync(interpreter, ['-m', 'venv', '--without-pip', ...options, folder]);
    const lib = fs.readdirSync(path.join(folder, 'lib'))[0] ?? '';
    write(path.join(folder, 'lib', lib, 'site-packages/onlythere.py'), "WORD = 'installed'\n");
    return folder;
  };

  test.each([
    ['in the temporary folder', () => path.join(base, 'venv'), []],
    ['in the home folder', () => at('.virtualenvs/x'), []],
    ['in a package manager’s cache', () => at('.cache/pypoetry/virtualenvs/x-py3'), []],
    ['in a folder of its own', () => at('environments/x'), []],
    ['made of copies', () => path.join(base, 'copied'), ['--copies']],
  ] as [string, () => string, string[]][])('%s', async (_, place, options) => {
    const venv = make(place(), ...options);
    write(path.join(path.dirname(venv), 'beside.txt'), 'THE-SECRET');
    fs.writeFileSync(path.join(root, 'main.py'), SHOW);
    const expected = { ended: 'exited', exitCode: 0, stdout: `installed ${venv}\n`, stderr: '' };
    for (const name of ['python', 'python3']) expect(await run(`${venv}/bin/${name} main.py`)).toMatchObject(expected);
    expect(await run('$(command -v python || echo python3) main.py', { PATH: `${venv}/bin:/usr/bin:/bin` })).toMatchObject(expected);
    expect(await run('python3 main.py', { PATH: `${venv}/bin:/usr/bin:/bin`, VIRTUAL_ENV: venv })).toMatchObject(expected);
    expect(await run(`. ${venv}/bin/activate && python main.py`)).toMatchObject(expected);
    write(path.join(venv, 'bin/tool'), `#!${venv}/bin/python\n${SHOW}\n`, 0o755);
    expect(await run('tool', { PATH: `${venv}/bin:/usr/bin:/bin` })).toMatchObject(expected);
    expect((await run(`cat ${path.dirname(venv)}/beside.txt; ${venv}/bin/python main.py`)).stdout).toBe(
      /virtualenvs/.test(venv) ? `THE-SECRETinstalled ${venv}\n` : `installed ${venv}\n`,
    );
  });

  test('that can’t be shown is told', async () => {
    const venv = make(at('.config/venv'));
    fs.writeFileSync(path.join(root, 'main.py'), 'import sys; print(sys.prefix)');
    for (const [line, env] of [
      [`${venv}/bin/python main.py`, {}],
      ['python main.py', { PATH: `${venv}/bin:/usr/bin:/bin` }],
      ['python3 main.py', { PATH: `${venv}/bin:/usr/bin:/bin`, VIRTUAL_ENV: venv }],
    ] as [string, Record<string, string>][])
      expect(await run(line, env)).toMatchObject({ ended: 'not-started', stdout: '', why: expect.stringContaining(venv) as string });
  });
});
