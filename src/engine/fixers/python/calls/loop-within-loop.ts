/**
 * Mistake: a loop is started within an async function, where one is running already: there it is waited for.
 *
 * Before:  `async def main(): total = asyncio.run(price("pear"))`       After:  `total = await price("pear")`
 * Before:  `loop.run_until_complete(fetch())`, in an async function     After:  `await fetch()`
 *
 * When not: the function around is a plain one.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { argumentsOf, enclosing, memberOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

const RUNNING =
  /^asyncio\.run\(\) cannot be called from a running event loop\b|^This event loop is already running\b|^Cannot run the event loop while another loop is running\b/;

export const loopWithinLoop: Fixer = {
  id: 'python/loop-within-loop',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [RUNNING] },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const callee = call.firstChild;
      const name = callee ? textOf(file, memberOf(callee)?.property ?? callee) : '';
      const [only, ...others] = argumentsOf(call);
      const around = enclosing(call, 'FunctionDefinition', 'LambdaExpression');
      if (!/^(?:run|run_until_complete)$/.test(name) || !only?.value || others.length > 0 || around?.firstChild?.name !== 'async') continue;
      const inner = textOf(file, only.value);
      const isPart = /^(?:MemberExpression|CallExpression|BinaryExpression)$/.test(call.parent?.name ?? '');
      return [
        {
          title: `Wait for it: 'await ${inner.slice(0, 40)}'`,
          explanation: 'An async function runs in a loop already; what it needs it waits for.',
          edits: [replace(call.from, call.to, isPart ? `(await ${inner})` : `await ${inner}`)],
          variant: 'awaited-in-loop',
        },
      ];
    }
    return [];
  },
};
