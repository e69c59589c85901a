import { describe } from 'vitest';
import { keepsStill, mends } from '../../../../../test/support/mended';

describe('a way to the end without return', () => {
  mends([
    [
      'from typing import Optional\n\n\ndef pick(rows, name) -> «Optional[str]»:\n    for row in rows:\n        if row == name:\n            return row  # the first\n\n\nprint(1)\n',
      'return: Missing return statement',
      'from typing import Optional\n\n\ndef pick(rows, name) -> Optional[str]:\n    for row in rows:\n        if row == name:\n            return row  # the first\n    return None\n\n\nprint(1)\n',
    ],
    [
      'class A:\n    def f(self, k) -> «int | None»:\n        """Docs."""\n        if k in self.d:\n            return self.d[k]\n        print("none")\n',
      'reportReturnType: Function with declared return type "int | None" must return value',
      'class A:\n    def f(self, k) -> int | None:\n        """Docs."""\n        if k in self.d:\n            return self.d[k]\n        print("none")\n        return None\n',
    ],
    [
      '«def f(a):»\n    if a:\n        return a * 2\n',
      'R1710: Either all return statements in a function should return an expression, or none of them should.',
      'def f(a):\n    if a:\n        return a * 2\n    return None\n',
    ],
    [
      'def area(w: int, h: int) -> «int»:\n    w * h\n',
      'reportReturnType: Function with declared return type "int" must return value\n  "None" is not assignable to "int"',
      'def area(w: int, h: int) -> int:\n    return w * h\n',
    ],
  ]);
  keepsStill([
    ['def f(a) -> «int»:\n    if a:\n        return 1\n', 'return: Missing return statement'],
    [
      '«def f(a):»\n    print(a)\n',
      'R1710: Either all return statements in a function should return an expression, or none of them should.',
    ],
  ]);
});
