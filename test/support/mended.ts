// For tests beside the Python fixers: tables of texts before and after the best candidate, and of texts that are left alone.

import { expect, test } from 'vitest';
import { tried } from './python-case';

/** `marked` and `error` as `tried` takes them. */
export function mends(rows: readonly (readonly [marked: string, error: string, after: string])[]): void {
  test.each(rows.map((row) => [...row]))('%s | %s', async (marked = '', error = '', after = '') =>
    expect((await tried(marked, error)).after).toBe(after),
  );
}

export function keepsStill(rows: readonly (readonly [marked: string, error: string])[]): void {
  test.each(rows.map((row) => [...row]))('still: %s | %s', async (marked = '', error = '') =>
    expect((await tried(marked, error)).all).toEqual([]),
  );
}
