import { heals, proposes } from '../../../../../test/support/fixer-cases';

heals(
  'python/changed-while-looping',
  [
    [
      'cache = {"a": 1}\n«for key in cache:»\n    del cache[key]\n',
      'RuntimeError: dictionary changed size during iteration',
      'cache = {"a": 1}\nfor key in list(cache):\n    del cache[key]\n',
    ],
    [
      'ages = {"a": 1}\n«for name, age in ages.items():»\n    if age < 2:\n        ages.pop(name)\n',
      'RuntimeError: dictionary changed size during iteration',
      'ages = {"a": 1}\nfor name, age in list(ages.items()):\n    if age < 2:\n        ages.pop(name)\n',
    ],
    [
      'waiting = {1, 2}\n«for job in waiting:»\n    waiting.discard(job)\n',
      'RuntimeError: Set changed size during iteration',
      'waiting = {1, 2}\nfor job in list(waiting):\n    waiting.discard(job)\n',
    ],
  ],
  [['cache = {"a": 1}\n«for key in list(cache):»\n    del cache[key]\n', 'RuntimeError: dictionary changed size during iteration']],
);

proposes([
  [
    '«for k in cache:»\n    del cache[k]\n',
    'RuntimeError: dictionary changed size during iteration',
    'for k in list(cache):\n    del cache[k]\n',
  ],
]);
