import { heals, proposes } from '../../../../../test/support/fixer-cases';

heals(
  'python/missing-await',
  [
    [
      'async def load(): ...\nasync def main():\n    rows = load()\n    «rows.append(1)»\n',
      "AttributeError: 'coroutine' object has no attribute 'append'",
      'async def load(): ...\nasync def main():\n    rows = await load()\n    rows.append(1)\n',
    ],
    [
      'async def count(): ...\nasync def main():\n    return «count() + 1»\n',
      "TypeError: unsupported operand type(s) for +: 'coroutine' and 'int'",
      'async def count(): ...\nasync def main():\n    return await count() + 1\n',
    ],
    [
      'async def load(): ...\nasync def main():\n    for row in «load()»:\n        print(row)\n',
      "TypeError: 'coroutine' object is not iterable",
      'async def load(): ...\nasync def main():\n    for row in await load():\n        print(row)\n',
    ],
  ],
  [
    [
      'async def load(): ...\ndef main():\n    rows = load()\n    «rows.append(1)»\n',
      "AttributeError: 'coroutine' object has no attribute 'append'",
    ],
  ],
);

proposes([
  [
    'async def get(): ...\nasync def main():\n    data = get()\n    «data.items()»\n',
    "AttributeError: 'coroutine' object has no attribute 'items'",
    'async def get(): ...\nasync def main():\n    data = await get()\n    data.items()\n',
  ],
]);
