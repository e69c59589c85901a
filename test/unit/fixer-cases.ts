// For the tests of the typed fixers: before and after as text, healed and proved for real; and where a fixer keeps still.

import { describe, expect, test } from 'vitest';
import { healed, type Given } from './heal-script';

/** The best patch of each `[before, after, given?]` is the fixer's; to the texts of `still` it offers nothing. */
export function heals(
  id: string,
  cases: readonly (readonly [string, string, Given?])[],
  still: readonly (readonly [string, Given?])[],
): void {
  describe(`${id}, proved`, () => {
    test.each(cases.map(([before, after, given]) => ({ before, after, given })))('$before → $after', async ({ before, after, given }) => {
      const it = await healed(before, given);
      expect(it.after).toBe(after);
      expect(it.by[0]).toBe(id);
    });
    test.each(still.map(([text, given]) => ({ text, given })))('not: $text', async ({ text, given }) => {
      expect((await healed(text, given)).by).not.toContain(id);
    });
  });
}

/** Plain JavaScript, as most of it is: nothing type-checks it. */
export const PLAIN = { checkJs: false };

/** The same for crashes of Node and reports of linters: the place of the error stands between « and ». */
export function healsCrashes(
  id: string,
  cases: readonly (readonly [crash: string, before: string, after: string, given?: Given])[],
  still: readonly (readonly [crash: string, text: string, given?: Given])[] = [],
): void {
  const crashed = (crash: string, given: Given | undefined): Given => ({ name: 'main.js', options: PLAIN, crash, ...given });
  heals(
    id,
    cases.map(([crash, before, after, given]) => [before, after, crashed(crash, given)]),
    still.map(([crash, text, given]) => [text, crashed(crash, given)]),
  );
}
