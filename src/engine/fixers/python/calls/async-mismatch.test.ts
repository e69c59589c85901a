import { heals } from '../../../../../test/support/fixer-cases';

const ticks = 'async def ticks():\n    yield 1\n\n';

heals(
  'python/async-mismatch',
  [
    [
      'def names():\n    return ["a"]\n\nasync def main():\n    «first = (await names())[0]»\n',
      "TypeError: object list can't be used in 'await' expression",
      'def names():\n    return ["a"]\n\nasync def main():\n    first = names()[0]\n',
    ],
    [
      `${ticks}async def main():\n    «for tick in ticks():»\n        print(tick)\n`,
      "TypeError: 'async_generator' object is not iterable",
      `${ticks}async def main():\n    async for tick in ticks():\n        print(tick)\n`,
    ],
    [
      `${ticks}async def main():\n    «print(list(ticks()))»\n`,
      "TypeError: 'async_generator' object is not iterable",
      `${ticks}async def main():\n    print([it async for it in ticks()])\n`,
    ],
    [
      'async def main():\n    «async for x in [1, 2]:»\n        print(x)\n',
      "TypeError: 'async for' requires an object with __aiter__ method, got list",
      'async def main():\n    for x in [1, 2]:\n        print(x)\n',
    ],
    [
      'import asyncio\nasync def main():\n    «with asyncio.Lock():»\n        print(1)\n',
      "TypeError: 'Lock' object does not support the context manager protocol",
      'import asyncio\nasync def main():\n    async with asyncio.Lock():\n        print(1)\n',
    ],
    [
      'async def main():\n    «async with open("a.txt") as f:»\n        print(f.read())\n',
      "TypeError: '_io.TextIOWrapper' object does not support the asynchronous context manager protocol",
      'async def main():\n    with open("a.txt") as f:\n        print(f.read())\n',
    ],
    [
      'import threading\nlock = threading.Lock\n«with lock:»\n    print(1)\n',
      "TypeError: 'builtin_function_or_method' object does not support the context manager protocol",
      'import threading\nlock = threading.Lock()\nwith lock:\n    print(1)\n',
    ],
  ],
  [
    [`${ticks}«for tick in ticks():»\n    print(tick)\n`, "TypeError: 'async_generator' object is not iterable"],
    ['«with 5 as x:»\n    print(x)\n', "TypeError: 'int' object does not support the context manager protocol"],
    ['«with open as f:»\n    print(f)\n', "TypeError: 'builtin_function_or_method' object does not support the context manager protocol"],
  ],
);
