import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ['import sqrt from math\n', 'from math import sqrt\n'],
  ['from os import path.join\n', 'from os.path import join\n'],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

test.each([['import math from sqrt\n', 'from math import sqrt\n']])('%j becomes %j', (before, after) => {
  expect(best(before).text).toBe(after);
});
