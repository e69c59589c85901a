import { expect, test } from 'vitest';
import { best, mend } from '../../../../../../test/unit/mend';

test.each([
  ["class = 'maths'\nprint(class)\n", "class_ = 'maths'\nprint(class_)\n"],
  ['from = 3\nto = from + 2\nprint(from, to)\n', 'from_ = 3\nto = from_ + 2\nprint(from_, to)\n'],
  ['def move(from, to):\n    return to - from\n', 'def move(from_, to):\n    return to - from_\n'],
  [
    'import math\nclass A:\n    pass\npass = input()\nif pass == "x":\n    print(pass[0])\n',
    'import math\nclass A:\n    pass\npass_ = input()\nif pass_ == "x":\n    print(pass_[0])\n',
  ],
  ['def calc(class):\n    return class + 1\n', 'def calc(class_):\n    return class_ + 1\n'],
  ['for n in [1, 2]:\n    lambda = n * 2\n    print(lambda)\n', 'for n in [1, 2]:\n    lambda_ = n * 2\n    print(lambda_)\n'],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

test.each(['None = 3\n', 'class A\n    x = 1\n', 'if = 3:\n    go()\n'])('no new name: %j', (before) => {
  for (const { repair } of mend(before)) expect(repair.mistakes).not.toContain('python/keyword-as-name');
});
