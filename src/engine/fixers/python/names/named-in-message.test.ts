import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'import math\nprint(«math.sqroot»(4))\n',
    "AttributeError: module 'math' has no attribute 'sqroot'. Did you mean: 'sqrt'?",
    'import math\nprint(math.sqrt(4))\n',
  ],
  [
    'print(«frame.group_by»("kind").sum())\n',
    "AttributeError: 'DataFrame' object has no attribute 'group_by'. Did you mean: 'groupby'?",
    'print(frame.groupby("kind").sum())\n',
  ],
  [
    'import numpy as np\nx = «np.Infinity»\n',
    'AttributeError: `np.Infinity` was removed in the NumPy 2.0 release. Use `np.inf` instead.',
    'import numpy as np\nx = np.inf\n',
  ],
  [
    'rows = «table.resample("H")»\n',
    "ValueError: 'H' is no longer supported for offsets. Please use 'h' instead.",
    'rows = table.resample("h")\n',
  ],
  ['size = Field(«regex="x+"»)\n', 'PydanticUserError: `regex` is removed. use `pattern` instead', 'size = Field(pattern="x+")\n'],
  ['plot(«colour="red"»)\n', "TypeError: plot() got an unexpected keyword argument 'colour'. Did you mean 'color'?", 'plot(color="red")\n'],
]);

test.each([
  [
    'something private is not meant',
    'ax.«xlabel»("time")\n',
    "AttributeError: 'Axes' object has no attribute 'xlabel'. Did you mean: '_label'?",
  ],
  [
    'what took the place of a removed name is known better',
    'frame.«iteritems»()\n',
    "AttributeError: 'DataFrame' object has no attribute 'iteritems'. Did you mean: 'isetitem'?",
  ],
  ['a name of another module needs its import', 'x = «np.cast»\n', 'AttributeError: `np.cast` was removed. Use `scipy.cast` instead.'],
  ['what is wrong stands in another statement', 'x = «load()»\n', "ValueError: 'fast' is no longer supported, use 'quick' instead"],
  ['the program speaks of its own data', 'raise ValueError(«why»)\n', "ValueError: 'ann' was replaced by 'bob'"],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/named-in-message')).toEqual([]);
});
