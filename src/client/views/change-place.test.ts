import { expect, test } from 'vitest';
import { placeOfChange } from './change-place';

const change = { before: 'a = 1\nprint(b)\n', after: 'a = 1\nprint(a)\n', startLine: 0 };

test('a change is found where it stands now, though lines were put above it', () => {
  expect(placeOfChange('import os\n\na = 1\nprint(a)\n', change)).toBe(3);
});

test('one that was taken back is found by what stood there before', () => {
  expect(placeOfChange('x\ny\na = 1\nprint(b)\n', change)).toBe(3);
});

test('of several like lines the nearest is meant', () => {
  expect(placeOfChange('a = 1\nprint(a)\nprint(0)\nprint(a)\n', change)).toBe(1);
  expect(placeOfChange('print(a)\n\n\n\nprint(a)\n', { ...change, startLine: 3 })).toBe(4);
});

test('one that is nowhere any more is where it stood, inside the file', () => {
  expect(placeOfChange('nothing\n', change)).toBe(1);
  expect(placeOfChange('', { ...change, startLine: 90 })).toBe(0);
});

test('lines that are gone altogether stand where they were', () => {
  expect(placeOfChange('a\nb\n', { before: 'a\nx\nb\n', after: 'a\nb\n', startLine: 0 })).toBe(1);
});
