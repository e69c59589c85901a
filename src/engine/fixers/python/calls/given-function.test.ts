import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/given-function',
  [
    [
      'ages = {"ann": 3}\n«print(min(ages, key=ages.get()))»\n',
      'TypeError: get expected at least 1 argument, got 0',
      'ages = {"ann": 3}\nprint(min(ages, key=ages.get))\n',
    ],
    [
      'names = ["ann"]\n«print(list(map(str.upper(), names)))»\n',
      'TypeError: unbound method str.upper() needs an argument',
      'names = ["ann"]\nprint(list(map(str.upper, names)))\n',
    ],
    [
      'from collections import defaultdict\n«groups = defaultdict(list())»\n',
      'TypeError: first argument must be callable or None',
      'from collections import defaultdict\ngroups = defaultdict(list)\n',
    ],
    [
      'def last(word):\n    return word[-1]\n\nwords = ["ab"]\n«words.sort(key=last())»\n',
      "TypeError: last() missing 1 required positional argument: 'word'",
      'def last(word):\n    return word[-1]\n\nwords = ["ab"]\nwords.sort(key=last)\n',
    ],
    [
      'import threading\ndef work(n):\n    print(n)\n\n«threading.Thread(target=work(3)).start()»\n',
      "TypeError: 'NoneType' object is not callable",
      'import threading\ndef work(n):\n    print(n)\n\nthreading.Thread(target=work, args=(3,)).start()\n',
    ],
  ],
  [
    ['def by(n):\n    return lambda row: row[n]\n\n«print(sorted([1], key=by(0)))»\n', "TypeError: 'int' object is not callable"],
    ['«print(sorted(rows, key=key_of(1)))»\n', "TypeError: 'int' object is not callable"],
  ],
);
