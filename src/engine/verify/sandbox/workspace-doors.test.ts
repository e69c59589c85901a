// Sockets, pipes and the pair store in a workspace: real processes hold their other ends, real programs in the real sandbox try to reach them. On every
// ground that a program can get: an overlay, the originals read-only, a copy of them.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { storeFiles } from '../../learn/store/store-files';
import { bubblewrap } from './bubblewrap';
import { searchSandbox } from './find-sandbox';
import { findProgram } from './mounts';
import type { SandboxRequest, SandboxRun } from './sandbox';
import { doorsBelow, newDoor, STORE_FOLDER } from './workspace-doors';

const found = process.platform === 'linux' ? await searchSandbox('linux', process.env) : undefined;
const works = found?.sandbox.kind === 'bubblewrap';
const layered = works && !found.notes.some((note) => note.includes('on a copy of the workspace'));
const NODE = process.execPath;
const { PATH = '' } = process.env;

let base: string;
let root: string;
let home: string;
let hosts: ChildProcess[];

beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-test-')));
  [root, home] = [path.join(base, 'home/project'), path.join(base, 'home')];
  for (const folder of ['src', 'node_modules/dep', '.git']) fs.mkdirSync(path.join(root, folder), { recursive: true });
  fs.writeFileSync(path.join(root, 'a.txt'), 'original\n');
  hosts = [];
});
afterEach(() => {
  for (const host of hosts) host.kill('SIGKILL');
  fs.rmSync(base, { recursive: true, force: true });
});

type Ground = 'overlay' | 'read-only' | 'copy';
const GROUNDS: readonly Ground[] = layered ? ['overlay', 'read-only', 'copy'] : ['read-only', 'copy'];

const run = (argv: readonly string[], ground: Ground, more: Partial<SandboxRequest> = {}): Promise<SandboxRun> =>
  bubblewrap({
    command: findProgram('bwrap', { PATH }) ?? '',
    version: '',
    layer: ground === 'overlay' ? 'overlay' : 'copy',
    holds: true,
    home,
    env: { PATH, HOME: home },
  }).run({
    argv,
    cwd: root,
    root,
    // A new file needs a ground that can be written to.
    files: ground === 'copy' ? new Map([[path.join(root, 'new'), '']]) : new Map<string, string>(),
    signal: new AbortController().signal,
    ...more,
  });

/** A program of the machine, outside. Resolves when it says so. */
async function host(script: string, cwd: string): Promise<ChildProcess & { said: string }> {
  const child = Object.assign(spawn(NODE, ['-e', script], { cwd, stdio: ['pipe', 'pipe', 'inherit'] }), { said: '' });
  hosts.push(child);
  await new Promise<void>((resolve) =>
    child.stdout.on('data', (data: Buffer) => {
      child.said += String(data);
      resolve();
    }),
  );
  return child;
}

/** Listens at a socket of this name in its folder, then does `and`; says `heard` for each visitor. */
const listener = (name: string, cwd: string, and = ''): ReturnType<typeof host> =>
  host(
    `require('net').createServer((s) => { s.on('error', () => {}).end('hello'); console.log('heard'); }).listen(${JSON.stringify(name)}, () => { ${and}; console.log('ready'); })`,
    cwd,
  );

/** Tries every socket in the workspace and what the sandbox has beside it; ends by itself. */
const visitor = (places: readonly string[]): string => `
  let open = ${places.length};
  for (const file of ${JSON.stringify(places)}) {
    const s = require('net').connect(file);
    s.on('connect', () => console.log('reached', file)).on('error', () => {}).on('close', () => --open || console.log('end'));
    s.resume();
  }`;

/** Every name of a place of the workspace that there is, or was, inside. */
const allNames = (file: string): string[] => [
  file,
  path.relative(root, file),
  ...['/run/self-heal/origin', '/sys/merged', '/sys/upper'].map((folder) => path.join(folder, path.relative(root, file))),
  file.replace(root, `/proc/1/root${root}`),
];

describe.skipIf(!works).each(GROUNDS)('in a workspace (%s)', (ground) => {
  test('no socket is reached: bound by a relative path, renamed, linked twice, behind links', async () => {
    const at = (name: string): string => path.join(root, name);
    const listeners = [
      await listener('relative', at('src')),
      await listener(
        at('src/before'),
        '/',
        `require('fs').renameSync(${JSON.stringify(at('src/before'))}, ${JSON.stringify(at('renamed'))})`,
      ),
      await listener('dep-before', at('node_modules/dep'), "require('fs').renameSync('dep-before', '../dep-renamed')"),
      await listener(at('plain'), '/', `require('fs').linkSync(${JSON.stringify(at('plain'))}, ${JSON.stringify(at('.git/twice'))})`),
    ];
    fs.symlinkSync('src/relative', at('link'));
    fs.symlinkSync('src', at('folder-link'));
    const names = ['src/relative', 'renamed', 'node_modules/dep-renamed', 'plain', '.git/twice', 'link', 'folder-link/relative'];
    const places = names.flatMap((name) => allNames(at(name)));
    // They are there, and listened at.
    expect(execFileSync(NODE, ['-e', visitor(names.map(at))], { encoding: 'utf8' })).toContain(`reached ${at('node_modules/dep-renamed')}`);
    await new Promise((next) => setTimeout(next, 300));
    const before = listeners.map((each) => each.said);
    const result = await run([NODE, '-e', visitor(places)], ground);
    expect(result).toMatchObject({ ended: 'exited', exitCode: 0, stdout: 'end\n' });
    expect(listeners.map((each) => each.said)).toEqual(before);
  });

  test('a socket that is made while the program runs is not reached, or the run is ended', async () => {
    const file = path.join(root, 'node_modules/late');
    // Looks for it only a while after it was made: the watch is no lock.
    const script = `setTimeout(() => require('net').connect(${JSON.stringify(file)}).on('connect', () => console.log('reached')).on('error', (e) => console.log(e.code)), 1500)`;
    const running = run([NODE, '-e', script], ground);
    await new Promise((next) => setTimeout(next, 400));
    const late = await listener('first', path.dirname(file), "require('fs').renameSync('first', 'late')");
    const result = await running;
    expect(late.said).toBe('ready\n');
    if (ground === 'overlay') expect(result).toMatchObject({ ended: 'exited', exitCode: 0 });
    else
      expect(result).toMatchObject({
        ended: 'not-started',
        exitCode: null,
        why: expect.stringMatching(/node_modules\/(?:late|first) appeared while .*\.$/) as string,
      });
    expect(result.stdout).not.toContain('reached');
  });

  test('nothing is written to a pipe, nor read from one', async () => {
    const [into, from] = [path.join(root, 'src/into'), path.join(root, 'node_modules/from')];
    execFileSync('mkfifo', [into, from]);
    const reader = await host(
      `const fs = require('fs'); const fd = fs.openSync('into', fs.constants.O_RDWR); new (require('net').Socket)({ fd }).on('data', (d) => console.log('heard', String(d))); console.log('ready')`,
      path.dirname(into),
    );
    await host(
      `const fs = require('fs'); const fd = fs.openSync('from', fs.constants.O_RDWR); fs.writeSync(fd, 'THE-SECRET'); console.log('ready'); setInterval(() => {}, 1000)`,
      path.dirname(from),
    );
    const script = `
      const fs = require('fs');
      const { O_WRONLY, O_RDWR, O_RDONLY, O_NONBLOCK } = fs.constants;
      for (const file of ${JSON.stringify(allNames(into))}) for (const how of [O_WRONLY, O_RDWR]) try { fs.writeSync(fs.openSync(file, how | O_NONBLOCK), 'OUT'); } catch {}
      for (const file of ${JSON.stringify(allNames(from))}) for (const how of [O_RDONLY, O_RDWR]) try { const b = Buffer.alloc(100); const n = fs.readSync(fs.openSync(file, how | O_NONBLOCK), b); console.log(b.toString('utf8', 0, n)); } catch {}
      console.log('end');`;
    const result = await run([NODE, '-e', script], ground);
    expect(result.ended).toBe('exited');
    expect(result.stdout).toMatch(/end\n$/);
    expect(result.stdout).not.toContain('THE-SECRET');
    await new Promise((next) => setTimeout(next, 100));
    expect(reader.said).toBe('ready\n');
  });

  test('a socket without a path is of another network', async () => {
    const name = `\0self-heal-${process.pid}-${ground}`;
    const open = await listener(name, base);
    expect((await run([NODE, '-e', visitor([name])], ground)).stdout).toBe('end\n');
    expect(open.said).toBe('ready\n');
  });

  test('the pair store is not there, whatever it holds', async () => {
    for (const folder of [root, path.join(root, 'src')]) {
      fs.mkdirSync(path.join(folder, STORE_FOLDER, 'runs'), { recursive: true });
      fs.writeFileSync(path.join(folder, STORE_FOLDER, 'pairs.db'), 'THE-PAIRS');
    }
    const names = [root, path.join(root, 'src')].flatMap((folder) => allNames(path.join(folder, STORE_FOLDER, 'pairs.db')));
    const script = `cat ${names.map((name) => `'${name}'`).join(' ')} 2>/dev/null; find / -xdev -name pairs.db 2>/dev/null; find ${root} /run -name 'pairs.db' 2>/dev/null; (echo x >${root}/${STORE_FOLDER}/x) 2>/dev/null && [ -s ${root}/${STORE_FOLDER}/x ] && ls -A ${root}/${STORE_FOLDER}; echo end`;
    const result = await run(['/bin/sh', '-c', script], ground, { cwd: path.join(root, 'src') });
    expect(result.stdout).not.toContain('THE-PAIRS');
    expect(result.stdout.split('\n').filter((line) => line.endsWith('pairs.db'))).toEqual([]);
    expect(result.stdout).toMatch(/end\n$/);
    expect(fs.readFileSync(path.join(root, STORE_FOLDER, 'pairs.db'), 'utf8')).toBe('THE-PAIRS');
  });

  test('a store that is made while the program runs ends the run', async () => {
    const running = run(['/bin/sh', '-c', 'sleep 2; cat .self-heal/pairs.db'], ground);
    await new Promise((next) => setTimeout(next, 400));
    fs.mkdirSync(path.join(root, STORE_FOLDER));
    fs.writeFileSync(path.join(root, STORE_FOLDER, 'pairs.db'), 'THE-PAIRS');
    expect(await running).toMatchObject({ ended: 'not-started', stdout: '', why: expect.stringContaining(STORE_FOLDER) as string });
  });

  test('no lock of a store further down reaches those who work with it', async ({ skip }) => {
    const python = findProgram('python3', { PATH: '/usr/bin:/bin' });
    if (!python) return skip('no Python of the system');
    const store = path.join(root, 'src', STORE_FOLDER, 'pairs.db');
    fs.mkdirSync(path.dirname(store));
    fs.writeFileSync(store, 'THE-PAIRS');
    const holds = `import fcntl, time
try:
    f = open(${JSON.stringify(store)}); fcntl.lockf(f, fcntl.LOCK_SH)
except OSError: pass
time.sleep(1)`;
    const running = run([python, '-c', holds], ground);
    await new Promise((next) => setTimeout(next, 600));
    execFileSync(python, ['-c', `import fcntl; fcntl.lockf(open(${JSON.stringify(store)}, 'r+'), fcntl.LOCK_EX | fcntl.LOCK_NB)`]);
    expect(await running).toMatchObject({ ended: 'exited', exitCode: 0 });
  });

  test('no program of its own takes the place of one that makes the sandbox', async () => {
    for (const name of ['mount', 'mkdir', 'chmod', 'unshare', 'sh', 'xargs', 'cp'])
      fs.writeFileSync(path.join(root, 'src', name), `#!/bin/sh\necho ${name} >>'${base}/started'\nexit 1\n`, { mode: 0o755 });
    const more = { env: { PATH: `${path.join(root, 'src')}:${PATH}` } };
    const files = new Map([[path.join(root, 'new/deep/file'), 'new']]);
    const result = await run(['/bin/sh', '-c', 'cat new/deep/file'], ground, { ...more, ...(ground === 'read-only' ? {} : { files }) });
    if (ground !== 'read-only') expect(result).toMatchObject({ ended: 'exited', stdout: 'new' });
    expect(fs.existsSync(path.join(base, 'started'))).toBe(false);
  });

  test('no library of its own is loaded by what makes the sandbox', async () => {
    // No libraries at all: whoever loads one of them ends at once.
    for (const name of [
      'libcap.so.2',
      'libselinux.so.1',
      'libmount.so.1',
      'libblkid.so.1',
      'libpcre2-8.so.0',
      'libacl.so.1',
      'libattr.so.1',
    ])
      fs.writeFileSync(path.join(root, 'src', name), 'no library');
    for (const name of ['strict.pm', 'warnings.pm', 'Config.pm', 'own.pm']) fs.writeFileSync(path.join(root, 'src', name), 'die "loaded";');
    const env = { LD_LIBRARY_PATH: `${path.join(root, 'src')}:`, PERL5LIB: path.join(root, 'src'), PERL5OPT: '-Mown' };
    const line = 'echo "begun $LD_LIBRARY_PATH"';
    const result = await run(
      ['/bin/sh', '-c', line],
      ground,
      ground === 'copy' ? { env, files: new Map([[path.join(root, 'a.txt'), '']]) } : { env },
    );
    expect(result).toMatchObject({ ended: 'exited', stdout: `begun ${env.LD_LIBRARY_PATH}\n`, stderr: '' });
  });

  test('its name may hold what a table of mounts means something by', async () => {
    const odd = path.join(home, "a b,c:d\\e#f'g\tü");
    fs.mkdirSync(path.join(odd, 'sub'), { recursive: true });
    fs.writeFileSync(path.join(odd, 'sub/file'), 'original');
    const files = new Map([[path.join(odd, 'sub/file'), 'patched']]);
    const result = await run(['/bin/sh', '-c', 'cat file; [ "$(pwd)" = "$1" ] && echo " there"', 'sh', path.join(odd, 'sub')], ground, {
      root: odd,
      cwd: path.join(odd, 'sub'),
      files: ground === 'copy' ? new Map([...files, [path.join(odd, 'new'), '']]) : files,
    });
    expect(result).toMatchObject({ ended: 'exited', stdout: 'patched there\n' });
  });
});

describe.skipIf(!layered)('a workspace with other file systems in it', () => {
  const mounted: string[] = [];
  const mount = (...args: string[]): boolean => {
    try {
      execFileSync('mount', args, { stdio: 'ignore' });
      mounted.push(args.at(-1) ?? '');
      return true;
    } catch {
      return false;
    }
  };
  afterEach(() => {
    for (const place of mounted.splice(0).reverse()) execFileSync('umount', ['-l', place]);
  });

  test('shows what they hold, and no socket of theirs', async ({ skip }) => {
    const place = path.join(root, 'node_modules');
    if (!mount('-t', 'tmpfs', 'self-heal-test', place)) skip('this user may mount nothing');
    fs.writeFileSync(path.join(place, 'inside'), 'inside\n');
    fs.writeFileSync(path.join(root, 'one'), 'covered');
    mount('--bind', path.join(place, 'inside'), path.join(root, 'one'));
    const open = await listener('s', place);
    const script = `cat node_modules/inside one a.txt; '${NODE}' -e "$1"`;
    const files = new Map([[path.join(root, 'a.txt'), 'patched\n']]);
    const result = await run(['/bin/sh', '-c', script, 'sh', visitor([path.join(place, 's')])], 'overlay', { files });
    expect(result.stdout).toBe('inside\ninside\npatched\nend\n');
    expect(open.said).toBe('ready\n');
  });
});

describe.skipIf(process.platform === 'win32')('what leads out of a workspace', () => {
  test('is found by its kind, and again when it is new', () => {
    const first = doorsBelow(root);
    expect(first).toEqual({ files: [], folders: [] });
    execFileSync('mkfifo', [path.join(root, 'node_modules/dep/pipe')]);
    fs.mkdirSync(path.join(root, 'src', STORE_FOLDER));
    const second = doorsBelow(root);
    expect(second).toEqual({ files: [path.join(root, 'node_modules/dep/pipe')], folders: [path.join(root, 'src', STORE_FOLDER)] });
    expect(newDoor(first ?? { files: [], folders: [] }, second)).toMatch(/pipe appeared while the program ran .*\.$/);
    expect(newDoor(second ?? { files: [], folders: [] }, doorsBelow(root))).toBeUndefined();
    fs.rmSync(path.join(root, 'node_modules/dep'), { recursive: true });
    expect(doorsBelow(root)?.files).toEqual([]);
  });

  test('the store lies where its writer says', () => {
    expect(storeFiles(root).folder).toBe(path.join(root, STORE_FOLDER));
  });
});
