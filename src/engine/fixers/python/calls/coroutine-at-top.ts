/**
 * Mistake: an async function is called where nothing is async: that only prepares it, nothing runs.
 *
 * Before:  `account = register("a")` … `account.name`       After:  `account = asyncio.run(register("a"))`
 *
 * When not: the code around is async (missing-await), or runs inside a loop that is going already.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { definitionOf, originsOf } from '../shared/origin';
import { enclosing, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const coroutineAtTop: Fixer = {
  id: 'python/coroutine-at-top',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [/'?coroutine'? object|'coroutine'|coroutine '[^']+' was never awaited/] },
  propose(context) {
    const file = pythonFile(context);
    for (const node of nodesAt(file, 'CallExpression', 'VariableName', 'MemberExpression')) {
      const call = originsOf(file, node).find((step) => step.name === 'CallExpression' && isAsync(file, step));
      if (!call || call.parent?.name === 'AwaitExpression') continue;
      // Inside of a function only where that is plainly run from outside of any loop: the top of the file.
      if (enclosing(call, 'FunctionDefinition', 'LambdaExpression', 'ClassDefinition')) continue;
      const asyncio = file.scopes.imports.find(({ module, member }) => module === 'asyncio' && member === undefined);
      const name = asyncio?.name ?? 'asyncio';
      return [
        {
          title: `Run it: '${name}.run(${textOf(file, call).slice(0, 30)})'`,
          explanation: 'Calling an async function only prepares it; outside of async functions it is asyncio.run that runs it and gives its result.',
          edits: [insert(call.from, `${name}.run(`), insert(call.to, ')'), ...(asyncio ? [] : addImport(file, { module: 'asyncio' }))],
          variant: 'run-at-top',
        },
      ];
    }
    return [];
  },
};

function isAsync(file: PythonFile, call: SyntaxNode): boolean {
  const definition = definitionOf(file, call);
  return definition !== undefined && /^async\b/.test(textOf(file, definition.node));
}
