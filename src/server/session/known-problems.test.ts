import { expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { isAt, KnownProblems } from './known-problems';

const uri = 'file:///w/a.py';
const diagnostic = (line: number): Diagnostic => ({
  range: { start: { line, character: 0 }, end: { line, character: 3 } },
  severity: 1,
  source: 'Pyright',
  message: `"abc${line}" is not defined`,
});

function knownProblems(): KnownProblems {
  const document = { languageId: 'python', version: 1, uri };
  return new KnownProblems(
    { get: () => document } as never,
    { settings: { enabled: true, excludedSources: [] } } as never,
    { isExcluded: () => false } as never,
    () => 0,
  );
}

/** The best of five, in ms. */
function timeFor(count: number): number {
  const known = knownProblems();
  known.seen(
    uri,
    1,
    Array.from({ length: count }, (_, line) => diagnostic(line)),
  );
  const times = [1, 2, 3, 4, 5].map(() => {
    const start = performance.now();
    known.of(uri);
    return performance.now() - start;
  });
  return Math.min(...times);
}

test('each mistake once, and thirty times as many do not cost nine hundred times as much', () => {
  const known = knownProblems();
  known.seen(uri, 1, [diagnostic(1), { ...diagnostic(1), source: 'pyflakes', message: "undefined name 'abc1'" }, diagnostic(2)]);
  expect(known.of(uri).map(({ diagnostic: { source } }) => source)).toEqual(['Pyright', 'Pyright']);
  timeFor(500);
  // On a busy machine either may take a few times as long as it should.
  expect(timeFor(30_000)).toBeLessThan(300 * Math.max(timeFor(1_000), 1));
});

test('what is sent again is the same problem as before', () => {
  const known = knownProblems();
  known.seen(uri, 1, [diagnostic(1), diagnostic(2)]);
  const [first] = known.of(uri);
  known.seen(uri, 1, [diagnostic(0), diagnostic(1)]);
  expect(known.of(uri)[1]).toBe(first);
});

test('what is missing at the end of a line is meant by a cursor on its last character, too', () => {
  const caret = (character: number) => ({ start: { line: 1, character }, end: { line: 1, character } });
  expect([10, 11, 12, 13].map((character) => isAt(caret(12), caret(character)))).toEqual([false, true, true, false]);
  const word = { start: { line: 1, character: 4 }, end: { line: 1, character: 8 } };
  expect([3, 4, 8, 9].map((character) => isAt(word, caret(character)))).toEqual([false, true, true, false]);
});
