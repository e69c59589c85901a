import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/type-in-brackets',
  [
    [
      'from typing import Optional\n«def f(x: Optional[int, None]):»\n    pass\n',
      'TypeError: typing.Optional requires a single type. Got (int, None).',
      'from typing import Optional\ndef f(x: Optional[int]):\n    pass\n',
    ],
    [
      'from typing import Dict\n«d: Dict[str: int] = {}»\n',
      'TypeError: Too few arguments for typing.Dict; actual 1, expected 2',
      'from typing import Dict\nd: Dict[str, int] = {}\n',
    ],
    [
      '«def f() -> dict(str, int):»\n    return {}\n',
      'TypeError: dict expected at most 1 argument, got 2',
      'def f() -> dict[str, int]:\n    return {}\n',
    ],
    [
      '«def f(xs: list(int), n=1):»\n    return xs\n',
      "TypeError: 'type' object is not iterable",
      'def f(xs: list[int], n=1):\n    return xs\n',
    ],
  ],
  [['a = ["x"]\n«print(list(int))»\n', "TypeError: 'type' object is not iterable"]],
);
