import { describe, expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { candidateTexts, tried } from '../../../../../test/support/python-case';

heals(
  'python/unbound-local',
  [
    [
      'score = 0\ndef hit():\n    «score» += 10\n',
      "UnboundLocalError: cannot access local variable 'score' where it is not associated with a value",
      'score = 0\ndef hit():\n    global score\n    score += 10\n',
    ],
    [
      'def total(prices):\n    amount == 0\n    for price in prices:\n        «amount» += price\n    return amount\n',
      "UnboundLocalError: local variable 'amount' referenced before assignment",
      'def total(prices):\n    amount = 0\n    for price in prices:\n        amount += price\n    return amount\n',
    ],
  ],
  [
    [
      'def pick(a):\n    if a > 3:\n        found = a\n    return «found»\n',
      "UnboundLocalError: cannot access local variable 'found' where it is not associated with a value",
    ],
  ],
);

proposes([
  [
    'class A:\n    def __init__(self, model):\n        self.model = model\n\n    def fit(self):\n        model = «wrap(model)»\n        return model.name\n',
    "UnboundLocalError: cannot access local variable 'model' where it is not associated with a value",
    'class A:\n    def __init__(self, model):\n        self.model = model\n\n    def fit(self):\n        model = wrap(self.model)\n        return model.name\n',
  ],
  [
    'class A:\n    def __init__(self):\n        self.count = 0\n\n    def add(self):\n        «count = count + 1»\n',
    "UnboundLocalError: cannot access local variable 'count' where it is not associated with a value",
    'class A:\n    def __init__(self):\n        self.count = 0\n\n    def add(self):\n        self.count = self.count + 1\n',
  ],
  [
    'def load(path):\n    try:\n        source = open(path)\n        lines = []\n        for line in source:\n            lines.append(line)\n    except OSError:\n        print(«len(lines)»)\n',
    "UnboundLocalError: cannot access local variable 'lines' where it is not associated with a value",
    'def load(path):\n    lines = []\n    try:\n        source = open(path)\n        for line in source:\n            lines.append(line)\n    except OSError:\n        print(len(lines))\n',
  ],
  [
    'def f(points):\n    max = «max»(points)\n    min = min(points)\n    return max - min\n',
    "UnboundLocalError: cannot access local variable 'max' where it is not associated with a value",
    'def f(points):\n    max_ = max(points)\n    min_ = min(points)\n    return max_ - min_\n',
  ],
  [
    'def f(xs):\n    for i in xs:\n        for j in range(«j» + 1, 9):\n            print(i, j)\n',
    "UnboundLocalError: cannot access local variable 'j' where it is not associated with a value",
    'def f(xs):\n    for i in xs:\n        for j in range(i + 1, 9):\n            print(i, j)\n',
  ],
  [
    'def read(digits):\n    for d in digits:\n        value = 10 * «value» + int(d)\n        if value > 99:\n            value = int(d)\n    return value\n',
    "UnboundLocalError: cannot access local variable 'value' where it is not associated with a value",
    'def read(digits):\n    value = 0\n    for d in digits:\n        value = 10 * value + int(d)\n        if value > 99:\n            value = int(d)\n    return value\n',
  ],
  [
    'def plant(beds, n: int):\n    for bed in beds:\n        if bed == 0:\n            «left» -= 1\n    return n <= 0\n',
    "UnboundLocalError: cannot access local variable 'left' where it is not associated with a value",
    'def plant(beds, n: int):\n    for bed in beds:\n        if bed == 0:\n            n -= 1\n    return n <= 0\n',
  ],
]);

describe('unbound local', () => {
  const unbound = (name: string): string =>
    `UnboundLocalError: cannot access local variable '${name}' where it is not associated with a value`;
  test.each([
    ['count = 0\ndef tick():\n    «count» += 1\n', 'count = 0\ndef tick():\n    global count\n    count += 1\n'],
    [
      'def outer():\n    n = 0\n    def inner():\n        """Doc."""\n        «n» += 1\n',
      'def outer():\n    n = 0\n    def inner():\n        """Doc."""\n        nonlocal n\n        n += 1\n',
    ],
    [
      'def f(xs):\n    count == 0\n    for x in xs:\n        «count» += 1\n',
      'def f(xs):\n    count = 0\n    for x in xs:\n        count += 1\n',
    ],
    [
      'def f(xs):\n    new = []\n    for x in xs:\n        new.append(x)\n    return «x»\n',
      'def f(xs):\n    new = []\n    for x in xs:\n        new.append(x)\n    return new\n',
    ],
    [
      'class Account:\n    def __init__(self):\n        self.balance = 0\n    def pay(self, amount):\n        «balance» += amount\n',
      'class Account:\n    def __init__(self):\n        self.balance = 0\n    def pay(self, amount):\n        self.balance += amount\n',
    ],
    [
      'class Account:\n    balance = 0\n    @classmethod\n    def pay(cls, amount):\n        balance = «balance» + amount\n        return balance\n',
      'class Account:\n    balance = 0\n    @classmethod\n    def pay(cls, amount):\n        cls.balance = cls.balance + amount\n        return cls.balance\n',
    ],
    [
      'def total_of(prices):\n    for price in prices:\n        «total» += 1\n    return total\ntotal = total_of([2])\n',
      'def total_of(prices):\n    total = 0\n    for price in prices:\n        total += 1\n    return total\ntotal = total_of([2])\n',
    ],
  ])('%s', async (before, after) => {
    const name = /«(\w+)»/.exec(before)?.[1] ?? '';
    expect((await tried(before, name === 'count' && before.includes('==') ? unbound('count') : unbound(name))).after).toBe(after);
  });

  test.each([
    // A value of its own that nothing would read.
    'def tick():\n    count = «count» + 1\n',
    'def tick(xs):\n    for x in xs:\n        «count» += 1\n',
    // What is added to is not what is added.
    'def pay(amount):\n    «balance» += amount\n    print("paid")\n',
    'def pay(amount):\n    «amoun» += amount\n',
    // The one outside is meant.
    'count = 0\ndef tick():\n    count = «count» + 1\n    return count\n',
    'class Account:\n    def __init__(self):\n        self.balance = 0\n    def pay(self, amount):\n        balance = «balance» + 1\n        return balance\n',
  ])('gives no value of its own, and none of itself: %s', async (marked) => {
    const name = /«(\w+)»/.exec(marked)?.[1] ?? '';
    for (const text of await candidateTexts(marked, unbound(name))) {
      expect(text).not.toMatch(new RegExp(`^ +${name} = 0$`, 'm'));
      expect(text).not.toMatch(/\b(\w+) \+= \1\b/);
    }
  });
});
