// Both ways to make the layer do the same: what is below stays, what is laid over it is there, whatever the names are.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { byPerl, byShell, MERGED, onOverlay, storage, type OverlayOptions } from './overlay';

let root: string;
beforeEach(() => {
  const base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-overlay-')));
  root = path.join(base, "it's a, strange: name\\");
  fs.mkdirSync(path.join(root, 'src/deep'), { recursive: true });
  fs.writeFileSync(path.join(root, 'src/deep/a.txt'), 'original\n');
  fs.writeFileSync(path.join(root, 'b.txt'), 'below\n');
  fs.symlinkSync('/nowhere', path.join(root, 'link'));
});
afterEach(() => fs.rmSync(path.dirname(root), { recursive: true, force: true }));

const options = (script: string): OverlayOptions => ({
  root,
  bytes: 8 * 2 ** 20,
  files: [
    { name: 'src/deep/a.txt', executable: false },
    { name: "new/deeper/it's", executable: true },
    { name: 'link', executable: false },
  ],
  folders: ['empty/one'],
  command: ['/bin/sh', '-c', script, 'sh', 'with space', '--'],
});

// Where the system lets nobody make namespaces or layers, there is nothing to try.
const works =
  process.platform === 'linux' &&
  ((): boolean => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-overlay-'));
    const started = onOverlay({ root: folder, bytes: 2 ** 20, files: [], folders: [], command: ['/bin/true'] });
    const done = started && spawnSync(started.command, started.args);
    fs.rmSync(folder, { recursive: true });
    return done?.status === 0;
  })();

test.skipIf(!works).each([
  ['perl', byPerl],
  ['the shell', byShell],
])('by %s', (_, by) => {
  const started = by(
    options(
      `cd ${MERGED} && id -u && pwd && echo "$1 $2" && wc -c <src/deep/a.txt && cat b.txt && stat -c %a "new/deeper/it's" link src && ls empty && echo more >>b.txt && echo x >src/deep/a.txt && cat b.txt && ls -d ${storage('home')} ${storage('shm')} ${storage('tmp')} && head -c 20000000 /dev/zero >big 2>/dev/null || echo full`,
    ),
  );
  if (!started) return;
  const { stdout, stderr, status } = spawnSync(started.command, started.args, { encoding: 'utf8' });
  expect([stderr, status]).toEqual(['', 0]);
  expect(stdout).toBe(
    `0\n${MERGED}\nwith space --\n0\nbelow\n755\n644\n755\none\nbelow\nmore\n${storage('home')}\n${storage('shm')}\n${storage('tmp')}\nfull\n`,
  );
  expect(fs.readdirSync(root).sort()).toEqual(['b.txt', 'link', 'src']);
  expect(fs.readFileSync(path.join(root, 'src/deep/a.txt'), 'utf8')).toBe('original\n');
  expect(fs.readFileSync(path.join(root, 'b.txt'), 'utf8')).toBe('below\n');
});

test.skipIf(!works).each([
  ['perl', byPerl],
  ['the shell', byShell],
])('what can’t be layered ends before the program begins (%s)', (_, by) => {
  const started = by({ ...options('echo begun'), root: path.join(root, 'b.txt') });
  if (!started) return;
  const { stdout, status } = spawnSync(started.command, started.args, { encoding: 'utf8' });
  expect([stdout, status]).toEqual(['', 125]);
});
