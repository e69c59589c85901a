// For tests beside the Python fixers: tables of texts before and after.

import { describe, expect, test } from 'vitest';
import { healed } from '../unit/heal-python';
import { tried } from './python-case';

/** `marked` and `error` as `tried` takes them. */
export type Case = readonly [marked: string, error: string, after: string];
export type Still = readonly [marked: string, error: string];

/** What a fixer mends through the whole of healing, by its own patch, and where it keeps still. */
export function heals(id: string, cases: readonly Case[], still: readonly Still[]): void {
  describe(id, () => {
    test.each(cases.map(([marked, error, after]) => ({ marked, error, after })))('$marked', async ({ marked, error, after }) => {
      const it = await healed(marked, error);
      expect(it.after).toBe(after);
      expect(it.by[0]).toBe(id);
    });
    if (still.length > 0)
      test.each(still.map(([marked, error]) => ({ marked, error })))('not: $marked', async ({ marked, error }) => {
        expect((await healed(marked, error)).by).not.toContain(id);
      });
  });
}

/** The best candidate of all Python fixers, before anything is proved. */
export function proposes(cases: readonly Case[]): void {
  test.each(cases.map((it) => [...it]))('%s | %s', async (before = '', error = '', after = '') =>
    expect((await tried(before, error)).after).toBe(after),
  );
}
