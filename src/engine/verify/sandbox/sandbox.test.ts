// Programs that do the worst, in the real sandbox: what they try must fail or stay inside, nothing of them may be left, and the
// workspace must be byte for byte what it was. Skipped where bubblewrap is not there or is not let work.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bubblewrap, type Layer } from './bubblewrap';
import { copySandbox } from './copy';
import { searchSandbox } from './find-sandbox';
import type { Sandbox, SandboxRequest, SandboxRun } from './sandbox';
import { findProgram } from './mounts';

const LINUX = process.platform === 'linux';
const found = LINUX ? await searchSandbox('linux', process.env) : undefined;
const works = found?.sandbox.kind === 'bubblewrap';
const layered = works && !found.notes.some((note) => note.includes('on a copy of the workspace'));
const reason = works ? '' : ` (skipped: ${found?.notes[0] ?? 'no Linux'})`;
const NODE = process.execPath;

let base: string;
let root: string;
let home: string;
let outside: string;

beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-test-')));
  [root, home, outside] = ['home/project', 'home', 'outside'].map((name) => path.join(base, name)) as [string, string, string];
  for (const folder of [
    path.join(root, 'src'),
    path.join(root, 'node_modules/dep'),
    path.join(root, '.git'),
    path.join(home, '.ssh'),
    path.join(home, '.config/tool'),
    path.join(home, '.local/bin'),
    outside,
  ])
    fs.mkdirSync(folder, { recursive: true });
  write(path.join(root, 'a.txt'), 'original\n');
  write(path.join(root, 'src/main.js'), "console.log('original');\n");
  write(path.join(root, 'node_modules/dep/index.js'), "module.exports = 'dep';\n");
  write(path.join(root, '.git/config'), '[core]\n');
  fs.chmodSync(path.join(root, 'src/main.js'), 0o755);
  fs.symlinkSync('a.txt', path.join(root, 'inner-link'));
  write(path.join(home, '.ssh/id_rsa'), 'THE-KEY');
  write(path.join(home, '.config/tool/token'), 'THE-TOKEN');
  write(path.join(home, '.bash_history'), 'THE-HISTORY');
  write(path.join(outside, 'private.txt'), 'THE-SECRET');
  fs.symlinkSync(path.join(outside, 'private.txt'), path.join(root, 'outer-link'));
  fs.symlinkSync(outside, path.join(root, 'outer-folder'));
});

afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

const write = (file: string, text: string): void => fs.writeFileSync(file, text);

interface More extends Partial<Omit<SandboxRequest, 'argv' | 'root'>> {
  readonly layer?: Layer;
  readonly processEnv?: NodeJS.ProcessEnv;
}

function sandbox(more: More = {}): Sandbox {
  const { PATH = '' } = process.env;
  return bubblewrap({
    command: findProgram('bwrap', { PATH }) ?? '',
    version: '',
    layer: more.layer ?? 'copy',
    holds: true,
    home,
    env: more.processEnv ?? { PATH, HOME: home },
  });
}

const run = (argv: readonly string[], more: More = {}): Promise<SandboxRun> =>
  sandbox(more).run({ argv, cwd: root, root, files: new Map(), signal: new AbortController().signal, ...more });
const shell = (script: string, more: More = {}): Promise<SandboxRun> => run(['/bin/sh', '-c', script], more);
const js = (script: string, more: More = {}): Promise<SandboxRun> => run([NODE, '-e', script], more);

/** Everything under a folder: names, kinds, modes, times and bytes. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  const visit = (place: string): void => {
    const stat = fs.lstatSync(place);
    hash.update(`${path.relative(folder, place)}\0${stat.mode}\0${stat.mtimeMs}\0`);
    if (stat.isSymbolicLink()) hash.update(fs.readlinkSync(place));
    else if (stat.isDirectory()) for (const name of fs.readdirSync(place).sort()) visit(path.join(place, name));
    else hash.update(fs.readFileSync(place));
  };
  visit(folder);
  return hash.digest('hex');
}

/** Processes of the machine whose command line holds a text. */
function processesWith(text: string): string[] {
  return fs.readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return false;
    try {
      return fs.readFileSync(`/proc/${name}/cmdline`, 'latin1').includes(text);
    } catch {
      return false;
    }
  });
}

describe.skipIf(!works)(`a program in bubblewrap${reason}`, () => {
  let before: string;
  beforeEach(() => {
    before = fingerprint(base);
  });
  afterEach(() => expect(fingerprint(base)).toBe(before));

  describe('does its work', () => {
    test('sees the patched text where the original is, and the rest of the workspace', async () => {
      const result = await run([NODE, 'src/main.js'], {
        files: new Map([
          [
            path.join(root, 'src/main.js'),
            "console.log('patched', require('dep'), require('fs').readFileSync('a.txt', 'utf8').trim(), __filename);\n",
          ],
        ]),
      });
      expect(result).toMatchObject({ ended: 'exited', exitCode: 0, stdout: `patched dep original ${root}/src/main.js\n`, stderr: '' });
      expect(result.wantedToWrite).toBeUndefined();
    });

    test('a patched file keeps its right to be run', async () => {
      expect(
        (await run([path.join(root, 'src/main.js')], { files: new Map([[path.join(root, 'src/main.js'), '#!/bin/sh\necho ran\n']]) }))
          .stdout,
      ).toBe('ran\n');
    });

    test.each<Layer>(layered ? ['copy', 'overlay'] : ['copy'])(
      'a new file, a patched one and one that it writes, on a layer of its own (%s)',
      async (layer) => {
        const files = new Map([
          [path.join(root, 'new/file.txt'), 'new\n'],
          [path.join(root, 'a.txt'), 'patched\n'],
        ]);
        const result = await shell(
          'cat new/file.txt a.txt src/main.js; echo more >>a.txt && echo made >made.txt && cat a.txt made.txt; ls node_modules .git',
          { files, layer },
        );
        expect(result).toMatchObject({
          ended: 'exited',
          exitCode: 0,
          stderr: '',
          stdout: "new\npatched\nconsole.log('original');\npatched\nmore\nmade\n.git:\nconfig\n\nnode_modules:\ndep\n",
        });
      },
    );

    test('a text lies where a link in its path leads', async () => {
      fs.symlinkSync('src', path.join(root, 'linked'));
      before = fingerprint(base);
      const files = new Map([
        [path.join(root, 'linked/main.js'), 'patched\n'],
        [path.join(root, 'inner-link'), 'patched too\n'],
      ]);
      const expected = 'patched\npatched too\n';
      expect((await shell('cat src/main.js a.txt', { files })).stdout).toBe(expected);
      for (const layer of layered ? (['copy', 'overlay'] as const) : (['copy'] as const)) {
        const result = await shell('cat src/main.js a.txt src/new; ls linked', {
          layer,
          files: new Map([...files, [path.join(root, 'linked/new'), 'new\n']]),
        });
        expect(result.stdout).toBe(`${expected}new\nmain.js\nnew\n`);
      }
    });

    test.each<Layer>(layered ? ['copy', 'overlay'] : ['copy'])(
      'that fails because the workspace is read-only is run again on a throw-away layer (%s)',
      async (layer) => {
        expect(await shell('echo x >out.txt && cat out.txt', { layer })).toMatchObject({ ended: 'exited', exitCode: 0, stdout: 'x\n' });
        expect(
          await js("require('fs').appendFileSync('a.txt', 'more'); console.log(require('fs').readFileSync('a.txt', 'utf8'))", { layer }),
        ).toMatchObject({ exitCode: 0, stdout: 'original\nmore\n' });
      },
    );

    test('a workspace that is not on the disk holds the given files and nothing else', async () => {
      const ground = path.join(base, 'nowhere/case');
      const files = new Map([
        [
          path.join(ground, 'sub/main.js'),
          "const fs = require('fs'); fs.writeFileSync('out', 'x'); console.log(process.cwd(), fs.readdirSync('.').join(), fs.readdirSync('..').join());",
        ],
        [path.join(ground, 'data.txt'), 'x'],
      ]);
      const result = await sandbox().run({
        argv: [NODE, 'main.js'],
        root: ground,
        cwd: path.join(ground, 'sub'),
        files,
        signal: new AbortController().signal,
      });
      expect(result).toMatchObject({ ended: 'exited', exitCode: 0, stdout: `${ground}/sub main.js,out data.txt,sub\n`, stderr: '' });
    });

    test('reads its input to the end, or finds it at its end', async () => {
      expect((await shell('cat; echo end', { input: 'one\ntwo\n' })).stdout).toBe('one\ntwo\nend\n');
      expect((await shell('cat; echo end')).stdout).toBe('end\n');
      expect((await shell('exit 3', { input: 'x'.repeat(1_000_000) })).exitCode).toBe(3);
    });

    test('finds its helpers and reports beside its output', async () => {
      const result = await shell(
        'cat "$SELF_HEAL_HELPERS/help.txt"; echo "$SEEN"; echo seen >&$SELF_HEAL_REPORT; echo x >"$SELF_HEAL_HELPERS/other" || echo closed',
        { helpers: new Map([['help.txt', 'helped\n']]), env: { SEEN: '‹helpers›/help.txt' } },
      );
      expect(result).toMatchObject({ stdout: 'helped\n/run/self-heal/helpers/help.txt\nclosed\n', report: 'seen\n' });
    });

    test('ends as a shell would say it', async () => {
      expect((await shell('exit 42')).exitCode).toBe(42);
      expect((await shell('kill -TERM $$')).exitCode).toBe(143);
      expect((await shell('kill -SEGV $$')).exitCode).toBe(139);
    });

    test('has a loopback of its own', async () => {
      const result = await js(
        "const s = require('net').createServer((c) => c.end('hello')).listen(0, '127.0.0.1', () => require('net').connect(s.address().port, '127.0.0.1').on('data', (d) => { console.log(String(d)); s.close(); }))",
      );
      expect(result.stdout).toBe('hello\n');
    });

    test('that is not there is no failure of the patch', async () => {
      expect(await run(['no-such-program'])).toMatchObject({
        ended: 'not-started',
        exitCode: null,
        why: expect.stringContaining('no-such-program') as string,
      });
      const hidden = path.join(home, '.ssh/tool');
      fs.writeFileSync(hidden, '#!/bin/sh\necho ran\n', { mode: 0o755 });
      before = fingerprint(base);
      for (const layer of layered ? (['copy', 'overlay'] as const) : (['copy'] as const)) {
        const files = new Map([[path.join(root, 'new'), '']]);
        expect(await run([hidden], { layer })).toMatchObject({
          ended: 'not-started',
          stdout: '',
          why: expect.stringContaining(hidden) as string,
        });
        expect(await run([hidden], { layer, files })).toMatchObject({
          ended: 'not-started',
          stdout: '',
          why: expect.stringContaining(hidden) as string,
        });
      }
    });
  });

  describe('does not get out', () => {
    test.each<Layer>(layered ? ['copy', 'overlay'] : ['copy'])('deletes the workspace, and all else it can (%s)', async (layer) => {
      const result = await shell(`rm -rf ${root} ${outside} ~ /etc /opt /var /tmp/* 2>/dev/null; rm -rf ./* .git; ls -A; echo end`, {
        layer,
      });
      expect(result.ended).toBe('exited');
      expect(result.stdout).toContain('end');
    });

    test('writes outside of the workspace', async () => {
      const result = await shell(
        `for f in ${outside}/x /usr/x /etc/x /x /dev/x /run/self-heal/x; do (echo x >$f) 2>/dev/null && echo "wrote $f"; done; for f in /proc/sys/kernel/core_pattern /proc/sys/kernel/randomize_va_space /proc/sys/vm/* /proc/sys/fs/* /proc/sysrq-trigger; do [ -f $f ] && (: >>$f) 2>/dev/null && echo "opened $f"; done; echo end`,
      );
      expect(result.stdout).toBe('end\n');
      for (const file of ['/usr/x', '/etc/x', '/x', '/dev/x']) expect(fs.existsSync(file)).toBe(false);
    });

    test('writes through the originals behind a layer', async () => {
      for (const layer of layered ? (['copy', 'overlay'] as const) : (['copy'] as const)) {
        const result = await shell(
          `echo more >>a.txt; find / -xdev -name a.txt 2>/dev/null; for f in /run/self-heal/origin/a.txt /sys/upper/a.txt; do (echo x >>$f) 2>/dev/null && echo wrote; done; cat /run/self-heal/origin/a.txt`,
          { layer, files: new Map([[path.join(root, 'new'), '']]) },
        );
        expect(result.stdout).not.toContain('wrote');
        // A copy's originals can be read; those of an overlay are not there at all.
        expect(result.stdout).toBe(layer === 'copy' ? 'original\n' : '');
        expect(fs.readFileSync(path.join(root, 'a.txt'), 'utf8')).toBe('original\n');
      }
    });

    test('reads keys, histories, other folders, or through links that lead there', async () => {
      const result = await shell(
        `cat ~/.ssh/id_rsa ~/.config/tool/token ~/.bash_history ${outside}/private.txt outer-link outer-folder/private.txt /etc/shadow /root/.ssh/id_rsa /proc/1/root${outside}/private.txt; ls -A ~ ${base}; echo end`,
      );
      expect(result.stdout + result.stderr).not.toMatch(/THE-(?:KEY|TOKEN|HISTORY|SECRET)|root:[*$!]/);
      expect(result.stdout).toContain('end');
    });

    test('writes through a link that leads out', async () => {
      await shell('echo x >outer-link; echo x >outer-folder/new; echo x >>inner-link');
      await shell('echo x >outer-link; echo x >outer-folder/new; echo x >>inner-link', {
        layer: layered ? 'overlay' : 'copy',
        files: new Map([[path.join(root, 'outer-link'), 'patched']]),
      });
      expect(fs.readFileSync(path.join(outside, 'private.txt'), 'utf8')).toBe('THE-SECRET');
    });

    test('reads secrets of the environment, its own or another program’s', async () => {
      const processEnv = {
        PATH: process.env['PATH'],
        HOME: home,
        LC_ALL: 'C',
        PLAIN: 'THE-SECRET-5',
        OPENAI_API_KEY: 'THE-SECRET-1',
        DB_PASSWORD: 'THE-SECRET-2',
        SETTING: `ghp_${'a1B2'.repeat(9)}`,
        DATABASE_URL: 'postgres://me:THE-SECRET-3@host/db',
        SSH_AUTH_SOCK: '/THE-SECRET-4',
      };
      const result = await shell('env; cat /proc/*/environ /proc/*/cmdline | tr "\\0" "\\n"', { processEnv, env: { GIVEN: 'given' } });
      expect(result.stdout).not.toMatch(/THE-SECRET|a1B2/);
      expect(result.stdout).toContain('LC_ALL=C\n');
      expect(result.stdout).toContain('GIVEN=given\n');
      expect(result.stdout).toContain(`HOME=${home}\n`);
      expect(result.withheld).toEqual(['DATABASE_URL', 'DB_PASSWORD', 'OPENAI_API_KEY', 'PLAIN', 'SETTING']);
    });

    test('sees or ends other processes', async () => {
      const result = await shell(`ls -d /proc/[0-9]* | wc -l; kill -9 ${process.pid} 2>/dev/null; kill -9 -1 2>/dev/null; echo end`);
      const [count] = result.stdout.split('\n');
      expect(Number(count)).toBeLessThan(6);
    });

    test('has any rights of its own, or makes the workspace writable', async () => {
      for (const layer of layered ? (['copy', 'overlay'] as const) : (['copy'] as const)) {
        const files = layer === 'overlay' ? new Map([[path.join(root, 'new'), '']]) : new Map<string, string>();
        const result = await shell(
          `grep ^CapEff /proc/self/status; mount -o remount,rw,bind ${root} 2>/dev/null && echo remounted; umount ${root} 2>/dev/null && echo unmounted; mount -t tmpfs x /tmp 2>/dev/null && echo mounted; (echo x >/run/self-heal/origin/a.txt) 2>/dev/null && echo wrote; true`,
          { layer, files },
        );
        expect(result.stdout).toBe('CapEff:\t0000000000000000\n');
      }
    });

    test('gets through with a file or folder that is not of the workspace', async () => {
      const none = { argv: ['true'], root, cwd: root, files: new Map<string, string>(), signal: new AbortController().signal };
      for (const request of [
        { ...none, root: '/', cwd: '/' },
        { ...none, root: home, cwd: home },
        { ...none, root: base, cwd: base },
        { ...none, root: path.join(home, '.ssh'), cwd: path.join(home, '.ssh') },
        { ...none, root: path.join(home, '.config'), cwd: path.join(home, '.config') },
        { ...none, root: '/tmp', cwd: '/tmp' },
        { ...none, root: 'relative', cwd: 'relative' },
        { ...none, cwd: outside },
        { ...none, cwd: `${root}/../../outside` },
        { ...none, files: new Map([[path.join(outside, 'private.txt'), 'x']]) },
        { ...none, files: new Map([[`${root}/../x`, 'x']]) },
        { ...none, helpers: new Map([['../x', 'x']]) },
        { ...none, argv: [] },
      ]) {
        const result = await sandbox().run(request);
        expect(result.ended).toBe('not-started');
        expect(result.why).toMatch(/\.$/);
      }
    });

    describe('into the network', () => {
      let server: net.Server;
      let visits = 0;
      let port = 0;
      beforeAll(async () => {
        server = net.createServer((socket) => {
          visits++;
          socket.on('error', () => {});
          socket.end();
        });
        await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
        port = (server.address() as net.AddressInfo).port;
      });
      afterAll(() => new Promise((resolve) => server.close(resolve)));

      const connect = (hosts: readonly string[]): string =>
        `for (const host of ${JSON.stringify(hosts)}) require('net').connect(${port}, host).on('connect', () => console.log('reached', host)).on('error', (e) => console.log(e.code))`;

      test('is alone', async () => {
        const own = Object.values(os.networkInterfaces())
          .flatMap((all) => all ?? [])
          .filter((each) => each.family === 'IPv4')
          .map((each) => each.address);
        const result = await js(connect([...new Set(['127.0.0.1', '192.0.2.1', ...own])]));
        expect(result.stdout).not.toContain('reached');
        expect(visits).toBe(0);
      });

      test('through a socket that lies in the workspace or what the layers show of it', async () => {
        let heard = 0;
        const sockets = [path.join(root, 'src/s'), path.join(root, 'node_modules/s')];
        const listeners = await Promise.all(
          sockets.map(
            (file) =>
              new Promise<net.Server>((resolve) => {
                const one = net.createServer((socket) => (heard++, socket.on('error', () => {}).end())).listen(file, () => resolve(one));
              }),
          ),
        );
        const every = sockets.flatMap((file) => [file, file.replace(root, '/run/self-heal/origin')]);
        const script = `for (const file of ${JSON.stringify(every)}) require('net').connect(file).on('connect', () => console.log('reached', file)).on('error', (e) => console.log('shut'))`;
        for (const layer of layered ? (['copy', 'overlay'] as const) : (['copy'] as const)) {
          for (const files of [new Map<string, string>(), new Map([[path.join(root, 'new'), '']])]) {
            const result = await js(script, { layer, files });
            expect(result.stdout).toBe('shut\n'.repeat(4));
          }
        }
        expect(heard).toBe(0);
        await Promise.all(listeners.map((each) => new Promise((resolve) => each.close(resolve))));
        before = fingerprint(base);
      });

      test('unless it was asked for', async () => {
        expect((await js(connect(['127.0.0.1']), { network: true })).stdout).toBe('reached 127.0.0.1\n');
        expect(visits).toBe(1);
      });
    });
  });

  describe('is ended', () => {
    test('when it never ends, ignores to be asked, or has children that leave it', async () => {
      const mark = `self-heal-sleeper-${process.pid}`;
      const result = await shell(
        `trap '' TERM INT HUP; setsid sh -c 'sleep 600; : ${mark}' & (sh -c 'sleep 600; : ${mark}' &); echo begun; while :; do sleep 1; : ${mark}; done`,
        { limits: { ms: 400 } },
      );
      expect(result).toMatchObject({ ended: 'timeout', exitCode: null, stdout: 'begun\n' });
      expect(processesWith(mark)).toEqual([]);
    });

    test('with all it left behind when it ends by itself', async () => {
      const mark = `self-heal-orphan-${process.pid}`;
      const result = await shell(`setsid sh -c 'sleep 600; : ${mark}' >/dev/null 2>&1 & echo end`);
      expect(result).toMatchObject({ ended: 'exited', exitCode: 0, stdout: 'end\n' });
      expect(processesWith(mark)).toEqual([]);
    });

    test('when it is cancelled', async () => {
      const abort = new AbortController();
      const running = shell('sleep 600', { signal: abort.signal });
      setTimeout(() => abort.abort(), 150);
      expect(await running).toMatchObject({ ended: 'cancelled', exitCode: null });
      expect(await shell('echo x', { signal: abort.signal })).toMatchObject({ ended: 'cancelled', stdout: '' });
    });

    test('when it is cancelled before it began', async () => {
      const mark = `self-heal-early-${process.pid}`;
      for (let wait = 0; wait < 24; wait += 2) {
        const abort = new AbortController();
        const running = shell(`sleep 600; : ${mark}`, { signal: abort.signal });
        setTimeout(() => abort.abort(), wait);
        expect((await running).ended).toBe('cancelled');
      }
      expect(processesWith(mark)).toEqual([]);
    });

    test('when it forks without end', async () => {
      const mark = `self-heal-bomb-${process.pid}`;
      // One after the other, not each two more: where the tests run as root only the watch ends it, and the machine is shared.
      const result = await shell(`: ${mark}; while :; do sleep 60 & done`, { limits: { processes: 64, ms: 20_000 } });
      expect(result.ended).toBe('processes');
      expect(processesWith(mark)).toEqual([]);
    });

    test('when it takes too much memory', async () => {
      const result = await js('const all = []; setInterval(() => all.push(Buffer.alloc(16 << 20, 1)), 5)', {
        limits: { memoryBytes: 300 * 1024 ** 2, ms: 20_000 },
      });
      expect(result.ended).toBe('memory');
    });

    test('when it takes too much memory in its children', async () => {
      const result = await js(
        "if (process.argv[1] !== 'child') for (let i = 0; i < 4; i++) require('child_process').spawn(process.execPath, ['-e', \"globalThis.x = Buffer.alloc(100 << 20, 1); setInterval(() => {}, 1000)\"])",
        { limits: { memoryBytes: 300 * 1024 ** 2, ms: 20_000 } },
      );
      expect(result.ended).toBe('memory');
    });
  });

  describe('is kept small', () => {
    test('when it prints without end', async () => {
      const result = await shell('yes out & yes err >&2', { limits: { ms: 300, outputBytes: 10_000 } });
      expect(result.ended).toBe('timeout');
      expect([result.stdout.length, result.stderr.length]).toEqual([10_000, 10_000]);
    });

    test('and runs on when it prints too much', async () => {
      expect(await shell('head -c 5000000 /dev/zero | tr "\\0" x; exit 7', { limits: { outputBytes: 1000 } })).toMatchObject({
        ended: 'exited',
        exitCode: 7,
        stdout: 'x'.repeat(1000),
      });
    });

    test('when it writes 100 GB, wherever it can', async () => {
      const limits = { diskBytes: 16 * 1024 ** 2 };
      for (const layer of layered ? (['copy', 'overlay'] as const) : (['copy'] as const)) {
        const result = await shell(
          'for d in . /tmp ~ /dev/shm /var/tmp; do (head -c 100000000000 /dev/zero >$d/big) 2>/dev/null; (head -c 100000000000 /dev/zero >$d/big2) 2>/dev/null; done; truncate -s 100G sparse 2>/dev/null && echo sparse; cat big* /tmp/big* ~/big* /dev/shm/big* 2>/dev/null | wc -c',
          { layer, limits, files: new Map([[path.join(root, 'new'), '']]) },
        );
        expect(result.ended).toBe('exited');
        expect(result.stdout).not.toContain('sparse');
        expect(Number(result.stdout)).toBeLessThan(3 * limits.diskBytes);
      }
    });
  });

  test('nothing is left of 200 that were killed', { timeout: 180_000 }, async () => {
    const mark = `self-heal-many-${process.pid}`;
    const ends = new Map<string, number>();
    const script = `trap '' TERM HUP; (setsid sh -c 'sleep 600; : ${mark}' &) ; rm -rf ./*; while :; do sleep 600; : ${mark}; done`;
    let started = 0;
    const worker = async (): Promise<void> => {
      while (started < 200) {
        const n = started++;
        const abort = new AbortController();
        // One by its time, one by a cancel at any moment, on every kind of ground.
        const timer = n % 2 ? setTimeout(() => abort.abort(), (n * 7) % 120) : undefined;
        const { ended } = await shell(script, {
          signal: abort.signal,
          limits: { ms: 60 },
          layer: layered && n % 3 ? 'overlay' : 'copy',
          files: n % 4 ? new Map() : new Map([[path.join(root, 'new'), '']]),
        });
        clearTimeout(timer);
        ends.set(ended, (ends.get(ended) ?? 0) + 1);
      }
    };
    await Promise.all([worker(), worker(), worker(), worker(), worker(), worker()]);
    expect([...ends.keys()].filter((end) => end !== 'timeout' && end !== 'cancelled')).toEqual([]);
    expect([...ends.values()].reduce((sum, count) => sum + count, 0)).toBe(200);
    expect(processesWith(mark)).toEqual([]);
    expect(processesWith(root)).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a copy of the workspace', () => {
  const inCopy = (script: string, more: Partial<SandboxRequest> = {}): Promise<SandboxRun> =>
    copySandbox({ home, env: { PATH: process.env['PATH'] } }).run({
      argv: ['/bin/sh', '-c', script],
      cwd: root,
      root,
      files: new Map(),
      signal: new AbortController().signal,
      ...more,
    });

  test('says that it holds nothing back', () => {
    expect(copySandbox().holds).toBe(false);
  });

  test('is written to and deleted; the workspace stays, and is what the output names', async () => {
    const before = fingerprint(base);
    const result = await inCopy(
      `cat a.txt src/new.txt node_modules/dep/index.js; echo x >a.txt; echo x >${root}/src/main.js; rm -f ${root}/a.txt; pwd; echo rep >&$SELF_HEAL_REPORT; cat $SELF_HEAL_HELPERS/help`,
      { files: new Map([[path.join(root, 'src/new.txt'), 'new\n']]), helpers: new Map([['help', 'helped\n']]) },
    );
    expect(result).toMatchObject({
      ended: 'exited',
      exitCode: 0,
      stdout: `original\nnew\nmodule.exports = 'dep';\n${root}\nhelped\n`,
      report: 'rep\n',
      stderr: '',
    });
    expect(fingerprint(base)).toBe(before);
  });

  test('holds neither the pair store nor what leads out of the workspace, and keeps empty folders', async () => {
    fs.mkdirSync(path.join(root, '.self-heal'));
    write(path.join(root, '.self-heal/pairs.db'), 'THE-PAIRS');
    fs.mkdirSync(path.join(root, 'empty'));
    execFileSync('mkfifo', [path.join(root, 'src/pipe')]);
    const result = await inCopy('ls -A . src empty');
    expect(result).toMatchObject({ ended: 'exited', exitCode: 0 });
    expect(result.stdout).not.toMatch(/self-heal|pipe/);
    expect(result.stdout).toContain('empty:');
  });

  test('its program is ended with its children', async () => {
    const mark = `self-heal-copied-${process.pid}`;
    const result = await inCopy(`trap '' TERM; sh -c 'sleep 600; : ${mark}' & sleep 600`, { limits: { ms: 300 } });
    expect(result.ended).toBe('timeout');
    if (LINUX) expect(processesWith(mark)).toEqual([]);
  });

  test('is not made of what is no workspace', async () => {
    expect((await inCopy('true', { root: home, cwd: home })).ended).toBe('not-started');
  });
});
