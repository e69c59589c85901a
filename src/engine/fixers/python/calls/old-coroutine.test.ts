import { heals } from '../../../../../test/support/fixer-cases';

const gone = "AttributeError: module 'asyncio' has no attribute 'coroutine'";

heals(
  'python/old-coroutine',
  [
    [
      'import asyncio\n\n«@asyncio.coroutine»\ndef one():\n    x = yield from asyncio.sleep(0)\n    return x\n',
      gone,
      'import asyncio\n\nasync def one():\n    x = await asyncio.sleep(0)\n    return x\n',
    ],
    [
      'import asyncio\n«from asyncio import coroutine, sleep»\n\n@coroutine\ndef one():\n    yield from sleep(0)\n',
      "ImportError: cannot import name 'coroutine' from 'asyncio' (/usr/lib/python3/asyncio/__init__.py)",
      'import asyncio\nfrom asyncio import sleep\n\nasync def one():\n    await sleep(0)\n',
    ],
  ],
  [['import asyncio\n\n«@asyncio.coroutine»\ndef one():\n    yield 1\n', gone]],
);
