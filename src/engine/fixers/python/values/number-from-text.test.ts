import { expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

heals(
  'python/number-from-text',
  [
    [
      'width, height = «int(input())»\n',
      "ValueError: invalid literal for int() with base 10: '3 4'",
      'width, height = map(int, input().split())\n',
    ],
    [
      'rows = «int(input().split())»\n',
      "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'",
      'rows = list(map(int, input().split()))\n',
    ],
    [
      'rows = list(«map(int, input())»)\n',
      "ValueError: invalid literal for int() with base 10: ' '",
      'rows = list(map(int, input().split()))\n',
    ],
  ],
  [['age = «int(input())»\n', "ValueError: invalid literal for int() with base 10: 'old'"]],
);

proposes([
  ['a, b = «int(input())»\n', "ValueError: invalid literal for int() with base 10: '1 2'", 'a, b = map(int, input().split())\n'],
  [
    'xs = «int(input().split())»\n',
    "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'",
    'xs = list(map(int, input().split()))\n',
  ],
  ['price = «int(text)»\n', "ValueError: invalid literal for int() with base 10: '3.50'", 'price = float(text)\n'],
]);

test('words are no numbers: silence', async () => {
  expect((await tried('n = «int(text)»\n', "ValueError: invalid literal for int() with base 10: 'abc'")).all).toEqual([]);
});
