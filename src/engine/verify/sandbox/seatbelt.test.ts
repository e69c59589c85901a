import { expect, test } from 'vitest';
import { seatbeltProfile } from './seatbelt';

const places = {
  base: '/private/tmp/run',
  workspace: '/private/tmp/run/app',
  helpers: '/private/tmp/run/.helpers',
  temporary: '/private/tmp/run/.tmp',
};
const profile = (network = false, readable = ['/Users/me/app', '/Users/me/.pyenv']): string[] =>
  seatbeltProfile({ places, readable, network }).split('\n');
const rules = (lines: readonly string[], start: string): string => lines.filter((line) => line.startsWith(start)).join('\n');

test('denies first, then allows by name', () => {
  expect(profile().slice(0, 2)).toEqual(['(version 1)', '(deny default)']);
});

test('writes only to the copy, its temporary folder and devices', () => {
  expect(rules(profile(), '(allow file-write*')).toBe(
    '(allow file-write* (subpath "/private/tmp/run/app") (subpath "/private/tmp/run/.tmp"))',
  );
  expect(rules(profile(), '(allow file-read* file-write*')).not.toMatch(/subpath "\/(?!dev)/);
});

test('reads the system, the toolchains and the workspace, not the home folder', () => {
  const read = rules(profile(), '(allow file-read* (');
  for (const folder of ['/usr', '/System', '/Users/me/app', '/Users/me/.pyenv', '/private/tmp/run'])
    expect(read).toContain(`(subpath "${folder}")`);
  for (const folder of ['/', '/Users', '/Users/me', '/private', '/private/etc', '/Library'])
    expect(read).not.toContain(`(subpath "${folder}")`);
});

test('has no network unless asked for', () => {
  expect(profile()).toContain('(deny network*)');
  expect(profile().join('\n')).not.toContain('(allow network');
  expect(profile(true)).toContain('(allow network*)');
});

test('sockets, pipes and the pair store of a readable folder are closed, whatever is allowed before', () => {
  for (const network of [false, true]) {
    const lines = seatbeltProfile({
      places,
      readable: ['/Users/me/app'],
      closed: ['/Users/me/app/s', '/Users/me/app/.self-heal'],
      network,
    }).split('\n');
    expect(lines.at(-1)).toBe('(deny file-read* file-write* network* (subpath "/Users/me/app/s") (subpath "/Users/me/app/.self-heal"))');
  }
});

test('a folder’s name can’t become a rule', () => {
  expect(profile(false, ['/Users/me/a") (allow default) ("\\']).join('\n')).toContain(
    '(subpath "/Users/me/a\\") (allow default) (\\"\\\\")',
  );
});

test('parentheses are balanced, and signals go to its own processes only', () => {
  const text = seatbeltProfile({ places, readable: [], network: true });
  expect(text.split('(').length).toBe(text.split(')').length);
  expect(text).toContain('(allow signal (target same-sandbox))');
});
