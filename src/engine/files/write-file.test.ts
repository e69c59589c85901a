import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFile, replaceFile, stageWrite, writableTarget } from './write-file';

const isRoot = process.getuid?.() === 0;
const onUnix = process.platform !== 'win32';
let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'write-file-')));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): string {
  const staged = stageWrite(file, fs.readFileSync(file), Buffer.from(text));
  if (!staged.ok) return staged.message;
  staged.value.commit();
  return 'written';
}

describe('a text written over a file', () => {
  test.runIf(onUnix).each([0o644, 0o600, 0o755, 0o4755, 0o2755, 0o6711, 0o1666, 0o640])('keeps its mode: %o', (mode) => {
    fs.writeFileSync(at('a'), 'old');
    fs.chmodSync(at('a'), mode);
    expect(write(at('a'), 'new')).toBe('written');
    expect([fs.readFileSync(at('a'), 'utf8'), fs.statSync(at('a')).mode & 0o7777]).toEqual(['new', mode]);
    expect(fs.readdirSync(folder)).toEqual(['a']);
  });

  test.runIf(isRoot)('keeps its owner, and what lets it run as that', () => {
    fs.writeFileSync(at('a'), 'old');
    fs.chownSync(at('a'), 65534, 65534);
    fs.chmodSync(at('a'), 0o6755);
    expect(write(at('a'), 'new')).toBe('written');
    const { uid, gid, mode } = fs.statSync(at('a'));
    expect([uid, gid, mode & 0o7777]).toEqual([65534, 65534, 0o6755]);
  });

  test.runIf(onUnix)('stays one file under all its names, setuid included; taken back it is as it was', () => {
    for (const [before, after] of [
      ['short', 'a much longer text'],
      ['a much longer text', 'short'],
      ['same1', 'same2'],
      ['', 'x'],
      ['x', ''],
    ] as const) {
      fs.writeFileSync(at('a'), before);
      fs.chmodSync(at('a'), 0o4755);
      fs.linkSync(at('a'), at('b'));
      const staged = stageWrite(at('a'), Buffer.from(before), Buffer.from(after));
      if (!staged.ok) throw new Error(staged.message);
      staged.value.commit();
      expect(fs.readFileSync(at('b'), 'utf8')).toBe(after);
      const { nlink, mode } = fs.statSync(at('a'));
      expect([nlink, mode & 0o7777]).toEqual([2, 0o4755]);
      staged.value.revert();
      expect(fs.readFileSync(at('b'), 'utf8')).toBe(before);
      fs.rmSync(at('a'));
      fs.rmSync(at('b'));
    }
  });

  test.runIf(onUnix)('through a link: the link stays', () => {
    fs.mkdirSync(at('d'));
    fs.writeFileSync(at('d/real'), 'old');
    fs.symlinkSync('d/real', at('link'));
    expect(write(at('link'), 'new')).toBe('written');
    expect([fs.readFileSync(at('d/real'), 'utf8'), fs.lstatSync(at('link')).isSymbolicLink()]).toEqual(['new', true]);
    expect(fs.readdirSync(at('d'))).toEqual(['real']);
  });

  test.runIf(onUnix)('is refused where it is read-only, gone, or no file', () => {
    fs.writeFileSync(at('ro'), 'old', { mode: 0o444 });
    execFileSync('mkfifo', [at('pipe')]);
    fs.symlinkSync('/dev/null', at('null'));
    const refusal = (name: string): unknown => {
      const staged = stageWrite(at(name), Buffer.from('old'), Buffer.from('new'));
      return staged.ok ? 'staged' : [staged.reason, staged.message];
    };
    expect(refusal('ro')).toEqual(['read-only', 'it is read-only']);
    expect(refusal('gone')).toEqual(['missing', 'it is gone']);
    expect(refusal('pipe')).toEqual(['not-a-file', 'it is a pipe, no file']);
    expect(refusal('null')).toEqual(['not-a-file', 'it is a device, no file']);
    expect(refusal('')).toEqual(['not-a-file', 'it is a folder, no file']);
    expect(fs.readFileSync(at('ro'), 'utf8')).toBe('old');
  });

  test('is not made where the file changed after it was got ready', () => {
    fs.writeFileSync(at('a'), 'old');
    const staged = stageWrite(at('a'), Buffer.from('old'), Buffer.from('new'));
    fs.writeFileSync(at('a'), 'theirs');
    expect(() => staged.ok && staged.value.commit()).toThrow('it has changed meanwhile');
    if (staged.ok) staged.value.discard();
    expect([fs.readFileSync(at('a'), 'utf8'), fs.readdirSync(folder)]).toEqual(['theirs', ['a']]);
  });
});

/** As somebody who may not do everything. */
function asNobody(work: () => void): void {
  process.setegid?.(65534);
  process.seteuid?.(65534);
  try {
    work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

describe.runIf(isRoot && onUnix)('somebody who is not root', () => {
  test('writes a file of somebody else that they may write in place: it stays theirs', () => {
    fs.chmodSync(folder, 0o777);
    fs.writeFileSync(at('a'), 'old');
    fs.chmodSync(at('a'), 0o666);
    asNobody(() => expect(write(at('a'), 'new, and longer')).toBe('written'));
    const { uid, gid, mode } = fs.statSync(at('a'));
    expect([uid, gid, mode & 0o7777, fs.readFileSync(at('a'), 'utf8')]).toEqual([0, 0, 0o666, 'new, and longer']);
    expect(fs.readdirSync(folder)).toEqual(['a']);
  });

  test('writes a file of their own in a folder that takes no new ones', () => {
    fs.writeFileSync(at('a'), 'old');
    fs.chownSync(at('a'), 65534, 65534);
    fs.chmodSync(at('a'), 0o4755);
    fs.chmodSync(folder, 0o755);
    asNobody(() => expect(write(at('a'), 'new')).toBe('written'));
    expect([fs.readFileSync(at('a'), 'utf8'), fs.statSync(at('a')).mode & 0o7777]).toEqual(['new', 0o4755]);
  });

  test('is refused where it is not theirs to write, or where its special permissions would be lost', async () => {
    fs.chmodSync(folder, 0o777);
    fs.writeFileSync(at('a'), 'old', { mode: 0o644 });
    fs.writeFileSync(at('suid'), 'old');
    fs.chmodSync(at('suid'), 0o4777);
    let replaced: Promise<unknown> | undefined;
    asNobody(() => {
      expect(write(at('a'), 'new')).toBe('you have no permission to write it');
      expect(write(at('suid'), 'new')).toBe('only its owner can keep its special permissions');
      replaced = replaceFile(at('a'), () => Promise.resolve(true));
    });
    expect(await replaced).toMatchObject({ ok: false, message: 'you have no permission to write it' });
    expect([fs.readFileSync(at('a'), 'utf8'), fs.readFileSync(at('suid'), 'utf8'), fs.statSync(at('suid')).mode & 0o7777]).toEqual([
      'old',
      'old',
      0o4777,
    ]);
    expect(fs.readdirSync(folder).sort()).toEqual(['a', 'suid']);
  });
});

/** A small disk of its own, where this machine lets us have one. */
const hasSmallDisk =
  isRoot && process.platform === 'linux' && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

test.runIf(hasSmallDisk)('a full disk leaves every file as it was, and no litter', async () => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', folder]);
  try {
    fs.writeFileSync(at('one'), 'old one');
    fs.writeFileSync(at('two'), 'old two');
    fs.linkSync(at('two'), at('second name'));
    const fill = Buffer.alloc(1 << 20, 'x');
    expect(write(at('one'), fill.toString())).toBe('the disk is full');
    const staged = stageWrite(at('two'), Buffer.from('old two'), fill);
    expect(() => staged.ok && staged.value.commit()).toThrow('ENOSPC');
    expect(await replaceFile(at('one'), async (out) => (await out.writeFile(fill), true))).toMatchObject({
      ok: false,
      message: 'the disk is full',
    });
    expect(fs.readdirSync(folder).sort()).toEqual(['one', 'second name', 'two']);
    expect([fs.readFileSync(at('one'), 'utf8'), fs.readFileSync(at('second name'), 'utf8')]).toEqual(['old one', 'old two']);
  } finally {
    execFileSync('umount', ['-l', folder]);
  }
});

describe('a file that is replaced', () => {
  const text =
    (said: string) =>
    async (out: fs.promises.FileHandle): Promise<boolean> => {
      await out.writeFile(said);
      return true;
    };

  test('is the old one until the new one is whole, and stays it where the making fails or is given up', async () => {
    fs.writeFileSync(at('a'), 'old');
    expect(await replaceFile(at('a'), async (out) => (await out.writeFile('half'), false))).toMatchObject({ ok: true });
    await expect(replaceFile(at('a'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect([fs.readFileSync(at('a'), 'utf8'), fs.readdirSync(folder)]).toEqual(['old', ['a']]);
    expect(await replaceFile(at('a'), text('new'))).toMatchObject({ ok: true });
    expect([fs.readFileSync(at('a'), 'utf8'), fs.readdirSync(folder)]).toEqual(['new', ['a']]);
  });

  test.runIf(onUnix)('what takes its place meanwhile is not written over', async () => {
    const refused = await replaceFile(at('a'), async (out) => {
      await out.writeFile('x');
      execFileSync('mkfifo', [at('a')]);
      return true;
    });
    expect(refused).toMatchObject({ ok: false, message: 'it has become a pipe meanwhile' });
    expect([fs.lstatSync(at('a')).isFIFO(), fs.readdirSync(folder)]).toEqual([true, ['a']]);
  });

  test.runIf(onUnix)('links in a circle, and a folder that is not there', async () => {
    fs.symlinkSync('b', at('a'));
    fs.symlinkSync('a', at('b'));
    expect(writableTarget(at('a'))).toMatchObject({ ok: false, message: 'its links lead in a circle' });
    expect(await replaceFile(at('no/such/file'), text('x'))).toMatchObject({ ok: false, message: 'its folder is not there' });
  });
});

describe('a file that is made', () => {
  test('is whole, and never takes the place of another one', async () => {
    expect(await makeFile(at('a'), 'new')).toMatchObject({ ok: true });
    expect(await makeFile(at('a'), 'newer')).toMatchObject({ ok: false, message: 'it is there already' });
    expect(await makeFile(at('no/such/file'), 'x')).toMatchObject({ ok: false, message: 'its folder is not there' });
    expect([fs.readFileSync(at('a'), 'utf8'), fs.readdirSync(folder)]).toEqual(['new', ['a']]);
  });

  test.runIf(onUnix)('nor that of a link that leads nowhere', async () => {
    fs.symlinkSync('b', at('a'));
    expect(await makeFile(at('a'), 'new')).toMatchObject({ ok: false, message: 'it is there already' });
    expect(fs.readdirSync(folder)).toEqual(['a']);
  });
});
