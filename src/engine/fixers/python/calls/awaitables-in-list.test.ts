import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

const LIST = "TypeError: unhashable type: 'list'";
const OTHER = 'TypeError: An asyncio.Future, a coroutine or an awaitable is required';

proposes([
  [
    'import asyncio\nasync def f(jobs):\n    «await asyncio.gather(jobs)»\n',
    LIST,
    'import asyncio\nasync def f(jobs):\n    await asyncio.gather(*jobs)\n',
  ],
  [
    'from asyncio import gather\nasync def f(jobs):\n    «return await gather(jobs, return_exceptions=True)»\n',
    OTHER,
    'from asyncio import gather\nasync def f(jobs):\n    return await gather(*jobs, return_exceptions=True)\n',
  ],
]);

test.each([
  ['each is given already', 'import asyncio\nasync def f(a, b):\n    «await asyncio.gather(a, b)»\n'],
  ['another gather', 'def gather(x):\n    return {x}\n«gather([1])»\n'],
])('%s: silence', async (_, marked) => {
  expect((await tried(marked, LIST)).all.filter(({ origin }) => origin.id === 'python/awaitables-in-list')).toEqual([]);
});
