import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

proposes([
  [
    'import asyncio\n\n\nasync def load():\n    return [1]\n\n\nfor x in «load()»:\n    print(x)\n',
    "TypeError: 'coroutine' object is not iterable",
    'import asyncio\n\n\nasync def load():\n    return [1]\n\n\nfor x in asyncio.run(load()):\n    print(x)\n',
  ],
  [
    'import asyncio\n\n\nasync def f():\n    return "x"\n\n\ndef main():\n    r = f()\n    «print(r.upper())»\n\n\nmain()\n',
    "AttributeError: 'coroutine' object has no attribute 'upper'",
    'import asyncio\n\n\nasync def f():\n    return "x"\n\n\ndef main():\n    r = asyncio.run(f())\n    print(r.upper())\n\n\nmain()\n',
  ],
]);

test.each([
  [
    'it may run in a loop',
    'import asyncio\n\n\nasync def f():\n    return "x"\n\n\ndef show():\n    «print(f().upper())»\n\n\nasync def main():\n    show()\n',
    "AttributeError: 'coroutine' object has no attribute 'upper'",
  ],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/coroutine-at-top')).toEqual([]);
});
