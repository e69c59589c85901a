// What is measured of a problem's surroundings, for crashes and for what a checker reports.
import { expect, test } from 'vitest';
import { placed } from '../../../../../test/support/python-case';
import { pythonContext } from './context-features';

function featuresOf(marked: string, error: string) {
  const { problem, source, file, start, end, workspace } = placed(marked, error, {});
  return pythonContext({ problem, source, path: file, start, end, all: [problem], workspace, signal: new AbortController().signal });
}

test('a crash: how long the text is, and what else is plainly wrong', () => {
  const text = 'def f(a, k):\n    return «a[9]»\n    k - 1\n\n';
  expect(featuresOf(text, 'IndexError: list index out of range')).toEqual({
    crash: 1,
    lines: Math.log2(5),
    ofModule: 0,
    short: 0,
    otherMistakes: Math.log2(3),
  });
});

test('a program of a few lines has no room for another mistake', () => {
  expect(featuresOf('a = [1]\nprint(«a[9]»)', 'IndexError: list index out of range')).toMatchObject({ short: 1, otherMistakes: 0 });
});

test.each([
  [
    'a checker reads code that never ran',
    'x = «zebra»',
    'reportUndefinedVariable: "zebra" is not defined',
    { crash: 0, lines: 0, ofModule: 0 },
  ],
  ['a module is a fact', '«import zebra»', "ModuleNotFoundError: No module named 'zebra'", { crash: 1, lines: 0, ofModule: 1 }],
  [
    'what a module has is one, too',
    '«math.pie»',
    "AttributeError: module 'math' has no attribute 'pie'",
    { crash: 1, lines: 0, ofModule: 1 },
  ],
  ['what does not parse shows no other mistakes', '«x = = 1»', 'SyntaxError: invalid syntax', { crash: 1, lines: 0, ofModule: 0 }],
])('%s', (_, marked, error, features) => expect(featuresOf(marked, error)).toEqual(features));
