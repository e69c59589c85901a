import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'list = [1, 2]\nsquares = «list(map(abs, list))»\n',
    "TypeError: 'list' object is not callable",
    'items = [1, 2]\nsquares = list(map(abs, items))\n',
  ],
  [
    'def stats(values):\n    max = 0\n    for v in values:\n        if v > max:\n            max = v\n    return max, «max(values)»\n',
    "TypeError: 'int' object is not callable",
    'def stats(values):\n    largest = 0\n    for v in values:\n        if v > largest:\n            largest = v\n    return largest, max(values)\n',
  ],
  [
    'import time\ntime = time.time()\nprint(time > 0)\n«time.sleep(1)»\n',
    "AttributeError: 'float' object has no attribute 'sleep'",
    'import time\ntime_ = time.time()\nprint(time_ > 0)\ntime.sleep(1)\n',
  ],
  [
    'def total(xs):\n    return sum(xs)\n\n\ntotal = total([1])\nprint(total)\n«print(total([3]))»\n',
    "TypeError: 'int' object is not callable",
    'def total(xs):\n    return sum(xs)\n\n\ntotal_ = total([1])\nprint(total_)\nprint(total([3]))\n',
  ],
  [
    'class Box:\n    def __init__(self):\n        self.size = 3\n\n    def size(self):\n        return self.size\n\n\n«print(Box().size())»\n',
    "TypeError: 'int' object is not callable",
    'class Box:\n    def __init__(self):\n        self._size = 3\n\n    def size(self):\n        return self._size\n\n\nprint(Box().size())\n',
  ],
]);

test.each([
  ['the variable holds a function', 'filter = lambda x: x\n«filter(1)(2)»\n', "TypeError: 'int' object is not callable"],
  ['nothing is hidden', 'count = 3\n«count(1)»\n', "TypeError: 'int' object is not callable"],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/shadowed-name')).toEqual([]);
});
