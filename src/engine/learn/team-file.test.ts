// The team's file, with the real Git.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { redactedPair } from '../../../test/unit/pair-samples';
import { appendToTeamFile, readTeamFile, teamFile, type TeamPairs } from './team-file';

let folder = '';
const NOW = new Date('2026-11-28T10:00:00.000Z');
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-team-')));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

async function read(root = folder): Promise<TeamPairs> {
  const found = await readTeamFile(root, NOW);
  if (!found.ok) throw new Error(found.message);
  return found.value;
}

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'init.defaultBranch=main', ...args], { cwd, encoding: 'utf8' });

describe('the team’s file', () => {
  it('is not there: nothing', async () => {
    expect(await read()).toMatchObject({ count: 0, refused: 0 });
  });

  it('gives back what was put in, by signature, the newest first; what was taken back later is not among it', async () => {
    const [a, b, c] = await Promise.all([1, 2, 3].map((n) => redactedPair(n, { recordedAt: `2026-03-0${n}T10:00:00.000Z` })));
    for (const pair of [a!, b!, c!]) expect(appendToTeamFile(folder, pair).ok).toBe(true);
    appendToTeamFile(folder, { ...b!, verdict: { kind: 'reverted', how: '', at: '2026-04-01T10:00:00.000Z' } });
    const { byShape, count } = await read();
    expect(count).toBe(2);
    expect(byShape.get(a!.signature.shape)?.map(({ id, via }) => [id, via])).toEqual([
      [c!.id, 'import'],
      [a!.id, 'import'],
    ]);
  });

  it('two people’s lines merge without a conflict, and Git sees the file though the folder is ignored', async () => {
    const [origin, one, two] = ['origin', 'one', 'two'].map((name) => path.join(folder, name)) as [string, string, string];
    fs.mkdirSync(origin);
    git(origin, 'init', '--bare', '-q');
    git(folder, 'clone', '-q', origin, one);
    fs.mkdirSync(path.join(one, '.self-heal'));
    // As the store leaves it.
    fs.writeFileSync(path.join(one, '.self-heal', '.gitignore'), '*\n');
    appendToTeamFile(one, await redactedPair(1));
    git(one, 'add', '-A');
    git(one, 'commit', '-q', '-m', 'first');
    git(one, 'push', '-q', 'origin', 'HEAD:main');
    git(folder, 'clone', '-q', '-b', 'main', origin, two);
    expect(fs.existsSync(teamFile(two))).toBe(true);
    appendToTeamFile(one, await redactedPair(2));
    appendToTeamFile(two, await redactedPair(3));
    for (const clone of [one, two]) {
      git(clone, 'add', '-A');
      git(clone, 'commit', '-q', '-m', 'more');
    }
    git(one, 'push', '-q', 'origin', 'HEAD:main');
    git(two, 'pull', '-q', '--no-rebase', '--no-edit', 'origin', 'main');
    expect(await read(two)).toMatchObject({ count: 3, refused: 0 });
  });

  it('half a line, merge markers, doubled lines and nonsense are passed over and counted; a last line without its end is no trap', async () => {
    const pair = await redactedPair(1);
    appendToTeamFile(folder, pair);
    const whole = fs.readFileSync(teamFile(folder), 'utf8');
    fs.writeFileSync(teamFile(folder), `<<<<<<< HEAD\n${whole}=======\n${whole}>>>>>>> theirs\n[1]\n${whole.slice(0, 40)}`);
    expect(await read()).toMatchObject({ count: 1, refused: 5, firstRefusal: 'line 1: not JSON' });
    appendToTeamFile(folder, await redactedPair(2));
    expect(await read()).toMatchObject({ count: 2, refused: 5 });
  });

  it('a pair of 50 MB, one of a newer version and one that leads out of the folder are passed over; a file of more is not read', async () => {
    for (let n = 1; n <= 4; n++) appendToTeamFile(folder, await redactedPair(n));
    const [big = '', newer = '', outside = '', good = ''] = fs.readFileSync(teamFile(folder), 'utf8').split('\n');
    const lines = [
      JSON.stringify({ ...(JSON.parse(big) as object), original_code: 'x'.repeat(49 * 1024 * 1024) }),
      JSON.stringify({ ...(JSON.parse(newer) as object), schema: 99 }),
      JSON.stringify({ ...(JSON.parse(outside) as object), file: '../../etc/passwd' }),
      good,
    ];
    fs.writeFileSync(teamFile(folder), `${lines.join('\n')}\n`);
    expect(await read()).toMatchObject({ count: 1, refused: 3, firstRefusal: 'line 1: too long, or not UTF-8' });
    fs.appendFileSync(teamFile(folder), 'x'.repeat(2 * 1024 * 1024));
    expect(await readTeamFile(folder, NOW)).toMatchObject({ ok: false, reason: 'too-large' });
  });

  it('a link in its place is neither read nor written', async () => {
    fs.mkdirSync(path.join(folder, '.self-heal'));
    fs.writeFileSync(path.join(folder, 'elsewhere'), '');
    fs.symlinkSync(path.join(folder, 'elsewhere'), teamFile(folder));
    expect(await readTeamFile(folder, NOW)).toMatchObject({ ok: false, reason: 'unsafe' });
    expect(appendToTeamFile(folder, await redactedPair(1))).toMatchObject({ ok: false, reason: 'unsafe' });
    expect(fs.readFileSync(path.join(folder, 'elsewhere'), 'utf8')).toBe('');
  });

  it('a person’s own .gitignore stays', async () => {
    fs.mkdirSync(path.join(folder, '.self-heal'));
    fs.writeFileSync(path.join(folder, '.self-heal', '.gitignore'), 'pairs.db\n');
    appendToTeamFile(folder, await redactedPair(1));
    expect(fs.readFileSync(path.join(folder, '.self-heal', '.gitignore'), 'utf8')).toBe('pairs.db\n');
  });
});
