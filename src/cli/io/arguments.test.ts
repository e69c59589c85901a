import { expect, test } from 'vitest';
import { UsageError } from './exit-codes';
import { wholeNumber } from './arguments';

test('a number is digits: nothing, as of a variable that is not set, is not zero', () => {
  expect(wholeNumber('--keep', '0', 0, 100)).toBe(0);
  expect(wholeNumber('--keep', '42', 0, 100)).toBe(42);
  for (const text of ['', ' ', '\n', '1e1', '0x10', '+5', '-0', '5 ', '4.0', '101', '9'.repeat(400)])
    expect(() => wholeNumber('--keep', text, 0, 100), text).toThrow(UsageError);
});
