import { expect, test } from 'vitest';
import { completeSettings, isAutoMuted, isMuted } from './settings';

const FORMER = { 'python/misspelt-name': 'python/undefined-name' };
const muted = (...keys: string[]) => completeSettings({ muted: keys });

test('what is muted under the former id of a fixer stays muted', () => {
  expect(isMuted(muted('python/undefined-name'), 'python/misspelt-name', 'any', FORMER)).toBe(true);
  expect(isMuted(muted('python/undefined-name|one'), 'python/misspelt-name', 'one', FORMER)).toBe(true);
  expect(isMuted(muted('python/undefined-name|one'), 'python/misspelt-name', 'two', FORMER)).toBe(false);
  expect(isAutoMuted(muted('auto:python/undefined-name'), 'python/misspelt-name', FORMER)).toBe(true);
  expect(isAutoMuted(muted('python/undefined-name'), 'python/misspelt-name', FORMER)).toBe(false);
});

test('a folder has what it has not set from the defaults', () => {
  const training = { base: '', preset: 'default', options: {}, schedule: '', minNewPairs: 20 };
  const { defaults, folders } = completeSettings({ defaults: { maxPairs: 5 }, folders: { 'file:///a': { store: false } } });
  expect(defaults).toEqual({ testCommand: '', excludedFiles: [], logs: [], store: true, team: false, maxPairs: 5, training });
  expect(folders['file:///a']).toEqual({ testCommand: '', excludedFiles: [], logs: [], store: false, team: false, maxPairs: 5, training });
});
