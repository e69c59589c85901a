/**
 * Mistake: `asyncio.gather` is given a list of what it waits for, and takes each by itself.
 *
 * Before:  `await asyncio.gather(jobs)`          After:  `await asyncio.gather(*jobs)`
 *
 * When not: more than one argument is given: which of them is the list can't be told.
 */
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { argumentsOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

const TAKEN_WHOLE = /^unhashable type: '(?:list|set)'$|^An asyncio\.Future, a coroutine or an awaitable is required$/;

export const awaitablesInList: Fixer = {
  id: 'python/awaitables-in-list',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [TAKEN_WHOLE] },
  propose(context) {
    const file = pythonFile(context);
    const isGather = (name: string): boolean =>
      file.scopes.imports.some((it) =>
        it.module !== 'asyncio'
          ? false
          : it.member === undefined
            ? name === `${it.name}.gather`
            : it.member === 'gather' && name === it.name,
      );
    for (const call of nodesAt(file, 'CallExpression')) {
      if (!call.firstChild || !isGather(textOf(file, call.firstChild))) continue;
      const given = argumentsOf(call).filter((it) => !it.name);
      const [only] = given;
      if (given.length !== 1 || !only?.value || only.stars !== '' || call.getChild('ArgList')?.getChild('for')) continue;
      return [
        {
          title: `Hand over each of them: '*${textOf(file, only.value).slice(0, 30)}'`,
          explanation: "'gather' takes what it waits for as arguments of its own; the star makes them of a list.",
          edits: [insert(only.from, '*')],
          variant: 'spread',
        },
      ];
    }
    return [];
  },
};
