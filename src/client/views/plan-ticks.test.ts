import { expect, test } from 'vitest';
import { withNeeded, withoutOrphans } from './plan-ticks';

const FIXES = [
  { id: 'import', needs: [] },
  { id: 'name', needs: ['import'] },
  { id: 'call', needs: ['name'] },
  { id: 'colon', needs: [] },
];
const ids = (all: readonly { readonly id: string }[]): string[] => all.map(({ id }) => id);

test('a fix that is ticked brings what it builds upon, all the way down', () => {
  const { ticked, others } = withNeeded(FIXES, new Set(['call']));
  expect([...ticked].sort()).toEqual(['call', 'import', 'name']);
  expect(ids(others)).toEqual(['import', 'name']);
});

test('a fix that loses its tick takes those along that build upon it', () => {
  const { ticked, others } = withoutOrphans(FIXES, new Set(['name', 'call', 'colon']));
  expect([...ticked]).toEqual(['colon']);
  expect(ids(others)).toEqual(['name', 'call']);
});

test('what stands alone is as it was', () => {
  expect(ids(withNeeded(FIXES, new Set(['colon'])).others)).toEqual([]);
  expect(ids(withoutOrphans(FIXES, new Set(['import', 'colon'])).others)).toEqual([]);
  expect([...withoutOrphans(FIXES, new Set<string>()).ticked]).toEqual([]);
});
