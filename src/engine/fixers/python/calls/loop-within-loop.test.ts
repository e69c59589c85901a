import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/loop-within-loop',
  [
    [
      'import asyncio\nasync def a():\n    return [1]\n\nasync def main():\n    «print(asyncio.run(a())[0])»\n',
      'RuntimeError: asyncio.run() cannot be called from a running event loop',
      'import asyncio\nasync def a():\n    return [1]\n\nasync def main():\n    print((await a())[0])\n',
    ],
    [
      'import asyncio\nasync def a():\n    return 1\n\nasync def main(loop):\n    «x = loop.run_until_complete(a())»\n',
      'RuntimeError: This event loop is already running',
      'import asyncio\nasync def a():\n    return 1\n\nasync def main(loop):\n    x = await a()\n',
    ],
  ],
  [['import asyncio\ndef main():\n    «asyncio.run(a())»\n', 'RuntimeError: asyncio.run() cannot be called from a running event loop']],
);
