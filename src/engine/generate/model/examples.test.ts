import { expect, test } from 'vitest';
import type { SuccessPair } from '../../learn/pair';
import type { Problem } from '../../problem';
import { examplesFor } from './examples';

const problem = { language: 'python' } as Problem;
const pair = (before: string, after: string, more: Partial<SuccessPair> = {}): SuccessPair =>
  ({
    language: 'python',
    errorType: 'NameError',
    message: "name 'cuont' is not defined\nmore",
    before,
    proposed: after,
    final: null,
    extent: 'whole',
    otherFiles: [],
    withheld: false,
    verdict: { kind: 'accepted', how: '', at: '' },
    ...more,
  }) as SuccessPair;
const from = (...pairs: SuccessPair[]) => examplesFor(problem, { pairsLike: () => pairs });
const LONG = Array.from({ length: 40 }, (_, i) => `line_${i}`);
const changed = (...at: number[]): string => LONG.map((line, i) => (at.includes(i) ? `${line} + 1` : line)).join('\n');

test('the changed lines with a little around them, as the user left them', () => {
  expect(from(pair(LONG.join('\n'), changed(20)))).toEqual([
    {
      message: "NameError: name 'cuont' is not defined",
      before: 'line_18\nline_19\nline_20\nline_21\nline_22',
      after: 'line_18\nline_19\nline_20 + 1\nline_21\nline_22',
    },
  ]);
  expect(from(pair('a\nb', 'a\nc', { final: 'a\nd' }))).toMatchObject([{ before: 'a\nb', after: 'a\nd' }]);
  expect(from(pair('a\nb', 'x\na\nb'))).toMatchObject([{ before: 'a\nb', after: 'x\na\nb' }]);
});

test('at most three, no two alike, none that was refused, is long, of another language, or only a part', () => {
  const fine = [1, 2, 3, 4].map((i) => pair('a', `b${i}`));
  expect(from(...fine)).toHaveLength(3);
  expect(from(pair('a', 'b'), pair('a', 'b'))).toHaveLength(1);
  for (const more of [
    { verdict: { kind: 'reverted', how: '', at: '' } },
    { verdict: { kind: 'rejected', how: '', at: '' } },
    { otherFiles: ['b.py'] },
    { extent: 'none' },
    { withheld: true },
    { language: 'typescript' },
  ] as Partial<SuccessPair>[])
    expect(from(pair('a', 'b', more))).toEqual([]);
  expect(from(pair(LONG.join('\n'), changed(2, 30)))).toEqual([]);
  expect(from(pair('a', 'x'.repeat(500)))).toEqual([]);
  expect(from(pair('a', 'a'))).toEqual([]);
  expect(examplesFor(problem, undefined)).toEqual([]);
});
