import { heals, proposes } from '../../../../../test/support/fixer-cases';

heals(
  'python/brackets-for-parentheses',
  [
    [
      'words = []\n«words.append["a"]»\n',
      "TypeError: 'builtin_function_or_method' object is not subscriptable",
      'words = []\nwords.append("a")\n',
    ],
    [
      'prices = {"tea": 2}\nprint(«prices("tea")»)\n',
      "TypeError: 'dict' object is not callable",
      'prices = {"tea": 2}\nprint(prices["tea"])\n',
    ],
  ],
  [['def f(callback):\n    return «callback(1)»\n', "TypeError: 'int' object is not callable"]],
);

proposes([
  [
    'r = []\nfor x in y:\n    «r.append[x]»\n    y.remove[x]\n',
    "TypeError: 'builtin_function_or_method' object is not subscriptable",
    'r = []\nfor x in y:\n    r.append(x)\n    y.remove(x)\n',
  ],
  ['def f(a): ...\n«f[2]»\n', "TypeError: 'function' object is not subscriptable", 'def f(a): ...\nf(2)\n'],
  ['ages = {"a": 1}\n«ages("a")»\n', "TypeError: 'dict' object is not callable", 'ages = {"a": 1}\nages["a"]\n'],
  [
    'import datetime\n«datetime(2020, 1, 1)»\n',
    "TypeError: 'module' object is not callable",
    'import datetime\ndatetime.datetime(2020, 1, 1)\n',
  ],
  ['first = «d.keys()[0]»\n', "TypeError: 'dict_keys' object is not subscriptable", 'first = list(d.keys())[0]\n'],
]);
