import { heals } from '../../../../../test/support/fixer-cases';

const TUPLE = "TypeError: 'tuple' object does not support item assignment";
const TEXT = "TypeError: 'str' object does not support item assignment";
heals(
  'python/fixed-sequence',
  [
    ['ages = (3, 4)\n«ages[1] = 5»\n', TUPLE, 'ages = [3, 4]\nages[1] = 5\n'],
    ['ages = (3,)\n«ages[0] += 5»\n', TUPLE, 'ages = [3]\nages[0] += 5\n'],
    ['def f():\n    spots = tuple(range(3))\n    «spots[1] = 5»\n', TUPLE, 'def f():\n    spots = list(range(3))\n    spots[1] = 5\n'],
    ['names = ()\n«names.append("a")»\n', "AttributeError: 'tuple' object has no attribute 'append'", 'names = []\nnames.append("a")\n'],
    ['r = range(5)\n«r[0] = 9»\n', "TypeError: 'range' object does not support item assignment", 'r = list(range(5))\nr[0] = 9\n'],
    ['word = "cat"\n«word[1] = "u"»\n', TEXT, 'word = "cat"\nword = word[:1] + "u" + word[2:]\n'],
    [
      'word = "cat"\nfor i in range(3):\n    «word[i] = "u"»\n',
      TEXT,
      'word = "cat"\nfor i in range(3):\n    word = word[:i] + "u" + word[i + 1:]\n',
    ],
    ['word = "cat"\n«word[-1] = "b"»\n', TEXT, 'word = "cat"\nword = word[:-1] + "b"\n'],
    [
      'out = ""\nfor c in "ab":\n    «out.append(c.upper())»\n',
      "AttributeError: 'str' object has no attribute 'append'",
      'out = ""\nfor c in "ab":\n    out += c.upper()\n',
    ],
    ['w = "ab"\n«print(w.reverse())»\n', "AttributeError: 'str' object has no attribute 'reverse'", 'w = "ab"\nprint(w[::-1])\n'],
    ['w = "ab"\n«w.reverse()»\n', "AttributeError: 'str' object has no attribute 'reverse'", 'w = "ab"\nw = w[::-1]\n'],
  ],
  [
    ['def f(ages):\n    «ages[1] = 5»\n', TUPLE],
    ['word = "cat"\n«word[1:2] = "u"»\n', TEXT],
  ],
);
